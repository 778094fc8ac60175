"""What goes back to a party about its return: the cells that were refused, and how our own words are known.

The answer is a sheet in the party's own file. When that file comes back again, each row that still says
what we wrote there is ours; anything else on the sheet was typed by somebody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from actielijst_xl.model.canon import plain_text

SOORT = "xl-antwoord"
"""Start of the key behind each row of the answer; no word that a person types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One cell of a return that the sheet Antwoord speaks about.

    Attributes:
        blad: Name of the sheet in the return.
        cel: Address of the cell; "" when it can't be pointed at.
        veld: The field, as the party knows it.
        waarde: What the party filled in.
        waarom: Why it was not taken over.
        wel: What is accepted, or what the party can do.
        voorbeeld: A value that is accepted; may be "".
    """

    blad: str
    cel: str
    veld: str
    waarde: str
    waarom: str
    wel: str = ""
    voorbeeld: str = ""


def row_key(texts: Iterable[str]) -> str:
    """Return the key of a row of the answer: the same for the same words, however they were saved."""
    words = (" ".join(plain_text(text).split()).casefold() for text in texts)
    digest = sha256("\x1f".join(word for word in words if word).encode("utf-8", "surrogatepass"))
    return f"{SOORT}:{digest.hexdigest()[:16]}"
