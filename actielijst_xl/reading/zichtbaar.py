"""What people see on a sheet and its values don't tell: text in shapes, and text that is struck through.

A workbook without either pays a search through bytes that were inflated before.
"""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from lxml import etree

from actielijst_xl.model.address import address, parse_address
from actielijst_xl.model.decisions import LooseText
from actielijst_xl.model.document import display
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.grid import Grid
from actielijst_xl.reading.grid_facts import parse_xml
from actielijst_xl.reading.grid_scan import TRUE
from actielijst_xl.reading.grid_xlsx import SheetPart, XlsxPackage, open_package, relationships
from actielijst_xl.reading.opmerkingen import Opmerkingen, safe_text

_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError),
    *(KeyError, ValueError, RuntimeError, NotImplementedError),
)
# Where a font says so: in the formats, in a text of its own, and in a cell that holds its text itself.
_STRUCK = (("styles", b"strike"), ("sharedstrings", b"strike"), ("sheet", b"<strike"))
_LONGEST = 300  # characters of one row that are shown


def read_zichtbaar(data: bytes, grid: Grid, *, parts: Mapping[str, bytes] | None = None) -> Opmerkingen:
    """Read the text in shapes of an .xlsx or .xlsm, and tell where text is struck through.

    Args:
        data: The bytes of the file, already let through by the gate.
        grid: Its values.
        parts: Every member of the zip by name, as inflated before.
    """
    if grid.kind not in {"xlsx", "xlsm"}:
        return Opmerkingen()
    try:
        parts = parts or _inflated(data)
        texts = _has(parts, "drawing", b"txBody") and _shapes(data, parts)
        struck = any(_has(parts, *mark) for mark in _STRUCK) and _struck(data, grid, parts)
    except _FAULTS:
        return Opmerkingen()  # the reader of the values tells what is damaged
    return Opmerkingen(texts=tuple(texts or ()), findings=tuple(struck or ()))


def _inflated(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}


def _has(parts: Mapping[str, bytes], kind: str, mark: bytes) -> bool:
    return any(mark in content for name, content in parts.items() if kind in name.lower())


# --- shapes ------------------------------------------------------------------------------------------


def _shapes(data: bytes, parts: Mapping[str, bytes]) -> list[LooseText]:
    package = open_package(data, parts)
    return [text for sheet in package.sheets for text in _on_sheet(package, sheet)] if package else []


def _on_sheet(package: XlsxPackage, sheet: SheetPart) -> Iterator[LooseText]:
    """The text of each shape, at the cell in which the shape begins."""
    drawings = [part for kind, part in relationships(package, sheet.part).values() if kind == "drawing"]
    for drawing in drawings:
        for anchor in parse_xml(package.read(drawing)).iterchildren("{*}*"):
            bodies = ("\n".join(map(_words, body.iterfind("{*}p"))) for body in anchor.iter("{*}txBody"))
            for text in dict.fromkeys(map(safe_text, bodies)):  # a fallback says the same again
                if text:
                    yield LooseText(sheet=sheet.name, address=_begin(anchor), text=text)


def _words(paragraph: etree._Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter("{*}t"))


def _begin(anchor: etree._Element) -> str:
    row, col = (anchor.findtext(f"{{*}}from/{{*}}{name}") for name in ("row", "col"))
    return address(int(row), int(col)) if row and col else ""


# --- struck through ----------------------------------------------------------------------------------


def _struck(data: bytes, grid: Grid, parts: Mapping[str, bytes]) -> list[Finding]:
    package = open_package(data, parts)
    if package is None:
        return []
    styles = _struck_styles(package)
    strings = _struck_strings(package)
    return [row for sheet in package.sheets for row in _struck_rows(package, sheet, grid, styles, strings)]


def _is_struck(font: etree._Element) -> bool:
    return any(strike.get("val", "1") in TRUE for strike in font.iterchildren("{*}strike"))


def _struck_styles(package: XlsxPackage) -> frozenset[str]:
    """The formats of cells of which the font has a line through it."""
    if not package.styles:
        return frozenset()
    root = parse_xml(package.read(package.styles))
    fonts = {str(n) for n, font in enumerate(root.iterfind("{*}fonts/{*}font")) if _is_struck(font)}
    formats = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(n) for n, xf in formats if xf.get("fontId", "0") in fonts)


def _struck_strings(package: XlsxPackage) -> frozenset[str]:
    """The shared texts of which a part has a line through it."""
    if not package.shared_strings:
        return frozenset()
    root = parse_xml(package.read(package.shared_strings))
    return frozenset(str(n) for n, text in enumerate(root.iterchildren("{*}si")) if _has_struck_run(text))


def _has_struck_run(text: etree._Element) -> bool:
    return any(_is_struck(font) for font in text.iterfind("{*}r/{*}rPr"))


def _struck_rows(
    package: XlsxPackage, sheet: SheetPart, grid: Grid, styles: Collection[str], strings: Collection[str]
) -> Iterator[Finding]:
    """One finding per row: what is struck there."""
    values = next((known.rows for known in grid.sheets if known.name == sheet.name), ())
    cells = parse_xml(package.read(sheet.part)).iter("{*}c") if values else ()
    places = (parse_address(cell.get("r", "")) for cell in cells if _is_struck_cell(cell, styles, strings))
    filled = ((row, col) for row, col in places if row < len(values) and col < len(values[row]))
    told = (((row, col), display(values[row][col])) for row, col in filled)
    for _, group in groupby((one for one in told if one[1].strip()), key=lambda one: one[0][0]):
        row = list(group)
        text = safe_text(" · ".join(text for _, text in row))
        yield Finding(
            code="XA-S099",
            severity=Severity.WAARSCHUWING,
            file=grid.file,
            sheet=sheet.name,
            cell=address(*row[0][0]),
            value=text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",
        )


def _is_struck_cell(cell: etree._Element, styles: Collection[str], strings: Collection[str]) -> bool:
    if cell.get("s", "0") in styles:
        return True
    if cell.get("t") == "s":
        return cell.findtext("{*}v", "") in strings
    return any(map(_has_struck_run, cell.iterchildren("{*}is")))
