"""A merge that is killed, refused by the disk or raced: the master is its old or its new version.

The master, the returns and the merge are real, only the disk or the moment is against it. Which merges came
in is read from the master itself.
"""

import contextlib
import errno
import itertools
import os
import random
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import cache
from pathlib import Path

import pytest
from flows import rondgang as r

from actielijst_xl.errors import ActielijstError, InUseError
from actielijst_xl.package.lint import lint
from actielijst_xl.usecases.uitvoeren import merge_into_master, undo_in_master
from actielijst_xl.writing.disk import Io
from tests.processes import child, ended

posix = pytest.mark.skipif(os.name == "nt", reason="signals and fork")
OMSCHRIJVING, DOEL = r.veld(1, "omschrijving"), r.veld(2, "doel")
FROM = {
    r.LELYSTAD: {OMSCHRIJVING: "Station met ruimte voor groei"},
    r.URK: {DOEL: "Ruimte voor 900 woningen"},
}
CALLS = tuple(name for name in vars(Io) if not name.startswith("_"))


@cache
def answers() -> dict[str, bytes]:
    return {partij: r.retour(partij, values) for partij, values in FROM.items()}


@cache
def merged() -> bytes:
    """The master after both returns, merged without any trouble."""
    files = [(f"{naam}.xlsx", data) for naam, data in answers().items()]
    return r.merge(r.issued().master, *files).master


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A master as it was issued, and the returns beside it."""
    return laid_out(tmp_path / "map met spaties")


def laid_out(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "actielijst.xlsx").write_bytes(r.issued().master)
    for naam, data in answers().items():
        (folder / f"{naam}.xlsx").write_bytes(data)
    return folder


class Here(Executor):
    """Reads in this process: what these tests are about comes after the reading."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def run(folder: Path, *partijen: str, pool: bool = False) -> None:
    offered = [folder / f"{naam}.xlsx" for naam in partijen or FROM]
    where = None if pool else Here()
    merge_into_master(
        folder / "actielijst.xlsx", offered, settings=r.SETTINGS, moment=r.MOMENT, executor=where
    )


def came_in(data: bytes) -> set[str]:
    """The parties of which the edits stand in the master."""
    shown = r.shown(data)
    return {naam for naam, values in FROM.items() if all(shown.get(k) == v for k, v in values.items())}


def rest(folder: Path) -> list[str]:
    return [
        path.name for path in folder.iterdir() if path.name.startswith(".") and path.name.endswith(".tmp")
    ]


def is_whole(folder: Path) -> bool:
    """The master is the old or the new file, to the byte; says which."""
    data = (folder / "actielijst.xlsx").read_bytes()
    assert data in {r.issued().master, merged()}
    kept = [path.read_bytes() for path in (folder / "archief").glob("*.xlsx")]
    assert set(kept) <= {r.issued().master, merged()}
    return data == merged()


def completes(folder: Path) -> None:
    """A rerun brings everything in, and leaves nothing lying about."""
    run(folder)
    assert (folder / "actielijst.xlsx").read_bytes() == merged()
    assert rest(folder) == []


def test_the_merge_that_is_tested_here_changes_the_master_and_leaves_a_good_package() -> None:
    assert came_in(r.issued().master) == set()
    assert came_in(merged()) == set(FROM)
    assert lint(merged()) == ()


# --- the disk fails


def faulty(monkeypatch: pytest.MonkeyPatch, fault: Callable[[], None], n: int, *, after: bool) -> list[int]:
    """Let the n-th call on the disk do `fault`; returns a list with the number of calls so far."""
    calls = [0]

    def wrap(real: Callable[..., object]) -> Callable[..., object]:
        def call(self: Io, *args: object) -> object:
            calls[0] += 1
            mine = calls[0] == n
            if mine and not after:
                fault()
            try:
                return real(self, *args)
            finally:
                if mine:
                    fault()

        return call

    for name in CALLS:
        monkeypatch.setattr(Io, name, wrap(vars(Io)[name]))
    return calls


def raising(error: BaseException) -> Callable[[], None]:
    def fault() -> None:
        raise error

    return fault


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "vol"), PermissionError(errno.EACCES, "in gebruik"), KeyboardInterrupt()],
    ids=["disk full", "sharing violation", "interrupt"],
)
def test_when_the_nth_call_of_a_merge_fails_the_master_is_old_or_new_and_a_rerun_completes(
    folder: Path, error: BaseException, after: bool
) -> None:
    for n in itertools.count(1):
        laid_out(folder)
        failed = False
        with pytest.MonkeyPatch.context() as patch:
            calls = faulty(patch, raising(error), n, after=after)
            try:
                run(folder)
            except (ActielijstError, KeyboardInterrupt):
                failed = True
        is_new = is_whole(folder)
        assert is_new or failed
        assert rest(folder) == []
        completes(folder)
        if calls[0] < n:
            break
    assert n > 20


# --- the process ends


