"""What is counted in one part of a workbook, and the addresses in it."""

import re
from dataclasses import dataclass, field

from actielijst_xl.reading.gate_limits import LAST_COLUMN, LAST_ROW

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(slots=True, kw_only=True)
class Box:
    """The smallest rectangle around cells; empty at first."""

    top: int = LAST_ROW + 1
    bottom: int = 0
    left: int = LAST_COLUMN + 1
    right: int = 0

    @property
    def area(self) -> int:
        """Cells in the rectangle."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def add(self, row: int, column: int) -> None:
        """Stretch the rectangle to hold this cell."""
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)


@dataclass(slots=True, kw_only=True)
class Part:
    """What is counted in one XML part.

    Attributes:
        root: Name of the first element, without prefix; "" in a plain part.
        wide: The part is UTF-16.
        drawn: The part is only drawn, and was not parsed.
        plain: Nothing but elements and cell formats counts in it, and nothing else was looked at.
        elements: Elements.
        cells: Cells, blank ones included.
        rows: Row elements.
        box: Around the cells with content.
        merged: Cells in merged ranges.
        linked: Cells in hyperlink ranges.
        strings: Shared strings present.
        announced: The largest number of shared strings that the part says it has.
        xf: Cell formats.
    """

    root: str = ""
    wide: bool = False
    drawn: bool = False
    plain: bool = False
    elements: int = 0
    cells: int = 0
    rows: int = 0
    box: Box = field(default_factory=Box)
    merged: int = 0
    linked: int = 0
    strings: int = 0
    announced: int = 0
    xf: int = 0


class OddError(Exception):
    """An address that no sheet has."""


def place(ref: str) -> tuple[int, int]:
    """Return (row, column), from 1, of an address such as `B7`.

    Raises:
        OddError: No sheet has this address.
    """
    match = _REF.fullmatch(ref)
    if match is None:
        raise OddError(ref)
    row, column = int(match[2]), column_number(match[1])
    if not 1 <= row <= LAST_ROW or column > LAST_COLUMN:
        raise OddError(ref)
    return row, column


def column_number(letters: str) -> int:
    """Return 1 for `A`, 28 for `AB`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def area(ref: str) -> int:
    """Return how many cells a range such as `A1:C3` has."""
    first, _, last = ref.partition(":")
    top, left = place(first)
    bottom, right = place(last or first)
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)


def local(tag: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return tag.rpartition(":")[2]


def whole_number(text: str) -> int:
    """Return the number that a lenient reader could make of `text`; 0 where there is none."""
    digits = text.strip().lstrip("+")
    return int(digits[:20]) if digits.isascii() and digits.isdigit() else 0


def row_number(text: str) -> int:
    """Return the number of a row, from 1.

    Raises:
        OddError: No sheet has this row.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= LAST_ROW):
        raise OddError(text)
    return int(text)
