"""Whatever somebody types, no formula, link, DDE or macro comes out of it: from list to master, and back.

List -> check -> report; list -> master -> copies -> returns -> merge -> master, answers. LibreOffice
calculates the outcome anew, and every text is still that text.
"""

import io
import json
import unicodedata
from datetime import date
from functools import cache

import openpyxl
import pytest
import tekst_blijft_tekst as t
from flows import rondgang as r
from masters import settings

from actielijst_xl.model.canon import canon
from actielijst_xl.usecases import check, generate
from tests import workbooks

OWN = settings(provincie={"naam": "=Voorbeeldland", "uitgave": "+2026", "mail": "@x"})
DAY = date(2026, 11, 1)


def lijst() -> bytes:
    """A list in which every value, a header and a name of a sheet look like something that acts."""
    head = ["Projectnummer", "Projectnaam", "Projectfase", "Gemeente", "Omschrijving", "IBN", "=1+1", "@kop"]
    rows: list[list[object]] = [head]
    for n, value in enumerate(t.DANGEROUS, 1):
        clean = "".join(c for c in value if c.isprintable())
        # a name with an escape in it is another name to each program
        name = clean.replace("_x003D_", "x")
        rows.append([f"=P{n}", name, "Projectfase", "Lelystad", value, 2029, value, clean])
    return workbooks.xlsx({"=lijst": rows})


@cache
def checked():
    return check(io.BytesIO(lijst()), settings=OWN, peildatum=DAY, rapport=True)


@cache
def generated() -> bytes:
    return generate(io.BytesIO(lijst()), settings=OWN, peildatum=DAY, ook_met_fouten=True).data


def test_the_report_of_a_list_holds_nothing_that_acts():
    report = checked().rapport
    assert report is not None
    t.assert_no_live_content(report)


def test_a_master_made_of_it_holds_nothing_that_acts():
    t.assert_no_live_content(generated())
    t.assert_stays_text_when_edited(generated())


def test_a_master_made_of_it_says_each_value_as_it_was_typed():
    found = {canon(value, "tekst") for kind, value in t.cells_of(generated()).values() if kind == "s"}
    lost = [value for value in t.DANGEROUS if canon(value, "tekst") not in found]
    assert lost == []


def test_copies_of_it_hold_nothing_that_acts():
    out = r.issue(generated(), settings=OWN)
    assert out.bestanden
    for data in (out.master, *out.bestanden.values()):
        t.assert_no_live_content(data)
        t.assert_stays_text_when_edited(data)


FREE = ("omschrijving", "aanleiding", "doel", "kansen_knelpunten", "tijdspad", "ruimtegebruik")


def returns() -> list[bytes]:
    """Returns of two parties, with all values in text fields, in conflict with each other where they meet."""
    found = []
    for partij, turn in ((r.LELYSTAD, 0), (r.URK, 1)):
        fields = [
            key
            for key in r.places(r.copy_of(partij))
            if key.veld in (*FREE, "activiteit", "trekker", "planning", "oordeel", "aandachtspunten")
        ]
        values = dict(zip(fields, t.DANGEROUS[turn:] + t.DANGEROUS, strict=False))
        found.append(loose(r.retour(partij, values)))
    return found


def loose(data: bytes) -> bytes:
    """The same return with a sheet, notes and texts outside the fields."""

    def add(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("'=1+1'!")
        for n, value in enumerate(t.DANGEROUS, 1):
            sheet.cell(n, 1).value = "".join(c for c in value if c.isprintable())
            sheet.cell(n, 1).data_type = "s"
        sheet["C1"].hyperlink = "http://kwaad.example/"
        book.properties.title = "=1+1"

    return r.through_openpyxl(data, add)


@cache
def merged():
    return r.merge(r.issued().master, *((f"=retour{n}.xlsx", data) for n, data in enumerate(returns())))


def test_a_master_that_took_returns_in_holds_nothing_that_acts():
    done = merged()
    assert done.conflicten
    assert sum(r.counts(done).values()) > 5
    t.assert_no_live_content(done.master)
    t.assert_stays_text_when_edited(done.master)


def test_what_a_party_typed_stands_in_the_master_or_in_its_books():
    shown = json.dumps([str(value) for _, value in t.cells_of(merged().master).values()], ensure_ascii=False)
    for value in t.DANGEROUS:
        text = value.strip().replace("\r\n", "\n").replace("\\", "\\\\").replace('"', '\\"').split("\n")[0]
        assert unicodedata.normalize("NFC", text) in shown, value


def test_a_second_uitgifte_of_it_holds_nothing_that_acts():
    for data in r.issue(merged().master).bestanden.values():
        t.assert_no_live_content(data)
        t.assert_stays_text_when_edited(data)


@pytest.mark.libreoffice
@pytest.mark.parametrize("which", ["generated", "merged", "report"])
def test_libreoffice_calculates_anew_and_every_text_is_still_that_text(libreoffice, which):
    data = {
        "generated": generated,
        "merged": lambda: merged().master,
        "report": lambda: checked().rapport,
    }[which]()
    assert data is not None
    before, after = t.cells_of(data), t.cells_of(libreoffice(data, "xlsx"))
    texts = {place: value for place, (kind, value) in before.items() if kind in ("s", "inlineStr")}
    changed = {
        place: (value, after.get(place))  # (what it was, what it became)
        for place, value in texts.items()
        if str(value).strip().startswith(t.STARTS)
        and (after.get(place, ("", ""))[0] == "f" or canon(after[place][1], "tekst") != canon(value, "tekst"))
    }
    assert changed == {}
    formulas = {place for place, (kind, _) in after.items() if kind == "f"}
    assert formulas <= {place for place, (kind, _) in before.items() if kind == "f"}
