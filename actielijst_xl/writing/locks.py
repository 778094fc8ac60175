"""Who is busy with a file: owner files of Excel and LibreOffice, and our own lock."""

import contextlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from actielijst_xl.errors import InUseError
from actielijst_xl.writing.disk import DISK, Io, explained

_NAME_BYTES = 255
_SOMEBODY = "iemand"
_TRIES = 100


def short_name(before: str, name: str, after: str) -> str:
    """Return before + name + after; the name loses its end where the whole would exceed 255 bytes."""
    room = _NAME_BYTES - len(os.fsencode(before + after))
    return before + os.fsencode(name)[:room].decode("utf-8", "ignore") + after


def owner_of(path: Path, io: Io = DISK) -> str | None:
    """Return who has `path` open in Excel or LibreOffice, as far as its owner file tells; None if nobody."""
    for name, read in ((f"~${path.name}", _excel_owner), (f".~lock.{path.name}#", _libreoffice_owner)):
        try:
            return read(io.read(path.with_name(name))) or _SOMEBODY
        except FileNotFoundError:
            continue
        except (
            OSError
        ):  # a name that is too long for an owner file, or one that Excel shields while it is open
            if _is_there(path.with_name(name)):
                return _SOMEBODY
    return None


def refuse_if_open(path: Path, io: Io = DISK) -> None:
    """Raise if somebody has `path` open.

    Raises:
        InUseError: With the name of who has it open, or "iemand".
    """
    owner = owner_of(path, io)
    if owner is not None:
        raise InUseError("XA-G050", bestand=path.name, wie=owner)


@contextlib.contextmanager
def locked(path: Path, io: Io = DISK) -> Iterator[None]:
    """Be the only one of our commands that works on `path`.

    The lock file `.NAME.slot` beside it says which process on which computer. On one computer the system
    itself guards the lock, so that of a process that was killed is free at once. A lock of another
    computer stands until it is removed: nobody here can see whether that process still runs.

    Raises:
        InUseError: Another command holds it, or the lock file may not be made.
        WriteError: It can't be made: the disk is full or fails, the folder is not there.
    """
    real = Path(os.path.realpath(path))
    slot = real.with_name(short_name(".", real.name, ".slot"))
    with explained(real):
        handle = _take(slot, real, io)
    try:
        yield
    finally:
        _release(slot, handle, io)


def _take(slot: Path, path: Path, io: Io) -> int:
    for _ in range(_TRIES):
        handle = io.open_slot(slot)
        try:
            if _claim(handle, slot, path, io):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # the one who held it removed the file just now: try again
    raise InUseError("XA-G056", bestand=path.name, wie=_SOMEBODY)


def _claim(handle: int, slot: Path, path: Path, io: Io) -> bool:
    """Lock and sign the open lock file; False if it is no longer the one in the folder."""
    if not io.try_lock(handle) or _is_held(handle):
        raise InUseError("XA-G056", bestand=path.name, wie=_holder(slot, io))
    if not _is_same(handle, slot, io):
        return False
    try:
        _sign(handle, io)
    except OSError:
        with contextlib.suppress(OSError):
            io.remove(slot)
        raise
    return True


def _sign(handle: int, io: Io) -> None:
    text = json.dumps({"pid": os.getpid(), "computer": platform.node()}).encode()
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    io.write(handle, memoryview(text))


def _is_held(handle: int) -> bool:
    """Return whether the text of a lock that the system gave us says that another computer has it."""
    os.lseek(handle, 0, os.SEEK_SET)
    computer, _ = _parse(os.read(handle, 4096))
    return computer not in ("", platform.node())


def _is_same(handle: int, slot: Path, io: Io) -> bool:
    if sys.platform == "win32":  # an open file can't be removed there
        return True
    try:
        return os.path.samestat(os.fstat(handle), io.state(slot))
    except FileNotFoundError:
        return False


def _holder(slot: Path, io: Io) -> str:
    try:
        computer, pid = _parse(io.read(slot))
    except OSError:
        return _SOMEBODY
    return f"een opdracht op {computer} (proces {pid})" if computer else _SOMEBODY


def _parse(text: bytes) -> tuple[str, int]:
    try:
        found = json.loads(text)
        return str(found["computer"]), int(found["pid"])
    except (ValueError, KeyError, TypeError):
        return "", 0


def _release(slot: Path, handle: int, io: Io) -> None:
    if sys.platform == "win32":  # an open file can't be removed there
        os.close(handle)
    try:
        with contextlib.suppress(OSError):  # elsewhere it is removed before the lock is let go
            io.remove(slot)
    finally:
        if sys.platform != "win32":
            os.close(handle)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _excel_owner(data: bytes) -> str:
    """Return the user of an Excel owner file: a length and the name, once in bytes, once in UTF-16."""
    length = data[55] if len(data) > 57 else 0
    wide = data[57 : 57 + 2 * length].decode("utf-16-le", "ignore")
    narrow = data[1 : 1 + data[0]].decode("cp1252", "ignore") if data else ""
    return _printable(wide) or _printable(narrow)


def _libreoffice_owner(data: bytes) -> str:
    """Return the user of a LibreOffice lock: full name, login, computer, separated by commas."""
    fields = data.decode("utf-8", "ignore").split(",")
    names = [_printable(field) for field in fields[:3]]
    return names[0] or " op ".join(name for name in names[1:] if name)


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable()).strip()[:80]
