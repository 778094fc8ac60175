"""Where work on a package can be done besides here."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")


class Elsewhere(Protocol):
    """Where work can be done besides here."""

    def __call__(
        self,
        make: Callable[..., C],
        args: tuple[object, ...],
        work: Callable[[C, T], R],
        items: Sequence[T],
        /,
    ) -> Callable[[int], R | None]:
        """Begin `work(make(*args), item)` for each item, from the first on; `make` once in each process.

        Returns:
            What gives the outcome of an item by its place in `items`. None: do it here, because nobody
            began it or it went wrong. To be asked from the last item to the first.
        """
        ...


def only_here(
    _make: Callable[..., C], _args: tuple[object, ...], _work: Callable[[C, T], R], _items: Sequence[T]
) -> Callable[[int], R | None]:
    """An `Elsewhere` where nobody does anything."""
    return lambda _: None
