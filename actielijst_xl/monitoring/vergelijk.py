"""What changed between two months: projects and afspraken that came or left, and fields that differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from actielijst_xl.model.canon import canon
from actielijst_xl.model.field import Soort
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.maand import AfspraakRij, Maand, MonitoringRij, ProjectDeel, ProjectRij
from actielijst_xl.model.maand_extract import Wijziging, WijzigingSoort
from actielijst_xl.model.planning import parse_planning
from actielijst_xl.monitoring.maand import AFSPRAAKVELDEN, MONITORINGVELDEN, PROJECTVELDEN
from actielijst_xl.monitoring.verschuivingen import ONBEKENDE_BRON, vergeleken_met

_FIELDS = Fields()
_Row = ProjectRij | MonitoringRij | AfspraakRij
_VELDEN: Mapping[str, Sequence[str]] = {
    "project": ("projectnaam", *PROJECTVELDEN),
    "afspraak": AFSPRAAKVELDEN,
    "monitoring": MONITORINGVELDEN,
}


def changes(nu: Maand, toen: Maand) -> tuple[Wijziging, ...]:
    """Return everything that is different now, in the order of the actielijst; what left comes last.

    A field of a new project or a new afspraak is no change of its own. Another notation of the same period is
    no change, nor is `Bijgewerkt op`: it says that somebody looked, not that something is different. A
    province that is in one of the two months only has nothing to compare with.

    Args:
        nu: The month.
        toen: The month, or first version, to compare with.
    """
    return tuple(_Compared(nu, toen).changes())


def same_value(veld: str, was: str, wordt: str) -> bool:
    """Tell whether two texts of a field mean the same."""
    if was == wordt:  # nearly all of them: a trend of years compares millions
        return True
    soort = _FIELDS[veld].soort
    if soort in (Soort.PERIODE, Soort.DATUM):
        return parse_planning(was).sleutel == parse_planning(wordt).sleutel
    return canon(was, soort) == canon(wordt, soort)


@dataclass(frozen=True, slots=True, kw_only=True)
class _What:
    """What changed: the kind, and the field with its values."""

    soort: WijzigingSoort
    tabel: str
    nr: str = ""
    veld: str = ""
    was: str = ""
    wordt: str = ""
    bron: str = ""


def _per_project(afspraken: Sequence[AfspraakRij]) -> dict[tuple[str, str], dict[str, AfspraakRij]]:
    """The afspraken of each project by their key, in order."""
    found: dict[tuple[str, str], dict[str, AfspraakRij]] = {}
    for afspraak in afspraken:
        found.setdefault(afspraak.project, {})[afspraak.afspraak_sleutel] = afspraak
    return found


class _Compared:
    """Two months side by side."""

    def __init__(self, nu: Maand, toen: Maand) -> None:
        self.nu = nu
        self.toen = toen
        self.provincies = frozenset(nu.provincies) & frozenset(toen.provincies)
        self.projecten = {p.project: p for p in toen.projecten}
        self.monitoring = {m.project: m for m in toen.monitoring}
        self.afspraken = _per_project(toen.afspraken)
        self.bronnen = {
            ((b.provincie, b.project_sleutel), b.tabel, b.rij, b.veld): b.bron for b in nu.bronnen
        }

    def changes(self) -> Iterator[Wijziging]:
        """Everything that is different."""
        monitoring = {m.project: m for m in self.nu.monitoring}
        afspraken = _per_project(self.nu.afspraken)
        for project in self.nu.projecten:
            if project.provincie not in self.provincies:
                continue
            if project.project not in self.projecten:
                what = _What(soort=WijzigingSoort.NIEUW_PROJECT, tabel="project", wordt=project.projectnaam)
                yield self._change(project, what)
                continue
            yield from self._fields("project", project, self.projecten[project.project])
            now, then = monitoring.get(project.project), self.monitoring.get(project.project)
            if now and then:
                yield from self._fields("monitoring", now, then)
            yield from self._rows(afspraken.get(project.project, {}), project.project)
        yield from self._vanished()

    def _rows(self, rows: Mapping[str, AfspraakRij], project: tuple[str, str]) -> Iterator[Wijziging]:
        before = self.afspraken.get(project, {})
        for key, row in rows.items():
            was = before.get(key)
            if was is None:
                soort = WijzigingSoort.NIEUWE_AFSPRAAK
                bron = self._bron("afspraak", row, "activiteit")
                what = _What(
                    soort=soort, tabel="afspraak", nr=row.afspraak_nr, wordt=row.activiteit, bron=bron
                )
                yield self._change(row, what)
            else:
                yield from self._fields("afspraak", row, was)
        for key, then in before.items():
            if key not in rows:
                soort = WijzigingSoort.VERDWENEN_AFSPRAAK
                what = _What(soort=soort, tabel="afspraak", nr=then.afspraak_nr, was=then.activiteit)
                yield self._change(then, what)

    def _fields(self, tabel: str, row: _Row, was: _Row) -> Iterator[Wijziging]:
        for veld in _VELDEN[tabel]:
            before, now = str(getattr(was, veld)), str(getattr(row, veld))
            if not same_value(veld, before, now):
                yield self._change(
                    row,
                    _What(
                        soort=WijzigingSoort.GEWIJZIGD,
                        tabel=tabel,
                        nr=row.afspraak_nr if isinstance(row, AfspraakRij) else "",
                        veld=veld,
                        was=before,
                        wordt=now,
                        bron=self._bron(tabel, row, veld),
                    ),
                )

    def _vanished(self) -> Iterator[Wijziging]:
        known = {project.project for project in self.nu.projecten}
        for project in self.toen.projecten:
            if project.project not in known and project.provincie in self.provincies:
                what = _What(soort=WijzigingSoort.VERDWENEN_PROJECT, tabel="project", was=project.projectnaam)
                yield self._change(project, what)

    def _bron(self, tabel: str, row: _Row, veld: str) -> str:
        rij = row.afspraak_sleutel if isinstance(row, AfspraakRij) else ""
        return self.bronnen.get((row.project, tabel, rij, veld), ONBEKENDE_BRON)

    def _change(self, row: ProjectDeel, what: _What) -> Wijziging:
        return Wijziging(
            provincie=row.provincie,
            maand=self.nu.maand,
            peildatum=self.nu.peildatum,
            project_sleutel=row.project_sleutel,
            project_id=row.project_id,
            projectnaam=row.projectnaam,
            vergeleken_met=vergeleken_met(self.toen),
            soort=what.soort,
            tabel=what.tabel,
            afspraak_nr=what.nr,
            veld=what.veld,
            veld_label=_FIELDS[what.veld].label if what.veld else "",
            was=what.was,
            wordt=what.wordt,
            bron=what.bron,
        )
