"""The figures beside a project are its own, also after somebody sorted rows or moved them."""

import io
from functools import cache

import openpyxl
import pytest
from flows import rondgang as r
from flows.test_vernieuwen import made
from masters import formula_values
from test_libreoffice_master import same

from actielijst_xl.model.decisions import Key

pytestmark = pytest.mark.libreoffice

BEIDE = [["unprotect", "Overzicht"], ["unprotect", "Monitoring"]]
FICHE = "P-1 Station Oost"
OVERZICHT, MONITORING = "A23:L25", "A7:L9"
REARRANGED = {
    "both sorted": [["sort", "Overzicht", OVERZICHT, 0, False], ["sort", "Monitoring", MONITORING, 0, False]],
    "Monitoring sorted": [["sort", "Monitoring", MONITORING, 0, False]],
    "Overzicht sorted": [["sort", "Overzicht", OVERZICHT, 4, False]],
    "rows above": [["insert_rows", "Overzicht", 13, 2], ["insert_rows", "Monitoring", 4]],
    "a row between": [["insert_rows", "Overzicht", 24], ["insert_rows", "Monitoring", 8]],
    "columns": [["insert_column", "Overzicht", "C"], ["insert_column", "Monitoring", "B"]],
    "a row on a fiche": [["unprotect", FICHE], ["insert_rows", FICHE, 9]],
}
BACK = {
    Key("p-1", "monitoring", "", "haalbaarheid_ibn"): 2034,
    Key("p-1", "monitoring", "", "oordeel"): "Knelpunt",
    Key("p-1", "afspraak", "p-1/a01", "planning"): 2024,
}


@cache
def issued():
    """The small list, handed out."""
    return r.issue(made())


def shown(data, sheet, *columns):
    """What these columns say per project, by their key."""
    rows = list(openpyxl.load_workbook(io.BytesIO(data), data_only=True)[sheet].iter_rows(values_only=True))
    head = next(row for row in rows if "kolom:project_id" in row)
    at = [head.index(f"kolom:{column}") for column in columns]
    return {row[0]: [row[col] or "" for col in at] for row in rows if str(row[0]).startswith(("P-", "V-"))}


def figures(data):
    over = shown(data, "Overzicht", "gemeente", "haalbaarheid_ibn", "oordeel", "open", "te_laat")
    return over, shown(data, "Monitoring", "haalbaarheid_ibn", "verschil", "oordeel")


def test_after_sorting_each_project_keeps_its_own_figures(office):
    data = office.edit(issued().master, ["recalculate"])["xlsx"]
    steps = [*BEIDE, *REARRANGED["both sorted"], ["recalculate"]]
    before, after = figures(data), figures(office.edit(data, *steps)["xlsx"])
    assert [list(part) for part in after] != [list(part) for part in before]  # the rows did move
    assert after == before


@pytest.mark.parametrize("how", REARRANGED)
def test_what_a_merge_stores_with_formulas_is_what_libreoffice_computes(office, how):
    data = office.edit(issued().master, *BEIDE, *REARRANGED[how])["xlsx"]
    merged = r.merge(data, r.retour(r.LIANDER, BACK, issued())).master
    stored = formula_values(merged)
    computed = formula_values(office.edit(merged, ["recalculate"])["xlsx"])
    wrong = {
        place: (value, computed[place])
        for place, value in stored.items()
        if value[1] and place in computed and not same(value, computed[place])
    }
    assert wrong == {}
    assert figures(merged)[1]["P-1"] == [2034, 5, "Knelpunt"]
