"""Where an update keeps account of projects without a sheet: the Hoofddocument, and the hidden manifest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actielijst_xl.model.actielijst import Actielijst, Fiche
from actielijst_xl.model.address import address
from actielijst_xl.model.canon import Value, canon
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.vocab import project_key
from actielijst_xl.package.edits import AppendRows, Edit, ReplaceSheetData, SetCell
from actielijst_xl.reading.grid import Sheet as GridSheet
from actielijst_xl.usecases.nieuwe_fiches import Bouw, plain_value
from actielijst_xl.writing.hoofddocument import hoofddocument_sheet
from actielijst_xl.writing.plan import Cell, Sheet
from actielijst_xl.writing.stijl import text_height

_TABEL, _EERSTE, _SLEUTEL = "ZonderLocatie", "Uit de pMIEK-lijst", "fiche:"
_FOUTEN = "Wat is er mis, en wat staat er"
_WIDTH, _WIDTH_CHARS = 7, 60.0
_VOOR, _NA = "rijen op de pMIEK-lijst", "projecten in de actielijst"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blok:
    """The block of projects without location on a sheet of the master (rows and columns from 0)."""

    name: str
    kop: int
    rijen: tuple[int, ...]
    sleutel: int
    onder: bool  # something of ours stands below it


def hoofddocument_edits(bouw: Bouw) -> Iterator[Edit | Finding]:
    """Let the Hoofddocument list the projects without location as they are after the update."""
    before = hoofddocument_sheet(bouw.opened.kader(bouw.voor))
    after = hoofddocument_sheet(bouw.opened.kader(bouw.na))
    blok = next(filter(None, map(_blok, bouw.opened.grid.sheets)), None)
    ids = [fiche.fiche_id for fiche in bouw.na.zonder_locatie]
    if blok is None:
        return
    wanted = _rows(after)
    for row, cells in zip(blok.rijen, [*wanted, *([()] * len(blok.rijen))], strict=False):
        yield from _row_edits(bouw, blok, row, cells)
    extra = wanted[len(blok.rijen) :]
    if extra and blok.onder:
        naam = ", ".join(str(cells[0].value) for cells in extra)
        yield Finding(code="XA-S079", severity=Severity.WAARSCHUWING, sheet=blok.name, value=naam)
    elif extra:
        yield AppendRows(
            table=_TABEL,
            rows=tuple(tuple(plain_value(c) for c in row[:-1]) for row in extra),
            heights_pt=tuple(map(_height, extra)),
        )
        for number, fiche in enumerate(ids[len(blok.rijen) :], max(blok.rijen, default=blok.kop) + 1):
            yield SetCell(sheet=blok.name, cell=address(number, blok.sleutel), value=f"{_SLEUTEL}{fiche}")
    yield from _total(bouw, blok, before, after)


def _blok(sheet: GridSheet) -> _Blok | None:
    """Find the block on a sheet: its header, the rows with a project, and what stands below."""
    head = next((row for row, cells in enumerate(sheet.rows) if _EERSTE in cells[:12]), None)
    if head is None:
        return None
    col = list(sheet.rows[head]).index(_EERSTE) + 1
    keyed = [
        row
        for row, cells in enumerate(sheet.rows)
        if row > head and col < len(cells) and str(cells[col]).startswith(_SLEUTEL)
    ]
    first = [head + 1] if not keyed and head + 1 < len(sheet.rows) else keyed
    below = any(
        any(c not in (None, "") for c in cells) for cells in sheet.rows[max(first, default=head) + 1 :]
    )
    return _Blok(name=sheet.name, kop=head, rijen=tuple(first), sleutel=col, onder=below)


def _rows(sheet: Sheet) -> list[tuple[Cell, ...]]:
    """The planned rows of the block, with the key at the end; one row that says so when there are none."""
    tabel = next(tabel for tabel in sheet.tables if tabel.name == _TABEL)
    found = []
    for row in range(tabel.area.row + 1, tabel.area.last_row + 1):
        cells = {cell.col: cell for cell in sheet.cells if cell.row == row}
        last = tabel.area.last_col + 1
        key = cells.get(last, Cell(row, last, None, "sleutel"))
        found.append((*(cells[col]._replace(row=0) for col in range(last)), key._replace(row=0)))
    return found


def _row_edits(bouw: Bouw, blok: _Blok, row: int, cells: Sequence[Cell]) -> Iterator[Edit]:
    first = blok.sleutel - _WIDTH
    present = next(s.rows[row] for s in bouw.opened.grid.sheets if s.name == blok.name)
    for at in range(_WIDTH + 1):
        value = plain_value(cells[at]) if cells else None
        now = present[first + at] if first + at < len(present) else None
        if canon(value) != canon(_plain(now)):
            height = _height(cells) if cells else None
            yield SetCell(sheet=blok.name, cell=address(row, first + at), value=value, height_pt=height)


def _height(cells: Sequence[Cell]) -> float:
    """The height that the last column, with everything that the list says, needs."""
    return text_height(str(plain_value(cells[_WIDTH - 1]) or ""), _WIDTH_CHARS)


def _total(bouw: Bouw, blok: _Blok, before: Sheet, after: Sheet) -> Iterator[Edit]:
    """The line that adds up the projects, if it still says what we wrote.

    A project that left the list is still in the actielijst, so the rows of the list are counted no more.
    """
    was, becomes = (_counted(sheet) for sheet in (before, after))
    sheet = next(s for s in bouw.opened.grid.sheets if s.name == blok.name)
    for row, cells in enumerate(sheet.rows) if was != becomes else ():
        for col, cell in enumerate(cells):
            if isinstance(cell, str) and cell.replace(_NA, _VOOR) == was:
                yield SetCell(sheet=blok.name, cell=address(row, col), value=becomes.replace(_VOOR, _NA))


def _counted(sheet: Sheet) -> str:
    return next(str(cell.value) for cell in sheet.cells if _VOOR in str(cell.value))


def repaired_edits(bouw: Bouw) -> Iterator[Edit]:
    """Take projects that had an error, and are in the actielijst now, out of the rows with errors."""
    known = {fiche.fiche_id for fiche in bouw.voor.projecten}
    new = {project_key(f.project.text("project_id")) for f in bouw.na.projecten if f.fiche_id not in known}
    for sheet in bouw.opened.grid.sheets:
        head = next((row for row, cells in enumerate(sheet.rows) if _FOUTEN in cells[:12]), None)
        if head is None:
            continue
        last = list(sheet.rows[head]).index(_FOUTEN)
        first = last - _WIDTH + 1
        for row in range(head + 1, len(sheet.rows)):
            cells = sheet.rows[row]
            nummer = cells[first + 1] if first + 1 < len(cells) else None
            if nummer and project_key(str(nummer)) in new:
                places = (address(row, col) for col in range(first, last + 1))
                yield from (SetCell(sheet=sheet.name, cell=place, value=None) for place in places)


def manifest_edit(bouw: Bouw) -> Iterator[Edit]:
    """Let the hidden manifest list every project, with its number and its sheet."""
    name = bouw.opened.master.beheer
    sheet = next((s for s in bouw.opened.grid.sheets if s.name == name), None)
    if sheet is None:
        return
    own = {"fiche", "zonder locatie"}
    rows = [tuple(map(_plain, row)) for row in sheet.rows]
    ids = {fiche.fiche_id for fiche in bouw.na.projecten}
    kept = [row for row in rows if len(row) < 2 or row[0] not in own or row[1] not in ids]
    yield ReplaceSheetData(sheet=name, rows=(*kept, *_listed(bouw.na)))


def _listed(lijst: Actielijst) -> Iterator[tuple[Value, ...]]:
    def line(soort: str, fiche: Fiche) -> tuple[Value, ...]:
        return (soort, fiche.fiche_id, fiche.project.text("project_id"), fiche.blad or None)

    yield from (line("fiche", fiche) for fiche in lijst.fiches)
    yield from (line("zonder locatie", fiche) for fiche in lijst.zonder_locatie)


def _plain(value: object) -> Value:
    return value if isinstance(value, str | int | float) or value is None else str(value)
