"""A returned workbook as rows of fields: what a party filled in, wherever it stands by now."""

import copyreg
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from itertools import chain, islice

from actielijst_xl.errors import InputError
from actielijst_xl.model.address import parse_address
from actielijst_xl.model.decisions import Cell, Key, LooseText, Retour, RetourRow, RowRef, Rows
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.geheugen import no_search_for_cycles
from actielijst_xl.reading.grid import Grid
from actielijst_xl.reading.retour_bundel import bundled
from actielijst_xl.reading.werkboek import Fiche, TabelBlad, Werkboek, monitoring_rows, read_werkboek
from actielijst_xl.reading.werkboek_blad import form
from actielijst_xl.reading.werkboek_identiteit import Identiteit
from actielijst_xl.reading.werkboek_los import loose, loose_texts
from actielijst_xl.reading.werkboek_rijen import Benoemd, Bron, rows_by_number, with_ids

MOST_LOOSE = 1_000
"""Loose texts that are kept of one return; of the rest only the number is told."""

copyreg.pickle(Retour, bundled)  # a return that was read in another process comes back at a third of the cost

Nrs = Mapping[str, Mapping[RowRef, str]]
"""Per uitgifte the visible number of each row, as in the province's register (`Uitgifte.nrs`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gelezen:
    """A return with everything that reading it brought up.

    Attributes:
        retour: The return, for the merge.
        findings: How it was read: layers of identity that disagree, copies, sorted parts, sheets missing.
        identiteit: Who the workbook is.
        pakket: The packed fallback base that the copy carries; may be empty.
    """

    retour: Retour
    findings: tuple[Finding, ...]
    identiteit: Identiteit
    pakket: tuple[str, ...] = ()


@no_search_for_cycles()
def examine_retour(
    grid: Grid,
    *,
    fields: Fields,
    data: bytes = b"",
    nrs: Nrs | None = None,
    bases: Mapping[str, Rows] | None = None,
    opmerkingen: Iterable[LooseText] = (),
    lijstwaarden: Collection[str] = (),
    actielijst: str = "",
) -> Gelezen:
    """Read a returned workbook, and tell how.

    Args:
        grid: The workbook, as read.
        fields: The table of fields.
        data: The bytes of the file: for its document properties and its digest; may be b"".
        nrs: Visible numbers per uitgifte; finds rows again that lost their id.
        bases: What was issued, per uitgifte; tells what was typed over a formula of ours. Gives no value.
        opmerkingen: Notes of cells (the grid has none, see `reading.opmerkingen`); they are kept as text.
        lijstwaarden: What stood on Keuzelijsten (`Master.lijstwaarden`); without it a value that was
            added right below a list looks like one of ours.
        actielijst: Id of the master; "" for a copy of any master.

    Raises:
        InputError: XA-L170 no actielijst, XA-L171 a master, XA-L172 no uitgifte is to be found, XA-S008 a
            copy of another master, XA-S090 a version of the layout that this program does not know.
    """
    werkboek = read_werkboek(grid, fields=fields, data=data)
    fields = werkboek.fields  # as the version of this copy has them
    _must_be_a_copy(werkboek, actielijst)
    uitgifte = werkboek.identiteit.uitgifte
    rows, findings = _read_rows(werkboek, fields, (nrs or {}).get(uitgifte, {}))
    aside = _values(fiche for fiche in werkboek.fiches if _is_of_another(fiche, werkboek.identiteit))
    known = _forms(frozenset(lijstwaarden))
    typed = loose_texts(werkboek, fields, lijstwaarden=known, basis=(bases or {}).get(uitgifte))
    texts = chain(_about_fields(opmerkingen, rows), aside, typed)
    kept = tuple(islice(texts, MOST_LOOSE))
    if more := sum(1 for _ in texts):
        total = str(len(kept) + more)
        findings.append(_found("XA-L179", grid.file, "", aantal=total, grens=str(MOST_LOOSE)))
    retour = Retour(
        uitgifte=uitgifte,
        recipient=werkboek.identiteit.ontvanger,
        name=grid.file,
        rows=tuple(rows),
        digest=sha256(data).hexdigest() if data else "",
        loose=kept,
    )
    return Gelezen(
        retour=retour,
        findings=(*werkboek.findings, *findings),
        identiteit=werkboek.identiteit,
        pakket=werkboek.manifest.pakket,
    )


def _read_rows(
    werkboek: Werkboek, fields: Fields, numbers: Mapping[RowRef, str]
) -> tuple[list[RetourRow], list[Finding]]:
    """The rows of the fiches and of Monitoring, and how they were found."""
    rows: list[RetourRow] = []
    findings: list[Finding] = []
    # An uitgifte numbers thousands of rows: they are only looked through for a row that lost its id.
    lost = any(r.nr and not r.rij for fiche in werkboek.fiches for r in fiche.vondst.regels)
    by_nr = rows_by_number(numbers) if lost else {}
    for fiche in werkboek.fiches:
        if _is_of_another(fiche, werkboek.identiteit):
            findings.append(_found("XA-L175", werkboek.file, fiche.blad.name, fiche=fiche.nummer))
            continue
        named = with_ids(fiche, by_nr.get(fiche.fiche_id, {}))
        rows += _fiche_rows(fiche, named)
        findings += _row_findings(fiche, named, werkboek.file)
    for tabel in werkboek.tabellen.get("monitoring", ()):
        rows += _monitoring(werkboek, tabel, fields)
        findings += _shifted(werkboek, tabel)
    if not werkboek.identiteit.ontvanger:
        findings.append(_found("XA-L188", werkboek.file, "", uitgifte=werkboek.identiteit.uitgifte))
    return rows, findings


@lru_cache(maxsize=8)  # one master's lists stand beside many returns
def _forms(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(map(form, texts))


def _must_be_a_copy(werkboek: Werkboek, actielijst: str) -> None:
    """Refuse what is no copy, and a copy of another master.

    Numbers of uitgiftes and projects, and names of parties, are the same in many provinces.
    """
    if werkboek.identiteit.uitgifte:
        if actielijst and werkboek.identiteit.actielijst not in {"", actielijst}:
            van = werkboek.manifest.kop.get("provincie", "")
            raise InputError("XA-S008", bestand=werkboek.file, van=f" ({van})" if van else "")
        return
    if not werkboek.is_ours:
        raise InputError("XA-L170", bestand=werkboek.file)
    is_master = werkboek.identiteit.soort == "master" or any(
        naam in werkboek.tabellen for naam in ("conflicten", "uitgiftes", "logboek")
    )
    raise InputError("XA-L171" if is_master else "XA-L172", bestand=werkboek.file)


def _about_fields(opmerkingen: Iterable[LooseText], rows: Iterable[RetourRow]) -> Iterator[LooseText]:
    """The notes, each with the field that its cell holds."""
    notes = tuple(opmerkingen)
    wanted = {(note.sheet, note.address) for note in notes}
    keys = {
        (row.sheet, cell.address): Key(row.fiche, row.tabel, row.rij or "", veld)
        for row in (rows if notes else ())
        for veld, cell in row.cells.items()
        if (row.sheet, cell.address) in wanted
    }
    yield from (replace(note, key=keys.get((note.sheet, note.address))) for note in notes)


def _is_of_another(fiche: Fiche, identiteit: Identiteit) -> bool:
    """Whether a sheet was pasted in from another uitgifte: its values can't be compared with this one."""
    same = {"uitgifte": identiteit.uitgifte, "actielijst": identiteit.actielijst}
    return any((said := fiche.blad.said(part)) and own and own not in said for part, own in same.items())


