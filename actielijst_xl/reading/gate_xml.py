"""Counts in one XML part: well-formed, no DOCTYPE, not too deep, and what a sheet would cost a reader."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NoReturn
from xml.parsers import expat

from actielijst_xl.reading.gate_drawn import damaged_counts, drawn_counts
from actielijst_xl.reading.gate_limits import Limits, refuse
from actielijst_xl.reading.gate_part import OddError, Part, area, local, place, row_number, whole_number
from actielijst_xl.reading.gate_quick import (
    DEEP,
    added,
    counts_around,
    counts_nothing,
    first_counted,
    has_cells,
    has_few_layers,
    plain_counts,
    take_bulk,
    take_validations,
)

Elements = Sequence[tuple[str, Mapping[str, str]]]

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_USUAL: Final = b'<?xml version="1.0" encoding="UTF-8"'
_UTF8_NAMES = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_SMALL: Final = 300_000  # tags in a part that is kept as a list of its elements
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_FLAT: Final = 16  # layers that data validations have at most
_REMEMBERED: Final = 32_768  # bytes of a part of which the outcome is remembered


class _DoubtError(Exception):
    """A DOCTYPE, a comment or the like: anything could stand in it, so that counts by bytes are not sure."""


def examine(content: bytes, part: str, file: str, limits: Limits, *, exact: bool = False) -> Part:
    """Count what is in the XML `content` of `part`; `exact` is the slow way for all of it.

    Raises:
        Refused: Not well-formed (where that matters), a DOCTYPE, too deep, too many elements, or an
            impossible address.
    """
    wide = is_wide(content, part, file)
    try:
        counts = None if wide or exact else _quickly(content, part, file, limits)
        if counts is None:
            if content.count(b"<") > 2 * limits.xml_elements:
                refuse("XA-L137", file, grens=limits.xml_elements)
            counts = count_slowly(content, part, file, limits)
    except expat.ExpatError:
        counts = None if wide else damaged_counts(content)
        if counts is None:
            refuse("XA-L121", file, onderdeel=part)
    except OddError as odd:
        refuse("XA-L135", file, onderdeel=part, waarde=str(odd))
    if wide:
        counts.wide = True
    return counts


def _quickly(content: bytes, part: str, file: str, limits: Limits) -> Part | None:
    """Return the counts, or None where something is odd or wrong: then the slow way has the word."""
    look = _remembered if len(content) <= _REMEMBERED else _without_bulk
    first, counts = look(content, limits)
    if counts or first in (b"", b"xf"):
        return counts
    try:
        bulk = take_bulk(content)
        rest = bulk and _around(bulk[0], part, file, limits)
        return added(rest, bulk[1], limits) if bulk and rest else None
    except (expat.ExpatError, _DoubtError):
        return None


def _without_bulk(content: bytes, limits: Limits) -> tuple[bytes, Part | None]:
    """Return the first name that counts, and the counts of a part that has no bulk and leaves no doubt."""
    if drawn := drawn_counts(content, limits):
        return b"", drawn
    first = first_counted(content)
    if first not in (b"", b"xf"):
        return first, None
    try:
        _parse_plainly(content)
    except (expat.ExpatError, _DoubtError):
        return first, None
    return first, plain_counts(content, limits, formats=bool(first))


# Styles, the theme, tables and relations are the same in all copies that a program saved. The key is the part
# itself, byte for byte; whoever gets the counts only reads them.
_remembered = lru_cache(maxsize=256)(_without_bulk)


def _around(rest: bytes, part: str, file: str, limits: Limits) -> Part | None:
    """Return the counts of a sheet without its rows, or of the shared strings without most of them."""
    outside, inside = take_validations(rest)
    more = _validations(inside) if 0 < len(inside) <= _REMEMBERED else None
    most = limits.xml_depth - DEEP
    if more is None:
        outside = rest
    else:
        most -= _FLAT
    if not has_few_layers(outside, most):
        return None
    _parse_plainly(outside)
    counts = counts_around(outside)
    if counts is None and not has_cells(outside):
        counts = count_slowly(outside, part, file, limits)
    if counts is None or counts.root not in ("worksheet", "sst"):
        return None
    counts.elements += more or 0
    return counts


@lru_cache(maxsize=64)
def _validations(inside: bytes) -> int | None:
    """Return the number of elements in the data validations of a sheet; None where these leave doubt."""
    if not counts_nothing(inside) or not has_few_layers(inside, _FLAT):
        return None
    try:
        _parse_plainly(b"<x>" + inside + b"</x>")
    except (expat.ExpatError, _DoubtError):
        return None
    return inside.count(b"<")


def _parse_plainly(content: bytes) -> None:
    """Parse a part without following its elements.

    Raises:
        expat.ExpatError: It is not well-formed.
        _DoubtError: It has a DOCTYPE, a comment or the like.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.StartCdataSectionHandler = _on_doubt
    parser.CommentHandler = parser.ProcessingInstructionHandler = _on_doubt
    parser.Parse(content, True)  # noqa: FBT003 (expat takes it by position)


