"""Ten thousand random edits in sixty returned workbooks, merged in any order and batches.

A bookkeeping of our own says what was typed where, and what the master must show.
"""

import random
from collections import Counter, defaultdict
from datetime import date

import pytest
from flows import rondgang as r
from masters import master, project

from actielijst_xl.model.decisions import Outcome
from actielijst_xl.model.field import Rol
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.templates import load_vocabulary

FICHES, PARTIES, RESENT, EDITS = 60, 52, 8, 10_000
SHARED, AFSPRAKEN, SPARE = 4, 3, 8
PROVINCIES = ("Gelderland", "Noord-Brabant")
GEMEENTEN = [g.naam for g in load_vocabulary().gemeenten if g.provincie in PROVINCIES and "," not in g.naam]
NAMES = sorted(GEMEENTEN)[:PARTIES]

PROJECT = ("omschrijving", "aanleiding", "doel", "kansen_knelpunten", "betrokken_partijen", "tijdspad")
MONITORING = ("oordeel", "aandachtspunten", "versnellingsactie", "monitoring_trekker", "vraag_energyboard")
AFSPRAAK = ("activiteit", "trekker", "resultaat", "planning", "status", "voortgang")
STRANGE = ("ibn", "projectfase")  # a gemeente does not fill these in

VALUES = {
    "planning": (2031, "Q3 2032", date(2033, 5, 1), "wissen", None, "als het kan"),
    "status": ("Gereed", "Nog niet gestart", "wissen", None, "Bijna"),
    "oordeel": ("Knelpunt", "Op schema", "wissen", None, "Zomaar"),
}
BAD = {"als het kan", "Bijna", "Zomaar"}


def fiches_of(number):
    """The fiches of a party: two parties next to each other share three of them."""
    return [(number + n) % FICHES for n in range(SHARED)]


def parties_of(fiche):
    return [NAMES[n] for n in range(PARTIES) if fiche in fiches_of(n)]


def everything():
    """A master in which every field that is edited says something, but the spare rows."""
    projects = []
    for fiche in range(FICHES):
        said = {key: f"{key} {fiche}" for key in (*PROJECT, *MONITORING) if key != "oordeel"}
        afspraken = [
            {key: f"{key} {fiche}.{n}" for key in AFSPRAAK} | {"planning": 2030, "status": "Loopt"}
            for n in range(AFSPRAKEN)
        ]
        gemeente = "; ".join(parties_of(fiche)) or "Almere"
        said |= {"projectfase": "Projectfase", "ibn": 2030, "oordeel": "Aandacht", "gemeente": gemeente}
        number = fiche + 1
        projects.append(
            project(f"NH-{number}", f"Project {number}", rij=number + 1, afspraken=afspraken, **said)
        )
    return master(projects, own=r.SETTINGS)


def possible(number):
    """The fields that a party may type in, those of its spare rows too, and two that it may not."""
    for fiche in (n + 1 for n in fiches_of(number)):
        yield from (r.veld(fiche, key) for key in (*PROJECT, *MONITORING, *STRANGE))
        for row in range(1, AFSPRAKEN + SPARE + 1):
            yield from (r.rij(fiche, row, key) for key in AFSPRAAK)


def is_spare(key):
    return bool(key.rij) and int(key.rij.rpartition("a")[2]) > AFSPRAKEN


def typed_value(key, party, rng):
    if key.veld in STRANGE:
        return {"ibn": 2040, "projectfase": "Realisatiefase"}[key.veld]
    choices = VALUES.get(key.veld, ("nieuw", "anders", f"van {party}", "wissen", None))
    value = rng.choice(choices)
    while is_spare(key) and value in ("wissen", None):  # nothing to clear there
        value = rng.choice(choices)
    return value


def returns(rng):
    """What is typed: per return its party, and the value per field."""
    senders = [*range(PARTIES), *rng.sample(range(PARTIES), RESENT)]
    found = []
    for at, number in enumerate(senders):
        wanted = EDITS // len(senders) + (at < EDITS % len(senders))
        keys = rng.sample(list(possible(number)), wanted)
        found.append((NAMES[number], {key: typed_value(key, NAMES[number], rng) for key in keys}))
    rng.shuffle(found)
    return found


def form(value):
    return None if value == "wissen" else value


