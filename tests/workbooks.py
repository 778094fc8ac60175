"""The one builder of small workbooks for tests: from plain tables in the test to the bytes of a file."""

import csv
import io
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter

Table = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Formula:
    """A formula with the value that the file says it has; an error such as `#REF!` is a value too."""

    text: str
    value: object = 0


def xlsx(
    sheets: Mapping[str, Table] | Table,
    *,
    merged: Mapping[str, str] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_cols: Sequence[str] = (),
    states: Mapping[str, str] | None = None,
    date1904: bool = False,
    chart_sheet: str = "",
) -> bytes:
    """Return an .xlsx with these tables, each written from A1.

    Args:
        sheets: Table by sheet name, or one table (sheet `Lijst`); None = no cell, "" = a padded blank cell.
        merged: On the first sheet: text by range, `{"A1:C1": "Titel"}`.
        hidden_rows: On the first sheet: row numbers as Excel shows them.
        hidden_cols: On the first sheet: column letters.
        states: `hidden` or `veryHidden` by sheet name.
        date1904: Count days from 1904.
        chart_sheet: Name of a chart sheet to put at the end.
    """
    tables = sheets if isinstance(sheets, Mapping) else {"Lijst": sheets}
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": date1904})
    formats = {
        date: book.add_format({"num_format": "dd-mm-yyyy"}),
        datetime: book.add_format({"num_format": "dd-mm-yyyy hh:mm"}),
        time: book.add_format({"num_format": "hh:mm"}),
        timedelta: book.add_format({"num_format": "[h]:mm"}),
    }
    pad = book.add_format({"bg_color": "#EEEEEE"})
    for number, (name, table) in enumerate(tables.items()):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(table):
            for col, cell in enumerate(cells):
                _write(sheet, row, col, cell, formats, pad)
        if number == 0:
            _lay_out(sheet, merged or {}, hidden_rows, hidden_cols)
    _hide(book, states or {})
    if chart_sheet:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{next(iter(tables))}'!$A$1:$A$2"})
        book.add_chartsheet(chart_sheet).set_chart(chart)
    book.close()
    return buffer.getvalue()


def _hide(book, states):
    for sheet in book.worksheets():
        match states.get(sheet.get_name()):
            case "hidden":
                sheet.hide()
            case "veryHidden":
                sheet.very_hidden()
    # XlsxWriter shows the active sheet whatever was asked, so a visible one has to be active.
    visible = [sheet for sheet in book.worksheets() if sheet.get_name() not in states]
    if visible:
        visible[0].activate()


def _write(sheet, row, col, cell, formats, pad):
    match cell:
        case None:
            return
        case "":
            sheet.write_blank(row, col, None, pad)
        case Formula():
            sheet.write_formula(row, col, cell.text, None, cell.value)
        case bool():
            sheet.write_boolean(row, col, cell)
        case int() | float():
            sheet.write_number(row, col, cell)
        case datetime() | date() | time() | timedelta():
            sheet.write_datetime(row, col, cell, formats[type(cell)])
        case _:
            sheet.write_string(row, col, str(cell))


def _lay_out(sheet, merged, hidden_rows, hidden_cols):
    for area, text in merged.items():
        sheet.merge_range(area, text)
    for row in hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for col in hidden_cols:
        sheet.set_column(f"{col}:{col}", None, None, {"hidden": True})


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def raw_xlsx_parts(
    sheet_data: str, *, strings: str = "", workbook_pr: str = "", strict: bool = False, prefix: str = ""
) -> dict[str, bytes]:
    """Return the parts of a package with one sheet `Blad` around literal XML, for odd cells.

    Args:
        sheet_data: What stands inside `<worksheet>`; with `prefix`, written with that prefix.
        strings: What stands inside `<sst>`.
        workbook_pr: What stands before `<sheets>` in the workbook.
        strict: Use the namespaces of Strict Open XML.
        prefix: Namespace prefix of every element.
    """
    main, rel = (STRICT_MAIN, STRICT_REL) if strict else (_MAIN, _REL)
    p = f"{prefix}:" if prefix else ""
    ns = f'xmlns:{prefix}="{main}"' if prefix else f'xmlns="{main}"'
    xfs = "".join(f'<{p}xf numFmtId="{n}"/>' for n in (0, 14, 22, 46, 20))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _rels({"rId1": (f"{rel}/officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<{p}workbook {ns} xmlns:r="{rel}">{workbook_pr}<{p}sheets>'
        f'<{p}sheet name="Blad" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": _rels(
            {
                "rId1": (f"{rel}/worksheet", "worksheets/sheet1.xml"),
                "rId2": (f"{rel}/styles", "styles.xml"),
                "rId3": (f"{rel}/sharedStrings", "sharedStrings.xml"),
            }
        ),
        "xl/styles.xml": f"<{p}styleSheet {ns}><{p}cellXfs>{xfs}</{p}cellXfs></{p}styleSheet>",
        "xl/sharedStrings.xml": f"<{p}sst {ns}>{strings}</{p}sst>",
        "xl/worksheets/sheet1.xml": f"<{p}worksheet {ns}>{sheet_data}</{p}worksheet>",
    }
    return {name: text.encode() for name, text in parts.items()}


def _rels(targets: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, (kind, to) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a zip with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def raw_xlsx(sheet_data: str, **options) -> bytes:
    """Return `raw_xlsx_parts` as a file; `<c .../>` cells may be given without row and sheetData."""
    if not sheet_data.lstrip().startswith(("<sheetData", "<dimension", "<cols", "<x:", "<sheetFormatPr")):
        sheet_data = f'<sheetData><row r="1">{sheet_data}</row></sheetData>'
    return zipped(raw_xlsx_parts(sheet_data, **options))


def csv_bytes(table: Table, *, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return the table as CSV, as Excel would write it: CRLF, quotes where needed."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(table)
    return buffer.getvalue().encode(encoding)


def converted(data: bytes, to: str, folder: Path) -> bytes:
    """Return an .xlsx as LibreOffice saves it in another format (`ods`, `xls`, `xlsx`, `csv`).

    Args:
        data: The bytes of the .xlsx.
        to: Extension of the other format.
        folder: A folder of this test alone; LibreOffice keeps its profile there too.
    """
    source = folder / "bron.xlsx"
    source.write_bytes(data)
    out = folder / "uit"
    profile = (folder / "profiel").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
    subprocess.run(
        [*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=120
    )
    return (out / f"bron.{to}").read_bytes()
