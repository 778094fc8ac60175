import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from actielijst_xl.errors import InputError
from actielijst_xl.reading.grid import read_grid
from tests.workbooks import Formula, csv_bytes, raw_xlsx, raw_xlsx_parts, xlsx, zipped


def rows(data, name="lijst.xlsx"):
    return read_grid(data, name).sheets[0].rows


def codes(grid):
    return [(finding.code, finding.sheet) for finding in grid.findings]


def refused(data, name="lijst.xlsx"):
    with pytest.raises(InputError) as caught:
        read_grid(data, name)
    return caught.value.code


def test_values_of_every_type_come_back_as_they_were_written():
    day, moment, hour, span = (
        date(2027, 3, 1),
        datetime(2027, 3, 1, 10, 30),
        time(10, 30),
        timedelta(hours=30),
    )
    cells = ["Fryslân", "  spaties ", "twee\nregels", "1.10", 1.5, True, False, day, moment, hour, span]
    assert rows(xlsx([cells])) == [cells]


def test_a_whole_number_is_an_int_and_a_blank_cell_is_none():
    assert rows(xlsx([[2028, 2.0, None, "", "x"]])) == [[2028, 2, None, None, "x"]]
    assert [type(v) for v in rows(xlsx([[2028.0, 2.5]]))[0]] == [int, float]


def test_rows_start_at_a1_also_when_the_first_cell_is_elsewhere():
    assert rows(xlsx([[], [], [None, "B3"]])) == [[None, None], [None, None], [None, "B3"]]


def test_every_sheet_is_read_in_order_with_its_state():
    grid = read_grid(
        xlsx(
            {"Een": [[1]], "Twee": [[2]], "Drie": [[3]], "Leeg": []},
            states={"Twee": "hidden", "Drie": "veryHidden"},
        ),
        "a.xlsx",
    )
    assert [(s.name, s.state, s.rows) for s in grid.sheets] == [
        ("Een", "visible", [[1]]),
        ("Twee", "hidden", [[2]]),
        ("Drie", "veryHidden", [[3]]),
        ("Leeg", "visible", []),
    ]
    assert grid.findings == ()


def test_only_the_wanted_sheets_are_read_and_the_others_are_no_finding():
    data = xlsx({"Een": [["a"]], "Twee": [["b"]], "Drie": [["c"]]})
    grid = read_grid(data, "lijst.xlsx", wanted=lambda sheet: sheet.name == "Twee")
    assert [(sheet.name, sheet.rows) for sheet in grid.sheets] == [("Twee", [["b"]])]
    assert not grid.findings


def test_hidden_rows_and_columns_are_read_and_named():
    sheet = read_grid(xlsx([["a", "b"], ["c", "d"]], hidden_rows=[2], hidden_cols=["B"]), "a.xlsx").sheets[0]
    assert sheet.rows == [["a", "b"], ["c", "d"]]
    assert (sheet.hidden_rows, sheet.hidden_cols) == ({1}, {1})


def test_merged_ranges_are_known():
    sheet = read_grid(xlsx([[], ["x", None, "y"]], merged={"A1:C1": "Titel"}), "a.xlsx").sheets[0]
    assert sheet.merged == (((0, 0), (0, 2)),)
    assert sheet.rows == [["Titel", None, None], ["x", None, "y"]]


def test_a_chart_sheet_is_skipped_with_a_finding():
    grid = read_grid(xlsx([["a"]], chart_sheet="Grafiek"), "a.xlsx")
    assert [s.name for s in grid.sheets] == ["Lijst"]
    assert codes(grid) == [("XA-L154", "Grafiek")]


