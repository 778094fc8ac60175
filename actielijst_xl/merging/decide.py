"""The decision table: what one field becomes, given everything that was proposed for it. Pure."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from actielijst_xl.model.canon import BLANK, Value
from actielijst_xl.model.decisions import Decision, Edit, Intake, Key, Outcome, Waarom


class Proposal(NamedTuple):
    """An edit that takes part in a decision, with the return that it came in."""

    intake: Intake
    edit: Edit


class Case(NamedTuple):
    """One field that at least one effective return proposes a value for; a tuple, for there are thousands.

    Attributes:
        key: The field.
        agreed: What the master and the province say.
        agreed_form: Its canonical form.
        proposals: The edits, in order of intake; at least one.
        word: What the province said about it since the latest uitgifte, or `None`.
        last: What the province ever said last about it, or `None`.
        drop_disputed: Somebody drops this row and somebody else changed it.
    """

    key: Key
    agreed: Value
    agreed_form: str
    proposals: tuple[Proposal, ...]
    word: Decision | None = None
    last: Decision | None = None
    drop_disputed: bool = False


class Settled(StrEnum):
    """How a field was settled."""

    ONE = "één waarde"
    DECIDED = "besloten"
    OPEN = "open"


class Verdict(NamedTuple):
    """What a field becomes: `value`, in the form `form`; `forms` are the candidates it was chosen from."""

    case: Case
    settled: Settled
    value: Value
    form: str
    forms: frozenset[str]


def covers(decision: Decision, forms: frozenset[str]) -> bool:
    """Whether `decision` answers the question between `forms`: none of them is new to it."""
    return forms <= decision.against | {decision.form}


def verdict(case: Case, covers: Callable[[Decision, frozenset[str]], bool]) -> Verdict:
    """Apply the decision table to one field.

    One candidate becomes the value. Two or more are a conflict, unless the province's last word on the
    field was said with all of them known. A conflict leaves the master as it is.
    """
    forms = frozenset(p.edit.form for p in case.proposals)
    if master_is_candidate(case, forms):
        forms |= {case.agreed_form}
    if len(forms) == 1:
        value, form = _only_value(case)
        return Verdict(case=case, settled=Settled.ONE, value=value, form=form, forms=forms)
    if case.last and covers(case.last, forms):
        value, form = case.last.value, case.last.form
        return Verdict(case=case, settled=Settled.DECIDED, value=value, form=form, forms=forms)
    return Verdict(case=case, settled=Settled.OPEN, value=case.agreed, form=case.agreed_form, forms=forms)


def master_is_candidate(case: Case, forms: frozenset[str]) -> bool:
    """Whether the master's value takes part: changed since a base, decided, or about to disappear."""
    changed = any(p.edit.was_form != case.agreed_form for p in case.proposals)
    decided = case.word is not None and bool(case.word.against)
    return changed or decided or case.drop_disputed or asks(case, forms)


def asks(case: Case, forms: frozenset[str]) -> bool:
    """Whether clearing the field is only proposed by emptied cells, which need a decision."""
    return BLANK in forms and all(p.edit.ask for p in case.proposals if p.edit.form == BLANK)


def _only_value(case: Case) -> tuple[Value, str]:
    """The one value that everybody proposes, as the master or else the first party by name typed it."""
    if case.proposals[0].edit.form == case.agreed_form:
        return case.agreed, case.agreed_form
    first = min(case.proposals, key=lambda p: (p.intake.uitgifte, p.intake.recipient, p.intake.seq))
    return first.edit.value, first.edit.form


def waarom(found: Verdict) -> Waarom:
    """Why an open field is a conflict."""
    proposed = frozenset(p.edit.form for p in found.case.proposals)
    if len(proposed) == 1 and asks(found.case, proposed):
        return Waarom.LEEGGEMAAKT
    return Waarom.VERVALLEN if found.case.drop_disputed else Waarom.VERSCHIL


def outcome(found: Verdict, proposal: Proposal) -> Outcome:
    """What became of one edit on this field."""
    match found.settled:
        case Settled.OPEN:
            return Outcome.CONFLICT
        case Settled.DECIDED:
            return Outcome.DECIDED
        case Settled.ONE:
            is_new = found.form != found.case.agreed_form
            is_first = found.case.proposals[0].intake.nr == proposal.intake.nr
            return Outcome.APPLIED if is_new and is_first else Outcome.AGREED
