"""Safe writing: at every fault the target is its old or its new version, and a rerun completes."""

import contextlib
import errno
import itertools
import json
import os
import platform
import random
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from actielijst_xl.errors import ActielijstError, InUseError
from actielijst_xl.writing.files import ABSENT, Io, locked, replace_file, sha256, write_files
from tests.processes import child, ended

OLD, NEW = b"oud" * 1000, b"nieuw" * 1000
STEPS = frozenset(name for name in vars(Io) if not name.startswith("_"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and signals")


class FaultyIo(Io):
    """The real disk, until the n-th call: that one fails, before or after it did its work."""

    def __init__(self, n: int, fault: BaseException, *, after: bool = False, dead: bool = False) -> None:
        self.calls = 0
        self.n, self.fault, self.after, self.dead = n, fault, after, dead

    def __getattribute__(self, name: str) -> object:
        method = super().__getattribute__(name)
        return self.counting(method) if name in STEPS else method

    def counting(self, method: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            self.calls += 1
            fails = self.calls == self.n or (self.dead and self.calls > self.n)
            if fails and not self.after:
                raise self.fault
            result = method(*arguments)
            if fails:
                raise self.fault
            return result

        return step


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "map met spaties" / "pMIEK actielijst é.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.name.endswith((".tmp", ".slot"))]


def save(path: Path, io: Io, *, expect: str | None = None) -> None:
    with locked(path, io):
        replace_file(path, NEW, archive=path.parent / "archief", keep=3, expect_sha256=expect, io=io)


# --- what it does when nothing goes wrong


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    written = replace_file(tmp_path / "nieuw.xlsx", NEW, archive=tmp_path / "archief")
    assert (written.path.read_bytes(), written.sha256, written.archived) == (NEW, sha256(NEW), None)
    assert [p.name for p in tmp_path.iterdir()] == ["nieuw.xlsx"]


def test_the_previous_version_goes_to_the_archive_under_its_own_time(master: Path) -> None:
    os.utime(master, (0, 86_400 * 365))
    written = replace_file(master, NEW, archive=master.parent / "archief")
    assert written.archived is not None
    assert written.archived.read_bytes() == OLD
    assert written.archived.name.startswith("pMIEK actielijst é_1971010")
    assert written.archived.suffix == ".xlsx"


def test_a_stamp_may_be_given(master: Path) -> None:
    written = replace_file(master, NEW, archive=master.parent / "archief", stamp="2026-11")
    assert written.archived == master.parent / "archief" / "pMIEK actielijst é_2026-11.xlsx"


def test_two_versions_of_one_second_are_both_kept(master: Path) -> None:
    for data in (NEW, b"3", b"4"):
        replace_file(master, data, archive=master.parent / "archief", stamp="x")
    kept = {p.name.rpartition("_")[2]: p.read_bytes() for p in (master.parent / "archief").iterdir()}
    assert kept == {"x.xlsx": OLD, "x-002.xlsx": NEW, "x-003.xlsx": b"3"}


def test_the_archive_keeps_as_many_versions_as_asked_and_none_of_another_file(master: Path) -> None:
    archive = master.parent / "archief"
    archive.mkdir()
    others = ["pMIEK actielijst é_b_20200101-000000.xlsx", "pMIEK_20200101-000000.xlsx", "lees mij.txt"]
    for n, name in enumerate(others):
        (archive / name).write_bytes(bytes([n]))
    for n in range(8):
        replace_file(master, b"%d" % n, archive=archive, keep=3, stamp=f"v{n}")
        os.utime(archive / f"pMIEK actielijst é_v{n}.xlsx", (n, n))
    assert {p.name for p in archive.iterdir()} == {
        *others,
        *(f"pMIEK actielijst é_v{n}.xlsx" for n in (5, 6, 7)),
    }


def test_no_version_is_kept_where_none_is_asked_for(master: Path) -> None:
    replace_file(master, NEW, archive=master.parent / "archief", keep=0)
    assert [p.name for p in master.parent.iterdir()] == [master.name]


def test_a_long_name_stays_within_what_a_disk_takes(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + ".xlsx")
    path.write_bytes(OLD)
    for n in range(4):
        with locked(path):
            replace_file(path, b"%d" % n, archive=tmp_path / "archief", keep=2, stamp=f"v{n}")
    assert path.read_bytes() == b"3"
    assert len(list((tmp_path / "archief").iterdir())) == 2
    assert leftovers(tmp_path) == []


@posix
def test_a_link_is_followed_and_permissions_stay(master: Path) -> None:
    master.chmod(0o640)
    link = master.parent.parent / "koppeling.xlsx"
    link.symlink_to(master)
    replace_file(link, NEW)
    assert link.is_symlink()
    assert (master.read_bytes(), master.stat().st_mode & 0o777) == (NEW, 0o640)


def test_several_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "geen map" / "b.xlsx"
    with pytest.raises(ActielijstError) as caught:
        write_files({first: NEW, second: NEW})
    assert caught.value.code == "XA-G058"
    assert list(tmp_path.iterdir()) == []


# --- who is busy with it


def refused(path: Path, **options: str) -> InUseError:
    with pytest.raises(InUseError) as caught:
        replace_file(path, NEW, **options)  # type: ignore[arg-type]
    assert path.read_bytes() == OLD
    assert leftovers(path.parent) == []
    assert caught.value.exit_code == 5
    return caught.value


EXCEL_OWNER = b"\x0cJan de Vries" + b" " * 42 + b"\x0c\x00" + "Jan de Vries".encode("utf-16-le") + b" \0" * 43


@pytest.mark.parametrize(
    ("name", "content", "who"),
    [
        ("~${}", EXCEL_OWNER, "Jan de Vries"),
        ("~${}", EXCEL_OWNER[:55], "Jan de Vries"),
        ("~${}", b"", "iemand"),
        ("~${}", b"\xff\x00\x01", "iemand"),
        (".~lock.{}#", "Fenna Süß,fenna,pc-12,23.11.2026 10:00,file:///x;".encode(), "Fenna Süß"),
        (".~lock.{}#", b",fenna,pc-12,23.11.2026 10:00,file:///x;", "fenna op pc-12"),
        (".~lock.{}#", b"", "iemand"),
    ],
)
def test_a_file_that_is_open_elsewhere_is_not_written(
    master: Path, name: str, content: bytes, who: str
) -> None:
    (master.parent / name.format(master.name)).write_bytes(content)
    error = refused(master)
    assert (error.code, error.details["wie"]) == ("XA-G050", who)


def test_an_owner_file_of_another_file_does_not_matter(master: Path) -> None:
    (master.parent / "~$anders.xlsx").write_bytes(EXCEL_OWNER)
    replace_file(master, NEW)


def test_a_master_that_changed_since_it_was_read_is_not_overwritten(master: Path) -> None:
    assert refused(master, expect_sha256=sha256(b"wat er eerst stond")).code == "XA-G054"


def test_a_master_that_changes_while_we_write_is_not_overwritten(master: Path) -> None:
    class Racing(Io):
        def set_mode(self, path: Path, mode: int) -> None:
            master.write_bytes(b"van een ander")

    with pytest.raises(InUseError) as caught:
        replace_file(master, NEW, io=Racing())
    assert (caught.value.code, master.read_bytes()) == ("XA-G054", b"van een ander")


def test_a_file_that_must_be_new_is_not_overwritten(master: Path) -> None:
    assert refused(master, expect_sha256=ABSENT).code == "XA-G059"


def test_a_read_only_file_is_not_written(master: Path) -> None:
    master.chmod(0o444)
    assert refused(master).code == "XA-G052"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "XA-G051"),
        (errno.EROFS, "XA-G051"),
        (errno.ENOSPC, "XA-G053"),
        (errno.ENAMETOOLONG, "XA-G057"),
        (errno.EIO, "XA-G058"),
    ],
)
def test_what_the_disk_says_becomes_what_the_reader_should_do(master: Path, number: int, code: str) -> None:
    class Broken(Io):
        def replace(self, source: Path, target: Path) -> None:
            raise OSError(number, os.strerror(number))

    with pytest.raises(ActielijstError) as caught:
        replace_file(master, NEW, io=Broken())
    assert (caught.value.code, master.read_bytes(), leftovers(master.parent)) == (code, OLD, [])


