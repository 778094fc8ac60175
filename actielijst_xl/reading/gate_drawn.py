"""Parts that are only drawn: charts, their styles, drawings, the theme.

Nobody here parses them to read a workbook: no value, name or relation that a reader follows stands in them.
So it does no harm that one is not well-formed, and a damaged chart is no reason to refuse a whole return.
Bounds, layers and a DOCTYPE are looked at as everywhere. What a part is shows in its first element, not in
its name; a part with anything to count is no drawing, and one that the workbook uses as a sheet is parsed
after all (`gate_package`). Tables, comments and relations are read by someone, so they are not in this list.
"""

import re
from typing import Final

from actielijst_xl.reading.gate_limits import Limits
from actielijst_xl.reading.gate_part import Part
from actielijst_xl.reading.gate_quick import COUNTED_NAME, PROLOG, first_counted

_FIRST: Final = re.compile(
    PROLOG.pattern + rb"\s*+"
    rb"(?=<(?>(?:[a-zA-Z0-9]++:)?)(?:chartSpace|chartStyle|colorStyle|theme|wsDr)[\s>])"
)
_LAYERS: Final = 32


def _drawing() -> re.Pattern[bytes]:
    """Return what an element with others in it looks like, so many layers deep, and nothing that counts."""
    name = rb"<(?>(?:[a-zA-Z0-9]++:)?)(?!" + COUNTED_NAME + rb"[\s/>])[a-zA-Z0-9]++"
    tag = name + rb'(?>(?: [a-zA-Z0-9:]++="[^"<]*+")*) ?'
    element = tag + rb"/>"
    for _ in range(_LAYERS - 1):
        element = tag + rb"(?:/>|>[^<]*+(?>(?:" + element + rb"[^<]*+)*)</[^<>]++>)"
    return re.compile(element + rb"\s*+")


_DRAWING: Final = _drawing()


def drawn_counts(content: bytes, limits: Limits) -> Part | None:
    """Return the counts of a part in UTF-8 that is only drawn; None where it is not, or leaves doubt."""
    first = _FIRST.match(content)
    if first is None or limits.xml_depth < _LAYERS or not _DRAWING.fullmatch(content, first.end()):
        return None
    return _counts(content)


def damaged_counts(content: bytes) -> Part | None:
    """Return the counts of a part in UTF-8 that is only drawn and not well-formed; None where it is not."""
    if not _FIRST.match(content) or b"<!" in content or first_counted(content):
        return None
    return _counts(content)


def _counts(content: bytes) -> Part:
    return Part(elements=content.count(b"<"), plain=True, drawn=True)
