"""Formulas: which addresses in them move, and which only look like one."""

import pytest

from actielijst_xl.package.refs import translate


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(A:A,1:1,$B:C)", "SUM(B:B,3:3,$B:D)"),
        ("LOG10(A1)+Q1!A1+'A1'!A1+\"A1\"+T[A1]", "LOG10(B3)+Q1!B3+'A1'!B3+\"A1\"+T[A1]"),
        ("XFD1+A1048576", "#REF!+#REF!"),
        ("naam_A1+A1x+1E5", "naam_A1+A1x+1E5"),
    ],
)
def test_relative_references_move_with_the_cell(formula, moved):
    assert translate(formula, rows=2, cols=1) == moved
