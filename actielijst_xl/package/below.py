"""Many rows at the end of a table and of its sheet: as a tree they would take ten times the room."""

from collections.abc import Iterable

from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import higher
from actielijst_xl.package.edits import AppendRows
from actielijst_xl.package.rows import NewRow, extent, row_text
from actielijst_xl.package.tables import append_rows

_MANY = 250
_BATCH = 1_000
_END = b"</sheetData>"


def append_and_settle(book: Book, sheet: Sheet, edit: AppendRows) -> None:
    """Apply an `AppendRows` that is the only edit of its sheet, and let go of the sheet.

    Many rows below all others are written as text, once the rest is settled; it is the text that would
    come of their tree.

    Raises:
        PatchError: As `append_rows`.
    """
    text: list[str] = []

    def add(rows: Iterable[NewRow]) -> None:
        text.extend(_texts(book, sheet, edit, rows))

    is_text = len(edit.rows) > _MANY and book.grid(sheet).data.prefix is None
    append_rows(book, edit, add if is_text else None)
    book.settle(sheet)
    if text:
        before, end, after = book.package.read(sheet.key).rpartition(_END)
        book.package.write(sheet.key, b"".join([before, "".join(text).encode(), end, after]))


def _texts(book: Book, sheet: Sheet, edit: AppendRows, new: Iterable[NewRow]) -> Iterable[str]:
    """Yield the new rows, a thousand at a time; they are the last ones of the edit."""
    grid, usual = book.grid(sheet), book.grid(sheet).usual_height_pt
    grid.number_rows()
    rows = list(new)
    heights = dict(enumerate(edit.heights_pt, len(rows) - len(edit.rows)))
    for first in range(0, len(rows), _BATCH):
        batch = rows[first : first + _BATCH]
        grid.hold(extent(batch))
        yield "".join(
            [
                row_text(*row, epoch_1904=book.epoch_1904, height_pt=higher(heights.get(at), usual))
                for at, row in enumerate(batch, first)
            ]
        )
