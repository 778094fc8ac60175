"""Rows for a table: its blank rows first, then growth, with everything that ended where the table ended."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet, table_name
from actielijst_xl.package.cells import new_cell, put, raise_height
from actielijst_xl.package.container import damaged
from actielijst_xl.package.edits import AppendRows
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.grid import boxes_of
from actielijst_xl.package.refs import MAX_ROW, Box, address, map_ranges, parse_cell, translate
from actielijst_xl.package.rows import NewRow
from actielijst_xl.package.values import Value, unescape

if TYPE_CHECKING:
    from lxml.etree import _Element

Add: TypeAlias = Callable[[Iterable[NewRow]], None]
_RANGE_HOLDERS = ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on a sheet: its part, its range, and how many of its rows are headers and totals."""

    name: str
    key: str
    sheet: Sheet
    root: "_Element"
    box: Box
    headers: int
    totals: int

    @property
    def body(self) -> Box:
        """The range of the data rows."""
        return Box(
            top=self.box.top + self.headers,
            bottom=self.box.bottom - self.totals,
            left=self.box.left,
            right=self.box.right,
        )


def read_table(book: Book, sheet: Sheet, key: str) -> Table:
    """Return the table of a table part.

    Raises:
        PatchError: XA-G101 it says not where it stands.
    """
    root = book.package.tree(key)
    boxes = boxes_of([root])
    if not boxes:
        raise damaged(f"{key} has no range")
    return Table(
        name=table_name(root),
        key=key,
        sheet=sheet,
        root=root,
        box=boxes[0],
        headers=markup.whole(root.get("headerRowCount"), 1),
        totals=markup.whole(root.get("totalsRowCount")),
    )


def find_table(book: Book, edit: AppendRows) -> tuple[Sheet, str]:
    """Return the sheet and the part of the table of an edit: by its name, else by where its header stands.

    Raises:
        PatchError: XA-G108 there is none.
    """
    name, (blad, cell) = edit.table.casefold(), edit.header
    sheet = book.sheets().get(blad.casefold())
    if name in book.tables() or sheet is None or not cell:
        return book.table(edit.table)
    row, col = parse_cell(cell)
    for key in book.sheet_tables(sheet):
        box = read_table(book, sheet, key).box
        if box.top == row and box.left <= col <= box.right:
            return sheet, key
    raise PatchError("XA-G108", tabel=edit.table)


def column_headers(root: "_Element") -> list[str]:
    """Return the header texts of a table part."""
    listed = markup.child(root, "tableColumns")
    items = markup.children(listed, "tableColumn") if listed is not None else ()
    return [unescape(item.get("name", "")) for item in items]


def append_rows(book: Book, edit: AppendRows, add: Add | None = None) -> None:
    """Apply an `AppendRows`; `add` takes the new rows where they come below all others of the sheet.

    Raises:
        PatchError: XA-G108 no such table; XA-G118 a row does not fit its columns;
            XA-G116, XA-G117 it can't grow.
    """
    sheet, key = find_table(book, edit)
    table = read_table(book, sheet, key)
    columns = _columns(table, edit)
    if first_spare_row(book, table) + len(edit.rows) - 1 > table.body.bottom:
        table = _with_own_rows(book, table, edit)
    first = first_spare_row(book, table)
    missing = first + len(edit.rows) - 1 - table.body.bottom
    rows = [dict(zip(columns, values, strict=False)) for values in edit.rows]
    if missing > 0:
        _grow(book, table, rows[len(rows) - missing :], add)
    for offset, values in enumerate(rows[: len(rows) - max(missing, 0)]):
        _fill(book, table, first + offset, values)
    for offset in range(len(rows)):
        if offset < len(edit.heights_pt):
            raise_height(book, sheet, first + offset, edit.heights_pt[offset])
    if edit.rows and table.root.get("insertRow") is not None:
        markup.drop(table.root, "insertRow")
        book.package.touch(key)


