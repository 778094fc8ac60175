"""The whole master: the house rules that hold for every sheet, looked at in the file itself."""

import re
from collections import Counter

import pytest
from lxml import etree
from masters import MAIN, formula_values, master, parts, project, sheet_parts
from openpyxl.utils import range_boundaries

from actielijst_xl.model.fields import FIELDS, Tabel
from actielijst_xl.templates import load_vocabulary

ALT_TEXT = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}table"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"
FIXED = ("Leeswijzer", "Overzicht", "Hoofddocument", "Monitoring")
BOOKS = ("Conflicten", "Uitgiftes", "Logboek", "Keuzelijsten")


@pytest.fixture(scope="module")
def members(sample_master):
    return parts(sample_master)


@pytest.fixture(scope="module")
def roots(sample_master, members):
    """The XML of each sheet by name, in the order of the tabs."""
    return {name: etree.fromstring(members[part]) for name, part in sheet_parts(sample_master).items()}


@pytest.fixture(scope="module")
def fiches(sample_made):
    return {fiche.blad: fiche for fiche in sample_made.actielijst.fiches}


@pytest.fixture(scope="module")
def tables(sample_book):
    """(sheet, table) of every table."""
    return [(sheet, table) for sheet in sample_book for table in sheet.tables.values()]


def under(members, folder):
    return {name: etree.fromstring(data) for name, data in members.items() if re.match(folder, name)}


def test_the_sheets_stand_in_the_order_of_the_design(sample_book, fiches):
    assert sample_book.sheetnames == [*FIXED, *fiches, *BOOKS, "_beheer"]


def test_only_the_template_fiche_and_the_administration_are_hidden(sample_book):
    hidden = {sheet.title: sheet.sheet_state for sheet in sample_book if sheet.sheet_state != "visible"}
    assert hidden == {"_beheer": "veryHidden"}


def test_no_sheet_has_merged_cells(roots):
    assert [name for name, root in roots.items() if root.find(f"{MAIN}mergeCells") is not None] == []


def test_every_table_has_a_title_and_a_description_for_who_cannot_see_it(members):
    found = under(members, "xl/tables/")
    assert len(found) > 50
    for root in found.values():
        alt = next(root.iter(ALT_TEXT))
        assert alt.get("altText").strip()
        assert alt.get("altTextSummary").strip()


def test_every_chart_and_picture_has_a_description(members):
    drawn = [shape for root in under(members, "xl/drawings/drawing").values() for shape in root.iter(DRAWN)]
    assert len(drawn) == len(under(members, "xl/charts/chart"))
    assert [shape.get("name") for shape in drawn if not shape.get("descr", "").strip()] == []


def test_every_fiche_has_its_own_timeline(roots, fiches):
    assert [name for name in fiches if roots[name].find(f"{MAIN}drawing") is None] == []


def test_every_table_has_one_header_row_with_unique_texts_that_stand_in_its_cells(tables):
    for sheet, table in tables:
        left, top, right, _bottom = range_boundaries(table.ref)
        names = [column.name for column in table.tableColumns]
        assert table.headerRowCount == 1
        assert len({name.casefold() for name in names}) == len(names), table.name
        assert names == [sheet.cell(top, col).value for col in range(left, right + 1)], table.name


def test_tables_have_no_totals_rows_and_no_calculated_columns(members):
    for root in under(members, "xl/tables/").values():
        assert root.get("totalsRowCount") is None
        assert next(root.iter(f"{MAIN}calculatedColumnFormula"), None) is None


def test_table_names_are_unique_and_those_of_fiches_come_from_the_id(tables, fiches):
    names = Counter(table.name.casefold() for _, table in tables)
    assert max(names.values()) == 1
    found = {sheet.title: table.name for sheet, table in tables if sheet.title in fiches}
    assert found == {blad: f"Afspraken_{fiche.naam}" for blad, fiche in fiches.items()}


def test_the_table_is_the_last_thing_on_a_fiche(sample_book, fiches):
    for blad in fiches:
        sheet = sample_book[blad]
        (table,) = sheet.tables.values()
        assert range_boundaries(table.ref)[3] == sheet.max_row


def test_fiches_have_no_autofilter(members):
    assert [
        name
        for name, root in under(members, "xl/tables/").items()
        if root.find(f"{MAIN}autoFilter") is not None
    ] == []


def test_there_are_no_notes_macros_array_formulas_or_external_links(members, roots):
    assert [
        name for name in members if re.search(r"comment|vba|external|activeX|ctrlProp", name, re.IGNORECASE)
    ] == []
    formulas = [f for root in roots.values() for f in root.iter(f"{MAIN}f")]
    assert {f.get("t") for f in formulas} == {None}
    assert {c.get("cm") for root in roots.values() for c in root.iter(f"{MAIN}c")} == {None}


