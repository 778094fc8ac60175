"""The case table of rows: new, dropped, copied, sorted; and a new version of the pMIEK list."""

from dataclasses import replace

import pytest

from actielijst_xl.merging import apply
from actielijst_xl.model.decisions import (
    Besluit,
    Cell,
    Keuze,
    Outcome,
    Retour,
    RowRef,
    Unreadable,
    Waarom,
)
from tests.merge_builders import (
    OPEN,
    RULES,
    World,
    afspraak,
    akey,
    as_row,
    pkey,
    project,
    retour,
    scope,
)

APPLIED, AGREED, CONFLICT = Outcome.APPLIED, Outcome.AGREED, Outcome.CONFLICT
REFUSED, DECIDED = Outcome.REFUSED, Outcome.DECIDED
R1, R2, R3 = (RowRef("F1", "afspraak", rij) for rij in ("r1", "r2", "r3"))
STATUS = akey("r1", "status")
BASE = {
    **project("F1", a="a"),
    **afspraak("F1", "r1", activiteit="een", planning="2027", status="Loopt"),
    **afspraak("F1", "r2", activiteit="twee", planning="2028", status="Loopt"),
    **afspraak("F1", "r3", activiteit="drie", planning="2029", status="Loopt"),
}
NRS = {R1: "1", R2: "2", R3: "3"}


def issued(base=BASE, **kwargs):
    world = World(base)
    result = apply.issue(
        world.state, world.rows, "u1", {p: scope("F1") for p in "PQR"}, RULES, nrs=NRS, **kwargs
    )
    return world._take(result)


def new_rows(world):
    return {ref: cells for ref, cells in world.rows.items() if ref.rij.startswith("n")}


# --- new rows ----------------------------------------------------------------------------------------

NIEUW = {"activiteit": "nieuw", "planning": "2030"}


@pytest.mark.parametrize("rij", [None, "spare-4"], ids=["typed without id", "in a spare row"])
def test_a_new_row_is_added_once_and_keeps_its_id(rij):
    world = issued().merge(retour(BASE, "P", new=[("F1", rij, NIEUW)]))
    (ref,) = world.result.rows_added
    assert world.rows[ref] == NIEUW
    world.merge(retour(BASE, "P", new=[("F1", rij, NIEUW)], name="nog eens.xlsx"))
    assert list(new_rows(world)) == [ref]
    assert not world.result.writes


def test_a_spare_row_that_stayed_empty_is_no_row():
    world = issued().merge(retour(BASE, "P", new=[("F1", "spare-4", {"activiteit": None, "planning": " "})]))
    assert not new_rows(world)
    assert world.outcomes == [{}]


def test_the_same_spare_row_of_two_parties_is_two_rows():
    other = {"activiteit": "anders"}
    world = issued().merge(
        retour(BASE, "P", new=[("F1", "spare-4", NIEUW)]), retour(BASE, "Q", new=[("F1", "spare-4", other)])
    )
    assert len(new_rows(world)) == 2
    assert not world.result.conflicts


def test_the_same_row_typed_by_two_parties_is_one_row():
    world = issued().merge(*(retour(BASE, who, new=[("F1", None, NIEUW)]) for who in "PQ"))
    assert len(new_rows(world)) == 1
    assert [set(found.values()) for found in world.outcomes] == [{APPLIED}, {AGREED}]


def test_a_row_typed_twice_in_one_return_is_two_rows():
    world = issued().merge(retour(BASE, "P", new=[("F1", None, NIEUW), ("F1", None, NIEUW)]))
    assert len(new_rows(world)) == 2


def test_a_later_return_corrects_the_new_row_in_its_spare_row():
    world = issued().merge(retour(BASE, "P", new=[("F1", "spare-4", NIEUW)]))
    world.merge(retour(BASE, "P", new=[("F1", "spare-4", {**NIEUW, "planning": "2031"})]))
    assert [cells["planning"] for cells in new_rows(world).values()] == ["2031"]


def test_a_new_row_that_nobody_proposes_any_more_is_removed():
    world = issued().merge(retour(BASE, "P", new=[("F1", None, NIEUW)]))
    (ref,) = new_rows(world)
    world.undo(1)
    assert world.result.rows_removed == (ref,)
    assert not new_rows(world)


