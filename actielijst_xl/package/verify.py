"""The checks before a patched package may replace its original."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date

from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import place
from actielijst_xl.package.edits import (
    AppendRows,
    CloneSheet,
    Edit,
    Recalculate,
    ReplaceSheetData,
    SetCached,
    SetCell,
    SetCore,
    SetProperty,
)
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import faults_of
from actielijst_xl.package.parts import TYPES_KEY, Package, rels_key
from actielijst_xl.package.properties import read_property
from actielijst_xl.package.refs import address
from actielijst_xl.package.tables import column_headers, read_table
from actielijst_xl.package.values import Value

_MAX_SHOWN = 5


def verify(before: bytes, after: bytes, edits: Sequence[Edit]) -> None:
    """Check that `after` is `before` with the edits and nothing else.

    Members that no edit touches lie in both with the same bytes; every changed part inflates to its checksum
    and parses strictly; the lint finds nothing that it did not find before; every written value reads back.

    Raises:
        PatchError: XA-G122 a part changed unasked; XA-G101, XA-G106 a changed part does not read;
            XA-G123 new faults; XA-G124 a value reads back differently.
    """
    old, new = Book(Package(before)), Book(Package(after))
    touched = _touched(old, new)
    if old.related("sharedStrings") not in touched:
        new.borrow_strings(old)
    _refuse_unasked(old, touched, edits)
    _parse(new.package, touched)
    with suppress(PatchError):  # what was broken before is no fault of ours
        _parse(old.package, touched)
    _refuse_new_faults(old, new, touched)
    _Reader(new, edits).check()


def _parse(package: Package, keys: Iterable[str]) -> None:
    """Parse the changed parts strictly, and keep them: the lint and the reader look at them several times."""
    for key in keys:
        if package.has(key) and package.content_type(key).endswith("xml"):
            package.tree(key)


def _touched(old: Book, new: Book) -> list[str]:
    """Return the parts that differ: changed, added, removed."""
    first, second = old.package.archive, new.package.archive
    keys = dict.fromkeys([*first.members, *second.members])
    both = first.members.keys() & second.members.keys()
    return [key for key in keys if key not in both or first.raw(key) != second.raw(key)]


def _refuse_unasked(old: Book, touched: Iterable[str], edits: Sequence[Edit]) -> None:
    common = {old.related("styles"), old.related("calcChain"), TYPES_KEY, rels_key(old.key)}
    asked = common.union(*(_asked(old, edit) for edit in edits))
    for key in touched:
        is_new = not old.package.has(key) and any(
            isinstance(edit, CloneSheet | SetCore | SetProperty) for edit in edits
        )
        if key not in asked and not is_new:
            raise PatchError("XA-G122", deel=key)


def _asked(old: Book, edit: Edit) -> set[str]:
    """Return the parts of the old package that an edit may change."""
    match edit:
        case SetCell() | SetCached() | ReplaceSheetData():
            sheet = old.sheets().get(edit.sheet.casefold())
            return {sheet.key} if sheet else set()
        case AppendRows():
            return _asked_by_rows(old, edit)
        case CloneSheet():
            return {old.key, *_properties(old)}
        case SetCore() | SetProperty():
            return {rels_key(""), *_properties(old)}
        case Recalculate():
            return {old.key}


def _properties(old: Book) -> set[str]:
    return {rel.target for rel in old.package.rels("") if rel.kind.endswith(("properties", "Properties"))}


def _asked_by_rows(old: Book, edit: AppendRows) -> set[str]:
    if edit.table.casefold() not in old.tables():
        return set()  # a table of a cloned sheet: all its parts are new
    sheet, key = old.table(edit.table)
    drawings = [rel.target for rel in old.package.rels(sheet.key) if rel.kind == "drawing"]
    charts = {rel.target for drawing in drawings for rel in old.package.rels(drawing) if rel.kind == "chart"}
    return {sheet.key, key, old.key} | charts


def _refuse_new_faults(old: Book, new: Book, touched: list[str]) -> None:
    known = Counter(faults_of(old, touched))
    found = sorted((Counter(faults_of(new, touched)) - known).elements())
    if found:
        shown = "; ".join(f"{fault.kind} {fault.part} {fault.detail}" for fault in found[:_MAX_SHOWN])
        raise PatchError("XA-G123", fouten=shown)


class _Reader:
    """Reads back what the edits asked for."""

    def __init__(self, book: Book, edits: Sequence[Edit]) -> None:
        self.book, self.edits = book, edits
        self.wanted: dict[tuple[str, int, int], Value] = {}
        self._next_row: dict[str, int] = {}

    def check(self) -> None:
        """Compare every value that the edits end with.

        Raises:
            PatchError: XA-G124 one differs.
        """
        for edit in self.edits:
            self._expect(edit)
        for (sheet, row, col), value in self.wanted.items():
            if not self._holds(self.book.sheet(sheet), row, col, value):
                raise PatchError("XA-G124", blad=sheet, cel=address(row, col))
        for edit in self.edits:
            if isinstance(edit, AppendRows):
                self._check_rows(edit)
        self._check_properties()

    def _expect(self, edit: Edit) -> None:
        match edit:
            case SetCell() | SetCached():
                self.wanted[edit.sheet.casefold(), *place(edit.cell, edit.sheet)] = edit.value
            case CloneSheet():
                for item in edit.cells:
                    self.wanted[edit.name.casefold(), *place(item.cell, edit.name)] = item.value
            case ReplaceSheetData():
                self._expect_sheet(edit)
            case AppendRows() | SetCore() | SetProperty() | Recalculate():
                pass  # looked up in the result, below

    def _expect_sheet(self, edit: ReplaceSheetData) -> None:
        name = edit.sheet.casefold()
        self.wanted = {spot: value for spot, value in self.wanted.items() if spot[0] != name}
        for row, values in enumerate(edit.rows, 1):
            self.wanted.update({(name, row, col): value for col, value in enumerate(values, 1)})

    def _holds(self, sheet: Sheet, row: int, col: int, value: Value) -> bool:
        grid = self.book.grid(sheet)
        cell = grid.find(row, col)
        if value is None or value == "":
            return grid.stored(cell) in (None, "")
        if isinstance(value, date) and cell is not None and cell.find("{*}f") is None:
            return grid.same(cell, value) and self.book.styles().is_date(cell.get("s", "0"))
        return grid.same(cell, value)

    def _check_rows(self, edit: AppendRows) -> None:
        """The rows stand in the table, in order and one below the other."""
        sheet, key = self.book.table(edit.table)
        table = read_table(self.book, sheet, key)
        headers = column_headers(table.root)
        cols = [table.box.left + headers.index(name) for name in edit.columns]
        cols = cols or list(range(table.box.left, table.box.right + 1))
        last_start = table.body.bottom - len(edit.rows) + 1
        for start in range(self._next_row.get(key, table.body.top), last_start + 1):
            if self._rows_stand(sheet, start, cols, edit.rows):
                self._next_row[key] = start + len(edit.rows)
                return
        raise PatchError("XA-G124", blad=sheet.name, cel=str(table.body))

    def _rows_stand(self, sheet: Sheet, start: int, cols: list[int], rows: Iterable[Sequence[Value]]) -> bool:
        return all(
            value is None
            or (sheet.name.casefold(), row, col) in self.wanted
            or self._holds(sheet, row, col, value)
            for row, values in enumerate(rows, start)
            for col, value in zip(cols, values, strict=False)
        )

    def _check_properties(self) -> None:
        last = {edit.name: edit for edit in self.edits if isinstance(edit, SetProperty)}
        for edit in last.values():
            stored = read_property(self.book.package, edit.name)
            if (stored is None) != (edit.value is None):
                raise PatchError("XA-G124", blad="docProps", cel=edit.name)
