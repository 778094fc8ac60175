import io
from datetime import date

import pytest
import xlsxwriter
from lxml import etree
from python_calamine import CalamineWorkbook

from actielijst_xl.package.edits import AppendRows, SetCell, TakeSheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.patch import landing_row, patch, room
from tests.packages import MAIN, edited, fiche_book, handmade, members, opened, relationships

LOG = "xl/worksheets/sheet4.xml"  # Logboek of a fiche_book with two fiches: table A3:D7, four spare rows


def log_rows(count: int, start: int = 0):
    return tuple((f"t{n}", "01", n, f"w{n}") for n in range(start, start + count))


def values(package: bytes, sheet: str):
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(package))
        .get_sheet_by_name(sheet)
        .to_python(skip_empty_area=False)
    )


def changed(before: bytes, after: bytes) -> list[str]:
    old, new = members(before), members(after)
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def refused(package: bytes, edit) -> tuple[str, str]:
    with pytest.raises(PatchError) as caught:
        patch(package, [edit])
    return caught.value.code, caught.value.details.get("cel", "")


def test_blank_rows_of_the_table_are_filled_first():
    package = fiche_book()
    after = patch(package, [AppendRows(table="Logboek", rows=log_rows(2))])
    assert values(after, "Logboek")[3:] == [["t0", "01", 0.0, "w0"], ["t1", "01", 1.0, "w1"]]
    assert changed(package, after) == [LOG]


def test_the_next_rows_come_after_the_last_filled_one():
    once = patch(fiche_book(), [AppendRows(table="Logboek", rows=log_rows(1))])
    twice = patch(once, [AppendRows(table="Logboek", rows=log_rows(2, start=1))])
    assert [row[0] for row in values(twice, "Logboek")[3:]] == ["t0", "t1", "t2"]


def test_a_gap_that_somebody_left_is_not_filled():
    package = patch(fiche_book(), [SetCell(sheet="Logboek", cell="A5", value="later")])
    after = patch(package, [AppendRows(table="Logboek", rows=log_rows(1))])
    assert [row[0] for row in values(after, "Logboek")[3:]] == ["", "later", "t0"]


def test_rows_that_belong_to_the_table_are_taken_in_before_it_grows():
    package = patch(fiche_book(), [SetCell(sheet="Logboek", cell="A9", value="getypt")])  # table A3:D7
    edit = AppendRows(table="Logboek", rows=log_rows(6), own_rows=frozenset({9}))
    after = patch(package, [edit])
    assert [row[0] for row in values(after, "Logboek")[7:]] == ["", "getypt", *(f"t{n}" for n in range(6))]
    assert any(b'ref="A3:D15"' in part for name, part in members(after).items() if "tables/" in name)


def test_what_somebody_else_typed_between_is_not_taken_in():
    cells = [SetCell(sheet="Logboek", cell=cell, value="x") for cell in ("A8", "A9")]
    edit = AppendRows(table="Logboek", rows=log_rows(6), own_rows=frozenset({9}))
    assert refused(patch(fiche_book(), cells), edit) == ("XA-G116", "A8 t/m A9")


def test_the_room_of_a_table_is_its_spare_rows_and_what_is_free_below_it():
    noted = patch(fiche_book(), [SetCell(sheet="Logboek", cell="B10", value="notitie")])
    full = patch(noted, [AppendRows(table="Logboek", rows=log_rows(6))])

    def free(package, count, table="Logboek"):
        return room(package, [AppendRows(table=table, rows=log_rows(count))])

    assert [free(noted, 9), free(noted, 3), free(fiche_book(), 9), free(full, 9)] == [[6], [3], [9], [0]]
    assert free(noted, 9, "Weg") == [None]


def test_a_full_table_grows_by_what_is_missing():
    package = fiche_book()
    after = patch(package, [AppendRows(table="logboek", rows=log_rows(7))])
    assert openpyxl_table(after, "Logboek", "Logboek") == "A3:D10"
    assert changed(package, after) == sorted(["xl/tables/table4.xml", "xl/workbook.xml", LOG])


def openpyxl_table(package: bytes, sheet: str, table: str) -> str:
    return str(opened(package)[sheet].tables[table].ref)


def test_validations_formats_and_print_area_that_ended_with_the_table_grow_with_it():
    sheet = opened(patch(fiche_book(), [AppendRows(table="Logboek", rows=log_rows(6))]))["Logboek"]
    assert [str(item.sqref) for item in sheet.data_validations.dataValidation] == ["B4:B9"]
    assert sorted(str(item.sqref) for item in sheet.conditional_formatting) == ["A4:A9", "C4:D9"]
    assert sheet.print_area == "'Logboek'!$A$1:$D$9"


