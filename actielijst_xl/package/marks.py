"""A cell that stands out, and the sheet that a workbook opens on: for a file that goes back to its sender."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.cells import place
from actielijst_xl.package.container import damaged
from actielijst_xl.package.edits import Edit, MarkCell, OpenOn, ReplaceSheetData, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIDES = ("left", "right", "top", "bottom")


def mark_cell(book: Book, edit: MarkCell) -> None:
    """Apply a `MarkCell`.

    Raises:
        PatchError: XA-G107 no such sheet, XA-G114 no address, XA-G101 the workbook has no fills or borders.
    """
    sheet, styles = book.sheet(edit.sheet), book.styles()
    row, col = place(edit.cell, edit.sheet)
    grid = book.grid(sheet)
    known = grid.find(row, col)
    if edit.instead_of and (known is None or fill_of(styles, known.get("s", "0")) != edit.instead_of):
        return
    cell = grid.ensure(row, col)
    xf = styles.copy_of(cell.get("s", "0"))
    for kind, part in (("fill", _fill(styles, edit.fill)), ("border", _border(styles, edit.border))):
        xf.set(f"{kind}Id", _place(styles, f"{kind}s", part))
        xf.set(f"apply{kind.capitalize()}", "1")
    cell.set("s", styles.index_of(xf))
    book.touch(sheet)


def fill_of(styles: Styles, style: str) -> str:
    """Return the colour of the solid fill of a format as `RRGGBB`; "" for none and for other kinds."""
    number = markup.whole(styles.copy_of(style).get("fillId"))
    fills = list(markup.children(_group(styles, "fills"), "fill"))
    pattern = markup.child(fills[number], "patternFill") if number < len(fills) else None
    color = None if pattern is None else markup.child(pattern, "fgColor")
    if pattern is None or color is None or pattern.get("patternType") != "solid":
        return ""
    return color.get("rgb", "")[-6:].upper()


def _group(styles: Styles, name: str) -> "_Element":
    listed = markup.child(styles.root, name)
    if listed is None:
        raise damaged(f"no {name}")
    return listed


def _place(styles: Styles, group: str, part: "_Element") -> str:
    """Return the place of an equal fill or border; add it when there is none."""
    listed = _group(styles, group)
    wanted = _shape(part)
    items = [item for item in listed if markup.local(item)]
    for index, item in enumerate(items):
        if _shape(item) == wanted:
            return str(index)
    listed.append(part)
    markup.recount(listed)
    styles.touch()
    return str(len(items))


def _shape(element: "_Element") -> tuple[object, ...]:
    inner = tuple(_shape(item) for item in element if markup.local(item))
    return (markup.local(element), tuple(sorted(element.attrib.items())), inner)


def _fill(styles: Styles, color: str) -> "_Element":
    fill = markup.make(styles.root, "fill")
    pattern = markup.append(fill, "patternFill", patternType="solid")
    markup.append(pattern, "fgColor", rgb=f"FF{color}")
    markup.append(pattern, "bgColor", indexed="64")
    return fill


def _border(styles: Styles, color: str) -> "_Element":
    border = markup.make(styles.root, "border")
    for side in _SIDES:
        markup.append(markup.append(border, side, style="thin"), "color", rgb=f"FF{color}")
    markup.append(border, "diagonal")
    return border


def open_on(book: Book, edit: OpenOn) -> None:
    """Apply an `OpenOn`: two selected tabs would be edited together, so only this one is selected.

    Raises:
        PatchError: XA-G107 no such sheet.
    """
    sheet = book.sheet(edit.sheet)
    for other in selected(book):
        for view in markup.descendants(book.package.tree(other.key), "sheetView"):
            markup.drop(view, "tabSelected")
        book.package.touch(other.key)
    for view in markup.descendants(book.package.tree(sheet.key), "sheetView"):
        view.set("tabSelected", "1")
    book.package.touch(sheet.key)
    hidden = {name.casefold() for name in edit.hide} - {sheet.name.casefold()}
    for name in hidden & book.sheets().keys():
        book.sheets()[name].element.set("state", "hidden")
    markup.drop(sheet.element, "state")
    for book_view in markup.descendants(book.root, "workbookView"):
        book_view.set("activeTab", str(sheet.index))
        markup.drop(book_view, "firstSheet")
    book.package.touch(book.key)


def selected(book: Book) -> list[Sheet]:
    """Return the sheets whose tab is selected; chart sheets too."""
    return [sheet for sheet in book.sheets().values() if _is_selected(book, sheet.key)]


def _is_selected(book: Book, key: str) -> bool:
    if not book.package.has(key) or b"tabSelected" not in book.package.read(key):
        return False
    views = markup.descendants(book.package.parse(key), "sheetView")
    return any(markup.is_on(view, "tabSelected") for view in views)


def check_marks(old: Book, new: Book, edits: Sequence[Edit]) -> None:
    """Check that marked cells are marked and hold what they held, and that one sheet is open.

    Raises:
        PatchError: XA-G124 it is not so.
    """
    written = {(e.sheet.casefold(), e.cell) for e in edits if isinstance(e, SetCell)}
    written |= {(e.sheet.casefold(), "") for e in edits if isinstance(e, ReplaceSheetData)}
    for edit in edits:
        match edit:
            case MarkCell():
                name = edit.sheet.casefold()
                is_written = bool({(name, edit.cell), (name, "")} & written)
                if not (_is_marked(new, edit) and (is_written or _stored(old, edit) == _stored(new, edit))):
                    raise PatchError("XA-G124", blad=edit.sheet, cel=edit.cell)
            case OpenOn() if [sheet.name for sheet in selected(new)] != [new.sheet(edit.sheet).name]:
                raise PatchError("XA-G124", blad=edit.sheet, cel="A1")
            case _:
                pass


def _is_marked(book: Book, edit: MarkCell) -> bool:
    cell = book.grid(book.sheet(edit.sheet)).find(*place(edit.cell, edit.sheet))
    fill = "" if cell is None else fill_of(book.styles(), cell.get("s", "0"))
    return fill == edit.fill or bool(edit.instead_of and fill != edit.instead_of)


def _stored(book: Book, edit: MarkCell) -> str:
    """What a cell holds, as text: an unreadable one is an exception, equal to no other."""
    if edit.sheet.casefold() not in book.sheets():
        return ""
    grid = book.grid(book.sheet(edit.sheet))
    return repr(grid.stored(grid.find(*place(edit.cell, edit.sheet))))
