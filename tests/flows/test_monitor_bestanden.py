"""monitor on files: a record that stays, the previous month found in the folder, and what is refused."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from flows import rondgang as r
from flows.test_vernieuwen import made
from masters import master, project, settings
from openpyxl import Workbook, load_workbook

from actielijst_xl import cli
from actielijst_xl.errors import ActielijstError
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.usecases.maand import Maandbericht, monitor

OKTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 30)


@pytest.fixture(scope="module")
def merged() -> bytes:
    """The master after one return of a party that holds an afspraak."""
    back = r.retour(r.LIANDER, {r.veld(1, "haalbaarheid_ibn"): 2031, r.veld(1, "oordeel"): "Knelpunt"})
    return r.merge(r.issued().master, back).master


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a master that was handed out."""
    (tmp_path / "actielijst.xlsx").write_bytes(r.issued().master)
    return tmp_path


def run(folder: Path, day: date, **given: object) -> Maandbericht:
    """Record a month, without files unless asked for."""
    options = {"settings": r.SETTINGS, "formaten": (), "vandaag": day} | given
    return monitor([folder / "actielijst.xlsx"], folder / "monitor", **options)


def state(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes; lock files left out."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def codes(done: Maandbericht) -> list[str]:
    return [finding.code for finding in done.findings if finding.code.startswith("XA-M")]


def refused(folder: Path, day: date, **given: object) -> str:
    before = state(folder)
    with pytest.raises(ActielijstError) as stopped:
        run(folder, day, **given)
    assert state(folder) == before
    return stopped.value.code


def test_a_month_is_recorded_and_its_files_are_written(folder):
    done = run(folder, OKTOBER, formaten=("xlsx", "csv"))
    names = {str(path.relative_to(folder / "monitor")) for path in done.bestanden}
    assert {"maand_2026-10.json", "monitor_2026-10.xlsx", "csv/datapackage.json"} <= names
    assert all((folder / "monitor" / name).is_file() for name in names)
    assert done.geschreven
    assert codes(done) == []


def test_a_second_run_of_the_same_month_writes_nothing_and_says_so(folder):
    run(folder, OKTOBER, formaten=("xlsx", "csv"))
    before = state(folder)
    again = run(folder, OKTOBER, formaten=("xlsx", "csv"))
    assert (state(folder), again.geschreven, again.bestanden) == (before, False, ())
    assert codes(again) == ["XA-M001"]


def test_a_later_day_in_the_same_month_is_the_same_month(folder):
    run(folder, date(2026, 11, 1))
    again = run(folder, NOVEMBER)
    assert codes(again) == ["XA-M001"]
    assert again.extract.nu.peildatum == date(2026, 11, 1)


def test_a_month_stays_as_it_was_when_the_actielijst_changes(folder, merged):
    run(folder, OKTOBER)
    before = state(folder / "monitor")
    (folder / "actielijst.xlsx").write_bytes(merged)
    again = run(folder, OKTOBER)
    assert codes(again) == ["XA-M002"]
    assert state(folder / "monitor") == before
    assert again.extract.nu.monitoring[0].haalbaarheid_ibn == "2030"


def test_opnieuw_replaces_the_month_and_keeps_the_old_record(folder, merged):
    first = run(folder, OKTOBER).bestanden[-1].read_bytes()
    (folder / "actielijst.xlsx").write_bytes(merged)
    again = run(folder, OKTOBER, opnieuw=True)
    assert again.extract.nu.monitoring[0].haalbaarheid_ibn == "2031"
    [kept] = (folder / "monitor/archief").glob("maand_2026-10_*.json")
    assert kept.read_bytes() == first


def test_another_format_of_a_recorded_month_comes_from_the_record(folder, merged):
    run(folder, OKTOBER)
    record = (folder / "monitor/maand_2026-10.json").read_bytes()
    (folder / "actielijst.xlsx").write_bytes(merged)
    later = run(folder, OKTOBER, formaten=("csv",))
    assert (folder / "monitor/maand_2026-10.json").read_bytes() == record
    table = (folder / "monitor/csv/monitoring/monitoring_2026-10.csv").read_text(encoding="utf-8-sig")
    assert later.geschreven
    assert ';"2030";' in table.splitlines()[1]


def test_a_dry_run_writes_nothing_and_names_the_files(folder):
    before = state(folder)
    dry = run(folder, OKTOBER, formaten=("csv",), dry_run=True)
    assert (state(folder), dry.geschreven) == (before, False)
    assert not (folder / "monitor").exists()
    assert run(folder, OKTOBER, formaten=("csv",)).bestanden == dry.bestanden


def test_the_previous_month_is_found_in_the_folder(folder, merged):
    run(folder, OKTOBER)
    (folder / "actielijst.xlsx").write_bytes(merged)
    done = run(folder, NOVEMBER)
    assert done.extract.vorige is not None
    assert done.extract.vorige.maand == "2026-10"
    assert [(v.was, v.wordt) for v in done.extract.verschuivingen] == [("2030", "2031")]
    assert codes(done) == []


def test_a_skipped_month_is_told(folder):
    run(folder, date(2026, 8, 31))
    done = run(folder, NOVEMBER)
    assert codes(done) == ["XA-M003"]
    [finding] = done.findings
    assert finding.details["gemist"] == "september 2026 tot en met oktober 2026"


def test_a_later_record_is_no_previous_month(folder):
    run(folder, NOVEMBER)
    done = run(folder, NOVEMBER, maand="2026-10")
    assert done.extract.vorige is None
    assert codes(done) == ["XA-M007", "XA-M015"]
    assert done.extract.nu.peildatum == OKTOBER


def test_the_first_version_is_known_from_the_master_alone(folder, merged):
    (folder / "actielijst.xlsx").write_bytes(merged)
    done = run(folder, NOVEMBER)
    assert done.extract.vorige is None
    assert [(v.vergeleken_met, v.was, v.wordt) for v in done.extract.verschuivingen_begin] == [
        ("begin", "2030", "2031")
    ]


def test_comparing_with_another_month_gives_files_of_their_own(folder):
    run(folder, date(2026, 9, 30))
    run(folder, OKTOBER)
    done = run(folder, NOVEMBER, vergelijk="2026-09", formaten=("xlsx",))
    assert done.extract.vergelijk is not None
    assert done.extract.vergelijk.maand == "2026-09"
    assert "monitor_2026-11_tov_2026-09.xlsx" in {path.name for path in done.bestanden}
    same = run(folder, NOVEMBER, vergelijk="2026-10", formaten=("xlsx",))
    assert [path.name for path in same.bestanden] == ["monitor_2026-11.xlsx"]


def test_the_first_version_can_be_compared_with(folder):
    done = run(folder, NOVEMBER, vergelijk="begin")
    assert done.extract.vergelijk is done.extract.eerste
    assert done.extract.kerncijfer("projecten").toen == 4


def test_names_of_persons_are_only_in_files_that_say_so(folder):
    held = {r.rij(1, 1, "trekker"): "Jan de Vries (Gemeente Lelystad)"}
    (folder / "actielijst.xlsx").write_bytes(r.type_in_master(r.issued().master, held))
    plain = run(folder, OKTOBER, formaten=("csv",))
    assert "Vries" not in repr(plain.extract)
    assert not [name for name, data in state(folder / "monitor").items() if b"Vries" in data]
    named = run(folder, OKTOBER, formaten=("xlsx",), met_namen=True)
    assert "Jan de Vries" in repr(named.extract.nu)
    assert [path.name for path in named.bestanden] == ["monitor_2026-10_met_namen.xlsx"]


def test_names_are_not_shown_when_the_record_no_longer_fits(folder, merged):
    run(folder, OKTOBER)
    (folder / "actielijst.xlsx").write_bytes(merged)
    named = run(folder, OKTOBER, formaten=("xlsx",), met_namen=True)
    assert (named.bestanden, codes(named)) == ((), ["XA-M002"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"maand": "2026-13"}, "XA-C025"),
        ({"maand": "november"}, "XA-C025"),
        ({"maand": "2027-01"}, "XA-M009"),
        ({"vergelijk": "2026-01"}, "XA-M006"),
        ({"formaten": ("pdf",)}, "XA-C026"),
    ],
)
def test_what_is_asked_for_wrongly_is_refused_and_nothing_is_written(folder, given, code):
    assert refused(folder, NOVEMBER, **given) == code


