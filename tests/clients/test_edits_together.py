"""Edits come together: each way of rearranging a workbook, after some typing in it, and larger copies."""

import random

import pytest
from edit_kinds import COLUMNS, KINDS, LOOKS, ROWS, SHEETS, TYPING, issued
from flows import rondgang as r
from test_edits_of_officials import APART, as_set, as_steps, merged_with, split

from actielijst_xl.model.decisions import Key

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

# What these do to a row depends on what was typed in it.
ALONE = {
    "a row copied over a spare row and changed",
    "the columns sorted without their numbers",
    "the columns sorted with their numbers, without the hidden ones",
    "a row deleted",
    "a column deleted",
    "a fiche deleted",
    "Monitoring deleted",
}
REARRANGED = [kind.what for kind in (*ROWS, *COLUMNS, *SHEETS, *LOOKS) if kind.what not in ALONE]


def cells(kind):
    """The cells that a kind of typing touches."""
    return {key.row for parts in as_keys(kind) for key in parts}


def as_keys(kind):
    return [[part for part in parts if isinstance(part, Key)] for parts in kind.steps]


def some_typing(rng):
    """A few kinds of typing that touch different rows, each in fields only."""
    chosen, used = [], set()
    for kind in rng.sample(TYPING, len(TYPING)):
        if all(as_keys(kind)) and not cells(kind) & used and len(chosen) < 5:
            chosen.append(kind)
            used |= cells(kind)
    return chosen


@pytest.mark.parametrize("what", REARRANGED)
def test_typing_and_rearranging_together_give_both_outcomes(what, office):
    rng = random.Random(what)
    kinds = [kind for kind in some_typing(rng) if not overlap(kind, KINDS[what])] + [KINDS[what]]
    assert len(kinds) >= 3
    steps = as_steps([step for kind in kinds for step in kind.steps])
    made = office.edit(r.copy_of(r.LELYSTAD, issued()), *steps, to=("xlsx", "ods"))
    for to, data in made.items():
        found = merged_with(data, to)
        counts = {}
        for kind in kinds:
            for outcome, number in kind.counts.items():
                counts[outcome] = counts.get(outcome, 0) + number
        fields, rows = split(r.changed(issued().master, found.master))
        assert r.counts(found) == counts
        assert fields == {key: value for kind in kinds for key, value in kind.fields.items()}
        assert as_set(rows) == as_set(row for kind in kinds for row in kind.rows)
        assert {f.code for f in found.findings} - APART == {code for kind in kinds for code in kind.codes}


def overlap(one, other):
    return set(one.fields) & set(other.fields) or cells(one) & cells(other)


@pytest.fixture(scope="module")
def sample_issued(sample_master):
    return r.issue(sample_master)


@pytest.mark.parametrize("partij", ["TenneT", "Enexis", "Gemeente Eindhoven", "Gemeente 's-Hertogenbosch"])
def test_a_plain_save_of_a_copy_of_the_sample_is_no_edit(partij, sample_issued, office):
    made = office.edit(r.copy_of(partij, sample_issued), to=("xlsx", "ods", "xls"))
    made["ods-xlsx"] = office.edit(made["ods"], kind="ods")["xlsx"]
    for to, data in made.items():
        name = f"retour.{to.rpartition('-')[2]}"
        found = r.merge(sample_issued.master, (name, data))
        assert found.verslagen[0].fout is None
        assert (r.counts(found), r.changed(sample_issued.master, found.master)) == ({}, {}), to
        assert {f.code for f in found.findings} - APART == set(), to
