"""Reads back from a patched workbook what the edits asked for, sheet by sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import computes, place
from actielijst_xl.package.edits import (
    AppendRows,
    Edit,
    RenewFormulas,
    ReplaceSheetData,
    SetCached,
    SetCell,
    SetProperty,
    TakeSheet,
)
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.grid import Grid
from actielijst_xl.package.parts import Package
from actielijst_xl.package.properties import read_property
from actielijst_xl.package.refs import address
from actielijst_xl.package.tables import column_headers, find_table, read_table
from actielijst_xl.package.values import Value

Spot = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Wanted:
    """What the edits of one sheet ask for.

    Attributes:
        cells: The values by (row, column).
        stored: The values that formulas are given by (row, column).
        formulas: What is asked of the formulas of the whole sheet.
        rows: What is asked of its tables, in order.
    """

    cells: dict[Spot, Value] = field(default_factory=dict)
    stored: dict[Spot, Value] = field(default_factory=dict)
    formulas: list[RenewFormulas] = field(default_factory=list)
    rows: list[AppendRows] = field(default_factory=list)


def wanted_by_sheet(book: Book, edits: Sequence[Edit]) -> dict[str, Wanted]:
    """Return what the edits ask for, by name of the sheet in small letters; of nothing else than sheets.

    Args:
        book: The patched workbook.
        edits: The edits, in order.

    Raises:
        PatchError: XA-G108 a table is not there, XA-G114 an address is none.
    """
    gathered = _Gathered(book)
    for edit in edits:
        gathered.take(edit)
    return dict(gathered.sheets)


def check_sheet(book: Book, sheet: Sheet, wanted: Wanted) -> None:
    """Compare every value that the edits of one sheet end with.

    Raises:
        PatchError: XA-G124 one differs.
    """
    values = {**wanted.stored, **wanted.cells}
    grid = book.grid(sheet)
    for spot, value in values.items():
        if not _holds(book, grid, spot, value):
            raise PatchError("XA-G124", blad=sheet.name, cel=address(*spot))
    for renewal in wanted.formulas:
        _check_formulas(grid, renewal, values)
    next_row: dict[str, int] = {}
    for edit in wanted.rows:
        _check_rows(book, sheet, edit, values, next_row)


def check_properties(package: Package, edits: Iterable[Edit]) -> None:
    """Compare the custom properties.

    Raises:
        PatchError: XA-G124 one differs.
    """
    last = {edit.name: edit for edit in edits if isinstance(edit, SetProperty)}
    for edit in last.values():
        if (read_property(package, edit.name) is None) != (edit.value is None):
            raise PatchError("XA-G124", blad="docProps", cel=edit.name)


class _Gathered:
    """Takes the edits one by one, and keeps what they end with."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheets: defaultdict[str, Wanted] = defaultdict(Wanted)
        self._donors: dict[bytes, Book] = {}

    def take(self, edit: Edit) -> None:
        """Add what one edit asks for; a later one decides."""
        match edit:
            case SetCell():
                self._of(edit.sheet).cells[place(edit.cell, edit.sheet)] = edit.value
            case SetCached():
                self._of(edit.sheet).stored[place(edit.cell, edit.sheet)] = edit.value
            case RenewFormulas():
                self._of(edit.sheet).stored.clear()  # it decides about every formula on the sheet
                self._of(edit.sheet).formulas.append(edit)
            case AppendRows():
                self._of(find_table(self.book, edit)[0].name).rows.append(edit)
            case TakeSheet():
                self._take_sheet(edit)
            case ReplaceSheetData():
                self._of(edit.sheet).cells = {
                    (row, col): value
                    for row, values in enumerate(edit.rows, 1)
                    for col, value in enumerate(values, 1)
                }
            case _:
                pass  # properties are looked up at the end; the others have no value

    def _of(self, name: str) -> Wanted:
        return self.sheets[name.casefold()]

    def _take_sheet(self, edit: TakeSheet) -> None:
        if edit.donor not in self._donors:
            self._donors[edit.donor] = Book(Package(edit.donor))
        donor = self._donors[edit.donor]
        sheet = donor.sheet(edit.name)
        grid = donor.grid(sheet)
        for row in grid.row_numbers():
            for col, cell in grid.cells(row).items():
                value = grid.stored(cell)
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    self._of(edit.name).cells[row, col] = value
        donor.forget(sheet.key)


def _holds(book: Book, grid: Grid, spot: Spot, value: Value) -> bool:
    cell = grid.find(*spot)
    if value is None or value == "":
        return grid.stored(cell) in (None, "")
    if isinstance(value, date) and cell is not None and cell.find("{*}f") is None:
        return grid.same(cell, value) and book.styles().is_date(cell.get("s", "0"))
    return grid.same(cell, value)


def _check_rows(
    book: Book, sheet: Sheet, edit: AppendRows, wanted: dict[Spot, Value], next_row: dict[str, int]
) -> None:
    """The rows stand in the table, in order and one below the other; `next_row` is renewed."""
    key = find_table(book, edit)[1]
    table = read_table(book, sheet, key)
    headers = column_headers(table.root)
    cols = [table.box.left + headers.index(name) for name in edit.columns]
    cols = cols or list(range(table.box.left, table.box.right + 1))
    last_start = table.body.bottom - len(edit.rows) + 1
    for start in range(next_row.get(key, table.body.top), last_start + 1):
        if _rows_stand(book, sheet, start, cols, edit.rows, wanted):
            next_row[key] = start + len(edit.rows)
            return
    raise PatchError("XA-G124", blad=sheet.name, cel=str(table.body))


def _rows_stand(
    book: Book,
    sheet: Sheet,
    start: int,
    cols: list[int],
    rows: Iterable[Sequence[Value]],
    wanted: dict[Spot, Value],
) -> bool:
    grid = book.grid(sheet)
    return all(
        value is None or (row, col) in wanted or _holds(book, grid, (row, col), value)
        for row, values in enumerate(rows, start)
        for col, value in zip(cols, values, strict=False)
    )


def _check_formulas(grid: Grid, edit: RenewFormulas, later: dict[Spot, Value]) -> None:
    """A known formula has its value, and what is left of another one has none."""
    present = set()
    for spot, text, cell in grid.formula_texts():
        where = address(*spot)
        present.add(where)
        wanted = edit.wanted.get(where)
        if spot in later or (wanted is None and where in edit.leave):
            continue
        if wanted and text == wanted.text:
            right = computes(grid, cell, wanted.value)
        else:
            right = where in edit.leave or (
                grid.stored(cell) is None and not (wanted and edit.same(text, wanted.text))
            )
        if not right:
            raise PatchError("XA-G124", blad=edit.sheet, cel=where)
    if missing := edit.new - present:
        raise PatchError("XA-G124", blad=edit.sheet, cel=min(missing))
