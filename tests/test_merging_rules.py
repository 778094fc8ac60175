"""Two words for one value of a closed list are one value, and the word of the list is what is written."""

import pytest

from actielijst_xl.merging.rules import rules_for
from actielijst_xl.model.decisions import Outcome
from actielijst_xl.model.field import Field, Soort, Tabel
from actielijst_xl.model.fields import Fields
from tests.merge_builders import World, afspraak, akey, pkey, project, retour, scope

FASE, STATUS = pkey("projectfase"), akey("r1", "status")
RULES = rules_for(Fields().all)
BASE = {
    **project("F1", projectfase="Planuitwerkingsfase", in_ip="Ja"),
    **afspraak("F1", "r1", activiteit="een", status="Loopt"),
}


def issued(base=BASE):
    return World(base, RULES).issue(P=scope("F1", velden=OPEN), Q=scope("F1", velden=OPEN))


OPEN = frozenset((f.tabel.value, f.key) for f in Fields().all)


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        (FASE, "realisatie", "Realisatiefase"),
        (FASE, "REALISATIEFASE", "Realisatiefase"),
        (STATUS, "klaar", "Gereed"),
        (pkey("in_ip"), "nee", "Nee"),
        (pkey("in_ip"), False, "Nee"),
        (pkey("doel"), "klaar", "klaar"),
        (FASE, "n.t.b.", "n.t.b."),
    ],
)
def test_a_synonym_is_written_as_the_word_of_the_list(key, typed, written):
    world = issued()
    world.merge(retour(world.base, "P", {key: typed}))
    assert world.get(key) == written


def test_a_synonym_of_what_was_issued_is_no_edit():
    world = issued()
    world.merge(retour(world.base, "P", {FASE: "planuitwerking"}))
    assert world.outcomes == [{}]
    assert world.result.writes == {}


def test_two_words_for_one_value_agree():
    world = issued()
    world.merge(
        retour(world.base, "P", {FASE: "realisatie"}), retour(world.base, "Q", {FASE: "Realisatiefase"})
    )
    assert world.conflicts == {}
    assert world.outcomes == [{FASE: Outcome.APPLIED}, {FASE: Outcome.AGREED}]


def test_another_word_in_the_master_is_left_as_the_province_typed_it():
    world = issued().type(FASE, "planuitwerking")
    world.merge(retour(world.base, "P", {STATUS: "Gereed"}))
    assert world.get(FASE) == "planuitwerking"
    assert set(world.result.writes) == {STATUS}


def test_what_was_written_is_no_edit_of_the_province():
    world = issued()
    world.merge(retour(world.base, "P", {FASE: "realisatie"})).merge()
    assert world.result.writes == {}
    assert world.result.log == ()


def test_a_synonym_marks_a_row_as_dropped():
    world = issued()
    edits = {STATUS: "geschrapt"}, {akey("r1", "activiteit"): "anders"}
    world.merge(retour(world.base, "P", edits[0]), retour(world.base, "Q", edits[1]))
    assert STATUS in world.conflicts


def test_a_list_of_the_province_has_no_other_words():
    fields = (
        Field(key="a", label="A", tabel=Tabel.PROJECT, soort=Soort.KEUZE, lijst="eigen", gesloten=True),
    )
    assert rules_for(fields).word("project", "a", "klaar") == "klaar"
