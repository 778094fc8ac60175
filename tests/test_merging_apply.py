"""How a merge takes in its returns: one at a time, so that others can be read meanwhile."""

from dataclasses import replace

import pytest

from actielijst_xl.merging import apply, diff
from actielijst_xl.merging.rules import Strategy
from tests.merge_builders import RULES, pkey, project, retour, scope

BASE = project("F1", a="a")
PARTIES = {name: scope("F1") for name in "PQR"}
STATE = apply.issue(apply.start(BASE), BASE, "u1", PARTIES, RULES).state
RETOUREN = [retour(BASE, name, {pkey("a"): name}) for name in PARTIES]


def test_each_return_is_worked_out_before_the_next_one_is_asked_for():
    seen = []

    def delta(desk, placed):
        seen.append(f"worked out {desk.retour.recipient}")
        return diff.delta(desk, placed)

    def read():
        for one in RETOUREN:
            seen.append(f"asked for {one.recipient}")
            yield one

    apply.merge(STATE, BASE, read(), replace(RULES, strategy=Strategy(delta=delta)))
    assert seen == [f"{what} {name}" for name in "PQR" for what in ("asked for", "worked out")]


def test_returns_from_a_generator_lead_to_what_a_list_of_them_leads_to():
    again = [*RETOUREN, RETOUREN[0]]
    assert apply.merge(STATE, BASE, iter(again), RULES) == apply.merge(STATE, BASE, again, RULES)


def test_what_a_generator_raises_ends_the_merge():
    def read():
        yield RETOUREN[0]
        raise EOFError

    with pytest.raises(EOFError):
        apply.merge(STATE, BASE, read(), RULES)