def _columns(table: Table, edit: AppendRows) -> list[int]:
    """Return the sheet columns that the values of a row go to."""
    headers = column_headers(table.root)
    try:
        indexes = [headers.index(name) for name in edit.columns] or list(range(len(headers)))
    except ValueError as error:
        raise PatchError("XA-G118", tabel=table.name) from error
    if any(len(values) > len(indexes) for values in edit.rows):
        raise PatchError("XA-G118", tabel=table.name)
    return [table.box.left + index for index in indexes]


def first_spare_row(book: Book, table: Table) -> int:
    """Return the row after the last one that holds a value; formulas alone do not fill a row."""
    grid = book.grid(table.sheet)
    for row in range(table.body.bottom, table.body.top - 1, -1):
        cells = [grid.find(row, col) for col in range(table.box.left, table.box.right + 1)]
        typed = [cell for cell in cells if cell is not None and markup.child(cell, "f") is None]
        if any(grid.stored(cell) not in (None, "") for cell in typed):
            return row + 1
    return table.body.top


def _fill(book: Book, table: Table, row: int, values: dict[int, Value]) -> None:
    for col, value in values.items():
        if value is not None:
            put(book, table.sheet, row, col, value)


def _grow(book: Book, table: Table, rows: list[dict[int, Value]], add: Add | None) -> None:
    """Make a table longer by `rows`."""
    count = len(rows)
    if table.totals:
        raise PatchError("XA-G117", tabel=table.name, blad=table.sheet.name)
    bottom = table.box.bottom
    _refuse_obstacles(book, table, count)
    if _is_last(book, table):
        (add or book.grid(table.sheet).append_rows)(_new_rows(book, table, rows))
    else:
        for row, values in enumerate(rows, bottom + 1):
            _copy_layout(book, table, row)
            _fill(book, table, row, values)
    _lengthen(book, table, count)


def _lengthen(book: Book, table: Table, count: int) -> None:
    """Make a table `count` rows longer, and everything that ended where it ended."""
    bottom = table.box.bottom + count
    _resize(table, bottom)
    _stretch_sheet(book, table, bottom)
    _stretch_names(book, table, bottom)
    _stretch_charts(book, table, bottom)
    book.touch(table.sheet)
    book.package.touch(table.key)


def _is_last(book: Book, table: Table) -> bool:
    """Whether nothing stands below the table, and no formula goes with its rows: it can grow quickly."""
    grid, box = book.grid(table.sheet), table.box
    last = grid.row_numbers()[-1] if grid.row_numbers() else 0
    cols = range(box.left, box.right + 1)
    return last <= box.bottom and not any(grid.plain_formula(box.bottom, col) for col in cols)


def _new_rows(book: Book, table: Table, rows: Iterable[Mapping[int, Value]]) -> Iterator[NewRow]:
    """Yield rows below the last one of a table, in its styles."""
    grid, box, sheet = book.grid(table.sheet), table.box, table.sheet
    above = grid.cells(box.bottom)
    styles = {col: cell.get("s", "") for col, cell in above.items() if box.left <= col <= box.right}
    made = {col: grid.inherited_style(box.bottom + 1, col) for col in range(box.left, box.right + 1)}
    made |= styles
    styled = sorted(styles)
    for row, values in enumerate(rows, box.bottom + 1):
        filled = {col for col, value in values.items() if value is not None}
        cols = styled if filled <= styles.keys() else sorted(filled | styles.keys())
        yield row, [new_cell(book, sheet, (row, col), made[col], values.get(col)) for col in cols]


def first_row(book: Book, edit: AppendRows) -> int:
    """Return the row of the sheet in which the first row of an edit without `own_rows` comes.

    Raises:
        PatchError: XA-G108 no such table.
    """
    return first_spare_row(book, read_table(book, *find_table(book, edit)))


