"""Notes on cells: in .xlsx as notes and as threads, in .ods as annotations, and when they are damaged."""

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.opmerkingen import MOST_TEXT, read_opmerkingen, safe_text
from tests import retour_builders as builders

BLAD = "NH-001 Station 1 – Noord"
THREADS = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="B8" dT="2026-11-01T10:00:00.00" personId="{1}" id="{A}"><text>Klopt dit jaar?</text>
</threadedComment>
<threadedComment ref="B8" dT="2026-11-02T10:00:00.00" personId="{2}" id="{B}" parentId="{A}">
<text>Ja, zie de brief</text></threadedComment></ThreadedComments>"""
SHADOW = """<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors>
<author>tc={A}</author><author>Jan</author></authors><commentList>
<comment ref="B8" authorId="0"><text><t>[Opmerkingenthread] Uw versie ... Klopt dit jaar?</t></text></comment>
<comment ref="B9" authorId="1"><text><r><t>Jan:</t></r><r><t xml:space="preserve">
Een _x0041_ gewone notitie</t></r></text></comment></commentList></comments>"""
ANNOTATED = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:body><office:spreadsheet><table:table table:name="Blad &amp; 1">
<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell>
<office:annotation><dc:creator>Piet</dc:creator><text:p>Twee<text:s text:c="2"/>regels</text:p>
<text:p><!-- niet --><text:span>hier</text:span></text:p></office:annotation><text:p>waarde</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def with_parts(data, added, changed=None):
    """A package with members added, and members changed by a function."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, (changed or {}).get(name, bytes)(content))
        for name, content in added.items():
            new.writestr(name, content)
    return buffer.getvalue()