def test_an_error_cell_is_unreadable_and_not_blank():
    sheet = read_grid(xlsx([["a", Formula("=B9", "#REF!")]]), "a.xlsx").sheets[0]
    assert sheet.unreadable == {(0, 1): "#REF!"}
    assert sheet.rows == [["a", None]]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C1"><f>A1</f></c>',
        '<c r="C1"><f>A1</f><v/></c>',
        '<c r="C1"><f>A1</f><v></v></c>',
        '<c r="C1"><f t="shared" si="0"/></c>',
        '<c r="C1" t="str"><f>A1</f></c>',
    ],
)
def test_a_formula_that_was_never_calculated_is_unreadable(cell):
    sheet = read_grid(raw_xlsx(f'<c r="A1"><v>1</v></c>{cell}'), "a.xlsx").sheets[0]
    assert sheet.unreadable == {(0, 2): "formule zonder waarde"}
    assert sheet.rows == [[1, None, None]]


def test_a_formula_with_an_empty_text_as_result_is_blank():
    sheet = read_grid(
        raw_xlsx('<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c>'), "a.xlsx"
    ).sheets[0]
    assert sheet.unreadable == {}
    assert sheet.rows == [[None, 1]]


def test_a_calculated_formula_gives_its_value():
    assert rows(xlsx([[Formula("=1+1", 2), Formula('="a"', "a")]])) == [[2, "a"]]


@pytest.mark.parametrize("flag", ["1", "true"])
def test_dates_from_1904_are_right(flag):
    grid = read_grid(
        raw_xlsx('<c r="A1" s="1"><v>45000</v></c>', workbook_pr=f'<workbookPr date1904="{flag}"/>'), "a.xlsx"
    )
    assert grid.date1904
    assert grid.sheets[0].rows == [[date(2027, 3, 16)]]


def test_strict_open_xml_with_iso_dates_and_shared_strings_is_read():
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="d"><v>2027-03-01</v></c><c r="C1" t="e"><v>#N/A</v></c>'
    sheet = read_grid(raw_xlsx(cells, strict=True, strings="<si><t>Naam</t></si>"), "a.xlsx").sheets[0]
    assert sheet.rows == [["Naam", date(2027, 3, 1), None]]
    assert sheet.unreadable == {(0, 2): "#N/A"}


def test_inline_and_rich_text_is_whole_and_phonetic_hints_are_not_text():
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>jk</t></r></is></c><c r="B1" t="s"><v>0</v></c>'
    )
    strings = (
        '<si><r><t>de</t></r><r><t xml:space="preserve"> tekst</t></r><rPh sb="0" eb="1"><t>X</t></rPh></si>'
    )
    assert rows(raw_xlsx(cells, strings=strings)) == [["rijk", "de tekst"]]


def test_an_escaped_character_is_decoded():
    assert rows(
        raw_xlsx('<c r="A1" t="s"><v>0</v></c>', strings="<si><t>a_x000D_b_x005F_x0041_</t></si>")
    ) == [["a\rb_x0041_"]]


def test_prefixed_elements_are_read_with_their_facts():
    xml = '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
    xml += '<x:c r="B1" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData>'
    sheet = read_grid(raw_xlsx(xml, prefix="x"), "a.xlsx").sheets[0]
    assert sheet.rows == [[1, None]]
    assert sheet.unreadable == {(0, 1): "#REF!"}


def test_cells_without_an_address_follow_each_other():
    xml = '<sheetData><row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row>'
    xml += '<row hidden="1"><c><v>2</v></c></row></sheetData>'
    sheet = read_grid(raw_xlsx(xml), "a.xlsx").sheets[0]
    assert sheet.rows == [[1, None], [2, None]]
    assert sheet.unreadable == {(0, 1): "#REF!"}
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize("ref", ["A1", "A1:XFD1048576"])
def test_a_wrong_dimension_changes_nothing(ref):
    xml = f'<dimension ref="{ref}"/><sheetData><row r="2"><c r="B2"><v>5</v></c></row></sheetData>'
    assert rows(raw_xlsx(xml)) == [[None, None], [None, 5]]


