"""What an update adds to a master: sheets of new fiches, and rows of new projects, as generate makes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from actielijst_xl.model.actielijst import Actielijst, Fiche
from actielijst_xl.model.address import address, column_letters, row_of
from actielijst_xl.model.canon import Value as Plain
from actielijst_xl.model.document import Scalar, display
from actielijst_xl.model.fields import Tabel
from actielijst_xl.package.edits import AppendRows, Edit, SetCached, SetCell, TakeSheet
from actielijst_xl.package.patch import landing_row
from actielijst_xl.package.ranges import table_ranges
from actielijst_xl.usecases.open_master import OpenMaster
from actielijst_xl.usecases.verhuisd import Plaats, moved, moved_sheet, places_of
from actielijst_xl.writing.actielijst import workbook
from actielijst_xl.writing.fiche import fiche_sheet
from actielijst_xl.writing.kader import Kader, fiche_target
from actielijst_xl.writing.monitoringlijst import HEAD as MONITORING_HEAD
from actielijst_xl.writing.monitoringlijst import monitoring_sheet
from actielijst_xl.writing.overzicht import HEAD as OVERZICHT_HEAD
from actielijst_xl.writing.overzicht import overzicht_sheet
from actielijst_xl.writing.plan import Area, Cell, Sheet, ref
from actielijst_xl.writing.stijl import text_height
from actielijst_xl.writing.xlsx import write_workbook

_ENDS = {"overzicht": "/o", "monitoring": "/m"}
_WRAPS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bouw:
    """A master before and after an update.

    Attributes:
        opened: The master.
        voor: What it shows now.
        na: What it shows after the update, new projects last.
        met_blad: Ids of the fiches that get a sheet.
    """

    opened: OpenMaster
    voor: Actielijst
    na: Actielijst
    met_blad: tuple[str, ...]

    def kader(self, lijst: Actielijst) -> Kader:
        """The frame for sheets in this master: its own drop-downs."""
        found = table_ranges(self.opened.data)
        refs = {
            name.removeprefix("lijst_"): _list_ref(*found[name]) for name in found if name[:6] == "lijst_"
        }
        return replace(self.opened.kader(lijst), lijst_refs=refs)


def _list_ref(sheet: str, box: str) -> str:
    first, _, last = box.partition(":")
    ends = [f"${cell.rstrip('0123456789')}${row_of(cell)}" for cell in (first, last or first)]
    quoted = sheet.replace("'", "''")
    return f"='{quoted}'!{':'.join(ends)}"


def fiche_edits(bouw: Bouw) -> Iterator[Edit]:
    """The new projects of a master: their sheets, and rows on Overzicht and Monitoring."""
    kader = bouw.kader(bouw.na)
    planned = {
        "overzicht": (overzicht_sheet(kader), OVERZICHT_HEAD),
        "monitoring": (monitoring_sheet(kader), MONITORING_HEAD),
    }
    places = places_of(bouw.opened.master, planned)
    yield from _sheets(bouw, kader, places)
    before = bouw.opened.kader(bouw.voor)
    earlier = {"overzicht": overzicht_sheet(before), "monitoring": monitoring_sheet(before)}
    for naam, (sheet, _) in planned.items():
        if naam in bouw.opened.master.tabellen:
            yield from _Rijen(bouw, naam, sheet, earlier[naam], places).edits()


# --- sheets -------------------------------------------------------------------------------------------


def _sheets(bouw: Bouw, kader: Kader, places: Mapping[str, Plaats]) -> Iterator[Edit]:
    """Write the new fiches in a workbook of their own, and move them in behind the fiches that are there."""
    fiches = [fiche for fiche in bouw.na.fiches if fiche.fiche_id in bouw.met_blad]
    if not fiches:
        return
    last = _last_fiche(bouw)
    row = [*([last] if last else []), *fiches, None]
    ring = list(zip([None, *row], row, row[1:], strict=False))
    sheets = [
        moved_sheet(fiche_sheet(kader, fiche, before, after), places)
        for before, fiche, after in ring
        if fiche is not None and fiche in fiches
    ]
    plan = replace(workbook(kader, sheets, soort="master"), names={}, properties={})
    donor = write_workbook(plan, kader.huis)
    follower = _after(bouw, last)
    for fiche in fiches:
        name = (fiche_target(fiche), ref(0, 0, sheet=fiche.blad))
        yield TakeSheet(donor=donor, name=fiche.blad, before=follower, names=(name,))
    if last:
        yield from _link_to_next(bouw, kader, last, fiches[0])


def _last_fiche(bouw: Bouw) -> Fiche | None:
    """The fiche whose sheet stands last now."""
    order = [sheet.name for sheet in bouw.opened.grid.sheets]
    known = [fiche for fiche in bouw.voor.fiches if fiche.blad in order]
    return max(known, key=lambda fiche: order.index(fiche.blad), default=None)


def _after(bouw: Bouw, last: Fiche | None) -> str | None:
    order = [sheet.name for sheet in bouw.opened.grid.sheets]
    behind = bouw.opened.master.tabellen.get("conflicten")
    if last is None:
        return behind.sheet if behind else None
    at = order.index(last.blad) + 1
    return order[at] if at < len(order) else None


def _link_to_next(bouw: Bouw, kader: Kader, last: Fiche, following: Fiche) -> Iterator[Edit]:
    """Let the fiche that was the last one lead on to the first new one, if the place for it is blank."""
    sheet = fiche_sheet(kader, last, last, following)
    links = {cell.value: cell for cell in sheet.cells if cell.link == fiche_target(following)}
    here = next(iter(links.values()))
    like = next(cell for cell in sheet.cells if cell.link == "Overzicht!A1")
    grid = next(s for s in bouw.opened.grid.sheets if s.name == last.blad)
    if _at(grid.rows, like) != like.value or _at(grid.rows, here) is not None:
        return
    cell, text = address(here.row, here.col), str(here.value)
    yield SetCell(sheet=last.blad, cell=cell, value=text, style_like=address(like.row, like.col))
    quoted = text.replace('"', '""')
    formula = f'HYPERLINK("#{here.link}","{quoted}")'
    yield SetCached(sheet=last.blad, cell=cell, value=text, formula=formula)


def _at(rows: Sequence[Sequence[Scalar]], cell: Cell) -> Scalar:
    row = rows[cell.row] if cell.row < len(rows) else ()
    value = row[cell.col] if cell.col < len(row) else None
    return None if value == "" else value


# --- rows ---------------------------------------------------------------------------------------------


class _Rijen:
    """The rows of one sheet with a row per project."""

    def __init__(
        self, bouw: Bouw, naam: str, sheet: Sheet, earlier: Sheet, places: Mapping[str, Plaats]
    ) -> None:
        self.data, self.tabel = bouw.opened.data, bouw.opened.master.tabellen[naam]
        self.planned, self.earlier = _by_id(sheet, _ENDS[naam]), _by_id(earlier, _ENDS[naam])
        self.sheet, self.places = sheet, places
        self.fields: frozenset[int] = frozenset()
        if naam == "monitoring":
            keys = {field.key for field in bouw.opened.settings.fields.of(Tabel.MONITORING)}
            self.fields = frozenset(col for key, col in _key_columns(sheet) if key in keys)
        self.present = {
            str(row["rij_id"].value).removesuffix(_ENDS[naam]): _row_number(row)
            for row in self.tabel.rijen
            if "rij_id" in row
        }

    def edits(self) -> Iterator[Edit]:
        """New rows below the table; other rows where a project changed in kind or in what is no formula."""
        new = [fiche for fiche in self.planned if fiche not in self.present]
        for appended in self._appended(new):
            yield appended
            for number, fiche in enumerate(new, landing_row(self.data, appended)):
                yield from self._formulas(number, self.planned[fiche], like=self._like(fiche))
        for fiche, cells in self.planned.items():
            if fiche in self.present:
                yield from self._changed(fiche, cells)

    def _appended(self, new: list[str]) -> Iterator[AppendRows]:
        if not new:
            return
        keys = [(key, col) for key, col in _key_columns(self.sheet) if self.tabel.koppen.get(key)]
        rows, heights = [], []
        for fiche in new:
            cells = {cell.col: cell for cell in self.planned[fiche]}
            rows.append(tuple(plain_value(cells[col]) for _, col in keys))
            heights.append(
                max(
                    text_height(str(c.value), self.sheet.widths.get(c.col, 10))
                    for c in (cells[col] for key, col in keys if key != "rij_id")
                    if isinstance(c.value, str) and c.value
                )
            )
        yield AppendRows(
            table=self.tabel.tabel,
            columns=tuple(self.tabel.koppen[key] for key, _ in keys),
            rows=tuple(rows),
            heights_pt=tuple(max(_WRAPS, height) for height in heights),
            header=self.tabel.kop,
        )

    def _formulas(self, number: int, cells: list[Cell], *, like: int | None) -> Iterator[Edit]:
        """The cells of a row that hold a formula, or that stand beside the table."""
        own = self.places[self.sheet.name]
        for cell in cells:
            here = replace(own, rijen=number - 1 - cell.row)
            where = f"{column_letters(own.col(cell.col))}{number}"
            style = f"{column_letters(own.col(cell.col))}{like}" if like else None
            if cell.formula:
                formula = moved(cell, self.sheet.name, {**self.places, self.sheet.name: here}).formula
                yield SetCell(sheet=self.tabel.sheet, cell=where, value=plain_value(cell), style_like=style)
                yield SetCached(
                    sheet=self.tabel.sheet,
                    cell=where,
                    value="" if cell.value is None else plain_value(cell),
                    formula=formula.removeprefix("="),
                )
            elif cell.col not in self.fields:
                yield SetCell(sheet=self.tabel.sheet, cell=where, value=plain_value(cell), style_like=style)

    def _like(self, fiche: str) -> int | None:
        """A row of the same kind to take the looks from: with a sheet, or without."""
        kind = self._is_linked(self.planned[fiche])
        return next(
            (
                self.present[f]
                for f, cells in self.earlier.items()
                if f in self.present and self._is_linked(cells) is kind
            ),
            None,
        )

    def _is_linked(self, cells: list[Cell]) -> bool:
        return any(cell.formula.startswith("=HYPERLINK") for cell in cells)

    def _changed(self, fiche: str, cells: list[Cell]) -> Iterator[Edit]:
        was = self.earlier.get(fiche, [])
        if self._is_linked(cells) and not self._is_linked(was):
            yield from self._formulas(self.present[fiche], cells, like=self._like(fiche))
            return
        old = {cell.col: cell for cell in was}
        plain = [c for c in cells if not c.formula and c.col not in self.fields and c.col in old]
        own = self.places[self.sheet.name]
        for cell in plain:
            if plain_value(cell) != plain_value(old[cell.col]):
                where = f"{column_letters(own.col(cell.col))}{self.present[fiche]}"
                yield SetCell(sheet=self.tabel.sheet, cell=where, value=plain_value(cell))


def _key_columns(sheet: Sheet) -> list[tuple[str, int]]:
    """The columns of the table by their key, which stands above the header."""
    keys = sheet.tables[0].area.row - 1
    said = ((str(cell.value), cell.col) for cell in sheet.cells if cell.row == keys and cell.value)
    return [(text.removeprefix("kolom:"), col) for text, col in said if text.startswith("kolom:")]


def _by_id(sheet: Sheet, end: str) -> dict[str, list[Cell]]:
    """The planned cells of each row that has a row id, by project."""
    area: Area = sheet.tables[0].area
    ids = {
        c.row: str(c.value) for c in sheet.cells if c.col == area.last_col and c.row > area.row and c.value
    }
    rows: dict[str, list[Cell]] = {}
    for cell in sheet.cells:
        if cell.row in ids:
            rows.setdefault(ids[cell.row].removesuffix(end), []).append(cell)
    return rows


def _row_number(row: Mapping[str, object]) -> int:
    cell = next(iter(row.values()))
    return int(row_of(str(getattr(cell, "address", ""))))


def plain_value(cell: Cell) -> Plain:
    """The value of a planned cell as an edit takes it; a blank text is nothing."""
    value = cell.value
    if value is None or value == "":
        return None
    return value if isinstance(value, str | int | float | date | datetime) else display(value)
