"""Processes that may be lost: each bad file costs one refusal, and everything else goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from actielijst_xl.errors import ActielijstError
from actielijst_xl.reading.gedeeld import shared
from actielijst_xl.usecases import inlezen
from actielijst_xl.usecases.werkers import Grenzen, Werkers, gedeeld
from tests import werk

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")


@pytest.fixture(scope="module")
def pool() -> Iterator[Werkers]:
    made = Werkers(2, grenzen=Grenzen(seconden=2, mib=512))
    yield made
    made.shutdown(cancel_futures=True)


def outcomes(pool: Executor | None, *calls: tuple[Callable[..., object], object]) -> list[str]:
    """What became of each call: its value, or the code of its refusal."""
    names = [f"{n}.xlsx" for n, _ in enumerate(calls)]
    given = [(function, *([value] if value is not None else [])) for function, value in calls]
    found = inlezen.run_all(pool, names, _call, given)
    return [str(value) if error is None else error.code for value, error in found]


def _call(function: Callable[..., object], *given: object) -> object:
    return function(*given)


GOOD = (werk.echo, "goed")


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ((werk.hang, None), "XA-L142"),
        ((werk.spin, None), "XA-L142"),
        ((werk.die, None), "XA-L143"),
        ((werk.panic, None), "XA-L145"),
        ((werk.fault, None), "XA-L145"),
        ((werk.sly, None), "XA-L143"),
        ((werk.slier, None), "XA-L143"),
        ((werk.raise_ours, "a.xlsx"), "XA-L117"),
        pytest.param((werk.bloat, None), "XA-L144", marks=LINUX),
    ],
    ids=lambda value: value[0].__name__ if isinstance(value, tuple) else "",
)
def test_a_bad_file_costs_one_refusal_and_the_others_go_on(pool, bad, code):
    assert outcomes(pool, GOOD, bad, GOOD, bad, GOOD) == ["goed", code, "goed", code, "goed"]


def test_a_refusal_names_the_file(pool):
    [(_, error)] = inlezen.run_all(pool, ["retour › a.xlsx"], werk.die, [()])
    assert (error.code, error.details) == ("XA-L143", {"bestand": "retour › a.xlsx"})


def test_a_refusal_of_ours_travels_whole(pool):
    [(_, error)] = inlezen.run_all(pool, ["a.xlsx"], werk.raise_ours, [("a.xlsx",)])
    assert (error.code, error.details) == ("XA-L117", {"bestand": "a.xlsx", "grens": "100"})
    assert "100 MB" in str(error)


def test_results_come_in_the_order_of_the_files(pool):
    assert outcomes(pool, *((werk.echo, n) for n in range(60))) == [str(n) for n in range(60)]


def test_one_process_reads_file_after_file():
    with Werkers(1) as one:
        assert len({one.submit(werk.process).result() for _ in range(20)}) == 1


def test_no_more_processes_than_asked_are_used():
    with Werkers(2) as two:
        futures = [two.submit(werk.process) for _ in range(40)]
        assert 1 <= len({future.result() for future in futures}) <= 2


def test_a_process_that_died_is_replaced(pool, tmp_path):
    before = pool.submit(werk.process).result()
    assert outcomes(pool, (werk.die, None), (werk.die, None)) == ["XA-L143", "XA-L143"]
    assert pool.submit(werk.process).result() != before


def test_a_death_that_does_not_repeat_itself_costs_nothing(pool, tmp_path):
    died = pool.gestorven
    assert outcomes(pool, (werk.die_the_first_time, str(tmp_path / "eens"))) == ["leeft"]
    assert pool.gestorven == died + 1


def test_what_calls_share_travels_to_a_process_once():
    with Werkers(1) as one:
        first, second = shared({"a": 1}), shared({"a": 2})
        assert [one.submit(werk.hold, first).result() for _ in range(3)] == [(1, {"a": 1})] * 3
        assert one.submit(werk.hold, second).result() == (2, {"a": 2})
        assert one.submit(werk.hold, first).result() == (3, {"a": 1})


def test_a_process_that_replaces_another_gets_what_calls_share(tmp_path):
    with Werkers(1) as one:
        given = shared("gedeeld")
        assert one.submit(werk.hold, given).result() == (1, "gedeeld")
        assert one.submit(werk.hold_and_die_once, given, str(tmp_path / "eens")).result() == "gedeeld"


def test_an_executor_of_others_sends_along_what_calls_share():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        assert other.submit(werk.hold, shared("gedeeld")).result() == (1, "gedeeld")


def test_what_a_library_prints_does_not_reach_the_answer(pool):
    assert outcomes(pool, (werk.print_much, None), GOOD) == ["heel", "goed"]


def test_work_that_can_not_travel_is_refused_at_once(pool):
    with pytest.raises((AttributeError, TypeError, Exception), match="pickle"):
        pool.submit(lambda: 1)


def test_a_closed_pool_takes_no_work_and_leaves_no_process():
    pool = Werkers(1)
    pid = pool.submit(werk.process).result()
    pool.shutdown()
    with pytest.raises(RuntimeError):
        pool.submit(werk.echo, 1)
    assert gone(pid)


def test_a_pool_that_is_cancelled_ends_what_hangs():
    pool = Werkers(1, grenzen=Grenzen(seconden=600))
    hanging, waiting = pool.submit(werk.hang), pool.submit(werk.echo, 1)
    while not hanging.running():
        pass
    pool.shutdown(cancel_futures=True)
    assert waiting.cancelled()
    assert hanging.done()


def test_warm_processes_are_there_before_the_work():
    with Werkers(1) as pool:
        pool.warm(5)
        assert len(pool._threads) == 1
        assert pool.submit(werk.echo, "klaar").result() == "klaar"
        assert len(pool._threads) == 1


def test_without_python_there_is_a_message_and_no_hang(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nergens/python")
    with Werkers(1) as pool, pytest.raises(ActielijstError) as caught:
        list(inlezen.run_all(pool, ["a"], werk.echo, [(1,)]))
    assert caught.value.code == "XA-C020"


def test_a_script_without_a_guard_is_not_started_anew(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from actielijst_xl.usecases.werkers import Werkers\n"
        "print('begin', flush=True)\n"
        "with Werkers(2) as pool:\n"
        "    print(pool.submit(max, 1, 2).result(), flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["begin", "2"]


def test_a_module_in_the_folder_of_the_user_is_not_run(tmp_path):
    (tmp_path / "pickle.py").write_text("raise SystemExit('van een ander')")
    code = (
        "from actielijst_xl.usecases.werkers import Werkers\n"
        "with Werkers(1) as pool:\n    print(pool.submit(max, 1, 2).result())\n"
    )
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "2"


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_readers_end_when_the_program_is_killed(tmp_path):
    code = (
        "import time\nfrom tests import werk\nfrom actielijst_xl.usecases.werkers import Werkers\n"
        "pool = Werkers(1)\nprint(pool.submit(werk.process).result(), flush=True)\ntime.sleep(60)\n"
    )
    root = str(Path(__file__).parent.parent)
    env = {**os.environ, "PYTHONPATH": root}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=env) as parent:
        assert parent.stdout is not None
        reader = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert gone(reader)


def gone(pid: int) -> bool:
    """Whether a process ends within ten seconds; one that waits to be buried counts as ended."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
    return False


