"""A large value that many calls need: it travels to a process once, not with every call."""

import pickle
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Gedeeld:
    """A value, packed, that a pool of ours sends once to each process; any other executor sends it along.

    Attributes:
        key: The digest of the packed value, by which it is known.
        packed: The value as a pickle.
    """

    key: str
    packed: bytes = field(compare=False, repr=False)

    def value(self) -> object:
        """The value itself; a process unpacks it once."""
        return _value(self)


def shared(value: object) -> Gedeeld:
    """Pack a value so that calls can share it; whoever unpacks it trusts the process that packed it."""
    packed = pickle.dumps(value, protocol=5)
    return Gedeeld(key=sha256(packed).hexdigest(), packed=packed)


@lru_cache(maxsize=2)
def _value(given: Gedeeld) -> object:
    return pickle.loads(given.packed)  # noqa: S301  (packed by the process that asks)
