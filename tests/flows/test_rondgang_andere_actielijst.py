"""A copy of another actielijst is no return; numbers and names of parties are the same there."""

from functools import cache

import openpyxl
import pytest
from flows import rondgang as r
from masters import master, project

DOEL = r.veld(1, "doel")


@cache
def elsewhere():
    """Another province, with the same uitgifte, the same number of a project and the same netbeheerder."""
    other = project(
        "NH-1", "Station Elders", projectfase="Realisatiefase", gemeente="Goes", netbeheerder="Liander"
    )
    return r.issue(master((other,), own=r.SETTINGS))


def strange(values):
    return r.retour(r.LIANDER, values, elsewhere())


def test_a_copy_of_another_actielijst_is_skipped():
    found = r.merge(r.issued().master, ("liander.xlsx", strange({DOEL: "elders"})))
    assert found.verslagen[0].fout.code == "XA-S008"
    assert found.master == r.issued().master


def test_the_refusal_names_the_province_of_the_other_one():
    found = r.merge(r.issued().master, strange({}))
    assert "(Voorbeeldland)" in str(found.verslagen[0].fout)


def test_it_does_not_stop_the_others():
    own = r.retour(r.LIANDER, {DOEL: "hier"})
    found = r.merge(r.issued().master, strange({DOEL: "elders"}), own)
    assert r.changed(r.issued().master, found.master) == {DOEL: "hier"}


def without_layers(book):
    """As a values-only export leaves it: no hidden sheet and no properties."""
    del book["_beheer"]
    for name in tuple(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def test_the_sheets_of_fiches_alone_tell_it_too():
    found = r.merge(r.issued().master, r.through_openpyxl(strange({DOEL: "elders"}), without_layers))
    assert found.verslagen[0].fout.code == "XA-S008"


@pytest.mark.parametrize("gone", [True, False])
def test_a_copy_without_the_mark_is_read(gone):
    def unmark(book):
        without_layers(book)
        for sheet in book:
            for row in sheet:
                for cell in row:
                    if gone and str(cell.value).startswith("actielijst:"):
                        cell.value = None

    found = r.merge(r.issued().master, r.through_openpyxl(r.retour(r.LIANDER, {DOEL: "hier"}), unmark))
    assert r.changed(r.issued().master, found.master) == {DOEL: "hier"}


def test_a_sheet_of_another_actielijst_pasted_into_a_copy_is_set_aside():
    source = openpyxl.load_workbook(r.io.BytesIO(strange({DOEL: "elders"})))
    sheet = next(s for s in source if s.title.startswith("NH-1"))

    def paste(book):
        del book[next(s.title for s in book if s.title.startswith("NH-1"))]
        target = book.create_sheet("geplakt")
        for row in sheet:
            for cell in row:
                target[cell.coordinate] = cell.value

    found = r.merge(r.issued().master, r.through_openpyxl(r.copy_of(r.LIANDER), paste))
    assert r.changed(r.issued().master, found.master) == {}
    assert "XA-L175" in {f.code for f in found.findings}
