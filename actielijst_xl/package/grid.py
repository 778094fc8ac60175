"""The cells of one sheet part: read, written and inserted by row and column."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from actielijst_xl.package import markup
from actielijst_xl.package.container import damaged
from actielijst_xl.package.refs import Box, address, parse_cell, translate
from actielijst_xl.package.rows import NewRow, extent, make_rows
from actielijst_xl.package.strings import SharedStrings, text_of
from actielijst_xl.package.values import ERRORS, Value, encoded, lines, moment, serial, unescape

if TYPE_CHECKING:
    from lxml.etree import _Element

Stored: TypeAlias = str | float | bool | datetime | Exception | None
Check: TypeAlias = Callable[["_Element", "_Element"], bool]
_BATCH = 1_000


def _computed_error(cell: "_Element") -> str:
    """Return the error that a formula gives, or "" when it gives none."""
    if cell.get("t") != "e" or markup.child(cell, "f") is None:
        return ""
    value = markup.child(cell, "v")
    return "" if value is None else value.text or ""


def _child(cell: "_Element", name: str) -> "_Element | None":
    """Return the first child called `name`; most cells have one child."""
    if len(cell) != 1:
        return markup.child(cell, name)
    return cell[0] if markup.local(cell[0]) == name else None


@lru_cache(maxsize=1024)
def _extent(ref: str) -> Box | None:
    try:
        return Box.parse(ref)
    except ValueError:
        return None


def boxes_of(items: Iterable["_Element"]) -> list[Box]:
    """Return the ranges in `ref` of elements; what is no range is left to the lint."""
    boxes = []
    for item in items:
        with suppress(ValueError):
            boxes.append(Box.parse(item.get("ref", "")))
    return boxes


def numbered_rows(data: "_Element") -> Iterator[tuple[int, "_Element"]]:
    """Yield the rows with their numbers; a row without `r` follows the one before it."""
    last = 0
    for row in markup.children(data, "row"):
        text = row.get("r")
        last = int(text) if text else last + 1
        yield last, row


def numbered_cells(row: "_Element") -> Iterator[tuple[int, "_Element"]]:
    """Yield the cells with their columns; a cell without `r` follows the one before it."""
    last = 0
    for cell in markup.children(row, "c"):
        text = cell.get("r")
        last = parse_cell(text)[1] if text else last + 1
        yield last, cell


class Grid:
    """The cells of one worksheet. Gives rows and cells without `r` an explicit one when it writes."""

    def __init__(self, root: "_Element", strings: Callable[[], SharedStrings], *, epoch_1904: bool) -> None:
        data = markup.child(root, "sheetData")
        if data is None:
            raise damaged("a sheet without cells")
        self.root, self.data, self.epoch_1904 = root, data, epoch_1904
        self._strings = strings
        self.load()

    def load(self) -> None:
        """Read the rows again, after they were replaced."""
        self._numbered = False
        try:
            self._rows = dict(numbered_rows(self.data))
        except ValueError as error:
            raise damaged("a row number is no number") from error
        self._order = sorted(self._rows)
        self._cells: dict[int, dict[int, _Element]] = {}
        self._blocks: list[Box] | None = None
        self._merges: list[Box] | None = None

    @cached_property
    def usual_height_pt(self) -> float:
        """The height of a row that says nothing of it."""
        defaults = markup.child(self.root, "sheetFormatPr")
        return float((defaults is not None and defaults.get("defaultRowHeight")) or 15)

    def row(self, row: int) -> "_Element | None":
        """Return the element of a row, if it is there."""
        return self._rows.get(row)

    def row_numbers(self) -> list[int]:
        """Return the numbers of the rows that are there, ascending."""
        return self._order

    def cells(self, row: int) -> dict[int, "_Element"]:
        """Return the cells of a row by column."""
        if row not in self._cells:
            element = self._rows.get(row)
            try:
                self._cells[row] = {} if element is None else dict(numbered_cells(element))
            except ValueError as error:
                raise damaged("a cell address is no address") from error
        return self._cells[row]

    def find(self, row: int, col: int) -> "_Element | None":
        """Return the cell, if it is there."""
        return self.cells(row).get(col)

    def ensure_row(self, row: int) -> "_Element":
        """Return the row; make it, in its place, when it is not there."""
        if row in self._rows:
            return self._rows[row]
        self.number_rows()
        element = markup.make(self.data, "row")
        element.set("r", str(row))
        place = bisect_right(self._order, row)
        if place:
            self._rows[self._order[place - 1]].addnext(element)
        else:
            self.data.insert(0, element)
        insort(self._order, row)
        self._rows[row] = element
        return element

    def append_rows(self, rows: Iterable[NewRow]) -> None:
        """Add rows below all others, in order."""
        self.number_rows()
        todo = iter(rows)
        while batch := list(islice(todo, _BATCH)):
            made = make_rows(self.data, batch, epoch_1904=self.epoch_1904)
            for (row, _), element in zip(batch, made, strict=True):
                self._rows[row] = element
                self._order.append(row)
                self._cells.pop(row, None)
            self.hold(extent(batch))

    def inherited_style(self, row: int, col: int) -> str:
        """Return the style that a cell gets when it is made."""
        element = self._rows.get(row)
        return self._inherited_style(markup.make(self.data, "row") if element is None else element, col)

    def number_rows(self) -> None:
        """Before a row or cell is made: say of every row where it stands; once, for new ones say it."""
        if self._numbered:
            return
        self._numbered = True
        for number_, element in self._rows.items():
            if element.get("r") is None:
                element.set("r", str(number_))

    def ensure(self, row: int, col: int) -> "_Element":
        """Return the cell; make it, in its place and in the style of its row or column, if missing."""
        element = self.ensure_row(row)
        cells = self.cells(row)
        if col in cells:
            return cells[col]
        self.number_rows()
        for known, other in cells.items():
            if other.get("r") is None:
                other.set("r", address(row, known))
        cell = markup.make(element, "c")
        cell.set("r", address(row, col))
        if style := self._inherited_style(element, col):
            cell.set("s", style)
        before = [known for known in cells if known < col]
        if before:
            cells[max(before)].addnext(cell)
        else:
            element.insert(0, cell)
        cells[col] = cell
        self._widen(element, row, col)
        return cell

    def _inherited_style(self, row: "_Element", col: int) -> str:
        if markup.is_on(row, "customFormat"):
            return row.get("s", "")
        columns = markup.child(self.root, "cols")
        for item in markup.children(columns, "col") if columns is not None else ():
            if markup.whole(item.get("min")) <= col <= markup.whole(item.get("max")):
                return item.get("style", "")
        return ""

    def _widen(self, element: "_Element", row: int, col: int) -> None:
        """Keep the hints of size true: the spans of the row and the dimension of the sheet."""
        first, _, last = element.get("spans", "").partition(" ")[0].partition(":")
        if element.get("spans") is not None and not (
            first.isdigit() and last.isdigit() and int(first) <= col <= int(last)
        ):
            del element.attrib["spans"]
        self.hold(Box(top=row, left=col, bottom=row, right=col))

    def hold(self, new: Box) -> None:
        """Let the used range of the sheet, where it is told, take in another one."""
        dimension = markup.child(self.root, "dimension")
        box = None if dimension is None else _extent(dimension.get("ref", ""))
        if dimension is None or box is None:
            return
        wide = Box(
            top=min(box.top, new.top),
            left=min(box.left, new.left),
            bottom=max(box.bottom, new.bottom),
            right=max(box.right, new.right),
        )
        if wide != box:
            dimension.set("ref", str(wide))

    def stored(self, cell: "_Element | None") -> Stored:
        """Return what a cell holds (of a formula: its cached value); an error value as an exception."""
        if cell is None:
            return None
        if not len(cell):
            return None
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = _child(cell, "is")
            return None if inline is None else unescape(text_of(inline))
        value = _child(cell, "v")
        text = None if value is None else (value.text or "")
        if text is None or (text.strip() == "" and kind != "str"):
            return None
        return self._typed(kind, text)

    def _typed(self, kind: str, text: str) -> Stored:
        try:
            match kind:
                case "s":
                    return self._strings()[int(text)]
                case "b":
                    return text.strip() in {"1", "true"}
                case "n":
                    return float(text)
                case "d":
                    return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
                case "str":
                    return unescape(text)
                case _:
                    return LookupError(kind)
        except (ValueError, LookupError) as error:
            return error

    def same(self, cell: "_Element | None", value: Value) -> bool:
        """Tell whether a cell already holds `value`; for a blank also that it has no formula."""
        stored = self.stored(cell)
        match value:
            case None | "":
                return cell is None or (stored in (None, "") and markup.child(cell, "f") is None)
            case str():
                if value in ERRORS and isinstance(stored, Exception):
                    return cell is not None and value == _computed_error(cell)
                return isinstance(stored, str) and lines(stored) == lines(value)
            case bool():
                return stored is value
            case int() | float():
                return isinstance(stored, float) and stored == float(value)
            case date():
                return self._same_moment(stored, value)

    def _same_moment(self, stored: Stored, value: date) -> bool:
        if isinstance(stored, float):
            stored = moment(stored, epoch_1904=self.epoch_1904)
        wanted = moment(serial(value, epoch_1904=self.epoch_1904), epoch_1904=self.epoch_1904)
        return isinstance(stored, datetime) and stored == wanted

    def write(self, cell: "_Element", value: Value, *, cached: bool = False) -> None:
        """Put a value in a cell and take away what the old one needed; `cached` keeps the formula."""
        for old in list(cell):
            name = markup.local(old)
            if name in {"v", "is"} or (name == "f" and not cached):
                cell.remove(old)
        for attribute in ("t",) if cached else ("t", "cm", "vm"):
            markup.drop(cell, attribute)
        if value is None or (value == "" and not cached):
            return
        if not cached:
            self._write_new(cell, value)
            return
        kind, text = ("e", str(value)) if value in ERRORS else encoded(value, epoch_1904=self.epoch_1904)
        if kind:
            cell.set("t", kind)
        stored = markup.make(cell, "v")
        stored.text = text
        cell.insert(1, stored)

    def _write_new(self, cell: "_Element", value: str | float | date) -> None:
        """Put a value in a cell that holds nothing."""
        kind, text = encoded(value, epoch_1904=self.epoch_1904)
        if kind:
            cell.set("t", "inlineStr" if kind == "str" else kind)
        if kind == "str":
            holder = markup.append(markup.append(cell, "is"), "t")
            holder.set(markup.XML_SPACE, "preserve")
        else:
            holder = markup.append(cell, "v")
        holder.text = text

    def formulas(self, but: Check | None = None) -> Iterator[tuple[int, int, "_Element", "_Element"]]:
        """Return (row, column, `<f>`, cell) of every formula, perhaps without those that `but` names."""
        found = [
            (cell, formula)
            for formula in markup.descendants(self.data, "f")
            if (cell := formula.getparent()) is not None and not (but and but(formula, cell))
        ]
        addresses = [cell.get("r") for cell, _ in found]
        if all(addresses):
            try:
                spots = [parse_cell(where or "") for where in addresses]
            except ValueError as error:
                raise damaged("a cell address is no address") from error
            return ((*spot, formula, cell) for spot, (cell, formula) in zip(spots, found, strict=True))
        return self._unaddressed_formulas()

    def _unaddressed_formulas(self) -> Iterator[tuple[int, int, "_Element", "_Element"]]:
        for row in self._order:
            for col, cell in self.cells(row).items():
                formula = markup.child(cell, "f")
                if formula is not None:
                    yield row, col, formula, cell

    def formula_texts(self, but: Check | None = None) -> list[tuple[tuple[int, int], str, "_Element"]]:
        """Return ((row, column), text, cell) of every formula that is no part of an array.

        Formulas of which `but(formula, cell)` holds may be left out.
        """
        found = []
        for row, col, formula, cell in self.formulas(but):
            shared = formula.get("t") is not None
            text = self.plain_formula(row, col) if shared else formula.text
            if text:
                found.append(((row, col), text, cell))
        return found

    def blocks(self) -> list[Box]:
        """Return the ranges of array formulas and data tables: nobody may change a part of one."""
        if self._blocks is None:
            formulas = markup.descendants(self.data, "f")
            self._blocks = boxes_of(item for item in formulas if item.get("t") in {"array", "dataTable"})
        return self._blocks

    def merges(self) -> list[Box]:
        """Return the merged ranges."""
        if self._merges is None:
            listed = markup.child(self.root, "mergeCells")
            self._merges = boxes_of(markup.children(listed, "mergeCell")) if listed is not None else []
        return self._merges

    def plain_formula(self, row: int, col: int) -> str:
        """Return the formula of a cell as text, also when it shares one; empty for none and for arrays."""
        cell = self.find(row, col)
        formula = None if cell is None else markup.child(cell, "f")
        kind = "" if formula is None else formula.get("t", "normal")
        if formula is not None and kind == "shared" and not formula.text:
            for top, left, other, _ in self.formulas():
                if other.text and other.get("t") == "shared" and other.get("si") == formula.get("si"):
                    return translate(other.text, rows=row - top, cols=col - left)
        return (formula.text or "") if formula is not None and kind in {"normal", "shared"} else ""

    def set_formula(self, row: int, col: int, text: str) -> None:
        """Give a cell a formula; what shared the old one keeps it."""
        self.unshare(row, col)
        cell = self.ensure(row, col)
        formula = markup.child(cell, "f")
        if formula is None:
            formula = markup.make(cell, "f")
            cell.insert(0, formula)
        formula.attrib.clear()
        formula.text = text

    def unshare(self, row: int, col: int) -> None:
        """Before the first cell of a shared formula goes: give every other cell of it its own formula."""
        cell = self.find(row, col)
        master = None if cell is None else markup.child(cell, "f")
        if master is None or master.get("t") != "shared" or not master.text:
            return
        for other_row, other_col, formula, _ in self.formulas():
            if (
                formula is not master
                and formula.get("t") == "shared"
                and formula.get("si") == master.get("si")
            ):
                formula.text = translate(master.text, rows=other_row - row, cols=other_col - col)
                for attribute in ("t", "si", "ref"):
                    markup.drop(formula, attribute)
