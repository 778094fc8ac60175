"""Python's search for cycles, put off while a large workbook is turned into values."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Put the search for cycles off until the end of this block.

    Every few hundred new objects Python goes through the recent ones, and now and then through all, to find
    groups that only refer to each other. The half million cells and places of a master of a thousand fiches
    are in no such group: looking for them took more than half of the time that reading took. What nobody
    refers to any more is given back at once, as always.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
