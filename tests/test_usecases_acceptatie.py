"""Which values a field takes from a return."""

from datetime import date, datetime

import pytest

from actielijst_xl.model.decisions import Key
from actielijst_xl.model.field import Soort
from actielijst_xl.model.fields import Fields
from actielijst_xl.usecases.acceptatie import acceptor

ACCEPT = acceptor(Fields())
FREE = [f for f in Fields().all if f.soort not in (Soort.KEUZE, Soort.JA_NEE, Soort.PERIODE, Soort.DATUM)]
DAG = Key("nh-1", "monitoring", "", "bijgewerkt_op")
IBN = Key("nh-1", "monitoring", "", "haalbaarheid_ibn")


@pytest.mark.parametrize(
    "value",
    ["18-11-2026", "2026-11-18", "18 november 2026", date(2026, 11, 18), datetime(2026, 11, 18, 9), "n.v.t."],
)
def test_a_field_for_a_day_takes_a_day(value):
    assert ACCEPT(DAG, value) is None


@pytest.mark.parametrize(
    "value", [2027, "2027", "Q3 2027", "nov 2026", "18-11-2026 - 20-11-2026", "ooit", date(1905, 7, 20), True]
)
def test_a_field_for_a_day_takes_nothing_else_and_says_so_with_an_example(value):
    refusal = ACCEPT(DAG, value)
    assert (refusal.code, refusal.example) == ("XA-S013", "18-11-2026")
    assert "dag" in refusal.accepted
    assert "kwartaal" not in refusal.accepted


@pytest.mark.parametrize("value", [2027, "Q3 2027", "18-11-2026", date(1905, 7, 20)])
def test_a_field_for_a_period_takes_a_year_a_quarter_and_a_day(value):
    assert ACCEPT(IBN, value) is None


@pytest.mark.parametrize("field", FREE, ids=lambda field: field.key)
@pytest.mark.parametrize("value", ["wat dan ook", "n.v.t.", 2027, True, date(2026, 11, 18)])
def test_a_field_of_another_kind_takes_anything(field, value):
    assert ACCEPT(Key("nh-1", field.tabel.value, "", field.key), value) is None


@pytest.mark.parametrize("value", ["onzin", "n.v.t.", "onbekend"])
def test_the_phase_of_a_project_is_one_of_the_list(value):
    assert ACCEPT(Key("nh-1", "project", "", "projectfase"), value).code == "XA-S013"
