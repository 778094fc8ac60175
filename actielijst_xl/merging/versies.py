"""The versions of the pMIEK list that a master remembers. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from actielijst_xl.merging.diff import Placed
from actielijst_xl.merging.result import Ledger
from actielijst_xl.model.decisions import (
    LIJST,
    Edit,
    Intake,
    Key,
    Row,
    RowRef,
    Rows,
    Scope,
    State,
    Uitgifte,
    Unreadable,
)
from actielijst_xl.model.field import Tabel


def current_lijst(state: State) -> Uitgifte | None:
    """The version of the list that a new one is compared with: the last one before the latest uitgifte."""
    return next((e for e in reversed(state.events) if isinstance(e, Uitgifte) and e.lijst), None)


def adopt(state: State, lijst: Rows, velden: frozenset[tuple[str, str]]) -> State:
    """Tell a master that was started without a list which list it was made from.

    Args:
        state: What the master remembers.
        lijst: That list, as rows with the ids that the master has.
        velden: The pairs (tabel, veld) that a list fills in.
    """
    scope = Scope(fiches=None, velden=velden)
    version = Uitgifte(id="lijst-1", base=dict(lijst), scopes={LIJST: scope}, lijst=True)
    return replace(state, events=(*state.events, version), lijst=lijst)


def carried(
    edits: tuple[Edit, ...], placed: Sequence[Placed], state: State, uitgifte: Uitgifte
) -> tuple[Edit, ...]:
    """The changes of a list with those of the version before it that it says nothing about.

    A later version takes the place of an earlier one. A project, row or column that is not on it any more
    is no change, so what the earlier one said there stands.
    """
    versions = [
        e for e in state.events if isinstance(e, Intake) and e.uitgifte == uitgifte.id and not e.undone
    ]
    said = {Key(*ref, veld) for row, ref, _ in placed for veld in row.cells}
    earlier = versions[-1].edits if versions else ()
    kept = (edit for edit in earlier if edit.key not in said)
    return tuple(sorted((*edits, *kept), key=lambda e: (e.key, e.form, e.sheet, e.address)))


def since_last(ledger: Ledger, before: State) -> Ledger:
    """What became of what this version says and the one before it did not.

    Within a round a version says everything that is different from the list at the latest uitgifte.

    Args:
        ledger: What became of everything that it says.
        before: What the master remembered before it.
    """
    who = ledger.intake.uitgifte, LIJST
    events = (e for e in before.events if isinstance(e, Intake) and not e.undone)
    versions = [e for e in events if (e.uitgifte, e.recipient) == who]
    said = {(edit.key, edit.form) for edit in versions[-1].edits} if versions else set()
    pairs = zip(ledger.intake.edits, ledger.outcomes, strict=True)
    new = [(edit, outcome) for edit, outcome in pairs if (edit.key, edit.form) not in said]
    intake = replace(ledger.intake, edits=tuple(edit for edit, _ in new))
    return replace(ledger, intake=intake, outcomes=tuple(outcome for _, outcome in new))


def imported(placed: Sequence[Placed], known: Rows) -> Rows:
    """The new list as rows.

    A field that the list does not give, and a cell that can't be read, keeps its last value; so does a
    project that is not on the list any more, until it comes back. An afspraak that is not there is gone.
    """
    imported: dict[RowRef, Row] = {}
    for row, ref, refusal in placed:
        if refusal is None:
            readable = {v: c.value for v, c in row.cells.items() if not isinstance(c.value, Unreadable)}
            imported[ref] = {**known.get(ref, {}), **readable}
    said = {row.fiche for row, _, _ in placed if row.cells}
    kept = (ref for ref in known if ref.tabel != Tabel.AFSPRAAK or ref.fiche not in said)
    return {ref: known[ref] for ref in kept} | imported