def test_a_record_that_somebody_changed_stops_the_command(folder):
    path = run(folder, OKTOBER).bestanden[-1]
    path.write_bytes(path.read_bytes().replace(b"Noordkade", b"Zuidkade!"))
    assert refused(folder, NOVEMBER) == "XA-M004"


def test_a_record_under_the_name_of_another_month_is_refused(folder):
    path = run(folder, OKTOBER).bestanden[-1]
    shutil.copy(path, path.with_name("maand_2026-09.json"))
    assert refused(folder, NOVEMBER) == "XA-M004"


def test_another_actielijst_of_the_same_province_is_told(folder):
    run(folder, OKTOBER)
    new = master([project("NH-1", "Station", projectfase="Projectfase", gemeente="Urk")])
    (folder / "actielijst.xlsx").write_bytes(new)
    assert codes(run(folder, NOVEMBER)) == ["XA-M013"]


def test_a_word_template_that_is_not_there_stops_the_command(folder):
    own = settings(provincie={"naam": "Voorbeeldland"}, monitor={"sjabloon_energyboard": "weg.docx"})
    assert refused(folder, OKTOBER, settings=own, formaten=("docx",)) == "XA-C027"


# --- the command ---


@pytest.fixture
def command(monkeypatch, capsys, folder):
    """Run a command in the folder: (exit code, stdout)."""
    monkeypatch.chdir(folder)

    def type_in(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["xl-actielijst", *words])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        return int(ending.value.code or 0), capsys.readouterr().out

    return type_in


