"""Work that is spread over processes: what they do counts, what they can't do is done here."""

import os
from concurrent.futures import Executor, Future, wait

import pytest

from actielijst_xl.package.elsewhere import only_here
from actielijst_xl.usecases import verdelen
from actielijst_xl.usecases.werkers import Grenzen, Werkers
from tests import werk
from tests.masters import settings

MANY = 60
OWN = settings(lezen={"processen": 2})


def asked(elsewhere, work, items):
    """What came of each item, asked for from the last to the first, as its users do."""
    outcome = elsewhere(werk.Tally, (100,), work, items)
    return [outcome(at) for at in reversed(range(len(items)))][::-1]


class Patient(Executor):
    """Has each piece done elsewhere before it goes on, so that all are begun in time."""

    def __init__(self) -> None:
        self.pool = Werkers(1, grenzen=Grenzen(seconden=5))

    def submit(self, fn, /, *args, **kwargs):
        future = self.pool.submit(fn, *args, **kwargs)
        wait([future])
        return future


@pytest.fixture(scope="module")
def elsewhere():
    patient = Patient()
    yield verdelen.spread_over(patient)
    patient.pool.shutdown(cancel_futures=True)


def test_what_is_made_for_the_work_is_made_once_in_a_process(elsewhere):
    found = asked(elsewhere, werk.tally, [1] * MANY)
    assert [count for count, _ in found] == list(range(101, 101 + MANY))
    assert len({process for _, process in found} - {os.getpid()}) == 1


@pytest.mark.parametrize("work", [werk.tally_or_die, werk.tally_or_raise], ids=["dies", "raises"])
def test_what_goes_wrong_elsewhere_is_left_to_be_done_here_and_the_rest_goes_on(elsewhere, work):
    found = asked(elsewhere, work, [-1, *([1] * MANY)])
    assert found[: verdelen.CHUNK] == [None] * verdelen.CHUNK
    assert all(found[verdelen.CHUNK :])


class Never(Executor):
    """Nobody ever begins."""

    def submit(self, *_args, **_kwargs):
        return Future()


def test_what_nobody_began_is_done_here():
    assert asked(verdelen.spread_over(Never()), werk.tally, [1] * MANY) == [None] * MANY


@pytest.mark.parametrize(
    ("own", "sheets"), [(settings(lezen={"processen": 1}), 1_000), (OWN, verdelen.ENOUGH - 1)]
)
def test_no_process_is_started_where_there_may_be_one_only_or_for_a_few_sheets(own, sheets):
    with verdelen.helpers(own, sheets) as elsewhere:
        assert elsewhere is only_here
