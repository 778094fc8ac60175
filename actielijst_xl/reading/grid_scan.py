"""Facts of a worksheet part straight from its bytes, where these leave no doubt; the parser does the rest.

In XML without comments, CDATA or processing instructions a `<` only ever begins a tag. Where, besides, all
elements of the sheet are written without a prefix and attributes stand in double quotes, these searches see
exactly what a parser sees, at a tenth of its cost. Anything else gives None. Single rare signs are looked
for first, because the search for one byte is many times as fast as that for two.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from actielijst_xl.model.address import Cell, parse_address
from actielijst_xl.reading.grid_facts import FORMULE_ZONDER_WAARDE, SheetFacts, cols_between

_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>?]*\?>)?\s*(?=<worksheet\s)")
_TAG = re.compile(rb"<(\w+)((?:\s+[\w:.-]+=\"[^\"<&]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(rb"\s([\w:.-]+)=\"([^\"]*)\"")
_COL = re.compile(rb"<col\s[^<]*hidden")
# A comment or instruction, a formula that is not followed at once by a filled <v>, a row of which `hidden`
# or `ht` asks for a closer look. Possessive, so that nothing is tried twice.
_ODD = re.compile(
    rb"<(?:!|\?|f(?=[\s/>])[^<]*+(?>(?:</f>)?)(?!<v>[^<])"
    rb"|row\b[^<]*h(?<![A-Za-z]h)(?:idden(?!=\"(?:0|false)\")|t(?!=\"[1-9])))"
)
_ERROR = re.compile(  # as nearly every program writes it
    rb"<c r=\"([A-Z]{1,3}[1-9][0-9]{0,6})\"(?: s=\"[0-9]+\")? t=\"e\">"
    rb"(?:<f(?=[\s/>])[^<]*(?:</f>)?)?<v>([^<&\r]+)</v>"
)
_ERROR_VALUE = re.compile(rb"(?:<f(?=[\s/>])[^<]*(?:</f>)?)?<v>([^<&\r]*)</v>")
_EMPTY_VALUE = re.compile(rb"(?:<v></v>|<v/>)</c>")
_QUOTED = re.compile(rb"=\s*+'")
_ESCAPED = re.compile(rb"=\s*+\"&#")
_LONG_HEAD = 20_000  # bytes above the rows
_RARE = 300  # a sign that stands once in so many bytes or less is looked at place by place
TRUE = ("1", "true", "on")


class _DoubtError(Exception):
    """Only a parser can tell."""


def needs_repair(xml: bytes) -> bool:
    """Tell whether the value reader would read this sheet wrongly without an error.

    Measured: UTF-16 gives an empty sheet, a comment inside a value cuts it off.
    """
    return _is_wide(xml) or b"<!--" in xml


def _is_wide(xml: bytes) -> bool:
    head = xml[:200]
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head
    return wide or _OTHER_ENCODING.search(head) is not None


def scan_facts(xml: bytes) -> SheetFacts | None:
    """Return the facts of a worksheet part, or None when only a parser can tell.

    A part with facts needs no repair either.
    """
    try:
        start, end = _sheet_data(xml)
        hidden_cols = _head(xml[:start])
        _be_plain(xml, start, end)
        unreadable = dict(_errors(xml, start, end))
        hidden_rows: set[int] = set()
        for match in _ODD.finditer(xml, start, end):
            if match[0].startswith(b"<row"):
                hidden_rows |= _hidden_row(xml, match.start())
            elif match[0].startswith(b"<f"):
                unreadable |= _empty_formula(xml, match)
            else:
                return None
        return SheetFacts(hidden_rows=frozenset(hidden_rows), hidden_cols=hidden_cols, unreadable=unreadable)
    except (_DoubtError, KeyError, ValueError):  # ValueError: a strange address or text
        return None


def _sheet_data(xml: bytes) -> tuple[int, int]:
    """Where the rows begin and end."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if end < 0 and xml.startswith(b"<sheetData/>", start):
        end = start
    if not 0 <= start <= end or start > _LONG_HEAD:
        raise _DoubtError
    return start, end


@lru_cache(maxsize=128)  # the fiches of many returns begin alike
def _head(head: bytes) -> frozenset[int]:
    """The hidden columns, as they stand above the rows.

    Raises:
        _DoubtError: Through something that stands there a tag could look like something else.
    """
    prolog = _PROLOG.match(head)
    if prolog is None or _is_wide(head):
        raise _DoubtError
    root, inside = _tag(head, prolog.end(), b"worksheet")
    spaces = [value for name, value in root.items() if name.startswith("xmlns")]
    is_odd = any(head.find(sign, inside) >= 0 for sign in (b"<!", b"<?", b"xmlns"))
    if is_odd or "xmlns" not in root or len(set(spaces)) != len(spaces):
        raise _DoubtError
    return frozenset(_hidden_cols(head))


