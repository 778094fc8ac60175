"""Issue: one workbook per party with what is its own, and the uitgifte recorded in the master."""

import io
import re

import openpyxl
import pytest
from flows import rondgang as r
from masters import parts, sheet_parts

from actielijst_xl.errors import InputError, UsageError
from actielijst_xl.model.field import Rol
from actielijst_xl.package.lint import lint

FICHES = {
    r.LELYSTAD: {"nh-1", "nh-2"},
    r.URK: {"nh-2", "nh-3"},
    r.LIANDER: {"nh-1", "nh-2"},
    r.TENNET: {"nh-2", "nh-3"},
}


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("partij", r.PARTIJEN)
def test_a_copy_has_the_fiches_and_monitoring_rows_of_its_party_and_no_others(partij):
    keys = r.places(r.copy_of(partij))
    assert {key.fiche for key in keys if key.tabel == "project"} == FICHES[partij]
    assert {key.fiche for key in keys if key.tabel == "monitoring"} == FICHES[partij]


@pytest.mark.parametrize("partij", r.PARTIJEN)
def test_a_copy_names_no_project_of_others_anywhere_in_the_package(partij):
    others = {f"nh-{n}" for n in range(1, 5)} - FICHES[partij]
    names = {
        f"nh-{n}": naam
        for n, naam in enumerate(("Station Noordkade", "Kabel Zuid", "Station Haven", "Verzwaring Polder"), 1)
    }
    text = b"".join(parts(r.copy_of(partij)).values()).decode("utf-8", "replace")
    assert [names[fiche] for fiche in others if names[fiche] in text] == []


@pytest.mark.parametrize("partij", r.PARTIJEN)
def test_only_what_the_roles_of_a_party_may_fill_in_is_unlocked(partij):
    rollen = next(p.rollen for p in r.issued().partijen if p.naam == partij)
    book = opened(r.copy_of(partij))
    unlocked = {
        key.veld
        for key, (sheet, cell) in r.places(r.copy_of(partij)).items()
        if not book[sheet][cell].protection.locked
    }
    assert unlocked == {f.key for f in r.FIELDS.all if f.invullers & rollen and f.tabel != "hoofddocument"}


def test_unlocked_cells_are_yellow_and_locked_ones_are_not():
    book = opened(r.copy_of(r.LELYSTAD))
    for sheet, cell in r.places(r.copy_of(r.LELYSTAD)).values():
        found = book[sheet][cell]
        assert (found.fill.fgColor.rgb == "FFFFFBEA") is not found.protection.locked, (sheet, cell)


@pytest.mark.parametrize("partij", r.PARTIJEN)
def test_the_leeswijzer_of_a_copy_names_the_party_and_the_deadline(partij):
    sheet = opened(r.copy_of(partij))["Leeswijzer"]
    texts = " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)
    assert partij in texts
    assert "20-11-2026" in texts or "2026-11-20" in texts or "20 november 2026" in texts


def test_file_names_are_plain_and_unique():
    names = list(r.issued().bestanden)
    assert len(set(names)) == len(r.PARTIJEN)
    assert all(re.fullmatch(r"[a-z0-9-]+\.xlsx", name) for name in names)


def test_uitgiftes_has_one_row_per_party():
    rows = r.book(r.issued().master, "uitgiftes")
    assert [(row["uitgifte"], row["partij"]) for row in rows] == [("2026-11-1", p) for p in r.PARTIJEN]
    assert {row["bestand"] for row in rows} == set(r.issued().bestanden)
    assert {row["deadline"] for row in rows} == {r.DEADLINE}


def test_issue_changes_the_books_and_the_hidden_administration_of_the_master_and_nothing_else():
    before, after = parts(r.made()), parts(r.issued().master)
    places = sheet_parts(r.made())
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    touched = {places["Uitgiftes"], places["_beheer"], "docProps/core.xml"}
    assert touched <= changed
    assert {name for name in changed - touched if not name.startswith("xl/styles")} <= {
        "xl/workbook.xml",
        "[Content_Types].xml",
    }
    assert r.changed(r.made(), r.issued().master) == {}


def test_the_master_and_every_copy_lint_clean():
    assert lint(r.issued().master) == ()
    assert {name: lint(data) for name, data in r.issued().bestanden.items() if lint(data)} == {}


@pytest.mark.parametrize("partij", r.PARTIJEN)
def test_a_copy_that_comes_back_as_it_went_has_no_edits(partij):
    merged = r.merge(r.issued().master, r.copy_of(partij))
    assert len(merged.verslagen[0].ledger.outcomes) == 0
    assert merged.findings == ()
    assert r.changed(r.issued().master, merged.master) == {}


