"""LibreOffice opens the master, computes what we computed, and prints it."""

import io
import math
import re
import shutil
import subprocess
from collections import Counter
from datetime import date

import pytest
from masters import formula_values, master, project, without_cached_values
from openpyxl import load_workbook

from actielijst_xl.model.vocab import Projectfase, Status

pytestmark = pytest.mark.libreoffice

# Every kind of notation of an IBN or a planning that occurs on published lists, and relatives.
NOTATIES = (
    2028, 2028.0, "2028", date(2029, 3, 1), "1-3-2029", "2030 – 2032", "2029-2035",
    "tussen 2026 en 2028", ">2031",
    "na 2030", "vanaf 2030", "2030+", "tot 2035", "tot en met 2028", "vóór 2030", "rond 2034",
    "naar verwachting in 2027", "Q3 2027", "Q4 2025", "q1 2028", "Q2-2027", "Q5 2027",
    "eerste kwartaal van 2025",
    "laatste kwartaal van 2025", "vierde kwartaal", "Medio 2024", "medio 2027", "Eind 2023", "eind 2025",
    "begin 2027", "Najaar 2019 - begin 2021", "Begin 2021 - eind 2021", "over circa 5 jaar",
    "ongeveer 5 jaar",
    "vanaf week 36", "in de komende 6 weken", "n.v.t.", "n.t.b.", "ntb", "nog te bepalen", "onbekend",
    "?", "-",
    "gereed", "gerealiseerd", "in bedrijf", "gereed 2025", 'circa "2029"', "IP2026-2029", "P1 2030",
    "2029 (Q4)",
    "maart 2028", "15-02-2027", "31-12-2026", 46000, "46000", "1899", "2101", "2100", 1990, "  2031  ",
    "fase 1: 2028, fase 2: 2030", "x" * 260 + " 2030", "Q4 2029/Q1 2030", "2026 of 2027",
    "zomer 2028", "=2030", "+2030", "@2030", "'2030", "2027\n2029", "Eind\u00a02027", "QX 2027", "medio2027",
    "XLOOKUP(2030)",
)  # fmt: skip


def awkward_projects():
    """One project per notation, with odd numbers and names, and a year of afspraken on the first ones."""
    names = (
        "Station 't Zand",
        'Kabel "Oost" - West',
        "A & B <station>",
        "= som(1;1)",
        "'s-Gravendeel",
        "Café – Zuid",
    )
    numbers = ("1.10", "C.3.", "007", "1e5", "NH-012", "=1+1", "A/B?[x]", "12-3", "3 : 4", "'5")
    fases = tuple(Projectfase)
    made = []
    for at, notatie in enumerate(NOTATIES):
        afspraken = [
            {
                "activiteit": f"Actie {n} van 't plan" if n % 5 else "",
                "trekker": "Gemeente 's-Gravenhage",
                "planning": NOTATIES[(at * 7 + n) % len(NOTATIES)],
                "status": (*Status, "Loopt wel", "")[(at + n) % (len(Status) + 2)],
            }
            for n in range(len(NOTATIES) if at < 2 else at % 4)
        ]
        made.append(
            project(
                f"{numbers[at % len(numbers)]}{at // len(numbers) or ''}",
                f"{names[at % len(names)]} {at}",
                rij=at + 2,
                afspraken=[{k: v for k, v in a.items() if v != ""} for a in afspraken],
                overige={"Score": at, "Besluit": date(2026, 5, 1)} if at % 3 == 0 else {},
                projectfase=fases[at % len(fases)].value,
                ibn=notatie,
                haalbaarheid_ibn=NOTATIES[(at * 5 + 3) % len(NOTATIES)],
                type_infra=("Nieuw station", "nieuw STATION", "~tilde*", "a?c", ">5", "=x")[at % 6],
                **({"gemeente": "Lelystad"} if at % 6 else {}),
                **({"oordeel": ("Knelpunt", "op schema", "Rood", "")[at % 4] or "?"} if at % 4 < 3 else {}),
                **(
                    {"vraag_energyboard": ("n.v.t.", " Geen ", "Mag dit?", "-", "NVT")[at % 5]}
                    if at % 2
                    else {}
                ),
                **({"vervolg": "Uitvoeringsacties"} if at % 4 == 0 else {}),
            )
        )
    return made


