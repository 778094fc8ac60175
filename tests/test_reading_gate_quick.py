"""The quick way of the gate sees no less than the slow way, whatever stands in a part."""

from contextlib import suppress
from xml.parsers import expat

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actielijst_xl.reading import gate_quick, gate_xml
from actielijst_xl.reading.gate import Limits, Refused
from actielijst_xl.reading.gate_part import OddError, Part
from tests.hostile import MAIN, worksheet

LIMITS = Limits()
NAMES = st.sampled_from(
    ["c", "row", "x:c", "mergeCell", "hyperlink", "dimension", "si", "sst", "xf", "t", "v", "is", "f", "a"]
)
REFS = st.sampled_from(["A1", "B7", "XFD1048576", "A1:C3", "a1", "AA0", "", "7"])
KEYS = st.sampled_from(["r", "ref", "s", "count", "uniqueCount", "x:r"])
TEXTS = st.sampled_from(
    ["", "1", "a &amp; b", "/>", " > ", "<!-- <c/> -->", "<![CDATA[<c r='A1'>]]>", "<?p x?>"]
)
QUOTES = st.sampled_from(['"', "'"])
STARTS = st.dictionaries(KEYS, REFS, max_size=2)


@st.composite
def xml(draw: st.DrawFn, depth: int = 0) -> str:
    name, quote = draw(NAMES), draw(QUOTES)
    attributes = "".join(f" {key}={quote}{value}{quote}" for key, value in draw(STARTS).items())
    children = "".join(draw(st.lists(xml(depth=depth + 1), max_size=3))) if depth < 4 else ""
    inside = draw(TEXTS) + children
    return (
        f"<{name}{attributes}/>"
        if not inside and draw(st.booleans())
        else f"<{name}{attributes}>{inside}</{name}>"
    )


# the same elements, but mostly as programs write them, so that the quick way often says yes
CELLS = st.builds(
    "<c r={q}{column}{row}{q}{attributes}>{inside}</c>".format,
    q=st.sampled_from(['"', '"', '"', "'"]),
    column=st.sampled_from(["A", "B", "Z", "AA", "XFD"]),
    row=st.sampled_from(["{n}", "{n}", "{n}", "1048576"]),
    attributes=st.sampled_from(["", ' s="1"', ' s="1" t="s"', ' t="str" cm="1"', ' r="XFD9"', " r='B9'"]),
    inside=st.sampled_from(
        ["", "<v>1</v>", "<f>A1</f><v>2</v>", "<is><t>x</t></is>", "<v/>", "<f a='/>'/>", "<c r='A9'/>"]
    ),
)
ROWS = st.lists(st.tuples(st.integers(1, 12), st.lists(CELLS, max_size=4)), max_size=5).map(
    lambda rows: "".join(
        f'<row r="{n}">{"".join(cell.replace("{n}", str(n)) for cell in cells)}</row>' for n, cells in rows
    )
)


def quick(content: bytes) -> Part | None:
    return gate_xml._quickly(content, "deel", "x", LIMITS)


def slow(content: bytes) -> Part:
    return gate_xml.count_slowly(content, "deel", "x", LIMITS)


def assert_no_less(content: bytes) -> bool:
    """Whether the quick way knew; if so, it saw at least what the slow way sees."""
    found = quick(content)
    if found is None:
        return False
    sure = slow(content)
    exact = ("rows", "cells", "merged", "linked", "strings", "announced", "xf")
    assert [getattr(found, name) for name in exact] == [getattr(sure, name) for name in exact]
    assert found.plain or found.root == sure.root
    assert found.elements >= sure.elements
    assert (found.box.top, found.box.left) <= (sure.box.top, sure.box.left)
    assert found.box.bottom >= sure.box.bottom
    assert found.box.right >= sure.box.right
    return True


