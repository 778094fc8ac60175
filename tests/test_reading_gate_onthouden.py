"""What the gate found out about a part holds for the next part with the same bytes, and for no other."""

from typing import Any

import pytest

from actielijst_xl.reading.gate import Limits, Refused, scan
from actielijst_xl.reading.gate_zip import Budget, directory, inflate
from tests import hostile
from tests.hostile import xlsx

LIMITS = Limits()
TABLE = "xl/tables/table1.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"


def code(data: bytes, limits: Limits = LIMITS) -> str:
    try:
        scan(data, "retour.xlsx", limits)
    except Refused as refusal:
        return refusal.code
    return ""


def deep(count: int) -> str:
    return hostile.HEAD + "<a>" * count + "</a>" * count


def styles(formats: int) -> str:
    return f"{hostile.HEAD}<styleSheet>{'<xf/>' * formats}</styleSheet>"


@pytest.mark.parametrize("content", ["<table", f"{hostile.HEAD}<!DOCTYPE a><table/>", deep(99)])
def test_a_part_that_is_refused_once_is_refused_again(content: str) -> None:
    data = xlsx({TABLE: content})
    assert code(data) == code(data) != ""


def test_a_part_that_was_fine_within_other_limits_is_looked_at_again() -> None:
    data = xlsx({TABLE: deep(20)})
    assert [code(data), code(data, Limits(xml_depth=10)), code(data)] == ["", "XA-L122", ""]


def test_cell_formats_count_in_every_file_that_has_the_same_styles() -> None:
    data = xlsx({"xl/styles.xml": styles(50), "xl/styles2.xml": styles(50)})
    assert [code(data), code(data, Limits(xf=99)), code(data)] == ["", "XA-L131", ""]


def test_a_member_that_is_known_still_counts_against_what_may_be_inflated() -> None:
    data = xlsx({TABLE: f"{hostile.HEAD}<table>{'abc ' * 5000}</table>"})
    [member] = [member for member in directory(data, "x", Limits()) if member.name == TABLE]
    budget = Budget(left=member.size)
    inflate(data, member, budget, "x", Limits())
    with pytest.raises(Refused) as caught:
        inflate(data, member, budget, "x", Limits())
    assert caught.value.code == "XA-L117"


def test_a_member_that_is_known_is_refused_where_it_is_packed_too_strongly() -> None:
    data = xlsx({TABLE: f"{hostile.HEAD}<table>{'abc ' * 5000}</table>"})
    tight = Limits(ratio=2, ratio_from_kb=1)
    assert [code(data), code(data, tight), code(data)] == ["", "XA-L119", ""]


@pytest.mark.parametrize("change", [{"crc": 1}, {"size": 3}])
def test_a_member_that_is_known_is_refused_under_another_checksum_or_size(change: dict[str, Any]) -> None:
    data = xlsx({TABLE: f"{hostile.HEAD}<table>abc</table>"})
    [member] = [member for member in directory(data, "x", Limits()) if member.name == TABLE]
    inflate(data, member, Budget(left=1000), "x", Limits())
    with pytest.raises(Refused) as caught:
        inflate(data, member._replace(**change), Budget(left=1000), "x", Limits())
    assert caught.value.code == "XA-L111"


def test_a_drawing_that_was_known_is_parsed_where_the_workbook_uses_it_as_a_sheet() -> None:
    chart = f'{hostile.HEAD}<c:chartSpace xmlns:c="urn:c"><c:a></c:b></c:chartSpace>'
    drawn = xlsx({"xl/charts/chart1.xml": chart})
    used = xlsx(
        {
            "xl/charts/chart1.xml": chart,
            "xl/workbook.xml": hostile.workbook("Blad1", "Blad2"),
            WORKBOOK_RELS: hostile.relations("worksheets/sheet1.xml", "charts/chart1.xml"),
        }
    )
    assert [code(drawn), code(used), code(drawn)] == ["", "XA-L121", ""]
