"""The list of sheets: names that Excel accepts, and what counts on when a sheet comes between."""

import io

import pytest
import xlsxwriter
from lxml import etree

from actielijst_xl.package.edits import TakeSheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import patch
from actielijst_xl.package.sheets import is_sheet_name
from tests.packages import edited, fiche_book, members, opened

NAME = "03 'n Nieuw"


def donor() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet(NAME)
    sheet.write("A1", "nieuw")
    sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()


def with_sheet(package: bytes | None = None, before: str | None = None) -> bytes:
    return patch(package or fiche_book(), [TakeSheet(donor=donor(), name=NAME, before=before)])


@pytest.mark.parametrize(
    "name", ["", "x" * 32, "a/b", "a:b", "[a]", "a*", "a?", "a\\b", "'a", "a'", "History", "a\n"]
)
def test_a_name_that_excel_refuses_is_no_name(name):
    assert not is_sheet_name(name)


@pytest.mark.parametrize("name", ["a", "x" * 31, "012 Windpark", "a'b", "Geschiedenis"])
def test_other_names_are_fine(name):
    assert is_sheet_name(name)


def test_a_sheet_before_another_one_renumbers_names_and_the_active_tab():
    package = edited(
        fiche_book(), "xl/workbook.xml", "<workbookView ", '<workbookView activeTab="3" firstSheet="1" '
    )
    package = edited(package, "xl/worksheets/sheet1.xml", ' tabSelected="1"', "")
    after = with_sheet(package, "01 Project")
    book = opened(after)
    assert book.sheetnames[:3] == ["Overzicht", NAME, "01 Project"]
    assert book.active.title == "Logboek"
    assert book["Logboek"].print_area == "'Logboek'!$A$1:$D$7"
    assert {name: book[name].print_title_rows for name in (NAME, "01 Project", "Sjabloon", "Logboek")} == {
        NAME: "$1:$1",
        "01 Project": "$1:$3",
        "Sjabloon": "$1:$3",
        "Logboek": None,
    }
    assert b'firstSheet="2"' in members(after)["xl/workbook.xml"]


def test_the_titles_in_the_properties_follow():
    app = members(with_sheet(before="Logboek"))["docProps/app.xml"]
    titles = [item.text for item in etree.fromstring(app).find("{*}TitlesOfParts")[0]]
    assert titles[:5] == ["Overzicht", "01 Project", "02 Project", NAME, "Logboek"]
    counts = [int(item.text) for item in etree.fromstring(app).iter("{*}i4")]
    assert sum(counts) == len(titles)


def test_the_new_sheet_is_visible_and_not_selected():
    after = with_sheet()
    assert opened(after)[NAME].sheet_state == "visible"
    assert b"tabSelected" not in members(after)["xl/worksheets/sheet7.xml"]
    assert lint(after) == ()


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(PatchError) as stopped:
        with_sheet(before="Weg")
    assert stopped.value.code == "XA-G107"
