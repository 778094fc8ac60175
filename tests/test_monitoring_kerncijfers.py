"""The figures that the three months of the sample do not show, and how figures stand beside each other."""

from datetime import date

import pytest
from maanden import afspraak, maand, monitoring, partij, project

from actielijst_xl.model.maand import Reactie
from actielijst_xl.model.maand_cijfers import KERNCIJFERS, UITSPLITSINGEN, Kerncijfer
from actielijst_xl.monitoring.extract import make_extract, with_names
from actielijst_xl.monitoring.kerncijfers import figures, totals

EMPTY = totals(maand(), maand("2026-10"), maand("2026-09"))


def figure(key: str, nu, vorige=None, eerste=None) -> int:
    return totals(nu, vorige, eerste)[key]


def test_every_defined_figure_is_computed_and_no_other():
    assert list(EMPTY) == [definitie.key for definitie in KERNCIJFERS]
    assert set(EMPTY.values()) == {0}


def test_a_figure_that_compares_needs_something_to_compare_with():
    alone = totals(maand(), None, None)
    comparing = {d.key for d in KERNCIJFERS if d.vergelijkt or d.key.endswith("_sinds_begin")}
    assert set(EMPTY) - set(alone) == comparing


def test_keys_and_labels_are_unique():
    assert len({d.key for d in KERNCIJFERS}) == len({d.label for d in KERNCIJFERS}) == len(KERNCIJFERS)
    assert len({(u.kerncijfer, u.key) for u in UITSPLITSINGEN}) == len(UITSPLITSINGEN)


def test_new_vanished_and_changed_projects_are_counted_apart():
    vorige = maand("2026-10", projecten=[project("1", doel="a"), project("2"), project("3")])
    nu = maand(projecten=[project("1", doel="b"), project("3"), project("4"), project("5")])
    found = {key: figure(f"projecten_{key}", nu, vorige) for key in ("nieuw", "verdwenen", "gewijzigd")}
    assert found == {"nieuw": 2, "verdwenen": 1, "gewijzigd": 1}


def test_a_project_with_a_changed_afspraak_is_changed_once():
    vorige = maand("2026-10", projecten=[project("1")], afspraken=[afspraak("1", 1), afspraak("1", 2)])
    ready = [afspraak("1", n, status="Gereed", is_open=False) for n in (1, 2)]
    assert figure("projecten_gewijzigd", maand(projecten=[project("1")], afspraken=ready), vorige) == 1


@pytest.mark.parametrize(("text", "counts"), [("Wie?", 1), ("", 0), ("-", 0), ("n.v.t.", 0), ("n.t.b.", 0)])
def test_a_question_is_text_that_says_something(text, counts):
    assert figure("vragen_open", maand(monitoring=[monitoring("1", vraag_energyboard=text)])) == counts


def test_another_question_of_the_same_project_is_new():
    vorige = maand("2026-10", monitoring=[monitoring("1", vraag_energyboard="Wie betaalt?")])
    same = maand(monitoring=[monitoring("1", vraag_energyboard="wie  betaalt?")])
    other = maand(monitoring=[monitoring("1", vraag_energyboard="Wanneer?")])
    assert (figure("vragen_ouder", same, vorige), figure("vragen_ouder", other, vorige)) == (1, 0)


def test_a_known_ibn_again_counts_as_become_known():
    vorige = maand("2026-10", monitoring=[monitoring("1", haalbaarheid_ibn="n.t.b.")])
    nu = maand(monitoring=[monitoring("1", haalbaarheid_ibn="2030")])
    assert figure("haalbaar_bekend_geworden", nu, vorige) == 1


def test_a_party_without_workbook_is_not_asked():
    rows = [partij("A", reactie=Reactie.TERUG), partij("B")]
    nu = maand(partijen=rows, afspraken=[afspraak("1", 1, trekker="C")])
    keys = ("partijen_gevraagd", "partijen_terug", "partijen_niet_terug")
    assert [figure(key, nu) for key in keys] == [2, 1, 1]


def test_figures_are_per_province_and_sum_to_the_whole():
    rows = [project("1"), project("1", provincie="Q"), project("2", provincie="Q")]
    nu = maand(projecten=rows, provincies=("P", "Q"))
    found = {
        c.provincie: c.aantal for c in figures(nu, None, None) if c.kerncijfer == "projecten" and not c.waarde
    }
    assert found == {"P": 1, "Q": 2}
    assert make_extract(nu).kerncijfer("projecten").nu == 3


def test_a_province_that_is_new_in_a_roll_up_has_nothing_to_compare_with():
    vorige = maand("2026-10", projecten=[project("1")])
    nu = maand(projecten=[project("1"), project("1", provincie="Q")], provincies=("P", "Q"))
    new = [c for c in figures(nu, vorige, None) if c.kerncijfer == "projecten_nieuw"]
    assert [(c.provincie, c.aantal) for c in new] == [("P", 0)]


def test_a_project_in_two_gemeenten_counts_in_both():
    nu = maand(projecten=[project("1", gemeente="Urk; Lelystad"), project("2", gemeente="Urk"), project("3")])
    found = {c.waarde: c.aantal for c in figures(nu, None, None) if c.uitsplitsing == "gemeente"}
    assert found == {"Urk": 2, "Lelystad": 1, "(niet ingevuld)": 1}


def test_spellings_of_one_value_are_one_value():
    nu = maand(projecten=[project("1", energiedrager="Warmte"), project("2", energiedrager="warmte ")])
    found = {c.waarde: c.aantal for c in figures(nu, None, None) if c.uitsplitsing == "energiedrager"}
    assert found == {"Warmte": 2}


