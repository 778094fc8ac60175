"""The shapes of a master as it was read: values for the merge, and where each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from actielijst_xl.model.decisions import Besluit, Cell, Cells, Key, RowRef
from actielijst_xl.model.findings import Finding


class Plek(NamedTuple):
    """A cell: name of the sheet, and address."""

    sheet: str
    address: str


class AfspraakPlek(NamedTuple):
    """Where a row of afspraken stands; a tuple, because a master has ten thousand and more.

    Attributes:
        ref: The row; a spare row has the id that is prepared for it.
        nr: The visible number, or "".
        sheet: Name of the sheet.
        rij_cel: Address of its row id; "" when that column is gone.
        nr_cel: Address of its visible number; "" when that column is gone.
        cells: What stands there per field.
        rij_ok: The id stands there already; else it was made up and should be written.
    """

    ref: RowRef
    nr: str
    sheet: str
    rij_cel: str
    nr_cel: str
    cells: Mapping[str, Cell]
    rij_ok: bool = True

    @property
    def velden(self) -> dict[str, str]:
        """Address per field."""
        return {veld: cell.address for veld, cell in self.cells.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class TabelPlek:
    """Where a table stands, for adding rows.

    Attributes:
        tabel: Name that its ListObject was given (`Conflicten`, `Afspraken_NH_012`); people can rename it.
        sheet: Name of the sheet.
        koppen: Header text per column key, as it stands there: what rows are added by.
        kolommen: Letters of the column per key.
        rijen: Every row that is not blank: its cells per column key. Those of a table of afspraken stand
            in `Master.afspraken` and `Master.reserve` instead.
        kop_rij: Row of the headers, as Excel counts; 0 when it is gone.
    """

    tabel: str
    sheet: str
    koppen: Mapping[str, str]
    kolommen: Mapping[str, str]
    rijen: tuple[Mapping[str, Cell], ...]
    kop_rij: int

    @property
    def kop(self) -> Plek:
        """A cell of the headers, by which a table is found that somebody gave another name."""
        letters = next(iter(self.kolommen.values()), "")
        return Plek(self.sheet, f"{letters}{self.kop_rij}" if letters and self.kop_rij else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """The province's workbook, as it was read.

    Attributes:
        cells: Every row with its fields, for the merge: the fields of each fiche, its afspraken with a
            value, the rows of Monitoring, and the fields of the Hoofddocument (fiche ""). Spare rows are
            not there: nothing was agreed in them.
        places: Where each of these fields stands; also the fields of spare rows, under their id.
        nrs: The visible number per row.
        afspraken: The rows of afspraken per fiche, in the order of the sheet.
        reserve: The spare rows per fiche: an id and no values.
        bladen: Name of the sheet per fiche id.
        tabellen: `conflicten`, `uitgiftes`, `logboek`, `monitoring` and `overzicht`, as far as there.
        afspraak_tabellen: The table of afspraken per fiche id.
        besluiten: What was filled in on Conflicten.
        lijstwaarden: Every text on Keuzelijsten.
        manifest: The heading of the administration: `actielijst`, `provincie`, `peildatum`, ...
        beheer: Name of the sheet of the administration, or "".
        pakket: The packed administration.
        actielijst: Id of the master.
        findings: What people should know about how it was read.
        later: Fields that it does not have, because it was made with an older version of the layout.
    """

    cells: Cells
    places: Mapping[Key, Plek]
    nrs: Mapping[RowRef, str]
    afspraken: Mapping[str, tuple[AfspraakPlek, ...]]
    reserve: Mapping[str, tuple[AfspraakPlek, ...]]
    bladen: Mapping[str, str]
    tabellen: Mapping[str, TabelPlek]
    afspraak_tabellen: Mapping[str, TabelPlek]
    besluiten: tuple[Besluit, ...]
    lijstwaarden: frozenset[str]
    manifest: Mapping[str, str]
    beheer: str
    pakket: tuple[str, ...]
    actielijst: str
    findings: tuple[Finding, ...] = field(default=())
    later: frozenset[str] = frozenset()
