"""The workbook of the month: golden dumps of its sheets, and the rules that they follow."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from maand_waarden import FORMULES, LANG, afspraak_rij, extract, maand, monitoring_rij, project_rij
from masters import MAIN, parts, settings, sheet_parts
from openpyxl import load_workbook
from test_writing_golden import dump

from actielijst_xl.model.fields import Fields
from actielijst_xl.model.maand_cijfers import KERNCIJFERS
from actielijst_xl.model.maand_extract import IbnJaar, WijzigingSoort
from actielijst_xl.model.maand_velden import TABEL, TABELLEN
from actielijst_xl.package.lint import lint
from actielijst_xl.writing.maand_bladen import PRINTED
from actielijst_xl.writing.maand_docx_waarden import energyboard_waarden
from actielijst_xl.writing.maand_energyboard import ROOM, WIDTHS, verschil
from actielijst_xl.writing.maand_tekst import lange_datum, maand_woorden, shorten, volle_naam
from actielijst_xl.writing.maand_xlsx import plan_maand, write_maand
from actielijst_xl.writing.stijl import styles

FOLDER = Path(__file__).parent / "golden" / "maand"
HUIS = settings().huisstijl


def plan(made, top=8):
    return plan_maand(made, huisstijl=HUIS, top=top)


def sheet(made, name, top=8):
    return next(s for s in plan(made, top).sheets if s.name == name)


def values(planned, row=None):
    """The values of a planned sheet by (row, column), or of one row in order."""
    cells = {(c.row, c.col): c.value for c in planned.cells}
    return cells if row is None else [v for (at, _), v in sorted(cells.items()) if at == row]


def section_row(planned, start):
    """The row of the heading that starts so."""
    return next(
        c.row for c in planned.cells if c.style == "sectie" and c.value and str(c.value).startswith(start)
    )


GOLDEN = {
    "energyboard": ("Energyboard", lambda: extract(7)),
    "energyboard_eerste_maand": ("Energyboard", lambda: extract(7, eerste_maand=True)),
    "energyboard_landelijk": ("Energyboard", lambda: extract(3, provincies=("Flevoland", "Utrecht"))),
    "projecten": ("Projecten", lambda: extract(2)),
    "monitoring": ("Monitoring", lambda: extract(2)),
    "kerncijfers": ("Kerncijfers", lambda: extract(7)),
    "uitsplitsingen": ("Uitsplitsingen", lambda: extract(7)),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_a_sheet_of_the_month_is_as_in_the_golden_dump(name, request):
    blad, make = GOLDEN[name]
    text = "\n".join(dump(sheet(make(), blad), styles(HUIS))) + "\n"
    path = FOLDER / f"{name}.txt"
    if request.config.getoption("--renew-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_there_is_no_other_golden_dump_of_the_month():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(GOLDEN)


def test_the_page_stands_first_and_every_table_has_a_sheet():
    names = [s.name for s in plan(extract(2)).sheets]
    tables = [t.label for t in TABELLEN if t.key in PRINTED]
    assert names == ["Energyboard", *tables, "Kerncijfers", "Uitsplitsingen", "Toelichting"]


def test_the_same_extract_gives_the_same_bytes():
    assert write_maand(extract(3), huisstijl=HUIS) == write_maand(extract(3), huisstijl=HUIS)


@pytest.mark.parametrize("tabel", [t for t in TABELLEN if t.key in PRINTED], ids=lambda t: t.key)
def test_every_column_of_a_table_stands_on_its_sheet(tabel):
    planned = sheet(extract(7), tabel.label)
    assert sorted(planned.tables[0].headers) == sorted(k.label for k in tabel.kolommen)
    assert set(PRINTED[tabel.key]) <= {k.key for k in tabel.kolommen}
    assert planned.print_area.last_col == len(PRINTED[tabel.key]) - 1


@pytest.mark.parametrize("tabel", [t for t in TABELLEN if t.key in PRINTED], ids=lambda t: t.key)
def test_every_row_of_a_table_stands_on_its_sheet(tabel):
    made = extract(7)
    planned = sheet(made, tabel.label)
    rows = made.tabellen()[tabel.key]
    cells = values(planned)
    labels = {k.label: k.key for k in tabel.kolommen}
    keys = [labels[head] for head in planned.tables[0].headers]
    assert rows
    for at, row in enumerate(rows, 5):
        expected = [getattr(row, key) for key in keys]
        if tabel.key == "verschuivingen":  # people read the name of the field
            expected[keys.index("veld")] = Fields()[row.veld].label
        assert [cells[at, col] for col in range(len(keys))] == expected


def test_toelichting_explains_every_column_of_every_table():
    made = extract(7, provincies=("Flevoland", "Utrecht"))
    book = plan(made)
    explained = {
        (row[0], row[1])
        for row in (values(sheet(made, "Toelichting"), at) for at in range(300))
        if len(row) == 7
    }
    for planned in book.sheets[:-1]:
        for table in planned.tables:
            heads = ["jaar-maand" if head in made.maanden else head for head in table.headers]
            assert {(planned.name, head) for head in heads} - explained == set()


def test_toelichting_explains_every_figure():
    texts = {c.value for c in sheet(extract(1), "Toelichting").cells}
    assert {volle_naam(k) for k in KERNCIJFERS} - texts == set()


@pytest.mark.parametrize("count", [0, 7, 30, 100])
def test_the_page_has_room_for_its_rows(count):
    planned = sheet(extract(count), "Energyboard")
    first = section_row(planned, "Gevraagd")
    tables = [t for t in planned.tables if t.area.row > first]
    rows = [at for t in tables for at in range(t.area.row + 1, t.area.last_row + 1)]
    assert planned.one_page
    assert sum(planned.heights.get(at, 15.0) for at in rows) <= ROOM + 60  # the first row of each part always


def test_a_long_text_on_the_page_is_cut_at_a_word_and_says_where_it_stands_in_full():
    rows = tuple(monitoring_rij(at, vraag_energyboard=LANG) for at in range(7))
    planned = sheet(extract(7, monitoring=rows), "Energyboard")
    cut = [c.value for c in planned.cells if isinstance(c.value, str) and c.value.endswith("…")]
    assert cut
    assert all(LANG.startswith(text.removesuffix(" …")) for text in cut)
    assert any("blad Vragen" in str(c.value) for c in planned.cells if c.style == "hulp")


def test_no_part_of_the_page_crowds_out_another():
    planned = sheet(extract(100), "Energyboard")
    counts = [t.area.last_row - t.area.row for t in planned.tables[1:]]
    assert len(counts) == 3
    assert max(counts) - min(counts) <= 1


def test_what_does_not_fit_on_the_page_is_named_by_its_numbers():
    made = extract(30)
    planned = sheet(made, "Energyboard")
    shown = planned.tables[1].area.last_row - planned.tables[1].area.row
    rest = next(str(c.value) for c in planned.cells if c.style == "hulp" and "Vragen" in str(c.value))
    assert rest.startswith(f"Nog {len(made.vragen) - shown}: {made.vragen[shown].project_id}, ")


def test_top_limits_the_rows_of_the_page():
    planned = sheet(extract(30), "Energyboard", top=1)
    assert [t.area.last_row - t.area.row for t in planned.tables[1:]] == [1, 1, 1]


def test_the_first_month_says_that_there_is_nothing_to_compare_with():
    planned = sheet(extract(7, eerste_maand=True), "Energyboard")
    texts = [str(c.value) for c in planned.cells]
    assert any("eerste maandoverzicht" in text for text in texts)
    assert any("volgende maand staat hier" in text for text in texts)
    assert len(planned.charts[0].series) == 1


def test_a_skipped_month_is_said_and_named():
    made = extract(3)
    vorige = maand(3, naam="2026-09", peildatum=date(2026, 9, 1))
    planned = sheet(replace(made, vorige=vorige, vergelijk=vorige), "Energyboard")
    assert "vergeleken met 1 september 2026 (de maand ervoor ontbreekt)" in str(values(planned)[1, 0])
    assert values(planned)[5, 2] == "sep 2026"


def test_another_month_to_compare_with_is_named_over_its_figures():
    made = extract(3)
    planned = sheet(replace(made, vergelijk=made.eerste), "Energyboard")
    assert values(planned)[5, 2] == "Bij het begin"
    assert "eerste versie" in str(values(planned)[1, 0])


@pytest.mark.parametrize("with_names", [True, False])
def test_a_page_with_names_of_persons_says_so(with_names):
    made = extract(1, met_namen=with_names)
    assert ("alleen voor intern gebruik" in str(values(sheet(made, "Energyboard"))[1, 0])) is with_names


def figure(key, nu, toen):
    definitie = next(k for k in KERNCIJFERS if k.key == key)
    return replace(extract(1).kerncijfers[0], definitie=definitie, nu=nu, toen=toen)


@pytest.mark.parametrize(
    ("key", "nu", "toen", "text"),
    [
        ("projecten", 7, 7, "geen"),
        ("projecten", 9, 7, "▲ +2 meer"),
        ("afspraken_open", 4, 7, "▼ -3 minder"),
        ("afspraken_te_laat", 3, 1, "▲ +2 slechter"),
        ("afspraken_te_laat", 1, 3, "▼ -2 beter"),
        ("projecten", 7, None, "–"),
    ],
)
def test_a_difference_has_a_sign_and_a_word(key, nu, toen, text):
    assert verschil(figure(key, nu, toen)) == text


def test_new_and_vanished_projects_stand_on_the_page():
    made = extract(3)
    came = replace(made.wijzigingen[0], soort=WijzigingSoort.NIEUW_PROJECT, veld="", veld_label="")
    planned = sheet(replace(made, wijzigingen=(came,), verschuivingen=()), "Energyboard")
    row = values(planned, section_row(planned, "Veranderd") + 2)
    assert row[1] == came.projectnaam
    assert row[5] == "Nieuw project"


@pytest.mark.parametrize(("veld", "told"), [("oordeel", True), ("projectfase", False)])
def test_another_oordeel_has_the_aandachtspunten_as_its_reason(veld, told):
    rows = tuple(monitoring_rij(at, aandachtspunten=f"Reden {at}") for at in range(3))
    made = extract(3, monitoring=rows)
    change = replace(made.wijzigingen[1], veld=veld, veld_label="Veld")
    made = replace(made, wijzigingen=(change,), verschuivingen=())
    planned = sheet(made, "Energyboard")
    assert values(planned, section_row(planned, "Veranderd") + 2)[6] == ("Reden 1" if told else "")
    assert energyboard_waarden(made)["veranderd"][0]["reden"] == ("Reden 1" if told else "")


def test_a_change_of_another_field_stays_off_the_page():
    made = extract(3)
    other = replace(made.wijzigingen[0], veld="omschrijving", veld_label="Omschrijving")
    planned = sheet(replace(made, wijzigingen=(other,), verschuivingen=()), "Energyboard")
    assert "Omschrijving" not in [c.value for c in planned.cells]


def test_a_roll_up_names_the_province_on_every_sheet_with_rows():
    made = extract(2, provincies=("Flevoland", "Utrecht"))
    for tabel in (TABEL[key] for key in PRINTED):
        planned = sheet(made, tabel.label)
        assert planned.tables[0].headers[0] == "Provincie"
        assert planned.print_area.last_col == len(PRINTED[tabel.key])
    assert "P02\nFlevoland" in [c.value for c in sheet(made, "Energyboard").cells]
    assert "Provincie" in sheet(made, "Kerncijfers").tables[0].headers


def test_the_trend_of_a_roll_up_sums_over_provinces_and_shows_each():
    made = extract(2, provincies=("Flevoland", "Utrecht"))
    double = [*made.trend, *(replace(c, provincie="Utrecht") for c in made.trend)]
    planned = sheet(replace(made, trend=tuple(double)), "Kerncijfers")
    cells = values(planned)
    rows = {
        (cells[at, 1], cells[at, 2]): [cells[at, col] for col in (3, 4, 5)]
        for at in range(22, 22 + 3 * len(KERNCIJFERS))
    }
    assert rows["Projecten in de actielijst", "Alle provincies"] == [6, 8, 8]
    assert rows["Projecten in de actielijst", "Utrecht"] == [3, 4, 4]


def test_a_figure_that_compares_is_blank_in_the_first_month_and_not_zero():
    planned = sheet(extract(7), "Kerncijfers")
    cells = values(planned)
    row = next(at for (at, col), v in cells.items() if col == 1 and v == "Nieuwe projecten")
    assert cells[row, 2] is None
    assert cells[row, 3] == 0


def test_labels_of_the_province_are_on_the_sheets_and_stay_unique():
    labels = {"ibn": "Oplevering", "projectnaam": "Projectfase", "provincie": "Provincie(s)"}
    made = replace(extract(2), labels=labels)
    heads = sheet(made, "Projecten").tables[0].headers
    assert "Oplevering" in heads
    assert "Projectfase" in heads
    assert "Provincie(s)" not in heads  # the province of the actielijst is no field of it
    assert len({head.casefold() for head in heads}) == len(heads)


def formulas_made(text):
    """An extract with `text` wherever text comes from people."""
    keys = ("projectnaam", "gemeente", "ibn", "omschrijving", "type_infra")
    return extract(
        2,
        projecten=tuple(project_rij(at, **dict.fromkeys(keys, text)) for at in range(2)),
        afspraken=tuple(
            afspraak_rij(at, 2, activiteit=text, voortgang=text, is_te_laat=True) for at in (0, 1)
        ),
        monitoring=tuple(monitoring_rij(at, vraag_energyboard=text, aandachtspunten=text) for at in range(2)),
    )


@pytest.mark.parametrize("text", FORMULES)
def test_text_that_looks_like_a_formula_stays_text(text):
    data = write_maand(formulas_made(text), huisstijl=HUIS)
    kinds = set()
    for name, part in sheet_parts(data).items():
        root = etree.fromstring(parts(data)[part])
        assert not list(root.iter(f"{MAIN}f")), name
        kinds |= {cell.get("t", "n") for cell in root.iter(f"{MAIN}c") if (cell.findtext(f"{MAIN}v") or "")}
    assert kinds <= {"s", "n"}
    book = load_workbook(io.BytesIO(data))
    found = {cell.value for sheet_ in book for row in sheet_.iter_rows() for cell in row}
    assert text in found or text.strip() in found


def test_control_characters_and_half_characters_are_dropped():
    data = write_maand(formulas_made("A\x07\x0bB\ud83dC\r\nD"), huisstijl=HUIS)
    found = {cell.value for row in load_workbook(io.BytesIO(data))["Projecten"].iter_rows() for cell in row}
    assert "ABC\nD" in found


def test_every_table_and_chart_has_an_alt_text():
    book = plan(extract(7))
    tables = [t for s in book.sheets for t in s.tables]
    charts = [c for s in book.sheets for c in s.charts]
    assert [t.name for t in tables if not (t.title and t.description)] == []
    assert len(charts) == 2
    assert all(chart.description for chart in charts)
    assert len({t.name.casefold() for t in tables}) == len(tables)


def test_the_alt_text_of_the_chart_gives_its_figures():
    made = extract(7)
    text = sheet(made, "Energyboard").charts[0].description
    assert all(f"{jaar.jaar}: {jaar.nu} (was {jaar.toen})" in text for jaar in made.ibn_per_jaar if jaar.nu)


def test_the_chart_counts_what_the_table_behind_it_says():
    made = extract(7)
    cells = values(sheet(made, "Uitsplitsingen"))
    chart = sheet(made, "Energyboard").charts[0]
    last = 6 + len(made.ibn_per_jaar) - 1
    assert chart.series[1].values == f"'Uitsplitsingen'!$B$7:$B${last + 1}"
    assert [cells[at, 1] for at in range(6, last + 1)] == [jaar.nu for jaar in made.ibn_per_jaar]
    assert [cells[at, 2] for at in range(6, last + 1)] == [jaar.toen for jaar in made.ibn_per_jaar]


def test_projects_without_a_year_are_counted_in_the_title_and_are_no_bar():
    made = extract(7)
    jaren = (*made.ibn_per_jaar, IbnJaar(jaar=None, nu=29, toen=28))
    chart = sheet(replace(made, ibn_per_jaar=jaren), "Energyboard").charts[0]
    assert chart.title.endswith("(29 zonder jaar)")
    assert chart.series[1].values == sheet(made, "Energyboard").charts[0].series[1].values
    assert "geen jaar: 29 (was 28)" in chart.description


def test_the_package_holds_native_charts_and_tables():
    with zipfile.ZipFile(io.BytesIO(write_maand(extract(7), huisstijl=HUIS))) as package:
        names = package.namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 2
    assert sum(name.startswith("xl/tables/table") for name in names) == 16


@pytest.mark.parametrize("count", [0, 7])
def test_the_package_is_without_faults(count):
    assert lint(write_maand(extract(count), huisstijl=HUIS)) == ()


def test_a_long_text_is_shortened_at_a_word_and_a_short_one_stays():
    assert shorten("kort", 20, 1) == "kort"
    assert shorten("een twee drie vier vijf zes", 12, 1) == "een twee …"
    assert shorten("a" * 100, 10, 1).endswith("…")


def test_days_and_months_are_in_dutch_words():
    assert lange_datum(date(2026, 3, 1)) == "1 maart 2026"
    assert maand_woorden("2026-03") == "maart 2026"
    assert maand_woorden("2026-10") == "okt 2026"


def test_every_column_of_the_page_has_a_width():
    planned = sheet(extract(7), "Energyboard")
    assert max(c.col for c in planned.cells) == len(WIDTHS) - 1
