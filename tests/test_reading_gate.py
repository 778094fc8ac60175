"""What the gate lets through and what it refuses: kinds by content, and workbooks that cost too much."""

from dataclasses import replace

import pytest

from actielijst_xl.messages.lezen_poort import MESSAGES
from actielijst_xl.reading.gate import Limits, Refused, scan
from tests import hostile
from tests.hostile import HEAD, MAIN, SHEET1, STRINGS, worksheet, xlsx

DEFAULTS = Limits()


def refusal(data: bytes, limits: Limits = DEFAULTS) -> str:
    with pytest.raises(Refused) as caught:
        scan(data, "retour.xlsx", limits)
    assert caught.value.details["bestand"] == "retour.xlsx"
    assert caught.value.exit_code == 3
    return caught.value.code


def with_sheet(xml: str | bytes) -> bytes:
    return xlsx({SHEET1: xml})


# --- the parts of a workbook

ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize("part", [SHEET1, "xl/workbook.xml", STRINGS, "docProps/custom.xml", "xl/rare.dat"])
def test_a_doctype_is_refused_in_every_part(part: str) -> None:
    assert refusal(xlsx({part: f"{HEAD}{ENTITIES}<worksheet>&c;</worksheet>"})) == "XA-L120"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_in_utf16_is_refused(encoding: str) -> None:
    xml = worksheet(doctype="<!DOCTYPE a>").replace("UTF-8", "UTF-16").encode(encoding)
    assert refusal(with_sheet(xml)) == "XA-L120"


def test_a_doctype_in_a_vml_drawing_is_refused() -> None:
    assert refusal(xlsx({"xl/drawings/a.vml": "<!DOCTYPE x><xml>"})) == "XA-L120"


def test_a_vml_drawing_need_not_be_well_formed() -> None:
    assert scan(xlsx({"xl/drawings/a.vml": "<xml><br></xml>"}), "x").sheets == 1


def test_a_picture_in_svg_may_have_a_doctype() -> None:
    svg = "<?xml version='1.0'?><!DOCTYPE svg><svg/>"
    rels = hostile.relations("../media/a.svg", kind="image")
    assert scan(xlsx({"xl/media/a.svg": svg, "xl/drawings/_rels/d.xml.rels": rels}), "x").sheets == 1


def test_an_svg_that_serves_as_a_sheet_is_no_picture() -> None:
    svg = worksheet(doctype="<!DOCTYPE svg>")
    rels = hostile.relations("media/a.svg")
    assert refusal(xlsx({"xl/media/a.svg": svg, "xl/_rels/workbook.xml.rels": rels})) == "XA-L120"


@pytest.mark.parametrize("encoding", ["cp037", "utf-7", "windows-1252", "UTF-32"])
def test_an_encoding_that_readers_decode_each_in_its_own_way_is_refused(encoding: str) -> None:
    assert refusal(with_sheet(worksheet().replace("UTF-8", encoding))) == "XA-L123"


@pytest.mark.parametrize(
    "xml", ["<worksheet>", "<a></b>", "<a>\x01</a>", "<a/><b/>", "tekst", "", "<a b='1' b='2'/>"]
)
def test_a_part_that_is_not_well_formed_is_refused(xml: str) -> None:
    assert refusal(with_sheet(xml)) == "XA-L121"


@pytest.mark.parametrize("around", ["{}", "<!-- x -->{}", "{}<a>/></a>"])
def test_65_layers_of_xml_are_refused_and_64_are_not(around: str) -> None:
    deep = around.format("<a>" * 63 + "</a>" * 63)
    deeper = around.format("<a>" * 64 + "</a>" * 64)
    assert scan(with_sheet(f"<worksheet>{deep}</worksheet>"), "x").sheets == 1
    assert refusal(with_sheet(f"<worksheet>{deeper}</worksheet>")) == "XA-L122"


def test_cells_count_for_the_layers_as_well() -> None:
    rows = "<x>" * 59 + "<row r='1'><c r='A1'><is><r><t>x</t></r></is></c></row>" + "</x>" * 59
    assert refusal(with_sheet(worksheet(rows))) == "XA-L122"


