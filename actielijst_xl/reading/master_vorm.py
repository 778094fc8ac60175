"""The shapes of a master as it was read: values for the merge, and where each of them stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from actielijst_xl.model.decisions import Besluit, Cell, Cells, Key, RowRef
from actielijst_xl.model.findings import Finding

_new = tuple.__new__  # a third of the time of `Key(...)`


class Plek(NamedTuple):
    """A cell: name of the sheet, and address."""

    sheet: str
    address: str


@dataclass(frozen=True, slots=True, eq=False)  # two are equal as any two mappings are
class Plekken(Mapping[Key, Plek]):
    """Where each field of a master stands, told when it is asked for: a merge asks it of few of them.

    Attributes:
        rijen: Per row the name of its sheet, and its cells by field.
    """

    rijen: Mapping[RowRef, tuple[str, Mapping[str, Cell]]]

    def __getitem__(self, key: Key) -> Plek:
        """Where a field stands."""
        sheet, cells = self.rijen[key.row]
        return Plek(sheet, cells[key.veld].address)

    def __contains__(self, key: object) -> bool:
        """Whether the master has a cell for a field."""
        return isinstance(key, Key) and (row := self.rijen.get(key.row)) is not None and key.veld in row[1]

    def __iter__(self) -> Iterator[Key]:
        """Every field, row by row."""
        return (_new(Key, (*ref, veld)) for ref, (_, cells) in self.rijen.items() for veld in cells)

    def __len__(self) -> int:
        """The number of fields."""
        return sum(len(cells) for _, cells in self.rijen.values())


class AfspraakPlek(NamedTuple):
    """Where a row of afspraken stands; a tuple, because a master has ten thousand and more.

    Attributes:
        ref: The row; a spare row has the id that is prepared for it.
        nr: The visible number, or "".
        sheet: Name of the sheet.
        row: Row of the sheet, as Excel counts.
        kolommen: Letters of the column per key of the table.
        cells: What stands there per field.
        rij_ok: The id stands there already; else it was made up and should be written.
    """

    ref: RowRef
    nr: str
    sheet: str
    row: int
    kolommen: Mapping[str, str]
    cells: Mapping[str, Cell]
    rij_ok: bool = True

    @property
    def rij_cel(self) -> str:
        """Address of its row id; "" when that column is gone."""
        return self._cel("rij_id")

    @property
    def nr_cel(self) -> str:
        """Address of its visible number; "" when that column is gone."""
        return self._cel("nr")

    def _cel(self, key: str) -> str:
        return f"{self.kolommen[key]}{self.row}" if key in self.kolommen else ""


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
        opschriften: What its labels and headers say, in the form in which they are compared: with other
            settings than today's they were the same in what was issued.
        manifest: The heading of the administration: `actielijst`, `provincie`, `peildatum`, ...
        beheer: Name of the sheet of the administration, or "".
        pakket: The packed administration.
        actielijst: Id of the master.
        findings: What people should know about how it was read.
        later: Fields that it does not have, because it was made with an older version of the layout.
    """

    cells: Cells
    places: Plekken
    nrs: Mapping[RowRef, str]
    afspraken: Mapping[str, tuple[AfspraakPlek, ...]]
    reserve: Mapping[str, tuple[AfspraakPlek, ...]]
    bladen: Mapping[str, str]
    tabellen: Mapping[str, TabelPlek]
    afspraak_tabellen: Mapping[str, TabelPlek]
    besluiten: tuple[Besluit, ...]
    lijstwaarden: frozenset[str]
    opschriften: frozenset[str]
    manifest: Mapping[str, str]
    beheer: str
    pakket: tuple[str, ...]
    actielijst: str
    findings: tuple[Finding, ...] = field(default=())
    later: frozenset[str] = frozenset()
