"""A small world for merge tests: fields, returns, and a master that takes what a merge tells it to write."""

import json
from dataclasses import dataclass, field

from hypothesis import strategies as st

from actielijst_xl.merging import apply
from actielijst_xl.merging.memory import from_json, to_json
from actielijst_xl.merging.rules import Rules, rules_for
from actielijst_xl.model.canon import canon
from actielijst_xl.model.decisions import Cell, Intake, Key, Refusal, Retour, RetourRow, RowRef, Scope
from actielijst_xl.model.field import Field, Leeg, Soort, Tabel

FIELDS = (
    Field(key="a", label="A", tabel=Tabel.PROJECT),
    Field(key="b", label="B", tabel=Tabel.PROJECT),
    Field(key="ibn", label="IBN", tabel=Tabel.PROJECT, soort=Soort.PERIODE),
    Field(key="weg", label="Mag leeg", tabel=Tabel.PROJECT, leeg=Leeg.WISSEN),
    Field(key="vast", label="Nooit leeg", tabel=Tabel.PROJECT, leeg=Leeg.NEGEREN),
    Field(key="slot", label="Van de provincie", tabel=Tabel.PROJECT),
    Field(key="activiteit", label="Activiteit", tabel=Tabel.AFSPRAAK),
    Field(key="planning", label="Planning", tabel=Tabel.AFSPRAAK, soort=Soort.PERIODE),
    Field(key="status", label="Status", tabel=Tabel.AFSPRAAK, soort=Soort.KEUZE),
)
OPEN = frozenset((f.tabel.value, f.key) for f in FIELDS if f.key != "slot")
BAD = "onzin"


def accept(key, value):
    """Everything but one word is acceptable."""
    bad = canon(value) == BAD
    return Refusal(code="XA-S013", accepted="iets anders", example="x") if bad else None


RULES = rules_for(FIELDS, accept)


def project(fiche, **cells):
    return {RowRef(fiche, "project", ""): cells}


def afspraak(fiche, rij, **cells):
    return {RowRef(fiche, "afspraak", rij): cells}


def pkey(veld, fiche="F1"):
    return Key(fiche, "project", "", veld)


def akey(rij, veld, fiche="F1"):
    return Key(fiche, "afspraak", rij, veld)


def scope(*fiches, velden=OPEN):
    return Scope(fiches=frozenset(fiches), velden=velden)


def retour(base, recipient, edits=None, *, uitgifte="u1", name="", fiches=None, new=(), without=()):
    """The return of a party that changed `edits` ({Key: value}) in what was issued and added rows `new`.

    `new` holds rows as (fiche, row id or None, cells); `without` the rows that were left out.
    """
    rows = {ref: dict(cells) for ref, cells in base.items() if fiches is None or ref.fiche in fiches}
    for key, value in (edits or {}).items():
        rows.setdefault(key.row, {})[key.veld] = value
    found = [as_row(*ref, cells) for ref, cells in rows.items() if ref not in without]
    found += [as_row(fiche, "afspraak", rij, cells) for fiche, rij, cells in new]
    return Retour(uitgifte=uitgifte, recipient=recipient, name=name or f"{recipient}.xlsx", rows=tuple(found))


def as_row(fiche, tabel, rij, cells, **more):
    address = {veld: Cell(value, f"C{i}") for i, (veld, value) in enumerate(cells.items(), start=3)}
    return RetourRow(fiche=fiche, tabel=tabel, rij=rij, cells=address, sheet=f"Fiche {fiche}", **more)


@dataclass
class World:
    """A master that does what its official and the tool do; its state travels as JSON text."""

    rows: dict
    rules: Rules = RULES
    state: object = None
    result: object = None
    results: list = field(default_factory=list)

    def __post_init__(self):
        self.rows = {ref: dict(cells) for ref, cells in self.rows.items()}
        self.state = self.state or apply.start({ref: dict(cells) for ref, cells in self.rows.items()})

    def _take(self, result):
        self.result, self.state = result, from_json(json.loads(json.dumps(to_json(result.state))))
        assert self.state == result.state
        self.results.append(result)
        for key, value in result.writes.items():
            self.rows.setdefault(key.row, {})[key.veld] = value
        for ref in result.rows_removed:
            del self.rows[ref]
        return self

    def issue(self, uitgifte="u1", **scopes):
        return self._take(apply.issue(self.state, self.rows, uitgifte, scopes, self.rules))

    def merge(self, *retouren, besluiten=()):
        return self._take(apply.merge(self.state, self.rows, retouren, self.rules, besluiten=besluiten))

    def undo(self, nr):
        return self._take(apply.undo(self.state, self.rows, nr, self.rules))

    def redo(self, nr):
        return self._take(apply.redo(self.state, self.rows, nr, self.rules))

    def update(self, lijst):
        return self._take(apply.update(self.state, self.rows, lijst, self.rules))

    def type(self, key, value):
        self.rows.setdefault(key.row, {})[key.veld] = value
        return self

    def get(self, key):
        return self.rows.get(key.row, {}).get(key.veld)

    def form(self, key):
        return RULES.form(key.tabel, key.veld, self.get(key))

    @property
    def base(self):
        """What the latest uitgifte handed out."""
        return [e for e in self.state.events if hasattr(e, "base")][-1].base

    @property
    def forms(self):
        """Everything that the master shows, in canonical form, without blanks."""
        keys = (Key(*ref, veld) for ref, cells in self.rows.items() for veld in cells)
        return {key: form for key in keys if (form := self.form(key))}

    @property
    def conflicts(self):
        return {conflict.key: conflict for conflict in self.result.conflicts}

    @property
    def open_forms(self):
        return {conflict.key: conflict.forms for conflict in self.result.conflicts}

    @property
    def outcomes(self):
        """Per return on record the outcome per key, in order of intake."""
        return [
            {edit.key: outcome for edit, outcome in zip(one.intake.edits, one.outcomes, strict=True)}
            for one in self.result.ledgers
        ]

    @property
    def codes(self):
        return [finding.code for finding in self.result.findings]

    @property
    def intakes(self):
        return [event for event in self.state.events if isinstance(event, Intake)]


