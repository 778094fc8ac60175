"""The quick way to count what is in a part, at the speed of C.

One search tells whether a part has anything to count: rows, strings, merged ranges, cell formats. A part
without (a table, a chart, relations) needs a look at its layers only, and one pass of the parser without
handlers of ours to tell whether it is well-formed.

In a sheet or the shared strings, one regular expression follows the bulk (the rows, the strings) from the
first to the last byte: every tag, every address, every nesting must be exactly as programs write them. Around
the bulk everything that counts has to be written plainly as well. Where something is otherwise (a comment, an
odd quote, a prefix, a cell without address), the answer is None and `gate_xml` follows every element instead.

Counts are those of the slow way, or more: tags that close something count as elements, and the box goes
around cells without content too. When that is too much, the slow way has the last word.
"""

import re
from typing import Final

from actielijst_xl.reading.gate_limits import LAST_COLUMN, LAST_ROW, Limits
from actielijst_xl.reading.gate_part import Box, Part, column_number, place, row_number

_PREFIX: Final = rb"<(?>(?:[^\s<>/:]*+:)*)"
# the first letters once more, because that tells most elements apart at once
COUNTED_NAME: Final = rb"(?=[dhmsx])(?:s(?:heetData|st|i)|dimension|mergeCell|hyperlink|xf)"
"""The name of an element that counts, wherever it stands."""
_COUNTED: Final = re.compile(_PREFIX + rb"(" + COUNTED_NAME + rb")(?=[\s/>])")
PROLOG: Final = re.compile(rb"(?>(?:\xef\xbb\xbf)?)(?>(?:<\?xml [^<>?]*+\?>)?)")
_SHEET: Final = re.compile(rb"<sheetData>(?=<row )")
_SHEET_END: Final = b"</sheetData>"
_TEXT: Final = rb'<t(?: xml:space="preserve")?>[^<]*+</t>'
_VALUE: Final = rb"<v>[^<]*+</v></c>"
_OTHER: Final = (
    rb"(?>(?:<f(?: [^<>]*+(?<!/))?>[^<]*+</f>|<f [^<>]*+(?<=/)>)?)"
    rb"(?>(?:<v>[^<]*+</v>|<v ?/>|<is>" + _TEXT + rb"</is>)?)</c>"
)
# a second `r` would be the address that the reader of values believes
_NAMED: Final = rb'(?>(?: (?!r=)[a-zA-Z:0-9]++="[^"<>]*+")*)'


def _rows_of(column: bytes) -> re.Pattern[bytes]:
    """Return what whole rows look like of which the cells are in such columns."""
    usual = rb' s="[0-9]++"(?:/>| t="s"><v>[0-9]++</v></c>)'  # most cells; what follows would do for them too
    other = rb" ?(?:/>|>(?:" + _VALUE + rb"|" + _OTHER + rb"))"
    any_other = rb'(?>(?: t="[a-zA-Z]*+")?)(?:>' + _VALUE + rb"|/>|" + _NAMED + other + rb")"
    cell = rb'<c r="' + column + rb'\1"(?:' + usual + rb'|(?>(?: s="[0-9]*+")?)' + any_other + rb")"
    row = rb'<row r="([1-9][0-9]{0,6})"' + _NAMED + rb" ?(?:/>|>(?>(?:" + cell + rb")*)</row>)\s*+"
    return re.compile(rb"(?>(?:" + row + rb")*)")


