"""The report on a list: a copy of it with the findings marked in the cells and listed on a sheet.

The copy goes through openpyxl, which carries the layout of a list but not everything that a workbook can
hold; what it loses is told. The source itself is only read.
"""

import warnings
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from actielijst_xl.model.document import Scalar
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.writing.rapport_blad import add_sheet
from actielijst_xl.writing.rapport_markering import mark_cells
from actielijst_xl.writing.rapport_verlies import has_formulas, lost_in_copy
from actielijst_xl.writing.rapport_waarden import copy_of_values

if TYPE_CHECKING:
    from openpyxl import Workbook

Sheets = Sequence[tuple[str, Sequence[Sequence[Scalar]]]]

# What openpyxl raises on a package that it does not understand; it has no error of its own for that.
_NOT_COPIED = (
    *(ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, EOFError, NotImplementedError),
    *(SyntaxError, BadZipFile, zlib.error),  # an XML parser's error is a SyntaxError
)


def make_report(
    source: bytes, name: str, findings: Sequence[Finding], *, kind: str, sheets: Sheets = ()
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the report (.xlsx) and what the copy could not take along.

    Args:
        source: The bytes of the list.
        name: Its file name, for the sheet and the findings.
        findings: All findings, in the order in which they are listed.
        kind: What it is: `xlsx`, `xlsm`, `xlsb`, `ods`, `xls` or `csv`.
        sheets: Name and rows (from A1) of each sheet, for a copy of the values only: of a file that is no
            .xlsx, or that openpyxl can't copy.
    """
    if kind not in ("xlsx", "xlsm"):
        told = Finding(code="XA-G021", severity=Severity.MELDING, file=name, details={"soort": kind})
        return _of_values(name, findings, sheets), (told,)
    try:
        book = _open(source, sheets)
        _finish(book, name, findings, {})
        return _saved(book), _losses(source, name)
    except _NotCopiedError:
        told = Finding(code="XA-G023", severity=Severity.WAARSCHUWING, file=name)
        return _of_values(name, findings, sheets), (told,)


class _NotCopiedError(Exception):
    """Openpyxl can't copy this workbook."""


def _open(source: bytes, sheets: Sheets) -> "Workbook":
    """Open a workbook to copy it.

    Raises:
        _NotCopiedError: It does not open, or without a sheet that the reader did see.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  (slow to import, and only needed here)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it loses; we tell all of that ourselves
            book = load_workbook(BytesIO(source), rich_text=True)
    except _NOT_COPIED as error:
        raise _NotCopiedError from error
    if not book.worksheets or any(title not in book.sheetnames for title, _ in sheets):
        raise _NotCopiedError
    return book


def _saved(book: "Workbook") -> bytes:
    buffer = BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book.save(buffer)
    except _NOT_COPIED as error:
        raise _NotCopiedError from error
    return buffer.getvalue()


def _of_values(name: str, findings: Sequence[Finding], sheets: Sheets) -> bytes:
    book, names = copy_of_values(sheets)
    _finish(book, name, findings, names)
    return _saved(book)


def _finish(book: "Workbook", name: str, findings: Sequence[Finding], names: Mapping[str, str]) -> None:
    """Mark and list the findings in a copy.

    Args:
        book: The copy; it is changed.
        name: File name of the list.
        findings: What is marked.
        names: Name of a sheet in the copy by its name in the list, where these differ.
    """
    places = mark_cells(book, findings, names)
    add_sheet(book, name, findings, places)
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True


def _losses(source: bytes, name: str) -> tuple[Finding, ...]:
    lost = [
        Finding(code="XA-G020", severity=Severity.WAARSCHUWING, file=name, details={"onderdeel": what})
        for what in lost_in_copy(source)
    ]
    if has_formulas(source):
        lost.append(Finding(code="XA-G022", severity=Severity.MELDING, file=name))
    return tuple(lost)
