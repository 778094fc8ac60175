"""One fiche sheet: its identity, its fields and its afspraken, however it was sorted, moved or renamed."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from actielijst_xl.model.decisions import Cell
from actielijst_xl.model.document import OVERIG
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.reading.werkboek_blad import MARK, Blad, Place, as_text, form, most_common
from actielijst_xl.reading.werkboek_tabel import Gevonden, TabelVorm, find_table
from actielijst_xl.reading.werkboek_vast import INHOUD, ONDERDEEL, OVERIG_TITEL

_LEAST_LABELS = 5
_GONE = -1  # no column of a sheet
_ABOVE = 5  # rows of a fiche above the header of its fields
_LEAST_ROWS = 20  # from the header of one fiche to that of one below it
_NR = re.compile(r"(.*\S)\s*-\s*A(\d{1,4})", re.DOTALL)


class Regel(NamedTuple):
    """One row of the table of afspraken; a tuple, because a master has ten thousand and more.

    Attributes:
        row: Row on the sheet.
        rij: Its row id as it stands there, or "".
        nr: The visible number, or "".
        cells: Per field what stood there.
    """

    row: int
    rij: str
    nr: str
    cells: Mapping[str, Cell]

    @property
    def is_blank(self) -> bool:
        """Whether no field holds anything."""
        return not [value for value, _ in self.cells.values() if value is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheBlad:
    """A fiche as it was found on a sheet.

    Attributes:
        blad: The sheet.
        said: The ids in its key cells; empty when these are gone.
        nummer: The visible project number.
        velden: Per field of the project its cell, also for the 'overige gegevens'.
        labels: Place of each label that was used.
        value_col: Column of the values.
        tabel: The table of afspraken, or None.
        regels: Its rows, to the end of the sheet; rows without number, id or value are left out.
        twice: Places of values in a second row for the same field.
        moved: Labels and keys that name different fields: addresses of the labels.
    """

    blad: Blad
    said: tuple[str, ...]
    nummer: str
    velden: Mapping[str, Cell]
    labels: Mapping[str, Place]
    value_col: int
    tabel: Gevonden | None
    regels: tuple[Regel, ...]
    twice: tuple[Place, ...] = ()
    moved: tuple[Place, ...] = ()

    @property
    def nummer_in_tabel(self) -> str:
        """The project number that most visible numbers of the afspraken begin with, or ""."""
        return most_common(prefix for regel in self.regels if (prefix := split_nr(regel.nr)[0]))


def split_nr(nr: str) -> tuple[str, int]:
    """Split `NH-012-A03` into the project number and 3; ("", 0) for anything else."""
    found = _NR.fullmatch(nr.strip())
    return (found[1], int(found[2])) if found else ("", 0)


def read_fiche(blad: Blad, fields: Fields, vorm: TabelVorm) -> FicheBlad | None:
    """Read a sheet as a fiche; None when it is something else.

    A sheet is a fiche by its key cells, or by five labels of fields and a project number.
    """
    is_marked = MARK in blad.keys
    # The Hoofddocument has keys of its own fields, and of fiches without a location.
    own = _project_keys(fields).intersection(blad.keys.get("veld", {}).values())
    has_rows = len(own) >= 3 or "activiteit" in blad.keys.get("kolom", {}).values()
    by_key = is_marked or (bool(blad.said("fiche")) and has_rows)
    if not by_key and not has_rows and _is_no_fiche(blad, fields):
        return None
    tabel = find_table(blad, vorm)
    found = _Velden(blad, fields, tabel)
    nummer = as_text(found.cells["project_id"].value) if "project_id" in found.cells else ""
    if not by_key and (len(found.labels) < _LEAST_LABELS or not nummer):
        return None
    regels = tuple(_regels(blad, tabel)) if tabel else ()
    return FicheBlad(
        blad=blad,
        said=blad.said("fiche"),
        nummer=nummer,
        velden=found.cells,
        labels=found.labels,
        value_col=found.value_col,
        tabel=tabel,
        regels=regels,
        twice=tuple(found.twice),
        moved=tuple(found.moved),
    )


def fiches_apart(blad: Blad) -> list[Blad]:
    """One sheet per fiche where somebody pasted fiches together on one sheet; else the sheet as it is."""
    inhoud = dict(blad.find(INHOUD))
    heads = [(row, col) for row, col in blad.find(ONDERDEEL) if inhoud.get(row, -1) > col]
    if len(heads) < 2:
        return [blad]
    firsts = [row for (before, _), (row, _) in pairwise(heads) if row - before > _LEAST_ROWS]
    starts = [0, *_first_rows(blad, firsts)]
    cols: list[set[int]] = [set() for _ in starts]
    for row, col in heads:
        cols[bisect(starts, row) - 1].add(col)
    beside = [[0, *sorted(found)[1:]] for found in cols]

    def part_of(place: Place) -> tuple[int, int]:
        at = bisect(starts, place[0]) - 1
        return at, bisect(beside[at], place[1])

    return blad.parts(part_of)


def _first_rows(blad: Blad, heads: Iterable[int]) -> Iterator[int]:
    """The rows in which pasted fiches begin: a title stands above the header, below other afspraken."""
    numbered = {row for row, col in blad.cells if split_nr(blad.text(row, col))[0]}
    for head in heads:
        yield max(numbered.intersection(range(head - _ABOVE, head)), default=head - _ABOVE - 1) + 1


@lru_cache(maxsize=8)  # one table of fields reads many fiches
def _labels(fields: Fields) -> Mapping[str, str]:
    """The key of each field of a project by the form of its label."""
    return {form(field.label): field.key for field in fields.of(Tabel.PROJECT)}


@lru_cache(maxsize=8)
def _helps(fields: Fields) -> Mapping[str, str]:
    """The help of each field of a project that has one, by its key."""
    return {field.key: field.hulp for field in fields.of(Tabel.PROJECT) if field.hulp}


@lru_cache(maxsize=8)
def _project_keys(fields: Fields) -> frozenset[str]:
    return frozenset(field.key for field in fields.of(Tabel.PROJECT))


def _is_no_fiche(blad: Blad, fields: Fields) -> bool:
    return len(_labels(fields).keys() & blad.forms.keys()) < _LEAST_LABELS


class _Velden:
    """The fields of the project on one sheet: which row is which field, and where the values stand."""

    def __init__(self, blad: Blad, fields: Fields, tabel: Gevonden | None) -> None:
        self.blad = blad
        self.by_form = _labels(fields)
        self.helps = _helps(fields)
        own = _project_keys(fields)
        self.keys = {row: key for (row, _), key in blad.keys.get("veld", {}).items() if key in own}
        self.overig_keys = {row: n for (row, _), n in blad.keys.get("overig", {}).items()}
        heads = [row for row in (tabel.key_row, tabel.head) if row >= 0] if tabel else []
        self.below = range(min(heads, default=blad.last_row + 1), blad.last_row + 1)
        self.label_col, self.value_col = self._columns()
        self.cells: dict[str, Cell] = {}
        self.labels: dict[str, Place] = {}
        self.twice: list[Place] = []
        self.moved: list[Place] = []
        self._read()

    def _columns(self) -> tuple[int, int]:
        """The columns of the labels and the values; `_GONE` for one that somebody took away.

        By the header, else by where the labels stand; the helps tell when the values beside them are gone.
        """
        heads = dict(self.blad.find(ONDERDEEL))
        for row, col in self.blad.find(INHOUD):
            if row in heads and heads[row] < col:
                return heads[row], col
        fields = {
            row: key for label, key in self.by_form.items() for row, _ in self._above(label)
        } | self.keys
        helps = self._most((row, col) for row, key in fields.items() for _, col in self._help_in(row, key))
        labels = self._most(place for label in self.by_form for place in self._above(label))
        inhoud = [col for _, col in self.blad.find(INHOUD) if col > labels]
        beside = labels + 1 if labels != _GONE else helps - 1 if helps != _GONE else _GONE
        values = inhoud[0] if inhoud else beside
        return labels, _GONE if values == helps else values

    def _above(self, label: str) -> Iterator[Place]:
        """Where a label stands above the afspraken."""
        return (place for place in self.blad.forms.get(label, ()) if place[0] not in self.below)

    def _help_in(self, row: int, key: str) -> Iterator[Place]:
        """Where the help of a field stands in its own row."""
        return (place for place in self.blad.find(self.helps.get(key, "")) if place[0] == row)

    @staticmethod
    def _most(places: Iterable[Place]) -> int:
        """The column of most of these places; of equals the first one; `_GONE` without any."""
        counts = Counter(col for _, col in places)
        return max(sorted(counts), key=lambda col: counts[col], default=_GONE)

    def _read(self) -> None:
        in_overig = {row for row, _ in self.blad.find(OVERIG_TITEL)}
        first_overig = min(in_overig, default=self.blad.last_row + 1)
        number = 0
        for row in self._rows():
            is_overig = row in self.overig_keys or (row > first_overig and row not in self.keys)
            key = "" if is_overig else self._field_of(row)
            if is_overig and self._is_overig(row):
                number += 1
                key = f"{OVERIG}{self.overig_keys.get(row, number)}"
            if key:
                self._take(key, row)

    def _rows(self) -> Iterator[int]:
        """The rows above the table that have a label, a value or a key."""
        cells, label, value = self.blad.cells, self.label_col, self.value_col
        keyed = self.keys.keys() | self.overig_keys.keys()
        for row in range(self.below.start):
            if (row, label) in cells or (row, value) in cells or row in keyed:
                yield row

    def _is_overig(self, row: int) -> bool:
        """Whether a row below the heading is one of the 'overige gegevens', not the title of the table."""
        if row in self.overig_keys:
            return True
        return (row, self.label_col) in self.blad.cells and (row, self.value_col) in self.blad.cells

    def _field_of(self, row: int) -> str:
        """The field of a row: what its label says; its key when the label is unknown."""
        label = self.blad.text(row, self.label_col)
        by_label, by_key = self.by_form.get(form(label), ""), self.keys.get(row, "")
        if by_label and by_key and by_label != by_key:
            self.moved.append((row, self.label_col))
        return by_label or by_key

    def _take(self, key: str, row: int) -> None:
        if key in self.cells:
            self.twice.append((row, self.value_col))
            return
        # Where somebody deleted a cell and what is right of it moved up, the help stands there: no value.
        if self.value_col != _GONE and self.blad.get(row, self.value_col) != self.helps.get(key, ""):
            self.cells[key] = self.blad.cell(row, self.value_col)
        self.labels[key] = (row, self.label_col)


def _regels(blad: Blad, tabel: Gevonden) -> Iterator[Regel]:
    names = {key: col for key, col in tabel.cols.items() if key not in {"nr", "rij_id"}}
    rij_col, nr_col = (tabel.cols.get(key, -1) for key in ("rij_id", "nr"))  # there is no column -1
    for row in tabel.row_numbers(blad):
        rij, nr = blad.text(row, rij_col), blad.text(row, nr_col)
        regel = Regel(row, rij, nr, blad.row_cells(row, names))
        if rij or not regel.is_blank or split_nr(nr)[0]:
            yield regel
