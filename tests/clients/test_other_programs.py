"""Saved by openpyxl, excelize or pandas, an issued copy says what it said; what is typed arrives."""

import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from edit_kinds import issued
from flows import rondgang as r

DOEL = r.veld(1, "doel")
SCRIPT = Path(__file__).with_name("excelize_save.py")


def by_openpyxl(data, change, folder):
    return r.through_openpyxl(data, lambda book: typed_in(book, change))


def by_excelize(data, change, folder):
    """Excelize is Go underneath: it runs in a process of its own."""
    source, target = folder / "in.xlsx", folder / "uit.xlsx"
    source.write_bytes(data)
    words = [word for one in change for word in one]
    command = [sys.executable, str(SCRIPT), str(source), str(target), *words]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target.read_bytes()


def by_pandas(data, change, folder):
    """Values only: no formulas, formats, lists, names or hidden sheets are left."""
    plain = {"sheet_name": None, "header": None, "keep_default_na": False, "na_values": [""]}
    sheets = pd.read_excel(io.BytesIO(data), engine="openpyxl", dtype=object, **plain)
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)
    return by_openpyxl(buffer.getvalue(), change, folder) if change else buffer.getvalue()


def typed_in(book, change):
    for sheet, cell, text in change:
        book[sheet][cell] = text


PROGRAMS = [by_openpyxl, by_excelize, by_pandas]


@pytest.mark.parametrize("partij", r.PARTIJEN)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_plain_save_is_no_edit(program, partij, tmp_path):
    found = r.merge(issued().master, program(r.copy_of(partij, issued()), [], tmp_path))
    assert found.verslagen[0].fout is None
    assert (r.counts(found), r.changed(issued().master, found.master)) == ({}, {})
    assert {f.code for f in found.findings} == set()


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_typed_arrives(program, tmp_path):
    copy = r.copy_of(r.LELYSTAD, issued())
    sheet, cell = r.places(copy)[DOEL]
    found = r.merge(issued().master, program(copy, [(sheet, cell, "Ruimte voor werk")], tmp_path))
    assert r.counts(found) == {"overgenomen": 1}
    assert r.changed(issued().master, found.master) == {DOEL: "Ruimte voor werk"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_save_of_a_filled_in_copy_says_the_same(program, tmp_path):
    values = {
        DOEL: "Wonen\nen werken",
        r.rij(1, 1, "planning"): 2029,
        r.rij(1, 2, "planning"): "Q3 2027",
        r.rij(1, 5, "activiteit"): "Bellen",
        r.veld(1, "locatie"): "NA",
        r.veld(1, "tijdspad"): "001",
    }
    filled = r.retour(r.LELYSTAD, values, issued())
    straight = r.merge(issued().master, filled)
    saved = r.merge(issued().master, program(filled, [], tmp_path))
    assert r.counts(saved) == r.counts(straight) == {"overgenomen": len(values)}
    assert r.shown(saved.master) == r.shown(straight.master)
