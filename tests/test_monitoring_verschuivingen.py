"""IBN shifts: first and last day apart, later and earlier, known and unknown; a notation is no shift."""

from dataclasses import replace
from datetime import date

import pytest
from maanden import maand, monitoring, project

from actielijst_xl.model.maand import VeldBron
from actielijst_xl.model.maand_extract import IbnVeld, VerschuivingSoort
from actielijst_xl.monitoring.verschuivingen import shifts

LATER, EERDER = VerschuivingSoort.LATER, VerschuivingSoort.EERDER
BEKEND, ONBEKEND, ANDERS = VerschuivingSoort.BEKEND, VerschuivingSoort.ONBEKEND, VerschuivingSoort.ANDERS


def moved(was: str, wordt: str):
    """The shifts of one project whose feasible IBN went from one text to another."""
    toen = maand("2026-10", monitoring=[monitoring("1", haalbaarheid_ibn=was)])
    return shifts(maand(monitoring=[monitoring("1", haalbaarheid_ibn=wordt)]), toen)


@pytest.mark.parametrize(
    ("was", "wordt", "soort", "eerste", "laatste", "jaren"),
    [
        ("2029", "2030", LATER, 365, 365, 1),
        ("2030", "2029", EERDER, -365, -365, -1),
        ("2029", "Q4 2029", LATER, 273, 0, 0),  # only the first day
        ("Q4 2029", "2029", EERDER, -273, 0, 0),
        ("2031 - 2034", "2030 - 2035", LATER, -365, 365, 1),  # wider: the last day decides
        ("2031 - 2034", "2032 - 2033", EERDER, 365, -365, -1),  # narrower
        ("1-3-2027", "15-3-2027", LATER, 14, 14, 0),
        ("uiterlijk 2034", "uiterlijk 2035", LATER, None, 365, 1),
        (">2031", ">2032", LATER, 366, None, None),
        (">2031", "2033", LATER, 366, None, None),
        ("2033", "uiterlijk 2033", ANDERS, None, 0, 0),
        ("n.t.b.", "2030", BEKEND, None, None, None),
        ("", "2030", BEKEND, None, None, None),
        ("over 5 jaar", "2030", BEKEND, None, None, None),
        ("2030", "n.t.b.", ONBEKEND, None, None, None),
        ("2030", "", ONBEKEND, None, None, None),
        ("2030", "n.v.t.", ONBEKEND, None, None, None),
        ("Q3 2030", "over 5 jaar", ONBEKEND, None, None, None),
    ],
)
def test_a_shift_has_its_kind_its_days_and_its_years(was, wordt, soort, eerste, laatste, jaren):
    [found] = moved(was, wordt)
    assert (found.soort, found.eerste_dagen, found.laatste_dagen) == (soort, eerste, laatste)
    assert found.laatste_jaren == jaren


@pytest.mark.parametrize(
    ("was", "wordt"),
    [
        ("2031 – 2034", "van 2031 t/m 2034"),
        ("Q3 2028", "3e kwartaal 2028"),
        ("2030", "rond 2030"),
        ("2024", "gereed 2024"),
        ("n.t.b.", "onbekend"),
        ("n.t.b.", ""),
        ("n.v.t.", "n.t.b."),
        ("2030", "gereed"),  # ready: the question of when is over
        ("gereed", "2030"),
        ("", ""),
    ],
)
def test_another_notation_of_the_same_is_no_shift(was, wordt):
    assert moved(was, wordt) == ()


def test_both_ibns_shift_apart():
    toen = maand("2026-10", projecten=[project("1", ibn="2029")], monitoring=[monitoring("1")])
    nu = maand(projecten=[project("1", ibn="2030")], monitoring=[monitoring("1", haalbaarheid_ibn="2031")])
    assert {(v.veld, v.soort) for v in shifts(nu, toen)} == {
        (IbnVeld.AFGESPROKEN, LATER),
        (IbnVeld.HAALBAAR, BEKEND),
    }


def test_a_project_of_one_of_the_months_only_has_no_shift():
    assert shifts(maand(monitoring=[monitoring("2", haalbaarheid_ibn="2030")]), maand("2026-10")) == ()


def test_two_provinces_with_the_same_number_are_two_projects():
    def both(p: str, q: str, naam: str = "2026-11"):
        rows = [monitoring("1", haalbaarheid_ibn=p), monitoring("1", haalbaarheid_ibn=q, provincie="Q")]
        return maand(naam, monitoring=rows, provincies=("P", "Q"))

    [found] = shifts(both("2029", "2031"), both("2029", "2030", "2026-10"))
    assert (found.provincie, found.was, found.wordt) == ("Q", "2030", "2031")


def test_the_worst_shift_comes_first():
    pairs = {"a": ("2029", "2030"), "b": ("2029", "n.t.b."), "c": ("2029", "2027"), "d": ("2029", "2033")}
    pairs |= {"e": ("n.t.b.", "2030"), "f": ("2033", "uiterlijk 2033")}
    toen = maand("2026-10", monitoring=[monitoring(k, haalbaarheid_ibn=was) for k, (was, _) in pairs.items()])
    nu = maand(monitoring=[monitoring(k, haalbaarheid_ibn=wordt) for k, (_, wordt) in pairs.items()])
    assert [v.project_sleutel for v in shifts(nu, toen)] == ["d", "a", "b", "c", "e", "f"]


def test_a_shift_says_why_and_whose_word_it_is():
    bron = VeldBron(
        provincie="P",
        project_sleutel="1",
        tabel="monitoring",
        rij="",
        veld="haalbaarheid_ibn",
        bron="Retour TenneT, 01-11-2026",
    )
    toen = maand("2026-10", monitoring=[monitoring("1", haalbaarheid_ibn="2029")])
    rows = [monitoring("1", haalbaarheid_ibn="2030", aandachtspunten="Geen grond")]
    [known] = shifts(maand(monitoring=rows, bronnen=(bron,)), toen)
    assert (known.reden, known.bron, known.vergeleken_met) == ("Geen grond", bron.bron, "2026-10")
    [typed] = shifts(maand(monitoring=rows), replace(toen, eerste_versie=True))
    assert (typed.bron, typed.vergeleken_met) == ("Provincie", "begin")


@pytest.mark.parametrize(
    ("was", "wordt", "text"),
    [
        ("2029", "2031", "+2 jaar"),
        ("Q4 2029", "Q1 2030", "+1 jaar"),  # the year of the last day counts
        ("Q1 2029", "Q4 2029", "+9 maanden"),
        ("1-3-2027", "15-3-2027", "+14 dagen"),
        ("15-3-2027", "1-3-2027", "-14 dagen"),
        ("2029", "Q4 2029", "begin +9 maanden"),
        ("2030", "n.t.b.", "van een jaar naar n.t.b."),
        ("2033", "uiterlijk 2033", "andere grens"),
    ],
)
def test_how_far_it_went_is_said_in_words(was, wordt, text):
    [found] = moved(was, wordt)
    assert found.verschil_tekst == text


def test_a_shift_keeps_the_days_it_comes_from():
    [found] = moved("2029", "Q3 2030")
    assert (found.eerste_was, found.laatste_was) == (date(2029, 1, 1), date(2029, 12, 31))
    assert (found.eerste_wordt, found.laatste_wordt) == (date(2030, 7, 1), date(2030, 9, 30))
