"""Status says who answered and what is open; undo takes one return back and nothing else."""

import pytest
from flows import rondgang as r

from actielijst_xl.errors import UsageError
from actielijst_xl.usecases import toestand

VELD = r.veld(1, "betrokken_partijen")  # every party may fill this in


def status(data):
    return toestand.status(data, "actielijst.xlsx", settings=r.SETTINGS)


def undo(data, name):
    return toestand.undo(data, "actielijst.xlsx", name, settings=r.SETTINGS, moment=r.MOMENT)


def parties_of_fiche_1():
    return [p.naam for p in r.issued().partijen if "nh-1" in p.fiches]


def merged(*names):
    """The master after a return of parties of the first fiche, with another answer each."""
    pairs = zip(names, parties_of_fiche_1(), strict=False)
    retouren = [(name, r.retour(partij, {VELD: f"Antwoord van {partij}"})) for name, partij in pairs]
    return r.merge(r.issued().master, *retouren).master


def test_before_an_uitgifte_there_is_nobody_to_answer():
    found = status(r.made())
    assert (found.uitgifte, found.partijen, found.conflicten) == ("", (), 0)


def test_status_names_who_answered_and_who_did_not():
    found = status(merged("a.xlsx"))
    answered = {p.partij: (p.retouren, p.wijzigingen) for p in found.partijen if p.retouren}
    assert answered == {parties_of_fiche_1()[0]: (("a.xlsx",), 1)}
    assert len(found.partijen) == len(r.issued().partijen)
    assert found.uitgifte == r.issued().uitgifte


def test_undo_gives_back_what_only_that_return_brought():
    before = r.issued().master
    master = merged("a.xlsx")
    assert r.changed(before, master) == {VELD: f"Antwoord van {parties_of_fiche_1()[0]}"}
    done = undo(master, "A.XLSX")
    assert r.changed(before, done.master) == {}
    assert not any(row.get("terug") or row.get("retour") for row in r.book(done.master, "uitgiftes"))
    assert not any(p.retouren for p in status(done.master).partijen)


def test_undo_settles_a_conflict_that_only_that_return_made():
    master = merged("a.xlsx", "b.xlsx")
    assert status(master).conflicten == 1
    done = undo(master, "b.xlsx")
    assert status(done.master).conflicten == 0
    assert r.shown(done.master)[VELD] == f"Antwoord van {parties_of_fiche_1()[0]}"


def test_a_return_that_is_not_there_is_refused_by_name():
    with pytest.raises(UsageError) as refused:
        undo(merged("a.xlsx"), "x.xlsx")
    assert (refused.value.code, "a.xlsx" in str(refused.value)) == ("XA-S054", True)


def test_an_uitgifte_to_one_party_leaves_the_others_in_sight():
    back = merged("a.xlsx")
    again = r.issue(back, alleen=[r.TENNET], deadline=None)
    found = status(again.master)
    assert {p.partij: (p.uitgifte, p.deadline, bool(p.retouren)) for p in found.partijen} == {
        partij: ("2026-11-2", "", False)
        if partij == r.TENNET
        else ("2026-11-1", "20-11-2026", partij == parties_of_fiche_1()[0])
        for partij in r.PARTIJEN
    }
