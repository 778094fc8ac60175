"""The quick way to count the bulk of a workbook: the rows of a sheet and the shared strings.

One regular expression, at the speed of C, follows the rows from the first to the last byte: every tag, every
address, every nesting must be exactly as programs write them. Where it stops before the end (a comment, an
odd quote, a prefix, a cell without address), the answer is None and `gate_xml` follows every element instead.
What is left around the bulk is small, and goes the slow way as well. Of a part without anything to count but
elements (a chart, a drawing, a theme) `plain_counts` sees that its layers are few, and one pass of the parser
without handlers tells whether it is well-formed.

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
_COUNTED: Final = {  # word -> what is looked for where it stands; the search for a word is many times as fast
    sign + name: re.compile(sign + name + rb"(?=[\s/>])")
    for sign in (b"<", b":")
    for name in (b"sheetData", b"dimension", b"mergeCell", b"hyperlink", b"sst", b"si", b"xf")
    if sign + name != b"<xf"
}
_XF: Final = re.compile(rb"<xf(?=[\s/>])")
_STEP: Final = 512  # bytes between two looks at the depth
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
    rest.cells += bulk.cells  # around the strings of an odd part can be rows too
    rest.rows += bulk.rows
    rest.strings += bulk.strings
    if bulk.cells:
        rest.box.add(bulk.box.top, bulk.box.left)
        rest.box.add(bulk.box.bottom, bulk.box.right)
    return rest if rest.box.area <= limits.cell_box else None


def plain_counts(content: bytes, limits: Limits) -> Part | None:
    """Return the elements and formats of a part that has nothing else to count, if it is well-formed.

    None where only the slow way is sure: a comment or CDATA, rows, cells or strings, or too many layers.
    """
    starts_with_prolog = content.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml ")
    if b"<!" in content or content.count(b"<?") > starts_with_prolog or _has_counted(content):
        return None
    closing = content.count(b"</")
    elements = content.count(b"<") - starts_with_prolog - closing
    # so many tags close themselves; a `/>` more stands in a text, and then depth can't be counted this way
    if content.count(b"/>") != elements - closing or not _is_shallow(content, limits.xml_depth):
        return None
    return Part(elements=elements, xf=len(_XF.findall(content)))


def _has_counted(content: bytes) -> bool:
    return any(word in content and tag.search(content) for word, tag in _COUNTED.items())


def _is_shallow(content: bytes, most: int) -> bool:
    """Whether there are no more layers than this, as if tags that are closed nearby were closed later."""
    depth, at = 0, content.find(b"<")
    while at >= 0:
        after = content.find(b"<", at + _STEP)
        end = after if after >= 0 else len(content)
        closing = content.count(b"</", at, end)
        opening = content.count(b"<", at, end) - closing - content.count(b"/>", at, end)
        if depth + opening + 1 > most:  # one more for those that close themselves
            return False
        depth += opening - closing
        at = after
    return True
