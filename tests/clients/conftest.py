"""The LibreOffice of this test run, for tests that use it as a person does."""

import pytest
from office import Office, is_present


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """One listener for all tests; ended at the end of the run."""
    if not is_present():
        pytest.skip("LibreOffice or its Python bridge (python3-uno) is not installed")
    program = Office(tmp_path_factory.mktemp("kantoor"))
    yield program
    program.close()
