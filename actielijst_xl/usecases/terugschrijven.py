"""From the outcome of a merge to the edits of the master's package; nothing is written here."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import time, timedelta

from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.address import address, row_of
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Cell as ReadCell
from actielijst_xl.model.decisions import Row, RowRef, Rows, Unreadable
from actielijst_xl.model.document import Scalar
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.stand import number_rows
from actielijst_xl.model.tabellen import NAMEN
from actielijst_xl.package.edits import (
    AppendRows,
    Edit,
    Formula,
    RenewFormulas,
    ReplaceSheetData,
    SetCell,
)
from actielijst_xl.reading.grid import Grid
from actielijst_xl.reading.master import AfspraakPlek, Master, TabelPlek
from actielijst_xl.usecases.boeken import BookRow
from actielijst_xl.usecases.open_master import readable_row
from actielijst_xl.writing.administratie import CONFLICTEN, LOGBOEK, UITGIFTES
from actielijst_xl.writing.fiche_layout import INHOUD, WIDTHS
from actielijst_xl.writing.plan import Sheet
from actielijst_xl.writing.stijl import TextHeights

# Column widths of the books as they were made, for the height that a row needs.
_BOOK_WIDTHS = {
    NAMEN[book]: {kolom.key: kolom.width for kolom in kolommen if kolom.key != "sleutel"}
    for book, kolommen in (("conflicten", CONFLICTEN), ("uitgiftes", UITGIFTES), ("logboek", LOGBOEK))
}
_LINE_PT = 15.0
_NARROW = min(WIDTHS[2], 20.0)
_TIMES = (time, timedelta)  # a cell has these as text
_ANSWER = re.compile(r'NA\(\)|""|\d+')  # of a text too long to lay down with its answer
# An answer for one text that is not blank: the general formula begins with a test for a blank one.
_KNOWN_TEXT = re.compile(r'IF\(\$?[A-Z]+\$?\d+="(?:[^"]|"")+",(?:NA\(\)|""|\d+),(.+)\)', re.DOTALL)
_QUOTED = re.compile(r"'([A-Za-z_]+)'!")


def written(result: MergeResult) -> dict[RowRef, dict[str, Value]]:
    """What a merge writes, per row."""
    rows: dict[RowRef, dict[str, Value]] = defaultdict(dict)
    for key, value in result.writes.items():
        rows[key.row][key.veld] = value
    return dict(rows)


def value_edits(master: Master, rows: Rows, landed: Mapping[RowRef, AfspraakPlek | None]) -> Iterator[Edit]:
    """The cells that a merge changes: fields where they stand, new rows in spare ones or below the table.

    Args:
        master: The master.
        rows: What is written (`written`).
        landed: Where new rows go (`landing`).
    """
    numbers = row_numbers(master, landed)
    wide, narrow = TextHeights(WIDTHS[INHOUD]), TextHeights(_NARROW)
    for ref, cells in rows.items():
        if plek := landed.get(ref):
            yield from _set(plek.sheet, plek.cells, cells, narrow)
            if plek.ref.rij != ref.rij and plek.rij_cel:
                yield SetCell(sheet=plek.sheet, cell=plek.rij_cel, value=ref.rij)
        elif ref in landed:
            yield _row_below(master, ref, cells, numbers[ref])
        else:
            heights = wide if ref.tabel == Tabel.PROJECT else narrow
            yield from _set(*master.places.rijen[ref], cells, heights)
    for plekken in master.afspraken.values():
        for afspraak in plekken:
            if not (afspraak.rij_ok and afspraak.nr):
                yield from _identity(afspraak, numbers[afspraak.ref])


def _identity(plek: AfspraakPlek, nr: str) -> Iterator[Edit]:
    """Give a row that somebody typed its id and its number."""
    if not plek.rij_ok and plek.rij_cel:
        yield SetCell(sheet=plek.sheet, cell=plek.rij_cel, value=plek.ref.rij)
    if not plek.nr and plek.nr_cel:
        yield SetCell(sheet=plek.sheet, cell=plek.nr_cel, value=nr)


def landing(master: Master, result: MergeResult) -> dict[RowRef, AfspraakPlek | None]:
    """Where each new row goes: the spare row with its id, else the first spare one, else None: below all."""
    written_rows = {key.row for key in result.writes}
    spare: dict[str, list[AfspraakPlek]] = {}
    landed: dict[RowRef, AfspraakPlek | None] = {}
    for ref in result.rows_added:
        if ref.tabel == Tabel.AFSPRAAK and ref in written_rows:
            if ref.fiche not in spare:
                spare[ref.fiche] = list(master.reserve.get(ref.fiche, ()))
            free = spare[ref.fiche]
            plek = next((p for p in free if p.ref.rij == ref.rij), free[0] if free else None)
            landed[ref] = plek
            if plek:
                free.remove(plek)
    return landed


def row_numbers(master: Master, landed: Mapping[RowRef, AfspraakPlek | None]) -> dict[RowRef, str]:
    """The visible number of every row of afspraken, also of rows that have none yet."""
    numbers: dict[RowRef, str] = {}
    known = {**master.nrs, **{ref: plek.nr for ref, plek in landed.items() if plek and plek.nr}}
    used = frozenset(known.values())
    new: dict[str, list[RowRef]] = defaultdict(list)
    for ref in landed:
        new[ref.fiche].append(ref)
    for fiche, places in master.afspraken.items():
        refs = [*(plek.ref for plek in places), *new[fiche]]
        project = master.cells.get(RowRef(fiche, Tabel.PROJECT.value, ""), {})
        nummer = {veld: value for veld, value in project.items() if veld == "project_id"}
        numbers |= number_rows(readable_row(nummer), refs, known, used=used)
    return numbers


def row_orders(
    master: Master, fiches: Iterable[str], landed: Mapping[RowRef, AfspraakPlek | None]
) -> dict[str, list[RowRef]]:
    """The rows of afspraken of fiches from the first row under the header on, blank ones too.

    Args:
        master: The master.
        fiches: Ids of fiches.
        landed: Where new rows go (`landing`); those below all come last.
    """
    new = {plek.ref: ref for ref, plek in landed.items() if plek}
    below: dict[str, list[RowRef]] = defaultdict(list)
    for ref, plek in landed.items():
        if plek is None:
            below[ref.fiche].append(ref)
    orders: dict[str, list[RowRef]] = {}
    for fiche in fiches:
        head = master.afspraak_tabellen[fiche].kop_rij
        at = {plek.row: plek.ref for plek in (*master.reserve[fiche], *master.afspraken[fiche])}
        blank = RowRef(fiche, Tabel.AFSPRAAK.value, "")
        order = (at.get(row, blank) for row in range(head + 1, max(at, default=head) + 1))
        orders[fiche] = [*(new.get(ref, ref) for ref in order), *below[fiche]]
    return orders


def own_rows(master: Master, fiche: str) -> frozenset[int]:
    """The rows of the sheet of a fiche in which its afspraken stand, as Excel counts."""
    places = (*master.afspraken.get(fiche, ()), *master.reserve.get(fiche, ()))
    return frozenset([plek.row for plek in places])


def _set(
    sheet: str, places: Mapping[str, ReadCell], values: Row, heights: Mapping[str, float]
) -> Iterator[Edit]:
    """Give the cells of one row their values."""
    for veld, value in values.items():
        height = heights[value] if isinstance(value, str) else None
        yield SetCell(sheet=sheet, cell=places[veld].address, value=value, height_pt=height)


def _row_below(master: Master, ref: RowRef, cells: Row, nr: str) -> Edit:
    """Put a new row below the table."""
    tabel = master.afspraak_tabellen[ref.fiche]
    keys = [veld for veld in cells if veld in tabel.koppen]
    return AppendRows(
        table=tabel.tabel,
        columns=(tabel.koppen["nr"], *(tabel.koppen[key] for key in keys), tabel.koppen["rij_id"]),
        rows=((nr, *(cells[key] for key in keys), ref.rij),),
        own_rows=own_rows(master, ref.fiche),
        header=tabel.kop,
    )


def append_edits(tabel: TabelPlek, rows: Iterable[BookRow]) -> Iterator[Edit]:
    """Add rows to a book."""
    keys = [key for key in tabel.koppen if tabel.koppen[key]]
    values = tuple(tuple(map(row.get, keys)) for row in rows)
    if values:
        yield AppendRows(
            table=tabel.tabel,
            columns=tuple(tabel.koppen[key] for key in keys),
            rows=values,
            heights_pt=_Heights(tabel).of_rows(keys, values),
            header=tabel.kop,
        )


class _Heights:
    """The heights of rows of one book; its texts are the same on many rows, so each is measured once."""

    def __init__(self, tabel: TabelPlek) -> None:
        self._columns = {
            key: TextHeights(width, least=_LINE_PT) for key, width in _BOOK_WIDTHS[tabel.tabel].items()
        }

    def of(self, row: BookRow) -> float:
        """The height in points that a row needs."""
        return self.of_rows([*row], [tuple(row.values())])[0]

    def of_rows(self, keys: Sequence[str], rows: Sequence[Sequence[Value]]) -> tuple[float, ...]:
        """The height in points that each row needs; column by column, for there are many more rows."""
        heights = [_LINE_PT] * len(rows)
        for key, values in zip(keys, zip(*rows, strict=True), strict=True):
            if key in self._columns:
                column = self._columns[key]
                texts = [column[value] if isinstance(value, str) else _LINE_PT for value in values]
                heights = [*map(max, heights, texts)]
        return tuple(heights)


def replace_edits(tabel: TabelPlek, rows: Sequence[BookRow]) -> Iterator[Edit]:
    """Let a book hold exactly these rows: those that are there are overwritten or emptied, the rest added.

    A cell that can't be read (an error value) stays as it is in a row that stays.
    """
    heights = _Heights(tabel)
    for at, present in enumerate(tabel.rijen):
        wanted = rows[at] if at < len(rows) else {}
        height = heights.of(wanted)
        for key, cell in present.items():
            unread = isinstance(cell.value, Unreadable) and wanted and wanted.get(key) is None
            if wanted.get(key) != cell.value and cell.address and not unread:
                yield SetCell(sheet=tabel.sheet, cell=cell.address, value=wanted.get(key), height_pt=height)
        number = row_of(next(iter(present.values())).address)
        for key in wanted.keys() - present.keys():
            yield SetCell(sheet=tabel.sheet, cell=f"{tabel.kolommen[key]}{number}", value=wanted[key])
    yield from append_edits(tabel, rows[len(tabel.rijen) :])


def administration_edit(master: Master, grid: Grid, pieces: Iterable[str]) -> Edit:
    """Put the packed state in the hidden sheet; what else stands there stays."""
    sheet = next(sheet for sheet in grid.sheets if sheet.name == master.beheer)
    kept = [tuple(map(_plain, row)) for row in sheet.rows if not row or row[0] != "pakket"]
    packed = [("pakket", str(number), piece) for number, piece in enumerate(pieces)]
    return ReplaceSheetData(sheet=master.beheer, rows=(*kept, *packed))


def _plain(value: Scalar) -> Value:
    return str(value) if isinstance(value, _TIMES) else value


def field_places(master: Master) -> dict[str, frozenset[str]]:
    """The addresses of fields, per sheet; sheets that are alike share one set of them."""
    places: dict[str, set[str]] = defaultdict(set)
    for sheet, cells in master.places.rijen.values():
        places[sheet].update([at for _, at in cells.values()])
    alike: dict[frozenset[str], frozenset[str]] = {}
    found = ((sheet, frozenset(addresses)) for sheet, addresses in places.items())
    return {sheet: alike.setdefault(addresses, addresses) for sheet, addresses in found}


def formula_edits(
    sheets: Iterable[Sheet],
    *,
    present: Container[str],
    fields: Mapping[str, Collection[str]] | None = None,
    new: Collection[tuple[str, str]] = (),
) -> Iterator[Edit]:
    """Renew the formulas on our sheets and their values.

    A formula of ours that still stands where we wrote it gets its value anew, also where this merge changes
    nothing: a program that does not compute may have left an old one. Of another one (moved by an
    inserted column, or of somebody's own) the stored value goes: no value is better than one that is wrong,
    and every program computes it.

    Args:
        sheets: The sheets as planned from the values after the merge; their formulas are all that counts.
        present: The sheets that the master has.
        fields: The addresses of fields per sheet: a formula that somebody typed there keeps its value.
        new: Places (sheet, address) of new rows, which get the formula that belongs there.
    """
    places = fields or {}
    below: dict[str, set[str]] = defaultdict(set)
    for name, cell in new:
        below[name].add(cell)
    where, bare = _Addresses(), _Bare()
    for sheet in sheets:
        if sheet.name in present:
            yield RenewFormulas(
                sheet=sheet.name,
                wanted={
                    where[row, col]: Formula(bare[formula], "" if value is None else _plain(value))
                    for row, col, value, _, formula, _ in sheet.cells
                    if formula
                },
                same=is_ours,
                leave=places.get(sheet.name, frozenset()),
                new=frozenset(below[sheet.name]),
            )


class _Addresses(dict[tuple[int, int], str]):
    """The address of each cell, the same text for all sheets: they travel to where sheets are patched."""

    def __missing__(self, cell: tuple[int, int]) -> str:
        self[cell] = found = address(*cell)
        return found


class _Bare(dict[str, str]):
    """Formulas without `=`; one that stands on many sheets is one text, for the same reason."""

    def __missing__(self, formula: str) -> str:
        self[formula] = found = formula.removeprefix("=")
        return found


def is_ours(formula: str, wanted: str) -> bool:
    """Whether a formula is the wanted one, but for an answer laid down in it (see `kader.dag_formula`)."""
    same = formula == wanted or _ANSWER.fullmatch(formula) is not None
    return same or _core(formula) == _core(wanted)


def _core(formula: str) -> str:
    """A formula without the answer that was laid down in it for one text, needless quotes and dollars.

    LibreOffice takes the quotes off the name of a sheet that needs none: `'Overzicht'!` becomes `Overzicht!`.
    """
    known = _KNOWN_TEXT.fullmatch(formula)
    return _QUOTED.sub(r"\1!", known[1] if known else formula).replace("$", "")
