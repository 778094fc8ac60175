"""The shape of one message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of the program.

    Attributes:
        text: The sentence, with `{names}` for details: what is wrong and what is accepted.
        uitleg: What the code means, for `explain`.
        doe: What the reader should do now.
    """

    text: str
    uitleg: str
    doe: str
