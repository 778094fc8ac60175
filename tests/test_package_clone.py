import io
from datetime import UTC, datetime

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from actielijst_xl.package.edits import AppendRows, CloneSheet, SetCell, SetCore, SetProperty
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import patch
from actielijst_xl.package.refs import rename_sheet, rename_table, translate
from tests.packages import (
    altered,
    converted,
    edited,
    fiche_book,
    members,
    needs_soffice,
    opened,
    relationships,
)

CLONE = CloneSheet(
    template="Sjabloon",
    name="03 'n Nieuw",
    cells=(SetCell(sheet="", cell="B5", value="naam"),),
    table_names=(("Afspraken_SJABLOON", "Afspraken_NH_003"),),
)


def cloned(package: bytes | None = None, **more) -> dict[str, bytes]:
    edit = CloneSheet(
        **{
            "template": CLONE.template,
            "name": CLONE.name,
            "cells": CLONE.cells,
            "table_names": CLONE.table_names,
            **more,
        }
    )
    return members(patch(fiche_book() if package is None else package, [edit]))


def refused(package: bytes, edit) -> str:
    with pytest.raises(PatchError) as caught:
        patch(package, [edit])
    return caught.value.code


NEW = "xl/worksheets/sheet7.xml"


def test_the_clone_is_visible_last_and_filled():
    book = opened(patch(fiche_book(), [CLONE]))
    assert book.sheetnames[-1] == "03 'n Nieuw"
    sheet = book["03 'n Nieuw"]
    assert (sheet.sheet_state, sheet["B5"].value, sheet["A5"].value) == ("visible", "naam", "Naam")
    assert book["Sjabloon"].sheet_state == "veryHidden"


def test_the_template_and_all_other_sheets_keep_their_bytes():
    package = fiche_book()
    after = patch(package, [CLONE])
    changed = {name for name, data in members(package).items() if members(after)[name] != data}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "docProps/app.xml",
    }


def test_the_clone_keeps_layout_validations_protection_and_hidden_rows():
    sheet = opened(patch(fiche_book(), [CLONE]))["03 'n Nieuw"]
    assert sheet.protection.sheet
    assert sheet.row_dimensions[8].hidden
    assert sheet.column_dimensions["C"].hidden
    assert [str(item.sqref) for item in sheet.data_validations.dataValidation] == ["B10:B13"]
    assert sheet.print_title_rows == "$1:$3"


def test_the_table_gets_its_own_id_and_the_name_asked():
    root = etree.fromstring(cloned()["xl/tables/table6.xml"])
    assert (root.get("id"), root.get("name"), root.get("displayName")) == (
        "6",
        "Afspraken_NH_003",
        "Afspraken_NH_003",
    )


def test_a_table_without_a_name_asked_gets_a_free_one():
    edits = [CloneSheet(template="Sjabloon", name=name) for name in ("x", "y")]
    book = opened(patch(fiche_book(), edits))
    assert [list(book[name].tables) for name in "xy"] == [["Afspraken_SJABLOON_2"], ["Afspraken_SJABLOON_3"]]


def test_the_uid_of_the_table_differs_from_that_of_the_template():
    namespace = "http://schemas.microsoft.com/office/spreadsheetml/2016/revision3"
    uid = f' xmlns:xr3="{namespace}" xr3:uid="{{AB}}" displayName='
    before = edited(fiche_book(), "xl/tables/table5.xml", " displayName=", uid)
    parts = cloned(before)
    key = f"{{{namespace}}}uid"
    first, second = (etree.fromstring(parts[f"xl/tables/table{n}.xml"]).get(key) for n in (5, 6))
    assert second not in (None, first)
    assert cloned(before) == parts


def test_charts_show_the_cells_of_the_clone():
    formulas = [item.text for item in etree.fromstring(cloned()["xl/charts/chart4.xml"]).iter("{*}f")]
    assert formulas == ["'03 ''n Nieuw'!$A$1", "'03 ''n Nieuw'!$C$10:$C$13", "'03 ''n Nieuw'!$A$10:$A$13"]


def test_formulas_and_links_to_the_template_itself_point_at_the_clone():
    root = etree.fromstring(cloned()[NEW])
    assert [item.text for item in root.iter("{*}formula")] == ["'03 ''n Nieuw'!$A$5=1"]
    assert [item.get("location") for item in root.iter("{*}hyperlink")] == [
        "'Overzicht'!A1",
        "'03 ''n Nieuw'!A9",
    ]


