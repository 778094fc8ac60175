"""The case table of one field: what (at uitgifte, master now, return) becomes. It is the specification."""

from dataclasses import replace

import pytest

from actielijst_xl.model.decisions import Besluit, Keuze, LooseText, Outcome, Unreadable, Waarom
from tests.merge_builders import BAD, World, pkey, project, retour, scope

K = pkey("a")
GEEN, APPLIED, AGREED = None, Outcome.APPLIED, Outcome.AGREED
CONFLICT, REFUSED = Outcome.CONFLICT, Outcome.REFUSED
KAPOT = Unreadable.CELL
AFWEZIG = "<rij afwezig>"

# at uitgifte, master now, return -> outcome, master after
CELLS = [
    ("a", "a", "a", GEEN, "a"),
    ("a", "a", "b", APPLIED, "b"),
    ("a", "b", "a", GEEN, "b"),
    ("a", "b", "b", AGREED, "b"),
    ("a", "b", "c", CONFLICT, "b"),
    ("a", "a", "", CONFLICT, "a"),
    ("a", "b", "", CONFLICT, "b"),
    ("a", "", "", AGREED, None),
    ("a", "", "a", GEEN, None),
    ("a", "", "b", CONFLICT, None),
    ("a", "a", "wissen", APPLIED, None),
    ("a", "b", " Wissen ", CONFLICT, "b"),
    ("a", "", "wissen", AGREED, None),
    ("", "", "", GEEN, None),
    ("", "", "b", APPLIED, "b"),
    ("", "b", "", GEEN, "b"),
    ("", "b", "b", AGREED, "b"),
    ("", "b", "c", CONFLICT, "b"),
    ("", "", "wissen", AGREED, None),
    ("", "b", "wissen", CONFLICT, "b"),
    ("a", "a", BAD, REFUSED, "a"),
    ("a", "b", BAD, REFUSED, "b"),
    ("a", "", BAD, REFUSED, None),
    ("", "", BAD, REFUSED, None),
    ("", "b", BAD, REFUSED, "b"),
    ("a", "a", KAPOT, GEEN, "a"),
    ("a", "b", KAPOT, GEEN, "b"),
    ("a", "", KAPOT, GEEN, None),
    ("", "", KAPOT, GEEN, None),
    ("", "b", KAPOT, GEEN, "b"),
    ("a", "a", AFWEZIG, GEEN, "a"),
    ("a", "b", AFWEZIG, GEEN, "b"),
    ("a", "", AFWEZIG, GEEN, None),
    ("", "", AFWEZIG, GEEN, None),
    ("", "b", AFWEZIG, GEEN, "b"),
]
# field, at uitgifte, master now, return -> outcome, master after
BLANKS = [
    ("weg", "a", "a", "", APPLIED, None),
    ("weg", "a", "b", "", CONFLICT, "b"),
    ("weg", "a", "", "", AGREED, None),
    ("vast", "a", "a", "", REFUSED, "a"),
    ("vast", "a", "b", "", REFUSED, "b"),
    ("vast", "a", "a", "wissen", APPLIED, None),
    ("slot", "a", "a", "b", REFUSED, "a"),
    ("slot", "a", "a", "", REFUSED, "a"),
    ("slot", "a", "a", "wissen", REFUSED, "a"),
    ("ibn", "2028", "2028", "2028 ", GEEN, "2028"),
    ("ibn", "Q1 2027", "Q1 2027", "1e kwartaal 2027", APPLIED, "1e kwartaal 2027"),
]


def one_field(veld, was, now, returned):
    base = project("F1", **{veld: was})
    world = World(base).issue("u1", P=scope("F1")).type(pkey(veld), now)
    if returned == AFWEZIG:
        return world.merge(retour(base, "P", without=list(base)))
    return world.merge(retour(base, "P", {pkey(veld): returned}))


@pytest.mark.parametrize(("was", "now", "returned", "outcome", "after"), CELLS)
def test_what_a_field_becomes(was, now, returned, outcome, after):
    world = one_field("a", was, now, returned)
    assert world.outcomes == [{} if outcome is None else {K: outcome}]
    assert (world.get(K) or None) == after


@pytest.mark.parametrize(("veld", "was", "now", "returned", "outcome", "after"), BLANKS)
def test_what_a_field_with_its_own_policy_becomes(veld, was, now, returned, outcome, after):
    world = one_field(veld, was, now, returned)
    assert world.outcomes == [{} if outcome is None else {pkey(veld): outcome}]
    assert (world.get(pkey(veld)) or None) == after