class Bookkeeping:
    """What must become of every edit, by the table in the specification; it knows nothing of the program."""

    def __init__(self, offered):
        last = {party: at for at, (party, _) in enumerate(offered)}
        self.forms, self.asked, self.refused = defaultdict(set), defaultdict(list), set()
        self.rows = defaultdict(dict)
        for at, (party, values) in enumerate(offered):
            for key, value in values.items():
                if value in BAD or key.veld in STRANGE:
                    self.refused.add((at, key))
                elif at == last[party] and is_spare(key):
                    self.rows[party, key.row][key.veld] = value
                elif at == last[party]:
                    self.forms[key].add(form(value))
                    self.asked[key].append(value is None)
        self.last = set(last.values())

    def is_conflict(self, key):
        return len(self.forms[key]) > 1 or (self.forms[key] == {None} and all(self.asked[key]))

    def outcomes(self, at, key):
        """The outcomes that are right for one edit."""
        if (at, key) in self.refused and at in self.last:
            return {Outcome.REFUSED}
        if at not in self.last:
            return (
                {Outcome.SUPERSEDED, Outcome.REFUSED} if (at, key) in self.refused else {Outcome.SUPERSEDED}
            )
        if is_spare(key):
            return {Outcome.APPLIED}
        return {Outcome.CONFLICT} if self.is_conflict(key) else {Outcome.APPLIED, Outcome.AGREED}

    def fields(self, before):
        """What the fields that were there say in the end."""
        new = {k: next(iter(found)) for k, found in self.forms.items() if not self.is_conflict(k)}
        return {key: value for key, value in (before | new).items() if value is not None}

    def new_rows(self):
        return as_set((ref.fiche, row) for (_, ref), row in self.rows.items())


def spare_rows(data, before):
    """The rows that were not there before, by what they say."""
    rows = defaultdict(dict)
    for key, value in r.shown(data).items():
        if key.row not in before:
            rows[key.row][key.veld] = value
    return as_set((ref.fiche, row) for ref, row in rows.items())


def as_set(rows):
    return Counter((fiche, frozenset(row.items())) for fiche, row in rows)


def filled(copy, where, values):
    """A copy with these fields filled in."""
    return apply_edits(
        copy, [SetCell(sheet=where[k][0], cell=where[k][1], value=v) for k, v in values.items()]
    )


@pytest.mark.slow
def test_ten_thousand_edits_in_workbooks_add_up():
    rng = random.Random(7)
    out = r.issue(everything(), per=[Rol.GEMEENTE])
    assert len(out.bestanden) == PARTIES + 1  # and the one gemeente of fiches that nobody else has
    before = r.shown(out.master)
    known = set(r.read(out.master).cells)
    offered = returns(rng)
    assert sum(len(values) for _, values in offered) == EDITS
    copies = {party: r.copy_of(f"Gemeente {party}", out) for party in NAMES}
    where = {party: r.places(copy) for party, copy in copies.items()}
    files = [
        (f"{at}.xlsx", filled(copies[party], where[party], values))
        for at, (party, values) in enumerate(offered)
    ]

    data, at = out.master, 0
    while at < len(files):
        size = rng.randint(5, 20)
        found = r.merge(data, *files[at : at + size])
        assert not [v.fout for v in found.verslagen if v.fout]
        data, at = found.master, at + size

    books = Bookkeeping(offered)
    ledgers = found.result.ledgers
    total = 0
    applied = Counter()
    for at, ledger in enumerate(ledgers):
        party, values = offered[at]
        assert ledger.intake.recipient == f"Gemeente {party}"
        became = zip(ledger.intake.edits, ledger.outcomes, strict=True)
        outcomes = {(edit.sheet, edit.address): outcome for edit, outcome in became}
        assert set(outcomes) == {where[party][key] for key in values}  # none lost, none invented
        for key in values:
            outcome = outcomes[where[party][key]]
            assert outcome in books.outcomes(at, key), (at, key, values[key])
            applied[key] += outcome is Outcome.APPLIED and not is_spare(key)
        assert sum(ledger.counts.values()) == len(values)
        total += len(ledger.outcomes)
    assert total == EDITS
    assert max(applied.values()) == 1

    wanted = books.fields(before)
    shown = {key: value for key, value in r.shown(data).items() if key.row in known}
    assert shown == wanted
    assert spare_rows(data, known) == books.new_rows()
    conflicts = {key for key in books.forms if books.is_conflict(key)}
    assert {conflict.key for conflict in found.result.conflicts} == conflicts
    assert len(r.book(data, "conflicten")) == len(conflicts) > 500
    assert lint(data) == lint(out.master)
