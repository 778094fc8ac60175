"""Every kind of edit that an official makes in LibreOffice arrives at its outcome, in every format."""

from collections import Counter
from dataclasses import replace

import pytest
from edit_kinds import KINDS, issued
from flows import rondgang as r

from actielijst_xl.model.decisions import Key

pytestmark = pytest.mark.libreoffice
APART = {"XA-L156"}  # told of every .xls: what such a file can't show
FORMATS = ("xlsx", "ods", "ods-xlsx", "xls")


def as_steps(steps):
    """The steps with sheet and cell where a field is meant, and a file where a party's copy is."""
    where = r.places(r.copy_of(r.LELYSTAD, issued()))
    return [[part for one in parts for part in as_parts(one, where)] for parts in steps]


def as_parts(part, where):
    if isinstance(part, Key):
        return where[part]
    return [r.copy_of(r.URK, issued()) if part == "urk" else part]


@pytest.fixture(scope="session")
def returned(office, request):
    """The return of one kind of edit in one format; what was made once is kept."""
    made = {}
    formats = ("xlsx", "ods", "xls") if request.config.getoption("--slow") else ("xlsx",)

    def find(what, to):
        if (what, to) not in made:
            copy = r.copy_of(r.LELYSTAD, issued())
            if to == "ods-xlsx":
                made[what, to] = office.edit(find(what, "ods"), kind="ods")["xlsx"]
            else:
                kept = office.edit(copy, *as_steps(KINDS[what].steps), to=formats)
                made.update({(what, name): data for name, data in kept.items()})
        return made[what, to]

    return find


def merged_with(data, to):
    name = f"retour.{to.rpartition('-')[2]}"
    return r.merge(issued().master, (name, data))


def known_rows():
    return set(r.read(issued().master).cells)


def split(changed):
    """Changed fields of rows that were there, and new rows by what they say."""
    known = known_rows()
    rows = {}
    for key, value in changed.items():
        if key.row not in known:
            rows.setdefault(key.row, {})[key.veld] = value
    fields = {key: value for key, value in changed.items() if key.row in known}
    return fields, [(ref.fiche, row) for ref, row in rows.items()]


def as_set(rows):
    return Counter((fiche, frozenset(row.items())) for fiche, row in rows)


def cases():
    """Every kind in every format; the quick tests have the first format only."""
    for what in KINDS:
        for to in FORMATS:
            marks = [] if to == FORMATS[0] else [pytest.mark.slow]
            yield pytest.param(what, to, marks=marks)


@pytest.mark.parametrize(("what", "to"), list(cases()))
def test_an_edit_arrives_at_its_outcome(what, to, returned):
    kind = replace(KINDS[what], **KINDS[what].otherwise.get(to, {}))
    found = merged_with(returned(what, to), to)
    (verslag,) = found.verslagen
    assert verslag.fout is None
    fields, rows = split(r.changed(issued().master, found.master))
    assert r.counts(found) == kind.counts
    assert fields == kind.fields
    assert as_set(rows) == as_set(kind.rows)
    assert {f.code for f in found.findings} - APART == kind.codes
    log = Counter(str(row.get("wordt", "")) for row in r.book(found.master, "logboek"))
    assert [text for text in kind.loose if not any(text in said for said in log)] == []
    assert len(verslag.ledger.outcomes) == len(verslag.ledger.intake.edits) == sum(kind.counts.values())


@pytest.mark.parametrize("to", ["xlsx", *(pytest.param(to, marks=pytest.mark.slow) for to in FORMATS[1:])])
def test_a_plain_save_is_no_edit(to, office):
    first = "ods" if to.startswith("ods") else to
    for partij in r.PARTIJEN:
        data = office.edit(r.copy_of(partij, issued()), to=(first,))[first]
        data = office.edit(data, kind="ods")["xlsx"] if to == "ods-xlsx" else data
        found = merged_with(data, to)
        assert found.verslagen[0].fout is None
        assert (r.counts(found), r.changed(issued().master, found.master)) == ({}, {})
        assert {f.code for f in found.findings} - APART == set()


def test_there_are_at_least_25_kinds():
    assert len(KINDS) >= 25
