"""Reading the master: the values for a merge, and the place of each."""

from dataclasses import replace
from functools import cache

import pytest

from actielijst_xl.errors import InputError
from actielijst_xl.model.decisions import Besluit, Keuze, Key, RowRef, Unreadable
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.master import MasterReader, read_master
from actielijst_xl.reading.master_tabellen import parse_keuze
from tests import masters
from tests.retour_builders import (
    FIELDS,
    examine,
    find,
    is_fiche,
    issued,
    issued_grid,
    on_sheets,
    projects,
    put,
)

FICHE = "NH-001 Station 1 – Noord"


@cache
def grid():
    zonder = masters.project("NH-009", "Ergens", rij=9, projectfase="Verkenningsfase", oordeel="Knelpunt")
    return read_grid(masters.master([*projects(2), zonder]), "actielijst.xlsx")


def read(changed=None, **given):
    return read_master(changed or grid(), fields=FIELDS, **given)


def codes(master):
    return {finding.code for finding in master.findings}


def afspraak(fiche, n):
    return RowRef(fiche, "afspraak", f"{fiche}/a{n:02d}")


# --- values and places -------------------------------------------------------------------------------


def test_the_rows_of_a_master_are_its_fiches_afspraken_monitoring_and_hoofddocument():
    master = read()
    assert set(master.cells) == {
        *(RowRef(fiche, "project", "") for fiche in ("nh-001", "nh-002")),
        *(afspraak(fiche, n) for fiche in ("nh-001", "nh-002") for n in (1, 2, 3)),
        *(RowRef(fiche, "monitoring", "") for fiche in ("nh-001", "nh-002", "nh-009")),
        RowRef("", "hoofddocument", ""),
    }
    assert master.findings == ()


def test_every_field_has_its_value_and_its_place():
    master = read()
    for ref, row in master.cells.items():
        for veld, value in row.items():
            sheet, address = master.places[Key(*ref, veld)]
            stands = next(s for s in grid().sheets if s.name == sheet)
            col, number = ord(address[0]) - ord("A"), int(address[1:]) - 1
            there = stands.rows[number][col] if number < len(stands.rows) else None
            assert there == value, (ref, veld)


def test_the_places_are_those_of_the_values_and_of_the_spare_rows():
    master = read()
    spare = {plek.ref: plek.cells for plekken in master.reserve.values() for plek in plekken}
    known = {Key(*ref, veld) for rows in (master.cells, spare) for ref, row in rows.items() for veld in row}
    assert set(master.places) == known
    assert len(master.places) == len(known)
    assert Key("nh-001", "project", "", "bestaat niet") not in master.places
    assert Key("nh-404", "project", "", "doel") not in master.places


def test_all_fields_of_the_table_of_fields_are_there():
    found = {(ref.tabel, veld) for ref, row in read().cells.items() for veld in row}
    assert {(f.tabel.value, f.key) for f in FIELDS.all} <= found


def test_spare_rows_are_places_and_no_values():
    master = read()
    first = master.reserve["nh-001"][0]
    assert first.ref == afspraak("nh-001", 4)
    assert first.ref not in master.cells
    assert first.nr == "NH-001-A04"
    assert master.places[Key(*first.ref, "activiteit")] == (FICHE, first.cells["activiteit"].address)
    assert len(master.reserve["nh-001"]) == 8
    assert (first.rij_cel[0], first.nr_cel[0], first.rij_ok) == ("I", "A", True)


def test_rows_keep_their_visible_number():
    nrs = read().nrs
    assert nrs[afspraak("nh-002", 3)] == "NH-002-A03"
    assert nrs[RowRef("nh-009", "monitoring", "")] == "NH-009"


def test_a_fiche_is_found_under_another_name():
    renamed = replace(
        grid(), sheets=tuple(replace(s, name="Eigen naam") if s.name == FICHE else s for s in grid().sheets)
    )
    master = read(renamed)
    assert master.bladen["nh-001"] == "Eigen naam"
    assert master.places[Key("nh-001", "project", "", "doel")].sheet == "Eigen naam"


def test_an_inserted_column_and_row_move_the_places_only():
    moved = on_sheets(
        grid(), lambda name, rows: [[], *([None, *row] for row in rows)] if is_fiche(name) else rows
    )
    before, after = read(), read(moved)
    assert after.cells == before.cells
    assert before.places[Key("nh-001", "project", "", "doel")].address == "B11"
    assert after.places[Key("nh-001", "project", "", "doel")].address == "C12"


def test_a_copy_of_a_fiche_in_the_master_is_not_read():
    copy = replace(next(s for s in grid().sheets if s.name == FICHE), name="Oud")
    master = read(replace(grid(), sheets=(copy, *grid().sheets)))
    assert master.bladen["nh-001"] == FICHE
    assert "XA-L176" in codes(master)


def test_a_fiche_that_is_gone_is_told():
    master = read(on_sheets(grid(), lambda name, rows: None if name == FICHE else rows))
    (told,) = [finding for finding in master.findings if finding.code == "XA-L180"]
    assert told.details["fiche"] == "nh-001"


