"""A cell that stands out, and the sheet that a workbook opens on: nothing else of the package changes."""

import openpyxl
import pytest

from actielijst_xl.package.book import Book
from actielijst_xl.package.edits import MarkCell, OpenOn, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.facts import facts, texts
from actielijst_xl.package.lint import lint
from actielijst_xl.package.marks import check_marks
from actielijst_xl.package.parts import Package
from actielijst_xl.package.patch import patch
from tests.packages import STYLES, altered, fiche_book, members, opened

RED, INK, YELLOW = "F9DAD7", "8A1C12", "FFFBEA"


def mark(cell="B5", **more):
    given = {"sheet": "Fiche 1", "cell": cell, "fill": RED, "border": INK} | more
    return MarkCell(**given)


@pytest.fixture(scope="module")
def book():
    """A workbook with the sheet on which cells are marked."""
    data = fiche_book()
    name = facts(data).sheets[0]
    return data, name


def fill(data, sheet, cell):
    return opened(data)[sheet][cell].fill.fgColor.rgb


def test_a_marked_cell_keeps_its_value_format_and_protection(book):
    data, name = book
    before = opened(data)[name]
    for where in ("A1", "B3", "A5"):
        after = opened(patch(data, [mark(where, sheet=name)]))[name][where]
        assert after.fill.fgColor.rgb == f"FF{RED}"
        assert after.border.left.color.rgb == after.border.bottom.color.rgb == f"FF{INK}"
        was = before[where]
        assert (after.value, after.number_format) == (was.value, was.number_format)
        assert (after.protection.locked, repr(after.font)) == (was.protection.locked, repr(was.font))


def test_a_cell_that_was_not_there_can_be_marked(book):
    data, name = book
    after = patch(data, [mark("ZZ900", sheet=name)])
    assert fill(after, name, "ZZ900") == f"FF{RED}"
    assert not lint(after)


def test_only_the_sheet_and_the_styles_change(book):
    data, name = book
    before, after = members(data), members(patch(data, [mark("B3", sheet=name)]))
    changed = {part for part in after if before.get(part) != after[part]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_marks_with_one_look_share_one_fill_and_one_border(book):
    data, name = book
    after = patch(data, [mark(f"{col}{row}", sheet=name) for col in "ABC" for row in range(1, 8)])
    again = patch(after, [mark("D9", sheet=name)])
    count = [members(one)["xl/styles.xml"].count(RED.encode()) for one in (after, again)]
    assert count == [1, 1]


def test_a_mark_is_put_back_only_where_it_still_is(book):
    data, name = book
    marked = patch(data, [mark("B3", sheet=name)])
    back = [mark(c, sheet=name, fill=YELLOW, instead_of=RED) for c in ("B3", "B4")]
    after = patch(marked, back)
    assert fill(after, name, "B3") == f"FF{YELLOW}"
    assert fill(after, name, "B4") == fill(data, name, "B4")


def test_a_workbook_without_fills_is_refused_and_not_broken():
    styles = STYLES.replace(
        '<fills count="2"><fill><patternFill/></fill><fill><patternFill/></fill></fills>', ""
    )
    data = altered(fiche_book(), {"xl/styles.xml": styles})
    with pytest.raises(PatchError):
        patch(data, [mark(sheet=facts(data).sheets[0])])


def test_the_workbook_opens_on_one_sheet_and_others_can_be_hidden(book):
    data, _ = book
    names = facts(data).sheets
    after = patch(data, [OpenOn(sheet=names[1], hide=(names[0], "bestaat niet"))])
    found = opened(after)
    assert found.active.title == names[1]
    assert found[names[0]].sheet_state == "hidden"
    assert [s.title for s in found if s.sheet_view.tabSelected] == [names[1]]
    assert not lint(after)


def test_the_check_of_the_result_sees_a_mark_that_is_missing_or_changed_a_value(book):
    data, name = book
    edit = mark("A6", sheet=name)
    marked = patch(data, [edit])
    other = patch(marked, [SetCell(sheet=name, cell="A6", value="iets anders")])
    for after in (data, other):
        with pytest.raises(PatchError, match=name):
            check_marks(Book(Package(data)), Book(Package(after)), [edit])


def test_texts_of_a_sheet_are_found_by_address(book):
    data, name = book
    sheet = opened(data)[name]
    found = texts(data, name)
    wanted = {c.coordinate: c.value for row in sheet.iter_rows() for c in row if c.data_type == "s"}
    assert {where: text for where, text in found.items() if text} == wanted


def test_openpyxl_reads_what_was_marked(book):
    data, name = book
    assert isinstance(opened(patch(data, [mark("B3", sheet=name)])), openpyxl.Workbook)
