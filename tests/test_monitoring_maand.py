"""From an actielijst and what a master remembers to the rows of a month."""

from datetime import date

import pytest
from masters import actielijst, project

from actielijst_xl.model.decisions import (
    LIJST,
    Decision,
    Edit,
    Intake,
    Keuze,
    Key,
    Refusal,
    RowRef,
    Scope,
    Uitgifte,
)
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.maand import AfspraakRij, Maand, Reactie
from actielijst_xl.monitoring.maand import Peiling, joined, make_maand
from actielijst_xl.monitoring.partijen import RegisterRij, party_rows, sources
from actielijst_xl.templates import load_vocabulary

DAY = date(2026, 11, 20)
PEILING = Peiling(provincie="Voorbeeldland", maand="2026-11", peildatum=DAY, vocab=load_vocabulary())


def month(*afspraken: dict[str, object], **values: object) -> Maand:
    """The month of one project in Lelystad."""
    given = {"projectfase": "Projectfase", "gemeente": "Lelystad"} | values
    return make_maand(actielijst([project("1", "Station", afspraken=afspraken, **given)]), PEILING)


def row(**values: object) -> AfspraakRij:
    """One afspraak of it."""
    [found] = month({"activiteit": "Grond kopen"} | values).afspraken
    return found


@pytest.mark.parametrize(
    ("planning", "weken"),
    [("19-11-2026", 0), ("14-11-2026", 0), ("13-11-2026", 1), ("1-10-2026", 7), (2025, 46), ("Q3 2026", 7)],
)
def test_weeks_past_the_planning_are_whole_weeks(planning, weken):
    found = row(planning=planning)
    assert (found.is_te_laat, found.weken_te_laat) == (True, weken)


@pytest.mark.parametrize("planning", ["20-11-2026", "Q4 2026", 2026, ">2020", "n.t.b.", None])
def test_what_may_still_be_in_time_is_not_late(planning):
    found = row(**({"planning": planning} if planning else {}))
    assert (found.is_te_laat, found.weken_te_laat) == (False, None)


@pytest.mark.parametrize("status", ["Gereed", "Vervallen"])
def test_a_closed_afspraak_is_never_late_or_without_anything(status):
    late = row(status=status, planning="1-10-2026")
    blank = row(status=status)
    assert not (late.is_open)
    assert not (late.is_te_laat)
    assert not (blank.zonder_datum)
    assert not (blank.zonder_trekker)


@pytest.mark.parametrize(
    ("planning", "without"),
    [
        ("", True),
        ("n.t.b.", True),
        ("n.v.t.", True),
        ("doorlopend", True),
        ("over 5 jaar", True),
        ("2027", False),
        (">2027", False),
        ("uiterlijk 2028", False),
    ],
)
def test_without_a_date_is_without_day_month_quarter_or_year(planning, without):
    assert row(planning=planning).zonder_datum is without


@pytest.mark.parametrize(
    ("trekker", "main", "without"),
    [
        ("", "", True),
        ("n.t.b.", "", True),
        ("-", "", True),
        ("gemeente Lelystad", "Gemeente Lelystad", False),
        ("Lelystad / TenneT", "Gemeente Lelystad", False),
        ("n.t.b. / TenneT", "TenneT", False),
        ("provincie", "Provincie Voorbeeldland", False),
        ("Netbeheerder", "netbeheerder", False),
        ("Waterschap Zuiderzeeland", "Waterschap Zuiderzeeland", False),
    ],
)
def test_the_main_trekker_is_the_first_by_its_official_name(trekker, main, without):
    found = row(trekker=trekker)
    assert (found.hoofdtrekker, found.zonder_trekker) == (main, without)


def test_an_afspraak_that_is_vervallen_is_no_afspraak_of_the_project():
    closed = {"activiteit": "x", "status": "Vervallen"}
    ready = {"activiteit": "y", "status": "Gereed"}
    [found] = month(closed, ready).projecten
    assert (found.aantal_afspraken, found.afspraken_open) == (1, 0)


@pytest.mark.parametrize(
    ("ibn", "past"),
    [
        (2025, True),
        (2026, False),
        ("19-11-2026", True),
        ("20-11-2026", False),
        ("gereed 2024", False),
        ("n.t.b.", False),
        (">2020", False),
        ("uiterlijk 2025", True),
    ],
)
def test_an_ibn_is_past_after_its_last_day_unless_it_is_ready(ibn, past):
    [found] = month(ibn=ibn).projecten
    assert found.ibn_voorbij is past


@pytest.mark.parametrize(
    ("ibn", "haalbaar", "jaren"),
    [
        (2029, 2031, 2),
        (2031, 2029, -2),
        ("Q1 2029", "Q4 2029", 0),
        (2029, "n.t.b.", None),
        (">2031", 2033, None),
    ],
)
def test_the_difference_with_what_was_agreed_is_in_years_of_the_last_day(ibn, haalbaar, jaren):
    [found] = month(ibn=ibn, haalbaarheid_ibn=haalbaar).monitoring
    assert found.verschil_jaren == jaren


@pytest.mark.parametrize(
    ("aandacht", "actie", "without"),
    [
        ("Grond", "", True),
        ("Grond", "-", True),
        ("Grond", "Kopen", False),
        ("", "", False),
        ("n.v.t.", "", False),
    ],
)
def test_an_aandachtspunt_without_versnellingsactie(aandacht, actie, without):
    [found] = month(aandachtspunten=aandacht, versnellingsactie=actie).monitoring
    assert found.zonder_actie is without


def test_the_records_of_two_provinces_are_one():
    found = joined(
        [month(), make_maand(actielijst([project("1", "Kabel", projectfase="Projectfase")]), PEILING)]
    )
    assert len(found.projecten) == len(found.actielijsten) == 2