def test_the_exit_code_says_whether_somebody_should_look(command, folder, merged):
    month = ("monitor", "actielijst.xlsx", "--peildatum", "30-11-2026", "--formaat", "csv")
    assert command(*month)[0] == 0
    code, out = command(*month)
    assert (code, "Er is niets geschreven." in out) == (0, True)
    (folder / "actielijst.xlsx").write_bytes(merged)
    assert command(*month)[0] == 4
    assert command(*month, "--opnieuw")[0] == 0


def test_the_dutch_names_do_the_same(command):
    assert command("maand", "actielijst.xlsx", "--peildatum", "31-10-2026", "--formaat", "csv")[0] == 0
    assert command("herinner", "actielijst.xlsx", "--peildatum", "31-10-2026", "-q")[0] == 0


def test_json_is_one_document_with_the_figures(command):
    code, out = command(
        "monitor", "actielijst.xlsx", "--peildatum", "31-10-2026", "--formaat", "csv", "--json"
    )
    data = json.loads(out)
    assert (code, data["maand"], data["vergeleken_met"], data["geschreven"]) == (0, "2026-10", None, True)
    assert data["kerncijfers"][0] == {
        "kerncijfer": "projecten",
        "label": "Projecten in de actielijst",
        "nu": 4,
        "toen": None,
        "verschil": None,
        "eerste_versie": 4,
    }


# --- a month that is replaced, or comes in between ---


def test_opnieuw_leaves_no_file_of_the_old_record(folder, merged):
    run(folder, OKTOBER, formaten=("csv", "xlsx"))
    run(folder, OKTOBER, formaten=("xlsx",), vergelijk="begin")
    own = folder / "monitor/monitor_2026-10 kopie.xlsx"
    own.write_bytes(b"van ons")
    (folder / "actielijst.xlsx").write_bytes(merged)
    again = run(folder, OKTOBER, opnieuw=True, formaten=())
    table = (folder / "monitor/csv/monitoring/monitoring_2026-10.csv").read_text(encoding="utf-8-sig")
    assert '"2031"' in table
    assert "XA-M014" in codes(again)
    assert not (folder / "monitor/monitor_2026-10_tov_begin.xlsx").exists()
    assert len(list((folder / "monitor/archief").glob("monitor_2026-10_tov_begin_*.xlsx"))) == 1
    assert own.read_bytes() == b"van ons"