def test_too_many_elements_are_refused() -> None:
    data = with_sheet(worksheet(after="<a/>" * 2_000))
    assert refusal(data, replace(Limits(), xml_elements=1_000)) == "XA-L137"


def test_two_cells_in_opposite_corners_are_refused() -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(with_sheet(worksheet(hostile.ONE_CELL + corner))) == "XA-L126"


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_far_cell_counts_in_every_way_of_writing(quote: str) -> None:
    corner = '<x:row r="1048576"><x:c s="0" r="XFD1048576"><x:v>1</x:v></x:c></x:row>'.replace('"', quote)
    sheet = worksheet(hostile.ONE_CELL + corner).replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ')
    assert refusal(with_sheet(sheet)) == "XA-L126"


def test_a_far_cell_without_address_counts() -> None:
    rows = '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>'
    assert refusal(with_sheet(worksheet(rows))) == "XA-L126"


def test_a_far_cell_in_utf16_counts() -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    xml = worksheet(hostile.ONE_CELL + corner).replace("UTF-8", "UTF-16").encode("utf-16")
    assert refusal(with_sheet(xml)) == "XA-L126"


@pytest.mark.parametrize(
    "cell", ['<c r="XFD1048576" s="1"/>', '<c r="XFD1048576" s="1"></c>', "<c r='XFD1048576'/>"]
)
def test_a_far_blank_cell_with_a_style_is_no_reason_to_refuse(cell: str) -> None:
    found = scan(with_sheet(worksheet(f'{hostile.ONE_CELL}<row r="1048576">{cell}</row>')), "x")
    assert found.cells == 2


def test_boxes_of_all_sheets_add_up() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="100"><c r="CV100"><v>1</v></c></row>'
    limits = replace(Limits(), cell_boxes=9_999)
    assert refusal(with_sheet(worksheet(rows)), limits) == "XA-L139"
    assert scan(with_sheet(worksheet(rows)), "x", replace(limits, cell_boxes=10_000)).cells == 2


WRONG = ["A0", "XFE1", "A1048577", "AAAAAAAA1", "A99999999999", "1A", "Q"]
PLACES = [
    *(("cell", ref) for ref in [*WRONG, "", "A1:B2"]),
    *(("merge", ref) for ref in [*WRONG, ""]),
    *(("dimension", ref) for ref in WRONG),
]