@example("<row><c></c><si></si></row>", "worksheet", True)
@given(xml(), st.sampled_from(["worksheet", "sst", "styleSheet", "calcChain"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_elements_are_counted_no_less_than_the_slow_way_counts(body: str, root: str, sheet: bool) -> None:
    inside = f"<sheetData>{body}</sheetData>" if sheet else body
    content = f'<{root} xmlns="{MAIN}" xmlns:x="{MAIN}">{inside}</{root}>'.encode()
    try:
        assert_no_less(content)
    except OddError:
        with pytest.raises(OddError):
            slow(content)


# what can stand around the rows, mostly as programs write it
ATTRIBUTES = st.sampled_from(["", ' r:id="rId1"', ' display="a &gt; b"', " location='B1'", ' xref="A1:XFD9"'])
AROUND = st.one_of(
    st.builds(
        "<{name}{first} {key}={q}{ref}{q}{last}{end}".format,
        name=st.sampled_from(["mergeCell", "hyperlink", "dimension", "x:mergeCell", "cfRule"]),
        first=ATTRIBUTES,
        key=st.sampled_from(["ref", "ref", "ref", "x:ref", "sqref"]),
        q=st.sampled_from(['"', '"', '"', "'"]),
        ref=st.sampled_from(["A1", "A1:C3", "C3:A1", "$B$2:$C$4", "a1:b2", "", "A0", "XFD1048576", "&#65;1"]),
        last=ATTRIBUTES,
        end=st.sampled_from(["/>", "/>", "/>", " ></{name}>"]),
    ).map(lambda text: text.replace("{name}", text[1:].split()[0])),
    st.sampled_from(
        [
            "<cfRule><formula>A1&gt;2</formula></cfRule>",
            "<row r='9'><c r='A9'/></row>",
            "<c/>",
            "<si/>",
            "<!-- x -->",
            "<?p x?>",
            "<sheetData/>",
            "<f>/></f>",
        ]
    ),
)


VALIDATION = '<dataValidation type="list" sqref="B2"><formula1>$A$1:$A$9</formula1></dataValidation>'
VALIDATIONS = st.lists(
    st.sampled_from(
        [
            *[VALIDATION] * 3,
            *(
                "</x><x>",
                "</dataValidations><dataValidations>",
                '<a b="',
                '"/>',
                "<a>",
                "</a>",
                "]]>",
                "]]",
                ">",
            ),
            *(
                "<!-- </dataValidations> -->",
                "<![CDATA[</dataValidations>]]>",
                "<?p x?>",
                "&amp;",
                "&x;",
                "\x01",
            ),
            *('<mergeCell ref="A1:B2"/>', '<c r="A1"/>', "<row r='1'/>", "<x:hyperlink ref='A1'/>", "<xf/>"),
            *("<a>" * 20 + "</a>" * 20, "<a>" * 70 + "</a>" * 70, "<a b='1' b='1'/>", "é", ">", "\x01"),
        ]
    ),
    max_size=4,
).map("".join)


@given(
    VALIDATIONS,
    st.sampled_from(["", ' count="1"', ' a=">"', " a='<dataValidations>'", ' a="</dataValidations>"', "/"]),
    VALIDATIONS,
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_data_validations_are_counted_no_less_than_the_slow_way_counts(
    inside: str, attributes: str, behind: str, closed: bool
) -> None:
    after = f"<dataValidations{attributes}>{inside}{'</dataValidations>' * closed}{behind}"
    content = worksheet(after=after).replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ').encode()
    with suppress(OddError):
        assert_no_less(content)


def test_data_validations_as_programs_write_them_go_the_quick_way() -> None:
    sheet = worksheet(after=f'<dataValidations count="9">{VALIDATION * 9}</dataValidations>').encode()
    bulk = gate_quick.take_bulk(sheet)
    assert bulk
    rest, inside = gate_quick.take_validations(bulk[0])
    assert inside == VALIDATION.encode() * 9
    assert gate_xml._validations(inside) == 36
    assert b"formula1" not in rest
    assert assert_no_less(sheet)


def test_layers_in_data_validations_are_counted() -> None:
    deep = "<a>" * 62 + "</a>" * 62
    sheet = worksheet(after=f"<dataValidations>{deep}</dataValidations>").encode()
    gate_xml.examine(sheet, "deel", "x", LIMITS)
    with pytest.raises(Refused) as caught:
        gate_xml.examine(sheet.replace(b"<a></a>", b"<a><a></a></a>"), "deel", "x", LIMITS)
    assert caught.value.code == "XA-L122"


def test_validations_in_another_encoding_are_not_taken_out() -> None:
    sheet = worksheet(after=f"<dataValidations>{VALIDATION}é</dataValidations>").encode()
    strange = sheet.replace(b"UTF-8", b"US-ASCII")
    assert gate_quick.take_validations(strange) == (strange, b"")
    assert quick(strange) is None


@given(ROWS, st.lists(AROUND, max_size=3), st.lists(AROUND, max_size=4))
@settings(max_examples=300, deadline=None)
def test_sheets_are_counted_no_less_than_the_slow_way_counts(
    rows: str, before: list[str], after: list[str]
) -> None:
    sheet = worksheet(rows, before="".join(before), after="".join(after))
    content = sheet.replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" ').encode()
    try:
        assert_no_less(content)
    except (OddError, expat.ExpatError) as error:
        with pytest.raises(type(error)):
            slow(content)


def test_a_row_without_number_behind_the_rows_follows_the_last_one() -> None:
    after = "<row><c><v>1</v></c></row>"
    sheet = worksheet('<row r="9"><c r="A9"><v>1</v></c></row>', after=after).encode()
    assert slow(sheet).box.bottom == 10
    assert quick(sheet) is None


def test_what_else_counts_behind_a_cell_format_is_counted() -> None:
    assert quick(part('<xf/><mergeCell ref="A1:B2"/>')) is None


STRINGS = st.lists(
    st.sampled_from(
        [
            "<si><t>a</t></si>",
            '<si><t xml:space="preserve"> a &amp; b</t></si>\n',
            "<si><t/></si>",
            '<si><r><t>a</t></r><r><rPr><b/><sz val="9"/><color theme="1" tint="1"/></rPr><t>b</t></r></si>',
            "<si><r><rPr><si/></rPr><t>a</t></r></si>",
            "<si><t>a</t><phoneticPr fontId='1'/></si>",
            "<si><t><![CDATA[<si>]]></t></si>",
            "<x:si><x:t>a</x:t></x:si>",
            "<si/>",
            "<row/>",
        ]
    ),
    max_size=6,
)


@given(STRINGS, st.sampled_from(["", ' count="7"', " uniqueCount='9000000000'"]))
@settings(max_examples=300, deadline=None)
def test_strings_are_counted_no_less_than_the_slow_way_counts(strings: list[str], attributes: str) -> None:
    body = "".join(strings)
    assert_no_less(f'<sst xmlns="{MAIN}" xmlns:x="{MAIN}"{attributes}>{body}</sst>'.encode())


def test_strings_in_more_than_one_look_go_the_quick_way() -> None:
    look = '<r><rPr><b/><sz val="9"/><color theme="1" tint="-0.5"/><rFont val="Calibri"/></rPr><t>b</t></r>'
    content = f'<sst xmlns="{MAIN}"><si><t>a</t></si><si><r><t>a</t></r>{look}</si></sst>'.encode()
    bulk = gate_quick.take_bulk(content)
    assert bulk
    assert bulk[0] == f'<sst xmlns="{MAIN}"></sst>'.encode()


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="C3:AB9"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A3" location="x!A1"/><hyperlink r:id="rId1" ref="B1:B2"/></hyperlinks>',
        '<conditionalFormatting sqref="A1"><cfRule type="x"><formula>A1&gt;1</formula></cfRule>'
        "</conditionalFormatting>"
        + '<dataValidation sqref="A1"><formula1>1</formula1></dataValidation>'
        * 99,
    ],
)
def test_what_programs_write_around_the_rows_needs_no_handlers(after: str) -> None:
    sheet = worksheet(before='<dimension ref="A1:C3"/>', after=after).encode()
    bulk = gate_quick.take_bulk(sheet)
    assert bulk
    assert gate_quick.counts_around(bulk[0])
    assert assert_no_less(sheet)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="C1" t="s"><v>0</v></c></row>',
        '<row r="1" spans="1:2" x14ac:dyDescent="0.25"><c r="A1" s="3" t="str"><f>B1</f><v/></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is></c></row>\n',
        '<row r="1"/><row r="7"><c r="AB7"><f t="shared" si="0"/><v>1</v></c></row>',
        '<row r="3"><c r="A3"><v>é</v></c></row>',
    ],
)
def test_rows_as_programs_write_them_go_the_quick_way(rows: str) -> None:
    sheet = worksheet(rows).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" ')
    assert assert_no_less(sheet.encode())


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" r="XFD1"><v>1</v></c></row>',  # the reader of values believes the second one
        '<row r="1"><c r="A1" r=\'XFD1\'><v>1</v></c></row>',
        '<row r="1"><c r="A1" r ="XFD1"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><x:c r="A1"><v>1</v></x:c></row>',
        '<row r="1"><c r="A1"><v>1</v><c r="B1"/></c></row>',
        '<row r="1"><c r="A1"><v>&x;</v></c></row>',
        '<row r="1"><c r="A1"><v>\x01</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- <sheetData> -->',
        '<row r="1"><c r="A1"><v>1</v></c>',
    ],
)
def test_whatever_leaves_doubt_goes_the_slow_way(rows: str) -> None:
    assert quick(worksheet(rows).encode()) is None


