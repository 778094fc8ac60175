"""What a merge leads to, as values; nothing of it has been written yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Decision, Intake, Key, Outcome, RowRef, State, Waarom
from actielijst_xl.model.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Bron:
    """Where a candidate comes from."""

    nr: int
    recipient: str
    name: str
    uitgifte: str
    sheet: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One value that is proposed for a field, with everyone who proposed it, in order of intake."""

    value: Value
    form: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One field on which a decision is needed: one row of Conflicten.

    Attributes:
        id: Identity of the field together with its candidates.
        key: The field.
        was: The value at uitgifte (of the first proposal).
        master: What the master shows until it is decided.
        candidates: The proposals of the returns, in order of intake.
        waarom: Why it needs a decision.
        forms: The canonical forms of all candidates, the master's included if it is one.
    """

    id: str
    key: Key
    was: Value
    master: Value
    candidates: tuple[Candidate, ...]
    waarom: Waarom
    forms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What became of the edits of one return; `outcomes[i]` belongs to `intake.edits[i]`."""

    intake: Intake
    outcomes: tuple[Outcome, ...]
    new: bool

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """The number of edits per outcome; they sum to the number of edits."""
        return {outcome: self.outcomes.count(outcome) for outcome in Outcome}


class LogEvent(NamedTuple):
    """One line for Logboek; a tuple, for a large merge has ten thousand.

    Attributes:
        time: The moment of the run, as text.
        code: A code of `actielijst_xl.messages`: what kind of event it is.
        sender: The party or parties, or "" for the province itself.
        file: Name of the return, or "".
        key: The field, or `None`.
        was: The value before.
        became: The value after, or the text that was not merged.
        place: Sheet and cell in the return, or "".
    """

    time: str
    code: str
    sender: str = ""
    file: str = ""
    key: Key | None = None
    was: Value = None
    became: Value = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """Parties that changed different fields of one row: for information, no conflict."""

    row: RowRef
    recipients: tuple[str, ...]
    velden: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """Everything that a merge leads to; nothing has been written yet.

    Attributes:
        state: What the master must remember from now on.
        writes: The cells to change in the master, with their new value.
        rows_added: Rows in `writes` that the master does not have yet.
        rows_removed: Rows that an earlier merge added and that nobody proposes any more: all blank now.
        rows_vervallen: Rows whose mark says that they are dropped.
        conflicts: The open conflicts, all of them.
        ledgers: Per return on record what became of its edits, in order of intake.
        copies: Per offered return that was already on record (or was refused whole): its place in the
            offered sequence -> the `nr` on record, or `None` if it was refused.
        parallel: Rows in which several parties changed different fields.
        decided: Conflicts that this run closed, with the decision.
        log: Lines for Logboek.
        findings: What a person should know.
    """

    state: State
    writes: Mapping[Key, Value]
    rows_added: tuple[RowRef, ...]
    rows_removed: tuple[RowRef, ...]
    rows_vervallen: tuple[RowRef, ...]
    conflicts: tuple[Conflict, ...]
    ledgers: tuple[Ledger, ...]
    copies: Mapping[int, int | None]
    parallel: tuple[Parallel, ...]
    decided: tuple[tuple[Conflict, Decision], ...]
    log: tuple[LogEvent, ...]
    findings: tuple[Finding, ...]
