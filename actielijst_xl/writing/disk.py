"""The few calls on the disk that safe writing makes, so that tests can let each of them fail."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from actielijst_xl.errors import InUseError, WriteError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_CHUNK = 1 << 20
_REASONS = {
    errno.ENOENT: "de map bestaat niet",
    errno.ENOTDIR: "de map bestaat niet",
    errno.EISDIR: "dit is de naam van een map",
    errno.EEXIST: "er staat al een bestand waar een map moet komen",
    errno.EIO: "de schijf geeft een fout",
}


class Io:
    """Calls on the real disk; every method is one step that can fail with `OSError`."""

    def create(self, path: Path) -> int:
        """Create a file that must not exist yet."""
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)

    def write(self, handle: int, data: memoryview) -> int:
        """Write some of `data`; return how much."""
        return os.write(handle, data[:_CHUNK])

    def sync(self, handle: int) -> None:
        """Have the bytes of the file on the disk itself."""
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close a file."""
        os.close(handle)

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file."""
        return path.read_bytes()

    def state(self, path: Path) -> os.stat_result:
        """Return mode and times of a file."""
        return path.stat()

    def set_mode(self, path: Path, mode: int) -> None:
        """Give a file the permissions of another."""
        path.chmod(stat.S_IMODE(mode))

    def make_folder(self, path: Path) -> None:
        """Make a folder if it is not there."""
        path.mkdir(parents=True, exist_ok=True)

    def names(self, folder: Path) -> list[str]:
        """Return the names in a folder."""
        return [entry.name for entry in folder.iterdir()]

    def replace(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target`, in one step."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Have the names in a folder on the disk itself; Windows has no such call."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def open_slot(self, path: Path) -> int:
        """Open a lock file, made if it is not there."""
        return os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666)

    def try_lock(self, handle: int) -> bool:
        """Lock an open file for this process; False if another holds it.

        The system lets go of it when the process ends, however it ends. A disk that knows no locks is
        taken as locked: what the lock file says then decides.
        """
        try:
            if sys.platform == "win32":
                os.lseek(handle, _CHUNK, os.SEEK_SET)  # past the text, so that others can read it
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        except OSError:
            return True
        return True


DISK = Io()


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn a fault of the disk into one that says what to do."""
    try:
        yield
    except OSError as error:
        raise _explanation(path, error) from error


def _explanation(path: Path, error: OSError) -> WriteError:
    kind = errno.errorcode.get(error.errno or 0, "")
    match kind:
        case "ENOSPC" | "EDQUOT" | "EFBIG":
            return WriteError("XA-G053", bestand=path.name)
        case "EACCES" | "EPERM" | "EROFS" | "EBUSY" | "ETXTBSY":
            return InUseError("XA-G051", bestand=path.name)
        case "ENAMETOOLONG" | "EINVAL":
            return WriteError("XA-G057", bestand=path.name)
    return WriteError("XA-G058", bestand=path.name, reden=_REASONS.get(error.errno or 0, kind or "onbekend"))
