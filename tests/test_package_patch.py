import io
import re
from contextlib import suppress
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from actielijst_xl.package.container import Archive
from actielijst_xl.package.edits import (
    AppendRows,
    ReplaceSheetData,
    SetCached,
    SetCell,
    SetCore,
    SetProperty,
    TakeSheet,
)
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits, patch
from actielijst_xl.package.refs import address
from actielijst_xl.package.values import lines
from actielijst_xl.package.verify import verify
from tests.packages import altered, edited, fiche_book, handmade, members, opened, raw_members

XLSXWRITER = fiche_book()


def donor() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("nieuw").write("A1", "uit een andere werkmap")
    book.close()
    return buffer.getvalue()


DONOR = donor()
SHEETS = {
    "Overzicht": "xl/worksheets/sheet1.xml",
    "01 Project": "xl/worksheets/sheet2.xml",
    "02 Project": "xl/worksheets/sheet3.xml",
    "Logboek": "xl/worksheets/sheet4.xml",
    "_administratie": "xl/worksheets/sheet6.xml",
}


def resaved(package: bytes) -> bytes:
    buffer = io.BytesIO()
    opened(package).save(buffer)
    return buffer.getvalue()


def without_addresses(package: bytes) -> bytes:
    """Return the package with the administration's rows and cells counted instead of addressed."""
    name = SHEETS["_administratie"]
    text = members(package)[name].decode()
    return altered(package, {name: re.sub(r'(<(?:row|c)) r="[A-Z0-9]+"', r"\1", text)})


BOOKS = {"xlsxwriter": XLSXWRITER, "openpyxl": resaved(XLSXWRITER), "counted": without_addresses(XLSXWRITER)}

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
        lambda text: text.strip()
    ),
    st.sampled_from(
        ["=1+1", "+31 6", "-", "@x", "_x0041_", "a\r\nb", "  rand  ", "<&>\"'", "🌱", "]]>", "NA", "001"]
    ),
)
values = st.one_of(
    texts,
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.none(),
)
set_cells = st.builds(
    SetCell,
    sheet=st.sampled_from(sorted(SHEETS)),
    # below and beside everything, so that no header, table or formula of the base is hit
    cell=st.builds(address, st.integers(20, 30), st.integers(1, 6)),
    value=values,
    height_pt=st.one_of(st.none(), st.floats(10, 100)),
)
appends = st.builds(
    AppendRows,
    table=st.just("Logboek"),
    rows=st.lists(st.tuples(texts, values, values, values), min_size=1, max_size=3).map(tuple),
)
replaces = st.builds(
    ReplaceSheetData,
    sheet=st.just("_administratie"),
    rows=st.lists(st.lists(values, max_size=3).map(tuple), max_size=3).map(tuple),
)


