"""The other side of the pool: a process that reads one file after another, and may be killed at any time.

It gets work on its standard input and answers on its standard output, each message as eight bytes of length
and a pickle. What several calls share is kept here, and named in them (`gedeeld`). It starts with few
imports, reads nothing but its pipe, and ends when that closes.
"""

import gc
import io
import os
import pickle
import struct
import sys
import traceback
import types
from collections.abc import Mapping
from contextlib import suppress
from typing import BinaryIO

from actielijst_xl.errors import ActielijstError
from actielijst_xl.reading.gedeeld import Gedeeld

LENGTH = struct.Struct("<Q")
READY, DONE, RAISED, NO_MEMORY = "klaar", "uitkomst", "fout", "geheugen"
KEEP = b"bewaar:"  # no pickle begins so


class _Unpickler(pickle.Unpickler):
    """Finds what calls share by its key."""

    def __init__(self, work: bytes, kept: Mapping[str, Gedeeld]) -> None:
        super().__init__(io.BytesIO(work))
        self.kept = kept

    def persistent_load(self, pid: str) -> Gedeeld:
        return self.kept[pid]


def main(mib: int, seconds: int) -> None:
    """Answer work until the pipe closes.

    Args:
        mib: Most memory of this process, where the platform can limit it; 0 is no limit.
        seconds: Most time of the processor for one piece of work, for when nobody is left to end it.
    """
    incoming, outgoing = _pipes()
    limit_memory(mib)
    import actielijst_xl.reading.inlezen  # noqa: F401, PLC0415  (now, and not while the first file waits)

    kept: Mapping[str, Gedeeld] = {}
    send(outgoing, _packed((READY, None)))
    while (work := receive(incoming)) is not None:
        _limit_time(seconds)
        if work.startswith(KEEP):
            kept = _keep(work.removeprefix(KEEP))
            send(outgoing, _packed((READY, None)))
        else:
            send(outgoing, _answer(work, kept))


def _keep(work: bytes) -> Mapping[str, Gedeeld]:
    """Unpack what calls share, and keep it out of the searches for cycles: it stays."""
    kept: Mapping[str, Gedeeld] = pickle.loads(work)  # noqa: S301  (made by our own parent)
    for shared in kept.values():
        shared.value()
    gc.freeze()
    return kept


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take both pipes, and leave nothing on which a library could print in between."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nothing, handle)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return incoming, outgoing


def _answer(work: bytes, kept: Mapping[str, Gedeeld]) -> bytes:
    try:
        function, args, kwargs = _Unpickler(work, kept).load()
        return _packed((DONE, function(*args, **kwargs)))
    except MemoryError:
        return _packed((NO_MEMORY, None))
    except BaseException as error:  # noqa: BLE001  (a panic of a compiled library is no Exception)
        return _packed((RAISED, _portable(error)))


def _packed(message: tuple[str, object]) -> bytes:
    return pickle.dumps(message, protocol=5)


def _portable(error: BaseException) -> BaseException:
    """One of our own errors as it is; of any other one what it said, with the place where it was raised."""
    if isinstance(error, ActielijstError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))


def limit_memory(mib: int) -> None:
    """Limit the memory of this process where the platform can; elsewhere the time-out has to do."""
    resource = _resource()
    if resource is None or not mib:
        return
    with suppress(OSError, ValueError):  # a lower limit was set from outside: that one stays
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (mib << 20, hard))
    with suppress(OSError, ValueError):  # no image of the memory on the disk: it holds what people wrote
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    resource = _resource()
    if resource is None:
        return
    with suppress(OSError, ValueError):
        usage = resource.getrusage(resource.RUSAGE_SELF)
        most = int(usage.ru_utime + usage.ru_stime) + 2 * seconds + 5
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _resource() -> types.ModuleType | None:
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return None
    return resource


def send(pipe: BinaryIO, body: bytes) -> None:
    """Write one message."""
    pipe.write(LENGTH.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes | None:
    """Read one message; None when the pipe closed."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = pipe.read(length)
    return body if len(body) == length else None