def test_an_issued_row_that_became_empty_stays():
    base = {**BASE, **afspraak("F1", "r4")}
    world = issued(base).merge(retour(base, "P", {akey("r4", "planning"): "2030"}))
    world.merge(retour(base, "P"))
    assert world.get(akey("r4", "planning")) is None
    assert not world.result.rows_removed


def test_a_new_row_is_removed_when_its_return_is_undone_after_the_next_uitgifte():
    world = issued().merge(retour(BASE, "P", new=[("F1", None, NIEUW)]))
    (ref,) = new_rows(world)
    world.issue("u2", P=scope("F1")).undo(1)
    assert world.result.rows_removed == (ref,)


def test_a_new_row_that_the_province_edited_stays_after_undo():
    world = issued().merge(retour(BASE, "P", new=[("F1", None, NIEUW)]))
    (ref,) = new_rows(world)
    world.rows[ref]["planning"] = "2035"
    world.undo(1)
    assert world.rows[ref]["planning"] == "2035"
    assert not world.result.rows_removed


def test_a_new_row_in_a_fiche_outside_the_scope_is_refused():
    base = {**BASE, **project("F2", a="a")}
    world = issued(base).merge(retour(base, "P", new=[("F2", None, NIEUW)]))
    assert set(world.outcomes[0].values()) == {REFUSED}
    assert not new_rows(world)


def test_a_new_row_with_one_refused_field_is_added_without_it():
    world = issued().merge(
        retour(BASE, "P", new=[("F1", None, {"activiteit": "nieuw", "planning": "onzin"})])
    )
    assert list(new_rows(world).values()) == [{"activiteit": "nieuw"}]
    assert sorted(world.outcomes[0].values()) == [REFUSED, APPLIED]


def test_a_new_row_is_known_by_its_id_in_the_next_uitgifte():
    world = issued().merge(retour(BASE, "P", new=[("F1", None, NIEUW)]))
    (ref,) = new_rows(world)
    world.issue("u2", P=scope("F1"))
    key = akey(ref.rij, "planning")
    world.merge(retour(world.base, "P", {key: "2032"}, uitgifte="u2"))
    assert world.get(key) == "2032"
    assert len(new_rows(world)) == 1


def test_a_row_that_the_province_added_itself_becomes_part_of_the_next_uitgifte():
    world = issued()
    world.rows[RowRef("F1", "afspraak", "eigen")] = {"activiteit": "van ons"}
    world.issue("u2", P=scope("F1"))
    assert world.base[RowRef("F1", "afspraak", "eigen")]["activiteit"] == "van ons"


# --- rows that leave ---------------------------------------------------------------------------------


def test_an_absent_row_is_no_edit():
    world = issued().merge(retour(BASE, "P", without=[R1, R2]))
    assert world.outcomes == [{}]
    assert set(BASE) <= set(world.rows)


def test_a_row_marked_vervallen_is_dropped_and_stays_visible():
    world = issued().merge(retour(BASE, "P", {STATUS: "vervallen"}))
    assert world.result.rows_vervallen == (R1,)
    assert world.get(STATUS) == "vervallen"


def drop_against(*retouren, typed=None):
    world = issued()
    for key, value in (typed or {}).items():
        world.type(key, value)
    return world.merge(retour(BASE, "P", {STATUS: "Vervallen"}), *retouren)


# what somebody else did with the row -> a conflict on the drop, the edit of the other
DROPS = [
    ("nothing", {}, False),
    ("edited another field", {akey("r1", "planning"): "2030"}, True),
    ("emptied another field", {akey("r1", "planning"): None}, True),
    ("changed the status", {STATUS: "Gereed"}, True),
    ("dropped it too", {STATUS: "Vervallen"}, False),
    ("dropped it and edited it", {STATUS: "Vervallen", akey("r1", "planning"): "2030"}, False),
    ("edited another row", {akey("r2", "planning"): "2030"}, False),
    ("a refused edit", {akey("r1", "planning"): "onzin"}, False),
]