def test_what_does_not_read_back_is_not_put_in_place(master: Path) -> None:
    class Lossy(Io):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[:-1]) + 1 if len(data) > 1 else super().write(handle, data)

    with pytest.raises(ActielijstError) as caught:
        replace_file(master, NEW, io=Lossy())
    assert (caught.value.code, master.read_bytes(), leftovers(master.parent)) == ("XA-G055", OLD, [])


# --- the lock


def test_a_second_command_is_told_who_holds_the_lock(master: Path) -> None:
    with locked(master), pytest.raises(InUseError) as caught, locked(master):
        pass
    assert caught.value.code == "XA-G056"
    assert str(os.getpid()) in caught.value.details["wie"]
    assert leftovers(master.parent) == []


def slot_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.slot")


@pytest.mark.parametrize("text", ["", "onzin", json.dumps({"pid": 999999999, "computer": platform.node()})])
def test_the_lock_of_a_command_that_was_killed_is_taken_over(master: Path, text: str) -> None:
    slot_of(master).write_text(text)
    save(master, Io())
    assert (master.read_bytes(), leftovers(master.parent)) == (NEW, [])


def test_the_lock_of_another_computer_stands(master: Path) -> None:
    slot_of(master).write_text(json.dumps({"pid": 1, "computer": "een-andere-pc"}))
    with pytest.raises(InUseError) as caught:
        save(master, Io())
    assert caught.value.details["wie"] == "een opdracht op een-andere-pc (proces 1)"
    assert slot_of(master).exists()


