"""Edits to an existing .xlsx package: bytes in, bytes out, and nothing else changes.

The rule above all: what no edit asks for keeps its bytes. The result is checked before anybody gets it.
"""

from collections.abc import Iterable, Sequence

from actielijst_xl.package.book import Book
from actielijst_xl.package.cells import replace_sheet_data, set_cached, set_cell
from actielijst_xl.package.clone import clone_sheet
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
from actielijst_xl.package.parts import Package
from actielijst_xl.package.properties import set_core, set_property
from actielijst_xl.package.refs import address
from actielijst_xl.package.tables import append_rows
from actielijst_xl.package.verify import verify


def patch(package: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the package with the edits applied in order, checked by `verify`.

    Edits that change nothing give back the very same bytes.

    Args:
        package: The bytes of an .xlsx or .xlsm file.
        edits: What to change; a later edit sees what an earlier one did.

    Raises:
        PatchError: An edit is impossible, the package is not editable (damaged, encrypted, signed, with a
            DTD, with double members), or the result did not pass its checks. Nothing was changed.
    """
    after = apply_edits(package, edits)
    verify(package, after, edits)
    return after


def formulas(package: bytes, sheets: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the formulas on some sheets, without `=`, by (name of the sheet, address).

    A sheet that is not there has none.

    Raises:
        PatchError: The package can't be read.
    """
    book = Book(Package(package))
    names = {name.casefold() for name in book.sheets()}
    found: dict[tuple[str, str], str] = {}
    for name in (name for name in sheets if name.casefold() in names):
        grid = book.grid(book.sheet(name))
        for row, col, _ in grid.formulas():
            if text := grid.plain_formula(row, col):
                found[name, address(row, col)] = text
    return found


def apply_edits(package: bytes, edits: Sequence[Edit]) -> bytes:
    """Return the package with the edits applied, unchecked.

    Raises:
        PatchError: As `patch`, checks of the result apart.
    """
    book = Book(Package(package))
    for edit in edits:
        _apply(book, edit)
    if book.formula_dropped:
        book.drop_calc_chain()
    return book.package.save()


def _apply(book: Book, edit: Edit) -> None:  # noqa: C901  (one case per edit)
    match edit:
        case SetCell():
            set_cell(book, edit)
        case SetCached():
            set_cached(book, edit)
        case AppendRows():
            append_rows(book, edit)
        case CloneSheet():
            clone_sheet(book, edit)
        case ReplaceSheetData():
            replace_sheet_data(book, edit)
        case SetCore():
            set_core(book.package, edit)
        case SetProperty():
            set_property(book.package, edit, strict=book.strict)
        case Recalculate():
            book.recalculate_on_load()
