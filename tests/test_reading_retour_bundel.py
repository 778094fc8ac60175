"""A return that travels between processes arrives as it was."""

import pickle
from dataclasses import fields, replace
from datetime import date

from actielijst_xl.model.decisions import Cell, Key, LooseText, RetourRow, Unreadable
from tests.retour_builders import examine, issued_grid

CELLS = {
    "ibn": Cell(2031, "B7"),
    "datum": Cell(date(2027, 3, 1), "B8"),
    "doel": Cell(None, "B9"),
    "oordeel": Cell(Unreadable.CELL, "B10"),
    "vraag_energyboard": Cell(value=True, address="B11"),
}
ROW = RetourRow(fiche="x", tabel="afspraak", rij=None, cells=CELLS, nr="X-A1", sheet="Blad", origineel=False)
NOTE = LooseText(sheet="S", address="A1", text="t", opmerking=True, key=Key("x", "project", "", "ibn"))


def arrived(value):
    return pickle.loads(pickle.dumps(value, protocol=5))


def test_a_return_arrives_equal_in_every_part():
    retour = examine(issued_grid()).retour
    retour = replace(retour, rows=(*retour.rows, ROW), loose=(NOTE,))
    there = arrived(retour)
    assert there == retour
    assert {field.name: getattr(there, field.name) for field in fields(retour)} == {
        field.name: getattr(retour, field.name) for field in fields(retour)
    }


def test_cells_arrive_as_cells_with_what_could_not_be_read():
    there = arrived(replace(examine(issued_grid()).retour, rows=(ROW,))).rows[0]
    assert there.cells["oordeel"].value is Unreadable.CELL
    assert there.cells["ibn"].address == "B7"
    assert there.rij is None
    assert there.origineel is False


def test_a_return_travels_flat():
    packed = pickle.dumps(examine(issued_grid()).retour, protocol=5)
    assert b"RetourRow" not in packed
    assert b"Cell" not in packed