def test_a_row_that_is_gone_from_monitoring_is_told_until_somebody_types_its_number_again():
    def without(name, rows):
        return [row for row in rows if row[0] != "NH-002"] if name == "Monitoring" else rows

    changed = on_sheets(grid(), without)
    (told,) = [finding for finding in read(changed).findings if finding.code == "XA-L196"]
    assert (told.sheet, told.details) == ("Monitoring", {"projecten": "NH-002"})
    last = len(next(s for s in changed.sheets if s.name == "Monitoring").rows)
    assert codes(read(put(changed, "Monitoring", last + 1, 0, "NH-002"))) == set()


def test_an_unreadable_cell_is_no_blank():
    bad = replace(
        grid(),
        sheets=tuple(
            replace(s, unreadable={(8, 1): "#REF!"}) if s.name == FICHE else s for s in grid().sheets
        ),
    )
    assert read(bad).cells[RowRef("nh-001", "project", "")]["omschrijving"] is Unreadable.CELL


# --- rows of afspraken -------------------------------------------------------------------------------


def test_a_row_typed_below_the_table_gets_the_next_free_id():
    rows = next(s for s in grid().sheets if s.name == FICHE).rows
    master = read(put(grid(), FICHE, len(rows), 1, "Erbij"))
    ref = afspraak("nh-001", 12)
    assert master.cells[ref]["activiteit"] == "Erbij"
    (plek,) = [plek for plek in master.afspraken["nh-001"] if not plek.rij_ok]
    assert (plek.ref, plek.rij_cel) == (ref, f"I{len(rows) + 1}")


def test_a_copied_row_gets_an_id_of_its_own():
    def change(name, rows):
        if name == FICHE:
            at = find(rows, "NH-001-A02")[0]
            rows.insert(at + 1, [*rows[at][:7], "kopie", *rows[at][8:]])
        return rows

    master = read(on_sheets(grid(), change))
    assert master.cells[afspraak("nh-001", 2)]["voortgang"] == "Eerste gesprek\ngevoerd"
    assert master.cells[afspraak("nh-001", 12)]["voortgang"] == "kopie"
    assert "XA-L184" in codes(master)


def sorted_without_ids(name, rows):
    if name == FICHE:
        at = find(rows, "NH-001-A01")[0]
        rows[at][:8], rows[at + 2][:8] = rows[at + 2][:8], rows[at][:8]
    return rows


def test_rows_sorted_without_their_hidden_ids_follow_the_visible_number():
    master = read(on_sheets(grid(), sorted_without_ids))
    assert master.cells == read().cells
    assert "XA-L185" in codes(master)


def test_the_register_tells_which_id_a_visible_number_has():
    def change(name, rows):
        if name == FICHE:
            at = find(rows, "NH-001-A03")[0]
            rows[at][8] = "n0123456789ab"
            sorted_without_ids(name, rows)
        return rows

    nrs = {RowRef("nh-001", "afspraak", "n0123456789ab"): "NH-001-A03"}
    master = read(on_sheets(grid(), change), nrs=nrs)
    assert master.cells[RowRef("nh-001", "afspraak", "n0123456789ab")]["activiteit"] == "Bouwen"
    assert master.cells[afspraak("nh-001", 1)]["activiteit"] == "Projectbesluit maken"


def test_what_a_master_remembers_is_known_before_its_rows_are_read():
    def change(name, rows):
        if name == "_beheer":
            return [*rows, ["pakket", 1, "sha256 0 1"], ["pakket", 2, "zpakket"]]
        return sorted_without_ids(name, rows)

    nrs = {RowRef("nh-001", "afspraak", "n0123456789ab"): "NH-001-A03"}
    reader = MasterReader(on_sheets(grid(), change), fields=FIELDS)
    assert reader.pakket == ("sha256 0 1", "zpakket")
    assert reader.read(nrs) == read(on_sheets(grid(), change), nrs=nrs)
    assert reader.read(nrs) != reader.read()


def test_a_spare_row_that_was_filled_in_is_an_afspraak():
    at = find(next(s for s in grid().sheets if s.name == FICHE).rows, "NH-001-A05")[0]
    master = read(put(grid(), FICHE, at, 1, "Nieuw"))
    assert master.cells[afspraak("nh-001", 5)]["activiteit"] == "Nieuw"
    assert len(master.reserve["nh-001"]) == 7


# --- tables ------------------------------------------------------------------------------------------


def test_tables_are_known_by_name_sheet_and_header():
    tabellen = read().tabellen
    assert {naam: (t.tabel, t.sheet, t.kop) for naam, t in tabellen.items()} == {
        "overzicht": ("Projecten", "Overzicht", ("Overzicht", "A22")),
        "monitoring": ("Monitoringslijst", "Monitoring", ("Monitoring", "A6")),
        "conflicten": ("Conflicten", "Conflicten", ("Conflicten", "A6")),
        "uitgiftes": ("Uitgiftes", "Uitgiftes", ("Uitgiftes", "A6")),
        "logboek": ("Logboek", "Logboek", ("Logboek", "A6")),
    }
    assert tabellen["conflicten"].koppen["besluit"] == "Besluit"
    assert tabellen["conflicten"].kolommen["besluit"] == "I"
    assert tabellen["logboek"].rijen == ()


