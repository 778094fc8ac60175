"""Text in shapes and text that is struck through, as programs write them, and when they are damaged."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.zichtbaar import read_zichtbaar


def seen(data, **given):
    return read_zichtbaar(data, read_grid(data, "retour.xlsx"), **given)


def by_xlsxwriter(fill):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        fill(book, book.add_worksheet("Fiche"))
    return buffer.getvalue()


def by_openpyxl(fill):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Fiche"
    fill(book.active)
    book.save(buffer)
    return buffer.getvalue()


def struck(data):
    return [(f.code, f.cell, f.value) for f in seen(data).findings]


def with_part(data, mark, change):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if mark in name else old.read(name))
    return buffer.getvalue()


BOX = by_xlsxwriter(lambda _, sheet: sheet.insert_textbox("C5", "Niet akkoord\nZie de brief"))


def test_text_in_a_shape_stands_at_the_cell_where_it_begins():
    assert [(t.sheet, t.address, t.text) for t in seen(BOX).texts] == [
        ("Fiche", "C5", "Niet akkoord\nZie de brief")
    ]


def test_a_shape_without_text_is_nothing():
    assert seen(by_xlsxwriter(lambda _, sheet: sheet.insert_textbox("C5", ""))).texts == ()


def test_the_words_of_a_chart_are_no_text_in_a_shape():
    def fill(book, sheet):
        sheet.write_column("A1", [1, 2])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Fiche!$A$1:$A$2"})
        chart.set_title({"name": "Titel", "name_font": {"size": 9}})
        sheet.insert_chart("C1", chart)

    assert seen(by_xlsxwriter(fill)).texts == ()


def test_the_parts_that_were_inflated_before_say_the_same():
    with zipfile.ZipFile(io.BytesIO(BOX)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert seen(BOX, parts=parts) == seen(BOX)


def test_a_damaged_drawing_costs_no_more_than_itself():
    assert seen(with_part(BOX, "drawing1.xml", lambda part: part[:-9])).texts == ()


def test_a_struck_row_is_told_once():
    def fill(sheet):
        sheet.append(["P1-A01", "Bellen", None, 2027])
        sheet.append(["P1-A02", "Schrijven"])
        for cell in sheet[1]:
            cell.font = Font(strike=True)

    assert struck(by_openpyxl(fill)) == [("XA-S099", "A1", "P1-A01 · Bellen · 2027")]


@pytest.mark.parametrize("make", ["shared", "inline"])
def test_a_line_through_some_words_is_told(make):
    def shared(book, sheet):
        line = book.add_format({"font_strikeout": True})
        sheet.write_rich_string("B2", "Ruimte ", line, "voor wonen", " en werken")

    def inline(sheet):
        words = TextBlock(InlineFont(strike=True), "voor wonen")
        sheet["B2"] = CellRichText("Ruimte ", words, " en werken")

    data = by_xlsxwriter(shared) if make == "shared" else by_openpyxl(inline)
    assert struck(data) == [("XA-S099", "B2", "Ruimte voor wonen en werken")]


def test_a_font_that_says_it_has_no_line_has_none():
    data = by_openpyxl(lambda sheet: sheet.append(["Bellen"]))
    plain = with_part(data, "styles", lambda part: part.replace(b"<font>", b'<font><strike val="0"/>', 1))
    assert b'<strike val="0"/>' in zipfile.ZipFile(io.BytesIO(plain)).read("xl/styles.xml")
    assert struck(plain) == []


def test_a_struck_cell_without_text_is_nothing():
    def fill(sheet):
        sheet["A1"].font = Font(strike=True)
        sheet["B1"] = "gewoon"

    assert struck(by_openpyxl(fill)) == []
