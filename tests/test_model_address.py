import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.model.address import (
    MAX_COLS,
    MAX_ROWS,
    address,
    column_index,
    column_letters,
    parse_address,
    parse_range,
    range_address,
)


@pytest.mark.parametrize(
    ("col", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_a_column_has_the_letters_that_excel_shows(col, letters):
    assert column_letters(col) == letters
    assert column_index(letters) == col


@given(st.integers(0, MAX_ROWS - 1), st.integers(0, MAX_COLS - 1))
def test_an_address_reads_back_as_the_cell_it_was_made_from(row, col):
    assert parse_address(address(row, col)) == (row, col)


@pytest.mark.parametrize("text", ["", "C", "9", "C0", "XFE1", "A1048577", "AAAA1", "C9:D9", "1A"])
def test_text_that_is_no_address_is_refused(text):
    with pytest.raises(ValueError):
        parse_address(text)


def test_dollar_signs_and_lower_case_do_not_matter():
    assert parse_address("$c$9") == (8, 2)


@pytest.mark.parametrize("text", ["A1", "A1:C3"])
def test_a_range_reads_back(text):
    assert range_address(parse_range(text)) == text
