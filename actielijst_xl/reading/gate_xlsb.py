"""Counts in the binary parts of an xlsb (records of BIFF12)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from actielijst_xl.reading.gate_limits import LAST_COLUMN, LAST_ROW, Limits, refuse
from actielijst_xl.reading.gate_part import Box

_ROW, _BLANK, _NAME, _BUNDLE_SHEET, _BEGIN_STRINGS = 0, 1, 39, 156, 159
_CELLS = frozenset({*range(1, 12), 62})


@dataclass(slots=True, kw_only=True)
class Sheet12:
    """What is counted in one binary sheet."""

    cells: int = 0
    rows: int = 0
    box: Box = field(default_factory=Box)


def examine_sheet12(content: bytes, file: str, limits: Limits) -> Sheet12:
    """Count rows and cells of a binary sheet.

    Raises:
        Refused: Damaged, a cell outside every sheet, or too many cells.
    """
    sheet, row = Sheet12(), 0
    for kind, body in _records(content, file):
        if kind != _ROW and kind not in _CELLS:
            continue
        if len(body) < 4:
            refuse("XA-L140", file)
        (number,) = struct.unpack_from("<L", body)
        if number >= (LAST_ROW if kind == _ROW else LAST_COLUMN):
            refuse("XA-L140", file)
        if kind == _ROW:
            row = number + 1
            sheet.rows += 1
            continue
        sheet.cells += 1
        if kind != _BLANK:
            sheet.box.add(row, number + 1)
        if sheet.cells > limits.cells:
            refuse("XA-L124", file, grens=limits.cells)
    return sheet


def examine_strings12(content: bytes, file: str) -> int:
    """Return how many shared strings the part says it has."""
    for kind, body in _records(content, file):
        if kind == _BEGIN_STRINGS and len(body) >= 8:
            first, second = struct.unpack_from("<2L", body)
            return max(int(first), int(second))
    return 0


def workbook12(content: bytes, file: str, limits: Limits) -> tuple[list[tuple[str, str]], int]:
    """Return the sheets as (name, relation), and the number of defined names.

    Raises:
        Refused: Damaged, or too many sheets.
    """
    sheets: list[tuple[str, str]] = []
    names = 0
    for kind, body in _records(content, file):
        names += kind == _NAME
        if kind == _BUNDLE_SHEET:
            relation, at = _wide_text(body, 8, file)
            name, _ = _wide_text(body, at, file)
            sheets.append((name, relation))
            if len(sheets) > limits.sheets:
                refuse("XA-L133", file, grens=limits.sheets)
    return sheets, names


def _wide_text(body: memoryview, at: int, file: str) -> tuple[str, int]:
    if at + 4 > len(body):
        refuse("XA-L140", file)
    (length,) = struct.unpack_from("<L", body, at)
    end = at + 4 + 2 * length
    if end > len(body):
        refuse("XA-L140", file)
    return bytes(body[at + 4 : end]).decode("utf-16-le", "replace"), end


def _records(content: bytes, file: str) -> Iterator[tuple[int, memoryview]]:
    view, at = memoryview(content), 0
    while at < len(view):
        kind, at = _number(view, at, 2, file)
        length, at = _number(view, at, 4, file)
        if at + length > len(view):
            refuse("XA-L140", file)
        yield kind, view[at : at + length]
        at += length


def _number(view: memoryview, at: int, most: int, file: str) -> tuple[int, int]:
    """Return a number written in seven bits per byte, and where it ends."""
    value = 0
    for n in range(most):
        if at + n >= len(view):
            refuse("XA-L140", file)
        byte = view[at + n]
        value |= (byte & 0x7F) << (7 * n)
        if not byte & 0x80:
            return value, at + n + 1
    return value, at + most