def test_the_temporary_files_of_a_command_that_was_killed_are_removed(master: Path) -> None:
    script = "import os; from pathlib import Path; from actielijst_xl.writing.files import _temp_name as t; "
    script += f"t(Path({str(master)!r})).write_bytes(b'half')"
    subprocess.run([sys.executable, "-c", script], check=True)
    assert len(leftovers(master.parent)) == 1
    replace_file(master, NEW)
    assert leftovers(master.parent) == []


# --- every call fails once

FAULTS = {
    "disk full": OSError(errno.ENOSPC, "vol"),
    "sharing violation": PermissionError(errno.EACCES, "in gebruik"),
    "gone": FileNotFoundError(errno.ENOENT, "weg"),
    "interrupt": KeyboardInterrupt(),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("exists", [False, True])
def test_when_the_nth_call_fails_the_target_is_old_or_new_and_a_rerun_completes(
    tmp_path: Path, name: str, after: bool, exists: bool
) -> None:
    for n in itertools.count(1):
        path = tmp_path / str(n) / "m.xlsx"
        path.parent.mkdir()
        if exists:
            path.write_bytes(OLD)
        io = FaultyIo(n, FAULTS[name], after=after)
        failed = False
        try:
            save(path, io)
        except (ActielijstError, KeyboardInterrupt):
            failed = True
        assert (path.read_bytes() if path.exists() else b"") in ({OLD, NEW} if exists else {b"", NEW})
        assert failed or path.read_bytes() == NEW
        assert [t for t in leftovers(path.parent) if t.endswith(".tmp")] == []
        save(path, Io())
        assert (path.read_bytes(), leftovers(path.parent)) == (NEW, [])
        if io.calls < n:
            break
    assert n > (12 if not exists else 20)


@pytest.mark.parametrize("exists", [False, True])
def test_when_the_disk_stays_dead_after_the_nth_call_the_target_is_old_or_new(
    tmp_path: Path, exists: bool
) -> None:
    for n in itertools.count(1):
        path = tmp_path / str(n) / "m.xlsx"
        path.parent.mkdir()
        if exists:
            path.write_bytes(OLD)
        io = FaultyIo(n, OSError(errno.EIO, "weg"), dead=True)
        with contextlib.suppress(ActielijstError):
            save(path, io)
        assert (path.read_bytes() if path.exists() else b"") in ({OLD, NEW} if exists else {b"", NEW})
        save(path, Io())
        assert path.read_bytes() == NEW
        if io.calls < n:
            break


def test_a_version_is_in_the_archive_before_it_leaves_the_target(master: Path) -> None:
    class Stopping(Io):
        def replace(self, source: Path, target: Path) -> None:
            if target == master:
                raise KeyboardInterrupt
            super().replace(source, target)

    with pytest.raises(KeyboardInterrupt):
        save(master, Stopping())
    assert [p.read_bytes() for p in (master.parent / "archief").iterdir()] == [OLD]


# --- processes


GENERATIONS = [bytes([n]) * 300_000 for n in range(4)]


def keep_saving(path: Path) -> None:
    for data in itertools.cycle(GENERATIONS):
        with locked(path):
            replace_file(path, data, archive=path.parent / "archief", keep=2)


def kill_often(master: Path, rounds: int) -> None:
    luck = random.Random(7)
    master.write_bytes(GENERATIONS[0])
    for _ in range(rounds):
        pid = child(lambda: keep_saving(master))
        select.select([], [], [], luck.uniform(0.001, 0.03))
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) == -signal.SIGKILL
        assert master.read_bytes() in GENERATIONS
        assert all(p.read_bytes() in GENERATIONS for p in (master.parent / "archief").glob("*.xlsx"))
    save(master, Io())
    assert (master.read_bytes(), leftovers(master.parent)) == (NEW, [])


