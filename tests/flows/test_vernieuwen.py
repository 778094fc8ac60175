"""A new version of the pMIEK list in a running actielijst: what it changes, what it leaves, what it asks."""

import io
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from flows import rondgang as r
from flows.test_rondgang_behoud import renamed
from lxml import etree
from masters import PEILDATUM, formula_values, parts
from workbooks import xlsx

from actielijst_xl import usecases
from actielijst_xl.cli import lijst_nieuw
from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.decisions import Key
from actielijst_xl.package.edits import ReplaceSheetData, SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.usecases import uitvoeren, vernieuwen

KOPPEN = (
    "Projectnummer",
    "Projectnaam",
    "Projectfase",
    "Gemeente(n)",
    "Netbeheerder(s)",
    "Type infra",
    "IBN",
    "Doel",
    "Activiteit",
    "Trekker / verantwoordelijke",
    "Planning",
    "Haalbaarheid IBN",
    "Oordeel",
    "Dossier",
)
EEN = ("P-1", "Station Oost", "Planuitwerkingsfase", "Lelystad", "Liander", "Nieuw station", 2029, "Ruimte")
EEN += ("Grond kopen", "Gemeente Lelystad", "Q2 2027", 2030, "Aandacht", "A12")
TWEE = ("P-2", "Kabel Zuid", "Projectfase", "Urk", "TenneT", "Nieuwe kabel", 2028, "Wonen")
TWEE += ("Tracé kiezen", "Gemeente Urk", "Q4 2026", 2028, "Op schema", "B7")
DRIE = ("V-1", "Opslag gezocht", "Verkenningsfase", None, "TenneT", "Opslag", ">2031", "Rust op het net")
DRIE += (None, None, None, None, None, None)
NIEUW = ("P-3", "Station Noord", "Planuitwerkingsfase", "Dronten", "Liander", "Nieuw station", 2031, "Groei")
NIEUW += ("Locatie kiezen", "Gemeente Dronten", "Q3 2027", 2032, "Knelpunt", "C1")
LIJST = (EEN, TWEE, DRIE)


def met(rij, **velden):
    """A row of the list with other values, by the first word of the header in small letters."""
    names = [re.split(r"\W", kop.casefold())[0] for kop in KOPPEN]
    return tuple(velden.get(name, value) for name, value in zip(names, rij, strict=True))


def lijst(*rijen, koppen=KOPPEN, name="lijst.xlsx"):
    """A list as a file."""
    file = io.BytesIO(xlsx({"Lijst": [koppen, *rijen]}))
    file.name = name
    return file


@cache
def made():
    """The master of the small list."""
    return usecases.generate(lijst(*LIJST), settings=r.SETTINGS, peildatum=PEILDATUM).data


def update(data, file, **given):
    options = {"settings": r.SETTINGS, "peildatum": PEILDATUM, "moment": r.MOMENT} | given
    return vernieuwen.update(data, "actielijst.xlsx", file, **options)


def project(fiche, key):
    return Key(fiche, r.FIELDS[key].tabel.value, "", key)


def codes(updated):
    return {finding.code for finding in updated.findings}


def conflicts(data):
    return [(row["fiche"], row["veld"], row["afzender"]) for row in r.book(data, "conflicten")]


def log(data):
    return [(row["gebeurtenis"], row.get("afzender"), row.get("fiche")) for row in r.book(data, "logboek")]


# --- nothing new, and changes --------------------------------------------------------------------------


def test_the_list_that_a_master_was_made_from_changes_no_byte():
    found = update(made(), lijst(*LIJST))
    assert (found.master, found.ledger, found.findings, found.te_doen) == (made(), None, (), False)


def test_a_change_on_the_list_is_taken_over_and_logged():
    found = update(made(), lijst(met(EEN, ibn=2033), TWEE, DRIE))
    assert r.changed(made(), found.master) == {project("p-1", "ibn"): 2033}
    assert ("Overgenomen", "pMIEK-lijst", "P-1 Station Oost") in log(found.master)
    assert not found.te_doen


