"""The whole case table: every state of base, master and returns, against what was written down by hand.

`test_merging_cells.py` and `test_merging_rows.py` say it in examples that people can read. Here every
combination is made; `VELD` and `RIJ` hold the expected outcome per class, written from the design and not
from the code. A class that no combination reaches, or a combination without a class, fails.
"""

from collections import Counter
from itertools import product

import pytest

from actielijst_xl.model.decisions import Outcome, RowRef, Unreadable
from tests.merge_builders import BAD, World, afspraak, akey, pkey, project, retour, scope

GEEN, APPLIED, AGREED = None, Outcome.APPLIED, Outcome.AGREED
CONFLICT, REFUSED = Outcome.CONFLICT, Outcome.REFUSED
LEEG, WISSEN, KAPOT, WEG = "leeg", "wissen", Unreadable.CELL, "<rij afwezig>"

# --- one field ---------------------------------------------------------------------------------------

# policy of the field: what an emptied cell means
VELDEN = {"a": "vragen", "weg": "wissen", "vast": "negeren"}
BASES = (None, "a")
MASTERS = ("as issued", None, "a", "m", "b", KAPOT)
RETURNED = ("a", "b", " b ", "c", LEEG, WISSEN, BAD, KAPOT, WEG)

# Class of a field: how many different values the returns propose; whether the province changed the field
# since it was handed out; whether the master says what they propose; whether clearing it is only proposed by
# emptied cells. -> what happens to each proposal: "eens" (the first one applied, equal ones agreed),
# "gelijk" (all agreed), "conflict"; and what the master shows.
VELD = {
    # proposed, province changed, master says it, only emptied
    (0, False, False, False): (None, "master"),
    (0, True, False, False): (None, "master"),
    (1, False, False, False): ("eens", "voorstel"),
    (1, False, False, True): ("conflict", "master"),
    (1, False, True, False): ("gelijk", "master"),
    (1, True, False, False): ("conflict", "master"),
    (1, True, False, True): ("conflict", "master"),
    (1, True, True, False): ("gelijk", "master"),
    (1, True, True, True): ("gelijk", "master"),
    (2, False, False, False): ("conflict", "master"),
    (2, False, False, True): ("conflict", "master"),
    (2, False, True, False): ("conflict", "master"),
    (2, True, False, False): ("conflict", "master"),
    (2, True, False, True): ("conflict", "master"),
    (2, True, True, False): ("conflict", "master"),
    (2, True, True, True): ("conflict", "master"),
}


def said(policy, base, returned):
    """What one return says: None for nothing, "geweigerd", or the value that it proposes ("" clears)."""
    if returned in (KAPOT, WEG) or returned == base or (returned == LEEG and base is None):
        return None
    if returned == BAD or (returned == LEEG and policy == "negeren"):
        return "geweigerd"
    return "" if returned in (LEEG, WISSEN) else returned.strip()


def class_of(policy, base, master, returned):
    """The class of a combination, in the words of `VELD`."""
    proposals = [(r, said(policy, base, r)) for r in returned]
    values = {value for _, value in proposals if value not in (None, "geweigerd")}
    now = base if master in ("as issued", KAPOT) else master
    clears = [r for r, value in proposals if value == ""]
    only_emptied = bool(clears) and policy == "vragen" and set(clears) == {LEEG}
    return min(len(values), 2), now != base, (now or "") in values, only_emptied


def expected(policy, base, master, returned):
    """The outcome per return, and what the master shows."""
    what, after = VELD[class_of(policy, base, master, returned)]
    now = base if master in ("as issued", KAPOT) else master
    outcomes, first = [], True
    for one in returned:
        value = said(policy, base, one)
        if value is None:
            outcomes.append(GEEN)
        elif value == "geweigerd":
            outcomes.append(REFUSED)
        else:
            applied = what == "eens" and first
            outcomes.append(CONFLICT if what == "conflict" else APPLIED if applied else AGREED)
            first = False
            proposed = value or None
    return outcomes, proposed if after == "voorstel" else now


def happened(veld, base, master, returned):
    rows = project("F1", **{veld: base})
    world = World(rows).issue("u1", P=scope("F1"), Q=scope("F1"))
    if master != "as issued":
        world.type(pkey(veld), master)
    files = []
    for who, value in zip("PQ", returned, strict=False):
        cell = {pkey(veld): None if value == LEEG else value}
        files.append(retour(rows, who, without=list(rows)) if value == WEG else retour(rows, who, cell))
    world.merge(*files)
    shown = world.get(pkey(veld))
    after = base if shown is KAPOT else (shown or None)
    return [found.get(pkey(veld)) for found in world.outcomes], after.strip() if after else None


def combinations():
    for veld, base, master in product(VELDEN, BASES, MASTERS):
        if master != base:  # that is "as issued"
            for returned in (*product(RETURNED), *product(RETURNED, RETURNED)):
                yield veld, base, master, returned


