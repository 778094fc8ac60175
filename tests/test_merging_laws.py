"""The twelve laws of a merge, over a broad and two hot generators."""

import pytest
from hypothesis import given, settings

from tests import merge_laws
from tests.merge_builders import ANY, BROAD, HOT, HOT_PROJECT, RULES

COUNTS = settings(max_examples=12, deadline=None)


@pytest.mark.parametrize("law", merge_laws.LAWS)
@COUNTS
@given(scenario=HOT)
def test_law_holds_where_everybody_edits_one_row(law, scenario):
    merge_laws.LAWS[law](scenario, RULES)


@pytest.mark.parametrize("law", merge_laws.LAWS)
@COUNTS
@given(scenario=HOT_PROJECT)
def test_law_holds_where_everybody_edits_one_fiche(law, scenario):
    merge_laws.LAWS[law](scenario, RULES)


@pytest.mark.parametrize("law", merge_laws.LAWS)
@COUNTS
@given(scenario=BROAD)
def test_law_holds_over_many_fiches_and_values(law, scenario):
    merge_laws.LAWS[law](scenario, RULES)


@pytest.mark.slow
@pytest.mark.parametrize("law", merge_laws.LAWS)
@settings(max_examples=400, deadline=None)
@given(scenario=ANY)
def test_law_holds_in_many_more_scenarios(law, scenario):
    merge_laws.LAWS[law](scenario, RULES)
