"""A return whose hidden ids, base, register or recipient were altered gains nothing.

What a party may fill in is decided by the register in the master, never by what a return says of itself.
"""

import io
import zipfile
from collections.abc import Mapping

import pytest
from flows import rondgang as r

from actielijst_xl.usecases.open_master import open_master

SECRET_VALUE = "binnengesmokkeld"


def altered(data: bytes, texts: Mapping[str, str], parts: str = "") -> bytes:
    """A workbook with texts replaced in the XML of its parts, or of those with `parts` in their name."""
    out, hits = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in texts.items():
                if parts in name:
                    hits += content.count(before.encode())
                    content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
    assert hits, "nothing to alter"
    return out.getvalue()


def merged(*returns: bytes):
    return r.merge(r.issued().master, *returns)


def smuggled(done) -> list[object]:
    """The fields of the master in which the smuggled value stands."""
    return [key for key, value in r.shown(done.master).items() if value == SECRET_VALUE]


def codes(done) -> set[str]:
    return {finding.code for finding in done.findings}


def lelystad(values: Mapping[object, object]) -> bytes:
    return r.retour(r.LELYSTAD, values)


# --- fiches of others ---------------------------------------------------------------------------------

OF_OTHERS = {"nh-1": "nh-3", "NH-1": "NH-3", "Station Noordkade": "Station Haven"}


@pytest.mark.parametrize("texts", [OF_OTHERS, {"nh-1": "nh-3"}], ids=["all layers", "hidden ids only"])
def test_a_fiche_that_was_renamed_to_that_of_another_party_changes_nothing_there(texts):
    done = merged(altered(lelystad({r.veld(1, "doel"): SECRET_VALUE}), texts))
    found = {key.fiche for key in smuggled(done)}
    assert "nh-3" not in found
    assert r.changed(r.made(), done.master).keys() <= {r.veld(1, "doel")}


def test_each_edit_on_the_fiche_of_another_party_is_refused_by_name():
    done = merged(altered(lelystad({r.veld(1, "doel"): SECRET_VALUE}), OF_OTHERS))
    assert "geweigerd" in r.counts(done)
    assert "XA-S011" in codes(done)


def test_a_fiche_that_does_not_exist_is_refused():
    unknown = {"nh-1": "nh-99", "NH-1": "NH-99"}
    done = merged(altered(lelystad({r.veld(1, "doel"): SECRET_VALUE}), unknown))
    assert smuggled(done) == []
    assert "XA-S010" in codes(done)


def test_a_sheet_of_another_party_pasted_in_is_refused():
    def take(book):
        sheet = book["NH-1 Station Noordkade"]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "fiche:nh-1":
                    cell.value = "fiche:nh-4"
                if cell.value == "NH-1":
                    cell.value = "NH-4"

    done = merged(r.through_openpyxl(lelystad({r.veld(1, "doel"): SECRET_VALUE}), take))
    assert {key.fiche for key in smuggled(done)} <= {"nh-1"}


# --- fields of the province ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["projectnaam", "ibn", "prioriteit"])
def test_a_field_that_a_party_does_not_fill_in_stays_as_it_is(key):
    before = r.shown(r.issued().master).get(r.veld(1, key))
    value = 2050 if key == "ibn" else SECRET_VALUE
    done = merged(lelystad({r.veld(1, key): value}))
    may = (r.veld(1, key).tabel, key) in scope(r.LELYSTAD).velden
    assert not may
    assert r.shown(done.master).get(r.veld(1, key)) == before
    assert r.counts(done) == {"geweigerd": 1}
    assert "XA-S012" in codes(done)


def scope(partij: str):
    opened = open_master(r.issued().master, "actielijst.xlsx", r.SETTINGS)
    return opened.state.events[-1].scopes[partij]


def test_a_field_renamed_to_one_of_the_province_changes_nothing_there():
    texts = {"veld:doel": "veld:prioriteit"}
    done = merged(altered(lelystad({r.veld(1, "doel"): SECRET_VALUE}), texts))
    assert {key.veld for key in smuggled(done)} <= {"doel"}


