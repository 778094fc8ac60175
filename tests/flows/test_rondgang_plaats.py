"""A table of afspraken that is full: the rest is written, nothing is lost, and the next merge tries again."""

import io
import re

import openpyxl
import pytest
from flows import rondgang as r
from packages import altered, members

from actielijst_xl.errors import UsageError
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.usecases import toestand

ELSEWHERE = r.veld(3, "doel")
OWN_TEXT = "Let op: eigen tekst"


def with_text_below(data, *, rows_below=1, column="A"):
    """The master with a note of somebody below the table of the first fiche."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    name = r.read(data).bladen["nh-1"]
    [table] = book[name].tables.values()
    row = int("".join(c for c in table.ref.split(":")[1] if c.isdigit())) + rows_below
    return apply_edits(data, [SetCell(sheet=name, cell=f"{column}{row}", value=OWN_TEXT)]), f"{column}{row}"


def without_text(data, cell):
    return apply_edits(data, [SetCell(sheet=r.read(data).bladen["nh-1"], cell=cell, value=None)])


def full_return(partij, uitgegeven):
    """A return that fills in every spare row of the first fiche."""
    spare = [
        key
        for key in r.places(r.copy_of(partij, uitgegeven))
        if (key.fiche, key.tabel, key.veld) == ("nh-1", "afspraak", "activiteit")
        and int(key.rij.rpartition("a")[2]) > 2
    ]
    values = {key: f"{partij} {key.rij}" for key in spare}
    return r.retour(partij, values, uitgegeven), set(values.values())


def answers():
    first, said = full_return(r.LELYSTAD, r.issued())
    second, also_said = full_return(r.LIANDER, r.issued())
    elsewhere = r.retour(r.TENNET, {ELSEWHERE: "Elders"})
    return (("a.xlsx", first), ("b.xlsx", second), ("c.xlsx", elsewhere)), said | also_said


def activities(data):
    return {v for k, v in r.shown(data).items() if (k.fiche, k.veld) == ("nh-1", "activiteit")}


def told(merged):
    return [f for f in merged.findings if f.code == "XA-S061"]


def test_what_fits_is_written_and_each_other_row_is_named_with_its_values():
    master, cell = with_text_below(r.issued().master)
    retouren, said = answers()
    merged = r.merge(master, *retouren)
    there = activities(merged.master) & said
    missing = said - there
    assert there
    assert missing
    assert r.shown(merged.master)[ELSEWHERE] == "Elders"
    assert len(told(merged)) == len(missing)
    assert all(any(text in f.details["waarden"] for f in told(merged)) for text in missing)
    assert {f.details["fiche"] for f in told(merged)} == {r.read(master).bladen["nh-1"]}
    assert lint(merged.master) == ()
    book = openpyxl.load_workbook(io.BytesIO(merged.master))
    assert book[r.read(master).bladen["nh-1"]][cell].value == OWN_TEXT


def test_the_rows_up_to_the_text_are_used():
    retouren, _ = answers()
    tight, _ = with_text_below(r.issued().master)
    loose, _ = with_text_below(r.issued().master, rows_below=3)
    assert len(told(r.merge(tight, *retouren))) == len(told(r.merge(loose, *retouren))) + 2


def test_a_merge_without_anything_new_changes_nothing_and_says_it_again():
    master, _ = with_text_below(r.issued().master)
    once = r.merge(master, *answers()[0])
    again = r.merge(once.master)
    assert again.master == once.master
    assert [f.details for f in told(again)] == [f.details for f in told(once)]


def test_the_absence_of_such_a_row_is_no_decision_and_it_comes_once_there_is_room():
    master, cell = with_text_below(r.issued().master)
    retouren, said = answers()
    full = r.merge(master, *retouren).master
    done = r.merge(without_text(full, cell))
    assert said <= activities(done.master)
    assert told(done) == []
    logged = [row.get("wordt") for row in r.book(done.master, "logboek")]
    assert sorted(text for text in logged if text in said) == sorted(said)


def test_the_next_uitgifte_in_between_loses_no_row():
    master, cell = with_text_below(r.issued().master)
    retouren, said = answers()
    full = r.issue(r.merge(master, *retouren).master)
    assert any(f.code == "XA-S061" for f in full.findings)
    still = r.merge(full.master)
    assert told(still)
    done = r.merge(without_text(still.master, cell))
    assert said <= activities(done.master)
    assert told(done) == []


def test_a_row_that_the_province_typed_below_the_table_joins_it():
    master, cell = with_text_below(r.issued().master, rows_below=4, column="B")
    retouren, said = answers()
    done = r.merge(master, *retouren)
    assert said | {OWN_TEXT} <= activities(done.master)
    assert told(done) == []
    [table] = openpyxl.load_workbook(io.BytesIO(done.master))[r.read(master).bladen["nh-1"]].tables.values()
    assert int(table.ref.rpartition("I")[2]) > int(cell[1:])


def test_a_fiche_without_its_table_stops_nothing():
    def convert(book):
        [name] = [s.title for s in book if s.title == r.read(r.issued().master).bladen["nh-1"]]
        book[name].tables.clear()

    master = r.through_openpyxl(r.issued().master, convert)
    merged = r.merge(master, *answers()[0])
    assert r.shown(merged.master)[ELSEWHERE] == "Elders"
    assert {f.code for f in merged.findings} == {"XA-S062"}


def test_once_the_cells_are_a_table_again_the_rows_come():
    def convert(book):
        sheet = book[r.read(r.issued().master).bladen["nh-1"]]
        areas.append(sheet.tables.popitem()[1].ref)

    def again(book):
        sheet = book[r.read(r.issued().master).bladen["nh-1"]]
        sheet.add_table(openpyxl.worksheet.table.Table(displayName="Tabel1", ref=areas[0]))

    areas: list[str] = []
    retouren, said = answers()
    merged = r.merge(r.through_openpyxl(r.issued().master, convert), *retouren).master
    done = r.merge(r.through_openpyxl(merged, again))
    assert said <= activities(done.master)
    assert "XA-S062" not in {f.code for f in done.findings}


def with_other_names(data):
    """Every table of the master under a name that somebody gave it."""
    renamed = {
        name: re.sub(rb' (name|displayName)="(\w+)"', rb' \1="Mijn_\2"', part, count=2)
        for name, part in members(data).items()
        if name.startswith("xl/tables/")
    }
    return altered(data, renamed)


def test_tables_with_another_name_are_filled_all_the_same():
    master = with_other_names(r.issued().master)
    retouren, said = answers()
    done = r.issue(r.merge(master, *retouren).master).master
    assert said <= activities(done)
    assert len(r.book(done, "logboek")) > len(said)
    assert lint(done) == ()
    book = openpyxl.load_workbook(io.BytesIO(done))
    assert "Mijn_Conflicten" in book["Conflicten"].tables


def test_a_table_with_a_total_row_says_why_there_is_no_room():
    name = r.read(r.issued().master).bladen["nh-1"]
    part = next(
        n for n, p in members(r.issued().master).items() if n.startswith("xl/tables/") and b"_NH_1" in p
    )
    text = members(r.issued().master)[part].replace(b'totalsRowShown="0"', b'totalsRowCount="1"')
    merged = r.merge(altered(r.issued().master, {part: text}), *answers()[0])
    assert {f.details["fiche"] for f in told(merged)} == {name}


# --- a return counts again ---------------------------------------------------------------------------


def redo(data, name):
    return toestand.redo(data, "actielijst.xlsx", name, settings=r.SETTINGS, moment=r.MOMENT)


def undo(data, name):
    return toestand.undo(data, "actielijst.xlsx", name, settings=r.SETTINGS, moment=r.MOMENT)


def test_redo_gives_back_what_undo_took():
    merged = r.merge(r.issued().master, ("a.xlsx", r.retour(r.TENNET, {ELSEWHERE: "Elders"}))).master
    done = redo(undo(merged, "a.xlsx").master, "A.xlsx")
    assert (done.retour, r.changed(merged, done.master)) == ("a.xlsx", {})
    assert r.book(done.master, "uitgiftes") == r.book(merged, "uitgiftes")


def test_only_a_return_that_was_taken_back_can_count_again():
    merged = r.merge(r.issued().master, ("a.xlsx", r.retour(r.TENNET, {ELSEWHERE: "Elders"}))).master
    with pytest.raises(UsageError) as refused:
        redo(merged, "a.xlsx")
    assert refused.value.code == "XA-S060"
