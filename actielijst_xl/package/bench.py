"""Sheets that are patched and checked one by one, each by itself: work that other processes can take over."""

from collections.abc import Sequence
from typing import NamedTuple

from actielijst_xl.package.book import Book
from actielijst_xl.package.container import Packed, packed
from actielijst_xl.package.edits import CellEdit, Edit
from actielijst_xl.package.faults import Fault
from actielijst_xl.package.parts import Package
from actielijst_xl.package.readback import wanted_by_sheet
from actielijst_xl.package.splice import edit_cells
from actielijst_xl.package.verify import PartCheck


class SheetDone(NamedTuple):
    """A sheet with its edits in it.

    Attributes:
        key: Which part it is.
        part: Its part, packed, as it was checked; None where the edits change nothing.
        formula_dropped: The calculation chain is stale.
    """

    key: str
    part: Packed | None
    formula_dropped: bool


class Workbench:
    """A workbook of which sheets are edited and checked one by one, each by itself.

    Args:
        package: The package, its bytes or opened.
    """

    def __init__(self, package: bytes | Book) -> None:
        self._old = package if isinstance(package, Book) else Book(Package(package))
        self._book: Book | None = None
        self._new = self._old.again()
        self._check = PartCheck(self._old, self._new, ())

    def done(self, edits: Sequence[CellEdit]) -> SheetDone | None:
        """Apply the edits of one sheet, and check what comes of it as `verify` does.

        Returns:
            The sheet; None when the edits change more than that sheet, such as the formats, or when there
            are faults: whoever asked judges those, beside all others.
        """
        book = self._book or self._old.again()
        self._book, book.formula_dropped = None, False  # an edit that fails leaves no workbook behind
        sheet = book.sheet(edits[0].sheet)
        edit_cells(book, sheet, edits)
        changed = book.package.changed | book.package.added.keys() | book.package.removed
        if not changed <= {sheet.key}:
            return None
        part = packed(book.package.read(sheet.key)) if changed else None
        book.revert(sheet)
        self._book = book
        if self._faults(sheet.key, part, edits):
            return None
        return SheetDone(sheet.key, part, book.formula_dropped)

    def _faults(self, key: str, part: Packed | None, edits: Sequence[CellEdit]) -> list[Fault]:
        new = self._new
        if part:
            new.package.replace(key, part)
        try:
            wanted = wanted_by_sheet(new, edits)
            return self._check.part(key, [(new.sheet(n), w) for n, w in wanted.items()], changed=bool(part))
        finally:
            new.revert(new.sheet(edits[0].sheet))


def done(bench: Workbench, edits: Sequence[CellEdit]) -> SheetDone | None:
    """`Workbench.done`, in a form in which it travels."""
    return bench.done(edits)


def only_cells(edits: Sequence[Edit]) -> Sequence[CellEdit] | None:
    """Return edits of one sheet if they ask for nothing but its cells."""
    found = [edit for edit in edits if isinstance(edit, CellEdit)]
    return found if len(found) == len(edits) else None
