"""How long the pure merge takes: returns of 4 fiches of some 200 fields each into 1,000 fiches.

Run: python benchmarks/bench_merge_core.py
It prints seconds and peak memory for 34, 342 and 3,420 returns, with the reading of files left out, next
to the time of one bare walk over the same cells (the least that any merge must do).
"""

import json
import random
import time
import tracemalloc

from actielijst_xl.merging import apply
from actielijst_xl.merging.memory import from_json, to_json
from actielijst_xl.merging.rules import rules_for
from actielijst_xl.model.decisions import Cell, Retour, RetourRow, RowRef, Scope
from actielijst_xl.model.fields import FIELDS

FICHES = [f"NH-{n:04}" for n in range(1000)]
AFSPRAKEN = 20
VELDEN = {
    tabel: [f.key for f in FIELDS if f.tabel == tabel] for tabel in ("project", "afspraak", "monitoring")
}
RULES = rules_for(FIELDS)
OPEN = frozenset((f.tabel.value, f.key) for f in FIELDS)
EDITS = 30  # per return


def master():
    rows = {}
    for fiche in FICHES:
        for tabel in ("project", "monitoring"):
            rows[RowRef(fiche, tabel, "")] = {veld: f"{veld} van {fiche}" for veld in VELDEN[tabel]}
        for n in range(AFSPRAKEN):
            row = {veld: f"{veld} {n} van {fiche}" for veld in VELDEN["afspraak"]}
            rows[RowRef(fiche, "afspraak", f"{fiche}-r{n}")] = row
    return rows


def given(number):
    """The four fiches of a party; neighbours share some."""
    return [FICHES[(3 * number + n) % len(FICHES)] for n in range(4)]


def returned(rows, party, fiches, rng, uitgifte):
    refs = [RowRef(f, t, "") for f in fiches for t in ("project", "monitoring")]
    refs += [RowRef(f, "afspraak", f"{f}-r{n}") for f in fiches for n in range(AFSPRAKEN)]
    cells = {ref: {veld: Cell("".join(list(v)), "C4") for veld, v in rows[ref].items()} for ref in refs}
    for n in range(EDITS):
        ref = rng.choice(refs)
        cells[ref][rng.choice(list(cells[ref]))] = Cell(f"nieuw {n} van {party}", "C4")
    found = (RetourRow(fiche=r.fiche, tabel=r.tabel, rij=r.rij, cells=cells[r], sheet=r.fiche) for r in refs)
    return Retour(uitgifte=uitgifte, recipient=party, name=f"{party}.xlsx", rows=tuple(found))


def walk(retouren, rows):
    """Compare every cell once: the least work there is."""
    return sum(
        cell.value != rows[RowRef(row.fiche, row.tabel, row.rij)].get(veld)
        for one in retouren
        for row in one.rows
        for veld, cell in row.cells.items()
    )


def timed(work):
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def run(count):
    rng = random.Random(1)
    rows = master()
    parties = [f"partij {n}" for n in range(count)]
    fiches = {party: given(n) for n, party in enumerate(parties)}
    scopes = {party: Scope(fiches=frozenset(fiches[party]), velden=OPEN) for party in parties}
    state = apply.issue(apply.start(rows), rows, "u1", scopes, RULES).state
    retouren = [returned(rows, party, fiches[party], rng, "u1") for party in parties]
    cells = sum(len(row.cells) for one in retouren for row in one.rows)
    bare, edits = timed(lambda: walk(retouren, rows))
    again = {ref: dict(row) for ref, row in rows.items()}  # as read: equal, but other objects
    seconds, result = timed(lambda: apply.merge(state, again, retouren, RULES))
    empty, _ = timed(lambda: apply.merge(state, again, [], RULES))
    out, text = timed(lambda: json.dumps(to_json(result.state)))
    back, _ = timed(lambda: from_json(json.loads(text)))
    tracemalloc.start()
    apply.merge(state, again, retouren, RULES)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert sum(len(one.outcomes) for one in result.ledgers) == edits
    print(f"{count} returns, {cells} cells, {edits} edits, {len(result.conflicts)} conflicts")
    print(f"  merge {seconds:.2f} s = {seconds / bare:.1f} x one walk over the cells ({bare:.2f} s)")
    print(f"  merge without returns {empty:.2f} s; peak memory {peak:.0f} MB")
    print(f"  state to JSON text {out:.2f} s, back {back:.2f} s, {len(text) / 1e6:.1f} MB")


if __name__ == "__main__":
    for number in (34, 342, 3420):
        run(number)
