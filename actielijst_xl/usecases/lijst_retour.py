"""A new version of the pMIEK list as a return: which row is about which project, and what it says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from actielijst_xl.model.actielijst import Fiche, name_fiches, zonder_locatie
from actielijst_xl.model.canon import canon
from actielijst_xl.model.decisions import Cell, Retour, RetourRow, RowRef, Rows
from actielijst_xl.model.document import OVERIG, Project, Source, Value
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.stand import plain
from actielijst_xl.model.vocab import project_key

T = TypeVar("T")
_NOWHERE = Source(sheet="", cell="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bekend:
    """What a master knows before a new list is laid beside it.

    Attributes:
        fields: The table of fields.
        nummers: Fiche id per project number (as `project_key`), as the master and the last list have them.
        namen: Name of the project per fiche id.
        bladen: Name of the sheet per fiche id.
        bezet: Names of all sheets.
        koppen: Per fiche id the headers of its overige gegevens, in the order of the sheet.
        basis: The list as it was last imported.
    """

    fields: Fields
    nummers: Mapping[str, str]
    namen: Mapping[str, str]
    bladen: Mapping[str, str]
    bezet: Sequence[str]
    koppen: Mapping[str, tuple[str, ...]]
    basis: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Nieuwe:
    """The rows of a new list that can be used.

    Attributes:
        file: Name of the file.
        sheet: Name of the sheet.
        projecten: The rows without errors, with official names and words.
        gegeven: The fields that the list has a column for.
        vervolg: Numbers of the projects for which the list itself gives the vervolg.
        met_fouten: Numbers of the projects whose row has an error.
    """

    file: str
    sheet: str
    projecten: tuple[Project, ...]
    gegeven: frozenset[str]
    vervolg: frozenset[str]
    met_fouten: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gekoppeld:
    """A new list with its rows matched to the projects of the master.

    Attributes:
        retour: What the list says, for the merge.
        projecten: The row of the list per fiche id.
        fiches: The projects that were not known, with the id and sheet name that they would get.
        verdwenen: Ids of the projects that are not on the list any more.
        findings: What people should know.
    """

    retour: Retour
    projecten: Mapping[str, Project]
    fiches: Mapping[str, Fiche]
    verdwenen: tuple[str, ...]
    findings: tuple[Finding, ...]


def match(nieuwe: Nieuwe, bekend: Bekend, *, hernummerd: bool) -> Gekoppeld:
    """Lay a new list beside the projects of the master.

    Args:
        nieuwe: The list.
        bekend: What the master knows.
        hernummerd: A project with a new number and the name of one that vanished is that project.
    """
    found = {bekend.nummers[k]: p for p in nieuwe.projecten if (k := _key(p)) in bekend.nummers}
    unknown = [p for p in nieuwe.projecten if _key(p) not in bekend.nummers]
    broken = {bekend.nummers[k] for k in nieuwe.met_fouten if k in bekend.nummers}
    gone = [f for f in dict.fromkeys(bekend.nummers.values()) if f not in found and f not in broken]
    pairs = _renumbered(unknown, gone, bekend.namen)
    findings = [_about("XA-S073" if hernummerd else "XA-S072", nieuwe, p, fiche=f) for f, p in pairs.items()]
    if hernummerd:
        found |= pairs
    paired = [*pairs.values()]
    fresh = _named([p for p in unknown if p not in paired], bekend)
    projecten = {**found, **{fiche.fiche_id: fiche.project for fiche in fresh}}
    silent = broken | (frozenset() if hernummerd else pairs.keys())
    rows = [row for f, p in projecten.items() for row in _Rij(nieuwe, bekend, f, p).rows()]
    rows += [_present(fiche) for fiche in sorted(silent)]
    return Gekoppeld(
        retour=Retour(uitgifte="", recipient="", name=nieuwe.file, rows=tuple(rows)),
        projecten=projecten,
        fiches={fiche.fiche_id: fiche for fiche in fresh},
        verdwenen=tuple(fiche for fiche in gone if fiche not in pairs),
        findings=tuple(findings),
    )


def _key(project: Project) -> str:
    return project_key(project.text("project_id"))


def _renumbered(
    unknown: Iterable[Project], gone: Iterable[str], namen: Mapping[str, str]
) -> dict[str, Project]:
    """Per project that vanished the one that is new and has its name, if there is only one of each."""
    by_name: dict[str, list[Project]] = {}
    for project in unknown:
        by_name.setdefault(canon(project.text("projectnaam")).casefold(), []).append(project)
    left = [(fiche, canon(namen.get(fiche, "")).casefold()) for fiche in gone]
    often = Counter(naam for _, naam in left)
    return {
        fiche: by_name[naam][0]
        for fiche, naam in left
        if naam and often[naam] == 1 and len(by_name.get(naam, ())) == 1
    }


def _named(projects: Iterable[Project], bekend: Bekend) -> tuple[Fiche, ...]:
    """Give new projects an id and a sheet name that nothing has yet."""
    blank = Project(source=_NOWHERE, values={})
    ids = [Fiche(fiche_id=f, blad=bekend.bladen.get(f, f), project=blank) for f in bekend.nummers.values()]
    sheets = [Fiche(fiche_id="", blad=blad, project=blank) for blad in bekend.bezet]
    return name_fiches(projects, (*ids, *sheets))


def _present(fiche: str) -> RetourRow:
    """A row that says nothing but that the project is on the list."""
    return RetourRow(fiche=fiche, tabel=Tabel.PROJECT.value, rij="", cells={})


def _about(code: str, nieuwe: Nieuwe, project: Project, **details: str) -> Finding:
    weight = Severity.MELDING if code == "XA-S073" else Severity.WAARSCHUWING
    known = {"nummer": project.text("project_id"), "naam": project.text("projectnaam")}
    return Finding(
        code=code,
        severity=weight,
        file=nieuwe.file,
        sheet=project.source.sheet,
        cell=project.source.cell,
        details=known | details,
    )


class _Rij:
    """What one row of the list says about one project."""

    def __init__(self, nieuwe: Nieuwe, bekend: Bekend, fiche: str, project: Project) -> None:
        self.nieuwe, self.bekend, self.fiche, self.project = nieuwe, bekend, fiche, project
        self.has_fiche = fiche in bekend.bladen or not zonder_locatie(project)
        self.is_known = fiche in bekend.nummers.values()

    def rows(self) -> Iterator[RetourRow]:
        """The rows for the merge; without a fiche there is no place for afspraken."""
        yield self._row(Tabel.PROJECT, "", self._cells(self.project.values, Tabel.PROJECT) | self._overige())
        yield self._row(Tabel.MONITORING, "", self._cells(self.project.values, Tabel.MONITORING))
        if self.has_fiche:
            for rij, afspraak in zip(self._ids(), self.project.afspraken, strict=True):
                yield self._row(Tabel.AFSPRAAK, rij, self._cells(afspraak, Tabel.AFSPRAAK))

    def _row(self, tabel: Tabel, rij: str, cells: Mapping[str, Cell]) -> RetourRow:
        return RetourRow(
            fiche=self.fiche, tabel=tabel.value, rij=rij, cells=cells, sheet=self.project.source.sheet
        )

    def _cells(self, values: Mapping[str, Value], tabel: Tabel) -> dict[str, Cell]:
        return {
            field.key: self._cell(values.get(field.key))
            for field in self.bekend.fields.of(tabel)
            if field.key in self.nieuwe.gegeven or field.key in values
            if field.key != "vervolg" or not self.is_known or _key(self.project) in self.nieuwe.vervolg
        }

    def _cell(self, value: Value | None) -> Cell:
        source = value.source if value and value.source else self.project.source
        return Cell(plain(value), source.cell)

    def _overige(self) -> dict[str, Cell]:
        """The overige gegevens, under the number that they have on the fiche; all of them on a new fiche."""
        if not self.has_fiche:
            return {}
        given = dict(numbered((overig.kop, overig.value) for overig in self.project.overige))
        if self.fiche not in self.bekend.bladen:
            return {f"{OVERIG}{n}": self._cell(value) for n, value in enumerate(given.values(), 1)}
        koppen = numbered((kop, n) for n, kop in enumerate(self.bekend.koppen.get(self.fiche, ()), 1))
        return {f"{OVERIG}{n}": self._cell(given[kop]) for kop, n in koppen if kop in given}

    def _ids(self) -> Iterator[str]:
        """The row id of each afspraak: the one of the last list with the same activiteit, or a new one."""
        known: dict[str, list[str]] = {}
        for ref, row in self.bekend.basis.items():
            if ref.fiche == self.fiche and ref.tabel == Tabel.AFSPRAAK:
                known.setdefault(canon(row.get("activiteit")).casefold(), []).append(ref.rij)
        seen: Counter[str] = Counter()
        for afspraak in self.project.afspraken:
            said = canon(plain(afspraak.get("activiteit"))).casefold()
            seen[said] += 1
            free = known.get(said, [])
            yield free.pop(0) if free else f"{self.fiche}/lijst/{said}/{seen[said]}"


def gone_afspraken(gekoppeld: Gekoppeld, lijst: Rows) -> Iterator[RowRef]:
    """The afspraken of the last list that the new one does not have any more, by their activiteit."""
    given = {
        (fiche, canon(plain(afspraak.get("activiteit"))).casefold())
        for fiche, project in gekoppeld.projecten.items()
        for afspraak in project.afspraken
    }
    for ref, row in lijst.items():
        of_project = ref.tabel == Tabel.AFSPRAAK and ref.fiche in gekoppeld.projecten
        if of_project and (ref.fiche, canon(row.get("activiteit")).casefold()) not in given:
            yield ref


def numbered(pairs: Iterable[tuple[str, T]]) -> Iterator[tuple[tuple[str, int], T]]:
    """Tell headers that are there twice apart: the first one, the second one."""
    seen: Counter[str] = Counter()
    for kop, value in pairs:
        seen[kop] += 1
        yield (kop, seen[kop]), value
