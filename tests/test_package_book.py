"""What is known of a workbook: once looked up, and shared between who edits it and who checks it."""

from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.parts import Package
from actielijst_xl.package.splice import edit_cells
from tests.packages import fiche_book, handmade

SHEET = "xl/worksheets/sheet2.xml"


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="aAé'!$ß", max_size=6), max_size=6),
    st.text(alphabet="aAé'ß", min_size=1, max_size=3),
)
def test_the_names_about_a_sheet_are_those_in_which_its_name_occurs(texts, name):
    listed = "".join(
        f'<definedName name="n{at}">{escape(text)}</definedName>' for at, text in enumerate(texts)
    )
    book = Book(Package(handmade(workbook=f"<definedNames>{listed}</definedNames>")))
    book.sheet("Blad").element.set("name", name)
    book.forget_sheets()
    called = name.replace("'", "''").casefold()
    wanted = [f"n{at}" for at, text in enumerate(texts) if called in text.casefold()]
    assert [found.get("name") for found in book.names_about(book.sheet(name))] == wanted


def test_a_workbook_that_is_edited_once_more_leaves_the_first_as_it_was():
    book = Book(Package(fiche_book()))
    as_it_was = book.package.read(SHEET)
    other = book.again()
    edit_cells(other, other.sheet("01 Project"), [SetCell(sheet="01 Project", cell="B10", value="tekst")])
    assert b"tekst" in other.package.read(SHEET)
    assert book.package.read(SHEET) == as_it_was


def test_what_a_workbook_changes_it_no_longer_shares():
    book = Book(Package(fiche_book()))
    other = book.again()
    number = len(other.package.rels(other.key))
    other.package.add_rel(other.key, "soort", SHEET)
    assert [len(each.package.rels(each.key)) for each in (other, book)] == [number + 1, number]


def test_the_pieces_of_a_sheet_are_those_of_its_bytes_as_they_are_now():
    other = Book(Package(fiche_book())).again()
    sheet = other.sheet("01 Project")
    before = other.plain(SHEET)
    assert before is other.plain(SHEET)
    edit_cells(other, sheet, [SetCell(sheet=sheet.name, cell="A30", value="tekst")])
    assert other.plain(SHEET).numbers == [*before.numbers, 30]
    markup.child(other.package.tree(SHEET), "sheetData").clear()
    other.touch(sheet)
    assert other.plain(SHEET) is None
