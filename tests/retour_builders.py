"""Issued copies for tests of reading, and what people and programs do to them."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl

from actielijst_xl.model.canon import canon
from actielijst_xl.model.decisions import Retour, Unreadable
from actielijst_xl.model.field import Rol
from actielijst_xl.model.fields import Fields
from actielijst_xl.reading.grid import Grid, Sheet, read_grid
from actielijst_xl.reading.retour import Gelezen, examine_retour
from actielijst_xl.writing.uitgifte import plan_copy
from actielijst_xl.writing.xlsx import write_workbook
from tests import masters

FIELDS = Fields()
UITGIFTE, PARTIJ = "u-2026-11", "Gemeente Lelystad"
AFSPRAKEN = (
    {
        "activiteit": "Projectbesluit maken",
        "trekker": PARTIJ,
        "planning": date(2027, 2, 15),
        "status": "Loopt",
    },
    {"activiteit": "Grond kopen", "planning": "Q3 2027", "voortgang": "Eerste gesprek\ngevoerd"},
    {"activiteit": "Bouwen", "planning": 2029, "status": "Nog niet gestart"},
)


def projects(count: int = 2) -> list[masters.Project]:
    """Projects NH-001, NH-002, ...: with afspraken, monitoring, and columns of the province's own."""
    return [
        masters.project(
            f"NH-{n:03}",
            f"Station {n} – Noord",
            rij=n + 1,
            projectfase="Planuitwerkingsfase",
            gemeente="Lelystad",
            netbeheerder="Liander",
            ibn=2029 if n % 2 else "Q3 2030",
            omschrijving=f"Nieuw station {n}",
            in_ip=True,
            haalbaarheid_ibn=date(2031, 5, n),
            oordeel="Aandacht",
            aandachtspunten=f"Geen locatie voor {n}",
            vraag_energyboard="n.v.t.",
            afspraken=AFSPRAKEN,
            overige={"Score": 7.5, "Besluit genomen": date(2026, 5, n)},
        )
        for n in range(1, count + 1)
    ]


@cache
def issued(count: int = 2, uitgifte: str = UITGIFTE) -> bytes:
    """The workbook that one party got."""
    kader = masters.kader(
        projects(count),
        ontvanger=PARTIJ,
        uitgifte=uitgifte,
        rollen=frozenset({Rol.GEMEENTE}),
        deadline=date(2026, 12, 15),
    )
    return write_workbook(plan_copy(kader, basis=("sha256 0 1", "zpakket")), kader.huis)


@cache
def issued_grid(count: int = 2) -> Grid:
    """The same, as read."""
    return read_grid(issued(count), "retour.xlsx")


def examine(data: bytes | Grid, **given: object) -> Gelezen:
    """Read bytes (with their document properties) or a grid (without) as a return."""
    if isinstance(data, Grid):
        return examine_retour(data, fields=FIELDS, **given)
    return examine_retour(read_grid(data, "retour.xlsx"), fields=FIELDS, data=data, **given)


def said(retour: Retour, *, with_ids: bool = True) -> dict[tuple[str, ...], str]:
    """What a return says: the canonical form of each field that is not blank."""
    found: dict[tuple[str, ...], str] = {}
    for row in retour.rows:
        for veld, cell in row.cells.items():
            soort = FIELDS[veld].soort if veld in FIELDS else "tekst"
            text = "#" if isinstance(cell.value, Unreadable) else canon(cell.value, soort)
            if text:
                key = (row.fiche, row.tabel, str(row.rij) if with_ids else "", veld)
                assert key not in found, f"{key} is there twice"
                found[key] = text
    return found


def codes(gelezen: Gelezen) -> set[str]:
    """The codes of its findings."""
    return {finding.code for finding in gelezen.findings}


def texts(gelezen: Gelezen) -> list[str]:
    """Its loose texts."""
    return [loose.text for loose in gelezen.retour.loose]


# --- what people do: on the cells --------------------------------------------------------------------

Rows = list[list[object]]


def on_sheets(grid: Grid, change: Callable[[str, Rows], Rows | None]) -> Grid:
    """A grid with `change` done to the rows of each sheet, by its name; None drops the sheet."""
    sheets = []
    for sheet in grid.sheets:
        rows = change(sheet.name, [list(row) for row in sheet.rows])
        if rows is not None:
            sheets.append(replace(sheet, rows=_equally_long(rows), unreadable=_moved(sheet, rows)))
    return replace(grid, sheets=tuple(sheets))


def _equally_long(rows: Rows) -> Rows:
    width = max((len(row) for row in rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows]


def _moved(sheet: Sheet, rows: Rows) -> Mapping[tuple[int, int], str]:
    same = len(rows) == len(sheet.rows) and all(
        len(a) == len(b) for a, b in zip(rows, sheet.rows, strict=True)
    )
    return sheet.unreadable if same else {}


def is_fiche(name: str) -> bool:
    return name.startswith("NH-")


def find(rows: Rows, text: object) -> tuple[int, int]:
    """The first cell with this value."""
    return next((r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if value == text)


def put(grid: Grid, blad: str, row: int, col: int, value: object) -> Grid:
    """A grid with one cell changed (row and column from zero); the sheet grows when needed."""

    def change(name: str, rows: Rows) -> Rows:
        if name == blad:
            rows += [[] for _ in range(row + 1 - len(rows))]
            rows[row] += [None] * (col + 1 - len(rows[row]))
            rows[row][col] = value
        return rows

    return on_sheets(grid, change)


def type_beside(
    grid: Grid, blad: str, anchor: object, value: object, *, right: int = 0, down: int = 0
) -> Grid:
    """A grid with a value typed at some distance from the first cell that holds `anchor`."""
    sheet = next(s for s in grid.sheets if s.name == blad)
    row, col = find(sheet.rows, anchor)
    return put(grid, blad, row + down, col + right, value)


# --- what programs do --------------------------------------------------------------------------------


def through_openpyxl(data: bytes, change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """Open, change and save a workbook with openpyxl: formulas lose their values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def values_only(data: bytes, *, hidden: bool = True) -> bytes:
    """A new workbook with the values only; without what was hidden when `hidden` is false."""
    source = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    target = openpyxl.Workbook()
    target.remove(target.active)
    for sheet in source.worksheets:
        if hidden or sheet.sheet_state == "visible":
            new = target.create_sheet(sheet.title)
            for row in sheet.iter_rows(values_only=True):
                new.append(row)
    buffer = io.BytesIO()
    target.save(buffer)
    return buffer.getvalue()
