"""Reading a return: the same rows and values, whatever was done to the workbook."""

import random
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actielijst_xl.model.decisions import Cell, RowRef, Unreadable
from actielijst_xl.reading.grid import Grid, read_grid
from tests.retour_builders import (
    FIELDS,
    PARTIJ,
    UITGIFTE,
    codes,
    examine,
    find,
    is_fiche,
    issued,
    issued_grid,
    on_sheets,
    put,
    said,
    texts,
    through_openpyxl,
    values_only,
)

FICHE = "NH-001 Station 1 – Noord"
ISSUED = said(examine(issued()).retour)
LIJSTWAARDEN = [
    text for s in issued_grid().sheets if s.name == "Keuzelijsten" for row in s.rows for text in row if text
]


def row_of(gelezen, fiche, tabel, rij):
    (found,) = [r for r in gelezen.retour.rows if (r.fiche, r.tabel, r.rij) == (fiche, tabel, rij)]
    return found


# --- as issued ---------------------------------------------------------------------------------------


def test_an_untouched_copy_says_what_was_issued():
    gelezen = examine(issued())
    assert (gelezen.retour.uitgifte, gelezen.retour.recipient) == (UITGIFTE, PARTIJ)
    assert gelezen.retour.loose == ()
    assert gelezen.findings == ()
    project = row_of(gelezen, "nh-001", "project", "").cells
    assert project["omschrijving"] == Cell("Nieuw station 1", "B9")
    assert project["aanleiding"] == Cell(None, "B10")
    assert project["ibn"].value == 2029
    assert (project["overig:1"].value, project["overig:2"].value) == (7.5, date(2026, 5, 1))
    afspraak = row_of(gelezen, "nh-002", "afspraak", "nh-002/a02")
    assert afspraak.nr == "NH-002-A02"
    assert {veld: cell.value for veld, cell in afspraak.cells.items() if cell.value} == {
        "activiteit": "Grond kopen",
        "planning": "Q3 2027",
        "voortgang": "Eerste gesprek\ngevoerd",
    }
    monitoring = row_of(gelezen, "nh-002", "monitoring", "")
    assert monitoring.nr == "NH-002"
    assert monitoring.cells["haalbaarheid_ibn"].value == date(2031, 5, 2)


def test_every_field_of_the_table_of_fields_is_read():
    gelezen = examine(issued())
    found = {(row.tabel, veld) for row in gelezen.retour.rows for veld in row.cells}
    wanted = {(f.tabel.value, f.key) for f in FIELDS.all if f.tabel != "hoofddocument"}
    assert wanted <= found


def test_spare_rows_are_there_under_their_prepared_id_and_are_blank():
    spare = row_of(examine(issued()), "nh-001", "afspraak", "nh-001/a04")
    assert all(cell.value is None for cell in spare.cells.values())


def test_the_packed_base_of_the_copy_is_handed_on():
    assert examine(issued()).pakket == ("sha256 0 1", "zpakket")


# --- saved by another program ------------------------------------------------------------------------


def assert_same(gelezen):
    assert said(gelezen.retour) == ISSUED
    assert gelezen.retour.loose == ()
    assert (gelezen.retour.uitgifte, gelezen.retour.recipient) == (UITGIFTE, PARTIJ)


def test_saving_in_openpyxl_changes_nothing():
    assert_same(examine(through_openpyxl(issued())))


def test_a_new_workbook_with_the_values_only_says_the_same():
    assert_same(examine(values_only(issued())))


def test_a_new_workbook_with_the_values_of_the_visible_sheets_says_the_same():
    assert_same(examine(values_only(issued(), hidden=False)))


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_saving_in_libreoffice_changes_nothing(libreoffice, kind):
    assert_same(examine(libreoffice(issued(), kind)))


@pytest.mark.libreoffice
def test_a_copy_that_went_through_openpyxl_and_libreoffice_says_the_same(libreoffice):
    assert_same(examine(libreoffice(through_openpyxl(issued()), "xlsx")))


# --- sheets ------------------------------------------------------------------------------------------


def test_names_and_order_of_sheets_do_not_matter():
    def change(book):
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"Blad{number}"
        book._sheets.reverse()

    assert_same(examine(through_openpyxl(issued(), change)))


