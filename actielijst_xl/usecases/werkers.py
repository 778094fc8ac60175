"""A small pool of processes in which files of others are read.

A file that kills, hangs or bloats its reader costs that reader and one line in the report; the other files
go on. Own machinery, because `ProcessPoolExecutor` gives up on all work when one process dies, knows no
time-out, and starts the script of whoever uses this library anew. Here a process starts from nothing but
the search path of Python, and is used for file after file.
"""

import atexit
import io
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from typing import BinaryIO, ParamSpec, TypeVar, cast

from actielijst_xl.errors import ActielijstError
from actielijst_xl.reading.gedeeld import Gedeeld
from actielijst_xl.reading.werker import DONE, KEEP, LENGTH, NO_MEMORY, READY, receive

P = ParamSpec("P")
T = TypeVar("T")

_START_SECONDS = 60
_MOST = 8
_CODE = (
    "import sys, json; path, mib, seconds = json.loads(sys.argv[1]); sys.path[:] = path; "
    "from actielijst_xl.reading.werker import main; main(mib, seconds)"
)
_TRUSTED = ("actielijst_xl.", "datetime", "builtins")
_PLAIN = frozenset({"set", "frozenset", "bytearray", "complex", "range", "slice", "RuntimeError"})


class WerkerError(Exception):
    """The process that did the work did not live to tell; the subclass says why."""


class TimeoutWerkerError(WerkerError):
    """It took too long, and was ended."""


class MemoryWerkerError(WerkerError):
    """It needed more memory than it may have."""


class DeadWerkerError(WerkerError):
    """It died, twice: a process of its own did not help either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """What one piece of work may cost.

    Attributes:
        seconden: Time on the clock; then its process is ended.
        mib: Memory of one process, where the platform can limit that (Linux; not Windows).
    """

    seconden: int = 20
    mib: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One call, packed, what it shares with other calls, and where its outcome goes."""

    packed: bytes
    shared: Mapping[str, Gedeeld]
    future: "Future[object]"


def most_at_once() -> int:
    """How many processes there are when nobody says how many: one per core, 8 at most."""
    return min(os.cpu_count() or 1, _MOST)


