"""The quick way to count the bulk of a workbook: the rows of a sheet and the shared strings.

One regular expression, at the speed of C, follows the rows from the first to the last byte: every tag, every
address, every nesting must be exactly as programs write them. Where it stops before the end (a comment, an
odd quote, a prefix, a cell without address), the answer is None and `gate_xml` follows every element instead.
What is left around the bulk is small, and goes the slow way as well.

Counts are those of the slow way, or more: the box goes around cells without content too. When that is too
much, the slow way has the last word.
"""

import re
from typing import Final

from actielijst_xl.reading.gate_limits import Limits
from actielijst_xl.reading.gate_part import Box, Part, column_number, place, row_number

_SHEET: Final = re.compile(rb"<sheetData>(?=<row )")
_SHEET_END: Final = b"</sheetData>"
_TEXT: Final = rb'<t(?: xml:space="preserve")?>[^<]*+</t>'
_VALUE: Final = rb"<v>[^<]*+</v></c>"
_OTHER: Final = (
    rb"(?:<f(?: [^<>]*+(?<!/))?>[^<]*+</f>|<f [^<>]*+(?<=/)>)?+"
    rb"(?:<v>[^<]*+</v>|<v ?/>|<is>" + _TEXT + rb"</is>)?+</c>"
)
# a second `r` would be the address that the reader of values believes
_NAMED: Final = rb'(?: (?!r=)[a-zA-Z:0-9]++="[^"<>]*+")*+'
_CELL: Final = (
    rb'<c r="[A-Z]{1,3}\1"(?: s="[0-9]*+")?+(?: t="[a-zA-Z]*+")?+(?:>'
    + _VALUE
    + rb"|/>|"
    + _NAMED
    + rb" ?(?:/>|>(?:"
    + _VALUE
    + rb"|"
    + _OTHER
    + rb")))"
)
_ROWS: Final = re.compile(
    rb'(?:<row r="([1-9][0-9]{0,6})"' + _NAMED + rb" ?(?:/>|>(?:" + _CELL + rb")*+</row>)\s*+)*+"
)
_STRINGS: Final = re.compile(rb"(?:<si>" + _TEXT + rb"</si>)*+")
_ENTITY: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_ROW_NUMBER: Final = re.compile(rb'<row r="([0-9]+)')
_WIDE_COLUMN: Final = re.compile(rb'<c r="([A-Z]{2,3})')
_MOST_TAGS: Final = 4  # <c>, <f>, <is> and <t>
_CONTROL: Final = bytes(n for n in range(32) if n not in (9, 10, 13)) + b"\x7f"


def take_bulk(content: bytes) -> tuple[bytes, Part] | None:
    """Return the part without its bulk, and the counts of the bulk; None where only the slow way is sure."""
    if not _is_clean(content):
        return None
    if start := _SHEET.search(content):
        found = _take_rows(content, start.end())
    elif (at := content.find(b"<si>")) >= 0:
        found = _take_strings(content, at)
    else:
        return None
    # in the bulk every `<` began a tag; around it a comment could pretend that this is a sheet
    return None if found is None or b"<!" in found[0] else found


def _is_clean(content: bytes) -> bool:
    """Whether this is UTF-8 with nothing in it that no XML may have."""
    try:
        if not content.isascii():
            content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    unknown = b"&" in content and _ENTITY.search(content)
    return not unknown and len(content.translate(None, _CONTROL)) == len(content)


def _take_rows(content: bytes, start: int) -> tuple[bytes, Part] | None:
    match = _ROWS.match(content, start)
    end = match.end() if match else start
    if not content.startswith(_SHEET_END, end):
        return None
    rows = list(map(int, _ROW_NUMBER.findall(content, start, end)))
    row_number(str(max(rows)))
    cells = content.count(b'<c r="', start, end)
    counts = Part(elements=len(rows) + _MOST_TAGS * cells, rows=len(rows), cells=cells)
    if cells:
        columns = {letters.decode() for letters in _WIDE_COLUMN.findall(content, start, end)}
        for letters in columns:
            place(f"{letters}1")
        counts.box = Box(
            top=min(rows), bottom=max(rows), left=1, right=max(map(column_number, columns), default=26)
        )
    return content[:start] + content[end:], counts


def _take_strings(content: bytes, start: int) -> tuple[bytes, Part] | None:
    match = _STRINGS.match(content, start)
    end = match.end() if match else start
    strings = content.count(b"<si>", start, end)
    counts = Part(elements=2 * strings, strings=strings)
    return content[:start] + content[end:], counts


def added(rest: Part, bulk: Part, limits: Limits) -> Part | None:
    """Return the counts of a whole part; None where its box may be too large, or its layers too many."""
    if bulk.box.area > limits.cell_box or limits.xml_depth < 8:
        return None
    rest.elements += bulk.elements
    rest.cells, rest.rows, rest.box = bulk.cells, bulk.rows, bulk.box
    rest.strings += bulk.strings
    return rest