@pytest.mark.parametrize("veld", VELDEN)
@pytest.mark.parametrize("base", BASES)
def test_every_combination_of_base_master_and_returns_becomes_what_the_table_says(veld, base):
    wrong = []
    count = 0
    for case in combinations():
        if case[:2] == (veld, base):
            count += 1
            wanted, got = expected(VELDEN[veld], *case[1:]), happened(*case)
            if wanted != got:
                wrong.append((case, wanted, got))
    assert count == 5 * 90
    assert wrong == []


def test_every_class_of_a_field_is_reached():
    seen = Counter(
        class_of(VELDEN[v], base, master, returned) for v, base, master, returned in combinations()
    )
    assert set(seen) == set(VELD)


# --- one row -----------------------------------------------------------------------------------------

R1 = RowRef("F1", "afspraak", "r1")
ACTIVITEIT, STATUS = akey("r1", "activiteit"), akey("r1", "status")
BASE = {
    **project("F1", a="a"),
    **afspraak("F1", "r1", activiteit="een", status="Loopt"),
    **afspraak("F1", "r2", activiteit="twee", status="Loopt"),  # a table without any row says nothing
}
DEEDS = {
    "niets": {},
    "wijzigt": {ACTIVITEIT: "x"},
    "wijzigt anders": {ACTIVITEIT: "y"},
    "vervalt": {STATUS: "Vervallen"},
    "wijzigt en vervalt": {ACTIVITEIT: "x", STATUS: "Vervallen"},
}
PARTIES = (*DEEDS, "rij afwezig")
PROVINCE = ("niets", "wijzigt", "vervalt", "haalt de rij weg")

# What becomes of the text of a row. Two parties each left it, or changed it to x or y; the province left it,
# changed it to x too, dropped the row, or took the row out. -> outcome per party, text after.
TEKST = {
    ("niets", "", ""): ((GEEN, GEEN), "een"),
    ("niets", "x", ""): ((APPLIED, GEEN), "x"),
    ("niets", "", "x"): ((GEEN, APPLIED), "x"),
    ("niets", "y", ""): ((APPLIED, GEEN), "y"),
    ("niets", "", "y"): ((GEEN, APPLIED), "y"),
    ("niets", "x", "x"): ((APPLIED, AGREED), "x"),
    ("niets", "y", "y"): ((APPLIED, AGREED), "y"),
    ("niets", "x", "y"): ((CONFLICT, CONFLICT), "een"),
    ("niets", "y", "x"): ((CONFLICT, CONFLICT), "een"),
    ("wijzigt", "", ""): ((GEEN, GEEN), "x"),
    ("wijzigt", "x", ""): ((AGREED, GEEN), "x"),
    ("wijzigt", "", "x"): ((GEEN, AGREED), "x"),
    ("wijzigt", "y", ""): ((CONFLICT, GEEN), "x"),
    ("wijzigt", "", "y"): ((GEEN, CONFLICT), "x"),
    ("wijzigt", "x", "x"): ((AGREED, AGREED), "x"),
    ("wijzigt", "y", "y"): ((CONFLICT, CONFLICT), "x"),
    ("wijzigt", "x", "y"): ((CONFLICT, CONFLICT), "x"),
    ("wijzigt", "y", "x"): ((CONFLICT, CONFLICT), "x"),
    ("haalt de rij weg", "", ""): ((GEEN, GEEN), None),
    ("haalt de rij weg", "x", ""): ((CONFLICT, GEEN), None),
    ("haalt de rij weg", "", "x"): ((GEEN, CONFLICT), None),
    ("haalt de rij weg", "y", ""): ((CONFLICT, GEEN), None),
    ("haalt de rij weg", "", "y"): ((GEEN, CONFLICT), None),
    ("haalt de rij weg", "x", "x"): ((CONFLICT, CONFLICT), None),
    ("haalt de rij weg", "y", "y"): ((CONFLICT, CONFLICT), None),
    ("haalt de rij weg", "x", "y"): ((CONFLICT, CONFLICT), None),
    ("haalt de rij weg", "y", "x"): ((CONFLICT, CONFLICT), None),
}
# What becomes of the mark Vervallen: who dropped the row (province, P, Q), and whether somebody who did not
# drop it changed its text. -> outcome per party that dropped it, status after.
MERK = {
    # province, P, Q, changed by a party that keeps it, changed by the province
    ("houdt", "-", "-", False, False): ((GEEN, GEEN), "Loopt"),
    ("houdt", "-", "-", True, False): ((GEEN, GEEN), "Loopt"),
    ("houdt", "-", "-", False, True): ((GEEN, GEEN), "Loopt"),
    ("houdt", "-", "-", True, True): ((GEEN, GEEN), "Loopt"),
    ("houdt", "V", "-", False, False): ((APPLIED, GEEN), "Vervallen"),
    ("houdt", "-", "V", False, False): ((GEEN, APPLIED), "Vervallen"),
    ("houdt", "V", "V", False, False): ((APPLIED, AGREED), "Vervallen"),
    ("houdt", "V", "-", True, False): ((CONFLICT, GEEN), "Loopt"),
    ("houdt", "-", "V", True, False): ((GEEN, CONFLICT), "Loopt"),
    ("houdt", "V", "-", False, True): ((CONFLICT, GEEN), "Loopt"),
    ("houdt", "-", "V", False, True): ((GEEN, CONFLICT), "Loopt"),
    ("houdt", "V", "V", False, True): ((CONFLICT, CONFLICT), "Loopt"),
    ("houdt", "V", "-", True, True): ((CONFLICT, GEEN), "Loopt"),
    ("houdt", "-", "V", True, True): ((GEEN, CONFLICT), "Loopt"),
    ("laat vervallen", "-", "-", False, False): ((GEEN, GEEN), "Vervallen"),
    ("laat vervallen", "-", "-", True, False): ((GEEN, GEEN), "Vervallen"),
    ("laat vervallen", "V", "-", False, False): ((AGREED, GEEN), "Vervallen"),
    ("laat vervallen", "-", "V", False, False): ((GEEN, AGREED), "Vervallen"),
    ("laat vervallen", "V", "V", False, False): ((AGREED, AGREED), "Vervallen"),
    ("laat vervallen", "V", "-", True, False): ((AGREED, GEEN), "Vervallen"),
    ("laat vervallen", "-", "V", True, False): ((GEEN, AGREED), "Vervallen"),
    ("haalt weg", "-", "-", False, False): ((GEEN, GEEN), None),
    ("haalt weg", "-", "-", True, False): ((GEEN, GEEN), None),
    ("haalt weg", "V", "-", False, False): ((CONFLICT, GEEN), None),
    ("haalt weg", "-", "V", False, False): ((GEEN, CONFLICT), None),
    ("haalt weg", "V", "V", False, False): ((CONFLICT, CONFLICT), None),
    ("haalt weg", "V", "-", True, False): ((CONFLICT, GEEN), None),
    ("haalt weg", "-", "V", True, False): ((GEEN, CONFLICT), None),
}
BY_PROVINCE = {
    "niets": "houdt",
    "wijzigt": "houdt",
    "vervalt": "laat vervallen",
    "haalt de rij weg": "haalt weg",
}


