"""The lint rules of one worksheet: order, cells, ranges, validations."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.faults import Fault, FaultKind
from actielijst_xl.package.grid import boxes_of
from actielijst_xl.package.refs import MAX_COL, MAX_HEIGHT_PT, MAX_ROW, Box, parse_cell
from actielijst_xl.package.strings import text_of
from actielijst_xl.package.values import MAX_TEXT, unescape

if TYPE_CHECKING:
    from lxml.etree import _Element

Found: TypeAlias = Iterator[tuple[FaultKind, str]]
Parts: TypeAlias = "defaultdict[str, list[_Element]]"
MAX_FORMULA = 8192
MAX_LIST = 255
_TEXT_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
_ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_REPEATED = frozenset({"cols", "conditionalFormatting"})


class Limits:
    """How many formats and strings the workbook has: indexes must stay below."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @cached_property
    def strings(self) -> int:
        """Number of shared strings."""
        return len(self._book.strings())

    def _count(self, name: str) -> int:
        try:
            listed = markup.child(self._book.styles().root, name)
        except PatchError:
            return 0
        return 0 if listed is None else sum(1 for item in listed if markup.local(item))

    @cached_property
    def formats(self) -> int:
        """Number of cell formats."""
        return self._count("cellXfs")

    @cached_property
    def differential(self) -> int:
        """Number of formats for conditional formatting and tables."""
        return self._count("dxfs")


def sheet_faults(
    root: "_Element", sheet: Sheet, limits: Limits, rows: Collection[int] | None = None
) -> Iterator[Fault]:
    """Yield the faults of one worksheet; with `rows` (counted from 0) the cells of other rows are left."""
    parts = by_name(root)
    rules: tuple[Callable[[Parts], Found], ...] = (
        _columns,
        _ranges,
        _merges,
        _validations,
        _shared_formulas,
    )
    found = [pair for rule in rules for pair in rule(parts)]
    found += [*_element_order(root), *_rows(root, limits, rows), *_dxf(parts, limits)]
    yield from (Fault(kind=kind, part=sheet.key, detail=detail) for kind, detail in found)


def by_name(root: "_Element") -> Parts:
    """Return the elements of a sheet by local name: formulas, and everything outside its cells."""
    parts: Parts = defaultdict(list)
    for part in root:
        if markup.local(part) == "sheetData":
            parts["f"] += markup.descendants(part, "f")
        else:
            for element in part.iter():
                parts[markup.local(element)].append(element)
    return parts


def _element_order(root: "_Element") -> Found:
    names = [name for item in root if (name := markup.local(item)) in _ORDER]
    for first, second in pairwise(names):
        if _ORDER.index(first) > _ORDER.index(second) or (first == second and first not in _REPEATED):
            yield FaultKind.ELEMENT_ORDER, f"{second} after {first}"
    if "sheetData" not in names:
        yield FaultKind.ELEMENT_ORDER, "no sheetData"


def _rows(root: "_Element", limits: Limits, only: Collection[int] | None) -> Found:
    data = markup.child(root, "sheetData")
    last = 0
    for at, row in enumerate(markup.children(data, "row") if data is not None else ()):
        number = row.get("r") or str(last + 1)
        if not number.isdigit() or not last < int(number) <= MAX_ROW:
            yield FaultKind.ROW_ORDER, number
            continue
        last = int(number)
        if only is not None and at not in only and row.get("r"):
            continue
        if not 0 <= _number(row.get("ht", "15")) <= MAX_HEIGHT_PT:
            yield FaultKind.ROW_HEIGHT, number
        if not _within(row.get("s"), limits.formats):
            yield FaultKind.STYLE_INDEX, f"row {number}"
        yield from _cells(row, last, limits)


def _cells(row: "_Element", number: int, limits: Limits) -> Found:
    last = 0
    for cell in markup.children(row, "c"):
        where = cell.get("r")
        try:
            found, col = (number, last + 1) if where is None else parse_cell(where)
        except ValueError:
            found, col = 0, 0
        if found != number or not last < col <= MAX_COL:
            yield FaultKind.CELL_ORDER, f"row {number}: {where}"
        last = max(last, col)
        yield from ((kind, f"{where or col}") for kind in _cell(cell, limits))


def _cell(cell: "_Element", limits: Limits) -> Iterator[FaultKind]:
    if not _within(cell.get("s"), limits.formats):
        yield FaultKind.STYLE_INDEX
    if len(cell) or cell.get("t") == "inlineStr":
        yield from _content(cell, limits)


