"""What a bad file makes of its reader: functions for a process that may be lost."""

import os
import sys
import time
from pathlib import Path

from actielijst_xl.reading.gate_limits import refuse
from actielijst_xl.reading.gedeeld import Gedeeld


def echo(value: object) -> object:
    return value


def process() -> int:
    return os.getpid()


def hang() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def die() -> None:
    os.abort()


def die_the_first_time(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os.abort()
    return "leeft"


def bloat() -> int:
    return len(bytearray(8 << 30))


def panic() -> None:
    raise PanicException("kapot")


class PanicException(BaseException):
    """As a compiled library raises it: no Exception."""


def raise_ours(name: str) -> None:
    refuse("XA-L117", name, grens=100)


def fault() -> None:
    raise KeyError("een fout van ons")


class Sly:
    """Comes back as something else than a value."""

    def __reduce__(self) -> object:
        return os.getenv, ("HOME",)


def sly() -> object:
    return Sly()


class Slier:
    """Comes back as a call of something that every Python has."""

    def __reduce__(self) -> object:
        return eval, ("1+1",)


def slier() -> object:
    return Slier()


def print_much() -> str:
    sys.stdout.write("x" * 100_000)
    os.write(1, b"rommel in de pijp")
    return "heel"


_HELD: list[Gedeeld] = []


def hold(given: Gedeeld) -> tuple[int, object]:
    """How many copies of what was shared came here, and its value."""
    _HELD.append(given)
    return len({id(held) for held in _HELD}), given.value()


def hold_and_die_once(given: Gedeeld, mark: str) -> object:
    die_the_first_time(mark)
    return given.value()


class Tally:
    """Something that is made once per process, and counts what it is asked."""

    def __init__(self, start: int) -> None:
        self.count = start


def tally(made: Tally, step: int) -> tuple[int, int]:
    made.count += step
    return made.count, os.getpid()


def tally_or_die(made: Tally, step: int) -> tuple[int, int]:
    if step < 0:
        os.abort()
    return tally(made, step)


def tally_or_raise(made: Tally, step: int) -> tuple[int, int]:
    if step < 0:
        raise KeyError(step)
    return tally(made, step)
