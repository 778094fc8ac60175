"""Work on a package that other processes can take over: which work that is, and what comes of it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from actielijst_xl.package.book import Book
from actielijst_xl.package.cells import renew_formulas, set_cached, set_cell
from actielijst_xl.package.container import Packed, packed
from actielijst_xl.package.edits import CellEdit, Edit, RenewFormulas, SetCached, SetCell
from actielijst_xl.package.parts import Package

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")


class Elsewhere(Protocol):
    """Where work can be done besides here."""

    def __call__(
        self,
        make: Callable[..., C],
        args: tuple[object, ...],
        work: Callable[[C, T], R],
        items: Sequence[T],
        /,
    ) -> Callable[[int], R | None]:
        """Begin `work(make(*args), item)` for each item, from the first on; `make` once in each process.

        Returns:
            What gives the outcome of an item by its place in `items`. None: do it here, because nobody
            began it or it went wrong. To be asked from the last item to the first.
        """
        ...


def only_here(
    _make: Callable[..., C], _args: tuple[object, ...], _work: Callable[[C, T], R], _items: Sequence[T]
) -> Callable[[int], R | None]:
    """An `Elsewhere` where nobody does anything."""
    return lambda _: None


class SheetDone(NamedTuple):
    """A sheet with its edits in it.

    Attributes:
        part: Its part, packed; None where the edits change nothing.
        formula_dropped: The calculation chain is stale.
    """

    part: Packed | None
    formula_dropped: bool


class Workbench:
    """A workbook of which sheets are edited one by one, each by itself.

    Args:
        package: The bytes of the package.
    """

    def __init__(self, package: bytes) -> None:
        self._package = package
        self._book: Book | None = None

    def done(self, edits: Sequence[CellEdit]) -> SheetDone | None:
        """Apply the edits of one sheet; None when they change more than that sheet, such as the formats."""
        book = self._book or Book(Package(self._package))
        self._book, book.formula_dropped = None, False  # an edit that fails leaves no workbook behind
        sheet = book.sheet(edits[0].sheet)
        for edit in edits:
            apply_to_cells(book, edit)
        changed = book.package.changed | book.package.added.keys() | book.package.removed
        if not changed <= {sheet.key}:
            return None
        part = packed(book.package.read(sheet.key)) if changed else None
        book.revert(sheet)
        self._book = book
        return SheetDone(part, book.formula_dropped)


def done(bench: Workbench, edits: Sequence[CellEdit]) -> SheetDone | None:
    """`Workbench.done`, in a form in which it travels."""
    return bench.done(edits)


def only_cells(edits: Sequence[Edit]) -> Sequence[CellEdit] | None:
    """Return edits of one sheet if they ask for nothing but its cells."""
    found = [edit for edit in edits if isinstance(edit, SetCell | SetCached | RenewFormulas)]
    return found if len(found) == len(edits) else None


def apply_to_cells(book: Book, edit: CellEdit) -> None:
    """Apply one edit of cells."""
    match edit:
        case SetCell():
            set_cell(book, edit)
        case SetCached():
            set_cached(book, edit)
        case RenewFormulas():
            renew_formulas(book, edit)
