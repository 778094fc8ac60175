"""What is read straight from the bytes is what a parser finds, or the parser is asked."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from actielijst_xl.reading.grid_scan import needs_repair, scan_facts
from actielijst_xl.reading.grid_xlsx import parsed_facts

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def sheet(rows: str, cols: str = "") -> bytes:
    return f'<worksheet xmlns="{NS}">{cols}<sheetData>{rows}</sheetData></worksheet>'.encode()


def row(number, attributes, cells):
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


ROWS = [
    *("", ' hidden="1"', ' hidden="0"', ' hidden="true"', ' ht="0"', ' ht="12"', " hidden='1'"),
    *(' ht="0.75"', ' ht = "0"', "\tht='0'", '\nhidden\t=\n"on"', ' customHeight="0" ht="15"'),
    *(' hidden="false" ht="0"', ' spans="1:3" hidden="false"', ' s="&gt;" hidden="1"', ' s=">" ht="0"'),
    *(' x:hidden="1" xmlns:x="x"', ' thickBot="1"', ' hidden="&#49;"', ' ht="-1"'),
]
TAILS = [
    "><v>1</v></c>",
    ' t="e"><v>#REF!</v></c>',
    ' s="2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
    ' t="e" s="2"><f t="shared" si="0"/><v>#N/A</v></c>',
    ' t="e"/>',
    ' t="e"><v/></c>',
    " t='e'><v>#NUM!</v></c>",
    "><f>A1</f><v>3</v></c>",
    "><f>A1</f></c>",
    "><f>A1</f><v></v></c>",
    '><f t="shared" si="0"/></c>',
    '\n t="e"><v>#NULL!</v></c>',
    '\nt="e"><v>#NULL!</v></c>',
    ' t="str"><f>A1</f><v></v></c>',
    ' t="inlineStr"><is><t>t="e" hidden="1" &lt;row hidden="1"&gt;</t></is></c>',
    ' t="inlineStr"><is><t><![CDATA[<c r="Z9" t="e"><v>x</v></c>]]></t></is></c>',
    "><!-- <c r='Z9' t='e'> --><v>1</v></c>",
    '><?x <c r="Z9" t="e"><v>x</v></c> ?><v>1</v></c>',
    ' t = "e"><v>#REF!</v></c>',
    ' t="&#101;"><v>#REF!</v></c>',
    ' t="&#x65;"><f>A1</f></c>',
    '\tt = "&#101;"><v>#REF!</v></c>',
    " t =\n'e'><v>#REF!</v></c>",
    ' t="inlineStr"><is><t xml:space="preserve">als A = \'x\' zo \'n &#39;&#9679;</t></is></c>',
    ' t="str"><f>IF(A1="&#9679; x","&#9679;",B1)</f><v>&#9679;</v></c>',
    '><f>IF(A1>0,"&#9679; x",1)</f><v></v></c>',
    ' t="e"><v>#N/A&#33;</v></c>',
    ' t="e"><v xml:space="preserve">#N/A</v></c>',
    ' t="e"><f>IF(A1="e","e",NA())</f><v>#N/A</v></c>',
    ' t="str"><f>IF(A1="e",">","\'e\'")</f><v>e</v></c>',
    ' t="str"><f>\'Blad 1\'!A1&amp;"#"&amp;"="</f><v>x</v></c>',
    ' s="e" t="e"><v>#REF!</v></c>',
    ' s=">" t="e"><v>#REF!</v></c>',
    ' t="e"><f>A1</f></c>',
    ' t="e"><f>A1</f><v/></c>',
    ' t="str"><f>A1</f><v/></c>',
    ' t="str"><f>A1</f></c>',
    "><f>A1</f><v/></c>",
    "><f>A1</f> <v>1</v></c>",
    "><f>A1</f ><v>1</v></c>",
    "><f>A1</f><v> </v></c>",
    "><f>A1</f>\n</c>",
    "><f/></c>",
    "><f/><v>1</v></c>",
    "><v>1</v><f>A1</f></c>",
    "><v></v><f>A1</f></c>",
    ' t="inlineStr"><f>A1</f><is><t>x</t></is></c>',
    "><foo/></c>",
    '><extLst xmlns="x"><c t="e" r="A1"/></extLst></c>',
    '><v>1</v></c><x:c xmlns:x="x" r="Z9" t="e"><v>#REF!</v></x:c>',
    f'/><x:c xmlns:x="{NS}" r="Z9" t="e"><v>#REF!</v></x:c>',
    '/><x:c r="Z9" t="e"><v>#REF!</v></x:c>',
    "/><f>A1</f><v></v>",
    "/>",
]
HEADS = [
    "",
    '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/></cols>',
    '<cols><col hidden="true" min="1" max="1" width="0"/></cols>',
    "<cols><col min='2' max='3' hidden='1'/></cols>",
    '<cols><col min="2" max="3" hidden = "1"/></cols>',
    '<cols><col max="3" hidden="1"/></cols>',
    '<cols><col min="2" max="2" style="&lt;" hidden="&#49;"/></cols>',
    '<!-- --><cols><col min="2" max="2" hidden="1"/></cols>',
    '<?x <cols><col min="2" max="2" hidden="1"/></cols>?>',
    f'<x:cols xmlns:x="{NS}"><x:col min="2" max="2" hidden="1"/></x:cols>',
    '<sheetPr codeName="hidden"/>',
]
COLS = '<cols><col min="1" max="1" hidden="1"/></cols>'
FRAMES = [
    f'<worksheet xmlns="{NS}">%s<sheetData>%s</sheetData></worksheet>',
    f'<?xml version="1.0"?>\n<worksheet xmlns="{NS}" >%s<sheetData>%s</sheetData></worksheet>',
    f'\ufeff<worksheet xmlns="{STRICT}">%s<sheetData>%s</sheetData></worksheet>',
    f"<worksheet xmlns='{NS}'>%s<sheetData>%s</sheetData></worksheet>",
    f'<worksheet xmlns="{NS}" xmlns:x="{NS}">%s<sheetData>%s</sheetData></worksheet>',
    f'<x:worksheet xmlns:x="{NS}" xmlns="{NS}">%s<sheetData>%s</sheetData></x:worksheet>',
    f'<worksheet xmlns="{NS}" xmlns:x="&#104;ttp://x">%s<sheetData>%s</sheetData></worksheet>',
    f'<worksheet xmlns="{NS}">%s<sheetData>%s</sheetData><!-- </sheetData> --></worksheet>',
    f'<worksheet xmlns="{NS}">%s<sheetData>%s</sheetData><?x </sheetData><cols/> ?></worksheet>',
    f'<worksheet xmlns="{NS}">%s<sheetData>%s</sheetData>{COLS}</worksheet>',
    f'<worksheet xmlns="{NS}">%s<sheetData>%s</sheetData><!-- x --></worksheet>',
    f'<worksheet xmlns="{NS}">%s<sheetData/><sheetData>%s</sheetData></worksheet>',
]


def part(rows, head, frame) -> bytes:
    inside = "".join(
        row(n, attributes, [f'<c r="{"ABCD"[c]}{n}"{tail}' for c, tail in enumerate(cells)])
        for n, (attributes, cells) in enumerate(rows, 1)
    )
    return (frame % (head, inside)).encode()


def compare(xml: bytes) -> None:
    """Both see the same; what is not well-formed never comes through the gate."""
    facts = scan_facts(xml)
    if facts is None:
        return
    try:
        parsed = parsed_facts(xml)
    except (etree.XMLSyntaxError, ValueError):
        return
    assert facts == parsed
    assert not needs_repair(xml)


@pytest.mark.parametrize("frame", FRAMES)
def test_the_bytes_tell_what_the_parser_tells_or_leave_it_to_the_parser(frame):
    for head, tail in product(HEADS, TAILS):
        compare(part([("", [tail])], head, frame))
    for attributes in ROWS:
        compare(part([(attributes, ["><v>1</v></c>"])], "", frame))


some_rows = st.lists(
    st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(TAILS), max_size=4)), max_size=4
)


@given(some_rows, st.sampled_from(HEADS), st.sampled_from(FRAMES))
def test_whatever_stands_beside_it(rows, head, frame):
    compare(part(rows, head, frame))


@given(some_rows, st.sampled_from(HEADS), st.data())
def test_signs_put_anywhere_change_what_both_see_or_leave_it_to_the_parser(rows, head, data):
    xml = part(rows, head, FRAMES[0])
    at, removed = data.draw(st.integers(0, len(xml))), data.draw(st.integers(0, 1))
    signs = [" ", "\t", "'", "= '", '"', "=", ">", "/", "x:", "&amp;", "&#101;", "<!---->", "<f/>", "<v/>"]
    compare(xml[:at] + data.draw(st.sampled_from(signs)).encode() + xml[at + removed :])


def test_another_encoding_is_left_to_the_parser():
    xml = sheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>').decode()
    assert scan_facts(xml.encode("utf-16")) is None
    assert scan_facts(f'<?xml version="1.0" encoding="iso-8859-1"?>{xml}'.encode("latin-1")) is None


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>',
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1"><f>B1</f></c><c r="B1" t="str"><f>B1</f><v></v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>als A in \'zo \'n\' geval</t></is></c></row>',
        '<row r="1"><c r="A1"><f>IF(B1>0,"&#9679; x","&#9679;")</f><v></v></c></row>',
        '<row r="1" hidden="false" ht="15"><c r="A1"><f>\'Blad 1\'!B1="!?#&amp;x"</f><v>1</v></c></row>',
    ],
)
def test_ordinary_sheets_need_no_parser(rows):
    assert scan_facts(sheet(rows)) is not None


@pytest.mark.parametrize(
    "rows",
    [
        "<row hidden='1'/>",
        '<row r=" 1" hidden="1"/>',
        '<row hidden="1"><c><v>1</v></c></row>',
        '<row r="1"><c t="e"><v>#REF!</v></c></row>',
        '<row r="1"><c r="A1" t="e"><f>B1</f></c></row>',
        '<row r="1"><c r="A1" t="e" xmlns:x="x"><v>#REF!</v></c></row>',
    ],
)
def test_doubt_is_left_to_the_parser(rows):
    assert scan_facts(sheet(rows)) is None


def test_a_cell_with_an_address_is_not_where_its_row_says():
    xml = sheet('<row r="3"><c r="B7" t="e"><v>#REF!</v></c><c t="e"><v>#N/A</v></c></row>')
    assert parsed_facts(xml).unreadable == {(6, 1): "#REF!", (2, 2): "#N/A"}


def test_many_rare_signs_take_linear_time():
    formula = "<f>" + "'!?#x&quot;" * 200_000 + '"e"' * 200_000 + "</f>"
    xml = sheet(f'<row r="1"><c r="A1" t="str">{formula}<v>1</v></c></row>')
    assert scan_facts(xml) is not None
