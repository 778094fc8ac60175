"""Any bytes at all are accepted or refused with a reason, in time and within bounds; and nobody else notices.

Everything runs on the real pool, so that a dead process is seen as one.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actielijst_xl.errors import ActielijstError
from actielijst_xl.messages import MESSAGES
from actielijst_xl.reading.inlezen import Kennis, Toegang, lees_retour
from actielijst_xl.usecases import inlezen
from actielijst_xl.usecases.werkers import Grenzen, Werkers
from tests.fuzz import mutaties
from tests.fuzz.mutaties import PASSWORD, rondgang, seeds

BUG, LATE, DEAD, MEMORY = "XA-L145", "XA-L142", "XA-L143", "XA-L144"
KENNIS = Kennis(fields=rondgang.FIELDS, toegang=Toegang(wachtwoorden=(PASSWORD,))).packed()
SECONDS, MIB = 20, 1024


@pytest.fixture(scope="module")
def pool() -> Iterator[Werkers]:
    made = Werkers(2, grenzen=Grenzen(seconden=SECONDS, mib=MIB))
    yield made
    made.shutdown(cancel_futures=True)


def verdicts(pool: Werkers, files: Sequence[bytes]) -> Counter[str]:
    """How often each code was given; "" for a file that was read."""
    names = [f"{n}.xlsx" for n, _ in enumerate(files)]
    found = inlezen.run_all(pool, names, lees_retour, [(data, "x.xlsx", KENNIS) for data in files])
    return Counter(_code(error, data) for (_, error), data in zip(found, files, strict=True))


def _code(error: ActielijstError | None, data: bytes) -> str:
    if error is None:
        return ""
    assert error.code != BUG, f"{error}\n{data!r}"[:5_000]
    assert MESSAGES[error.code].doe
    assert str(error)
    return error.code


def assert_kept(pool: Werkers, files: Sequence[bytes]) -> None:
    """The promise: an outcome each, no traceback, no dead process, nothing late, nothing too large."""
    died = pool.gestorven
    found = verdicts(pool, files)
    assert found.total() == len(files)
    assert (found[LATE], found[MEMORY]) == (0, 0)
    assert pool.gestorven == died, found


@pytest.mark.parametrize("kind", [kind for kind in seeds() if kind not in ("csv", "xls")])
def test_a_file_cut_off_at_every_percent_keeps_the_promise(pool, kind):
    data = seeds()[kind]
    steps = range(0, 100, 10 if kind == "locked" else 1)  # to try a password takes a while
    assert_kept(pool, [data[: len(data) * percent // 100] for percent in steps])


@pytest.mark.parametrize("kind", seeds())
def test_mutations_keep_the_promise(pool, kind):
    luck = random.Random(2026)
    assert_kept(pool, [mutaties.mutated(kind, luck) for _ in range(10 if kind == "locked" else 100)])


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", seeds())
@pytest.mark.parametrize("seed", range(4))
def test_mutations_by_the_thousand_keep_the_promise(pool, kind, seed):
    luck = random.Random(seed)
    assert_kept(pool, [mutaties.mutated(kind, luck) for _ in range(60 if kind == "locked" else 1_000)])


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_mutations_of_what_libreoffice_writes_keep_the_promise(pool, libreoffice, kind):
    luck = random.Random(7)
    data = libreoffice(seeds()["return"], kind)
    assert verdicts(pool, [data]).keys() == {""}
    assert_kept(pool, [mutaties.mutation(data, luck) for _ in range(1_000)])


@given(
    st.binary(max_size=600), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", seeds()["xls"][:600], b"<"])
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_keep_the_promise(pool, tail, start):
    assert_kept(pool, [start + tail])


@given(st.sampled_from(sorted(seeds())), st.integers(0, 2**32))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_mutation_keeps_the_promise(pool, kind, seed):
    assert_kept(pool, [mutaties.mutated(kind, random.Random(seed))])


def test_one_file_is_done_within_its_time(pool):
    for kind in seeds():
        start = time.monotonic()
        verdicts(pool, [seeds()[kind]])
        assert time.monotonic() - start < SECONDS


# --- the others do not notice -------------------------------------------------------------------------


def refused(pool: Werkers, seed: int, count: int) -> list[tuple[str, bytes]]:
    """So many mutated returns that are refused."""
    luck, found = random.Random(seed), []
    while len(found) < count:
        data = mutaties.mutated(luck.choice(("return", "xlsx", "ods", "xls", "xlsb", "zip")), luck)
        if "" not in verdicts(pool, [data]):
            found.append((f"slecht{len(found)}.xlsx", data))
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_the_merge_of_the_others_is_the_merge_without_the_bad_ones(pool, seed):
    r = rondgang
    good = [
        ("a.xlsx", r.retour(r.LELYSTAD, {r.veld(1, "doel"): "A", r.veld(2, "doel"): "C"})),
        ("b.xlsx", r.retour(r.URK, {r.veld(2, "doel"): "B", r.veld(3, "doel"): "D"})),
    ]
    bad = refused(pool, seed, 12)
    mixed = [*bad[:5], good[0], *bad[5:9], good[1], *bad[9:]]
    options = {"settings": r.SETTINGS, "moment": r.MOMENT, "executor": pool}
    without = r.rondgang.merge(r.issued().master, "actielijst.xlsx", good, **options)
    with_bad = r.rondgang.merge(r.issued().master, "actielijst.xlsx", mixed, **options)
    assert with_bad.master == without.master
    assert [v.naam for v in with_bad.verslagen] == [name for name, _ in mixed]
    assert [v.naam for v in with_bad.verslagen if v.fout] == [name for name, _ in bad]


def test_reading_in_processes_and_here_give_the_same_master(pool):
    r = rondgang
    good = [(f"{n}.xlsx", r.retour(p, {r.veld(2, "doel"): str(n)})) for n, p in enumerate(r.PARTIJEN)]
    options = {"settings": r.SETTINGS, "moment": r.MOMENT}
    here = r.rondgang.merge(r.issued().master, "actielijst.xlsx", good, **options)
    there = r.rondgang.merge(r.issued().master, "actielijst.xlsx", good, executor=pool, **options)
    assert here.master == there.master
    assert here.findings == there.findings
