"""Where our columns stand now: formulas of new rows, on sheets in which people inserted or renamed things."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from actielijst_xl.model.address import column_index, column_letters, row_of
from actielijst_xl.reading.master import Master, TabelPlek
from actielijst_xl.writing.plan import Cell, Sheet, quote_sheet

_REF = re.compile(
    r"(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?:(?P<sheet>'(?:[^']|'')*'|(?<![\w.'$])[A-Za-z_]\w*)!)?"
    r"(?P<first>\$[A-Z]{1,3}\$?\d+)(?P<last>:\$[A-Z]{1,3}\$?\d+)?"
)
_CELL = re.compile(r"\$([A-Z]+)(\$?)(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaats:
    """Where a sheet of ours, as it is planned, stands in the master now.

    Attributes:
        naam: Its name now.
        kolommen: (planned column, column now) of the columns that were found, in order, from 0.
        rijen: How many rows lower its table stands.
    """

    naam: str
    kolommen: tuple[tuple[int, int], ...]
    rijen: int

    def col(self, planned: int) -> int:
        """The column now; one without a key stands as far behind the one before it as planned."""
        at = bisect_right([col for col, _ in self.kolommen], planned) - 1
        return planned if at < 0 else planned - self.kolommen[at][0] + self.kolommen[at][1]

    @property
    def stays(self) -> bool:
        """Whether its table stands where it was planned."""
        return not self.rijen and all(was == now for was, now in self.kolommen)

    def row(self, planned: int) -> int:
        """The row now, of a row in the table (from 0)."""
        return planned + self.rijen


def plaats(sheet: Sheet, tabel: TabelPlek, kop: int) -> Plaats:
    """Compare a sheet as it is planned with where its table stands now.

    Args:
        sheet: The plan; the row above the header says which column is which.
        tabel: The table in the master.
        kop: The planned row of its header, from 0.
    """
    keys = {str(c.value).removeprefix("kolom:"): c.col for c in sheet.cells if c.row == kop - 1 and c.value}
    found = [(keys[k], column_index(letters)) for k, letters in tabel.kolommen.items() if k in keys]
    rows = tabel.kop_rij - 1 - kop if tabel.kop_rij else 0
    return Plaats(naam=tabel.sheet, kolommen=tuple(sorted(found)), rijen=rows)


def moved(cell: Cell, own: str, places: Mapping[str, Plaats]) -> Cell:
    """Return a planned cell with its formula and link as they read in the master now.

    Args:
        cell: The cell.
        own: Name of the sheet that it is planned on.
        places: The sheets that may stand elsewhere, by planned name.
    """
    return cell._replace(
        formula=moved_formula(cell.formula, own, places), link=_moved_link(cell.link, places)
    )


def moved_formula(formula: str, own: str, places: Mapping[str, Plaats]) -> str:
    """Return a planned formula as it reads in the master now."""

    def swap(match: re.Match[str]) -> str:
        if match["text"] is not None:
            return match[0]
        said = match["sheet"]
        naam = said.strip("'").replace("''", "'") if said else own
        if naam not in places:
            return match[0]
        place = places[naam]
        sheet = "" if said is None else said if place.naam == naam else quote_sheet(place.naam)
        shifted = _CELL.sub(lambda cell: _shifted(cell, place), match["first"] + (match["last"] or ""))
        return f"{sheet}!{shifted}" if sheet else shifted

    return _REF.sub(swap, formula)


def _shifted(cell: re.Match[str], place: Plaats) -> str:
    col, row = place.col(column_index(cell[1])), place.row(int(cell[3]))
    return f"${column_letters(col)}{cell[2]}{row}"


def _moved_link(link: str, places: Mapping[str, Plaats]) -> str:
    sheet, mark, rest = link.partition("!")
    if not mark or sheet not in places or places[sheet].naam == sheet:
        return link
    return f"{quote_sheet(places[sheet].naam)}!{rest}"


def moved_sheet(sheet: Sheet, places: Mapping[str, Plaats]) -> Sheet:
    """Return a planned sheet of a new fiche with references to other sheets as they read now."""
    return replace(sheet, cells=[moved(cell, sheet.name, places) for cell in sheet.cells])


def places_of(master: Master, planned: Mapping[str, tuple[Sheet, int]]) -> dict[str, Plaats]:
    """Where the sheets with tables stand now.

    Args:
        master: The master.
        planned: Per table its sheet as it would be planned, and the row of its header.
    """
    return {
        sheet.name: plaats(sheet, master.tabellen[naam], kop)
        for naam, (sheet, kop) in planned.items()
        if naam in master.tabellen
    }


def relocated(sheet: Sheet, tabel: TabelPlek, kop: int, places: Mapping[str, Plaats]) -> Sheet:
    """Return the formulas of a planned sheet at the rows and columns where they stand now.

    A row is known by its id: `$N9-$M9` reads the same for whatever project stands on row 9. A row that is
    not there any more has no formula.

    Args:
        sheet: The plan, under its planned name.
        tabel: Its table in the master.
        kop: The planned row of its header, from 0.
        places: The sheets that may stand elsewhere, by planned name.
    """
    here = places[sheet.name]
    ids = (row["rij_id"] for row in tabel.rijen if "rij_id" in row)
    now = {str(cell.value): int(row_of(cell.address)) - 1 for cell in ids}
    planned = {c.row: now[str(c.value)] for c in sheet.cells if c.row > kop and str(c.value) in now}
    if _all_stay(places) and all(was == row for was, row in planned.items()):
        return sheet
    cells = [
        moved(cell, sheet.name, places)
        if cell.row <= kop
        else _in_row(cell, sheet.name, places, replace(here, rijen=planned[cell.row] - cell.row))
        for cell in sheet.cells
        if cell.formula and (cell.row <= kop or cell.row in planned)
    ]
    return replace(sheet, name=here.naam, cells=cells)


def lowered(sheet: Sheet, kop: int, rijen: int, places: Mapping[str, Plaats]) -> Sheet:
    """Return the formulas of a planned fiche, with those below its header `rijen` rows lower."""
    if not rijen and _all_stay(places):
        return sheet
    here = Plaats(naam=sheet.name, kolommen=(), rijen=rijen)
    cells = [
        _in_row(cell, sheet.name, places, here) if cell.row > kop else moved(cell, sheet.name, places)
        for cell in sheet.cells
    ]
    return replace(sheet, cells=cells)


def _all_stay(places: Mapping[str, Plaats]) -> bool:
    return all(place.stays and place.naam == name for name, place in places.items())


def _in_row(cell: Cell, own: str, places: Mapping[str, Plaats], here: Plaats) -> Cell:
    """A cell of a row of a table that stands elsewhere: what it says of its own row goes along."""
    there = moved(cell, own, {**places, own: here})
    return there._replace(row=here.row(cell.row), col=here.col(cell.col))