def test_hidden_column_ranges_stop_at_the_last_used_column():
    xml = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    xml += '<sheetData><row r="1"><c r="C1"><v>5</v></c></row></sheetData>'
    assert read_grid(raw_xlsx(xml), "a.xlsx").sheets[0].hidden_cols == {1, 2}


# --- files that the value reader alone reads wrongly -------------------------------------------------


def with_sheet(data: bytes):
    parts = raw_xlsx_parts("")
    parts["xl/worksheets/sheet1.xml"] = data
    return zipped(parts)


def worksheet(cells):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def test_a_sheet_in_utf_16_is_not_empty():
    data = ('<?xml version="1.0" encoding="UTF-16"?>' + worksheet('<c r="A1"><v>7</v></c>')).encode("utf-16")
    grid = read_grid(with_sheet(data), "a.xlsx")
    assert grid.sheets[0].rows == [[7]]
    assert codes(grid) == [("XA-L159", "")]


def test_a_sheet_in_latin_1_is_read():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + worksheet(
        '<c r="A1" t="inlineStr"><is><t>Fryslân</t></is></c>'
    )
    assert rows(with_sheet(text.encode("latin-1"))) == [["Fryslân"]]


def test_a_comment_does_not_cut_a_value_off():
    assert rows(raw_xlsx('<c r="A1"><v>20<!-- x -->28</v></c>')) == [[2028]]


def test_a_newer_error_spoils_its_own_cell_only():
    sheet = read_grid(raw_xlsx('<c r="A1"><v>1</v></c><c r="B1" t="e"><v>#SPILL!</v></c>'), "a.xlsx").sheets[
        0
    ]
    assert sheet.rows == [[1, None]]
    assert sheet.unreadable == {(0, 1): "#SPILL!"}


def test_a_text_that_is_not_in_the_file_spoils_its_own_cell_only():
    sheet = read_grid(
        raw_xlsx('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c>', strings="<si><t>a</t></si>"),
        "a.xlsx",
    ).sheets[0]
    assert sheet.rows == [["a", None]]
    assert list(sheet.unreadable) == [(0, 1)]


def test_an_extension_in_a_cell_does_not_stop_the_reader():
    assert rows(raw_xlsx('<c r="A1"><v>3</v><extLst><ext uri="x"/></extLst></c>')) == [[3]]


def test_the_workbook_part_may_have_any_name():
    parts = raw_xlsx_parts('<sheetData><row r="1"><c r="A1" s="1"><v>46000</v></c></row></sheetData>')
    parts["xl/werkmap.xml"] = parts.pop("xl/workbook.xml")
    parts["xl/_rels/werkmap.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"workbook.xml", b"werkmap.xml")
    assert rows(zipped(parts)) == [[date(2025, 12, 9)]]


def test_a_sheet_part_may_have_any_name():
    parts = raw_xlsx_parts(
        '<sheetData><row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>1</v></c></row></sheetData>'
    )
    parts["xl/elders/blad.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1", b"/xl/elders/blad"
    )
    sheet = read_grid(zipped(parts), "a.xlsx").sheets[0]
    assert (sheet.rows, sheet.unreadable) == ([[None, 1]], {(0, 0): "#REF!"})


def two_sheets(second_rel: bytes):
    parts = raw_xlsx_parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>", b'<sheet name="Weg" sheetId="2" r:id="rId9"/></sheets>'
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", second_rel + b"</Relationships>"
    )
    return parts


def test_a_sheet_that_points_nowhere_is_reported_and_the_other_read():
    grid = read_grid(zipped(two_sheets(b"")), "a.xlsx")
    assert [(s.name, s.rows) for s in grid.sheets] == [("Blad", [[1]])]
    assert ("XA-L155", "Weg") in codes(grid)


WORKSHEET_REL = b'<Relationship Id="rId9" Target="worksheets/sheet9.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'


