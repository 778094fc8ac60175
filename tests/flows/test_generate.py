"""From list to master: no row and no cell of the list is lost, whatever the list says."""

import io
import itertools
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from openpyxl import load_workbook
from workbooks import xlsx

from actielijst_xl.model.document import display
from actielijst_xl.model.planning import parse_planning
from actielijst_xl.model.vocab import CLOSED, fold, match_closed
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.templates import data_folder, load_vocabulary
from actielijst_xl.usecases import generate, load_settings

SAMPLES = data_folder("sample_data")
DAY = date(2026, 11, 1)
HEAD = (
    "Nr",
    "Projectnaam",
    "Projectfase",
    "Gemeente",
    "IBN",
    "Netbeheerder",
    "Wachtlijst (MW)",
    "Opmerking regio",
)
BOOKKEEPING = ("Keuzelijsten", "Conflicten", "Uitgiftes", "Logboek", "_beheer")

numbers = st.integers(1, 99).map(lambda n: f"NH-{n:03d}") | st.sampled_from(["1.10", "C.3", "A1", ""])
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=12).map(str.strip)
cells = words | st.integers(0, 3_000) | st.sampled_from(["=1+1", "n.v.t.", "Ja"])
rows = st.tuples(
    numbers,
    words.map(lambda word: f"Project {word}".strip()),
    st.sampled_from(["Verkenningsfase", "planuitwerking", "Projectfase", "Realisatie", "onzin", ""]),
    st.sampled_from(["Lelystad", "urk; Dronten", "Den Bosch", "Nergenshuizen", ""]),
    st.sampled_from([2029, "Q3 2030", ">2031", "soon", "over 5 jaar", "n.t.b.", date(2028, 3, 1), ""]),
    st.sampled_from(["TenneT", "liander / Stedin", "Iemand BV", ""]),
    cells,
    cells,
)


def made(data):
    settings = load_settings(environ={}, flags={("provincie", "naam"): "Flevoland"})
    return generate(data, settings=settings, peildatum=DAY, ook_met_fouten=True)


def texts_of(data):
    """Every text of the sheets that people read, folded, as one."""
    book = load_workbook(io.BytesIO(data))
    pages = [sheet for sheet in book if sheet.title not in BOOKKEEPING]
    values = (cell.value for sheet in pages for row in sheet.iter_rows() for cell in row)
    return "\n".join(fold(plain(value)) for value in values if value is not None)


def plain(value):
    return display(value.date()) if hasattr(value, "date") else display(value)


def is_kept(value, texts, found):
    """Whether a cell of the list is on a sheet, as it stood or in its official form, or told in a finding."""
    text = display(value).strip()
    vocab = load_vocabulary()
    forms = [
        text,
        "; ".join(vocab.find_gemeenten(text).found),
        "; ".join(vocab.netbeheerders.find(text).found),
    ]
    forms += [word.value for lijst in CLOSED if (word := match_closed(lijst, text))]
    period = parse_planning(value)
    if period.laatste:
        forms += [display(period.laatste), str(period.laatste.year)]
    return any(form and fold(form) in texts for form in forms) or text in found


@profile(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(rows, min_size=3, max_size=6))
def test_every_cell_of_any_list_is_on_a_sheet_or_in_a_finding(table):
    outcome = made(io.BytesIO(xlsx([HEAD, *table])))
    texts = texts_of(outcome.data)
    found = {finding.value for finding in outcome.controle.findings}
    lost = [cell for cell in itertools.chain(*table) if cell != "" and not is_kept(cell, texts, found)]
    assert lost == []


@profile(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(rows, min_size=3, max_size=8))
def test_the_totals_of_any_list_reconcile(table):
    outcome = made(io.BytesIO(xlsx([HEAD, *table])))
    lijst = outcome.actielijst
    landed = [f.project for f in (*lijst.fiches, *lijst.zonder_locatie)] + [
        m.project for m in lijst.met_fouten
    ]
    assert len(outcome.controle.lijst.projects) == len(landed)
    assert Counter(p.source for p in outcome.controle.lijst.projects) == Counter(p.source for p in landed)
    book = load_workbook(io.BytesIO(outcome.data), read_only=True)
    assert len(book.sheetnames) == len(lijst.fiches) + 9


@pytest.mark.parametrize("name", ["pmiek_lijst.xlsx", "lijst_andere_koppen.xlsx", "lijst_met_fouten.xlsx"])
def test_every_value_of_a_sample_list_is_on_a_sheet_or_in_a_finding(name):
    data = (SAMPLES / name).read_bytes()
    outcome = made(io.BytesIO(data))
    texts = texts_of(outcome.data)
    findings = outcome.controle.findings
    found = {finding.value for finding in findings}
    values = [v.raw for p in outcome.controle.lijst.projects for v in p.values.values()]
    values += [v.raw for p in outcome.controle.lijst.projects for a in p.afspraken for v in a.values()]
    values += [o.value.raw for p in outcome.controle.lijst.projects for o in p.overige]
    assert len(values) > 100
    assert [value for value in values if not is_kept(value, texts, found)] == []


def test_every_cell_under_the_header_of_the_sample_list_has_a_place():
    data = (SAMPLES / "pmiek_lijst.xlsx").read_bytes()
    outcome = made(io.BytesIO(data))
    lijst = outcome.controle.lijst
    sheet = next(s for s in read_grid(data, "pmiek_lijst.xlsx").sheets if s.name == lijst.sheet)
    texts = texts_of(outcome.data)
    told = {finding.value for finding in outcome.controle.findings}
    sources = {int("".join(filter(str.isdigit, p.source.cell))) for p in lijst.projects}
    lost = []
    for number in sorted(sources):
        for value in sheet.rows[number - 1]:
            pieces = [piece for piece in display(value).split("\n") if piece.strip()]
            lost += [p for p in pieces if not (all_words_in(p, texts) or is_kept(p, texts, told))]
    assert lost == []


def all_words_in(piece, texts):
    """Whether each word stands somewhere: combined cells are split, names written in their official form."""
    words = [word.strip(".,;:()/") for word in fold(piece).split()]
    return sum(word in texts for word in words) >= 0.6 * len(words)


def test_the_overzicht_the_monitoring_and_the_sheets_count_the_same_projects(sample_made, sample_book):
    lijst = sample_made.actielijst
    ids = [fiche.project.text("project_id") for fiche in lijst.projecten]
    for name, table in (("Overzicht", "Projecten"), ("Monitoring", "Monitoringslijst")):
        sheet = sample_book[name]
        _header, *rows = sheet[sheet.tables[table].ref]
        assert [str(row[0].value) for row in rows] == ids
    assert f"{len(ids)} rijen op de pMIEK-lijst = 38 fiches + 2 zonder locatie" in {
        cell.value for cell in sample_book["Hoofddocument"]["A"]
    }
