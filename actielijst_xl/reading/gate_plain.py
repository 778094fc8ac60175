"""The quick way to count in one XML part, for the plain UTF-8 that spreadsheet programs write.

expat, without handlers and so at the speed of C, proves that the part is well-formed. It has no comment,
CDATA section or DOCTYPE (`<!`) and no instruction (`<?`), so every `<` begins a tag, and regular
expressions may count tags. Where a tag is not as plain as that (an odd quote, a prefix, a cell without
address) the answer is None, and `gate_xml` follows every element instead. Both ways give the same counts.
"""

import re
from itertools import accumulate
from typing import Final
from xml.parsers import expat

from actielijst_xl.reading.gate_limits import Limits
from actielijst_xl.reading.gate_part import Box, Part, area, column_number, place, row_number, whole_number

_NAME: Final = rb"<(?:[^\s<>/:]+:)?"
_CHILD: Final = (
    rb"<v>[^<]*</v>|<v ?/>|<f(?: [^<>]*)?>[^<]*</f>|<f(?: [^<>]*)?/>|<is><t(?: [^<>]*)?>[^<]*</t></is>"
)
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?:[^<>]*[^<>/])?(?:/>|>((?:' + _CHILD + rb")*+)</c>)"
)
_STRING = re.compile(rb"<si><t(?: [^<>]*)?>[^<]*</t></si>")
_TAG = re.compile(rb"</|/>|<")
_STEP: Final = {b"<": 1, b"</": -1, b"/>": -1}
# two `>` after one `<`: one of them is text or stands in an attribute, so a `/>` may not end a tag
_UNCLEAR = re.compile(rb">[^<>]*>")
_ROOT = re.compile(rb"<((?:[^\s<>/:]+:)?)([^\s<>/:]+)([^<>]*)>")
_HEAD = re.compile(rb"<\?xml [^<>]*\?>")
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"')
_DIMENSION = re.compile(rb'<dimension ref="([A-Z0-9:]*)" ?/>')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)" ?/>')
_LINK = re.compile(rb'<hyperlink (?:(?!ref=)[a-z:]+="[^"<>]*" )*+ref="([A-Z0-9:]+)"[^<>]*>')
_SPECIAL = re.compile(_NAME + rb"(row|c|mergeCell|hyperlink|dimension|sst|si|xf|sheetData)(?=[\s/>])")


def count_plain(content: bytes, limits: Limits) -> Part | None:
    """Return the counts, or None where only the slow way is sure."""
    body = content.removeprefix(b"\xef\xbb\xbf")
    if head := _HEAD.match(body):
        body = body[head.end() :]
    if b"<!" in body or b"<?" in body:
        return None
    expat.ParserCreate().Parse(content, True)  # noqa: FBT003 (expat takes it by position)
    counts = Part(elements=body.count(b"<") - body.count(b"</"))
    rest = _take_cells(body, counts) if b"<sheetData" in body else _take_strings(body, counts)
    if _UNCLEAR.search(rest):
        return None
    # the cells and strings that were taken out are at most three deep, two levels below what stays
    deepest = max(accumulate(map(_STEP.__getitem__, _TAG.findall(rest))), default=0)
    if deepest + 5 > limits.xml_depth:
        return None
    return counts if _take_the_rest(rest, counts) else None


def _take_cells(body: bytes, counts: Part) -> bytes:
    """Count the plain cells and return what is between them."""
    pieces = _CELL.split(body)
    columns, rows, contents = pieces[1::4], pieces[2::4], pieces[3::4]
    counts.cells = len(columns)
    filled = [(c, r) for c, r, inside in zip(columns, rows, contents, strict=True) if inside]
    if filled:
        numbers = [column_number(letters.decode()) for letters in {c for c, _ in filled}]
        lines = [int(r) for r in {r for _, r in filled}]
        counts.box = Box(top=min(lines), bottom=max(lines), left=min(numbers), right=max(numbers))
    _check_reach(columns, rows)
    return b"".join(pieces[0::4])


def _check_reach(columns: list[bytes], rows: list[bytes]) -> None:
    for letters in set(columns):
        place(f"{letters.decode()}1")
    if rows:
        row_number(str(max(map(int, set(rows)))))


def _take_strings(body: bytes, counts: Part) -> bytes:
    if b"<si>" not in body:
        return body
    rest, counts.strings = _STRING.subn(b"", body)
    return rest


def _take_the_rest(rest: bytes, counts: Part) -> bool:
    """Count what is left; return False where a tag is written in a way that only expat understands."""
    root = _ROOT.search(rest)
    if root is None:
        return False
    counts.root = root[2].decode("utf-8", "replace")
    counts.strict = b"purl.oclc.org" in root[3]
    special = [name for name in _SPECIAL.findall(rest) if name != b"sheetData"]
    counts.xf = special.count(b"xf")
    if counts.root == "calcChain":  # its `c` are no cells
        return set(special) <= {b"c"} and b"sheetData" not in rest
    counts.rows = special.count(b"row")
    if b"c" in special or b"si" in special or b"'" in root[3] or root[3].count(b'"') % 2:
        return False
    return (
        _take_ranges(rest, special, counts) and _take_rows(rest, counts) and _take_sst(root, special, counts)
    )


def _take_ranges(rest: bytes, special: list[bytes], counts: Part) -> bool:
    merges, links = _MERGE.findall(rest), _LINK.findall(rest)
    dimensions = _DIMENSION.findall(rest)
    found = (len(merges), len(links), len(dimensions))
    if found != tuple(map(special.count, (b"mergeCell", b"hyperlink", b"dimension"))):
        return False
    if counts.root != "worksheet" and any(found):
        return False
    counts.merged = sum(area(ref.decode()) for ref in merges)
    counts.linked = sum(area(ref.decode()) for ref in links)
    for ref in filter(None, dimensions):
        area(ref.decode())
    return True


def _take_rows(rest: bytes, counts: Part) -> bool:
    if not counts.rows:
        return True
    numbers = _ROW.findall(rest)
    if numbers:
        row_number(str(max(map(int, numbers))))
    return b"<sheetData" in rest and len(numbers) == counts.rows


def _take_sst(root: re.Match[bytes], special: list[bytes], counts: Part) -> bool:
    if b"sst" not in special:
        return True
    numbers = re.findall(rb'\s(?:count|uniqueCount)="([^"]*)"', root[3])
    counts.announced = max((whole_number(number.decode("utf-8", "replace")) for number in numbers), default=0)
    return counts.root == "sst" and special.count(b"sst") == 1 and b"&" not in root[3]
