"""Our own workbook: its fixed texts and tables as the writer prints them, and finding fiches."""

from dataclasses import replace

import pytest

from actielijst_xl.model.fields import Fields
from actielijst_xl.reading import werkboek_vast as vast
from actielijst_xl.reading.grid import Grid, Sheet, read_grid
from actielijst_xl.reading.werkboek import read_werkboek
from actielijst_xl.reading.werkboek_blad import form, make_blad
from actielijst_xl.reading.werkboek_fiche import split_nr
from actielijst_xl.reading.werkboek_identiteit import read_properties
from actielijst_xl.reading.werkboek_tabel import find_table, table_forms
from actielijst_xl.writing.fiche_layout import STAPPEN
from tests import masters
from tests.retour_builders import FIELDS, examine, issued, issued_grid, on_sheets, projects


def blad_of(*rows):
    return make_blad(Sheet(name="Blad", state="visible", rows=[list(row) for row in rows]))


# --- what the writer prints --------------------------------------------------------------------------


def test_the_columns_of_fiches_and_monitoring_are_those_that_the_writer_prints():
    plan = masters.plan(projects(1))
    for sheet, naam in (("Monitoring", "monitoring"), ("NH-001 Station 1 – Noord", "afspraak")):
        table = next(s for s in plan.sheets if s.name == sheet).tables[0]
        assert sorted(table.headers) == sorted(table_forms(FIELDS)[naam].koppen.values())


def test_the_titles_of_the_lists_are_those_that_the_writer_prints():
    plan = masters.plan(projects(1))
    tables = next(s for s in plan.sheets if s.name == "Keuzelijsten").tables
    assert {table.headers[0] for table in tables} == set(vast.LIJST_TITELS)


def test_the_steps_of_the_panel_are_those_that_the_writer_prints():
    assert vast.STAPPEN == STAPPEN


# --- fiches ------------------------------------------------------------------------------------------


def test_every_sheet_of_a_master_is_known():
    werkboek = read_werkboek(read_grid(masters.master(projects(2)), "m.xlsx"), fields=FIELDS)
    assert [fiche.fiche_id for fiche in werkboek.fiches] == ["nh-001", "nh-002"]
    assert set(werkboek.tabellen) == {"monitoring", "overzicht", "conflicten", "uitgiftes", "logboek"}
    assert [blad.name for blad in werkboek.overig] == ["Leeswijzer", "Hoofddocument", "Keuzelijsten"]
    assert werkboek.manifest.blad == "_beheer"


def test_the_blank_fiche_of_an_older_master_is_no_project():
    kader = masters.kader(projects(2))
    plan = masters.with_blank_fiche(masters.plan_actielijst(kader), kader)
    grid = read_grid(masters.write_workbook(plan, kader.huis), "m.xlsx")
    werkboek = read_werkboek(grid, fields=FIELDS)
    assert [fiche.fiche_id for fiche in werkboek.fiches] == ["nh-001", "nh-002"]
    assert [fiche.blad.name for fiche in werkboek.sjablonen] == ["_sjabloon"]


def test_a_hoofddocument_with_projects_without_location_is_no_fiche():
    made = [
        masters.project("NH-001", "Ergens", projectfase="Verkenningsfase"),
        masters.project("NH-002", "Hier", rij=3, projectfase="Verkenningsfase", gemeente="Lelystad"),
    ]
    werkboek = read_werkboek(read_grid(masters.master(made), "m.xlsx"), fields=FIELDS)
    assert [fiche.fiche_id for fiche in werkboek.fiches] == ["nh-002"]


def test_a_fiche_is_known_by_five_labels_and_its_number():
    rows = [
        ["Projectnummer", "NH-7"],
        ["Projectnaam", "Kabel"],
        ["Doel", None],
        ["IBN", 2030],
        ["Locatie", None],
    ]
    grid = Grid(file="x.xlsx", kind="xlsx", sheets=(Sheet(name="Blad1", state="visible", rows=rows),))
    (fiche,) = read_werkboek(grid, fields=FIELDS).fiches
    assert (fiche.fiche_id, fiche.vondst.velden["ibn"].value) == ("nh-7", 2030)


def test_four_labels_are_no_fiche():
    rows = [["Projectnummer", "NH-7"], ["Projectnaam", "Kabel"], ["Doel", None], ["IBN", 2030]]
    grid = Grid(file="x.xlsx", kind="xlsx", sheets=(Sheet(name="Blad1", state="visible", rows=rows),))
    assert read_werkboek(grid, fields=FIELDS).fiches == ()


