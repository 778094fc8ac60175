"""Copies and masters of an older version: every edit arrives; an unknown version is refused."""

import pytest
from flows.rondgang import (
    DEADLINE,
    FIELDS,
    LELYSTAD,
    LIANDER,
    PARTIJEN,
    PROJECTS,
    SETTINGS,
    changed,
    copy_of,
    counts,
    fill,
    issue,
    issued,
    merge,
    places,
    read,
    retour,
    rij,
    shown,
    through_openpyxl,
    veld,
)

from actielijst_xl.errors import InputError
from actielijst_xl.messages import MESSAGES
from actielijst_xl.model.decisions import Uitgifte
from actielijst_xl.reading.versies import HUIDIG, VERSIES
from actielijst_xl.usecases.open_master import open_master
from actielijst_xl.writing.actielijst import plan_actielijst
from actielijst_xl.writing.kader import SJABLOON_VERSIE
from actielijst_xl.writing.uitgifte import own_kader, plan_copy
from tests import masters, older

LATER = older.LATER


def copy_then(partij, *, versie="0"):
    """The workbook that a party of the first uitgifte would have got from a program of version 0."""
    opened = open_master(issued().master, "actielijst.xlsx", SETTINGS)
    [base] = [e for e in opened.state.events if isinstance(e, Uitgifte) and e.scopes]
    kader = older.kader_then(opened.kader(opened.actielijst(base.base)))
    who = next(p for p in issued().partijen if p.naam == partij)
    own = own_kader(kader, who, uitgifte=base.id, deadline=DEADLINE)
    return older.write_then(plan_copy(own), own.huis, versie=versie)


def open_fields(partij, data):
    """The fields of a copy that its recipient may fill in, with a new value for each that fits."""
    who = next(p for p in issued().partijen if p.naam == partij)
    may = who.velden(FIELDS)
    closed = {"oordeel": "Knelpunt", "status": "Loopt", "projectfase": "Projectfase", "vervolg": "Wachten"}
    found = {}
    for number, key in enumerate(sorted(places(data))):
        spare = key.tabel == "afspraak" and key.row not in read(issued().master).cells
        if (key.tabel, key.veld) in may and not spare and key.veld in FIELDS:
            field = FIELDS[key.veld]
            if field.soort.value in ("periode", "datum"):
                found[key] = f"Q{number % 4 + 1} 20{30 + number % 9}"
            elif field.soort.value in ("tekst", "netbeheerders", "gemeenten") and not field.gesloten:
                found[key] = f"waarde {number}"
            elif key.veld in closed:
                found[key] = closed[key.veld]
    return found


# --- returns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("partij", PARTIJEN)
def test_a_copy_of_version_0_that_nobody_touched_says_nothing(partij):
    merged = merge(issued().master, copy_then(partij))
    assert counts(merged) == {}
    assert [f.code for f in merged.findings] == ["XA-S096"]
    assert changed(issued().master, merged.master) == {}


@pytest.mark.parametrize("partij", PARTIJEN)
def test_every_edit_in_a_copy_of_version_0_arrives_in_its_own_field(partij):
    data = copy_then(partij)
    edits = open_fields(partij, data)
    assert {"omschrijving", "doel", "afspraak_partijen", "aandachtspunten"} <= {key.veld for key in edits}
    merged = merge(issued().master, fill(data, edits))
    before = shown(issued().master)
    new = {key: value for key, value in edits.items() if before.get(key) != value}
    assert sum(counts(merged).values()) == len(new)
    assert changed(issued().master, merged.master) == new
    assert {f.code for f in merged.findings} == {"XA-S096"}


def test_the_same_edits_in_a_copy_of_today_and_in_one_of_version_0_are_one_return():
    edits = {veld(1, "doel"): "b", veld(1, "aandachtspunten"): "c"}
    today = retour(LIANDER, edits)
    then = fill(copy_then(LIANDER), edits)
    merged = merge(merge(issued().master, today).master, then)
    assert {f.code for f in merged.findings} == {"XA-S096", "XA-S003"}


KEYS = ("veld:", "kolom:", "fiche:", "uitgifte:", "sjabloon:", "actielijst:", "xl-actielijst:")


def without_keys(book):
    """Take away the keys in the cells, the row ids and the hidden sheets; the Leeswijzer keeps its own."""
    for sheet in [sheet for sheet in book if sheet.sheet_state != "visible"]:
        book.remove(sheet)
    for name in ("xl_actielijst_sjabloon",):
        del book.custom_doc_props[name]
    for sheet in [sheet for sheet in book if sheet.title != "Leeswijzer"]:
        ids = {c.column for row in sheet.iter_rows() for c in row if c.value == "rij-id"}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.column in ids or str(cell.value).startswith(KEYS):
                    cell.value = None


