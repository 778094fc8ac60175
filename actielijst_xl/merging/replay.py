"""Everything that happened, replayed: what was agreed, what is open, what became of every edit. Pure.

The values of a master are never counted up from run to run. They follow from the events, so that the
order in which returns came in makes no difference and a return can be taken out again.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from actielijst_xl.merging import decide
from actielijst_xl.merging.decide import Case, Proposal, Settled, Verdict
from actielijst_xl.merging.rules import Rules
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import (
    Decision,
    Intake,
    Key,
    Outcome,
    Row,
    RowRef,
    Rows,
    State,
    Uitgifte,
)


@dataclass(slots=True, kw_only=True)
class Stand:
    """Where a master stands after its events.

    Attributes:
        rules: The fields.
        agreed: Per row what was agreed at the latest uitgifte.
        uitgiftes: Every uitgifte so far.
        words: What the province said per field since the latest uitgifte.
        last: What the province ever said last per field.
        intakes: Every return (by `nr`) that was not undone.
        parties: The same per uitgifte and party, in order of intake.
        live: Per return (by `nr`) the edits that still take part, as indexes.
        outcomes: Per return (by `nr`) what became of each edit.
        verdicts: Per field with proposals what it becomes.
        undone: Some return was taken back, so a base may hold values that are agreed no more.
    """

    rules: Rules
    undone: bool = False
    agreed: dict[RowRef, Row] = field(default_factory=dict)
    uitgiftes: dict[str, Uitgifte] = field(default_factory=dict)
    words: dict[Key, Decision] = field(default_factory=dict)
    last: dict[Key, Decision] = field(default_factory=dict)
    intakes: dict[int, Intake] = field(default_factory=dict)
    parties: dict[tuple[str, str], list[Intake]] = field(default_factory=dict)
    live: dict[int, tuple[Intake, tuple[int, ...]]] = field(default_factory=dict)
    outcomes: dict[int, list[Outcome]] = field(default_factory=dict)
    verdicts: dict[Key, Verdict] = field(default_factory=dict)

    def agreed_value(self, key: Key) -> Value:
        """What the master and the province say about a field, without the open proposals."""
        word = self.words.get(key)
        return word.value if word else self.agreed.get(key.row, {}).get(key.veld)

    def open_verdicts(self) -> Iterator[Verdict]:
        """The fields that need a decision, in the order of the keys."""
        return (self.verdicts[key] for key in sorted(self.verdicts) if is_open(self.verdicts[key]))

    def shown(self) -> Rows:
        """V: every value that the master shows."""
        decided = {key: word.value for key, word in self.words.items()}
        decided |= {key: verdict.value for key, verdict in self.verdicts.items()}
        return with_values(self.agreed, decided)


def is_open(verdict: Verdict) -> bool:
    """Whether this field needs a decision."""
    return verdict.settled is Settled.OPEN


def with_values(rows: Rows, values: Mapping[Key, Value]) -> dict[RowRef, Row]:
    """Return `rows` with `values` in their place; rows that don't change are shared, not copied."""
    changed: dict[RowRef, dict[str, Value]] = {}
    for key, value in values.items():
        ref = key.row
        if ref not in changed:
            changed[ref] = dict(rows.get(ref, {}))
        changed[ref][key.veld] = value
    return {**rows, **changed}


def replay(state: State, rules: Rules) -> Stand:
    """Replay every event of `state` that was not undone."""
    stand = Stand(rules=rules, undone=any(isinstance(e, Intake) and e.undone for e in state.events))
    for event in state.events:
        match event:
            case Uitgifte():
                _issue(stand, event)
            case Intake():
                _take_in(stand, event)
            case Decision():
                stand.words[event.key] = stand.last[event.key] = event
    _decide(stand)
    _settle(stand)
    return stand


def _issue(stand: Stand, uitgifte: Uitgifte) -> None:
    """A round starts: what the master shows becomes what is agreed; only open conflicts stay open."""
    is_first = not stand.uitgiftes
    stand.uitgiftes[uitgifte.id] = uitgifte
    if uitgifte.lijst:
        return
    if is_first:
        stand.agreed = dict(uitgifte.base)
        return
    _decide(stand)
    _settle(stand)
    stand.agreed = dict(stand.shown() if stand.undone else uitgifte.base)
    stand.live = {nr: (i, tuple(_still_open(stand, i, live))) for nr, (i, live) in stand.live.items()}
    stand.words = {}


