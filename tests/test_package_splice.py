"""Edits to a few rows of a sheet do what edits to the whole sheet do; other rows stay as they are."""

import io
import re
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from actielijst_xl.package.book import Book
from actielijst_xl.package.edits import Formula, RenewFormulas, SetCached, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.parts import Package
from actielijst_xl.package.patch import patch
from actielijst_xl.package.splice import apply_to_cells, edit_cells
from tests.packages import MAIN, altered, converted, handmade, members, needs_soffice

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = ["<si><t>Kop</t></si>", "<si><t>a &amp; b</t></si>", "<si><r><t>in</t></r><r><t>delen</t></r></si>"]
TEXT = '"x"&A1&lt;2'  # a formula with what is written in two ways

CELLS = (
    '<c r="A{n}"/>',
    '<c r="A{n}" t="s" s="1"><v>0</v></c>',
    '<c r="B{n}" s="2"><v>45000</v></c>',
    '<c r="B{n}" s="1" t="s"><v>2</v></c>',
    '<c  r="B{n}"   t="n" ><v>7</v></c >',
    '<c r="C{n}" t="str"><f>"x"&amp;A1&lt;2</f><v>tekst</v></c>',
    '<c r="C{n}" t="str"><f>&quot;x&quot;&amp;A1&lt;2</f><v>tekst</v></c>',
    '<c r="C{n}" s="3"><f>1+1</f><v>2</v></c>',
    '<c r="C{n}" t="n" s="3"><f>1+1</f><v>2</v></c>',
    '<c r="C{n}"><f ca="1">1+1</f><v>2</v></c>',
    '<c r="D{n}"><f>1+1</f></c>',
    '<c r="D{n}" t="b"><f>1+1</f><v>1</v></c>',
    '<c r="D{n}" t="e"><f>1+1</f><v>#N/A</v></c>',
    '<c r="D{n}" t="str"><f>1+1</f><v></v></c>',
    '<c r="E{n}" t="inlineStr"><is><t xml:space="preserve"> tekst </t></is></c>',
    '<c r="E{n}" t="inlineStr" x:wie="ik"><is><r><t>in</t></r><r><t>delen</t></r></is></c>',
    "<c><v>1</v></c>",
    '<x:c xmlns:x="urn:u" r="E{n}"/>',
)
TOGETHER = (
    '<c r="E{n}"><f t="shared" ref="E{n}:E9" si="0">A{n}+1</f><v>2</v></c>',
    '<c r="E{n}"><f t="shared" si="0"/><v>2</v></c>',
    '<c r="F{n}"><f t="array" ref="F{n}:G9">1+1</f><v>2</v></c>',
    '<c r="F{n}"><f t="dataTable" ref="F{n}:F9" dt2D="1"/><v>2</v></c>',
    '<m:c xmlns:m="' + MAIN + '" r="F{n}"><m:f>1+1</m:f></m:c>',
    '<c r="E{n}"><f xmlns="urn:u">1</f><v>2</v></c>',
    '<c r="ZZZ{n}"><f>1+1</f><v>2</v></c>',
    '<c r="g{n}"><f>1+1</f><v>2</v></c>',
)
BETWEEN = (
    "<!-- <row r='1'/> -->",
    "<?los?>",
    "\n  ",
    "<row><c><v>1</v></c></row>",
    '<row s="1" r="8"/>',
    '<row r="1"><c r="A1"/></row>',
    '<x:row xmlns:x="urn:u" r="8"/>',
    '<row r="8"><c r="A8" t="str"><v><![CDATA[<row r="9"]]></v></c></row>',
)
BROKEN = (
    "<los",
    '<row r="8"><c></row>',
    '<row r="8"><y:c/></row>',
    '<row r="8">&los;</row>',
    "\x01",
    "</row>",
)
STARTS = (
    '<row r="{n}">',
    '<row r="{n}" spans="1:3" ht="30">',
    '<row r="{n}" s="1" customFormat="1" ht="20" customHeight="1" >',
    '<row r="{n}" x:dyDescent="0.25">',
)
HEADS = (
    "",
    '<dimension ref="A1:C3"/><cols><col min="1" max="7" width="9" style="2"/></cols>',
    "<dimension ref='A1'></dimension><sheetFormatPr defaultRowHeight='12.75' />",
)
TAILS = (
    "",
    '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
    "<pageMargins  left='1' /><extLst><ext><x:los/></ext></extLst>\n",
)
ROOTS = (
    f'<worksheet xmlns="{MAIN}" xmlns:x="urn:u">',
    f'<worksheet a="&quot;" xmlns:x="urn:u" xmlns="{MAIN}" >',
)
DECLARATIONS = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', "", "\ufeff")

