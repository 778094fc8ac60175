"""A sheet of another workbook moves in: cells, formats, table, chart and names, and nothing else changes."""

import io

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from actielijst_xl.package.edits import SetCell, TakeSheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits, patch
from tests.packages import converted, edited, fiche_book, handmade, members, needs_soffice, opened

NAME = "04 'n Blad"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def donor(name: str = NAME, *, before: int = 1, **table: str) -> bytes:
    """A workbook with a sheet that has everything that can move."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for number in range(before):
        book.add_worksheet(f"Ervoor {number}")
    sheet = book.add_worksheet(name)
    yellow = book.add_format({"bg_color": "#FFF9DB", "border": 1, "num_format": "dd-mm-yyyy", "bold": True})
    plain = book.add_format({"font_size": 9})
    red = book.add_format({"bg_color": "#F9DAD7", "num_format": '0" te laat"'})
    sheet.write("A1", "Tekst =1+1", yellow)
    sheet.write_number("B1", 12.5, plain)
    sheet.write_formula("C1", "=B1*2", plain, 25)
    sheet.write_url("A3", "internal:Overzicht!A1", plain, "Naar overzicht")
    sheet.write_row("A10", [1, 2, 3])
    sheet.add_table(
        "A5:B8", {"name": table.get("table", "Eigen"), "columns": [{"header": "a"}, {"header": "b"}]}
    )
    sheet.data_validation("B1", {"validate": "list", "source": "='Lijsten'!$A$2:$A$3"})
    sheet.conditional_format("B1", {"type": "formula", "criteria": "=$B$1>1", "format": red})
    sheet.set_column("D:D", 20, yellow)
    sheet.repeat_rows(0)
    chart = book.add_chart({"type": "column"})
    quoted = name.replace("'", "''")
    chart.add_series({"values": f"='{quoted}'!$A$10:$C$10"})
    sheet.insert_chart("F2", chart)
    book.close()
    return buffer.getvalue()


def taken(package: bytes | None = None, **more: object) -> bytes:
    return patch(package or fiche_book(), [TakeSheet(**{"donor": donor(), "name": NAME, **more})])  # type: ignore[arg-type]


def test_the_sheet_is_there_as_it_was_written():
    sheet, wanted = opened(taken())[NAME], opened(donor())[NAME]
    for row in wanted.iter_rows():
        for cell in row:
            found = sheet[cell.coordinate]
            assert (found.value, found.number_format) == (cell.value, cell.number_format)
            assert (found.fill.fgColor.rgb, found.font.b, found.font.sz, found.border.left.style) == (
                cell.fill.fgColor.rgb,
                cell.font.b,
                cell.font.sz,
                cell.border.left.style,
            )
    assert sheet["A3"].hyperlink.location == "Overzicht!A1"
    assert sheet.print_title_rows == "$1:$1"
    assert list(sheet.tables) == ["Eigen"]
    assert len(sheet._charts) == 1
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == ["'Lijsten'!$A$2:$A$3"]


def test_the_colours_of_a_rule_come_along():
    rules = opened(taken())[NAME].conditional_formatting
    found = [rule.dxf for at in rules for rule in at.rules]
    assert [(dxf.fill.bgColor.rgb, dxf.numFmt.formatCode) for dxf in found] == [("FFF9DAD7", '0" te laat"')]


def test_what_the_package_had_keeps_its_bytes():
    before, after = members(fiche_book()), members(taken())
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "docProps/app.xml",
    }
    assert lint(taken()) == lint(fiche_book())


def test_formats_that_are_there_are_used_and_none_is_changed():
    def formats(package: bytes) -> list[bytes]:
        root = etree.fromstring(members(package)["xl/styles.xml"])
        return [etree.tostring(xf) for xf in root.find(f"{MAIN}cellXfs")]

    before, after = formats(fiche_book()), formats(taken())
    assert after[: len(before)] == before
    twice = patch(taken(), [TakeSheet(donor=donor("Nog een", table="Tweede"), name="Nog een")])
    assert formats(twice) == after


def test_a_sheet_comes_before_the_one_that_is_named():
    first = opened(fiche_book()).sheetnames[1]
    names = opened(taken(before=first)).sheetnames
    assert names.index(NAME) == 1
    assert opened(taken()).sheetnames[-1] == NAME


def test_print_titles_of_other_sheets_stay_with_their_sheet():
    book = fiche_book()
    titles = {s.title: s.print_title_rows for s in opened(book).worksheets}
    after = {s.title: s.print_title_rows for s in opened(taken(before=opened(book).sheetnames[0])).worksheets}
    assert {name: rows for name, rows in after.items() if name != NAME} == titles


def test_a_name_for_the_whole_workbook_is_defined():
    found = opened(taken(names=(("Fiche_NH_004", "'04 ''n Blad'!$A$1"),)))
    assert found.defined_names["Fiche_NH_004"].attr_text == "'04 ''n Blad'!$A$1"


def test_a_later_edit_sees_the_sheet():
    edits = [TakeSheet(donor=donor(), name=NAME), SetCell(sheet=NAME, cell="B1", value=7)]
    assert opened(patch(fiche_book(), edits))[NAME]["B1"].value == 7


@pytest.mark.parametrize(
    ("package", "more", "code"),
    [
        (fiche_book, {"name": "Er niet"}, "XA-G107"),
        (taken, {}, "XA-G119"),
        (
            lambda: taken(names=(("Naam", "'04 ''n Blad'!$A$1"),)),
            {"donor": donor("B"), "name": "B"},
            "XA-G121",
        ),
    ],
    ids=["no such sheet", "name of a sheet taken", "name of a table taken"],
)
def test_what_cannot_be_moved_in_is_refused(package, more, code):
    with pytest.raises(PatchError) as refused:
        patch(package(), [TakeSheet(**{"donor": donor(), "name": NAME, **more})])
    assert refused.value.code == code


def test_a_workbook_of_which_no_sheet_is_there_is_refused():
    package = edited(handmade(), "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "")
    with pytest.raises(PatchError) as refusal:
        taken(package)
    assert refusal.value.code == "XA-G101"


def test_a_first_sheet_that_is_not_there_is_no_reason_to_refuse_the_edit():
    two = dict.fromkeys(("Weg", "Blad"), f'<worksheet xmlns="{MAIN[1:-1]}"><sheetData/></worksheet>')
    package = edited(handmade(sheets=two), "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "")
    after = apply_edits(package, [TakeSheet(donor=donor(), name=NAME)])
    assert any(name.endswith("sheet3.xml") for name in members(after))


def test_a_defined_name_that_is_taken_is_refused():
    names = (("Naam", "'04 ''n Blad'!$A$1"),)
    with pytest.raises(PatchError) as refused:
        taken(names=(*names, ("naam", names[0][1])))
    assert refused.value.code == "XA-G121"


def test_a_sheet_with_a_note_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(donor()))
    book[NAME]["A1"].comment = openpyxl.comments.Comment("let op", "ik")
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(PatchError) as refused:
        taken(donor=buffer.getvalue())
    assert refused.value.code == "XA-G120"


@needs_soffice
@pytest.mark.libreoffice
def test_a_workbook_saved_by_libreoffice_takes_a_sheet_and_opens(tmp_path):
    saved = converted(fiche_book(), tmp_path)
    after = taken(saved)
    again = opened(converted(after, tmp_path))[NAME]
    assert (again["B1"].value, again["A1"].font.b, again["A1"].fill.fgColor.rgb) == (12.5, True, "FFFFF9DB")


def test_a_strict_workbook_takes_a_sheet_in_its_own_dialect():
    package = handmade('<row r="1"><c r="A1"><v>1</v></c></row>', strict=True)
    after = taken(package)
    new = [text for name, text in members(after).items() if name not in members(package)]
    main = [text for text in new if b"<worksheet" in text or b"<table" in text]
    assert len(main) == 2
    assert not [text for text in main if b"schemas.openxmlformats.org/spreadsheetml" in text]
    assert lint(after) == lint(package)


def test_sheets_of_one_workbook_come_in_together_as_one_by_one():
    both = donor("Een", before=0), donor("Twee", before=0, table="Ander")
    edits = [TakeSheet(donor=both[0], name="Een"), TakeSheet(donor=both[1], name="Twee")]
    again = [TakeSheet(donor=two_sheets(), name=name) for name in ("Een", "Twee")]
    assert members(patch(fiche_book(), edits)) == members(patch(patch(fiche_book(), edits[:1]), edits[1:]))
    together = patch(fiche_book(), again)
    assert members(together) == members(patch(patch(fiche_book(), again[:1]), again[1:]))
    assert lint(together) == ()


def two_sheets() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for number, name in enumerate(("Een", "Twee")):
        sheet = book.add_worksheet(name)
        sheet.write("A1", name, book.add_format({"bg_color": f"#FF{number}000", "num_format": "0.000"}))
        sheet.add_table("A5:B8", {"name": f"Tabel_{name}"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={name}!$A$6:$A$8"})
        sheet.insert_chart("F2", chart)
    book.close()
    return buffer.getvalue()