def _still_open(stand: Stand, intake: Intake, live: tuple[int, ...]) -> Iterator[int]:
    return (i for i in live if stand.outcomes[intake.nr][i] is Outcome.CONFLICT)


def _take_in(stand: Stand, intake: Intake) -> None:
    if intake.undone:
        return
    party = stand.parties.setdefault((intake.uitgifte, intake.recipient), [])
    for older in party:
        if older.nr in stand.live and stand.rules.strategy.supersedes(intake, older):
            for i in stand.live.pop(older.nr)[1]:
                stand.outcomes[older.nr][i] = Outcome.SUPERSEDED
    party.append(intake)
    stand.intakes[intake.nr] = intake
    stand.live[intake.nr] = (intake, tuple(range(len(intake.edits))))
    stand.outcomes[intake.nr] = [Outcome.REFUSED] * len(intake.edits)


def _decide(stand: Stand) -> None:
    proposals: dict[Key, list[Proposal]] = defaultdict(list)
    for nr in sorted(stand.live):
        intake, live = stand.live[nr]
        for i in live:
            if intake.edits[i].refusal is None:
                proposals[intake.edits[i].key].append(Proposal(intake, intake.edits[i]))
    disputed = set(_disputed_drops(stand, proposals))
    strategy = stand.rules.strategy
    stand.verdicts = {
        key: strategy.verdict(_case(stand, key, found, disputed=key in disputed), strategy.covers)
        for key, found in proposals.items()
    }


def _case(stand: Stand, key: Key, proposals: list[Proposal], *, disputed: bool) -> Case:
    agreed = stand.agreed_value(key)
    return Case(
        key=key,
        agreed=agreed,
        agreed_form=stand.rules.form(key.tabel, key.veld, agreed),
        proposals=tuple(proposals),
        word=stand.words.get(key),
        last=stand.last.get(key),
        drop_disputed=disputed,
    )


def _settle(stand: Stand) -> None:
    for nr, (intake, live) in stand.live.items():
        for i in live:
            edit = intake.edits[i]
            if edit.refusal is None:
                stand.outcomes[nr][i] = decide.outcome(stand.verdicts[edit.key], Proposal(intake, edit))


# --- a row that one party drops and another one changed ----------------------------------------------


def _disputed_drops(stand: Stand, proposals: Mapping[Key, list[Proposal]]) -> Iterator[Key]:
    marks = {tabel: mark for tabel in stand.rules.vervallen if (mark := stand.rules.mark(tabel))}
    marked = ((key, marks[key.tabel][1]) for key in proposals if marks.get(key.tabel, ("",))[0] == key.veld)
    drops = {key: droppers for key, mark in marked if (droppers := _droppers(proposals[key], mark))}
    if not drops:
        return
    editors: dict[RowRef, set[int]] = defaultdict(set)
    for key, found in proposals.items():
        editors[key.row] |= {p.intake.nr for p in found}
    for key, droppers in drops.items():
        if editors[key.row] - droppers or _province_changed(stand, key, proposals[key]):
            yield key


def _droppers(proposals: list[Proposal], mark: str) -> set[int]:
    return {p.intake.nr for p in proposals if p.edit.form == mark}


def _province_changed(stand: Stand, key: Key, proposals: list[Proposal]) -> bool:
    """Whether the agreed row differs, outside the mark, from what the droppers were given."""
    return any(
        stand.rules.form(tabel, veld, stand.agreed_value(Key(*key.row, veld)))
        != stand.rules.form(tabel, veld, stand.uitgiftes[p.intake.uitgifte].base.get(key.row, {}).get(veld))
        for p in proposals
        if key.row in stand.uitgiftes[p.intake.uitgifte].base
        for tabel, veld in stand.rules.velden
        if tabel == key.tabel and veld != key.veld
    )
