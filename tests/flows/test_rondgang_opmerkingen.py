"""Notes on cells of a return: in the report with their field, on Logboek, and never in a field."""

import io
import zipfile

import openpyxl
import pytest
from flows import rondgang as r
from openpyxl.comments import Comment
from openpyxl.styles import Font

from actielijst_xl.package.lint import lint

SHAPE = (
    b"<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>60</xdr:row></xdr:from><xdr:sp><xdr:txBody>"
    b'<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:r><a:t>Niet akkoord</a:t></a:r>'
    b"</a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor>"
)
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


def test_text_that_is_struck_through_is_told():
    sheet, cell = r.places(r.copy_of(r.LELYSTAD))[r.rij(1, 1, "activiteit")]

    def strike(book):
        book[sheet][cell].font = Font(strike=True)

    done = r.merge(r.issued().master, r.through_openpyxl(r.copy_of(r.LELYSTAD), strike))
    assert [(f.code, f.sheet, f.cell, f.value) for f in done.findings] == [
        ("XA-S099", sheet, cell, "Projectbesluit maken")
    ]


def test_text_in_a_shape_is_kept_as_text_outside_the_fields():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(r.copy_of(r.LELYSTAD))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</xdr:wsDr>", SHAPE + b"</xdr:wsDr>"))
    done = r.merge(r.issued().master, out.getvalue())
    told = {f.value for f in done.findings if f.code == "XA-S021"}
    logged = {row.get("wordt") for row in r.book(done.master, "logboek")}
    assert told == {"Niet akkoord"}
    assert "Niet akkoord" in logged
