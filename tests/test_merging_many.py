"""Ten thousand random edits over sixty returns, in any order and any batches: none lost, none invented."""

import random
from collections import defaultdict

import pytest

from actielijst_xl.model.decisions import Outcome, Scope
from tests.merge_builders import BAD, OPEN, World, akey, pkey, retour

PARTIES = [f"P{i:02}" for i in range(60)]
FICHES = [f"F{i:02}" for i in range(60)]
SHARED = 4  # every fiche goes to so many parties
EDITS = 10_000


def everything_issued():
    keys = [pkey(veld, fiche) for fiche in FICHES for veld in ("a", "b", "ibn", "weg", "vast", "slot")]
    rows = [(fiche, f"r{n:02}") for fiche in FICHES for n in range(20)]
    keys += [akey(rij, veld, fiche) for fiche, rij in rows for veld in ("activiteit", "planning")]
    base = defaultdict(dict)
    for key in keys:
        base[key.row][key.veld] = f"was {key.rij}{key.veld}"
    return keys, dict(base)


def given(party):
    """The fiches of a party, and the next one, which it was not given."""
    first = PARTIES.index(party)
    return [FICHES[(first + n) % len(FICHES)] for n in range(SHARED + 1)]


def random_edits(keys, rng):
    """Per party its edits: some equal to those of others, some unacceptable, some outside its scope."""
    by_fiche = defaultdict(list)
    for key in keys:
        by_fiche[key.fiche].append(key)
    edits = {}
    for n, party in enumerate(PARTIES):
        wanted = EDITS // len(PARTIES) + (n < EDITS % len(PARTIES))
        *own, strange = given(party)
        possible = [key for fiche in own for key in by_fiche[fiche]]
        chosen = rng.sample(possible, min(wanted - 2, len(possible))) + rng.sample(by_fiche[strange], 2)
        edits[party] = {key: rng.choice(["nieuw", "anders", f"van {party}", "wissen", BAD]) for key in chosen}
    return edits


def expected(edits):
    """Per party and key the outcome that the specification asks for."""
    refused = {
        (party, key)
        for party, found in edits.items()
        for key, value in found.items()
        if value == BAD or key.veld == "slot" or key.fiche not in given(party)[:SHARED]
    }
    forms = defaultdict(set)
    for party, found in edits.items():
        for key, value in found.items():
            if (party, key) not in refused:
                forms[key].add(value)
    return refused, forms


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_edits_add_up(seed):
    rng = random.Random(seed)
    keys, base = everything_issued()
    edits = random_edits(keys, rng)
    refused, forms = expected(edits)
    scopes = {p: Scope(fiches=frozenset(given(p)[:SHARED]), velden=OPEN) for p in PARTIES}
    world = World(base).issue("u1", **scopes)
    order = rng.sample(PARTIES, len(PARTIES))
    while order:
        size = rng.randint(1, 20)
        batch, order = order[:size], order[size:]
        world.merge(*(retour(base, p, edits[p], fiches=set(given(p))) for p in batch))

    total = 0
    for one, found in zip(world.result.ledgers, world.outcomes, strict=True):
        party = one.intake.recipient
        assert set(found) == set(edits[party])  # none lost, none invented
        assert sum(one.counts.values()) == len(edits[party])
        total += len(one.outcomes)
        for key, outcome in found.items():
            assert (outcome is Outcome.REFUSED) == ((party, key) in refused)
            if outcome is not Outcome.REFUSED:
                assert (outcome is Outcome.CONFLICT) == (len(forms[key]) > 1)
    assert total == EDITS
    for key in keys:
        (only,) = forms[key] if len(forms[key]) == 1 else (base[key.row][key.veld],)
        assert (world.get(key) or "wissen") == only
    assert set(world.conflicts) == {key for key, found in forms.items() if len(found) > 1}
    applied = [key for found in world.outcomes for key, o in found.items() if o is Outcome.APPLIED]
    assert len(applied) == len(set(applied)) == sum(len(found) == 1 for found in forms.values())