# --- the base and the register ------------------------------------------------------------------------


def outcome(done) -> tuple[object, ...]:
    return r.shown(done.master), r.counts(done), done.conflicten


HONEST = {r.veld(1, "doel"): "eerlijk", r.rij(1, 1, "voortgang"): "loopt"}


@pytest.mark.parametrize(
    "texts",
    [{"sha256 ": "sha256 0000"}, {">zc": ">zz"}, {">pakket<": ">pakkie<"}],
    ids=["digest of the base", "base", "no base"],
)
def test_an_altered_base_gains_nothing(texts):
    data = lelystad(HONEST)
    assert outcome(merged(altered(data, texts, "xl/"))) == outcome(merged(data))


def test_a_value_that_is_put_back_in_the_copy_is_no_edit_whatever_its_base_says():
    data = altered(r.copy_of(r.LELYSTAD), {">zc": ">zz"}, "xl/")
    assert r.changed(r.made(), merged(data).master) == {}


def test_an_uitgifte_that_was_never_handed_out_is_skipped():
    done = merged(altered(lelystad(HONEST), {"2026-11-1": "2027-01-9"}))
    assert r.changed(r.made(), done.master) == {}
    assert "XA-S001" in codes(done)


def test_a_party_that_got_nothing_is_skipped():
    done = merged(altered(lelystad(HONEST), {r.LELYSTAD: "Gemeente Niemandsland"}))
    assert r.changed(r.made(), done.master) == {}
    assert "XA-S002" in codes(done)


def test_the_recipient_changed_on_one_layer_is_outvoted_and_told():
    done = merged(altered(lelystad(HONEST), {r.LELYSTAD: r.URK}, "docProps/custom"))
    assert done.verslagen[0].ledger.intake.recipient == r.LELYSTAD
    assert "XA-L174" in codes(done)
    assert outcome(done) == outcome(merged(lelystad(HONEST)))


def test_a_return_that_claims_to_be_of_another_party_gets_the_scope_of_that_party_and_no_more():
    done = merged(altered(lelystad(HONEST), {r.LELYSTAD: r.URK}))
    assert done.verslagen[0].ledger.intake.recipient == r.URK
    assert {key.fiche for key in r.changed(r.made(), done.master)} <= {"nh-2", "nh-3"}
    assert r.shown(done.master).get(r.veld(1, "doel")) is None
    assert "XA-S011" in codes(done)


def test_row_ids_that_were_swapped_move_no_value_to_another_row():
    values = {r.rij(1, 1, "voortgang"): "van de eerste", r.rij(1, 2, "voortgang"): "van de tweede"}
    data = lelystad(values)
    swapped = altered(
        altered(altered(data, {"nh-1/a01": "nh-1/xxx"}), {"nh-1/a02": "nh-1/a01"}), {"nh-1/xxx": "nh-1/a02"}
    )
    done = merged(swapped)
    shown = r.shown(done.master)
    assert shown[r.rij(1, 1, "voortgang")] == "van de eerste"
    assert shown[r.rij(1, 2, "voortgang")] == "van de tweede"


def test_a_row_id_of_another_fiche_brings_nothing_there():
    done = merged(altered(lelystad({r.rij(1, 1, "voortgang"): SECRET_VALUE}), {"nh-1/a01": "nh-2/a01"}))
    assert all(key.fiche == "nh-1" for key in smuggled(done))


@pytest.mark.parametrize("soort", ["master", "verwijderd"])
def test_a_return_that_pretends_to_be_something_else_is_no_master(soort):
    data = altered(lelystad(HONEST), {"<vt:lpwstr>uitgifte<": f"<vt:lpwstr>{soort}<"}, "docProps/custom")
    done = merged(data)
    assert outcome(done) == outcome(merged(lelystad(HONEST)))
