"""What the province itself did: edits typed in the master, and choices on Conflicten. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from actielijst_xl.merging import decide
from actielijst_xl.merging.decide import Verdict
from actielijst_xl.merging.diff import CLEAR
from actielijst_xl.merging.replay import Stand, is_open, with_values
from actielijst_xl.merging.result import Bron, Candidate, Conflict
from actielijst_xl.merging.rules import Rules
from actielijst_xl.model.canon import BLANK, Value
from actielijst_xl.model.decisions import (
    Besluit,
    Cells,
    Decision,
    Keuze,
    Key,
    Row,
    RowRef,
    Rows,
    State,
    Uitgifte,
    Unreadable,
)
from actielijst_xl.model.document import display
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.findings import Finding, Severity


def latest(state: State) -> Uitgifte:
    """The latest round in which the actielijst was handed out."""
    rounds = [e for e in state.events if isinstance(e, Uitgifte) and not e.lijst]
    return rounds[-1]


def last_written(state: State) -> Rows:
    """The master as the tool last wrote it."""
    return with_values(latest(state).base, state.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The master as it was found: `rows` without unreadable cells, and the fiches that are there."""

    rows: Rows
    fiches: frozenset[str]
    findings: tuple[Finding, ...]


def see(state: State, master_now: Cells) -> Seen:
    """Read the master beside what was last written in it.

    A cell that can't be read, a fiche or a whole table that is missing says nothing: there the values
    that were last written stand. Only a row that is gone from a table that is there was removed.
    """
    written = last_written(state)
    fiches = frozenset(ref.fiche for ref in master_now)
    tables = frozenset(ref.tabel for ref in master_now)
    rows: dict[RowRef, Row] = {}
    findings: list[Finding] = []
    for ref, cells in master_now.items():
        last = written.get(ref, {})
        if same_row(cells, last):
            rows[ref] = last
            continue
        rows[ref] = {v: last.get(v) if isinstance(x, Unreadable) else x for v, x in cells.items()}
        bad = [veld for veld, value in cells.items() if isinstance(value, Unreadable)]
        findings += [_warn("XA-S020", **Key(*ref, veld)._asdict()) for veld in bad]
    absent = [ref for ref in written if ref not in master_now]
    # Of a fiche without a sheet Monitoring still has a row: that says nothing of its afspraken.
    sheets = frozenset(ref.fiche for ref in master_now if ref.tabel == Tabel.PROJECT)
    silent = [ref for ref in absent if ref.fiche not in sheets or ref.tabel not in tables or not ref.rij]
    rows |= {ref: written[ref] for ref in silent}
    gone = sorted({ref.fiche for ref in written} - fiches)
    findings += [_warn("XA-S017", fiche=fiche) for fiche in gone]
    return Seen(rows=rows, fiches=fiches, findings=tuple(findings))


def changes(old: Rows, new: Rows, rules: Rules) -> dict[Key, Value]:
    """The fields in which `new` differs from `old` in canonical form, with their new value."""
    found: dict[Key, Value] = {}
    for ref in {**old, **new}:
        before, after = old.get(ref, {}), new.get(ref, {})
        if same_row(before, after):
            continue
        for veld in {**before, **after}:
            was, value = before.get(veld), after.get(veld)
            if was is value or (was == value and was.__class__ is value.__class__):
                continue  # most fields of a row, too
            if rules.form(ref.tabel, veld, was) != rules.form(ref.tabel, veld, value):
                found[Key(*ref, veld)] = value
    return found


def to_remember(
    state: State, seen: Rows, shown: Rows, wanted: Mapping[Key, Value], rules: Rules
) -> dict[Key, Value]:
    """The fields in which the master will differ from the latest round, with their value.

    Most rows stand in the master as they were handed out: these differ from that as from what stands there.

    Args:
        state: What is remembered.
        seen: The master as it was found.
        shown: The master as it will be.
        wanted: The `changes` from the one to the other.
        rules: What the fields are.
    """
    base = latest(state).base
    other = {ref for ref in base.keys() | seen.keys() if base.get(ref) is not seen.get(ref)}
    before = {ref: base[ref] for ref in other if ref in base}
    after = {ref: shown[ref] for ref in other if ref in shown}
    return {k: v for k, v in wanted.items() if k.row not in other} | changes(before, after, rules)