# --- generators --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scenario:
    """One round: what was issued to whom, what the province typed since, what came back."""

    base: dict
    scopes: dict
    typed: dict
    retouren: tuple

    def start(self, rules=RULES):
        world = World(self.base, rules).issue("u1", **self.scopes)
        for key, value in self.typed.items():
            world.type(key, value)
        return world

    def run(self, rules=RULES, batches=None):
        world = self.start(rules)
        for batch in batches or [self.retouren]:
            world.merge(*batch)
        return world


HOT_VALUES = st.sampled_from([None, "", "x", "y", "z", " x ", "wissen", BAD, "Vervallen"])
BROAD_VALUES = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.integers(-5, 2200),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
    st.sampled_from(["2028", "Q3 2027", "1-3-2027", "x", "y", "Vervallen", "wissen", BAD]),
)


@st.composite
def scenarios(draw, *, fiches, velden, rijen, senders, values, hot):
    keys = [pkey(v, f) for f in fiches for t, v in velden if t == "project"]
    keys += [akey(r, v, f) for f in fiches for r in rijen for t, v in velden if t == "afspraak"]
    base = {RowRef(f, "project", ""): {} for f in fiches}
    for key in keys:
        base.setdefault(key.row, {})[key.veld] = draw(values.filter(lambda v: v not in {BAD, "wissen"}))
    scopes = {sender: draw(scopes_of(fiches, velden, hot=hot)) for sender in senders}
    least = {"min_size": 1} if hot else {}
    edits = st.dictionaries(st.sampled_from(keys), values, max_size=4, **least)
    one = st.tuples(st.sampled_from(senders), edits, fresh_rows(fiches, values, rijen), skipped(keys))
    found = draw(st.lists(one, min_size=2 if hot else 0, max_size=6))
    typed = draw(st.dictionaries(st.sampled_from(keys), values.filter(lambda v: v != BAD), max_size=2))
    retouren = (retour(base, sender, edits, new=new, without=skip) for sender, edits, new, skip in found)
    return Scenario(base, scopes, typed, tuple(retouren))


def scopes_of(fiches, velden, *, hot):
    """What a party was given: mostly everything when hot, a part otherwise."""
    whole = st.just(Scope(fiches=frozenset(fiches), velden=frozenset(velden)))
    part = st.builds(
        Scope,
        fiches=st.frozensets(st.sampled_from(fiches), min_size=1),
        velden=st.frozensets(st.sampled_from(velden), min_size=len(velden) - 1),
    )
    return st.one_of(whole, whole, part) if hot else part


def fresh_rows(fiches, values, rijen):
    """At most one new row: typed anywhere (no id) or in a spare row."""
    cells = st.fixed_dictionaries({"activiteit": st.sampled_from(["nieuw", "x"]), "planning": values})
    row = st.tuples(st.sampled_from(fiches), st.sampled_from([None, "s1"]), cells)
    return st.lists(row, max_size=1 if rijen else 0)


def skipped(keys):
    """At most one row that did not come back."""
    return st.sets(st.sampled_from(sorted({key.row for key in keys})), max_size=1)


HOT_SENDERS = ["P", "Q", "R"]
HOT = scenarios(
    fiches=["F1"],
    velden=[("afspraak", "activiteit"), ("afspraak", "status")],
    rijen=["r1"],
    senders=HOT_SENDERS,
    values=HOT_VALUES,
    hot=True,
)
HOT_PROJECT = scenarios(
    fiches=["F1"],
    velden=[("project", "a"), ("project", "weg")],
    rijen=[],
    senders=HOT_SENDERS,
    values=HOT_VALUES,
    hot=True,
)
BROAD = scenarios(
    fiches=["F1", "F2", "F3"],
    velden=sorted(OPEN | {("project", "slot")}),
    rijen=["r1", "r2", "r3"],
    senders=["P", "Q", "R", "S"],
    values=BROAD_VALUES,
    hot=False,
)
ANY = st.one_of(HOT, HOT_PROJECT, BROAD)