def test_the_same_list_again_changes_no_byte():
    once = update(made(), lijst(met(EEN, ibn=2033), TWEE, DRIE, NIEUW))
    again = update(once.master, lijst(met(EEN, ibn=2033), TWEE, DRIE, NIEUW, name="kopie.xlsx"))
    assert (again.master, again.ledger) == (once.master, None)


def test_the_order_of_rows_on_the_list_makes_no_difference():
    found = update(made(), lijst(DRIE, TWEE, EEN))
    assert found.master == made()


def test_the_same_update_gives_the_same_bytes():
    one, two = (update(made(), lijst(met(EEN, ibn=2033), *LIJST[1:], NIEUW)) for _ in range(2))
    assert one.master == two.master


def test_a_list_may_go_back_to_what_it_said():
    once = update(made(), lijst(met(EEN, ibn=2033), TWEE, DRIE))
    back = update(once.master, lijst(*LIJST))
    assert r.shown(back.master) == r.shown(made())
    assert not back.findings


def test_values_that_go_back_with_the_list_are_counted_and_told(capsys):
    later = update(made(), lijst(met(EEN, ibn=2035), met(TWEE, doel="Werken"), DRIE))
    back = update(later.master, lijst(*LIJST))
    lijst_nieuw._print_updated(back, Path("oud.xlsx"), quiet=True)
    assert (back.teruggezet, later.teruggezet) == (2, 0)
    assert "niets nieuws" not in capsys.readouterr().out


def test_a_later_list_is_compared_with_the_last_one_also_in_a_next_round():
    once = update(made(), lijst(met(EEN, ibn=2033), TWEE, DRIE)).master
    typed = r.type_in_master(r.issue(once).master, {project("p-1", "ibn"): 2040})
    again = update(typed, lijst(met(EEN, ibn=2033), met(TWEE, doel="Werken"), DRIE))
    assert r.changed(typed, again.master) == {project("p-2", "doel"): "Werken"}
    assert not again.conflicten


# --- conflicts -----------------------------------------------------------------------------------------


def test_a_change_on_the_list_against_what_the_province_typed_is_a_conflict():
    typed = r.type_in_master(made(), {project("p-1", "ibn"): 2040})
    found = update(typed, lijst(met(EEN, ibn=2033), TWEE, DRIE))
    assert r.shown(found.master)[project("p-1", "ibn")] == 2040
    assert conflicts(found.master) == [
        ("P-1 Station Oost", "IBN (verschillend ingevuld)", "pMIEK-lijst"),
    ]
    assert found.te_doen


def test_a_change_on_the_list_against_a_return_is_a_conflict():
    issued = r.issue(made())
    back = r.retour(r.LIANDER, {project("p-1", "ibn"): 2035}, issued)
    merged = r.merge(issued.master, back).master
    found = update(merged, lijst(met(EEN, ibn=2033), TWEE, DRIE))
    assert [c[2] for c in conflicts(found.master)] == ["1) Liander\n2) pMIEK-lijst"]


def test_a_decision_about_the_list_sticks():
    typed = r.type_in_master(made(), {project("p-1", "ibn"): 2040})
    found = update(typed, lijst(met(EEN, ibn=2033), TWEE, DRIE))
    decided = r.merge(r.decide(found.master, {0: "Retour overnemen"})).master
    assert r.shown(decided)[project("p-1", "ibn")] == 2033
    again = update(decided, lijst(met(EEN, ibn=2033), TWEE, DRIE))
    assert (again.master, again.conflicten) == (decided, 0)


def test_a_cell_that_is_emptied_on_the_list_asks_for_a_decision():
    found = update(made(), lijst(met(EEN, doel=None), TWEE, DRIE))
    assert conflicts(found.master) == [("P-1 Station Oost", "Doel (leeggemaakt)", "pMIEK-lijst")]


