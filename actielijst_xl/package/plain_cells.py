"""The values of a plain sheet, read from its bytes.

As `plain`: it says "this cell surely holds that value" or nothing. `readback.GridCells` is the reference.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from actielijst_xl.package.book import Book
from actielijst_xl.package.plain import PlainSheet
from actielijst_xl.package.refs import column_name
from actielijst_xl.package.values import Value, lines, moment, serial, unescape

# Column, format when before the type, type, format when after it, formula, value with its tag, text.
Raw: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes]

_BEGIN = rb'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?: s="([0-9]+)")?[^>]*>'
_FORMULA = rb"(?:<f[^>]*>([^<]*)</f>)"
_VALUE = rb"(<v(?:>[^<]*</v| ?/))?(?:<is><t[^>]*>([^<]*))?"
_CELL = re.compile(_BEGIN + _FORMULA + rb"?" + _VALUE)
_FORMULA_CELL = re.compile(_BEGIN + _FORMULA + _VALUE)
_TAG = slice(3, -3)  # takes `<v>` and `</v` off; what is left of `<v/` is nothing
_NAMED = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


class UnsureError(Exception):
    """A row is not written plainly."""


@lru_cache(maxsize=1024)
def _letters(col: int) -> bytes:
    return column_name(col).encode()


def _content(raw: bytes) -> str:
    """Return character data as a parser gives it.

    Raises:
        UnsureError: It has references by number, or line ends that a parser changes.
    """
    if b"&" in raw:
        if b"&#" in raw:
            raise UnsureError
        for name, sign in _NAMED:
            raw = raw.replace(name, sign)
    if b"\r" in raw:
        raise UnsureError
    return raw.decode()


@lru_cache(maxsize=2048)  # the same formulas on a thousand sheets
def _formula(raw: bytes) -> str:
    return _content(raw)


class PlainCells:
    """The cells of a plain sheet: what they surely hold.

    Args:
        sheet: The sheet, well-formed.
        book: The workbook that it is in.
    """

    def __init__(self, sheet: PlainSheet, book: Book) -> None:
        self._sheet, self._book = sheet, book
        self._at = {number: at for at, number in enumerate(sheet.numbers)}
        self._cells: dict[int, dict[bytes, Raw]] = {}

    def _row(self, number: int) -> dict[bytes, Raw]:
        if number not in self._cells:
            at = self._at.get(number)
            if at is not None and not self._sheet.is_plain(at):
                raise UnsureError
            cells = [] if at is None else _CELL.findall(self._sheet.rows[at])
            self._cells[number] = {cell[0]: cell for cell in cells}
        return self._cells[number]

    def holds(self, row: int, col: int, value: Value) -> bool:
        """Tell whether a cell surely holds a value.

        Raises:
            UnsureError: Its row is not plain.
        """
        cell = self._row(row).get(_letters(col))
        if value is None or value == "":
            return cell is None or not (cell[6] or cell[5][_TAG])
        return cell is not None and self._same(cell, value)

    def computes(self, cell: Raw, value: Value) -> bool:
        """Tell whether a value is surely stored with a formula; a blank text is another value than none."""
        if value is None:
            return self.is_void(cell)
        if value == "":
            return cell[2] == b"str" and cell[5] != b"" and not cell[5][_TAG]
        return self._same(cell, value)

    def is_void(self, cell: Raw) -> bool:
        """Tell whether a formula surely has no stored value."""
        return not cell[5] or (cell[2] != b"str" and not cell[5][_TAG])

    def formulas(self) -> Iterator[tuple[str, str, Raw]]:
        """Yield (address, text, cell) of every formula on the sheet.

        Raises:
            UnsureError: A row that may have formulas is not plain.
        """
        for at, row in enumerate(self._sheet.rows):
            if b"<f" in row or b":f" in row:
                if not self._sheet.is_plain(at):
                    raise UnsureError
                number = self._sheet.numbers[at]
                for cell in _FORMULA_CELL.findall(row):
                    yield f"{cell[0].decode()}{number}", _formula(cell[4]), cell

    def _same(self, cell: Raw, value: str | float | date) -> bool:
        _, before, kind, after, formula, tagged, _ = cell
        if isinstance(value, str):
            is_error = kind == b"e" and formula != b"" and tagged[_TAG] == value.encode()
            return self._text(cell) == lines(value) or is_error
        stored = tagged[_TAG]
        if isinstance(value, bool):
            return kind == b"b" and stored == (b"1" if value else b"0")
        if not stored or kind not in (b"", b"n"):
            return False
        if isinstance(value, date):
            return not formula and self._is_moment(float(stored), (before or after or b"0").decode(), value)
        return float(stored) == float(value)

    def _text(self, cell: Raw) -> str | None:
        """Return the text of a cell; None when it holds none."""
        kind = cell[2]
        if kind == b"inlineStr":
            return unescape(_content(cell[6]))
        if kind == b"str" and cell[5]:
            return unescape(_content(cell[5][_TAG]))
        if kind == b"s" and cell[5]:
            return self._shared(int(cell[5][_TAG]))
        return None

    def _shared(self, index: int) -> str | None:
        strings = self._book.strings()
        return strings[index] if index < len(strings) else None

    def _is_moment(self, number: float, style: str, value: date) -> bool:
        """Whether a number is this day or moment, and shows as one."""
        epoch = self._book.epoch_1904
        stored = moment(number, epoch_1904=epoch)
        wanted = moment(serial(value, epoch_1904=epoch), epoch_1904=epoch)
        return stored is not None and stored == wanted and self._book.styles().is_date(style)
