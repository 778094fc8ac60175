"""Workbooks with what officials add: after an edit everything else has the same bytes.

Every workbook is made here by a program (XlsxWriter, openpyxl, PyExcelerate, LibreOffice; excelize in
`test_package_fidelity_excelize`), or by hand where no program at hand makes the feature; none is taken from
elsewhere.
"""

import io
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, IconSetRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from actielijst_xl.package.edits import AppendRows, SetCell, SetCore
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import patch
from tests.packages import (
    MAIN,
    REL,
    converted,
    fiche_book,
    handmade,
    members,
    needs_soffice,
    raw_members,
    relationships,
)

Sheet = xlsxwriter.worksheet.Worksheet
Book = xlsxwriter.Workbook


def png() -> io.BytesIO:
    """Return a picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


def chart(book: Book, sheet: Sheet) -> None:
    made = book.add_chart({"type": "column"})
    made.add_series(
        {"values": "=Blad!$A$1:$A$3", "data_labels": {"value": True}, "trendline": {"type": "linear"}}
    )
    sheet.insert_chart("E2", made, {"description": "alt"})


def combined_chart(book: Book, sheet: Sheet) -> None:
    bars, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    bars.add_series({"values": "=Blad!$A$1:$A$3"})
    line.add_series({"values": "=Blad!$A$1:$A$3", "y2_axis": True})
    bars.combine(line)
    sheet.insert_chart("E2", bars)


def chartsheet(book: Book, sheet: Sheet) -> None:
    made = book.add_chart({"type": "pie"})
    made.add_series({"values": "=Blad!$A$1:$A$3"})
    book.add_chartsheet("Grafiek").set_chart(made)


def image(book: Book, sheet: Sheet) -> None:
    sheet.insert_image(
        "E2", "dot.png", {"image_data": png(), "description": "alt", "url": "https://example.org"}
    )


def image_in_cell(book: Book, sheet: Sheet) -> None:
    sheet.embed_image("E2", "dot.png", {"image_data": png()})


def background(book: Book, sheet: Sheet) -> None:
    sheet.set_background(png())


def shape(book: Book, sheet: Sheet) -> None:
    sheet.insert_textbox("E2", "let op", {"textlink": "=$A$1", "fill": {"color": "yellow"}})


def button(book: Book, sheet: Sheet) -> None:
    sheet.insert_button("E2", {"macro": "doe", "caption": "Klik"})


def checkbox(book: Book, sheet: Sheet) -> None:
    sheet.insert_checkbox("E2", True)


def note(book: Book, sheet: Sheet) -> None:
    sheet.write_comment("A2", "let op", {"author": "Jan", "visible": True})


def sparkline(book: Book, sheet: Sheet) -> None:
    sheet.add_sparkline("E1", {"range": "Blad!A1:A3", "markers": True})


def x14_rules(book: Book, sheet: Sheet) -> None:
    sheet.conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
    sheet.conditional_format("A1:A9", {"type": "icon_set", "icon_style": "3_arrows"})


def rich_text(book: Book, sheet: Sheet) -> None:
    sheet.write_rich_string("E2", "gewoon ", book.add_format({"bold": True, "font_color": "red"}), "vet")


def table(book: Book, sheet: Sheet) -> None:
    columns = [{"header": "a"}, {"header": "b", "formula": "=[@a]*2", "total_function": "sum"}]
    sheet.add_table("E5:F9", {"columns": columns, "total_row": True, "style": "Table Style Light 11"})


def filter_and_sort(book: Book, sheet: Sheet) -> None:
    sheet.autofilter("E1:F9")
    sheet.filter_column("E", "x > 1")


def freeze_and_zoom(book: Book, sheet: Sheet) -> None:
    sheet.freeze_panes(1, 2)
    sheet.set_zoom(85)
    sheet.set_selection("B3:C4")


def print_settings(book: Book, sheet: Sheet) -> None:
    sheet.set_header("&L&G", {"image_left": "dot.png", "image_data_left": png()})
    sheet.set_footer("&RPagina &P van &N")
    sheet.print_area("A1:D40")
    sheet.repeat_rows(0)
    sheet.set_h_pagebreaks([20])
    sheet.fit_to_pages(1, 0)


def grouped_rows(book: Book, sheet: Sheet) -> None:
    sheet.set_row(4, 30, None, {"level": 1, "hidden": True})
    sheet.set_row(5, None, None, {"collapsed": True})
    sheet.set_column("C:D", 40, book.add_format({"italic": True}), {"level": 1})


def protection(book: Book, sheet: Sheet) -> None:
    sheet.protect("geheim", {"sort": True})
    sheet.unprotect_range("E1:E5", "Invulvak")


def validations(book: Book, sheet: Sheet) -> None:
    sheet.data_validation("E1:E9", {"validate": "list", "source": "=$A$1:$A$3", "input_message": "kies"})
    sheet.data_validation("F1", {"validate": "date", "criteria": ">", "value": date(2026, 1, 1)})


def dynamic_arrays(book: Book, sheet: Sheet) -> None:
    sheet.write_dynamic_array_formula("E1", "=UNIQUE(A1:A3)")
    sheet.write_array_formula("F1:F3", "{=A1:A3*2}")


def names_and_ignored_errors(book: Book, sheet: Sheet) -> None:
    book.define_name("Tarief", "=Blad!$A$1")
    book.define_name("Blad!Lokaal", "=Blad!$A$2")
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})


def links(book: Book, sheet: Sheet) -> None:
    sheet.write_url("E1", "https://example.org/a?b=c&d", string="site", tip="tip")
    sheet.write_url("E2", "internal:'Blad'!A1")
    sheet.write_url("E3", "external:map/ander.xlsx#Blad!A1")


def hidden_sheets(book: Book, sheet: Sheet) -> None:
    book.add_worksheet("verborgen").hide()
    book.add_worksheet("diep").very_hidden()
    sheet.set_tab_color("red")


FEATURES = [
    chart, combined_chart, chartsheet, image, image_in_cell, background, shape, button, checkbox, note,
    sparkline,
    x14_rules, rich_text, table, filter_and_sort, freeze_and_zoom, print_settings, grouped_rows, protection,
    validations, dynamic_arrays, names_and_ignored_errors, links, hidden_sheets,
]  # fmt: skip


def by_xlsxwriter(feature: Callable[[Book, Sheet], None]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Blad")
    sheet.write_column("A1", [1, 2, "drie"])
    feature(book, sheet)
    book.close()
    return buffer.getvalue()


def by_openpyxl() -> dict[str, bytes]:
    """Return workbooks with features as openpyxl writes them."""
    return {
        "openpyxl chart": saved(lambda s: s.add_chart(bar(s), "E2")),
        "openpyxl note": saved(lambda s: setattr(s["A2"], "comment", Comment("let op", "Jan"))),
        "openpyxl rules": saved(openpyxl_rules),
        "openpyxl merges": saved(lambda s: s.merge_cells("E1:F2")),
        "openpyxl table": saved(openpyxl_table),
        "openpyxl validation": saved(
            lambda s: s.add_data_validation(DataValidation("list", '"a,b"', sqref="E1:E9"))
        ),
        "openpyxl print": saved(openpyxl_print),
        "openpyxl views": saved(lambda s: setattr(s.sheet_view, "showGridLines", False)),
    }


def saved(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Blad"
    for value in (1, 2, "drie"):
        sheet.append([value])
    change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bar(sheet) -> BarChart:
    made = BarChart()
    made.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
    return made


def openpyxl_rules(sheet) -> None:
    colours = ColorScaleRule(start_type="min", end_type="max", start_color="FF0000", end_color="00FF00")
    sheet.conditional_formatting.add("A1:A9", colours)
    sheet.conditional_formatting.add("A1:A9", IconSetRule("3Arrows", "percent", [0, 33, 67]))


def openpyxl_table(sheet) -> None:
    sheet["E1"], sheet["F1"] = "a", "b"
    sheet.add_table(Table(displayName="T", ref="E1:F4"))


def openpyxl_print(sheet) -> None:
    sheet.print_title_rows = "1:2"
    sheet.oddHeader.center.text = "&F"
    sheet.page_setup.orientation = "landscape"


def extra_part(name: str, kind: str, xml: str, more: dict[str, str] | None = None) -> bytes:
    """Return a workbook whose sheet is related to one more part that no program here writes."""
    return handmade(
        sheets={"Blad": f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetData/></worksheet>'},
        extra={
            name: xml,
            "xl/worksheets/_rels/sheet1.xml.rels": relationships({"rId1": f"{kind} /{name}"}),
            **(more or {}),
        },
    )


def by_hand() -> dict[str, bytes]:
    """Return workbooks with parts that only Excel writes."""
    location = '<location ref="H1:I5"/>'
    pivot = f'<pivotTableDefinition xmlns="{MAIN}" name="P">{location}</pivotTableDefinition>'
    threads = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    )
    slicer = '<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"/>'
    external = f'<externalLink xmlns="{MAIN}"/>'
    custom = '<eigen xmlns="urn:eigen"><x>1</x></eigen>'
    view = '<customWorkbookView name="Jan" guid="{1}" activeSheetId="1"/>'
    views = f"<customWorkbookViews>{view}</customWorkbookViews>"
    return {
        "pivot": extra_part("xl/pivotTables/pivotTable1.xml", "pivotTable", pivot),
        "threaded comments": extra_part("xl/threadedComments/t1.xml", "threadedComment", threads),
        "slicer": extra_part("xl/slicers/slicer1.xml", "slicer", slicer),
        "printer settings": extra_part("xl/printerSettings/p1.xml", "printerSettings", "\0binair"),
        "external link": handmade(
            extra={"xl/externalLinks/e1.xml": external}, rels={"rIdE": "externalLink externalLinks/e1.xml"}
        ),
        "custom xml": handmade(
            extra={"customXml/item1.xml": custom}, rels={"rIdX": "customXml ../customXml/item1.xml"}
        ),
        "custom views": handmade(workbook=views),
        "macros": handmade(
            extra={"xl/vbaProject.xml": "\0\1macro"}, rels={"rIdV": "vbaProject vbaProject.xml"}
        ),
    }


WORKBOOKS = {
    **{f"xlsxwriter {feature.__name__}": by_xlsxwriter(feature) for feature in FEATURES},
    **by_openpyxl(),
    **{f"handmade {name}": package for name, package in by_hand().items()},
}
MOMENT = datetime(2026, 11, 2, tzinfo=UTC)
EDITS = [
    SetCell(sheet="Blad", cell="B60", value="nieuw"),
    SetCell(sheet="Blad", cell="C60", value=date(2027, 3, 1)),
    SetCell(sheet="Blad", cell="D60", value=12.5),
]


def sheet_part(package: bytes) -> str:
    names = [name for name in members(package) if name.startswith("xl/worksheets/sheet")]
    return min(names)


def without_row(xml: bytes) -> bytes:
    """Return the sheet in canonical form, without the new row and the size hint."""
    root = etree.fromstring(xml)
    for element in [
        *root.iter("{*}dimension"),
        *(row for row in root.iter("{*}row") if row.get("r") == "60"),
    ]:
        element.getparent().remove(element)
    return etree.tostring(root, method="c14n")


def check(package: bytes) -> None:
    after = patch(package, EDITS)
    old, new = raw_members(package), raw_members(after)
    name = sheet_part(package)
    assert list(old) == list(new)
    assert {key for key in old if old[key] != new[key]} <= {name, "xl/styles.xml"}
    assert without_row(members(package)[name]) == without_row(members(after)[name])
    read = (
        CalamineWorkbook.from_filelike(io.BytesIO(after))
        .get_sheet_by_name("Blad")
        .to_python(skip_empty_area=False)
    )
    assert read[59][1:4] == ["nieuw", date(2027, 3, 1), 12.5]


def test_there_are_enough_workbooks():
    assert len(WORKBOOKS) >= 30


@pytest.mark.parametrize("name", WORKBOOKS)
def test_an_edit_leaves_everything_else_as_it_was(name):
    check(WORKBOOKS[name])


@pytest.mark.parametrize("name", [name for name in WORKBOOKS if not name.startswith("handmade")])
def test_the_lint_has_nothing_against_an_honest_workbook(name):
    assert lint(WORKBOOKS[name]) == ()


def test_a_workbook_of_another_program_is_edited():
    excelerate = pytest.importorskip("pyexcelerate", reason="PyExcelerate is not installed")
    buffer = io.BytesIO()
    book = excelerate.Workbook()
    sheet = book.new_sheet("Blad", data=[[1, "twee", date(2026, 1, 1)], [3, 4, 5]])
    sheet.set_cell_style(1, 1, excelerate.Style(font=excelerate.Font(bold=True)))
    book.save(buffer)
    assert lint(buffer.getvalue()) == ()
    check(buffer.getvalue())


def test_who_and_when_changes_only_the_core_properties():
    package = WORKBOOKS["xlsxwriter chart"]
    after = patch(package, [SetCore(modified=MOMENT, last_modified_by="xl-actielijst")])
    old, new = raw_members(package), raw_members(after)
    assert {key for key in old if old[key] != new[key]} == {"docProps/core.xml"}


@pytest.mark.libreoffice
@needs_soffice
@pytest.mark.parametrize(
    "name",
    [
        "xlsxwriter chart",
        "xlsxwriter table",
        "xlsxwriter note",
        "xlsxwriter x14_rules",
        "xlsxwriter print_settings",
    ],
)
def test_a_workbook_saved_by_libreoffice_is_edited(name, tmp_path):
    package = converted(WORKBOOKS[name], tmp_path)
    assert lint(package) == ()
    check(package)


@pytest.mark.libreoffice
@needs_soffice
def test_libreoffice_shows_the_new_values_beside_what_was_there(tmp_path):
    package = patch(WORKBOOKS["xlsxwriter rich_text"], EDITS)
    text = converted(package, tmp_path, "csv").decode()
    assert "gewoon vet" in text
    assert ",nieuw," in text
    assert ",12.5," in text


@pytest.mark.libreoffice
@needs_soffice
def test_our_own_layout_saved_by_libreoffice_takes_rows(tmp_path):
    package = converted(fiche_book(), tmp_path)
    rows = tuple((f"t{number}", "01", number, "w") for number in range(7))
    after = patch(package, [AppendRows(table="Logboek", rows=rows)])
    book = CalamineWorkbook.from_filelike(io.BytesIO(after))
    log = book.get_sheet_by_name("Logboek").to_python(skip_empty_area=False)
    assert [row[0] for row in log[3:10]] == [row[0] for row in rows]
    assert lint(after) == ()
