"""The report on a list: a copy with the findings marked in the cells and listed on a sheet."""

import io
import re
import struct
import zipfile
import zlib
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText

from actielijst_xl.messages import MESSAGES
from actielijst_xl.messages.genereren_rapport import ONDERDELEN
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.writing.rapport import make_report
from actielijst_xl.writing.rapport_markering import COLOURS
from actielijst_xl.writing.rapport_verlies import has_formulas, lost_in_copy
from tests.workbooks import xlsx

TABLE = [["Nr", "Fase"], ["P1", "Verkenning"], ["P2", "xyz"]]


def finding(cell="B3", *, severity=Severity.FOUT, code="XA-V007", sheet="Lijst", value="xyz", hint="2029"):
    return Finding(
        code=code, severity=severity, file="lijst.xlsx", sheet=sheet, cell=cell, value=value, hint=hint
    )


def report(findings=(), source=None, *, kind="xlsx", sheets=()):
    data, _ = make_report(source or xlsx(TABLE), "lijst.xlsx", findings, kind=kind, sheets=sheets)
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def told(source, kind="xlsx", sheets=()):
    return [f.code for f in make_report(source, "lijst.xlsx", (), kind=kind, sheets=sheets)[1]]


def listed(book, sheet="Bevindingen"):
    """The rows of the table of findings, without its head."""
    area = next(iter(book[sheet].tables.values())).ref
    return [[cell.value for cell in row] for row in book[sheet][area]][1:]


