"""Deliberately wrong merges: each one breaks at least one law, so each law can fail."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample

from actielijst_xl.merging import decide, diff
from actielijst_xl.merging.decide import Settled, Verdict
from actielijst_xl.merging.rules import Strategy
from actielijst_xl.model.canon import BLANK
from actielijst_xl.model.decisions import Edit, Key
from tests import merge_laws
from tests.merge_builders import BROAD, HOT, HOT_PROJECT, RULES

RIGHT = Strategy()


def settled(case, value, form):
    return Verdict(case=case, settled=Settled.ONE, value=value, form=form, forms=frozenset({form}))


def last_writer_wins(case, covers):
    edit = case.proposals[-1].edit
    return settled(case, edit.value, edit.form)


def first_writer_wins(case, covers):
    edit = case.proposals[0].edit
    return settled(case, edit.value, edit.form)


def master_wins(case, covers):
    found = decide.verdict(case, covers)
    return settled(case, case.agreed, case.agreed_form) if found.settled is Settled.OPEN else found


def conflict_overwrites_the_master(case, covers):
    found = decide.verdict(case, covers)
    if found.settled is not Settled.OPEN:
        return found
    return found._replace(value=case.proposals[0].edit.value, form=case.proposals[0].edit.form)


def first_two_candidates_only(case, covers):
    return decide.verdict(case._replace(proposals=case.proposals[:2]), covers)


def forgets_the_province(case, covers):
    return decide.verdict(case._replace(agreed_form=case.proposals[0].edit.was_form, word=None), covers)


def equal_edits_are_a_conflict(case, covers):
    found = decide.verdict(case, covers)
    return found._replace(settled=Settled.OPEN) if len(case.proposals) > 1 else found


def drop_beats_edit(case, covers):
    return decide.verdict(case._replace(drop_disputed=False), covers)


def emptied_is_cleared(case, covers):
    proposals = tuple(p._replace(edit=replace(p.edit, ask=False)) for p in case.proposals)
    return decide.verdict(case._replace(proposals=proposals), covers)


def absent_is_deleted(desk, placed):
    placed = list(placed)
    there = {ref for _, ref, _ in placed}
    gone = (
        Edit(key=Key(*ref, veld), value=None, form=BLANK, was=was, was_form=desk.form(ref.tabel, veld, was))
        for ref, cells in desk.uitgifte.base.items()
        if ref not in there
        for veld, was in cells.items()
        if desk.form(ref.tabel, veld, was) != BLANK
    )
    return (*diff.delta(desk, placed), *gone)


def blank_is_no_edit(desk, placed):
    return tuple(edit for edit in diff.delta(desk, placed) if edit.form != BLANK)


def refused_is_dropped(desk, placed):
    return tuple(edit for edit in diff.delta(desk, placed) if edit.refusal is None)


def refused_is_taken(desk, placed):
    return tuple(replace(edit, refusal=None) for edit in diff.delta(desk, placed))


def every_cell_is_an_edit(desk, placed):
    """A stale cell that nobody touched counts as an edit."""
    stale = (
        Edit(key=Key(*ref, veld), value=cell.value, form=desk.form(ref.tabel, veld, cell.value))
        for row, ref, _ in placed
        for veld, cell in row.cells.items()
        if diff.delta(desk, []) == () and cell.value is not None
    )
    return tuple(stale)


class Sticky:
    """Counts values up from run to run: what was once applied stays."""

    def __init__(self):
        self.seen = {}

    def __call__(self, case, covers):
        found = decide.verdict(case, covers)
        if found.settled is Settled.ONE:
            self.seen[case.key] = found
        return self.seen.get(case.key, found)


class Unsteady:
    """Gives another answer when it is asked again."""

    def __init__(self):
        self.calls = 0

    def __call__(self, case, covers):
        self.calls += 1
        return decide.verdict(case, covers) if self.calls % 2 else master_wins(case, covers)


def raw(value, soort):
    return repr(value)


def too_generous(value, soort):
    return RIGHT.canon(value, soort)[:1]


def oldest_stays(intakes, new, uitgifte):
    return next((i for i in intakes if i.recipient == new.recipient), None)


WRONG = {
    "last writer wins": ("law_07_conflict_iff", {"verdict": last_writer_wins}),
    "the order of intake decides": ("law_03_order", {"verdict": last_writer_wins}),
    "first writer wins": ("law_07_conflict_iff", {"verdict": first_writer_wins}),
    "the master always wins": ("law_04_no_lost_update", {"verdict": master_wins}),
    "a conflict overwrites the master": ("law_07_conflict_iff", {"verdict": conflict_overwrites_the_master}),
    "only the first two candidates": ("law_07_conflict_iff", {"verdict": first_two_candidates_only}),
    "the province's own edit is forgotten": ("law_07_conflict_iff", {"verdict": forgets_the_province}),
    "equal edits are a conflict": ("law_06_agreement", {"verdict": equal_edits_are_a_conflict}),
    "a dropped row drops the edits of others": ("law_07_conflict_iff", {"verdict": drop_beats_edit}),
    "an emptied cell clears at once": ("law_07_conflict_iff", {"verdict": emptied_is_cleared}),
    "values are counted up from run to run": ("law_12_undo_is_replay", {"verdict": Sticky}),
    "another answer when asked again": ("law_11_purity", {"verdict": Unsteady}),
    "absent is deleted": ("law_09_rows", {"delta": absent_is_deleted}),
    "an emptied cell is no edit": ("law_04_no_lost_update", {"delta": blank_is_no_edit}),
    "refused edits are dropped": ("law_04_no_lost_update", {"delta": refused_is_dropped}),
    "refused edits are taken": ("law_05_no_phantom", {"delta": refused_is_taken}),
    "stale cells are edits": ("law_01_identity", {"delta": every_cell_is_an_edit}),
    "raw comparison": ("law_10_representation", {"canon": raw}),
    "canon is too generous": ("law_04_no_lost_update", {"canon": too_generous}),
    "no scope": ("law_08_scope", {"scope": lambda scope, uitgifte, key: None}),
    "copies count again": ("law_02_idempotence", {"known": lambda intakes, new, uitgifte: None}),
    "superseded is forgotten": ("law_04_no_lost_update", {"supersedes": lambda newer, older: False}),
    "the oldest return stays effective": ("law_04_no_lost_update", {"known": oldest_stays}),
    "decisions are forgotten": ("law_12_decisions_stick", {"covers": lambda decision, forms: False}),
    "a decision is for ever": ("law_12_decisions_stick", {"covers": lambda decision, forms: True}),
}

SEARCH = settings(
    max_examples=2_000,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def breaks(law, scenario, steps):
    """Whether a law does not hold for this scenario; a crash breaks it as well."""
    fresh = {name: step() if isinstance(step, type) else step for name, step in steps.items()}
    rules = replace(RULES, strategy=replace(RIGHT, **fresh))
    try:
        merge_laws.LAWS[law](scenario, rules)
    except (AssertionError, KeyError):
        return True
    return False


def is_noticed(law, steps):
    """Whether some scenario shows that these wrong steps break `law`."""
    for scenarios in (HOT, HOT_PROJECT, BROAD):
        try:
            find(scenarios, lambda s: breaks(law, s, steps), settings=SEARCH)
        except NoSuchExample:
            continue
        return True
    return False


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_merge_breaks_its_law(name):
    law, steps = WRONG[name]
    assert is_noticed(law, steps)


def test_every_law_is_broken_by_some_wrong_merge():
    assert {law for law, _ in WRONG.values()} == set(merge_laws.LAWS)
