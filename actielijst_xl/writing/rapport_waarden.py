"""A copy of the values of a list, for a file whose layout can't be copied."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from actielijst_xl.model.document import Scalar, display

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_TEXT = 32_767
_WIDTHS = range(9, 46)


def sheet_title(wanted: str, taken: Sequence[str]) -> str:
    """Return `wanted` as a name that Excel accepts and that differs from `taken`, whatever the case."""
    title = _FORBIDDEN.sub("_", wanted).strip("' ")[:31] or "Blad"
    used = {name.casefold() for name in (*taken, "history")}
    number = 1
    result = title
    while result.casefold() in used:
        number += 1
        result = f"{title[: 31 - len(str(number)) - 3]} ({number})"
    return result


def clean_text(text: str, limit: int = _MAX_TEXT) -> str:
    """Return `text` as a cell or a note can hold it: without control characters, at most `limit` long."""
    plain = _NO_XML.sub("", text)
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"


def set_text(cell: "Cell | MergedCell", text: str) -> None:
    """Write text that stays text, also when it looks like a formula or an error value."""
    if text:
        cell.value = clean_text(text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "#"))


def copy_of_values(
    sheets: Sequence[tuple[str, Sequence[Sequence[Scalar]]]],
) -> tuple["Workbook", dict[str, str]]:
    """Return a workbook with these values, and its sheet names by the names that were asked for."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    names: dict[str, str] = {}
    for name, rows in sheets:
        names[name] = sheet_title(name, book.sheetnames)
        _fill(book.create_sheet(names[name]), rows)
    return book, names


def _fill(sheet: "Worksheet", rows: Sequence[Sequence[Scalar]]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    widest: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for column, raw in enumerate(row, start=1):
            if raw is None:
                continue
            _write(sheet.cell(number, column), raw)
            longest = max(map(len, display(raw).splitlines()), default=0)
            widest[column] = max(widest.get(column, 0), longest)
    for column, width in widest.items():
        fitting = min(max(width + 2, _WIDTHS[0]), _WIDTHS[-1])
        sheet.column_dimensions[get_column_letter(column)].width = fitting
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0


def _write(cell: "Cell | MergedCell", raw: Scalar) -> None:
    if isinstance(raw, str):
        set_text(cell, raw)
    elif isinstance(raw, date) and raw.year < 1900:  # Excel has no such day
        set_text(cell, display(raw))
    else:
        cell.value = raw
    if isinstance(raw, date):
        cell.number_format = "dd\\-mm\\-yyyy hh:mm" if isinstance(raw, datetime) else "dd\\-mm\\-yyyy"
