"""Many rows at the end of a table and of its sheet: as a tree they would take ten times the room."""

from collections.abc import Iterable, Sequence

from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import higher
from actielijst_xl.package.edits import AppendRows
from actielijst_xl.package.plain import ROWS_END
from actielijst_xl.package.rows import NewRow, extent, row_text
from actielijst_xl.package.tables import append_rows

_MANY = 250


def append_and_settle(book: Book, sheet: Sheet, edit: AppendRows) -> None:
    """Apply an `AppendRows` that is the only edit of its sheet, and let go of the sheet.

    Many rows below all others are written as text, once the rest is settled; it is the text that would
    come of their tree.

    Raises:
        PatchError: As `append_rows`.
    """
    text: list[str] = []

    def add(rows: Iterable[NewRow]) -> None:
        text.append(_text(book, sheet, edit, list(rows)))

    is_text = len(edit.rows) > _MANY and book.grid(sheet).data.prefix is None
    append_rows(book, edit, add if is_text else None)
    book.settle(sheet)
    if text:
        before, end, after = book.package.read(sheet.key).rpartition(ROWS_END)
        book.package.write(sheet.key, b"".join([before, text[0].encode(), end, after]))


def _text(book: Book, sheet: Sheet, edit: AppendRows, rows: Sequence[NewRow]) -> str:
    """Return the new rows as they are written; they are the last ones of the edit."""
    grid = book.grid(sheet)
    grid.number_rows()
    grid.hold(extent(rows))
    heights = dict(enumerate(edit.heights_pt, len(rows) - len(edit.rows)))
    usual, epoch = grid.usual_height_pt, book.epoch_1904
    return "".join(
        [
            row_text(*row, epoch_1904=epoch, height_pt=higher(heights.get(at), usual))
            for at, row in enumerate(rows)
        ]
    )
