"""Three months of a made-up actielijst, run through the whole cycle: exactly the figures computed by hand."""

import csv
import importlib.util
import json
from collections.abc import Iterator
from datetime import date, datetime
from types import ModuleType

import pytest

from actielijst_xl.model.maand import Maand, Reactie
from actielijst_xl.model.maand_extract import Extract, IbnVeld, VerschuivingSoort
from actielijst_xl.monitoring.opslag import from_json
from actielijst_xl.templates import data_folder
from actielijst_xl.usecases import generate, load_settings, uitvoeren
from actielijst_xl.usecases.maand import Maandbericht, monitor

SAMPLE = data_folder("sample_data")
SETTINGS = load_settings(environ={}, flags={("provincie", "naam"): "Voorbeeldland"})


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that makes the sample."""
    spec = importlib.util.spec_from_file_location("maak_maanden", SAMPLE / "maak_maanden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def berichten(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Maandbericht]:
    """What monitor said in each month of the cycle, run again from the list and the answers."""
    folder = tmp_path_factory.mktemp("maanden")
    found = {}
    for month, master in script.months(SAMPLE / "maanden/lijst.csv", SETTINGS, script.antwoorden()):
        path = folder / f"actielijst_{month}.xlsx"
        path.write_bytes(master)
        day = script.PEILDATA[month]
        found[month] = monitor([path], folder / "monitor", settings=SETTINGS, vandaag=day, formaten=())
    return found


@pytest.fixture(scope="module")
def november(berichten: dict[str, Maandbericht]) -> Extract:
    return berichten["2026-11"].extract


def expected() -> Iterator[tuple[str, str, str, dict[str, int]]]:
    """The figures computed by hand: key, uitsplitsing, waarde, and the figure per month."""
    with (SAMPLE / "maanden/verwacht.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            months = {key: int(text) for key, text in row.items() if key.startswith("2026") and text}
            yield row["kerncijfer"], row["uitsplitsing"], row["waarde"], months


def test_every_figure_of_every_month_is_the_one_computed_by_hand(november):
    by_hand = {(m, k, u, w): n for k, u, w, months in expected() for m, n in months.items()}
    by_program = {(c.maand, c.kerncijfer, c.uitsplitsing, c.waarde): c.aantal for c in november.trend}
    assert by_program == by_hand


def test_the_records_of_the_sample_are_those_of_the_cycle(berichten):
    for month in ("2026-09", "2026-10"):
        data = (SAMPLE / f"maanden/monitor/maand_{month}.json").read_bytes()
        stored = from_json(data, month)
        assert stored == berichten[month].extract.nu, "run: python sample_data/maak_maanden.py"


def test_the_page_compares_with_the_month_before(november):
    assert november.vergelijk is november.vorige
    figures = {k.definitie.key: (k.nu, k.toen, k.verschil_tekst, k.oordeel) for k in november.kerncijfers}
    assert figures["projecten_knelpunt"] == (2, 1, "+1", "slechter")
    assert figures["haalbaar_later"] == (1, 2, "-1", "beter")
    assert figures["afspraken_open"] == (4, 4, "geen", "")


def test_the_shifts_have_days_reason_and_source(november):
    told = [
        (v.project_id, v.veld, v.soort, v.eerste_dagen, v.laatste_dagen, v.verschil_tekst, v.bron)
        for v in november.verschuivingen
    ]
    haalbaar, afgesproken = IbnVeld.HAALBAAR, IbnVeld.AFGESPROKEN
    later, eerder, weg = VerschuivingSoort.LATER, VerschuivingSoort.EERDER, VerschuivingSoort.ONBEKEND
    hynetwork, liander = "Retour Hynetwork, 13-11-2026", "Retour Liander, 12-11-2026"
    assert told == [
        ("M-06", haalbaar, later, 731, 731, "+2 jaar", hynetwork),
        ("M-06", afgesproken, later, 365, 0, "begin +1 jaar", hynetwork),
        ("M-03", haalbaar, weg, None, None, "van een jaar naar n.t.b.", "Retour TenneT, 10-11-2026"),
        ("M-01", haalbaar, eerder, -92, -365, "-1 jaar", liander),
    ]
    assert november.verschuivingen[2].reden == "Levertijd transformator"


def test_since_the_first_version_only_the_first_day_of_noordkade_moved(november):
    [noordkade] = [v for v in november.verschuivingen_begin if v.project_id == "M-01"]
    assert (noordkade.vergeleken_met, noordkade.was, noordkade.wordt) == ("begin", "2029", "Q4 2029")
    assert (noordkade.soort, noordkade.eerste_dagen, noordkade.laatste_dagen) == ("later", 273, 0)


def test_a_question_is_as_old_as_the_first_time_it_was_seen(november):
    questions = [(v.project_id, v.sinds, v.dagen_open) for v in november.vragen]
    assert questions == [("M-06", date(2026, 9, 1), 80), ("M-03", date(2026, 10, 31), 20)]


def test_an_afspraak_past_its_planning_has_its_whole_weeks(berichten):
    late = {
        month: [(a.afspraak_nr, a.weken_te_laat) for a in b.extract.te_laat] for month, b in berichten.items()
    }
    assert late == {"2026-09": [], "2026-10": [("M-02-A01", 4)], "2026-11": [("M-02-A01", 7)]}


def test_the_changes_say_what_was_and_whose_word_it_is(november):
    changes = {(w.project_id, w.veld): (w.was, w.wordt, w.bron) for w in november.wijzigingen}
    assert changes["M-03", "oordeel"] == ("Aandacht", "Knelpunt", "Retour TenneT, 10-11-2026")
    assert changes["M-06", "trekker"] == (
        "",
        "Provincie Voorbeeldland",
        "Retour Gemeente Dronten, 16-11-2026",
    )
    assert len(changes) == len(november.wijzigingen) == 8


def parties(maand: Maand) -> dict[str, tuple[object, ...]]:
    return {p.partij: (p.reactie, p.terug_op, p.stand_dagen, p.dagen_te_laat) for p in maand.partijen}


def test_the_answer_of_each_party_and_the_age_of_its_word(november):
    terug, niet = Reactie.TERUG, Reactie.NIET_TERUG
    found = parties(november.nu)
    assert found["TenneT"] == (terug, date(2026, 11, 10), 10, None)
    assert found["Gemeente Lelystad"] == (niet, None, 67, 3)  # answered on 14-9; the deadline was 17-11
    assert found["Gemeente Urk"] == (niet, None, 39, 3)
    assert found["gemeente"] == (Reactie.NIET_UITGEGEVEN, None, None, None)


def test_the_person_and_the_phone_number_do_not_come_out(berichten):
    texts = " ".join(repr(bericht.extract) for bericht in berichten.values())
    assert "Boer" not in texts
    assert "12345678" not in texts
    assert "(telefoonnummer weggelaten)" in texts


def test_the_record_is_text_that_a_person_can_read(berichten):
    assert berichten  # the files stand beside the sample
    data = json.loads((SAMPLE / "maanden/monitor/maand_2026-10.json").read_text(encoding="utf-8"))
    assert data["monitoring"][0]["haalbaarheid_ibn"] == "2030"


def test_a_new_list_brings_new_projects_and_is_a_source_of_its_own(tmp_path):
    text = (SAMPLE / "maanden/lijst.csv").read_text(encoding="utf-8")
    lines = text.replace(";>2031;", ";2033;").splitlines()
    new = "M-07;Nieuw net;Projectfase;Monitoring;Urk;TenneT;Nieuw station;Elektriciteit;2032" + ";" * 10
    (tmp_path / "nieuw.csv").write_text("\n".join([*lines, new]), encoding="utf-8")
    path, folder = tmp_path / "actielijst.xlsx", tmp_path / "monitor"
    made = generate(SAMPLE / "maanden/lijst.csv", settings=SETTINGS, peildatum=date(2026, 9, 1))
    path.write_bytes(made.data)
    monitor([path], folder, settings=SETTINGS, vandaag=date(2026, 9, 30), formaten=())
    uitvoeren.update_in_master(
        path,
        tmp_path / "nieuw.csv",
        settings=SETTINGS,
        peildatum=date(2026, 10, 5),
        moment=datetime(2026, 10, 5, 9),
    )
    extract = monitor([path], folder, settings=SETTINGS, vandaag=date(2026, 10, 31), formaten=()).extract
    assert extract.kerncijfer("projecten_nieuw").nu == 1
    assert extract.eerste is not None
    assert "M-07" not in {p.project_id for p in extract.eerste.projecten}
    assert [(v.project_id, v.was, v.wordt, v.bron) for v in extract.verschuivingen] == [
        ("M-05", ">2031", "2033", "Nieuwe pMIEK-lijst")  # a project without a fiche
    ]
