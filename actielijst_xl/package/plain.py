"""A sheet part taken apart at its bytes, without a tree: only one that is written as programs write it.

What stands here may only say "this is sound" or "I don't know": whatever is written in another way is left to
the rules that look at the whole tree. All of it holds for well-formed XML (`is_well_formed`) only.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from actielijst_xl.package.refs import MAX_COL, MAX_HEIGHT_PT, MAX_ROW, column_number

_DECLARATION = re.compile(
    rb"<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?:UTF|utf)-8[\"'])?"
    rb"(?: standalone=[\"']yes[\"'])? ?\?>\s*"
)
_ODD_MARKUP = re.compile(rb"<[!?]")  # a comment, CDATA, an instruction or a DTD
ROWS, ROWS_END = b"<sheetData>", b"</sheetData>"
_NUMBER_OF_ROW = re.compile(rb'r="([1-9][0-9]{0,6})"')
ODD_FORMULA = re.compile(rb'<f(?!(?: a?ca="(?:0|1|true|false)")*>)')
"""A formula that may stand for more than its own cell, among rows without prefixes."""
_TABLE = re.compile(rb'<table((?: [\w:.]+="[^"<>&\t\r\n]*")+) ?>')
_TABLE_ATTRIBUTE = re.compile(rb' ([\w:.]+)="([^"]*)"')
_MAX_PIECE_BYTES = 9_000_000  # so that no text is as long as the strict parser refuses

# The cells of a row as programs write them. A text of 32,767 bytes has no more characters.
_FORMULA = rb'(?>(?:<f(?>(?: a?ca="(?:0|1|true|false)")*)>[^<]{1,8192}+</f>)?)'
_NUMBER = rb"-?[0-9]{1,17}+(?>(?:\.[0-9]{1,20}+)?)(?>(?:[Ee](?:-[0-9]{1,3}+|\+?+[0-9]{1,2}+))?)"
_ATTRIBUTE = rb' [\w:]++="[^"<&]*+"'
_STYLE = rb'(?>(?: s="[0-9]{1,9}+")?)'  # before or after the type
_PLACE = rb'<c r="[A-Z]{1,3}+\1"' + _STYLE
_CONTENTS = (
    rb" ?+/>",
    rb"></c>",
    rb' t="s"' + _STYLE + rb"><v>[0-9]{1,9}+</v></c>",
    rb' t="inlineStr"'
    + _STYLE
    + rb'><is><t(?>(?: xml:space="preserve")?)(?:>[^<]{0,32767}+</t>| ?+/>)</is></c>',
    rb'(?>(?: t="n"'
    + _STYLE
    + rb")?)>"
    + _FORMULA
    + rb"(?>(?:<v>(?>(?:"
    + _NUMBER
    + rb")?)</v>|<v ?+/>)?)</c>",
    rb' t="str"' + _STYLE + rb">" + _FORMULA + rb"(?>(?:<v>[^<]{0,32767}+</v>|<v ?+/>)?)</c>",
    rb' t="b"' + _STYLE + rb">" + _FORMULA + rb"(?>(?:<v>[01]</v>)?)</c>",
    rb' t="e"' + _STYLE + rb">" + _FORMULA + rb"(?>(?:<v>#[^<]{0,99}+</v>)?)</c>",
    rb' t="(?:n|s|str|b|e)"' + _STYLE + rb" ?+/>",
)
_ROW = re.compile(
    rb'r="([0-9]++)"((?>(?:' + _ATTRIBUTE + rb")*))"
    rb"(?: ?+/>|>(?>(?:" + _PLACE + rb"(?:" + b"|".join(_CONTENTS) + rb"))*)</row>)"
)
_ROW_ATTRIBUTE = re.compile(rb' (s|ht)="([^"]*)"')
_HEIGHT = re.compile(rb"[0-9]{1,3}(?:\.[0-9]{1,20})?")
_COLUMN = re.compile(rb'<c r="([A-Z]+)')


class Pieces(NamedTuple):
    """A sheet part in pieces.

    Attributes:
        head: What stands before the rows, without the XML declaration.
        rows: The rows, each without the `<row ` that it begins with.
        tail: What stands after the rows.
    """

    head: bytes
    rows: list[bytes]
    tail: bytes

    def joined(self) -> bytes:
        """Return the part itself, without the XML declaration."""
        return b"<row ".join([self.head, *self.rows]) + self.tail


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSheet:
    """A sheet part of which it is known where every row stands.

    Attributes:
        pieces: Its pieces.
        numbers: The numbers of the rows, ascending.
    """

    pieces: Pieces
    numbers: list[int]
    _plain: dict[int, bool] = field(default_factory=dict)

    @property
    def rows(self) -> list[bytes]:
        """The rows, each without the `<row ` that it begins with."""
        return self.pieces.rows

    def is_plain(self, at: int) -> bool:
        """Tell whether row `at` (counted from 0) is written plainly; looked at once."""
        if at not in self._plain:
            self._plain[at] = is_plain(self.rows[at])
        return self._plain[at]

    def with_only(self, rows: Iterable[int]) -> bytes:
        """Return the part with only these rows (counted from 0)."""
        return self.pieces._replace(rows=[self.rows[at] for at in rows]).joined()


def plain_sheet(part: bytes) -> PlainSheet | None:
    """Return a sheet part in pieces; None when it is written in an unusual way or its rows in disorder."""
    pieces = take_apart(part)
    if pieces is None:
        return None
    found = [match for row in pieces.rows if (match := _NUMBER_OF_ROW.match(row))]
    numbers = [int(match[1]) for match in found]
    in_order = len(numbers) == len(pieces.rows) and numbers == sorted(set(numbers)) and numbers[-1] <= MAX_ROW
    return PlainSheet(pieces=pieces, numbers=numbers) if in_order else None


def take_apart(part: bytes) -> Pieces | None:
    """Return the pieces of a sheet part in UTF-8; None when it is written in an unusual way."""
    start = _start(part)
    first, last = part.find(ROWS), part.rfind(ROWS_END)
    if not 0 <= first < last or _ODD_MARKUP.search(part, start):
        return None
    head, body, tail = part[start : first + len(ROWS)], part[first + len(ROWS) : last], part[last:]
    rows = body.split(b"<row ")[1:]
    if not (rows and _opens_rows(head) and _are_rows(body, rows)):
        return None
    too_long = max(map(len, (head, tail, *rows))) > _MAX_PIECE_BYTES
    return None if too_long else Pieces(head, rows, tail)


def table_attributes(part: bytes) -> dict[str, str] | None:
    """Return the attributes of the root of a table part, from its first bytes; None when it is not sure."""
    match = _TABLE.match(part, _start(part))
    if match is None:
        return None
    return {name.decode(): value.decode() for name, value in _TABLE_ATTRIBUTE.findall(match[1])}


def _start(part: bytes) -> int:
    """Return where the XML declaration ends, if it says what is the case: UTF-8."""
    declaration = _DECLARATION.match(part)
    return declaration.end() if declaration else 0


def _opens_rows(head: bytes) -> bool:
    """Whether two elements are open at the end: the sheet, and its only list of rows."""
    opened, closed, empty = head.count(b"<"), head.count(b"</"), head.count(b"/>")
    return opened == head.count(b">") and opened - 2 * closed - empty == 2 and head.count(b"sheetData") == 1


def _are_rows(body: bytes, rows: list[bytes]) -> bool:
    """Whether each piece is one whole row, and nothing stands before or between them."""
    count, ends = len(rows), body.count(b"</row>")
    whole = body.count(b"</row><row ") + body.endswith(b"</row>")
    if not body.startswith(b"<row ") or body.count(b"<row") != count or whole != ends:
        return False
    return ends == count or all(
        row.endswith(b"</row>") or (b"<" not in row and row.endswith(b"/>")) for row in rows
    )


def is_well_formed(part: bytes) -> bool:
    """Tell whether a part is well-formed XML, with a namespace for every prefix."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(part, True)  # noqa: FBT003 (expat takes it by position)
    except expat.ExpatError:
        return False
    return True


