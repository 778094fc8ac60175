"""What a package holds, for who decides how to edit it: its sheets, its kind, the texts on a sheet."""

from dataclasses import dataclass

from actielijst_xl.package.book import Book
from actielijst_xl.package.parts import Package
from actielijst_xl.package.refs import address


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A workbook at a glance.

    Attributes:
        sheets: Names of the sheets, in order.
        suffix: `.xlsx`, or `.xlsm` when it is of the kind that may hold macros.
    """

    sheets: tuple[str, ...]
    suffix: str


def facts(package: bytes) -> Facts:
    """Look at a workbook.

    Raises:
        PatchError: The package can't be edited: damaged, encrypted, signed, with a DTD, with double members.
    """
    book = Book(Package(package))
    has_macros = "macroenabled" in book.package.content_type(book.key).casefold()
    sheets = tuple(sheet.name for sheet in book.sheets().values())
    return Facts(sheets=sheets, suffix=".xlsm" if has_macros else ".xlsx")


def texts(package: bytes, sheet: str) -> dict[str, str]:
    """Return the texts on a worksheet by address; numbers and other values are left out.

    Raises:
        PatchError: XA-G107 there is no such worksheet.
    """
    book = Book(Package(package))
    grid = book.grid(book.sheet(sheet))
    found = {
        address(row, col): grid.stored(cell)
        for row in grid.row_numbers()
        for col, cell in grid.cells(row).items()
    }
    return {where: value for where, value in found.items() if isinstance(value, str)}
