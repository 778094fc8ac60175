"""The account of a merge: what became of every edit, and what people should know. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from actielijst_xl.merging.decide import Settled
from actielijst_xl.merging.master import Choice, as_conflict
from actielijst_xl.merging.replay import Stand, is_open
from actielijst_xl.merging.result import Candidate, Conflict, Ledger, LogEvent, Parallel
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import (
    Decision,
    Edit,
    Intake,
    Key,
    LooseText,
    Outcome,
    Retour,
    RowRef,
    Rows,
    State,
    Uitgifte,
    Unreadable,
)
from actielijst_xl.model.document import display
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.findings import Finding, Severity

_MOST_SHOWN = 300  # characters of what somebody typed, in a finding


def ledgers(state: State, stand: Stand, *, new: frozenset[int]) -> tuple[Ledger, ...]:
    """Per return on record that counts: what became of each edit. One outcome for each edit, always."""
    found = []
    for intake in state.events:
        if isinstance(intake, Intake) and not intake.undone:
            outcomes = tuple(stand.outcomes[intake.nr])
            assert len(outcomes) == len(intake.edits), "every edit has exactly one outcome"
            found.append(Ledger(intake=intake, outcomes=outcomes, new=intake.nr in new))
    return tuple(found)


def parallel(stand: Stand) -> tuple[Parallel, ...]:
    """The rows in which several parties changed different fields."""
    who: dict[RowRef, set[str]] = defaultdict(set)
    for key, verdict in stand.verdicts.items():
        who[key.row].update([proposal.intake.recipient for proposal in verdict.case.proposals])
    by_row: dict[RowRef, dict[str, set[str]]] = defaultdict(dict)
    for key, verdict in stand.verdicts.items():
        if len(who[key.row]) > 1:  # few rows
            by_row[key.row][key.veld] = {proposal.intake.recipient for proposal in verdict.case.proposals}
    found = []
    for ref in sorted(by_row):
        parties = by_row[ref].values()
        if any(len(one | other) > 1 for one in parties for other in parties if one is not other):
            velden = tuple(sorted(by_row[ref]))
            found.append(Parallel(row=ref, recipients=tuple(sorted(who[ref])), velden=velden))
    return tuple(found)


# --- findings ----------------------------------------------------------------------------------------


def unknown_finding(retour: Retour, *, known_uitgifte: bool) -> Finding:
    """A return that the register does not know: it is refused whole."""
    code = "XA-S002" if known_uitgifte else "XA-S001"
    details = {"uitgifte": retour.uitgifte, "partij": retour.recipient}
    return Finding(code=code, severity=Severity.FOUT, file=retour.name, details=details)


def copy_finding(retour: Retour, same: Intake, earlier: Sequence[Intake]) -> Finding:
    """A return that says what an earlier one of the same uitgifte and party says already."""
    newest = max((i.seq for i in earlier if not i.undone), default=same.seq)
    severity = Severity.MELDING
    code = "XA-S003"
    if same.undone:
        code, severity = "XA-S005", Severity.WAARSCHUWING
    elif same.seq < newest:
        code, severity = "XA-S006", Severity.WAARSCHUWING
    details = {"bestand": same.name, "nr": str(same.nr), "partij": same.recipient}
    return Finding(code=code, severity=severity, file=retour.name, details=details)


def unread(retour: Retour) -> Retour:
    """A return with only the rows in which a cell can't be read: what the account still needs of it."""
    bad = Unreadable.CELL
    rows = (row for row in retour.rows if [cell for cell in row.cells.values() if cell.value is bad])
    return replace(retour, rows=tuple(rows))


def reading_findings(retour: Retour, unread: Retour) -> Iterator[Finding]:
    """Unreadable cells, and text outside the fields."""
    yield from unreadable_findings(unread)
    yield from loose_findings(retour)


def unreadable_findings(retour: Retour) -> Iterator[Finding]:
    """Every cell that can't be read; the party and the digest tell of which file it is. See `unread`."""
    for row in retour.rows:
        known = {"fiche": row.fiche, "partij": retour.recipient, "digest": retour.digest}
        for veld, cell in row.cells.items():
            if cell.value is Unreadable.CELL:
                yield _in_retour(retour, "XA-S020", row.sheet, cell.address, veld=veld, **known)


