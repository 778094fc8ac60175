"""Golden dumps: a small master as readable text, sheet by sheet; `--renew-golden` writes them anew."""

from datetime import date
from pathlib import Path

import pytest
from masters import plan, project, settings

from actielijst_xl import __version__
from actielijst_xl.model.document import display
from actielijst_xl.writing.plan import area_ref, ref
from actielijst_xl.writing.stijl import styles

FOLDER = Path(__file__).parent / "golden"
PROJECTS = (
    project(
        "VL-01",
        "Station Noordkade",
        rij=2,
        omschrijving="Nieuw station voor wonen en werken",
        projectfase="Projectfase",
        gemeente="Lelystad; Urk",
        type_infra="Nieuw station",
        energiedrager="Elektriciteit",
        netbeheerder="TenneT; Liander",
        ibn="Q3 2029",
        in_ip="Ja",
        ip_id="IP2026-0412",
        haalbaarheid_ibn=2031,
        oordeel="Knelpunt",
        aandachtspunten="Geen overeenstemming over de locatie",
        vraag_energyboard="Besluit over de voorkeurslocatie",
        afspraken=[
            {"activiteit": "Projectbesluit maken", "trekker": "Gemeente Lelystad", "planning": "15-02-2026"},
            {"activiteit": "Grond kopen", "trekker": "TenneT", "planning": "Q3 2027", "status": "Loopt"},
            {"activiteit": "Vergunning", "planning": "over 2 jaar", "status": "Gereed", "voortgang": "Klaar"},
        ],
        overige={"Score": 4.5, "Raadsbesluit": date(2026, 5, 1)},
    ),
    project("VL-02", "Kabel Zuid", rij=3, projectfase="Planuitwerkingsfase", gemeente="Dronten", ibn=">2031"),
    project("VL-03", "Warmtenet", rij=4, projectfase="Verkenningsfase", energiedrager="Warmte", ibn="n.t.b."),
)


@pytest.fixture(scope="module")
def small():
    """The plan of the small master, with one spare row per fiche."""
    return plan(PROJECTS, own=settings(werkboek={"reserveregels": 1}))


SHEETS = (
    *(
        "Leeswijzer",
        "Overzicht",
        "Hoofddocument",
        "Monitoring",
        "VL-01 Station Noordkade",
        "VL-02 Kabel Zuid",
    ),
    *("Conflicten", "Uitgiftes", "Logboek", "Keuzelijsten", "_beheer"),
)


def shown(value):
    text = display(value).replace(__version__, "(versie)")
    return f"{type(value).__name__} {text!r}" if text else "(leeg)"


def dump(sheet, formats):
    """One sheet as text: first what holds for the sheet, then cells, tables, help and rules."""
    page = "liggend" if sheet.landscape else "staand"
    yield f"blad {sheet.name} | {sheet.state} | tab {sheet.tab} | {page}"
    yield f"breedtes {dict(sorted(sheet.widths.items()))} | verborgen kolommen {sorted(sheet.hidden_cols)}"
    yield f"verborgen rijen {sorted(sheet.hidden_rows)} | herhaal {sheet.repeat_row} vast {sheet.freeze_row}"
    yield f"hoogtes {dict(sorted(sheet.heights.items()))} | laatste kolom {sheet.last_print_col}"
    for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.col)):
        extra = [f"formule {cell.formula}"] if cell.formula else []
        extra += [f"link {cell.link}"] if cell.link else []
        extra += [f"notatie {fmt}"] if (fmt := formats[cell.style].get("num_format")) else []
        place = ref(cell.row, cell.col).replace("$", "")
        yield " | ".join([f"{place:6} {shown(cell.value)}", cell.style, *extra])
    for table in sheet.tables:
        yield f"tabel {table.name} {area_ref(table.area)} | {table.title} | {table.description}"
        yield f"  kolommen {' / '.join(table.headers)}"
    for help_ in sheet.validations:
        yield f"hulp {area_ref(help_.area)} {help_.title} | {help_.message} | {help_.source or 'vrij'}"
    for rule in sheet.rules:
        yield f"regel {area_ref(rule.area)} {rule.formula} | {rule.style}"
    for chart in sheet.charts:
        size = f"{chart.width_px}x{chart.height_px}"
        yield f"grafiek {chart.kind} {ref(chart.row, chart.col)} {size} {chart.title}"
        yield f"  {chart.description} | as {chart.x_range} {chart.y_max}"
        yield from (f"  reeks {s.name} | {s.categories} | {s.values} | {s.color}" for s in chart.series)


@pytest.mark.parametrize("name", SHEETS)
def test_the_small_master_is_as_in_the_golden_dump(small, name, request):
    formats = styles(settings().huisstijl)
    sheet = next(sheet for sheet in small.sheets if sheet.name == name)
    text = "\n".join(dump(sheet, formats)) + "\n"
    path = FOLDER / f"{name.strip('_').replace(' ', '_').lower()}.txt"
    if request.config.getoption("--renew-golden"):
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_there_is_a_golden_dump_of_every_sheet_and_no_other(small):
    assert tuple(sheet.name for sheet in small.sheets) == SHEETS
    names = {f"{name.strip('_').replace(' ', '_').lower()}.txt" for name in SHEETS}
    assert {path.name for path in FOLDER.glob("*.txt")} == names


def test_the_names_and_properties_of_the_small_master(small):
    assert dict(small.names) == {
        "Peildatum": "'Overzicht'!$I$2",
        "Fiche_VL_01": "'VL-01 Station Noordkade'!$A$1",
        "Fiche_VL_02": "'VL-02 Kabel Zuid'!$A$1",
    }
    assert small.properties["xl_actielijst_soort"] == "master"
