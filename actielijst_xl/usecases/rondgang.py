"""The round trip: hand the actielijst out per party, and merge what comes back."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from actielijst_xl.errors import ActielijstError, InputError, UsageError
from actielijst_xl.merging import apply as merging
from actielijst_xl.merging.memory import from_json, to_json
from actielijst_xl.merging.result import Ledger, MergeResult
from actielijst_xl.merging.rules import Rules, rules_for
from actielijst_xl.model.actielijst import Actielijst
from actielijst_xl.model.canon import Value
from actielijst_xl.model.chunks import DamagedError, pack, unpack
from actielijst_xl.model.decisions import Cells, Retour, RowRef, Rows, Scope, State, Uitgifte, Unreadable
from actielijst_xl.model.field import Rol
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.partijen import Partij, partijen
from actielijst_xl.model.settings import Settings
from actielijst_xl.model.stand import to_actielijst
from actielijst_xl.package.edits import Edit, SetCore
from actielijst_xl.package.patch import formulas, patch
from actielijst_xl.reading.gate import scan
from actielijst_xl.reading.grid import Grid, read_grid
from actielijst_xl.reading.master import Master, read_master
from actielijst_xl.reading.master_overig import read_overige
from actielijst_xl.reading.retour import examine_retour
from actielijst_xl.templates import data_folder, load_toml, load_vocabulary
from actielijst_xl.usecases import boeken, terugschrijven
from actielijst_xl.usecases.acceptatie import acceptor
from actielijst_xl.usecases.lijst import read_logo
from actielijst_xl.writing.fiche import fiche_sheet
from actielijst_xl.writing.hoofddocument import hoofddocument_sheet
from actielijst_xl.writing.kader import SJABLOON_VERSIE, Kader, drop_downs
from actielijst_xl.writing.monitoringlijst import monitoring_sheet
from actielijst_xl.writing.overzicht import overzicht_sheet
from actielijst_xl.writing.plan import Sheet
from actielijst_xl.writing.uitgifte import write_copy

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgegeven:
    """The outcome of issue.

    Attributes:
        uitgifte: Id of the uitgifte.
        master: The master with the uitgifte recorded in it.
        bestanden: File name -> workbook, one per party.
        partijen: The parties, in the order of the files.
        findings: What reading the master brought up.
    """

    uitgifte: str
    master: bytes
    bestanden: Mapping[str, bytes]
    partijen: tuple[Partij, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verslag:
    """What became of one file that was offered.

    Attributes:
        naam: Name of the file.
        fout: Why it was not read at all, or None.
        ledger: What became of its edits, or None when it brought nothing new.
        eerder: Number on record of the return that it is a copy of, or None.
    """

    naam: str
    fout: ActielijstError | None = None
    ledger: Ledger | None = None
    eerder: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Samengevoegd:
    """The outcome of a merge.

    Attributes:
        master: The master with the changes in it; the same bytes when nothing changed.
        verslagen: One per file, in the order offered.
        conflicten: Number of open conflicts.
        result: Everything that the merge decided.
        findings: What people should know.
    """

    master: bytes
    verslagen: tuple[Verslag, ...]
    conflicten: int
    result: MergeResult
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A master that was read."""

    data: bytes
    grid: Grid
    master: Master
    state: State
    rules: Rules
    settings: Settings

    def rows(self) -> Rows:
        """What the master shows now; a cell that can't be read counts as it was last written."""
        return _readable(self.master.cells)

    def actielijst(self, rows: Rows, nrs: Mapping[RowRef, str] | None = None) -> Actielijst:
        """The actielijst that these rows make."""
        return to_actielijst(
            rows,
            kop=self.master.manifest,
            bladen=self.master.bladen,
            nrs=nrs or self.master.nrs,
            overige=read_overige(self.grid, self.master.bladen),
            zonder_locatie=dict(_zonder_locatie(self.master)),
            mail=self.settings.text("provincie", "mail"),
        )

    def kader(self, lijst: Actielijst) -> Kader:
        """The frame for sheets of this master."""
        vocab = load_vocabulary()
        return Kader(
            actielijst=lijst,
            fields=self.settings.fields,
            vocab=vocab,
            lijsten=drop_downs(lijst, vocab, self.settings.keuzelijsten),
            huis=self.settings.huisstijl,
            teksten=load_toml(data_folder("workbook_templates") / "leeswijzer.toml"),
            reserve=self.settings.number("werkboek", "reserveregels"),
            actielijst_id=self.master.actielijst,
        )

    def names(self) -> boeken.Names:
        """How rows and fields are called on the sheets."""
        return boeken.Names(self.settings.fields, self.master.bladen, self.master.nrs)