def test_a_dry_run_of_opnieuw_moves_nothing(folder):
    run(folder, OKTOBER, formaten=("xlsx",), vergelijk="begin")
    before = state(folder)
    dry = run(folder, OKTOBER, opnieuw=True, dry_run=True)
    assert (state(folder), codes(dry)) == (before, [])


def test_a_month_before_one_that_is_recorded_is_told(folder):
    run(folder, NOVEMBER)
    done = run(folder, NOVEMBER, maand="2026-10")
    assert "XA-M015" in codes(done)
    assert "XA-M015" not in codes(run(folder, NOVEMBER, maand="2026-10"))


def test_an_actielijst_that_is_newer_than_the_peildatum_is_told(folder, merged):
    (folder / "actielijst.xlsx").write_bytes(merged)
    assert codes(run(folder, date(2026, 9, 30))) == ["XA-M016"]


def test_who_chooses_a_month_is_not_told_that_another_was_compared_with(folder):
    run(folder, date(2026, 8, 31))
    assert "XA-M003" not in codes(run(folder, NOVEMBER, vergelijk="begin"))


def test_what_stays_the_same_is_not_kept_twice(folder):
    run(folder, OKTOBER, formaten=("csv",))
    run(folder, NOVEMBER, formaten=("csv",))
    assert [path.name for path in (folder / "monitor/archief").glob("kerncijfers*")] == []


def test_a_file_with_the_name_of_the_folder_is_told(folder):
    (folder / "monitor").write_text("een bestand", encoding="utf-8")
    assert refused(folder, OKTOBER) == "XA-G058"


# --- what somebody took out of the actielijst ---


def without(data: bytes, sheet: str, *rows: str) -> bytes:
    """A master of which a sheet is gone, or these rows of it."""

    def change(book: Workbook) -> None:
        if not rows:
            del book[sheet]
        for cells in book[sheet].iter_rows() if rows else ():
            if any(cell.value in rows for cell in cells):
                for cell in cells:
                    cell.value = None

    return r.through_openpyxl(data, change)


def test_a_fiche_of_which_the_sheet_is_gone_is_counted_as_it_was_written(folder):
    before = run(folder, OKTOBER).extract.nu
    path = folder / "actielijst.xlsx"
    path.write_bytes(without(path.read_bytes(), "NH-1 Station Noordkade"))
    done = run(folder, NOVEMBER)
    assert "XA-L180" in [finding.code for finding in done.findings]
    assert done.extract.wijzigingen == ()
    assert [p.zonder_locatie for p in done.extract.nu.projecten] == [
        p.zonder_locatie for p in before.projecten
    ]


@pytest.fixture
def of_a_list(tmp_path: Path) -> Path:
    """A folder with a master that was made from a list, and handed out."""
    (tmp_path / "actielijst.xlsx").write_bytes(r.issue(made()).master)
    run(tmp_path, OKTOBER)
    return tmp_path


@pytest.mark.parametrize("project", ["p-1/o", "v-1/o"])  # with a fiche, and without
def test_a_project_without_its_row_on_overzicht_is_counted_and_told(of_a_list, project):
    path = of_a_list / "actielijst.xlsx"
    path.write_bytes(without(path.read_bytes(), "Overzicht", project))
    done = run(of_a_list, NOVEMBER)
    assert [(f.code, f.details["projecten"]) for f in done.findings] == [
        ("XA-S063", project.removesuffix("/o").upper())
    ]
    assert done.extract.wijzigingen == ()


def test_the_vervolg_of_a_project_without_a_fiche_stays_when_somebody_sorts_the_table(of_a_list):
    path = of_a_list / "actielijst.xlsx"
    sheet = load_workbook(path, data_only=True)["Overzicht"]
    rows = [cells[:12] for cells in sheet.iter_rows() if cells[11].value in ("p-1/o", "v-1/o")]
    swapped = [*zip(*rows, strict=True), *zip(*reversed(rows), strict=True)]  # not what stands behind it
    edits = [SetCell(sheet="Overzicht", cell=to.coordinate, value=of.value) for to, of in swapped]
    path.write_bytes(apply_edits(path.read_bytes(), edits))
    done = run(of_a_list, NOVEMBER)
    assert [w.veld for w in done.extract.wijzigingen] == []
