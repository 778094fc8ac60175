"""The round trip on files: a dry run writes nothing, the old version is kept, zips are taken apart."""

import json
import socket
import sys
import zipfile
from pathlib import Path

import pytest
from flows import rondgang as r

from actielijst_xl import cli
from actielijst_xl.errors import InUseError
from actielijst_xl.model.field import Rol
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.usecases import uitvoeren


def state(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def folder(tmp_path):
    """A folder with an issued master and two returns."""
    (tmp_path / "actielijst.xlsx").write_bytes(r.issued().master)
    back = tmp_path / "retouren"
    back.mkdir()
    (back / "a.xlsx").write_bytes(r.retour(r.LELYSTAD, {r.veld(2, "doel"): "A", r.veld(1, "doel"): "D"}))
    (back / "b.xlsx").write_bytes(r.retour(r.URK, {r.veld(2, "doel"): "B"}))
    return tmp_path


def merge(folder, *retouren, **given):
    return uitvoeren.merge_into_master(
        folder / "actielijst.xlsx",
        [folder / name for name in retouren],
        settings=r.SETTINGS,
        moment=r.MOMENT,
        **given,
    )


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command: (exit code, stdout)."""

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["xl-actielijst", *map(str, words)])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        return ending.value.code, capsys.readouterr().out

    return command


def test_a_dry_run_changes_no_byte_and_says_what_the_real_run_says(folder):
    before = state(folder)
    dry, written = merge(folder, "retouren", dry_run=True)
    assert (state(folder), written) == (before, None)
    real, written = merge(folder, "retouren")
    assert written is not None
    assert dry == real


def test_a_return_that_brings_nothing_new_needs_nobody(run, folder):
    path, back = folder / "actielijst.xlsx", folder / "goed.xlsx"
    back.write_bytes(r.retour(r.LELYSTAD, {r.veld(2, "doel"): "wonen"}))
    assert run("merge", path, back)[0] == 0
    code, out = run("merge", path, back)
    assert ("XA-S003" in out, code) == (True, 0)


def test_text_outside_the_fields_is_something_to_look_at_once(run, folder):
    path, back = folder / "actielijst.xlsx", folder / "los.xlsx"
    typed = [SetCell(sheet="Leeswijzer", cell="B30", value="Bel ons")]
    back.write_bytes(apply_edits(r.copy_of(r.LELYSTAD), typed))
    assert [run("merge", path, back)[0] for _ in range(2)] == [4, 0]


def test_a_dry_run_prints_the_same_report(run, folder):
    path, back = folder / "actielijst.xlsx", folder / "retouren"
    code, dry = run("merge", path, back, "--dry-run")
    real_code, real = run("merge", path, back)
    assert (code, real_code) == (4, 4)
    report = [line for line in real.splitlines() if line.startswith(("a.xlsx", "b.xlsx", "1 "))]
    assert len(report) == 3
    assert dry.splitlines()[: len(report)] == report


def test_json_sums_the_outcomes_of_each_return(run, folder):
    _, out = run("merge", folder / "actielijst.xlsx", folder / "retouren", "--json")
    said = json.loads(out)
    assert [(x["bestand"], x["wijzigingen"], sum(x["uitkomsten"].values())) for x in said["retouren"]] == [
        ("a.xlsx", 2, 2),
        ("b.xlsx", 1, 1),
    ]
    assert (said["conflicten"], said["geschreven"]) == (1, True)


def test_the_previous_version_is_kept(folder):
    _, written = merge(folder, "retouren")
    assert written.vorige.parent == folder / "archief"
    assert written.vorige.read_bytes() == r.issued().master


def test_a_second_merge_of_the_same_files_writes_nothing(folder):
    merge(folder, "retouren")
    before = state(folder)
    _, written = merge(folder, "retouren")
    assert written is None
    assert state(folder) == before


def test_a_zip_a_folder_and_loose_files_say_the_same(folder):
    with zipfile.ZipFile(folder / "alles.zip", "w") as archive:
        for path in sorted((folder / "retouren").iterdir()):
            archive.write(path, path.name)
    by_folder, _ = merge(folder, "retouren", dry_run=True)
    by_zip, _ = merge(folder, "alles.zip", dry_run=True)
    by_file, _ = merge(folder, "retouren/a.xlsx", "retouren/b.xlsx", dry_run=True)
    assert by_folder.result.writes == by_zip.result.writes == by_file.result.writes
    assert [v.naam for v in by_zip.verslagen] == ["alles.zip › a.xlsx", "alles.zip › b.xlsx"]


def test_lock_files_and_what_systems_leave_in_a_folder_are_skipped(folder):
    for name in ("~$a.xlsx", ".~lock.a.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "._a.xlsx"):
        (folder / "retouren" / name).write_bytes(b"slot")
    merged, _ = merge(folder, "retouren", dry_run=True)
    assert [v.naam for v in merged.verslagen] == ["a.xlsx", "b.xlsx"]


def test_a_path_that_is_not_there_stops_the_run(run, folder):
    before = state(folder)
    code, _ = run("merge", folder / "actielijst.xlsx", folder / "weg")
    assert code == 2
    assert state(folder) == before


def test_issue_writes_a_file_per_party_and_the_master(tmp_path):
    path = tmp_path / "actielijst.xlsx"
    path.write_bytes(r.made())
    done, written = uitvoeren.issue_to_folder(
        path,
        tmp_path / "uit",
        settings=r.SETTINGS,
        per=(r.Rol.GEMEENTE, r.Rol.NETBEHEERDER),
        moment=r.MOMENT,
        deadline=r.DEADLINE,
    )
    assert {p.name for p in (tmp_path / "uit").iterdir()} == set(done.bestanden)
    assert path.read_bytes() == done.master
    assert written.vorige.read_bytes() == r.made()


def test_a_master_that_is_open_elsewhere_is_left_alone(run, folder):
    (folder / "~$actielijst.xlsx").write_bytes(b"\x05Jan")
    before = state(folder)
    code, _ = run("merge", folder / "actielijst.xlsx", folder / "retouren")
    assert code not in (0, 1, 4)
    assert state(folder) == before


def test_an_issue_of_an_open_master_makes_no_folder_either(folder):
    (folder / "~$actielijst.xlsx").write_bytes(b"\x05Jan")
    with pytest.raises(InUseError) as refused:
        uitvoeren.issue_to_folder(
            folder / "actielijst.xlsx",
            folder / "nieuw",
            settings=r.SETTINGS,
            per=[Rol.GEMEENTE],
            moment=r.MOMENT,
        )
    assert (refused.value.code, (folder / "nieuw").exists()) == ("XA-G050", False)


def test_issue_shows_what_somebody_should_look_at(run, tmp_path):
    def remove(book):
        del book["NH-1 Station Noordkade"]

    (tmp_path / "actielijst.xlsx").write_bytes(r.through_openpyxl(r.made(), remove))
    code, out = run("issue", tmp_path / "actielijst.xlsx", "-d", tmp_path / "uit")
    assert (code, "XA-L180" in out) == (4, True)


def test_issue_as_json_has_its_findings(run, tmp_path):
    (tmp_path / "actielijst.xlsx").write_bytes(r.type_in_master(r.made(), {r.rij(1, 1, "trekker"): ".-."}))
    code, out = run(
        "issue", tmp_path / "actielijst.xlsx", "--per", "trekker", "-d", tmp_path / "uit", "--json"
    )
    assert (code, [f["code"] for f in json.loads(out)["bevindingen"]]) == (4, ["XA-S056"])


def test_redo_tells_of_the_conflict_that_comes_back(run, folder):
    master = folder / "actielijst.xlsx"
    merge(folder, "retouren")
    assert "open" not in run("undo", master, "b.xlsx")[1]
    code, out = run("redo", master, "b.xlsx")
    assert (code, "1 conflict open." in out) == (4, True)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs a file that nobody can open (a socket)")
def test_a_file_that_cannot_be_opened_holds_up_no_other(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as nobody:
        nobody.bind("dicht.xlsx")
        merged, written = merge(folder, "dicht.xlsx", "retouren")
    assert written
    assert [(v.naam, v.fout.code if v.fout else None) for v in merged.verslagen] == [
        ("a.xlsx", None),
        ("b.xlsx", None),
        ("dicht.xlsx", "XA-C015"),
    ]