@pytest.mark.parametrize(("where", "ref"), PLACES)
def test_an_address_that_no_sheet_has_is_refused(where: str, ref: str) -> None:
    xml = {
        "cell": worksheet(f'<row r="1"><c r="{ref}"><v>1</v></c></row>'),
        "merge": worksheet(after=f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'),
        "dimension": worksheet(before=f'<dimension ref="{ref}"/>'),
    }[where]
    assert refusal(with_sheet(xml)) == "XA-L135"


@pytest.mark.parametrize("row", ["0", "1048577", "4294967295", "x", "-1"])
def test_a_row_that_no_sheet_has_is_refused(row: str) -> None:
    assert refusal(with_sheet(worksheet(f'<row r="{row}"><c><v>1</v></c></row>'))) == "XA-L135"


def test_a_wrong_dimension_is_not_believed() -> None:
    assert scan(with_sheet(worksheet(before='<dimension ref="A1:XFD1048576"/>')), "x").cells == 1


def test_a_merge_over_the_whole_sheet_is_refused() -> None:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert refusal(with_sheet(worksheet(after=merge))) == "XA-L127"


def test_many_merges_add_up() -> None:
    merges = "".join(f'<mergeCell ref="A{n}:J{n}"/>' for n in range(1, 12))
    assert refusal(with_sheet(worksheet(after=merges)), replace(Limits(), merged_area=100)) == "XA-L127"


@pytest.mark.parametrize(
    "link", ['<hyperlink ref="A1:XFD9" r:id="rId1"/>', '<hyperlink r:id="rId1" ref="A1:XFD9"/>']
)
def test_a_hyperlink_over_many_cells_is_refused(link: str) -> None:
    assert refusal(with_sheet(worksheet(after=f"<hyperlinks>{link}</hyperlinks>"))) == "XA-L128"


@pytest.mark.parametrize(
    "number", ["4000000000", "1000000000000000", "99999999999999999999999999", " 600000 "]
)
@pytest.mark.parametrize("which", ["count", "unique"])
def test_an_announced_number_of_strings_that_a_reader_dies_of_is_refused(number: str, which: str) -> None:
    assert refusal(xlsx({STRINGS: hostile.shared_strings("a", **{which: number})})) == "XA-L130"


@pytest.mark.parametrize("number", ["0", "7", "-1", "x", ""])
def test_a_wrong_number_of_strings_that_does_no_harm_is_let_through(number: str) -> None:
    assert scan(xlsx({STRINGS: hostile.shared_strings("a", count=number, unique=number)}), "x").sheets == 1


def test_a_hidden_announcement_is_seen() -> None:
    for root in (
        '<sst a=">" uniqueCount="4000000000">',
        '<sst uniqueCount="&#52;000000000">',
        '<x><sst count="4000000000"/>',
    ):
        closing = "</x>" if root.startswith("<x>") else "</sst>"
        assert refusal(xlsx({STRINGS: f"{HEAD}{root}<si><t>a</t></si>{closing}"})) == "XA-L130"


def test_too_many_strings_are_refused() -> None:
    data = xlsx({STRINGS: hostile.shared_strings(*"abcdef")})
    assert refusal(data, replace(Limits(), shared_strings=5)) == "XA-L129"


def test_too_many_cells_and_rows_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"/><c r="B{n}"/></row>' for n in range(1, 51))
    assert refusal(with_sheet(worksheet(rows)), replace(Limits(), cells=99)) == "XA-L124"
    assert refusal(with_sheet(worksheet(rows)), replace(Limits(), rows=49)) == "XA-L125"
    assert scan(with_sheet(worksheet(rows)), "x", replace(Limits(), cells=100, rows=50)).cells == 100


def test_the_default_limit_of_cells_holds() -> None:
    row = "".join(f'<row r="{n}">' + "<c/>" * 251 + "</row>" for n in range(1, 2001))
    assert refusal(with_sheet(worksheet(row)), replace(Limits(), ratio=2000)) == "XA-L124"


def test_too_many_cell_formats_are_refused() -> None:
    styles = f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 65_491}</cellXfs></styleSheet>'
    assert refusal(xlsx({"xl/styles.xml": styles}), replace(Limits(), ratio=2000)) == "XA-L131"


def test_too_many_names_are_refused() -> None:
    names = "".join(f'<definedName name="n{n}">{n * n}</definedName>' for n in range(20_001))
    book = hostile.workbook("Blad1", names_after=f"<definedNames>{names}</definedNames>")
    assert refusal(xlsx({"xl/workbook.xml": book})) == "XA-L132"


def test_a_million_names_are_refused() -> None:
    names = '<definedName name="n"/>' * 1_000_000
    book = hostile.workbook("Blad1", names_after=f"<definedNames>{names}</definedNames>")
    assert refusal(xlsx({"xl/workbook.xml": book}), replace(Limits(), ratio=2000)) == "XA-L137"


def test_too_many_sheets_are_refused() -> None:
    parts = {
        "xl/workbook.xml": hostile.workbook(*[f"b{n}" for n in range(2_001)]),
        "xl/_rels/workbook.xml.rels": hostile.relations(*["worksheets/sheet1.xml"] * 2_001),
    }
    assert refusal(xlsx(parts), replace(Limits(), ratio=2000)) == "XA-L133"


def test_a_declared_sheet_that_is_absent_is_refused() -> None:
    assert refusal(xlsx({SHEET1: None})) == "XA-L134"
    assert refusal(xlsx({"xl/workbook.xml": hostile.workbook("Blad1", "Blad2")})) == "XA-L134"


