"""What makes Excel offer to repair a file: the closed set of faults that the lint knows."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """The kinds of faults, by what is broken."""

    # the package
    UNREADABLE = "unreadable"  # damaged zip, encrypted, signed, double members, no workbook
    BAD_XML = "bad-xml"  # not well-formed, or with a DTD
    NO_CONTENT_TYPE = "no-content-type"
    STALE_OVERRIDE = "stale-override"  # a content type for a part that is not there
    DUPLICATE_OVERRIDE = "duplicate-override"
    MISSING_TARGET = "missing-target"  # a relationship to a part that is not there
    DUPLICATE_REL = "duplicate-relationship"
    MISSING_REL = "missing-relationship"  # an r:id without a relationship
    # the workbook
    SHEET_NAME = "sheet-name"
    DUPLICATE_SHEET = "duplicate-sheet"  # two sheets with one name, id or part
    NO_VISIBLE_SHEET = "no-visible-sheet"
    ACTIVE_TAB = "active-tab"
    SELECTED_TABS = "selected-tabs"  # Excel types into all of them
    LOCAL_SHEET = "local-sheet"  # a name for a sheet that is not there
    DUPLICATE_NAME = "duplicate-name"
    CALC_CHAIN = "calc-chain"  # a cell in it without a formula
    STYLE_PARTS = "style-parts"  # a format that refers to a font, fill or border that is not there
    # the sheet
    ELEMENT_ORDER = "element-order"
    ROW_ORDER = "row-order"
    ROW_HEIGHT = "row-height"
    CELL_ORDER = "cell-order"
    CELL_VALUE = "cell-value"  # the value does not fit the type of the cell
    TEXT_LENGTH = "text-length"
    SHARED_STRING = "shared-string"
    STYLE_INDEX = "style-index"
    FORMULA_LENGTH = "formula-length"
    SHARED_FORMULA = "shared-formula"  # follows a formula that is not there
    COLUMNS = "columns"  # overlapping or disordered widths
    BAD_RANGE = "bad-range"
    MERGE_OVERLAP = "merge-overlap"
    VALIDATION_LIST = "validation-list"  # a drop-down of more than 255 characters
    VALIDATION_TEXT = "validation-text"
    DXF_INDEX = "dxf-index"
    # the table
    TABLE_ID = "table-id"
    TABLE_NAME = "table-name"
    TABLE_PARTS = "table-parts"  # listed without a part, or a part without being listed
    TABLE_COLUMNS = "table-columns"
    TABLE_COLUMN_NAME = "table-column-name"
    TABLE_HEADER = "table-header"  # the header cell has another text than the column
    TABLE_ROWS = "table-rows"
    TABLE_FILTER = "table-filter"
    TABLE_OVERLAP = "table-overlap"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One fault in a package.

    Attributes:
        kind: What is broken.
        part: The part it is in.
        detail: Where in the part, for the log.
    """

    kind: FaultKind
    part: str
    detail: str