def _shown(text: str) -> str:
    """Text of others as one line of a report can hold it; Logboek has all of it."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text[: _MOST_SHOWN + 1]).split())
    return plain if len(text) <= _MOST_SHOWN else f"{plain[:_MOST_SHOWN]}…"


def loose_findings(retour: Retour) -> Iterator[Finding]:
    """Every text outside the fields, and every note."""
    yield from (_loose_finding(retour, loose) for loose in retour.loose)


def _loose_finding(retour: Retour, loose: LooseText) -> Finding:
    """Text outside the fields, or a note; a note on a field names it."""
    code = "XA-S021"
    details: dict[str, str] = {}
    if loose.opmerking:
        code = "XA-S091" if loose.key else "XA-S092"
    if loose.key:
        details = {"fiche": loose.key.fiche, "veld": loose.key.veld}
    return Finding(
        code=code,
        severity=Severity.WAARSCHUWING,  # nobody else will read it; it is told once
        file=retour.name,
        sheet=loose.sheet,
        cell=loose.address,
        value=_shown(loose.text),
        details=details,
    )


def refused_findings(state: State, offered: Mapping[int, Retour]) -> Iterator[Finding]:
    """Every refused edit of the returns that were just taken in, with its value, place and reason."""
    for intake in state.events:
        if isinstance(intake, Intake) and intake.nr in offered:
            yield from refusals(intake)


def replaced_findings(after: Stand, offered: Mapping[int, Retour]) -> Iterator[Finding]:
    """Returns that gave way to another one of the same party in the same run: only their order decided."""
    for nr, retour in offered.items():
        if Outcome.SUPERSEDED in after.outcomes[nr]:
            newer = _newest(after, nr).name
            yield _in_retour(retour, "XA-S028", "", "", partij=retour.recipient, bestand=newer)


def _newest(after: Stand, nr: int) -> Intake:
    """The return of the same party to the same uitgifte that came in last."""
    intake = after.intakes[nr]
    return after.parties[intake.uitgifte, intake.recipient][-1]


def refusals(intake: Intake) -> Iterator[Finding]:
    """Every refused edit of one return; a caller can mark these cells in the file that it sends back."""
    for edit in intake.edits:
        if edit.refusal:
            yield Finding(
                code=edit.refusal.code,
                severity=Severity.WAARSCHUWING,
                file=intake.name,
                sheet=edit.sheet,
                cell=edit.address,
                value=_shown(display(edit.value)),
                hint=edit.refusal.accepted,
                details={
                    "fiche": edit.key.fiche,
                    "veld": edit.key.veld,
                    "partij": intake.recipient,
                    "voorbeeld": edit.refusal.example,
                },
            )


def lijst_findings(base: Uitgifte, lijst: Retour) -> list[Finding]:
    """Projects that vanished from the list (they are kept) and projects that are new on it."""
    before = {ref.fiche for ref in base.base if ref.tabel == Tabel.PROJECT}
    now = {row.fiche for row in lijst.rows if row.tabel == Tabel.PROJECT}
    gone = [_in_retour(lijst, "XA-S040", "", "", fiche=fiche) for fiche in sorted(before - now)]
    new = [_in_retour(lijst, "XA-S041", "", "", fiche=fiche) for fiche in sorted(now - before)]
    return gone + new


def went_back(before: Stand, after: Stand, writes: Mapping[Key, Value]) -> Iterator[Finding]:
    """Values that an earlier run took over and that nobody proposes any more, or that are disputed now."""
    for key in sorted(writes):
        old = before.verdicts.get(key)
        if old and old.settled is Settled.ONE and _agreed_again(after, key):
            value = after.rules.word(key.tabel, key.veld, old.value)
            yield _about("XA-S030", Severity.WAARSCHUWING, key, value)


def _agreed_again(stand: Stand, key: Key) -> bool:
    verdict = stand.verdicts.get(key)
    return verdict is None or is_open(verdict)


def stays_findings(intake: Intake, after: Stand) -> list[Finding]:
    """The fields of an undone return that do not go back, because something was decided since."""
    found = []
    shown = after.shown()
    for edit in intake.edits:
        value = shown.get(edit.key.row, {}).get(edit.key.veld)
        same = after.rules.form(edit.key.tabel, edit.key.veld, value) == edit.form
        if edit.refusal is None and (same or edit.key in after.words):
            word = after.rules.word(edit.key.tabel, edit.key.veld, value)
            found.append(_about("XA-S036", Severity.MELDING, edit.key, word))
    return found


def _about(code: str, severity: Severity, key: Key, value: Value) -> Finding:
    """A finding about a field of the master, with its value as an official reads it."""
    text = _shown(display(value)) or "(leeg)"
    return Finding(code=code, severity=severity, value=text, details=key._asdict())


def _in_retour(retour: Retour, code: str, sheet: str, cell: str, **details: str) -> Finding:
    severity = Severity.WAARSCHUWING
    return Finding(code=code, severity=severity, file=retour.name, sheet=sheet, cell=cell, details=details)


# --- Logboek -----------------------------------------------------------------------------------------


def log(
    *,
    time: str,
    before: Stand,
    after: Stand,
    writes: Mapping[Key, Value],
    found: Rows,
    words: Iterable[Decision],
    choices: Iterable[Choice],
    offered: Mapping[int, Retour],
    noted: Iterable[Retour] = (),
) -> tuple[LogEvent, ...]:
    """The lines for Logboek: what came in, what changed, what opened, what was refused or not recognised."""
    lines = [
        *_typed_lines(time, before, words),
        *_choice_lines(time, choices),
        *_offered_lines(time, after, offered),
        *(_loose_line(time, retour, loose) for retour in noted for loose in retour.loose),
        *_write_lines(time, after, writes, found),
        *_opened_lines(time, before, after),
    ]
    return tuple(lines)


def _typed_lines(time: str, before: Stand, words: Iterable[Decision]) -> Iterator[LogEvent]:
    shown = before.shown()
    for word in words:
        was = shown.get(word.key.row, {}).get(word.key.veld)
        code = "XA-S107" if word.against - {word.form} else "XA-S106"
        yield LogEvent(time=time, code=code, key=word.key, was=was, became=word.value)


def _choice_lines(time: str, choices: Iterable[Choice]) -> Iterator[LogEvent]:
    for conflict, decision in choices:
        yield LogEvent(
            time=time, code="XA-S108", key=decision.key, was=conflict.master, became=decision.value
        )


def _offered_lines(time: str, after: Stand, offered: Mapping[int, Retour]) -> Iterator[LogEvent]:
    for nr, retour in offered.items():
        yield LogEvent(time=time, code="XA-S101", sender=retour.recipient, file=retour.name)
        intake, newest = after.intakes[nr], _newest(after, nr)
        stays = {(edit.key, edit.form) for edit in newest.edits} if newest is not intake else frozenset()
        for edit, outcome in zip(intake.edits, after.outcomes[nr], strict=True):
            if outcome is Outcome.REFUSED:
                yield _edit_line(time, "XA-S103", retour, edit)
            elif outcome is Outcome.SUPERSEDED and (edit.key, edit.form) not in stays:
                yield _edit_line(time, "XA-S112", retour, edit)  # it stands nowhere else
        yield from _unreadable_lines(time, retour)
        yield from (_loose_line(time, retour, loose) for loose in retour.loose)


def _unreadable_lines(time: str, retour: Retour) -> Iterator[LogEvent]:
    for row in retour.rows:
        for veld, cell in row.cells.items():
            if cell.value is Unreadable.CELL:
                yield LogEvent(
                    time=time,
                    code="XA-S111",
                    sender=retour.recipient,
                    file=retour.name,
                    key=Key(row.fiche, row.tabel, row.rij or "", veld),
                    place=f"{row.sheet} {cell.address}".strip(),
                )


def _loose_line(time: str, retour: Retour, loose: LooseText) -> LogEvent:
    return LogEvent(
        time=time,
        code="XA-S095" if loose.opmerking else "XA-S104",
        sender=retour.recipient,
        file=retour.name,
        key=loose.key,
        became=loose.text,
        place=f"{loose.sheet} {loose.address}".strip(),
    )


def _edit_line(time: str, code: str, retour: Retour, edit: Edit) -> LogEvent:
    return LogEvent(
        time=time,
        code=code,
        sender=retour.recipient,
        file=retour.name,
        key=edit.key,
        was=edit.was,
        became=edit.value,
        place=f"{edit.sheet} {edit.address}".strip(),
    )


def _write_lines(time: str, after: Stand, writes: Mapping[Key, Value], found: Rows) -> Iterator[LogEvent]:
    for key in sorted(writes):
        was = found.get(key.row, {}).get(key.veld)
        verdict = after.verdicts.get(key)
        if verdict is None or is_open(verdict):
            code, sources = "XA-S105", []
        else:
            code = "XA-S102"
            sources = [p.intake for p in verdict.case.proposals if p.edit.form == verdict.form]
        yield LogEvent(
            time=time,
            code=code,
            sender="; ".join(dict.fromkeys([intake.recipient for intake in sources])),
            file="; ".join(dict.fromkeys([intake.name for intake in sources])),
            key=key,
            was=was,
            became=writes[key],
        )


def _opened_lines(time: str, before: Stand, after: Stand) -> Iterator[LogEvent]:
    known = {as_conflict(verdict).id for verdict in before.open_verdicts()}
    for verdict in after.open_verdicts():
        conflict = as_conflict(verdict)
        if conflict.id not in known:
            yield from (_candidate_line(time, conflict, candidate) for candidate in conflict.candidates)


def _candidate_line(time: str, conflict: Conflict, candidate: Candidate) -> LogEvent:
    """One proposal in a conflict: once that is decided, it stands nowhere else."""
    return LogEvent(
        time=time,
        code="XA-S109",
        sender="; ".join(dict.fromkeys(bron.recipient for bron in candidate.bronnen)),
        file="; ".join(dict.fromkeys(bron.name for bron in candidate.bronnen)),
        key=conflict.key,
        was=conflict.was,
        became=candidate.value,
    )


def total(found: Iterable[Ledger]) -> Mapping[Outcome, int]:
    """The outcomes of several returns together."""
    counts = dict.fromkeys(Outcome, 0)
    for one in found:
        for outcome in one.outcomes:
            counts[outcome] += 1
    return counts
