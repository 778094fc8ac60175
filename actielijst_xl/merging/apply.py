"""The flows of a merge: issue, merge, update, undo. Each returns a new state and what to write. Pure.

Nothing is changed in place, so a dry run is the same call of which the result isn't written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actielijst_xl.merging import diff, ledger, master, rows
from actielijst_xl.merging.diff import Desk
from actielijst_xl.merging.master import Choice, Seen
from actielijst_xl.merging.ontbrekend import PerFiche, missing_findings, per_fiche
from actielijst_xl.merging.replay import Stand, replay
from actielijst_xl.merging.result import MergeResult
from actielijst_xl.merging.rules import Rules
from actielijst_xl.merging.versies import carried, current_lijst, imported
from actielijst_xl.merging.volgorde import as_written
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import (
    LIJST,
    Besluit,
    Cells,
    Decision,
    Event,
    Intake,
    Key,
    Retour,
    RowRef,
    Rows,
    Scope,
    State,
    Uitgifte,
)
from actielijst_xl.model.findings import Finding


def start(
    master_now: Rows, *, lijst: Rows | None = None, lijst_velden: frozenset[tuple[str, str]] = frozenset()
) -> State:
    """The state of a master that was just generated.

    Args:
        master_now: Every row of the master, with its values.
        lijst: The pMIEK list that it was generated from, as rows of the same shape.
        lijst_velden: The pairs (tabel, veld) that the list fills in.
    """
    events: tuple[Event, ...] = (Uitgifte(id="start", base=dict(master_now)),)
    if lijst is not None:
        scope = Scope(fiches=None, velden=lijst_velden)
        events += (Uitgifte(id="lijst-1", base=dict(lijst), scopes={LIJST: scope}, lijst=True),)
    return State(events=events, lijst=lijst)


def merge(
    state: State,
    master_now: Cells,
    retouren: Iterable[Retour],
    rules: Rules,
    *,
    besluiten: Sequence[Besluit] = (),
    time: str = "",
) -> MergeResult:
    """Merge returns into the master.

    Returns are asked for one at a time. What a return says is worked out before the next one is asked for,
    so that a generator can read the next ones elsewhere meanwhile. What the master remembers is replayed
    before the first one is asked for.

    Args:
        state: What the master remembers.
        master_now: What stands in the master now: every row, also one without values.
        retouren: The returns, in order of intake; what this raises ends the merge.
        rules: The fields.
        besluiten: What was filled in on Conflicten.
        time: The moment of the run, for Logboek only.
    """
    run = _begin(state, master_now, rules, besluiten, time)
    _take_in_all(run, retouren)
    return _finish(run)


def undo(state: State, master_now: Cells, nr: int, rules: Rules, *, time: str = "") -> MergeResult:
    """Replay everything without the return that has this `nr` on record.

    Values that only it brought go back. What was decided or typed since stays; the findings list it.

    Raises:
        KeyError: There is no such return, or it was undone already.
    """
    return _mark(state, master_now, nr, rules, undone=True, time=time)


def redo(state: State, master_now: Cells, nr: int, rules: Rules, *, time: str = "") -> MergeResult:
    """Take a return that was undone back in.

    Raises:
        KeyError: There is no such return, or it was not undone.
    """
    return _mark(state, master_now, nr, rules, undone=False, time=time)


def issue(
    state: State,
    master_now: Cells,
    uitgifte: str,
    scopes: Mapping[str, Scope],
    rules: Rules,
    *,
    nrs: Mapping[RowRef, str] | None = None,
    template_version: str = "",
    deadline: str = "",
    time: str = "",
) -> MergeResult:
    """Hand the actielijst out: what the master shows from now on is the base of this uitgifte.

    Args:
        state: What the master remembers.
        master_now: What stands in the master now.
        uitgifte: A new id.
        scopes: Per party what it is given.
        rules: The fields.
        nrs: The visible number per row, for tables that have one.
        template_version: Version of the layout of the copies.
        deadline: The deadline as printed.
        time: The moment of the run.

    Raises:
        ValueError: The id was used before.
    """
    run = _begin(state, master_now, rules, (), time)
    if uitgifte in run.before.uitgiftes:
        raise ValueError(f"uitgifte {uitgifte!r} exists already")
    base = {ref: row for ref, row in replay(run.state, rules).shown().items() if _stays(ref, row, run.seen)}
    run.add(
        Uitgifte(
            id=uitgifte,
            base=base,
            nrs=nrs or {},
            scopes=dict(scopes),
            template_version=template_version,
            deadline=deadline,
        )
    )
    _renew_lijst(run)
    return _finish(run)


def update(
    state: State,
    master_now: Cells,
    lijst: Retour,
    rules: Rules,
    *,
    velden: frozenset[tuple[str, str]] = frozenset(),
    besluiten: Sequence[Besluit] = (),
    time: str = "",
) -> MergeResult:
    """Merge a new version of the pMIEK list: its changes since the last import are its proposals.

    Args:
        state: What the master remembers; it was started with a list.
        master_now: What stands in the master now.
        lijst: The new version, read as a return; its `uitgifte` and `recipient` are not looked at.
        rules: The fields.
        velden: The pairs (tabel, veld) that this version fills in, beside those of the first one.
        besluiten: What was filled in on Conflicten.
        time: The moment of the run.

    Raises:
        ValueError: The state was started without a list.
    """
    base = current_lijst(state)
    if base is None:
        raise ValueError("this master was started without a list")
    scope = Scope(fiches=None, velden=base.scopes[LIJST].velden | velden)
    base = replace(base, scopes={LIJST: scope})
    offered = replace(lijst, uitgifte=base.id, recipient=LIJST)
    run = _begin(state, master_now, rules, besluiten, time)
    _take_in_all(run, [offered], lijst=base)
    run.findings += ledger.lijst_findings(base, offered)
    placed, _ = rows.place(Desk(retour=offered, uitgifte=base, rules=rules, fiches=run.seen.fiches))
    run.state = replace(run.state, lijst=imported(placed, state.lijst or base.base))
    return _finish(run)


# --- one run -----------------------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class Run:
    """What one run gathers."""

    state: State
    rules: Rules
    time: str
    seen: Seen
    before: Stand
    words: list[Decision]
    choices: list[Choice]
    findings: list[Finding]
    offered: dict[int, Retour] = field(default_factory=dict)
    copies: dict[int, int | None] = field(default_factory=dict)
    noted: list[Retour] = field(default_factory=list)
    issued: dict[str, PerFiche] = field(default_factory=dict)

    def add(self, *events: Event) -> None:
        """Let something happen."""
        self.state = replace(self.state, events=(*self.state.events, *events))


def _begin(state: State, master_now: Cells, rules: Rules, besluiten: Sequence[Besluit], time: str) -> Run:
    before = replay(state, rules)
    seen = master.see(state, master_now)
    words = master.typed_words(state, before, seen)
    choices, findings = master.read_besluiten(before, besluiten, words)
    run = Run(
        state=state,
        rules=rules,
        time=time,
        seen=seen,
        before=before,
        words=words,
        choices=choices,
        findings=[*seen.findings, *findings],
    )
    run.add(*words, *(decision for _, decision in choices))
    return run


def _take_in_all(run: Run, retouren: Iterable[Retour], *, lijst: Uitgifte | None = None) -> None:
    uitgiftes = {e.id: e for e in run.state.events if isinstance(e, Uitgifte)}
    uitgiftes |= {lijst.id: lijst} if lijst else {}
    by_party: dict[tuple[str, str], list[Intake]] = defaultdict(list)
    intakes = [e for e in run.state.events if isinstance(e, Intake)]
    for intake in intakes:
        by_party[intake.uitgifte, intake.recipient].append(intake)
    for place, retour in enumerate(retouren):
        uitgifte = uitgiftes.get(retour.uitgifte)
        if uitgifte is None or retour.recipient not in uitgifte.scopes:
            run.copies[place] = None
            run.findings.append(ledger.unknown_finding(retour, known_uitgifte=uitgifte is not None))
            continue
        earlier = by_party[retour.uitgifte, retour.recipient]
        retour = _with_new_texts(retour, earlier)  # noqa: PLW2901  (what is on Logboek is not told again)
        unread = ledger.unread(retour)
        new, findings = _read(run, retour, unread, uitgifte, nr=len(intakes) + 1, seq=len(earlier) + 1)
        same = run.rules.strategy.known(earlier, new, uitgifte)
        if same:
            run.copies[place] = same.nr
            run.findings.append(ledger.copy_finding(retour, same, earlier))
            run.findings += ledger.unreadable_findings(unread)  # no edit, so a copy may have other ones
            _keep_texts(run, retour, same, earlier, intakes)
            continue
        intakes.append(new)
        earlier.append(new)
        run.offered[new.nr] = unread  # so that of many returns only this stays in memory
        run.findings += findings
    run.state = replace(run.state, events=_with_intakes(run.state.events, intakes))


def _with_new_texts(retour: Retour, earlier: Sequence[Intake]) -> Retour:
    """A return without the text outside its fields that an earlier one of this party brought already."""
    if not retour.loose:
        return retour
    known = frozenset[str]().union(*(intake.los for intake in earlier))
    return replace(retour, loose=tuple(x for x in retour.loose if diff.text_digest(x) not in known))


def _keep_texts(run: Run, retour: Retour, same: Intake, earlier: list[Intake], intakes: list[Intake]) -> None:
    """A copy of a return can say something new outside the fields: that goes to Logboek."""
    if retour.loose:
        more = replace(same, los=same.los.union(map(diff.text_digest, retour.loose)))
        run.noted.append(retour)
        run.findings += ledger.loose_findings(retour)
        for found in (earlier, intakes):
            found[found.index(same)] = more


def _with_intakes(events: Sequence[Event], intakes: Sequence[Intake]) -> tuple[Event, ...]:
    """The events with the intakes as they are now, and the new ones behind them."""
    now = {intake.nr: intake for intake in intakes}
    kept = tuple(now.pop(event.nr) if isinstance(event, Intake) else event for event in events)
    return (*kept, *now.values())


def _read(
    run: Run, retour: Retour, unread: Retour, uitgifte: Uitgifte, *, nr: int, seq: int
) -> tuple[Intake, list[Finding]]:
    desk = Desk(retour=retour, uitgifte=uitgifte, rules=run.rules, fiches=run.seen.fiches)
    placed, findings = rows.place(desk)
    edits = run.rules.strategy.delta(desk, placed)
    if uitgifte.lijst:
        edits = carried(edits, placed, run.state, uitgifte)
    intake = Intake(
        nr=nr,
        uitgifte=retour.uitgifte,
        recipient=retour.recipient,
        seq=seq,
        name=retour.name,
        digest=retour.digest,
        inhoud=diff.inhoud(edits),
        edits=edits,
        los=frozenset(map(diff.text_digest, retour.loose)),
    )
    if uitgifte.id not in run.issued:
        run.issued[uitgifte.id] = per_fiche(uitgifte.base)
    missing = missing_findings(desk, placed, run.issued[uitgifte.id])
    return intake, [*findings, *ledger.reading_findings(retour, unread), *missing]


def _finish(run: Run) -> MergeResult:
    after = replay(run.state, run.rules)
    shown = after.shown()
    missing = {ref.fiche for ref in run.before.agreed} - run.seen.fiches
    wanted = master.changes(run.seen.rows, shown, run.rules)
    writes = {key: wanted[key] for key in sorted(wanted) if key.fiche not in missing}
    written = master.to_remember(run.state, run.seen.rows, shown, wanted, run.rules)
    writes, written = _in_words(writes, run.rules), _in_words(written, run.rules)
    added, removed = _rows_moved(run.seen, after, shown, writes)
    writes, added = as_written(writes, added, run.state)
    return MergeResult(
        state=replace(run.state, written=written),
        writes=writes,
        rows_added=added,
        rows_removed=removed,
        rows_vervallen=tuple(_vervallen(shown, run.rules)),
        conflicts=master.conflicts(after),
        ledgers=ledger.ledgers(run.state, after, new=frozenset(run.offered)),
        copies=run.copies,
        parallel=ledger.parallel(after),
        decided=tuple(run.choices),
        log=ledger.log(
            time=run.time,
            before=run.before,
            after=after,
            writes=writes,
            found=run.seen.rows,
            words=run.words,
            choices=run.choices,
            offered=run.offered,
            noted=run.noted,
        ),
        findings=(
            *run.findings,
            *ledger.refused_findings(run.state, run.offered),
            *ledger.replaced_findings(after, run.offered),
            *ledger.went_back(run.before, after, writes),
        ),
    )


def _in_words(values: Mapping[Key, Value], rules: Rules) -> dict[Key, Value]:
    return {key: rules.word(key.tabel, key.veld, value) for key, value in values.items()}


def _mark(state: State, master_now: Cells, nr: int, rules: Rules, *, undone: bool, time: str) -> MergeResult:
    found = [e for e in state.events if isinstance(e, Intake) and e.nr == nr and e.undone is not undone]
    if not found:
        raise KeyError(nr)
    run = _begin(state, master_now, rules, (), time)
    flip = replace(found[0], undone=undone)
    events = tuple(flip if event is found[0] else event for event in run.state.events)
    run.state = replace(run.state, events=events)
    result = _finish(run)
    stays = ledger.stays_findings(found[0], replay(run.state, rules)) if undone else []
    return replace(result, findings=(*result.findings, *stays))


def _stays(ref: RowRef, row: Mapping[str, Value], seen: Seen) -> bool:
    return ref in seen.rows or any(value is not None for value in row.values())


def _renew_lijst(run: Run) -> None:
    """A round settles what earlier lists proposed: a next list is compared with the last one."""
    current = current_lijst(run.state)
    if current is None or run.state.lijst is None or run.state.lijst == current.base:
        return
    number = int(current.id.removeprefix("lijst-")) + 1
    run.add(replace(current, id=f"lijst-{number}", base=run.state.lijst))


def _rows_moved(
    seen: Seen, after: Stand, shown: Rows, writes: Mapping[Key, Value]
) -> tuple[tuple[RowRef, ...], tuple[RowRef, ...]]:
    touched = sorted({key.row for key in writes})
    filled = {ref for ref in touched if any(value is not None for value in shown.get(ref, {}).values())}
    added = tuple(ref for ref in touched if ref in filled and ref not in seen.rows)
    emptied = (ref for ref in touched if ref not in filled and ref in seen.rows and ref.rij)
    return added, tuple(ref for ref in emptied if ref not in after.agreed)


def _vervallen(shown: Rows, rules: Rules) -> list[RowRef]:
    marks = {tabel: mark for tabel in rules.vervallen if (mark := rules.mark(tabel))}
    return sorted(
        ref
        for ref, row in shown.items()
        if ref.tabel in marks
        and rules.form(ref.tabel, marks[ref.tabel][0], row.get(marks[ref.tabel][0])) == marks[ref.tabel][1]
    )
