"""Many new rows at the end of a sheet are written as text: to the byte as they are written through a tree."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.package.edits import AppendRows, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.patch import patch
from tests.packages import edited, fiche_book, members

LOG = "xl/worksheets/sheet4.xml"  # Logboek of a fiche_book with two fiches: table A3:D7, four spare rows
MANY = 260
PACKAGE = fiche_book()

texts = st.one_of(
    st.sampled_from(
        ["", " ", " ruimte ", "a & b < c > d", "\"'", "_x0041_", "=1+1", "é 🙂", "een\ntwee\r\nt"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
cell_values = st.one_of(
    st.none(),
    texts,
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)),
)
heights = st.one_of(st.none(), st.floats(1, 600))


def both(package: bytes, edit: AppendRows) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The members after an edit that is alone on its sheet, and after one beside another, through a tree."""
    alone, beside = (patch(package, [*beside, edit]) for beside in ((), (same_title(package),)))
    return members(alone), members(beside)


def same_title(package: bytes) -> SetCell:
    return SetCell(sheet="Logboek", cell="H1", value=None)


def log(rows, **more) -> AppendRows:
    return AppendRows(table="Logboek", rows=tuple(rows), **more)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(cell_values, cell_values, cell_values, cell_values), min_size=1, max_size=60),
    st.lists(heights, max_size=12),
)
def test_the_rows_are_to_the_byte_as_through_a_tree(rows, some):
    several = (rows * MANY)[:MANY]
    alone, beside = both(PACKAGE, log(several, heights_pt=tuple((some * MANY)[: len(some) * 7])))
    assert alone == beside


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("no spare rows", 'ref="A3:D7"', 'ref="A3:D7"'),
        ("a prefix", "<worksheet xmlns=", '<worksheet xmlns:q="urn:q" xmlns='),
        ("a used range", "<sheetData>", "<sheetData>"),
    ],
)
def test_other_sheets_too(what, old, new):
    package = (
        edited(fiche_book(), LOG, old, new) if old in members(fiche_book())[LOG].decode() else fiche_book()
    )
    filled = patch(package, [log([("x", "y", 1, "z")] * 4)])
    for start in (package, filled):
        alone, beside = both(start, log([("a", "b", n, None) for n in range(MANY)]))
        assert alone == beside, what


def test_what_stands_below_is_in_the_way_as_ever():
    noted = patch(fiche_book(), [SetCell(sheet="Logboek", cell="B40", value="notitie")])
    with pytest.raises(PatchError) as caught:
        patch(noted, [log([("a", "b", 1, "c")] * MANY)])
    assert caught.value.code == "XA-G116"


def test_what_stands_below_beside_the_table_stays_where_it_is():
    noted = patch(fiche_book(), [SetCell(sheet="Logboek", cell="H40", value="notitie")])
    alone, beside = both(noted, log([("a", "b", n, None) for n in range(MANY)]))
    assert alone == beside
    assert b"notitie" in alone[LOG]


def test_rows_of_its_own_below_the_table_are_taken_in_first():
    typed = patch(fiche_book(), [SetCell(sheet="Logboek", cell="A9", value="getypt")])
    alone, beside = both(typed, log([("a", "b", 1, "c")] * MANY, own_rows=frozenset({9})))
    assert alone == beside


def test_a_row_that_does_not_fit_is_refused_as_ever():
    with pytest.raises(PatchError) as caught:
        patch(fiche_book(), [log([("a", "b", 1, "c")] * MANY + [("a", "b", 1, "c", "d")])])
    assert caught.value.code == "XA-G118"


def test_more_rows_than_a_sheet_has_are_refused():
    long = edited(fiche_book(), "xl/tables/table4.xml", "A3:D7", "A3:D1048400")
    full = patch(long, [SetCell(sheet="Logboek", cell="A1048400", value="laatste")])
    with pytest.raises(PatchError) as caught:
        patch(full, [log([("a", "b", 1, "c")] * MANY)])
    assert caught.value.code == "XA-G116"
