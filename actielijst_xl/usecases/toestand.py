"""How a round stands, taking a return back, and letting it count again: status, undo and redo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from actielijst_xl.errors import UsageError
from actielijst_xl.merging import apply as merging
from actielijst_xl.merging.replay import replay
from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.decisions import LIJST, Intake, Uitgifte, Unreadable
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.patch import patch
from actielijst_xl.usecases import boeken
from actielijst_xl.usecases.bijwerken import common_edits, counted_anew
from actielijst_xl.usecases.open_master import OpenMaster, open_master
from actielijst_xl.usecases.plaats import fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class PartijStand:
    """How one party stands in the latest uitgifte in which it was given a file.

    Attributes:
        partij: Its name.
        uitgifte: Id of that uitgifte.
        deadline: Its deadline as printed, or "".
        fiches: Number of fiches that it was given.
        retouren: Files that came back from it, oldest first.
        wijzigingen: Number of edits in the newest of them.
    """

    partij: str
    uitgifte: str
    deadline: str
    fiches: int
    retouren: tuple[str, ...]
    wijzigingen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Toestand:
    """How the actielijst stands.

    Attributes:
        uitgifte: The latest uitgifte, or "" when nothing was handed out yet.
        deadline: Its deadline as printed, or "".
        partijen: Per party that ever got a file whether it answered the last one, by name.
        conflicten: Number of open conflicts.
        besluiten: Number of them with a Besluit that the next merge will apply.
    """

    uitgifte: str
    deadline: str
    partijen: tuple[PartijStand, ...]
    conflicten: int
    besluiten: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Teruggedraaid:
    """The outcome of undo or redo.

    Attributes:
        master: The master without the return, or with it again.
        retour: Name of the file that was taken back, or that counts again.
        partij: Who sent it.
        result: What changed.
        findings: What stays, and why.
    """

    master: bytes
    retour: str
    partij: str
    result: MergeResult
    findings: tuple[Finding, ...]


def status(data: bytes, name: str, *, settings: Settings) -> Toestand:
    """Say how every party stands: an uitgifte to one party takes nothing away from what others have to do.

    Args:
        data: The master.
        name: Its file name.
        settings: The province's settings.

    Raises:
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    return stand_of(open_master(data, name, settings))


def stand_of(opened: OpenMaster) -> Toestand:
    """How the latest uitgifte of an opened master stands."""
    rounds = [e for e in opened.state.events if isinstance(e, Uitgifte) and e.scopes and not e.lijst]
    tabel = opened.master.tabellen.get("conflicten")
    open_rows = [row for row in tabel.rijen if "sleutel" in row and row["sleutel"].value] if tabel else []
    decided = [r for r in open_rows if "besluit" in r and not isinstance(r["besluit"].value, Unreadable)]
    latest = rounds[-1] if rounds else None
    return Toestand(
        uitgifte=latest.id if latest else "",
        deadline=latest.deadline if latest else "",
        partijen=tuple(_parties(opened, rounds)),
        conflicten=sum(1 for _ in replay(opened.state, opened.rules).open_verdicts()),
        besluiten=sum(row["besluit"].value is not None for row in decided),
    )


def returns_on_record(opened: OpenMaster) -> list[Intake]:
    """Every return that came in, also what was undone."""
    return [*_intakes(opened), *_intakes(opened, undone=True)]


def _parties(opened: OpenMaster, rounds: Sequence[Uitgifte]) -> Iterator[PartijStand]:
    given = {partij: uitgifte for uitgifte in rounds for partij in uitgifte.scopes}
    for partij, uitgifte in sorted(given.items()):
        scope = uitgifte.scopes[partij]
        back = [i for i in _intakes(opened) if (i.uitgifte, i.recipient) == (uitgifte.id, partij)]
        yield PartijStand(
            partij=partij,
            uitgifte=uitgifte.id,
            deadline=uitgifte.deadline,
            fiches=len(scope.fiches or ()),
            retouren=tuple(intake.name for intake in back),
            wijzigingen=len(back[-1].edits) if back else 0,
        )


def _intakes(opened: OpenMaster, *, undone: bool = False) -> list[Intake]:
    """The returns on record; a version of the pMIEK list is none, the list before it takes its place."""
    intakes = (event for event in opened.state.events if isinstance(event, Intake))
    return [intake for intake in intakes if intake.undone is undone and intake.recipient != LIJST]


def undo(data: bytes, name: str, retour: str, *, settings: Settings, moment: datetime) -> Teruggedraaid:
    """Replay everything without one return; what was decided or typed since stays, and the findings say so.

    Args:
        data: The master.
        name: Its file name.
        retour: File name of the return, as in Logboek, with or without its party; the newest one.
        settings: The province's settings.
        moment: The moment of the run, for Logboek.

    Raises:
        UsageError: XA-S054 there is no such return, XA-S055 more parties have one with that name.
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened = open_master(data, name, settings)
    intake = _named(retour, _intakes(opened), "XA-S054")
    result = merging.undo(
        opened.state, opened.master.cells, intake.nr, opened.rules, time=f"{moment:%d-%m-%Y %H:%M}"
    )
    return _flipped(opened, result, intake, moment)


def redo(data: bytes, name: str, retour: str, *, settings: Settings, moment: datetime) -> Teruggedraaid:
    """Let a return that was undone count again, as if it had never been taken back.

    Args:
        data: The master.
        name: Its file name.
        retour: File name of the return, as in Logboek, with or without its party; the newest one.
        settings: The province's settings.
        moment: The moment of the run, for Logboek.

    Raises:
        UsageError: XA-S060 no such return was taken back, XA-S055 more parties have one with that name.
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened = open_master(data, name, settings)
    intake = _named(retour, _intakes(opened, undone=True), "XA-S060")
    result = merging.redo(
        opened.state, opened.master.cells, intake.nr, opened.rules, time=f"{moment:%d-%m-%Y %H:%M}"
    )
    return _flipped(opened, result, intake, moment)


def _named(retour: str, intakes: Sequence[Intake], code: str) -> Intake:
    """The newest return that is called so: by its name in Logboek, with its party, or by its bare file name.

    Many parties send their file back under one name; then the party has to be said.
    """
    wanted = {retour.casefold(), re.split(r"[/\\]", retour)[-1].casefold()}
    found = [intake for intake in intakes if not wanted.isdisjoint(map(str.casefold, _called(intake)))]
    if not found:
        names = ", ".join(dict.fromkeys(intake.name for intake in intakes)) or "geen"
        raise UsageError(code, retour=retour, retouren=names)
    if len({intake.recipient for intake in found}) > 1:
        names = ", ".join(dict.fromkeys(f'"{_with_party(intake)}"' for intake in found))
        raise UsageError("XA-S055", retour=retour, retouren=names)
    return found[-1]


def _called(intake: Intake) -> tuple[str, ...]:
    return intake.name, _with_party(intake), re.split(r" › |[/\\]", intake.name)[-1]


def _with_party(intake: Intake) -> str:
    return f"{intake.name} ({intake.recipient})"


def _flipped(opened: OpenMaster, result: MergeResult, intake: Intake, moment: datetime) -> Teruggedraaid:
    result = fitted(opened, result)
    edits = [*common_edits(opened, result, moment), *counted_anew(opened.master, result, intake, moment)]
    return Teruggedraaid(
        master=patch(opened.data, edits),
        retour=intake.name,
        partij=intake.recipient,
        result=result,
        findings=(*opened.master.findings, *boeken.named(result.findings, opened.names())),
    )
