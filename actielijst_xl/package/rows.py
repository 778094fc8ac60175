"""New rows of a sheet as text: parsing a block of them takes a tenth of making each element."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from actielijst_xl.package import markup
from actielijst_xl.package.refs import Box, column_name
from actielijst_xl.package.values import Value, encoded

if TYPE_CHECKING:
    from lxml.etree import _Element

NewCell: TypeAlias = tuple[int, str, Value]
"""Column, style ("" for none) and value of a cell."""

NewRow: TypeAlias = tuple[int, Sequence[NewCell]]
"""Number and cells of a row, from left to right."""


def make_rows(data: "_Element", rows: Iterable[NewRow], *, epoch_1904: bool) -> list["_Element"]:
    """Add rows at the end of `<sheetData>`; what is in them is as `Grid.ensure` and `Grid.write` make it."""
    return markup.append_text(data, "".join([row_text(*row, epoch_1904=epoch_1904) for row in rows]))


def extent(rows: Sequence[NewRow]) -> Box:
    """Return the range in which the cells of the rows lie; a row without cells counts as its first column."""
    lefts = [cells[0][0] if cells else 1 for _, cells in rows]
    rights = [cells[-1][0] if cells else 1 for _, cells in rows]
    return Box(top=rows[0][0], left=min(lefts), bottom=rows[-1][0], right=max(rights))


def row_text(row: int, cells: Sequence[NewCell], *, epoch_1904: bool, height_pt: str = "") -> str:
    """Return a row as it is written, without prefixes."""
    pieces = [f'<row r="{row}" ht="{height_pt}">' if height_pt else f'<row r="{row}">']
    for col, style, value in cells:
        before, after = _around(col, style)
        pieces.append(f"{before}{row}{after}{_inside(value, epoch_1904=epoch_1904)}")
    return "".join([*pieces, "</row>"]) if cells else f"{pieces[0][:-1]}/>"


@lru_cache(maxsize=1_024)
def _around(col: int, style: str) -> tuple[str, str]:
    """Return what stands before and after the row number in the start tag of a cell."""
    return f'<c r="{column_name(col)}', f'" s={quoteattr(style)}' if style else '"'


def _inside(value: Value, *, epoch_1904: bool) -> str:
    """Return the rest of a cell: its type and its value."""
    if value is None or value == "":
        return "/>"
    kind, text = encoded(value, epoch_1904=epoch_1904)
    if kind == "str":
        return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f' t="{kind}"><v>{text}</v></c>' if kind else f"><v>{text}</v></c>"
