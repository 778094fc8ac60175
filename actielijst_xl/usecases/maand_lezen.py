"""Masters read for the monthly extract: one or many, here or in other processes."""

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from actielijst_xl.errors import InputError
from actielijst_xl.merging.master import see
from actielijst_xl.model.actielijst import Actielijst, Fiche
from actielijst_xl.model.canon import Value as Raw
from actielijst_xl.model.decisions import RowRef, Rows, Uitgifte
from actielijst_xl.model.document import Value, display
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.maand import Maand
from actielijst_xl.model.settings import Settings
from actielijst_xl.monitoring.anoniem import Namen
from actielijst_xl.monitoring.maand import Peiling, joined, make_maand
from actielijst_xl.monitoring.partijen import Register, RegisterRij, party_rows, sources
from actielijst_xl.templates import data_folder, load_toml, load_vocabulary
from actielijst_xl.usecases import boeken, inlezen
from actielijst_xl.usecases.bestanden import Progress, read_source
from actielijst_xl.usecases.open_master import OpenMaster, open_master


@dataclass(frozen=True, slots=True, kw_only=True)
class Gelezen:
    """What was read from one or more masters.

    Attributes:
        maand: The month as it stands, with the names of persons.
        eerste: The first version, with names; None when no master remembers it.
        findings: What reading brought up.
    """

    maand: Maand
    eerste: Maand | None
    findings: tuple[Finding, ...]


