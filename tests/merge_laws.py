"""The laws of a merge as functions: each raises AssertionError for a scenario in which it does not hold.

They look at what a merge did from outside, with their own reading of the decision table, so that they can
judge a wrong strategy as well as the right one.
"""

import copy
import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from itertools import compress

from actielijst_xl.merging import apply
from actielijst_xl.model.decisions import Besluit, Cell, Keuze, Key, Outcome, RowRef
from actielijst_xl.model.field import Leeg
from tests.merge_builders import BAD, RULES, Scenario, retour


def form(key, value):
    return RULES.form(key.tabel, key.veld, value)


def is_word_clear(value):
    return isinstance(value, str) and value.strip().casefold() == "wissen"


def edits_of(scenario: Scenario, one):
    """Δ of a return, by its own reading: [(key or None for a new row, form, ask, refused)]."""
    found = []
    for row in one.rows:
        ref = RowRef(row.fiche, row.tabel, row.rij or "")
        known = ref in scenario.base and row.rij is not None
        for veld, cell in row.cells.items():
            key = Key(*ref, veld)
            was = form(key, scenario.base[ref].get(veld)) if known else ""
            now = form(key, cell.value)
            if now != was:
                refused = now == BAD or not may(scenario, one.recipient, key)
                leeg = RULES.velden[row.tabel, veld].leeg if now == "" else None
                refused |= leeg is Leeg.NEGEREN
                clear = now == "" or is_word_clear(cell.value)
                found.append((key if known else None, "" if clear else now, leeg is Leeg.VRAGEN, refused))
    return found


def may(scenario, recipient, key):
    """Whether a party was given this field."""
    scope = scenario.scopes[recipient]
    return key.fiche in scope.fiches and (key.tabel, key.veld) in scope.velden


def said_by(scenario, one):
    """What a return says, to tell a copy from another return."""
    on_record = Counter((repr(key), f) for key, f, _, _ in edits_of(scenario, one) if key is not None)
    return one.recipient, on_record, sorted(new_rows(scenario, one))


def new_rows(scenario, one):
    """What the new rows of a return say."""
    for row in one.rows:
        if row.rij is None or RowRef(row.fiche, row.tabel, row.rij) not in scenario.base:
            forms = sorted((v, form(Key("", row.tabel, "", v), c.value)) for v, c in row.cells.items())
            yield repr((row.fiche, row.rij, forms))


def effective(scenario):
    """Per party its newest return, where a copy of an earlier one is no return."""
    newest, seen = {}, []
    for one in scenario.retouren:
        said = said_by(scenario, one)
        if said not in seen:
            seen.append(said)
            newest[one.recipient] = one
    return newest


def agreed(scenario, key):
    """A(k): as issued, or as the province typed it since."""
    return scenario.typed.get(key, scenario.base.get(key.row, {}).get(key.veld))


def table(scenario):
    """P(k) by the specification: {key: (proposed forms, all asks)} over the rows that were issued."""
    proposals = defaultdict(list)
    for recipient, one in effective(scenario).items():
        for key, veld_form, ask, refused in edits_of(scenario, one):
            if key is not None and not refused:
                proposals[key].append((veld_form, ask, recipient))
    return proposals


def expected_forms(scenario, key, proposed):
    """The candidates: what is proposed, and A(k) if the province changed it or a blank must be asked."""
    forms = {veld_form for veld_form, _, _ in proposed}
    now = form(key, agreed(scenario, key))
    asked = [ask for veld_form, ask, _ in proposed if veld_form == ""]
    changed = now != form(key, scenario.base.get(key.row, {}).get(key.veld))
    return forms | ({now} if changed or (asked and all(asked)) else set())


def dropped_against_edit(scenario, key, proposed, proposals):
    """A row that somebody drops and somebody else, or the province, changed."""
    if key.veld != "status":
        return False
    droppers = {who for veld_form, _, who in proposed if veld_form == "vervallen"}
    others = [k for k in proposals if k.row == key.row]
    editors = {who for k in others for _, _, who in proposals[k]}
    own = any(
        k.row == key.row and k.veld != "status" and form(k, v) != form(k, scenario.base[k.row].get(k.veld))
        for k, v in scenario.typed.items()
    )
    return bool(droppers) and (bool(editors - droppers) or own)


def snapshot(world):
    """What must be equal when merges are equal: values, open conflicts, refusals."""
    refusals = Counter(
        (one.intake.recipient, edit.key, edit.form, edit.refusal.code)
        for one in world.result.ledgers
        for edit, outcome in zip(one.intake.edits, one.outcomes, strict=True)
        if outcome is Outcome.REFUSED
    )
    return world.forms, world.open_forms, refusals


def law_01_identity(scenario, rules):
    world = scenario.start(rules)
    before = world.forms
    silent = [replace(one, rows=()) for one in scenario.retouren]
    for batch in [(), silent, [issued(scenario, recipient) for recipient in scenario.scopes]]:
        world.merge(*batch)
        assert world.forms == before
        assert not world.result.writes
        assert not world.result.conflicts
        assert not any(ledger.outcomes for ledger in world.result.ledgers)


