"""Options of the test run, and what many tests share: the sample master and LibreOffice."""

import io
import shutil
import subprocess
import warnings
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from actielijst_xl.templates import data_folder
from actielijst_xl.usecases import Gemaakt, generate, load_settings

PEILDATUM = date(2026, 11, 1)


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="also run the tests that are marked slow")
    parser.addoption("--renew-golden", action="store_true", help="write the golden dumps anew")


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "slow" in item.keywords and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="takes long: runs with --slow"))
        if "libreoffice" in item.keywords and shutil.which("soffice") is None:
            item.add_marker(pytest.mark.skip(reason="LibreOffice (soffice) is not installed"))


@pytest.fixture(scope="session")
def sample_made() -> Gemaakt:
    """The master of the sample list, as `demo` makes it."""
    settings = load_settings(environ={}, flags={("provincie", "naam"): "Voorbeeldland"})
    return generate(data_folder("sample_data") / "pmiek_lijst.xlsx", settings=settings, peildatum=PEILDATUM)


@pytest.fixture(scope="session")
def sample_master(sample_made: Gemaakt) -> bytes:
    """The bytes of the sample master."""
    return sample_made.data


@pytest.fixture(scope="session")
def sample_book(sample_master: bytes) -> Workbook:
    """The sample master as openpyxl reads it, with its formulas; for looking only."""
    with warnings.catch_warnings():  # openpyxl knows no print area of whole columns, which Excel allows
        warnings.filterwarnings("ignore", "Print area cannot be set")
        return load_workbook(io.BytesIO(sample_master))


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Convert a workbook with LibreOffice, in a profile of this test run: `libreoffice(data, "pdf")`."""
    home = tmp_path_factory.mktemp("libreoffice")

    def convert(data: bytes, to: str) -> bytes:
        source, out = home / "bron.xlsx", home / "uit"
        source.write_bytes(data)
        done = subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(home / 'profiel').as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                str(out),
                str(source),
            ],
            check=True,
            capture_output=True,
            text=True,
            timeout=240,
        )
        made = out / f"bron.{to.partition(chr(58))[0]}"
        assert made.exists(), done.stderr
        result = made.read_bytes()
        made.unlink()
        return result

    return convert