def read(package: bytes) -> dict[tuple[str, int, int], object]:
    """Return the values of all sheets as the production library reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(package))
    found = {}
    for name in book.sheet_names:
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            found |= {(name, row, col): value for col, value in enumerate(cells, 1) if value != ""}
    return found


def as_read(value):
    match value:
        case bool():
            return value
        case int() | float():
            return float(value)
        case str():
            return lines(value)
        case _:
            return value


def placed(sheet, first, rows):
    return {
        (sheet, row, col): value
        for row, cells in enumerate(rows, first)
        for col, value in enumerate(cells, 1)
    }


def expected(package: bytes, edits) -> dict[tuple[str, int, int], object]:
    """Return what the workbook should hold after the edits: a plain model of them."""
    cells = read(package)
    next_row = 4
    for edit in edits:
        match edit:
            case SetCell():
                letters = edit.cell.rstrip("0123456789")
                spot = (edit.sheet, int(edit.cell.removeprefix(letters)), ord(letters) - 64)
                new = {spot: edit.value}
            case ReplaceSheetData():
                cells = {spot: value for spot, value in cells.items() if spot[0] != edit.sheet}
                new = {
                    (edit.sheet, r, c): v for r, row in enumerate(edit.rows, 1) for c, v in enumerate(row, 1)
                }
            case AppendRows():
                new = {
                    ("Logboek", next_row + r, c): v
                    for r, row in enumerate(edit.rows)
                    for c, v in enumerate(row, 1)
                }
                next_row += len(edit.rows)
        cells |= {spot: as_read(value) for spot, value in new.items()}
    return {spot: value for spot, value in cells.items() if value is not None}


@pytest.mark.parametrize("book", sorted(BOOKS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(st.one_of(set_cells, set_cells, appends, replaces), min_size=1, max_size=5))
def test_random_edits_change_what_they_say_and_nothing_else(book, edits):
    package = BOOKS[book]
    after = patch(package, edits)
    old, new = raw_members(package), raw_members(after)
    assert list(old) == list(new)
    changed = {name for name in old if old[name] != new[name]}
    allowed = {SHEETS[edit.sheet] for edit in edits if not isinstance(edit, AppendRows)} | {"xl/styles.xml"}
    if any(isinstance(edit, AppendRows) for edit in edits):
        allowed |= {SHEETS["Logboek"], "xl/tables/table4.xml", "xl/workbook.xml"}
    assert changed <= allowed
    assert read(after) == expected(package, edits)
    assert lint(after) == ()
    if isinstance(edits[-1], SetCell):
        assert patch(after, edits[-1:]) is after


@settings(max_examples=40, deadline=None)
@given(st.lists(set_cells, min_size=1, max_size=6))
def test_random_values_read_back_in_openpyxl(edits):
    book = opened(patch(XLSXWRITER, edits))
    last = {(edit.sheet, edit.cell): edit.value for edit in edits}
    for (sheet, cell), value in last.items():
        found = book[sheet][cell]
        if isinstance(value, str):
            assert found.data_type != "f"
        elif isinstance(value, date):
            assert found.value == datetime(value.year, value.month, value.day)
        else:
            assert found.value == value


ODD = ["", "x", "-1", "99999999999", "0", "A1:", "rId9", "1.5", " ", "B2:A1", "XFE1"]
EVERY_EDIT = [
    SetCell(sheet="01 Project", cell="B5", value="x"),
    SetCell(sheet="Logboek", cell="F30", value=date(2026, 1, 1)),
    AppendRows(table="Logboek", rows=(("x",),) * 6),
    TakeSheet(donor=DONOR, name="nieuw", before="Logboek"),
    SetProperty(name="a", value=1),
]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_odd_values_in_the_xml_give_a_result_or_a_refusal_and_never_a_traceback(data):
    parts = members(XLSXWRITER)
    name = data.draw(st.sampled_from(sorted(key for key in parts if "theme" not in key)))
    text = parts[name].decode()
    spots = [match.span(1) for match in re.finditer(r'="([^"]*)"', text)]
    start, end = data.draw(st.sampled_from(spots))
    package = altered(XLSXWRITER, {name: text[:start] + data.draw(st.sampled_from(ODD)) + text[end:]})
    lint(package)
    with suppress(PatchError):
        patch(package, EVERY_EDIT)


def code_of(before: bytes, after: bytes, edits) -> str:
    with pytest.raises(PatchError) as caught:
        verify(before, after, edits)
    return caught.value.code


EDIT = SetCell(sheet="01 Project", cell="B5", value="nieuw")
DONE = patch(XLSXWRITER, [EDIT])


def test_a_right_result_passes_the_checks():
    verify(XLSXWRITER, DONE, [EDIT])


ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="99"><v>2</v></c></row>'  # no format 99


def sheet_of(package: bytes) -> str:
    return members(package)["xl/worksheets/sheet1.xml"].decode()


def test_a_fault_that_was_there_before_stops_nothing():
    after = patch(handmade(ROWS), [SetCell(sheet="Blad", cell="A1", value=7)])
    assert '<c r="A2" s="99">' in sheet_of(after)


def test_a_new_fault_in_a_cell_is_found_also_beside_one_that_was_there():
    edit = SetCell(sheet="Blad", cell="A1", value=7)
    right = patch(handmade(ROWS), [edit])
    wrong = edited(right, "xl/worksheets/sheet1.xml", '<c r="A1">', '<c r="A1" s="98">')
    assert code_of(handmade(ROWS), wrong, [edit]) == "XA-G123"


def test_a_new_fault_in_a_row_that_no_edit_names_is_found():
    edit = SetCell(sheet="Blad", cell="A1", value=7)
    right = patch(handmade(ROWS), [edit])
    wrong = edited(right, "xl/worksheets/sheet1.xml", 's="99"><v>2</v>', 's="99" t="s"><v>8</v>')
    assert code_of(handmade(ROWS), wrong, [edit]) == "XA-G123"


@pytest.mark.parametrize("name", ["xl/theme/theme1.xml", "xl/worksheets/sheet3.xml", "docProps/core.xml"])
def test_a_part_that_nobody_asked_to_change_fails_the_check(name):
    wrong = (
        apply_edits(DONE, [SetCell(sheet="02 Project", cell="B5", value="x")]) if "sheet3" in name else None
    )
    wrong = wrong or altered(DONE, {name: members(DONE)[name] + b" "})
    assert code_of(XLSXWRITER, wrong, [EDIT]) == "XA-G122"


def test_a_part_that_went_missing_or_came_along_fails_the_check():
    wrong = apply_edits(DONE, [SetProperty(name="x", value="y")])
    assert code_of(XLSXWRITER, wrong, [EDIT]) == "XA-G122"
    assert code_of(wrong, DONE, [EDIT]) == "XA-G122"


def test_a_value_that_reads_back_differently_fails_the_check():
    other = SetCell(sheet="01 Project", cell="B5", value="anders")
    assert code_of(XLSXWRITER, DONE, [other]) == "XA-G124"
    assert code_of(XLSXWRITER, DONE, [EDIT, SetCell(sheet="01 Project", cell="B6", value="weg")]) == "XA-G124"


def test_rows_that_are_not_in_the_table_fail_the_check():
    assert code_of(XLSXWRITER, DONE, [EDIT, AppendRows(table="Logboek", rows=(("x",),))]) == "XA-G124"


def test_a_property_that_was_not_set_fails_the_check():
    assert code_of(XLSXWRITER, DONE, [EDIT, SetProperty(name="nieuw", value="x")]) == "XA-G124"


def test_a_new_fault_fails_the_check_and_an_old_one_does_not():
    header = SetCell(sheet="Logboek", cell="B3", value="Andere kop")
    with pytest.raises(PatchError) as caught:
        patch(XLSXWRITER, [header])
    assert caught.value.code == "XA-G123"
    faulty = apply_edits(XLSXWRITER, [header])
    assert patch(faulty, [SetCell(sheet="Logboek", cell="B20", value="x")])


def test_a_second_selected_sheet_fails_the_check():
    wrong = edited(DONE, SHEETS["01 Project"], "<sheetView ", '<sheetView tabSelected="1" ')
    assert code_of(XLSXWRITER, wrong, [EDIT]) == "XA-G122"  # repacked: other bytes everywhere
    faults = {fault.kind for fault in lint(wrong)}
    assert faults == {"selected-tabs"}


def test_broken_xml_in_a_changed_part_fails_the_check():
    package = handmade('<row r="1"><c r="A1"><v>1</v></c></row>')
    edit = SetCell(sheet="Blad", cell="A1", value=2)
    key = "xl/worksheets/sheet1.xml"
    wrong = Archive(package).rebuilt(changed={key: b"<worksheet>"}, added={}, removed=())
    assert code_of(package, wrong, [edit]) == "XA-G106"


def test_nothing_comes_out_when_one_of_the_edits_is_impossible():
    with pytest.raises(PatchError):
        patch(XLSXWRITER, [EDIT, SetCell(sheet="Weg", cell="A1", value=1)])


def test_later_edits_see_what_earlier_ones_did():
    edits = [
        SetCell(sheet="Overzicht", cell="H30", value="een"),
        TakeSheet(donor=DONOR, name="nieuw"),
        SetCell(sheet="nieuw", cell="A1", value="twee"),
        SetCell(sheet="Overzicht", cell="H30", value="drie"),
        SetCached(sheet="Overzicht", cell="B3", value=4),
        SetCell(sheet="Overzicht", cell="B3", value="geen formule meer"),
        SetCore(modified=datetime(2026, 11, 2), last_modified_by="ik"),
    ]
    book = opened(patch(XLSXWRITER, edits))
    assert (book["nieuw"]["A1"].value, book["Overzicht"]["H30"].value) == ("twee", "drie")
    assert book["Overzicht"]["B3"].value == "geen formule meer"


def test_the_same_edits_give_the_same_bytes():
    edits = [
        EDIT,
        TakeSheet(donor=DONOR, name="nieuw"),
        AppendRows(table="Logboek", rows=(("x",),) * 9),
    ]
    assert patch(XLSXWRITER, edits) == patch(XLSXWRITER, edits)