def _fiche_rows(fiche: Fiche, named: Iterable[Benoemd]) -> Iterator[RetourRow]:
    name = fiche.blad.name
    yield RetourRow(
        fiche=fiche.fiche_id,
        tabel=Tabel.PROJECT.value,
        rij="",
        cells=fiche.vondst.velden,
        sheet=name,
        origineel=fiche.origineel,
    )
    for regel, rij, _ in named:
        if rij is None and regel.is_blank:
            continue
        yield RetourRow(
            fiche=fiche.fiche_id,
            tabel=Tabel.AFSPRAAK.value,
            rij=rij,
            cells=regel.cells,
            nr=regel.nr,
            sheet=name,
            origineel=fiche.origineel,
        )


def _row_findings(fiche: Fiche, named: Iterable[Benoemd], file: str) -> Iterator[Finding]:
    """Rows that were found again without their id, and a second row for one field."""
    sources = {bron for _, _, bron in named}
    for bron in (Bron.NUMMER, Bron.POSITIE):
        if bron in sources:
            yield _found("XA-L181", file, fiche.blad.name, hoe=bron.value)
    if fiche.vondst.twice:
        yield _found("XA-L189", file, fiche.blad.name)


def _monitoring(werkboek: Werkboek, tabel: TabelBlad, fields: Fields) -> Iterator[RetourRow]:
    cols = tabel.gevonden.cols
    own = {field.key: cols[field.key] for field in fields.of(Tabel.MONITORING) if field.key in cols}
    for rij in monitoring_rows(werkboek, tabel):
        if rij.fiche_id:
            yield RetourRow(
                fiche=rij.fiche_id,
                tabel=Tabel.MONITORING.value,
                rij="",
                cells=tabel.blad.row_cells(rij.row, own),
                nr=rij.nummer,
                sheet=tabel.blad.name,
                origineel=tabel.origineel,
            )


def _shifted(werkboek: Werkboek, tabel: TabelBlad) -> Iterator[Finding]:
    if any(rij.verschoven for rij in monitoring_rows(werkboek, tabel)):
        yield _found("XA-L185", werkboek.file, tabel.blad.name)


def _values(fiches: Iterable[Fiche]) -> Iterator[LooseText]:
    """All that stands in the fields of sheets that take no part in the merge."""
    for fiche in fiches:
        cells: list[Cell] = [*fiche.vondst.velden.values()]
        for regel in fiche.vondst.regels:
            cells += regel.cells.values()
        yield from loose(fiche.blad, (parse_address(cell.address) for cell in cells))


def _found(code: str, file: str, sheet: str, **details: str) -> Finding:
    return Finding(code=code, severity=Severity.WAARSCHUWING, file=file, sheet=sheet, details=details)