def issued(scenario, recipient):
    """The copy of a party, as it was issued."""
    return retour(scenario.base, recipient)


def law_02_idempotence(scenario, rules):
    world = scenario.run(rules)
    before, ledgers = snapshot(world), len(world.result.ledgers)
    copies = [resaved(replace(one, name="kopie.xlsx", digest="anders")) for one in scenario.retouren]
    world.merge(*copies)
    assert snapshot(world) == before
    assert not world.result.writes
    assert len(world.result.ledgers) == ledgers


def law_03_order(scenario, rules):
    together = snapshot(scenario.run(rules))
    by_party = defaultdict(list)
    for one in scenario.retouren:
        by_party[one.recipient].append(one)
    for parties in (sorted(by_party), sorted(by_party, reverse=True)):
        order = [one for party in parties for one in by_party[party]]
        assert snapshot(scenario.run(rules, [order])) == together
        assert snapshot(scenario.run(rules, [[one] for one in order] or [[]])) == together


def law_04_no_lost_update(scenario, rules):
    world = scenario.run(rules)
    newest = effective(scenario)
    last = {one.intake.recipient: one for one in world.result.ledgers}
    for one in world.result.ledgers:
        assert len(one.outcomes) == len(one.intake.edits) == sum(one.counts.values())
        assert one is last[one.intake.recipient] or set(one.outcomes) <= {Outcome.SUPERSEDED}
    for recipient, offered in newest.items():
        wanted = edits_of(scenario, offered)
        assert len(last[recipient].outcomes) == len(wanted)
        assert last[recipient].counts[Outcome.REFUSED] == sum(refused for *_, refused in wanted)
        assert last[recipient].counts[Outcome.SUPERSEDED] == 0
        for edit, outcome in zip(last[recipient].intake.edits, last[recipient].outcomes, strict=True):
            check_outcome(world, recipient, edit, outcome)


def check_outcome(world, recipient, edit, outcome):
    """What an outcome promises, seen in the master and on Conflicten."""
    match outcome:
        case Outcome.CONFLICT:
            bronnen = [b.recipient for c in world.conflicts[edit.key].candidates for b in c.bronnen]
            assert recipient in bronnen
        case Outcome.APPLIED | Outcome.AGREED:
            assert world.form(edit.key) == edit.form
        case Outcome.REFUSED:
            assert edit.refusal
            assert edit.address


def all_keys(world):
    return {Key(*ref, veld) for ref, cells in world.rows.items() for veld in cells}


def law_05_no_phantom(scenario, rules):
    world = scenario.run(rules)
    proposals = table(scenario)
    added = {veld_form for one in effective(scenario).values() for veld_form in forms_of_new(scenario, one)}
    for key in all_keys(world):
        if key.row not in scenario.base:
            assert world.form(key) in {"", *added}
        elif world.form(key) != form(key, agreed(scenario, key)):
            assert world.form(key) in {f for f, _, _ in proposals.get(key, [])}


def forms_of_new(scenario, one):
    """The forms in the new rows that a party may add."""
    return [f for key, f, _, refused in edits_of(scenario, one) if key is None and not refused]


def law_06_agreement(scenario, rules):
    world = scenario.run(rules)
    proposals = table(scenario)
    for key, proposed in proposals.items():
        forms = expected_forms(scenario, key, proposed)
        if len(forms) == 1 and not dropped_against_edit(scenario, key, proposed, proposals):
            assert key not in world.conflicts
            assert world.form(key) in forms


def law_07_conflict_iff(scenario, rules):
    world = scenario.run(rules)
    proposals = table(scenario)
    for key, proposed in proposals.items():
        forms = expected_forms(scenario, key, proposed)
        if dropped_against_edit(scenario, key, proposed, proposals):
            forms |= {form(key, agreed(scenario, key))}
        assert (key in world.conflicts) == (len(forms) > 1)
        if key in world.conflicts:
            assert world.conflicts[key].forms == forms
            assert {c.form for c in world.conflicts[key].candidates} == {f for f, _, _ in proposed}
            bronnen = [b.recipient for c in world.conflicts[key].candidates for b in c.bronnen]
            assert sorted(bronnen) == sorted(who for _, _, who in proposed)
            assert world.form(key) == form(key, agreed(scenario, key))
    for key in world.conflicts:
        assert key in proposals or key.row not in scenario.base


def law_08_scope(scenario, rules):
    world = scenario.run(rules)
    for key in all_keys(world):
        if not any(may(scenario, recipient, key) for recipient in scenario.scopes):
            assert world.form(key) == form(key, agreed(scenario, key))
    strangers = [replace(one, recipient="vreemd") for one in scenario.retouren]
    strangers += [replace(one, uitgifte="onbekend") for one in scenario.retouren]
    before = snapshot(world)
    world.merge(*strangers)
    assert snapshot(world) == before
    assert len([c for c in world.codes if c in {"XA-S001", "XA-S002"}]) == len(strangers)


