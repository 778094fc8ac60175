"""Core and custom properties of a package: set, made, removed."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from actielijst_xl.package.edits import SetCore, SetProperty
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import patch
from tests.packages import altered, fiche_book, members, opened


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
