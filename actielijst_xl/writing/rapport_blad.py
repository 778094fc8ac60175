"""The sheet with all findings: a table with links to the cells."""

import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actielijst_xl.messages import MESSAGES
from actielijst_xl.messages import genereren_rapport as woorden
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.writing.rapport_markering import COLOURS, Place
from actielijst_xl.writing.rapport_waarden import clean_text, set_text, sheet_title

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_INK, _TINT, _HEAD, _LINE, _WHITE = "1B365D", "E9EFF6", "2F5D8A", "C9D3DF", "FFFFFF"
_WIDTHS = (5, 15, 11, 18, 8, 24, 50, 46)
_TOP = 5  # the row of the table head
_SHOWN = 600  # of a long value; the cell itself has all of it
_LINE_HEIGHT, _MAX_HEIGHT = 14.0, 409.0
_ERNST, _CEL = 1, 4


def add_sheet(book: "Workbook", name: str, findings: Sequence[Finding], places: Mapping[int, Place]) -> None:
    """Add the sheet with the findings in front, and open the workbook on it.

    Args:
        book: The copy; it is changed.
        name: File name of the list.
        findings: In the order in which they are listed.
        places: Sheet and cell in the copy, by the number of the finding.
    """
    _deselect(book)
    sheet = book.create_sheet(sheet_title(woorden.BLAD, book.sheetnames), 0)
    book.active = 0
    rows = [_cells(number, finding, places) for number, finding in enumerate(findings)]
    _write_top(sheet, name, findings)
    _write_table(sheet, rows or [["", "", "", "", "", "", woorden.GEEN, ""]])
    for number, place in places.items():
        _link(sheet, _TOP + 1 + number, place)
    for number, finding in enumerate(findings):
        _colour(sheet, _TOP + 1 + number, finding.severity)
    _add_list_object(book, sheet, len(rows) or 1)
    _lay_out(sheet)


def _deselect(book: "Workbook") -> None:
    """Select no sheet: two selected sheets would be edited together."""
    charts: Sequence[Any] = book.chartsheets
    views = [view for sheet in book.worksheets for view in sheet.views.sheetView]
    for view in (*views, *(view for chart in charts for view in chart.sheetViews.sheetView)):
        view.tabSelected = False


def _cells(number: int, finding: Finding, places: Mapping[int, Place]) -> list[str]:
    title, address = places.get(number, (finding.sheet, finding.cell))
    return [
        str(number + 1),
        finding.severity.value.capitalize(),
        finding.code,
        title,
        address,
        clean_text(finding.value, _SHOWN),
        clean_text(finding.text, _SHOWN),
        MESSAGES[finding.code].doe,
    ]


def _write_top(sheet: "Worksheet", name: str, findings: Sequence[Finding]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    counts = Counter(finding.severity for finding in findings)
    subtitle = woorden.ONDERTITEL.format(
        bestand=name,
        fouten=counts[Severity.FOUT],
        waarschuwingen=counts[Severity.WAARSCHUWING],
        meldingen=counts[Severity.MELDING],
    )
    looks = (
        (woorden.TITEL, Font(name="Calibri", size=16, bold=True, color=_WHITE), _INK, 27),
        (subtitle, Font(name="Calibri", size=11, color=_WHITE), _INK, 18),
        (woorden.UITLEG, Font(name="Calibri", size=10, color=_INK), _TINT, 18),
    )
    for row, (text, font, fill, height) in enumerate(looks, start=1):
        for column in range(1, len(_WIDTHS) + 1):
            cell = sheet.cell(row, column)
            cell.fill = PatternFill("solid", fgColor=fill)
            cell.font = font
            cell.alignment = Alignment(vertical="center")
        set_text(sheet.cell(row, 1), text)
        sheet.row_dimensions[row].height = height


def _write_table(sheet: "Worksheet", rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    line = Side(style="thin", color=_LINE)
    border = Border(left=line, right=line, top=line, bottom=line)
    head, body = Font(name="Calibri", size=10, bold=True, color=_WHITE), Font(name="Calibri", size=10)
    wrapped = Alignment(vertical="top", wrap_text=True)
    for number, texts in enumerate((woorden.KOPPEN, *rows)):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(_TOP + number, column)
            set_text(cell, text)
            cell.font, cell.border, cell.alignment = (body if number else head), border, wrapped
            if not number:
                cell.fill = PatternFill("solid", fgColor=_HEAD)
        if number and texts[0]:
            sheet.cell(_TOP + number, 1).value = number
        _fit_row(sheet, _TOP + number, texts)


def _fit_row(sheet: "Worksheet", row: int, texts: Sequence[str]) -> None:
    """Give a row the height of its text, without fixing it.

    LibreOffice shows a row as high as the file says; Excel fits it again when a text changes, unless its
    height is marked as custom, as openpyxl always does.
    """
    from openpyxl.worksheet.dimensions import RowDimension  # noqa: PLC0415

    class FittedRow(RowDimension):
        customHeight = False  # noqa: N815  (openpyxl's name)

    lines = max(_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    height = min(lines * _LINE_HEIGHT + 4, _MAX_HEIGHT)
    sheet.row_dimensions[row] = FittedRow(sheet, index=row, ht=height)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a width is in characters of a larger font, which leaves room."""
    return sum(max(1, len(textwrap.wrap(line, width))) for line in text.split("\n"))


def _link(sheet: "Worksheet", row: int, place: Place) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    title, address = place
    quoted = title.replace("'", "''")
    cell = sheet.cell(row, _CEL + 1)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}")
    cell.font = Font(name="Calibri", size=10, color=_INK, underline="single")


def _colour(sheet: "Worksheet", row: int, severity: Severity) -> None:
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    fill, ink = COLOURS[severity]
    cell = sheet.cell(row, _ERNST + 1)
    cell.fill = PatternFill("solid", fgColor=fill)
    cell.font = Font(name="Calibri", size=10, bold=True, color=ink)


def _add_list_object(book: "Workbook", sheet: "Worksheet", rows: int) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415

    taken = {name.casefold() for other in book.worksheets for name in other.tables}
    taken |= {name.casefold() for name in book.defined_names}
    name, number = woorden.BLAD, 1
    while name.casefold() in taken:
        number += 1
        name = f"{woorden.BLAD}_{number}"
    area = f"A{_TOP}:{get_column_letter(len(_WIDTHS))}{_TOP + rows}"
    table = Table(displayName=name, name=name, ref=area, comment=woorden.TABEL_UITLEG)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _lay_out(sheet: "Worksheet") -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{_TOP + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.tabSelected = True
    sheet.sheet_properties.tabColor = _INK
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{_TOP}:{_TOP}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.7, 0.3
    footer: Any = sheet.oddFooter
    footer.right.text = woorden.VOETTEKST