def _on_doubt(*_: object) -> NoReturn:
    raise _DoubtError


def is_wide(content: bytes, part: str, file: str) -> bool:
    """Return whether the part is UTF-16; refuse every encoding but UTF-8 and UTF-16.

    Readers decode other encodings each in its own way, so the gate could see something else than they.
    """
    if content.startswith(_USUAL):
        return False
    if content.startswith(_UTF16_MARKS):
        return True
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf")[:400])
    if declared and declared[1].decode("ascii").lower() not in _UTF8_NAMES:
        refuse("XA-L123", file, onderdeel=part)
    return False


def elements(
    content: bytes, part: str, file: str, limits: Limits, *, exact: bool = False
) -> tuple[Elements, Part]:
    """Return the elements of a small part as (name, attributes), without prefixes, and what counts in it.

    Raises:
        Refused: As `examine`; always where it is not well-formed.
    """
    if content.count(b"<") > _SMALL:
        refuse("XA-L137", file, grens=_SMALL)
    counts = examine(content, part, file, limits, exact=exact)
    look = _remembered_list if len(content) <= _REMEMBERED else _list
    try:
        return look(content), counts
    except expat.ExpatError:
        refuse("XA-L121", file, onderdeel=part)


def _list(content: bytes) -> Elements:
    """Return the elements of a part.

    Raises:
        expat.ExpatError: It is not well-formed.
    """
    found: list[tuple[str, Mapping[str, str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if ":" in "".join(attributes):
            attributes = {local(key): value for key, value in attributes.items()}
        found.append((local(tag), attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)  # noqa: FBT003 (expat takes it by position)
    return found


_remembered_list = lru_cache(maxsize=16)(_list)


class _Counter:
    """Counts with expat's handlers; knows every way in which an element can be written."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        self.counts = Part()
        self.part, self.file, self.limits = part, file, limits
        self.depth = self.row = self.column = 0
        self.in_sheet = False
        self.cell: tuple[int, int] | None = None
        self.cell_depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.by_name = {
            "sheetData": self.on_sheet_data,
            "row": self.on_row,
            "c": self.on_cell,
            "dimension": self.on_dimension,
            "mergeCell": self.on_merge,
            "hyperlink": self.on_hyperlink,
            "sst": self.on_sst,
            "si": self.on_string,
            "xf": self.on_xf,
        }

    def doctype(self, *_: object) -> NoReturn:
        refuse("XA-L120", self.file, onderdeel=self.part)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.xml_depth:
            refuse("XA-L122", self.file, onderdeel=self.part, grens=self.limits.xml_depth)
        if self.counts.elements == 0:
            self.counts.root = local(tag)
        self.counts.elements += 1
        if self.cell is not None and self.depth == self.cell_depth + 1:
            self.counts.box.add(*self.cell)
            self.cell = None
        handler = self.by_name.get(local(tag))
        if handler:
            handler(attributes)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        if self.depth < self.cell_depth:
            self.cell = None

    def on_sheet_data(self, _: dict[str, str]) -> None:
        self.in_sheet = True

    def on_row(self, attributes: dict[str, str]) -> None:
        if not self.in_sheet:
            return
        self.counts.rows += 1
        self.column = 0
        self.row = row_number(attributes["r"]) if "r" in attributes else self.row + 1

    def on_cell(self, attributes: dict[str, str]) -> None:
        if not self.in_sheet:
            return
        self.counts.cells += 1
        if "r" in attributes:
            row, self.column = place(attributes["r"])
        else:
            row, self.column = self.row, self.column + 1
            place(f"A{row}")
        self.cell, self.cell_depth = (row, self.column), self.depth

    def on_dimension(self, attributes: dict[str, str]) -> None:
        # not trusted, but parsed by readers, one of which dies of `AAAAAAAA1`
        if self.counts.root == "worksheet" and attributes.get("ref"):
            area(attributes["ref"])

    def on_merge(self, attributes: dict[str, str]) -> None:
        self.counts.merged += area(attributes.get("ref", ""))

    def on_hyperlink(self, attributes: dict[str, str]) -> None:
        if self.counts.root == "worksheet":
            self.counts.linked += area(attributes.get("ref", ""))

    def on_sst(self, attributes: dict[str, str]) -> None:
        numbers = (whole_number(attributes.get(name, "")) for name in ("count", "uniqueCount"))
        self.counts.announced = max(self.counts.announced, *numbers)

    def on_string(self, _: dict[str, str]) -> None:
        self.counts.strings += 1

    def on_xf(self, _: dict[str, str]) -> None:
        self.counts.xf += 1


def count_slowly(content: bytes, part: str, file: str, limits: Limits) -> Part:
    """Count with expat's handlers; the reference for the quick way."""
    counter = _Counter(part, file, limits)
    counter.parser.Parse(content, True)  # noqa: FBT003 (expat takes it by position)
    return counter.counts
