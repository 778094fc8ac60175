"""A table on a sheet of our workbook: found by its column keys or its headers, read to the sheet's end."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from actielijst_xl.model.decisions import Cell
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.tabellen import KOPPEN
from actielijst_xl.reading.versies import HUIDIG, Versie
from actielijst_xl.reading.werkboek_blad import Blad, form


@dataclass(frozen=True, slots=True, kw_only=True)
class TabelVorm:
    """What a table looks like: the header per column key.

    Attributes:
        naam: `afspraak`, `monitoring`, `overzicht`, `conflicten`, `uitgiftes` or `logboek`.
        koppen: Header text per column key.
        by_form: Column key by header, in the form in which headers are compared.
    """

    naam: str
    koppen: Mapping[str, str]
    by_form: Mapping[str, str]


def _vorm(naam: str, koppen: Mapping[str, str]) -> TabelVorm:
    return TabelVorm(naam=naam, koppen=koppen, by_form={form(kop): key for key, kop in koppen.items()})


@lru_cache(maxsize=8)  # one table of fields reads many returns
def table_forms(fields: Fields, versie: Versie = HUIDIG) -> Mapping[str, TabelVorm]:
    """Every table of the workbook, by name, with the headers that this version has."""
    own = {"afspraak": fields.of(Tabel.AFSPRAAK), "monitoring": fields.of(Tabel.MONITORING)}
    return {
        naam: _vorm(
            naam,
            {**koppen, **versie.koppen.get(naam, {})} | {f.key: f.label for f in own.get(naam, ())},
        )
        for naam, koppen in KOPPEN.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    """A table as it was found.

    Attributes:
        vorm: What was looked for.
        cols: Column per key.
        key_row: Row of the column keys, or -1.
        head: Row of the headers, or -1.
        share: Which part of its columns is there, from 0 to 1.
        moved: Columns of which key and header name another field.
    """

    vorm: TabelVorm
    cols: Mapping[str, int]
    key_row: int
    head: int
    share: float
    moved: tuple[int, ...] = ()

    @property
    def first(self) -> int:
        """The first row under the header."""
        return max(self.head, self.key_row) + 1

    def row_numbers(self, blad: Blad) -> Iterator[int]:
        """Every row under the header in which a column of the table is not blank, to the sheet's end.

        The header itself, repeated between the rows, is no row.
        """
        cols, cells, repeated = tuple(self.cols.values()), blad.cells, self.repeated(blad)
        for row in range(self.first, blad.last_row + 1):
            for col in () if row in repeated else cols:
                if (row, col) in cells:
                    yield row
                    break

    def repeated(self, blad: Blad) -> frozenset[int]:
        """Rows under the header in which nothing stands but headers, or column keys, of these columns."""
        titles = ((kop, self.cols.get(key)) for kop, key in self.vorm.by_form.items())
        places = [place for kop, col in titles for place in blad.forms.get(kop, ()) if place[1] == col]
        places += blad.keys.get("kolom", ())
        counts = Counter([row for row, _ in places if row >= self.first])
        cols = self.cols.values()
        return frozenset(
            row for row, n in counts.items() if n >= 2 and n == sum((row, col) in blad.cells for col in cols)
        )

    def rows(self, blad: Blad) -> Iterator[tuple[int, Mapping[str, Cell]]]:
        """The same rows, each with its cells per column key."""
        for row in self.row_numbers(blad):
            yield row, blad.row_cells(row, self.cols)


def find_table(blad: Blad, vorm: TabelVorm) -> Gevonden | None:
    """Find a table by the row of its column keys, by its headers, or by both; None when it isn't there.

    Where key and header of a column disagree, the header counts: that is what people saw.
    """
    key_row, by_key = _key_row(blad, vorm)
    head, by_head = _head_row(blad, vorm, key_row)
    if not by_key and not by_head:
        return None
    if head < 0 and _is_no_row(blad, key_row + 1, by_key):
        head = key_row + 1
    cols: dict[str, int] = {}
    for col, key in sorted(by_head.items(), key=lambda pair: (by_key.get(pair[0]) != pair[1], pair[0])):
        cols.setdefault(key, col)
    for col, key in by_key.items():
        if col not in by_head:
            cols.setdefault(key, col)
    return Gevonden(
        vorm=vorm,
        cols=cols,
        key_row=key_row,
        head=head,
        share=len(cols) / len(vorm.koppen),
        moved=tuple(col for col in by_key if by_head.get(col, by_key[col]) != by_key[col]),
    )


def _key_row(blad: Blad, vorm: TabelVorm) -> tuple[int, dict[int, str]]:
    """The row with most keys of this table, and the key per column."""
    keys = {place: key for place, key in blad.keys.get("kolom", {}).items() if key in vorm.koppen}
    row, count = _fullest(keys, least=2)
    if count < 2:
        return -1, {}
    return row, {col: key for (r, col), key in keys.items() if r == row}


def _head_row(blad: Blad, vorm: TabelVorm, key_row: int) -> tuple[int, dict[int, str]]:
    """The row with most headers of this table (at least half of them), and the key per column."""
    near = range(key_row + 1, key_row + 8) if key_row >= 0 else range(blad.last_row + 1)
    koppen = vorm.by_form.keys() & blad.forms.keys()
    heads = {place: vorm.by_form[kop] for kop in koppen for place in blad.forms[kop] if place[0] in near}
    least = 2 if key_row >= 0 else max(3, len(vorm.by_form) / 2)
    row, count = _fullest(heads, least)
    if count < least:
        return -1, {}
    return row, {col: key for (r, col), key in heads.items() if r == row}


def _is_no_row(blad: Blad, row: int, by_key: Mapping[int, str]) -> bool:
    """Whether the row below the keys is a header in other words: something else than an id stands for one."""
    ids = [blad.text(row, col) for col, key in by_key.items() if key == "rij_id"]
    return any(text and "/" not in text for text in ids)


def _fullest(places: Mapping[tuple[int, int], str], least: float) -> tuple[int, int]:
    """The row with most places, and how many; (-1, 0) where there are fewer than `least` of them."""
    if len(places) < least:
        return -1, 0
    counts = Counter([row for row, _ in places])
    row = min(counts, key=lambda r: (-counts[r], r))
    return row, counts[row]