def test_no_formula_depends_on_something_that_other_programs_lack(roots):
    formulas = {f.text for root in roots.values() for f in root.iter(f"{MAIN}f")}
    words = {
        word for text in formulas for word in re.findall(r"\b([A-Z]+)\(", re.sub(r'"[^"]*"', '""', text))
    }
    assert words <= {
        *("IF", "IFERROR", "AND", "OR", "NOT", "NA", "ISNUMBER", "INDEX", "MATCH", "HYPERLINK"),
        *("SUM", "COUNTA", "COUNTIF", "COUNTIFS", "SUMPRODUCT", "DATE", "YEAR", "MONTH", "DAY"),
        *("VALUE", "LEFT", "RIGHT", "MID", "TRIM", "UPPER", "LOWER"),
    }


def test_only_the_first_sheet_is_selected_and_its_cursor_stands_top_left(roots):
    views = {name: next(root.iter(f"{MAIN}sheetView")) for name, root in roots.items()}
    assert [name for name, view in views.items() if view.get("tabSelected") == "1"] == ["Leeswijzer"]
    assert next(views["Leeswijzer"].iter(f"{MAIN}selection"), None) is None  # none means A1


def test_sheet_names_are_short_unique_and_allowed(sample_book):
    names = sample_book.sheetnames
    assert max(len(name.encode("utf-16-le")) // 2 for name in names) <= 31
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if re.search(r"[\[\]:*?/\\]|^'|'$", name)] == []


def test_every_sheet_is_protected_without_a_password(sample_book):
    for sheet in sample_book:
        assert sheet.protection.sheet is True, sheet.title
        assert sheet.protection.password is None
        assert sheet.protection.hashValue is None


def test_protection_leaves_layout_inserting_rows_sorting_and_filtering_to_people(sample_book):
    allowed = ("formatCells", "formatColumns", "formatRows", "insertRows", "sort", "autoFilter")
    for sheet in sample_book:
        assert [name for name in allowed if getattr(sheet.protection, name)] == [], sheet.title


