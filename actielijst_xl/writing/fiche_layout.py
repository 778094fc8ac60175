"""Where things stand on a fiche, and how other sheets refer to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from actielijst_xl.model.actielijst import Fiche
from actielijst_xl.model.document import Project
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.writing.kader import Kader, fiche_target, mirror
from actielijst_xl.writing.plan import ref

# Columns: A-D the fields, E-H the panel; the table uses A-H. Behind them, hidden: row id, last day of the
# planning, height in the timeline, key of the row (machine keys that survive sorting and renaming).
NR, INHOUD, HULP, PANEEL = 0, 1, 2, 4
RIJ_ID, DAG, HOOGTE, SLEUTEL = 8, 9, 10, 11
LAST = 7
WIDTHS: Mapping[int, float] = {
    0: 25,
    1: 40,
    2: 20,
    3: 20,
    4: 21,
    5: 15,
    6: 16,
    7: 25,
    8: 10,
    9: 10,
    10: 6,
    11: 20,
}
FIRST_FIELD = 6
TILE_IBN, TILE_OORDEEL, TILE_OPEN = 7, 8, 9
OVERIG_TITEL = "Overige gegevens uit de pMIEK-lijst"
STAPPEN = ("Verkenning", "Planuitwerking", "Project", "Realisatie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand on a fiche; the same for each fiche with as many 'overige gegevens' and afspraken.

    Attributes:
        rows: Row per field key.
        groups: Row per group heading.
        overig: Row of each of the 'overige gegevens'.
        section: Row of the heading 'Uitvoeringsafspraken'; the keys of the columns stand one row lower.
        head: Header row of the table.
        last: Last row of the table, spare rows included.
    """

    rows: Mapping[str, int]
    groups: Mapping[int, str]
    overig: tuple[int, ...]
    section: int
    head: int
    last: int

    @property
    def first(self) -> int:
        """First row of the table under its header."""
        return self.head + 1


def layout(kader: Kader, project: Project) -> Layout:
    """Work out where things stand on the fiche of a project."""
    return _layout(kader.fields, len(project.overige), len(project.afspraken) + kader.reserve)


@lru_cache(maxsize=1_000)
def _layout(table: Fields, overige: int, afspraken: int) -> Layout:
    rows: dict[str, int] = {}
    groups: dict[int, str] = {}
    row, group = FIRST_FIELD, ""
    fields = table.of(Tabel.PROJECT)
    labels = {"Project", *(f.label for f in fields)}
    for field in fields:
        alone = sum(f.groep == field.groep for f in fields) == 1 or field.groep in labels
        if field.groep != group and not alone:
            groups[row] = field.groep
            row += 1
        group = field.groep
        rows[field.key] = row
        row += 1
    overig = tuple(range(row + 2, row + 2 + overige))
    below = max(overig[-1] + 1 if overig else row, TILE_OPEN + 14)
    return Layout(
        rows=rows,
        groups=groups,
        overig=overig,
        section=below + 1,
        head=below + 3,
        last=below + 3 + max(afspraken, 1),
    )


def open_ref(fiche: Fiche) -> tuple[str, str]:
    """References to the number of open and of overdue afspraken of a fiche."""
    return ref(TILE_OPEN, PANEEL + 1, sheet=fiche.blad), ref(TILE_OPEN, DAG, sheet=fiche.blad)


def project_link(kader: Kader, fiche: Fiche) -> str:
    """A formula that shows a project's name and leads to its fiche; unlike a link, it wraps."""
    name = ref(layout(kader, fiche.project).rows["projectnaam"], INHOUD, sheet=fiche.blad)
    return f'=HYPERLINK("#{fiche_target(fiche)}",{name})'


def mirror_of(kader: Kader, fiche: Fiche, key: str) -> str:
    """A formula that repeats a field of a fiche."""
    return mirror(ref(layout(kader, fiche.project).rows[key], INHOUD, sheet=fiche.blad))