# --- executors of others ------------------------------------------------------------------------------


def test_without_an_executor_files_are_read_here():
    assert outcomes(None, (werk.process, None), GOOD, (werk.fault, None)) == [
        str(os.getpid()),
        "goed",
        "XA-L145",
    ]


def test_any_executor_will_do():
    with ThreadPoolExecutor(2) as threads:
        assert outcomes(threads, GOOD, (werk.fault, None), GOOD) == ["goed", "XA-L145", "goed"]


def test_a_pool_of_others_that_breaks_still_costs_only_the_culprit():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as others:
        assert outcomes(others, GOOD, (werk.die, None), GOOD, GOOD) == ["goed", "XA-L143", "goed", "goed"]


def test_an_executor_that_cancels_is_no_reason_to_lose_a_file():
    class Cancels(Executor):
        def submit(self, fn, /, *args, **kwargs):
            future: Future[object] = Future()
            future.cancel()
            return future

    assert outcomes(Cancels(), GOOD) == ["goed"]


def test_the_shared_pool_is_one():
    assert gedeeld() is gedeeld()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_reads_with_a_pool_of_its_own_and_leaves_ours_alone():
    ours = {gedeeld().submit(werk.process).result(30) for _ in range(20)}
    pid = os.fork()
    if not pid:
        code = 9
        try:
            code = int(gedeeld().submit(werk.process).result(30) in ours)
            gedeeld().shutdown(cancel_futures=True)
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert {gedeeld().submit(werk.process).result(30) for _ in range(20)} <= ours
