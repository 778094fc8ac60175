"""After merges LibreOffice computes in the master what stands there already, and shows text as text."""

import io
import random
from datetime import date, datetime

import pytest
from flows import rondgang as r
from flows.test_rondgang_behoud import drop_names, moved, renamed
from masters import formula_values, without_cached_values
from openpyxl import load_workbook
from test_libreoffice_master import differences

from actielijst_xl.model.field import Rol, Soort
from actielijst_xl.package.edits import SetCached, SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits

pytestmark = pytest.mark.libreoffice


def returns(out):
    """Returns that change everything that a formula looks at, and bring new rows."""
    lelystad = {
        r.rij(1, 1, "status"): "Gereed",
        r.rij(1, 2, "planning"): "Q3 2026",
        r.rij(1, 3, "activiteit"): "Nieuw",
        r.rij(1, 3, "planning"): "Q1 2025",
        r.rij(1, 4, "activiteit"): "=1+1",
        r.veld(2, "vraag_energyboard"): "Mag het?",
        r.veld(1, "oordeel"): "Knelpunt",
        r.veld(2, "bijgewerkt_op"): date(2026, 11, 2),
        r.veld(1, "locatie"): "Kade",
    }
    liander = {
        r.veld(1, "ibn"): date(2030, 5, 1),
        r.veld(1, "haalbaarheid_ibn"): "Q4 2044",
        r.veld(2, "haalbaarheid_ibn"): 2031,
        r.veld(1, "projectfase"): "Realisatiefase",
        r.veld(2, "projectfase"): "Verkenningsfase",
        r.veld(1, "type_infra"): "Iets anders",
        r.rij(2, 2, "activiteit"): "Meer",
        r.rij(2, 2, "planning"): date(2026, 1, 1),
        r.rij(2, 1, "planning"): 2024,
    }
    tennet = {
        r.veld(3, "ibn"): "n.t.b.",
        r.veld(3, "haalbaarheid_ibn"): "wissen",
        r.veld(3, "oordeel"): "wissen",
        r.veld(2, "type_infra"): "uitbreiding STATION",
    }
    parties = {r.LELYSTAD: lelystad, r.LIANDER: liander, r.TENNET: tennet}
    return [r.retour(partij, values, out) for partij, values in parties.items()]


def wrong(data, libreoffice):
    return differences(data, libreoffice(without_cached_values(data), "xlsx"))


def merged(data):
    """The master after one uitgifte and these returns; every edit is taken over."""
    out = r.issue(data)
    found = r.merge(out.master, *returns(out))
    for at in range(3):
        assert set(r.counts(found, at)) == {"overgenomen"}
    assert lint(found.master) == lint(data)
    return found.master


def test_values_of_formulas_are_right_after_a_merge(libreoffice):
    data = merged(r.made())
    assert len(formula_values(data)) > 200
    assert wrong(data, libreoffice) == {}


def test_values_of_formulas_are_right_after_a_second_uitgifte_and_merge(libreoffice):
    second = r.issue(merged(r.made()))
    back = {r.rij(1, 2, "status"): "Vervallen", r.veld(1, "oordeel"): "Op schema"}
    found = r.merge(second.master, r.retour(r.LELYSTAD, back, second))
    assert r.counts(found) == {"overgenomen": 2}
    assert wrong(found.master, libreoffice) == {}


def test_values_of_formulas_are_right_when_tables_grew(libreoffice):
    def rows(partij):
        return {
            r.rij(1, n, key): value
            for n in range(3, 11)
            for key, value in {"activiteit": f"{partij} {n}", "planning": f"Q{n % 4 + 1} 2025"}.items()
        }

    first = r.merge(r.issued().master, *(r.retour(p, rows(p)) for p in (r.LELYSTAD, r.LIANDER))).master
    assert len(r.read(first).afspraken["nh-1"]) == 18
    assert wrong(first, libreoffice) == {}
    second = r.issue(first)
    key = next(key for key, value in r.shown(second.master).items() if value == "Liander 10")
    back = r.retour(r.LIANDER, {key._replace(veld="planning"): 2031}, second)
    assert wrong(r.merge(second.master, back).master, libreoffice) == {}


def test_values_of_formulas_are_right_when_a_fiche_was_renamed_and_another_one_moved(libreoffice):
    data = renamed(drop_names(r.made()), "NH-1 Station Noordkade", "Ons station")
    assert wrong(merged(moved(data)), libreoffice) == {}


