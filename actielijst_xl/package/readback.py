"""Reads back from a patched workbook what the edits asked for, sheet by sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

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
from actielijst_xl.package.parts import Package
from actielijst_xl.package.plain import PlainSheet
from actielijst_xl.package.plain_cells import PlainCells, UnsureError
from actielijst_xl.package.properties import read_property
from actielijst_xl.package.refs import address
from actielijst_xl.package.tables import column_headers, find_table, read_table
from actielijst_xl.package.values import Value

if TYPE_CHECKING:
    from lxml.etree import _Element

Spot: TypeAlias = tuple[int, int]
_Cell = TypeVar("_Cell")


class Cells(Protocol[_Cell]):
    """The cells of a sheet of the result."""

    def holds(self, row: int, col: int, value: Value) -> bool:
        """Tell whether a cell holds a value."""

    def computes(self, cell: _Cell, value: Value) -> bool:
        """Tell whether a value is stored with a formula."""

    def is_void(self, cell: _Cell) -> bool:
        """Tell whether a formula has no stored value."""

    def formulas(self) -> Iterable[tuple[str, str, _Cell]]:
        """Return (address, text, cell) of every formula on the sheet."""


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


def check_sheet(book: Book, sheet: Sheet, wanted: Wanted, plain: PlainSheet | None = None) -> None:
    """Compare every value that the edits of one sheet end with.

    Args:
        book: The patched workbook.
        sheet: The sheet in it.
        wanted: What the edits ask for.
        plain: The bytes of the sheet, well-formed, when they are plain: then most values need no tree.

    Raises:
        PatchError: XA-G124 one differs.
    """
    with suppress(UnsureError):
        if plain is not None and not _difference(book, sheet, wanted, PlainCells(plain, book)):
            return
    if where := _difference(book, sheet, wanted, GridCells(book, sheet)):
        raise PatchError("XA-G124", blad=sheet.name, cel=where)


def _difference(book: Book, sheet: Sheet, wanted: Wanted, cells: Cells[_Cell]) -> str:
    """Return where a sheet holds something else than wanted; "" when it holds what it should."""
    values = {**wanted.stored, **wanted.cells}
    for (row, col), value in values.items():
        if not cells.holds(row, col, value):
            return address(row, col)
    later = {address(*spot) for spot in values} if wanted.formulas else set()
    wrong = (where for edit in wanted.formulas if (where := _wrong_formula(cells, edit, later)))
    return next(wrong, "") or _missing_rows(book, sheet, wanted.rows, cells, values)


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


class GridCells:
    """The cells of a sheet, from its tree: the reference for `PlainCells`."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._book, self._grid = book, book.grid(sheet)

    def holds(self, row: int, col: int, value: Value) -> bool:
        """Tell whether a cell holds a value; a day also shows as one."""
        grid, cell = self._grid, self._grid.find(row, col)
        if value is None or value == "":
            return grid.stored(cell) in (None, "")
        if isinstance(value, date) and cell is not None and cell.find("{*}f") is None:
            return grid.same(cell, value) and self._book.styles().is_date(cell.get("s", "0"))
        return grid.same(cell, value)

    def computes(self, cell: "_Element", value: Value) -> bool:
        """Tell whether a value is stored with a formula."""
        return computes(self._grid, cell, value)

    def is_void(self, cell: "_Element") -> bool:
        """Tell whether a formula has no stored value."""
        return self._grid.stored(cell) is None

    def formulas(self) -> Iterable[tuple[str, str, "_Element"]]:
        """Return (address, text, cell) of every formula on the sheet."""
        return ((address(*spot), text, cell) for spot, text, cell in self._grid.formula_texts())


def _missing_rows(
    book: Book, sheet: Sheet, edits: Iterable[AppendRows], cells: Cells[_Cell], wanted: dict[Spot, Value]
) -> str:
    """Return the range of a table in which rows do not stand, in order and one below the other."""
    next_row: dict[str, int] = {}
    for edit in edits:
        key = find_table(book, edit)[1]
        table = read_table(book, sheet, key)
        headers = column_headers(table.root)
        cols = [table.box.left + headers.index(name) for name in edit.columns]
        cols = cols or list(range(table.box.left, table.box.right + 1))
        starts = range(next_row.get(key, table.body.top), table.body.bottom - len(edit.rows) + 2)
        found = (start for start in starts if _rows_stand(cells, start, cols, edit.rows, wanted))
        start = next(found, 0)
        if not start:
            return str(table.body)
        next_row[key] = start + len(edit.rows)
    return ""


def _rows_stand(
    cells: Cells[_Cell],
    start: int,
    cols: list[int],
    rows: Iterable[Sequence[Value]],
    wanted: dict[Spot, Value],
) -> bool:
    return all(
        value is None or (row, col) in wanted or cells.holds(row, col, value)
        for row, values in enumerate(rows, start)
        for col, value in zip(cols, values, strict=False)
    )


def _wrong_formula(cells: Cells[_Cell], edit: RenewFormulas, later: set[str]) -> str:
    """Return where a known formula has not its value, or where another one has a value left."""
    present = set()
    for where, text, cell in cells.formulas():
        present.add(where)
        wanted = edit.wanted.get(where)
        if where in later or (wanted is None and where in edit.leave):
            continue
        if wanted and text == wanted.text:
            right = cells.computes(cell, wanted.value)
        else:
            right = where in edit.leave or (
                cells.is_void(cell) and not (wanted and edit.same(text, wanted.text))
            )
        if not right:
            return where
    return min(edit.new - present, default="")
