"""A workbook as plain data: what stands where, in which style, before any library is asked to write it.

Rows and columns count from 0. Styles are names of `writing.stijl`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from actielijst_xl.model.address import column_letters
from actielijst_xl.model.document import Scalar


class Cell(NamedTuple):
    """One cell.

    Attributes:
        row: Row from 0.
        col: Column from 0.
        value: The value; for a formula the computed value that is stored with it.
        style: Name of a style.
        formula: Formula with `=`, or "".
        link: Target inside the workbook (`Overzicht!A1` or a defined name), or "".
    """

    row: int
    col: int
    value: Scalar
    style: str
    formula: str = ""
    link: str = ""


class Area(NamedTuple):
    """A block of cells, ends included."""

    row: int
    col: int
    last_row: int
    last_col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An Excel table (ListObject); its cells are written as cells, its first row holds the headers.

    Attributes:
        heads: Style of each header; () gives all of them `kop`.
    """

    name: str
    area: Area
    headers: tuple[str, ...]
    title: str
    description: str
    autofilter: bool = False
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Help and a drop-down on a block of cells; what is typed is never refused.

    Attributes:
        source: Range with the values (`=Keuzelijsten!$A$5:$A$8`), or "" for help only.
    """

    area: Area
    title: str
    message: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A conditional format: where `formula` (for the first cell of `area`) holds, `style` is laid over it."""

    area: Area
    formula: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart.

    Attributes:
        name: Its name, or a reference to the cell with its name (`='NH-012 Station'!$A$46`).
        categories: Range on the horizontal axis.
        values: Range on the vertical axis.
        color: Colour of bars, points or line.
        named: Show its name beside its points.
        as_line: Draw a dashed line instead of points.
        outline: Colour of a line around its bars, so that a light bar still stands out; "" for none.
        shown: Which of its points show their value; () lets all do so.
    """

    name: str
    categories: str
    values: str
    color: str
    named: bool = False
    as_line: bool = False
    outline: str = ""
    shown: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart.

    Attributes:
        kind: `column`, `stacked`, `timeline` or `line`.
        row: Top row.
        col: Left column.
        width_px: Width in pixels.
        height_px: Height in pixels.
        x_range: First and last day on the axis of a timeline.
        y_max: Top of the axis of a timeline.
    """

    kind: str
    title: str
    description: str
    row: int
    col: int
    width_px: int
    height_px: int
    series: tuple[Series, ...]
    x_range: tuple[date, date] | None = None
    y_max: int = 0
    offset_px: tuple[int, int] = (4, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in a cell: the bytes of a PNG or JPEG."""

    row: int
    col: int
    data: bytes
    description: str
    height_px: int


@dataclass(slots=True, kw_only=True)
class Sheet:
    """One sheet, filled cell by cell by its builder.

    Attributes:
        tab: Name of the tab colour in the house style.
        state: `visible`, `hidden` or `very_hidden`.
        widths: Width in characters per column.
        hidden_cols: Columns that are hidden.
        hidden_rows: Rows that are hidden.
        heights: Height in points per row; other rows get the height that their text needs.
        one_page: Print the whole sheet on one page; else it is one page wide.
        repeat_row: Row that is printed on top of each page, or -1.
        freeze_row: Rows above this one stay in view, or 0.
        last_print_col: Last column that is printed.
        print_area: What is printed, when the sheet holds more than that; None prints all.
    """

    name: str
    tab: str = "inkt"
    state: str = "visible"
    landscape: bool = True
    protected: bool = True
    one_page: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)
    hidden_cols: frozenset[int] = frozenset()
    hidden_rows: set[int] = field(default_factory=set)
    heights: dict[int, float] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    repeat_row: int = -1
    freeze_row: int = 0
    last_print_col: int = 0
    print_area: Area | None = None

    def put(
        self, row: int, col: int, value: Scalar, style: str, *, formula: str = "", link: str = ""
    ) -> None:
        """Add one cell."""
        self.cells.append(Cell(row, col, value, style, formula, link))

    def put_row(self, row: int, col: int, values: Iterable[Scalar], style: str) -> None:
        """Add cells from left to right in one style."""
        self.cells.extend(Cell(row, at, value, style) for at, value in enumerate(values, col))

    def fill(self, row: int, cols: Iterable[int], style: str) -> None:
        """Add blank cells in one style."""
        self.cells.extend(Cell(row, col, None, style) for col in cols)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A whole workbook.

    Attributes:
        title: Title in its properties.
        subject: Subject in its properties.
        author: Who made it.
        created: Date in its properties; the same plan gives the same bytes.
        footer: Left part of the footer; sheet name and page number follow.
        names: Defined name -> reference.
        properties: Custom document properties: a layer of identity.
    """

    title: str
    subject: str
    author: str
    created: date
    footer: str
    sheets: Sequence[Sheet]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


def ref(row: int, col: int, *, sheet: str = "") -> str:
    """Return the absolute reference of a cell, with its sheet when given: `'NH-012 Station'!$B$7`."""
    cell = f"${column_letters(col)}${row + 1}"
    return f"{quote_sheet(sheet)}!{cell}" if sheet else cell


def row_ref(row: int, col: int) -> str:
    """Return the reference of a cell on the same row: `$B7`. It goes along when somebody sorts the rows."""
    return f"${column_letters(col)}{row + 1}"


def area_ref(area: Area, *, sheet: str = "") -> str:
    """Return the absolute reference of a block of cells."""
    return f"{ref(area.row, area.col, sheet=sheet)}:{ref(area.last_row, area.last_col)}"


def quote_sheet(name: str) -> str:
    """Quote a sheet name for a formula."""
    return "'" + name.replace("'", "''") + "'"
