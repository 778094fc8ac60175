"""What somebody wrote on Conflicten, Uitgiftes and Logboek themselves: it stays, whatever a merge adds."""

import io

import openpyxl
import pytest
from flows import rondgang as r

from actielijst_xl.model.decisions import Keuze
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits

BOEKEN = ("conflicten", "uitgiftes", "logboek")
DISPUTED = [r.veld(n, key) for n, key in ((1, "doel"), (2, "doel"), (1, "omschrijving"), (2, "omschrijving"))]
KEEP = Keuze.MASTER.value
OWN = {"A": "Let op", "B": "Eigen tekst", "C": "met een vervolg", "I": "en nog iets"}


def last_row(data, naam):
    """The last row of the table of a book."""
    tabel = r.read(data).tabellen[naam]
    area = openpyxl.load_workbook(io.BytesIO(data))[tabel.sheet].tables[tabel.tabel].ref
    return int("".join(c for c in area.split(":")[1] if c.isdigit()))


def noted(data, naam, row, texts=OWN):
    """The master with somebody's text in a row of the sheet of a book."""
    sheet = r.read(data).tabellen[naam].sheet
    return apply_edits(data, [SetCell(sheet=sheet, cell=f"{c}{row}", value=t) for c, t in texts.items()])


def notes(data, naam, row):
    sheet = openpyxl.load_workbook(io.BytesIO(data))[r.read(data).tabellen[naam].sheet]
    return {column: sheet[f"{column}{row}"].value for column in OWN}


def returns(*disputed):
    """Two returns that say something else in the same fields."""
    return tuple(
        (f"{partij[-3:]}.xlsx", r.retour(partij, {key: f"{partij}: {key.veld}" for key in disputed}))
        for partij in (r.LELYSTAD, r.LIANDER)
    )


def conflict_rows(data):
    """Row of the sheet, number, field and Besluit of every conflict."""
    rows = r.read(data).tabellen["conflicten"].rijen
    return [
        (int(row["nr"].address[1:]), row["nr"].value, row["fiche"].value[:4], row["veld"].value.split(" ")[0])
        for row in rows
        if row["sleutel"].value
    ]


def test_text_in_or_below_a_book_stays_where_it_is():
    """Conflicten: between its spare rows, right below the table, further down; the others: further down."""
    data = r.issued().master
    rows = [("conflicten", last_row(data, "conflicten") + gap) for gap in (-20, 1, 4)]
    rows += [(naam, last_row(data, naam) + 4) for naam in ("uitgiftes", "logboek")]
    for naam, row in rows:
        data = noted(data, naam, row)
    data = r.merge(data, *returns(*DISPUTED[:2])).master
    data = r.issue(r.merge(r.decide(data, {1: KEEP})).master).master
    assert [notes(data, *place) for place in rows] == [OWN] * len(rows)
    assert len(conflict_rows(data)) == 1
    assert lint(data) == ()


def test_the_other_conflicts_keep_their_row_when_one_is_decided():
    merged = r.merge(r.issued().master, *returns(*DISPUTED)).master
    before = conflict_rows(merged)
    after = r.merge(r.decide(merged, {1: KEEP})).master
    assert len(before) == len(DISPUTED)
    assert conflict_rows(after) == [before[0], *before[2:]]


def test_a_remark_beside_a_conflict_stays_beside_it():
    merged = r.merge(r.issued().master, *returns(*DISPUTED)).master
    row, *_ = conflict_rows(merged)[2]
    merged = apply_edits(merged, [SetCell(sheet="Conflicten", cell=f"N{row}", value="Bellen met Urk")])
    after = r.merge(r.decide(merged, {0: KEEP, 1: KEEP})).master
    assert conflict_rows(after)[0] == conflict_rows(merged)[2]
    assert openpyxl.load_workbook(io.BytesIO(after))["Conflicten"][f"N{row}"].value == "Bellen met Urk"


def test_a_new_conflict_comes_below_the_others_with_the_next_number():
    merged = r.merge(r.issued().master, *returns(*DISPUTED[:2])).master
    first = conflict_rows(merged)
    more = r.merge(merged, *((f"nieuw-{name}", data) for name, data in returns(*DISPUTED[:3]))).master
    assert conflict_rows(more)[: len(first)] == first
    assert [row[1] for row in conflict_rows(more)] == ["K1", "K2", "K3"]


def test_a_conflict_that_comes_while_the_last_one_goes_takes_its_row():
    merged = r.merge(r.issued().master, *returns(*DISPUTED[:2])).master
    decided = r.decide(merged, {0: KEEP, 1: KEEP})
    more = r.merge(decided, *((f"nieuw-{name}", data) for name, data in returns(*DISPUTED[:3]))).master
    assert conflict_rows(more) == [(7, "K3", *conflict_rows(more)[0][2:])]


def test_a_number_without_its_hidden_key_is_still_a_conflict_of_ours():
    merged = r.merge(r.issued().master, *returns(*DISPUTED[:2])).master
    tabel = r.read(merged).tabellen["conflicten"]
    keys = [SetCell(sheet=tabel.sheet, cell=row["sleutel"].address, value=None) for row in tabel.rijen]
    third = r.merge(apply_edits(merged, keys), *((f"x{n}", d) for n, d in returns(*DISPUTED[:3]))).master
    assert len(r.book(third, "conflicten")) == 3


def test_an_error_value_in_a_row_of_a_book_stays():
    def break_formula(book):
        book["Uitgiftes"]["G7"] = "#REF!"

    data = r.through_openpyxl(r.issued().master, break_formula)
    after = r.merge(data, *returns(DISPUTED[0])).master
    assert openpyxl.load_workbook(io.BytesIO(after))["Uitgiftes"]["G7"].value == "#REF!"


# --- no room -------------------------------------------------------------------------------------------


def crowded(naam):
    """The master with two rows of text right below a book that a merge or issue has to make longer."""
    data = r.issued().master
    row = last_row(data, naam) + 1
    first = r.read(data).tabellen[naam].kop_rij + 1
    keys = r.read(data).tabellen[naam].kolommen
    column = "B" if naam == "conflicten" else keys["afzender" if naam == "logboek" else "rol"]
    sheet = r.read(data).tabellen[naam].sheet
    full = [SetCell(sheet=sheet, cell=f"{column}{at}", value="bezet") for at in range(first, row)]
    return noted(noted(apply_edits(data, full), naam, row), naam, row + 1), row


@pytest.mark.parametrize("naam", BOEKEN)
def test_text_in_the_way_of_a_book_is_named_from_its_first_to_its_last_cell(naam):
    data, row = crowded(naam)
    last = "C" if naam == "logboek" else "I"
    with pytest.raises(PatchError) as stopped:
        r.issue(r.merge(data, *returns(*DISPUTED)).master)
    told = stopped.value.details
    assert (stopped.value.code, told["blad"]) == ("XA-G116", r.read(data).tabellen[naam].sheet)
    assert told["cel"] == f"A{row} t/m {last}{row + 1}"


@pytest.mark.parametrize("naam", BOEKEN)
def test_once_the_text_is_moved_everything_is_written(naam):
    data, row = crowded(naam)
    sheet = r.read(data).tabellen[naam].sheet
    gone = [SetCell(sheet=sheet, cell=f"{c}{at}", value=None) for c in OWN for at in (row, row + 1)]
    done = r.issue(r.merge(apply_edits(data, gone), *returns(*DISPUTED)).master).master
    assert len(conflict_rows(done)) == len(DISPUTED)
    assert lint(done) == ()
