"""Mark findings in the cells of a copy: a colour, and a note that says the same in words."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from actielijst_xl.messages import MESSAGES
from actielijst_xl.messages.genereren_rapport import AUTEUR
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.writing.rapport_waarden import clean_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

COLOURS: Mapping[Severity, tuple[str, str]] = {
    Severity.FOUT: ("F9DAD7", "8A1C12"),
    Severity.WAARSCHUWING: ("FDECCF", "7A4300"),
    Severity.MELDING: ("E6E9ED", "3C4652"),
}
"""Fill and text of a severity; the contrast of each pair is at least 4.5 to 1."""

_WEIGHT = {severity: number for number, severity in enumerate(Severity)}
_NOTE_WIDTH, _NOTE_CHARS, _LINE_HEIGHT = 340, 52, 17
_NOTE_HEIGHTS = range(60, 481)

Place = tuple[str, str]
"""Sheet and cell in the copy."""


def mark_cells(book: "Workbook", findings: Sequence[Finding], names: Mapping[str, str]) -> dict[int, Place]:
    """Mark every finding that is about a cell and return the place of each, by its number from zero.

    Args:
        book: The copy; it is changed.
        findings: The findings; several in one cell share one note.
        names: Name of a sheet in the copy by its name in the list, where these differ.
    """
    places: dict[int, Place] = {}
    groups: dict[Place, list[Finding]] = {}
    for number, finding in enumerate(findings):
        title = names.get(finding.sheet, finding.sheet)
        if finding.cell and any(sheet.title == title for sheet in book.worksheets):
            places[number] = (title, finding.cell)
            groups.setdefault((title, _anchor(book[title], finding.cell)), []).append(finding)
    for (title, address), group in groups.items():
        _mark(book[title][address], group)
    _resize_notes(book)
    return places


def _resize_notes(book: "Workbook") -> None:
    """Make every note as large as its text: openpyxl forgets the size of those that it reads."""
    for sheet in book.worksheets:
        for cell in sheet._cells.values():
            if cell.comment is not None:
                cell.comment.width = _NOTE_WIDTH
                cell.comment.height = _note_height(cell.comment.text)


def _anchor(sheet: "Worksheet", address: str) -> str:
    """The cell to mark for a cell or range: the first one, also of the merged cells around it."""
    address = address.partition(":")[0]
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return str(merged.start_cell.coordinate)
    return address


def _mark(cell: "Cell", findings: Sequence[Finding]) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    fill, ink = COLOURS[min((finding.severity for finding in findings), key=_WEIGHT.__getitem__)]
    cell.fill = PatternFill("solid", fgColor=fill)
    font: Any = copy(cell.font)  # a copy of the shared one, or every cell with this font changes
    font.color = ink
    cell.font = font
    parts = [cell.comment.text] if cell.comment else []
    text = clean_text("\n\n".join((*parts, *map(_note, findings))))
    cell.comment = Comment(text, AUTEUR)


def _note(finding: Finding) -> str:
    """One finding in words: severity and code, what is wrong, what to do."""
    head = f"{finding.severity.value.capitalize()} {finding.code}"
    return f"{head}\n{clean_text(finding.text, 1000)}\n{MESSAGES[finding.code].doe}"


def _note_height(text: str) -> int:
    lines = sum(len(line) // _NOTE_CHARS + 1 for line in text.split("\n"))
    return min(max((lines + 1) * _LINE_HEIGHT, _NOTE_HEIGHTS[0]), _NOTE_HEIGHTS[-1])
