"""Edits to the cells of one sheet. Of a plain sheet only the rows that they concern become a tree.

The others keep their bytes. What an edit does stands in `cells` and `Grid`, which see a sheet of a few rows:
that is enough where no formula stands for more than its own cell. Any other sheet is taken up as a whole.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import renew_formulas, set_cached, set_cell
from actielijst_xl.package.edits import CellEdit, RenewFormulas, SetCached, SetCell
from actielijst_xl.package.plain import ODD_FORMULA, ROWS, ROWS_END, Pieces, PlainSheet, plain_sheet
from actielijst_xl.package.refs import parse_cell
from actielijst_xl.package.values import ERRORS, Value, is_plain

_CELL = b'<c r="'
_STYLE = re.compile(rb' s="[0-9]+"')
_KINDS = {b"": b"n", b' t="n"': b"n", b' t="str"': b"str", b' t="e"': b"e"}
_FEW = 10


def edit_cells(book: Book, sheet: Sheet, edits: Sequence[CellEdit]) -> None:
    """Apply edits of the cells of one sheet, in order, and let go of the sheet.

    Raises:
        PatchError: An edit is impossible, or what it concerns does not parse.
    """
    if not _edit_rows(book, sheet, edits):
        _apply(book, edits)
        book.settle(sheet)


def apply_to_cells(book: Book, edit: CellEdit) -> None:
    """Apply one edit of cells."""
    match edit:
        case SetCell():
            set_cell(book, edit)
        case SetCached():
            set_cached(book, edit)
        case RenewFormulas():
            renew_formulas(book, edit)


def _apply(book: Book, edits: Iterable[CellEdit]) -> None:
    for edit in edits:
        apply_to_cells(book, edit)


class _Cut(NamedTuple):
    """The rows of a sheet that edits have to do with.

    Attributes:
        plain: The sheet.
        rows: The numbers of those rows, also of rows that are not there yet.
        end: What closes the sheet behind them.
    """

    plain: PlainSheet
    rows: set[int]
    end: bytes


def _edit_rows(book: Book, sheet: Sheet, edits: Sequence[CellEdit]) -> bool:
    """Apply edits to the rows that they concern; False when that can't be done, and nothing changed."""
    package, key = book.package, sheet.key
    if not package.is_untouched(key):
        return False
    part, plain = package.read(key), book.plain(key)
    cut = _cut(part, plain, edits) if plain else None
    if cut is None:
        return False
    package.trees[key] = markup.parse(_few_rows(cut), package.name(key))
    _apply(book, edits)
    is_changed = key in package.changed
    made = plain_sheet(package.read(key)) if is_changed else None
    book.revert(sheet)
    if made:
        package.write(key, _with_rows(part, cut, made))
    return bool(made) or not is_changed


def _cut(part: bytes, plain: PlainSheet, edits: Iterable[CellEdit]) -> _Cut | None:
    """Return the rows of the edits; None when they have to do with others, or when an address is none."""
    body = part[part.find(ROWS) : part.rfind(ROWS_END)]
    if b":f" in body or ODD_FORMULA.search(body):
        return None
    rows = _concerned(plain, edits)
    return None if rows is None else _Cut(plain, rows, _end(plain.pieces.tail))


def _few_rows(cut: _Cut) -> bytes:
    """Return the sheet with only the rows of the edits, and without most of what stands behind the rows."""
    numbered = zip(cut.plain.numbers, cut.plain.rows, strict=True)
    rows = [row for number, row in numbered if number in cut.rows]
    return Pieces(cut.plain.pieces.head, rows, cut.end).joined()


def _with_rows(part: bytes, cut: _Cut, made: PlainSheet) -> bytes:
    """Return a sheet with the rows that were made, in their places; all else keeps its bytes."""
    head, _, tail = cut.plain.pieces
    rows = dict(zip(cut.plain.numbers, cut.plain.rows, strict=True)) | dict(
        zip(made.numbers, made.rows, strict=True)
    )
    whole = Pieces(_head(head, made.pieces.head, cut.end), [rows[number] for number in sorted(rows)], tail)
    return part[: part.index(head)] + whole.joined()


