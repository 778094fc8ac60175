"""The round trip: hand the actielijst out per party, and merge what comes back."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime

from actielijst_xl.errors import ActielijstError, UsageError
from actielijst_xl.merging import apply as merging
from actielijst_xl.merging.memory import to_json
from actielijst_xl.merging.result import Ledger, MergeResult
from actielijst_xl.model.actielijst import Actielijst
from actielijst_xl.model.chunks import pack
from actielijst_xl.model.decisions import Retour, Scope, State, Uitgifte
from actielijst_xl.model.field import Rol
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.partijen import Partij, no_naam, partijen
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.patch import patch
from actielijst_xl.reading.geheugen import no_search_for_cycles
from actielijst_xl.templates import load_vocabulary
from actielijst_xl.usecases import boeken, terugschrijven
from actielijst_xl.usecases.bestanden import Progress
from actielijst_xl.usecases.bijwerken import came_back, changes_something, common_edits
from actielijst_xl.usecases.lijst import read_logo
from actielijst_xl.usecases.open_master import open_master
from actielijst_xl.usecases.plaats import fitted
from actielijst_xl.usecases.retouren import open_and_read
from actielijst_xl.usecases.verdelen import helpers
from actielijst_xl.writing.kader import SJABLOON_VERSIE
from actielijst_xl.writing.uitgifte import write_copy


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
class Antwoord:
    """An answer to one party.

    Attributes:
        partij: The party.
        retour: Name of the return.
        bestand: Name of the file for the party.
        data: Its bytes.
        geweigerd: Number of refused cells.
        onleesbaar: Number of cells that could not be read.
        eigen: It is the party's own file; otherwise a list, because the own file can't be marked.
    """

    partij: str
    retour: str
    bestand: str
    data: bytes
    geweigerd: int
    eigen: bool
    onleesbaar: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Samengevoegd:
    """The outcome of a merge.

    Attributes:
        master: The master with the changes in it; the same bytes when nothing changed.
        verslagen: One per file, in the order offered.
        conflicten: Number of open conflicts.
        result: Everything that the merge decided.
        findings: What people should know.
        provincie: Name of the province, as the master says it.
        overige: Header per fiche id and key of an overig gegeven.
        antwoorden: What goes back to parties of which cells were refused, when that was asked for.
    """

    master: bytes
    verslagen: tuple[Verslag, ...]
    conflicten: int
    result: MergeResult
    findings: tuple[Finding, ...]
    provincie: str = ""
    overige: Mapping[tuple[str, str], str] = field(default_factory=dict)
    antwoorden: tuple[Antwoord, ...] = ()


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
    per = frozenset(per)
    opened = open_master(data, name, settings)
    shown = opened.actielijst(opened.rows())
    parties = _chosen(partijen(shown, load_vocabulary(), per=per), alleen)
    uitgifte = _next_id(opened.state, shown.uitgave)
    result = merging.issue(
        opened.state,
        opened.master.cells,
        uitgifte,
        {p.naam: Scope(fiches=frozenset(p.fiches), velden=p.velden(opened.settings.fields)) for p in parties},
        opened.rules,
        nrs=opened.master.nrs,
        template_version=SJABLOON_VERSIE,
        deadline=f"{deadline:%d-%m-%Y}" if deadline else "",
        time=f"{moment:%d-%m-%Y %H:%M}",
    )
    result = fitted(opened, result)
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
        *common_edits(opened, result, moment),
        *terugschrijven.append_edits(opened.master.tabellen["uitgiftes"], rows),
    ]
    return Uitgegeven(
        uitgifte=uitgifte,
        master=patch(data, edits),
        bestanden=copies,
        partijen=parties,
        findings=(
            *opened.master.findings,
            *boeken.named((*result.findings, *_no_parties(shown, per)), opened.names()),
        ),
    )


def _no_parties(shown: Actielijst, per: Collection[Rol]) -> Iterator[Finding]:
    """What stands where a party is named and can't be one, so that nobody misses a file in silence."""
    for fiche, text in no_naam(shown, load_vocabulary(), per=per):
        value = text if len(text) <= 60 else f"{text[:60]}…"
        yield Finding(code="XA-S056", severity=Severity.WAARSCHUWING, value=value, details={"fiche": fiche})


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


@no_search_for_cycles()
def merge(
    data: bytes,
    name: str,
    retouren: Sequence[tuple[str, bytes]],
    *,
    settings: Settings,
    moment: datetime,
    executor: Executor | None = None,
    wachtwoorden: Sequence[str] = (),
) -> Samengevoegd:
    """Merge returns into the master; nothing is written to disk.

    Args:
        data: The master.
        name: Its file name.
        retouren: (file name, bytes) of each return, in order of intake.
        settings: The province's settings.
        moment: The moment of the run, for Logboek and Conflicten; it decides nothing.
        executor: Where returns are read, several at once; `usecases.werkers.Werkers` gives each a time-out
            and a limit on memory. None reads them in this process, without either.
        wachtwoorden: Passwords to try on returns that have one.

    Raises:
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened, outcomes = open_and_read(
        data, name, retouren, settings=settings, executor=executor, wachtwoorden=wachtwoorden
    )
    findings: list[Finding] = list(opened.master.findings)
    fouten: dict[int, ActielijstError] = {}

    def read() -> Iterator[Retour]:  # one by one: while one is placed, later ones are being read
        for at, (found, error) in enumerate(outcomes):
            if error:
                fouten[at] = error
            elif found:
                findings.extend(found[1])
                yield found[0]

    result = merging.merge(
        opened.state,
        opened.master.cells,
        read(),
        opened.rules,
        besluiten=opened.master.besluiten,
        time=f"{moment:%d-%m-%Y %H:%M}",
    )
    result = fitted(opened, result)
    master = data
    if changes_something(opened, result):
        with helpers(settings, sheets=len({key.fiche for key in result.writes})) as elsewhere:
            edits = [*common_edits(opened, result, moment), *came_back(opened.master, result, moment)]
            master = patch(data, edits, elsewhere)
    names = opened.names()
    return Samengevoegd(
        master=master,
        verslagen=tuple(_reports(retouren, fouten, result)),
        conflicten=len(result.conflicts),
        result=result,
        findings=(*findings, *boeken.named(result.findings, names)),
        overige=names.overige,
        provincie=opened.master.manifest.get("provincie", ""),
    )


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
