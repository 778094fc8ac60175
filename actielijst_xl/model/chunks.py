"""Long text in cells: compressed, cut into pieces that fit a cell, with a checksum over the whole.

A cell holds at most 32,767 characters; 16,000 stay far from that in every program.
"""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Sequence

CHUNK = 16_000
_MAX_BYTES = 256 * 1024 * 1024  # far above what years of rounds need


class DamagedError(ValueError):
    """The pieces are not complete, or not what was written."""


def pack(text: str) -> tuple[str, ...]:
    """Return the pieces of `text`: a header with the checksum and the number of pieces, then the pieces."""
    data = base64.b85encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")
    pieces = tuple(data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    # A letter in front keeps a piece from looking like a formula or a number.
    return f"sha256 {digest} {len(pieces)}", *(f"z{piece}" for piece in pieces)


def unpack(pieces: Sequence[str]) -> str:
    """Return the text that `pack` made `pieces` of.

    Raises:
        DamagedError: A piece is missing or changed.
    """
    match pieces[0].split() if pieces else []:
        case ["sha256", digest, count] if count.isdigit() and len(pieces) > int(count):
            wanted = pieces[1 : int(count) + 1]
        case _:
            raise DamagedError("no header, or a piece is missing")
    try:
        inflater = zlib.decompressobj()
        raw = inflater.decompress(base64.b85decode("".join(piece[1:] for piece in wanted)), _MAX_BYTES)
        text = raw.decode("utf-8")
    except (zlib.error, binascii.Error, ValueError) as error:
        raise DamagedError(str(error)) from error
    if hashlib.sha256(raw).hexdigest() != digest:
        raise DamagedError("the checksum is another one")
    return text
