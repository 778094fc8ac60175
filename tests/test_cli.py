"""The command line: exit codes, what is printed where, options, help. Every ending as a user meets it."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from workbooks import xlsx

from actielijst_xl import cli, usecases
from actielijst_xl.cli import tonen
from actielijst_xl.messages import MESSAGES, in_general
from actielijst_xl.templates import data_folder

SAMPLES = data_folder("sample_data")
HEAD = ("Nr", "Projectnaam", "Projectfase", "Gemeente", "IBN")
GOOD = [
    HEAD,
    ("NH-1", "Station", "Projectfase", "Lelystad", 2029),
    ("NH-2", "Kabel", "Realisatiefase", "Urk", 2030),
]
BAD = [
    HEAD,
    ("NH-1", "Station", "Projectfase", "Lelystad", "soon"),
    ("NH-2", "Kabel", "Realisatiefase", "Urk", 2030),
]
HEAVY = ("pandas", "pandera", "openpyxl", "xlsxwriter", "lxml", "python_calamine")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("XL_ACTIELIJST_")]:
        monkeypatch.delenv(name)

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["xl-actielijst", *map(str, words)])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        out, err = capsys.readouterr()
        return ending.value.code, out, err

    return command


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "mijn lijst.xlsx"
    path.write_bytes(xlsx(GOOD))
    return path


@pytest.fixture
def bad(tmp_path):
    path = tmp_path / "fout.xlsx"
    path.write_bytes(xlsx(BAD))
    return path


def python(*lines):
    """What a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


@pytest.mark.parametrize("argv", [["--help"], ["generate", "--help"], ["--version"]])
def test_help_imports_no_heavy_library(argv):
    loaded = python(
        "import sys",
        f"sys.argv = {['xl-actielijst', *argv]!r}",
        "import contextlib, io",
        "from actielijst_xl import cli",
        "with contextlib.redirect_stdout(io.StringIO()):",
        "    try: cli.main()",
        "    except SystemExit as ending: assert ending.code == 0, ending.code",
        f"print([name for name in {HEAVY!r} if name in sys.modules])",
    )
    assert loaded == "[]"


def test_importing_the_package_and_its_commands_imports_no_heavy_library():
    check = f"print([name for name in {HEAVY!r} if name in sys.modules])"
    assert python("import sys, actielijst_xl, actielijst_xl.cli, actielijst_xl.usecases", check) == "[]"


def test_the_module_runs_as_a_program():
    done = subprocess.run(
        [sys.executable, "-m", "actielijst_xl", "--version"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.split()[0]) == (0, "xl-actielijst")


def test_every_command_says_in_dutch_what_it_does(run):
    _, out, _ = run("--help")
    for name in cli.cli.commands:
        assert name in out
        code, text, _ = run(name, "--help")
        assert (code, text.startswith("Gebruik: xl-actielijst")) == (0, True)
        assert "Opties" in text
        assert not {"Usage:", "Options:", "Commands:", "Show this message"} & set(text.split("\n"))


def test_without_arguments_it_tells_the_next_step_and_does_nothing(run, tmp_path):
    code, out, _ = run()
    assert (code, "xl-actielijst init" in out, list(tmp_path.iterdir())) == (0, True, [])


def test_a_list_without_findings_ends_in_0(run, good):
    code, out, err = run("check", good, "--provincie", "Flevoland", "--peildatum", "1-11-2026")
    assert (code, err) == (0, "")
    assert "0 fouten, 0 waarschuwingen" in out


def test_a_list_with_warnings_ends_in_4(run):
    assert run("check", SAMPLES / "pmiek_lijst.xlsx", "--peildatum", "1-11-2026")[0] == 4


def test_a_list_with_errors_ends_in_3_and_says_where(run, bad):
    code, out, _ = run("check", bad)
    assert code == 3
    assert "XA-V007" in out
    assert "Lijst › E2" in out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["onzin"], "XA-C017"),
        (["check"], "XA-C017"),
        (["check", "er-is-niets.xlsx"], "XA-C009"),
        (["check", "a", "b"], "XA-C017"),
        (["check", "--onzin", "a.xlsx"], "XA-C017"),
        (["check", "--peildatum", "ooit", "a.xlsx"], "XA-C011"),
        (["check", "--peildatum", "Q3 2026", "a.xlsx"], "XA-C011"),
        (["check", "--instellingen", "weg.toml", "a.xlsx"], "XA-C009"),
        (["explain", "XA-Q999"], "XA-C010"),
    ],
)
def test_a_wrong_command_ends_in_2_with_a_code_and_what_to_do(run, words, code):
    ended, out, err = run(*words)
    assert (ended, out) == (2, "")
    assert err.startswith(code)
    assert MESSAGES[code].doe in err


