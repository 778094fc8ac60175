"""The province's master as values for a merge, with the place of each, for the patcher."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from actielijst_xl.errors import InputError
from actielijst_xl.model.address import address
from actielijst_xl.model.decisions import Cell, RowRef
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.geheugen import no_search_for_cycles
from actielijst_xl.reading.grid import Grid
from actielijst_xl.reading.master_tabellen import (
    BOEKEN,
    afspraken_place,
    missing_tables,
    read_besluiten,
    table_place,
)
from actielijst_xl.reading.master_vorm import AfspraakPlek, Master, Plek, Plekken, TabelPlek
from actielijst_xl.reading.werkboek import Fiche, TabelBlad, Werkboek, monitoring_rows, read_werkboek
from actielijst_xl.reading.werkboek_blad import Blad, Content, form
from actielijst_xl.reading.werkboek_fiche import Regel
from actielijst_xl.reading.werkboek_los import is_keuzelijsten
from actielijst_xl.reading.werkboek_rijen import Benoemd, Bron, ids_by_number, rows_by_number, with_ids

__all__ = ["AfspraakPlek", "Master", "MasterReader", "Plek", "TabelPlek", "read_master"]

_Cells = dict[RowRef, dict[str, Content]]


def read_master(
    grid: Grid, *, fields: Fields, data: bytes = b"", nrs: Mapping[RowRef, str] | None = None
) -> Master:
    """Read the master.

    Args:
        grid: The workbook, as read.
        fields: The table of fields.
        data: The bytes of the file, for its document properties; may be b"".
        nrs: The visible numbers as last known; finds rows again of which id and number were sorted apart.

    Raises:
        InputError: XA-L170 no actielijst, XA-L173 it is a copy that was issued to a party.
    """
    return MasterReader(grid, fields=fields, data=data).read(nrs)


class MasterReader:
    """A master of which the sheets are known, and the rows still to be read.

    What it remembers (`pakket`) holds the visible numbers that reading its rows asks for, so the rows are
    read once, after it was unpacked.

    Args:
        grid: The workbook, as read.
        fields: The table of fields.
        data: The bytes of the file, for its document properties; may be b"".

    Raises:
        InputError: XA-L170 no actielijst, XA-L173 it is a copy that was issued to a party.
    """

    @no_search_for_cycles()
    def __init__(self, grid: Grid, *, fields: Fields, data: bytes = b"") -> None:
        self._werkboek = read_werkboek(grid, fields=fields, data=data)
        self._fields = self._werkboek.fields  # as the version of this master has them
        if not self._werkboek.is_ours:
            raise InputError("XA-L170", bestand=grid.file)
        if partij := self._werkboek.identiteit.ontvanger:
            raise InputError("XA-L173", bestand=grid.file, partij=partij)

    @property
    def pakket(self) -> tuple[str, ...]:
        """The packed administration; () in a master that was never issued."""
        return self._werkboek.manifest.pakket

    @no_search_for_cycles()
    def read(self, nrs: Mapping[RowRef, str] | None = None) -> Master:
        """Read the rows.

        Args:
            nrs: The visible numbers as last known; finds rows again of which id and number were sorted apart.
        """
        return _Reader(self._werkboek, self._fields, nrs or {}).read()


class _Reader:
    """Gathers the rows of a master, sheet by sheet."""

    def __init__(self, werkboek: Werkboek, fields: Fields, nrs: Mapping[RowRef, str]) -> None:
        self.werkboek = werkboek
        self.fields = fields
        self.known_nrs = rows_by_number(nrs)
        self.cells: _Cells = {}
        self.rijen: dict[RowRef, tuple[str, Mapping[str, Cell]]] = {}
        self.nrs: dict[RowRef, str] = {}
        self.afspraken: dict[str, tuple[AfspraakPlek, ...]] = {}
        self.reserve: dict[str, tuple[AfspraakPlek, ...]] = {}
        self.afspraak_tabellen: dict[str, TabelPlek] = {}
        self.findings: list[Finding] = list(werkboek.findings)

    def read(self) -> Master:
        """Read everything."""
        werkboek = self.werkboek
        originals = [fiche for fiche in werkboek.fiches if fiche.origineel]
        for fiche in originals:
            self._fiche(fiche)
        for tabel in werkboek.tabellen.get("monitoring", ())[:1]:
            self._monitoring(tabel)
        for blad in werkboek.overig:
            self._hoofddocument(blad)
        bladen = {fiche.fiche_id: fiche.blad.name for fiche in originals}
        self.findings += _missing(werkboek, bladen)
        tabellen = {
            naam: table_place(group[0].blad, group[0].gevonden) for naam, group in werkboek.tabellen.items()
        }
        self.findings += missing_tables(tabellen, BOEKEN, werkboek.file)
        besluiten, told = read_besluiten(tabellen.get("conflicten"), werkboek.file)
        return Master(
            cells=self.cells,
            places=Plekken(self.rijen),
            nrs=self.nrs,
            afspraken=self.afspraken,
            reserve=self.reserve,
            bladen=bladen,
            tabellen=tabellen,
            afspraak_tabellen=self.afspraak_tabellen,
            besluiten=tuple(besluiten),
            lijstwaarden=frozenset(_texts(blad for blad in werkboek.overig if is_keuzelijsten(blad))),
            opschriften=_captions(werkboek),
            manifest=werkboek.manifest.kop,
            beheer=werkboek.manifest.blad,
            pakket=werkboek.manifest.pakket,
            actielijst=werkboek.identiteit.actielijst,
            findings=(*self.findings, *told),
            later=werkboek.versie.later,
        )

    def _row(self, ref: RowRef, sheet: str, cells: Mapping[str, Cell]) -> None:
        self.cells[ref] = {veld: value for veld, (value, _) in cells.items()}
        self.rijen[ref] = sheet, cells

    # --- fiches

    def _fiche(self, fiche: Fiche) -> None:
        name = fiche.blad.name
        self._row(RowRef(fiche.fiche_id, Tabel.PROJECT.value, ""), name, fiche.vondst.velden)
        kolommen: Mapping[str, str] = {}
        if tabel := fiche.vondst.tabel:
            place = afspraken_place(fiche.blad, tabel, fiche.fiche_id)
            self.afspraak_tabellen[fiche.fiche_id] = place
            kolommen = place.kolommen
        filled: list[AfspraakPlek] = []
        spare: list[AfspraakPlek] = []
        for regel, rij, rij_ok in self._with_ids(fiche):
            ref = RowRef(fiche.fiche_id, Tabel.AFSPRAAK.value, rij)
            plek = AfspraakPlek(ref, regel.nr, name, regel.row + 1, kolommen, regel.cells, rij_ok)
            if regel.nr:
                self.nrs[ref] = regel.nr
            if regel.is_blank:
                self.rijen[ref] = name, regel.cells
                spare.append(plek)
            else:
                self._row(ref, name, regel.cells)
                filled.append(plek)
        self.afspraken[fiche.fiche_id] = tuple(filled)
        self.reserve[fiche.fiche_id] = tuple(spare)

    def _with_ids(self, fiche: Fiche) -> Iterator[tuple[Regel, str, bool]]:
        """Each row with its id: a row without one, or with the id of another row, gets the next free one."""
        by_nr = self.known_nrs.get(fiche.fiche_id, {})
        named = self._realigned(fiche, with_ids(fiche, by_nr), by_nr)
        used = {rij for _, rij, _ in named if rij}
        if len(used) == len(named):  # each row has an id of its own: nothing to choose
            yield from ((regel, str(rij), bron is Bron.SLEUTEL) for regel, rij, bron in named)
            return
        owners: dict[str, Regel] = {}
        for regel, rij, _ in sorted(named, key=lambda row: row.regel.is_blank):
            owners.setdefault(rij or "", regel)  # of two rows with one id the first one with values keeps it
        for regel, rij, bron in named:
            if rij and owners[rij] is regel:
                yield regel, rij, bron is Bron.SLEUTEL
            elif not regel.is_blank:
                if rij:
                    self._tell("XA-L184", fiche.blad, regel.row, rij=rij)
                new = _next_id(fiche.fiche_id, used)
                used.add(new)
                yield regel, new, False

    def _realigned(self, fiche: Fiche, named: list[Benoemd], by_nr: Mapping[str, str]) -> list[Benoemd]:
        """Follow the visible numbers when somebody sorted the columns without the hidden row ids."""
        ids = [rij for _, rij, _ in named]
        id_of_number = ids_by_number(fiche)
        wanted = [by_nr.get(r.nr) or id_of_number(r.nr) or rij for r, rij, _ in named]
        known = {rij for rij in ids if rij}
        if wanted == ids or None in ids or len(known) != len(ids) or set(wanted) != known:
            return named
        self._tell("XA-L185", fiche.blad, named[0].regel.row)
        return [Benoemd(r, rij, Bron.NUMMER) for (r, _, _), rij in zip(named, wanted, strict=True)]

    # --- other sheets

    def _monitoring(self, tabel: TabelBlad) -> None:
        cols = tabel.gevonden.cols
        own = {field.key: cols[field.key] for field in self.fields.of(Tabel.MONITORING) if field.key in cols}
        rows = [*monitoring_rows(self.werkboek, tabel)]
        often = Counter(rij.fiche_id for rij in rows)
        for rij in rows:
            cells = tabel.blad.row_cells(rij.row, own)
            ref = RowRef(rij.fiche_id, Tabel.MONITORING.value, "")
            if ref in self.cells or not rij.fiche_id:
                if any(cell.value is not None for cell in cells.values()):
                    self._tell("XA-L187", tabel.blad, rij.row)
                continue
            self._row(ref, tabel.blad.name, cells)
            if rij.nummer:
                self.nrs[ref] = rij.nummer
        if any(rij.verschoven and often[rij.fiche_id] == 1 for rij in rows):
            self._tell("XA-L185", tabel.blad, tabel.gevonden.first)
        gone = [f.nummer for f in self.werkboek.fiches if f.origineel and f.fiche_id not in often]
        if gone:
            self._tell("XA-L196", tabel.blad, tabel.gevonden.first, projecten=", ".join(gone))

    def _hoofddocument(self, blad: Blad) -> None:
        """The fields of the Hoofddocument: a key beside the answer, or the label on the row above it."""
        ref = RowRef("", Tabel.HOOFDDOCUMENT.value, "")
        found: dict[str, Cell] = {}
        for field in self.fields.of(Tabel.HOOFDDOCUMENT):
            labels = blad.find(field.label)
            keyed = [row for (row, _), key in blad.keys.get("veld", {}).items() if key == field.key]
            col = labels[0][1] if labels else 0
            if keyed or labels:
                found[field.key] = blad.cell(keyed[0] if keyed else labels[0][0] + 1, col)
        if found and ref not in self.cells:
            self._row(ref, blad.name, found)

    def _tell(self, code: str, blad: Blad, row: int, **details: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=Severity.WAARSCHUWING,
                file=self.werkboek.file,
                sheet=blad.name,
                cell=address(row, 0),
                details=details,
            )
        )


def _next_id(fiche_id: str, used: set[str]) -> str:
    return next(rij for n in range(1, 100_000) if (rij := f"{fiche_id}/a{n:02d}") not in used)


def _texts(bladen: Iterable[Blad]) -> Iterator[str]:
    yield from (text for blad in bladen for text in blad.cells.values() if isinstance(text, str))


def _captions(werkboek: Werkboek) -> frozenset[str]:
    """What its labels and headers say, in the form in which they are compared."""
    found: set[str] = set()
    places = [(tabel.blad, tabel.gevonden) for group in werkboek.tabellen.values() for tabel in group]
    for fiche in werkboek.fiches:
        found.update(fiche.blad.text(*place) for place in fiche.vondst.labels.values())
        places += [(fiche.blad, fiche.vondst.tabel)] if fiche.vondst.tabel else []
    for blad, gevonden in places:
        found.update(blad.text(gevonden.head, col) for col in gevonden.cols.values())
    return frozenset(map(form, found))


def _missing(werkboek: Werkboek, bladen: Mapping[str, str]) -> Iterator[Finding]:
    """The fiches that the manifest names and of which no sheet is there."""
    for fiche_id, name in werkboek.manifest.bladen.items():
        if fiche_id not in bladen:
            yield Finding(
                code="XA-L180",
                severity=Severity.FOUT,
                file=werkboek.file,
                details={"fiche": fiche_id, "blad": name},
            )
