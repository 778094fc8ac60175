"""The CSV set of the month: its format to the byte, and its datapackage as Frictionless sees it."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from maand_waarden import FORMULES, extract, monitoring_rij, project_rij
from tekst_blijft_tekst import DANGEROUS, assert_safe_csv

from actielijst_xl.model.maand import SCHEMA_VERSIE
from actielijst_xl.model.maand_cijfers import KERNCIJFERS
from actielijst_xl.model.maand_velden import TABEL, TABELLEN, KolomSoort
from actielijst_xl.writing.maand_csv import csv_cell, csv_files, csv_table, rearmed
from actielijst_xl.writing.maand_datapackage import datapackage
from actielijst_xl.writing.maand_tekst import clean_text

GOLDEN = Path(__file__).parent / "golden" / "maand"
# In a program of its own: Frictionless gives warnings of its own, and warnings are errors here.
VALIDATE = """
import json, sys, warnings
warnings.simplefilter("ignore")
from frictionless import validate
report = validate(sys.argv[1])
print(json.dumps({
    "valid": report.valid,
    "errors": report.flatten(["resourceName", "rowNumber", "fieldName", "type"]),
    "package_errors": [error.message for error in report.errors],
    "rows": {task.name: task.stats.get("rows") for task in report.tasks},
}))
"""


def october(count=3):
    """The extract of the month before, as its files were written then."""
    made = extract(count, naam="2026-10", peildatum=date(2026, 10, 1), eerste_maand=True)
    return replace(made, cijfers=tuple(replace(c, maand="2026-10") for c in made.cijfers), vragen=())


def write(folder, files):
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def validate(folder):
    done = subprocess.run(
        [sys.executable, "-c", VALIDATE, "datapackage.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def read(data):
    """The rows of a CSV file as dictionaries of texts."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_there_is_one_file_per_table_and_month_beside_the_definitions_and_the_datapackage():
    assert set(csv_files(extract(2))) == {
        *(f"{tabel.key}/{tabel.key}_2026-11.csv" for tabel in TABELLEN),
        "definities/kerncijfers.csv",
        "datapackage.json",
    }


def test_a_file_is_utf8_with_bom_with_semicolons_and_crlf():
    data = csv_files(extract(2))["projecten/projecten_2026-11.csv"]
    assert data.startswith(b"\xef\xbb\xbfprovincie;maand;peildatum;project_sleutel;")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 3


def test_the_headers_are_as_they_were_promised(request):
    text = "".join(
        f"{data.decode('utf-8-sig').splitlines()[0]}\n"
        for path, data in csv_files(extract(0)).items()
        if path.endswith(".csv")
    )
    path = GOLDEN / "csv_koppen_versie_1"
    if request.config.getoption("--renew-golden"):
        path.write_text(text, encoding="utf-8")
    assert SCHEMA_VERSIE == 1
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda tabel: tabel.key)
def test_the_columns_are_those_of_the_dictionary_in_its_order(tabel):
    heads = csv_table(tabel, ()).decode("utf-8-sig").strip().split(";")
    assert heads == [kolom.key for kolom in tabel.kolommen]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-12, "-12"),
        (1234567, "1234567"),
        (date(2026, 11, 1), "2026-11-01"),
        ("1.10", '"1.10"'),
        ("zeg \"ja\"; of 'nee'", '"zeg ""ja""; of \'nee\'"'),
        ("regel 1\r\nregel 2", '"regel 1\nregel 2"'),
        ("'s-Hertogenbosch", '"\'s-Hertogenbosch"'),
        ("a\x07b\x00c", '"abc"'),
    ],
)
def test_a_value_has_one_form(value, cell):
    assert csv_cell(value) == cell


@pytest.mark.parametrize("text", FORMULES)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert csv_cell(text) == f'"\'{text}"'
    assert csv_cell(text, apostrof=False) == f'"{text}"'


@pytest.mark.parametrize("text", [*FORMULES, "'s-Hertogenbosch", "gewoon", "'", "a=1", "''=1"])
def test_the_apostrophe_can_be_taken_away_again(text):
    assert rearmed(csv_cell(text)[1:-1]) == text


