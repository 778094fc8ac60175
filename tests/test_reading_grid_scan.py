"""What is read straight from the bytes is what a parser finds, or the parser is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.reading.grid_scan import scan_facts
from actielijst_xl.reading.grid_xlsx import parsed_facts

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: str, cols: str = "") -> bytes:
    return f'<worksheet xmlns="{NS}">{cols}<sheetData>{rows}</sheetData></worksheet>'.encode()


def row(number, attributes, cells):
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


row_attributes = st.sampled_from(
    ["", ' hidden="1"', ' hidden="0"', ' hidden="true"', ' ht="0"', ' ht="12"', " hidden='1'"]
)
cell_tails = st.sampled_from(
    [
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
    ]
)
cols = st.sampled_from(
    [
        "",
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" hidden="0"/></cols>',
        '<cols><col hidden="true" min="1" max="1" width="0"/></cols>',
        "<cols><col min='2' max='3' hidden='1'/></cols>",
    ]
)


@given(st.lists(st.tuples(row_attributes, st.lists(cell_tails, max_size=4)), max_size=4), cols)
def test_the_bytes_tell_what_the_parser_tells_or_leave_it_to_the_parser(rows, columns):
    xml = sheet(
        "".join(
            row(n, attributes, [f'<c r="{"ABCD"[c]}{n}"{tail}' for c, tail in enumerate(cells)])
            for n, (attributes, cells) in enumerate(rows, 1)
        ),
        columns,
    )
    facts = scan_facts(xml)
    assert facts is None or facts == parsed_facts(xml)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>',
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>',
    ],
)
def test_ordinary_sheets_need_no_parser(rows):
    assert scan_facts(sheet(rows)) is not None


@pytest.mark.parametrize(
    "rows",
    [
        "<row hidden='1'/>",
        '<row hidden="1"><c><v>1</v></c></row>',
        '<row r="1"><c t="e"><v>#REF!</v></c></row>',
        '<row r="1"><c r="A1"><f>B1</f></c></row>',
    ],
)
def test_doubt_is_left_to_the_parser(rows):
    assert scan_facts(sheet(rows)) is None
