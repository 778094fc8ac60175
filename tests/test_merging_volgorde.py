"""New rows come into the master in the order in which the parties wrote them."""

from itertools import permutations

import pytest

from actielijst_xl.model.decisions import Cell, Retour, RetourRow
from tests.merge_builders import World, afspraak, project, scope

BASE = {**project("F1", a="a"), **afspraak("F1", "r1", activiteit="een")}
TEXTS = ("peer", "appel", "vijg", "kers", "druif", "mango")


def issued():
    return World(BASE).issue(P=scope("F1"), Q=scope("F1"))


def returned(party, texts, first=46, rij="s{}"):
    rows = tuple(
        RetourRow(
            fiche="F1",
            tabel="afspraak",
            rij=rij.format(at) if rij else None,
            cells={"activiteit": Cell(text, f"B{at}")},
            sheet="Fiche F1",
        )
        for at, text in enumerate(texts, first)
    )
    return Retour(uitgifte="u1", recipient=party, name=f"{party}.xlsx", rows=rows)


def added(world):
    return [world.rows[ref]["activiteit"] for ref in world.result.rows_added]


@pytest.mark.parametrize("rij", ["s{}", ""], ids=["spare rows", "rows without id"])
def test_rows_of_one_return_keep_their_order(rij):
    assert added(issued().merge(returned("P", TEXTS, rij=rij))) == list(TEXTS)


def test_writes_come_in_the_same_order():
    world = issued().merge(returned("P", TEXTS))
    rows = dict.fromkeys(key.row for key in world.result.writes)
    assert [world.rows[ref]["activiteit"] for ref in rows] == list(TEXTS)


def test_row_99_comes_before_row_100():
    assert added(issued().merge(returned("P", ("a", "b"), first=99))) == ["a", "b"]


def test_the_order_of_intake_makes_no_difference():
    returns = returned("P", ("p1", "p2")), returned("Q", ("q1", "q2"), first=40)
    found = {tuple(added(issued().merge(*some))) for some in permutations(returns)}
    assert found == {("p1", "p2", "q1", "q2")}