def test_a_copy_of_version_0_without_any_stamp_is_known_by_its_labels():
    data = copy_then(LIANDER)
    edits = {veld(1, "doel"): "b", veld(1, "omschrijving"): "c", rij(1, 1, "resultaat"): "d"}
    edits |= {veld(1, "haalbaarheid_ibn"): 2035, veld(2, "aandachtspunten"): "e"}
    bare = through_openpyxl(fill(data, edits), without_keys)
    assert b"sjabloon" not in bare
    merged = merge(issued().master, bare)
    assert changed(issued().master, merged.master) == edits
    assert "XA-S096" in {f.code for f in merged.findings}


def test_a_copy_of_version_0_of_which_labels_were_changed_is_read_by_its_keys():
    def change(book):
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in ("Knelpunten", "Met wie"):
                        cell.value = f"Onze {cell.value}"

    edits = {veld(1, "aandachtspunten"): "b", rij(1, 1, "afspraak_partijen"): "Urk"}
    merged = merge(issued().master, through_openpyxl(fill(copy_then(LELYSTAD), edits), change))
    assert changed(issued().master, merged.master) == edits


def test_the_recipient_of_a_copy_of_version_0_is_known_by_its_manifest_alone():
    def change(book):
        del book["Leeswijzer"]
        for name in [prop.name for prop in book.custom_doc_props.props if "sjabloon" not in prop.name]:
            del book.custom_doc_props[name]

    edits = {veld(1, "aandachtspunten"): "b"}
    merged = merge(issued().master, through_openpyxl(fill(copy_then(LELYSTAD), edits), change))
    assert [v.ledger.intake.recipient for v in merged.verslagen] == [LELYSTAD]
    assert changed(issued().master, merged.master) == edits


def test_a_field_that_came_later_is_absent_and_no_edit():
    merged = merge(issued().master, fill(copy_then(LELYSTAD), {veld(1, "aandachtspunten"): "b"}))
    assert not LATER & {edit.key.veld for v in merged.verslagen for edit in v.ledger.intake.edits}


@pytest.mark.parametrize("versie", ["2", "99", "proef"])
def test_a_version_that_the_program_does_not_know_is_refused_and_the_rest_goes_on(versie):
    other = retour(LELYSTAD, {veld(1, "aandachtspunten"): "b"})
    merged = merge(issued().master, ("nieuw.xlsx", copy_then(LIANDER, versie=versie)), ("goed.xlsx", other))
    assert [v.fout.code if v.fout else None for v in merged.verslagen] == ["XA-S090", None]
    assert versie in str(merged.verslagen[0].fout)
    assert changed(issued().master, merged.master) == {veld(1, "aandachtspunten"): "b"}


def test_one_odd_stamp_among_good_ones_is_outvoted():
    def change(book):
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "sjabloon:1":
                        cell.value = "sjabloon:9"

    merged = merge(issued().master, through_openpyxl(copy_of(LELYSTAD), change))
    assert merged.verslagen[0].fout is None


# --- masters -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def master_then():
    """A master that a program of version 0 made."""
    kader = older.kader_then(masters.kader(PROJECTS, own=SETTINGS))
    return older.write_then(plan_actielijst(kader), kader.huis)


def test_a_master_of_version_0_takes_returns_and_stays_of_version_0(master_then):
    made = issue(master_then)
    edits = {veld(1, "doel"): "b", veld(1, "omschrijving"): "c", veld(1, "aandachtspunten"): "d"}
    merged = merge(made.master, retour(LELYSTAD, edits, made))
    assert counts(merged) == {"overgenomen": 3}
    assert changed(made.master, merged.master) == edits
    assert "XA-S097" in {f.code for f in merged.findings}
    again = merge(merged.master)
    assert again.master == merged.master


def test_a_master_of_version_0_hands_out_no_fields_that_it_has_no_place_for(master_then):
    made = issue(master_then)
    found = places(copy_of(LELYSTAD, made))
    assert not LATER & {key.veld for key in found}
    assert read(made.master).manifest["sjabloon"] == "0"


def test_a_master_of_an_unknown_version_is_refused():
    kader = older.kader_then(masters.kader(PROJECTS, own=SETTINGS))
    data = older.write_then(plan_actielijst(kader), kader.huis, versie="7")
    with pytest.raises(InputError) as caught:
        merge(data)
    assert caught.value.code == "XA-S090"


# --- the table of versions ---------------------------------------------------------------------------


def test_the_newest_version_is_the_one_that_is_written():
    assert HUIDIG.naam == SJABLOON_VERSIE
    assert set(VERSIES) == {"0", "1"}


def test_the_table_of_versions_names_only_fields_that_are_there():
    known = {field.key for field in FIELDS.all}
    for versie in VERSIES.values():
        assert set(versie.labels) | versie.later <= known
        assert set(versie.sleutels.values()) <= known | {"rij_id", "nr"}


def test_codes_of_versions_have_a_sentence():
    assert {"XA-S090", "XA-S096", "XA-S097"} <= set(MESSAGES)