_NARROW_ROWS: Final = _rows_of(rb"[A-Z]")
_WIDE_ROWS: Final = _rows_of(rb"[A-Z]{1,3}")
_ROW_NUMBER: Final = re.compile(rb'<row r="([0-9]+)')
_WIDE_COLUMN: Final = re.compile(rb'<c r="([A-Z]{2,3})')
_LOOK: Final = (
    rb"<(?:b|i|u|strike|sz|color|rFont|family|charset|scheme|vertAlign)"
    rb'(?>(?: (?!tint=)[a-zA-Z]++="[^"<>]*+")?)(?>(?: tint="[^"<>]*+")?) ?/>'
)
_RUN: Final = rb"<r>(?>(?:<rPr>(?>(?:" + _LOOK + rb")*)</rPr>)?)" + _TEXT + rb"</r>"
_STRINGS: Final = re.compile(rb"(?>(?:<si>(?:" + _TEXT + rb"|<t ?/>|(?>(?:" + _RUN + rb")+))</si>\s*+)*)")
_ENTITY: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
# around the rows: whatever counts there, and that same thing as programs write it
_AROUND: Final = re.compile(
    _PREFIX + rb"(?=[cdhmrsx])(s(?:heetData|st|i)|dimension|mergeCell|hyperlink|xf|row|c)(?=[\s/>])"
)
_CORNER: Final = rb"([A-Z]{1,3})([1-9][0-9]{0,6})"
_RANGE: Final = re.compile(
    rb'<(dimension|mergeCell|hyperlink)(?>(?: (?!ref=)[a-zA-Z:0-9]++="[^"<>]*+")*) ref="'
    + _CORNER
    + rb"(?::"
    + _CORNER
    + rb')?"'
)
_WORKSHEET: Final = re.compile(PROLOG.pattern + rb"\s*+<worksheet[\s>]")
_MOST_TAGS: Final = 4  # <c>, <f>, <is> and <t>
_STEP: Final = 512  # bytes between two looks at the layers
_VALIDATIONS, _VALIDATIONS_END = b"<dataValidations", b"</dataValidations>"
_IN_UTF8: Final = (b'<?xml version="1.0" encoding="UTF-8"', b"<worksheet")
DEEP: Final = 4
"""Layers of the bulk: <row>, <c>, <is> and <t>, or <si>, <r>, <rPr> and what is in it."""
_CONTROL: Final = bytes(n for n in range(32) if n not in (9, 10, 13)) + b"\x7f"


def first_counted(content: bytes) -> bytes:
    """Return the name of the first element that counts for more than an element; b"" where there is none."""
    found = _COUNTED.search(content)
    return found[1] if found else b""


def plain_counts(content: bytes, limits: Limits, *, formats: bool) -> Part | None:
    """Return the elements of a part that has nothing else to count, but perhaps cell `formats`.

    It still has to be parsed: this does not show whether it is well-formed and has a DOCTYPE. None where only
    the slow way is sure: rows, cells or strings after all, or perhaps too many layers.
    """
    names = _COUNTED.findall(content) if formats else []
    if names.count(b"xf") != len(names) or not has_few_layers(content, limits.xml_depth):
        return None
    return Part(elements=content.count(b"<"), xf=len(names), plain=True)


def take_bulk(content: bytes) -> tuple[bytes, Part] | None:
    """Return the part without its bulk, and the counts of the bulk; None where only the slow way is sure."""
    if start := _SHEET.search(content):
        return _take_rows(content, start.end())
    at = content.find(b"<si>")
    return _take_strings(content, at) if at >= 0 else None


def take_validations(rest: bytes) -> tuple[bytes, bytes]:
    """Return what stands around the rows without the data validations, and those; b"" where there are none.

    They are most of what stands there, and the same on many sheets of many copies. They are taken out in such
    a way that the rest is well-formed only where they stand between two tags.
    """
    start = rest.find(_VALIDATIONS)
    inside = rest.find(b">", max(start, 0)) + 1
    end = rest.find(_VALIDATIONS_END, inside)
    if start < 0 or end < 0 or not rest.startswith(_IN_UTF8):
        return rest, b""
    return rest[:inside] + rest[end:], rest[inside:end]


def _take_rows(content: bytes, start: int) -> tuple[bytes, Part] | None:
    end = _end(_NARROW_ROWS, content, start)
    is_narrow = content.startswith(_SHEET_END, end)
    if not is_narrow:
        end = _end(_WIDE_ROWS, content, end)
    rows = content[start:end]
    if not content.startswith(_SHEET_END, end) or not _is_clean(rows):
        return None
    return content[:start] + content[end:], _count_rows(rows, is_narrow=is_narrow)


def _end(pattern: re.Pattern[bytes], content: bytes, start: int) -> int:
    match = pattern.match(content, start)
    return match.end() if match else start


