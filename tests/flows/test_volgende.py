"""The next step follows the round: it is read from the actielijst and from what lies in the folder."""

import os
import shutil

import pytest
from flows import rondgang as r

from actielijst_xl import usecases
from actielijst_xl.usecases.volgende import next_step

VELD = r.veld(2, "doel")


@pytest.fixture
def folder(tmp_path):
    """A folder with settings and an issued master."""
    usecases.init(tmp_path, provincie="Voorbeeldland")
    (tmp_path / "actielijst.xlsx").write_bytes(r.issued().master)
    return tmp_path


def retour(folder, name, partij, values):
    path = folder / "retouren" / name
    path.write_bytes(r.retour(partij, values))
    return path


def merge(folder):
    """Merge all that lies in `retouren`; the master is newer than each of them."""
    pairs = [(p.name, p.read_bytes()) for p in sorted((folder / "retouren").iterdir())]
    for path in (folder / "retouren").iterdir():
        os.utime(path, (1e9, 1e9))
    master = (folder / "actielijst.xlsx").read_bytes()
    (folder / "actielijst.xlsx").write_bytes(r.merge(master, *pairs).master)


def command(folder):
    return next_step(folder)[1].removeprefix("xl-actielijst ")


def test_without_an_actielijst_the_list_comes_first(tmp_path):
    assert command(tmp_path) == "init"
    usecases.init(tmp_path)
    assert command(tmp_path) == "generate LIJST.xlsx"


def test_an_actielijst_that_nobody_got_is_handed_out_also_without_settings(tmp_path):
    (tmp_path / "actielijst.xlsx").write_bytes(r.made())
    assert command(tmp_path) == "issue actielijst.xlsx"


def test_what_was_handed_out_is_waited_for(folder):
    assert command(folder) == "status actielijst.xlsx"


def test_what_came_back_is_merged_once(folder):
    retour(folder, "a.xlsx", r.LELYSTAD, {VELD: "A"})
    assert command(folder) == "merge actielijst.xlsx retouren"
    merge(folder)
    assert command(folder) == "status actielijst.xlsx"


def test_a_copy_under_another_name_brings_nothing_new_and_a_correction_under_the_same_name_does(folder):
    path = retour(folder, "a.xlsx", r.LELYSTAD, {VELD: "A"})
    merge(folder)
    shutil.copy(path, path.with_name("a (1).xlsx"))
    assert command(folder) == "status actielijst.xlsx"
    retour(folder, "a.xlsx", r.LELYSTAD, {VELD: "B"})
    os.utime(path, (4e9, 4e9))
    assert command(folder) == "merge actielijst.xlsx retouren"


def test_an_open_conflict_waits_for_a_decision(folder):
    retour(folder, "a.xlsx", r.LELYSTAD, {VELD: "A"})
    retour(folder, "b.xlsx", r.URK, {VELD: "B"})
    merge(folder)
    said, typed = next_step(folder)
    assert typed == "xl-actielijst merge actielijst.xlsx"
    assert "1 conflict open, waarvan 0 met een besluit" in said


def test_after_everybody_answered_the_month_is_recorded(folder):
    for partij in r.issued().partijen:
        retour(folder, f"{partij.naam}.xlsx", partij.naam, {})
    merge(folder)
    assert command(folder) == "monitor actielijst.xlsx"


@pytest.mark.parametrize("data", [b"", b"x", r.copy_of(r.URK)])
def test_an_actielijst_that_cannot_be_read_is_left_to_status_to_explain(tmp_path, data):
    (tmp_path / "actielijst.xlsx").write_bytes(data)
    assert command(tmp_path) == "status actielijst.xlsx"
