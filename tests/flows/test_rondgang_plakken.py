"""What people paste and delete: fiches on one sheet, headers between rows, rows and columns that go."""

import pytest
from flows import rondgang as r

NH1, NH2 = "NH-1 Station Noordkade", "NH-2 Kabel Zuid"
DOEL_1, DOEL_2 = r.veld(1, "doel"), r.veld(2, "doel")
COPY = r.copy_of(r.LELYSTAD)
HEAD = next(row for row in range(30, 60) if r.places(COPY)[r.rij(1, 1, "activiteit")][1] == f"B{row + 1}")


def merged(change):
    done = r.merge(r.issued().master, r.through_openpyxl(COPY, change))
    return r.changed(r.issued().master, done.master), r.counts(done), {f.code for f in done.findings}


def paste(book, *, down=0, right=0, cols=12):
    """Fill both goals in, and move the fiche of NH-2 to the sheet of NH-1."""
    for sheet, key, text in ((NH1, DOEL_1, "wonen"), (NH2, DOEL_2, "werken")):
        book[sheet][r.places(COPY)[key][1]] = text
    for row in book[NH2].iter_rows(max_col=cols):
        for cell in row:
            if cell.value is not None:
                book[NH1].cell(cell.row + down, cell.column + right).value = cell.value
    del book[NH2]


@pytest.mark.parametrize("where", [{"down": 70}, {"down": 54, "right": 1}, {"right": 13}], ids=str)
def test_two_fiches_on_one_sheet_are_read_as_two(where):
    fields, counts, _ = merged(lambda book: paste(book, **where))
    assert fields == {DOEL_1: "wonen", DOEL_2: "werken"}
    assert counts == {"overgenomen": 2}


@pytest.mark.parametrize("where", [{"down": 54}, {"right": 13}], ids=str)
def test_a_fiche_pasted_without_its_hidden_columns_is_known_by_what_it_shows(where):
    fields, counts, _ = merged(lambda book: paste(book, cols=8, **where))
    assert (fields, counts) == ({DOEL_1: "wonen", DOEL_2: "werken"}, {"overgenomen": 2})


def test_a_header_between_the_rows_is_no_row():
    def change(book):
        sheet = book[NH1]
        sheet.insert_rows(HEAD + 3)
        for col in range(1, 10):
            sheet.cell(HEAD + 3, col).value = sheet.cell(HEAD, col).value

    assert merged(change) == ({}, {}, set())


def test_the_headers_of_a_table_pasted_below_are_no_rows():
    def change(book):
        for row in range(HEAD - 1, HEAD + 2):  # column keys, headers, the first row
            for col in range(1, 10):
                book[NH1].cell(row + 20, col).value = book[NH1].cell(row, col).value

    assert merged(change)[:2] == ({}, {})


def test_a_header_between_the_rows_of_monitoring_is_no_row():
    def change(book):
        sheet = book["Monitoring"]
        sheet.insert_rows(8)
        for col in range(1, 13):
            sheet.cell(8, col).value = sheet.cell(6, col).value

    assert merged(change) == ({}, {}, set())


def test_a_row_that_says_a_header_in_one_cell_is_a_row():
    def change(book):
        book[NH1].cell(HEAD + 4, 2).value = "Planning"

    assert merged(change)[1] == {"overgenomen": 1}


# --- what was taken off the sheets -------------------------------------------------------------------


def missing(change):
    done = r.merge(r.issued().master, r.through_openpyxl(COPY, change))
    told = [(f.details["fiche"], f.details["wat"]) for f in done.findings if f.code == "XA-S029"]
    return told, r.counts(done), r.changed(r.issued().master, done.master)


def column_of(key):
    """The number of the column in which a field of the first row stands."""
    return ord(r.places(COPY)[r.rij(1, 1, key)][1][0]) - ord("A") + 1


def test_a_row_that_was_deleted_is_told_and_stays():
    assert missing(lambda book: book[NH1].delete_rows(HEAD + 1)) == ([(NH1, "NH-1-A01")], {}, {})


