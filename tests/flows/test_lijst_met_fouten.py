"""The sample list with mistakes: every planted finding at its cell, no more and no fewer."""

import csv
from collections import Counter
from datetime import date

import pytest

from actielijst_xl.checking.check import check_lijst
from actielijst_xl.messages import MESSAGES
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Severity
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.lijst import read_lijst
from actielijst_xl.templates import data_folder, load_vocabulary

SAMPLES = data_folder("sample_data")
LETTER = {Severity.FOUT: "F", Severity.WAARSCHUWING: "W", Severity.MELDING: "M"}
BLOCKING = ("F", "W")


@pytest.fixture(scope="module")
def findings():
    """What reader and checks say together, as (severity, cell, code)."""
    name = "lijst_met_fouten.xlsx"
    vocab = load_vocabulary()
    lijst = read_lijst(read_grid((SAMPLES / name).read_bytes(), name), vocabulary=vocab)
    checked = check_lijst(
        lijst, fields=Fields(), vocab=vocab, provincie="Voorbeeldland", peildatum=date(2026, 11, 20)
    )
    return [(LETTER[f.severity], f.cell, f.code) for f in (*lijst.findings, *checked)]


@pytest.fixture(scope="module")
def planted():
    with (SAMPLES / "lijst_met_fouten.verwacht.csv").open(encoding="utf-8", newline="") as handle:
        return [(row["regel"][0], row["cel"], row["code"]) for row in csv.DictReader(handle)]


def test_every_planted_mistake_is_found_at_its_cell_and_nothing_else_is(findings, planted):
    found = Counter(finding for finding in findings if finding[0] in BLOCKING)
    assert found == Counter(mistake for mistake in planted if mistake[0] in BLOCKING)


def test_every_planted_remark_is_told(findings, planted):
    assert {remark for remark in planted if remark[0] == "M"} <= set(findings)


def test_every_code_of_the_checks_is_planted_but_those_that_stop_a_list_or_need_another_layout(planted):
    not_in_sample = {"XA-V001", "XA-V002", "XA-V013", "XA-V014", "XA-V017", "XA-V080"}
    codes = {code for code in MESSAGES if code.startswith("XA-V")}
    assert codes - {code for _, _, code in planted} == not_in_sample