def test_hidden_sheets_that_were_opened_or_removed_do_not_matter():
    def opened(book):
        for sheet in book.worksheets:
            sheet.sheet_state = "visible"

    def removed(book):
        for sheet in [s for s in book.worksheets if s.sheet_state != "visible"]:
            book.remove(sheet)

    assert_same(examine(through_openpyxl(issued(), opened)))
    assert_same(examine(through_openpyxl(issued(), removed)))


def test_a_fiche_that_is_gone_says_nothing():
    gelezen = examine(on_sheets(issued_grid(), lambda name, rows: None if name == FICHE else rows))
    assert {row.fiche for row in gelezen.retour.rows if row.tabel == "project"} == {"nh-002"}


def test_of_a_copied_sheet_the_one_with_the_issued_name_is_the_original():
    def change(book):
        new = book.copy_worksheet(book[FICHE])
        book.move_sheet(new, -len(book.worksheets))

    gelezen = examine(through_openpyxl(issued(), change))
    sheets = {row.sheet: row.origineel for row in gelezen.retour.rows if row.tabel == "project"}
    assert sheets[FICHE] is True
    assert sorted(sheets.values()) == [False, True, True]
    [told] = [f for f in gelezen.findings if f.code == "XA-L176"]
    assert told.details["fiche"] == "NH-001"
    assert gelezen.retour.loose == ()


def test_of_a_copied_and_renamed_sheet_the_first_one_is_the_original():
    def change(book):
        book.copy_worksheet(book[FICHE]).title = "kopie"
        book[FICHE].title = "eigen naam"

    gelezen = examine(through_openpyxl(issued(), change))
    sheets = {row.sheet: row.origineel for row in gelezen.retour.rows if row.fiche == "nh-001"}
    assert sheets["eigen naam"] is True
    assert sheets["kopie"] is False


def test_a_sheet_of_another_uitgifte_takes_no_part_and_is_kept_as_text():
    grid, older = issued_grid(), read_grid(issued(2, "u-oud"), "oud.xlsx")
    pasted = replace(next(s for s in older.sheets if s.name == FICHE), name="Geplakt")
    gelezen = examine(replace(grid, sheets=(*grid.sheets, pasted)))
    assert {row.sheet for row in gelezen.retour.rows if row.fiche == "nh-001"} == {FICHE, "Monitoring"}
    assert "Nieuw station 1" in texts(gelezen)
    assert "XA-L175" in codes(gelezen)


def test_a_sheet_of_another_party_is_read_as_what_it_is():
    def other(value):
        return value.replace("001", "009") if isinstance(value, str) else value

    def change(name, rows):
        return [[other(value) for value in row] for row in rows]

    grid = issued_grid()
    strange = on_sheets(replace(grid, sheets=tuple(s for s in grid.sheets if s.name == FICHE)), change)
    gelezen = examine(replace(grid, sheets=(*grid.sheets, replace(strange.sheets[0], name="Van een ander"))))
    assert {row.rij for row in gelezen.retour.rows if row.fiche == "nh-009"} >= {"", "nh-009/a01"}


# --- rows and columns --------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(0, 60, 3))
def test_an_inserted_row_changes_nothing_but_addresses(at):
    gelezen = examine(on_sheets(issued_grid(), lambda name, rows: [*rows[:at], [], *rows[at:]]))
    assert_same(gelezen)


@pytest.mark.parametrize("at", range(13))
def test_an_inserted_column_changes_nothing_but_addresses(at):
    gelezen = examine(
        on_sheets(issued_grid(), lambda name, rows: [[*row[:at], None, *row[at:]] for row in rows])
    )
    assert_same(gelezen)


def sort_rows(grid, blad, first, *, cols=None, key=None, seed=3):
    """Shuffle the rows under the header `first`; only in `cols` when these are given."""

    def change(name, rows):
        if name != blad:
            return rows
        head = find(rows, first)[0]
        body = rows[head + 1 :]
        order = list(range(len(body)))
        random.Random(seed).shuffle(order)
        keep = range(len(rows[0])) if cols is None else cols
        return rows[: head + 1] + [
            [body[source][c] if c in keep else body[at][c] for c in range(len(rows[0]))]
            for at, source in enumerate(order)
        ]

    return on_sheets(grid, change)


def test_sorted_afspraken_change_nothing_but_addresses():
    gelezen = examine(sort_rows(issued_grid(), FICHE, "Nr."))
    assert_same(gelezen)


