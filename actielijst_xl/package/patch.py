"""Edits to an existing .xlsx package: bytes in, bytes out, and nothing else changes.

The rule above all: what no edit asks for keeps its bytes. The result is checked before anybody gets it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from actielijst_xl.package.below import append_and_settle
from actielijst_xl.package.bench import SheetDone, Workbench, done, only_cells
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import replace_sheet_data
from actielijst_xl.package.container import Packed
from actielijst_xl.package.edits import (
    AppendRows,
    CellEdit,
    Edit,
    MarkCell,
    OpenOn,
    Recalculate,
    RenewFormulas,
    ReplaceSheetData,
    SetCached,
    SetCell,
    SetCore,
    SetProperty,
    TakeSheet,
)
from actielijst_xl.package.elsewhere import Elsewhere, only_here
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.marks import mark_cell, open_on
from actielijst_xl.package.parts import Package
from actielijst_xl.package.properties import set_core, set_property
from actielijst_xl.package.splice import apply_to_cells, edit_cells
from actielijst_xl.package.tables import append_rows, find_table, first_row, room_below
from actielijst_xl.package.transplant import take_sheet
from actielijst_xl.package.verify import verify


def patch(package: bytes, edits: Sequence[Edit], elsewhere: Elsewhere = only_here) -> bytes:
    """Return the package with the edits applied in order, checked by `verify`.

    Edits that change nothing give back the very same bytes.

    Args:
        package: The bytes of an .xlsx or .xlsm file.
        edits: What to change; a later edit sees what an earlier one did.
        elsewhere: Where sheets can be patched and checked besides here; the outcome is the same.

    Raises:
        PatchError: An edit is impossible, the package is not editable (damaged, encrypted, signed, with a
            DTD, with double members), or the result did not pass its checks. Nothing was changed.
    """
    before = Book(Package(package))
    after, checked = _applied(before, edits, elsewhere)
    verify(before, after, edits, checked)
    return after


def room(package: bytes, edits: Iterable[AppendRows]) -> list[int | None]:
    """Return for each edit how many of its rows its table has room for; None for a table that is not there.

    Raises:
        PatchError: The package is not editable.
    """
    book = Book(Package(package))
    return [room_below(book, edit) for edit in edits]


def landing_row(package: bytes, edit: AppendRows) -> int:
    """Return the row of the sheet in which the first row of an edit without `own_rows` comes.

    Raises:
        PatchError: The package is not editable; XA-G108 there is no such table.
    """
    return first_row(Book(Package(package)), edit)


def apply_edits(package: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the package with the edits applied, unchecked.

    Raises:
        PatchError: As `patch`, checks of the result apart.
    """
    return _applied(Book(Package(package)), edits, only_here)[0]


def _applied(before: Book, edits: Sequence[Edit], elsewhere: Elsewhere) -> tuple[bytes, Mapping[str, Packed]]:
    """Return the package with the edits applied, and the parts that were checked already."""
    book, checked = before.again(), {}
    if any(isinstance(edit, TakeSheet | OpenOn) for edit in edits):  # later edits need that one to be done
        for sheet, group in _by_sheet(book, edits):
            _apply_all(book, sheet, group)
    else:
        checked = _apply_spread(before, book, edits, elsewhere)
    if book.formula_dropped:
        book.drop_calc_chain()
    return book.package.save(), checked


def _apply_all(book: Book, sheet: Sheet | None, group: Sequence[Edit]) -> None:
    if sheet and (cells := only_cells(group)):
        edit_cells(book, sheet, cells)
        return
    if sheet and len(group) == 1 and isinstance(group[0], AppendRows):
        append_and_settle(book, sheet, group[0])
        return
    for edit in group:
        _apply(book, edit)
    if sheet:
        book.settle(sheet)


def _apply_spread(before: Book, book: Book, edits: Iterable[Edit], elsewhere: Elsewhere) -> dict[str, Packed]:
    """Apply edits; sheets of which only cells change can be done elsewhere, while the rest is done here.

    Where others work, what is done here is checked here at once as well: both are ready at the same time.

    Returns:
        The parts that were done by themselves, and checked.
    """
    groups = list(_by_sheet(book, edits))
    apart = [(sheet, cells) for sheet, group in groups if sheet and (cells := only_cells(group))]
    outcome = elsewhere(Workbench, (book.package.archive.package,), done, [cells for _, cells in apart])
    keys = {sheet.key for sheet, _ in apart}
    for sheet, group in groups:
        if sheet is None or sheet.key not in keys:
            _apply_all(book, sheet, group)
    here = None if elsewhere is only_here or not apart else Workbench(before)
    checked: dict[str, Packed] = {}
    for at, (sheet, cells) in reversed(list(enumerate(apart))):
        found = outcome(at) or (here and _tried(here, cells))
        if found and found.key == sheet.key:
            checked |= _taken_over(book, found)
        else:
            edit_cells(book, sheet, cells)
    return checked


def _tried(here: Workbench, cells: Sequence[CellEdit]) -> SheetDone | None:
    """Return a sheet, done and checked; None when it has a fault, which shows again where it counts."""
    with suppress(PatchError):
        return here.done(cells)
    return None


def _taken_over(book: Book, found: SheetDone) -> dict[str, Packed]:
    book.formula_dropped |= found.formula_dropped
    if found.part is None:
        return {}
    book.package.replace(found.key, found.part)
    return {found.key: found.part}


def _by_sheet(book: Book, edits: Iterable[Edit]) -> Iterator[tuple[Sheet | None, list[Edit]]]:
    """Group edits by the sheet that they change, so that one sheet at a time has to be in memory.

    Edits of one sheet keep their order. A new sheet comes after all edits before it.
    """
    groups: dict[str, tuple[Sheet | None, list[Edit]]] = {}
    for edit in edits:
        if isinstance(edit, TakeSheet | OpenOn):
            yield from groups.values()
            groups = {}
            yield None, [edit]
            continue
        sheet = _sheet_of(book, edit)
        groups.setdefault(sheet.key if sheet else "", (sheet, []))[1].append(edit)
    yield from groups.values()


def _sheet_of(book: Book, edit: Edit) -> Sheet | None:
    match edit:
        case SetCell() | SetCached() | RenewFormulas() | MarkCell() | ReplaceSheetData():
            return book.sheet(edit.sheet)
        case AppendRows():
            return find_table(book, edit)[0]
        case TakeSheet() | OpenOn() | SetCore() | SetProperty() | Recalculate():
            return None


def _apply(book: Book, edit: Edit) -> None:  # noqa: C901  (one case per edit)
    match edit:
        case SetCell() | SetCached() | RenewFormulas():
            apply_to_cells(book, edit)
        case AppendRows():
            append_rows(book, edit)
        case TakeSheet():
            take_sheet(book, edit)
        case MarkCell():
            mark_cell(book, edit)
        case OpenOn():
            open_on(book, edit)
        case ReplaceSheetData():
            replace_sheet_data(book, edit)
        case SetCore():
            set_core(book.package, edit)
        case SetProperty():
            set_property(book.package, edit, strict=book.strict)
        case Recalculate():
            book.recalculate_on_load()
