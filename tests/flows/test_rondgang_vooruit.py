"""Returns are read while the master is being opened: the outcome is that of one thing after the other."""

from concurrent.futures import Executor, Future

import pytest
from flows import rondgang as r

from actielijst_xl.errors import InputError
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.usecases import rondgang
from actielijst_xl.usecases.werkers import Werkers

GIVEN = [
    ("a.xlsx", r.retour(r.LELYSTAD, {r.veld(1, "omschrijving"): "Groter", r.rij(1, 1, "status"): "Gereed"})),
    ("geen.xlsx", b"geen werkmap"),
    ("b.xlsx", r.retour(r.URK, {r.veld(2, "doel"): "Woningen"})),
]


class Here(Executor):
    """Does each call at once, in this process; after the first look the first `late` are never begun."""

    def __init__(self, late: int = 0) -> None:
        self.looked: list[Future[object]] = []
        self.asked: list[Future[object]] = []
        self.late = late

    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        (self.asked if self.looked else self.looked).append(future)
        if 0 < len(self.asked) <= self.late:
            return future
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  (as a pool does)
            future.set_exception(error)
        return future


def merged(data, pool):
    return rondgang.merge(data, "actielijst.xlsx", GIVEN, settings=r.SETTINGS, moment=r.MOMENT, executor=pool)


def outcome(found):
    errors = [getattr(v.fout, "code", None) for v in found.verslagen]
    return found.master, errors, found.findings, found.result.writes, found.result.log


def renamed_lists(data):
    """The master after somebody gave Keuzelijsten another name: a first look does not find it."""
    return r.through_openpyxl(data, lambda book: setattr(book["Keuzelijsten"], "title", "Lijstjes"))


def damaged(data):
    """A master of which what it remembers can't be unpacked."""
    return apply_edits(data, [SetCell(sheet="_beheer", cell=cell, value="kapot") for cell in packed(data)])


def packed(data):
    rows = next(sheet for sheet in r.read_grid(data, "a.xlsx").sheets if sheet.name == "_beheer").rows
    return [f"C{number}" for number, row in enumerate(rows, 1) if row and row[0] == "pakket"]


def test_returns_are_under_way_once_and_the_outcome_is_that_of_reading_them_later():
    pool = Here()
    assert outcome(merged(r.issued().master, pool)) == outcome(merged(r.issued().master, None))
    assert len(pool.asked) == len(GIVEN)


def test_returns_are_read_again_when_the_whole_master_says_more_than_the_first_look():
    data, pool = renamed_lists(r.issued().master), Here(late=len(GIVEN))
    assert outcome(merged(data, pool)) == outcome(merged(data, None))
    assert len(pool.asked) == 2 * len(GIVEN)
    assert all(future.cancelled() for future in pool.asked[: len(GIVEN)])


def test_a_master_that_was_never_issued_is_looked_at_the_same_way():
    assert outcome(merged(r.made(), Here())) == outcome(merged(r.made(), None))


def test_a_damaged_master_is_refused_before_any_return_is_read():
    pool = Here()
    with pytest.raises(InputError) as refusal:
        merged(damaged(r.issued().master), pool)
    assert (refusal.value.code, pool.asked) == ("XA-S050", [])


def test_a_master_that_the_gate_refuses_is_looked_at_by_nobody_in_this_process():
    pool = Here()
    with pytest.raises(InputError) as refusal:
        merged(b"PK\x03\x04kapot", pool)
    assert (refusal.value.code, pool.looked, pool.asked) == ("XA-L111", [], [])


def test_processes_of_our_own_lead_to_the_same_outcome_and_the_same_refusal():
    pool = Werkers(2)
    try:
        assert outcome(merged(r.issued().master, pool)) == outcome(merged(r.issued().master, None))
        with pytest.raises(InputError) as refusal:
            merged(b"PK\x03\x04kapot", pool)
    finally:
        pool.shutdown(cancel_futures=True)
    assert refusal.value.code == "XA-L111"
