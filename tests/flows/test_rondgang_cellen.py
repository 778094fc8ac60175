"""What stands in one cell of a return costs that cell at most: a finding, never a crash, never a blank."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from flows import rondgang as r

MARK = "MERKTEKEN"
KEY = r.veld(1, "doel")
OTHER = r.veld(2, "doel")


def with_text(text: str) -> bytes:
    """A return in which a text of one cell is these characters of XML."""
    return _changed(lambda part: part.replace(MARK.encode(), text.encode("utf-8", "surrogatepass")))


def with_cell(inside: str) -> bytes:
    """A return in which one cell is `<c ... inside`."""

    def put(part: bytes) -> bytes:
        cell = rb"<c ([^<>]*?)>(?:<is><t[^<>]*>|<v>)" + MARK.encode() + rb"(?:</t></is>|</v>)</c>"
        return re.sub(cell, lambda m: b"<c " + re.sub(rb' ?t="[^"]*"', b"", m[1]) + inside.encode(), part)

    return _changed(put)


def _changed(change) -> bytes:
    data, out, hits = r.retour(r.LELYSTAD, {KEY: MARK, OTHER: "gewoon"}), io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            hits += part != change(part)
            new.writestr(name, change(part))
    assert hits == 1
    return out.getvalue()


def outcome(data: bytes):
    done = r.merge(r.issued().master, data)
    place = r.places(r.copy_of(r.LELYSTAD))[KEY][1]
    codes = {finding.code for finding in done.findings if finding.cell == place}
    return r.shown(done.master).get(KEY), codes, r.counts(done), r.shown(done.master).get(OTHER)


SIGNS = ("a_x0001_b", "_x0007_", "a_x0000_b", "a\u202eb", "a\u2066b", "\u202d", "a\ufffeb", "a\x7fb")


@pytest.mark.parametrize("text", SIGNS, ids=ascii)
def test_control_and_bidi_characters_cost_their_cell(text):
    assert outcome(with_text(text)) == (None, {"XA-L192", "XA-S020"}, {"overgenomen": 1}, "gewoon")


@pytest.mark.parametrize("text", ["x" * 32_768, "\U0001f600" * 16_384], ids=["latin", "pairs"])
def test_a_text_longer_than_a_cell_holds_costs_its_cell(text):
    assert outcome(with_text(text)) == (None, {"XA-L193", "XA-S020"}, {"overgenomen": 1}, "gewoon")


@pytest.mark.parametrize("text", ["x" * 32_767, "\U0001f600" * 1_000, "a\u200eb", "regel\nregel"], ids=len)
def test_long_and_odd_but_honest_texts_are_taken_over(text):
    assert outcome(with_text(text)) == (text, set(), {"overgenomen": 2}, "gewoon")


@pytest.mark.parametrize("value", ["NaN", "1e999", "-1e999", "inf"])
def test_what_is_no_number_costs_its_cell(value):
    found = outcome(with_cell(f"><v>{value}</v></c>"))
    assert found == (None, {"XA-L194", "XA-S020"}, {"overgenomen": 1}, "gewoon")


@pytest.mark.parametrize(
    "cell",
    [
        ' t="e"><v>#REF!</v></c>',
        ' t="e"><v>#SPILL!</v></c>',
        "><f>1+1</f></c>",
        "><f>1+1</f><v/></c>",
        ' t="s"><v>999999</v></c>',
    ],
)
def test_an_error_a_formula_without_value_and_a_lost_text_are_unreadable_and_never_blank(cell):
    assert outcome(with_cell(cell)) == (None, {"XA-S020"}, {"overgenomen": 1}, "gewoon")


@pytest.mark.parametrize("text", ["_xD800_", "a_xDFFF_b", "_xD83D__xDE00_"])
def test_half_a_pair_of_surrogates_stays_the_escape_that_it_was(text):
    assert outcome(with_text(text)) == (text, set(), {"overgenomen": 2}, "gewoon")


@pytest.mark.parametrize("text", ["a\x01b", "a\ud800b"], ids=ascii)
def test_bytes_that_no_xml_may_have_refuse_the_file(text):
    [report] = r.merge(r.issued().master, with_text(text)).verslagen
    assert report.fout is not None
    assert report.fout.code == "XA-L121"


@pytest.mark.parametrize("text", ["a&#1;b", "a&#xD800;b", "&nietbekend;"])
def test_references_to_characters_that_are_none_never_clear_a_field(text):
    done = r.merge(r.issued().master, with_text(text))
    assert done.findings or done.verslagen[0].fout
    assert r.changed(r.made(), done.master).keys() <= {OTHER}


DAYS = ("2958466", "-1", "99999999", "1e15", "0", "60", "0.5", "-0.0", "1e-300", "1e308")


@pytest.mark.parametrize("serial", DAYS)
@pytest.mark.parametrize(
    "key", [r.rij(1, 1, "planning"), r.veld(1, "haalbaarheid_ibn")], ids=lambda k: k.veld
)
def test_a_day_out_of_range_is_told_or_kept_and_never_clears(serial, key):
    data = r.retour(r.LELYSTAD, {key: 46_000})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>46000</v>", f"<v>{serial}</v>".encode()))
    before = r.shown(r.issued().master)[key]
    done = r.merge(r.issued().master, out.getvalue())
    assert done.verslagen[0].fout is None
    assert r.shown(done.master).get(key) not in (None, "")
    assert r.shown(done.master)[key] == before or done.verslagen[0].ledger.counts


def test_many_bad_cells_are_told_up_to_a_number():
    data = r.retour(r.LELYSTAD, {key: f"{MARK}{n}" for n, key in enumerate(text_fields())})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(MARK.encode(), b"_x0001_" * 3))
    done = r.merge(r.issued().master, out.getvalue())
    told = [finding for finding in done.findings if finding.code == "XA-L192"]
    assert 10 < len(told) <= 100
    assert r.changed(r.made(), done.master) == {}


def text_fields():
    return [
        key for key in r.places(r.copy_of(r.LELYSTAD)) if key.veld in ("doel", "aanleiding", "activiteit")
    ]


def test_a_moment_where_a_day_belongs_is_taken_over():
    keys = {
        key: datetime(2027, 3, 1, 14, 30) for key in (r.rij(1, 1, "planning"), r.veld(1, "bijgewerkt_op"))
    }
    done = r.merge(r.issued().master, r.retour(r.LELYSTAD, keys))
    assert r.changed(r.issued().master, done.master) == keys


@pytest.mark.parametrize("text", ["#REF!", "#VERW!", "#N/B", "#NAAM?", "#DIV/0!", "Fout:508", "########"])
def test_what_a_failed_formula_shows_costs_its_cell_when_a_program_saved_it_as_text(text):
    assert outcome(with_text(text)) == (None, {"XA-S020"}, {"overgenomen": 1}, "gewoon")


@pytest.mark.parametrize("text", ["#1", "# Kop", "Fout: zie brief", "#REF", "##"])
def test_a_text_that_only_looks_like_an_error_is_a_text(text):
    assert outcome(with_text(text)) == (text, set(), {"overgenomen": 2}, "gewoon")
