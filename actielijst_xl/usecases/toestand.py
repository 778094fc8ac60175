"""How a round stands, and taking a return back: status and undo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from actielijst_xl.errors import UsageError
from actielijst_xl.merging import apply as merging
from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.decisions import Intake, Uitgifte, Unreadable
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.settings import Settings
from actielijst_xl.package.patch import patch
from actielijst_xl.usecases import boeken
from actielijst_xl.usecases.bijwerken import common_edits, taken_back
from actielijst_xl.usecases.open_master import OpenMaster, open_master


@dataclass(frozen=True, slots=True, kw_only=True)
class PartijStand:
    """How one party stands in the latest uitgifte.

    Attributes:
        partij: Its name.
        fiches: Number of fiches that it was given.
        retouren: Files that came back from it, oldest first.
        wijzigingen: Number of edits in the newest of them.
    """

    partij: str
    fiches: int
    retouren: tuple[str, ...]
    wijzigingen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Toestand:
    """How the actielijst stands.

    Attributes:
        uitgifte: The latest uitgifte, or "" when nothing was handed out yet.
        deadline: Its deadline as printed, or "".
        partijen: Per party whether it answered, by name.
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
    """The outcome of undo.

    Attributes:
        master: The master without the return.
        retour: Name of the file that was taken back.
        result: What changed.
        findings: What stays, and why.
    """

    master: bytes
    retour: str
    result: MergeResult
    findings: tuple[Finding, ...]


def status(data: bytes, name: str, *, settings: Settings) -> Toestand:
    """Say how the latest uitgifte stands.

    Args:
        data: The master.
        name: Its file name.
        settings: The province's settings.

    Raises:
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened = open_master(data, name, settings)
    rounds = [e for e in opened.state.events if isinstance(e, Uitgifte) and e.scopes and not e.lijst]
    tabel = opened.master.tabellen.get("conflicten")
    open_rows = [row for row in tabel.rijen if "sleutel" in row and row["sleutel"].value] if tabel else []
    decided = [r for r in open_rows if "besluit" in r and not isinstance(r["besluit"].value, Unreadable)]
    latest = rounds[-1] if rounds else None
    return Toestand(
        uitgifte=latest.id if latest else "",
        deadline=latest.deadline if latest else "",
        partijen=tuple(_parties(opened, latest)) if latest else (),
        conflicten=len(open_rows),
        besluiten=sum(row["besluit"].value is not None for row in decided),
    )


def _parties(opened: OpenMaster, uitgifte: Uitgifte) -> Iterator[PartijStand]:
    for partij, scope in sorted(uitgifte.scopes.items()):
        back = [i for i in _intakes(opened) if (i.uitgifte, i.recipient) == (uitgifte.id, partij)]
        yield PartijStand(
            partij=partij,
            fiches=len(scope.fiches or ()),
            retouren=tuple(intake.name for intake in back),
            wijzigingen=len(back[-1].edits) if back else 0,
        )


def _intakes(opened: OpenMaster) -> list[Intake]:
    return [e for e in opened.state.events if isinstance(e, Intake) and not e.undone]


def undo(data: bytes, name: str, retour: str, *, settings: Settings, moment: datetime) -> Teruggedraaid:
    """Replay everything without one return; what was decided or typed since stays, and the findings say so.

    Args:
        data: The master.
        name: Its file name.
        retour: File name of the return, as in Logboek; the newest one with that name.
        settings: The province's settings.
        moment: The moment of the run, for Logboek.

    Raises:
        UsageError: XA-S054 there is no such return.
        InputError: XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened = open_master(data, name, settings)
    intakes = _intakes(opened)
    found = [intake for intake in intakes if intake.name.casefold() == retour.casefold()]
    if not found:
        names = ", ".join(dict.fromkeys(intake.name for intake in intakes)) or "geen"
        raise UsageError("XA-S054", retour=retour, retouren=names)
    result = merging.undo(
        opened.state, opened.master.cells, found[-1].nr, opened.rules, time=f"{moment:%d-%m-%Y %H:%M}"
    )
    edits = [*common_edits(opened, result, moment), *taken_back(opened.master, result, found[-1])]
    return Teruggedraaid(
        master=patch(data, edits),
        retour=found[-1].name,
        result=result,
        findings=(*opened.master.findings, *boeken.named(result.findings, opened.names())),
    )