ROW_NUMBERS = st.integers(1, 9)
ADDRESSES = st.builds("{}{}".format, st.sampled_from("ABCDEFG"), ROW_NUMBERS)
VALUES = st.sampled_from(
    ["tekst", "", "=1+1", "#N/A", " a\r\nb <&> ", "_x000D_", "delen", 45000, 2, 7.5, True]
) | st.sampled_from([None, date(2027, 3, 1), datetime(2027, 3, 1, 12), "\ud800", 10**16, date(1899, 1, 1)])
KNOWN = st.builds(
    Formula,
    st.sampled_from(["1+1", '"x"&A1<2', "A1\n+1", "1 + 1"]),
    st.sampled_from(["tekst", "#N/A", "", None, 2, 2.0, True, 1]),
)
RENEWALS = st.builds(
    RenewFormulas,
    sheet=st.just("Blad"),
    wanted=st.dictionaries(ADDRESSES, KNOWN, max_size=12),
    same=st.just(lambda found, wanted: found.replace(" ", "") == wanted.replace(" ", "")),
    leave=st.frozensets(ADDRESSES, max_size=3),
)
NEW = RENEWALS.filter(lambda edit: edit.wanted).flatmap(
    lambda edit: st.frozensets(st.sampled_from(sorted(edit.wanted)), max_size=3).map(
        lambda new: RenewFormulas(sheet="Blad", wanted=edit.wanted, leave=edit.leave, new=new)
    )
)
EDITS = (
    st.builds(
        SetCell,
        sheet=st.just("Blad"),
        cell=ADDRESSES,
        value=VALUES,
        style_like=st.none() | ADDRESSES,
        height_pt=st.none() | st.sampled_from([10, 40, 500]),
    )
    | st.builds(
        SetCached,
        sheet=st.just("Blad"),
        cell=ADDRESSES,
        value=VALUES,
        formula=st.none() | st.sampled_from(["1+1", "2+2"]),
    )
    | RENEWALS
    | NEW
    | st.just(SetCell(sheet="Blad", cell="nergens", value=1))
)


@st.composite
def rows(draw, cells=CELLS) -> list[str]:
    """Return some of the rows 1 to 7 and sometimes something else between them."""
    found = []
    for number in sorted(draw(st.sets(st.integers(1, 7)))):
        inner = "".join(draw(st.lists(st.sampled_from(cells), max_size=4, unique=True)))
        start = draw(st.sampled_from(STARTS))
        found.append((start + inner + "</row>" if inner else start[:-1] + "/>").replace("{n}", str(number)))
    return found


@st.composite
def sheets(draw) -> str:
    """Return a sheet: plain, or with cells, rows and what stands around them as few programs write them."""
    found = draw(rows() | rows(CELLS + TOGETHER))
    if draw(st.integers(0, 4)) == 0:
        found.insert(draw(st.integers(0, len(found))), draw(st.sampled_from(BETWEEN)))
    root, head, tail = (draw(st.sampled_from(pieces)) for pieces in (ROOTS, HEADS, TAILS))
    start = draw(st.sampled_from(DECLARATIONS[:2]) | st.sampled_from(DECLARATIONS))
    return f"{start}{root}{head}<sheetData>{''.join(found)}</sheetData>{tail}</worksheet>"


def package(xml: str) -> bytes:
    return handmade(sheets={"Blad": xml}, strings=STRINGS)


def plainly(book: Book, edits) -> None:
    for edit in edits:
        apply_to_cells(book, edit)
    book.settle(book.sheet(edits[0].sheet))


def quickly(book: Book, edits) -> None:
    edit_cells(book, book.sheet(edits[0].sheet), edits)


