"""A round with bad, protected and oddly packed files among good ones, on files and on the command line."""

import json
import sys
from dataclasses import fields

import pytest
from flows import rondgang as r

from actielijst_xl import cli
from actielijst_xl.model.settings import Settings
from actielijst_xl.reading.gate import Limits
from actielijst_xl.templates import load_defaults
from actielijst_xl.usecases import inlezen, load_settings, uitvoeren
from tests import hostile

SECRETS = {r.LELYSTAD: "van Lelystad", r.URK: "van Urk"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "actielijst.xlsx").write_bytes(r.issued().master)
    (tmp_path / "retouren").mkdir()
    return tmp_path


def put(folder, name: str, data: bytes) -> None:
    (folder / "retouren" / name).write_bytes(data)


def goed(partij: str = r.URK, text: str = "goed") -> bytes:
    return r.retour(partij, {r.veld(2, "doel"): text})


def merge(folder, **given):
    return uitvoeren.merge_into_master(
        folder / "actielijst.xlsx", [folder / "retouren"], settings=r.SETTINGS, moment=r.MOMENT, **given
    )[0]


def codes(merged) -> dict[str, str]:
    return {v.naam: v.fout.code if v.fout else "" for v in merged.verslagen}


@pytest.fixture
def run(monkeypatch, capsys, folder):
    def command(*words):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["xl-actielijst", *map(str, words)])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        found = capsys.readouterr()
        return ending.value.code, found.out, found.err

    return command


FAR = f'{hostile.ONE_CELL}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BAD = {
    "bom.xlsx": hostile.xlsx(
        {hostile.SHEET1: hostile.worksheet('<row r="1048576"><c r="XFD1048576"/></row>')}
    ),
    "foto.xlsx": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "halve.xlsx": goed()[:3000],
    "leeg.xlsx": b"",
    "doctype.xlsx": hostile.xlsx({hostile.SHEET1: hostile.worksheet(doctype="<!DOCTYPE a>")}),
    "label.xlsx": hostile.compound({"EncryptedPackage": b"x", "DRMEncryptedTransform": b"y"}),
    "oud.xls": hostile.compound({"Workbook": b"\x09\x08\x10\x00"}),
}


def test_each_bad_file_costs_one_line_and_the_good_one_is_merged(folder):
    for name, data in BAD.items():
        put(folder, name, data)
    put(folder, "goed.xlsx", goed())
    merged = merge(folder)
    found = codes(merged)
    assert sorted(found) == sorted([*BAD, "goed.xlsx"])
    assert {name for name, code in found.items() if not code} == {"goed.xlsx"}
    assert r.shown((folder / "actielijst.xlsx").read_bytes())[r.veld(2, "doel")] == "goed"


def test_a_sheet_that_is_declared_and_not_there_refuses_the_file(folder):
    put(folder, "a.xlsx", hostile.xlsx({hostile.SHEET1: None}))
    assert codes(merge(folder)) == {"a.xlsx": "XA-L134"}


# --- zips ---------------------------------------------------------------------------------------------


def test_a_zip_in_a_zip_gives_its_files(folder):
    inner = hostile.zipped({"map/urk.xlsx": goed(), "~$urk.xlsx": b"x"})
    put(folder, "alles.zip", hostile.zipped({"per partij/urk.zip": inner, "leeg.zip": hostile.zipped({})}))
    assert codes(merge(folder)) == {"alles.zip › per partij/urk.zip › map/urk.xlsx": ""}


def test_a_zip_four_deep_is_refused_by_name(folder):
    data = goed()
    for n in range(4):
        data = hostile.zipped({f"{n}.zip" if n else "urk.xlsx": data})
    put(folder, "diep.zip", data)
    [(name, code)] = codes(merge(folder)).items()
    assert code == "XA-L149"
    assert name.startswith("diep.zip › ")


def test_a_bad_zip_within_a_zip_does_not_take_the_others_along(folder):
    put(folder, "a.zip", hostile.zipped({"kapot.zip": b"PK\x03\x04kapot", "urk.xlsx": goed()}))
    assert codes(merge(folder)) == {"a.zip › kapot.zip": "XA-L111", "a.zip › urk.xlsx": ""}


@pytest.mark.parametrize("name", [b"../urk.xlsx", b"/urk.xlsx", b"a\\urk.xlsx", b"C:urk.xlsx", b"a\0.xlsx"])
def test_a_zip_with_a_name_that_points_outside_is_refused(folder, name):
    put(folder, "odd.zip", hostile.raw_zip([{"name": name, "data": goed()}]))
    assert codes(merge(folder)) == {"odd.zip": "XA-L116"}


@pytest.mark.parametrize(
    "name", ["CON.xlsx", "Súdwest Fryslân (1) – definitief!.xlsx", "=1+1.xlsx", "x" * 300]
)
def test_a_zip_with_a_strange_but_harmless_name_is_read(folder, name):
    put(folder, "a.zip", hostile.zipped({name: goed()}))
    assert codes(merge(folder)) == {f"a.zip › {name}": ""}


