"""The figures of a month; what each one means stands in `model.maand_cijfers`."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from actielijst_xl.model.maand import Maand, MonitoringRij, ProjectRij, Reactie
from actielijst_xl.model.maand_cijfers import (
    GEEN_JAAR,
    KERNCIJFERS,
    NIET_INGEVULD,
    UITSPLITSINGEN,
    Cijfer,
    Kerncijfer,
    Uitsplitsing,
)
from actielijst_xl.model.maand_extract import IbnVeld, Verschuiving, VerschuivingSoort
from actielijst_xl.model.planning import Soort
from actielijst_xl.model.vocab import Oordeel, Projectfase, Status, fold
from actielijst_xl.monitoring.maand import says_something
from actielijst_xl.monitoring.vergelijk import changes
from actielijst_xl.monitoring.verschuivingen import shifts

# --- figures of one month ---


def _projects(wanted: Callable[[ProjectRij], bool]) -> Callable[[Maand], int]:
    return lambda maand: sum(wanted(p) for p in maand.projecten)


def _with_fiche(wanted: Callable[[ProjectRij], bool]) -> Callable[[Maand], int]:
    return _projects(lambda p: not p.zonder_locatie and wanted(p))


def _monitoring(wanted: Callable[[MonitoringRij], bool]) -> Callable[[Maand], int]:
    return lambda maand: sum(wanted(m) for m in maand.monitoring)


def _no_agreement(project: ProjectRij) -> bool:
    return not says_something(project.monitoring_afspraken)


_COUNTS: Mapping[str, Callable[[Maand], int]] = {
    "projecten": lambda maand: len(maand.projecten),
    "projecten_concreet": _projects(lambda p: p.projectfase not in ("", Projectfase.VERKENNING)),
    "projecten_zonder_locatie": _projects(lambda p: p.zonder_locatie),
    "projecten_zonder_afspraak": _with_fiche(lambda p: not p.aantal_afspraken),
    "projecten_zonder_monitoringafspraak": _with_fiche(_no_agreement),
    "projecten_zonder_beide": _with_fiche(lambda p: not p.aantal_afspraken and _no_agreement(p)),
    "ibn_bekend": _projects(lambda p: p.ibn_soort == Soort.PERIODE),
    "ibn_onbekend": _projects(lambda p: p.ibn_soort != Soort.PERIODE),
    "ibn_voorbij": _projects(lambda p: p.ibn_voorbij),
    "haalbaar_bekend": _monitoring(lambda m: m.haalbaar_soort == Soort.PERIODE),
    "haalbaar_later": _monitoring(lambda m: (m.verschil_jaren or 0) > 0),
    "afspraken_open": lambda maand: sum(a.is_open for a in maand.afspraken),
    "afspraken_te_laat": lambda maand: sum(a.is_te_laat for a in maand.afspraken),
    "afspraken_zonder_datum": lambda maand: sum(a.zonder_datum for a in maand.afspraken),
    "afspraken_zonder_trekker": lambda maand: sum(a.zonder_trekker for a in maand.afspraken),
    "afspraken_gereed": lambda maand: sum(a.status == Status.GEREED for a in maand.afspraken),
    "projecten_knelpunt": _monitoring(lambda m: m.oordeel == Oordeel.KNELPUNT),
    "vragen_open": _monitoring(lambda m: m.vraag_is_open),
    "aandachtspunten": _monitoring(lambda m: says_something(m.aandachtspunten)),
    "aandachtspunten_zonder_actie": _monitoring(lambda m: m.zonder_actie),
    "partijen_gevraagd": lambda maand: sum(p.reactie is not Reactie.NIET_UITGEGEVEN for p in maand.partijen),
    "partijen_terug": lambda maand: sum(p.reactie is Reactie.TERUG for p in maand.partijen),
    "partijen_niet_terug": lambda maand: sum(p.reactie is Reactie.NIET_TERUG for p in maand.partijen),
}


# --- figures that compare with another month ---


def _shift_counts(moved: Sequence[Verschuiving], suffix: str) -> Iterator[tuple[str, int]]:
    for name, veld in (("haalbaar", IbnVeld.HAALBAAR), ("afgesproken", IbnVeld.AFGESPROKEN)):
        mine = [v for v in moved if v.veld is veld]
        for end in ("laatste", "eerste"):
            days = [getattr(v, f"{end}_dagen") or 0 for v in mine]
            yield f"{name}_{end}_later{suffix}", sum(d > 0 for d in days)
            yield f"{name}_{end}_eerder{suffix}", sum(d < 0 for d in days)
        soorten = Counter(v.soort for v in mine)
        yield f"{name}_bekend_geworden{suffix}", soorten[VerschuivingSoort.BEKEND]
        yield f"{name}_onbekend_geworden{suffix}", soorten[VerschuivingSoort.ONBEKEND]


def _compared(nu: Maand, vorige: Maand) -> Iterator[tuple[str, int]]:
    now, then = ({p.project for p in maand.projecten} for maand in (nu, vorige))
    yield "projecten_nieuw", len(now - then)
    yield "projecten_verdwenen", len(then - now)
    yield "projecten_gewijzigd", len({w.project for w in changes(nu, vorige)} & now & then)
    yield "vragen_ouder", sum(m.vraag_is_open for m in _same_question(nu, vorige))
    yield from _shift_counts(shifts(nu, vorige), "")


def _same_question(nu: Maand, vorige: Maand) -> Iterator[MonitoringRij]:
    asked = {(m.project, fold(m.vraag_energyboard)) for m in vorige.monitoring if m.vraag_is_open}
    yield from (m for m in nu.monitoring if (m.project, fold(m.vraag_energyboard)) in asked)


def totals(nu: Maand, vorige: Maand | None, eerste: Maand | None) -> dict[str, int]:
    """Return every figure as a whole by its key; one that compares is absent without a month to compare with.

    Args:
        nu: The month; only one province, or the sum over several.
        vorige: The record before it.
        eerste: The first version.
    """
    found = {key: count(nu) for key, count in _COUNTS.items()}
    if nu.eerste_versie:  # then nobody had been asked yet
        found = {key: aantal for key, aantal in found.items() if not key.startswith("partijen_")}
    if vorige is not None:
        found |= dict(_compared(nu, vorige))
    if eerste is not None:
        found |= dict(_shift_counts(shifts(nu, eerste), "_sinds_begin"))
    return {d.key: found[d.key] for d in KERNCIJFERS if d.key in found}


# --- figures divided over values ---


def _names(text: str) -> list[str]:
    """The names in a cell; one that stands there in pieces or not at all counts as not filled in."""
    return [part.strip() for part in re.split(r"[;\n]", text) if says_something(part.strip())]


def _year(day_year: int | None) -> str:
    return str(day_year) if day_year else GEEN_JAAR


def _values(maand: Maand, key: str) -> Iterator[str]:
    """The values of an uitsplitsing, one per row and name; blank when not filled in."""
    match key:
        case "gemeente" | "netbeheerder":
            for project in maand.projecten:
                yield from _names(getattr(project, key)) or [""]
        case "oordeel":
            yield from (m.oordeel for m in maand.monitoring)
        case "ibn_jaar":
            yield from (_year(p.ibn_laatste.year if p.ibn_laatste else None) for p in maand.projecten)
        case "haalbaar_jaar":
            yield from (
                _year(m.haalbaar_laatste.year if m.haalbaar_laatste else None) for m in maand.monitoring
            )
        case _:
            yield from (getattr(p, key) for p in maand.projecten)


def _divided(maand: Maand, how: Uitsplitsing) -> dict[str, int]:
    """One figure over its values; spellings that differ in case or accents are one value."""
    if how.key == "partij":
        rows = (a for a in maand.afspraken if a.is_open)
        late = how.kerncijfer == "afspraken_te_laat"
        return _counted(a.hoofdtrekker for a in rows if a.is_te_laat or not late)
    return _counted(_values(maand, how.key))


def _counted(values: Iterable[str]) -> dict[str, int]:
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for value, aantal in Counter(values).items():
        shown = value.strip() or NIET_INGEVULD
        counts[spelled.setdefault(fold(shown), shown)] += aantal
    return dict(counts)


def figures(nu: Maand, vorige: Maand | None, eerste: Maand | None) -> tuple[Cijfer, ...]:
    """Return the figures of a month per province: the rows of the table Kerncijfers.

    Args:
        nu: The month.
        vorige: The record before it; a province that is not in it has nothing to compare with.
        eerste: The first version.
    """
    return tuple(row for provincie in nu.provincies for row in _figures_of(nu, vorige, eerste, provincie))


def part(maand: Maand | None, provincie: str) -> Maand | None:
    """The rows of one province, or None when a month has none of it."""
    return maand.of_provincie(provincie) if maand and provincie in maand.provincies else None


def _figures_of(nu: Maand, vorige: Maand | None, eerste: Maand | None, provincie: str) -> Iterator[Cijfer]:
    own = nu.of_provincie(provincie)
    for key, aantal in totals(own, part(vorige, provincie), part(eerste, provincie)).items():
        yield _cijfer(nu, provincie, key, aantal)
    for how in UITSPLITSINGEN:
        for waarde, aantal in _divided(own, how).items():
            yield _cijfer(nu, provincie, how.kerncijfer, aantal, how.key, waarde)


def _cijfer(
    nu: Maand, provincie: str, key: str, aantal: int, uitsplitsing: str = "", waarde: str = ""
) -> Cijfer:
    return Cijfer(
        provincie=provincie,
        maand=nu.maand,
        peildatum=nu.peildatum,
        kerncijfer=key,
        uitsplitsing=uitsplitsing,
        waarde=waarde,
        aantal=aantal,
    )


# --- beside each other ---

Figures = Mapping[tuple[str, str, str], int]  # by (kerncijfer, uitsplitsing, waarde)


def summed(rows: Iterable[Cijfer]) -> Figures:
    """The figures of all provinces together."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        found[row.kerncijfer, row.uitsplitsing, row.waarde] += row.aantal
    return found