# returns of P, Q and R -> outcomes, master after; at uitgifte and in the master it is "a"
SEVERAL = [
    (["b", "b"], [APPLIED, AGREED], "b"),
    (["b", " b "], [APPLIED, AGREED], "b"),
    (["b", "c"], [CONFLICT, CONFLICT], "a"),
    (["b", "c", "d"], [CONFLICT] * 3, "a"),
    (["b", "b", "c"], [CONFLICT] * 3, "a"),
    (["b", "a"], [APPLIED, GEEN], "b"),
    (["b", ""], [CONFLICT, CONFLICT], "a"),
    (["", ""], [CONFLICT, CONFLICT], "a"),
    (["", "wissen"], [APPLIED, AGREED], None),
    (["b", "wissen"], [CONFLICT, CONFLICT], "a"),
    (["b", BAD], [APPLIED, REFUSED], "b"),
    (["b", KAPOT], [APPLIED, GEEN], "b"),
]


@pytest.mark.parametrize(("returned", "outcomes", "after"), SEVERAL)
def test_what_several_returns_make_of_a_field(returned, outcomes, after):
    base = project("F1", a="a")
    world = World(base).issue("u1", P=scope("F1"), Q=scope("F1"), R=scope("F1"))
    world.merge(*(retour(base, who, {K: value}) for who, value in zip("PQR", returned, strict=False)))
    assert [found.get(K) for found in world.outcomes] == outcomes
    assert world.get(K) == after


def issued(*parties, **cells):
    base = project("F1", **(cells or {"a": "a"}))
    return base, World(base).issue("u1", **{party: scope("F1") for party in parties or "PQR"})


def test_an_emptied_cell_is_shown_as_leeggemaakt():
    base, world = issued()
    world.merge(retour(base, "P", {K: None}))
    assert world.conflicts[K].waarom is Waarom.LEEGGEMAAKT


def test_an_unreadable_cell_is_reported_with_its_place():
    base, world = issued()
    world.merge(retour(base, "P", {K: KAPOT}))
    found = [f for f in world.result.findings if f.code == "XA-S020"]
    assert [(f.sheet, f.cell) for f in found] == [("Fiche F1", "C3")]


def test_a_refused_edit_is_listed_with_value_place_and_accepted_form():
    base, world = issued()
    world.merge(retour(base, "P", {K: BAD}))
    found = next(f for f in world.result.findings if f.code == "XA-S013")
    assert (found.value, found.cell, found.hint) == (BAD, "C3", "iets anders")


def test_a_later_return_takes_the_place_of_an_earlier_one():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).merge(retour(base, "P", {K: "c"}, name="P2.xlsx"))
    assert world.outcomes == [{K: Outcome.SUPERSEDED}, {K: APPLIED}]
    assert world.get(K) == "c"


def test_a_value_that_a_later_return_takes_back_goes_back():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).merge(retour(base, "P", name="P2.xlsx"))
    assert world.get(K) == "a"
    assert "XA-S030" in world.codes


def test_a_value_that_another_return_disputes_goes_back_to_what_was_agreed():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).merge(retour(base, "Q", {K: "c"}))
    assert world.get(K) == "a"
    assert world.open_forms == {K: {"b", "c"}}
    assert "XA-S030" in world.codes


def test_a_copy_of_a_superseded_return_changes_nothing_and_says_so():
    base, world = issued()
    first, second = retour(base, "P", {K: "b"}), retour(base, "P", {K: "c"})
    world.merge(first, second).merge(first)
    assert world.get(K) == "c"
    assert world.codes == ["XA-S006"]


def test_candidates_stand_in_order_of_intake_with_everyone_who_proposed_them():
    base, world = issued()
    world.merge(retour(base, "R", {K: "c"}), retour(base, "P", {K: "b"}), retour(base, "Q", {K: "c "}))
    found = world.conflicts[K]
    assert [(c.value, [b.recipient for b in c.bronnen]) for c in found.candidates] == [
        ("c", ["R", "Q"]),
        ("b", ["P"]),
    ]
    assert (found.was, found.master, found.waarom) == ("a", "a", Waarom.VERSCHIL)


def conflicted():
    base, world = issued()
    return base, world.merge(retour(base, "P", {K: "b"}), retour(base, "Q", {K: "c"}))


def besluit(world, keuze, **more):
    return Besluit(conflict=world.conflicts[K].id, keuze=keuze, **more)