def test_a_comment_around_the_bulk_leaves_doubt() -> None:
    sheet = worksheet().replace("<sheetData>", "<!-- <sheetData><row r='1'/></sheetData> --><sheetData>")
    assert quick(sheet.encode()) is None


def test_bytes_that_are_no_utf8_leave_doubt() -> None:
    assert quick(worksheet().encode().replace(b"<v>1", b"<v>\xff")) is None


def layers(count: int, inside: str = "") -> str:
    return f"{'<c:a>' * count}{inside}{'</c:a>' * count}"


def part(body: str, root: str = "styleSheet") -> bytes:
    return f'<?xml version="1.0"?>\n<c:{root} xmlns:c="urn:c">{body}</c:{root}>'.encode()


@pytest.mark.parametrize(
    "body",
    [
        layers(40, '<c:v val="1"/><c:v>a > b &amp; c</c:v>'),
        "<c:b/>" * 2000 + layers(3) * 500,
        f'<c:t a=">">{"x" * 2000}</c:t>' + "<xf/><xf a='1'></xf><dxf/><c:xf/>",
        layers(2) + "<c:t>/></c:t>",
    ],
)
def test_a_part_with_nothing_to_count_but_elements_goes_the_quick_way(body: str) -> None:
    assert assert_no_less(part(body))