def law_09_rows(scenario, rules):
    def shuffled(one):
        rows = [replace(r, cells=dict(reversed(r.cells.items()))) for r in reversed(one.rows)]
        return replace(one, rows=tuple(rows))

    world = scenario.run(rules)
    other = replace(scenario, retouren=tuple(map(shuffled, scenario.retouren))).run(rules)
    assert snapshot(world) == snapshot(other)
    assert [x.intake.inhoud for x in world.result.ledgers] == [x.intake.inhoud for x in other.result.ledgers]
    # absence is no edit: without the rows in which nobody edited, everything is the same
    thin = replace(scenario, retouren=tuple(without_unedited(scenario, one) for one in scenario.retouren))
    assert snapshot(thin.run(rules)) == snapshot(world)
    assert set(scenario.base) <= set(world.rows)


def without_unedited(scenario, one):
    edited = {key.row for key, *_ in edits_of(scenario, one) if key}
    refs = [RowRef(row.fiche, row.tabel, row.rij or "") for row in one.rows]
    kept = [ref in edited or ref not in scenario.base for ref in refs]
    return replace(one, rows=tuple(compress(one.rows, kept)))


def resaved(one):
    """The same return after another program kept it."""
    return replace(one, rows=tuple(resaved_row(row) for row in one.rows))


def resaved_row(row):
    cells = {v: Cell(resaved_value(row.tabel, v, c.value), c.address) for v, c in row.cells.items()}
    return replace(row, cells=cells)


def resaved_value(tabel, veld, value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        kept = unicodedata.normalize("NFD", value).replace("\n", "_x000D_\n") + " \u00a0"
        return kept if kept.strip() else value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, date) and RULES.velden[tabel, veld].soort == "periode":
        return f"{value.day}-{value.month}-{value.year:04}"
    return value


def law_10_representation(scenario, rules):
    world = scenario.run(rules)
    other = replace(scenario, retouren=tuple(map(resaved, scenario.retouren))).run(rules)
    assert snapshot(world) == snapshot(other)
    for recipient in scenario.scopes:
        fresh = scenario.start(rules).merge(resaved(issued(scenario, recipient)))
        assert not fresh.result.writes
        assert [x.intake.edits for x in fresh.result.ledgers] == [()]


def law_11_purity(scenario, rules):
    world = scenario.start(rules)
    state, rows = copy.deepcopy(world.state), copy.deepcopy(world.rows)
    dry = apply.merge(world.state, world.rows, scenario.retouren, rules, time="nu")
    assert (world.state, world.rows) == (state, rows)
    assert apply.merge(world.state, world.rows, scenario.retouren, rules, time="nu") == dry


def law_12_decisions_stick(scenario, rules):
    world = scenario.run(rules)
    open_now = world.result.conflicts
    world.merge(besluiten=[choose(conflict, i) for i, conflict in enumerate(open_now)])
    assert not world.result.conflicts
    decided = world.forms
    for conflict, decision in world.result.decided:
        assert world.form(conflict.key) == decision.form
    world.merge(*scenario.retouren)
    assert not world.result.conflicts
    assert not world.result.writes
    assert world.forms == decided
    reopenable = [c.key for c in open_now if c.key.row in scenario.base and may(scenario, "P", c.key)]
    for key in reopenable[:1]:
        world.merge(retour(scenario.base, "P", {key: "heel nieuw"}))
        assert form(key, "heel nieuw") in world.open_forms[key]
        assert world.form(key) == decided.get(key, "")


def choose(conflict, i):
    match i % 3:
        case 0:
            return Besluit(conflict=conflict.id, keuze=Keuze.MASTER)
        case 1:
            return Besluit(conflict=conflict.id, keuze=Keuze.RETOUR, kandidaat=len(conflict.candidates))
        case _:
            return Besluit(conflict=conflict.id, keuze=Keuze.EIGEN, eigen_tekst="eigen")


def law_12_undo_is_replay(scenario, rules):
    world = scenario.run(rules)
    before = snapshot(world)
    for nr in {intake.nr for intake in world.intakes[:2]}:
        offered = [one for one in scenario.retouren if on_record_as(scenario, one) != nr]
        world.undo(nr)
        assert snapshot(world) == snapshot(replace(scenario, retouren=tuple(offered)).run(rules))
        world.redo(nr)
        assert snapshot(world) == before


def on_record_as(scenario, wanted):
    """The `nr` under which a return, or the one that it is a copy of, is on record."""
    seen = []
    for one in scenario.retouren:
        said = said_by(scenario, one)
        if said not in seen:
            seen.append(said)
    return seen.index(said_by(scenario, wanted)) + 1


LAWS = {name: law for name, law in sorted(globals().items()) if name.startswith("law_")}
