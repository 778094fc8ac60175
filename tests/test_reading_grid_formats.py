"""The same workbook as LibreOffice saves it in other formats."""

import shutil
from datetime import date, timedelta

import pytest

from actielijst_xl.reading.grid import read_grid
from tests.workbooks import Formula, converted, xlsx

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

ROWS = [
    ["Nr", "Naam", "IBN", "Duur"],
    ["1.10", "Súdwest-Fryslân", date(2028, 3, 1), timedelta(hours=30)],
    [2, "twee\nregels", 2028, Formula("=1/0", "#DIV/0!")],
    [2.5, Formula('=""', ""), None, None],
]


@pytest.fixture(scope="module")
def grids(tmp_path_factory):
    data = xlsx(
        {"Lijst": ROWS, "Verborgen": [["x"]]},
        states={"Verborgen": "hidden"},
        hidden_rows=[3],
        hidden_cols=["C"],
    )
    formats = ("ods", "xls", "xlsx")
    return {to: read_grid(converted(data, to, tmp_path_factory.mktemp(to)), f"lijst.{to}") for to in formats}


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_values_are_the_same_in_every_format(grids, kind):
    assert grids[kind].kind == kind
    assert grids[kind].sheets[0].rows == [
        ["Nr", "Naam", "IBN", "Duur"],
        ["1.10", "Súdwest-Fryslân", date(2028, 3, 1), timedelta(hours=30)],
        [2, "twee\nregels", 2028, None],
        [2.5, None, None, None],
    ]


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_a_hidden_sheet_is_hidden_in_every_format(grids, kind):
    assert [sheet.state for sheet in grids[kind].sheets] == ["visible", "hidden"]


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_errors_and_hidden_rows_and_columns_are_known(grids, kind):
    sheet = grids[kind].sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_cols) == ({2}, {2})
    assert sheet.unreadable == {(2, 3): "#DIV/0!"}


def test_an_xls_says_what_it_does_not_show(grids):
    assert [finding.code for finding in grids["xls"].findings] == ["XA-L156"]