def beside(nu: Figures, toen: Figures | None, eerste: Figures | None) -> Iterator[Kerncijfer]:
    """Yield every figure as a whole, beside that of two other months."""
    for definitie in KERNCIJFERS:
        key = (definitie.key, "", "")
        yield Kerncijfer(
            definitie=definitie,
            nu=_get(nu, key),
            toen=_get(toen, key),
            eerste=_get(eerste, key),
        )


def divided_beside(nu: Figures, toen: Figures | None, eerste: Figures | None) -> Iterator[Kerncijfer]:
    """Yield the divided figures beside those of two other months: years by year, the rest by size."""
    definities = {definitie.key: definitie for definitie in KERNCIJFERS}
    for how in UITSPLITSINGEN:
        parts = [f for f in (nu, toen, eerste) if f is not None]
        found = {w for f in parts for k, u, w in f if (k, u) == (how.kerncijfer, how.key)}
        for waarde in sorted(found, key=partial(_place, how, nu)):
            key = (how.kerncijfer, how.key, waarde)
            yield Kerncijfer(
                definitie=definities[how.kerncijfer],
                uitsplitsing=how.key,
                waarde=waarde,
                nu=nu.get(key, 0),
                toen=toen.get(key, 0) if toen is not None else None,
                eerste=eerste.get(key, 0) if eerste is not None else None,
            )


def _place(how: Uitsplitsing, nu: Figures, waarde: str) -> tuple[int, str]:
    """Where a value stands: years by year, the rest by size, then by name; what is blank comes last."""
    size = 0 if how.key.endswith("_jaar") else -nu.get((how.kerncijfer, how.key, waarde), 0)
    return size, "\uffff" if waarde in (GEEN_JAAR, NIET_INGEVULD) else waarde


def _get(figures_of: Figures | None, key: tuple[str, str, str]) -> int | None:
    return None if figures_of is None else figures_of.get(key)