# --- parties ---


SCOPE = Scope(fiches=frozenset({"1"}), velden=frozenset())
IBN = Key("1", "project", "", "ibn")
FIRST = Uitgifte(id="1", base={}, scopes={"Urk": SCOPE, "TenneT": SCOPE}, deadline="01-10-2026")
SECOND = Uitgifte(id="2", base={}, scopes={"Urk": SCOPE}, deadline="10-11-2026")


def intake(party: str, uitgifte: str = "1", value: object = 2030, **given: object) -> Intake:
    """A return with one edit."""
    edit = Edit(key=IBN, value=value, form=str(value), refusal=given.pop("refusal", None))
    return Intake(
        **{"nr": 1, "seq": 1, "name": "x.xlsx", "digest": "", "inhoud": ""}
        | {"uitgifte": uitgifte, "recipient": party, "edits": (edit,)}
        | given
    )


def noted(uitgifte: str, partij: str, **days: date) -> dict[tuple[str, str], RegisterRij]:
    return {(uitgifte, partij): RegisterRij(uitgifte=uitgifte, partij=partij, **days)}


def answers(events, register=()) -> dict[str, tuple[object, ...]]:
    rows = party_rows(events, dict(register), (), PEILING)
    return {r.partij: (r.reactie, r.terug_op, r.stand_dagen, r.dagen_te_laat) for r in rows}


def test_the_last_uitgifte_of_each_party_counts():
    register = noted("1", "Urk", terug=date(2026, 9, 21)) | noted("1", "TenneT", terug=date(2026, 9, 30))
    events = [FIRST, intake("Urk"), intake("TenneT"), SECOND]
    assert answers(events, register) == {
        "TenneT": (Reactie.TERUG, date(2026, 9, 30), 51, None),
        "Urk": (Reactie.NIET_TERUG, None, 60, 10),  # its answer of before tells how old its word is
    }


def test_a_return_that_was_taken_back_is_no_answer():
    assert answers([FIRST, intake("Urk", undone=True)])["Urk"] == (Reactie.NIET_TERUG, None, None, 50)


def test_a_row_that_somebody_removed_from_uitgiftes_leaves_the_days_unknown():
    assert answers([FIRST, intake("Urk")])["Urk"] == (Reactie.TERUG, None, None, None)


def test_an_answer_of_after_the_peildatum_does_not_make_its_word_younger():
    register = noted("1", "Urk", terug=date(2026, 11, 25))
    assert answers([FIRST, intake("Urk")], register)["Urk"][2] is None


def test_the_day_of_the_deadline_is_in_time():
    on_time = Uitgifte(id="1", base={}, scopes={"Urk": SCOPE}, deadline="20-11-2026")
    assert answers([on_time])["Urk"][3] is None


def test_a_deadline_on_the_sheet_goes_before_the_printed_one():
    assert answers([FIRST], noted("1", "Urk", deadline=date(2026, 11, 19)))["Urk"][3] == 1


def test_a_list_is_no_uitgifte_and_its_sender_no_party():
    lijst = Uitgifte(id="lijst", base={}, scopes={LIJST: Scope(fiches=None, velden=frozenset())}, lijst=True)
    assert answers([lijst]) == {}


def test_a_holder_counts_once_however_it_is_written():
    rows = month(
        {"activiteit": "a", "trekker": "TENNET"}, {"activiteit": "b", "trekker": "TenneT TSO"}
    ).afspraken
    [found] = party_rows([FIRST], {}, rows, PEILING)[:1]
    assert (found.partij, found.afspraken_open) == ("TenneT", 2)


# --- whose word it is ---


def told(events, now: object = 2030, register=()) -> list[str]:
    shown = {RowRef("1", "project", ""): {"ibn": now}}
    return [b.bron for b in sources(events, dict(register), "P", shown=shown, fields=Fields())]


def test_the_source_is_the_return_that_says_what_stands_there():
    register = noted("1", "TenneT", terug=date(2026, 9, 30))
    assert told([FIRST, intake("TenneT"), intake("Urk", value=2031)], 2030, register) == [
        "Retour TenneT, 30-09-2026"
    ]


def test_another_spelling_of_the_value_is_the_same_word():
    assert told([FIRST, intake("TenneT")], "2030") == ["Retour TenneT"]


def test_a_decision_of_the_province_is_its_own_word():
    decided = Decision(key=IBN, value=2030, form="2030", keuze=Keuze.RETOUR)
    typed = Decision(key=IBN, value=2030, form="2030")
    assert told([FIRST, intake("TenneT"), decided]) == ["Besluit van de provincie"]
    assert told([FIRST, typed]) == ["Provincie"]


def test_a_new_list_is_a_source_of_its_own():
    assert told([FIRST, intake(LIJST)]) == ["Nieuwe pMIEK-lijst"]


@pytest.mark.parametrize(
    "event",
    [
        intake("TenneT", undone=True),
        intake("TenneT", refusal=Refusal(code="XA-S013")),
        intake("TenneT", value=2031),
    ],
)
def test_what_was_taken_back_refused_or_overruled_is_no_source(event):
    assert told([FIRST, event]) == []


def test_what_a_later_version_of_a_return_says_no_more_goes_back_by_its_word():
    given = Uitgifte(id="1", base={IBN.row: {"ibn": 2030}}, scopes={"TenneT": SCOPE})
    later = intake("TenneT", edits=())
    assert told([given, intake("TenneT", value=2031), later], 2030) == ["Retour TenneT"]
    assert told([given, intake("TenneT", value=2031), later], 2032) == []
    assert told([given, intake("TenneT", value=2031), intake("Urk", edits=())], 2030) == []
    assert told([given, intake("TenneT", value=2031, undone=True), later], 2030) == []