@pytest.mark.parametrize(
    ("keuze", "more", "after"),
    [
        (Keuze.MASTER, {}, "a"),
        (Keuze.RETOUR, {"kandidaat": 2}, "c"),
        (Keuze.EIGEN, {"eigen_tekst": "d"}, "d"),
        (Keuze.EIGEN, {"eigen_tekst": "wissen"}, None),
    ],
)
def test_a_decision_is_applied_and_sticks(keuze, more, after):
    base, world = conflicted()
    world.merge(besluiten=[besluit(world, keuze, **more)])
    assert world.get(K) == after
    assert not world.result.conflicts
    assert world.outcomes == [{K: Outcome.DECIDED}] * 2
    world.merge(retour(base, "R", {K: "c"}))
    assert world.get(K) == after
    assert not world.result.conflicts


@pytest.mark.parametrize(
    ("keuze", "more", "code"),
    [
        (Keuze.RETOUR, {}, "XA-S031"),
        (Keuze.RETOUR, {"kandidaat": 3}, "XA-S031"),
        (Keuze.EIGEN, {}, "XA-S032"),
        (Keuze.EIGEN, {"eigen_tekst": BAD}, "XA-S033"),
    ],
)
def test_an_incomplete_decision_stays_open(keuze, more, code):
    _, world = conflicted()
    world.merge(besluiten=[besluit(world, keuze, **more)])
    assert K in world.conflicts
    assert world.codes == [code]


def test_a_decision_on_a_conflict_that_is_closed_is_reported():
    _, world = conflicted()
    chosen = besluit(world, Keuze.MASTER)
    world.merge(besluiten=[chosen]).merge(besluiten=[chosen])
    assert world.codes == ["XA-S034"]


def test_a_new_candidate_reopens_and_the_decided_value_stands_meanwhile():
    base, world = conflicted()
    world.merge(besluiten=[besluit(world, Keuze.RETOUR, kandidaat=1)])
    world.merge(retour(base, "R", {K: "d"}))
    assert world.open_forms == {K: {"b", "c", "d"}}
    assert world.get(K) == "b"


def test_a_decision_and_a_new_candidate_in_one_run_reopen():
    base, world = conflicted()
    world.merge(retour(base, "R", {K: "d"}), besluiten=[besluit(world, Keuze.RETOUR, kandidaat=1)])
    assert world.open_forms == {K: {"b", "c", "d"}}
    assert world.get(K) == "b"


def test_typing_over_a_value_that_a_merge_filled_in_is_a_decision():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).type(K, "z").merge()
    assert world.get(K) == "z"
    assert world.outcomes == [{K: Outcome.DECIDED}]
    world.merge(retour(base, "Q", {K: "b"}))
    assert world.get(K) == "z"
    assert not world.result.conflicts
    world.merge(retour(base, "R", {K: "c"}))
    assert world.open_forms == {K: {"b", "c", "z"}}
    assert world.get(K) == "z"


def test_typing_in_the_master_beside_an_open_conflict_keeps_it_open_with_that_value():
    _, world = conflicted()
    world.type(K, "z").merge()
    assert world.open_forms == {K: {"b", "c", "z"}}
    assert world.get(K) == "z"


def test_master_behouden_keeps_what_was_typed_since():
    _, world = conflicted()
    chosen = besluit(world, Keuze.MASTER)
    world.type(K, "z").merge(besluiten=[chosen])
    assert world.get(K) == "z"
    assert not world.result.conflicts


def test_the_next_uitgifte_settles_what_was_taken_over():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).issue("u2", P=scope("F1"), Q=scope("F1"))
    world.merge(retour(world.base, "P", {K: "c"}, uitgifte="u2"))
    assert world.get(K) == "c"
    assert world.outcomes == [{K: APPLIED}, {K: APPLIED}]


def test_an_open_conflict_stays_open_over_the_next_uitgifte():
    _, world = conflicted()
    world.issue("u2", P=scope("F1")).merge()
    assert world.open_forms == {K: {"b", "c"}}
    world.merge(besluiten=[besluit(world, Keuze.RETOUR, kandidaat=2)])
    assert world.get(K) == "c"


def test_a_late_return_is_compared_with_its_own_base():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).issue("u2", P=scope("F1"), Q=scope("F1"))
    world.merge(retour(base, "Q"))  # still says "a", as it was issued in u1
    assert world.get(K) == "b"
    assert world.outcomes[-1] == {}