def test_values_of_formulas_are_right_in_a_master_that_libreoffice_saved(libreoffice):
    data = merged(libreoffice(r.made(), "xlsx"))
    assert {p: v for p, v in wrong(data, libreoffice).items() if v[0] != ("", "")} == {}


def test_the_province_typing_another_notation_does_not_leave_values_behind(libreoffice):
    typed = r.type_in_master(
        r.made(), {r.veld(1, "haalbaarheid_ibn"): "medio 2032", r.veld(4, "oordeel"): "Knelpunt"}
    )
    assert wrong(merged(typed), libreoffice) == {}


def test_a_formula_that_was_moved_or_changed_has_the_right_value_or_none(libreoffice):
    place = next(spot for spot, (_, text) in formula_values(r.made()).items() if text == "Realisatiefase")
    changed = SetCached(
        sheet=place[0], cell=place[1], formula="'NH-1 Station Noordkade'!B14&\"!\"", value="oud!"
    )
    data = merged(apply_edits(r.made(), [changed]))
    assert formula_values(data)[place] == ("", "")
    recalculated = libreoffice(data, "xlsx")
    assert formula_values(recalculated)[place][1] != "oud!"


def test_text_like_a_formula_is_shown_as_text(libreoffice):
    text = "=1+1"
    found = r.merge(r.issued().master, r.retour(r.LELYSTAD, {r.veld(1, "doel"): text}))
    place = r.read(found.master).places[r.veld(1, "doel")]
    book = load_workbook(io.BytesIO(libreoffice(found.master, "xlsx")))
    assert (book[place.sheet][place.address].value, book[place.sheet][place.address].data_type) == (text, "s")


VALUES = {
    Soort.PERIODE: (2025, 2031, "Q3 2029", date(2030, 5, 1), "medio 2028", ">2033", "n.t.b.", "over 5 jaar"),
    Soort.DATUM: (date(2026, 11, 2),),
    Soort.JA_NEE: ("Ja", "Nee"),
}
CHOICES = {
    "projectfase": ("Verkenningsfase", "Planuitwerkingsfase", "Projectfase", "Realisatiefase"),
    "oordeel": ("Op schema", "Aandacht", "Knelpunt"),
    "status": ("Loopt", "Gereed", "Vervallen"),
}


def test_values_of_formulas_are_right_in_the_sample_after_random_returns(sample_master, libreoffice):
    rng = random.Random(5)
    out = r.issue(sample_master, per=(Rol.GEMEENTE, Rol.NETBEHEERDER), moment=datetime(2026, 11, 10, 9, 0))
    back = []
    for partij in rng.sample(out.partijen, 12):
        copy = r.copy_of(partij.naam, out)
        allowed = partij.velden(r.FIELDS)
        keys = sorted(key for key in r.places(copy) if (key.tabel, key.veld) in allowed)
        values = {}
        for key in rng.sample(keys, min(30, len(keys))):
            soort = r.FIELDS[key.veld].soort
            values[key] = rng.choice(CHOICES.get(key.veld) or VALUES.get(soort) or ("Dit", "Dat", "=iets"))
        back.append((f"{partij.naam}.xlsx", r.fill(copy, values)))
    found = r.merge(out.master, *back)
    assert len(found.result.writes) > 200
    assert not [v.fout for v in found.verslagen if v.fout]
    assert lint(found.master) == lint(sample_master)
    assert wrong(found.master, libreoffice) == {}


def test_a_copy_that_libreoffice_saved_says_what_was_typed_and_no_more(libreoffice):
    saved = libreoffice(r.retour(r.URK, {r.veld(3, "doel"): "A", r.rij(2, 1, "status"): "Gereed"}), "xlsx")
    found = r.merge(r.issued().master, saved)
    assert r.counts(found) == {"overgenomen": 2}
    assert found.findings == ()


def test_a_master_that_libreoffice_saved_keeps_what_it_says(libreoffice):
    saved = libreoffice(r.issued().master, "xlsx")
    assert r.shown(saved) == r.shown(r.issued().master)
    place = r.read(saved).places[r.veld(1, "doel")]
    typed = apply_edits(saved, [SetCell(sheet=place.sheet, cell=place.address, value="Van ons")])
    found = r.merge(typed, r.retour(r.LELYSTAD, {r.veld(1, "locatie"): "Kade"}))
    assert r.changed(saved, found.master) == {r.veld(1, "doel"): "Van ons", r.veld(1, "locatie"): "Kade"}