def test_a_pmiek_list_is_no_fiche():
    header = ["Projectnummer", "Projectnaam", "Omschrijving", "Projectfase", "Locatie", "IBN"]
    rows = [header, ["NH-7", "Kabel", "x", "Realisatie", "hier", 2030]]
    grid = Grid(file="x.xlsx", kind="xlsx", sheets=(Sheet(name="Lijst", state="visible", rows=rows),))
    werkboek = read_werkboek(grid, fields=FIELDS)
    assert werkboek.fiches == ()
    assert not werkboek.is_ours


def test_a_label_that_a_province_changed_is_found_by_the_key_of_its_row():
    renamed = Fields().with_changes(labels={"ibn": "Inbedrijfname", "activiteit": "Wat"})
    werkboek = read_werkboek(issued_grid(), fields=renamed)
    vondst = werkboek.fiches[0].vondst
    assert vondst.velden["ibn"].value == 2029
    assert vondst.regels[0].cells["activiteit"].value == "Projectbesluit maken"


def test_a_fiche_without_its_key_cell_is_known_by_its_row_ids():
    def change(name, rows):
        if name == "_beheer":
            return None
        return [[None if str(v).startswith("fiche:") else v for v in row] for row in rows]

    werkboek = read_werkboek(on_sheets(issued_grid(), change), fields=FIELDS)
    assert [fiche.fiche_id for fiche in werkboek.fiches] == ["nh-001", "nh-002"]


# --- parts -------------------------------------------------------------------------------------------


def test_labels_are_compared_without_case_spaces_and_typographic_quotes():
    assert form(" Gemeente(n) ") == form("GEMEENTE(N)")
    assert form("Risico’s\u00a0en\nkansen") == form("risico's en kansen")


@pytest.mark.parametrize(
    ("nr", "parts"),
    [("NH-012-A03", ("NH-012", 3)), ("1.10-A1", ("1.10", 1)), ("A03", ("", 0)), ("", ("", 0))],
)
def test_a_visible_number_is_project_and_row(nr, parts):
    assert split_nr(nr) == parts


def test_a_table_is_found_by_its_headers_only():
    vorm = table_forms(FIELDS)["logboek"]
    blad = blad_of(["Logboek"], list(vorm.koppen.values()), ["1-1-2027", "Overgenomen"])
    found = find_table(blad, vorm)
    assert (found.head, found.first, len(found.cols)) == (1, 2, 8)


def test_a_table_with_less_than_half_of_its_headers_is_not_found():
    vorm = table_forms(FIELDS)["logboek"]
    assert find_table(blad_of(["Tijdstip", "Bestand", "Veld"]), vorm) is None


def test_of_a_column_that_stands_there_twice_the_one_with_its_key_counts():
    vorm = table_forms(FIELDS)["logboek"]
    keys = [None, "kolom:was", "kolom:wordt", "kolom:veld", None]
    heads = ["Was", "Was", "Wordt", "Veld", "Fiche"]
    assert find_table(blad_of(keys, heads), vorm).cols == {"was": 1, "wordt": 2, "veld": 3, "fiche": 4}


def test_document_properties_of_a_copy_are_read():
    found = read_properties(issued())
    assert (found["soort"], found["uitgifte"], found["ontvanger"]) == (
        "uitgifte",
        "u-2026-11",
        "Gemeente Lelystad",
    )


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0", b"PK\x03\x04 half", b"tekst"])
def test_bytes_without_document_properties_give_none(data):
    assert read_properties(data) == {}


def test_a_manifest_is_read_under_any_name_and_at_any_place():
    def change(name, rows):
        return [[], [], *([None, *row] for row in rows)] if name == "_beheer" else rows

    grid = on_sheets(issued_grid(), change)
    grid = replace(grid, sheets=tuple(replace(s, name=f"x{at}") for at, s in enumerate(grid.sheets)))
    manifest = read_werkboek(grid, fields=FIELDS).manifest
    assert manifest.kop["ontvanger"] == "Gemeente Lelystad"
    assert manifest.bladen["nh-002"] == "NH-002 Station 2 – Noord"
    assert manifest.nummers["nh-001"] == "NH-001"


@pytest.mark.parametrize(
    "rows",
    [
        [["NH-1-A01", "x", None]],  # numbers without ids
        [["NH-1-A01", "x", "zz/a01"]],
        [["Projectfase", "kop", "soort"]],
        [["Onderdeel", "Inhoud", "Peildatum"]],
    ],
)
@pytest.mark.timeout(30)  # quadratic code takes minutes
def test_a_flood_of_the_same_row_is_read_in_linear_time(rows):
    head = [["xl-actielijst:fiche"], ["fiche:zz"], ["kolom:nr", "kolom:activiteit", "kolom:rij_id"]]
    sheet = Sheet(name="Blad", state="visible", rows=[*head, *(rows * 30_000)])
    grid = replace(issued_grid(), sheets=(*issued_grid().sheets, sheet))
    assert {row.fiche for row in examine(grid).retour.rows} == {"nh-001", "nh-002", "zz"}