def test_a_clone_is_not_selected_and_has_no_module():
    package = edited(
        fiche_book(),
        "xl/worksheets/sheet5.xml",
        "<sheetViews><sheetView ",
        '<sheetViews><sheetView tabSelected="1" ',
    )
    package = edited(
        package, "xl/worksheets/sheet5.xml", "<dimension", '<sheetPr codeName="Blad5"/><dimension'
    )
    assert b"tabSelected" not in cloned(package)[NEW]
    assert b"codeName" not in cloned(package)[NEW]


def test_a_clone_before_another_sheet_renumbers_names_and_the_active_tab():
    package = edited(
        fiche_book(), "xl/workbook.xml", "<workbookView ", '<workbookView activeTab="3" firstSheet="1" '
    )
    package = edited(package, "xl/worksheets/sheet1.xml", ' tabSelected="1"', "")
    after = patch(package, [CloneSheet(template="Sjabloon", name="nieuw", before="01 Project")])
    book = opened(after)
    assert book.sheetnames[:3] == ["Overzicht", "nieuw", "01 Project"]
    assert book.active.title == "Logboek"
    assert book["Logboek"].print_area == "'Logboek'!$A$1:$D$7"
    assert {name: book[name].print_title_rows for name in ("nieuw", "01 Project", "Sjabloon", "Logboek")} == {
        "nieuw": "$1:$3",
        "01 Project": "$1:$3",
        "Sjabloon": "$1:$3",
        "Logboek": None,
    }
    assert b'firstSheet="2"' in members(after)["xl/workbook.xml"]


def test_the_titles_in_the_properties_follow():
    app = cloned(before="Logboek")["docProps/app.xml"]
    titles = [item.text for item in etree.fromstring(app).find("{*}TitlesOfParts")[0]]
    assert titles[:5] == ["Overzicht", "01 Project", "02 Project", "03 'n Nieuw", "Logboek"]
    assert "'03 ''n Nieuw'!Print_Titles" in titles
    counts = [int(item.text) for item in etree.fromstring(app).iter("{*}i4")]
    assert sum(counts) == len(titles)


def test_new_parts_have_content_types_and_relationships():
    package = fiche_book()
    assert lint(patch(package, [CLONE])) == lint(package) == ()


def test_a_clone_of_a_clone_works():
    once = patch(fiche_book(), [CLONE])
    twice = patch(once, [CloneSheet(template=CLONE.name, name="04")])
    assert opened(twice)["04"]["B5"].value == "naam"


