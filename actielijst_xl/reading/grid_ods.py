"""Facts of an OpenDocument spreadsheet: what stands in `content.xml` beside the values."""

import io
import re
import zipfile
from collections.abc import Iterator, Set
from datetime import timedelta
from typing import cast

from lxml import etree

from actielijst_xl.model.address import MAX_ROWS, Cell, Range
from actielijst_xl.reading.grid_facts import FORMULE_ZONDER_WAARDE, SheetFacts, cols_between, parse_xml

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# Cells that may be more than a value: few, while looking at all of them takes most of the time of a file.
_ODD_CELLS = etree.XPath(
    ".//t:table-row/*[@t:formula or @x:value-type='error'"
    " or @t:number-columns-spanned or @t:number-rows-spanned]",
    namespaces={"t": _TABLE[1:-1], "x": _CALCEXT[1:-1]},
)
_MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+(?:\.\d+)?)S")
_ERROR = re.compile(r"#(?:[A-Z/0-9]+[!?]|N/A|N/B)|Err:\d+")


def is_encrypted(data: bytes) -> bool:
    """Tell whether the manifest says that a part needs a password."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        name = "META-INF/manifest.xml"
        return name in package.namelist() and b"encryption-data" in package.read(name)


def ods_facts(data: bytes) -> list[SheetFacts]:
    """Return the facts of every table, in order.

    Raises:
        KeyError: There is no `content.xml`.
        lxml.etree.XMLSyntaxError: It is not well-formed.
        zipfile.BadZipFile: The package is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = parse_xml(package.read("content.xml"))
    path = f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"
    return [_table_facts(table) for table in root.iterfind(path)]


def repaired_ods(data: bytes) -> bytes:
    """Return a plain package with the same cells; the value reader stops at white space between elements."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = parse_xml(package.read("content.xml"))
        mimetype = package.read("mimetype")
    structure = (f"{_OFFICE}*", f"{_TABLE}*")
    for element in root.iter(*structure):
        element.text = element.text if (element.text or "").strip() else None
    for element in root.iter():
        parent = element.getparent()
        if parent is not None and parent.tag.startswith((_OFFICE, _TABLE)):
            element.tail = None
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", mimetype)
        package.writestr("content.xml", etree.tostring(root))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    return buffer.getvalue()


def duration(text: str) -> timedelta | None:
    """Return the duration that `PT30H00M00S` stands for, or None for other text."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes, seconds = match.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))
    return -span if sign else span


def _table_facts(table: etree._Element) -> SheetFacts:
    merged: list[Range] = []
    unreadable: dict[Cell, str] = {}
    hidden_rows: set[int] = set()
    odd = set(cast("list[etree._Element]", _ODD_CELLS(table)))
    odd_rows = {cell.getparent() for cell in odd}
    for row, times, element in _rows(table):
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter") and row + times < MAX_ROWS:
            hidden_rows.update(range(row, row + times))
        for col, cell in _cells(element, odd) if element in odd_rows else ():
            if area := _span(row, col, cell):
                merged.append(area)
            if what := _unreadable(cell):
                unreadable.update({(row + n, col): what for n in range(times)})
    return SheetFacts(
        merged=tuple(merged),
        hidden_rows=frozenset(hidden_rows),
        hidden_cols=frozenset(_hidden_cols(table)),
        unreadable=unreadable,
        cached=_is_cached(table),
    )


def _is_cached(table: etree._Element) -> bool:
    """LibreOffice names the tables that it keeps of another file `'file:///map/ander.xlsx'#Blad`.

    A sheet that a person links to another file has a name of its own: it is read like any other.
    """
    named = re.fullmatch(r"'.+'#.+", table.get(f"{_TABLE}name", ""))
    return bool(named) and table.find(f"{_TABLE}table-source") is not None


def _repeated(element: etree._Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated") or 1)


def _rows(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield (first row, number of times it is repeated, element)."""
    row = 0
    for element in table.iter(f"{_TABLE}table-row"):
        times = _repeated(element, "rows")
        yield row, times, element
        row += times


def _cells(row: etree._Element, odd: Set[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    """Yield (column, element) of the odd cells; one with content is repeated."""
    col = 0
    for cell in row.iterchildren(*_CELLS):
        times = _repeated(cell, "columns")
        if cell in odd:
            yield from ((col + n, cell) for n in (range(times) if len(cell) else range(1)))
        col += times


def _span(row: int, col: int, cell: etree._Element) -> Range | None:
    across = int(cell.get(f"{_TABLE}number-columns-spanned") or 1)
    down = int(cell.get(f"{_TABLE}number-rows-spanned") or 1)
    if across * down == 1:
        return None
    return (row, col), (row + down - 1, col + across - 1)


def _unreadable(cell: etree._Element) -> str:
    """Return what stands in a cell without a value: the error it shows, or a formula never calculated."""
    if not cell.get(f"{_TABLE}formula") and cell.get(f"{_CALCEXT}value-type") != "error":
        return ""
    shown = "".join("".join(map(str, text.itertext())) for text in cell.iterchildren(f"{_TEXT}p")).strip()
    if cell.get(f"{_CALCEXT}value-type") == "error" or _ERROR.fullmatch(shown):
        return shown or "fout"
    # LibreOffice writes an empty text result as an empty paragraph without a type: that one is blank.
    calculated = cell.get(f"{_OFFICE}value-type") or cell.find(f"{_TEXT}p") is not None
    return "" if calculated else FORMULE_ZONDER_WAARDE


def _hidden_cols(table: etree._Element) -> Iterator[int]:
    col = 0
    for element in table.iter(f"{_TABLE}table-column"):
        times = _repeated(element, "columns")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            yield from cols_between(col, col + times - 1)
        col += times