@pytest.mark.parametrize("content", [b"", b"geen werkboek", b"PK\x03\x04kapot", b"%PDF-1.7 x"])
def test_a_file_that_is_no_list_ends_in_3(run, tmp_path, content):
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(content)
    code, _, err = run("check", path)
    assert (code, err[:4]) == (3, "XA-L")


def test_a_folder_is_no_list(run, tmp_path):
    code, _, err = run("check", tmp_path)
    assert (code, err[:7]) == (3, "XA-C015")


def test_a_file_that_is_open_in_excel_ends_in_5_and_stays_as_it_is(run, good, tmp_path):
    (tmp_path / "rapport.xlsx").write_bytes(b"van iemand")
    (tmp_path / "~$rapport.xlsx").write_bytes(b"\x05Karin")
    code, _, err = run("check", good, "--rapport", "rapport.xlsx")
    assert (code, err[:7]) == (5, "XA-G050")
    assert (tmp_path / "rapport.xlsx").read_bytes() == b"van iemand"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that never ends (a fifo)")
def test_ctrl_c_ends_in_130_and_nothing_is_written(tmp_path):
    os.mkfifo(tmp_path / "lijst.xlsx")
    start = [sys.executable, "-m", "actielijst_xl", "generate", "lijst.xlsx"]
    with (
        subprocess.Popen(start, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as program,
        (tmp_path / "lijst.xlsx").open("wb"),  # goes on when the program has opened it and waits
    ):
        program.send_signal(signal.SIGINT)
        _, err = program.communicate(timeout=60)
    assert program.returncode == 130
    assert "Afgebroken" in err
    assert [path.name for path in tmp_path.iterdir()] == ["lijst.xlsx"]


def test_a_bug_ends_in_1_with_a_dutch_line_and_a_log(run, good, tmp_path, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError("een fout van ons")

    monkeypatch.setattr("xlsxwriter.Workbook", broken)  # a library, not our code, plays the bug
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, out, err = run("generate", good, "--peildatum", "1-11-2026")
    (log,) = tmp_path.glob("xl-actielijst-*.log")
    assert (code, out) == (1, "")
    assert err.startswith("XA-C018")
    assert str(log) in err
    assert "Traceback" not in err
    assert "ZeroDivisionError: een fout van ons" in log.read_text(encoding="utf-8")
    assert not (tmp_path / "actielijst.xlsx").exists()


def test_generate_writes_the_master_and_says_where_each_row_went(run, good, tmp_path):
    code, out, err = run("generate", good, "--provincie", "Flevoland", "--peildatum", "2026-11-01")
    assert (code, err) == (0, "")
    assert "2 rijen = 2 fiches + 0 zonder locatie." in out
    assert (tmp_path / "actielijst.xlsx").read_bytes().startswith(b"PK")


def test_generate_writes_where_it_is_told(run, good, tmp_path):
    out = tmp_path / "map met spaties" / "uit.xlsx"
    out.parent.mkdir()
    assert run("generate", good, "-o", out, "--peildatum", "1-11-2026")[0] == 0
    assert out.exists()


def test_generate_never_overwrites(run, good, tmp_path):
    (tmp_path / "actielijst.xlsx").write_bytes(b"van iemand")
    code, _, err = run("generate", good)
    assert (code, err[:7]) == (2, "XA-C012")
    assert (tmp_path / "actielijst.xlsx").read_bytes() == b"van iemand"


def test_generate_of_a_list_with_errors_writes_nothing(run, bad, tmp_path):
    code, out, err = run("generate", bad)
    assert code == 3
    assert "XA-V007" in out
    assert "XA-G002" in err
    assert [path.name for path in tmp_path.iterdir()] == [bad.name]


def test_generate_goes_on_when_errors_are_accepted(run, bad, tmp_path):
    code, out, _ = run("generate", bad, "--ook-met-fouten", "--peildatum", "1-11-2026")
    assert code == 4
    assert "2 rijen = 1 fiche + 0 zonder locatie + 1 met fouten" in out
    assert (tmp_path / "actielijst.xlsx").exists()


def test_a_list_of_several_provinces_needs_the_name_of_one(run):
    path = SAMPLES / "lijst_andere_koppen.xlsx"
    code, _, err = run("generate", path)
    assert (code, err[:7]) == (2, "XA-C014")


def test_the_second_sample_list_becomes_a_master(run, tmp_path):
    code, out, _ = run(
        *("generate", SAMPLES / "lijst_andere_koppen.xlsx", "--provincie", "Buurland"),
        *("--peildatum", "1-11-2026", "-o", tmp_path / "buurland.xlsx"),
    )
    assert code in (0, 4)
    assert "15 rijen = " in out


def test_the_list_with_mistakes_is_checked_to_the_end(run):
    code, out, _ = run("check", SAMPLES / "lijst_met_fouten.xlsx", "--peildatum", "20-11-2026")
    assert code == 3
    assert out.count("XA-V") > 30


def test_check_changes_no_byte_of_its_source_and_writes_nothing(run, bad, tmp_path):
    before = bad.read_bytes()
    run("check", bad)
    assert bad.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [bad.name]


def test_check_writes_the_report_beside_the_untouched_list(run, bad, tmp_path):
    before = bad.read_bytes()
    code, out, _ = run("check", bad, "--rapport", tmp_path / "rapport.xlsx")
    assert code == 3
    assert "rapport.xlsx" in out
    assert (tmp_path / "rapport.xlsx").read_bytes().startswith(b"PK")
    assert bad.read_bytes() == before


def test_the_report_never_replaces_the_list(run, bad):
    before = bad.read_bytes()
    code, _, err = run("check", bad, "--rapport", bad.name)
    assert (code, err[:7]) == (2, "XA-C012")
    assert bad.read_bytes() == before


def test_json_of_check_is_one_document_with_a_version(run, bad):
    _, out, _ = run("check", bad, "--json")
    data = json.loads(out)
    assert data["schema_versie"] == tonen.SCHEMA_VERSIE
    assert data["projecten"] == 2
    (fout,) = [b for b in data["bevindingen"] if b["ernst"] == "fout"]
    assert (fout["code"], fout["blad"], fout["cel"], fout["waarde"]) == ("XA-V007", "Lijst", "E2", "soon")


def test_json_of_generate_says_where_the_rows_went(run, bad):
    _, out, _ = run("generate", bad, "--ook-met-fouten", "--json", "--peildatum", "1-11-2026")
    data = json.loads(out)
    assert data["totalen"] == {"rijen": 2, "fiches": 1, "zonder_locatie": 0, "met_fouten": 1}
    assert data["actielijst"] == "actielijst.xlsx"


def test_json_of_a_refused_generate_is_one_document_too(run, bad):
    code, out, err = run("generate", bad, "--json")
    assert (code, json.loads(out)["schema_versie"]) == (3, tonen.SCHEMA_VERSIE)
    assert "XA-G002" in err


def test_quiet_leaves_out_how_the_list_was_read_and_verbose_tells_all(run):
    path = SAMPLES / "pmiek_lijst.xlsx"
    _, normal, _ = run("check", path)
    _, quiet, _ = run("check", path, "-q")
    _, verbose, _ = run("check", path, "-v")
    assert "Kolommen herkend" in normal
    assert "Kolommen herkend" not in quiet
    assert len(verbose.splitlines()) > len(normal.splitlines())


@pytest.mark.parametrize("alias", list(cli.ALIASES.items()), ids=lambda pair: pair[0])
def test_a_command_has_a_dutch_name_that_the_help_does_not_show(run, alias):
    dutch, english = alias
    assert run(dutch, "--help")[1].splitlines()[1:] == run(english, "--help")[1].splitlines()[1:]
    listed = run("--help")[1].split("Opdrachten")[1].splitlines()
    assert dutch not in [line.split()[0] for line in listed if line.strip()]


@pytest.mark.parametrize("code", ["XA-V007", "xa-v007"])
def test_explain_tells_what_a_code_means_and_what_to_do(run, code):
    ended, out, _ = run("explain", code)
    assert (ended, MESSAGES["XA-V007"].uitleg in out, MESSAGES["XA-V007"].doe in out) == (0, True, True)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_explain_shows_no_names_of_the_program(code):
    message = MESSAGES[code]
    shown = in_general(message.text + message.uitleg + message.doe)
    assert not re.search(r"\{\w", shown)  # a Word template has codes such as {%tr


def test_explain_says_where_the_program_fills_something_in(run):
    out = run("explain", "XA-S013")[1]
    assert ("[…]" in out, "{" in out) == (True, False)


def test_explain_suggests_the_code_that_was_meant(run):
    _, _, err = run("explain", "XA-V07")
    assert "XA-V0" in err.split("Bedoelt u")[1]


def test_init_makes_settings_and_folders_once(run, tmp_path):
    assert run("init", "--provincie", 'Noord-"Holland"')[0] == 0
    assert {p.name for p in tmp_path.iterdir()} == {
        "actielijst.toml",
        "uit",
        "retouren",
        "monitor",
        "archief",
    }
    settings = usecases.load_settings(tmp_path / "actielijst.toml", environ={})
    assert settings.text("provincie", "naam") == 'Noord-"Holland"'
    code, _, err = run("init")
    assert (code, err[:7]) == (2, "XA-C008")


def test_init_lays_down_the_word_templates_and_names_them_in_new_settings(run, tmp_path):
    assert run("init", "--sjablonen")[0] == 0
    settings = usecases.load_settings(tmp_path / "actielijst.toml", environ={})
    for stem in ("energyboard", "hoofddocument"):
        file = tmp_path / settings.text("monitor", f"sjabloon_{stem}")
        assert file.read_bytes() == (data_folder("workbook_templates") / f"{stem}.docx").read_bytes()


def test_init_leaves_settings_and_templates_that_are_there_alone(run, tmp_path):
    (tmp_path / "actielijst.toml").write_text("# van ons", encoding="utf-8")
    code, out, _ = run("init", "--sjablonen")
    assert (code, 'sjabloon_energyboard = "sjablonen/energyboard.docx"' in out) == (0, True)
    assert (tmp_path / "actielijst.toml").read_text(encoding="utf-8") == "# van ons"
    (tmp_path / "sjablonen/energyboard.docx").write_bytes(b"eigen opmaak")
    (tmp_path / "sjablonen/hoofddocument.docx").unlink()
    code, _, err = run("init", "--sjablonen")
    assert (code, err[:7]) == (2, "XA-G059")
    assert (tmp_path / "sjablonen/energyboard.docx").read_bytes() == b"eigen opmaak"
    assert not (tmp_path / "sjablonen/hoofddocument.docx").exists()


def test_settings_in_the_folder_of_the_list_are_found(run, tmp_path):
    folder = tmp_path / "elders"
    folder.mkdir()
    (folder / "lijst.xlsx").write_bytes(xlsx(GOOD))
    (folder / "actielijst.toml").write_text('[provncie]\nnaam = "X"', encoding="utf-8")
    code, _, err = run("check", folder / "lijst.xlsx")
    assert (code, err[:7]) == (2, "XA-C001")
    assert 'Bedoelt u "provincie"' in err


def test_demo_does_the_whole_job_on_the_sample_list(run, tmp_path):
    code, out, _ = run("demo", tmp_path / "demo")
    assert code == 0
    assert "40 rijen = 38 fiches + 2 zonder locatie." in out
    assert [line.split()[2] for line in out.splitlines() if line.startswith("> xl-actielijst")] == [
        *("check", "generate", "issue", "merge", "merge", "status", "monitor")
    ]
    assert "Alle conflicten zijn opgelost." in out
    assert {"actielijst.xlsx", "rapport.xlsx", "pmiek_lijst.xlsx"} <= {
        p.name for p in (tmp_path / "demo").iterdir()
    }


def test_demo_keeps_off_a_folder_with_files(run, tmp_path):
    (tmp_path / "mijn.txt").write_text("x", encoding="utf-8")
    code, _, err = run("demo", tmp_path)
    assert (code, err[:7]) == (2, "XA-C016")
    assert [path.name for path in Path(tmp_path).iterdir()] == ["mijn.txt"]


# --- what people type wrongly -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("mergen", "merge"), ("chek", "check"), ("Genereren", "genereer"), ("statsu", "status")],
)
def test_a_command_typed_wrongly_is_met_with_the_one_that_was_meant(run, typed, meant):
    assert f"Bedoelt u {meant}?" in run(typed)[2]


def test_a_flag_that_is_given_a_value_is_said_to_take_none(run):
    assert "--json krijgt geen waarde" in run("check", "--json=1", "a.xlsx")[2]


@pytest.mark.parametrize("name", cli.cli.commands)
def test_the_help_lists_options_only_and_no_word_of_the_machinery(run, name):
    _, out, _ = run(name, "--help")
    rows = [
        line
        for line in out.partition("Opties:\n")[2].splitlines()
        if line.startswith("  ") and line[2] != " "
    ]
    assert [row for row in rows if not row.lstrip().startswith("-")] == []
    assert not re.search(r"\b(PATH|FILENAME|TEXT|INTEGER)\b", out)


@pytest.mark.parametrize("name", ["actielijst", "actielijst.xls", "actielijst.csv"])
@pytest.mark.parametrize("option", ["-o", "--rapport"])
def test_a_workbook_gets_no_name_that_excel_would_not_open(run, good, tmp_path, option, name):
    code, _, err = run("generate" if option == "-o" else "check", good, option, name)
    assert (code, err[:7], name in err) == (2, "XA-C017", True)
    assert [path.name for path in tmp_path.iterdir()] == [good.name]


def test_a_wrong_role_is_refused_before_an_actielijst_is_written(run, good, tmp_path):
    code, _, err = run("generate", good, "--per", "gemeenten")
    assert (code, err[:7]) == (2, "XA-S053")
    assert [path.name for path in tmp_path.iterdir()] == [good.name]


@pytest.mark.parametrize("extra", [("--deadline", "1-12-2026"), ("-d", "elders")])
def test_what_belongs_to_handing_out_is_not_passed_over_without_it(run, good, tmp_path, extra):
    code, _, err = run("generate", good, *extra)
    assert (code, err[:7]) == (2, "XA-C017")
    assert [path.name for path in tmp_path.iterdir()] == [good.name]


def test_the_end_of_what_reads_the_output_is_no_fault_of_the_program(tmp_path):
    read, write = os.pipe()
    os.close(read)
    start = [sys.executable, "-m", "actielijst_xl", "--help"]
    done = subprocess.run(start, cwd=tmp_path, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, "XA-C018" in done.stderr, "Traceback" in done.stderr) == (0, False, False)


@pytest.mark.parametrize(
    "words",
    [
        ("init", "bezet"),
        ("demo", "bezet"),
        ("generate", "lijst.xlsx", "--per", "gemeente", "-d", "bezet", "--provincie", "Flevoland"),
        ("check", "lijst.xlsx", "--rapport", "bezet/rapport.xlsx"),
    ],
)
def test_a_file_where_a_folder_must_come_is_told_and_stays(run, tmp_path, words):
    (tmp_path / "lijst.xlsx").write_bytes(xlsx(GOOD))
    (tmp_path / "bezet").write_bytes(b"van iemand")
    code, _, err = run(*words)
    assert (code, err[:7]) == (5, "XA-G058")
    assert (tmp_path / "bezet").read_bytes() == b"van iemand"
