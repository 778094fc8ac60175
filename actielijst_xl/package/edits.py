"""The closed set of edits to a package."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import eq
from typing import NamedTuple, TypeAlias

from actielijst_xl.package.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCell:
    """Give a cell a value; its style stays.

    Attributes:
        sheet: Name of the sheet as shown in the workbook.
        cell: Address such as `C9`.
        value: None empties the cell. Text never becomes a formula. An equal value changes nothing.
        style_like: Address of a cell on the same sheet whose style the cell takes.
        height_pt: Height that the row needs; used when larger than what it has and not set by a person.
    """

    sheet: str
    cell: str
    value: Value
    style_like: str | None = None
    height_pt: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCached:
    """Give the formula in a cell another cached value.

    Attributes:
        sheet: Name of the sheet as shown in the workbook.
        cell: Address such as `C9`.
        value: The computed value; None takes it away, so that a program has to compute it. The text of an
            error (`#N/A`) becomes that error.
        formula: The formula for the cell, without `=`; None keeps the one that it has.
    """

    sheet: str
    cell: str
    value: Value
    formula: str | None = None


class Formula(NamedTuple):
    """A formula without `=`, and the value that it computes."""

    text: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewFormulas:
    """Give the formulas of one sheet the values that belong to them, in one pass.

    A formula that is the wanted one gets its value. The stored value of another formula goes, so that a
    program has to compute it; a formula that is part of an array is left alone.

    Attributes:
        sheet: Name of the sheet as shown in the workbook.
        wanted: The formulas that are known, by address.
        same: Tells of a formula on the sheet and the wanted one whether they count as the same; then it gets
            the text of the wanted one too.
        leave: Addresses of which a formula of somebody else keeps its value.
        new: Addresses that get their wanted formula when they have none.
    """

    sheet: str
    wanted: Mapping[str, Formula]
    same: Callable[[str, str], bool] = eq
    leave: Collection[str] = frozenset()
    new: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendRows:
    """Add rows to a table: its blank rows at the end first, then new ones below.

    Attributes:
        table: Name of the table (displayName).
        rows: The values, one tuple per row. None leaves a cell as it is.
        columns: Header texts that the values belong to; empty: the first columns of the table, in order.
        heights_pt: Height per row, as in `SetCell`; may be shorter than `rows`.
        own_rows: Rows of the sheet that belong to the table, also if somebody typed them right below it; it
            takes those in before it grows.
        header: Sheet and address of a cell in its header row: where the table is looked for when none has
            this name, because somebody gave it another one.
    """

    table: str
    rows: tuple[tuple[Value, ...], ...]
    columns: tuple[str, ...] = ()
    heights_pt: tuple[float | None, ...] = ()
    own_rows: frozenset[int] = frozenset()
    header: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSheet:
    """Move a sheet in from another workbook, with its formats, tables, drawings, charts and own names.

    Attributes:
        donor: The bytes of that workbook (Transitional).
        name: Name of the sheet, there and here.
        before: Name of the sheet that it comes before; None: the last place.
        names: (name, reference) of names to define for the whole workbook.
    """

    donor: bytes
    name: str
    before: str | None = None
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCell:
    """Give a cell another colour and a line around it; its value, format and protection stay.

    Attributes:
        sheet: Name of the sheet as shown in the workbook.
        cell: Address such as `C9`.
        fill: Colour of the cell as `RRGGBB`.
        border: Colour of the line as `RRGGBB`.
        instead_of: Only when the cell has this fill (`RRGGBB`) now; "": whatever it has.
    """

    sheet: str
    cell: str
    fill: str
    border: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOn:
    """Open the workbook on this sheet.

    Attributes:
        sheet: Name of the sheet as shown in the workbook.
        hide: Names of sheets to hide; ones that are not there don't matter.
    """

    sheet: str
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceSheetData:
    """Replace all cells of a sheet, from A1; a cell that existed keeps its style."""

    sheet: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCore:
    """Say who changed the file and when (in UTC when it has a zone)."""

    modified: datetime
    last_modified_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProperty:
    """Set a custom document property; None removes it."""

    name: str
    value: str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalculate:
    """Ask Excel to compute every formula when it opens the file: also those of people follow our changes."""


CellEdit: TypeAlias = SetCell | SetCached | RenewFormulas
"""Asks for nothing but the cells of one sheet."""

Edit: TypeAlias = (
    CellEdit
    | AppendRows
    | TakeSheet
    | MarkCell
    | OpenOn
    | ReplaceSheetData
    | SetCore
    | SetProperty
    | Recalculate
)