def test_divided_figures_stand_by_size_and_years_by_year():
    rows = [
        project(str(n), projectfase=f, ibn=i)
        for n, (f, i) in enumerate([("B", "2030"), ("A", ""), ("B", "2029")])
    ]
    found = make_extract(maand(projecten=rows)).uitsplitsingen
    assert [k.waarde for k in found if k.uitsplitsing == "projectfase"] == ["B", "A"]
    assert [k.waarde for k in found if k.uitsplitsing == "ibn_jaar"] == ["2029", "2030", "(geen jaar)"]


@pytest.mark.parametrize(
    ("key", "nu", "toen", "tekst", "woord", "oordeel"),
    [
        ("projecten_knelpunt", 3, 1, "+2", "meer", "slechter"),
        ("projecten_knelpunt", 1, 3, "-2", "minder", "beter"),
        ("ibn_bekend", 3, 1, "+2", "meer", "beter"),
        ("projecten", 3, 1, "+2", "meer", ""),
        ("projecten", 3, 3, "geen", "gelijk", ""),
        ("projecten", 3, None, "", "", ""),
    ],
)
def test_a_difference_has_a_sign_a_word_and_a_judgement(key, nu, toen, tekst, woord, oordeel):
    definitie = next(d for d in KERNCIJFERS if d.key == key)
    found = Kerncijfer(definitie=definitie, nu=nu, toen=toen, eerste=None)
    assert (found.verschil_tekst, found.verschil_woord, found.oordeel) == (tekst, woord, oordeel)


# --- the extract ---


def test_the_latest_earlier_record_is_the_previous_one_whatever_the_order():
    found = make_extract(maand(), [maand("2026-09"), maand("2026-07"), maand("2026-08")])
    assert found.vorige is not None
    assert found.vorige.maand == "2026-09"
    assert found.maand_overgeslagen
    assert not make_extract(maand(), [maand("2026-10")]).maand_overgeslagen


def test_the_month_before_january_is_december():
    assert not make_extract(maand("2027-01"), [maand("2026-12")]).maand_overgeslagen


def test_a_month_asked_for_is_compared_with_and_the_trend_stays():
    eerdere = [maand("2026-09"), maand("2026-10", projecten=[project("1")])]
    nu = maand(projecten=[project("1"), project("2")])
    usual, asked = make_extract(nu, eerdere), make_extract(nu, eerdere, vergelijk=eerdere[0])
    assert (usual.kerncijfer("projecten").toen, asked.kerncijfer("projecten").toen) == (1, 0)
    assert (usual.kerncijfer("projecten_nieuw").nu, asked.kerncijfer("projecten_nieuw").nu) == (1, 2)
    assert usual.trend == asked.trend
    assert usual.cijfers == asked.cijfers


def question(text: str, naam: str, day: date):
    return maand(naam, monitoring=[monitoring("1", vraag_energyboard=text)], peildatum=day)


@pytest.mark.parametrize(
    ("texts", "sinds"),
    [
        (("Wie?", "Wie?", "Wie?"), date(2026, 9, 30)),
        (("Wie?", "", "Wie?"), date(2026, 11, 30)),  # it was gone in between
        (("Wat?", "Wie?", "wie?"), date(2026, 10, 31)),  # another text is another question
        (("", "", "Wie?"), date(2026, 11, 30)),
    ],
)
def test_a_question_is_as_old_as_the_months_it_stands_there_unbroken(texts, sinds):
    days = (date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30))
    *eerdere, nu = [
        question(text, f"2026-{day.month:02d}", day) for text, day in zip(texts, days, strict=True)
    ]
    [vraag] = make_extract(nu, eerdere).vragen
    assert (vraag.sinds, vraag.dagen_open) == (sinds, (days[2] - sinds).days)


def test_the_years_of_the_chart_have_no_gaps():
    toen = maand("2026-10", monitoring=[monitoring("1", haalbaarheid_ibn="2028"), monitoring("2")])
    nu = maand(
        monitoring=[monitoring("1", haalbaarheid_ibn="2030"), monitoring("2", haalbaarheid_ibn=">2031")]
    )
    found = [(y.jaar, y.nu, y.toen) for y in make_extract(nu, [toen]).ibn_per_jaar]
    assert found == [(2028, 0, 1), (2029, 0, 0), (2030, 1, 0), (None, 1, 1)]


def test_without_any_year_the_chart_has_only_those_without():
    found = make_extract(maand(monitoring=[monitoring("1")])).ibn_per_jaar
    assert [(y.jaar, y.nu, y.toen) for y in found] == [(None, 1, None)]


def test_with_names_the_tables_have_them_and_the_comparison_does_not():
    toen = maand("2026-10", projecten=[project("1", doel="x")])
    nu = maand(
        projecten=[project("1", doel="(naam weggelaten)")],
        afspraken=[afspraak("1", 1, trekker="(naam weggelaten)", is_te_laat=True)],
        monitoring=[monitoring("1", vraag_energyboard="Wie? (naam weggelaten)")],
    )
    named = maand(
        projecten=[project("1", doel="Jan de Vries")],
        afspraken=[afspraak("1", 1, trekker="Jan de Vries", is_te_laat=True)],
        monitoring=[monitoring("1", vraag_energyboard="Wie? Jan de Vries")],
        met_namen=True,
    )
    found = with_names(make_extract(nu, [toen]), named)
    assert found.nu.projecten[0].doel == found.te_laat[0].trekker == "Jan de Vries"
    assert found.vragen[0].vraag == "Wie? Jan de Vries"
    assert [w.wordt for w in found.wijzigingen if w.veld == "doel"] == ["(naam weggelaten)"]
