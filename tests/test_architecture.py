"""The house itself: who imports whom, how long files are, what may not exist."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import actielijst_xl

PACKAGE = Path(actielijst_xl.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
POSSESSIVE = {str: re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+"), bytes: re.compile(rb"\)(?:[*+?]|\{[0-9,]+\})\+")}
STAGES = {"reading", "checking", "merging", "monitoring", "writing", "package"}


def imported(path):
    """(module, line) of every import in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module, node.lineno


def room(path):
    """The package of a module: `model`, `writing`, ..., or "" for the top."""
    inside = path.relative_to(PACKAGE).parts
    return inside[0] if len(inside) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_is_longer_than_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_stage_imports_another_stage():
    crossed = [
        (str(path.relative_to(PACKAGE)), name)
        for path in MODULES
        for name, _ in imported(path)
        if room(path) in STAGES
        and name.startswith("actielijst_xl.")
        and name.split(".")[1] in STAGES - {room(path)}
    ]
    assert crossed == []


@pytest.mark.parametrize("pure", ["model", "merging", "monitoring"])
def test_the_pure_packages_know_no_files_clock_or_workbook_libraries(pure):
    forbidden = {"os", "pathlib", "io", "time", "zipfile", "openpyxl", "pandas", "pandera", "xlsxwriter"}
    forbidden |= {"python_calamine", "lxml", "click", "subprocess", "tempfile", "shutil", "socket"}
    found = [
        (str(path.relative_to(PACKAGE)), name)
        for path in MODULES
        if room(path) == pure
        for name, _ in imported(path)
        if name.split(".")[0] in forbidden
    ]
    assert found == []


@pytest.mark.parametrize("pure", ["model", "merging", "monitoring"])
def test_the_pure_packages_never_ask_what_day_it_is(pure):
    asked = [
        (str(path.relative_to(PACKAGE)), node.lineno)
        for path in MODULES
        if room(path) == pure
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    ]
    assert asked == []


def test_model_imports_nothing_of_the_project_but_errors_and_messages():
    found = {
        name.split(".")[1]
        for path in MODULES
        if room(path) == "model"
        for name, _ in imported(path)
        if name.startswith("actielijst_xl.")
    }
    assert found <= {"model", "errors", "messages"}


def test_only_one_module_of_the_workbook_talks_to_xlsxwriter():
    users = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for name, _ in imported(path)
        if name == "xlsxwriter" or name.startswith("xlsxwriter.work")
    }
    assert users == {"writing/xlsx.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_group_in_a_pattern_is_possessive(path):
    """Before Python 3.11.5 such a group matches too much (python/cpython#106052); an atomic one does not."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    found = [t for t in texts if isinstance(t, str | bytes) and POSSESSIVE[type(t)].search(t)]
    assert not found


def test_there_is_no_drawer_for_loose_things():
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert names & {"utils", "util", "helpers", "common", "misc", "tools"} == set()


def test_the_top_of_the_project_has_only_what_the_design_names():
    top = {
        *("actielijst_xl", "workbook_templates", "sample_data", "tests", "docs", "benchmarks"),
        *("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"),
    }
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    found = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in found if not name.startswith(".")} <= top


def test_the_import_contracts_hold():
    pytest.importorskip("importlinter", reason="import-linter is not installed (extra: dev)")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