def outcome(before: bytes, edits, way) -> object:
    """Return what the parts say after edits, whatever the bytes; of a refusal code and details."""
    book = Book(Package(before))
    try:
        way(book, edits)
    except PatchError as error:
        return error.code, error.details
    parts = members(book.package.save())
    said = {
        name: etree.tostring(etree.fromstring(part), method="c14n")
        for name, part in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    return said, book.formula_dropped, sorted(book.package.changed)


def same_both_ways(before: bytes, edits) -> None:
    assert outcome(before, edits, quickly) == outcome(before, edits, plainly)


@settings(max_examples=600, deadline=None)
@given(sheets(), st.lists(EDITS, min_size=1, max_size=5))
@example(
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="3"><c r="C3"/></row></sheetData></worksheet>',
    [SetCell(sheet="Blad", cell=cell, value="tekst") for cell in ("B1", "A9", "B2", "D3")],
)
def test_editing_a_few_rows_says_the_same_as_editing_the_whole_sheet(xml, edits):
    same_both_ways(package(xml), edits)


@settings(max_examples=200, deadline=None)
@given(
    rows(CELLS[:-1]).filter(bool),
    st.sampled_from(HEADS[:2]),
    st.sampled_from(TAILS),
    st.lists(EDITS, min_size=1, max_size=3),
)
def test_rows_that_no_edit_names_and_what_stands_behind_the_rows_keep_their_bytes(found, head, tail, edits):
    edits = [edit for edit in edits if not isinstance(edit, RenewFormulas)]
    before = package(f"{ROOTS[1]}{head}<sheetData>{''.join(found)}</sheetData>{tail}</worksheet>")
    book = Book(Package(before))
    try:
        quickly(book, edits or [SetCell(sheet="Blad", cell="B2", value="tekst")])
    except PatchError:
        return
    named = {
        int(re.sub("[A-Z]", "", cell))
        for e in edits
        for cell in (e.cell, getattr(e, "style_like", None))
        if cell
    }
    after = members(book.package.save())[SHEET].decode()
    numbered = {int(re.search('r="([0-9]+)"', row)[1]): row for row in found}
    assert [row for number, row in numbered.items() if number not in named | {2} and row not in after] == []
    assert after.endswith(f"</sheetData>{tail}</worksheet>")


ODD_ROW = '<row r="1"><c r="A1"  s="1" /></row>'
RIGHT = '<row r="2"><c r="C2" t="str" s="1" ><f>1+1</f><v>twee</v></c ></row>'
PLAIN = (
    f'<worksheet xmlns="{MAIN}"><sheetData>{ODD_ROW}'
    '<row r="2"><c r="C2" t="str"><f>A1&amp;"x"</f><v>x</v></c><c r="D2"  s="1"/></row>'
    '<row r="5"><c r="A5"  s="1" /></row></sheetData></worksheet>'
)
IN_PLACE = SetCell(sheet="Blad", cell="A4", value="tekst")


def after_edits(xml: str, edits) -> str:
    return members(patch(package(xml), edits))[SHEET].decode()


def test_a_new_row_comes_between_the_others_which_keep_their_bytes():
    made = after_edits(PLAIN, [IN_PLACE])
    assert re.findall('<row r="([0-9]+)"', made) == ["1", "2", "4", "5"]
    assert ODD_ROW in made
    assert '<c r="A5"  s="1" />' in made


AS_WRITTEN = [
    '<c r="C2" t="str"><f>A1&amp;"x"</f><v>x</v></c>',
    '<c r="C2" s="1" t="str"><f aca="false">A1&amp;&quot;x&quot;</f><v>x</v></c>',
    '<c r="C2" t="str" s="1"><f>A1&amp;&quot;x"</f><v>x</v></c>',
    '<c r="B2" t="n"><f>1</f><v>1</v></c><c r="C2" t="str"><f>A1&amp;"x"</f><v>x</v></c>',
]


@pytest.mark.parametrize("cell", AS_WRITTEN)
def test_formulas_that_have_their_value_are_no_reason_to_touch_a_row(cell):
    wanted = {"C2": Formula('A1&"x"', "x"), "B2": Formula("1", 1), "Z9": Formula("1", 1)}
    made = after_edits(
        PLAIN.replace(AS_WRITTEN[0], cell), [IN_PLACE, RenewFormulas(sheet="Blad", wanted=wanted)]
    )
    assert cell + '<c r="D2"  s="1"/>' in made


@pytest.mark.parametrize("wrong", [5, 40])
def test_formulas_are_renewed_in_few_rows_and_in_many(wrong):
    found = (f'<row r="{n}"><c r="A{n}"><f>1</f><v>{n > wrong:d}</v></c></row>' for n in range(1, 61))
    before = package(f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(found)}</sheetData></worksheet>')
    edits = [RenewFormulas(sheet="Blad", wanted={f"A{n}": Formula("1", 1) for n in range(1, 61)})]
    same_both_ways(before, edits)
    assert members(patch(before, edits))[SHEET].count(b"<v>1</v>") == 60


@pytest.mark.parametrize("known", [Formula('A1&"x"', "y"), Formula('A1&"y"', "x"), None])
def test_a_formula_that_has_another_value_or_is_another_one_is_renewed(known):
    wanted = {} if known is None else {"C2": known}
    xml = PLAIN.replace("x</v>", "z</v>") if known and known.value == "x" else PLAIN
    made = after_edits(xml, [RenewFormulas(sheet="Blad", wanted=wanted)])
    assert (f"<v>{known.value}</v>" in made) if known and known.value == "y" else "<v>" not in made


NOT_RIGHT = [
    ('<c r="C2"><f>1+1</f><v>5</v></c>', Formula("1+1", "5")),
    ('<c r="C2" t="str"><f>1+1</f><v>5</v></c>', Formula("1+1", 5)),
    ('<c r="C2" t="str"><f>1+1</f><v>_x0041_</v></c>', Formula("1+1", "_x0041_")),
    ('<c r="C2"><f>1\r+1</f><v>5</v></c>', Formula("1\r+1", 5)),
    ('<c r="B2"><f>1+1</f><v>5</v></c><c r="C2"><f>1+1</f><v>5</v></c>', Formula("1+1", 5)),
]


@pytest.mark.parametrize(("cell", "known"), NOT_RIGHT)
def test_a_formula_that_only_looks_like_the_wanted_one_is_renewed(cell, known):
    before = package(PLAIN.replace('<c r="C2" t="str"><f>A1&amp;"x"</f><v>x</v></c>', cell))
    edits = [RenewFormulas(sheet="Blad", wanted={"C2": known})]
    assert outcome(before, edits, quickly)[2] == [SHEET]
    same_both_ways(before, edits)


def test_a_format_is_taken_from_a_cell_in_a_row_that_no_edit_changes():
    made = after_edits(PLAIN, [SetCell(sheet="Blad", cell="A4", value="tekst", style_like="A5")])
    assert '<c r="A4" t="inlineStr" s="1">' in made


def test_what_stands_before_the_sheet_stays():
    start = "<?xml version='1.0' encoding='utf-8'?>\n"
    assert after_edits(start + PLAIN, [IN_PLACE]).startswith(start + "<worksheet")


def test_a_row_with_a_namespace_of_its_own_is_edited_too():
    own = '<row r="4" xmlns:q="urn:q"><c r="B4" q:wie="ik"/></row><row r="5">'
    assert "tekst" in after_edits(PLAIN.replace('<row r="5">', own), [IN_PLACE])


@pytest.mark.parametrize("piece", BROKEN)
@pytest.mark.parametrize("edit", [IN_PLACE, SetCell(sheet="Blad", cell="A5", value=None)])
def test_a_sheet_that_is_no_xml_is_refused_wherever_the_edits_are(piece, edit):
    with pytest.raises(PatchError) as caught:
        patch(package(PLAIN.replace("</sheetData>", f"{piece}</sheetData>")), [edit])
    assert caught.value.code == "XA-G106"


@pytest.mark.parametrize("piece", ["<a></b>", "&los;", "<x:a/>", '<a b="1" b="2"/>', "\ufffe"])
def test_what_stands_behind_the_rows_is_no_xml_is_refused(piece):
    with pytest.raises(PatchError) as caught:
        patch(package(PLAIN.replace("</worksheet>", f"{piece}</worksheet>")), [IN_PLACE])
    assert caught.value.code == "XA-G106"


def test_a_sheet_with_a_dtd_is_refused():
    with pytest.raises(PatchError) as caught:
        patch(package("<!DOCTYPE worksheet>" + PLAIN), [IN_PLACE])
    assert caught.value.code == "XA-G104"


def test_a_part_that_is_no_utf_8_is_refused():
    before = package(PLAIN)
    bad = members(before)[SHEET].replace(b'r="C2"', b'r="C2\xe9"')
    with pytest.raises(PatchError) as caught:
        patch(altered(before, {SHEET: bad}), [RenewFormulas(sheet="Blad", wanted={})])
    assert caught.value.code == "XA-G106"


def test_a_merged_cell_is_refused_also_where_only_its_row_is_looked_at():
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B5"/></mergeCells>'
    with pytest.raises(PatchError) as caught:
        patch(package(PLAIN.replace("</sheetData>", merged)), [IN_PLACE])
    assert caught.value.code == "XA-G115"


def test_a_block_of_an_array_formula_is_refused_also_from_another_row():
    block = '<row r="3"><c r="A3"><f t="array" ref="A3:A4">1</f></c></row><row r="5">'
    with pytest.raises(PatchError) as caught:
        patch(package(PLAIN.replace('<row r="5">', block)), [IN_PLACE])
    assert caught.value.code == "XA-G115"


def test_a_block_in_another_prefix_is_known_too():
    cell = f'<m:c xmlns:m="{MAIN}" r="A3"><m:f t="array" ref="A3:A4">1</m:f></m:c>'
    block = f'<row r="3">{cell}</row><row r="5">'
    with pytest.raises(PatchError) as caught:
        patch(package(PLAIN.replace('<row r="5">', block)), [IN_PLACE])
    assert caught.value.code == "XA-G115"


def test_a_formula_that_others_follow_leaves_them_their_own():
    leader = '<row r="3"><c r="A3"><f t="shared" ref="A3:A5" si="0">B3</f></c></row><row r="5">'
    xml = PLAIN.replace('<row r="5">', leader).replace(
        '<c r="A5"  s="1" />', '<c r="A5"><f t="shared" si="0"/></c>'
    )
    made = after_edits(xml, [SetCell(sheet="Blad", cell="A3", value=1)])
    assert "<f>B5</f>" in made


def test_the_range_of_the_sheet_grows_with_a_cell_outside_it():
    made = after_edits(
        PLAIN.replace("<sheetData>", '<dimension ref="A1:D5"/><sheetData>'),
        [SetCell(sheet="Blad", cell="F9", value=1)],
    )
    assert '<dimension ref="A1:F9"/>' in made
    assert ODD_ROW in made


def _by_xlsxwriter() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for name in ("Blad", "Ander"):
        sheet = book.add_worksheet(name)
        for row in range(12):
            sheet.write_row(row, 0, ["tekst", row, True])
            sheet.write_formula(row, 3, f'=IF(B{row + 1}<>"",A{row + 1}&"x","")', None, "tekstx")
            sheet.write_datetime(row, 4, datetime(2026, 11, 2), day)
            sheet.write_formula(row, 5, "=ROW()", None, row + 1)
        sheet.merge_range("H2:I4", "samen")
        sheet.set_row(5, 40)
    book.close()
    return buffer.getvalue()


def _by_openpyxl() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(_by_xlsxwriter()))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _by_pyexcelerate() -> bytes:
    excelerate = pytest.importorskip("pyexcelerate", reason="PyExcelerate is not installed")
    book = excelerate.Workbook()
    for name in ("Blad", "Ander"):
        sheet = book.new_sheet(name)
        for row in range(1, 13):
            for col, value in enumerate(["tekst", row, True, "=A1", datetime(2026, 11, 2)], 1):
                sheet.set_cell_value(row, col, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SHEET_FORMULAS = {f"D{n}": Formula(f'IF(B{n}<>"",A{n}&"x","")', "tekstx") for n in range(1, 13)}
ON_MADE = [
    SetCell(sheet="Blad", cell="A3", value="anders", height_pt=50),
    SetCell(sheet="Blad", cell="B6", value=date(2027, 3, 1)),
    SetCell(sheet="Blad", cell="E4", value="=tekst", style_like="A1"),
    SetCell(sheet="Blad", cell="A40", value=1),
    SetCell(sheet="Blad", cell="K9", value=True),
    SetCell(sheet="Blad", cell="D7", value=None),
    RenewFormulas(sheet="Blad", wanted=SHEET_FORMULAS | {"F2": Formula("ROW()", 3)}),
]


@pytest.mark.parametrize("make", [_by_xlsxwriter, _by_openpyxl, _by_pyexcelerate])
def test_workbooks_of_programs_say_the_same_both_ways(make):
    before = make()
    same_both_ways(before, ON_MADE)
    patch(before, ON_MADE)


@needs_soffice
@pytest.mark.libreoffice
def test_a_workbook_of_libreoffice_says_the_same_both_ways(tmp_path):
    before = converted(_by_xlsxwriter(), tmp_path)
    same_both_ways(before, ON_MADE)
    patch(before, ON_MADE)
