"""Rewrite an odd .xlsx in memory, so that the value reader reads it right.

Measured on python-calamine 0.9: a workbook part with another name, a sheet that points nowhere, a newer
error such as `#SPILL!`, a broken index or an extension in one cell stop it; UTF-16 reads as an empty
sheet and a comment cuts a value off. One reader of values stays; this only cleans what it is fed.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from lxml import etree

from actielijst_xl.model.address import Cell
from actielijst_xl.reading.grid_facts import parse_xml
from actielijst_xl.reading.grid_xlsx import SheetPart, XlsxPackage, cell_position

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_VALUE_PARTS = ("f", "v", "is")


def repaired(package: XlsxPackage, sheets: Sequence[SheetPart]) -> tuple[bytes, list[dict[Cell, str]]]:
    """Return a plain package with these sheets, and per sheet the cells that had to be given up.

    Raises:
        lxml.etree.XMLSyntaxError: A part is not well-formed.
        KeyError: A part is missing.
    """
    strings = _clean(package.read(package.shared_strings)) if package.shared_strings else None
    count = len(strings.findall("{*}si")) if strings is not None else 0
    roots = [_clean(package.read(sheet.part)) for sheet in sheets]
    given_up = [_mend_cells(root, count) for root in roots]
    parts = {f"xl/worksheets/sheet{n}.xml": etree.tostring(root) for n, root in enumerate(roots, 1)}
    extra: dict[str, str] = {}
    if strings is not None:
        extra["sharedStrings"] = "sharedStrings.xml"
        parts["xl/sharedStrings.xml"] = etree.tostring(strings)
    if package.styles:
        extra["styles"] = "styles.xml"
        parts["xl/styles.xml"] = etree.tostring(_clean(package.read(package.styles)))
    return _zip({**_frame(sheets, extra, date1904=package.date1904), **parts}), given_up


def _clean(xml: bytes) -> etree._Element:
    root = parse_xml(xml)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def _mend_cells(root: etree._Element, strings: int) -> dict[Cell, str]:
    given_up: dict[Cell, str] = {}
    for cell in root.iterdescendants("{*}c"):
        if cell.getparent() is None:  # it stood in another cell, and went with it
            continue
        for child in list(cell):
            if etree.QName(child).localname not in _VALUE_PARTS:
                cell.remove(child)
        if what := _mend(cell, strings):
            given_up[cell_position(cell)] = what
    return given_up


def _mend(cell: etree._Element, strings: int) -> str:
    """Make one cell readable; return what stood there when that can't be done, or ""."""
    value = cell.findtext("{*}v") or ""
    match cell.get("t"):
        case "e":
            _empty(cell)
            return value or "fout"
        case "s" if value.strip() and not (value.strip().isdecimal() and int(value) < strings):
            _empty(cell)
            return "tekst ontbreekt in het bestand"
        case "inlineStr" if value and cell.find("{*}is") is None:
            cell.set("t", "str")
    return ""


def _empty(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]


def _frame(
    sheets: Sequence[SheetPart], extra: Mapping[str, str], *, date1904: bool
) -> dict[str, str | bytes]:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="s{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    rels = {f"s{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)}
    rels |= {f"e{n}": pair for n, pair in enumerate(extra.items())}
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relationships({"w": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">'
        f'<workbookPr date1904="{int(date1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(rels),
    }


def _relationships(rels: Mapping[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{target}"/>'
        for key, (kind, target) in rels.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()
