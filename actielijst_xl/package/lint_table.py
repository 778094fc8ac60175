"""The lint rules of the tables of one worksheet."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.faults import Fault, FaultKind
from actielijst_xl.package.grid import boxes_of
from actielijst_xl.package.lint_sheet import Found, Limits, overlaps
from actielijst_xl.package.tables import Table, column_headers, read_table
from actielijst_xl.package.values import lines

if TYPE_CHECKING:
    from lxml.etree import _Element


def table_faults(book: Book, sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Yield the faults of the tables of a worksheet."""
    root = book.package.tree(sheet.key)
    yield from _listed(book, sheet, root)
    tables = []
    for key in book.sheet_tables(sheet):
        try:
            tables.append(read_table(book, sheet, key))
        except PatchError:
            yield Fault(kind=FaultKind.TABLE_COLUMNS, part=key, detail="no range")
    for table in tables:
        rules: tuple[Callable[[Table], Found], ...] = (_columns, _names, _rows)
        for rule in rules:
            yield from (Fault(kind=kind, part=table.key, detail=detail) for kind, detail in rule(table))
        yield from _headers(book, table)
        yield from _formats(table, limits)
    yield from _overlaps(sheet, tables, root)


def _listed(book: Book, sheet: Sheet, root: "_Element") -> Iterator[Fault]:
    """The sheet lists exactly the tables that it is related to."""
    listed = [markup.rel_id(item) for item in markup.descendants(root, "tablePart")]
    related = [rel.id for rel in book.package.rels(sheet.key) if rel.kind == "table"]
    for rel_id in (
        sorted(set(listed) ^ set(related) or {"double"}) if sorted(listed) != sorted(related) else ()
    ):
        yield Fault(kind=FaultKind.TABLE_PARTS, part=sheet.key, detail=rel_id)


def _columns(table: Table) -> Found:
    listed = markup.child(table.root, "tableColumns")
    items = [] if listed is None else list(markup.children(listed, "tableColumn"))
    width = table.box.right - table.box.left + 1
    if len(items) != width or (listed is not None and listed.get("count", str(width)) != str(width)):
        yield FaultKind.TABLE_COLUMNS, f"{len(items)} of {width}"
    if len({item.get("id") for item in items}) != len(items):
        yield FaultKind.TABLE_COLUMNS, "double id"


def _names(table: Table) -> Found:
    names = Counter(name.casefold() for name in column_headers(table.root))
    yield from ((FaultKind.TABLE_COLUMN_NAME, name) for name, times in names.items() if times > 1 or not name)


def _rows(table: Table) -> Found:
    if table.body.top > table.body.bottom:
        yield FaultKind.TABLE_ROWS, str(table.box)
    filter_ = markup.child(table.root, "autoFilter")
    if filter_ is None:
        return
    boxes = boxes_of([filter_])
    # LibreOffice counts the totals row in, Excel does not; both open it
    if boxes not in ([replace(table.box, bottom=end)] for end in (table.body.bottom, table.box.bottom)):
        yield FaultKind.TABLE_FILTER, filter_.get("ref", "")


def _headers(book: Book, table: Table) -> Iterator[Fault]:
    """A header cell holds the text of its column, to the letter."""
    if table.headers != 1:
        return
    try:
        grid = book.grid(table.sheet)
    except PatchError:
        return  # reported as ROW_ORDER or ELEMENT_ORDER
    for offset, name in enumerate(column_headers(table.root)):
        col = table.box.left + offset
        cell = grid.find(table.box.top, col)
        stored = grid.stored(cell)
        text = f"{stored:.15g}" if isinstance(stored, float) else stored
        if not isinstance(text, str) or lines(text) != lines(name):
            yield Fault(kind=FaultKind.TABLE_HEADER, part=table.key, detail=name)


def _formats(table: Table, limits: Limits) -> Iterator[Fault]:
    for item in table.root.iter("*"):
        for name, value in ((str(key), str(content)) for key, content in item.attrib.items()):
            if name.endswith("DxfId") and not (value.isdigit() and int(value) < limits.differential):
                yield Fault(kind=FaultKind.DXF_INDEX, part=table.key, detail=f"{name} {value}")


def _overlaps(sheet: Sheet, tables: list[Table], root: "_Element") -> Iterator[Fault]:
    """Tables share no cell with each other, with merged cells, or with array formulas of several cells."""
    boxes = [table.box for table in tables]
    for first, second in overlaps(boxes):
        yield Fault(kind=FaultKind.TABLE_OVERLAP, part=sheet.key, detail=f"{first} {second}")
    arrays = [item for item in markup.descendants(root, "f") if item.get("t") == "array"]
    for other in boxes_of([*markup.descendants(root, "mergeCell"), *arrays]):
        for box in boxes:
            if box.meets(other) and not other.single:
                yield Fault(kind=FaultKind.TABLE_OVERLAP, part=sheet.key, detail=f"{box} {other}")