# --- passwords ----------------------------------------------------------------------------------------


@pytest.fixture
def protected(folder):
    for partij, secret in SECRETS.items():
        put(folder, f"{partij}.xlsx", hostile.protected(goed(partij, partij), secret))
    return folder


def test_each_party_may_have_its_own_password(protected):
    merged = merge(protected, wachtwoorden=("fout", *SECRETS.values()))
    assert set(codes(merged).values()) == {""}
    assert [f.code for f in merged.findings].count("XA-L148") == 2


def test_of_two_protected_files_the_one_with_a_wrong_password_is_said(protected):
    merged = merge(protected, wachtwoorden=(SECRETS[r.URK],))
    assert codes(merged) == {f"{r.LELYSTAD}.xlsx": "XA-L147", f"{r.URK}.xlsx": ""}


def test_passwords_come_from_the_environment_one_a_line(protected, run, monkeypatch):
    monkeypatch.setenv("XL_ACTIELIJST_WACHTWOORD", "\n".join(SECRETS.values()))
    code, out, _ = run("merge", "actielijst.xlsx", "retouren")
    assert code == 4
    assert "overgeslagen" not in out


def test_a_password_is_asked_and_not_shown(protected, run, monkeypatch):
    answers = iter([*SECRETS.values(), ""])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _prompt: next(answers))
    _, out, err = run("merge", "actielijst.xlsx", "retouren", "--wachtwoord")
    assert "overgeslagen" not in out
    assert not any(secret in out + err for secret in SECRETS.values())


def test_without_a_terminal_to_type_in_the_option_is_refused(protected, run):
    code, _, err = run("merge", "actielijst.xlsx", "retouren", "--wachtwoord")
    assert (code, err.split()[0]) == (2, "XA-C021")


def test_no_password_stands_in_anything_that_is_written(protected):
    merge(protected, wachtwoorden=tuple(SECRETS.values()))
    for path in protected.rglob("*"):
        if path.is_file() and path.parent.name != "retouren":
            assert not any(secret.encode() in path.read_bytes() for secret in SECRETS.values())


# --- settings -----------------------------------------------------------------------------------------


def own(**sections: dict[str, int]) -> Settings:
    flags = {(section, key): str(value) for section, keys in sections.items() for key, value in keys.items()}
    return load_settings(environ={}, flags={**flags, ("provincie", "naam"): "Voorbeeldland"})


def test_every_limit_is_a_setting_with_its_own_default():
    assert sorted(inlezen.GRENZEN.values()) == sorted(field.name for field in fields(Limits))
    assert load_defaults()["grenzen"].keys() == inlezen.GRENZEN.keys()
    assert inlezen.toegang_for(own()).limits == Limits()


@pytest.mark.parametrize("key", inlezen.GRENZEN)
def test_a_limit_that_was_set_counts(key):
    limits = inlezen.toegang_for(own(grenzen={key: 7})).limits
    assert getattr(limits, inlezen.GRENZEN[key]) == 7


def test_a_lower_limit_refuses_a_return_and_names_the_limit(folder):
    put(folder, "a.xlsx", goed())
    master = r.issued().master
    limited = own(grenzen={"uitgepakt_mib": 0})
    with pytest.raises(inlezen.Refused) as caught:
        uitvoeren.merge_into_master(
            folder / "actielijst.xlsx", [folder / "retouren"], settings=limited, moment=r.MOMENT
        )
    assert caught.value.code == "XA-L117"
    assert (folder / "actielijst.xlsx").read_bytes() == master


def test_the_number_of_processes_their_time_and_memory_are_settings():
    pool = inlezen.warmed(own(lezen={"processen": 3, "seconden": 9, "geheugen_mib": 300}), 0)
    assert (pool.aantal, pool.grenzen.seconden, pool.grenzen.mib) == (3, 9, 300)


# --- the command line ---------------------------------------------------------------------------------


def test_a_bad_file_is_one_line_of_the_report_with_its_code(folder, run):
    put(folder, "foto.xlsx", BAD["foto.xlsx"])
    put(folder, "urk.xlsx", goed())
    code, out, _ = run("merge", "actielijst.xlsx", "retouren")
    assert code == 4
    assert out.splitlines()[0] == "foto.xlsx: overgeslagen (XA-L105): foto.xlsx is een afbeelding."
    assert out.splitlines()[1].strip() == "Stuur de werkmap zelf (.xlsx)."
    assert out.splitlines()[2].startswith("urk.xlsx (Gemeente Urk): 1 wijziging")


def test_the_code_of_a_bad_file_stands_in_the_json(folder, run):
    put(folder, "foto.xlsx", BAD["foto.xlsx"])
    _, out, _ = run("merge", "actielijst.xlsx", "retouren", "--json")
    assert json.loads(out)["retouren"][0]["fout"] == "XA-L105"


@pytest.mark.parametrize("code", ["XA-L142", "XA-L143", "XA-L144", "XA-L147", "XA-L192", "XA-C020"])
def test_every_new_code_is_explained(run, code):
    assert run("explain", code)[0] == 0
