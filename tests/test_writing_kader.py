"""What the sheets share: the drop-downs, who fills in what, and formulas that repeat our own reading."""

from datetime import date, datetime

import pytest
from masters import actielijst, kader, plan, project, settings

from actielijst_xl.model.document import Value
from actielijst_xl.model.field import Rol
from actielijst_xl.templates import load_vocabulary
from actielijst_xl.writing.kader import (
    asks_something,
    cached,
    cell_value,
    dag_formula,
    drop_downs,
    jaar_formula,
    serial,
)
from actielijst_xl.writing.plan import Area


def lists(projects=(), **own):
    return drop_downs(actielijst(projects), load_vocabulary(), own)


@pytest.mark.parametrize(
    ("raw", "year"),
    [
        (2029, 2029),
        (date(2029, 3, 1), 2029),
        ("Q3 2029", 2029),
        ("2030 – 2032", 2032),
        (">2031", ""),
        ("n.t.b.", ""),
        ("over circa 5 jaar", ""),
        ("IP2026-2029", ""),
    ],
)
def test_the_stored_year_is_that_of_the_parser(raw, year):
    assert jaar_formula("$C$7", Value(raw=raw))[1] == year


@pytest.mark.parametrize("raw", [2029, "2029", "Q3 2029", date(2029, 3, 1), None])
def test_what_people_type_most_has_one_general_formula_that_follows_an_edit(raw):
    value = Value(raw=raw) if raw is not None else None
    general, _ = jaar_formula("$C$7", None)
    assert jaar_formula("$C$7", value)[0] == general


def test_a_notation_that_the_formula_would_read_otherwise_has_its_answer_laid_down():
    formula, year = jaar_formula("$C$7", Value(raw=">2031"))
    assert year == ""
    assert formula.startswith('=IF($C$7=">2031","",IF(')


def test_quotes_in_a_notation_are_doubled_in_the_formula():
    assert '$F$45="circa ""2029""",' in dag_formula("$F$45", Value(raw='circa "2029"'))[0]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("15-02-2027", date(2027, 2, 15)),
        (date(2027, 2, 15), date(2027, 2, 15)),
        (datetime(2027, 2, 15, 14, 30), date(2027, 2, 15)),  # typed with the time of day
        ("Q3 2027", date(2027, 9, 30)),
        (2027, date(2027, 12, 31)),
        ("eind 2027", date(2027, 12, 31)),
    ],
)
def test_the_stored_day_is_the_last_day_of_the_planning(raw, day):
    assert dag_formula("$F$45", Value(raw=raw))[1] == serial(day)


@pytest.mark.parametrize("value", [None, Value(raw="n.t.b."), Value(raw="vanaf 2027")])
def test_without_a_last_day_the_chart_gets_nothing_to_draw(value):
    assert dag_formula("$F$45", value)[1] == "#N/A"


def test_no_formula_is_longer_than_excel_reads():
    value = Value(raw='"' * 250)
    assert len(jaar_formula("$C$7", value)[0]) < 8192
    assert len(dag_formula("$C$7", Value(raw="x" * 900))[0]) < 8192


def test_a_text_in_a_formula_is_never_longer_than_excel_allows():
    long = "x" * 256 + " 2030"
    assert long not in jaar_formula("$C$7", Value(raw=long))[0]


@pytest.mark.parametrize(
    ("text", "asks"), [("n.v.t.", False), (" NVT ", False), ("geen", False), ("", False)]
)
def test_saying_that_there_is_no_question_is_no_question(text, asks):
    assert asks_something(text) is asks


def test_a_question_is_a_question():
    assert asks_something("Wilt u dit besluiten?")


def test_a_truth_value_is_written_as_ja_or_nee():
    assert cell_value(Value(raw=True)) == "Ja"


def test_a_formula_that_repeats_a_day_stores_its_number():
    assert cached(Value(raw=date(2026, 11, 1))) == 46327


def test_an_own_list_replaces_ours_and_keeps_what_projects_have():
    rows = [project("1", "A", type_infra="Windmolen"), project("2", "B", type_infra="nieuw station")]
    assert lists(rows, type_infra=("Nieuw station", "Kabel"))["type_infra"] == (
        "Nieuw station",
        "Kabel",
        "Windmolen",
    )


def test_organisations_are_those_of_the_list_after_those_of_the_province():
    rows = [project("1", "A", gemeente="Urk; Lelystad", netbeheerder="TenneT")]
    assert lists(rows, organisatie=("Waterschap",))["organisatie"] == (
        *("Waterschap", "Provincie Voorbeeldland", "Gemeente Lelystad", "Gemeente Urk", "TenneT"),
    )


def test_each_drop_down_points_at_its_own_values():
    frame = kader([project("1", "A")])
    ranges = [frame.list_ref(key) for key in frame.lijsten if frame.lijsten[key]]
    assert len(set(ranges)) == len(ranges)


def test_a_list_that_is_not_there_has_no_drop_down():
    assert kader([]).list_ref("onzin") == ""


def test_the_province_fills_in_all_but_the_number():
    frame = kader([])
    kinds = {field.key: frame.style(field) for field in frame.fields.all}
    assert {key for key, kind in kinds.items() if kind == "lees"} == {"project_id"}


def test_a_party_fills_in_only_its_own_fields():
    frame = kader([], rollen=frozenset({Rol.GEMEENTE}))
    assert frame.style(frame.fields["ibn"]) == "lees"
    assert frame.style(frame.fields["locatie"]) == "vul"


def test_help_ends_with_one_mark():
    own = settings(
        extra_velden={"x": {"label": "X", "hulp": "Wie?", "voorbeeld": "Provincie"}, "y": {"label": "Y"}}
    )
    frame = kader([], own=own)
    area = Area(0, 0, 0, 0)
    assert frame.validation(frame.fields["x"], area).message == "Wie? Bijvoorbeeld: Provincie."
    assert frame.validation(frame.fields["y"], area).message == ""


def test_no_help_is_too_long_for_excel():
    frame = kader([])
    for field in frame.fields.all:
        validation = frame.validation(field, Area(0, 0, 0, 0))
        assert 0 < len(validation.title) <= 32
        assert 0 < len(validation.message) <= 255


@pytest.mark.parametrize(("count", "words"), [(1, "1 afspraak,"), (2, "2 afspraken,")])
def test_the_alt_text_of_the_timeline_counts_in_good_dutch(count, words):
    afspraken = [{"activiteit": "Praten", "planning": 2027}] * count
    made = plan([project("1", "A", projectfase="Projectfase", afspraken=afspraken)])
    (chart,) = next(sheet for sheet in made.sheets if sheet.name == "1 A").charts
    assert words in chart.description
