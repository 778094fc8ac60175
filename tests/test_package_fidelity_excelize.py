"""Workbooks of excelize (pivot, slicer, form controls, ...): an edit leaves everything else as it was."""

import subprocess
import sys
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import fidelity_excelize
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_package_fidelity import WORKBOOKS, check

from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.faults import FaultKind
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import patch
from tests.packages import members, raw_members

pytestmark = pytest.mark.skipif(find_spec("excelize") is None, reason="excelize is not installed")
NAMES = [feature.__name__ for feature in fidelity_excelize.FEATURES]
PARTS = {
    "pivot": "xl/pivotTables/pivotTable1.xml",
    "slicer": "xl/slicers/slicer1.xml",
    "shape": "xl/drawings/drawing1.xml",
    "note": "xl/comments1.xml",
    "form_controls": "xl/drawings/vmlDrawing1.vml",
    "chart": "xl/charts/chart1.xml",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("excelize")
    subprocess.run([sys.executable, fidelity_excelize.__file__, str(made)], check=True, timeout=120)
    return made


def package(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.xlsx").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_an_edit_leaves_everything_else_as_it_was(folder: Path, name: str) -> None:
    check(package(folder, name))


@pytest.mark.parametrize("name", NAMES)
def test_the_lint_has_nothing_against_an_honest_workbook(folder: Path, name: str) -> None:
    known = [FaultKind.STALE_OVERRIDE] if name == "form_controls" else []  # it names notes that are not there
    assert [fault.kind for fault in lint(package(folder, name))] == known


@pytest.mark.parametrize("name", PARTS)
def test_the_feature_is_really_in_the_workbook(folder: Path, name: str) -> None:
    assert PARTS[name] in members(package(folder, name))


@cache
def everything(folder: Path) -> dict[str, bytes]:
    return WORKBOOKS | {f"excelize {name}": package(folder, name) for name in NAMES}


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)
numbers, days = st.integers(-(10**9), 10**9), st.dates(date(1901, 1, 1), date(9999, 1, 1))
edits = st.builds(
    SetCell,
    sheet=st.just("Blad"),
    cell=st.builds("{}{}".format, st.sampled_from("ABCEGZ"), st.integers(61, 90)),
    value=st.one_of(
        texts, st.integers(-(10**9), 10**9), st.dates(date(1901, 1, 1), date(9999, 1, 1)), st.none()
    ),
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_random_edits_in_any_of_the_workbooks_change_the_sheet_and_its_styles_only(
    folder: Path, data
) -> None:
    books = everything(folder)
    before = books[data.draw(st.sampled_from(sorted(books)))]
    after = patch(before, data.draw(st.lists(edits, min_size=1, max_size=5)))
    old, new = raw_members(before), raw_members(after)
    sheet = min(name for name in old if name.startswith("xl/worksheets/sheet"))
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} <= {sheet, "xl/styles.xml"}
