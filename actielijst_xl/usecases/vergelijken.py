"""Two actielijsten side by side: diff."""

from collections.abc import Mapping
from dataclasses import dataclass

from actielijst_xl.errors import InputError
from actielijst_xl.merging.rules import rules_for
from actielijst_xl.merging.vergelijk import Vergelijking, compare
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Cells, RowRef, Unreadable
from actielijst_xl.model.document import OVERIG, display
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.settings import Settings
from actielijst_xl.reading.gate import scan
from actielijst_xl.reading.grid import Grid, read_grid
from actielijst_xl.reading.master import read_master
from actielijst_xl.reading.master_overig import read_overige
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.usecases import boeken
from actielijst_xl.usecases.inlezen import toegang_for
from actielijst_xl.usecases.open_master import zonder_locatie_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Kant:
    """One of the two workbooks.

    Attributes:
        naam: Name of the file.
        ontvanger: The party that got it, or "" for a master.
        rijen: Its rows.
        namen: How rows and fields are called on its sheets.
        findings: What reading it brought up.
    """

    naam: str
    ontvanger: str
    rijen: Cells
    namen: boeken.Names
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergeleken:
    """The outcome of diff.

    Attributes:
        oud: The first workbook.
        nieuw: The second one.
        verschil: What differs.
    """

    oud: Kant
    nieuw: Kant
    verschil: Vergelijking

    def fiche(self, fiche: str) -> str:
        """The name of a fiche: its tab in the second workbook, else in the first."""
        bladen = {**self.oud.namen.bladen, **self.nieuw.namen.bladen}
        return bladen.get(fiche, fiche or "Hoofddocument")

    def rij(self, ref: RowRef, row: Mapping[str, Value]) -> str:
        """The number of a row of afspraken and what it is about."""
        nr = self.nieuw.namen.nrs.get(ref) or self.oud.namen.nrs.get(ref) or ""
        return f"{nr} {display(row.get('activiteit'))}".strip()


def diff(oud: tuple[str, bytes], nieuw: tuple[str, bytes], *, settings: Settings) -> Vergeleken:
    """Say what differs between two actielijsten: masters, copies, or one of each.

    Of a copy only what is in it is compared: its fiches, and their rows on Monitoring.

    Args:
        oud: (file name, bytes) of the first workbook.
        nieuw: (file name, bytes) of the second one.
        settings: The province's settings.

    Raises:
        InputError: XA-L170 one of both is no actielijst; XA-S085 they have no project in common; XA-L...: one
            can't be read.
    """
    first, second = (_read(*file, settings=settings) for file in (oud, nieuw))
    shared = _fiches(first) & _fiches(second)
    if not shared:
        raise InputError("XA-S085", bestand=first.naam, ander=second.naam)
    copies = [_fiches(side) for side in (first, second) if side.ontvanger]
    only = frozenset.intersection(*copies) if copies else None
    rules = rules_for(settings.fields.all)
    return Vergeleken(oud=first, nieuw=second, verschil=compare(first.rijen, second.rijen, rules, only=only))


def _fiches(side: Kant) -> frozenset[str]:
    return frozenset(ref.fiche for ref in side.rijen if ref.tabel == Tabel.PROJECT)


def _read(name: str, data: bytes, *, settings: Settings) -> Kant:
    scan(data, name, toegang_for(settings).limits)
    grid = read_grid(data, name)
    try:
        return _master(grid, data, settings)
    except InputError as error:
        if error.code != "XA-L173":
            raise
    return _copy(grid, data, settings)


def _master(grid: Grid, data: bytes, settings: Settings) -> Kant:
    master = read_master(grid, fields=settings.fields, data=data)
    overige = {
        (fiche, f"{OVERIG}{number}"): overig.kop
        for fiche, found in read_overige(grid, master.bladen).items()
        for number, overig in enumerate(found, 1)
    }
    rows: dict[RowRef, Mapping[str, Value | Unreadable]] = dict(master.cells)
    bladen = dict(master.bladen)
    for fiche, row in zonder_locatie_rows(master, grid):
        rows[RowRef(fiche, Tabel.PROJECT.value, "")] = {**row, "gemeente": None}
        bladen[fiche] = f"{display(row.get('project_id'))} {display(row.get('projectnaam'))}".strip()
    names = boeken.Names(settings.fields, bladen, master.nrs, overige)
    return Kant(naam=grid.file, ontvanger="", rijen=rows, namen=names, findings=master.findings)


def _copy(grid: Grid, data: bytes, settings: Settings) -> Kant:
    """A copy as rows: a row without an id is known by its place among those."""
    found = examine_retour(grid, fields=settings.fields, data=data)
    rows: dict[RowRef, Mapping[str, Value | Unreadable]] = {}
    bladen: dict[str, str] = {}
    nrs: dict[RowRef, str] = {}
    for at, row in enumerate(r for r in found.retour.rows if r.origineel):
        ref = RowRef(row.fiche, row.tabel, f"nieuw/{at}" if row.rij is None else row.rij)
        rows[ref] = {veld: cell.value for veld, cell in row.cells.items()}
        nrs[ref] = row.nr
        if row.tabel == Tabel.PROJECT:
            bladen[row.fiche] = row.sheet
    names = boeken.Names(settings.fields, bladen, nrs, {})
    return Kant(
        naam=grid.file,
        ontvanger=found.retour.recipient,
        rijen=rows,
        namen=names,
        findings=found.findings,
    )