def _open(data: bytes, name: str, settings: Settings) -> _Open:
    grid = read_grid(data, name)
    master = read_master(grid, fields=settings.fields, data=data)
    state = _state(master, name)
    nrs = {ref: nr for event in state.events if isinstance(event, Uitgifte) for ref, nr in event.nrs.items()}
    if nrs:
        master = read_master(grid, fields=settings.fields, data=data, nrs=nrs)
    rules = rules_for(settings.fields.all, acceptor(settings.fields))
    return _Open(data=data, grid=grid, master=master, state=state, rules=rules, settings=settings)


def _state(master: Master, name: str) -> State:
    """Read what the master remembers; a master that was never issued starts with what it shows.

    Raises:
        InputError: XA-S050 the administration is damaged.
    """
    if not master.pakket:
        return merging.start(_readable(master.cells))
    try:
        return from_json(json.loads(unpack(master.pakket)))
    except (DamagedError, json.JSONDecodeError) as error:
        raise InputError("XA-S050", bestand=name) from error


def _readable(cells: Cells) -> dict[RowRef, dict[str, Value]]:
    return {
        ref: {veld: None if isinstance(value, Unreadable) else value for veld, value in row.items()}
        for ref, row in cells.items()
    }


def _zonder_locatie(master: Master) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Projects without a fiche, as the Overzicht shows them."""
    overzicht = master.tabellen.get("overzicht")
    for row in overzicht.rijen if overzicht else ():
        rij_id = str(row["rij_id"].value) if "rij_id" in row else ""
        fiche_id = rij_id.removesuffix("/o")
        if rij_id.endswith("/o") and fiche_id not in master.bladen:
            values = {key: cell.value for key, cell in row.items() if not isinstance(cell.value, Unreadable)}
            yield fiche_id, {k: v for k, v in values.items() if k in _FROM_OVERZICHT}


_FROM_OVERZICHT = frozenset(("project_id", "projectnaam", "netbeheerder", "type_infra", "projectfase", "ibn"))


def issue(
    data: bytes,
    name: str,
    *,
    settings: Settings,
    per: Iterable[Rol],
    moment: datetime,
    deadline: date | None = None,
    alleen: Sequence[str] = (),
    progress: Progress | None = None,
) -> Uitgegeven:
    """Hand the actielijst out: a workbook per party, and the uitgifte recorded in the master.

    Args:
        data: The master.
        name: Its file name.
        settings: The province's settings.
        per: The roles that get a workbook.
        moment: The moment of the run, for Uitgiftes; it decides nothing.
        deadline: Last day to send it back.
        alleen: Names of the only parties that get one; all when empty.
        progress: Called with (files made, files in all).

    Raises:
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
        UsageError: XA-S051 there is nobody to hand it out to, XA-S052 a name in `alleen` is no party.
    """
    opened = _open(data, name, settings)
    shown = opened.actielijst(opened.rows())
    parties = _chosen(partijen(shown, load_vocabulary(), per=frozenset(per)), alleen)
    uitgifte = _next_id(opened.state, shown.uitgave)
    result = merging.issue(
        opened.state,
        opened.master.cells,
        uitgifte,
        {p.naam: Scope(fiches=frozenset(p.fiches), velden=p.velden(settings.fields)) for p in parties},
        opened.rules,
        nrs=opened.master.nrs,
        template_version=SJABLOON_VERSIE,
        deadline=f"{deadline:%d-%m-%Y}" if deadline else "",
        time=f"{moment:%d-%m-%Y %H:%M}",
    )
    base = next(e for e in reversed(result.state.events) if isinstance(e, Uitgifte) and e.id == uitgifte)
    kader = opened.kader(opened.actielijst(base.base))
    files = _file_names(parties, shown.uitgave)
    copies: dict[str, bytes] = {}
    for number, partij in enumerate(parties, 1):
        copies[files[partij.naam]] = write_copy(
            kader,
            partij,
            uitgifte=uitgifte,
            deadline=deadline,
            basis=pack(_basis(base, partij)),
            logo=read_logo(settings),
        )
        if progress:
            progress(number, len(parties))
    rows = boeken.uitgifte_rows(
        uitgifte, parties, opened.names(), day=moment.date(), deadline=deadline, files=files
    )
    edits = [
        *_common_edits(opened, result, moment),
        *terugschrijven.append_edits(opened.master.tabellen["uitgiftes"], rows),
    ]
    return Uitgegeven(
        uitgifte=uitgifte,
        master=patch(data, edits),
        bestanden=copies,
        partijen=parties,
        findings=(*opened.master.findings, *result.findings),
    )


def _chosen(found: tuple[Partij, ...], alleen: Sequence[str]) -> tuple[Partij, ...]:
    names = {partij.naam.casefold(): partij for partij in found}
    for naam in alleen:
        if naam.casefold() not in names:
            raise UsageError("XA-S052", partij=naam, partijen=", ".join(p.naam for p in found))
    chosen = tuple(names[naam.casefold()] for naam in alleen) if alleen else found
    if not chosen:
        raise UsageError("XA-S051")
    return chosen


def _next_id(state: State, uitgave: str) -> str:
    used = {event.id for event in state.events if isinstance(event, Uitgifte)}
    return next(new for n in range(1, len(used) + 2) if (new := f"{uitgave}-{n}") not in used)


def _file_names(parties: Iterable[Partij], uitgave: str) -> dict[str, str]:
    """A file name per party: `actielijst-2026-11-gemeente-lelystad.xlsx`; two parties never share one."""
    names: dict[str, str] = {}
    for partij in parties:
        stem = f"actielijst-{uitgave}-{partij.bestandsnaam}"
        taken = set(names.values())
        options = (f"{stem}{'' if n == 1 else f'-{n}'}.xlsx" for n in range(1, len(taken) + 2))
        names[partij.naam] = next(option for option in options if option not in taken)
    return names


def _basis(uitgifte: Uitgifte, partij: Partij) -> str:
    """The values that a party was given, as its copy carries them: a fallback that never outranks ours."""
    rows = {ref: row for ref, row in uitgifte.base.items() if ref.fiche in partij.fiches}
    part = Uitgifte(id=uitgifte.id, base=rows, scopes={partij.naam: uitgifte.scopes[partij.naam]})
    return json.dumps(to_json(State(events=(part,))), ensure_ascii=False)


def merge(
    data: bytes,
    name: str,
    retouren: Sequence[tuple[str, bytes]],
    *,
    settings: Settings,
    moment: datetime,
) -> Samengevoegd:
    """Merge returns into the master; nothing is written to disk.

    Args:
        data: The master.
        name: Its file name.
        retouren: (file name, bytes) of each return, in order of intake.
        settings: The province's settings.
        moment: The moment of the run, for Logboek and Conflicten; it decides nothing.

    Raises:
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened = _open(data, name, settings)
    read: list[Retour] = []
    findings: list[Finding] = list(opened.master.findings)
    fouten: dict[int, ActielijstError] = {}
    for at, (file, content) in enumerate(retouren):
        try:
            retour, told = _read_retour(file, content, opened)
        except ActielijstError as error:
            fouten[at] = error
        else:
            read.append(retour)
            findings += told
    result = merging.merge(
        opened.state,
        opened.master.cells,
        read,
        opened.rules,
        besluiten=opened.master.besluiten,
        time=f"{moment:%d-%m-%Y %H:%M}",
    )
    edits = [*_common_edits(opened, result, moment), *_came_back(opened.master, result, moment)]
    return Samengevoegd(
        master=patch(data, edits) if _changes_something(opened, result) else data,
        verslagen=tuple(_reports(retouren, fouten, result)),
        conflicten=len(result.conflicts),
        result=result,
        findings=(*findings, *result.findings),
    )