def test_a_sheet_outside_the_file_is_refused() -> None:
    rels = hostile.relations("worksheets/sheet1.xml", mode=' TargetMode="External"')
    assert refusal(xlsx({"xl/_rels/workbook.xml.rels": rels})) == "XA-L134"


def test_a_workbook_without_sheets_is_refused() -> None:
    assert refusal(xlsx({"xl/workbook.xml": hostile.workbook()})) == "XA-L138"


def test_a_package_without_its_workbook_is_refused() -> None:
    assert refusal(xlsx({"xl/workbook.xml": None})) == "XA-L136"


@pytest.mark.parametrize("text", [">", "/>", " ", "&amp;", "a ", "]]", "<b/>", "<c/>", "<!--x-->"])
def test_the_time_of_the_scan_grows_with_the_size_only(text: str) -> None:
    # where it grew with the square of the size, this would take minutes and meet the time-out
    body = text * (3_000_000 // len(text) // (1 if text[0] != "<" else 4))
    sheet = worksheet(before=f"<a>{body}</a>")
    assert scan(with_sheet(sheet), "x", replace(Limits(), ratio=2000)).sheets == 1


# --- the other kinds


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def test_blanks_to_the_end_of_an_ods_sheet_are_honest() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = row(hostile.ods_cell()) + row(blank, 'table:number-rows-repeated="1048575"')
    assert scan(hostile.ods(rows), "x").cells == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(hostile.ods_cell('table:number-columns-repeated="600000"')), "XA-L124"),
        (row(hostile.ods_cell(), 'table:number-rows-repeated="1048576"'), "XA-L124"),
        (row(hostile.ods_cell(), 'table:number-rows-repeated="300000"'), "XA-L125"),
        (
            row(
                hostile.ods_cell('table:number-columns-repeated="16384"'),
                'table:number-rows-repeated="1048576"',
            ),
            "XA-L126",
        ),
        (row(hostile.ods_cell('table:number-columns-repeated="4000000000"')), "XA-L126"),
        (row(hostile.ods_cell('table:number-columns-repeated="-1"')), "XA-L126"),
        (row(hostile.ods_cell(text='a<text:s text:c="4000000000"/>')), "XA-L141"),
        (
            row(hostile.ods_cell())
            + row("<table:table-cell/>", 'table:number-rows-repeated="1048574"')
            + row('<table:table-cell table:number-columns-repeated="16383"/>' + hostile.ods_cell()),
            "XA-L126",
        ),
    ],
)
def test_cells_that_repeat_themselves_too_often_are_refused(rows: str, code: str) -> None:
    assert refusal(hostile.ods(rows)) == code


def test_opposite_corners_of_an_xls_are_refused() -> None:
    far = hostile.biff(hostile.number_record(0, 0), hostile.number_record(65_535, 255))
    assert refusal(hostile.compound({"Workbook": far})) == "XA-L126"


def test_a_compound_file_whose_sectors_go_round_is_refused() -> None:
    assert refusal(hostile.compound({"Workbook": hostile.biff()}, loop=True)) == "XA-L140"


def test_an_xls_whose_sheet_starts_past_its_end_is_refused() -> None:
    past = hostile.biff((0x85, b"\xff\xff\xff\x7f\0\0\x01\0X"))
    assert refusal(hostile.compound({"Workbook": past})) == "XA-L140"


def test_an_announced_number_of_strings_in_an_xls_is_not_believed() -> None:
    assert refusal(hostile.compound({"Workbook": hostile.biff((0xFC, b"\xff" * 8))})) == "XA-L130"


def test_a_list_of_too_many_lines_or_cells_is_refused() -> None:
    assert refusal(b"a;b\n" * 200_001) == "XA-L125"
    assert refusal(b";" * 500_001) == "XA-L124"


def test_a_file_that_is_too_large_is_refused_before_anything_else() -> None:
    assert refusal(b"PK\x03\x04" + bytes(25 * 1024 * 1024)) == "XA-L101"


def test_every_code_of_the_gate_has_a_sentence_a_meaning_and_a_remedy() -> None:
    assert all(message.text and message.uitleg and message.doe for message in MESSAGES.values())
    assert len(MESSAGES) == 56