class Werkers(Executor):
    """An executor of processes that can be lost: each has a time-out and a limit on memory.

    Args:
        aantal: Most processes; 0 is one per core, 8 at most.
        grenzen: What one piece of work may cost.
    """

    def __init__(self, aantal: int = 0, *, grenzen: Grenzen = Grenzen()) -> None:
        self.aantal = aantal or most_at_once()
        self.grenzen = grenzen
        self.gestorven = 0
        self._queue: SimpleQueue[_Work | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._idle = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._processes: set[_Process] = set()
        self._closed = False
        self._owner = os.getpid()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Have a function run in a process; it and its arguments must survive pickling.

        A `Gedeeld` among the arguments goes to each process once.
        """
        packed, shared = _packed((fn, args, kwargs))
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool was closed")
            self._queue.put(_Work(packed=packed, shared=shared, future=cast("Future[object]", future)))
            if not self._idle.acquire(blocking=False):
                self._add_thread()
        return future

    def warm(self, aantal: int) -> None:
        """Start so many processes now, while there is other work to do."""
        with self._lock:
            while len(self._threads) < min(aantal, self.aantal) and not self._closed:
                self._add_thread(warm=True)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End the pool; what is still to be done is done first, unless it is cancelled."""
        if self._owner != os.getpid():  # a copy in a forked process: the readers are not its own
            return
        with self._lock:
            self._closed = True
            if cancel_futures:
                self._cancel()
            for _ in self._threads:
                self._queue.put(None)
        if cancel_futures:
            for process in tuple(self._processes):
                process.end()
        for thread in self._threads if wait else ():
            thread.join()

    def _cancel(self) -> None:
        while not self._queue.empty():
            if work := self._queue.get():
                work.future.cancel()

    def _add_thread(self, *, warm: bool = False) -> None:
        if len(self._threads) < self.aantal:
            thread = threading.Thread(target=self._serve, args=(warm,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, warm: bool) -> None:  # noqa: FBT001
        process = _Process(self.grenzen)
        self._processes.add(process)
        if warm:
            with suppress(ActielijstError):  # the first piece of work will tell
                process.start()
        while (work := self._next()) is not None:
            if work.future.set_running_or_notify_cancel():
                self._do(process, work)
        process.kill()

    def _next(self) -> _Work | None:
        try:
            return self._queue.get_nowait()
        except Empty:
            self._idle.release()
            return self._queue.get()

    def _do(self, process: "_Process", work: _Work) -> None:
        """Run one call; after a death once more, alone in a fresh process."""
        try:
            work.future.set_result(self._twice(process, work))
        except BaseException as error:  # noqa: BLE001  (whatever it is, it belongs to the one who asked)
            work.future.set_exception(error)

    def _twice(self, process: "_Process", work: _Work) -> object:
        try:
            return process.ask(work.packed, work.shared)
        except DeadWerkerError:
            self.gestorven += 1
            return process.ask(work.packed, work.shared)


class _Process:
    """One process, started when it is needed and again when it was lost."""

    def __init__(self, grenzen: Grenzen) -> None:
        self.grenzen = grenzen
        self.child: subprocess.Popen[bytes] | None = None
        self.ended = False
        self.kept: frozenset[str] = frozenset()

    def start(self) -> None:
        """Start the process, and wait until it is ready.

        Raises:
            ActielijstError: XA-C020 it does not start.
        """
        path = [os.path.abspath(p) for p in sys.path]  # noqa: PTH100  ("" is the folder of now)
        own = json.dumps([path, self.grenzen.mib, self.grenzen.seconden])
        self.kept = frozenset()
        try:
            self.child = subprocess.Popen(  # noqa: S603  (our own interpreter)
                [sys.executable, "-P", "-c", _CODE, own],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",  # Ctrl-C is for the parent, which ends it
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            if self.ended:
                raise DeadWerkerError
            kind, _ = self._talk(None, _START_SECONDS)
        except (OSError, ValueError, WerkerError) as error:
            self.kill()
            raise ActielijstError("XA-C020") from error
        assert kind == READY

    def ask(self, packed: bytes, shared: Mapping[str, Gedeeld]) -> object:
        """Have one call done.

        Raises:
            WerkerError: The process was lost over it.
            Exception: What the call raised.
        """
        if self.child is None:
            self.start()
        try:
            if not shared.keys() <= self.kept:
                self._talk(KEEP + pickle.dumps(shared, protocol=5), self.grenzen.seconden)
                self.kept = frozenset(shared)
            kind, answer = self._talk(packed, self.grenzen.seconden)
        except WerkerError:
            self.kill()
            raise
        if kind == DONE:
            return answer
        if kind == NO_MEMORY:
            self.kill()  # what it holds on to is of no use to the next file
            raise MemoryWerkerError
        assert isinstance(answer, BaseException)
        raise answer

    def _talk(self, packed: bytes | None, seconds: int) -> tuple[str, object]:
        child, late = self.child, threading.Event()
        assert child is not None
        assert child.stdin is not None
        assert child.stdout is not None

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            if packed is not None:
                with suppress(OSError):  # it died: there will be no answer
                    _write(cast("BinaryIO", child.stdin), packed)
            answer = receive(cast("BinaryIO", child.stdout))
        finally:
            timer.cancel()
        if answer is None:
            raise TimeoutWerkerError if late.is_set() else DeadWerkerError
        return _unpacked(answer)

    def end(self) -> None:
        """End the process for good, also while it is being started."""
        self.ended = True
        if child := self.child:  # its pipes are closed by the thread that reads them
            child.kill()

    def kill(self) -> None:
        """End the process at once."""
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                with suppress(OSError):
                    cast("BinaryIO", pipe).close()
            child.wait()


class _Pickler(pickle.Pickler):
    """Names what calls share by its key, and collects it."""

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self.shared: dict[str, Gedeeld] = {}

    def persistent_id(self, obj: object) -> str | None:
        if not isinstance(obj, Gedeeld):
            return None
        self.shared[obj.key] = obj
        return obj.key


def _packed(call: object) -> tuple[bytes, Mapping[str, Gedeeld]]:
    file = io.BytesIO()
    pickler = _Pickler(file)
    pickler.dump(call)
    return file.getvalue(), pickler.shared


def _write(pipe: BinaryIO, packed: bytes) -> None:
    # the work travels as it was packed: a message of bytes is not packed twice
    pipe.write(LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


class _Unpickler(pickle.Unpickler):
    """Takes values of our own and plain ones; a process that was taken over by a file gives no others."""

    def find_class(self, module: str, name: str) -> object:
        found: object = super().find_class(module, name) if module.startswith(_TRUSTED) else None
        if module == "builtins" and name not in _PLAIN:
            found = None
        if found is None or getattr(found, "__module__", "").partition(".")[0] != module.partition(".")[0]:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def _unpacked(answer: bytes) -> tuple[str, object]:
    try:
        kind, value = _Unpickler(io.BytesIO(answer)).load()
    except Exception as error:
        raise DeadWerkerError from error
    return str(kind), value


def gedeeld(aantal: int = 0, seconden: int = 20, mib: int = 1024) -> Werkers:
    """The pool that everything in this process shares; it ends with the process.

    A forked process gets one of its own: the threads that serve this one do not come along.
    """
    return _gedeeld(os.getpid(), aantal, seconden, mib)


@cache
def _gedeeld(_process: int, aantal: int, seconden: int, mib: int) -> Werkers:
    pool = Werkers(aantal, grenzen=Grenzen(seconden=seconden, mib=mib))
    atexit.register(pool.shutdown, cancel_futures=True)
    return pool