def test_a_column_that_left_the_list_changes_nothing_and_is_reported():
    at = KOPPEN.index("Doel")
    rows = [row[:at] + row[at + 1 :] for row in LIJST]
    found = update(made(), lijst(*rows, koppen=KOPPEN[:at] + KOPPEN[at + 1 :]))
    assert found.master == made()
    assert codes(found) == {"XA-S077"}


def test_a_vervolg_that_the_list_does_not_give_stays_as_it_is():
    typed = r.type_in_master(made(), {project("p-1", "vervolg"): "Monitoring"})
    found = update(typed, lijst(met(EEN, projectfase="Verkenningsfase"), TWEE, DRIE))
    assert r.shown(found.master)[project("p-1", "vervolg")] == "Monitoring"
    assert not found.conflicten
    assert "XA-S078" in codes(found)


# --- afspraken -----------------------------------------------------------------------------------------


def test_an_afspraak_is_known_by_its_activiteit():
    found = update(made(), lijst(met(EEN, planning="Q4 2027"), TWEE, DRIE))
    assert r.changed(made(), found.master) == {Key("p-1", "afspraak", "p-1/a01", "planning"): "Q4 2027"}


def test_another_activiteit_is_another_afspraak_and_the_old_one_stays():
    found = update(made(), lijst(met(EEN, activiteit="Grond pachten"), TWEE, DRIE))
    texts = [v for key, v in r.shown(found.master).items() if key.veld == "activiteit" and key.fiche == "p-1"]
    assert sorted(texts) == ["Grond kopen", "Grond pachten"]
    assert codes(found) == {"XA-S074"}


def test_an_afspraak_that_left_the_list_and_is_done_is_not_reported():
    done = r.type_in_master(made(), {Key("p-1", "afspraak", "p-1/a01", "status"): "Gereed"})
    found = update(done, lijst(met(EEN, activiteit="Grond pachten"), TWEE, DRIE))
    assert "XA-S074" not in codes(found)


# --- new projects --------------------------------------------------------------------------------------


def fresh(*rijen):
    """What generate makes of the same list."""
    return usecases.generate(lijst(*rijen), settings=r.SETTINGS, peildatum=PEILDATUM).data


