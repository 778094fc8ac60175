"""Safe writing: whatever happens, a file is its old or its new version, never a part of one.

The bytes go to a temporary file in the same folder, onto the disk, and are read back. The previous
version goes to the archive. Only when the target is still the file that was read, and nobody has it
open, it is replaced, in one step. Nothing here decides by the clock.
"""

import contextlib
import hashlib
import itertools
import os
import platform
import re
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from actielijst_xl.errors import InUseError, WriteError
from actielijst_xl.writing.disk import DISK, Io, explained
from actielijst_xl.writing.locks import locked, owner_of, refuse_if_open, short_name

__all__ = ["ABSENT", "Io", "Written", "locked", "owner_of", "replace_file", "sha256", "write_files"]

ABSENT = "absent"  # as `expect_sha256`: the target must not exist yet
_COUNTER = itertools.count(1)
_TEMP_END = ".tmp"
_STAMP = "%Y%m%d-%H%M%S"
_STAMPS = re.compile(r"[0-9A-Za-z-]+")
_LONG = 240  # bytes of a name from which on it may have been shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One file that was written.

    Attributes:
        path: The file, links followed.
        sha256: Of the new bytes.
        archived: Where the previous version is kept, or None if there was none or none was asked for.
    """

    path: Path
    sha256: str
    archived: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    """A file that lies ready beside its target."""

    path: Path
    temp: Path
    digest: str
    before: str  # hash of the target when we started, or ABSENT


def sha256(data: bytes) -> str:
    """Return the hash by which a file is recognised."""
    return hashlib.sha256(data).hexdigest()


def replace_file(
    path: Path,
    data: bytes,
    *,
    archive: Path | None = None,
    keep: int = 10,
    expect_sha256: str | None = None,
    stamp: str | None = None,
    io: Io = DISK,
) -> Written:
    """Write `data` to `path`, whole or not at all.

    Args:
        path: The target; a link is followed.
        data: All bytes of the file.
        archive: Folder for the previous version, made if needed; None to keep none.
        keep: How many versions stay in the archive; 0 keeps none.
        expect_sha256: The target must have this hash, or not exist (`ABSENT`); None to take it as it is.
        stamp: Goes into the name in the archive; by default the time at which that version was changed.
        io: The disk.

    Raises:
        InUseError: Open elsewhere, changed in between, read-only or not writable; nothing was written.
        WriteError: Disk full, name too long, or what was written doesn't read back; nothing changed.
    """
    expect = {} if expect_sha256 is None else {path: expect_sha256}
    [written] = write_files({path: data}, archive=archive, keep=keep, expect=expect, stamp=stamp, io=io)
    return written


def write_files(
    contents: Mapping[Path, bytes],
    *,
    archive: Path | None = None,
    keep: int = 10,
    expect: Mapping[Path, str] | None = None,
    stamp: str | None = None,
    io: Io = DISK,
) -> list[Written]:
    """Write several files: first all beside their targets, then each in its place.

    A fault before the last temporary file is ready leaves every target as it was. After that each target
    is its old or its new version. Arguments and errors as `replace_file`.
    """
    pending: list[_Pending] = []
    try:
        for path, data in contents.items():
            with explained(path):
                _prepare(path, data, (expect or {}).get(path), pending, io)
        return [_commit(file, archive, keep, stamp, io) for file in pending]
    finally:
        for file in pending:
            with contextlib.suppress(OSError):
                io.remove(file.temp)


def _prepare(path: Path, data: bytes, expected: str | None, pending: list[_Pending], io: Io) -> None:
    real = Path(os.path.realpath(path))
    before = _hash(real, io)
    if expected is not None and before != expected:
        raise InUseError("XA-G059" if expected == ABSENT else "XA-G054", bestand=real.name)
    if before != ABSENT:
        refuse_if_open(real, io)
        _refuse_read_only(real, io)
    _sweep(real.parent, io)
    file = _Pending(path=real, temp=_temp_name(real), digest=sha256(data), before=before)
    pending.append(file)  # before the file exists: whatever interrupts us, it is removed
    _write(file.temp, data, io)
    if before != ABSENT:
        io.set_mode(file.temp, io.state(real).st_mode)
    if sha256(io.read(file.temp)) != file.digest:
        raise WriteError("XA-G055", bestand=real.name)


def _commit(file: _Pending, archive: Path | None, keep: int, stamp: str | None, io: Io) -> Written:
    archived = None
    with explained(file.path):
        if archive is not None and keep > 0 and file.before != ABSENT:
            archived = _archive(file, archive, stamp, io)
        if file.before != ABSENT:
            refuse_if_open(file.path, io)
        if _hash(file.path, io) != file.before:
            raise InUseError("XA-G054", bestand=file.path.name)
        io.replace(file.temp, file.path)
    # from here on the new version stands; what still fails costs no data
    with contextlib.suppress(OSError):
        io.sync_folder(file.path.parent)
    if archived is not None:
        with contextlib.suppress(OSError):
            _prune(file.path, archived, keep, io)
    return Written(path=file.path, sha256=file.digest, archived=archived)


def _hash(path: Path, io: Io) -> str:
    try:
        return sha256(io.read(path))
    except FileNotFoundError:
        return ABSENT


def _refuse_read_only(path: Path, io: Io) -> None:
    if not io.state(path).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise InUseError("XA-G052", bestand=path.name)


def _write(path: Path, data: bytes, io: Io) -> None:
    handle = io.create(path)
    try:
        left = memoryview(data)
        while left:
            left = left[io.write(handle, left) :]
        io.sync(handle)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(handle)
        raise
    io.close(handle)


def _archive(file: _Pending, archive: Path, stamp: str | None, io: Io) -> Path:
    """Keep the current version of the target; the same version is kept once."""
    io.make_folder(archive)
    _sweep(archive, io)
    current = io.read(file.path)
    when = stamp or time.strftime(_STAMP, time.localtime(io.state(file.path).st_mtime))
    if not _STAMPS.fullmatch(when):
        raise ValueError(f"a stamp is letters, digits and hyphens, not {when!r}")
    for kept in _archive_names(file.path, archive, when):
        before = _hash(kept, io)
        if before == sha256(current):
            return kept
        if before == ABSENT:
            _put(kept, current, io)
            return kept
    raise AssertionError("the names never end")


def _put(path: Path, data: bytes, io: Io) -> None:
    temp = _temp_name(path)
    try:
        _write(temp, data, io)
        if io.read(temp) != data:
            raise WriteError("XA-G055", bestand=path.name)
        io.replace(temp, path)
    finally:
        with contextlib.suppress(OSError):
            io.remove(temp)
    with contextlib.suppress(OSError):
        io.sync_folder(path.parent)


def _archive_names(path: Path, archive: Path, when: str) -> Iterator[Path]:
    yield archive / short_name("", path.stem, f"_{when}{path.suffix}")
    for number in itertools.count(2):
        yield archive / short_name("", path.stem, f"_{when}-{number:03}{path.suffix}")


def _prune(path: Path, newest: Path, keep: int, io: Io) -> None:
    """Remove the versions of this file that were kept longest ago; never the one of this moment."""
    versions = [newest.with_name(name) for name in io.names(newest.parent) if _is_version_of(path, name)]
    others = sorted((io.state(version).st_mtime_ns, version) for version in versions if version != newest)
    for _, version in others[: max(0, len(others) + 1 - keep)]:
        io.remove(version)


def _is_version_of(path: Path, name: str) -> bool:
    """Return whether `name` is one that `_archive_names` gives for `path`, and not for another file."""
    if not name.endswith(path.suffix):
        return False
    stem, _, stamp = name[: len(name) - len(path.suffix)].rpartition("_")
    is_shortened = len(os.fsencode(name)) > _LONG and stem != "" and path.stem.startswith(stem)
    return (stem == path.stem or is_shortened) and _STAMPS.fullmatch(stamp) is not None


def _temp_name(path: Path) -> Path:
    return path.with_name(short_name(".", path.name, f".{_here()}-{os.getpid()}-{next(_COUNTER)}{_TEMP_END}"))


def _here() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _sweep(folder: Path, io: Io) -> None:
    """Remove what our own commands on this computer left behind when they were killed."""
    with contextlib.suppress(OSError):
        for name in io.names(folder):
            if name.startswith(".") and _left_by_the_dead(name):
                io.remove(folder / name)


def _left_by_the_dead(name: str) -> bool:
    parts: Sequence[str] = name.removesuffix(_TEMP_END).rpartition(".")[2].split("-")
    if not name.endswith(_TEMP_END) or len(parts) != 3 or parts[0] != _here() or not parts[1].isdigit():
        return False
    return not _is_alive(int(parts[1]))


def _is_alive(pid: int) -> bool:
    if os.name == "nt":  # os.kill ends a process there, whatever the signal
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
