"""The one reader of workbooks: bytes in, the values of every sheet out, for lists, returns and masters.

Values come from python-calamine; what it can't tell (error cells, formulas that were never calculated,
hidden rows and columns) comes from the XML. A blank cell is None; whatever could not be read is listed
in `Sheet.unreadable` and never looks blank to a careful caller.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from actielijst_xl.errors import InputError
from actielijst_xl.model.address import Cell, Range
from actielijst_xl.model.document import Scalar
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.grid_csv import read_csv
from actielijst_xl.reading.grid_facts import SheetFacts, parse_xml
from actielijst_xl.reading.grid_ods import duration, is_encrypted, ods_facts, repaired_ods
from actielijst_xl.reading.grid_repair import repaired
from actielijst_xl.reading.grid_xlsx import SheetPart, XlsxPackage, open_package, sheet_facts

__all__ = ["Grid", "Sheet", "read_grid"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_NO_TEXT = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table")
# What the readers raise on damaged bytes (measured by fuzzing); with a file, ValueError is one of these.
_DAMAGED = (
    *(CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, struct.error),
    *(KeyError, IndexError, ValueError, EOFError, OverflowError, RuntimeError),
)
_PROPERTIES = "docprops/custom.xml"
MOST_PROPERTIES = 1_000_000
"""Bytes of properties that are looked at; ours take less than a thousand."""

_BLANK = ""  # there is only one of it, as a rule; asking which object it is takes least time
_EXACT_INT = 1e15  # above this a float has lost digits, and an int would pretend it had not
_STATES = {"Visible": "visible", "Hidden": "hidden", "VeryHidden": "veryHidden"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The values and facts of one sheet; rows and columns count from zero.

    Attributes:
        name: Name on the tab.
        state: `visible`, `hidden` or `veryHidden`.
        rows: All rows from A1, equally long; blank = None, a whole number = int.
        merged: Merged ranges (first cell, last cell); unknown for xlsb.
        hidden_rows: Hidden or filtered rows; unknown (empty) for xls, xlsb and csv.
        hidden_cols: Hidden columns; unknown (empty) for xls, xlsb and csv.
        unreadable: What stands in cells without a usable value: `#REF!`, `formule zonder waarde`.
    """

    name: str
    state: str
    rows: list[list[Scalar]]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    unreadable: Mapping[Cell, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A workbook as values.

    Attributes:
        file: Name of the file, without folder.
        kind: `xlsx`, `xlsm`, `xlsb`, `ods`, `xls` or `csv`, as the bytes say (not the name).
        sheets: The sheets that hold cells, in order.
        date1904: Dates were counted from 1904; the values are right already.
        findings: Sheets that were skipped, missing or unreadable, and how text was read.
        eigenschappen: The part with the custom properties of the document; b"" without one, None where
            nobody looked.
    """

    file: str
    kind: str
    sheets: tuple[Sheet, ...]
    date1904: bool = False
    findings: tuple[Finding, ...] = ()
    eigenschappen: bytes | None = None


def read_grid(
    data: bytes,
    name: str,
    *,
    parts: Mapping[str, bytes] | None = None,
    wanted: Callable[[SheetPart], bool] | None = None,
) -> Grid:
    """Read every sheet of a workbook or CSV file.

    Args:
        data: The bytes of the file, already let through by the gate.
        name: Name of the file, for findings; its extension is not trusted.
        parts: Every member of the zip by name, where the gate kept what it inflated: saves doing it again.
        wanted: Which sheets of an .xlsx or .xlsm to read; all when not given.

    Returns:
        The grid. Sheets read = sheets declared, or a finding says which is not there and why.

    Raises:
        InputError: XA-L150 no workbook, XA-L151 a password, XA-L152 damaged, XA-L157 empty.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise InputError("XA-L157", bestand=name)
    try:
        with _calamine_panics():
            if data.startswith(b"PK"):
                return _read_zip(data, name, parts, wanted)
            return _reader(data)(data, name)
    except PasswordError as error:
        raise InputError("XA-L151", bestand=name) from error
    except _DAMAGED as error:
        raise InputError("XA-L152", bestand=name) from error


@contextmanager
def _calamine_panics() -> Iterator[None]:
    """Turn a panic inside the compiled reader, which is no Exception, into its ordinary error."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise CalamineError(str(error)) from error
        raise


def _reader(data: bytes) -> Callable[[bytes, str], Grid]:
    return _read_ole if data.startswith(_OLE) else _read_text


def _read_zip(
    data: bytes,
    name: str,
    parts: Mapping[str, bytes] | None,
    wanted: Callable[[SheetPart], bool] | None,
) -> Grid:
    package = open_package(data, parts)
    if package is not None:
        if package.kind == "xlsb":
            return _read_binary(data, name, "xlsb")
        return _read_xlsx(data, package, name, wanted or _every)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "mimetype" in archive.namelist() and archive.read("mimetype").startswith(_ODS):
            return _read_ods(data, name)
    raise InputError("XA-L150", bestand=name)


def _read_ole(data: bytes, name: str) -> Grid:
    if _ENCRYPTED in data:
        raise InputError("XA-L151", bestand=name)
    return _read_binary(data, name, "xls")


def _read_text(data: bytes, name: str) -> Grid:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(_NO_TEXT) or start.startswith(_MARKUP):
        raise InputError("XA-L150", bestand=name)
    rows, how = read_csv(data, name)
    if sum(text.count("\0") for row in rows for text in row if text):
        raise InputError("XA-L150", bestand=name)
    sheet = Sheet(name=name.rpartition(".")[0] or name, state="visible", rows=[list(row) for row in rows])
    note = Finding(code="XA-L158", severity=Severity.MELDING, file=name, details=how)
    return Grid(file=name, kind="csv", sheets=(sheet,), findings=(note,))


# --- values -----------------------------------------------------------------------------------------


def _rows(sheet: CalamineSheet) -> list[list[Scalar]]:
    return [
        [
            None
            if v is _BLANK  # most cells
            else (v or None)
            if v.__class__ is str
            else (int(v) if v.is_integer() and abs(v) < _EXACT_INT else v)
            if v.__class__ is float
            else v
            for v in row
        ]
        for row in sheet.to_python(skip_empty_area=False)
    ]


def _padded(rows: list[list[Scalar]], cells: Mapping[Cell, str]) -> list[list[Scalar]]:
    """Make the rows reach every unreadable cell, so that its position exists."""
    height = max(len(rows), max((row for row, _ in cells), default=-1) + 1)
    width = max(len(rows[0]) if rows else 0, max((col for _, col in cells), default=-1) + 1)
    if rows and (len(rows), len(rows[0])) == (height, width):
        return rows
    wider = [row + [None] * (width - len(row)) for row in rows]
    return wider + [[None] * width for _ in range(height - len(rows))]


def _sheet(part: SheetPart, values: CalamineSheet, facts: SheetFacts) -> Sheet:
    rows = _padded(_rows(values), facts.unreadable)
    return Sheet(
        name=part.name,
        state=part.state,
        rows=rows,
        merged=tuple(values.merged_cell_ranges or ()) or facts.merged,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < len(rows)),
        hidden_cols=frozenset(col for col in facts.hidden_cols if rows and col < len(rows[0])),
        unreadable=facts.unreadable,
    )


# --- kinds ------------------------------------------------------------------------------------------


def _every(_: SheetPart) -> bool:
    return True


def _read_xlsx(data: bytes, package: XlsxPackage, name: str, wanted: Callable[[SheetPart], bool]) -> Grid:
    declared = [part for part in package.sheets if wanted(part)]
    parts = [part for part in declared if _has_cells(part)]
    findings = [_not_read(part, name) for part in declared if not _has_cells(part)]
    facts: dict[str, SheetFacts] = {}
    odd = False
    for part in parts:
        try:
            facts[part.part], is_odd = sheet_facts(package.read(part.part))
            odd = odd or is_odd
        except _DAMAGED:
            findings.append(_finding("XA-L153", Severity.FOUT, name, part.name))
    sheets = None if odd else _values(data, package.sheets, facts)
    if sheets is None:
        parts = [part for part in parts if part.part in facts]
        whole = {part.part for part in parts if _is_well_formed(package, part)}
        findings += [_finding("XA-L153", Severity.FOUT, name, p.name) for p in parts if p.part not in whole]
        sheets = _repaired_values(package, [part for part in parts if part.part in whole], facts)
        findings.append(_finding("XA-L159", Severity.MELDING, name))
    return Grid(
        file=name,
        kind=package.kind,
        sheets=tuple(sheets),
        date1904=package.date1904,
        findings=tuple(findings),
        eigenschappen=_properties(package),
    )


def _has_cells(part: SheetPart) -> bool:
    return part.kind == "worksheet" and bool(part.part)


def _properties(package: XlsxPackage) -> bytes:
    try:
        part = package.read(_PROPERTIES) if _PROPERTIES in package.members else b""
    except _DAMAGED:
        return b""  # one thing less that says who the workbook is
    return part if len(part) <= MOST_PROPERTIES else b""


def _values(
    data: bytes, declared: Sequence[SheetPart], facts: Mapping[str, SheetFacts]
) -> list[Sheet] | None:
    """Read the values; None when the reader stops or sees other sheets than the workbook declares."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            if book.sheet_names != [part.name for part in declared]:
                return None
            return [
                _sheet(part, book.get_sheet_by_index(n), facts[part.part])
                for n, part in enumerate(declared)
                if part.part in facts
            ]
    except CalamineError:
        return None


def _is_well_formed(package: XlsxPackage, part: SheetPart) -> bool:
    try:
        parse_xml(package.read(part.part))
    except etree.XMLSyntaxError:
        return False
    return True


def _repaired_values(
    package: XlsxPackage, parts: Sequence[SheetPart], facts: Mapping[str, SheetFacts]
) -> list[Sheet]:
    if not parts:
        return []
    data, given_up = repaired(package, parts)
    whole = {}
    for part, cells in zip(parts, given_up, strict=True):
        known = facts[part.part]
        whole[part.part] = SheetFacts(
            hidden_rows=known.hidden_rows,
            hidden_cols=known.hidden_cols,
            unreadable={**known.unreadable, **cells},
        )
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        return [_sheet(part, book.get_sheet_by_index(n), whole[part.part]) for n, part in enumerate(parts)]


def _read_ods(data: bytes, name: str) -> Grid:
    if is_encrypted(data):
        raise InputError("XA-L151", bestand=name)
    findings = []
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError:
        book = CalamineWorkbook.from_filelike(BytesIO(repaired_ods(data)))
        findings.append(_finding("XA-L159", Severity.MELDING, name))
    facts = ods_facts(data)
    with book:
        sheets = [
            _sheet(part, book.get_sheet_by_index(n), facts[n])
            for n, part in enumerate(_declared(book))
            if not facts[n].cached
        ]
    return Grid(file=name, kind="ods", sheets=tuple(map(_with_durations, sheets)), findings=tuple(findings))


def _with_durations(sheet: Sheet) -> Sheet:
    """The reader gives a time over 24 hours in an .ods as the text `PT30H00M00S`."""
    rows = [[duration(v) or v if isinstance(v, str) and v[:2] == "PT" else v for v in r] for r in sheet.rows]
    return replace(sheet, rows=rows)


def _read_binary(data: bytes, name: str, kind: str) -> Grid:
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        declared = list(enumerate(_declared(book)))
        sheets = [
            _sheet(part, book.get_sheet_by_index(n), SheetFacts())
            for n, part in declared
            if part.kind == "WorkSheet"
        ]
    findings = [_not_read(part, name) for _, part in declared if part.kind != "WorkSheet"]
    findings.append(_finding("XA-L156", Severity.WAARSCHUWING, name, soort=kind))
    return Grid(file=name, kind=kind, sheets=tuple(sheets), findings=tuple(findings))


def _declared(book: CalamineWorkbook) -> list[SheetPart]:
    return [
        SheetPart(
            name=meta.name,
            state=_STATES[str(meta.visible).rpartition(".")[2]],
            kind=str(meta.typ).rpartition(".")[2],
            part=meta.name,
        )
        for meta in book.sheets_metadata
    ]


def _not_read(part: SheetPart, file: str) -> Finding:
    """A sheet that is declared and holds no cells (a chart), or is not in the package."""
    if part.kind and part.kind != "worksheet":
        return _finding("XA-L154", Severity.MELDING, file, part.name)
    return _finding("XA-L155", Severity.FOUT, file, part.name)


def _finding(code: str, severity: Severity, file: str, sheet: str = "", **details: str) -> Finding:
    return Finding(code=code, severity=severity, file=file, sheet=sheet, details=details)