def test_afspraken_sorted_without_their_hidden_id_keep_number_and_contents_together():
    gelezen = examine(sort_rows(issued_grid(), FICHE, "Nr.", cols=range(8)))
    bouwen = next(
        r
        for r in gelezen.retour.rows
        if r.cells.get("activiteit") and r.cells["activiteit"].value == "Bouwen"
    )
    assert bouwen.nr == "NH-001-A03"  # the merge follows the number


def test_monitoring_sorted_without_its_hidden_ids_follows_the_visible_number():
    gelezen = examine(sort_rows(issued_grid(), "Monitoring", "Project", cols=range(11), seed=1))
    assert said(gelezen.retour) == ISSUED
    assert "XA-L185" in codes(gelezen)


def test_rows_of_monitoring_with_a_number_of_two_projects_follow_their_row_id():
    def change(name, rows):
        if name == "Monitoring" or name == "_beheer" or is_fiche(name):
            return [["NH-001" if value == "NH-002" else value for value in row] for row in rows]
        return rows

    rows = examine(on_sheets(issued_grid(), change)).retour.rows
    monitoring = {row.fiche: row.cells["aandachtspunten"].value for row in rows if row.tabel == "monitoring"}
    assert monitoring == {"nh-001": "Geen locatie voor 1", "nh-002": "Geen locatie voor 2"}


def test_fields_sorted_without_their_hidden_keys_follow_their_labels():
    def change(name, rows):
        if name == FICHE:
            rows[8][:4], rows[9][:4] = rows[9][:4], rows[8][:4]  # Omschrijving and Aanleiding
        return rows

    gelezen = examine(on_sheets(issued_grid(), change))
    assert said(gelezen.retour) == ISSUED
    assert "XA-L178" in codes(gelezen)


def test_columns_of_a_table_may_be_moved():
    def change(name, rows):
        if is_fiche(name):
            head = find(rows, "kolom:nr")[0]
            for row in rows[head:]:
                row[2], row[5] = row[5], row[2]
        return rows

    assert_same(examine(on_sheets(issued_grid(), change)))


def test_headers_moved_without_their_hidden_keys_still_name_their_column():
    def change(name, rows):
        if name == FICHE:
            head = find(rows, "Nr.")[0]
            for row in rows[head:]:
                row[2], row[5] = row[5], row[2]
        return rows

    gelezen = examine(on_sheets(issued_grid(), change))
    assert said(gelezen.retour) == ISSUED
    assert "XA-L178" in codes(gelezen)


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["row", "col", "sheet", "rename"]), st.integers(0, 60), st.integers(0, 60)),
        max_size=8,
    ),
    seed=st.integers(0, 99),
)
@example(steps=[("col", 19, 24), ("col", 19, 24)], seed=0)  # two columns between a tile and its value
def test_any_mix_of_inserted_rows_and_columns_sorted_rows_and_moved_sheets_changes_nothing(steps, seed):
    grid = sort_rows(issued_grid(), FICHE, "Nr.", seed=seed)
    for what, at, which in steps:
        grid = _step(grid, what, at, which)
    assert_same(examine(grid, lijstwaarden=LIJSTWAARDEN))


def _step(grid: Grid, what: str, at: int, which: int) -> Grid:
    sheets = list(grid.sheets)
    n = which % len(sheets)
    if what == "sheet":
        sheets.insert(at % len(sheets), sheets.pop(n))
    elif what == "rename":
        sheets[n] = replace(sheets[n], name=f"x{at}-{n}-{len(sheets[n].name)}")
    else:
        name = sheets[n].name
        return on_sheets(
            grid,
            lambda blad, rows: (
                rows
                if blad != name
                else [*rows[:at], [], *rows[at:]]
                if what == "row"
                else [[*row[: at % 14], None, *row[at % 14 :]] for row in rows]
            ),
        )
    return replace(grid, sheets=tuple(sheets))


# --- without our keys --------------------------------------------------------------------------------


def without_keys(name, rows):
    """The rows without the hidden columns and rows that hold our keys."""
    if is_fiche(name):
        rows = [row[:8] for row in rows if not str(row[0]).startswith("kolom:")]
    elif name == "Monitoring" or name == "Overzicht":
        rows = [row[:11] for row in rows if not str(row[0]).startswith("kolom:")]
    return rows


def test_without_hidden_rows_and_columns_all_is_found_by_labels_and_visible_numbers():
    gelezen = examine(on_sheets(issued_grid(), without_keys))
    assert_same(gelezen)
    assert "XA-L181" in codes(gelezen)


