"""What a person gets to see of the month: workbook, Word and CSV as LibreOffice opens and prints them."""

import io
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from maand_waarden import FORMULES, LANG, extract, maand, monitoring_rij, project_rij
from masters import settings
from openpyxl import load_workbook

from actielijst_xl.model.maand_velden import TABEL, KolomSoort
from actielijst_xl.templates import data_folder
from actielijst_xl.writing.maand_csv import csv_files, rearmed
from actielijst_xl.writing.maand_docx import write_energyboard, write_hoofddocument
from actielijst_xl.writing.maand_xlsx import write_maand

pytestmark = pytest.mark.libreoffice

# Separator, quote, UTF-8, from line 1, no formats, Dutch, quoted is text, numbers and days are known.
DUTCH = "Text - txt - csv (StarCalc):59,34,76,1,,1043,true,true"
PROGRAM = Path("/usr/lib/libreoffice/program/libswlo.so")


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    """Convert a file with LibreOffice, in a profile of its own: `convert(data, "a.csv", "xlsx")`."""
    home = tmp_path_factory.mktemp("maand")

    def run(data, name, to, *options):
        source = home / name
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profiel').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            *options,
            "--convert-to",
            to,
            "--outdir",
            str(home / "uit"),
        ]
        done = subprocess.run(
            [*command, str(source)], capture_output=True, text=True, check=True, timeout=240
        )
        made = home / "uit" / f"{source.stem}.{to}"
        assert made.exists(), done.stderr
        return made.read_bytes()

    return run


@pytest.fixture
def pages(tmp_path):
    """The text of each page of a PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler (pdftotext) is not installed")

    def read(data):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode("utf-8").split("\f")[:-1]

    return read


def long_extract():
    texts = ("aandachtspunten", "versnellingsactie", "vraag_energyboard", "monitoring_trekker")
    rows = tuple(monitoring_rij(at, **dict.fromkeys(texts, LANG)) for at in range(30))
    return extract(30, monitoring=rows)


EXTRACTS = {
    "7": lambda: extract(7),
    "30": lambda: extract(30),
    "100": lambda: extract(100),
    "lange teksten": long_extract,
    "eerste maand": lambda: extract(7, eerste_maand=True),
    "landelijk": lambda: extract(30, provincies=("Noord-Holland", "Zuid-Holland")),
    "leeg": lambda: extract(0),
}


@pytest.mark.parametrize("name", EXTRACTS)
def test_the_page_energyboard_is_one_page_with_all_its_parts(name, convert, pages):
    made = EXTRACTS[name]()
    printed = pages(convert(write_maand(made, huisstijl=settings().huisstijl), "a.xlsx", "pdf"))
    on_page = [
        text for text in printed if re.search(r"^\s*\S.*\bEnergyboard\b.*Pagina 1 van", text, re.MULTILINE)
    ]
    assert len(on_page) == 1
    parts = (
        "In het kort",
        "Gevraagd van het energyboard",
        "Veranderd sinds",
        "Afspraken over de planning heen",
    )
    assert [part for part in parts if part not in printed[0]] == []
    assert "Energyboard" not in printed[1].strip().splitlines()[-1]
    assert "###" not in "".join(printed)


@pytest.mark.skipif(not PROGRAM.exists(), reason="LibreOffice Writer is not installed")
@pytest.mark.parametrize("name", EXTRACTS)
def test_the_one_pager_in_word_is_one_page_with_all_its_parts(name, convert, pages):
    template = (data_folder("workbook_templates") / "energyboard.docx").read_bytes()
    printed = pages(convert(write_energyboard(EXTRACTS[name](), template), "a.docx", "pdf"))
    assert len(printed) == 1
    parts = ("In het kort", "Gevraagd van het energyboard", "Veranderd", "Afspraken over de planning heen")
    assert [part for part in parts if part not in printed[0]] == []
    assert "{" not in printed[0]


@pytest.mark.skipif(not PROGRAM.exists(), reason="LibreOffice Writer is not installed")
@pytest.mark.parametrize("name", ["7", "100", "landelijk"])
def test_the_hoofddocument_lists_every_fiche(name, convert, pages):
    made = EXTRACTS[name]()
    template = (data_folder("workbook_templates") / "hoofddocument.docx").read_bytes()
    printed = "".join(pages(convert(write_hoofddocument(made, template), "a.docx", "pdf")))
    parts = ("1 Aantal en type", "2 Terugblik", "3 Aanhaken", "4 Projecten in de voorverkenning", "5 Fiches")
    text = re.sub(r"\s+", " ", printed)
    assert [part for part in parts if part not in text] == []
    assert {row.project_id for row in made.nu.projecten} <= set(re.findall(r"\bP\d+\b", printed))


def as_read(value, soort):
    """A cell of LibreOffice as the value that it stands for."""
    if value is None:
        return "" if soort is KolomSoort.TEKST else None
    if soort is KolomSoort.JA_NEE:
        return {"true": True, "false": False}[value]
    return (
        value.date() if isinstance(value, datetime) else rearmed(value) if isinstance(value, str) else value
    )


@pytest.mark.parametrize("key", ["projecten", "monitoring", "afspraken", "kerncijfers", "vragen"])
def test_a_csv_opens_right_in_a_dutch_spreadsheet(key, convert):
    """Days are days, numbers are numbers, and texts that look like one of them stay texts."""
    looks = ("2027", "1.10", "1-3", "007", "1,5", "1-1-2027", *FORMULES[:4])
    made = extract(
        10,
        projecten=tuple(project_rij(at, ip_id=looks[at], ibn=looks[at]) for at in range(10)),
        monitoring=tuple(monitoring_rij(at, haalbaarheid_ibn=looks[at]) for at in range(10)),
    )
    data = csv_files(made)[f"{key}/{key}_2026-11.csv"]
    sheet = load_workbook(io.BytesIO(convert(data, f"{key}.csv", "xlsx", f"--infilter={DUTCH}"))).active
    heads, *rows = sheet.iter_rows(values_only=True)
    soorten = {kolom.key: kolom.soort for kolom in TABEL[key].kolommen}
    assert list(heads) == list(soorten)
    assert rows
    found = [{k: as_read(v, soorten[k]) for k, v in zip(heads, row, strict=True)} for row in rows]
    expected = [
        {k: getattr(row, k) for k in soorten}
        for row in (maand(10).afspraken if key == "afspraken" else made.tabellen()[key])
    ]
    assert found == expected
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert isinstance(found[0]["peildatum"], date)
