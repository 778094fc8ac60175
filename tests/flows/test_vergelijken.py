"""Two actielijsten side by side: masters and copies, as files."""

import pytest
from flows import rondgang as r
from flows.test_vernieuwen import LIJST, NIEUW, lijst, made, met, update
from masters import PEILDATUM, master, project

from actielijst_xl import usecases
from actielijst_xl.errors import InputError
from actielijst_xl.usecases import vergelijken


def diff(old, new):
    return vergelijken.diff(("oud.xlsx", old), ("nieuw.xlsx", new), settings=r.SETTINGS).verschil


def test_a_master_is_equal_to_itself():
    assert diff(r.made(), r.made()).is_equal


def test_a_merge_shows_exactly_what_it_changed():
    values = {r.veld(1, "locatie"): "Oost", r.rij(1, 1, "status"): "Loopt"}
    merged = r.merge(r.issued().master, r.retour(r.LELYSTAD, values)).master
    assert {v.key: v.wordt for v in diff(r.issued().master, merged).cellen} == values


def test_a_copy_as_issued_is_equal_to_its_master():
    assert diff(r.issued().master, r.copy_of(r.LELYSTAD)).is_equal
    assert diff(r.copy_of(r.LELYSTAD), r.issued().master).is_equal


def test_a_copy_that_was_filled_in_shows_what_its_merge_would_bring():
    back = r.retour(r.LELYSTAD, {r.veld(1, "locatie"): "Oost"})
    assert [v.wordt for v in diff(r.issued().master, back).cellen] == ["Oost"]


def test_after_the_merge_of_a_new_row_copy_and_master_are_equal():
    spare = r.rij(1, 3, "activiteit")
    back = r.retour(r.LELYSTAD, {spare: "Nieuwe afspraak"})
    assert len(diff(r.issued().master, back).rijen_erbij) == 1
    merged = r.merge(r.issued().master, back).master
    assert diff(back, merged).is_equal


def test_two_versions_of_a_copy_are_compared():
    back = r.retour(r.URK, {r.veld(2, "locatie"): "Haven"})
    assert [v.wordt for v in diff(r.copy_of(r.URK), back).cellen] == ["Haven"]


def test_an_update_shows_new_projects_and_changes_without_location():
    rijen = (*LIJST[:2], met(LIJST[2], projectnaam="Opslag in de polder"), NIEUW)
    found = diff(made(), update(made(), lijst(*rijen)).master)
    assert found.fiches_erbij == ("p-3",)
    assert [v.wordt for v in found.cellen] == ["Opslag in de polder"]


def test_actielijsten_without_a_common_project_are_refused():
    other = master([project("X-1", "Iets", projectfase="Projectfase", gemeente="Urk")], own=r.SETTINGS)
    with pytest.raises(InputError) as stopped:
        diff(r.made(), other)
    assert stopped.value.code == "XA-S085"


def test_a_list_is_no_actielijst():
    with pytest.raises(InputError) as stopped:
        diff(lijst(*LIJST).read(), r.made())
    assert stopped.value.code == "XA-L170"


def test_masters_of_the_same_list_on_other_days_are_equal():
    later = usecases.generate(lijst(*LIJST), settings=r.SETTINGS, peildatum=PEILDATUM.replace(year=2027)).data
    assert diff(made(), later).is_equal