def test_the_table_of_afspraken_of_a_fiche_has_its_own_name():
    assert read().afspraak_tabellen["nh-002"].tabel == "Afspraken_NH_002"


def test_a_book_that_is_gone_is_told():
    master = read(on_sheets(grid(), lambda name, rows: None if name == "Logboek" else rows))
    assert [f.details["tabel"] for f in master.findings if f.code == "XA-L186"] == ["Logboek"]


def test_the_administration_and_the_names_of_fixed_sheets_are_handed_on():
    master = read()
    assert (master.beheer, master.actielijst) == ("_beheer", master.manifest["actielijst"])
    assert "Realisatiefase" in master.lijstwaarden


# --- Conflicten --------------------------------------------------------------------------------------


def with_conflict(**cells):
    def change(name, rows):
        if name == "Conflicten":
            head = find(rows, "kolom:nr")[0]
            row = [cells.get(str(key).removeprefix("kolom:")) for key in rows[head]]
            rows += [[] for _ in range(head + 2 - len(rows))]
            rows.insert(head + 2, row)
        return rows

    return on_sheets(grid(), change)


def test_a_besluit_is_read_with_the_conflict_that_it_is_about():
    master = read(with_conflict(nr=1, besluit="eigen tekst ", eigen_tekst="Medio 2030", sleutel="c12"))
    assert master.besluiten == (Besluit(conflict="c12", keuze=Keuze.EIGEN, eigen_tekst="Medio 2030"),)


def test_a_conflict_without_besluit_says_nothing():
    master = read(with_conflict(nr=1, sleutel="c12"))
    assert master.besluiten == ()
    assert master.tabellen["conflicten"].rijen[0]["sleutel"].value == "c12"


@pytest.mark.parametrize(
    ("text", "keuze"),
    [
        ("Master behouden", (Keuze.MASTER, None)),
        ("Retour overnemen", (Keuze.RETOUR, None)),
        ("Retour 2 overnemen", (Keuze.RETOUR, 2)),
        ("RETOUR  2  overnemen", (Keuze.RETOUR, 2)),
        ("Retour 2", (Keuze.RETOUR, 2)),
        ("retour", (Keuze.RETOUR, None)),
        ("retour 2 niet overnemen", None),
        ("Eigen tekst", (Keuze.EIGEN, None)),
        ("akkoord", None),
    ],
)
def test_a_besluit_is_one_of_the_choices(text, keuze):
    assert parse_keuze(text) == keuze


def test_another_word_as_besluit_is_told_with_its_cell():
    (told,) = [
        f for f in read(with_conflict(besluit="akkoord", sleutel="c1")).findings if f.code == "XA-L182"
    ]
    assert (told.sheet, told.cell, told.value) == ("Conflicten", "I7", "akkoord")


def test_an_own_text_without_besluit_is_told_with_its_cell():
    master = read(with_conflict(eigen_tekst="Medio 2030", sleutel="c1"))
    (told,) = [f for f in master.findings if f.code == "XA-L199"]
    assert (told.sheet, told.cell, told.value) == ("Conflicten", "J7", "Medio 2030")
    assert master.besluiten == ()
    assert "XA-L199" not in codes(read(with_conflict(eigen_tekst="Bellen met Urk")))


def test_a_besluit_on_a_row_without_a_conflict_is_told():
    assert "XA-L183" in codes(read(with_conflict(besluit="Master behouden")))


# --- other files -------------------------------------------------------------------------------------


def test_a_copy_for_a_party_is_no_master():
    with pytest.raises(InputError) as caught:
        read_master(issued_grid(), fields=FIELDS, data=issued())
    assert (caught.value.code, caught.value.details["partij"]) == ("XA-L173", "Gemeente Lelystad")


def test_any_other_workbook_is_no_master():
    with pytest.raises(InputError) as caught:
        read(replace(grid(), sheets=(replace(grid().sheets[0], rows=[["Naam"]]),)))
    assert caught.value.code == "XA-L170"


@pytest.mark.libreoffice
def test_a_master_that_libreoffice_saved_is_read_the_same(libreoffice):
    data = masters.master(projects(2))
    before = read_master(read_grid(data, "m.xlsx"), fields=FIELDS, data=data)
    saved = libreoffice(data, "xlsx")
    after = read_master(read_grid(saved, "m.xlsx"), fields=FIELDS, data=saved)
    assert after.cells == before.cells
    assert after.places == before.places
    assert after.findings == ()


# --- together with a return --------------------------------------------------------------------------


def test_what_a_copy_says_unchanged_is_what_the_master_says():
    base = read().cells
    for row in examine(issued()).retour.rows:
        ref = RowRef(row.fiche, row.tabel, row.rij)
        issued_row = base.get(ref, dict.fromkeys(row.cells))  # nothing was issued in a spare row
        assert {veld: cell.value for veld, cell in row.cells.items()} == dict(issued_row), ref
