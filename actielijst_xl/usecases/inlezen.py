"""Files of others, read elsewhere: in a process that may be lost, with the outcome per file in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from typing import TypeVar

from actielijst_xl.errors import ActielijstError
from actielijst_xl.model.settings import Settings
from actielijst_xl.reading.gate import Limits, Refused
from actielijst_xl.reading.inlezen import Toegang
from actielijst_xl.usecases.werkers import (
    DeadWerkerError,
    MemoryWerkerError,
    TimeoutWerkerError,
    Werkers,
    gedeeld,
)

T = TypeVar("T")

GRENZEN: Mapping[str, str] = {
    "bestand_mib": "file_mib",
    "uitgepakt_mib": "inflated_mib",
    "onderdeel_mib": "member_mib",
    "onderdelen": "members",
    "bestanden": "files",
    "verhouding": "ratio",
    "verhouding_vanaf_kb": "ratio_from_kb",
    "xml_lagen": "xml_depth",
    "xml_elementen": "xml_elements",
    "cellen": "cells",
    "rijen": "rows",
    "vlak_per_blad": "cell_box",
    "vlak_samen": "cell_boxes",
    "samengevoegd": "merged_area",
    "koppelingen": "hyperlink_area",
    "teksten": "shared_strings",
    "celopmaken": "xf",
    "namen": "names",
    "bladen": "sheets",
}
"""Setting in [grenzen] -> the limit that it sets."""


def toegang_for(settings: Settings, wachtwoorden: Iterable[str] = ()) -> Toegang:
    """How files are let in by these settings."""
    numbers = {name: settings.number("grenzen", key) for key, name in GRENZEN.items()}
    return Toegang(limits=Limits(**numbers), wachtwoorden=tuple(wachtwoorden))


def warmed(settings: Settings, files: int) -> Werkers:
    """The pool by these settings, its processes starting for so many files while other work is done."""
    pool = gedeeld(
        settings.number("lezen", "processen"),
        settings.number("lezen", "seconden"),
        settings.number("lezen", "geheugen_mib"),
    )
    pool.warm(files)
    return pool


def run(executor: Executor | None, name: str, function: Callable[..., T], *args: object) -> T:
    """Run one function on a file elsewhere; without an executor here.

    Args:
        executor: Any executor, or None for this process (no time-out, no limit on memory).
        name: Name of the file, for the refusal.
        function: What to run: at the top of a module, so that it can be found elsewhere.
        args: Its arguments.

    Raises:
        ActielijstError: What the function refused; or XA-L142 to XA-L145: reading ended badly.
    """
    [(found, error)] = run_all(executor, [name], function, [args])
    if error is not None:
        raise error
    assert found is not None
    return found


def run_all(
    executor: Executor | None,
    names: Sequence[str],
    function: Callable[..., T],
    args: Sequence[tuple[object, ...]],
) -> "Lopend[T]":
    """Run a function for each of many files; gives (outcome, None) or (None, refusal), in their order.

    With an executor all are under way at once; without one each is done when its outcome is asked for.

    Raises:
        ActielijstError: XA-C020 no process can be started at all.
    """
    return Lopend(executor, names, function, args)


class Lopend(Iterator[tuple[T | None, ActielijstError | None]]):
    """Calls under way, one per file: gives their outcomes in the order of the files."""

    def __init__(
        self,
        executor: Executor | None,
        names: Sequence[str],
        function: Callable[..., T],
        args: Sequence[tuple[object, ...]],
    ) -> None:
        self._function = function
        self._futures = [_submitted(executor, function, given) for given in args] if executor else []
        self._elsewhere = executor is not None
        self._calls = iter(zip(names, args, strict=True))
        self._at = -1

    def __next__(self) -> tuple[T | None, ActielijstError | None]:
        name, given = next(self._calls)
        self._at += 1
        if not self._elsewhere:
            return _outcome(name, lambda: self._function(*given))
        return _outcome(name, lambda: _waited(self._futures[self._at], self._function, given))

    def cancel(self) -> None:
        """Leave what has not begun: nobody will ask for it."""
        for future in self._futures:
            if future is not None:
                future.cancel()


def _submitted(
    executor: Executor, function: Callable[..., T], given: tuple[object, ...]
) -> "Future[T] | None":
    try:
        return executor.submit(function, *given)
    except BrokenExecutor:
        return None


def _waited(future: "Future[T] | None", function: Callable[..., T], given: tuple[object, ...]) -> T:
    """The outcome; where somebody else's pool broke, the file is read again, alone, to find the culprit."""
    if future is not None:
        try:
            return future.result()
        except (BrokenExecutor, CancelledError):
            pass
    return gedeeld().submit(function, *given).result()


def _outcome(name: str, work: Callable[[], T]) -> tuple[T | None, ActielijstError | None]:
    try:
        return work(), None
    except ActielijstError as error:
        if error.code == "XA-C020":
            raise
        return None, error
    except TimeoutWerkerError:
        return None, Refused("XA-L142", bestand=name)
    except DeadWerkerError:
        return None, Refused("XA-L143", bestand=name)
    except (MemoryWerkerError, MemoryError):
        return None, Refused("XA-L144", bestand=name)
    except Exception as error:  # noqa: BLE001  (a bug of ours on one file must not stop the others)
        return None, Refused("XA-L145", bestand=name, soort=_last_line(error))


def _last_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[-1]}"[:200] if lines else type(error).__name__