def deed(party):
    return DEEDS.get(party, {})


def text_class(province, parties):
    """The key in `TEKST`; a row that the province dropped but did not take out keeps its text."""
    own = {"vervalt": "niets"}.get(province, province)
    return (own, *(deed(party).get(ACTIVITEIT, "") for party in parties))


def mark_class(province, parties):
    """The key in `MERK`."""
    drops = ["V" if STATUS in deed(party) else "-" for party in parties]
    keeps = any(d == "-" and ACTIVITEIT in deed(p) for d, p in zip(drops, parties, strict=True))
    return BY_PROVINCE[province], *drops, keeps, province == "wijzigt"


def row_happened(province, parties):
    world = World(BASE).issue("u1", P=scope("F1"), Q=scope("F1"))
    if province == "haalt de rij weg":
        del world.rows[R1]
    elif province != "niets":
        world.type(*next(iter(DEEDS[province].items())))
    absent = {"rij afwezig": [R1]}
    files = [
        retour(BASE, who, deed(party), without=absent.get(party, []))
        for who, party in zip("PQ", parties, strict=True)
    ]
    world.merge(*files)
    found = world.outcomes
    return {
        key: (tuple(one.get(key) for one in found), world.get(key) or None) for key in (ACTIVITEIT, STATUS)
    }


ROW_CASES = [*product(PROVINCE, product(PARTIES, PARTIES))]


def test_every_combination_of_what_is_done_to_a_row_becomes_what_the_tables_say():
    wrong = []
    for province, parties in ROW_CASES:
        wanted = {
            ACTIVITEIT: TEKST[text_class(province, parties)],
            STATUS: MERK[mark_class(province, parties)],
        }
        got = row_happened(province, parties)
        wrong += [
            (province, parties, key.veld, wanted[key], got[key]) for key in got if wanted[key] != got[key]
        ]
    assert wrong == []


def test_every_class_of_a_row_is_reached():
    assert {text_class(*case) for case in ROW_CASES} == set(TEKST)
    assert {mark_class(*case) for case in ROW_CASES} == set(MERK)


def test_the_order_of_the_returns_makes_no_difference_to_what_the_master_shows():
    for province, (first, second) in ROW_CASES:
        one, other = row_happened(province, (first, second)), row_happened(province, (second, first))
        assert {k: v[1] for k, v in one.items()} == {k: v[1] for k, v in other.items()}