def test_a_sheet_whose_part_is_missing_is_reported_and_the_other_read():
    grid = read_grid(zipped(two_sheets(WORKSHEET_REL)), "a.xlsx")
    assert [(s.name, s.rows) for s in grid.sheets] == [("Blad", [[1]])]
    assert codes(grid) == [("XA-L155", "Weg")]


def test_a_damaged_sheet_is_reported_and_the_other_read():
    parts = two_sheets(WORKSHEET_REL)
    parts["xl/worksheets/sheet9.xml"] = worksheet('<c r="A1"><v>5</v></c>').encode()[:-30]
    grid = read_grid(zipped(parts), "a.xlsx")
    assert [s.name for s in grid.sheets] == ["Blad"]
    assert ("XA-L153", "Weg") in codes(grid)


# --- other kinds -------------------------------------------------------------------------------------

TABLE = [["Nr", "Naam"], ["1.10", "Súdwest-Fryslân"], ["2", "tekst; met, tekens"], ["3", "twee\r\nregels"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_whatever_its_encoding_and_delimiter(encoding, delimiter):
    grid = read_grid(csv_bytes(TABLE, encoding=encoding, delimiter=delimiter), "lijst.csv")
    assert grid.kind == "csv"
    assert grid.sheets[0].rows == TABLE
    assert codes(grid) == [("XA-L158", "")]


def test_csv_with_a_sep_line_says_its_delimiter_itself():
    assert rows(b"sep=|\r\na;b|c\r\n1|2\r\n", "a.csv") == [["a;b", "c"], ["1", "2"]]


def test_csv_rows_of_unequal_length_are_padded():
    assert rows(b"Titel\r\na;b;c\r\n1;2;3\r\n1;;\r\n", "a.csv")[0] == ["Titel", None, None]


def test_the_bytes_say_what_a_file_is_and_not_its_name():
    assert read_grid(xlsx([["a"]]), "lijst.csv").kind == "xlsx"
    assert read_grid(b"a;b\n1;2\n", "lijst.xlsx").kind == "csv"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"<html><table></table></html>",
        zipped({"a.txt": b"x"}),
        b"ab\0\1\2;\0",
    ],
)
def test_what_is_no_workbook_is_refused(data):
    assert refused(data, "lijst.xls") == "XA-L150"


def test_a_password_is_named_as_the_reason():
    ole = (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )
    assert refused(ole) == "XA-L151"


def test_csv_in_an_old_code_page_is_recognised_by_its_letters():
    assert rows("Súdwest-Fryslân;één;ö".encode("cp850"), "a.csv") == [["Súdwest-Fryslân", "één", "ö"]]
    assert rows("Súdwest-Fryslân;één;ö".encode("mac_roman"), "a.csv") == [["Súdwest-Fryslân", "één", "ö"]]


@pytest.mark.parametrize("data", [xlsx([["a"]])[:-60], bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000])
def test_a_damaged_file_is_refused(data):
    assert refused(data) == "XA-L152"


@pytest.mark.parametrize("data", [b"", b"\r\n \n"])
def test_an_empty_file_is_refused(data):
    assert refused(data) == "XA-L157"


def parts_with_properties():
    parts = raw_xlsx_parts('<sheetData><row r="1"><c r="A1"><f>B1</f></c></row></sheetData>')
    return parts | {"docProps/custom.xml": b"<Properties/>"}


@pytest.mark.parametrize("parts", [parts_with_properties(), two_sheets(b""), two_sheets(WORKSHEET_REL)])
def test_parts_that_were_inflated_before_give_the_same_grid(parts):
    data = zipped(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        inflated = {name: package.read(name) for name in package.namelist()}
    assert read_grid(data, "a.xlsx", parts=inflated) == read_grid(data, "a.xlsx")


def test_the_properties_of_the_document_come_along():
    assert read_grid(zipped(parts_with_properties()), "a.xlsx").eigenschappen == b"<Properties/>"
    assert read_grid(zipped(two_sheets(b"")), "a.xlsx").eigenschappen == b""