def test_every_dangerous_text_is_safe_in_a_file_and_comes_back_whole():
    rows = [project_rij(nr, projectnaam=text) for nr, text in enumerate(DANGEROUS, 1)]
    text = csv_table(TABEL["projecten"], rows).decode("utf-8-sig")
    assert_safe_csv(text)
    read = [row["projectnaam"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")]
    assert [rearmed(name) for name in read] == [clean_text(name) for name in DANGEROUS]
    unsafe = csv_table(TABEL["projecten"], rows, apostrof=False).decode("utf-8-sig")
    with pytest.raises(AssertionError):
        assert_safe_csv(unsafe)


def test_no_cell_of_a_file_begins_as_a_formula():
    keys = ("projectnaam", "gemeente", "omschrijving", "ibn")
    for text in FORMULES:
        made = extract(2, projecten=tuple(project_rij(at, **dict.fromkeys(keys, text)) for at in range(2)))
        rows = read(csv_files(made)["projecten/projecten_2026-11.csv"])
        assert [row["gemeente"] for row in rows] == [f"'{text}"] * 2


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda tabel: tabel.key)
def test_a_file_gives_back_what_was_written(tabel):
    made = extract(7)
    back = {
        KolomSoort.TEKST: rearmed,
        KolomSoort.GETAL: lambda text: int(text) if text else None,
        KolomSoort.DATUM: lambda text: date.fromisoformat(text) if text else None,
        KolomSoort.JA_NEE: lambda text: {"true": True, "false": False}[text],
    }
    rows = made.tabellen()[tabel.key]
    found = read(csv_files(made)[f"{tabel.key}/{tabel.key}_2026-11.csv"])
    assert rows
    assert [{k.key: back[k.soort](line[k.key]) for k in tabel.kolommen} for line in found] == [
        {k.key: getattr(row, k.key) for k in tabel.kolommen} for row in rows
    ]


def test_the_definitions_name_every_figure():
    rows = read(csv_files(extract(1))["definities/kerncijfers.csv"])
    assert [row["kerncijfer"] for row in rows] == [k.key for k in KERNCIJFERS]


def test_the_datapackage_is_valid(tmp_path):
    write(tmp_path, csv_files(extract(7)))
    report = validate(tmp_path)
    assert report["errors"] == []
    assert report["valid"]
    assert report["rows"]["projecten"] == 7


def test_the_datapackage_grows_with_the_months(tmp_path):
    write(tmp_path, csv_files(october(3)))
    write(tmp_path, csv_files(extract(7), eerdere=["2026-10"]))
    report = validate(tmp_path)
    assert report["errors"] == []
    assert report["rows"]["projecten"] == 10
    assert report["rows"]["definities"] == len(KERNCIJFERS)


def test_the_datapackage_is_valid_with_formula_texts_and_an_empty_month(tmp_path):
    rows = tuple(
        monitoring_rij(at, aandachtspunten=FORMULES[at], vraag_energyboard='a\nb;c"d') for at in range(7)
    )
    write(tmp_path, csv_files(extract(7, monitoring=rows)))
    assert validate(tmp_path)["errors"] == []
    write(tmp_path, csv_files(extract(0)))
    assert validate(tmp_path)["errors"] == []


@pytest.mark.parametrize(
    ("file", "was", "wordt", "kind"),
    [
        ("projecten", b'"p02"', b'"p01"', "primary-key"),
        ("monitoring", b'"p02"', b'"p99"', "foreign-key"),
        ("projecten", b"2026-11-01", b"01-11-2026", "type-error"),
        ("afspraken", b";true", b";ja", "type-error"),
        ("projecten", b";project_id;", b";nummer;", "incorrect-label"),
        ("projecten", b'"periode"', b'"iets"', "constraint-error"),
    ],
)
def test_frictionless_sees_what_is_wrong(tmp_path, file, was, wordt, kind):
    files = csv_files(extract(3))
    path = f"{file}/{file}_2026-11.csv"
    assert was in files[path]
    write(tmp_path, {**files, path: files[path].replace(was, wordt, 1)})
    report = validate(tmp_path)
    assert not report["valid"]
    assert kind in {error[3] for error in report["errors"]}


def test_the_datapackage_says_its_version_and_lists_months_once_and_in_order():
    data = json.loads(csv_files(extract(1), eerdere=["2026-10", "2025-12", "2026-11"])["datapackage.json"])
    assert data["schema_versie"] == SCHEMA_VERSIE
    assert data["maanden"] == ["2025-12", "2026-10", "2026-11"]
    resource = next(r for r in data["resources"] if r["name"] == "vragen")
    assert resource["path"] == [f"vragen/vragen_{maand}.csv" for maand in data["maanden"]]


def test_the_datapackage_describes_every_column():
    made = datapackage(extract(1).nu, ["2026-11"], apostrof=True)
    for resource in made["resources"][:-1]:
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == [k.key for k in TABEL[resource["name"]].kolommen]
        assert all(f["description"] and f["title"] for f in fields)
        assert set(resource["schema"]["primaryKey"]) <= {f["name"] for f in fields}


def test_the_apostrophe_is_mentioned_only_when_it_is_used():
    texts = [datapackage(extract(1).nu, ["2026-11"], apostrof=on)["description"] for on in (True, False)]
    assert ["apostrof" in text for text in texts] == [True, False]


def test_the_name_of_the_datapackage_is_one_that_frictionless_allows():
    made = datapackage(extract(1, provincies=("Fryslân", "Noord-Brabant")).nu, ["2026-11"], apostrof=True)
    assert made["name"] == "pmiek-monitor-landelijk-2-provincies"
