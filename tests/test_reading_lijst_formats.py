"""The same list as LibreOffice saves it in other formats."""

import shutil
from datetime import date

import pytest

from actielijst_xl.reading.grid import read_grid
from actielijst_xl.reading.lijst import read_lijst
from actielijst_xl.templates import load_vocabulary
from tests.workbooks import converted, xlsx

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
TABLE = [
    ["pMIEK-lijst Fryslân"],
    [],
    ["Nr", "Naam", "Locatie", "Fase", "Uitvoeringsafspraken", None, "Ingebruikname", "Bijzonderheden"],
    [None, None, None, None, "Activiteit", "Trekker"],
    ["1.10", "Station Súd", "Súdwest-Fryslân", "planvorming", "Besluit", "Liander", date(2028, 3, 1), "één"],
    ["C.3.", "Station Noard", "Leeuwarden en Harlingen", "verkenning", None, None, 2031, None],
    ["Totaal", None, None, 2],
]


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx", "csv"])
def test_a_list_reads_the_same_in_every_format(kind, tmp_path):
    data = converted(xlsx({"Lijst": TABLE}, hidden_rows=[6]), kind, tmp_path)
    lijst = read_lijst(read_grid(data, f"lijst.{kind}"), vocabulary=load_vocabulary())
    assert [column.field for column in lijst.columns] == [
        "project_id",
        "projectnaam",
        "gemeente",
        "projectfase",
        "activiteit",
        "trekker",
        "ibn",
        "",
    ]
    first, second = lijst.projects
    if kind != "csv":  # a CSV holds a date as the locale of that program shows it
        assert first.text("ibn") == "01-03-2028"
    assert [first.text(key) for key in ("project_id", "gemeente")] == ["1.10", "Súdwest-Fryslân"]
    assert [second.text(key) for key in ("project_id", "gemeente", "ibn")] == [
        "C.3.",
        "Leeuwarden en Harlingen",
        "2031",
    ]
    assert first.afspraken[0]["trekker"].text == "Liander"
    assert [(o.kop, o.value.text) for o in first.overige] == [("Bijzonderheden", "één")]
    assert "XA-L023" in {finding.code for finding in lijst.findings}
