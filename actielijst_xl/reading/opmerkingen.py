"""Notes and comments on the cells of a workbook: what people typed beside the cells.

Notes as Excel always had them, comments in threads with their answers, and the annotations of an .ods.
A workbook without them pays one look at the names of its parts.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from actielijst_xl.model.address import address, parse_address
from actielijst_xl.model.decisions import LooseText
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.gate_ole import has_notes
from actielijst_xl.reading.grid_facts import parse_xml
from actielijst_xl.reading.grid_xlsx import SheetPart, XlsxPackage, open_package, relationships

MOST_TEXT = 8_000
"""Characters that are kept of one note; a longer one says how long it was."""

_FAULTS = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, RuntimeError, NotImplementedError)
_NAMED = b"omment"  # xl/comments1.xml, xl/threadedComments/..., xl/comments/...
_END, _LIST_AT = b"PK\x05\x06", slice(16, 20)  # the end of a zip, and where it says its list of parts begins
_ODS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_ODS}table:1.0}}", f"{_ODS}office:1.0}}", f"{_ODS}text:1.0}}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# What no reader of the report should meet: control characters, and marks that turn the direction of text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opmerkingen:
    """The notes of a workbook.

    Attributes:
        texts: Each note and each answer in a thread, sheet by sheet.
        findings: Notes that are there and could not be read.
    """

    texts: tuple[LooseText, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_opmerkingen(data: bytes, file: str, *, kind: str) -> Opmerkingen:
    """Read the notes of a workbook; one that can't be read is a finding, never an error.

    Args:
        data: The bytes of the file, already let through by the gate.
        file: Its name, for findings.
        kind: `xlsx`, `xlsm`, `xlsb`, `ods`, `xls` or `csv`, as the grid says.
    """
    match kind:
        case "xlsx" | "xlsm":
            return _of_xlsx(data, file) if _names_a_part(data) else Opmerkingen()
        case "ods":
            return _of_ods(data, file)
        case "xlsb" | "xls":
            found = has_notes(data) if kind == "xls" else _names_a_part(data)
            return Opmerkingen(findings=(_finding("XA-S094", file, soort=kind),) if found else ())
        case _:
            return Opmerkingen()


def _names_a_part(data: bytes) -> bool:
    """Whether the list at the end of a zip may name a part with notes; it is not unpacked for that."""
    end = data.rfind(_END)
    start = int.from_bytes(data[end:][_LIST_AT], "little") if end >= 0 else 0
    return _NAMED in data[min(start, max(end, 0)) :].lower()


def _finding(code: str, file: str, sheet: str = "", **details: str) -> Finding:
    severity = Severity.WAARSCHUWING
    return Finding(code=code, severity=severity, file=file, sheet=sheet, details=details)


def safe_text(text: str) -> str:
    """Return text as it can be shown: without characters that hide or turn it, and not endlessly long."""
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    plain = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", plain)).strip()
    return plain if len(plain) <= MOST_TEXT else f"{plain[:MOST_TEXT]}… ({len(plain)} tekens)"


def _note(sheet: str, cell: str, text: str) -> Iterator[LooseText]:
    if shown := safe_text(text):
        yield LooseText(sheet=sheet, address=cell, text=shown, opmerking=True)


# --- .xlsx and .xlsm -----------------------------------------------------------------------------------


def _of_xlsx(data: bytes, file: str) -> Opmerkingen:
    texts: list[LooseText] = []
    findings: list[Finding] = []
    try:
        package = open_package(data)
    except _FAULTS:
        return Opmerkingen(findings=(_finding("XA-S093", file),))
    for sheet in package.sheets if package else ():
        try:
            texts += _of_sheet(package, sheet) if package else ()
        except _FAULTS:
            findings.append(_finding("XA-S093", file, sheet.name))
    return Opmerkingen(texts=tuple(texts), findings=tuple(findings))


def _of_sheet(package: XlsxPackage, sheet: SheetPart) -> list[LooseText]:
    """The notes of one sheet: threads first, then the notes that are no shadow of a thread."""
    parts = list(relationships(package, sheet.part).values())
    roots = {
        kind: [parse_xml(package.read(part)) for name, part in parts if name == kind]
        for kind in ("threadedComment", "comments")
    }
    found: list[LooseText] = []
    for root in roots["threadedComment"]:
        for item in root.iter("{*}threadedComment"):
            found += _note(sheet.name, _cell(item.get("ref")), item.findtext("{*}text") or "")
    has_threads = bool(found)
    for root in roots["comments"]:
        authors = [author.text or "" for author in root.iter("{*}author")]
        for item in root.iter("{*}comment"):
            if has_threads and _author(item, authors).startswith("tc="):
                continue  # for programs that know no threads: the same words, with a notice before them
            found += _note(sheet.name, _cell(item.get("ref")), _runs(item))
    return found


def _author(item: etree._Element, authors: list[str]) -> str:
    number = item.get("authorId", "")
    return authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""


def _runs(item: etree._Element) -> str:
    """The text of a note: plain or in runs, without the phonetic ones."""
    pieces = item.iterfind("{*}text/{*}t"), item.iterfind("{*}text/{*}r/{*}t")
    return "".join(piece.text or "" for found in pieces for piece in found)


def _cell(text: str | None) -> str:
    """The address of a note, of its first cell for a block; "" when it is no address."""
    try:
        return address(*parse_address((text or "").partition(":")[0]))
    except ValueError:
        return ""


# --- .ods ----------------------------------------------------------------------------------------------


def _of_ods(data: bytes, file: str) -> Opmerkingen:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read("content.xml")
        if b"annotation" not in content:
            return Opmerkingen()
        tables = parse_xml(content).iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
        return Opmerkingen(texts=tuple(note for table in tables for note in _of_table(table)))
    except (*_FAULTS, ValueError):
        return Opmerkingen(findings=(_finding("XA-S093", file),))


def _of_table(table: etree._Element) -> Iterator[LooseText]:
    """The annotations of one table; a cell that stands for many has its note on the first of them."""
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        col = 0
        for cell in line.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            for note in cell.iterchildren(f"{_OFFICE}annotation"):
                paragraphs = note.iterchildren(f"{_TEXT}p", f"{_TEXT}list")
                text = "\n".join("".join(_words(paragraph)) for paragraph in paragraphs)
                yield from _note(table.get(f"{_TABLE}name", ""), address(row, col), text)
            col += int(cell.get(f"{_TABLE}number-columns-repeated") or 1)
        row += int(line.get(f"{_TABLE}number-rows-repeated") or 1)


def _words(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph; spaces, tabs and line ends are elements there."""
    yield element.text or ""
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "s":
            yield " " * min(int(child.get(f"{_TEXT}c") or 1), MOST_TEXT)
        elif name in {"tab", "line-break"}:
            yield " " if name == "tab" else "\n"
        elif "}" in str(child.tag):  # no comment or instruction
            yield from _words(child)
        yield child.tail or ""
