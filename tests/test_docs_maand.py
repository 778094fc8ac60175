"""What the documents say of the month: every name of a Word template, and a query that fits the CSV files."""

import json
import re
from pathlib import Path

import pytest
from maand_waarden import extract, project_rij
from test_docs import section

from actielijst_xl.model.maand import SCHEMA_VERSIE
from actielijst_xl.writing.maand_csv import FORMULA, csv_files
from actielijst_xl.writing.maand_docx_waarden import TOP, energyboard_waarden, hoofddocument_waarden

DOCS = Path(__file__).parents[1] / "docs"
MANUAL = (DOCS / "handleiding.md").read_text(encoding="utf-8")
PAGE = (DOCS / "powerquery.md").read_text(encoding="utf-8")
ALL = "### Namen in elk sjabloon"


def rows_of(heading):
    """Name -> the names in its meaning, of a table of the manual."""
    lines = re.findall(r"^\| `(\w+)` \| (.*) \|$", section(MANUAL, heading), re.MULTILINE)
    return {name: re.findall(r"`(\w+)`", text.partition("Per rij:")[2]) for name, text in lines}


def values(make):
    projecten = (project_rij(0), project_rij(1, zonder_locatie=True))
    return make(extract(2, projecten=projecten))


@pytest.mark.parametrize(
    ("heading", "make"),
    [
        ("### Namen in het sjabloon Energyboard", energyboard_waarden),
        ("### Namen in het sjabloon Hoofddocument", hoofddocument_waarden),
    ],
)
def test_the_manual_names_every_value_of_a_template_and_no_other(heading, make):
    made = values(make)
    told = rows_of(ALL) | rows_of(heading)
    assert set(told) == set(made)
    for name, value in made.items():
        if isinstance(value, tuple) and not name.startswith("alle_"):
            assert value, name
            assert sorted(told[name]) == sorted(value[0]), name


def test_the_manual_says_how_many_rows_stand_on_the_page():
    assert TOP == 4
    assert "De eerste vier vragen" in MANUAL


def test_the_query_has_a_line_for_every_table():
    data = json.loads(csv_files(extract(1))["datapackage.json"])
    asked = re.findall(r'= MaandTabel\("(\w+)"\)', PAGE)
    assert asked == [resource["name"] for resource in data["resources"]]


def test_the_query_knows_every_type_of_the_datapackage():
    data = json.loads(csv_files(extract(1))["datapackage.json"])
    types = {field["type"] for resource in data["resources"] for field in resource["schema"]["fields"]}
    named = set(re.findall(r'\[#"type"\] = "(\w+)"', PAGE))
    assert types == named


def test_the_query_finds_each_file_by_its_folder():
    data = json.loads(csv_files(extract(1))["datapackage.json"])
    for resource in data["resources"]:
        paths = resource["path"] if isinstance(resource["path"], list) else [resource["path"]]
        assert {path.split("/")[0] for path in paths} == {resource["name"]}


def test_the_query_knows_every_sign_that_gets_an_apostrophe():
    listed = re.search(r"Formuletekens = \{(.*)\}", PAGE)[1]
    signs = re.findall(r'"(#\(([0-9A-F]{4})\)|.)"', listed)
    found = {chr(int(code, 16)) if code else sign for sign, code in signs}
    assert found == {sign for sign in map(chr, range(33, 0xFFFF)) if FORMULA.match(sign)}


def test_the_query_reads_the_files_as_they_are_written():
    assert 'Delimiter = ";", Encoding = 65001, QuoteStyle = QuoteStyle.Csv' in PAGE
    assert csv_files(extract(1))["vragen/vragen_2026-11.csv"].startswith(b"\xef\xbb\xbfprovincie;maand;")


def test_the_page_names_the_version_of_the_tables():
    assert f"is nu {SCHEMA_VERSIE}." in PAGE


def test_a_relation_of_the_page_is_a_foreign_key_of_the_datapackage():
    data = json.loads(csv_files(extract(1))["datapackage.json"])
    keys = {
        (resource["name"], key["reference"]["resource"])
        for resource in data["resources"]
        for key in resource["schema"].get("foreignKeys", ())
    }
    lines = re.findall(r"^\| (\w+) \| (\w+) \| `\w+` \|$", section(PAGE, "## Stap 4: relaties"), re.MULTILINE)
    assert {(one.lower(), other.lower()) for one, other in lines} == keys


def test_brackets_and_quotes_of_the_query_are_in_balance():
    query = re.findall(r"^```text\n(\(tabel.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
    bare = re.sub(r'"(?:[^"]|"")*"', '""', re.sub(r"//.*", "", query))
    for left, right in ("()", "[]", "{}"):
        assert bare.count(left) == bare.count(right)
    assert len(re.findall(r"\blet\b", bare)) == len(re.findall(r"\bin\b", bare))
