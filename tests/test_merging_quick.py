"""Quick ways beside plain ones: they say the same of any table of a return."""

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.merging import master, rows
from actielijst_xl.merging.diff import Desk
from actielijst_xl.model.decisions import Key, Uitgifte, Unreadable
from tests.merge_builders import RULES, afspraak, as_row, retour, scope

DAYS = (date(2028, 1, 1), datetime(2028, 1, 1), datetime(2028, 1, 1, 12))
VALUES = st.sampled_from(
    (
        None,
        "",
        "x",
        " x ",
        "X",
        "1",
        1,
        1.0,
        True,
        0.0,
        -0.0,
        "2028",
        2028,
        *DAYS,
        "Vervallen",
        Unreadable.CELL,
    )
)
FEW = st.sampled_from([None, "", "x", " x ", "y", 1, "1", Unreadable.CELL])
VELDEN = ("activiteit", "planning", "status")


def rows_of(values):
    row = st.dictionaries(st.sampled_from(VELDEN), values)
    return st.dictionaries(st.sampled_from(["r1", "r2", "r3", "r4"]), st.tuples(row, row), min_size=2)


def readable(cells):
    return {veld: None if value is Unreadable.CELL else value for veld, value in cells.items()}


def desk_of(found):
    """A return of one table: per row id what was issued in that row, and what came back in it."""
    base = {}
    for rij, (issued, _) in found.items():
        base |= afspraak("F1", rij, **readable(issued))
    uitgifte = Uitgifte(id="u1", base=base, scopes={"P": scope("F1")})
    back = tuple(as_row("F1", "afspraak", rij, said) for rij, (_, said) in found.items())
    desk = Desk(retour=retour({}, "P"), uitgifte=uitgifte, rules=RULES, fiches=frozenset({"F1"}))
    return desk, back


@settings(max_examples=300, deadline=None)
@given(found=st.one_of(rows_of(VALUES), rows_of(FEW)))
def test_a_table_that_looks_unmoved_has_no_two_rows_that_moved(found):
    desk, back = desk_of(found)
    changed = [row for row in back if not rows.as_issued(desk, row)]
    if rows._look_unmoved(desk, changed, [rows._first_change(desk, row) for row in changed]):
        assert len(rows._exact_matches(desk, changed)) < 2


def form(rows, ref, veld):
    return RULES.form(ref.tabel, veld, rows[ref].get(veld))


@settings(max_examples=300, deadline=None)
@given(found=rows_of(VALUES.filter(lambda value: value is not Unreadable.CELL)))
def test_the_changes_of_a_master_are_the_fields_with_another_form(found):
    old, new = {}, {}
    for rij, (before, after) in found.items():
        old |= afspraak("F1", rij, **before)
        new |= afspraak("F1", rij, **after)
    forms = {
        Key(*ref, veld): new[ref].get(veld)
        for ref in old
        for veld in VELDEN
        if RULES.form("afspraak", veld, old[ref].get(veld))
        != RULES.form("afspraak", veld, new[ref].get(veld))
    }
    assert master.changes(old, new, RULES) == forms