def _read_retour(file: str, content: bytes, opened: _Open) -> tuple[Retour, tuple[Finding, ...]]:
    scan(content, file)
    nrs = {e.id: e.nrs for e in opened.state.events if isinstance(e, Uitgifte)}
    found = examine_retour(read_grid(content, file), fields=opened.settings.fields, data=content, nrs=nrs)
    return found.retour, found.findings


def _reports(
    retouren: Sequence[tuple[str, bytes]], fouten: Mapping[int, ActielijstError], result: MergeResult
) -> Iterator[Verslag]:
    new = iter(ledger for ledger in result.ledgers if ledger.new)
    offered = 0
    for at, (file, _) in enumerate(retouren):
        if at in fouten:
            yield Verslag(naam=file, fout=fouten[at])
            continue
        if offered in result.copies:
            yield Verslag(naam=file, eerder=result.copies[offered])
        else:
            yield Verslag(naam=file, ledger=next(new))
        offered += 1


def _changes_something(opened: _Open, result: MergeResult) -> bool:
    return bool(result.state != opened.state or result.writes or result.log)


def _common_edits(opened: _Open, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Everything that a run writes: values, formulas, Conflicten, Logboek, the administration."""
    master = opened.master
    yield from terugschrijven.value_edits(master, result)
    yield from _formulas(opened, result)
    yield from _conflicten(opened, result, moment)
    log = boeken.log_rows(result.log, opened.names(), moment)
    yield from terugschrijven.append_edits(master.tabellen["logboek"], log)
    text = json.dumps(to_json(result.state), ensure_ascii=False)
    yield terugschrijven.administration_edit(master, opened.grid, text)
    yield SetCore(modified=moment, last_modified_by="xl-actielijst")


def _conflicten(opened: _Open, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Let Conflicten hold the open conflicts; a row that is there already keeps its number and dates."""
    tabel = opened.master.tabellen["conflicten"]
    present = {str(row["sleutel"].value): row for row in tabel.rijen if "sleutel" in row}
    numbers = [int(n) for row in present.values() if (n := str(row["nr"].value)[1:]).isdigit()]
    free = max(numbers, default=0)
    rows: list[boeken.BookRow] = []
    for conflict in result.conflicts:
        if conflict.id in present:
            kept = {
                k: c.value for k, c in present[conflict.id].items() if not isinstance(c.value, Unreadable)
            }
            rows.append({**boeken.conflict_row(conflict, 0, opened.names(), moment), **kept})
        else:
            free += 1
            rows.append(boeken.conflict_row(conflict, free, opened.names(), moment))
    yield from terugschrijven.replace_edits(tabel, rows)


def _came_back(master: Master, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Note on Uitgiftes which file came back from whom."""
    tabel = master.tabellen["uitgiftes"]
    latest = {
        f"{led.intake.uitgifte}|{led.intake.recipient}": led.intake for led in result.ledgers if led.new
    }
    rows = []
    for row in tabel.rijen:
        now = {key: cell.value for key, cell in row.items() if not isinstance(cell.value, Unreadable)}
        intake = latest.get(str(now.get("sleutel")))
        if intake:
            now |= {"terug": moment.date(), "retour": intake.name}
        rows.append(now)
    yield from terugschrijven.replace_edits(tabel, rows)


def _formulas(opened: _Open, result: MergeResult) -> Iterator[Edit]:
    """Renew the values of our formulas on the sheets that the changes reach."""
    if not result.writes:
        return
    rows = opened.rows()
    changed: dict[RowRef, dict[str, Value]] = {ref: dict(row) for ref, row in rows.items()}
    for key, value in result.writes.items():
        changed.setdefault(key.row, {})[key.veld] = value
    touched = {key.fiche for key in result.writes}
    before = list(_live_sheets(opened.kader(opened.actielijst(rows)), touched))
    after = list(_live_sheets(opened.kader(opened.actielijst(changed)), touched))
    present = formulas(opened.data, [sheet.name for sheet in before])
    yield from terugschrijven.formula_edits(before, after, present)


def _live_sheets(kader: Kader, touched: set[str]) -> Iterator[Sheet]:
    """The sheets whose formulas follow the fields of these fiches."""
    own = replace(kader, actielijst_id=kader.id_van_actielijst)
    yield overzicht_sheet(own)
    yield hoofddocument_sheet(own)
    yield monitoring_sheet(own)
    yield from (fiche_sheet(own, fiche) for fiche in own.actielijst.fiches if fiche.fiche_id in touched)
