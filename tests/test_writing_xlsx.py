"""The one door to XlsxWriter: each kind of value as it is, and no refusal in silence."""

import io
from datetime import date

import pytest
from lxml import etree
from masters import MAIN, parts, settings
from openpyxl import load_workbook

from actielijst_xl.errors import InputError
from actielijst_xl.writing.plan import Area, Picture, Rule, Sheet, Table, Validation, Workbook
from actielijst_xl.writing.xlsx import write_workbook

HUIS = settings().huisstijl
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def write(sheet, *more, **given):
    plan = {"title": "T", "subject": "S", "author": "A", "created": date(2026, 11, 1), "footer": "Van A & B"}
    return write_workbook(Workbook(**plan | {"sheets": [sheet, *more]} | given), HUIS)


def written(*values, style="lees"):
    """The cells of a column with these values, as openpyxl reads them."""
    sheet = Sheet(name="Blad")
    for row, value in enumerate(values):
        sheet.put(row, 0, value, style)
    return [cell for (cell,) in load_workbook(io.BytesIO(write(sheet)))["Blad"][f"A1:A{len(values)}"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "{=1}", "http://x.example", "007", "1E5", "#N/A"]
)
def test_a_text_is_written_as_that_text_whatever_it_looks_like(text):
    (cell,) = written(text)
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_keeps_its_style(blank):
    (cell,) = written(blank)
    assert cell.value is None
    assert cell.has_style


def test_numbers_are_written_as_numbers():
    assert [(cell.data_type, cell.value) for cell in written(2029, 1.5)] == [("n", 2029), ("n", 1.5)]


def test_a_day_is_written_as_a_day():
    (day,) = written(date(2026, 11, 1), style="lees_datum")
    assert (day.data_type, f"{day.value:%d-%m-%Y}") == ("d", "01-11-2026")


def test_a_truth_value_becomes_a_word():
    assert [cell.value for cell in written(True, False)] == ["Ja", "Nee"]


def test_the_marks_of_a_footer_are_no_codes():
    assert b"Van A &amp;&amp; B" in parts(write(Sheet(name="Blad")))["xl/worksheets/sheet1.xml"]


def test_a_row_is_as_high_as_its_longest_text_and_may_still_grow():
    sheet = Sheet(name="Blad", widths={0: 10, 1: 60})
    sheet.put_row(0, 0, ("een lange tekst in een smalle kolom", "kort"), "lees")
    sheet.put(1, 0, "kort", "lees")
    root = etree.fromstring(parts(write(sheet))["xl/worksheets/sheet1.xml"])
    high, low = root.iter(f"{MAIN}row")
    assert float(high.get("ht")) > 40
    assert float(low.get("ht")) < 20
    assert high.get("customHeight") is None


def test_a_height_is_never_more_than_excel_allows():
    sheet = Sheet(name="Blad", widths={0: 5})
    sheet.put(0, 0, "woord " * 2_000, "lees")
    root = etree.fromstring(parts(write(sheet))["xl/worksheets/sheet1.xml"])
    assert float(next(root.iter(f"{MAIN}row")).get("ht")) <= 409


def too_long():
    sheet = Sheet(name="Blad")
    sheet.put(0, 0, "x" * 32_768, "lees")
    return sheet


def bad_table():
    sheet = Sheet(name="Blad")
    sheet.tables.append(Table(name="1 x", area=Area(0, 0, 2, 0), headers=("A",), title="T", description="D"))
    return sheet


def double_header():
    sheet = Sheet(name="Blad")
    sheet.tables.append(
        Table(name="T", area=Area(0, 0, 2, 1), headers=("A", "a"), title="T", description="D")
    )
    return sheet


def outside():
    sheet = Sheet(name="Blad")
    sheet.put(1_048_576, 0, "x", "lees")
    return sheet


def long_link():
    sheet = Sheet(name="Blad")
    sheet.put(0, 0, "x", "lees", link="A" * 3_000)
    return sheet


def bad_rule():
    sheet = Sheet(name="Blad")
    sheet.rules.append(Rule(area=Area(0, 0, 2_000_000, 0), formula="=TRUE", style="klaar"))
    return sheet


def bad_validation():
    sheet = Sheet(name="Blad")
    sheet.validations.append(Validation(area=Area(0, 0, 2_000_000, 0), title="T", message="M"))
    return sheet


@pytest.mark.parametrize(
    "made",
    [too_long, bad_table, double_header, outside, long_link, bad_rule, bad_validation],
    ids=lambda f: f.__name__,
)
def test_what_the_library_refuses_in_silence_stops_the_work(made):
    with pytest.raises(InputError) as caught:
        write(made())
    assert caught.value.code == "XA-G001"


@pytest.mark.parametrize("names", [["Blad", "blad"], ["x" * 32], ["a/b"], ["'x"]])
def test_a_sheet_name_that_excel_refuses_stops_the_work(names):
    with pytest.raises(InputError) as caught:
        write(*(Sheet(name=name) for name in names))
    assert caught.value.code == "XA-G001"


def test_a_defined_name_that_excel_refuses_stops_the_work():
    with pytest.raises(InputError) as caught:
        write(Sheet(name="Blad"), names={"A1": "Blad!$A$1"})
    assert caught.value.code == "XA-G001"


def test_a_picture_gets_its_description_and_its_height():
    sheet = Sheet(name="Blad")
    sheet.pictures.append(Picture(row=0, col=2, data=PNG, description="Logo van de provincie", height_px=60))
    drawing = etree.fromstring(parts(write(sheet))["xl/drawings/drawing1.xml"])
    (shape,) = (element for element in drawing.iter() if element.tag.endswith("}cNvPr"))
    (size,) = (element for element in drawing.iter() if element.tag.endswith("}ext") and element.get("cy"))
    assert shape.get("descr") == "Logo van de provincie"
    assert int(size.get("cy")) == 60 * 9525


def test_a_picture_that_is_none_stops_the_work():
    sheet = Sheet(name="Blad")
    sheet.pictures.append(Picture(row=0, col=2, data=b"\x89PNG kapot", description="Logo", height_px=60))
    with pytest.raises(InputError) as caught:
        write(sheet)
    assert caught.value.code == "XA-G001"


def test_long_titles_and_help_of_a_drop_down_are_cut_at_what_excel_allows():
    sheet = Sheet(name="Blad")
    sheet.validations.append(Validation(area=Area(0, 0, 0, 0), title="t" * 40, message="m" * 300))
    validation = load_workbook(io.BytesIO(write(sheet)))["Blad"].data_validations.dataValidation[0]
    assert (len(validation.promptTitle), len(validation.prompt)) == (32, 255)


def test_the_same_plan_gives_the_same_bytes():
    assert write(Sheet(name="Blad")) == write(Sheet(name="Blad"))


def test_a_formula_with_a_text_that_looks_like_a_new_function_stays_an_ordinary_formula():
    sheet = Sheet(name="Blad")
    sheet.put(0, 0, "", "lees", formula='=IF(B1="XLOOKUP(2030)","","x")')
    root = etree.fromstring(parts(write(sheet))["xl/worksheets/sheet1.xml"])
    (formula,) = root.iter(f"{MAIN}f")
    assert (formula.text, dict(formula.attrib)) == ('IF(B1="XLOOKUP(2030)","","x")', {})
