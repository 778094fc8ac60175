"""What each row under the header is: a project, more of the project above it, or something to report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from actielijst_xl.model.document import Scalar, display
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.vocab import fold, project_key
from actielijst_xl.reading.grid import Sheet
from actielijst_xl.reading.headers import HeaderIndex, header_key
from actielijst_xl.reading.headers_content import looks_like_number
from actielijst_xl.reading.lijst_table import MAX_HEADER, Tabelplek, is_blank


class Rij(StrEnum):
    """The kinds of rows."""

    PROJECT = "project"  # also without a number: a missing number is an error, no reason to skip
    VERVOLG = "vervolg"  # more afspraken of the project above it
    KOP = "kop"  # the header, repeated
    SECTIE = "sectie"  # a heading between the rows
    TOTAAL = "totaal"
    NOOT = "noot"
    TABEL = "tabel"  # the header of another table


_TOTAAL = re.compile(r"(?:sub|eind)?totaal\b|totalen\b|aantal\b|som\b|gemiddelde?\b")
_NOOT = re.compile(
    r"\*|noot\b|noten\b|bron(?:nen)?\b|toelichting\b|opmerking(?:en)?\b|legenda\b|let op\b"
    r"|n\.?b\.?[:\s]|nota bene|peildatum\b|versie\b|laatst bijgewerkt|laatste update"
    r"|contact(?:persoon)?\b|status per\b|stand per\b|vragen\b|disclaimer\b|einde\b"
    r"|samengesteld\b|opgesteld\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indeling:
    """Which fields stand where, as far as rows need to know.

    Attributes:
        plek: The table.
        fields: Field keys by column; none for a column that is kept as Overige gegevens.
        afspraak: Columns of the table Uitvoeringsafspraken.
        nummer: Column of the project number, or -1.
        naam: Column of the project name, or -1.
    """

    plek: Tabelplek
    fields: Mapping[int, tuple[str, ...]]
    afspraak: frozenset[int]
    nummer: int
    naam: int

    @classmethod
    def of(cls, plek: Tabelplek, fields: Mapping[int, tuple[str, ...]], table: Fields) -> "Indeling":
        """Work out the special columns from the fields."""
        where = {key: col for col, keys in fields.items() for key in keys}
        return cls(
            plek=plek,
            fields=fields,
            afspraak=frozenset(
                col for col, keys in fields.items() for key in keys if table[key].tabel is Tabel.AFSPRAAK
            ),
            nummer=where.get("project_id", -1),
            naam=where.get("projectnaam", -1),
        )


def kinds(indeling: Indeling, index: HeaderIndex) -> Iterator[tuple[int, Rij]]:
    """Yield (row, kind) of every row with data under the header; rows below another table are not yielded."""
    sheet = indeling.plek.sheet
    above: tuple[int, Rij] | None = None
    for row in range(indeling.plek.first_row, len(sheet.rows)):
        cells = _cells(sheet.rows[row])
        if not cells and not any(r == row for r, _ in sheet.unreadable):
            continue
        kind = _kind(row, cells, indeling, index, above)
        yield row, kind
        if kind is Rij.TABEL:
            return
        if kind in (Rij.PROJECT, Rij.VERVOLG):
            above = (row, kind)


def _cells(row: Sequence[Scalar]) -> dict[int, Scalar]:
    return {col: value for col, value in enumerate(row) if not is_blank(value)}


def _kind(
    row: int,
    cells: Mapping[int, Scalar],
    indeling: Indeling,
    index: HeaderIndex,
    above: tuple[int, Rij] | None,
) -> Rij:
    if not cells:
        return Rij.PROJECT  # only unreadable cells: a damaged row must be seen
    if _repeats_header(cells, indeling) or (row == indeling.plek.first_row and _counts_columns(cells)):
        return Rij.KOP
    if _is_other_header(cells, index):
        return Rij.TABEL
    if (kind := _remark(row, cells, indeling)) is not None:
        return kind
    if above is not None and _continues(row, cells, above[0], indeling):
        return Rij.VERVOLG
    return Rij.PROJECT


def _repeats_header(cells: Mapping[int, Scalar], indeling: Indeling) -> bool:
    koppen = {kolom.col: header_key(kolom.kop) for kolom in indeling.plek.kolommen if kolom.kop}
    texts = {
        col: value for col, value in cells.items() if isinstance(value, str) and len(value) <= MAX_HEADER
    }
    same = sum(header_key(text) == koppen.get(col) for col, text in texts.items())
    return same >= 2 and same >= 0.6 * len(cells)


def _counts_columns(cells: Mapping[int, Scalar]) -> bool:
    """Tell whether a row under the header only numbers its columns: `(1)`, `(2)`, `(3)`, ..."""
    numbers = [display(value).strip(" ().") for value in cells.values()]
    return len(numbers) >= 4 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _is_other_header(cells: Mapping[int, Scalar], index: HeaderIndex) -> bool:
    texts = [value for value in cells.values() if isinstance(value, str) and len(value) <= MAX_HEADER]
    if len(texts) < max(3, 0.8 * len(cells)):
        return False
    known = {index.known(text) for text in texts} - {""}
    return len(known) >= 3 and len(known) >= 0.8 * len(cells)


def _remark(row: int, cells: Mapping[int, Scalar], indeling: Indeling) -> Rij | None:
    """Totals, notes and headings: rows that speak about the list. A row with a number of its own never is."""
    first = min(cells)
    text = fold(display(cells[first]))
    number = cells.get(indeling.nummer)
    if number is not None and (first != indeling.nummer or looks_like_number(display(number).strip())):
        return None
    if _TOTAAL.match(text):
        return Rij.TOTAAL
    if len(cells) <= 3 and _NOOT.match(text):
        return Rij.NOOT
    if len(cells) == 1:
        return _lone(row, first, cells[first], indeling)
    return None if any(map(indeling.fields.get, cells)) else Rij.NOOT  # beside the list, as a pivot table is


def _lone(row: int, col: int, value: Scalar, indeling: Indeling) -> Rij | None:
    """One cell in a row: a heading when it stands where headings stand, loose text when in no field."""
    if _is_wide(indeling.plek.sheet, row, col):
        return Rij.SECTIE
    if col == indeling.nummer:
        return Rij.SECTIE
    if not isinstance(value, str):
        return Rij.NOOT if col != indeling.naam else None
    if col == indeling.naam:
        return None
    if col == min(kolom.col for kolom in indeling.plek.kolommen):
        return Rij.SECTIE
    return None if indeling.fields.get(col) else Rij.NOOT


def _is_wide(sheet: Sheet, row: int, col: int) -> bool:
    return any(first == (row, col) and last[1] > col for first, last in sheet.merged)


def _continues(row: int, cells: Mapping[int, Scalar], above: int, indeling: Indeling) -> bool:
    """Tell whether a row gives more afspraken of the project in row `above`."""
    if not indeling.afspraak:
        return False
    joined = any(_joined(indeling.plek.sheet, row, above, col) for col in (indeling.nummer, indeling.naam))
    if joined and not {indeling.nummer, indeling.naam}.intersection(cells):
        return True
    if row != above + 1 or not indeling.afspraak.intersection(cells):
        return False
    if indeling.nummer not in cells:
        return set(cells) <= indeling.afspraak
    return _same_project(cells, indeling.plek.sheet.rows[above], indeling)


def _joined(sheet: Sheet, row: int, above: int, col: int) -> bool:
    """Tell whether one merged cell of column `col` covers both rows."""
    return any(
        first[1] <= col <= last[1] and first[0] <= above < row <= last[0] for first, last in sheet.merged
    )


def _same_project(cells: Mapping[int, Scalar], above: Sequence[Scalar], indeling: Indeling) -> bool:
    """Tell whether the number is repeated and nothing but the afspraak differs."""
    same_number = project_key(display(cells[indeling.nummer])) == project_key(display(above[indeling.nummer]))
    other = [col for col in cells if col not in indeling.afspraak]
    changed = any(
        indeling.fields.get(col) and cells[col] != above[col] for col in other if col != indeling.nummer
    )
    more = any(cells[col] != above[col] for col in indeling.afspraak if col in cells)
    return same_number and more and not changed
