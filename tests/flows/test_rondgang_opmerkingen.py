"""Notes on cells of a return: in the report with their field, on Logboek, and never in a field."""

import io

import openpyxl
import pytest
from flows import rondgang as r
from openpyxl.comments import Comment

from actielijst_xl.package.lint import lint

DOEL, PUNT = r.veld(1, "doel"), r.veld(1, "aandachtspunten")


def noted(data, notes):
    """A copy with notes, saved by openpyxl; by field or by (sheet, address)."""
    where = r.places(data)

    def change(book):
        for key, text in notes.items():
            sheet, cell = where.get(key, key)
            book[sheet][cell].comment = Comment(text, "Jan")

    return r.through_openpyxl(data, change)


def on_logboek(data):
    return [
        (row["gebeurtenis"], row["afzender"], row["fiche"], row["veld"].partition(" (")[0], row["wordt"])
        for row in r.book(data, "logboek")
        if row["gebeurtenis"] == "Opmerking"
    ]


def test_a_note_on_a_field_is_told_with_its_field_and_stands_on_logboek():
    data = noted(r.retour(r.LELYSTAD, {PUNT: "Kabel"}), {DOEL: "Klopt dit nog?"})
    merged = r.merge(r.issued().master, ("lelystad.xlsx", data))
    [found] = [f for f in merged.findings if f.code == "XA-S091"]
    fiche = r.read(merged.master).bladen["nh-1"]
    assert (found.file, found.sheet, found.value) == ("lelystad.xlsx", fiche, "Klopt dit nog?")
    assert (found.details["veld"], found.details["fiche"]) == ("Doel", fiche)
    assert on_logboek(merged.master) == [("Opmerking", r.LELYSTAD, fiche, "Doel", "Klopt dit nog?")]
    assert r.changed(r.issued().master, merged.master) == {PUNT: "Kabel"}


def test_a_note_beside_the_fields_is_kept_too():
    merged = r.merge(r.issued().master, noted(r.copy_of(r.LELYSTAD), {("Monitoring", "A1"): "Mooi blad"}))
    assert [f.code for f in merged.findings] == ["XA-S092"]
    assert [line[-1] for line in on_logboek(merged.master)] == ["Mooi blad"]


def test_a_note_that_looks_like_a_formula_or_is_very_long_is_text_on_logboek():
    notes = {DOEL: '=HYPERLINK("http://x")', PUNT: "x" * 20_000}
    merged = r.merge(r.issued().master, noted(r.copy_of(r.LELYSTAD), notes))
    assert not lint(merged.master)
    book = openpyxl.load_workbook(io.BytesIO(merged.master))
    cells = [c for row in book["Logboek"].iter_rows() for c in row if c.value]
    assert {c.data_type for c in cells if str(c.value).startswith(("=", "x"))} == {"s"}
    assert any("(20000 tekens)" in str(c.value) for c in cells)


def test_the_same_file_with_a_new_note_is_a_copy_of_which_the_note_is_kept():
    first = r.merge(r.issued().master, noted(r.copy_of(r.LELYSTAD), {DOEL: "een"}))
    second = r.merge(first.master, noted(r.copy_of(r.LELYSTAD), {DOEL: "een", PUNT: "twee"}))
    assert sorted(f.code for f in second.findings) == ["XA-S003", "XA-S091"]
    assert [line[-1] for line in on_logboek(second.master)] == ["een", "twee"]
    third = r.merge(second.master, noted(r.copy_of(r.LELYSTAD), {PUNT: "twee"}))
    assert third.master == second.master


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xlsx", "xls"])
def test_a_note_survives_libreoffice_or_its_loss_is_told(libreoffice, kind):
    data = libreoffice(noted(r.copy_of(r.LELYSTAD), {DOEL: "Klopt dit nog?"}), kind)
    merged = r.merge(r.issued().master, (f"retour.{kind}", data))
    codes = {f.code for f in merged.findings}
    if kind == "xls":
        assert "XA-S094" in codes
    else:
        assert [line[3:] for line in on_logboek(merged.master)] == [("Doel", "Klopt dit nog?")]