def _be_plain(xml: bytes, start: int, end: int) -> None:
    """Stop at anything through which a tag could look like something else; `_ODD` sees the rest.

    Raises:
        _DoubtError: Attributes in single quotes or escaped, namespaces, comments, columns below the rows.
    """
    if (
        (_follows(xml, b"'", b"= \t\r\n", start, end) and _QUOTED.search(xml, start, end))
        or (_follows(xml, b"#", b"&", start, end) and _ESCAPED.search(xml, start, end))
        or _any(xml, b"xmlns", start, end)
        or _follows(xml, b"!", b"<", end, len(xml))
        or xml.find(b"<cols", end) >= 0
    ):
        raise _DoubtError


def _follows(xml: bytes, sign: bytes, before: bytes, start: int, end: int) -> bool:
    """Tell whether a sign stands somewhere right behind one of these bytes."""
    at = xml.find(sign, start, end)
    for _ in range(max(end - start, 0) // _RARE):
        if at < 0:
            return False
        if xml[at - 1] in before:
            return True
        at = xml.find(sign, at + 1, end)
    return any(xml.find(bytes((byte,)) + sign, max(at - 1, 0), end) >= 0 for byte in before)


def _any(xml: bytes, word: bytes, start: int, end: int) -> bool:
    """Tell whether a word stands there, of which the first letter is rare."""
    at = xml.find(word[:1], start, end)
    for _ in range((end - start) // _RARE):
        if at < 0 or xml.startswith(word, at):
            return at >= 0
        at = xml.find(word[:1], at + 1, end)
    return xml.find(word, at, end) >= 0


def _tag(xml: bytes, at: int, name: bytes) -> tuple[Mapping[str, str], int]:
    """The attributes of the opening tag that begins here, and where it ends.

    Raises:
        _DoubtError: It is written in another way, or has another name.
    """
    match = _TAG.match(xml, at)
    if match is None or match[1] != name:
        raise _DoubtError
    return {key.decode(): value.decode() for key, value in _ATTRIBUTE.findall(match[2])}, match.end()


def _hidden_row(xml: bytes, at: int) -> set[int]:
    row, _ = _tag(xml, at, b"row")
    if row.get("hidden") not in TRUE and row.get("ht") != "0":
        return set()
    if not row["r"].isdecimal():
        raise _DoubtError
    return {int(row["r"]) - 1}


def _hidden_cols(head: bytes) -> Iterator[int]:
    for match in _COL.finditer(head) if b"hidden" in head else ():
        col, _ = _tag(head, match.start(), b"col")
        if col.get("hidden") in TRUE:
            yield from cols_between(int(col["min"]) - 1, int(col["max"]) - 1)


def _errors(xml: bytes, start: int, end: int) -> Iterator[tuple[Cell, str]]:
    """The error cells with a value: all others are a doubt."""
    at = xml.find(b'"e"', start, end)
    while at >= 0:
        begin = xml.rfind(b"<", start, at)
        if usual := _ERROR.match(xml, begin):
            yield parse_address(usual[1].decode()), usual[2].decode()
        elif xml.startswith(b"<c", begin):  # else it is text of a formula
            cell, after = _tag(xml, begin, b"c")
            value = _ERROR_VALUE.match(xml, after)
            if cell.get("t") == "e":
                if value is None:
                    raise _DoubtError
                yield parse_address(cell["r"]), value[1].decode() or "fout"
        at = xml.find(b'"e"', xml.find(b"<", at), end)  # a text is looked at once, whatever is in it


def _empty_formula(xml: bytes, formula: re.Match[bytes]) -> dict[Cell, str]:
    """What a cell has of which the formula is not followed by a value; an empty text is a value."""
    begin, after = xml.rfind(b"<", 0, formula.start()), formula.end()
    cell, _ = _tag(xml, begin, b"c")
    is_empty = _EMPTY_VALUE.match(xml, after)
    if cell.get("t") == "e" or (not is_empty and not xml.startswith(b"</c>", after)):
        raise _DoubtError
    if is_empty and cell.get("t") == "str":
        return {}
    return {parse_address(cell["r"]): FORMULE_ZONDER_WAARDE}
