"""From the outcome of a merge to the edits of the master's package; nothing is written here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.address import address
from actielijst_xl.model.canon import Value
from actielijst_xl.model.chunks import pack
from actielijst_xl.model.decisions import Key, RowRef
from actielijst_xl.model.document import Scalar
from actielijst_xl.model.fields import Tabel
from actielijst_xl.package.edits import AppendRows, Edit, ReplaceSheetData, SetCached, SetCell
from actielijst_xl.reading.grid import Grid
from actielijst_xl.reading.master import AfspraakPlek, Master, TabelPlek
from actielijst_xl.usecases.boeken import BookRow
from actielijst_xl.writing.fiche_layout import INHOUD, WIDTHS
from actielijst_xl.writing.plan import Sheet
from actielijst_xl.writing.stijl import text_height

_SEVERAL = 40.0  # width of a column of text in the books, for the height of their rows


def value_edits(master: Master, result: MergeResult) -> Iterator[Edit]:
    """The cells that a merge changes: fields where they stand, new rows in spare ones or below the table."""
    rows: dict[RowRef, dict[str, Value]] = defaultdict(dict)
    for key, value in result.writes.items():
        rows[key.row][key.veld] = value
    spare = {fiche: list(places) for fiche, places in master.reserve.items()}
    for ref, cells in rows.items():
        if ref in result.rows_added and ref.tabel == Tabel.AFSPRAAK:
            yield from _new_row(master, ref, cells, spare.get(ref.fiche, []))
        else:
            for veld, value in cells.items():
                plek = master.places[Key(*ref, veld)]
                yield _set(plek.sheet, plek.address, value, ref.tabel)
    for places in master.afspraken.values():
        yield from (_set_id(plek) for plek in places if not plek.rij_ok and plek.rij_cel)


def _set(sheet: str, cell: str, value: Value, tabel: str) -> SetCell:
    height = None
    if isinstance(value, str):
        width = WIDTHS[INHOUD] if tabel == Tabel.PROJECT else min(WIDTHS[2], 20.0)
        height = text_height(value, width)
    return SetCell(sheet=sheet, cell=cell, value=value, height_pt=height)


def _set_id(plek: AfspraakPlek) -> SetCell:
    return SetCell(sheet=plek.sheet, cell=plek.rij_cel, value=plek.ref.rij)


def _new_row(
    master: Master, ref: RowRef, cells: Mapping[str, Value], spare: list[AfspraakPlek]
) -> Iterator[Edit]:
    """Put a new row in the spare row with its id, else in the first spare row, else below the table."""
    plek = next((p for p in spare if p.ref.rij == ref.rij), spare[0] if spare else None)
    if plek is None:
        tabel = master.afspraak_tabellen[ref.fiche]
        keys = [veld for veld in cells if veld in tabel.koppen]
        yield AppendRows(
            table=tabel.tabel,
            columns=(*(tabel.koppen[key] for key in keys), tabel.koppen["rij_id"]),
            rows=((*(cells[key] for key in keys), ref.rij),),
        )
        return
    spare.remove(plek)
    for veld, value in cells.items():
        yield _set(plek.sheet, plek.velden[veld], value, ref.tabel)
    if plek.ref.rij != ref.rij and plek.rij_cel:
        yield SetCell(sheet=plek.sheet, cell=plek.rij_cel, value=ref.rij)


def append_edits(tabel: TabelPlek, rows: Iterable[BookRow]) -> Iterator[Edit]:
    """Add rows to a book."""
    keys = [key for key in tabel.koppen if tabel.koppen[key]]
    values = tuple(tuple(row.get(key) for key in keys) for row in rows)
    if values:
        heights = tuple(_height(row) for row in values)
        columns = tuple(tabel.koppen[key] for key in keys)
        yield AppendRows(table=tabel.tabel, columns=columns, rows=values, heights_pt=heights)


def _height(row: Sequence[Value]) -> float:
    return max([15.0, *(text_height(value, _SEVERAL * 0.65) for value in row if isinstance(value, str))])


def replace_edits(tabel: TabelPlek, rows: Sequence[BookRow]) -> Iterator[Edit]:
    """Let a book hold exactly these rows: those that are there are overwritten or emptied, the rest added."""
    for at, present in enumerate(tabel.rijen):
        wanted = rows[at] if at < len(rows) else {}
        for key, cell in present.items():
            if wanted.get(key) != cell.value and cell.address:
                yield SetCell(sheet=tabel.sheet, cell=cell.address, value=wanted.get(key))
        number = _row_number(next(iter(present.values())).address)
        for key in wanted.keys() - present.keys():
            yield SetCell(sheet=tabel.sheet, cell=f"{tabel.kolommen[key]}{number}", value=wanted[key])
    yield from append_edits(tabel, rows[len(tabel.rijen) :])


def _row_number(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def administration_edit(master: Master, grid: Grid, text: str) -> Edit:
    """Put the packed state in the hidden sheet; what else stands there stays."""
    sheet = next(sheet for sheet in grid.sheets if sheet.name == master.beheer)
    kept = [tuple(map(_plain, row)) for row in sheet.rows if not row or row[0] != "pakket"]
    packed = [("pakket", str(number), piece) for number, piece in enumerate(pack(text))]
    return ReplaceSheetData(sheet=master.beheer, rows=(*kept, *packed))


def _plain(value: Scalar) -> Value:
    return value if value is None or isinstance(value, str | int | float | date | datetime) else str(value)


def formula_edits(
    before: Iterable[Sheet], after: Iterable[Sheet], present: Mapping[tuple[str, str], str]
) -> Iterator[Edit]:
    """Renew our own formulas and their values, where they still stand as we wrote them.

    Args:
        before: The sheets as planned from the values before the merge.
        after: The same sheets as planned from the values after it.
        present: The formulas that stand in the master, by (sheet, address), without `=`.
    """
    planned = {(s.name, address(c.row, c.col)): c for s in before for c in s.cells if c.formula}
    for sheet in after:
        for cell in (cell for cell in sheet.cells if cell.formula):
            place = sheet.name, address(cell.row, cell.col)
            old = planned.get(place)
            if old is None or present.get(place) != old.formula.removeprefix("="):
                continue
            if (old.formula, old.value) != (cell.formula, cell.value):
                yield SetCached(
                    sheet=place[0],
                    cell=place[1],
                    value=_cached(cell.value),
                    formula=cell.formula.removeprefix("="),
                )


def _cached(value: Scalar) -> Value:
    return "" if value is None else _plain(value)


Plan = Callable[[], Iterable[Sheet]]
