"""The package of an .xlsx or .xlsm: which sheets it declares, and facts of each sheet from its XML.

Sheets are found by following relationships, never by file name. A sheet is parsed only when its bytes
show something that the value reader can't tell; plain sheets cost one pass of byte searches.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast
from urllib.parse import unquote

from lxml import etree

from actielijst_xl.model.address import Cell, parse_address
from actielijst_xl.reading.grid_facts import FORMULE_ZONDER_WAARDE, SheetFacts, cols_between, parse_xml
from actielijst_xl.reading.grid_scan import TRUE, needs_repair, scan_facts

_REMEMBERED = 16_384  # bytes of relationships that are remembered
_REL_ID = re.compile(r"\{[^}]*/relationships\}id")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A sheet that the workbook declares.

    Attributes:
        name: Name on the tab.
        state: `visible`, `hidden` or `veryHidden`.
        kind: Last word of its relationship: `worksheet`, `chartsheet`, ...; "" when it points nowhere.
        part: Name of its member in the package, or "" when that is missing.
    """

    name: str
    state: str
    kind: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsxPackage:
    """The parts of the package that matter for reading.

    Attributes:
        content: The bytes of a member by its name in the package.
        members: Name in the package by part name in lower case.
        workbook: Part name of the workbook.
        kind: `xlsx`, `xlsm` or `xlsb`.
        sheets: The declared sheets, in order.
        shared_strings: Part name of the shared strings, or "".
        styles: Part name of the styles, or "".
        date1904: Days are counted from 1904.
    """

    content: Callable[[str], bytes]
    members: Mapping[str, str]
    workbook: str
    kind: str
    sheets: tuple[SheetPart, ...] = ()
    shared_strings: str = ""
    styles: str = ""
    date1904: bool = False

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; KeyError when it is missing."""
        return self.content(self.members[part.lower()])


def open_package(data: bytes, parts: Mapping[str, bytes] | None = None) -> XlsxPackage | None:
    """Open a workbook package, or return None when these bytes are another kind of zip.

    Args:
        data: The bytes of the file.
        parts: Every member of the zip by name, as inflated before; it is not inflated again.

    Raises:
        zipfile.BadZipFile: The zip is damaged.
        lxml.etree.XMLSyntaxError: The part that lists the sheets is not well-formed.
    """
    content, names = (parts.__getitem__, list(parts)) if parts else _opened(data)
    members = {_part_name(name): name for name in names}
    bare = XlsxPackage(content=content, members=members, workbook="", kind="")
    targets = relationships(bare, "").values()
    workbook = next((target for kind, target in targets if kind == "officeDocument"), "")
    if workbook.lower() not in members:
        return None
    if workbook.lower().endswith(".bin"):
        return replace(bare, workbook=workbook, kind="xlsb")
    return _with_sheets(replace(bare, workbook=workbook, kind="xlsx"))


def _opened(data: bytes) -> tuple[Callable[[str], bytes], list[str]]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return archive.read, archive.namelist()


def _with_sheets(bare: XlsxPackage) -> XlsxPackage | None:
    workbook, members = bare.workbook, bare.members
    root = parse_xml(bare.read(workbook))
    if etree.QName(root).localname != "workbook":
        return None
    rels = relationships(bare, workbook)
    targets = dict(rels.values())
    flag = next((e.get("date1904", "") for e in root.iterchildren("{*}workbookPr")), "")
    return replace(
        bare,
        kind="xlsm" if "vbaProject" in targets else "xlsx",
        sheets=tuple(_sheet_part(sheet, rels, members) for sheet in root.iter("{*}sheet")),
        shared_strings=targets.get("sharedStrings", ""),
        styles=targets.get("styles", ""),
        date1904=flag in TRUE,
    )


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def relationships(package: XlsxPackage, source: str) -> Mapping[str, tuple[str, str]]:
    """Return (last word of the type, part name of the target) by id; none when there is no such part."""
    folder, base = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{base}.rels")
    if part.lower() not in package.members:
        return {}
    content = package.read(part)
    return (_remembered if len(content) <= _REMEMBERED else _relationships)(content, folder)


def _relationships(content: bytes, folder: str) -> Mapping[str, tuple[str, str]]:
    found = {}
    for rel in parse_xml(content).iter("{*}Relationship"):
        target = unquote(rel.get("Target", "").replace("\\", "/"))
        full = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[rel.get("Id", "")] = (rel.get("Type", "").rpartition("/")[2], full)
    return found


_remembered = lru_cache(maxsize=32)(_relationships)  # those of a workbook are mostly the same in every return


def _sheet_part(
    sheet: etree._Element, rels: Mapping[str, tuple[str, str]], members: Mapping[str, str]
) -> SheetPart:
    rel_id = next((value for key, value in sheet.attrib.items() if _REL_ID.fullmatch(str(key))), "")
    kind, target = rels.get(str(rel_id), ("", ""))
    return SheetPart(
        name=sheet.get("name", ""),
        state=sheet.get("state", "visible"),
        kind=kind,
        part=target if target.lower() in members else "",
    )


def sheet_facts(xml: bytes) -> tuple[SheetFacts, bool]:
    """Return the facts of one worksheet part, and whether the value reader would read it wrongly.

    It is parsed only when its bytes leave doubt.

    Raises:
        lxml.etree.XMLSyntaxError: It was parsed and is not well-formed.
    """
    facts = scan_facts(xml)
    return (facts, False) if facts is not None else (parsed_facts(xml), needs_repair(xml))


def parsed_facts(xml: bytes) -> SheetFacts:
    """Return the facts of one worksheet part, by parsing it.

    Raises:
        lxml.etree.XMLSyntaxError: It is not well-formed.
    """
    root = parse_xml(xml)
    rows = _find(root, "s:sheetData/s:row[@hidden or @ht='0']")
    return SheetFacts(
        hidden_rows=frozenset(row_index(row) for row in rows if _is_hidden(row)),
        hidden_cols=frozenset(_hidden_cols(_find(root, "s:cols/s:col[@hidden]"))),
        unreadable=dict(_unreadable(root)),
    )


def _find(root: etree._Element, path: str) -> list[etree._Element]:
    namespaces = {"s": etree.QName(root).namespace or ""}
    return cast("list[etree._Element]", root.xpath(path, namespaces=namespaces))


def _is_hidden(row: etree._Element) -> bool:
    return row.get("hidden") in TRUE or row.get("ht") == "0"


def _hidden_cols(cols: Iterable[etree._Element]) -> Iterator[int]:
    for col in cols:
        if col.get("hidden") in TRUE:
            yield from cols_between(int(col.get("min", "1")) - 1, int(col.get("max", "1")) - 1)


_ODD_CELLS = "s:sheetData/s:row/s:c[@t='e' or (s:f and not(string(s:v)) and not(s:is))]"


def _unreadable(root: etree._Element) -> Iterator[tuple[Cell, str]]:
    for cell in _find(root, _ODD_CELLS):
        if what := odd_value(cell):
            yield cell_position(cell), what


def odd_value(cell: etree._Element) -> str:
    """Return what stands in a cell that has no value: `#REF!`, a formula never calculated, or ""."""
    value = cell.findtext("{*}v")
    if cell.get("t") == "e":
        return value or "fout"
    if cell.find("{*}f") is None or value:
        return ""
    # A formula whose text result is empty is blank: programs write it as t="str" with an empty <v>.
    is_empty_text = cell.get("t") == "str" and value is not None
    return "" if is_empty_text else FORMULE_ZONDER_WAARDE


def cell_position(cell: etree._Element) -> Cell:
    """Return (row, column) of a `<c>`: its own address, as readers have it, or the next cell."""
    with suppress(ValueError):
        return parse_address(cell.get("r", ""))
    steps = 0
    before: etree._Element | None = cell
    row = cell.getparent()
    assert row is not None
    while before is not None:
        try:
            return row_index(row), parse_address(before.get("r", ""))[1] + steps
        except ValueError:
            steps += 1
            before = before.getprevious()
    return row_index(row), steps - 1


def row_index(row: etree._Element) -> int:
    """Return the index of a `<row>`; without a number it follows the row before it."""
    steps = 0
    before: etree._Element | None = row
    while before is not None:
        number = before.get("r", "")
        if number.isdecimal():
            return int(number) - 1 + steps
        steps += 1
        before = before.getprevious()
    return steps - 1