def _count_rows(content: bytes, *, is_narrow: bool) -> Part:
    rows = list(map(int, _ROW_NUMBER.findall(content)))
    row_number(str(max(rows)))
    cells = content.count(b"<c ")
    counts = Part(elements=len(rows) + _MOST_TAGS * cells, rows=len(rows), cells=cells)
    if cells:
        columns = set() if is_narrow else {letters.decode() for letters in _WIDE_COLUMN.findall(content)}
        for letters in columns:
            place(f"{letters}1")
        counts.box = Box(
            top=min(rows), bottom=max(rows), left=1, right=max(map(column_number, columns), default=26)
        )
    return counts


def _take_strings(content: bytes, start: int) -> tuple[bytes, Part] | None:
    end = _end(_STRINGS, content, start)
    strings = content[start:end]
    counts = Part(elements=strings.count(b"<"), strings=strings.count(b"<si>"))
    return (content[:start] + content[end:], counts) if _is_clean(strings) else None


def _is_clean(bulk: bytes) -> bool:
    """Whether this is UTF-8 with nothing in it that no XML may have."""
    try:
        if not bulk.isascii():
            bulk.decode("utf-8")
    except UnicodeDecodeError:
        return False
    unknown = b"&" in bulk and _ENTITY.search(bulk)
    return not unknown and len(bulk.translate(None, _CONTROL)) == len(bulk)


def counts_around(rest: bytes) -> Part | None:
    """Return the counts of a parsed sheet without its rows; None where only the slow way is sure."""
    if not _WORKSHEET.match(rest):
        return None
    ranges = _RANGE.findall(rest)
    names = _AROUND.findall(rest)
    # everything that counts is written plainly, and but for that there is nothing but the place of the rows
    if names.count(b"sheetData") != 1 or len(names) != len(ranges) + 1:
        return None
    counts = Part(root="worksheet", elements=rest.count(b"<"))
    areas = {b"dimension": 0, b"mergeCell": 0, b"hyperlink": 0}
    for name, left, top, right, bottom in ranges:
        rows = int(top), int(bottom or top)
        columns = column_number(left.decode()), column_number((right or left).decode())
        if max(rows) > LAST_ROW or max(columns) > LAST_COLUMN:
            return None
        areas[name] += (abs(rows[1] - rows[0]) + 1) * (abs(columns[1] - columns[0]) + 1)
    counts.merged, counts.linked = areas[b"mergeCell"], areas[b"hyperlink"]
    return counts


def counts_nothing(inside: bytes) -> bool:
    """Return whether nothing that stands around the rows of a sheet counts here for more than an element."""
    return _AROUND.search(inside) is None


def has_cells(rest: bytes) -> bool:
    """Return whether cells stand around the bulk: where, only the slow way knows."""
    return b"c" in _AROUND.findall(rest)


def added(rest: Part, bulk: Part, limits: Limits) -> Part | None:
    """Return the counts of a whole part; None where its box may be too large."""
    if bulk.box.area > limits.cell_box:
        return None
    rest.elements += bulk.elements
    rest.cells += bulk.cells  # around the strings of an odd part can be rows too
    rest.rows += bulk.rows
    rest.strings += bulk.strings
    if bulk.cells:
        rest.box.add(bulk.box.top, bulk.box.left)
        rest.box.add(bulk.box.bottom, bulk.box.right)
    return rest if rest.box.area <= limits.cell_box else None


def has_few_layers(content: bytes, most: int) -> bool:
    """Whether there are surely no more layers than this in a part without comments and the like."""
    # one layer more for an element that closes itself
    return content.count(b"</") < most or _is_shallow(content, most)


def _is_shallow(content: bytes, most: int) -> bool:
    """Whether there are no more layers than this, as if tags that are closed nearby were closed later."""
    prolog = PROLOG.match(content)
    depth, at = 0, content.find(b"<", prolog.end() if prolog else 0)
    while at >= 0:
        after = content.find(b"<", at + _STEP)
        end = after if after >= 0 else len(content)
        closing = content.count(b"</", at, end)
        opening = content.count(b"<", at, end) - closing - content.count(b"/>", at, end)
        if depth + opening + 1 > most:  # one more for those that close themselves
            return False
        depth += opening - closing
        at = after
    return depth == 0  # otherwise some text looks like the end of a tag
