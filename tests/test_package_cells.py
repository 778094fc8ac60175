import io
from datetime import UTC, date, datetime

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from actielijst_xl.package.edits import Formula, RenewFormulas, ReplaceSheetData, SetCached, SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.patch import patch
from actielijst_xl.package.verify import verify
from tests.packages import MAIN, STRICT_MAIN, edited, fiche_book, handmade, members, opened

SHEET = "xl/worksheets/sheet1.xml"
CHAIN = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/><c r="A2"/></calcChain>'


def put(package: bytes, cell: str, value, **more) -> str:
    """Return the sheet XML after one edit."""
    return members(patch(package, [SetCell(sheet="Blad", cell=cell, value=value, **more)]))[SHEET].decode()


def cell_of(xml: str, where: str):
    found = [c for c in etree.fromstring(xml.encode()).iter("{*}c") if c.get("r") == where]
    return found[0] if found else None


def row(*cells: str, number: int = 1, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def refused(package: bytes, edit) -> str:
    with pytest.raises(PatchError) as caught:
        patch(package, [edit])
    return caught.value.code


def test_a_cell_keeps_its_style():
    assert cell_of(put(handmade(row('<c r="A1" s="3"><v>1</v></c>')), "A1", "tekst"), "A1").get("s") == "3"


def test_what_the_old_value_needed_goes():
    old = '<c r="A1" t="e" cm="1" vm="2"><f>1/0</f><v>#DIV/0!</v></c>'
    cell = cell_of(put(handmade(row(old)), "A1", 5), "A1")
    assert dict(cell.attrib) == {"r": "A1"}
    assert [child.tag.rpartition("}")[2] for child in cell] == ["v"]


def test_blank_empties_the_cell_and_keeps_the_style():
    cell = cell_of(put(handmade(row('<c r="A1" s="3" t="str"><f>B1</f><v>x</v></c>')), "A1", None), "A1")
    assert (dict(cell.attrib), len(cell)) == ({"r": "A1", "s": "3"}, 0)


def test_blank_makes_no_cell():
    package = handmade(row('<c r="A1"><v>1</v></c>'))
    assert patch(package, [SetCell(sheet="Blad", cell="D9", value=None)]) is package


RICH = "<si><r><t>ri</t></r><r><rPr><b/></rPr><t>jk</t></r><rPh sb='0' eb='1'><t>FON</t></rPh></si>"


@pytest.mark.parametrize(
    ("old", "value"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "rijk"),
        ('<c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>jk</t></r></is></c>', "rijk"),
        ('<c r="A1"><v>1.50</v></c>', 1.5),
        ('<c r="A1"><v>1E2</v></c>', 100),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" s="2"><v>46327</v></c>', date(2026, 11, 1)),
        ('<c r="A1" s="2" t="d"><v>2026-11-01T00:00:00</v></c>', date(2026, 11, 1)),
        ('<c r="A1" t="str"><f>"x"</f><v>x</v></c>', "x"),
    ],
)
def test_an_equal_value_changes_nothing(old, value):
    package = handmade(row(old), strings=[RICH])
    assert patch(package, [SetCell(sheet="Blad", cell="A1", value=value)]) is package


@pytest.mark.parametrize(
    ("old", "value"), [('<c r="A1" t="b"><v>1</v></c>', 1), ('<c r="A1"><v>1</v></c>', "1")]
)
def test_a_value_of_another_type_is_no_equal_value(old, value):
    package = handmade(row(old))
    assert patch(package, [SetCell(sheet="Blad", cell="A1", value=value)]) != package


