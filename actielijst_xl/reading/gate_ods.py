"""The gate for OpenDocument spreadsheets: the zip, and cells and rows that repeat themselves."""

from collections.abc import Mapping, Sequence
from typing import NoReturn
from xml.parsers import expat

from actielijst_xl.reading.gate_limits import MIB, Kind, Limits, Scan, refuse
from actielijst_xl.reading.gate_part import Box
from actielijst_xl.reading.gate_xml import examine
from actielijst_xl.reading.gate_zip import Budget, Member, inflate

_TOP = 2**31  # positions beyond this are all equally absurd


def scan_ods(data: bytes, members: Sequence[Member], file: str, limits: Limits) -> Scan:
    """Scan a spreadsheet of OpenDocument.

    Raises:
        Refused: It is not safe to read, or has a password.
    """
    budget = Budget(left=limits.inflated_mib * MIB)
    left = limits.xml_elements
    content = b""
    for member in members:
        part = inflate(data, member, budget, file, limits)
        name = member.name
        if name == "META-INF/manifest.xml" and b"encryption-data" in part:
            refuse("XA-L102", file)
        if name.casefold().endswith((".xml", ".rdf")) and part:
            left -= examine(part, name, file, limits).elements
        if name == "content.xml":
            content = part
        if left < 0:
            refuse("XA-L137", file, grens=limits.xml_elements)
    if not content:
        refuse("XA-L136", file)
    sheets, cells = count_cells(content, file, limits)
    inflated = limits.inflated_mib * MIB - budget.left
    return Scan(kind=Kind.ODS, sheets=sheets, cells=cells, inflated=inflated)


def count_cells(content: bytes, file: str, limits: Limits) -> tuple[int, int]:
    """Return how many sheets and cells `content.xml` stands for, repeats counted out.

    Raises:
        Refused: Too many, or too far apart.
    """
    counter = _Counter(file, limits)
    try:
        counter.parser.Parse(content, True)  # noqa: FBT003 (expat takes it by position)
    except expat.ExpatError:
        refuse("XA-L121", file, onderdeel="content.xml")
    if not counter.sheets:
        refuse("XA-L138", file)
    return counter.sheets, counter.cells


class _Counter:
    """Follows rows and cells; a blank cell moves the position and counts for nothing else."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file, self.limits = file, limits
        self.sheets = self.cells = self.rows = self.boxes = 0
        self.row = self.column = self.row_repeat = self.row_cells = 0
        self.box = Box()
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def doctype(self, *_: object) -> NoReturn:
        refuse("XA-L120", self.file, onderdeel="content.xml")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "table":
                self.start_table()
            case "table-row":
                self.row_repeat, self.column, self.row_cells = (
                    _repeat(attributes, "number-rows-repeated"),
                    0,
                    0,
                )
            case "table-cell" | "covered-table-cell":
                self.take_cell(attributes)
            case "s":
                self.take_spaces(attributes)

    def end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "table-row":
                self.end_row()
            case "table":
                self.boxes += self.box.area
                if self.boxes > self.limits.cell_boxes:
                    refuse("XA-L139", self.file, grens=self.limits.cell_boxes)

    def start_table(self) -> None:
        self.sheets += 1
        self.row, self.box = 0, Box()
        if self.sheets > self.limits.sheets:
            refuse("XA-L133", self.file, grens=self.limits.sheets)

    def take_cell(self, attributes: dict[str, str]) -> None:
        repeat = _repeat(attributes, "number-columns-repeated")
        if any(key.endswith((":value-type", ":formula")) for key in attributes):
            self.box.add(self.row + 1, self.column + 1)
            self.box.add(min(self.row + self.row_repeat, _TOP), min(self.column + repeat, _TOP))
            self.row_cells += repeat
            self.check_box()
        self.column = min(self.column + repeat, _TOP)

    def take_spaces(self, attributes: dict[str, str]) -> None:
        # `<text:s text:c="..."/>` is so many blanks; a cell holds no more than 32,767 characters
        if _repeat(attributes, "c") > 32_767:
            refuse("XA-L141", self.file)

    def end_row(self) -> None:
        self.row = min(self.row + self.row_repeat, _TOP)
        self.rows += self.row_repeat if self.row_cells else 1
        self.cells += self.row_cells * self.row_repeat
        self.row_cells = 0
        if self.cells > self.limits.cells:
            refuse("XA-L124", self.file, grens=self.limits.cells)
        if self.rows > self.limits.rows:
            refuse("XA-L125", self.file, grens=self.limits.rows)

    def check_box(self) -> None:
        if self.box.area > self.limits.cell_box:
            refuse("XA-L126", self.file, onderdeel="content.xml", grens=self.limits.cell_box)


def _repeat(attributes: Mapping[str, str], name: str) -> int:
    """Return the repeat; what is not a number counts as the worst."""
    text = next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "1").strip()
    if not (text.isascii() and text.isdigit()):
        return _TOP
    return min(int(text[:12]), _TOP) if len(text) <= 12 else _TOP
