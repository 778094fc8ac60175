"""Formulas of ours are known again, whatever text they were laid down for."""

from datetime import date

import pytest

from actielijst_xl.model.document import Source, Value
from actielijst_xl.usecases.terugschrijven import is_ours
from actielijst_xl.writing.kader import dag_formula, jaar_formula

GIVEN = (
    None,
    2030,
    "Q3 2029",
    "medio 2028",
    ">2033",
    "n.t.b.",
    'de "eerste" helft',
    date(2030, 5, 1),
    "x" * 300,
)


def value(raw):
    return None if raw is None else Value(raw=raw, source=Source(sheet="Lijst", cell="A1"))


@pytest.mark.parametrize("make", [dag_formula, jaar_formula])
@pytest.mark.parametrize("was", GIVEN)
@pytest.mark.parametrize("now", GIVEN[:-1])
def test_a_formula_for_one_value_is_the_one_for_another(make, was, now):
    old, new = (make("$C$26", value(raw))[0].removeprefix("=") for raw in (was, now))
    assert is_ours(old, new)


@pytest.mark.parametrize("own", ['IF($C$26="","",$D$1)', "$C$26+1", 'IF($C$26=">2033","",$D$1)'])
def test_a_formula_of_somebody_else_is_not(own):
    assert not is_ours(own, jaar_formula("$C$26", value(">2033"))[0].removeprefix("="))


@pytest.mark.parametrize("was", ["COUNTA(Overzicht!$A$23:$A$99)", "COUNTA('Overzicht'!$A23:$A99)"])
def test_needless_quotes_and_dollars_make_no_other_formula(was):
    assert is_ours(was, "COUNTA('Overzicht'!$A$23:$A$99)")


def test_quotes_that_a_name_needs_stay():
    assert not is_ours("'P-2 Kabel'!$B$8", "'P-1 Kabel'!$B$8")