def test_every_drop_down_warns_and_has_its_values_on_keuzelijsten(sample_book):
    lists = sample_book["Keuzelijsten"]
    found = [v for sheet in sample_book for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert len(found) > 300
    for validation in found:
        sheet, _, area = validation.formula1.partition("!")
        values = [cell.value for (cell,) in lists[area.replace("$", "")]]
        assert sheet.strip("'") == "Keuzelijsten"
        assert all(values)
        assert validation.errorStyle == "warning"
        assert validation.prompt


def test_no_validation_refuses_what_somebody_types(sample_book):
    kinds = {v.errorStyle for sheet in sample_book for v in sheet.data_validations.dataValidation}
    assert kinds == {"warning"}


def test_the_drop_down_of_activiteit_holds_the_example_actions_of_the_phase(sample_book, fiches):
    acties = load_vocabulary().acties
    for blad, fiche in fiches.items():
        validations = sample_book[blad].data_validations.dataValidation
        (found,) = [v for v in validations if v.promptTitle == "Activiteit"]
        area = found.formula1.partition("!")[2].replace("$", "")
        shown = [cell.value for (cell,) in sample_book["Keuzelijsten"][area]]
        assert shown == [action for action, _holder in acties[fiche.project.text("projectfase")]]


def test_defined_names_point_to_the_sheets_that_they_name(sample_book, fiches):
    places = {name: next(iter(defined.destinations)) for name, defined in sample_book.defined_names.items()}
    assert places.pop("Peildatum") == ("Overzicht", "$I$2")
    assert places == {f"Fiche_{fiche.naam}": (blad, "$A$1") for blad, fiche in fiches.items()}


def test_every_link_inside_the_workbook_arrives(sample_book, roots):
    targets = {link.get("location") for root in roots.values() for link in root.iter(f"{MAIN}hyperlink")}
    formulas = [f.text for root in roots.values() for f in root.iter(f"{MAIN}f")]
    targets |= {name for text in formulas for name in re.findall(r'HYPERLINK\("#([^"]+)"', text)}
    assert {"Overzicht!A1", "Fiche_VL_01"} <= targets
    arriving = {*sample_book.defined_names, *sample_book.sheetnames}
    assert {target for target in targets if target.split("!")[0].strip("'") not in arriving} == set()


def test_each_field_of_a_fiche_has_its_key_in_a_hidden_column(sample_book, roots, fiches):
    labels = {f"veld:{f.key}": f.label for f in FIELDS if f.tabel is Tabel.PROJECT}
    for blad in fiches:
        sheet = sample_book[blad]
        keys = {cell.value: cell.row for cell in sheet["L"] if str(cell.value).startswith("veld:")}
        assert {key: sheet.cell(row, 1).value for key, row in keys.items()} == labels
        assert {9, 10, 11, 12} <= hidden_columns(roots[blad])


def hidden_columns(root):
    found = (col for col in root.iter(f"{MAIN}col") if col.get("hidden") == "1")
    return {number for col in found for number in range(int(col.get("min")), int(col.get("max")) + 1)}


def test_the_columns_of_each_table_to_fill_in_have_their_keys_in_a_hidden_row_above(sample_book, fiches):
    for name in ("Overzicht", "Monitoring", "Conflicten", "Uitgiftes", "Logboek", *fiches):
        sheet = sample_book[name]
        (table,) = sheet.tables.values()
        left, top, right, _ = range_boundaries(table.ref)
        keys = [str(sheet.cell(top - 1, col).value) for col in range(left, right + 1)]
        assert all(key.startswith("kolom:") for key in keys), name
        assert len(set(keys)) == len(keys)
        assert sheet.row_dimensions[top - 1].hidden


def test_the_three_layers_of_identity_agree(sample_book, sample_made, fiches):
    on_sheets = {blad: sample_book[blad]["L2"].value.removeprefix("fiche:") for blad in fiches}
    manifest = [tuple(c.value for c in row) for row in sample_book["_beheer"].iter_rows(min_row=3, max_col=4)]
    assert on_sheets == {row[3]: row[1] for row in manifest if row[0] == "fiche"}
    assert on_sheets == {blad: fiche.fiche_id for blad, fiche in fiches.items()}
    properties = {prop.name: prop.value for prop in sample_book.custom_doc_props.props}
    header = {row[1]: row[2] for row in manifest if row[0] == "kop"}
    ids = {sample_book[blad]["L5"].value for blad in fiches}
    assert ids == {f"actielijst:{properties['xl_actielijst_id']}"} == {f"actielijst:{header['actielijst']}"}
    assert properties["xl_actielijst_id"] == sample_made.actielijst.actielijst_id
    assert properties["xl_actielijst_sjabloon"] == header["sjabloon"]
    assert properties["xl_actielijst_soort"] == "master"


def test_every_row_of_a_table_with_projects_or_afspraken_has_a_key_of_its_own(sample_book, fiches):
    keys = [cell.value for name in ("Overzicht", "Monitoring") for cell in row_ids(sample_book[name])]
    keys += [cell.value for blad in fiches for cell in row_ids(sample_book[blad])]
    assert len(keys) > 300
    assert len(set(keys)) == len(keys)


def row_ids(sheet):
    (table,) = sheet.tables.values()
    left, top, right, bottom = range_boundaries(table.ref)
    col = next(c for c in range(left, right + 1) if sheet.cell(top, c).value == "rij-id")
    return [sheet.cell(row, col) for row in range(top + 1, bottom + 1)]


def test_rows_have_a_height_that_still_grows_with_their_text(roots):
    rows = [row for root in roots.values() for row in root.iter(f"{MAIN}row")]
    assert any(float(row.get("ht", 0)) > 30 for row in rows)
    assert {row.get("customHeight") for row in rows} == {None}


def test_every_sheet_prints_on_a4_one_page_wide_with_a_footer(sample_book):
    for sheet in sample_book:
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.oddFooter.left.text == "Provincie Voorbeeldland – pMIEK-actielijst 2026-11"
        assert sheet.oddFooter.center.text == "&A"
        assert sheet.oddFooter.right.text == "Pagina &P van &N"


def test_sheets_with_one_long_table_repeat_its_header_on_every_page(sample_book):
    for name in ("Overzicht", "Monitoring", "Conflicten", "Uitgiftes", "Logboek"):
        sheet = sample_book[name]
        top = range_boundaries(next(iter(sheet.tables.values())).ref)[1]
        assert sheet.print_title_rows == f"${top}:${top}", name


def test_the_workbook_has_a_title_and_a_subject(sample_book):
    assert sample_book.properties.title == "pMIEK-actielijst Provincie Voorbeeldland"
    assert sample_book.properties.subject == "Uitgave 2026-11"
    assert sample_book.properties.creator == "Provincie Voorbeeldland"


def test_every_sheet_starts_with_its_title_a_subtitle_and_navigation(sample_book):
    for sheet in sample_book:
        if sheet.sheet_state == "visible":
            assert sheet["A1"].value
            assert sheet["A1"].fill.fgColor.rgb == "FF1B365D"
            assert sheet["A2"].value
            assert sheet.title == "Leeswijzer" or sheet["A3"].hyperlink is not None


def test_the_same_list_gives_the_same_bytes():
    projects = [project("1.10", "Station", gemeente="Lelystad", projectfase="Projectfase")]
    assert master(projects) == master(projects)


def test_every_stored_value_of_a_formula_is_there(sample_master):
    kinds = Counter(kind for kind, _ in formula_values(sample_master).values())
    assert kinds.keys() <= {"n", "str", "e", ""}
    errors = {text for kind, text in formula_values(sample_master).values() if kind == "e"}
    assert errors <= {"#N/A"}


def test_an_error_stands_only_in_the_hidden_helper_of_the_timeline(sample_master, fiches):
    wrong = [place for place, (kind, _) in formula_values(sample_master).items() if kind == "e"]
    assert {re.sub(r"\d", "", cell) for _, cell in wrong} == {"J"}
    assert {sheet for sheet, _ in wrong} <= {*fiches}
