"""Work on a large package, spread over processes of our own; here goes on with it as well.

Each item of work needs the whole package as it was, so that travels once to each process. These processes
are no readers: no file of others has been near them, for what they make ends up in the master.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar, cast

from actielijst_xl.model.settings import Settings
from actielijst_xl.package.elsewhere import Elsewhere, only_here
from actielijst_xl.reading.gedeeld import Gedeeld, shared
from actielijst_xl.usecases.werkers import Grenzen, Werkers, most_at_once

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

ENOUGH = 100
"""So many sheets to change are worth starting processes for; fewer are done sooner than those start."""

CHUNK = 25
"""So many items go to a process at a time."""


@contextmanager
def helpers(settings: Settings, sheets: int) -> Iterator[Elsewhere]:
    """Processes that take over part of the work on so many sheets; nobody where that does not pay.

    Args:
        settings: `[lezen]` says how many processes there may be, this one included, and what each may cost.
        sheets: How many sheets there are to change.
    """
    others = (settings.number("lezen", "processen") or most_at_once()) - 1
    if others < 1 or sheets < ENOUGH:
        yield only_here
        return
    limits = Grenzen(
        seconden=settings.number("lezen", "seconden"), mib=settings.number("lezen", "geheugen_mib")
    )
    pool = Werkers(others, grenzen=limits)
    pool.warm(others)
    try:
        yield spread_over(pool)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def spread_over(executor: Executor) -> Elsewhere:
    """Let an executor take over work, a few dozen items at a time, from the first on."""

    def begin(
        make: Callable[..., C], args: tuple[object, ...], work: Callable[[C, T], R], items: Sequence[T]
    ) -> Callable[[int], R | None]:
        bench = shared((make, args))
        futures = [
            executor.submit(_do, bench, work, items[first : first + CHUNK])
            for first in range(0, len(items), CHUNK)
        ]
        return lambda at: cast("R | None", _outcome(futures[at // CHUNK], at % CHUNK))

    return begin


def _outcome(future: "Future[list[Any]]", at: int) -> object | None:
    """What came of one item; None where nobody began, or a process or the work went wrong."""
    if future.cancel() or future.exception() is not None:
        return None
    found: object = future.result()[at]
    return found


def _do(bench: Gedeeld, work: Callable[[Any, T], R], items: Sequence[T]) -> list[R]:
    """The other side: some items, with what was made for all of them."""
    made = _made(bench)
    return [work(made, item) for item in items]


@lru_cache(maxsize=1)
def _made(bench: Gedeeld) -> object:
    make, args = cast("tuple[Callable[..., object], tuple[object, ...]]", bench.value())
    return make(*args)
