"""After an update LibreOffice computes what stands there already, also on sheets that people rearranged."""

import io

import pytest
from flows import rondgang as r
from flows.test_vernieuwen import DRIE, EEN, LIJST, NIEUW, TWEE, lijst, made, met, project, update
from masters import without_cached_values
from openpyxl import load_workbook
from test_libreoffice_master import differences

from actielijst_xl.package.lint import lint

pytestmark = pytest.mark.libreoffice

VERNIEUWD = (met(EEN, ibn=2033, oordeel="Knelpunt"), TWEE, met(DRIE, gemeente="Almere"), NIEUW)


def computed(data, sheet, cells):
    book = load_workbook(io.BytesIO(data), data_only=True)[sheet]
    return [book[cell].value for cell in cells]


def test_values_of_formulas_are_right_after_an_update(libreoffice):
    data = update(made(), lijst(*VERNIEUWD)).master
    assert differences(data, libreoffice(without_cached_values(data), "xlsx")) == {}


def test_a_master_saved_by_libreoffice_takes_a_new_list(office):
    saved = office.edit(made())["xlsx"]
    found = update(saved, lijst(*VERNIEUWD))
    assert found.nieuw == ("V-1 Opslag gezocht", "P-3 Station Noord")
    assert lint(found.master) == lint(saved)
    again = office.edit(found.master)["xlsx"]
    assert r.shown(again)[project("p-3", "haalbaarheid_ibn")] == 2032
    assert update(again, lijst(*VERNIEUWD)).ledger is None


def test_rows_of_new_projects_are_right_where_people_moved_columns_rows_and_names(office):
    rearranged = office.edit(
        made(),
        *(["unprotect", sheet] for sheet in ("Overzicht", "Monitoring")),
        ["insert_column", "Overzicht", "D"],
        ["insert_column", "Monitoring", "B"],
        ["insert_rows", "Monitoring", 4],
        ["insert_rows", "Overzicht", 3],
        ["rename_sheet", "Monitoring", "Werkspoor 1"],
    )["xlsx"]
    found = update(rearranged, lijst(*LIJST, NIEUW))
    assert lint(found.master) == lint(rearranged)
    shown = office.edit(without_cached_values(found.master))["xlsx"]
    names = [f"{col}27" for col in "ABCEFGHIJKL"]
    wanted = ["P-3", "Station Noord", "Dronten", "Liander", "Nieuw station", "Planuitwerkingsfase"]
    assert computed(shown, "Overzicht", names) == [*wanted, 2031, 2032, "Knelpunt", 1, 0]
    assert computed(shown, "Werkspoor 1", ["A11", "C11", "D11", "E11", "F11"]) == [
        "P-3",
        "Station Noord",
        2031,
        2032,
        1,
    ]
    assert computed(shown, "P-3 Station Noord", ["F8", "F9", "F10"]) == [2032, "Knelpunt", 1]
    assert computed(shown, "Overzicht", ["A7"]) == [4]
