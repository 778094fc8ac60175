"""What the gate lets through: kinds of files, limits, and the refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import NoReturn

from actielijst_xl.errors import InputError

MIB = 1024 * 1024
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Kind(StrEnum):
    """What a file is by its content; the value is the usual extension."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    ZIP = "zip"  # a plain zip, for example with returns; its members are scanned one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one incoming file; every one can be set.

    Attributes:
        file_mib: Size of the file itself.
        inflated_mib: All members together, counted while inflating.
        member_mib: One member, counted while inflating.
        members: Number of members of a workbook; about five per sheet.
        files: Number of files in a plain zip, zips inside it included.
        ratio: Inflated bytes per packed byte, for members above `ratio_from_kb`.
        ratio_from_kb: Inflated size in kB (1,000 bytes) from which `ratio` counts.
        xml_depth: Elements within elements.
        xml_elements: Elements of all parts together; bounds the time of the scan itself.
        cells: Cells of all sheets together, blank ones with a style included.
        rows: Rows of all sheets together.
        cell_box: Cells in the smallest rectangle around the cells with content, per sheet.
        cell_boxes: The same, all sheets together.
        merged_area: Cells inside merged ranges, all sheets together.
        hyperlink_area: Cells inside hyperlink ranges, all sheets together.
        shared_strings: Shared strings, present or announced.
        xf: Cell formats (cellXfs and cellStyleXfs).
        names: Defined names.
        sheets: Sheets of any kind.
    """

    file_mib: int = 25
    inflated_mib: int = 100
    member_mib: int = 64
    members: int = 10_000
    files: int = 1_000
    ratio: int = 200
    ratio_from_kb: int = 100
    xml_depth: int = 64
    xml_elements: int = 5_000_000
    cells: int = 500_000
    rows: int = 200_000
    cell_box: int = 5_000_000
    cell_boxes: int = 20_000_000
    merged_area: int = 1_000_000
    hyperlink_area: int = 100_000
    shared_strings: int = 500_000
    xf: int = 65_490
    names: int = 20_000
    sheets: int = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What the gate found out about a file that it lets through.

    Attributes:
        kind: By content; the name of the file plays no part.
        sheets: Number of sheets that the file declares; for xlsx, xlsm and xlsb each is present as well.
            None for csv and zip.
        strict: Strict OOXML, in which openpyxl sees no sheets.
        date1904: Dates count from 1904.
        macros: A VBA project is present (it is never run).
        external_links: The workbook refers to other workbooks.
        cells: Cells in the file, blank ones with a style included.
        inflated: Bytes of all members together; the size of the file where it is no zip.
        wide: A part is UTF-16, which python-calamine reads as an empty sheet.
        encoding: Python's name of the encoding of a csv file, otherwise "".
        parts: Every member of an xlsx or xlsm by name, inflated, so that nobody has to do that again; None
            where that is much, and for other kinds.
    """

    kind: Kind
    sheets: int | None = None
    strict: bool = False
    date1904: bool = False
    macros: bool = False
    external_links: bool = False
    cells: int = 0
    inflated: int = 0
    wide: bool = False
    encoding: str = ""
    parts: Mapping[str, bytes] | None = field(default=None, repr=False, compare=False)


class Refused(InputError):  # noqa: N818 (the word of the design)
    """The gate does not let this file in; the run goes on with the other files."""


def refuse(code: str, file: str, **details: object) -> NoReturn:
    """Raise `Refused` for `file`; numbers in `details` get Dutch thousands separators.

    Raises:
        Refused: Always.
    """
    raise Refused(code, bestand=plain_name(file), **{key: _text(value) for key, value in details.items()})


def refuse_excess(file: str, *amounts: tuple[str, int, int]) -> None:
    """Refuse `file` for the first (code, amount, limit) of which the amount is above the limit.

    Raises:
        Refused: One is.
    """
    for code, amount, limit in amounts:
        if amount > limit:
            refuse(code, file, grens=limit)


def plain_name(name: str) -> str:
    """Return the last part of a file name, printable and not endless, for use in a sentence."""
    last = PurePath(name.replace("\\", "/")).name or name
    return "".join(c if c.isprintable() else "?" for c in last)[:120]


def _text(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return "".join(c if c.isprintable() else "?" for c in str(value))[:120]