def _end(tail: bytes) -> bytes:
    """Return what closes the sheet behind its rows, with what counts of the tail: the merged cells."""
    return tail if b"mergeCell" in tail else ROWS_END + tail[tail.rfind(b"</") :]


def _concerned(plain: PlainSheet, edits: Iterable[CellEdit]) -> set[int] | None:
    """Return the numbers of the rows that edits have to do with; None: too many, or an address is none."""
    rows: set[int] = set()
    most = max(len(plain.numbers) // 3, _FEW)
    with suppress(ValueError):
        for edit in edits:
            rows.update(_rows_of(plain, edit, most))
        return rows if len(rows) <= most else None
    return None


def _rows_of(plain: PlainSheet, edit: CellEdit, most: int) -> Iterable[int]:
    match edit:
        case SetCell():
            cells = (edit.cell,) if edit.style_like is None else (edit.cell, edit.style_like)
            return [parse_cell(cell)[0] for cell in cells]
        case SetCached():
            return (parse_cell(edit.cell)[0],)
        case RenewFormulas():
            return _to_renew(plain, edit, most)


def _to_renew(plain: PlainSheet, edit: RenewFormulas, most: int) -> set[int]:
    """Return the rows in which not every formula is plainly the wanted one with its value.

    Once these are more than `most`, no further ones are looked for.
    """
    rows = {parse_cell(where)[0] for where in edit.new}
    for number, row in zip(plain.numbers, plain.rows, strict=True):
        if b"<f" in row and not all(
            _is_right(cell, edit) for cell in row.removesuffix(b"</row>").split(_CELL) if b"<f" in cell
        ):
            rows.add(number)
            if len(rows) > most:
                break
    return rows


def _is_right(cell: bytes, edit: RenewFormulas) -> bool:
    """Whether a cell, from its address on, is to the byte as the wanted formula is written with its value."""
    where, _, rest = cell.partition(b'"')
    attributes, _, contents = rest.partition(b">")
    known = edit.wanted.get(where.decode())
    if known is None:
        return False
    formula, (kind, value) = _formula(known.text), _stored(known.value)
    if formula == b"" or kind != _kind(attributes):
        return False
    return contents == formula + value or _in_other_signs(contents) == formula + value


def _in_other_signs(contents: bytes) -> bytes:
    """Return what stands in a cell with a formula as most programs write it; LibreOffice has its own way."""
    return contents.replace(b"&quot;", b'"').replace(b'<f aca="false">', b"<f>", 1)


@lru_cache(maxsize=2048)  # the same formulas on a thousand sheets
def _formula(text: str) -> bytes:
    """Return a formula as it is written; nothing when it can be written in several ways."""
    return f"<f>{escape(text)}</f>".encode() if text.isprintable() else b""


@lru_cache(maxsize=1024, typed=True)  # typed, for 1 is no True
def _stored(value: Value) -> tuple[bytes, bytes]:
    """Return the type and the value of a formula as they are written; no type when several will do."""
    if isinstance(value, str) and is_plain(value):
        return b"e" if value in ERRORS else b"str", f"<v>{escape(value)}</v></c>".encode()
    return (b"n" if type(value) is int else b""), f"<v>{value}</v></c>".encode()


@lru_cache(maxsize=1024)
def _kind(attributes: bytes) -> bytes:
    """Return the type of a cell with a format at most besides; "?" when it has more."""
    kind = _STYLE.sub(b"", attributes, count=1)
    return _KINDS.get(kind, b"?")


def _head(before: bytes, made: bytes, end: bytes) -> bytes:
    """Return what stands before the rows: its own bytes, unless the edits changed it."""
    if made == before:
        return before
    bare = Pieces(before, [b'r="1"/>'], end).joined()
    as_made = plain_sheet(markup.serialise(markup.parse(bare, "")))
    return before if as_made and as_made.pieces.head == made else made