def test_a_late_return_against_a_newer_agreed_value_is_a_conflict():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).issue("u2", P=scope("F1"), Q=scope("F1"))
    world.merge(retour(base, "Q", {K: "c"}))
    assert world.open_forms == {K: {"b", "c"}}
    assert world.get(K) == "b"


def test_typing_back_in_an_open_conflict_what_was_issued_keeps_it_open():
    base, world = issued()
    world.type(K, "y").merge(retour(base, "P", {K: "x"}))
    assert world.open_forms == {K: {"x", "y"}}
    world.type(K, "a").merge()
    assert world.get(K) == "a"
    assert world.open_forms == {K: {"a", "x"}}
    assert "XA-S106" in [line.code for line in world.result.log]
    world.merge(besluiten=[besluit(world, Keuze.MASTER)])
    assert (world.get(K), world.open_forms) == ("a", {})


def test_typing_what_the_return_says_in_an_open_conflict_ends_it():
    base, world = issued()
    world.type(K, "y").merge(retour(base, "P", {K: "x"}))
    world.type(K, "x").merge()
    assert (world.get(K), world.open_forms) == ("x", {})


def test_undo_takes_back_what_only_that_return_brought():
    base, world = issued(a="a", b="x")
    world.merge(retour(base, "P", {K: "b", pkey("b"): "y"}), retour(base, "Q", {K: "b"})).undo(1)
    assert world.get(K) == "b"
    assert world.get(pkey("b")) == "x"
    assert [f.details["veld"] for f in world.result.findings if f.code == "XA-S036"] == ["a"]


def test_undo_after_the_next_uitgifte_takes_back_too():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).issue("u2", P=scope("F1")).undo(1)
    assert world.get(K) == "a"


def test_undo_keeps_what_was_decided_since_and_lists_it():
    _, world = conflicted()
    world.merge(besluiten=[besluit(world, Keuze.RETOUR, kandidaat=2)]).undo(2)
    assert world.get(K) == "c"
    assert "XA-S036" in world.codes


def test_an_undone_return_does_not_come_back_by_itself():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).undo(1).merge(retour(base, "P", {K: "b"}))
    assert world.get(K) == "a"
    assert world.codes == ["XA-S005"]


def test_redo_brings_an_undone_return_back():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"})).undo(1).redo(1)
    assert world.get(K) == "b"


def test_undo_of_an_unknown_return_is_an_error():
    _, world = issued()
    with pytest.raises(KeyError):
        world.undo(7)


def test_an_id_of_an_uitgifte_is_used_once():
    _, world = issued()
    with pytest.raises(ValueError, match="u1"):
        world.issue("u1")


@pytest.mark.parametrize(
    ("fiche", "code"), [("F2", "XA-S011"), ("F9", "XA-S010")], ids=["not given", "unknown"]
)
def test_an_edit_in_a_fiche_outside_the_scope_is_refused(fiche, code):
    base = {**project("F1", a="a"), **project("F2", a="a")}
    world = World(base).issue("u1", P=scope("F1"))
    world.merge(retour(base, "P", {pkey("a", fiche): "b"}))
    assert world.outcomes == [{pkey("a", fiche): REFUSED}]
    assert code in world.codes
    assert pkey("a", fiche).row not in world.rows or world.get(pkey("a", fiche)) == "a"


def test_an_edit_in_a_fiche_that_left_the_master_is_refused_and_its_values_are_kept():
    base = {**project("F1", a="a"), **project("F2", a="a")}
    world = World(base).issue("u1", P=scope("F1", "F2"))
    del world.rows[pkey("a", "F2").row]
    world.merge(retour(base, "P", {pkey("a", "F2"): "b"}))
    assert world.outcomes == [{pkey("a", "F2"): REFUSED}]
    assert {"XA-S016", "XA-S017"} <= set(world.codes)
    assert not world.result.writes


def test_an_unreadable_cell_in_the_master_is_no_edit_of_the_province():
    base, world = issued()
    world.type(K, KAPOT)
    world.merge()
    assert not world.result.writes
    assert world.codes == ["XA-S020"]
    world.merge(retour(base, "P", {K: "b"}))
    assert world.get(K) == "b"


def test_true_is_not_the_number_one():
    base = project("F1", a=1)
    world = World(base).issue("u1", P=scope("F1")).merge(retour(base, "P", {K: True}))
    assert world.get(K) is True
    assert world.outcomes == [{K: APPLIED}]