def test_without_keys_and_without_hidden_sheets_all_is_found_as_well():
    def change(name, rows):
        return None if name.startswith("_") else without_keys(name, rows)

    assert_same(examine(on_sheets(issued_grid(), change)))


def test_a_row_without_id_is_found_by_the_number_in_the_register():
    ref = RowRef("nh-001", "afspraak", "n123abc")
    gelezen = examine(on_sheets(issued_grid(), without_keys), nrs={UITGIFTE: {ref: "NH-001-A02"}})
    assert row_of(gelezen, "nh-001", "afspraak", "n123abc").cells["activiteit"].value == "Grond kopen"


def test_without_ids_and_numbers_the_position_tells_the_row():
    def change(name, rows):
        rows = without_keys(name, rows)
        if is_fiche(name):
            head = find(rows, "Nr.")[0]
            rows = rows[:head] + [[None, *row[1:]] for row in rows[head:]]
        return rows

    gelezen = examine(on_sheets(issued_grid(), change))
    assert said(gelezen.retour) == ISSUED
    assert "XA-L181" in codes(gelezen)


def test_without_the_header_of_the_fields_the_value_stands_right_of_its_label():
    def change(name, rows):
        return [row for row in rows if row[:2] != ["Onderdeel", "Inhoud"]] if is_fiche(name) else rows

    assert said(examine(on_sheets(issued_grid(), change)).retour) == ISSUED


# --- what was typed ----------------------------------------------------------------------------------


def test_a_changed_field_is_read_with_its_address():
    gelezen = examine(put(issued_grid(), FICHE, 9, 1, "  Het net is vol \n"))
    assert row_of(gelezen, "nh-001", "project", "").cells["aanleiding"] == Cell("Het net is vol", "B10")


def test_blanks_are_an_emptied_cell():
    gelezen = examine(put(issued_grid(), FICHE, 8, 1, "   "))
    assert row_of(gelezen, "nh-001", "project", "").cells["omschrijving"] == Cell(None, "B9")


def test_a_row_typed_below_the_table_has_no_id():
    rows = next(s for s in issued_grid().sheets if s.name == FICHE).rows
    gelezen = examine(put(issued_grid(), FICHE, len(rows) + 4, 1, "Extra actie"))
    row = row_of(gelezen, "nh-001", "afspraak", None)
    assert row.cells["activiteit"].value == "Extra actie"
    assert gelezen.retour.loose == ()


def test_a_row_inserted_in_the_table_has_no_id():
    def change(name, rows):
        if name == FICHE:
            at = find(rows, "NH-001-A02")[0]
            rows.insert(at, [None, "Tussenin", *[None] * 10])
        return rows

    gelezen = examine(on_sheets(issued_grid(), change))
    assert row_of(gelezen, "nh-001", "afspraak", None).cells["activiteit"].value == "Tussenin"


def test_a_copied_row_keeps_the_copied_id_for_the_merge_to_judge():
    def change(name, rows):
        if name == FICHE:
            at = find(rows, "NH-001-A02")[0]
            rows.insert(at, [*rows[at][:7], "gewijzigd", *rows[at][8:]])
        return rows

    rows = examine(on_sheets(issued_grid(), change)).retour.rows
    assert [r.cells["voortgang"].value for r in rows if r.rij == "nh-001/a02"] == [
        "gewijzigd",
        "Eerste gesprek\ngevoerd",
    ]


# --- unreadable --------------------------------------------------------------------------------------


def test_an_error_cell_and_a_formula_without_value_are_unreadable_and_never_blank():
    def change(book):
        book[FICHE]["B10"] = "=B9"
        book[FICHE]["B9"].value = "#REF!"
        book[FICHE]["B9"].data_type = "e"

    cells = row_of(examine(through_openpyxl(issued(), change)), "nh-001", "project", "").cells
    assert cells["omschrijving"] == Cell(Unreadable.CELL, "B9")
    assert cells["aanleiding"] == Cell(Unreadable.CELL, "B10")


def test_a_time_is_text_and_a_day_without_a_time_is_a_day():
    midnight = datetime(2027, 1, 2)
    grid = put(put(issued_grid(), FICHE, 8, 1, time(9, 30)), FICHE, 9, 1, midnight)
    cells = row_of(examine(grid), "nh-001", "project", "").cells
    assert (cells["omschrijving"].value, cells["aanleiding"].value) == ("09:30", date(2027, 1, 2))
