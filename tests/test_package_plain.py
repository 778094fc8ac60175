"""The quick ways of the check of a patch find what the rules on the whole tree find."""

from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actielijst_xl.package.book import Book
from actielijst_xl.package.edits import AppendRows, MarkCell, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import PartRules
from actielijst_xl.package.parts import Package
from actielijst_xl.package.patch import patch
from actielijst_xl.package.plain import plain_sheet
from actielijst_xl.package.plain_cells import PlainCells, UnsureError
from actielijst_xl.package.readback import GridCells
from actielijst_xl.package.verify import Check, verify
from tests.packages import MAIN, REL, altered, handmade, members, relationships
from tests.test_package_lint import BOOK, BROKEN

SHEET, TABLE = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
MARK = MarkCell(sheet="Blad", cell="A1", fill="FFFFFF", border="000000")  # asks for no value
STRINGS = ["<si><t>Kop</t></si>", "<si><t>a &amp; b</t></si>", "<si><t/></si>"]

SOUND_CELLS = (
    "",
    '<c r="A{n}"/>',
    '<c r="B{n}" s="3"/>',
    '<c r="A{n}" t="s"><v>0</v></c>',
    '<c r="B{n}" s="1" t="s"><v>1</v></c>',
    '<c r="C{n}"><v>1.5E-3</v></c>',
    '<c r="C{n}" t="n"><v>-12</v></c>',
    '<c r="C{n}" t="b"><v>1</v></c>',
    '<c r="D{n}" t="str"><f>A1&amp;"x"</f><v>1 &lt; 2</v></c>',
    '<c r="D{n}"><f>1+1</f></c>',
    '<c r="D{n}"><f aca="false">1+1</f><v>2</v></c>',
    '<c r="D{n}" t="e"><f>NA()</f><v>#N/A</v></c>',
    '<c r="E{n}" t="inlineStr"><is><t xml:space="preserve"> tekst </t></is></c>',
    '<c r="E{n}" t="inlineStr"><is><r><t>in</t></r><r><t>stukken</t></r></is></c>',
    '<c r="E{n}"><f t="shared" ref="E{n}:E9" si="0">1+1</f><v>2</v></c>',
    '<c r="F{n}"><f t="shared" si="0"/><v>2</v></c>',
    '<c r="F{n}"><f t="array" ref="A1:B2">1+1</f><v>2</v></c>',
    '<c r="F{n}" t="n" s="1"><v>7</v></c>',
    '<c s="1" r="F{n}"><v>7</v></c>',
)
FAULTY_CELLS = (
    '<c r="A{n}" s="4"/>',
    '<c r="B{n}" t="s"><v>3</v></c>',
    '<c r="B{n}" t="s" s="1"><v>3</v></c>',
    '<c r="B{n}" t="s" s="4"><v>0</v></c>',
    '<c r="C{n}"><v>tekst</v></c>',
    '<c r="C{n}"><v>1e999</v></c>',
    '<c r="C{n}" t="b"><v>2</v></c>',
    '<c r="C{n}" t="d"><v>morgen</v></c>',
    '<c r="D{n}" t="e"><v>fout</v></c>',
    '<c r="D9"/>',
    '<c r="A{n}"/><c r="A{n}"/>',
    '<c r="XFE{n}"/>',
    '<c r="E{n}" t="inlineStr"/>',
    '<c r="E{n}" t="inlineStr"><v>1</v></c>',
    '<c r="E{n}" t="tekst"><v>1</v></c>',
    '<x:c xmlns:x="u" r="F{n}" s="9"/>',
    '<c r="F{n}"><x:f xmlns:x="u" t="shared" si="0"/></c>',
)
ODD_PIECES = (
    "<!-- <row r='1'/> -->",
    '<!--<row r="7"><c r="A7" s="99"/></row>-->',
    "<?los?>",
    "<c><![CDATA[<row ]]></c>",
    "\n",
    "<row><c><v>1</v></c></row>",
    '<row r="8"><row r="9"/></row>',
    '<x:row xmlns:x="u" r="8"><x:c r="A8" s="9"/></x:row>',
    "</sheetData><sheetData>",
    '<row r="9" s="7"/>',
    '<row r="9" ht="410"/>',
    '<row r="9" ht="x"/>',
    '<row r="09"/>',
    "<los",
)
ROW_STARTS = (
    '<row r="{n}">',
    '<row r="{n}" spans="1:3" ht="30" customHeight="1">',
    '<row r="{n}" s="4" customFormat="1">',
    '<row r="{n}" s="-1">',
    '<row r="{n}" ht="500">',
    '<row spans="1:1" r="{n}">',
)
HEADS = (
    "",
    '<dimension ref="A1:F9"/>',
    '<dimension ref="F9:A1"/>',
    '<cols><col min="1" max="2" width="9"/><col min="2" max="2" width="9"/></cols>',
    "<sheetViews><sheetView",
)
TAILS = (
    "",
    '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
    '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="8"/></conditionalFormatting>',
    '<hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks>',
    "<extLst><ext><sheetData/></ext></extLst>",
)
cells = st.sampled_from(SOUND_CELLS) | st.sampled_from(SOUND_CELLS + FAULTY_CELLS)
row_starts = st.sampled_from(ROW_STARTS[:2]) | st.sampled_from(ROW_STARTS)


