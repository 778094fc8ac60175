"""The national roll-up: several provinces in one extract, each with its own numbers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from workbooks import xlsx

from actielijst_xl.errors import ActielijstError
from actielijst_xl.usecases import generate, load_settings
from actielijst_xl.usecases.maand import Maandbericht, monitor

HEAD = ("Projectnummer", "Projectnaam", "Projectfase", "Gemeente", "IBN", "Vraag aan energyboard")
OKTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)
PROJECTS = {
    "Flevoland": [
        ("1", "Station Noord", "Projectfase", "Lelystad", 2029, "Wie?"),
        ("2", "Kabel", "Projectfase", "Urk", 2030, ""),
    ],
    "Groningen": [("1", "Leiding Oost", "Realisatiefase", "Westerkwartier", 2028, "")],
    "Drenthe": [("1", "Net Zuid", "Projectfase", "Assen", 2031, "Wanneer?")],
}


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A master per province."""
    folder = tmp_path_factory.mktemp("provincies")
    found = {}
    for naam, rows in PROJECTS.items():
        settings = load_settings(environ={}, flags={("provincie", "naam"): naam})
        lijst = folder / f"{naam}_lijst.xlsx"
        lijst.write_bytes(xlsx([HEAD, *rows]))
        found[naam] = folder / f"{naam}.xlsx"
        found[naam].write_bytes(generate(lijst, settings=settings, peildatum=date(2026, 10, 1)).data)
    return found


def run(masters: dict[str, Path], names: list[str], folder: Path, day: date, **given: object) -> Maandbericht:
    options = {
        "settings": load_settings(environ={}),
        "formaten": (),
        "executor": ThreadPoolExecutor(2),
    } | given
    return monitor([masters[naam] for naam in names], folder, vandaag=day, **options)


def test_two_provinces_give_one_extract_with_a_column_for_the_province(masters, tmp_path):
    extract = run(masters, ["Flevoland", "Groningen"], tmp_path, OKTOBER).extract
    assert extract.nu.provincie == "Landelijk (2 provincies)"
    assert [(p.provincie, p.project_id, p.projectnaam) for p in extract.nu.projecten] == [
        ("Flevoland", "1", "Station Noord"),
        ("Flevoland", "2", "Kabel"),
        ("Groningen", "1", "Leiding Oost"),
    ]
    assert extract.kerncijfer("projecten").nu == 3
    per_province = {
        c.provincie: c.aantal for c in extract.cijfers if (c.kerncijfer, c.waarde) == ("projecten", "")
    }
    assert per_province == {"Flevoland": 2, "Groningen": 1}


def test_our_own_processes_read_the_same(masters, tmp_path):
    names = ["Flevoland", "Groningen"]
    steps: list[tuple[int, int]] = []
    here = run(
        masters, names, tmp_path / "a", OKTOBER, progress=lambda done, total: steps.append((done, total))
    )
    assert steps == [(1, 2), (2, 2)]
    elsewhere = run(masters, names, tmp_path / "b", OKTOBER, executor=None)
    assert here.extract == elsewhere.extract


def test_a_number_that_two_provinces_have_is_compared_within_its_province(masters, tmp_path):
    names = ["Flevoland", "Groningen"]
    run(masters, names, tmp_path, OKTOBER)
    done = run(masters, names, tmp_path, NOVEMBER)
    assert done.extract.wijzigingen == ()
    assert [(v.provincie, v.project_id, v.dagen_open) for v in done.extract.vragen] == [
        ("Flevoland", "1", 60)
    ]
    assert done.findings == ()


def test_a_province_that_joins_is_told_and_is_new(masters, tmp_path):
    run(masters, ["Flevoland", "Groningen"], tmp_path, OKTOBER)
    done = run(masters, ["Flevoland", "Groningen", "Drenthe"], tmp_path, NOVEMBER)
    assert [finding.code for finding in done.findings] == ["XA-M012"]
    assert done.extract.kerncijfer("projecten").verschil == 1


def test_two_masters_of_one_province_are_refused(masters, tmp_path):
    with pytest.raises(ActielijstError) as stopped:
        run(masters, ["Flevoland", "Flevoland"], tmp_path, OKTOBER)
    assert stopped.value.code == "XA-M010"
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_another_province_is_refused(masters, tmp_path):
    run(masters, ["Flevoland"], tmp_path, OKTOBER)
    with pytest.raises(ActielijstError) as stopped:
        run(masters, ["Groningen"], tmp_path, NOVEMBER)
    assert stopped.value.code == "XA-M011"


def test_a_file_that_is_no_master_stops_the_whole_roll_up(masters, tmp_path):
    with pytest.raises(ActielijstError) as stopped:
        monitor(
            [masters["Flevoland"], masters["Flevoland"].with_name("Flevoland_lijst.xlsx")],
            tmp_path,
            settings=load_settings(environ={}),
            vandaag=OKTOBER,
            formaten=(),
            executor=ThreadPoolExecutor(2),
        )
    assert stopped.value.code == "XA-L170"
    assert list(tmp_path.iterdir()) == []