def looks(data, name):
    """Every cell of a sheet: formula, format, link; and heights, help, colours and print settings."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[name]
    cells = {
        c.coordinate: (
            c.value,
            c.number_format,
            c.font.b,
            c.font.color and c.font.color.rgb,
            c.fill.fgColor.rgb,
            c.border.left.style,
            c.alignment.wrap_text,
            c.protection.locked,
            c.hyperlink and c.hyperlink.location,
        )
        for row in sheet
        for c in row
    }
    rules = sorted(
        (str(at.sqref), rule.formula[0], str(rule.dxf.fill and rule.dxf.fill.bgColor.rgb))
        for at, found in sheet.conditional_formatting._cf_rules.items()
        for rule in found
    )
    help_texts = sorted(
        (str(v.sqref), v.formula1 or "", v.prompt or "") for v in sheet.data_validations.dataValidation
    )
    heights = {row: d.height for row, d in sheet.row_dimensions.items()}
    widths = {col: (d.width, d.hidden) for col, d in sheet.column_dimensions.items()}
    return cells, rules, help_texts, heights, widths, sheet.print_title_rows, sheet.oddFooter.left.text


def chart_of(data, name):
    """The chart on a sheet, as XML in one form; the numbers of its axes are chance."""
    members = parts(data)
    return [
        re.sub(rb'(axId|crossAx) val="\d+"', b"", etree.tostring(etree.fromstring(text), method="c14n"))
        for part, text in sorted(members.items())
        if part.startswith("xl/charts/") and f"'{name}'!".encode() in text
    ]


def test_the_fiche_of_a_new_project_is_the_one_that_generate_makes():
    rijen = (EEN, TWEE, NIEUW)
    name = "P-3 Station Noord"
    first = usecases.generate(lijst(EEN, TWEE), settings=r.SETTINGS, peildatum=PEILDATUM).data
    made_new, generated = update(first, lijst(*rijen)), fresh(*rijen)
    assert made_new.nieuw == (name,)
    new, wanted = looks(made_new.master, name), looks(generated, name)
    own = {"L5", *(c for c, cell in wanted[0].items() if str(cell[0]).endswith("/a01"))}  # ids
    assert {c: x for c, x in new[0].items() if c not in own} == {
        c: x for c, x in wanted[0].items() if c not in own
    }
    assert (new[1], new[3:]) == (wanted[1], wanted[3:])
    lists = r"\$\d+:\$[A-Z]+\$\d+"  # the drop-down of organisations has one name less
    assert [re.sub(lists, "", f"{v}") for v in new[2]] == [re.sub(lists, "", f"{v}") for v in wanted[2]]
    assert chart_of(made_new.master, name) == chart_of(generated, name)
    assert not lint(made_new.master)


def test_every_formula_says_what_it_says_in_a_new_actielijst():
    first = usecases.generate(lijst(EEN, TWEE), settings=r.SETTINGS, peildatum=PEILDATUM).data
    rijen = (met(EEN, ibn=2027, oordeel="Knelpunt"), TWEE, NIEUW)
    updated, generated = formula_values(update(first, lijst(*rijen)).master), formula_values(fresh(*rijen))
    link = ("P-2 Kabel Zuid", "E3")
    assert updated.pop(link) == ("str", "Volgende: P-3 Station Noord")
    year = {place for place in generated if place[0] in ("Hoofddocument", "Overzicht")} - updated.keys()
    assert {p: v for p, v in updated.items() if p in generated} == {
        p: v for p, v in generated.items() if p not in year
    }


def test_a_new_project_stands_on_overzicht_and_monitoring_and_in_the_manifest():
    found = update(made(), lijst(*LIJST, NIEUW)).master
    assert [row["project_id"] for row in r.book(found, "overzicht")] == ["P-1", "P-2", "V-1", "P-3"]
    row = r.book(found, "monitoring")[-1]
    assert (row["project_id"], row["haalbaarheid_ibn"], row["oordeel"]) == ("P-3", 2032, "Knelpunt")
    sheet = next(s for s in read_grid(found, "x.xlsx").sheets if s.name == "_beheer")
    assert ["fiche", "p-3", "P-3", "P-3 Station Noord"] in [list(cells[:4]) for cells in sheet.rows]


def test_rows_keep_their_formulas_where_a_project_without_location_stands_between_them():
    found = formula_values(update(made(), lijst(*LIJST, NIEUW)).master)
    assert found["Overzicht", "H26"] == ("n", "2032")
    assert found["Overzicht", "H25"] == ("", "")
    assert found["Monitoring", "C10"] == ("n", "2031")


def test_a_new_project_is_one_line_in_the_logboek():
    found = update(made(), lijst(*LIJST, NIEUW)).master
    assert [line for line in log(found) if line[2] == "P-3 Station Noord"] == [
        ("Nieuw project", "pMIEK-lijst", "P-3 Station Noord")
    ]


def test_a_new_fiche_is_issued_to_its_gemeente_and_a_return_on_it_merges():
    found = update(made(), lijst(*LIJST, NIEUW)).master
    issued = r.issue(found)
    assert "Gemeente Dronten" in [partij.naam for partij in issued.partijen]
    key = project("p-3", "locatie")
    merged = r.merge(issued.master, r.retour("Gemeente Dronten", {key: "Noordkant"}, issued))
    assert r.shown(merged.master)[key] == "Noordkant"
    assert r.counts(merged) == {"overgenomen": 1}


def test_an_update_after_returns_on_a_new_fiche_keeps_them():
    found = update(made(), lijst(*LIJST, NIEUW)).master
    row = next(k for k in r.shown(found) if k.fiche == "p-3" and k.veld == "activiteit")
    status = Key(*row.row, "status")
    issued = r.issue(found)
    merged = r.merge(issued.master, r.retour("Gemeente Dronten", {status: "Loopt"}, issued)).master
    again = update(merged, lijst(*LIJST, met(NIEUW, planning="Q1 2028"))).master
    assert r.changed(merged, again) == {Key(*row.row, "planning"): "Q1 2028"}


def test_a_new_verkenning_without_gemeente_gets_no_fiche():
    vier = met(DRIE, projectnummer="V-2", projectnaam="Waterstof gezocht")
    found = update(made(), lijst(*LIJST, vier))
    assert (found.nieuw, found.zonder) == ((), ("Waterstof gezocht",))
    assert [row["projectnaam"] for row in r.book(found.master, "overzicht")][-1] == "Waterstof gezocht"
    assert [row["project_id"] for row in r.book(found.master, "monitoring")][-1] == "V-2"
    assert on_hoofddocument(found.master) == ["Opslag gezocht", "Waterstof gezocht"]


def on_hoofddocument(data):
    """The names in the block of projects without location."""
    sheet = next(s for s in read_grid(data, "x.xlsx").sheets if s.name == "Hoofddocument")
    head = next(row for row, cells in enumerate(sheet.rows) if "Uit de pMIEK-lijst" in cells)
    return [cells[0] for cells in sheet.rows[head + 1 :] if cells and cells[0]]


def test_a_project_that_now_has_a_gemeente_gets_a_fiche():
    found = update(made(), lijst(EEN, TWEE, met(DRIE, gemeente="Almere", dossier="Z9")))
    assert found.nieuw == ("V-1 Opslag gezocht",)
    shown = r.shown(found.master)
    assert (shown[project("v-1", "gemeente")], shown[project("v-1", "doel")]) == ("Almere", "Rust op het net")
    assert shown[Key("v-1", "project", "", "overig:1")] == "Z9"
    assert on_hoofddocument(found.master) == ["Geen"]
    links = {place: v for place, v in formula_values(found.master).items() if place == ("Overzicht", "B25")}
    assert links == {("Overzicht", "B25"): ("str", "Opslag gezocht")}
    again = update(found.master, lijst(EEN, TWEE, met(DRIE, gemeente="Almere", dossier="Z9")))
    assert again.master == found.master


def test_a_change_of_a_project_without_location_is_on_every_sheet_that_shows_it():
    found = update(made(), lijst(EEN, TWEE, met(DRIE, projectnaam="Opslag in de polder", doel="Meer rust")))
    names = [r.book(found.master, naam)[-1]["projectnaam"] for naam in ("overzicht", "monitoring")]
    assert names == ["Opslag in de polder"] * 2
    assert on_hoofddocument(found.master) == ["Opslag in de polder"]
    sheet = next(s for s in read_grid(found.master, "x.xlsx").sheets if s.name == "Hoofddocument")
    assert any("Doel: Meer rust" in str(cell) for cells in sheet.rows for cell in cells)


def test_what_somebody_typed_on_the_overzicht_about_a_project_without_fiche_stays_and_is_told():
    typed = apply_edits(made(), [SetCell(sheet="Overzicht", cell="B25", value="Opslag, zoekgebied")])
    found = update(
        typed, lijst(EEN, TWEE, met(DRIE, projectnaam="Opslag in de polder", netbeheerder="Liander"))
    )
    row = r.book(found.master, "overzicht")[-1]
    assert (row["projectnaam"], row["netbeheerder"]) == ("Opslag, zoekgebied", "Liander")
    assert codes(found) == {"XA-S083"}


def test_the_title_of_a_fiche_follows_the_list():
    found = update(made(), lijst(met(EEN, projectnaam="Station Oost 2"), TWEE, DRIE)).master
    sheet = next(s for s in read_grid(found, "x.xlsx").sheets if s.name == "P-1 Station Oost")
    assert sheet.rows[0][0] == "P-1  Station Oost 2"


# --- vanished and renumbered ---------------------------------------------------------------------------


def test_a_project_that_left_the_list_is_kept_and_reported_every_time():
    found = update(made(), lijst(EEN, DRIE))
    assert (found.verdwenen, found.te_doen) == (("P-2 Kabel Zuid",), True)
    assert r.shown(found.master) == r.shown(made())
    later = update(r.issue(found.master).master, lijst(EEN, DRIE))
    assert later.verdwenen == ("P-2 Kabel Zuid",)


def test_a_project_that_left_the_list_and_is_dropped_is_reported_no_more():
    dropped = r.type_in_master(made(), {project("p-2", "vervolg"): "Vervallen"})
    found = update(dropped, lijst(EEN, DRIE))
    assert (found.verdwenen, codes(found)) == ((), set())


def test_a_new_project_that_leaves_the_next_list_keeps_its_fiche():
    once = update(made(), lijst(*LIJST, NIEUW)).master
    found = update(once, lijst(met(EEN, ibn=2033), TWEE, DRIE))
    assert r.changed(once, found.master) == {project("p-1", "ibn"): 2033}
    assert found.verdwenen == ("P-3 Station Noord",)


def test_a_project_that_comes_back_on_the_list_is_the_same_project():
    gone = update(made(), lijst(EEN, DRIE)).master
    found = update(gone, lijst(EEN, met(TWEE, ibn=2030), DRIE))
    assert (found.nieuw, found.verdwenen) == ((), ())
    assert r.shown(found.master)[project("p-2", "ibn")] == 2030


def test_a_new_number_with_a_known_name_waits_for_a_decision():
    found = update(made(), lijst(EEN, met(TWEE, projectnummer="P-22"), DRIE))
    assert (found.nieuw, found.verdwenen, codes(found)) == ((), (), {"XA-S072"})
    assert r.shown(found.master) == r.shown(made())
    assert found.te_doen


def test_a_renumbered_project_keeps_its_fiche():
    found = update(made(), lijst(EEN, met(TWEE, projectnummer="P-22", ibn=2030), DRIE), hernummerd=True)
    assert r.changed(made(), found.master) == {
        project("p-2", "project_id"): "P-22",
        project("p-2", "ibn"): 2030,
    }
    assert [row["project_id"] for row in r.book(found.master, "overzicht")] == ["P-1", "P-22", "V-1"]
    assert [row["project_id"] for row in r.book(found.master, "monitoring")] == ["P-1", "P-22", "V-1"]
    assert update(found.master, lijst(EEN, met(TWEE, projectnummer="P-22", ibn=2030), DRIE)).master == (
        found.master
    )


# --- overige gegevens ----------------------------------------------------------------------------------


def test_an_overig_gegeven_follows_the_list():
    found = update(made(), lijst(met(EEN, dossier="A99"), TWEE, DRIE))
    assert r.changed(made(), found.master) == {Key("p-1", "project", "", "overig:1"): "A99"}
    assert ("Dossier", "A99") in [(row["veld"], row["wordt"]) for row in r.book(found.master, "logboek")]


def test_an_overig_gegeven_without_a_line_on_the_fiche_is_reported_and_logged():
    rows = [(*row, extra) for row, extra in zip(LIJST, ("x-1", None, None), strict=True)]
    found = update(made(), lijst(*rows, koppen=(*KOPPEN, "Perceel")))
    assert codes(found) == {"XA-S075"}
    assert [row["wordt"] for row in r.book(found.master, "logboek")][-1] == "x-1"
    again = update(found.master, lijst(*rows, koppen=(*KOPPEN, "Perceel")))
    assert (again.master, codes(again)) == (found.master, {"XA-S075"})


# --- lists with errors, and older masters --------------------------------------------------------------


def test_a_list_with_errors_is_refused():
    with pytest.raises(usecases.ListHasErrorsError):
        update(made(), lijst(met(EEN, projectfase="soms"), TWEE, DRIE))


def test_a_row_with_an_error_changes_nothing_and_its_project_has_not_vanished():
    found = update(
        made(), lijst(met(EEN, projectfase="soms", ibn=2050), met(TWEE, ibn=2030), DRIE), ook_met_fouten=True
    )
    assert r.changed(made(), found.master) == {project("p-2", "ibn"): 2030}
    assert found.verdwenen == ()
    assert "XA-S040" not in codes(found)


def with_an_error():
    """A master of a list of which one row has an error: it is listed on the Hoofddocument."""
    file = lijst(EEN, met(TWEE, projectfase="soms"), DRIE)
    options = {"settings": r.SETTINGS, "peildatum": PEILDATUM, "ook_met_fouten": True}
    return usecases.generate(file, **options).data


def test_a_row_that_was_repaired_gets_a_fiche_and_is_no_error_any_more():
    found = update(with_an_error(), lijst(*LIJST))
    assert found.nieuw == ("P-2 Kabel Zuid",)
    sheet = next(s for s in read_grid(found.master, "x.xlsx").sheets if s.name == "Hoofddocument")
    assert not [cells for cells in sheet.rows if "Kabel Zuid" in cells]


def test_a_project_without_location_has_no_place_above_the_rows_with_errors():
    file = lijst(*LIJST, met(DRIE, projectnummer="V-2", projectnaam="Waterstof gezocht"))
    found = update(with_an_error(), file)
    assert "XA-S079" in codes(found)
    assert r.book(found.master, "overzicht")[-1]["projectnaam"] == "Waterstof gezocht"
    assert not lint(found.master)


def without_memory(data):
    """A master as it was made before it remembered anything."""
    sheet = next(s for s in read_grid(data, "x.xlsx").sheets if s.name == "_beheer")
    rows = [tuple(row) for row in sheet.rows if not row or row[0] != "pakket"]
    return apply_edits(data, [ReplaceSheetData(sheet="_beheer", rows=tuple(rows))])


def test_a_master_that_does_not_know_its_list_asks_for_it():
    with pytest.raises(InputError) as stopped:
        update(without_memory(made()), lijst(*LIJST))
    assert stopped.value.code == "XA-S070"


def test_a_master_can_be_told_which_list_it_was_made_from():
    typed = r.type_in_master(without_memory(made()), {project("p-2", "doel"): "Zelf bedacht"})
    found = update(typed, lijst(met(EEN, ibn=2033), TWEE, DRIE), vorige=lijst(*LIJST))
    assert r.changed(typed, found.master) == {project("p-1", "ibn"): 2033}
    again = update(found.master, lijst(met(EEN, ibn=2034), TWEE, DRIE))
    assert r.shown(again.master)[project("p-1", "ibn")] == 2034


def test_a_fiche_that_somebody_deleted_is_not_made_again():
    data = r.through_openpyxl(made(), lambda book: book.remove(book["P-2 Kabel Zuid"]))
    found = update(data, lijst(EEN, met(TWEE, ibn=2040), DRIE))
    assert found.nieuw == ()
    assert "XA-S076" in codes(found)


# --- what people did to the sheets ---------------------------------------------------------------------


def test_formulas_of_a_new_row_follow_a_renamed_sheet():
    found = update(renamed(made(), "Monitoring", "Opvolging"), lijst(*LIJST, NIEUW)).master
    book = openpyxl.load_workbook(io.BytesIO(found))
    assert "Monitoring!" not in str(book["Overzicht"]["H26"].value)
    assert "'Opvolging'!$D$7" in book["Overzicht"]["H26"].value
    assert formula_values(found)["Overzicht", "H26"] in (("n", "2032"), ("", ""))  # never a wrong value


def test_a_new_sheet_gets_a_name_that_no_sheet_has():
    data = r.through_openpyxl(made(), lambda book: book.create_sheet("P-3 Station Noord"))
    found = update(data, lijst(*LIJST, NIEUW))
    assert found.nieuw == ("P-3 Station Noord 2",)
    assert r.shown(found.master)[project("p-3", "ibn")] == 2031


def test_a_new_fiche_stands_behind_the_last_one():
    names = openpyxl.load_workbook(io.BytesIO(update(made(), lijst(*LIJST, NIEUW)).master)).sheetnames
    assert names[names.index("P-2 Kabel Zuid") + 1] == "P-3 Station Noord"


# --- as a file -----------------------------------------------------------------------------------------


def in_folder(folder):
    """The master and a new list in a folder."""
    (folder / "actielijst.xlsx").write_bytes(made())
    (folder / "nieuw.xlsx").write_bytes(lijst(met(EEN, ibn=2033), TWEE, DRIE, NIEUW).read())
    return folder / "actielijst.xlsx", folder / "nieuw.xlsx"


def update_file(path, new, **given):
    options = {"settings": r.SETTINGS, "peildatum": PEILDATUM, "moment": r.MOMENT} | given
    return uitvoeren.update_in_master(path, new, **options)


def test_a_dry_run_says_the_same_and_changes_no_byte(tmp_path):
    path, new = in_folder(tmp_path)
    tried, nothing = update_file(path, new, dry_run=True)
    assert (nothing, path.read_bytes(), sorted(p.name for p in tmp_path.iterdir())) == (
        None,
        made(),
        ["actielijst.xlsx", "nieuw.xlsx"],
    )
    done, _ = update_file(path, new)
    assert (done.findings, done.ledger, done.nieuw) == (tried.findings, tried.ledger, tried.nieuw)
    assert path.read_bytes() == done.master


def test_the_previous_version_goes_to_the_archive(tmp_path):
    path, new = in_folder(tmp_path)
    _, written = update_file(path, new)
    assert written.vorige.read_bytes() == made()
    assert update_file(path, new)[1] is None


def test_undo_does_not_take_a_list_back(tmp_path):
    path, new = in_folder(tmp_path)
    update_file(path, new)
    with pytest.raises(UsageError) as stopped:
        uitvoeren.undo_in_master(path, "nieuw.xlsx", settings=r.SETTINGS, moment=r.MOMENT)
    assert stopped.value.code == "XA-S054"


def test_a_row_on_the_hoofddocument_is_as_high_as_its_text():
    vier = met(DRIE, projectnummer="V-2", projectnaam="Waterstof gezocht", doel="Veel tekst. " * 30)
    found = update(made(), lijst(*LIJST, vier)).master
    sheet = openpyxl.load_workbook(io.BytesIO(found))["Hoofddocument"]
    row = next(c.row for c in sheet["A"] if c.value == "Waterstof gezocht")
    assert sheet.row_dimensions[row].height > 80


def test_a_second_version_in_a_round_tells_only_what_is_new_in_it():
    first = update(made(), lijst(met(EEN, doel="Wonen", ibn=2030), TWEE, DRIE))
    second = update(first.master, lijst(met(EEN, doel="Wonen", ibn=2030), met(TWEE, doel="Werken"), DRIE))
    third = update(second.master, lijst(met(EEN, ibn=2030), met(TWEE, doel="Werken"), DRIE))
    told = [[edit.key for edit in found.ledger.intake.edits] for found in (first, second)]
    assert told == [[project("p-1", "doel"), project("p-1", "ibn")], [project("p-2", "doel")]]
    assert [len(found.ledger.outcomes) for found in (first, second)] == [2, 1]
    assert (third.ledger, third.teruggezet) == (None, 1)


def test_a_project_without_location_gets_its_row_on_overzicht_back():
    def emptied(book):
        for cells in book["Overzicht"].iter_rows():
            if any(cell.value == "v-1/o" for cell in cells):
                for cell in cells:
                    cell.value = None

    found = update(r.through_openpyxl(made(), emptied), lijst(*LIJST))
    book = openpyxl.load_workbook(io.BytesIO(found.master))
    shown = {sheet: [c.value for row in book[sheet] for c in row] for sheet in ("Overzicht", "Hoofddocument")}
    assert ("v-1/o" in shown["Overzicht"], "fiche:v-1" in shown["Hoofddocument"]) == (True, True)