def killed_at(n: int, folder: Path, *, after: bool) -> None:
    faulty(pytest.MonkeyPatch(), lambda: os.kill(os.getpid(), signal.SIGKILL), n, after=after)
    run(folder)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_the_nth_call_on_the_disk_the_master_is_old_or_new_and_a_rerun_completes(
    folder: Path, after: bool
) -> None:
    seen = set()
    for n in itertools.count(1):
        laid_out(folder)
        code = ended(child(lambda n=n: killed_at(n, folder, after=after)))
        seen.add(is_whole(folder))
        completes(folder)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert n > 20
    assert seen == {False, True}


@posix
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_200_kills_at_any_moment_of_a_merge_leave_the_old_or_the_new_master(folder: Path) -> None:
    luck = random.Random(20)
    start = time.monotonic()
    assert ended(child(lambda: run(folder))) == 0
    whole = time.monotonic() - start
    codes = []
    for number in range(200):
        laid_out(folder)
        pool = number % 10 == 0  # a pool of processes costs their start, each time
        pid = child(lambda pool=pool: run(folder, pool=pool))
        select.select([], [], [], luck.uniform(0, whole * (2 if pool else 1)))
        os.kill(pid, signal.SIGKILL)
        codes.append(ended(pid))
        is_whole(folder)
        completes(folder)
    assert codes.count(-signal.SIGKILL) > 100  # the others were ready before it


# --- two at once


def race(folder: Path, rounds: int) -> None:
    master = folder / "actielijst.xlsx"
    outcomes = set()
    for _ in range(rounds):
        laid_out(folder)
        pids = {naam: child(lambda naam=naam: run(folder, naam)) for naam in FROM}
        codes = {naam: ended(pid) for naam, pid in pids.items()}
        assert set(codes.values()) <= {0, 5}
        assert came_in(master.read_bytes()) == {naam for naam, code in codes.items() if code == 0}
        assert lint(master.read_bytes()) == ()
        outcomes.add(tuple(codes.values()))
        for naam in FROM:
            run(folder, naam)
        assert came_in(master.read_bytes()) == set(FROM)
    assert outcomes - {(5, 5)} == outcomes  # at least one of the two is always in
    assert rest(folder) == []


@posix
def test_of_two_merges_at_once_both_are_in_or_one_says_so(folder: Path) -> None:
    race(folder, 2)


@posix
@pytest.mark.slow
def test_of_two_merges_at_once_both_are_in_or_one_says_so_in_50_rounds(folder: Path) -> None:
    race(folder, 50)


# --- the master is open, the disk is full


@pytest.mark.parametrize("owner", ["~$actielijst.xlsx", ".~lock.actielijst.xlsx#"])
def test_a_master_that_is_open_is_not_merged_into_and_the_message_says_who_has_it(
    folder: Path, owner: str
) -> None:
    text = b"\x06Jansen" if owner.startswith("~$") else b",jansen,pc,20.11.2026 09:14,file:///home;"
    (folder / owner).write_bytes(text)
    with pytest.raises(InUseError) as caught:
        run(folder)
    assert "ansen" in str(caught.value.details)
    assert not is_whole(folder)
    (folder / owner).unlink()
    completes(folder)


def test_an_interrupt_while_a_merge_is_busy_leaves_the_old_master(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        faulty(patch, raising(KeyboardInterrupt()), 12, after=False)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    assert not is_whole(folder)
    completes(folder)


def test_undo_on_a_disk_that_fails_leaves_the_master_and_can_be_done_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    before = (folder / "actielijst.xlsx").read_bytes()

    def undo() -> None:
        undo_in_master(folder / "actielijst.xlsx", f"{r.URK}.xlsx", settings=r.SETTINGS, moment=r.MOMENT)

    with monkeypatch.context() as patch:
        faulty(patch, raising(OSError(errno.ENOSPC, "vol")), 14, after=False)
        with pytest.raises(ActielijstError):
            undo()
    assert (folder / "actielijst.xlsx").read_bytes() == before
    undo()
    assert came_in((folder / "actielijst.xlsx").read_bytes()) == {r.LELYSTAD}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for the master, its returns and a second version; skipped if it can't be made."""
    disk = tmp_path / "schijf"
    disk.mkdir()
    need = 3 * len(merged()) + sum(map(len, answers().values()))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={need // 1024 + 80}k", "none", str(disk)]
    try:
        done = subprocess.run(mount, check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no mount on this system")
    if done.returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("room", [0, 20_000, 60_000, 100_000])
def test_a_full_disk_leaves_the_old_master_and_a_rerun_with_room_completes(
    small_disk: Path, room: int
) -> None:
    laid_out(small_disk)
    ballast = small_disk / "foto.jpg"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    os.truncate(ballast, max(0, ballast.stat().st_size - room))
    with pytest.raises(ActielijstError) as caught:
        run(small_disk)
    assert caught.value.code == "XA-G053"
    assert not is_whole(small_disk)
    assert rest(small_disk) == []
    assert not list(small_disk.glob(".*.slot"))
    ballast.unlink()
    completes(small_disk)
