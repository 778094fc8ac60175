from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from actielijst_xl.package import markup
from actielijst_xl.package.grid import Grid
from actielijst_xl.package.refs import Box, address
from actielijst_xl.package.strings import SharedStrings
from actielijst_xl.package.values import escape
from tests.packages import MAIN, STRICT_MAIN

HEADS = {
    "plain": f'<worksheet xmlns="{MAIN}">|</worksheet>',
    "prefixed": f'<x:worksheet xmlns:x="{MAIN}">|</x:worksheet>',
    "twice, plain": f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">|</worksheet>',
    "twice, prefixed": f'<x:worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">|</x:worksheet>',
    "strict": f'<worksheet xmlns="{STRICT_MAIN}" xmlns:r="urn:r">|</worksheet>',
    "no namespace": "<worksheet>|</worksheet>",
}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
odd_texts = st.sampled_from(
    ["", "a\r\nb", " a ", "]]>", "&amp;", "_x0041_", "_x", '"', "<!--", "\ufffe", "\x85\u2028"]
)
days = st.dates(date(1904, 1, 1), date(9999, 1, 1)) | st.datetimes(datetime(1904, 1, 1))
numbers = st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
values = st.none() | st.booleans() | texts | odd_texts | numbers | days
styles = st.sampled_from(["", "0", "3", "12", 'a"<&']) | st.text("0123456789", max_size=3)
cells = st.dictionaries(st.sampled_from([1, 2, 3, 26, 27, 16_384]), st.tuples(styles, values), max_size=4)
blocks = st.lists(cells, min_size=1, max_size=4)


def sheet(head: str, *, strip_rows: bool = False) -> Grid:
    start, end = HEADS[head].split("|")
    name = "x:" if start.startswith("<x:") else ""
    row = f'<{name}row r="2"><{name}c r="B2"/></{name}row>'.replace(' r="2"', "" if strip_rows else ' r="2"')
    inside = f'<{name}dimension ref="B2"/><{name}sheetData>{row}</{name}sheetData>'
    root = markup.parse(f"{start}{inside}{end}".encode(), "sheet")
    return Grid(root, lambda: SharedStrings(None), epoch_1904=False)


def one_by_one(grid: Grid, rows) -> None:
    for row, filled in rows:
        element = markup.append(grid.data, "row", r=str(row))
        for col, style, value in filled:
            styled = {"s": style} if style else {}
            grid.write(markup.append(element, "c", r=address(row, col), **styled), value)
    grid.load()


@pytest.mark.parametrize("head", HEADS)
@given(block=blocks)
def test_rows_in_one_go_are_the_rows_made_cell_by_cell(head, block):
    rows = [(row, [(col, *found[col]) for col in sorted(found)]) for row, found in enumerate(block, start=3)]
    quick, plain = sheet(head), sheet(head)
    quick.append_rows(rows)
    one_by_one(plain, rows)
    assert etree.tostring(quick.data) == etree.tostring(plain.data)
    assert quick.row_numbers() == plain.row_numbers()
    for row, found in rows:
        assert quick.cells(row).keys() == {col for col, _, _ in found}
        assert all(quick.same(quick.find(row, col), value) for col, _, value in found)


def test_more_rows_than_go_in_one_block_come_in_order():
    grid = sheet("plain")
    grid.append_rows((row, [(2, "", row)]) for row in range(3, 2_503))
    assert [grid.stored(grid.find(row, 2)) for row in grid.row_numbers()[1:]] == list(range(3, 2_503))
    assert b'<dimension ref="B2:B2502"/>' in markup.serialise(grid.root)


@given(block=blocks)
def test_the_dimension_grows_to_hold_every_new_cell(block):
    rows = [(row, [(col, *found[col]) for col in sorted(found)]) for row, found in enumerate(block, start=3)]
    grid, spots = (
        sheet("plain"),
        [(2, 2), *((row, col) for row, found in rows for col, _, _ in found or [(1, "", 0)])],
    )
    grid.append_rows(rows)
    held = Box.parse(markup.child(grid.root, "dimension").get("ref"))
    assert (held.top, held.bottom) == (2, rows[-1][0])
    assert (held.left, held.right) == (min(col for _, col in spots), max(col for _, col in spots))


def test_rows_without_a_number_get_one_before_rows_are_added():
    grid = sheet("plain", strip_rows=True)
    grid.append_rows([(5, [(1, "", "x")])])
    assert [row.get("r") for row in grid.data] == ["1", "5"]


def test_a_row_that_was_looked_for_before_it_was_there_is_found():
    grid = sheet("plain")
    assert grid.find(4, 1) is None
    grid.append_rows([(4, [(1, "", "x")])])
    assert grid.stored(grid.find(4, 1)) == "x"


@given(st.text() | odd_texts)
def test_text_is_escaped_as_if_no_text_were_clean(text):
    assert escape(text) == escape("\n" + text)[1:]
