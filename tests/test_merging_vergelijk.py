"""What differs between two actielijsten: cells, rows and fiches, in canonical form."""

from datetime import date

from actielijst_xl.merging.rules import rules_for
from actielijst_xl.merging.vergelijk import compare
from actielijst_xl.model.decisions import Key, RowRef, Unreadable
from actielijst_xl.model.fields import Fields

RULES = rules_for(Fields().all)
A, B = RowRef("a", "project", ""), RowRef("b", "project", "")
A1, A2, NEW = (RowRef("a", "afspraak", rij) for rij in ("a/a01", "a/a02", "n123"))


def test_equal_values_in_another_notation_are_no_difference():
    old = {A: {"ibn": date(2029, 1, 1), "doel": "Ruimte  en\r\nwonen", "in_ip": "Ja"}}
    new = {A: {"ibn": "1-1-2029", "doel": "Ruimte en\nwonen ", "in_ip": True}}
    assert compare(old, new, RULES).is_equal


def test_a_cell_that_differs_is_told_with_both_values():
    found = compare({A: {"ibn": 2029}}, {A: {"ibn": 2030}}, RULES)
    assert [(v.key, v.was, v.wordt) for v in found.cellen] == [(Key(*A, "ibn"), 2029, 2030)]
    assert found.aantal == 1


def test_an_emptied_cell_is_a_difference():
    assert compare({A: {"ibn": 2029}}, {A: {"ibn": None}}, RULES).aantal == 1


def test_a_field_that_one_of_both_does_not_have_is_not_compared():
    assert compare({A: {"ibn": 2029, "doel": "x"}}, {A: {"ibn": 2029}}, RULES).is_equal


def test_a_fiche_of_one_of_both_is_one_difference():
    found = compare({A: {"ibn": 1}, A1: {"activiteit": "x"}}, {B: {"ibn": 1}}, RULES)
    assert (found.fiches_weg, found.fiches_erbij, found.aantal) == (("a",), ("b",), 2)


def test_a_row_of_one_of_both_is_told_as_a_row():
    found = compare({A: {}, A1: {"activiteit": "x"}}, {A: {}, A2: {"activiteit": "y"}}, RULES)
    assert (list(found.rijen_weg), list(found.rijen_erbij), found.cellen) == ([A1], [A2], ())


def test_a_row_that_says_the_same_under_another_id_is_the_same_row():
    row = {"activiteit": "x", "planning": "Q1 2027"}
    assert compare({A: {}, A1: row}, {A: {}, NEW: dict(row)}, RULES).is_equal


def test_two_equal_rows_are_not_one():
    row = {"activiteit": "x"}
    found = compare({A: {}, A1: row}, {A: {}, A2: row, NEW: row}, RULES)
    assert found.aantal == 1


def test_a_blank_row_is_no_row():
    assert compare({A: {}}, {A: {}, A1: {"activiteit": None, "status": ""}}, RULES).is_equal


def test_a_row_that_is_dropped_is_marked():
    found = compare({A: {}, A1: {"status": "Loopt"}}, {A: {}, A1: {"status": "vervallen"}}, RULES)
    assert found.vervallen == (A1,)


def test_a_cell_that_cannot_be_read_is_no_difference_but_is_told():
    found = compare({A: {"ibn": 2029}}, {A: {"ibn": Unreadable.CELL}}, RULES)
    assert (found.is_equal, found.onleesbaar) == (True, (Key(*A, "ibn"),))


def test_of_a_copy_only_its_own_fiches_are_compared():
    old = {A: {"ibn": 2029}, B: {"ibn": 2029}}
    assert compare(old, {A: {"ibn": 2030}}, RULES, only=frozenset(("a",))).aantal == 1
