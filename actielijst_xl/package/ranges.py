"""Where the tables of a package stand."""

from actielijst_xl.package.book import Book
from actielijst_xl.package.parts import Package
from actielijst_xl.package.tables import read_table


def table_ranges(package: bytes) -> dict[str, tuple[str, str]]:
    """Return per table name, in small letters, its sheet and the range of its rows: `("Lijsten", "B5:B9")`.

    Raises:
        PatchError: The package can't be read.
    """
    book = Book(Package(package))
    found = {}
    for name in book.tables():
        sheet, key = book.table(name)
        found[name] = (sheet.name, str(read_table(book, sheet, key).body))
    return found