def read_months(
    paths: Sequence[Path],
    *,
    settings: Settings,
    maand: str,
    peildatum: date,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Gelezen:
    """Read the masters of a month.

    Args:
        paths: One master per province.
        settings: The settings.
        maand: The month, `2026-11`.
        peildatum: The day that the figures are about.
        executor: Where several masters are read; our own processes when not given. One is read here.
        progress: Called with (masters read, masters in all).

    Raises:
        InputError: XA-M010 two masters are of the same province; or as `open_master`.
    """
    sources_ = [read_source(path) for path in paths]
    names = [name for _, name in sources_]
    work = [(data, name, settings, maand, peildatum) for data, name in sources_]
    pool = executor or inlezen.warmed(settings, len(work)) if len(work) > 1 else None
    found: list[Gelezen] = []
    for gelezen, error in inlezen.run_all(pool, names, read_month, work):
        if error is not None:
            raise error
        assert gelezen is not None
        found.append(gelezen)
        if progress:
            progress(len(found), len(work))
    _refuse_twice(found, names)
    firsts = [g.eerste for g in found if g.eerste]
    return Gelezen(
        maand=joined([g.maand for g in found]),
        eerste=joined(firsts) if firsts else None,
        findings=tuple(finding for g in found for finding in g.findings),
    )


def _refuse_twice(found: Sequence[Gelezen], names: Sequence[str]) -> None:
    seen: set[str] = set()
    for gelezen, name in zip(found, names, strict=True):
        provincie = gelezen.maand.provincie
        if provincie in seen:
            raise InputError("XA-M010", provincie=provincie, bestand=name)
        seen.add(provincie)


def read_month(data: bytes, name: str, settings: Settings, maand: str, peildatum: date) -> Gelezen:
    """Read one master; at the top of the module, so that another process finds it."""
    return month_of(open_master(data, name, settings), maand, peildatum)


def month_of(opened: OpenMaster, maand: str, peildatum: date) -> Gelezen:
    """The month that a master shows, and its first version.

    Args:
        opened: The master.
        maand: The month.
        peildatum: The day that the figures are about.
    """
    rows = see(opened.state, opened.master.cells).rows  # what is gone or can't be read is as it was written
    lijst = _completed(opened.actielijst(rows, compleet=True), opened.state.lijst or {}, known=frozenset())
    peiling = Peiling(provincie=lijst.provincie, maand=maand, peildatum=peildatum, vocab=load_vocabulary())
    register = read_register(opened)
    nu = make_maand(lijst, peiling, actielijst_id=opened.master.actielijst)
    events = opened.state.events
    complete = make_maand(
        lijst,
        peiling,
        actielijst_id=opened.master.actielijst,
        partijen=party_rows(events, register, nu.afspraken, peiling),
        bronnen=sources(
            events,
            register,
            peiling.provincie,
            shown={**_without_fiche(lijst, opened.state.lijst or {}), **rows},
            fields=opened.settings.fields,
        ),
    )
    return Gelezen(maand=complete, eerste=_first(opened, peiling), findings=opened.master.findings)


def _first(opened: OpenMaster, peiling: Peiling) -> Maand | None:
    """The actielijst as it was made; None when the master remembers nothing yet."""
    rounds = [event for event in opened.state.events if isinstance(event, Uitgifte)]
    begin = next((event for event in rounds if not event.lijst), None)
    if not opened.master.pakket or begin is None:
        return None
    given = next((event.base for event in rounds if event.lijst), {})
    lijst = _completed(opened.actielijst(begin.base, compleet=True), given, known=_VAN_DE_LIJST)
    day = lijst.peildatum
    found = make_maand(
        lijst,
        Peiling(provincie=peiling.provincie, maand=f"{day:%Y-%m}", peildatum=day, vocab=peiling.vocab),
        actielijst_id=opened.master.actielijst,
        eerste_versie=True,
    )
    known = {ref.fiche for ref in begin.base if ref.tabel in (Tabel.PROJECT, Tabel.MONITORING)}
    return found.only_projects(known)


_VAN_DE_LIJST = frozenset(("ibn", "type_infra", "netbeheerder", "vervolg"))
"""Fields of a project without a fiche that the Overzicht shows as they are now, not as they were."""


def _completed(lijst: Actielijst, given: Rows, *, known: Collection[str]) -> Actielijst:
    """Give projects without a fiche what the list said of them: the Overzicht has not every field.

    Args:
        lijst: The actielijst.
        given: The list as it was imported.
        known: Fields in which the list goes before the Overzicht.
    """

    def complete(fiche: Fiche) -> Fiche:
        row = given.get(RowRef(fiche.fiche_id, Tabel.PROJECT.value, ""), {})
        values = {veld: Value(raw=raw) for veld, raw in row.items() if raw not in (None, "")}
        first = {veld: value for veld, value in values.items() if veld in known}
        return replace(
            fiche, project=replace(fiche.project, values=values | dict(fiche.project.values) | first)
        )

    return replace(lijst, zonder_locatie=tuple(map(complete, lijst.zonder_locatie)))


def _without_fiche(lijst: Actielijst, given: Rows) -> Rows:
    """What the list says of the projects without a fiche: no sheet has their fields."""
    refs = (RowRef(fiche.fiche_id, Tabel.PROJECT.value, "") for fiche in lijst.zonder_locatie)
    return {ref: given[ref] for ref in refs if ref in given}


def read_register(opened: OpenMaster) -> Register:
    """The rows of the sheet Uitgiftes, by uitgifte and party."""
    tabel = opened.master.tabellen.get("uitgiftes")
    rows = [boeken.as_read(row) for row in tabel.rijen] if tabel else []
    found = [
        RegisterRij(
            uitgifte=_text(row, "uitgifte"),
            partij=_text(row, "partij"),
            rol=_text(row, "rol"),
            datum=_day(row, "datum"),
            deadline=_day(row, "deadline"),
            terug=_day(row, "terug"),
        )
        for row in rows
    ]
    return {(row.uitgifte, row.partij): row for row in found}


def _text(row: Mapping[str, Raw], key: str) -> str:
    return display(row.get(key)).strip()


def _day(row: Mapping[str, Raw], key: str) -> date | None:
    match row.get(key):
        case datetime() as moment:
            return moment.date()
        case date() as day:
            return day
        case _:
            return None


def names_for(settings: Settings) -> Namen:
    """How persons and organisations are told apart, with the organisations that the province named itself."""
    words = load_toml(data_folder("workbook_templates") / "namen.toml")
    lists = {key: tuple(map(str, value)) for key, value in words.items() if isinstance(value, list)}
    texts = {key: str(value) for key, value in words.items() if isinstance(value, str)}
    vocab = load_vocabulary()
    own = (*settings.keuzelijsten.get("organisatie", ()), *vocab.lijsten.get("organisatie", ()))
    return Namen(vocab=vocab, organisaties=own, woorden={**lists, **texts})