def test_extension_ranges_grow_with_the_table():
    xml = members(patch(fiche_book(), [AppendRows(table="Logboek", rows=log_rows(6))]))[LOG]
    assert [item.text for item in etree.fromstring(xml).iter("{*}sqref")] == ["A4:A9"]


def test_ranges_that_end_elsewhere_or_beside_the_table_stay():
    package = edited(fiche_book(), LOG, 'sqref="B4:B7"', 'sqref="B4:B7 B4:B6 F4:F7 B7"')
    sheet = opened(patch(package, [AppendRows(table="Logboek", rows=log_rows(5))]))["Logboek"]
    ranges = {str(item) for item in sheet.data_validations.dataValidation[0].sqref.ranges}
    assert ranges == {"B4:B8", "B4:B6", "F4:F7", "B7"}


def test_the_filter_grows_with_the_table():
    after = patch(
        fiche_book(), [AppendRows(table="Projecten", rows=tuple((n, f"p{n}", None) for n in range(5)))]
    )
    root = etree.fromstring(members(after)["xl/tables/table1.xml"])
    assert (root.get("ref"), root.find("{*}autoFilter").get("ref")) == ("A5:C10", "A5:C10")


def test_charts_that_show_whole_columns_grow_with_the_table():
    rows = tuple((n, "bouwen", date(2027, 1, n)) for n in range(1, 7))
    after = patch(fiche_book(), [AppendRows(table="Afspraken_NH_001", rows=rows)])
    formulas = [f.text for f in etree.fromstring(members(after)["xl/charts/chart1.xml"]).iter("{*}f")]
    assert formulas == ["'01 Project'!$A$1", "'01 Project'!$C$10:$C$15", "'01 Project'!$A$10:$A$15"]


def test_grown_rows_take_the_styles_of_the_row_above():
    rows = tuple((n, "bouwen", date(2027, 1, n)) for n in range(1, 7))
    sheet = opened(patch(fiche_book(), [AppendRows(table="Afspraken_NH_001", rows=rows)]))["01 Project"]
    assert (sheet["C15"].number_format, sheet["C15"].protection.locked) == ("dd-mm-yyyy", False)
    assert sheet["C15"]._style == sheet["C10"]._style


def test_values_go_to_the_named_columns_also_when_somebody_inserted_one():
    after = patch(
        fiche_book(), [AppendRows(table="Logboek", columns=("Werd", "Tijd"), rows=(("w", "t"), ("w2", None)))]
    )
    assert values(after, "Logboek")[3:] == [["t", "", "", "w"], ["", "", "", "w2"]]


def test_a_column_that_is_not_there_or_a_row_that_is_too_long_is_refused():
    package = fiche_book()
    assert refused(package, AppendRows(table="Logboek", columns=("Weg",), rows=(("x",),)))[0] == "XA-G118"
    assert refused(package, AppendRows(table="Logboek", rows=(("1", "2", "3", "4", "5"),)))[0] == "XA-G118"


def test_an_unknown_table_is_refused():
    assert refused(fiche_book(), AppendRows(table="Weg", rows=(("x",),)))[0] == "XA-G108"


def test_a_table_with_another_name_is_found_by_its_header():
    rows = log_rows(2)
    by_header = AppendRows(table="Weg", rows=rows, header=("logboek", "B3"))
    by_name = AppendRows(table="Logboek", rows=rows)
    assert patch(fiche_book(), [by_header]) == patch(fiche_book(), [by_name])
    assert landing_row(fiche_book(), by_header) == landing_row(fiche_book(), by_name) == 4


@pytest.mark.parametrize("header", [("Logboek", "B4"), ("Logboek", "Z3"), ("Weg", "B3"), ("Logboek", "")])
def test_a_table_is_looked_for_at_its_header_only(header):
    assert refused(fiche_book(), AppendRows(table="Weg", rows=log_rows(1), header=header))[0] == "XA-G108"


def test_what_stands_below_is_never_shifted_or_covered():
    package = patch(fiche_book(), [SetCell(sheet="Logboek", cell="C9", value="van een ander")])
    assert patch(package, [AppendRows(table="Logboek", rows=log_rows(5))])
    assert refused(package, AppendRows(table="Logboek", rows=log_rows(6))) == ("XA-G116", "C9")


def test_what_stands_beside_the_new_rows_is_no_obstacle_and_stays():
    package = patch(fiche_book(), [SetCell(sheet="Logboek", cell="F8", value="notitie")])
    after = patch(package, [AppendRows(table="Logboek", rows=log_rows(5))])
    assert values(after, "Logboek")[7] == ["t4", "01", 4.0, "w4", "", "notitie"]