def test_spare_rows_that_were_deleted_are_nobodys_concern():
    assert missing(lambda book: book[NH1].delete_rows(HEAD + 4, 3)) == ([], {}, {})


def test_a_column_that_was_deleted_is_told_once_for_all_its_rows():
    told, counts, _ = missing(lambda book: book[NH1].delete_cols(column_of("planning")))
    assert (told, counts) == ([(NH1, "Planning")], {})


def test_a_column_in_which_nothing_stood_is_nobodys_concern():
    assert missing(lambda book: book[NH1].delete_cols(column_of("resultaat"))) == ([], {}, {})


def test_a_row_of_monitoring_that_was_deleted_is_told():
    told, counts, _ = missing(lambda book: book["Monitoring"].delete_rows(7))
    assert (told, counts) == ([(NH1, "de regel op Monitoring")], {})


def test_a_field_of_the_province_that_was_deleted_is_nobodys_concern():
    def change(book):
        book[NH1].delete_rows(int(r.places(COPY)[r.veld(1, "ibn")][1][1:]))

    assert missing(change) == ([], {}, {})


def test_rows_that_were_moved_to_another_fiche_are_told_where_they_left():
    def change(book):
        for col in range(1, 10):
            book[NH2].cell(HEAD + 5, col).value = book[NH1].cell(HEAD + 1, col).value
            book[NH1].cell(HEAD + 1, col).value = None

    told, counts, _ = missing(change)
    assert (told, counts) == ([(NH1, "NH-1-A01")], {"overgenomen": 3})


# --- headers in other words --------------------------------------------------------------------------


def translated(book):
    """The headers of the afspraken in other words, as a browser translates them; a goal filled in."""
    for col in range(1, 9):
        book[NH1].cell(HEAD, col).value = f"Header {col}"
    book[NH1][r.places(COPY)[DOEL_1][1]] = "wonen"


def test_headers_in_other_words_are_no_row():
    fields, counts, _ = merged(translated)
    assert (fields, counts) == ({DOEL_1: "wonen"}, {"overgenomen": 1})


def test_without_the_row_of_headers_all_else_is_read():
    def change(book):
        translated(book)
        book[NH1].delete_rows(HEAD)
        book[NH1].cell(HEAD, column_of("voortgang")).value = "Gezien"  # the first row moved up

    fields, counts, _ = merged(change)
    assert fields == {DOEL_1: "wonen", r.rij(1, 1, "voortgang"): "Gezien"}
    assert counts == {"overgenomen": 2}


# --- columns that are gone ---------------------------------------------------------------------------


@pytest.mark.parametrize("header", [True, False], ids=["header", "no header"])
@pytest.mark.parametrize("cols", [(1,), (2,), (2, 1), (3,), (1, 3)], ids=str)
def test_a_help_is_never_read_as_a_value_when_columns_are_gone(cols, header):
    def change(book):
        sheet = book[NH1]
        sheet[r.places(COPY)[DOEL_1][1]] = "wonen"
        if not header:
            sheet.delete_rows(next(cell.row for cell in sheet["A"] if cell.value == "Onderdeel"))
        for col in sorted(cols, reverse=True):
            sheet.delete_cols(col)

    fields, _, told = merged(change)
    knows = 2 not in cols and not (cols == (1, 3) and not header)  # then nothing says which column it is
    assert fields == ({DOEL_1: "wonen"} if knows else {})
    assert knows or told & {"XA-S029", "XA-S021"}


def test_a_help_that_moved_into_the_place_of_a_value_is_no_value():
    def change(book):
        sheet = book[NH1]
        row = next(cell.row for cell in sheet["A"] if cell.value == "Omschrijving")
        for col in range(2, 5):  # the cell is deleted, what stood right of it moves to the left
            sheet.cell(row, col).value = sheet.cell(row, col + 1).value
        sheet[r.places(COPY)[DOEL_1][1]] = "wonen"

    fields, counts, told = merged(change)
    assert (fields, counts, told) == ({DOEL_1: "wonen"}, {"overgenomen": 1}, {"XA-S029"})
