"""Reads back from a patched workbook what the edits asked for, sheet by sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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


class Readback:
    """What the edits ask for, gathered per sheet.

    Args:
        book: The patched workbook.
        edits: The edits, in order.
    """

    def __init__(self, book: Book, edits: Sequence[Edit]) -> None:
        self.book, self.edits = book, edits
        self._cells: dict[str, dict[Spot, Value]] = defaultdict(dict)
        self._stored: dict[str, dict[Spot, Value]] = defaultdict(dict)
        self._formulas: dict[str, list[RenewFormulas]] = defaultdict(list)
        self._rows: dict[str, list[AppendRows]] = defaultdict(list)
        self._next_row: dict[str, int] = {}
        self._donors: dict[bytes, Book] = {}
        for edit in edits:
            self._expect(edit)

    def check(self, name: str) -> None:
        """Compare every value that the edits of one sheet end with; each sheet is looked at once.

        Raises:
            PatchError: XA-G124 one differs.
        """
        key = name.casefold()
        wanted = {**self._stored.pop(key, {}), **self._cells.pop(key, {})}
        renewed, rows = self._formulas.pop(key, []), self._rows.pop(key, [])
        if not (wanted or renewed or rows):
            return
        sheet = self.book.sheet(name)
        grid = self.book.grid(sheet)
        for spot, value in wanted.items():
            if not self._holds(grid, spot, value):
                raise PatchError("XA-G124", blad=sheet.name, cel=address(*spot))
        for renewal in renewed:
            _check_formulas(grid, renewal, wanted)
        for edit in rows:
            self._check_rows(sheet, grid, edit, wanted)

    def check_rest(self) -> None:
        """Compare the sheets that were not looked at yet, and the properties.

        Raises:
            PatchError: XA-G124 one differs.
        """
        for name in {**self._cells, **self._stored, **self._formulas, **self._rows}:
            self.check(name)
        last = {edit.name: edit for edit in self.edits if isinstance(edit, SetProperty)}
        for edit in last.values():
            stored = read_property(self.book.package, edit.name)
            if (stored is None) != (edit.value is None):
                raise PatchError("XA-G124", blad="docProps", cel=edit.name)

    def _expect(self, edit: Edit) -> None:
        match edit:
            case SetCell():
                self._cells[edit.sheet.casefold()][place(edit.cell, edit.sheet)] = edit.value
            case SetCached():
                self._stored[edit.sheet.casefold()][place(edit.cell, edit.sheet)] = edit.value
            case RenewFormulas():
                self._stored.pop(edit.sheet.casefold(), None)  # it decides about every formula on the sheet
                self._formulas[edit.sheet.casefold()].append(edit)
            case AppendRows():
                self._rows[find_table(self.book, edit)[0].name.casefold()].append(edit)
            case TakeSheet():
                self._expect_taken(edit)
            case ReplaceSheetData():
                self._cells[edit.sheet.casefold()] = {
                    (row, col): value
                    for row, values in enumerate(edit.rows, 1)
                    for col, value in enumerate(values, 1)
                }
            case _:
                pass  # properties are looked up at the end; the others have no value

    def _expect_taken(self, edit: TakeSheet) -> None:
        if edit.donor not in self._donors:
            self._donors[edit.donor] = Book(Package(edit.donor))
        donor = self._donors[edit.donor]
        sheet = donor.sheet(edit.name)
        grid = donor.grid(sheet)
        for row in grid.row_numbers():
            for col, cell in grid.cells(row).items():
                value = grid.stored(cell)
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    self._cells[edit.name.casefold()][row, col] = value
        donor.forget(sheet.key)

    def _holds(self, grid: Grid, spot: Spot, value: Value) -> bool:
        cell = grid.find(*spot)
        if value is None or value == "":
            return grid.stored(cell) in (None, "")
        if isinstance(value, date) and cell is not None and cell.find("{*}f") is None:
            return grid.same(cell, value) and self.book.styles().is_date(cell.get("s", "0"))
        return grid.same(cell, value)

    def _check_rows(self, sheet: Sheet, grid: Grid, edit: AppendRows, wanted: dict[Spot, Value]) -> None:
        """The rows stand in the table, in order and one below the other."""
        key = find_table(self.book, edit)[1]
        table = read_table(self.book, sheet, key)
        headers = column_headers(table.root)
        cols = [table.box.left + headers.index(name) for name in edit.columns]
        cols = cols or list(range(table.box.left, table.box.right + 1))
        last_start = table.body.bottom - len(edit.rows) + 1
        for start in range(self._next_row.get(key, table.body.top), last_start + 1):
            if self._rows_stand(grid, start, cols, edit.rows, wanted):
                self._next_row[key] = start + len(edit.rows)
                return
        raise PatchError("XA-G124", blad=sheet.name, cel=str(table.body))

    def _rows_stand(
        self,
        grid: Grid,
        start: int,
        cols: list[int],
        rows: Iterable[Sequence[Value]],
        wanted: dict[Spot, Value],
    ) -> bool:
        return all(
            value is None or (row, col) in wanted or self._holds(grid, (row, col), value)
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
