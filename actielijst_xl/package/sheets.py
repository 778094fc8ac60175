"""The list of sheets of a workbook: which names Excel accepts, and a new sheet in its place."""

from copy import deepcopy

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.properties import add_sheet_title

MAX_SHEET_NAME = 31
_FORBIDDEN = set("[]:*?/\\")


def is_sheet_name(name: str) -> bool:
    """Tell whether Excel accepts a sheet name."""
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2
    edges = name.startswith("'") or name.endswith("'") or name.casefold() == "history"
    return 0 < units <= MAX_SHEET_NAME and not edges and not _FORBIDDEN & set(name) and min(name) >= " "


def list_sheet(book: Book, like: Sheet, name: str, position: int, key: str) -> None:
    """Give a new sheet its place in the workbook.

    Args:
        book: The workbook.
        like: The sheet whose entry is the example.
        name: Name of the new sheet.
        position: Its place, from 0.
        key: Its part.
    """
    types = [rel.type for rel in book.package.rels(book.key) if rel.target == like.key]
    element = deepcopy(like.element)
    rel_id = book.package.add_rel(book.key, types[0], key)
    for namespace in markup.REL_ATTRIBUTES:
        if element.get(namespace + "id"):
            element.set(namespace + "id", rel_id)
    elements = [sheet.element for sheet in book.sheets().values()]
    element.set("name", name)
    element.set("sheetId", str(max(markup.whole(item.get("sheetId")) for item in elements) + 1))
    markup.drop(element, "state")
    _renumber(book, position)
    if position < len(elements):
        elements[position].addprevious(element)
    else:
        elements[-1].addnext(element)
    add_sheet_title(book.package, name, {item.get("name", "") for item in elements[:position]})
    book.package.touch(book.key)


def _renumber(book: Book, position: int) -> None:
    """Sheets are counted from 0 in names and views: those from `position` on move one up."""
    for name in book.names():
        index = name.get("localSheetId", "")
        if index.isdigit() and int(index) >= position:
            name.set("localSheetId", str(int(index) + 1))
    for view in markup.descendants(book.root, "workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if markup.whole(view.get(attribute)) >= position:
                view.set(attribute, str(markup.whole(view.get(attribute)) + 1))