@pytest.mark.parametrize(
    "body",
    [
        layers(64),  # one layer too many
        layers(60) + "<c:b>" * 200,  # not closed at all
        layers(2) * 40 + "<c:t>/></c:t>",  # a text that looks like the end of a tag
        "<!-- <c:a> -->",
        "<![CDATA[</c:a>]]>",
        "<?p x?>",
        "<sheetData><row/></sheetData>",
        "<hyperlink ref='A1:XFD1048576'/>",
        "<c:si\n/>",
    ],
)
def test_a_part_that_leaves_doubt_goes_the_slow_way(body: str) -> None:
    assert quick(part(body)) is None


def test_layers_are_counted_far_behind_the_beginning_too() -> None:
    body = "<c:b/>" * 1000 + "<c:b>x</c:b>" * 1000 + layers(64)
    with pytest.raises(Refused) as refused:
        gate_xml.examine(part(body), "deel", "x", LIMITS)
    assert refused.value.code == "XA-L122"


@pytest.mark.parametrize("body", ["<c:a>", "<c:a></c:b>", "<c:a b='1' b='2'/>", "&x;", "<c:a b='<'/>"])
def test_a_part_that_is_not_well_formed_is_refused_the_quick_way_too(body: str) -> None:
    with pytest.raises(Refused) as refused:
        gate_xml.examine(part(body), "deel", "x", LIMITS)
    assert refused.value.code == "XA-L121"


def outcome(content: bytes, limits: Limits, *, exact: bool) -> str:
    try:
        gate_xml.examine(content, "deel", "x", limits, exact=exact)
    except Refused as refusal:
        return refusal.code
    return "ok"


@given(st.lists(st.sampled_from(["<a>", "</a>", "<b/>", "t", "/>", "<c d='/>'/>"]), max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_part_is_quickly_called_shallow_that_is_deep(pieces: list[str]) -> None:
    depth, body = 0, ""
    for piece in [*pieces, *["</a>"] * 60]:
        if depth or piece != "</a>":  # every tag is closed once
            depth += {"<a>": 1, "</a>": -1}.get(piece, 0)
            body += piece
    few = Limits(xml_depth=6)
    content = f"<r>{body}</r>".encode()
    assert outcome(content, few, exact=False) == outcome(content, few, exact=True)


@pytest.mark.parametrize("depth", range(60, 69))
def test_the_layers_of_rows_come_on_top_of_those_around_the_sheet(depth: int) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = worksheet(rows).replace("<sheetData>", "<a>" * (depth - 5) + "<sheetData>")
    content = sheet.replace("</sheetData>", "</sheetData>" + "</a>" * (depth - 5)).encode()
    assert outcome(content, LIMITS, exact=False) == outcome(content, LIMITS, exact=True)


DAMAGE = st.sampled_from(
    [
        "",
        "<a>",
        "</a>",
        "<",
        ">",
        "/>",
        '"',
        "&",
        "&x;",
        "\x01",
        "<!DOCTYPE a>",
        "<!--",
        "-->",
        "<a b='1' b='2'/>",
        "<si/>",
        "<a:xf/>",
        "<c:mergeCell ref='A1'/>",
        "\udcff",
        "<a" * 70,
        "<a>" * 70 + "</a>" * 70,
    ]
)
ROOTS = st.sampled_from(["c:chartSpace", "a:theme", "xdr:wsDr", "worksheet", "sst", "styleSheet", "table"])


@given(xml(), ROOTS, DAMAGE, st.integers(0, 400), st.sampled_from([LIMITS, Limits(xml_depth=6)]))
@settings(max_examples=300, deadline=None)
def test_the_quick_way_refuses_what_the_slow_way_refuses(
    body: str, root: str, damage: str, at: int, limits: Limits
) -> None:
    whole = f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{MAIN}">{body}</{root}>'
    content = (whole[:at] + damage + whole[at:]).encode("utf-8", "surrogateescape")
    assert outcome(content, limits, exact=False) == outcome(content, limits, exact=True)
