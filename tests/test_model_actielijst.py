"""Where each row lands, the names that fiches get, and what counts as open and late."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from masters import actielijst, project

from actielijst_xl.model.actielijst import (
    VASTE_BLADEN,
    Rij,
    is_open,
    is_te_laat,
    laatste_jaar,
    name_fiches,
)
from actielijst_xl.model.document import Value
from actielijst_xl.model.findings import Finding, Severity

VERKENNING, PROJECT = "Verkenningsfase", "Projectfase"


def only(**values):
    """The one project of the actielijst of one row."""
    (fiche,) = actielijst([project("1", "Station", **values)]).projecten
    return fiche.project


def afspraak(**values):
    return {key: Value(raw=raw) for key, raw in values.items()}


def finding(cell, severity=Severity.FOUT, sheet="Lijst"):
    return Finding(code="XA-V007", severity=severity, file="lijst.xlsx", sheet=sheet, cell=cell, value="soon")


def test_verkenning_without_gemeente_goes_to_the_overview_without_location():
    lijst = actielijst([project("1", "A", projectfase=VERKENNING)])
    assert (len(lijst.fiches), len(lijst.zonder_locatie)) == (0, 1)


@pytest.mark.parametrize(
    "values", [{"projectfase": VERKENNING, "gemeente": "Lelystad"}, {"projectfase": PROJECT}, {}]
)
def test_every_other_row_gets_a_fiche(values):
    lijst = actielijst([project("1", "A", **values)])
    assert (len(lijst.fiches), len(lijst.zonder_locatie)) == (1, 0)


def test_a_row_with_an_error_gets_no_fiche_and_is_kept_with_its_errors():
    rows = [project("1", "A", rij=2), project("2", "B", rij=3), project("3", "C", rij=33)]
    lijst = actielijst(rows, findings=[finding("C3"), finding("E3")])
    assert [f.project.text("project_id") for f in lijst.fiches] == ["1", "3"]
    (met,) = lijst.met_fouten
    assert (met.project.text("project_id"), [f.cell for f in met.fouten]) == ("2", ["C3", "E3"])


@pytest.mark.parametrize(
    "harmless", [finding("C2", Severity.WAARSCHUWING), finding("C2", sheet="Ander blad"), finding("")]
)
def test_a_finding_that_is_no_error_of_the_row_keeps_nothing_back(harmless):
    assert len(actielijst([project("1", "A")], findings=[harmless]).fiches) == 1


@pytest.mark.parametrize(
    ("fase", "extra", "vervolg"),
    [
        (VERKENNING, {}, "pMIEK +1"),
        (PROJECT, {}, "Monitoring"),
        (PROJECT, {"aandachtspunten": "Grond"}, "Uitvoeringsacties"),
        (PROJECT, {"vervolg": "pMIEK +1"}, "pMIEK +1"),
    ],
)
def test_the_route_follows_from_the_phase_unless_the_list_gives_one(fase, extra, vervolg):
    assert only(projectfase=fase, gemeente="Lelystad", **extra).text("vervolg") == vervolg


def test_a_project_with_afspraken_goes_to_uitvoering():
    row = project("1", "A", projectfase=PROJECT, afspraken=[{"activiteit": "Praten"}])
    assert actielijst([row]).fiches[0].project.text("vervolg") == "Uitvoeringsacties"


@pytest.mark.parametrize(
    ("key", "typed", "normal"),
    [
        ("gemeente", "lelystad, Den Bosch", "Lelystad; 's-Hertogenbosch"),
        ("gemeente", "Lelystad en Nergenshuizen", "Lelystad en Nergenshuizen"),
        ("netbeheerder", "tennet / LIANDER", "TenneT; Liander"),
        ("projectfase", "planuitwerking", "Planuitwerkingsfase"),
        ("in_ip", "j", "Ja"),
        ("ibn", "15-02-2027", "15-02-2027"),
        ("ibn", "Q3 2027", "Q3 2027"),
        ("ibn", 2029, "2029"),
        ("omschrijving", "  Zo is het  ", "Zo is het"),
        ("oordeel", "rood", "Knelpunt"),
    ],
)
def test_values_get_their_official_form(key, typed, normal):
    assert only(**{key: typed}).text(key) == normal


def test_a_day_in_words_becomes_a_day():
    assert only(ibn="15-02-2027").values["ibn"].raw == date(2027, 2, 15)


def test_a_year_that_excel_showed_as_a_date_becomes_that_year():
    assert only(ibn=date(1905, 7, 20)).values["ibn"].raw == 2028


def test_a_value_keeps_the_place_where_it_stood():
    assert only(gemeente="lelystad").values["gemeente"].source.cell == "A2"


def test_blank_values_are_left_out():
    assert "locatie" not in only(locatie="  ").values


def test_no_project_is_lost_or_doubled():
    rows = [project(str(n), "X", rij=n + 2, projectfase=VERKENNING if n % 2 else PROJECT) for n in range(9)]
    lijst = actielijst(rows, findings=[finding("B4"), finding("B9")])
    ids = [f.project.text("project_id") for f in lijst.projecten]
    ids += [m.project.text("project_id") for m in lijst.met_fouten]
    assert sorted(ids) == [str(n) for n in range(9)]


@pytest.mark.parametrize(
    ("nummer", "fiche_id"),
    [
        ("NH-012", "nh-012"),
        ("1.10", "1-10"),
        ("C.3.", "c-3"),
        ("=1+1", "1-1"),
        ("Ü", "project"),
        ("?", "project"),
    ],
)
def test_the_id_of_a_fiche_is_plain_and_follows_the_number(nummer, fiche_id):
    (fiche,) = name_fiches([project(nummer, "Naam")])
    assert fiche.fiche_id == fiche_id


def test_one_point_ten_is_another_project_than_one_point_one():
    one, ten = name_fiches([project("1.1", "A"), project("1.10", "B")])
    assert (one.fiche_id, ten.fiche_id) == ("1-1", "1-10")


def test_numbers_that_differ_only_in_marks_get_different_ids_and_table_names():
    fiches = name_fiches([project("A/1", "A"), project("A-1", "B"), project("a 1", "C")])
    assert len({f.fiche_id for f in fiches}) == len({f.naam for f in fiches}) == 3


def test_fiches_added_later_do_not_take_a_name_that_is_there():
    before = name_fiches([project("1", "Station")])
    (added,) = name_fiches([project("1", "Station")], before)
    assert added.fiche_id != before[0].fiche_id
    assert added.blad.casefold() != before[0].blad.casefold()


@pytest.mark.parametrize("naam", ["overzicht", "HISTORY", "_beheer"])
def test_a_fiche_does_not_take_the_name_of_a_fixed_sheet(naam):
    (fiche,) = name_fiches([project("", naam)])
    assert fiche.blad.casefold() not in {blad.casefold() for blad in VASTE_BLADEN}


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=60)), max_size=8))
def test_whatever_the_list_says_ids_and_sheet_names_are_allowed_and_unique(rows):
    fiches = name_fiches([project(nummer, naam) for nummer, naam in rows])
    names = [f.blad for f in fiches]
    assert len({n.casefold() for n in names}) == len({f.fiche_id for f in fiches}) == len(rows)
    for name in names:
        assert 0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name)
        assert name.strip("'") == name


def test_the_same_list_has_the_same_id_and_another_day_another():
    rows = [project("1", "A")]
    assert actielijst(rows).actielijst_id == actielijst(rows).actielijst_id
    assert actielijst(rows).actielijst_id != actielijst([project("1", "B")]).actielijst_id


def test_the_edition_is_the_month_of_the_peildatum():
    assert actielijst([]).uitgave == "2026-11"


def test_afspraken_are_numbered_per_project():
    (fiche,) = name_fiches([project("NH-012", "A")])
    assert fiche.rows(2) == (Rij("nh-012/a01", "NH-012-A01"), Rij("nh-012/a02", "NH-012-A02"))


def test_rows_that_have_an_identity_keep_it_and_spare_rows_take_free_numbers():
    (fiche,) = name_fiches([project("1", "A")])
    kept = (Rij("1/a02", "1-A02"), Rij("1/a07", "1-A07"))
    rows = replace(fiche, rijen=kept).rows(4)
    assert rows[:2] == kept
    assert [rij.nr for rij in rows[2:]] == ["1-A01", "1-A03"]
    assert len({rij.rij_id for rij in rows}) == 4


@pytest.mark.parametrize(
    ("values", "open_"),
    [
        ({"activiteit": "Praten"}, True),
        ({"activiteit": "Praten", "status": "Loopt"}, True),
        ({"activiteit": "Praten", "status": "Gereed"}, False),
        ({"activiteit": "Praten", "status": "Vervallen"}, False),
        ({"trekker": "Liander"}, False),
    ],
)
def test_an_afspraak_with_an_activiteit_is_open_until_gereed_or_vervallen(values, open_):
    assert is_open(afspraak(**values)) is open_


@pytest.mark.parametrize(
    ("planning", "late"),
    [
        *(("31-10-2026", True), ("1-11-2026", False), ("Q3 2026", True), ("Q4 2026", False)),
        *((2026, False), (2025, True), ("vanaf 2024", False), ("n.t.b.", False), (None, False)),
    ],
)
def test_an_open_afspraak_is_late_after_the_last_day_of_its_planning(planning, late):
    values = {"activiteit": "Praten"} | ({"planning": planning} if planning else {})
    assert is_te_laat(afspraak(**values), date(2026, 11, 1)) is late


def test_what_is_done_is_never_late():
    done = afspraak(activiteit="Praten", planning=2020, status="Gereed")
    assert not is_te_laat(done, date(2026, 11, 1))


@pytest.mark.parametrize(
    ("ibn", "jaar"), [("2030 – 2032", 2032), (">2031", None), ("onbekend", None), (2029, 2029)]
)
def test_the_year_of_an_ibn_is_that_of_its_last_day(ibn, jaar):
    assert laatste_jaar(Value(raw=ibn)) == jaar