@pytest.mark.parametrize(("what", "edits", "conflict"), DROPS, ids=[case[0] for case in DROPS])
def test_dropping_a_row_against_what_another_party_did(what, edits, conflict):
    world = drop_against(retour(BASE, "Q", edits))
    assert (STATUS in world.conflicts) == conflict
    assert world.get(STATUS) == ("Loopt" if conflict else "Vervallen")


def test_dropping_a_row_that_another_party_edited_is_shown_as_such_and_keeps_the_edit():
    world = drop_against(retour(BASE, "Q", {akey("r1", "planning"): "2030"}))
    assert world.conflicts[STATUS].waarom is Waarom.VERVALLEN
    assert world.get(akey("r1", "planning")) == "2030"


def test_dropping_a_row_that_the_province_edited_is_a_conflict():
    world = drop_against(typed={akey("r1", "planning"): "2030"})
    assert world.conflicts[STATUS].waarom is Waarom.VERVALLEN


def test_dropping_a_row_that_was_settled_with_another_value_since_is_a_conflict():
    world = issued().merge(retour(BASE, "Q", {akey("r1", "planning"): "2030"}))
    world.issue("u2", P=scope("F1")).merge(retour(BASE, "P", {STATUS: "Vervallen"}))
    assert STATUS in world.conflicts


def test_editing_and_dropping_a_row_in_one_return_is_no_conflict():
    world = issued().merge(retour(BASE, "P", {STATUS: "Vervallen", akey("r1", "planning"): "2030"}))
    assert not world.result.conflicts


def test_a_decided_drop_is_not_asked_again():
    world = drop_against(retour(BASE, "Q", {akey("r1", "planning"): "2030"}))
    chosen = Besluit(conflict=world.conflicts[STATUS].id, keuze=Keuze.MASTER)
    world.merge(besluiten=[chosen]).merge(retour(BASE, "R", {akey("r1", "activiteit"): "anders"}))
    assert STATUS not in world.conflicts
    assert world.get(STATUS) == "Loopt"


def test_a_row_that_the_province_removed_stays_removed_and_an_edit_of_it_is_a_conflict():
    world = issued()
    del world.rows[R1]
    world.merge(retour(BASE, "P", {akey("r1", "planning"): "2030"}))
    assert list(world.conflicts) == [akey("r1", "planning")]
    assert R1 not in world.rows
    chosen = Besluit(conflict=world.result.conflicts[0].id, keuze=Keuze.RETOUR)
    world.merge(besluiten=[chosen])
    assert world.result.rows_added == (R1,)


def test_afspraken_of_a_fiche_without_a_sheet_are_not_read_as_emptied_though_monitoring_names_it():
    base = {**BASE, RowRef("F1", "monitoring", ""): {"a": "m"}, **project("F2", a="b")}
    base |= afspraak("F2", "q1", activiteit="een")
    world = issued(base)
    left = {ref: row for ref, row in world.rows.items() if ref.fiche != "F1" or ref.tabel == "monitoring"}
    result = apply.merge(world.state, left, [], RULES)
    assert (dict(result.writes), result.log, result.rows_removed) == ({}, (), ())


def test_a_table_that_is_missing_from_the_master_is_not_read_as_emptied():
    world = issued()
    world.rows = {ref: cells for ref, cells in world.rows.items() if ref.tabel == "project"}
    world.merge()
    assert not world.result.writes
    assert world.state.events == issued().state.events


# --- copied rows and sheets --------------------------------------------------------------------------


def copied(*rows):
    """A return in which these rows stand beside everything that was issued."""
    one = retour(BASE, "P")
    return replace(one, rows=(*one.rows, *rows))


def test_a_copied_row_that_was_changed_is_a_new_row_and_the_original_keeps_its_id():
    cells = {"activiteit": "een, vervolg", "planning": "2027", "status": "Loopt"}
    world = issued().merge(copied(as_row("F1", "afspraak", "r1", cells)))
    assert world.rows[R1] == BASE[R1]
    assert list(new_rows(world).values()) == [cells]
    assert "XA-S026" in world.codes


def test_a_copied_row_that_was_not_changed_is_nothing():
    world = issued().merge(copied(as_row("F1", "afspraak", "r1", BASE[R1])))
    assert world.outcomes == [{}]