def related(*targets):
    """Relationships of a sheet: (last word of the type, target)."""
    items = "".join(
        f'<Relationship Id="r{n}" Type="http://x/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{items}</Relationships>'


def plain(**notes):
    """A workbook of two sheets with notes on the second one, written by XlsxWriter."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("Eerste").write("A1", "x")
        sheet = book.add_worksheet("Tweede")
        for cell, text in notes.items():
            sheet.write_comment(cell, text)
    return buffer.getvalue()


def threaded():
    """A workbook with a thread and its answer, the shadow note, and one note of another kind."""
    rels = related(("comments", "../comments1.xml"), ("threadedComment", "/xl/threadedComments/t1.xml"))
    added = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels,
        "xl/comments1.xml": SHADOW,
        "xl/threadedComments/t1.xml": THREADS,
    }
    return with_parts(plain(), added)


def ods(content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return buffer.getvalue()


def read(data, kind="xlsx"):
    return read_opmerkingen(data, "retour.xlsx", kind=kind)


def said(found):
    return [(note.sheet, note.address, note.text) for note in found.texts]


def test_a_note_is_read_with_its_sheet_and_cell():
    found = read(plain(C9="Graag bellen"))
    assert said(found) == [("Tweede", "C9", "Graag bellen")]
    assert found.findings == ()
    assert all(note.opmerking for note in found.texts)


def test_notes_of_openpyxl_lie_in_another_part():
    book = openpyxl.Workbook()
    book.active.title = "Blad"
    book.active["B2"].comment = Comment("Zie bijlage", "Jan")
    buffer = io.BytesIO()
    book.save(buffer)
    assert said(read(buffer.getvalue())) == [("Blad", "B2", "Zie bijlage")]


def test_a_thread_gives_its_question_and_its_answer_and_not_its_shadow():
    assert said(read(threaded())) == [
        ("Eerste", "B8", "Klopt dit jaar?"),
        ("Eerste", "B8", "Ja, zie de brief"),
        ("Eerste", "B9", "Jan:\nEen A gewone notitie"),
    ]


def test_the_shadow_of_a_thread_counts_when_the_thread_itself_is_gone():
    data = with_parts(
        plain(),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": related(("comments", "../comments1.xml")),
            "xl/comments1.xml": SHADOW,
        },
    )
    assert [cell for _, cell, _ in said(read(data))] == ["B8", "B9"]


def test_a_broken_part_with_notes_is_a_finding_and_other_sheets_are_read():
    rels = {"xl/worksheets/_rels/sheet1.xml.rels": related(("comments", "../comments9.xml"))}
    found = read(with_parts(plain(C9="Graag bellen"), rels | {"xl/comments9.xml": SHADOW[:200]}))
    assert [(f.code, f.sheet) for f in found.findings] == [("XA-S093", "Eerste")]
    assert said(found) == [("Tweede", "C9", "Graag bellen")]


def test_a_part_that_is_named_and_not_there_is_a_finding():
    rels = {"xl/worksheets/_rels/sheet1.xml.rels": related(("comments", "../comments9.xml"))}
    found = read(with_parts(plain(), rels | {"xl/comments_los.xml": SHADOW}))
    assert [f.code for f in found.findings] == ["XA-S093"]


def test_an_annotation_of_an_ods_is_read_past_repeated_rows_and_columns():
    assert said(read(ods(ANNOTATED), "ods")) == [("Blad & 1", "C5", "Twee  regels\nhier")]


@pytest.mark.parametrize(
    "content", [ANNOTATED[:-60], ANNOTATED.replace('repeated="4"', 'repeated="veel"'), "annotation"]
)
def test_a_broken_ods_is_a_finding(content):
    assert [f.code for f in read(ods(content), "ods").findings] == ["XA-S093"]


def test_an_xlsb_with_notes_says_that_they_are_not_read():
    data = with_parts(plain(), {"xl/comments1.bin": b"x"})
    assert [f.code for f in read(data, "xlsb").findings] == ["XA-S094"]
    assert read(plain(), "xlsb").findings == ()


def test_no_library_looks_at_a_workbook_without_notes():
    found = read(b"PK\x03\x04 dit is geen leesbare zip")
    assert (found.texts, found.findings) == ((), ())


def test_an_external_entity_in_a_note_stays_unread():
    hostile = SHADOW.replace(
        "<comments", '<!DOCTYPE c [<!ENTITY e SYSTEM "file:///etc/passwd">]><comments', 1
    )
    data = with_parts(
        plain(),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": related(("comments", "../comments1.xml")),
            "xl/comments1.xml": hostile.replace("Jan:", "Jan&e;:"),
        },
    )
    assert "root:" not in repr(read(data))


def test_control_characters_and_direction_marks_are_shown_as_one_safe_character():
    assert safe_text("a\x07b\u202ec\r\nd_x000D_\u2028e") == "a�b�c\nd\n\ne"


def test_a_very_long_note_says_how_long_it_was():
    text = safe_text("x" * (MOST_TEXT + 5))
    assert text.startswith("x" * MOST_TEXT)
    assert f"({MOST_TEXT + 5} tekens)" in text


# --- in a return -------------------------------------------------------------------------------------


def noted(cell, text, blad=BLAD):
    """An issued copy with a note, saved by openpyxl."""

    def change(book):
        book[blad][cell].comment = Comment(text, "Jan")

    return builders.through_openpyxl(builders.issued(), change)


def examine(data):
    notes = read_opmerkingen(data, "retour.xlsx", kind="xlsx")
    return builders.examine(data, opmerkingen=notes.texts).retour


def cell_of(veld):
    row = next(row for row in builders.examine(builders.issued()).retour.rows if row.tabel == "project")
    return row.cells[veld].address


def test_a_note_on_a_field_names_the_field():
    found = examine(noted(cell_of("ibn"), "Kan ook 2030"))
    notes = [loose for loose in found.loose if loose.opmerking]
    assert [(n.key.fiche, n.key.veld, n.text) for n in notes] == [("nh-001", "ibn", "Kan ook 2030")]


def test_a_note_on_another_cell_names_no_field():
    found = examine(noted("A1", "Mooi blad"))
    assert [(n.key, n.address) for n in found.loose if n.opmerking] == [(None, "A1")]


def test_a_note_is_no_edit():
    before, after = builders.examine(builders.issued()).retour, examine(noted(cell_of("ibn"), "2035"))
    assert builders.said(before) == builders.said(after)


def test_an_issued_copy_has_no_part_for_notes():
    data = builders.issued()
    assert not re.search(rb"omment", data, re.IGNORECASE)
    assert read_grid(data, "retour.xlsx").kind == "xlsx"
