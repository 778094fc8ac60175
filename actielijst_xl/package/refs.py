"""Addresses, ranges and the references inside formulas (A1 notation)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

MAX_ROW = 1_048_576
MAX_HEIGHT_PT = 409.5
MAX_COL = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]{1,7}):\$?([0-9]{1,7})")

# Strings, quoted names and [..] parts of a formula are skipped as a whole: what looks like an address in
# there is none.
_OPAQUE = r"(?P<opaque>\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'!?|\[(?:[^\[\]]|\[[^\]]*\])*\])"
_BEFORE = r"(?<![\w.\\$])"
_REFERENCE = re.compile(
    _OPAQUE
    + rf"|{_BEFORE}(?P<cols>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})(?![\w.(!])"
    + rf"|{_BEFORE}(?P<rows>\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})(?![\w.(!])"
    + rf"|{_BEFORE}(?P<cell>\$?[A-Za-z]{{1,3}}\$?[1-9][0-9]{{0,6}})(?![\w.(!\[])"
)
_RANGE = re.compile(
    r"(?P<text>\"(?:[^\"]|\"\")*\")|(?P<sheet>'(?:[^']|'')*'|(?<![\w.\]'])[\w.]+)!"
    r"(?P<range>\$?[A-Za-z]{1,3}\$?[0-9]+:\$?[A-Za-z]{1,3}\$?[0-9]+)(?![\w.(!\[])"
)
_PARTS = re.compile(r"(\$?)([A-Za-z]+|[0-9]+)")


@lru_cache(maxsize=MAX_COL)
def column_name(number: int) -> str:
    """Return the letters of column `number` (1 = A)."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COL)
def column_number(letters: str) -> int:
    """Return the number of the column `letters` (A = 1)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, col: int) -> str:
    """Return the A1 address of a cell."""
    return f"{column_name(col)}{row}"


@lru_cache(maxsize=65_536)
@lru_cache(maxsize=8_192)  # the same addresses on a thousand sheets
def parse_cell(text: str) -> tuple[int, int]:
    """Return (row, column) of an A1 address.

    Raises:
        ValueError: It is no address, or lies outside a sheet.
    """
    match = _CELL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    row, col = int(match[2]), column_number(match[1])
    if not (1 <= row <= MAX_ROW and 1 <= col <= MAX_COL):
        raise ValueError(text)
    return row, col


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of cells, all four sides inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def single(self) -> bool:
        """Whether it is one cell."""
        return (self.top, self.left) == (self.bottom, self.right)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the box of `A1`, `A1:B2`, `A:B` or `1:2`.

        Raises:
            ValueError: It is no range, or lies outside a sheet.
        """
        if match := _COLUMNS.fullmatch(text):
            return cls(top=1, bottom=MAX_ROW, left=column_number(match[1]), right=column_number(match[2]))
        if match := _ROWS.fullmatch(text):
            return cls(top=int(match[1]), bottom=int(match[2]), left=1, right=MAX_COL)
        first, _, last = text.partition(":")
        (top, left), (bottom, right) = parse_cell(first), parse_cell(last or first)
        if bottom < top or right < left:
            raise ValueError(text)
        return cls(top=top, left=left, bottom=bottom, right=right)

    def __str__(self) -> str:
        first, last = address(self.top, self.left), address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, col: int) -> bool:
        """Tell whether the cell lies in the box."""
        return self.top <= row <= self.bottom and self.left <= col <= self.right

    def meets(self, other: "Box") -> bool:
        """Tell whether the boxes share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def _moved(part: str, rows: int, cols: int) -> str:
    """Shift one address; an absolute row or column stays."""
    out = []
    for dollar, name in _PARTS.findall(part):
        is_row = name.isdigit()
        number = int(name) if is_row else column_number(name)
        number += 0 if dollar else (rows if is_row else cols)
        if not 1 <= number <= (MAX_ROW if is_row else MAX_COL):
            return "#REF!"
        out.append(dollar + (str(number) if is_row else column_name(number)))
    return "".join(out)


def translate(formula: str, *, rows: int, cols: int) -> str:
    """Return `formula` as it reads in a cell `rows` lower and `cols` to the right."""

    def move(match: re.Match[str]) -> str:
        if match["opaque"] is not None:
            return match[0]
        parts = [_moved(part, rows, cols) for part in match[0].split(":")]
        return "#REF!" if "#REF!" in parts else ":".join(parts)

    return _REFERENCE.sub(move, formula)


def map_ranges(formula: str, sheet: str, change: Callable[[Box], Box]) -> str:
    """Return `formula` with the last row of each `Sheet!A1:B2` range set to that of `change(range)`."""

    def swap(match: re.Match[str]) -> str:
        if match["text"] is not None or _unquoted(match["sheet"]).casefold() != sheet.casefold():
            return match[0]
        try:
            old = Box.parse(match["range"].replace("$", ""))
        except ValueError:
            return match[0]
        return re.sub(r"[0-9]+$", str(change(old).bottom), match[0])

    return _RANGE.sub(swap, formula)


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name
