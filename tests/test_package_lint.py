import io
import re

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from actielijst_xl.package.faults import FaultKind
from actielijst_xl.package.lint import lint
from tests.packages import MAIN, REL, altered, converted, edited, fiche_book, handmade, members, needs_soffice

BOOK = fiche_book()
WORKBOOK, TYPES, STYLES = "xl/workbook.xml", "[Content_Types].xml", "xl/styles.xml"
FIRST, FICHE, LOG = (f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 4))
FIRST_TABLE = "xl/tables/table1.xml"
TABLE = "xl/tables/table4.xml"  # Logboek, A3:D7


def kinds(package: bytes) -> set[str]:
    return {fault.kind for fault in lint(package)}


def broken(name: str, pattern: str, new: str) -> bytes:
    """Return the workbook with the first match of a pattern in one member replaced."""
    text = members(BOOK)[name].decode()
    assert re.search(pattern, text), text[:4000]
    return altered(BOOK, {name: re.sub(pattern, new.replace("\\", r"\\"), text, count=1)})


def cells(xml: str, **more) -> bytes:
    """Return a workbook with these cells in row 1 of its only sheet."""
    return handmade(f'<row r="1">{xml}</row>', **more)


def sheet(inner: str) -> bytes:
    """Return a workbook with this inside the worksheet element."""
    return handmade(sheets={"Blad": f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{inner}</worksheet>'})


def cut(package: bytes) -> bytes:
    return package[:-30]


CHAIN = {"extra": {"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'}}
CHAIN["rels"] = {"rIdC": "calcChain calcChain.xml"}
STYLES_OVERRIDE = '<Override PartName="/xl/STYLES.xml" ContentType="x"/>'
MERGES = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
MERGED = '</sheetData><mergeCells><mergeCell ref="D7:E8"/></mergeCells>'
PROMPT = f'<dataValidation promptTitle="{"x" * 33}" '
LONG_LIST = ",".join(["x" * 20] * 13)
DATA = "<sheetData/>"

BROKEN: list[tuple[FaultKind, bytes]] = [
    (FaultKind.UNREADABLE, cut(BOOK)),
    (FaultKind.BAD_XML, edited(BOOK, FICHE, "</sheetData>", "")),
    (FaultKind.BAD_XML, broken(FICHE, "<worksheet", "<!DOCTYPE worksheet []><worksheet")),
    (FaultKind.NO_CONTENT_TYPE, altered(BOOK, {"xl/los.bin": b"x"})),
    (FaultKind.STALE_OVERRIDE, altered(BOOK, {"docProps/app.xml": None})),
    (FaultKind.DUPLICATE_OVERRIDE, edited(BOOK, TYPES, "</Types>", f"{STYLES_OVERRIDE}</Types>")),
    (FaultKind.MISSING_TARGET, altered(BOOK, {"xl/charts/chart1.xml": None})),
    (FaultKind.DUPLICATE_REL, edited(BOOK, "xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"')),
    (FaultKind.MISSING_REL, edited(BOOK, FICHE, 'r:id="rId1"', 'r:id="rId77"')),
    (FaultKind.SHEET_NAME, edited(BOOK, WORKBOOK, 'name="Logboek"', 'name="Log/boek"')),
    (FaultKind.DUPLICATE_SHEET, edited(BOOK, WORKBOOK, 'name="Logboek"', 'name="overzicht"')),
    (FaultKind.DUPLICATE_SHEET, edited(BOOK, WORKBOOK, 'sheetId="4"', 'sheetId="3"')),
    (FaultKind.NO_VISIBLE_SHEET, edited(handmade(), WORKBOOK, "<sheet ", '<sheet state="hidden" ')),
    (FaultKind.ACTIVE_TAB, edited(BOOK, WORKBOOK, "<workbookView ", '<workbookView activeTab="9" ')),
    (FaultKind.ACTIVE_TAB, edited(BOOK, WORKBOOK, "<workbookView ", '<workbookView activeTab="5" ')),
    (FaultKind.SELECTED_TABS, edited(BOOK, LOG, "<sheetView ", '<sheetView tabSelected="1" ')),
    (FaultKind.LOCAL_SHEET, edited(BOOK, WORKBOOK, 'localSheetId="4"', 'localSheetId="6"')),
    (FaultKind.DUPLICATE_NAME, edited(BOOK, WORKBOOK, 'localSheetId="4"', 'localSheetId="1"')),
    (FaultKind.CALC_CHAIN, cells('<c r="A1"><v>1</v></c>', **CHAIN)),
    (FaultKind.STYLE_PARTS, broken(STYLES, 'fontId="1"', 'fontId="99"')),
    (FaultKind.ELEMENT_ORDER, sheet(DATA + "<cols><col min='1' max='1' width='9'/></cols>")),
    (FaultKind.ELEMENT_ORDER, sheet("")),
    (FaultKind.ROW_ORDER, handmade('<row r="2"/><row r="1"/>')),
    (FaultKind.ROW_ORDER, handmade('<row r="2"/><row r="2"/>')),
    (FaultKind.ROW_HEIGHT, handmade('<row r="2" ht="500"/>')),
    (FaultKind.CELL_ORDER, cells('<c r="B1"/><c r="A1"/>')),
    (FaultKind.CELL_ORDER, cells('<c r="A1"/><c r="A1"/>')),
    (FaultKind.CELL_ORDER, cells('<c r="A2"/>')),
    (FaultKind.CELL_VALUE, cells('<c r="A1"><v>tekst</v></c>')),
    (FaultKind.CELL_VALUE, cells('<c r="A1" t="b"><v>2</v></c>')),
    (FaultKind.CELL_VALUE, cells('<c r="A1" t="d"><v>morgen</v></c>')),
    (FaultKind.CELL_VALUE, cells('<c r="A1" t="inlineStr"><v>1</v></c>')),
    (FaultKind.CELL_VALUE, cells('<c r="A1" t="tekst"><v>1</v></c>')),
    (FaultKind.TEXT_LENGTH, cells(f'<c r="A1" t="inlineStr"><is><t>{"x" * 32_768}</t></is></c>')),
    (FaultKind.SHARED_STRING, cells('<c r="A1" t="s"><v>1</v></c>', strings=["<si><t>x</t></si>"])),
    (FaultKind.STYLE_INDEX, cells('<c r="A1" s="4"/>')),
    (FaultKind.STYLE_INDEX, handmade('<row r="1" s="4" customFormat="1"/>')),
    (FaultKind.FORMULA_LENGTH, cells(f'<c r="A1"><f>{"1+" * 4100}1</f></c>')),
    (FaultKind.SHARED_FORMULA, cells('<c r="A1"><f t="shared" si="0"/></c>')),
    (FaultKind.COLUMNS, sheet("<cols><col min='1' max='3'/><col min='2' max='4'/></cols>" + DATA)),
    (FaultKind.BAD_RANGE, edited(BOOK, LOG, 'sqref="B4:B7"', 'sqref="B7:B4"')),
    (FaultKind.BAD_RANGE, sheet(DATA + '<hyperlinks><hyperlink ref="" location="x"/></hyperlinks>')),
    (FaultKind.MERGE_OVERLAP, sheet(DATA + MERGES)),
    (FaultKind.VALIDATION_LIST, broken(LOG, '<formula1>"a,b"', f'<formula1>"{LONG_LIST}"')),
    (FaultKind.VALIDATION_TEXT, edited(BOOK, LOG, "<dataValidation ", PROMPT)),
    (FaultKind.DXF_INDEX, broken(LOG, r'dxfId="\d+"', 'dxfId="50"')),
    (FaultKind.TABLE_ID, edited(BOOK, TABLE, ' id="4"', ' id="3"')),
    (FaultKind.TABLE_NAME, edited(BOOK, TABLE, 'displayName="Logboek"', 'displayName="projecten"')),
    (FaultKind.TABLE_PARTS, broken(LOG, r"<tableParts.*</tableParts>", "")),
    (FaultKind.TABLE_COLUMNS, edited(BOOK, TABLE, 'ref="A3:D7"', 'ref="A3:E7"')),
    (FaultKind.TABLE_COLUMNS, edited(BOOK, TABLE, 'count="4"', 'count="5"')),
    (FaultKind.TABLE_COLUMN_NAME, edited(BOOK, TABLE, 'name="Was"', 'name="werd"')),
    (FaultKind.TABLE_HEADER, edited(BOOK, TABLE, 'name="Was"', 'name="Was "')),
    (FaultKind.TABLE_ROWS, edited(BOOK, TABLE, 'ref="A3:D7"', 'ref="A3:D3"')),
    (FaultKind.TABLE_FILTER, edited(BOOK, FIRST_TABLE, 'Filter ref="A5:C8"', 'Filter ref="A5:C7"')),
    (FaultKind.TABLE_OVERLAP, edited(BOOK, LOG, "</sheetData>", MERGED)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "package"), BROKEN, ids=[f"{kind}-{number}" for number, (kind, _) in enumerate(BROKEN)]
)
def test_a_deliberately_broken_package_is_caught(kind, package):
    assert kind in kinds(package)


def test_every_kind_of_fault_has_a_broken_package():
    assert {kind for kind, _ in BROKEN} == set(FaultKind)
    assert len(FaultKind) >= 24


def test_an_address_that_is_none_does_not_stop_the_rules_of_the_calculation_chain():
    assert kinds(cells('<c r="XFE1"/>', **CHAIN)) == {"cell-order", "calc-chain"}


def test_two_overlapping_tables_are_caught():
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c"])
    book.active.append([1, 2, 3])
    book.active.add_table(Table(displayName="T1", ref="A1:B2"))
    book.active.add_table(Table(displayName="T2", ref="B1:C2"))
    book.save(buffer)
    assert kinds(buffer.getvalue()) == {FaultKind.TABLE_OVERLAP}


def test_the_lint_of_our_own_layout_is_clean():
    assert lint(BOOK) == ()


def test_the_lint_of_an_honest_openpyxl_workbook_is_clean():
    book = openpyxl.Workbook()
    sheet_ = book.active
    for values in (["Nr", "Naam\nlang", 2024], [1, "x", True], [2, "=A2", 3.5]):
        sheet_.append(values)
    sheet_.merge_cells("F1:G2")
    sheet_.add_table(Table(displayName="T1", ref="A5:B6"))
    sheet_["A5"], sheet_["B5"] = "p", "q"
    sheet_.print_area = "A1:G9"
    book.create_sheet("Twee").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    assert lint(buffer.getvalue()) == ()


def test_the_lint_of_an_honest_xlsxwriter_workbook_is_clean():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet_ = book.add_worksheet()
    headers = [{"header": "Nr\nlang"}, {"header": "2024"}, {"header": "Som", "formula": "=[@2024]*2"}]
    sheet_.add_table("A1:C5", {"columns": headers, "total_row": True})
    sheet_.write_dynamic_array_formula("F1", "=SORT(A2:A4)")
    sheet_.write_rich_string("G1", "a", book.add_format({"bold": True}), "b")
    sheet_.write_string("G2", "_x0041_ \x07")
    sheet_.merge_range("H1:I2", "m")
    sheet_.write_comment("A9", "let op")
    sheet_.add_sparkline("J1", {"range": "A2:A4"})
    sheet_.autofilter("L1:M9")
    sheet_.set_column("B:D", 9)
    sheet_.data_validation("A9", {"validate": "list", "source": ["x" * 50] * 4})
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": "=Sheet1!$A$2:$A$4"})
    book.add_chartsheet().set_chart(chart)
    book.define_name("Naam", "=Sheet1!$A$1")
    book.close()
    assert lint(buffer.getvalue()) == ()


@pytest.mark.libreoffice
@needs_soffice
def test_the_lint_of_a_workbook_saved_by_libreoffice_is_clean(tmp_path):
    assert lint(converted(BOOK, tmp_path)) == ()
