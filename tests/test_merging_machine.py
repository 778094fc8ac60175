"""Any sequence of issue, edit, return, resend, decide, undo, update and crash keeps the promises."""

import copy
from collections import defaultdict

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from actielijst_xl.merging import apply, master
from actielijst_xl.merging.replay import replay
from actielijst_xl.model.decisions import Outcome, Retour, Uitgifte
from tests.merge_builders import (
    BAD,
    RULES,
    World,
    afspraak,
    akey,
    as_row,
    pkey,
    project,
    retour,
    scope,
)
from tests.merge_laws import choose

BASE = {**project("F1", a="a", weg="w"), **afspraak("F1", "r1", activiteit="een", status="Loopt")}
LIJST = project("F1", a="a")
KEYS = [pkey("a"), pkey("weg"), pkey("slot"), akey("r1", "activiteit"), akey("r1", "status")]
VALUES = st.sampled_from(["a", "x", "y", "z", None, "wissen", BAD, "Vervallen"])
EDITS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3)
PARTIES = st.sampled_from(["P", "Q", "R"])


class Province(RuleBasedStateMachine):
    """One master through many rounds."""

    @initialize()
    def generate(self):
        state = apply.start(BASE, lijst=LIJST, lijst_velden=frozenset({("project", "a")}))
        self.world = World(BASE, state=state)
        self.sent = []
        self.ever = defaultdict(set)  # per field every form that anybody ever wanted there
        for ref, cells in BASE.items():
            for veld in cells:
                self.want(type(KEYS[0])(*ref, veld), cells[veld])
        self.issue()

    def want(self, key, value):
        form = RULES.form(key.tabel, key.veld, value)
        self.ever[key].add("" if form == "wissen" else form)

    @property
    def rounds(self):
        return [e for e in self.world.state.events if isinstance(e, Uitgifte) and not e.lijst and e.scopes]

    @rule()
    def issue(self):
        number = len(self.rounds) + 1
        self.world.issue(f"u{number}", P=scope("F1"), Q=scope("F1"), R=scope("F1"))

    @rule(party=PARTIES, edits=EDITS, back=st.integers(0, 2), new=st.booleans())
    def take_return(self, party, edits, back, new):
        uitgifte = self.rounds[-1 - min(back, len(self.rounds) - 1)]
        fresh = [("F1", "s1", {"activiteit": "nieuw"})] if new else []
        one = retour(uitgifte.base, party, edits, uitgifte=uitgifte.id, new=fresh)
        for key, value in edits.items():
            self.want(key, value)
        self.sent.append(one)
        self.world.merge(one)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def resend(self, data):
        before = self.world.forms
        self.world.merge(data.draw(st.sampled_from(self.sent)))
        assert self.world.forms == before
        assert not self.world.result.writes

    @rule(key=st.sampled_from(KEYS), value=VALUES.filter(lambda v: v != "wissen"))
    def type_in_the_master(self, key, value):
        self.want(key, value)
        self.world.type(key, value).merge()
        assert self.world.form(key) == RULES.form(key.tabel, key.veld, value)

    @precondition(lambda self: self.world.result.conflicts)
    @rule(which=st.integers(0, 2))
    def decide(self, which):
        conflict = self.world.result.conflicts[0]
        for value in [c.value for c in conflict.candidates] + [conflict.master, "eigen"]:
            self.want(conflict.key, value)
        self.world.merge(besluiten=[choose(conflict, which)])
        assert conflict.key not in self.world.conflicts

    @precondition(lambda self: any(not i.undone for i in self.world.intakes))
    @rule(data=st.data())
    def undo(self, data):
        nr = data.draw(st.sampled_from([i.nr for i in self.world.intakes if not i.undone]))
        self.world.undo(nr)
        assert nr not in {one.intake.nr for one in self.world.result.ledgers}

    @precondition(lambda self: any(i.undone for i in self.world.intakes))
    @rule(data=st.data())
    def redo(self, data):
        self.world.redo(data.draw(st.sampled_from([i.nr for i in self.world.intakes if i.undone])))

    @rule(value=st.sampled_from(["a", "x", "lijst"]))
    def update(self, value):
        self.want(pkey("a"), value)
        row = as_row("F1", "project", "", {"a": value})
        self.world.update(Retour(uitgifte="", recipient="", name="lijst.xlsx", rows=(row,)))

    @rule(party=PARTIES, edits=EDITS)
    def crash(self, party, edits):
        """A run that came to nothing leaves no trace."""
        before = copy.deepcopy((self.world.state, self.world.rows))
        one = retour(self.rounds[-1].base, party, edits, uitgifte=self.rounds[-1].id)
        apply.merge(self.world.state, self.world.rows, [one], RULES)
        assert before == (self.world.state, self.world.rows)

    @invariant()
    def what_is_remembered_as_written_is_what_differs_from_the_latest_round(self):
        state = self.world.state
        differs = master.changes(master.latest(state).base, replay(state, RULES).shown(), RULES)
        words = {key: RULES.word(key.tabel, key.veld, value) for key, value in differs.items()}
        assert state.written == words

    @invariant()
    def every_edit_has_one_outcome(self):
        for one in self.world.result.ledgers:
            assert sum(one.counts.values()) == len(one.intake.edits)

    @invariant()
    def the_master_shows_what_follows_from_the_events(self):
        stand = replay(self.world.state, RULES)
        for key, verdict in stand.verdicts.items():
            assert self.world.form(key) == verdict.form
        again = apply.merge(self.world.state, self.world.rows, [], RULES)
        assert not again.writes
        assert again.state == self.world.state
        assert again.conflicts == self.world.result.conflicts

    @invariant()
    def a_conflict_has_two_candidates_and_leaves_nobody_out(self):
        for conflict in self.world.result.conflicts:
            assert len(conflict.forms) > 1
            bronnen = {b.nr for c in conflict.candidates for b in c.bronnen}
            for one in self.world.result.ledgers:
                for edit, outcome in zip(one.intake.edits, one.outcomes, strict=True):
                    if edit.key == conflict.key and outcome is Outcome.CONFLICT:
                        assert one.intake.nr in bronnen

    @invariant()
    def nothing_stands_there_that_nobody_wanted(self):
        for key in KEYS:
            assert self.world.form(key) in self.ever[key] | {""}


Province.TestCase.settings = settings(max_examples=50, stateful_step_count=25, deadline=None)
TestProvince = Province.TestCase