def test_a_copied_row_of_which_both_were_changed_is_refused_with_both_addresses():
    one = retour(BASE, "P", without=[R1])
    both = [as_row("F1", "afspraak", "r1", {**BASE[R1], "planning": year}) for year in ("2030", "2031")]
    world = issued().merge(replace(one, rows=(*one.rows, *both)))
    assert world.rows[R1] == BASE[R1]
    assert world.result.ledgers[0].counts[REFUSED] == 2
    refused = [(f.value, f.cell) for f in world.result.findings if f.code == "XA-S014"]
    assert refused == [("2030", "C4"), ("2031", "C4")]


def sheet(name, cells, *, origineel):
    row = as_row("F1", "project", "", cells, origineel=origineel)
    return replace(row, sheet=name)


# edits on the issued sheet, on its copy, is it known which is which -> value, refused
SHEETS = [
    ("b", "a", True, "b", 0),
    ("a", "b", True, "a", 1),
    ("b", "c", True, "b", 1),
    ("b", "b", True, "b", 0),
    ("b", "b", False, "b", 0),
    ("b", "c", False, "a", 2),
    ("a", "b", False, "a", 1),
]


@pytest.mark.parametrize(("first", "copy", "known", "after", "refused"), SHEETS)
def test_a_copied_sheet(first, copy, known, after, refused):
    rows = (sheet("F1", {"a": first}, origineel=True), sheet("F1 (2)", {"a": copy}, origineel=not known))
    for order in (rows, rows[::-1]):
        world = issued().merge(Retour(uitgifte="u1", recipient="P", name="P.xlsx", rows=order))
        assert world.get(pkey("a")) == after
        assert world.result.ledgers[0].counts[REFUSED] == refused


def test_a_new_row_that_stands_on_the_copied_sheet_too_is_one_row():
    fresh = as_row("F1", "afspraak", None, NIEUW)
    rows = (fresh, replace(fresh, sheet="F1 (2)", origineel=False))
    world = issued().merge(copied(*rows))
    assert len(new_rows(world)) == 1
    assert world.result.ledgers[0].counts[REFUSED] == 0


# --- sorted columns ----------------------------------------------------------------------------------


def table(*rows):
    """A return with these rows of the table: (id, visible number, content of the issued row)."""
    found = [as_row("F1", "afspraak", rij, dict(cells), nr=nr) for rij, nr, cells in rows]
    return Retour(uitgifte="u1", recipient="P", name="P.xlsx", rows=tuple(found))


ONE, TWO, THREE = BASE[R1], BASE[R2], BASE[R3]


def test_whole_rows_that_were_sorted_are_no_edit():
    world = issued().merge(table(("r3", "3", THREE), ("r1", "1", ONE), ("r2", "2", TWO)))
    assert world.outcomes == [{}]
    assert world.codes == ["XA-S027"] or not world.codes


def test_contents_that_moved_with_their_number_are_found_by_number():
    world = issued().merge(
        table(("r1", "3", THREE), ("r2", "1", {**ONE, "planning": "2031"}), ("r3", "2", TWO))
    )
    assert world.outcomes == [{akey("r1", "planning"): APPLIED}]
    assert "XA-S022" in world.codes


def test_contents_that_moved_without_id_and_number_are_found_by_what_they_say():
    world = issued().merge(
        table(("r1", "1", THREE), ("r2", "2", ONE), ("r3", "3", {**TWO, "planning": "2031"}))
    )
    assert world.outcomes == [{akey("r2", "planning"): APPLIED}]
    assert "XA-S023" in world.codes


def test_a_spare_row_that_was_sorted_among_the_others_is_still_the_new_one():
    world = issued().merge(
        table(("r1", "1", NIEUW), ("r2", "2", ONE), ("r3", "3", TWO), ("spare-4", "4", THREE))
    )
    assert [world.rows[ref] for ref in (R1, R2, R3)] == [ONE, TWO, THREE]
    assert list(new_rows(world).values()) == [NIEUW]


def test_a_wrong_number_does_not_move_a_row_whose_content_fits_its_id():
    world = issued().merge(table(("r1", "2", ONE), ("r2", "1", TWO), ("r3", "3", THREE)))
    assert world.outcomes == [{}]
    assert "XA-S024" in world.codes


