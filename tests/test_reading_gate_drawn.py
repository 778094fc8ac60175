"""Charts, drawings and the theme are read by nobody: a damaged one is no reason to refuse a return."""

import pytest

from actielijst_xl.reading import gate_xml
from actielijst_xl.reading.gate import Limits, Refused, scan
from actielijst_xl.reading.gate_drawn import damaged_counts, drawn_counts
from tests import hostile
from tests.hostile import xlsx

LIMITS = Limits()
CHART, SHEET = "xl/charts/chart1.xml", "xl/worksheets/sheet1.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"


def chart(
    body: str = "<c:a><c:v>1</c:v></c:a>", *, root: str = "c:chartSpace", head: str = hostile.HEAD
) -> str:
    return f'{head}\n<{root} xmlns:c="urn:c" xmlns:a="urn:a">{body}</{root}>'


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        scan(data, "retour.xlsx", LIMITS)
    return caught.value.code


def layers(count: int) -> str:
    return "<c:a>" * count + "</c:a>" * count


DAMAGED = [
    "<c:a>",
    "<c:a></c:b>",
    "<c:a b='1' b='2'/>",
    "&x;",
    "\x01",
    "<c:a",
    '<c:a b="<"/>',
    "<c:a>" * 40 + "&",
]


@pytest.mark.parametrize(
    "root", ["c:chartSpace", "cs:chartStyle", "cs:colorStyle", "a:theme", "xdr:wsDr", "wsDr"]
)
@pytest.mark.parametrize("body", DAMAGED)
def test_a_damaged_part_that_is_only_drawn_is_no_reason_to_refuse(root: str, body: str) -> None:
    found = scan(xlsx({CHART: chart(body, root=root)}), "x")
    assert (found.sheets, found.cells) == (1, 1)


@pytest.mark.parametrize(
    "root", ["table", "comments", "Relationships", "worksheet", "styleSheet", "a:themes", "chart"]
)
@pytest.mark.parametrize("body", DAMAGED)
def test_any_other_damaged_part_is_refused_whatever_its_name(root: str, body: str) -> None:
    assert refusal(xlsx({CHART: chart(body, root=root)})) == "XA-L121"


@pytest.mark.parametrize(
    "body",
    [
        "<sheetData><row r='1'/></sheetData>",
        "<c:mergeCell ref='A1'/>",
        "<si/>",
        "<a:b:sst count='1'/>",
        "<hyperlink\nref='A1'/>",
        "<xf/>",
    ],
)
def test_a_damaged_part_with_something_that_counts_is_no_drawing(body: str) -> None:
    assert refusal(xlsx({CHART: chart(f"{body}<c:a>")})) == "XA-L121"
    assert drawn_counts(chart(body).encode(), LIMITS) is None


def test_what_counts_is_counted_in_a_drawing_as_well() -> None:
    assert refusal(xlsx({CHART: chart('<mergeCell ref="A1:XFD1048576"/>')})) == "XA-L127"
    assert refusal(xlsx({CHART: chart('<sst uniqueCount="4000000000"/>')})) == "XA-L130"


@pytest.mark.parametrize("body", ["<c:a/>", "<c:a>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_in_a_drawing_whole_or_damaged(body: str, encoding: str) -> None:
    head = hostile.HEAD.replace("UTF-8", encoding[:6].upper()) + "<!DOCTYPE a>"
    assert refusal(xlsx({CHART: chart(body, head=head).encode(encoding)})) == "XA-L120"


def test_a_doctype_behind_the_damage_is_refused() -> None:
    assert refusal(xlsx({CHART: chart("<c:a></c:b><!DOCTYPE a>")})) == "XA-L121"


@pytest.mark.parametrize(
    "around", ["{}", "<!-- x -->{}", "{}<c:a>/></c:a>", "{}<c:b b=''/>", "{}<c:a></c:b>"]
)
def test_65_layers_are_refused_in_a_drawing_too(around: str) -> None:
    assert refusal(xlsx({CHART: chart(around.format(layers(64)))})) == "XA-L122"


def test_elements_of_drawings_count() -> None:
    with pytest.raises(Refused) as caught:
        scan(xlsx({CHART: chart("<c:a/>" * 2000)}), "x", Limits(xml_elements=1000))
    assert caught.value.code == "XA-L137"


@pytest.mark.parametrize("kind", ["worksheet", "theme"])
def test_a_damaged_drawing_that_serves_as_a_sheet_is_refused(kind: str) -> None:
    parts = {CHART: chart("<c:a>"), WORKBOOK_RELS: hostile.relations("charts/chart1.xml", kind=kind)}
    assert refusal(xlsx(parts)) == "XA-L121"


def test_a_whole_drawing_that_serves_as_a_sheet_is_a_sheet_without_cells() -> None:
    parts = {CHART: chart(), WORKBOOK_RELS: hostile.relations("charts/chart1.xml")}
    assert scan(xlsx(parts), "x").sheets == 1


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", WORKBOOK_RELS])
def test_a_part_that_every_reader_needs_is_no_drawing(part: str) -> None:
    assert refusal(xlsx({part: chart("<c:a>")})) == "XA-L121"


@pytest.mark.parametrize(
    "content",
    [
        chart(),
        chart('<c:a b="1" c:d="é">x > y</c:a>\n<c:b /><c:b b="2" />' + layers(20)),
        "\ufeff" + chart(),
        chart(head=""),
        chart(head=hostile.HEAD.replace("?>", ' standalone="yes"?>')),
    ],
)
def test_drawings_as_programs_write_them_go_the_quick_way(content: str) -> None:
    found = drawn_counts(content.encode(), LIMITS)
    assert found
    assert found.elements >= gate_xml.count_slowly(content.encode(), "deel", "x", LIMITS).elements


@pytest.mark.parametrize(
    "body",
    [
        "<!-- <c:a> -->",
        "<![CDATA[</c:a>]]>",
        "<?p x?>",
        "<c:a b='1'/>",
        layers(40),
        "<c:a>/></c:b></c:c>",
        "<si/>",
    ],
)
def test_a_drawing_that_leaves_doubt_is_parsed(body: str) -> None:
    assert drawn_counts(chart(body).encode(), LIMITS) is None


def test_a_part_that_is_no_drawing_is_not_taken_for_a_damaged_one() -> None:
    assert damaged_counts(b"<table><a></table>") is None
    assert damaged_counts(b"<x><chartSpace/></x>") is None
