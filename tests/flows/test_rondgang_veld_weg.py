"""A field of which the official took the row away: a return that fills it in stops nothing."""

from flows.rondgang import LELYSTAD, SETTINGS, changed, counts, issued, merge, read, retour, shown, veld

from actielijst_xl.model.address import address, parse_address
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid

DOEL, PUNT = veld(1, "doel"), veld(1, "aandachtspunten")
LABEL = SETTINGS.fields["doel"].label


def label_and_key(data):
    """The texts by which the row of the field is known, by address, on the sheet of the fiche."""
    plek = read(data).places[DOEL]
    row, _ = parse_address(plek.address)
    cells = next(s for s in read_grid(data, "a.xlsx").sheets if s.name == plek.sheet).rows[row]
    known = (LABEL, "veld:doel")
    return plek.sheet, {address(row, col): text for col, text in enumerate(cells) if text in known}


def without_field(data):
    sheet, texts = label_and_key(data)
    return apply_edits(data, [SetCell(sheet=sheet, cell=cell, value=None) for cell in texts])


def with_field(data):
    sheet, texts = label_and_key(issued().master)
    return apply_edits(data, [SetCell(sheet=sheet, cell=cell, value=text) for cell, text in texts.items()])


def test_the_rest_is_written_and_the_value_is_named():
    master = without_field(issued().master)
    merged = merge(master, retour(LELYSTAD, {DOEL: "Woningen", PUNT: "Kabel"}))
    assert changed(master, merged.master) == {PUNT: "Kabel"}
    assert [(f.code, f.value) for f in merged.findings] == [("XA-S098", "Woningen")]
    assert counts(merged) == {"overgenomen": 2}


def test_the_next_merge_says_it_again_and_decides_nothing():
    master = without_field(issued().master)
    first = merge(master, retour(LELYSTAD, {DOEL: "Woningen"}))
    second = merge(first.master)
    assert [f.code for f in second.findings] == ["XA-S098"]
    assert second.master == first.master


def test_the_value_is_written_once_the_field_is_back():
    master = without_field(issued().master)
    first = merge(master, retour(LELYSTAD, {DOEL: "Woningen"}))
    after = merge(with_field(first.master))
    assert shown(after.master)[DOEL] == "Woningen"
    assert after.findings == ()
