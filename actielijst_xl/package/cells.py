"""Edits to cells: a value, a cached value, a whole sheet of values."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from actielijst_xl.package import markup, styles
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.edits import Formula, RenewFormulas, ReplaceSheetData, SetCached, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.grid import Grid
from actielijst_xl.package.refs import Box, address, parse_cell
from actielijst_xl.package.rows import NewCell
from actielijst_xl.package.values import ERRORS, Value, is_plain, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMULA_LIKE = ("=", "+", "-", "@", "\t")
_MAX_HEIGHT_PT = 409.0


def place(text: str, sheet: str) -> tuple[int, int]:
    """Return (row, column) of an address in an edit.

    Raises:
        PatchError: XA-G114 it is no address.
    """
    try:
        return parse_cell(text)
    except ValueError as error:
        raise PatchError("XA-G114", blad=sheet, cel=text) from error


def new_cell(book: Book, sheet: Sheet, spot: tuple[int, int], style: str, value: Value) -> NewCell:
    """Return a new cell, in the style in which `value` shows as what it is.

    Raises:
        PatchError: The value can't stand in a cell (XA-G110..G113).
    """
    if value is None or (isinstance(value, str) and is_plain(value) and not value.startswith(_FORMULA_LIKE)):
        return spot[1], style, value
    _check(book, sheet.name, spot, value)
    fitting = _fitting_style(book, style or "0", value)
    return spot[1], style if fitting == "0" and not style else fitting, value


def _check(book: Book, sheet: str, spot: tuple[int, int], value: Value) -> None:
    if isinstance(value, str) and is_plain(value):
        return
    if code := refusal(value, epoch_1904=book.epoch_1904):
        raise PatchError(code, blad=sheet, cel=address(*spot))


def put(book: Book, sheet: Sheet, row: int, col: int, value: Value, *, style: str | None = None) -> None:
    """Give one cell a value, unless it has it already.

    Raises:
        PatchError: The value can't stand in a cell (XA-G110..G113) or the cell can't be changed (XA-G115).
    """
    _check(book, sheet.name, (row, col), value)
    grid = book.grid(sheet)
    cell = grid.find(row, col)
    is_same = grid.same(cell, value)
    if is_same and (cell is None or style in (None, cell.get("s", "0"))):
        if cell is not None:
            _restyle(book, sheet, cell, value)
        return
    _refuse_locked_in(grid, sheet, row, col)
    cell = grid.ensure(row, col) if cell is None else cell
    if not is_same:
        if len(cell) and markup.child(cell, "f") is not None:
            grid.unshare(row, col)
            book.formula_dropped = True
        grid.write(cell, value)
    if style is not None:
        cell.set("s", style)
    _restyle(book, sheet, cell, value)
    book.touch(sheet)


def _refuse_locked_in(grid: Grid, sheet: Sheet, row: int, col: int) -> None:
    if not (grid.blocks() or grid.merges()):
        return
    inside = [box for box in grid.blocks() if box.holds(row, col) and not box.single]
    inside += [box for box in grid.merges() if box.holds(row, col) and (row, col) != (box.top, box.left)]
    if inside:
        raise PatchError("XA-G115", blad=sheet.name, cel=address(row, col), bereik=str(inside[0]))


def _restyle(book: Book, sheet: Sheet, cell: "_Element", value: Value) -> None:
    """Give the cell another format where its own would show the value as something else."""
    current = cell.get("s", "0")
    wanted = _fitting_style(book, current, value)
    if wanted != current:
        cell.set("s", wanted)
        book.touch(sheet)


def _fitting_style(book: Book, style: str, value: Value) -> str:
    """A day needs a date format, a number none; text like a formula a quote prefix, to survive editing."""
    match value:
        case bool() | None:
            return style
        case str():
            risky = value.startswith(_FORMULA_LIKE) and not book.styles().is_literal(style)
            return book.styles().as_literal(style) if risky else style
        case int() | float():
            return book.styles().as_number(style) if book.styles().is_date(style) else style
        case date():
            code = styles.DATE_TIME if isinstance(value, datetime) else styles.DATE
            return style if book.styles().is_date(style) else book.styles().as_date(style, code)


def raise_height(book: Book, sheet: Sheet, row: int, height_pt: float | None) -> None:
    """Give a row the height its text needs, unless a person set one; Excel may still fit it later."""
    if height_pt is None:
        return
    grid = book.grid(sheet)
    element = grid.row(row)
    if element is None or markup.is_on(element, "customHeight"):
        return
    present = element.get("ht")
    if height := higher(height_pt, float(present) if present else grid.usual_height_pt):
        element.set("ht", height)
        book.touch(sheet)


def higher(height_pt: float | None, present_pt: float) -> str:
    """Return the height that a row needs, as it is written; empty when it is as high already."""
    wanted = round(min(height_pt or 0, _MAX_HEIGHT_PT), 2)
    return f"{wanted:g}" if wanted > present_pt else ""


def set_cell(book: Book, edit: SetCell) -> None:
    """Apply a `SetCell`."""
    sheet = book.sheet(edit.sheet)
    row, col = place(edit.cell, edit.sheet)
    style = None
    if edit.style_like is not None:
        like = book.grid(sheet).find(*place(edit.style_like, edit.sheet))
        style = "0" if like is None else like.get("s", "0")
    put(book, sheet, row, col, edit.value, style=style)
    raise_height(book, sheet, row, edit.height_pt)


def set_cached(book: Book, edit: SetCached) -> None:
    """Apply a `SetCached`.

    Raises:
        PatchError: XA-G109 the cell has no formula, and the edit brings none.
    """
    sheet, grid = book.sheet(edit.sheet), book.grid(book.sheet(edit.sheet))
    spot = place(edit.cell, edit.sheet)
    _check(book, edit.sheet, spot, edit.value)
    renewed = edit.formula is not None and grid.plain_formula(*spot) != edit.formula
    if edit.formula is not None and renewed:
        book.formula_dropped |= not grid.plain_formula(*spot)  # a chain without this cell is stale
        grid.set_formula(*spot, edit.formula)
        book.touch(sheet)
    cell = grid.find(*spot)
    if cell is None or markup.child(cell, "f") is None:
        raise PatchError("XA-G109", blad=edit.sheet, cel=edit.cell)
    if renewed or not computes(grid, cell, edit.value):  # a cell that held text keeps it in another way
        grid.write(cell, edit.value, cached=True)
        book.touch(sheet)


def computes(grid: Grid, cell: "_Element", value: Value) -> bool:
    """Tell whether a value is stored with a formula; a blank text is another value than none."""
    return grid.stored(cell) == value if value is None or value == "" else grid.same(cell, value)


def is_plainly(formula: "_Element", cell: "_Element", wanted: Mapping[str, Formula]) -> bool:
    """Tell quickly whether a cell holds the wanted formula with its value; False may mean: look closer."""
    known = wanted.get(cell.get("r", ""))
    if known is None or formula.text != known.text or len(cell) != 2 or formula.get("t") is not None:
        return False
    stored, kind, value = formula.getnext(), cell.get("t"), known.value
    if stored is None or markup.local(stored) != "v":
        return False
    if isinstance(value, str):
        plain = value != "" and is_plain(value) and stored.text == value
        return plain and kind == ("e" if value in ERRORS else "str")
    return kind is None and type(value) is int and stored.text == str(value)


def renew_formulas(book: Book, edit: RenewFormulas) -> None:
    """Apply a `RenewFormulas`."""
    grid = book.grid(book.sheet(edit.sheet))
    present: set[str] = set()
    for spot, text, cell in grid.formula_texts(lambda formula, cell: is_plainly(formula, cell, edit.wanted)):
        where = address(*spot)
        present.add(where)
        wanted = edit.wanted.get(where)
        if wanted and (text == wanted.text or edit.same(text, wanted.text)):
            if text != wanted.text or not computes(grid, cell, wanted.value):
                set_cached(
                    book, SetCached(sheet=edit.sheet, cell=where, value=wanted.value, formula=wanted.text)
                )
        elif where not in edit.leave and grid.stored(cell) is not None:
            set_cached(book, SetCached(sheet=edit.sheet, cell=where, value=None))
    for where in sorted(edit.new - present):
        text, value = edit.wanted[where]
        set_cached(book, SetCached(sheet=edit.sheet, cell=where, value=value, formula=text))


def replace_sheet_data(book: Book, edit: ReplaceSheetData) -> None:
    """Apply a `ReplaceSheetData`."""
    sheet = book.sheet(edit.sheet)
    grid, wanted = book.grid(sheet), _values(edit)
    old = {(row, col): cell for row in grid.row_numbers() for col, cell in grid.cells(row).items()}
    if _holds_exactly(grid, old, wanted):
        return
    book.formula_dropped |= any(markup.child(cell, "f") is not None for cell in old.values())
    styles = {spot: style for spot, cell in old.items() if (style := cell.get("s"))}
    for element in list(grid.data):
        grid.data.remove(element)
    grid.load()
    usual = {col: grid.inherited_style(1, col) for col in {col for _, col in wanted}}
    rows: dict[int, list[NewCell]] = {}
    for (row, col), value in wanted.items():
        style = styles.get((row, col)) or usual[col]
        rows.setdefault(row, []).append(new_cell(book, sheet, (row, col), style, value))
    grid.append_rows(rows.items())
    _fit_dimension(grid.root, wanted)
    book.touch(sheet)


def _values(edit: ReplaceSheetData) -> dict[tuple[int, int], Value]:
    return {
        (row, col): value
        for row, values in enumerate(edit.rows, 1)
        for col, value in enumerate(values, 1)
        if value is not None and value != ""
    }


def _holds_exactly(
    grid: Grid, old: dict[tuple[int, int], "_Element"], wanted: dict[tuple[int, int], Value]
) -> bool:
    held = {spot: cell for spot, cell in old.items() if not grid.same(cell, None)}
    return held.keys() == wanted.keys() and all(
        grid.same(held[spot], value) for spot, value in wanted.items()
    )


def _fit_dimension(root: "_Element", spots: Collection[tuple[int, int]]) -> None:
    dimension = markup.child(root, "dimension")
    if dimension is not None:
        bottom = max((row for row, _ in spots), default=1)
        right = max((col for _, col in spots), default=1)
        dimension.set("ref", str(Box(top=1, left=1, bottom=bottom, right=right)))