def test_text_outside_the_fields_is_logged_and_not_merged():
    base, world = issued()
    loose = (LooseText(sheet="Fiche F1", address="J9", text="let op"),)
    world.merge(replace(retour(base, "P"), loose=loose))
    assert [(e.code, e.became) for e in world.result.log] == [("XA-S101", None), ("XA-S104", "let op")]
    assert not world.result.writes


def note(text, **more):
    return LooseText(sheet="Fiche F1", address="C3", text=text, opmerking=True, **more)


def test_a_note_is_logged_with_its_field_and_told_apart_from_text_in_a_cell():
    base, world = issued()
    world.merge(replace(retour(base, "P"), loose=(note("let op", key=K), note("mooi"))))
    assert [(e.code, e.key, e.became) for e in world.result.log[1:]] == [
        ("XA-S095", K, "let op"),
        ("XA-S095", None, "mooi"),
    ]
    assert world.codes == ["XA-S091", "XA-S092"]


def test_a_copy_with_a_new_note_is_a_copy_of_which_the_note_is_logged_once():
    base, world = issued()
    first = retour(base, "P", {K: "b"})
    world.merge(replace(first, loose=(note("let op"),)))
    again = replace(first, loose=(note("let  op"), note("bel ons")))
    world.merge(again, again)
    assert [(e.code, e.became) for e in world.result.log] == [("XA-S095", "bel ons")]
    assert world.codes == ["XA-S003", "XA-S092", "XA-S003"]
    assert len(world.intakes) == 1
    before = world.state
    world.merge(again)
    assert (world.result.log, world.state) == ((), before)


def test_a_note_that_comes_again_with_other_edits_is_not_logged_again():
    base, world = issued()
    world.merge(replace(retour(base, "P", {K: "b"}), loose=(note("let op"),)))
    world.merge(replace(retour(base, "P", {K: "c"}), loose=(note("let op"), note("bel ons"))))
    assert [e.became for e in world.result.log if e.code == "XA-S095"] == ["bel ons"]
    assert [f.value for f in world.result.findings if f.code == "XA-S092"] == ["bel ons"]


def test_the_same_note_of_another_party_is_logged_too():
    base, world = issued()
    world.merge(*(replace(retour(base, who), loose=(note("let op"),)) for who in "PQ"))
    assert [e.sender for e in world.result.log if e.code == "XA-S095"] == ["P", "Q"]


def test_what_others_typed_is_one_line_without_control_characters_in_the_report_and_whole_on_logboek():
    base, world = issued()
    text = "let\nop \x1b[31m" + "x" * 400
    world.merge(replace(retour(base, "P"), loose=(note(text),)))
    [found] = [f for f in world.result.findings if f.code == "XA-S092"]
    assert found.value.startswith("let op [31mxxx")
    assert len(found.value) <= 301
    assert [e.became for e in world.result.log if e.code == "XA-S095"] == [text]


def test_a_note_on_a_copy_in_the_same_run_is_logged():
    base, world = issued()
    first = retour(base, "P", {K: "b"})
    world.merge(first, replace(first, loose=(note("bel ons"),)))
    assert [e.became for e in world.result.log if e.code == "XA-S095"] == ["bel ons"]
    assert world.outcomes == [{K: APPLIED}]


def test_the_logboek_says_who_changed_what_from_what_to_what():
    base, world = issued()
    world.merge(retour(base, "P", {K: "b"}))
    line = next(e for e in world.result.log if e.code == "XA-S102")
    assert (line.sender, line.file, line.key, line.was, line.became) == ("P", "P.xlsx", K, "a", "b")


def test_other_fields_of_one_row_are_parallel_and_no_conflict():
    base, world = issued(a="a", b="x")
    world.merge(retour(base, "P", {K: "b"}), retour(base, "Q", {pkey("b"): "y"}))
    assert not world.result.conflicts
    assert [(p.recipients, p.velden) for p in world.result.parallel] == [(("P", "Q"), ("a", "b"))]


def test_a_cell_keeps_the_text_as_it_was_typed():
    base, world = issued()
    world.merge(retour(base, "P", {K: "‘zo’ – getypt"}))
    assert world.get(K) == "‘zo’ – getypt"


def test_a_fiche_that_did_not_come_back_is_reported_and_unchanged():
    base = {**project("F1", a="a"), **project("F2", a="a")}
    world = World(base).issue("u1", P=scope("F1", "F2")).merge(retour(base, "P", fiches={"F1"}))
    assert world.codes == ["XA-S027"]
    assert world.get(pkey("a", "F2")) == "a"