def test_shared_strings_stay_as_they_are():
    package = handmade(row('<c r="A1" t="s"><v>0</v></c>'), strings=[RICH])
    after = patch(package, [SetCell(sheet="Blad", cell="A1", value="nieuw")])
    assert members(after)["xl/sharedStrings.xml"] == members(package)["xl/sharedStrings.xml"]
    assert "rijk" not in members(after)[SHEET].decode()


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("  spaties  ", "  spaties  "),
        ("een\r\ntwee\rdrie\nvier", "een\ntwee\ndrie\nvier"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("bel\x07", "bel_x0007_"),
        ("<b>&'\"", "<b>&'\""),
        ("€ 5 – é 🌱", "€ 5 – é 🌱"),
        ("a\tb", "a\tb"),
    ],
)
def test_text_is_stored_inline_with_its_spaces_escapes_and_line_feeds(text, stored):
    package = handmade(row('<c r="A1"/>'))
    cell = cell_of(put(package, "A1", text), "A1")
    assert cell.get("t") == "inlineStr"
    assert cell[0][0].text == stored
    assert cell[0][0].get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize("text", ["_x0041_", "bel\x07", "_x0041_x0042_", "regel 1\nregel 2", "  x "])
def test_text_reads_back_as_it_was_and_counts_as_equal(text):
    once = patch(handmade(row('<c r="A1"/>')), [SetCell(sheet="Blad", cell="A1", value=text)])
    assert patch(once, [SetCell(sheet="Blad", cell="A1", value=text)]) is once
    read = (
        CalamineWorkbook.from_filelike(io.BytesIO(once))
        .get_sheet_by_name("Blad")
        .to_python(skip_empty_area=False)
    )
    assert read == [[text]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_stays_text_and_survives_editing(text):
    package = handmade(row('<c r="A1" s="3"/>'))
    after = patch(package, [SetCell(sheet="Blad", cell="A1", value=text)])
    cell = cell_of(members(after)[SHEET].decode(), "A1")
    assert cell.find("{*}f") is None
    read = opened(after)["Blad"]["A1"]
    assert (read.quotePrefix, read.number_format) == (True, "0.00")


def test_formula_like_text_in_a_text_format_needs_no_other_style():
    assert cell_of(put(handmade(row('<c r="A1" s="1"/>')), "A1", "=1"), "A1").get("s") == "1"


@pytest.mark.parametrize("style", ["0", "1", "3"])
def test_a_day_in_a_cell_without_date_format_gets_one(style):
    after = patch(
        handmade(row(f'<c r="A1" s="{style}"/>')), [SetCell(sheet="Blad", cell="A1", value=date(2027, 3, 1))]
    )
    cell = opened(after)["Blad"]["A1"]
    assert (cell.value, cell.number_format) == (datetime(2027, 3, 1), "dd-mm-yyyy")


def test_a_day_in_a_date_cell_keeps_the_format():
    assert cell_of(put(handmade(row('<c r="A1" s="2"/>')), "A1", date(2027, 3, 1)), "A1").get("s") == "2"


def test_a_number_in_a_date_cell_is_not_shown_as_a_day():
    after = patch(handmade(row('<c r="A1" s="2"/>')), [SetCell(sheet="Blad", cell="A1", value=2027)])
    cell = opened(after)["Blad"]["A1"]
    assert (cell.value, cell.number_format) == (2027, "General")


def test_the_date_format_is_added_once():
    edits = [SetCell(sheet="Blad", cell=f"A{n}", value=date(2027, 3, n)) for n in range(1, 9)]
    once = patch(handmade(row('<c r="A1"/>')), edits)
    twice = patch(once, [SetCell(sheet="Blad", cell="B1", value=date(2027, 3, 1))])
    styles = etree.fromstring(members(twice)["xl/styles.xml"])
    assert [len(styles.findall(f".//{{*}}{name}")) for name in ("cellXfs/{*}xf", "numFmt")] == [5, 1]
    assert styles.find("{*}cellXfs").get("count") == "5"


def test_a_moment_keeps_its_time():
    after = patch(
        handmade(row('<c r="A1"/>')), [SetCell(sheet="Blad", cell="A1", value=datetime(2027, 3, 1, 14, 30))]
    )
    assert opened(after)["Blad"]["A1"].value == datetime(2027, 3, 1, 14, 30)


def test_days_in_a_1904_workbook_count_from_1904():
    package = handmade(row('<c r="A1" s="2"/>'), before_sheets='<workbookPr date1904="1"/>')
    assert cell_of(put(package, "A1", date(2027, 3, 1)), "A1").find("{*}v").text == "44985"
    after = patch(package, [SetCell(sheet="Blad", cell="A1", value=date(2027, 3, 1))])
    assert opened(after)["Blad"]["A1"].value == datetime(2027, 3, 1)


def test_strict_workbooks_are_edited_in_their_own_namespace():
    package = handmade(row('<c r="A1" s="2" t="d"><v>2026-11-01</v></c>'), strict=True)
    xml = put(package, "B2", "nieuw")
    assert MAIN not in xml
    assert cell_of(xml, "B2").tag == f"{{{STRICT_MAIN}}}c"
    assert cell_of(put(package, "A1", date(2027, 3, 1)), "A1").get("t") is None


def test_prefixed_sheets_keep_their_prefix():
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    xml = put(handmade(sheets={"Blad": sheet}), "B2", "nieuw")
    assert '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t xml:space="preserve">nieuw' in xml


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_parts_with_a_byte_order_mark_are_read(encoding):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>'
    package = handmade(extra={SHEET: sheet.encode(encoding)})
    assert cell_of(put(package, "A1", "é"), "A1")[0][0].text == "é"


def test_rows_and_cells_without_addresses_are_counted_and_then_numbered():
    package = handmade(
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'/><c/></row><row><c/></row>"
    )
    xml = put(package, "B6", 7)
    assert [item.get("r") for item in etree.fromstring(xml.encode()).iter("{*}row")] == ["1", "5", "6"]
    assert [c.get("r") for c in etree.fromstring(xml.encode()).iter("{*}c")][-2:] == ["A6", "B6"]
    changed = put(package, "B1", 9)
    assert "<c><v>1</v></c><c><v>9</v></c>" in changed


def test_new_rows_and_cells_come_in_order():
    package = handmade(row('<c r="B2"/>', number=2) + row('<c r="B4"/>', number=4))
    edits = [
        SetCell(sheet="Blad", cell=cell, value=1) for cell in ("C4", "A4", "D3", "B3", "A1", "AA4", "Z9")
    ]
    xml = members(patch(package, edits))[SHEET]
    cells = [c.get("r") for c in etree.fromstring(xml).iter("{*}c")]
    assert cells == ["A1", "B2", "B3", "D3", "A4", "B4", "C4", "AA4", "Z9"]


def test_spans_and_dimension_never_say_less_than_there_is():
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="B2"/><sheetData>'
    sheet += '<row r="2" spans="2:2"><c r="B2"/></row></sheetData></worksheet>'
    xml = put(handmade(sheets={"Blad": sheet}), "D2", 1)
    assert 'ref="B2:D2"' in xml
    assert "spans" not in xml


@pytest.mark.parametrize(
    ("cols", "attributes", "style"),
    [
        ("<cols><col min='2' max='3' width='9' style='3'/></cols>", "", "3"),
        ("", " s='2' customFormat='1'", "2"),
        ("", "", None),
    ],
)
def test_a_new_cell_takes_the_style_of_its_row_or_column(cols, attributes, style):
    sheet = f'<worksheet xmlns="{MAIN}">{cols}<sheetData><row r="1"{attributes}/></sheetData></worksheet>'
    assert cell_of(put(handmade(sheets={"Blad": sheet}), "C1", "x"), "C1").get("s") == style


def test_style_like_takes_the_style_of_another_cell():
    package = handmade(row('<c r="A1" s="3"/>'))
    assert cell_of(put(package, "B7", 1, style_like="A1"), "B7").get("s") == "3"


def test_calc_chain_goes_only_when_a_formula_is_overwritten():
    package = handmade(
        row("<c r='A1'><f>1+1</f><v>2</v></c><c r='B1'/>") + row("<c r='A2'><f>2</f><v>2</v></c>", number=2),
        extra={"xl/calcChain.xml": CHAIN},
        rels={"rIdC": "calcChain calcChain.xml"},
    )
    kept = members(patch(package, [SetCell(sheet="Blad", cell="B1", value=1)]))
    gone = members(patch(package, [SetCell(sheet="Blad", cell="A1", value=1)]))
    assert kept["xl/calcChain.xml"] == CHAIN.encode()
    assert not any(b"calcChain" in data or "calcChain" in name for name, data in gone.items())


SHARED = row(
    '<c r="A1"><f t="shared" ref="A1:A3" si="0">$B1+C$1+SUM(D1:E2)&amp;"A1"</f><v>1</v></c>'
) + "".join(row(f'<c r="A{n}"><f t="shared" si="0"/><v>1</v></c>', number=n) for n in (2, 3))


def test_overwriting_the_first_cell_of_a_shared_formula_gives_the_others_their_own():
    xml = put(handmade(SHARED), "A1", 5)
    assert [f.text for f in etree.fromstring(xml.encode()).iter("{*}f")] == [
        '$B2+C$1+SUM(D2:E3)&"A1"',
        '$B3+C$1+SUM(D3:E4)&"A1"',
    ]
    assert "shared" not in xml


def test_overwriting_a_follower_leaves_the_shared_formula():
    xml = put(handmade(SHARED), "A2", 5)
    assert [f.get("t") for f in etree.fromstring(xml.encode()).iter("{*}f")] == ["shared", "shared"]


ARRAY = row('<c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c><c r="B1"><v>1</v></c><c r="E1"/>')


@pytest.mark.parametrize("cell", ["A1", "B1"])
def test_a_part_of_an_array_formula_is_not_overwritten(cell):
    assert refused(handmade(ARRAY), SetCell(sheet="Blad", cell=cell, value=5)) == "XA-G115"


def test_an_array_formula_of_one_cell_is_overwritten():
    package = handmade(row('<c r="A1"><f t="array" ref="A1">SUM(C1:D1)</f><v>1</v></c>'))
    assert cell_of(put(package, "A1", 5), "A1").find("{*}f") is None


def test_only_the_first_cell_of_a_merge_is_written():
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    )
    package = handmade(sheets={"Blad": sheet})
    assert refused(package, SetCell(sheet="Blad", cell="B2", value=5)) == "XA-G115"
    assert cell_of(put(package, "A1", 5), "A1").find("{*}v").text == "5"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("x" * 32_768, "XA-G110"),
        ("🌱" * 16_384, "XA-G110"),
        ("half \ud83c", "XA-G111"),
        (float("nan"), "XA-G112"),
        (float("inf"), "XA-G112"),
        (10**15, "XA-G112"),
        (date(1900, 2, 28), "XA-G113"),
        (datetime(2027, 1, 1, tzinfo=UTC), "XA-G113"),
    ],
)
def test_a_value_that_a_cell_can_not_hold_is_refused(value, code):
    assert refused(handmade(row('<c r="A1"/>')), SetCell(sheet="Blad", cell="A1", value=value)) == code


