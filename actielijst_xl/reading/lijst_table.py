"""Where the table of a list stands: which sheet, which header row or rows, which columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from actielijst_xl.model.address import Cell
from actielijst_xl.model.document import Scalar, display
from actielijst_xl.reading.grid import Sheet
from actielijst_xl.reading.headers import HeaderIndex, Kolom
from actielijst_xl.reading.werkboek_blad import FOUTTEKST

_SCAN_ROWS = 1000  # a header lower than this is not a list with a title any more
MAX_HEADER = 150  # characters; longer text is prose
_MIN_KNOWN = 2
_Choice = tuple[int, int, int | None]  # known headers, row of the header, row of the groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabelplek:
    """A table that was found.

    Attributes:
        sheet: The sheet.
        kop: Row of the header (the lower one of two).
        groep: Row of the group header above it, or None.
        known: Number of different known headers in it.
        rows: Number of rows with data under it.
        kolommen: The columns, with the values under them.
    """

    sheet: Sheet
    kop: int
    groep: int | None
    known: int
    rows: int
    kolommen: tuple[Kolom, ...]

    @property
    def first_row(self) -> int:
        """The first row under the header."""
        return self.kop + 1

    def kop_cell(self, col: int) -> Cell:
        """The cell of a column's header: in the upper row when it spans both."""
        in_upper = self.groep is not None and is_blank(self.sheet.rows[self.kop][col])
        return (self.groep if self.groep is not None and in_upper else self.kop), col

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """How good the table is; equal ranks are equally good."""
        return self.rows > 0, self.known, self.sheet.state == "visible"


def is_blank(value: Scalar) -> bool:
    """Tell whether a cell shows nothing: no value, or only white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def without_error_texts(sheet: Sheet) -> Sheet:
    """Count a text that is the error of a formula (`#N/B`, as a .csv holds it) as unreadable, not as text."""
    errors = {
        (row, col): value.strip()
        for row, cells in enumerate(sheet.rows)
        for col, value in enumerate(cells)
        if isinstance(value, str) and FOUTTEKST.fullmatch(value.strip())
    }
    if not errors:
        return sheet
    rows = [
        [None if (row, col) in errors else value for col, value in enumerate(cells)]
        for row, cells in enumerate(sheet.rows)
    ]
    return replace(sheet, rows=rows, unreadable={**sheet.unreadable, **errors})


def find_table(sheet: Sheet, index: HeaderIndex) -> Tabelplek | None:
    """Find the best table of a sheet, or None when no row looks like a header."""
    rows = sheet.rows[:_SCAN_ROWS]
    single = [_known(_texts(row), index) for row in rows]
    best = max(range(len(rows)), key=lambda row: (single[row], -row), default=None)
    choice: _Choice = (single[best], best, None) if best is not None else (0, 0, None)
    pair = _best_pair(sheet, single, index)
    if pair is not None and _beats(pair, choice, sheet):
        choice = pair
    known, kop, groep = choice
    return _table(sheet, kop, groep, known) if known >= _MIN_KNOWN else None


def _texts(row: Sequence[Scalar]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) and len(cell) <= MAX_HEADER else "" for cell in row]


def _known(texts: Iterable[str], index: HeaderIndex) -> int:
    names = {index.known(text) for text in texts if text}
    return len(names - {""})


def _best_pair(sheet: Sheet, single: Sequence[int], index: HeaderIndex) -> _Choice | None:
    """The best two-row header as (known, lower row, upper row); the lower row must have a header itself."""
    pairs = []
    for lower in range(1, len(single)):
        if single[lower] and (single[lower] + single[lower - 1] >= _MIN_KNOWN):
            tops, bottoms = _texts(sheet.rows[lower - 1]), _texts(sheet.rows[lower])
            texts = [kop for kop, _ in _two_rows(sheet, lower - 1, tops, bottoms)]
            pairs.append((_known(texts, index), lower, lower - 1))
    return max(pairs, key=lambda pair: (pair[0], -pair[1]), default=None)


def _beats(pair: _Choice, single: _Choice, sheet: Sheet) -> bool:
    """Two rows beat one when they know more headers, or when the upper one groups the same header."""
    if pair[0] > single[0]:
        return True
    return pair[:2] == single[:2] and _groups(sheet, pair[1] - 1)


def _groups(sheet: Sheet, row: int) -> bool:
    """Tell a row of group headers from a title: two texts or more, or a merge over part of the columns."""
    texts = [text for text in _texts(sheet.rows[row]) if text]
    width = max((n for n, cell in enumerate(sheet.rows[row + 1]) if not is_blank(cell)), default=0) + 1
    partial = any(
        first[0] == row and 1 < last[1] - first[1] + 1 < width and first[1] > 0
        for first, last in sheet.merged
    )
    return len(texts) >= 2 or (len(texts) == 1 and partial)


def _two_rows(sheet: Sheet, upper: int, tops: Sequence[str], bottoms: Sequence[str]) -> list[tuple[str, str]]:
    """Return (header, group) per column of a two-row header.

    A group runs over the blank cells to its right, or over its merged cells if it has them.
    """
    spans = {first[1]: last[1] for first, last in sheet.merged if first[0] == upper}
    result, group, until = [], "", len(tops)
    for col, (top, bottom) in enumerate(zip(tops, bottoms, strict=True)):
        if top:
            group, until = top, spans.get(col, len(tops))
        elif col > until:
            group = ""
        result.append((bottom or top, group if bottom else ""))
    return result


def _table(sheet: Sheet, kop: int, groep: int | None, known: int) -> Tabelplek:
    texts = _shown(sheet.rows[kop])
    headers = [(text, "") for text in texts]
    if groep is not None:
        headers = _two_rows(sheet, groep, _shown(sheet.rows[groep]), texts)
    under = sheet.rows[kop + 1 :]
    columns = list(zip(*under, strict=True)) if under else [()] * len(headers)
    odd = {col for row, col in sheet.unreadable if row > kop}
    kolommen = []
    for col, (text, group) in enumerate(headers):
        values = tuple(value for value in columns[col] if not is_blank(value))
        if text or values or col in odd:
            kolommen.append(Kolom(col=col, kop=text, groep=group, values=values))
    rows = sum(1 for row in under if not all(map(is_blank, row)))
    return Tabelplek(sheet=sheet, kop=kop, groep=groep, known=known, rows=rows, kolommen=tuple(kolommen))


def _shown(row: Sequence[Scalar]) -> list[str]:
    return ["" if is_blank(cell) else display(cell).strip() for cell in row]