def _content(cell: "_Element", limits: Limits) -> Iterator[FaultKind]:
    if len(cell) == 1 and markup.local(cell[0]) == "is" and cell.get("t") == "inlineStr":  # most new cells
        yield from _text_length(cell[0])
        return
    parts = {markup.local(part): part for part in reversed(cell)}
    formula = parts.get("f")
    if formula is not None and len(formula.text or "") > MAX_FORMULA:
        yield FaultKind.FORMULA_LENGTH
    kind, value = cell.get("t", "n"), parts.get("v")
    if kind == "inlineStr":
        yield from _inline(cell)
    elif value is not None and kind == "s":
        if not _within(value.text or "", limits.strings):
            yield FaultKind.SHARED_STRING
    elif value is not None and not _fits(kind, value.text or ""):
        yield FaultKind.CELL_VALUE


def _inline(cell: "_Element") -> Iterator[FaultKind]:
    inline = markup.child(cell, "is")
    if inline is None or markup.child(cell, "v") is not None:
        yield FaultKind.CELL_VALUE
    if inline is not None:
        yield from _text_length(inline)


def _text_length(inline: "_Element") -> Iterator[FaultKind]:
    text = unescape(text_of(inline))
    if 2 * len(text) > MAX_TEXT and len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT:
        yield FaultKind.TEXT_LENGTH


def _within(index: str | None, count: int) -> bool:
    return index is None or (index.strip().isdigit() and int(index) < count)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _fits(kind: str, text: str) -> bool:
    match kind:
        case "n":
            return text == "" or math.isfinite(_number(text))
        case "b":
            return text.strip() in {"0", "1", "true", "false"}
        case "d":
            return _is_moment(text)
        case "e":
            return text.startswith("#")
        case "str":
            return len(text) <= MAX_TEXT
        case _:
            return False


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


def _shared_formulas(parts: Parts) -> Found:
    shared = [item for item in parts["f"] if item.get("t") == "shared"]
    masters = {item.get("si") for item in shared if item.text and item.get("ref")}
    for number in sorted({item.get("si") or "?" for item in shared if item.get("si") not in masters}):
        yield FaultKind.SHARED_FORMULA, number


def _columns(parts: Parts) -> Found:
    last = 0
    for item in (col for cols in parts["cols"] for col in markup.children(cols, "col")):
        first, final = _number(item.get("min", "")), _number(item.get("max", ""))
        if not last < first <= final <= MAX_COL:
            yield FaultKind.COLUMNS, f"{item.get('min')}:{item.get('max')}"
        else:
            last = int(final)


def _ranges(parts: Parts) -> Found:
    for item in _named(parts, "mergeCell", "hyperlink", "dimension", "autoFilter"):
        yield from _bad_ranges(item, [item.get("ref", "")])
    for item in _named(parts, "dataValidation", "conditionalFormatting", "protectedRange"):
        reference = markup.child(item, "sqref")
        text = item.get("sqref") if reference is None else reference.text
        inner = any(True for _ in markup.descendants(item, "sqref"))
        yield from _bad_ranges(item, (text or "").split() or ([] if inner else [""]))


def _named(parts: Parts, *names: str) -> Iterator["_Element"]:
    return (item for name in names for item in parts[name])


def _bad_ranges(item: "_Element", texts: Iterable[str]) -> Found:
    yield from (
        (FaultKind.BAD_RANGE, f"{markup.local(item)} {text}") for text in texts if not _is_range(text)
    )


@lru_cache(maxsize=4096)
def _is_range(text: str) -> bool:
    try:
        Box.parse(text)
    except ValueError:
        return False
    return True


def overlaps(boxes: Iterable[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield pairs of ranges that share a cell, sweeping down the sheet."""
    active: list[Box] = []
    for box in sorted(boxes, key=lambda item: item.top):
        active = [other for other in active if other.bottom >= box.top]
        yield from ((other, box) for other in active if other.meets(box))
        active.append(box)


def _merges(parts: Parts) -> Found:
    for first, second in overlaps(boxes_of(parts["mergeCell"])):
        yield FaultKind.MERGE_OVERLAP, f"{first} {second}"


def _validations(parts: Parts) -> Found:
    for item in parts["dataValidation"]:
        where = item.get("sqref", "")
        formula = markup.child(item, "formula1")
        text = "" if formula is None else "".join(str(part) for part in formula.itertext())
        if item.get("type") == "list" and text.startswith('"') and len(text) > MAX_LIST + 2:
            yield FaultKind.VALIDATION_LIST, where
        for name, limit in _TEXT_LIMITS.items():
            if len(unescape(item.get(name, ""))) > limit:
                yield FaultKind.VALIDATION_TEXT, f"{where} {name}"


def _dxf(parts: Parts, limits: Limits) -> Found:
    for rule in parts["cfRule"]:
        if not _within(rule.get("dxfId"), limits.differential):
            yield FaultKind.DXF_INDEX, rule.get("dxfId", "")
