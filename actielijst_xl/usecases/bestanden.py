"""Files in and out: what is read whole, and what is written safely."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.settings import Settings

Source = str | Path | BinaryIO
Progress = Callable[[int, int], None]  # called with (done, in all)


def read_source(source: Source) -> tuple[bytes, str]:
    """Return the bytes and the name of an input file.

    Raises:
        UsageError: XA-C009 there is no such file.
        InputError: XA-C015 it can't be opened (a folder, or no right to read).
    """
    if not isinstance(source, str | Path):
        return source.read(), Path(getattr(source, "name", "bestand")).name
    path = Path(source)
    try:
        return path.read_bytes(), path.name
    except FileNotFoundError as error:
        raise UsageError("XA-C009", bestand=str(path)) from error
    except OSError as error:
        raise InputError("XA-C015", bestand=str(path)) from error


def make_folder(folder: Path) -> None:
    """Make a folder for files, if it is not there.

    Raises:
        WriteError: XA-G058 a file has its name; XA-G051 one may not write there, and the like.
    """
    from actielijst_xl.writing.disk import DISK, explained  # noqa: PLC0415

    with explained(folder):
        DISK.make_folder(folder)


def save(path: Path, data: bytes, *, settings: Settings, new: bool = False) -> Path | None:
    """Write a file safely; the previous version goes to `archief/` beside it.

    Args:
        path: The file.
        data: Its new content.
        settings: The settings: how many previous versions stay.
        new: Refuse when the file is there already.

    Returns:
        Where the previous version is kept, or None when there was none.

    Raises:
        UsageError: XA-C012 the file is there already.
        InUseError: It is open elsewhere, or can't be written.
    """
    from actielijst_xl.writing.files import ABSENT, replace_file  # noqa: PLC0415

    if new and path.exists():
        raise UsageError("XA-C012", bestand=str(path))
    keep = settings.number("werkboek", "bewaren")
    expect = ABSENT if new else None  # also when somebody made the file a moment ago
    written = replace_file(path, data, archive=path.parent / "archief", keep=keep, expect_sha256=expect)
    return written.archived