def test_a_second_uitgifte_has_another_id_and_keeps_the_rows_of_the_first():
    second = r.issue(r.issued().master)
    assert (r.issued().uitgifte, second.uitgifte) == ("2026-11-1", "2026-11-2")
    assert len(r.book(second.master, "uitgiftes")) == 2 * len(r.PARTIJEN)


def test_the_same_master_gives_the_same_copies():
    assert dict(r.issue(r.made()).bestanden) == dict(r.issued().bestanden)


def test_only_the_parties_asked_for_get_a_copy_whatever_the_case():
    found = r.issue(r.made(), alleen=["tennet"])
    assert [p.naam for p in found.partijen] == [r.TENNET]


def test_only_the_roles_asked_for_get_a_copy():
    found = r.issue(r.made(), per=(Rol.GEMEENTE,))
    assert [p.naam for p in found.partijen] == [r.LELYSTAD, r.URK]


def test_a_trekker_gets_the_fiches_in_which_it_leads():
    found = r.issue(r.made(), per=(Rol.TREKKER,))
    assert {p.naam: p.fiches for p in found.partijen} == {
        r.LELYSTAD: ("nh-1",),
        r.URK: ("nh-2",),
        r.LIANDER: ("nh-1",),
    }


def test_an_unknown_party_is_named_with_the_known_ones():
    with pytest.raises(UsageError) as error:
        r.issue(r.made(), alleen=["Gemeente Almere"])
    assert error.value.code == "XA-S052"


def test_roles_that_nobody_has_give_an_error():
    with pytest.raises(UsageError) as error:
        r.issue(r.made(), per=())
    assert error.value.code == "XA-S051"


def test_a_copy_is_no_master_to_issue_from():
    with pytest.raises(InputError) as error:
        r.issue(r.copy_of(r.URK))
    assert error.value.code == "XA-L173"


def test_a_damaged_administration_stops_issue_and_merge():
    damaged = r.damage_administration(r.issued().master)
    with pytest.raises(InputError) as error:
        r.issue(damaged)
    assert error.value.code == "XA-S050"
    with pytest.raises(InputError) as error:
        r.merge(damaged, r.copy_of(r.URK))
    assert error.value.code == "XA-S050"


def test_what_the_province_typed_before_the_uitgifte_is_in_the_copies():
    typed = r.type_in_master(
        r.made(), {r.veld(2, "doel"): "Een nieuw doel", r.rij(3, 1, "activiteit"): "Bellen"}
    )
    found = r.issue(typed)
    merged = r.merge(found.master, r.copy_of(r.URK, found))
    assert len(merged.verslagen[0].ledger.outcomes) == 0
    book = opened(r.copy_of(r.URK, found))
    sheet, cell = r.places(r.copy_of(r.URK, found))[r.veld(2, "doel")]
    assert book[sheet][cell].value == "Een nieuw doel"


def test_progress_counts_the_copies():
    seen = []
    r.issue(r.made(), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_trekker_that_can_be_no_party_is_told_and_stops_nobody():
    story = "Eerst overleggen wij met alle partijen in het gebied. " * 8
    master = r.type_in_master(r.made(), {r.rij(1, 1, "trekker"): story, r.rij(2, 1, "trekker"): ".-."})
    out = r.issue(master, per=[Rol.TREKKER])
    assert [p.naam for p in out.partijen] == ["Liander"]
    told = [(f.code, f.details["fiche"], f.value[:6]) for f in out.findings]
    assert told == [
        ("XA-S056", "NH-1 Station Noordkade", "Eerst "),
        ("XA-S056", "NH-2 Kabel Zuid", ".-."),
    ]


def test_a_fiche_that_is_gone_from_the_master_is_told():
    def remove(book):
        del book["NH-1 Station Noordkade"]

    assert "XA-L180" in [f.code for f in r.issue(r.through_openpyxl(r.made(), remove)).findings]


def test_a_copy_without_a_deadline_asks_for_it_soon_and_that_text_is_ours_when_it_returns():
    made = r.issue(r.made(), deadline=None)
    copy = r.copy_of(r.URK, made)
    sheet = opened(copy)["Leeswijzer"]
    assert [sheet["C6"].value, sheet["C7"].value] == ["Terugsturen", "zo snel mogelijk"]
    merged = r.merge(made.master, ("urk.xlsx", r.fill(copy, {r.veld(2, "doel"): "A"})))
    assert [finding.code for finding in merged.findings] == []