def test_one_row_that_says_what_another_says_is_an_edit():
    world = issued().merge(table(("r1", "1", TWO), ("r2", "2", TWO), ("r3", "3", THREE)))
    assert set(world.outcomes[0].values()) == {APPLIED}
    assert world.rows[R1] == TWO


def test_an_unreadable_cell_does_not_hinder_finding_a_row():
    one = table(("r1", "1", THREE), ("r2", "2", ONE), ("r3", "3", TWO))
    cells = {**one.rows[0].cells, "planning": Cell(Unreadable.CELL, "D3")}
    world = issued().merge(replace(one, rows=(replace(one.rows[0], cells=cells), *one.rows[1:])))
    assert world.outcomes == [{}]
    assert "XA-S023" in world.codes


# --- a new version of the list -----------------------------------------------------------------------

LIJST = {**project("F1", a="a", b="x"), **project("F2", a="a", b="x")}
LIJST_VELDEN = frozenset({("project", "a"), ("project", "b")})


def listed(**fiches):
    rows = tuple(as_row(fiche, "project", "", cells) for fiche, cells in fiches.items())
    return Retour(uitgifte="", recipient="", name="lijst.xlsx", rows=rows)


def with_list():
    state = apply.start(LIJST, lijst=LIJST, lijst_velden=LIJST_VELDEN)
    return World(LIJST, state=state).issue("u1", P=scope("F1", "F2"))


SAME = {"a": "a", "b": "x"}


def test_a_new_list_changes_only_what_changed_on_it():
    world = with_list().type(pkey("b"), "van ons")
    world.update(listed(F1={"a": "b", "b": "x"}, F2=SAME))
    assert (world.get(pkey("a")), world.get(pkey("b"))) == ("b", "van ons")


def test_a_change_on_the_list_against_a_change_in_the_master_is_a_conflict():
    world = with_list().type(pkey("a"), "van ons").update(listed(F1={"a": "b", "b": "x"}, F2=SAME))
    assert world.open_forms == {pkey("a"): {"b", "van ons"}}


def test_a_change_on_the_list_against_a_return_is_a_conflict():
    world = with_list().merge(retour(LIJST, "P", {pkey("a"): "c"}))
    world.update(listed(F1={"a": "b", "b": "x"}, F2=SAME))
    assert world.open_forms == {pkey("a"): {"b", "c"}}


def test_a_vanished_project_is_reported_and_kept():
    world = with_list().update(listed(F1=SAME))
    assert world.codes.count("XA-S040") == 1
    assert not world.result.writes
    assert pkey("a", "F2").row in world.rows


def test_a_new_project_gets_its_values():
    world = with_list().update(listed(F1=SAME, F2=SAME, F3={"a": "nieuw", "b": "y"}))
    assert world.result.rows_added == (RowRef("F3", "project", ""),)
    assert world.get(pkey("a", "F3")) == "nieuw"
    assert "XA-S041" in world.codes


@pytest.mark.parametrize("between", [False, True], ids=["same round", "next round"])
def test_each_list_is_compared_with_the_one_before(between):
    world = with_list().update(listed(F1={"a": "b", "b": "x"}, F2=SAME))
    if between:
        world.issue("u2", P=scope("F1"))
    world.update(listed(F1={"a": "c", "b": "x"}, F2=SAME))
    assert world.get(pkey("a")) == "c"
    assert not world.result.conflicts


def test_a_list_may_return_to_what_an_older_one_said():
    first, second = listed(F1={"a": "b", "b": "x"}, F2=SAME), listed(F1={"a": "c", "b": "x"}, F2=SAME)
    world = with_list().update(first).update(second).update(first)
    assert world.get(pkey("a")) == "b"


def test_a_list_does_not_touch_fields_that_it_does_not_fill_in():
    world = with_list().update(listed(F1={**SAME, "slot": "x"}, F2=SAME))
    assert set(world.outcomes[0].values()) == {REFUSED}
    assert ("project", "slot") not in OPEN


def test_update_needs_a_list_to_compare_with():
    with pytest.raises(ValueError, match="list"):
        World(LIJST).update(listed(F1=SAME))