def same_row(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether two rows are equal without looking at canonical forms: quick, and true of most rows."""
    if before is after:
        return True
    if before != after:
        return False
    if bool not in map(type, before.values()) and bool not in map(type, after.values()):
        return True
    # `True == 1` in Python, not in a cell.
    return all(isinstance(value, bool) == isinstance(after[veld], bool) for veld, value in before.items())


def typed_words(state: State, stand: Stand, seen: Seen) -> list[Decision]:
    """What was typed in the master since it was last written.

    In a field that a merge filled in or that was decided, it decides against everything that was
    proposed there. In any other field it is an edit of the province; one with an open conflict stays open,
    with this as a candidate, also when it is what was issued: no return may take its place unasked.
    """
    typed = changes(last_written(state), seen.rows, stand.rules)
    return [_word(stand, key, typed[key]) for key in sorted(typed)]


def _word(stand: Stand, key: Key, value: Value) -> Decision:
    verdict, word = stand.verdicts.get(key), stand.words.get(key)
    form = stand.rules.form(key.tabel, key.veld, value)
    against = word.against if word else frozenset()
    if verdict:
        against = frozenset({form}) if is_open(verdict) else verdict.forms
    return Decision(key=key, value=None if form == BLANK else value, form=form, against=against)


# --- Conflicten --------------------------------------------------------------------------------------


def conflicts(stand: Stand) -> tuple[Conflict, ...]:
    """Every open conflict, in the order of the keys."""
    return tuple(as_conflict(verdict) for verdict in stand.open_verdicts())


def as_conflict(verdict: Verdict) -> Conflict:
    """One row of Conflicten."""
    case = verdict.case
    text = "\x1f".join((*case.key, *sorted(verdict.forms)))
    return Conflict(
        id="c" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        key=case.key,
        was=case.proposals[0].edit.was,
        master=verdict.value,
        candidates=_candidates(verdict),
        waarom=decide.waarom(verdict),
        forms=verdict.forms,
    )


def _candidates(verdict: Verdict) -> tuple[Candidate, ...]:
    bronnen: dict[str, list[Bron]] = {}
    values: dict[str, Value] = {}
    for intake, edit in verdict.case.proposals:
        values.setdefault(edit.form, edit.value)
        bronnen.setdefault(edit.form, []).append(
            Bron(
                nr=intake.nr,
                recipient=intake.recipient,
                name=intake.name,
                uitgifte=intake.uitgifte,
                sheet=edit.sheet,
                address=edit.address,
            )
        )
    return tuple(Candidate(value=values[f], form=f, bronnen=tuple(b)) for f, b in bronnen.items())


Choice = tuple[Conflict, Decision]


def read_besluiten(
    stand: Stand, besluiten: Iterable[Besluit], words: Sequence[Decision]
) -> tuple[list[Choice], list[Finding]]:
    """Turn what was filled in on Conflicten into decisions; what is incomplete or twofold stays open."""
    open_now = {conflict.id: conflict for conflict in conflicts(stand)}
    typed = {word.key: word for word in words}
    choices: list[Choice] = []
    findings: list[Finding] = []
    said = list(dict.fromkeys(besluiten))  # the same twice is a copied row
    times = Counter(besluit.conflict for besluit in said)
    for besluit in said:
        conflict = open_now.get(besluit.conflict)
        if conflict is None:
            findings.append(_warn("XA-S034", conflict=besluit.conflict))
            continue
        if times[conflict.id] > 1:
            findings.append(_about(conflict, "XA-S037", value=besluit.keuze.value))
            continue
        found = _choice(stand.rules, conflict, besluit, typed.get(conflict.key))
        if isinstance(found, Finding):
            findings.append(found)
        else:
            choices.append((conflict, found))
    return choices, findings


def _choice(rules: Rules, conflict: Conflict, besluit: Besluit, typed: Decision | None) -> Decision | Finding:
    value: Value
    key = conflict.key
    if besluit.keuze is not Keuze.EIGEN and rules.form(key.tabel, key.veld, besluit.eigen_tekst) != BLANK:
        return _about(conflict, "XA-S035", value=display(besluit.eigen_tekst), hint=besluit.keuze.value)
    match besluit.keuze:
        case Keuze.MASTER:
            value = typed.value if typed else conflict.master
        case Keuze.RETOUR:
            wanted = 1 if len(conflict.candidates) == 1 else besluit.kandidaat
            if wanted is None or not 1 <= wanted <= len(conflict.candidates):
                return _about(conflict, "XA-S031")
            value = conflict.candidates[wanted - 1].value
        case Keuze.EIGEN:
            found = _own_text(rules, conflict, besluit.eigen_tekst)
            if isinstance(found, Finding):
                return found
            value = None if _is_clear(found) else found
    form = rules.form(key.tabel, key.veld, value)
    also = {typed.form} if typed else set()
    return Decision(key=key, value=value, form=form, against=conflict.forms | also, keuze=besluit.keuze)


def _own_text(rules: Rules, conflict: Conflict, text: Value) -> Value | Finding:
    if rules.form(conflict.key.tabel, conflict.key.veld, text) == BLANK:
        return _about(conflict, "XA-S032")
    refusal = None if _is_clear(text) else rules.accept(conflict.key, text)
    if refusal is None:
        return text
    return _about(conflict, "XA-S033", value=display(text), hint=refusal.accepted)


def _is_clear(value: Value) -> bool:
    return isinstance(value, str) and value.strip().casefold() == CLEAR


def _about(conflict: Conflict, code: str, *, value: str = "", hint: str = "") -> Finding:
    details = conflict.key._asdict()
    return Finding(code=code, severity=Severity.WAARSCHUWING, value=value, hint=hint, details=details)


def _warn(code: str, **details: str) -> Finding:
    return Finding(code=code, severity=Severity.WAARSCHUWING, details=details)