def made(fill):
    """A workbook by XlsxWriter with two numbers, and whatever `fill` adds."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Lijst")
    sheet.write_row(0, 0, [1, 2])
    fill(book, sheet)
    book.close()
    return buffer.getvalue()


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


# --- marks in the cells ----------------------------------------------------------------------------


@pytest.mark.parametrize("severity", Severity)
def test_a_finding_colours_its_cell_and_says_so_in_a_note(severity):
    cell = report([finding(severity=severity)])["Lijst"]["B3"]
    assert (cell.fill.fgColor.rgb[-6:], cell.font.color.rgb[-6:]) == COLOURS[severity]
    for words in (severity.value, "XA-V007", finding().text, MESSAGES["XA-V007"].doe):
        assert words in cell.comment.text.lower() if words == severity.value else words in cell.comment.text


def test_findings_in_one_cell_share_one_note_in_the_colour_of_the_worst():
    cell = report([finding(severity=Severity.MELDING, code="XA-V009"), finding()])["Lijst"]["B3"]
    assert cell.comment.text.index("XA-V009") < cell.comment.text.index("XA-V007")
    assert cell.fill.fgColor.rgb[-6:] == COLOURS[Severity.FOUT][0]


def test_a_note_that_was_there_is_kept_above_ours():
    source = made(lambda book, sheet: sheet.write_comment("B1", "Bel de gemeente"))
    text = report([finding("B1")], source)["Lijst"]["B1"].comment.text
    assert text.index("Bel de gemeente") < text.index("XA-V007")


def test_other_cells_keep_their_value_font_and_fill():
    def fill(book, sheet):
        look = book.add_format({"bg_color": "#123456", "bold": True})
        sheet.write("A5", "blijft", look)
        sheet.write("A6", "gemarkeerd", look)

    sheet = report([finding("A6")], made(fill))["Lijst"]
    assert (sheet["A5"].value, sheet["A5"].font.bold, sheet["A5"].fill.fgColor.rgb) == (
        "blijft",
        True,
        "FF123456",
    )
    assert (sheet["A6"].value, sheet["A6"].font.bold) == ("gemarkeerd", True)


def test_a_finding_in_merged_cells_is_marked_in_the_one_that_shows():
    book = report([finding("B5")], xlsx(TABLE, merged={"A5:C5": "samen"}))
    assert "XA-V007" in book["Lijst"]["A5"].comment.text


def test_a_finding_about_a_range_is_marked_in_its_first_cell():
    assert "XA-V007" in report([finding("A2:B3")])["Lijst"]["A2"].comment.text


def test_text_of_several_looks_in_one_cell_stays_so():
    def fill(book, sheet):
        sheet.write_rich_string("A5", "gewoon ", book.add_format({"bold": True}), "vet")

    value = report([finding("B1")], made(fill))["Lijst"]["A5"].value
    assert isinstance(value, CellRichText)
    assert [bool(getattr(run, "font", None) and run.font.b) for run in value] == [False, True]


# --- the sheet with findings -----------------------------------------------------------------------


def test_every_finding_is_a_row_of_a_real_table():
    findings = [finding(), finding("", severity=Severity.WAARSCHUWING, code="XA-V001", value="")]
    rows = listed(report(findings))
    assert [row[:6] for row in rows] == [
        [1, "Fout", "XA-V007", "Lijst", "B3", "xyz"],
        [2, "Waarschuwing", "XA-V001", "Lijst", None, None],
    ]
    assert rows[0][6:] == [finding().text, MESSAGES["XA-V007"].doe]


def test_the_report_opens_on_the_findings_alone():
    book = report([finding()])
    assert book.active.title == book.sheetnames[0] == "Bevindingen"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False]


def test_without_findings_the_table_says_so():
    assert len(listed(report())) == 1


@pytest.mark.parametrize("name", ["Lijst", "Lijst 2026", "D'n Bosch", "A1"])
def test_a_row_links_to_its_cell_whatever_the_name_of_the_sheet(name):
    book = report([finding(sheet=name)], xlsx({name: TABLE}))
    quoted = name.replace("'", "''")
    assert book["Bevindingen"]["E6"].hyperlink.location == f"'{quoted}'!B3"


@pytest.mark.parametrize("value", ["=1+1", "+31 6", "@naam", "#REF!", "-"])
def test_a_value_is_text_whatever_it_looks_like(value):
    cell = report([finding(value=value)])["Bevindingen"]["F6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (value, "s", True)


def test_a_value_that_a_cell_cannot_hold_is_listed_without_that():
    rows = listed(report([finding(value="a\x00b" + "c" * 40_000)]))
    assert rows[0][5].startswith("abccc")
    assert len(rows[0][5]) < 1000


def test_names_that_are_taken_are_avoided():
    source = xlsx({"Lijst": TABLE, "bevindingen": [["x"]]})
    book = report([finding()], source)
    assert book.sheetnames == ["Bevindingen (2)", "Lijst", "bevindingen"]
    again = io.BytesIO()
    book.save(again)
    names = report([finding()], again.getvalue()).sheetnames
    assert len({name.casefold() for name in names}) == 4


def test_the_table_of_an_earlier_report_does_not_clash():
    first, _ = make_report(xlsx(TABLE), "lijst.xlsx", [finding()], kind="xlsx")
    book = report([finding()], first)
    tables = [name for sheet in book.worksheets for name in sheet.tables]
    assert len({name.casefold() for name in tables}) == len(tables) == 2


def test_a_long_text_gets_a_row_that_is_high_enough_and_still_grows():
    data, _ = make_report(xlsx(TABLE), "lijst.xlsx", [finding(value="lang woord " * 40)], kind="xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    row = re.search(r'<row [^>]*\br="6"[^>]*>', xml).group()
    assert float(re.search(r'ht="([0-9.]+)"', row)[1]) > 18 * 14
    assert "customHeight" not in row


def test_it_prints_on_landscape_pages_of_one_sheet_wide_with_the_head_on_each():
    sheet = report([finding()])["Bevindingen"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"


def contrast(one, other):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_on_every_fill_has_the_contrast_that_wcag_asks():
    sheet = report([finding(severity=severity) for severity in Severity])["Bevindingen"]
    pairs = {
        (cell.fill.fgColor.rgb[-6:], cell.font.color.rgb[-6:])
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type and cell.font.color
    }
    assert len(pairs) == 6
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


# --- what a copy loses -----------------------------------------------------------------------------


def chart(book):
    column = book.add_chart({"type": "column"})
    column.add_series({"values": "=Lijst!$A$1:$B$1"})
    return column


LOST = {
    "vorm": lambda book, sheet: sheet.insert_textbox("D4", "tekst"),
    "kopafbeelding": lambda book, sheet: sheet.set_header(
        "&L&G", {"image_left": "x.png", "image_data_left": io.BytesIO(png())}
    ),
    "achtergrond": lambda book, sheet: sheet.set_background(io.BytesIO(png())),
    "grafiek": lambda book, sheet: sheet.insert_chart("D4", chart(book)),
    "sparkline": lambda book, sheet: sheet.add_sparkline("D4", {"range": "Lijst!A1:B1"}),
    "besturing": lambda book, sheet: sheet.insert_button("D4", {"macro": "doe"}),
    "opmaakregel": lambda book, sheet: sheet.conditional_format(
        "A1:B1", {"type": "data_bar", "data_bar_2010": True}
    ),
    "matrix": lambda book, sheet: sheet.write_dynamic_array_formula("D4:D5", "=UNIQUE(A1:B1)"),
    "celgegevens": lambda book, sheet: sheet.embed_image("D4", "x.png", {"image_data": io.BytesIO(png())}),
    "selectievakje": lambda book, sheet: sheet.insert_checkbox("D4", True),
    "foutcontrole": lambda book, sheet: sheet.ignore_errors({"number_stored_as_text": "A1:B1"}),
}


@pytest.mark.parametrize("what", LOST)
def test_what_is_lost_is_told_once(what):
    source = made(LOST[what])
    _, losses = make_report(source, "lijst.xlsx", (), kind="xlsx")
    assert [f.details for f in losses if f.code == "XA-G020"] == [{"onderdeel": ONDERDELEN[what]}]


@pytest.mark.parametrize("what", [what for what in LOST if what != "grafiek"])
def test_what_is_told_to_be_lost_is_not_in_the_report(what):
    data, _ = make_report(made(LOST[what]), "lijst.xlsx", (), kind="xlsx")
    assert lost_in_copy(data) == ()


KEPT = {
    "notitie": lambda book, sheet: sheet.write_comment("A1", "notitie"),
    "voorwaarde": lambda book, sheet: sheet.conditional_format(
        "A1:B1", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format({"bold": True})}
    ),
    "validatie": lambda book, sheet: sheet.data_validation("A1", {"validate": "list", "source": ["a"]}),
    "tabel": lambda book, sheet: sheet.add_table("D1:E3"),
    "filter": lambda book, sheet: sheet.autofilter("A1:B1"),
    "beveiliging": lambda book, sheet: sheet.protect(),
    "naam": lambda book, sheet: book.define_name("naam", "=Lijst!$A$1"),
}


@pytest.mark.parametrize("what", KEPT)
def test_what_stays_is_not_told_to_be_lost(what):
    assert told(made(KEPT[what])) == []


def repacked(source, extra):
    with zipfile.ZipFile(io.BytesIO(source)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped(parts | extra)


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl/vbaProject.bin", "macro"),
        ("xl/charts/chartEx1.xml", "nieuwe_grafiek"),
        ("xl/slicers/slicer1.xml", "slicer"),
        ("xl/timelines/timeline1.xml", "slicer"),
        ("xl/threadedComments/threadedComment1.xml", "gesprek"),
        ("xl/activeX/activeX1.bin", "besturing"),
        ("xl/ctrlProps/ctrlProp1.xml", "besturing"),
        ("xl/embeddings/oleObject1.bin", "object"),
        ("xl/connections.xml", "verbinding"),
        ("xl/model/item.data", "gegevensmodel"),
        ("xl/namedSheetViews/namedSheetView1.xml", "weergave"),
        ("customUI/customUI14.xml", "invoegtoepassing"),
        ("docMetadata/LabelInfo.xml", "label"),
        ("_xmlsignatures/sig1.xml", "handtekening"),
        ("customXml/item1.xml", "bijlage"),
    ],
)
def test_a_part_that_only_newer_or_other_programs_write_is_told(part, what):
    source = repacked(xlsx(TABLE), {part: b"<x/>"})
    assert lost_in_copy(source) == (ONDERDELEN[what],)
    with zipfile.ZipFile(io.BytesIO(make_report(source, "x.xlsx", (), kind="xlsm")[0])) as package:
        assert part not in package.namelist()


def test_a_formula_is_recalculated_and_that_is_told():
    source = made(lambda book, sheet: sheet.write_formula("D4", "=A1+1", None, 2))
    assert told(source) == ["XA-G022"]
    assert report((), source)["Lijst"]["D4"].value == "=A1+1"
    assert not has_formulas(xlsx(TABLE))


# --- copies of the values --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsb", "csv"])
def test_another_kind_of_file_gives_a_copy_of_its_values(kind):
    rows = [["Nr", "IBN"], ["=1+1", date(2027, 3, 1)], [2, None]]
    book = report([finding("B2")], b"?", kind=kind, sheets=[("Lijst", rows)])
    sheet = book["Lijst"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A3"].value) == ("=1+1", "s", 2)
    assert sheet["B2"].value.date() == date(2027, 3, 1)
    assert "XA-V007" in sheet["B2"].comment.text
    assert told(b"?", kind, [("Lijst", rows)]) == ["XA-G021"]


def test_a_sheet_name_that_excel_refuses_is_changed_and_still_linked():
    book = report([finding("A1", sheet="Noord/Zuid")], b"?", kind="ods", sheets=[("Noord/Zuid", [["x"]])])
    assert book["Bevindingen"]["E6"].hyperlink.location == "'Noord_Zuid'!A1"
    assert "XA-V007" in book["Noord_Zuid"]["A1"].comment.text


@pytest.mark.parametrize("damage", ["styles", "sheet"])
def test_a_workbook_that_cannot_be_copied_gives_its_values(damage):
    good = xlsx(TABLE)
    if damage == "styles":
        source = repacked(good, {"xl/styles.xml": b"<styleSheet xmlns='x'><kapot"})
        sheets = [("Lijst", TABLE)]
    else:
        source, sheets = good, [("Lijst", TABLE), ("Verloren", [["x"]])]
    assert told(source, "xlsx", sheets) == ["XA-G023"]
    assert report([finding()], source, sheets=sheets)["Lijst"]["B3"].value == "xyz"


def test_a_finding_about_a_sheet_that_is_not_there_is_listed_without_a_link():
    book = report([finding(sheet="Weg")])
    assert listed(book)[0][3:5] == ["Weg", "B3"]
    assert book["Bevindingen"]["E6"].hyperlink is None