@pytest.mark.parametrize("value", ["x" * 32_767, date(1900, 3, 1), 999_999_999_999_999, -0.1, 1e300, False])
def test_the_last_value_that_fits_is_written(value):
    assert patch(handmade(row('<c r="A1"/>')), [SetCell(sheet="Blad", cell="A1", value=value)])


@pytest.mark.parametrize("cell", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2"])
def test_what_is_no_address_is_refused(cell):
    assert refused(handmade(row()), SetCell(sheet="Blad", cell=cell, value=1)) == "XA-G114"


def test_an_unknown_sheet_is_refused():
    assert refused(handmade(row()), SetCell(sheet="Elders", cell="A1", value=1)) == "XA-G107"


def test_sheet_names_are_found_without_regard_to_case():
    assert patch(handmade(row()), [SetCell(sheet="BLAD", cell="A1", value=1)])


@pytest.mark.parametrize(
    ("attributes", "asked", "height", "custom"),
    [
        ("", 45, "45", None),
        (' ht="60"', 45, "60", None),
        (' ht="20" customHeight="1"', 45, "20", "1"),
        ("", 12, None, None),
        ("", 900, "409", None),
    ],
)
def test_a_row_grows_to_the_height_asked_unless_a_person_set_it(attributes, asked, height, custom):
    xml = put(handmade(row('<c r="A1"/>', more=attributes)), "A1", "lang", height_pt=asked)
    found = etree.fromstring(xml.encode()).find(".//{*}row")
    assert (found.get("ht"), found.get("customHeight")) == (height, custom)


def cached(package: bytes, value, cell: str = "A1"):
    after = patch(package, [SetCached(sheet="Blad", cell=cell, value=value)])
    return cell_of(members(after)[SHEET].decode(), cell)


FORMULA = handmade(row('<c r="A1" s="3" t="str"><f>B1</f><v>oud</v></c><c r="B1"><v>1</v></c>'))


@pytest.mark.parametrize(
    ("value", "kind", "stored"),
    [
        ("x_x0041_", "str", "x_x005F_x0041_"),
        (2.5, None, "2.5"),
        (True, "b", "1"),
        (date(2026, 11, 1), None, "46327"),
        ("", "str", None),
    ],
)
def test_a_new_cached_value_keeps_the_formula(value, kind, stored):
    cell = cached(FORMULA, value)
    assert [child.text for child in cell] == ["B1", stored]
    assert (cell.get("t"), cell.get("s")) == (kind, "3")


def test_a_blank_cached_value_leaves_the_formula_alone():
    assert [child.text for child in cached(FORMULA, None)] == ["B1"]


def test_a_cached_value_for_a_cell_without_formula_is_refused():
    assert refused(FORMULA, SetCached(sheet="Blad", cell="B1", value=2)) == "XA-G109"
    assert refused(FORMULA, SetCached(sheet="Blad", cell="C9", value=2)) == "XA-G109"


def test_cached_values_do_not_drop_the_calc_chain():
    chain = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    package = handmade(
        row("<c r='A1'><f>1+1</f><v>2</v></c>"),
        extra={"xl/calcChain.xml": chain},
        rels={"rIdC": "calcChain calcChain.xml"},
    )
    assert "xl/calcChain.xml" in members(patch(package, [SetCached(sheet="Blad", cell="A1", value=3)]))


def test_replacing_a_sheet_leaves_no_old_cell():
    package = fiche_book()
    rows = (("nieuw", None, 3), (), ("x" * 16_000,))
    after = patch(package, [ReplaceSheetData(sheet="_administratie", rows=rows)])
    read = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name("_administratie").to_python()
    assert read == [["nieuw", "", 3.0], ["", "", ""], ["x" * 16_000, "", ""]]
    changed = [name for name, data in members(after).items() if data != members(package)[name]]
    assert changed == ["xl/worksheets/sheet6.xml"]


def test_replacing_a_sheet_by_what_it_holds_changes_nothing():
    package = fiche_book()
    rows = (("oud",), ("deel 2",), ("deel 3",))
    assert patch(package, [ReplaceSheetData(sheet="_administratie", rows=rows)]) is package


def test_elements_that_nobody_knows_stay_where_they_are():
    odd = '<x:eigen xmlns:x="urn:x">hoi</x:eigen>'
    package = edited(
        fiche_book(),
        "xl/worksheets/sheet2.xml",
        "</worksheet>",
        f"<extLst><ext>{odd}</ext></extLst></worksheet>",
    )
    after = patch(package, [SetCell(sheet="01 Project", cell="B5", value="nieuw")])
    assert odd in members(after)["xl/worksheets/sheet2.xml"].decode()


def test_nothing_but_the_cell_changes_in_the_sheet():
    package = fiche_book()
    old = members(package)["xl/worksheets/sheet2.xml"].decode()
    new = members(patch(package, [SetCell(sheet="01 Project", cell="B5", value=7)]))[
        "xl/worksheets/sheet2.xml"
    ].decode()
    added = '<c r="B5"><v>7</v></c>'
    assert added in new
    assert etree.tostring(etree.fromstring(new.replace(added, "").encode()), method="c14n") == etree.tostring(
        etree.fromstring(old.replace(' spans="1:1"', "").encode() if ' spans="1:1"' in old else old.encode()),
        method="c14n",
    )


def test_a_formula_of_ours_gets_another_text_and_value_and_the_others_stay():
    cells = '<c r="A1"><f>SUM(B1:B3)</f><v>6</v></c>', '<c r="C1"><f>B1*2</f><v>2</v></c>'
    after = patch(handmade(row(*cells)), [SetCached(sheet="Blad", cell="A1", value=9, formula="SUM(B1:B9)")])
    assert formulas_of(after) == {"A1": ("SUM(B1:B9)", "9"), "C1": ("B1*2", "2")}


def formulas_of(package):
    """Address -> (formula, stored value) on the first sheet."""
    root = etree.fromstring(members(package)[SHEET])
    return {
        cell.get("r"): (cell.findtext("{*}f"), cell.findtext("{*}v"))
        for cell in root.iter("{*}c")
        if cell.find("{*}f") is not None
    }


def renewed(wanted, *cells, **more):
    edit = RenewFormulas(sheet="Blad", wanted={k: Formula(*v) for k, v in wanted.items()}, **more)
    return formulas_of(patch(handmade(row(*cells)), [edit]))


def test_a_known_formula_gets_its_value_and_of_another_one_the_value_goes():
    cells = '<c r="A1"><f>B1*2</f><v>6</v></c>', '<c r="C1"><f>B1*3</f><v>2</v></c>'
    assert renewed({"A1": ("B1*2", 8)}, *cells) == {"A1": ("B1*2", "8"), "C1": ("B1*3", None)}


def test_another_formula_in_the_place_of_a_known_one_is_not_touched_but_for_its_value():
    assert renewed({"A1": ("B1*2", 8)}, '<c r="A1"><f>B1*3</f><v>6</v></c>') == {"A1": ("B1*3", None)}


def test_a_formula_that_counts_as_the_same_gets_the_text_of_the_known_one():
    cell = '<c r="A1"><f>b1*2</f><v>6</v></c>'
    same = lambda there, wanted: there.lower() == wanted.lower()  # noqa: E731
    assert renewed({"A1": ("B1*2", 8)}, cell, same=same) == {"A1": ("B1*2", "8")}


def test_a_formula_that_is_left_keeps_its_value():
    assert renewed({}, '<c r="A1"><f>B1*3</f><v>6</v></c>', leave={"A1"}) == {"A1": ("B1*3", "6")}


def test_a_new_place_gets_its_formula_and_another_place_does_not():
    wanted = {"A1": ("B1*2", 8), "C1": ("B1*3", 12)}
    assert renewed(wanted, new=frozenset({"C1"})) == {"C1": ("B1*3", "12")}


def test_a_renewed_formula_is_read_back():
    package = handmade(row('<c r="A1"><f>B1*2</f><v>6</v></c>'))
    edits = [RenewFormulas(sheet="Blad", wanted={"A1": Formula("B1*2", 8)})]
    with pytest.raises(PatchError) as raised:
        verify(package, package, edits)
    assert raised.value.code == "XA-G124"