def room_below(book: Book, edit: AppendRows) -> int | None:
    """Return how many of the rows of an edit its table has room for; None when it is not there."""
    try:
        table = read_table(book, *find_table(book, edit))
    except PatchError:
        return None
    wanted = len(edit.rows)
    spare = table.body.bottom - first_spare_row(book, table) + 1
    if wanted <= spare or table.totals:
        return min(wanted, spare)
    own = _own_below(book, table, edit)
    spare = 0 if own else spare
    spots = _obstacles(book, table, wanted - spare, own)
    return spare + min(spots)[0] - table.box.bottom - own - 1 if spots else wanted


def _own_below(book: Book, table: Table, edit: AppendRows) -> int:
    """Return how many rows below the table reach to the last one of its own, with nothing else between."""
    box = table.box
    count = max((row for row in edit.own_rows if row > box.bottom), default=box.bottom) - box.bottom
    if not count or table.totals:
        return 0
    foreign = [spot for spot in _obstacles(book, table, count) if spot[0] not in edit.own_rows]
    taken = Box(top=box.bottom + 1, bottom=box.bottom + count, left=box.left, right=box.right)
    return 0 if foreign or any(other.meets(taken) for other in _others(book, table)) else count


def _with_own_rows(book: Book, table: Table, edit: AppendRows) -> Table:
    """Let the table take in the rows of its own that somebody typed right below it."""
    if count := _own_below(book, table, edit):
        _lengthen(book, table, count)
        return read_table(book, table.sheet, table.key)
    return table


def _refuse_obstacles(book: Book, table: Table, count: int) -> None:
    """Nothing of anybody is shifted or covered: what stands in the way is named, from first to last cell."""
    if near := _obstacles(book, table, count):
        below = _obstacles(book, table, max(count, MAX_ROW - table.box.bottom))
        rows, last = {row for row, _ in below}, max(near)[0]
        while last + 1 in rows:  # a block of text is moved as a whole
            last += 1
        block = [spot for spot in (*near, *below) if spot[0] <= last]
        cols = [col for _, col in block]
        area = Box(top=min(block)[0], left=min(cols), bottom=last, right=max(cols))
        raise PatchError("XA-G116", tabel=table.name, blad=table.sheet.name, cel=_as_words(area))


def _as_words(area: Box) -> str:
    first, last = address(area.top, area.left), address(area.bottom, area.right)
    return first if first == last else f"{first} t/m {last}"


def _obstacles(book: Book, table: Table, count: int, skip: int = 0) -> list[tuple[int, int]]:
    """Return the cells in which something stands where `count` new rows would come, `skip` rows down."""
    box = table.box
    grid, below = book.grid(table.sheet), (box.bottom + skip + 1, box.bottom + skip + count)
    room = Box(top=below[0], bottom=below[1], left=box.left, right=box.right)
    spots = [
        (row, col)
        for row in grid.row_numbers()
        if below[0] <= row <= below[1]
        for col, cell in grid.cells(row).items()
        if box.left <= col <= box.right and not grid.same(cell, None)
    ]
    spots += [(max(taken.top, below[0]), taken.left) for taken in _others(book, table) if taken.meets(room)]
    if below[1] > MAX_ROW:
        spots.append((MAX_ROW, box.left))
    return spots


def _others(book: Book, table: Table) -> list[Box]:
    """Return what may share no cell with the table, the table itself apart."""
    grid = book.grid(table.sheet)
    found = [*grid.merges(), *grid.blocks(), *_tables_and_pivots(book, table.sheet)]
    return [box for box in found if box != table.box]


def _tables_and_pivots(book: Book, sheet: Sheet) -> list[Box]:
    holders: list[_Element] = []
    for rel in book.package.rels(sheet.key):
        known = rel.kind in {"table", "pivotTable"} and book.package.has(rel.target)
        root = book.package.parse(rel.target) if known else None
        holder = root if root is None or rel.kind == "table" else markup.child(root, "location")
        holders += [] if holder is None else [holder]
    return boxes_of(holders)


