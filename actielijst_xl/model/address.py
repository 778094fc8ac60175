"""Cell addresses: `C9` <-> (row 8, column 2), both counted from zero."""

import re
from functools import cache

MAX_ROWS = 1_048_576
MAX_COLS = 16_384

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Cell = tuple[int, int]
Range = tuple[Cell, Cell]


@cache
def column_letters(col: int) -> str:
    """Return the letters of a column counted from zero: 0 -> `A`, 26 -> `AA`."""
    letters = ""
    rest = col + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@cache
def column_index(letters: str) -> int:
    """Return the column of `letters`, counted from zero: `A` -> 0, `aa` -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def address(row: int, col: int) -> str:
    """Return the address of a cell counted from zero: (8, 2) -> `C9`."""
    return f"{column_letters(col)}{row + 1}"


def row_of(cell: str) -> str:
    """Return the row of an address as it is written: `C9` -> `9`; "" for what names no row."""
    return cell.lstrip(_LETTERS)


def parse_address(text: str) -> Cell:
    """Return (row, column), counted from zero, of an address such as `C9` or `$C$9`.

    Raises:
        ValueError: It is no address, or lies outside a sheet.
    """
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a cell address: {text!r}")
    cell = int(match.group(2)) - 1, column_index(match.group(1))
    if cell[0] >= MAX_ROWS or cell[1] >= MAX_COLS:
        raise ValueError(f"outside a sheet: {text!r}")
    return cell


def range_address(area: Range) -> str:
    """Return `A1:C3` for a range, or `A1` for one cell."""
    first, last = (address(*cell) for cell in area)
    return first if first == last else f"{first}:{last}"


def parse_range(text: str) -> Range:
    """Return the (first, last) cell of `A1:C3` or `A1`.

    Raises:
        ValueError: It is no range of cells.
    """
    first, _, last = text.partition(":")
    return parse_address(first), parse_address(last or first)
