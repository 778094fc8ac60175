"""What the value reader can't tell of a sheet, and the hardened parser that finds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from actielijst_xl.model.address import MAX_COLS, Cell, Range

FORMULE_ZONDER_WAARDE = "formule zonder waarde"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """Facts of one sheet, counted from zero.

    Attributes:
        merged: Merged ranges.
        hidden_rows: Rows that are hidden (or filtered away).
        hidden_cols: Columns that are hidden.
        unreadable: Cells that hold something that has no value: what stands there (`#REF!`).
        cached: It is no sheet, but what a program keeps of another file that formulas look at.
    """

    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    unreadable: Mapping[Cell, str] = field(default_factory=dict)
    cached: bool = False


def parse_xml(data: bytes) -> etree._Element:
    """Parse untrusted XML: no entities, no network, no huge trees.

    Raises:
        lxml.etree.XMLSyntaxError: It is not well-formed, or too deep.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    return etree.fromstring(data, parser)


def cols_between(first: int, last: int) -> range:
    """The columns `first` up to and including `last`, kept within a sheet."""
    return range(max(first, 0), min(last, MAX_COLS - 1) + 1)