@posix
def test_a_few_kills_leave_a_whole_file(master: Path) -> None:
    kill_often(master, 15)


@posix
@pytest.mark.slow
def test_300_kills_leave_a_whole_file(master: Path) -> None:
    kill_often(master, 300)


def add(path: Path, who: int) -> None:
    with locked(path):
        data = path.read_bytes()
        both = json.dumps([*json.loads(data), who]).encode()
        replace_file(path, both, expect_sha256=sha256(data))


def race(path: Path, rounds: int) -> None:
    for _ in range(rounds):
        path.write_bytes(b"[]")
        children = {who: child(lambda who=who: add(path, who)) for who in (1, 2)}  # type: ignore[misc]
        codes = {who: ended(pid) for who, pid in children.items()}
        assert set(codes.values()) <= {0, 5}
        assert sorted(json.loads(path.read_bytes())) == [who for who, code in codes.items() if code == 0]
        assert 0 in codes.values()
    assert leftovers(path.parent) == []


@posix
def test_two_at_once_are_both_in_or_one_says_so(master: Path) -> None:
    race(master, 5)


@posix
@pytest.mark.slow
def test_two_at_once_are_both_in_or_one_says_so_50_times(master: Path) -> None:
    race(master, 50)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 200 kB; skipped visibly where this user may not mount one."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "none", str(folder)]
    try:
        done = subprocess.run(mount, check=False, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no mount on this system")
    if done.returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_version_and_no_rest(small_disk: Path) -> None:
    path = small_disk / "m.xlsx"
    path.write_bytes(b"o" * 80_000)
    with pytest.raises(ActielijstError) as caught:
        replace_file(path, b"n" * 150_000, archive=small_disk / "archief")
    assert (caught.value.code, path.read_bytes(), leftovers(small_disk)) == ("XA-G053", b"o" * 80_000, [])
    replace_file(path, b"n" * 100_000)
    assert path.read_bytes() == b"n" * 100_000


def test_a_file_where_the_archive_must_come_is_told_in_words(tmp_path):
    (tmp_path / "lijst.xlsx").write_bytes(OLD)
    (tmp_path / "archief").write_bytes(b"geen map")
    with pytest.raises(ActielijstError) as caught:
        replace_file(tmp_path / "lijst.xlsx", NEW, archive=tmp_path / "archief")
    assert "EEXIST" not in str(caught.value)
    assert (tmp_path / "lijst.xlsx").read_bytes() == OLD
