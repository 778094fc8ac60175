"""The guided tour: the whole cycle on the sample, step by step."""

from collections import Counter
from datetime import date

import pytest
from flows import rondgang as r

from actielijst_xl.model.settings import Settings
from actielijst_xl.usecases import load_settings
from actielijst_xl.usecases.rondleiding import (
    ACTIELIJST,
    Antwoord,
    lees_inzendingen,
    lees_keuzes,
    rondleiding,
    vul_in,
)

SETTINGS: Settings = load_settings(environ={})


@pytest.fixture(scope="module")
def tour(tmp_path_factory):
    """The folder of a tour, and its steps."""
    folder = tmp_path_factory.mktemp("rondleiding") / "demo"
    return folder, list(rondleiding(folder, peildatum=date(2026, 11, 1)))


def test_the_steps_are_those_of_the_cycle(tour):
    _, stappen = tour
    assert [stap.opdracht.partition(" ")[0] for stap in stappen] == [
        *("check", "generate", "issue", "", "merge", "", "merge", "status", "monitor")
    ]


def test_every_edit_of_the_first_merge_has_an_outcome(tour):
    _, stappen = tour
    merged = stappen[4].uitkomst
    typed = Counter({i.partij: len(i.antwoorden) for i in lees_inzendingen(SETTINGS.fields) if i.demo})
    ledgers = [verslag.ledger for verslag in merged.verslagen]
    assert Counter({led.intake.recipient: len(led.outcomes) for led in ledgers}) == typed


def test_the_decisions_close_the_conflicts_of_the_first_merge(tour):
    folder, stappen = tour
    assert [stappen[at].uitkomst.conflicten for at in (4, 6)] == [len(lees_keuzes()), 0]
    shown = {(key.fiche, key.veld): v for key, v in r.shown((folder / ACTIELIJST).read_bytes()).items()}
    assert shown["vl-27", "locatie"] == "Tussen Urk en Tollebeek"
    assert shown["vl-02", "doel"] == "Een aansluiting op het landelijke net dichter bij de vraag."


def test_the_conflicts_with_their_decisions_can_be_looked_at(tour):
    folder, _ = tour
    rows = r.book((folder / "voorbeeld_conflicten.xlsx").read_bytes(), "conflicten")
    assert {row["besluit"] for row in rows} == {"Eigen tekst", "Master behouden"}
    assert r.book((folder / ACTIELIJST).read_bytes(), "conflicten") == []


def test_the_folder_shows_how_the_work_went(tour):
    folder, _ = tour
    found = {path.name: path for path in folder.iterdir()}
    assert {"actielijst.xlsx", "rapport.xlsx", "uit", "retouren", "archief"} <= found.keys()
    assert len(list(found["retouren"].iterdir())) == 4


def test_the_tour_ends_with_the_extract_of_the_month(tour):
    folder, stappen = tour
    extract = stappen[-1].uitkomst.extract
    assert (extract.nu.maand, extract.nu.peildatum) == ("2026-11", date(2026, 11, 22))
    assert extract.wijzigingen
    assert (folder / "monitor" / "maand_2026-11.json").exists()
    assert any(path.suffix == ".xlsx" for path in (folder / "monitor").iterdir())


def test_an_answer_for_a_field_that_a_copy_has_not_is_an_error():
    with pytest.raises(KeyError):
        vul_in(r.copy_of(r.URK), [Antwoord(key=r.veld(1, "doel"), waarde="x")], r.FIELDS)
