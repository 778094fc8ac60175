"""Our own workbook, as it comes back: which sheet is which fiche or table, and who the workbook is.

Nothing here depends on the names, the order or the hidden state of sheets, on positions, or on the file
name. A fiche is found by its key cells, or by its labels and its number; a table by its column keys or
its headers. The name of a sheet is looked at in one case only: to tell an issued sheet from its copy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from actielijst_xl.model.antwoord import SOORT as ANTWOORD
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.vocab import project_key
from actielijst_xl.reading.grid import Grid
from actielijst_xl.reading.versies import (
    HUIDIG,
    Versie,
    fields_of,
    in_todays_words,
    todays_head,
    version_of,
)
from actielijst_xl.reading.werkboek_blad import Blad, make_blad, most_common
from actielijst_xl.reading.werkboek_fiche import FicheBlad, fiches_apart, read_fiche
from actielijst_xl.reading.werkboek_identiteit import (
    Identiteit,
    Manifest,
    identify,
    is_manifest,
    read_manifest,
    read_properties,
)
from actielijst_xl.reading.werkboek_tabel import Gevonden, TabelVorm, find_table, table_forms

SJABLOON = "sjabloon"
"""Fiche id of the very hidden blank fiche that masters had at first; nothing uses it any more."""

_LEAST_SHARE = 0.5
_BOEKEN = ("conflicten", "uitgiftes", "logboek")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """A fiche of the workbook.

    Attributes:
        fiche_id: Its id.
        vondst: What stands on its sheet.
        origineel: The sheet is the issued one, not a copy of it, as far as can be seen.
    """

    fiche_id: str
    vondst: FicheBlad
    origineel: bool = True

    @property
    def blad(self) -> Blad:
        """Its sheet."""
        return self.vondst.blad

    @property
    def nummer(self) -> str:
        """The project number as people see it; the id when nobody can see one."""
        return self.vondst.nummer or self.fiche_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TabelBlad:
    """A sheet with one of the tables that are no part of a fiche."""

    blad: Blad
    gevonden: Gevonden
    origineel: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkboek:
    """A workbook of ours.

    Attributes:
        file: Name of the file.
        fiches: The fiches, in the order of the sheets; copies too.
        sjablonen: Sheets of the blank fiche.
        tabellen: The sheets per table (`monitoring`, `overzicht`, `conflicten`, ...); the issued one first.
        overig: All other sheets, the manifest left out.
        manifest: What the hidden sheet says.
        identiteit: Who the workbook is.
        nummers: Fiche id per project number, in the form in which numbers are compared.
        versie: The version of its layout.
        fields: The table of fields as that version has it.
        findings: Layers that disagree, copies, parts that were sorted apart; and what the grid had to say.
    """

    file: str
    fiches: tuple[Fiche, ...]
    sjablonen: tuple[Fiche, ...]
    tabellen: Mapping[str, tuple[TabelBlad, ...]]
    overig: tuple[Blad, ...]
    manifest: Manifest
    identiteit: Identiteit
    nummers: Mapping[str, str]
    versie: Versie
    fields: Fields
    findings: tuple[Finding, ...]

    @property
    def is_ours(self) -> bool:
        """Whether there is anything by which a workbook of ours is known."""
        return bool(
            self.fiches or self.manifest.kop or self.identiteit.actielijst or self.identiteit.uitgifte
        )


def read_werkboek(grid: Grid, *, fields: Fields, data: bytes = b"") -> Werkboek:
    """Find out what every sheet of a workbook is.

    Args:
        grid: The workbook, as read.
        fields: The table of fields.
        data: The bytes of the file, for its document properties; b"" when they are not at hand.

    Raises:
        InputError: XA-S090 it was made with a version of the layout that this program does not know.
    """
    bladen = [part for sheet in grid.sheets for part in fiches_apart(make_blad(sheet))]
    manifest, properties = read_manifest(bladen), read_properties(data, grid.eigenschappen)
    versie = version_of(bladen, manifest.kop, properties, fields, grid.file)
    if versie is not HUIDIG:
        bladen = [in_todays_words(blad, versie) for blad in bladen]
        manifest = replace(manifest, kop=todays_head(manifest.kop, versie))
        fields = fields_of(versie, fields)
    forms = table_forms(fields, versie)
    vondsten: list[FicheBlad] = []
    tabellen: dict[str, list[TabelBlad]] = {}
    overig: list[Blad] = []
    for blad in bladen:
        if is_manifest(blad):
            continue
        if ANTWOORD in blad.keys:  # what we wrote back to a party names fields too
            overig.append(blad)
            continue
        keyed = "fiche" in blad.keys  # no book then, and hardly ever another table
        tables = [] if keyed else _tables(blad, forms)
        vondst = None if _is_book(tables) else read_fiche(blad, fields, forms["afspraak"])
        if vondst:
            vondsten.append(vondst)
        elif gevonden := _best_table(_tables(blad, forms) if keyed else tables):
            tabellen.setdefault(gevonden.vorm.naam, []).append(TabelBlad(blad=blad, gevonden=gevonden))
        else:
            overig.append(blad)
    nummers = _numbers(manifest, vondsten)
    named = [_named(vondst, nummers, grid.file) for vondst in vondsten]
    fiches = [fiche for fiche, _ in named if fiche.fiche_id != SJABLOON]
    identiteit, told = identify([fiche.blad for fiche in fiches], overig, manifest, properties, grid.file)
    originals, copies = _originals(fiches, manifest, grid.file)
    return Werkboek(
        file=grid.file,
        fiches=originals,
        sjablonen=tuple(fiche for fiche, _ in named if fiche.fiche_id == SJABLOON),
        tabellen={naam: _first_is_original(naam, group) for naam, group in tabellen.items()},
        overig=tuple(overig),
        manifest=manifest,
        identiteit=identiteit,
        nummers=nummers,
        versie=versie,
        fields=fields,
        findings=(
            *grid.findings,
            *_older(versie, identiteit, grid.file),
            *told,
            *(f for _, found in named for f in found),
            *copies,
        ),
    )


def _tables(blad: Blad, forms: Mapping[str, TabelVorm]) -> list[Gevonden]:
    """The tables that may stand on a sheet, other than that of afspraken."""
    wanted = (vorm for naam, vorm in forms.items() if naam != "afspraak")
    return [gevonden for vorm in wanted if (gevonden := find_table(blad, vorm))]


def _is_book(tables: Iterable[Gevonden]) -> bool:
    """Whether a sheet is one of our books: its rows name fields, so that it may look like a fiche."""
    return any(found.share == 1 and found.vorm.naam in _BOEKEN for found in tables)


def _older(versie: Versie, identiteit: Identiteit, file: str) -> Iterator[Finding]:
    if versie is not HUIDIG:
        code = "XA-S096" if identiteit.uitgifte else "XA-S097"
        yield Finding(code=code, severity=Severity.MELDING, file=file, details={"versie": versie.naam})


def _best_table(tables: Iterable[Gevonden]) -> Gevonden | None:
    """The table of which most columns are on a sheet."""
    best = max(tables, key=lambda gevonden: gevonden.share, default=None)
    return best if best and best.share >= _LEAST_SHARE else None


def _numbers(manifest: Manifest, vondsten: Sequence[FicheBlad]) -> dict[str, str]:
    """Fiche id per project number: by the manifest, else by the fiches; a number of two is left out."""
    pairs = [(nummer, fiche_id) for fiche_id, nummer in manifest.nummers.items()]
    pairs = pairs or [(vondst.nummer, _keyed(vondst) or _slug(vondst.nummer)) for vondst in vondsten]
    found: dict[str, set[str]] = {}
    for nummer, fiche_id in pairs:
        if nummer:
            found.setdefault(project_key(nummer), set()).add(fiche_id)
    return {nummer: next(iter(ids)) for nummer, ids in found.items() if len(ids) == 1}


def _named(vondst: FicheBlad, nummers: Mapping[str, str], file: str) -> tuple[Fiche, list[Finding]]:
    """Give a fiche its id: by its key cell, its row ids, or its visible number."""
    shown = nummers.get(project_key(vondst.nummer), "")
    keyed = _keyed(vondst)
    if len(vondst.said) > 1 and shown in vondst.said:
        keyed = shown
    fiche_id = keyed or shown or _slug(vondst.nummer)
    findings = []
    if keyed and shown and keyed != shown:
        # What people saw counts when fiche and table show the same number: it was pasted over another one.
        if project_key(vondst.nummer_in_tabel) == project_key(vondst.nummer):
            fiche_id = shown
        details = {"sleutel": keyed, "nummer": vondst.nummer, "gekozen": fiche_id}
        findings.append(_found("XA-L177", file, vondst.blad.name, **details))
    for row, col in vondst.moved[:1]:
        findings.append(_found("XA-L178", file, vondst.blad.name, label=vondst.blad.text(row, col)))
    if vondst.tabel:
        for col in vondst.tabel.moved[:1]:
            kop = vondst.blad.text(vondst.tabel.head, col)
            findings.append(_found("XA-L178", file, vondst.blad.name, label=kop))
    return Fiche(fiche_id=fiche_id, vondst=vondst), findings


def _keyed(vondst: FicheBlad) -> str:
    """The id in the key cells of a fiche, else in its row ids."""
    if vondst.said:
        return vondst.said[0]
    return most_common(prefix for r in vondst.regels if (prefix := r.rij.rpartition("/")[0]))


def _slug(nummer: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", project_key(nummer)).strip("-") or "project"


def _originals(
    fiches: Sequence[Fiche], manifest: Manifest, file: str
) -> tuple[tuple[Fiche, ...], list[Finding]]:
    """Tell issued sheets from copies: by the name in the manifest, else the first one is the issued one."""
    groups: dict[str, list[Fiche]] = {}
    for fiche in fiches:
        groups.setdefault(fiche.fiche_id, []).append(fiche)
    winners: dict[str, Fiche] = {}
    for fiche_id, group in groups.items():
        name = manifest.bladen.get(fiche_id, "")
        winners[fiche_id] = next((f for f in group if f.blad.name == name), group[0])
    told = [fiche for fiche in fiches if winners[fiche.fiche_id] is not fiche]
    findings = [
        _found("XA-L176", file, f.blad.name, fiche=f.nummer, origineel=winners[f.fiche_id].blad.name)
        for f in told
    ]
    marked = (Fiche(fiche_id=f.fiche_id, vondst=f.vondst, origineel=winners[f.fiche_id] is f) for f in fiches)
    return tuple(marked), findings


def _first_is_original(naam: str, group: Sequence[TabelBlad]) -> tuple[TabelBlad, ...]:
    """The issued sheet of a table first: the one with its own name, else the first one."""
    ordered = sorted(group, key=lambda tabel: tabel.blad.name.casefold() != naam)
    return tuple(
        TabelBlad(blad=tabel.blad, gevonden=tabel.gevonden, origineel=at == 0)
        for at, tabel in enumerate(ordered)
    )


def _found(code: str, file: str, sheet: str, **details: str) -> Finding:
    return Finding(code=code, severity=Severity.WAARSCHUWING, file=file, sheet=sheet, details=details)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringRij:
    """One row of the monitoringslijst.

    Attributes:
        row: Row on the sheet.
        fiche_id: The project that it is about; "" when nothing says so.
        nummer: The visible number.
        verschoven: Its row id names another project than its visible number.
    """

    row: int
    fiche_id: str
    nummer: str
    verschoven: bool = False


def monitoring_rows(werkboek: Werkboek, tabel: TabelBlad) -> Iterator[MonitoringRij]:
    """Every row of Monitoring or Overzicht; the visible number tells the project, else the row id does."""
    cols, blad = tabel.gevonden.cols, tabel.blad
    for row in tabel.gevonden.row_numbers(blad):
        nummer = blad.text(row, cols["project_id"]) if "project_id" in cols else ""
        keyed = blad.text(row, cols["rij_id"]) if "rij_id" in cols else ""
        keyed = keyed.rpartition("/")[0] or keyed
        shown = werkboek.nummers.get(project_key(nummer), "") if nummer else ""
        yield MonitoringRij(
            row=row,
            fiche_id=shown or keyed,
            nummer=nummer,
            verschoven=bool(shown and keyed and shown != keyed),
        )
