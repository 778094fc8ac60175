import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.package import markup
from actielijst_xl.package.cells import computes, is_plainly
from actielijst_xl.package.edits import Formula
from actielijst_xl.package.grid import Grid
from actielijst_xl.package.strings import SharedStrings
from tests.packages import MAIN

TEXTS = ["B1", "B1*2", "", " ", "#N/A", "1", "1.0", "5", "true", "_x0041_", "A", "a\nb", "inf", "nan"]
parts = st.sampled_from(
    [
        *(f"<v>{text}</v>" for text in TEXTS),
        "<f>B1</f>",
        '<f t="shared" si="0" ref="A1:A2">B1</f>',
        '<f t="array" ref="A1">B1</f>',
        "<is><t>5</t></is>",
        "<extLst/>",
        "<!-- 5 -->",
        '<v xmlns="urn:other">5</v>',
    ]
)
kinds = st.sampled_from(["", ' t="n"', ' t="str"', ' t="e"', ' t="b"', ' t="s"', ' t="inlineStr"', ' t="d"'])
values = st.sampled_from([*TEXTS, None, 1, 5, 5.0, True, False, float("nan"), float("inf")])


def formula_cells(inside: str):
    data = f'<sheetData><row r="1">{inside}</row></sheetData>'
    root = markup.parse(f'<worksheet xmlns="{MAIN}">{data}</worksheet>'.encode(), "sheet")
    grid = Grid(root, lambda: SharedStrings(None), epoch_1904=False)
    return grid, [(formula, formula.getparent()) for formula in markup.descendants(root, "f")]


@given(kinds, st.lists(parts, min_size=1, max_size=3), st.sampled_from(["B1", "B1*2"]), values)
def test_a_formula_that_is_plainly_right_is_right_on_a_closer_look(kind, inside, text, value):
    grid, found = formula_cells(f'<c r="A1"{kind}>{"".join(inside)}</c>')
    for formula, cell in found:
        if is_plainly(formula, cell, {"A1": Formula(text, value)}):
            assert [(spot, known) for spot, known, _ in grid.formula_texts()] == [((1, 1), text)]
            assert computes(grid, cell, value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f>B1</f><v>5</v></c>', 5),
        ('<c r="A1" t="str"><f>B1</f><v>é</v></c>', "é"),
        ('<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>', "#N/A"),
    ],
)
def test_a_formula_with_its_value_needs_no_closer_look(cell, value):
    _, [(formula, element)] = formula_cells(cell)
    assert is_plainly(formula, element, {"A1": Formula("B1", value)})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f t="array" ref="A1">B1</f><v>5</v></c>', 5),
        ('<c r="A1"><f t="shared" si="0">B1</f><v>5</v></c>', 5),
        ('<c r="A1"><v>4</v><f>B1</f><v>5</v></c>', 5),
        ('<c r="A1"><f>B1</f><!-- --><v>5</v></c>', 5),
        ('<c r="A1"><f>B1</f><v>1</v></c>', True),
        ('<c r="A1"><f>B1</f><v>nan</v></c>', float("nan")),
        ('<c r="A1"><f>B1</f><v>5</v></c>', "5"),
        ('<c r="A1" t="str"><f>B1</f><v>5</v></c>', 5),
        ('<c r="A1" t="str"><f>B1</f><v>_x0041_</v></c>', "_x0041_"),
        ('<c r="A1"><f>B2</f><v>5</v></c>', 5),
        ("<c><f>B1</f><v>5</v></c>", 5),
    ],
)
def test_anything_else_needs_a_closer_look(cell, value):
    _, [(formula, element)] = formula_cells(cell)
    assert not is_plainly(formula, element, {"A1": Formula("B1", value)})
