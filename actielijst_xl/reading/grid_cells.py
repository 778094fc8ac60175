"""Cells that hold something which no workbook can keep, or which shows something else than it says.

Such a cell is set aside with a reason: it counts as unreadable, so nothing of it is taken over and it never
looks blank. The other cells of the file are read as usual.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from actielijst_xl.model.address import Cell, address
from actielijst_xl.model.document import Scalar
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.grid import Grid, Sheet

LONGEST: Final = 32_767  # UTF-16 units that a cell of Excel keeps
MOST_FINDINGS: Final = 100  # of one kind and file; the last one says that there are more

SIGNS, LENGTH, NUMBER = "XA-L192", "XA-L193", "XA-L194"
_REASONS: Final = {SIGNS: "verborgen tekens", LENGTH: "te lange tekst", NUMBER: "geen getal"}
_CONTROL: Final = bytes(n for n in range(32) if n not in (9, 10, 11, 12, 13)) + b"\x7f"
# Marks that show text in another order than it is stored, and code points that are no characters. Marks that
# only lean one way (U+200E, U+200F) come along with honest pasting and are left alone.
_MARKS: Final = tuple(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF)))


def set_aside(grid: Grid) -> Grid:
    """Return the grid with every cell that can't be used counted as unreadable, and told."""
    sheets, findings = [], []
    for sheet in grid.sheets:
        odd = dict(_odd_cells(sheet.rows))
        sheets.append(_without(sheet, odd) if odd else sheet)
        findings += [_finding(code, grid.file, sheet, cell) for cell, code in odd.items()]
    if not findings:
        return grid
    return replace(grid, sheets=tuple(sheets), findings=(*grid.findings, *_bounded(findings)))


def _odd_cells(rows: Sequence[Sequence[Scalar]]) -> Iterator[tuple[Cell, str]]:
    """The cells that can't be used. All texts together are looked at first: most sheets have none."""
    if not _is_suspect(rows):
        return
    for row, values in enumerate(rows):
        for col, value in enumerate(values):
            if isinstance(value, str) and (code := _wrong_text(value)):
                yield (row, col), code
            elif isinstance(value, float) and not math.isfinite(value):
                yield (row, col), NUMBER


def _is_suspect(rows: Sequence[Sequence[Scalar]]) -> bool:
    values = list(filter(None, chain.from_iterable(rows)))  # neither blanks nor zeros are ever odd
    texts = [value for value in values if value.__class__ is str]
    if len(texts) < len(values):
        total = sum(value for value in values if value.__class__ is float)  # one NaN is enough
        if not math.isfinite(total):
            return True
    together = "\n".join(texts)
    is_long = len(together) > LONGEST // 2 and max(map(len, texts)) > LONGEST // 2
    return is_long or _has_signs(together)


def _has_signs(text: str) -> bool:
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates
        return True
    if len(data.translate(None, _CONTROL)) != len(data):
        return True
    return not text.isascii() and any(mark in text for mark in _MARKS)


def _wrong_text(text: str) -> str:
    if _has_signs(text):
        return SIGNS
    return LENGTH if len(text.encode("utf-16-le")) > 2 * LONGEST else ""


def _without(sheet: Sheet, odd: dict[Cell, str]) -> Sheet:
    rows = [list(row) for row in sheet.rows]
    for row, col in odd:
        rows[row][col] = None
    reasons = {cell: _REASONS[code] for cell, code in odd.items()}
    return replace(sheet, rows=rows, unreadable={**sheet.unreadable, **reasons})


def _finding(code: str, file: str, sheet: Sheet, cell: Cell) -> Finding:
    row, col = cell
    shown = "".join(c if c.isprintable() else "?" for c in str(sheet.rows[row][col])[:60])
    return Finding(
        code=code,
        severity=Severity.WAARSCHUWING,
        file=file,
        sheet=sheet.name,
        cell=address(row, col),
        value=shown,
    )


def _bounded(findings: Sequence[Finding]) -> Iterator[Finding]:
    yield from findings[:MOST_FINDINGS]
    if len(findings) > MOST_FINDINGS:
        last, more = findings[-1], str(len(findings) - MOST_FINDINGS)
        yield Finding(code="XA-L195", severity=last.severity, file=last.file, details={"aantal": more})
