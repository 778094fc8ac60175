"""A new list for a master in which there is no room: the rest is written, nothing is lost or overwritten."""

import io
import re

import openpyxl
import pytest
from flows import rondgang as r
from flows.test_rondgang_plaats import with_other_names
from flows.test_vernieuwen import DRIE, EEN, LIJST, NIEUW, TWEE, codes, lijst, made, met, project, update

from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits

# --- a full table of afspraken -------------------------------------------------------------------------


def full_master():
    """The master with every row of afspraken of the first fiche in use, and a note right below them."""
    spare = [plek.cells["activiteit"].address for plek in r.read(made()).reserve["p-1"]]
    sheet = r.read(made()).bladen["p-1"]
    [table] = openpyxl.load_workbook(io.BytesIO(made()))[sheet].tables.values()
    below = f"A{int(re.sub(r'.*[A-Z]', '', table.ref)) + 1}"
    used = [SetCell(sheet=sheet, cell=cell, value=f"Eigen {n}") for n, cell in enumerate(spare)]
    return apply_edits(made(), [*used, SetCell(sheet=sheet, cell=below, value="Notitie")]), (sheet, below)


def grown():
    """A list with another afspraak for a full fiche, a change elsewhere, and a new project."""
    return lijst(EEN, met(EEN, activiteit="Grond pachten"), met(TWEE, ibn=2031), DRIE, NIEUW)


def activities(data, fiche="p-1"):
    return {v for key, v in r.shown(data).items() if (key.fiche, key.veld) == (fiche, "activiteit")}


def test_an_afspraak_without_room_is_told_and_the_rest_of_the_list_is_written():
    master, (sheet, below) = full_master()
    found = update(master, grown())
    [full] = [f for f in found.findings if f.code == "XA-S061"]
    assert (full.details["fiche"], "Grond pachten" in full.details["waarden"]) == (sheet, True)
    assert "XA-S062" not in codes(found)
    assert "Grond pachten" not in activities(found.master)
    assert activities(found.master, "p-3") == {"Locatie kiezen"}
    assert r.shown(found.master)[project("p-2", "ibn")] == 2031
    assert openpyxl.load_workbook(io.BytesIO(found.master))[sheet][below].value == "Notitie"
    assert not lint(found.master)


def test_the_same_list_says_again_what_has_no_room_and_changes_no_byte():
    once = update(full_master()[0], grown())
    again = update(once.master, grown())
    assert (again.master == once.master, "XA-S061" in codes(again)) == (True, True)


@pytest.mark.parametrize("run", [lambda data: update(data, grown()), r.merge])
def test_it_is_written_once_there_is_room(run):
    master, (sheet, below) = full_master()
    full = update(master, grown()).master
    done = run(apply_edits(full, [SetCell(sheet=sheet, cell=below, value=None)]))
    assert "Grond pachten" in activities(done.master)
    assert "XA-S061" not in codes(done)
    assert [row.get("wordt") for row in r.book(done.master, "logboek")].count("Grond pachten") == 1


# --- text below Overzicht and Monitoring ----------------------------------------------------------------


@pytest.mark.parametrize("naam", ["overzicht", "monitoring"])
def test_a_row_of_a_new_project_is_whole_where_text_stands_lower_on_the_sheet(naam):
    tabel = r.read(made()).tabellen[naam]
    first, last = tabel.kop_rij + 1, tabel.kop_rij + len(tabel.rijen)
    noted = apply_edits(made(), [SetCell(sheet=tabel.sheet, cell=f"B{last + 5}", value="Notitie")])
    plain, found = (update(data, lijst(*LIJST, NIEUW)).master for data in (made(), noted))
    rows = [
        [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last + 4)]
        for sheet in (openpyxl.load_workbook(io.BytesIO(data))[tabel.sheet] for data in (plain, found))
    ]
    assert rows[0] == rows[1]
    below = openpyxl.load_workbook(io.BytesIO(found))[tabel.sheet]
    assert [c.value for row in below.iter_rows(min_row=last + 5) for c in row if c.value] == ["Notitie"]


def test_tables_with_another_name_get_the_rows_of_a_new_project():
    renamed = with_other_names(made())
    plain, found = (update(data, lijst(*LIJST, NIEUW)).master for data in (made(), renamed))
    assert r.shown(found) == r.shown(plain)
    assert len(r.book(found, "overzicht")) == len(r.book(plain, "overzicht"))