TABLE = (
    f'<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:B3"{{more}}>'
    '<autoFilter ref="A1:B{end}"/><tableColumns count="2"><tableColumn id="1" name="een"/>'
    '<tableColumn id="2" name="twee"/></tableColumns></table>'
)
HEADER = '<row r="1"><c r="A1" t="str"><v>een</v></c><c r="B1" t="str"><v>twee</v></c></row>'


def with_table(rows: str, *, after_data: str = "", more: str = "", end: int = 3, ref: str = "A1:B3") -> bytes:
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheetData>{HEADER}{rows}</sheetData>{after_data}"
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    )
    return handmade(
        sheets={"Blad": sheet},
        extra={
            "xl/tables/table1.xml": TABLE.format(more=more, end=end).replace(
                'ref="A1:B3"', f'ref="{ref}"', 1
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": relationships({"rId1": "table ../tables/table1.xml"}),
        },
    )


FULL = '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "after_data"),
    [
        (FULL, '<mergeCells count="1"><mergeCell ref="B4:C4"/></mergeCells>'),
        (FULL + '<row r="4"><c r="B4"><f>1+1</f></c></row>', ""),
    ],
)
def test_merges_and_formulas_below_are_in_the_way(rows, after_data):
    package = with_table(rows, after_data=after_data)
    assert refused(package, AppendRows(table="T", rows=(("x",),))) == ("XA-G116", "B4")


def test_a_table_with_a_totals_row_is_filled_but_does_not_grow():
    total = '<row r="4"><c r="A4"><v>9</v></c></row>'
    package = with_table(f'<row r="2"/><row r="3"/>{total}', more=' totalsRowCount="1"', ref="A1:B4")
    assert values(patch(package, [AppendRows(table="T", rows=(("x",), ("y",)))]), "Blad")[1][0] == "x"
    assert refused(package, AppendRows(table="T", rows=(("x",), ("y",), ("z",))))[0] == "XA-G117"


def test_the_insert_row_mark_goes_when_rows_come():
    package = with_table("", more=' insertRow="1"', ref="A1:B2", end=2)
    after = patch(package, [AppendRows(table="T", rows=(("x", "y"),))])
    assert b"insertRow" not in members(after)["xl/tables/table1.xml"]


def test_formulas_of_a_column_that_somebody_added_are_continued():
    rows = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f><v>2</v></c></row>'
    rows += '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f>A3*2</f><v>2</v></c></row>'
    after = patch(with_table(rows), [AppendRows(table="T", rows=((5,),))])
    assert [f.text for f in etree.fromstring(members(after)["xl/worksheets/sheet1.xml"]).iter("{*}f")][
        -1
    ] == "A4*2"
    assert b'fullCalcOnLoad="1"' in members(after)["xl/workbook.xml"]


def test_a_row_with_formulas_only_counts_as_blank():
    rows = (
        '<row r="2"><c r="B2"><f>A2*2</f><v>0</v></c></row><row r="3"><c r="B3"><f>A3*2</f><v>0</v></c></row>'
    )
    after = patch(with_table(rows), [AppendRows(table="T", rows=((5,),))])
    assert values(after, "Blad")[1][0] == 5.0


def test_a_table_can_not_grow_past_the_last_row():
    package = with_table(
        '<row r="1048575"/><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        ref="A1:B1048576",
        end=1048576,
    )
    assert refused(package, AppendRows(table="T", rows=(("x",),)))[0] == "XA-G116"


def test_heights_go_with_the_rows():
    edit = AppendRows(table="Logboek", rows=log_rows(2), heights_pt=(None, 60))
    rows = etree.fromstring(members(patch(fiche_book(), [edit]))[LOG]).findall(".//{*}row")
    assert [(row.get("r"), row.get("ht"), row.get("customHeight")) for row in rows[-1:]] == [
        ("5", "60", None)
    ]


def test_rows_can_be_added_to_the_table_of_a_sheet_that_came_in_before():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("03").add_table("A9:C12", {"name": "Afspraken_NH_003"})
    book.close()
    edits = [
        TakeSheet(donor=buffer.getvalue(), name="03"),
        AppendRows(table="Afspraken_NH_003", rows=tuple((n, "bouwen", "x") for n in range(6))),
    ]
    after = patch(fiche_book(), edits)
    assert openpyxl_table(after, "03", "Afspraken_NH_003") == "A9:C15"


def test_two_appends_to_one_table_follow_each_other():
    edits = [
        AppendRows(table="Logboek", rows=log_rows(3)),
        AppendRows(table="Logboek", rows=log_rows(3, start=3)),
    ]
    assert [row[0] for row in values(patch(fiche_book(), edits), "Logboek")[3:]] == [
        f"t{n}" for n in range(6)
    ]
