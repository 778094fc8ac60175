"""The versions of the list that a master remembers: what each of them leaves standing."""

from merge_builders import World, as_row, pkey, project, scope

from actielijst_xl.merging import apply
from actielijst_xl.merging.versies import adopt, current_lijst
from actielijst_xl.model.decisions import Retour, RowRef, Unreadable

LIJST = {**project("F1", a="a", b="x"), **project("F2", a="a", b="x")}
VELDEN = frozenset({("project", "a"), ("project", "b")})
SAME = {"a": "a", "b": "x"}


def listed(*extra, **fiches):
    rows = tuple(as_row(fiche, "project", "", cells) for fiche, cells in fiches.items())
    return Retour(uitgifte="", recipient="", name="lijst.xlsx", rows=(*rows, *extra))


def with_list():
    state = apply.start(LIJST, lijst=LIJST, lijst_velden=VELDEN)
    return World(LIJST, state=state).issue("u1", P=scope("F1", "F2"))


def test_what_a_later_list_is_silent_about_stands_as_the_one_before_it_said():
    world = with_list().update(listed(F1={"a": "b", "b": "y"}, F2=SAME))
    world.update(listed(F1={"a": "c"}))
    assert (world.get(pkey("a")), world.get(pkey("b"))) == ("c", "y")


def test_a_new_project_that_a_later_list_does_not_have_keeps_its_values():
    world = with_list().update(listed(F1=SAME, F2=SAME, F3={"a": "nieuw", "b": "y"}))
    world.update(listed(F1=SAME, F2=SAME))
    assert world.get(pkey("a", "F3")) == "nieuw"


def test_the_same_silent_list_again_changes_nothing():
    world = with_list().update(listed(F1={"a": "b", "b": "y"}, F2=SAME))
    world.update(listed(F1={"a": "c"}))
    state = world.state
    world.update(listed(F1={"a": "c"}))
    assert world.state == state


def test_a_project_that_vanished_stays_in_the_memory_until_it_comes_back():
    world = with_list().update(listed(F1=SAME)).issue("u2", P=scope("F1"))
    world.update(listed(F1=SAME))
    assert world.codes.count("XA-S040") == 1
    world.update(listed(F1=SAME, F2=SAME))
    assert not {"XA-S040", "XA-S041"} & set(world.codes)


def test_a_cell_of_the_list_that_cannot_be_read_keeps_its_last_value():
    world = with_list().update(listed(F1={"a": Unreadable.CELL, "b": "x"}, F2=SAME))
    assert world.state.lijst[RowRef("F1", "project", "")]["a"] == "a"


def test_a_new_afspraak_is_remembered_under_the_id_that_the_master_gave_it():
    row = as_row("F1", "afspraak", "F1/lijst/x", {"activiteit": "x"})
    world = with_list()
    rules = world.rules
    result = apply.update(
        world.state, world.rows, listed(row, F1=SAME, F2=SAME), rules, velden=frozenset(rules.velden)
    )
    added = {ref for ref in result.rows_added if ref.tabel == "afspraak"}
    assert added == {ref for ref in result.state.lijst if ref.tabel == "afspraak"}


def test_a_master_that_is_told_its_list_compares_the_next_one_with_it():
    state = adopt(apply.start(LIJST), LIJST, VELDEN)
    assert current_lijst(state).base == LIJST
    world = World(LIJST, state=state).update(listed(F1={"a": "b", "b": "x"}, F2=SAME))
    assert world.get(pkey("a")) == "b"
    assert not world.result.conflicts