def test_images_are_shared_and_other_parts_copied():
    package = fiche_book()
    rels = relationships({"rId1": "chart ../charts/chart3.xml", "rId2": "image ../media/beeld.png"})
    types = members(package)["[Content_Types].xml"].decode()
    types = types.replace("<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', 1)
    package = altered(
        package,
        {
            "xl/drawings/_rels/drawing3.xml.rels": rels,
            "xl/media/beeld.png": b"png",
            "[Content_Types].xml": types,
        },
    )
    parts = cloned(package)
    assert [name for name in parts if "media" in name] == ["xl/media/beeld.png"]
    assert b"/xl/charts/chart4.xml" in parts["xl/drawings/_rels/drawing4.xml.rels"]
    assert b"../media/beeld.png" in parts["xl/drawings/_rels/drawing4.xml.rels"]


def test_a_template_with_a_pivot_is_refused():
    package = fiche_book()
    rels = members(package)["xl/worksheets/_rels/sheet5.xml.rels"].decode()
    pivot = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"'
    pivot = rels.replace(
        "</Relationships>", f'<Relationship Id="rId9" {pivot} Target="../pivot.xml"/></Relationships>'
    )
    assert refused(altered(package, {"xl/worksheets/_rels/sheet5.xml.rels": pivot}), CLONE) == "XA-G120"


@pytest.mark.parametrize(
    "name", ["", "x" * 32, "a/b", "a:b", "[a]", "a*", "a?", "a\\b", "'a", "a'", "History", "overzicht", "a\n"]
)
def test_a_name_that_excel_refuses_is_refused(name):
    assert refused(fiche_book(), CloneSheet(template="Sjabloon", name=name)) == "XA-G119"


@pytest.mark.parametrize("name", ["Logboek", "afspraken_nh_001", "twee woorden", "1x", "a-b"])
def test_a_table_name_that_is_taken_or_wrong_is_refused(name):
    edit = CloneSheet(template="Sjabloon", name="nieuw", table_names=(("Afspraken_SJABLOON", name),))
    assert refused(fiche_book(), edit) == "XA-G121"


def test_an_unknown_template_or_place_is_refused():
    assert refused(fiche_book(), CloneSheet(template="Weg", name="nieuw")) == "XA-G107"
    assert refused(fiche_book(), CloneSheet(template="Sjabloon", name="nieuw", before="Weg")) == "XA-G107"


@pytest.mark.parametrize(
    ("formula", "renamed"),
    [
        ("Oud!A1+'Oud'!B2", "'N''w'!A1+'N''w'!B2"),
        ('"Oud!A1"&OUD!A1', "\"Oud!A1\"&'N''w'!A1"),
        ("'Oud blad'!A1+NietOud!A1+[1]Oud!A1+'[1]Oud'!A1", "'Oud blad'!A1+NietOud!A1+[1]Oud!A1+'[1]Oud'!A1"),
    ],
)
def test_references_to_a_sheet_are_renamed_and_nothing_else(formula, renamed):
    assert rename_sheet(formula, "Oud", "N'w") == renamed


def test_references_to_a_table_are_renamed_and_nothing_else():
    assert (
        rename_table('SUM(T[q])+t[[#All],[q]]+XT[q]+"T[q]"', "T", "N")
        == 'SUM(N[q])+N[[#All],[q]]+XT[q]+"T[q]"'
    )


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


def test_core_says_who_and_when():
    edit = SetCore(modified=datetime(2026, 11, 2, 9, 30, tzinfo=UTC), last_modified_by="Programma & co")
    package = fiche_book()
    after = patch(package, [edit])
    properties = opened(after).properties
    assert (properties.modified, properties.lastModifiedBy) == (
        datetime(2026, 11, 2, 9, 30),
        "Programma & co",
    )
    assert [name for name, data in members(package).items() if members(after)[name] != data] == [
        "docProps/core.xml"
    ]


def test_core_is_made_when_it_is_missing():
    package = altered(fiche_book(), {"docProps/core.xml": None})
    rels = members(package)["_rels/.rels"].decode()
    rels = "".join(part for part in rels.split("\n") if part)
    start = rels.index("<Relationship ", rels.index("<Relationships ") + 5)
    kept = [piece for piece in rels[start:].split("/>") if "core-properties" not in piece]
    types = members(package)["[Content_Types].xml"].decode()
    core_type = "application/vnd.openxmlformats-package.core-properties+xml"
    core = f'<Override PartName="/docProps/core.xml" ContentType="{core_type}"/>'
    package = altered(
        package,
        {"_rels/.rels": rels[:start] + "/>".join(kept), "[Content_Types].xml": types.replace(core, "")},
    )
    assert lint(package) == ()
    after = patch(package, [SetCore(modified=datetime(2026, 1, 2), last_modified_by="ik")])
    assert opened(after).properties.lastModifiedBy == "ik"


@pytest.mark.parametrize("value", ["2", 5, 1.5, True, datetime(2026, 1, 2)])
@pytest.mark.parametrize("name", ["uitgifte", "nieuw"])
def test_a_custom_property_is_set_or_replaced(name, value):
    after = patch(fiche_book(), [SetProperty(name=name, value=value)])
    assert opened(after).custom_doc_props[name].value == value


def test_a_custom_property_is_removed():
    after = patch(fiche_book(), [SetProperty(name="uitgifte", value=None)])
    assert "uitgifte" not in opened(after).custom_doc_props.names


def test_the_properties_part_is_made_when_it_is_missing():
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    after = patch(buffer.getvalue(), [SetProperty(name="uitgifte", value="7")])
    assert opened(after).custom_doc_props["uitgifte"].value == "7"
    assert patch(buffer.getvalue(), [SetProperty(name="uitgifte", value=None)]) == buffer.getvalue()


@pytest.mark.libreoffice
@needs_soffice
def test_a_clone_opens_in_libreoffice_with_its_values(tmp_path):
    edits = [CLONE, AppendRows(table="Afspraken_NH_003", rows=tuple((n, "bouwen", None) for n in range(6)))]
    saved = converted(patch(fiche_book(), edits), tmp_path)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(saved)).get_sheet_by_name("03 'n Nieuw")
    rows = sheet.to_python(skip_empty_area=False)
    assert (rows[4][1], [row[0] for row in rows[9:15]]) == ("naam", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