@st.composite
def rows(draw) -> list[str]:
    """Return the rows 1 to 5, most of them sound, and sometimes something between them."""
    found = []
    for number in sorted(draw(st.sets(st.integers(1, 5)))):
        inner = "".join(draw(st.lists(cells, max_size=4, unique=True)))
        found.append((draw(row_starts) + inner + "</row>").replace("{n}", str(number)))
    if draw(st.integers(0, 5)) == 0:
        found.insert(draw(st.integers(0, len(found))), draw(st.sampled_from(ODD_PIECES)))
    return found


@st.composite
def pairs(draw) -> tuple[str, str]:
    """Return a sheet as it was and as it became: most rows the same."""
    before = draw(rows())
    after = [draw(rows() | st.just([row])) if draw(st.integers(0, 3)) == 0 else [row] for row in before]
    head, tail = draw(st.sampled_from(HEADS)), draw(st.sampled_from(TAILS))
    other = draw(st.just((head, tail)) | st.tuples(st.sampled_from(HEADS), st.sampled_from(TAILS)))
    flat = [row for group in after for row in group]
    if draw(st.booleans()):
        flat.sort(key=lambda row: row[:10])
    return sheet(head, before, tail), sheet(other[0], flat, other[1], "\r\n")


def sheet(head: str, found: list[str], tail: str, gap: str = "\n") -> str:
    start = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{gap}'
    parts = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    inner = f"{head}<sheetData>{''.join(found)}</sheetData>{tail}{parts}"
    return f'{start}<worksheet xmlns="{MAIN}" xmlns:r="{REL}">{inner}</worksheet>'


def package(xml: str, ref: str = "A1:A3", **more) -> bytes:
    """Return a workbook with this sheet, and on it a table."""
    column = '<tableColumns count="1"><tableColumn id="1" name="Kop"/></tableColumns>'
    table = f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="{ref}">{column}</table>'
    extra = {TABLE: table, "xl/worksheets/_rels/sheet1.xml.rels": sheet_rels(), **more.pop("extra", {})}
    return handmade(sheets={"Blad": xml}, strings=STRINGS, extra=extra, **more)


def sheet_rels() -> str:
    return relationships({"rId1": "table ../tables/table1.xml"})


def outcome(found) -> object:
    """Return the faults, or the code of the refusal."""
    try:
        return Counter((fault.kind, fault.part, fault.detail) for fault in found())
    except PatchError as error:
        return error.code


def judged(before: bytes, after: bytes) -> tuple[object, object]:
    """Return the new faults of the sheet as the check finds them, and as all rules on the whole tree do."""
    was = outcome(lambda: PartRules(Book(Package(before))).faults(SHEET))
    quick = outcome(lambda: Check(before, after, [MARK]).part(SHEET))
    plain = outcome(lambda: PartRules(Book(Package(after))).faults(SHEET))
    if not isinstance(was, Counter) or "row-order" in {key[0] for key in was}:
        return None, None  # the rules did not look at every cell: what was there before is not known
    plain = "XA-G106" if isinstance(plain, Counter) and "bad-xml" in {key[0] for key in plain} else plain
    return tuple(found - was if isinstance(found, Counter) else found for found in (quick, plain))


