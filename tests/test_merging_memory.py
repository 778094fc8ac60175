"""The state of a master survives JSON, grows with what changed only, and refuses another version."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from actielijst_xl.errors import InputError
from actielijst_xl.merging.memory import from_json, to_json
from actielijst_xl.model.decisions import Besluit, Keuze, RowRef, Scope
from tests.merge_builders import ANY, World, afspraak, pkey, project, retour, scope


def through_json(state):
    return from_json(json.loads(json.dumps(to_json(state), allow_nan=False)))


@settings(max_examples=30, deadline=None)
@given(scenario=ANY)
def test_a_state_is_the_same_after_json(scenario):
    state = scenario.run().state
    assert through_json(state) == state


@pytest.mark.parametrize(
    "value",
    [None, "", "tekst\n’", 1, 1.0, True, 0.1, date(2027, 3, 1), datetime.fromisoformat("2027-03-01 12:30")],
)
def test_a_value_keeps_its_kind(value):
    state = World(project("F1", a=value)).state
    kept = through_json(state).events[0].base[RowRef("F1", "project", "")]["a"]
    assert (kept, type(kept)) == (value, type(value))


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_does_not_know_is_kept(value):
    state = World(project("F1", a=value)).state
    assert repr(through_json(state).events[0].base[RowRef("F1", "project", "")]["a"]) == repr(value)


def test_decisions_and_undone_returns_are_kept():
    base = project("F1", a="a")
    world = World(base).issue("u1", P=scope("F1"), Q=scope("F1"))
    world.merge(retour(base, "P", {pkey("a"): "b"}), retour(base, "Q", {pkey("a"): "c"}))
    chosen = Besluit(conflict=world.result.conflicts[0].id, keuze=Keuze.EIGEN, eigen_tekst="d")
    world.merge(besluiten=[chosen]).undo(1)
    assert through_json(world.state) == world.state


def test_a_round_in_which_nothing_changed_adds_no_values():
    base = {ref: cells for n in range(50) for ref, cells in project(f"F{n}", a="x" * 100).items()}
    world = World(base).issue("u1", P=scope("F1"))
    before = len(json.dumps(to_json(world.state)))
    world.issue("u2", P=scope("F1"))
    assert len(json.dumps(to_json(world.state))) - before < 500


def test_a_row_that_left_is_gone_from_the_next_base():
    base = {**project("F1", a="a"), **afspraak("F1", "r1", activiteit="x"), **afspraak("F1", "r2")}
    world = World(base).issue("u1", P=scope("F1"))
    del world.rows[RowRef("F1", "afspraak", "r1")]
    world.issue("u2", P=scope("F1"))
    assert RowRef("F1", "afspraak", "r1") not in through_json(world.state).events[-1].base


def test_a_state_of_another_version_is_refused():
    data = to_json(World(project("F1", a="a")).state)
    with pytest.raises(InputError) as found:
        from_json({**data, "schema_versie": 99})
    assert found.value.code == "XA-S007"


def test_a_row_of_which_one_field_changed_adds_that_field_only():
    base = project("F1", a="lang" * 500, b="x")
    world = World(base).issue("u1", P=scope("F1"))
    world.merge(retour(base, "P", {pkey("b"): "y"}))
    before = len(json.dumps(to_json(world.state)))
    world.issue("u2", P=scope("F1"))
    assert through_json(world.state) == world.state
    assert len(json.dumps(to_json(world.state))) - before < 500


def test_an_edit_takes_little_room_beside_its_words():
    base = {ref: cells for n in range(100) for ref, cells in project(f"F{n}", a="x").items()}
    world = World(base).issue("u1", P=scope(*(f"F{n}" for n in range(100))))
    before = len(json.dumps(to_json(world.state)))
    world.merge(retour(base, "P", {pkey("a", f"F{n}"): "nieuw" for n in range(100)}))
    assert (len(json.dumps(to_json(world.state))) - before) / 100 < 150  # on record, and as last written


VERSION_1 = {
    "schema_versie": 1,
    "events": [
        {
            "soort": "uitgifte",
            "id": "start",
            "base": {"rijen": [["F1", "project", "", {"a": "x", "d": {"dag": "2027-03-01"}}]], "weg": []},
            "nrs": [["F1", "afspraak", "r1", "NH-1-A01"]],
            "scopes": {"P": {"fiches": ["F1"], "velden": [["project", "a"]]}},
            "template_version": "1",
            "deadline": "",
            "lijst": False,
        },
        {
            "soort": "retour",
            "nr": 1,
            "uitgifte": "start",
            "recipient": "P",
            "seq": 1,
            "name": "p.xlsx",
            "digest": "",
            "inhoud": "d",
            "undone": False,
            "edits": [
                {
                    "form": "y",
                    "was_form": "x",
                    "sheet": "F1",
                    "address": "B2",
                    "ask": False,
                    "key": ["F1", "project", "", "a"],
                    "value": "y",
                    "was": "x",
                    "refusal": {"code": "XA-S010", "accepted": "", "example": ""},
                }
            ],
        },
    ],
    "written": [["F1", "project", "", "a", "y"]],
    "lijst": None,
}


def test_a_state_of_the_first_version_is_read():
    state = from_json(VERSION_1)
    start, intake = state.events
    assert start.base == {RowRef("F1", "project", ""): {"a": "x", "d": date(2027, 3, 1)}}
    assert start.nrs == {RowRef("F1", "afspraak", "r1"): "NH-1-A01"}
    assert start.scopes["P"] == Scope(fiches=frozenset({"F1"}), velden=frozenset({("project", "a")}))
    (edit,) = intake.edits
    assert (edit.value, edit.was, edit.refusal.code) == ("y", "x", "XA-S010")
    assert through_json(state) == state
