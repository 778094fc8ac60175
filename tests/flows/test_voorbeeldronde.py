"""The sample round: what came back, merged, gives the expected result; the script still makes the same."""

import csv
import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest
from flows import rondgang as r

from actielijst_xl.templates import data_folder
from actielijst_xl.usecases.rondleiding import lees_inzendingen

SAMPLE = data_folder("sample_data")
RONDE = SAMPLE / "ronde"
REMEDY = "python sample_data/maak_ronde.py, and read what changed in the .csv files"


@pytest.fixture(scope="module")
def script():
    """The script that makes the round."""
    spec = importlib.util.spec_from_file_location("maak_ronde", SAMPLE / "maak_ronde.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["maak_ronde"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def merged(script):
    """The returns of the round, merged into its master."""
    return script.samengevoegd((RONDE / "actielijst.xlsx").read_bytes(), RONDE / "retouren")


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def test_every_return_has_the_expected_outcome(script, merged):
    assert script.uitkomsten(merged) == rows(RONDE / script.UITKOMSTEN), REMEDY


def test_the_master_shows_the_expected_values(script, merged):
    before = (RONDE / "actielijst.xlsx").read_bytes()
    assert script.waarden(before, merged) == rows(RONDE / script.WAARDEN), REMEDY


def test_the_outcomes_are_those_that_were_written_down_by_hand(script):
    by_hand = {inzending.bestand: dict(inzending.verwacht) for inzending in lees_inzendingen(r.FIELDS)}
    found = {}
    for name, _, _, number, outcomes, _ in rows(RONDE / script.UITKOMSTEN):
        if number:
            counts = Counter({word: int(n) for n, word in (part.split() for part in outcomes.split(", "))})
            assert counts.total() == int(number)
            found[name] = dict(counts)
    assert found == by_hand


def test_every_answer_that_was_taken_over_stands_in_the_expected_values(script):
    said = {(fiche, veld, value) for fiche, _, veld, value, stand in rows(RONDE / script.WAARDEN)}
    answers = [a for i in lees_inzendingen(r.FIELDS) if "vervangen" not in i.verwacht for a in i.antwoorden]
    missing = [a.key for a in answers if (a.key.fiche, a.key.veld, a.waarde) not in said]
    # Two places of one field, an emptied one, a late one; an IBN and a planning that were refused.
    assert sorted((key.fiche, key.veld) for key in missing) == [
        *(("vl-01", "doel"), ("vl-02", "doel"), ("vl-02", "planning")),
        *(("vl-25", "ibn"), ("vl-27", "locatie"), ("vl-27", "locatie")),
    ]


def test_the_round_has_the_kinds_of_returns_that_an_official_meets(script):
    found = {row[0]: row for row in rows(RONDE / script.UITKOMSTEN)}
    assert found["diemen (te laat).xlsx"][2] < found["urk.xlsx"][2]
    assert found["urk_kopie.xlsx"][5].startswith("gelijk aan retour")
    assert found["weekplanning.xlsx"][5] == "XA-L170"
    assert {"almere.ods", "lelystad.xlsx", "zeewolde.zip/eerste versie.xlsx"} <= found.keys()


def other_files(made, script):
    """The files in which the round that was made anew differs from the one that is there."""
    for path in sorted(RONDE.rglob("*")):
        twin = made / path.relative_to(RONDE)
        if path.is_file() and path.suffix in (".xlsx", ".ods"):
            if script.inhoud(path.read_bytes(), path.name) != script.inhoud(twin.read_bytes(), path.name):
                yield path.name
        elif path.is_file() and path.read_bytes() != twin.read_bytes():
            yield path.name


def test_the_script_still_makes_the_same(script, tmp_path):
    script.maak(tmp_path / "ronde", None)
    assert list(other_files(tmp_path / "ronde", script)) == [], REMEDY
    names = {p.relative_to(tmp_path / "ronde") for p in (tmp_path / "ronde").rglob("*")}
    assert names == {p.relative_to(RONDE) for p in RONDE.rglob("*")}


@pytest.mark.libreoffice
def test_libreoffice_still_makes_the_same_of_its_returns(script, tmp_path):
    sys.path.insert(0, str(Path(__file__).parent.parent / "clients"))
    from office import Office, is_present  # noqa: PLC0415

    if not is_present():
        pytest.skip("LibreOffice or its Python bridge (python3-uno) is not installed")
    program = Office(tmp_path)
    try:
        made = script.door_libreoffice(script.retouren(script.deel_uit()), program)
    finally:
        program.close()
    for name, data in made.items():
        there = (RONDE / "retouren" / name).read_bytes()
        assert script.inhoud(data, name) == script.inhoud(there, name), REMEDY


def test_the_files_are_small():
    assert [path.name for path in RONDE.rglob("*") if path.stat().st_size > 600_000] == []