def differences(data, recalculated):
    ours, theirs = formula_values(data), formula_values(recalculated)
    assert ours.keys() == theirs.keys()
    return {place: (ours[place], theirs[place]) for place in ours if not same(ours[place], theirs[place])}


def same(ours, theirs):
    (kind, text), (their_kind, their_text) = ours, theirs
    if kind == their_kind == "n":
        return math.isclose(float(text), float(their_text), rel_tol=1e-12)
    return kind == their_kind and text.replace("\r\n", "\n") == their_text.replace("\r\n", "\n")


def test_the_values_stored_with_formulas_of_the_sample_master_are_those_that_libreoffice_computes(
    sample_master, libreoffice
):
    recalculated = libreoffice(without_cached_values(sample_master), "xlsx")
    assert len(formula_values(sample_master)) > 1_000
    assert differences(sample_master, recalculated) == {}


def test_the_values_stored_with_formulas_of_awkward_values_are_those_that_libreoffice_computes(libreoffice):
    data = master(awkward_projects())
    assert differences(data, libreoffice(without_cached_values(data), "xlsx")) == {}


def test_values_that_look_like_formulas_stay_text_when_libreoffice_computes_everything(libreoffice):
    odd = ("=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", '=HYPERLINK("http://x.example";"x")', "'=1")
    data = master(
        [
            project(
                "1",
                odd[0],
                gemeente="Lelystad",
                projectfase="Projectfase",
                locatie=odd[1],
                doel=odd[2],
                tijdspad=odd[3],
                omschrijving=odd[4],
                aanleiding=odd[5],
                ip_id=odd[6],
            )
        ]
    )
    recalculated = libreoffice(without_cached_values(data), "xlsx")
    fiche = load_workbook(io.BytesIO(recalculated))["1 =1+1"]
    shown = {str(cell.value) for cell in fiche["B"] if cell.data_type == "s"}
    assert {text.strip() for text in odd} <= {text.strip() for text in shown}
    assert not [cell.coordinate for cell in fiche["B"] if cell.data_type == "f"]


@pytest.fixture(scope="module")
def pages(sample_master, libreoffice, tmp_path_factory):
    """The text of each printed page of the sample master."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = tmp_path_factory.mktemp("print") / "master.pdf"
    path.write_bytes(libreoffice(sample_master, "pdf"))
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout.removesuffix("\f").split("\f")


def footer(page):
    """The last line: province and edition, sheet, page number."""
    return page.strip().splitlines()[-1]


@pytest.mark.slow
def test_every_visible_sheet_is_printed_on_one_to_three_pages(pages, sample_book):
    visible = [sheet.title for sheet in sample_book if sheet.sheet_state == "visible"]
    per_sheet = Counter(name for page in pages for name in visible if f" {name} " in f" {footer(page)} ")
    assert set(per_sheet) == set(visible)
    assert max(per_sheet.values()) <= 3


@pytest.mark.slow
def test_every_page_says_province_edition_and_page_number(pages):
    wanted = r"Provincie Voorbeeldland – pMIEK-actielijst 2026-11\s+.+\s+Pagina (\d+) van (\d+)"
    found = [re.search(wanted, footer(page)) for page in pages]
    assert [(int(m[1]), int(m[2])) for m in found] == [(n, len(pages)) for n in range(1, len(pages) + 1)]


@pytest.mark.slow
def test_no_printed_page_is_blank(pages):
    assert [page for page in pages if len(page.split()) < 15] == []


@pytest.mark.slow
def test_no_printed_page_shows_an_error_or_a_number_that_does_not_fit(pages):
    # The first page of the Overzicht has hidden columns at its edge, of which a PDF keeps unseen text.
    seen = [page for page in pages if " Overzicht " not in footer(page)]
    assert len(seen) > len(pages) - 3
    assert [
        w for page in seen for w in re.findall(r"#(?:N/A|REF|VALUE|NAME|DIV)\S*|###+|Err:\d+", page)
    ] == []


@pytest.mark.slow
def test_every_project_name_is_on_a_printed_page(pages, sample_made):
    printed = re.sub(r"\s+", "", "".join(pages))
    names = [fiche.project.text("projectnaam") for fiche in sample_made.actielijst.projecten]
    assert [name for name in names if re.sub(r"\s+", "", name) not in printed] == []