def is_plain(row: bytes) -> bool:
    """Tell whether a row is written plainly: every cell in its place, with a content that fits its type.

    How many formats and strings there are it does not know: `highest` says which it uses.
    """
    match = _ROW.fullmatch(row)
    return match is not None and _fits(match[2]) and _ascend(tuple(_COLUMN.findall(row)))


@lru_cache(maxsize=1024)
def _fits(attributes: bytes) -> bool:
    """Whether the height and the format in the attributes of a row are numbers that they can be."""
    return all(
        value.isdigit() if name == b"s" else _HEIGHT.fullmatch(value) and float(value) <= MAX_HEIGHT_PT
        for name, value in _ROW_ATTRIBUTE.findall(attributes)
    )


@lru_cache(maxsize=1024)
def _ascend(columns: tuple[bytes, ...]) -> bool:
    """Whether the columns of the cells of a row go up, and lie on a sheet; the same ones on many rows."""
    numbers = [column_number(column.decode()) for column in columns]
    return numbers == sorted(set(numbers)) and (not numbers or numbers[-1] <= MAX_COL)


_FORMATS = re.compile(rb' s="([0-9]+)"')
_STRINGS = re.compile(rb' t="s"(?: s="[0-9]+")?><v>([0-9]+)')


def highest(rows: bytes) -> tuple[int, int]:
    """Return the highest number of a format and of a shared string in plain rows; -1 without one."""
    formats, strings = set(_FORMATS.findall(rows)), set(_STRINGS.findall(rows))
    return max(map(int, formats), default=-1), max(map(int, strings), default=-1)
