"""How the IBN of projects went between two months: earliest and latest day apart, later and earlier both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from actielijst_xl.model.maand import Maand, MonitoringRij, ProjectRij, VeldBron
from actielijst_xl.model.maand_extract import IbnVeld, Verschuiving, VerschuivingSoort
from actielijst_xl.model.planning import Soort

BEGIN = "begin"
"""What `vergeleken_met` says of the first version."""

ONBEKENDE_BRON = "Provincie"
"""Whose word a changed field is that no return and no decision accounts for: typed in the master itself."""

_EERST = (
    VerschuivingSoort.LATER,
    VerschuivingSoort.ONBEKEND,
    VerschuivingSoort.EERDER,
    VerschuivingSoort.BEKEND,
    VerschuivingSoort.ANDERS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ibn:
    """One IBN as a month has it: its text, kind of answer, first and last day."""

    tekst: str
    soort: str
    eerste: date | None
    laatste: date | None

    @property
    def datable(self) -> bool:
        """Whether at least one end is a day."""
        return self.soort == Soort.PERIODE

    @property
    def ready(self) -> bool:
        """Whether it says 'gereed' without a year: then the question of when is over."""
        return self.soort == Soort.AFGEROND


def shifts(nu: Maand, toen: Maand) -> tuple[Verschuiving, ...]:
    """Return the IBNs that mean another period now than then, the worst first.

    Delays come first, the longest first; then IBNs that are not known any more, those that came forward,
    those that became known, and open ends that became a day or the other way round. Projects that are in one
    of the two months only have no shift. Another notation of the same period is no shift.

    Args:
        nu: The month.
        toen: The month, or first version, to compare with.
    """
    found = [*_of_field(nu, toen, IbnVeld.HAALBAAR), *_of_field(nu, toen, IbnVeld.AFGESPROKEN)]
    return tuple(sorted(found, key=lambda v: (_EERST.index(v.soort), -_days(v))))


def vergeleken_met(toen: Maand) -> str:
    """How a comparison with this month is called: `2026-10`, or `begin` for the first version."""
    return BEGIN if toen.eerste_versie else toen.maand


def _days(verschuiving: Verschuiving) -> int:
    return abs(verschuiving.laatste_dagen or verschuiving.eerste_dagen or 0)


def _of_field(nu: Maand, toen: Maand, veld: IbnVeld) -> Iterator[Verschuiving]:
    before = _ibns(toen, veld)
    reasons = {row.project: row.aandachtspunten for row in nu.monitoring}
    bronnen = {(b.provincie, b.project_sleutel): b for b in nu.bronnen if b.veld == veld}
    for key, (row, ibn) in _ibns(nu, veld).items():
        was = before[key][1] if key in before else ibn
        soort = kind_of_shift(was, ibn)
        if soort is not None:
            yield _shift(row, veld, was, ibn, soort, reasons.get(key, ""), bronnen.get(key), toen)


def _ibns(maand: Maand, veld: IbnVeld) -> dict[tuple[str, str], tuple[ProjectRij | MonitoringRij, Ibn]]:
    """The IBN of every project of a month."""
    match veld:
        case IbnVeld.AFGESPROKEN:
            return {
                p.project: (
                    p,
                    Ibn(tekst=p.ibn, soort=p.ibn_soort, eerste=p.ibn_eerste, laatste=p.ibn_laatste),
                )
                for p in maand.projecten
            }
        case IbnVeld.HAALBAAR:
            return {m.project: (m, _haalbaar(m)) for m in maand.monitoring}


def _haalbaar(row: MonitoringRij) -> Ibn:
    return Ibn(
        tekst=row.haalbaarheid_ibn,
        soort=row.haalbaar_soort,
        eerste=row.haalbaar_eerste,
        laatste=row.haalbaar_laatste,
    )


def kind_of_shift(was: Ibn, ibn: Ibn) -> VerschuivingSoort | None:
    """Say which way an IBN went, or None when it means the same.

    The last day decides; when it is the same or not known on both sides, the first day. From a year to blank,
    n.t.b., n.v.t. or a text without a date is `ONBEKEND`, the other way round `BEKEND`; from or to 'gereed'
    without a year is no shift.
    """
    if was.ready or ibn.ready or not (was.datable or ibn.datable):
        return None
    if not ibn.datable:
        return VerschuivingSoort.ONBEKEND
    if not was.datable:
        return VerschuivingSoort.BEKEND
    if (was.eerste, was.laatste) == (ibn.eerste, ibn.laatste):
        return None
    days = days_between(was.laatste, ibn.laatste) or days_between(was.eerste, ibn.eerste)
    if not days:
        return VerschuivingSoort.ANDERS
    return VerschuivingSoort.LATER if days > 0 else VerschuivingSoort.EERDER


def days_between(was: date | None, wordt: date | None) -> int | None:
    """Days from one day to another; None when one of the two is open."""
    return (wordt - was).days if was and wordt else None


def _shift(
    row: ProjectRij | MonitoringRij,
    veld: IbnVeld,
    was: Ibn,
    ibn: Ibn,
    soort: VerschuivingSoort,
    reden: str,
    bron: VeldBron | None,
    toen: Maand,
) -> Verschuiving:
    return Verschuiving(
        provincie=row.provincie,
        maand=row.maand,
        peildatum=row.peildatum,
        project_sleutel=row.project_sleutel,
        project_id=row.project_id,
        projectnaam=row.projectnaam,
        vergeleken_met=vergeleken_met(toen),
        veld=veld,
        soort=soort,
        was=was.tekst,
        wordt=ibn.tekst,
        eerste_was=was.eerste,
        eerste_wordt=ibn.eerste,
        laatste_was=was.laatste,
        laatste_wordt=ibn.laatste,
        eerste_dagen=days_between(was.eerste, ibn.eerste),
        laatste_dagen=days_between(was.laatste, ibn.laatste),
        laatste_jaren=ibn.laatste.year - was.laatste.year if ibn.laatste and was.laatste else None,
        reden=reden,
        bron=bron.bron if bron else ONBEKENDE_BRON,
    )