CHAIN = {"xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="D1" i="1"/><c r="D2"/></calcChain>'}


@settings(max_examples=400, deadline=None)
@given(pairs(), st.booleans())
@example((sheet("", ['<row r="1"/>'], ""), sheet("", ['<row r="1"><c r="A1" s="4"/></row>'], "")), False)
@example((sheet("", ['<row r="1"/>'], ""), sheet("", ['<row r="1"/>', "<los"], "")), False)
def test_the_check_finds_the_new_faults_of_a_sheet_that_all_rules_find(pair, chained):
    more = {"extra": CHAIN, "rels": {"rIdC": "calcChain calcChain.xml"}} if chained else {}
    before, after = (package(xml, **more) for xml in pair)
    if before != after:
        quick, plain = judged(before, after)
        assert quick == plain


BROKEN_XML = (
    '<c r="A{n}" t="str"><v>a & b</v></c>',
    '<c r="A{n}" t="str"><v>&nbsp;</v></c>',
    '<c r="A{n}" t="str"><v>\x01</v></c>',
    '<c r="A{n}" t="str"><v>]]></v></c>',
)
HEADER = ['<row r="1"><c r="A1" t="s"><v>0</v></c></row>', '<row r="2"><c r="B2"><v>1</v></c></row>']
NEW_ROWS = [
    *(f'<row r="3">{cell}</row>'.replace("{n}", "3") for cell in FAULTY_CELLS + BROKEN_XML),
    *(f"{start}</row>".replace("{n}", "3") for start in ROW_STARTS[2:5]),
    '<row r="3"><c r="B3"/><c r="A3"/></row>',
    '<row r="3"><c r="A4"/></row>',
    '<row r="3" x:hoog="1"><c r="A3"/></row>',
    '<row r="2"/>',
    '<row r="1048577"/>',
    *ODD_PIECES[9:12],
    ODD_PIECES[-1],
]


@pytest.mark.parametrize("row", NEW_ROWS)
def test_a_new_row_with_a_fault_is_judged_by_the_rules(row):
    before, after = package(sheet("", HEADER, "")), package(sheet("", [*HEADER, row], ""))
    quick, plain = judged(before, after)
    assert quick == plain
    assert quick


@pytest.mark.parametrize("row", ODD_PIECES)
def test_an_odd_piece_between_rows_is_judged_by_the_rules(row):
    wrong = '<row r="7"><c r="A7" s="99"/></row>'
    before, after = package(sheet("", [*HEADER, row], "")), package(sheet("", [*HEADER, row, wrong], ""))
    quick, plain = judged(before, after)
    assert quick == plain


def test_bytes_that_are_no_utf_8_are_refused():
    before = package(sheet("", HEADER, ""))
    row = b'<row r="3"><c r="A3" t="str"><v>\xe9</v></c></row></sheetData>'
    after = altered(before, {SHEET: members(before)[SHEET].replace(b"</sheetData>", row)})
    with pytest.raises(PatchError):
        Check(altered(before, {}), after, [MARK]).part(SHEET)


@pytest.mark.parametrize(
    "row", [cell for cell in SOUND_CELLS if "is><r" not in cell and "<f t" not in cell][1:-1]
)
def test_a_row_as_programs_write_it_needs_no_tree(row):
    found = plain_sheet(sheet("", [f'<row r="3" spans="1:9">{row.replace("{n}", "3")}</row>'], "").encode())
    assert found is not None
    assert found.is_plain(0)


OTHER_HEADER = ['<row r="1"><c r="A1" t="s"><v>1</v></c></row>', HEADER[1]]


def test_a_header_cell_that_changed_is_held_against_its_table():
    before, after = package(sheet("", HEADER, "")), package(sheet("", OTHER_HEADER, ""))
    assert {fault.kind for fault in Check(before, after, [MARK]).part(SHEET)} == {"table-header"}


def test_a_table_that_changed_is_held_against_its_sheet():
    before, after = package(sheet("", HEADER, "")), package(sheet("", HEADER[:1], ""), ref="A2:A3")
    edits = [MARK, AppendRows(table="T", rows=())]
    assert {fault.kind for fault in Check(before, after, edits).part(SHEET)} == {"table-header"}


def test_formulas_that_lose_the_one_that_they_follow_are_found():
    leader = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="E1"><f t="shared" ref="E1:E2" si="0">1</f></c></row>'
    )
    follower = '<row r="2"><c r="E2"><f t="shared" si="0"/></c></row>'
    before = package(sheet("", [leader, follower], ""))
    after = package(sheet("", [HEADER[0], follower], ""))
    assert {fault.kind for fault in Check(before, after, [MARK]).part(SHEET)} == {"shared-formula"}


def test_a_lower_number_of_formats_gets_every_row_a_new_look():
    xml = sheet("", [HEADER[0], '<row r="2"><c r="A2" s="3"/></row>'], "")
    before = package(xml)
    fewer = members(before)["xl/styles.xml"].decode().replace('<xf numFmtId="2"/>', "")
    after = altered(before, {SHEET: xml.replace('"2"', '"3"').replace("A2", "A3"), "xl/styles.xml": fewer})
    assert {fault.kind for fault in Check(altered(before, {}), after, [MARK]).part(SHEET)} == {"style-index"}