def _copy_layout(book: Book, table: Table, row: int) -> None:
    """Give a new row the styles of the row above, and the formulas that people put in their own columns."""
    grid = book.grid(table.sheet)
    for col in range(table.box.left, table.box.right + 1):
        above = grid.find(row - 1, col)
        if above is None:
            continue
        cell = grid.ensure(row, col)
        markup.drop(cell, "s")
        if style := above.get("s"):
            cell.set("s", style)
        _copy_formula(book, table, row, col)


def _copy_formula(book: Book, table: Table, row: int, col: int) -> None:
    formula = book.grid(table.sheet).plain_formula(row - 1, col)
    if formula:
        cell = book.grid(table.sheet).ensure(row, col)
        copy = markup.make(cell, "f")
        copy.text = translate(formula, rows=1, cols=0)
        cell.insert(0, copy)
        book.formula_dropped = True
        book.recalculate_on_load()


def _resize(table: Table, bottom: int) -> None:
    box = table.box
    wide = Box(top=box.top, left=box.left, bottom=bottom, right=box.right)
    table.root.set("ref", str(wide))
    filter_ = markup.child(table.root, "autoFilter")
    if filter_ is not None:
        filter_.set("ref", str(wide))


def _stretched(table: Table, box: Box, bottom: int) -> Box:
    """Return a range that ended with the table, ending with it again; a single last cell stays."""
    ended_with_it = box.bottom == table.box.bottom and not (
        box.right < table.box.left or box.left > table.box.right
    )
    covers_rows = box.top < box.bottom or table.body.top == table.body.bottom
    if not (ended_with_it and covers_rows):
        return box
    return Box(top=box.top, left=box.left, bottom=bottom, right=box.right)


def _stretch_list(table: Table, sqref: str, bottom: int) -> str:
    boxes = []
    for text in sqref.split():
        try:
            boxes.append(str(_stretched(table, Box.parse(text), bottom)))
        except ValueError:
            boxes.append(text)
    return " ".join(boxes)


def _stretch_sheet(book: Book, table: Table, bottom: int) -> None:
    grid = book.grid(table.sheet)
    for part in grid.root:
        if part is not grid.data:  # in the cells is nothing that names a range, and a great deal else
            _stretch_part(table, part, bottom)


def _stretch_part(table: Table, part: "_Element", bottom: int) -> None:
    for holder in markup.descendants(part, *_RANGE_HOLDERS):
        if holder.get("sqref"):
            holder.set("sqref", _stretch_list(table, holder.get("sqref", ""), bottom))
    for reference in markup.descendants(part, "sqref"):
        if markup.local(reference.getparent()) in _RANGE_HOLDERS:  # a sparkline has one cell: left alone
            reference.text = _stretch_list(table, reference.text or "", bottom)


def _stretch_names(book: Book, table: Table, bottom: int) -> None:
    """Let the print area, and names over whole columns of the table, follow it."""
    for name in book.names_about(table.sheet):
        own_area = name.get("name") == "_xlnm.Print_Area"
        text = _stretch_formula(table, name.text or "", bottom, whole_column=not own_area)
        if text != (name.text or ""):
            name.text = text
            book.package.touch(book.key)


def _stretch_formula(table: Table, formula: str, bottom: int, *, whole_column: bool) -> str:
    tops = (table.box.top, table.body.top)

    def change(box: Box) -> Box:
        return box if whole_column and box.top not in tops else _stretched(table, box, bottom)

    return map_ranges(formula, table.sheet.name, change)


def _stretch_charts(book: Book, table: Table, bottom: int) -> None:
    """Let charts on the sheet that show whole columns of the table follow it, as they do in Excel."""
    package = book.package
    drawings = [rel.target for rel in package.rels(table.sheet.key) if rel.kind == "drawing"]
    charts = [rel.target for key in drawings for rel in package.rels(key) if rel.kind == "chart"]
    for key in charts:
        for formula in markup.descendants(package.tree(key), "f"):
            text = _stretch_formula(table, formula.text or "", bottom, whole_column=True)
            if text != (formula.text or ""):
                formula.text = text
                package.touch(key)
