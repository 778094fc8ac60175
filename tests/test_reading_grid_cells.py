"""Cells that can't be used are set aside with a reason, and only those."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.reading.grid import Grid, Sheet
from actielijst_xl.reading.grid_cells import LONGEST, MOST_FINDINGS, set_aside


def grid(*rows: list[object]) -> Grid:
    return Grid(file="a.xlsx", kind="xlsx", sheets=(Sheet(name="Blad", state="visible", rows=list(rows)),))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a\x00b", "XA-L192"),
        ("\x1b[31m", "XA-L192"),
        ("\x7f", "XA-L192"),
        ("\u202e", "XA-L192"),
        ("\u2067", "XA-L192"),
        ("\ud800", "XA-L192"),
        ("a\udfffb", "XA-L192"),
        ("\uffff", "XA-L192"),
        ("x" * 32_768, "XA-L193"),
        ("\U0001f600" * 16_384, "XA-L193"),
        (float("nan"), "XA-L194"),
        (float("-inf"), "XA-L194"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_cell_that_can_not_be_used_is_unreadable_and_told(value, code):
    found = set_aside(grid(["goed", value], [1, None]))
    assert found.sheets[0].rows == [["goed", None], [1, None]]
    assert set(found.sheets[0].unreadable) == {(0, 1)}
    assert [(f.code, f.sheet, f.cell) for f in found.findings] == [(code, "Blad", "B1")]
    assert found.findings[0].text.isprintable()


@pytest.mark.parametrize(
    "value",
    [
        "",
        "a\tb\nc\rd\x0be",
        "é–•",
        "x" * 32_767,
        "\U0001f600" * 16_383,
        "\u200e15-2-2027",
        1e308,
        -0.0,
        True,
        None,
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_other_values_are_left_alone(value):
    given_ = grid([value, 1e308, 1e308, -1e308])
    assert set_aside(given_) is given_


def test_of_very_many_cells_the_first_are_told_and_the_rest_is_counted():
    found = set_aside(grid(*[["\x01"] for _ in range(MOST_FINDINGS + 7)]))
    assert [f.code for f in found.findings] == ["XA-L192"] * MOST_FINDINGS + ["XA-L195"]
    assert found.findings[-1].details == {"aantal": "7"}
    assert len(found.sheets[0].unreadable) == MOST_FINDINGS + 7


@given(
    st.lists(st.lists(st.one_of(st.text(st.characters(), max_size=5), st.floats()), max_size=4), max_size=4)
)
def test_after_it_every_value_can_be_written(rows):
    for row in set_aside(grid(*rows)).sheets[0].rows:
        for value in row:
            if isinstance(value, str):
                assert len(value.encode("utf-8")) >= len(value)
            if isinstance(value, float):
                assert abs(value) < float("inf")


signs = st.sampled_from(["\x00", "a\ud800", "\u202e", "\uffff"])
too_long = st.sampled_from(["x" * (LONGEST + 1), "\U0001f600" * (LONGEST // 2 + 1)])
odd = signs | too_long | st.sampled_from([float("nan"), float("inf"), float("-inf")])
fine = st.sampled_from([None, "", "x" * LONGEST, "\u200e", "é\n", 0, 0.0, 1e308, -1e308, True])


@settings(deadline=None)
@given(st.lists(st.lists(st.one_of(fine, fine, odd), max_size=3), max_size=3))
def test_a_cell_is_set_aside_whatever_the_other_cells_say(rows):
    alone = {
        (row, col)
        for row, values in enumerate(rows)
        for col, value in enumerate(values)
        if set_aside(grid([value])).findings
    }
    assert set(set_aside(grid(*rows)).sheets[0].unreadable) == alone
