"""Which return and which folder is meant: a bare name, a name in a zip, one name of more parties."""

import zipfile

import pytest
from flows import rondgang as r

from actielijst_xl.errors import UsageError
from actielijst_xl.usecases import toestand
from actielijst_xl.usecases.uitvoeren import merge_into_master

DOEL, TIJDSPAD = r.veld(2, "doel"), r.veld(2, "tijdspad")
SAME = "retour.xlsx"


def both(name=SAME):
    """A master with the returns of two parties under one name."""
    urk, lelystad = r.retour(r.URK, {DOEL: "wonen"}), r.retour(r.LELYSTAD, {TIJDSPAD: "2027"})
    return r.merge(r.issued().master, (name, urk), (name, lelystad)).master


def undone(data, name):
    done = toestand.undo(data, "actielijst.xlsx", name, settings=r.SETTINGS, moment=r.MOMENT)
    return r.changed(data, done.master)


def test_a_name_of_two_parties_asks_which_one():
    with pytest.raises(UsageError) as caught:
        undone(both(), SAME)
    assert caught.value.code == "XA-S055"
    assert f'"{SAME} ({r.URK})"' in str(caught.value)


@pytest.mark.parametrize(("partij", "key"), [(r.URK, DOEL), (r.LELYSTAD, TIJDSPAD)])
def test_with_the_party_it_is_the_return_of_that_party(partij, key):
    assert set(undone(both(), f"{SAME} ({partij})")) == {key}


@pytest.mark.parametrize(
    "name", ["a.zip › map/urk.xlsx", "urk.xlsx", "retouren/urk.xlsx", r"retouren\urk.xlsx"]
)
def test_a_return_from_a_zip_is_found(name):
    data = r.merge(r.issued().master, ("a.zip › map/urk.xlsx", r.retour(r.URK, {DOEL: "wonen"}))).master
    assert set(undone(data, name)) == {DOEL}


def test_redo_takes_the_same_names():
    data = both()
    options = {"settings": r.SETTINGS, "moment": r.MOMENT}
    name = f"{SAME} ({r.URK})"
    without = toestand.undo(data, "actielijst.xlsx", name, **options).master
    again = toestand.redo(without, "actielijst.xlsx", name, **options).master
    assert r.changed(data, again) == {}


# --- folders -------------------------------------------------------------------------------------------


def offered(tmp_path, *paths, dry_run=True):
    master = tmp_path / "actielijst.xlsx"
    master.write_bytes(r.issued().master)
    done, _ = merge_into_master(
        master, [tmp_path / path for path in paths], settings=r.SETTINGS, moment=r.MOMENT, dry_run=dry_run
    )
    return done


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def told(done):
    return [f.details["map"] for f in done.findings if f.code == "XA-S009"]


def test_a_folder_in_a_folder_is_told_and_not_read(tmp_path):
    put(tmp_path / "retouren" / "week 2" / "urk.xlsx", r.retour(r.URK, {DOEL: "wonen"}))
    done = offered(tmp_path, "retouren")
    assert (told(done), done.verslagen) == (["retouren/week 2"], ())


def test_a_folder_that_was_offered_too_is_not_told(tmp_path):
    put(tmp_path / "retouren" / "week 2" / "urk.xlsx", r.retour(r.URK, {DOEL: "wonen"}))
    done = offered(tmp_path, "retouren", "retouren/week 2")
    assert (told(done), r.counts(done)) == ([], {"overgenomen": 1})


@pytest.mark.parametrize("name", ["archief", ".git", "leeg"])
def test_an_archive_a_hidden_folder_or_an_empty_one_is_nothing_to_tell(tmp_path, name):
    put(tmp_path / "retouren" / "a.txt", b"x")
    (tmp_path / "retouren" / name).mkdir()
    if name != "leeg":
        put(tmp_path / "retouren" / name / "b.xlsx", b"x")
    assert told(offered(tmp_path, "retouren")) == []


def test_a_folder_inside_a_zip_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("week 2/urk.xlsx", r.retour(r.URK, {DOEL: "wonen"}))
    assert r.counts(offered(tmp_path, "a.zip")) == {"overgenomen": 1}


def test_a_numbered_copy_in_a_folder_comes_after_the_file_of_that_name(tmp_path):
    retouren = ["retour.xlsx", "retour (1).xlsx", "retour(2).xlsx", "retour (10).xlsx", "retour b.xlsx"]
    for name in ["(3).xlsx", *sorted(retouren)]:
        put(tmp_path / "in" / name, r.retour(r.URK, {DOEL: name}))
    assert [verslag.naam for verslag in offered(tmp_path, "in").verslagen] == ["(3).xlsx", *retouren]