NORMAL = altered(BOOK, {})
ASKED = [
    *(
        MarkCell(sheet=s.name, cell="A1", fill="FFFFFF", border="000000")
        for s in Book(Package(BOOK)).sheets().values()
    ),
    *(AppendRows(table=name, rows=()) for name in Book(Package(BOOK)).tables()),
]
IN_BOOK = [
    (kind, package)
    for kind, package in BROKEN
    if kind != "unreadable" and members(package).keys() == members(BOOK).keys()
]


@pytest.mark.parametrize(("kind", "package"), IN_BOOK, ids=[kind for kind, _ in IN_BOOK])
def test_a_patch_that_would_break_the_workbook_is_stopped(kind, package):
    with pytest.raises(PatchError):
        verify(NORMAL, package, ASKED)


TEXTS = st.text(alphabet="ab<>&\"' _x0\r\n\t\u20ac\U0001f600", max_size=12)
VALUES = (
    TEXTS
    | st.sampled_from(["#N/A", "#REF!", "_x000D_", "&amp;", "Kop", "a & b", "TRUE", "1"])
    | st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e15, 1e15)
    | st.dates(date(1905, 1, 1))
    | st.datetimes(datetime(1905, 1, 1), datetime(2100, 1, 1))
)
RAW_TEXT = st.text(alphabet="ab1#N/A_x0D", max_size=8) | st.sampled_from(
    [
        "#N/A",
        "Kop",
        "&#38;",
        "&#xA;",
        "&lt;&amp;lt;",
        "a\r\nb",
        "_x0041_",
        "1",
        "0",
        "45000",
        "45000.5",
        "1e3",
        " ",
    ]
)


@st.composite
def raw_cells(draw) -> str:
    """Return a cell in B1, in one of the ways in which a value can stand there."""
    style = draw(st.sampled_from(["", ' s="2"', ' s="1"']))
    kind = draw(st.sampled_from(["", ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="s"', ' t="inlineStr"']))
    text = draw(RAW_TEXT)
    formula = draw(
        st.sampled_from(["", "<f>1+1</f>", '<f ca="1">A1&lt;&gt;"x"</f>', '<f t="array" ref="B1">1</f>'])
    )
    stored = draw(st.sampled_from([f"<v>{text}</v>", "<v/>", ""]))
    inline = draw(st.sampled_from([f"<is><t>{text}</t></is>", "<is><t/></is>", "<is><r><t>a</t></r></is>"]))
    attributes = draw(st.sampled_from([f"{style}{kind}", f"{kind}{style}"]))
    return f'<c r="B1"{attributes}>{formula}{inline if "inline" in kind else stored}</c>'


def readers(cell: str):
    """Return the reader of bytes and the reader of the tree for a sheet with one cell; None for no reader."""
    xml = sheet("", [f'<row r="1"><c r="A1" t="s"><v>0</v></c>{cell}</row>'], "")
    book = Book(Package(package(xml)))
    apart = plain_sheet(xml.encode())
    return apart and PlainCells(apart, book), GridCells(book, book.sheet("Blad"))


@settings(max_examples=500, deadline=None)
@given(raw_cells(), VALUES)
def test_what_the_bytes_surely_hold_the_tree_holds(cell, value):
    plain, tree = readers(cell)
    try:
        found = list(plain.formulas())
        sure = plain.holds(1, 2, value)
    except UnsureError:
        return
    assert not sure or tree.holds(1, 2, value)
    wanted = list(tree.formulas())
    assert [(spot, text) for spot, text, _ in found] == [(spot, text) for spot, text, _ in wanted]
    for (_, _, mine), (_, _, theirs) in zip(found, wanted, strict=True):
        assert not plain.computes(mine, value) or tree.computes(theirs, value)
        assert not plain.is_void(mine) or tree.is_void(theirs)


@settings(max_examples=200, deadline=None)
@given(st.lists(VALUES.filter(lambda value: value not in {"#N/A", "#REF!"}), min_size=1, max_size=4))
def test_what_a_patch_writes_is_sure_from_the_bytes(values):
    start = package(sheet("", HEADER, ""))
    after = patch(
        start,
        [SetCell(sheet="Blad", cell=f"{chr(66 + at)}2", value=value) for at, value in enumerate(values)],
    )
    book, apart = Book(Package(after)), plain_sheet(members(after)[SHEET])
    plain = PlainCells(apart, book)
    assert [plain.holds(2, col, value) for col, value in enumerate(values, 2)] == [True] * len(values)
