"""Merge: every edit of every return has an outcome, and the master says what the edits ask, no more."""

import itertools
import random
from collections import Counter
from datetime import date

import pytest
from flows import rondgang as r

from actielijst_xl.errors import InputError
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.usecases import toestand

GEEN = {}


def master():
    return r.issued().master


# --- outcomes ----------------------------------------------------------------------------------------


def test_a_value_of_one_party_is_taken_over():
    merged = r.merge(master(), r.retour(r.LELYSTAD, {r.veld(1, "locatie"): "Kade 1"}))
    assert r.counts(merged) == {"overgenomen": 1}
    assert r.changed(master(), merged.master) == {r.veld(1, "locatie"): "Kade 1"}
    assert lint(merged.master) == ()


def test_the_same_value_of_two_parties_is_agreed_and_no_conflict():
    values = {r.veld(2, "doel"): "Ruimte voor werk"}
    merged = r.merge(master(), r.retour(r.LELYSTAD, values), r.retour(r.URK, values))
    assert merged.conflicten == 0
    assert r.changed(master(), merged.master) == values
    assert Counter(o for at in (0, 1) for o in r.counts(merged, at)) <= Counter(
        {"overgenomen": 2, "gelijk": 2}
    )


def test_two_values_are_a_conflict_and_the_master_keeps_its_own():
    merged = r.merge(
        master(), r.retour(r.LELYSTAD, {r.veld(2, "doel"): "A"}), r.retour(r.URK, {r.veld(2, "doel"): "B"})
    )
    assert [r.counts(merged, at) for at in (0, 1)] == [{"conflict": 1}, {"conflict": 1}]
    assert r.changed(master(), merged.master) == GEEN
    (row,) = r.book(merged.master, "conflicten")
    assert (row["bij_uitgifte"], row["nu"]) == ("Ruimte voor woningen", "Ruimte voor woningen")
    assert (row["retour"], row["afzender"]) == ("1) A\n2) B", f"1) {r.LELYSTAD}\n2) {r.URK}")


def test_a_later_return_of_the_same_party_replaces_the_earlier_one():
    merged = r.merge(
        master(),
        r.retour(r.URK, {r.veld(3, "doel"): "A", r.veld(3, "locatie"): "Haven"}),
        r.retour(r.URK, {r.veld(3, "doel"): "B"}),
    )
    assert [r.counts(merged, at) for at in (0, 1)] == [{"vervangen": 2}, {"overgenomen": 1}]
    assert r.changed(master(), merged.master) == {r.veld(3, "doel"): "B"}


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("projectfase", "Klaar"), ("ibn", "ooit misschien"), ("in_ip", "wellicht")],
)
def test_a_value_that_a_field_does_not_take_is_refused_with_its_cell(veld, waarde):
    merged = r.merge(master(), r.retour(r.LIANDER, {r.veld(1, veld): waarde}))
    assert r.counts(merged) == {"geweigerd": 1}
    (finding,) = merged.findings
    sheet, cell = r.places(r.copy_of(r.LIANDER))[r.veld(1, veld)]
    assert (finding.code, finding.sheet, finding.cell) == ("XA-S013", sheet, cell)
    assert r.changed(master(), merged.master) == GEEN


def test_an_accepted_notation_stays_as_typed():
    values = {r.veld(1, "ibn"): "Medio 2031", r.rij(1, 1, "planning"): date(2027, 3, 1)}
    merged = r.merge(master(), r.retour(r.LIANDER, values))
    assert r.changed(master(), merged.master) == values


def test_the_outcomes_of_each_return_sum_to_its_edits():
    merged = r.merge(master(), *(named for named in random_returns(7)))
    for verslag in merged.verslagen:
        ledger = verslag.ledger
        assert sum(ledger.counts.values()) == len(ledger.outcomes) == len(ledger.intake.edits)


# --- the set of returns counts, not their order, batches or copies -----------------------------------

ANY = [
    r.veld(1, "doel"), r.veld(2, "doel"), r.veld(2, "ibn"), r.veld(2, "oordeel"),
    r.veld(3, "haalbaarheid_ibn"),
    r.veld(2, "aandachtspunten"), r.rij(2, 1, "status"), r.rij(2, 1, "voortgang"), r.rij(2, 2, "activiteit"),
    r.rij(1, 1, "planning"), r.veld(3, "locatie"),
]  # fmt: skip
VALUES = {
    "oordeel": ["Knelpunt", "Op schema"],
    "status": ["Gereed", "Vervallen"],
    "ibn": [2031, "Q1 2032"],
    "haalbaarheid_ibn": [2033, "raar"],
    "planning": [2028, "Q3 2027"],
}


def random_returns(seed):
    """One return per party with some of the same fields, so that they agree and conflict."""
    rng = random.Random(seed)
    returns = []
    for partij in r.PARTIJEN:
        known = r.places(r.copy_of(partij))
        keys = [key for key in ANY if key in known and rng.random() < 0.7]
        values = {key: rng.choice(VALUES.get(key.veld, ["Dit", "Dat"])) for key in keys}
        returns.append((f"{partij}.xlsx", r.retour(partij, values)))
    return returns


def says(data):
    """What a master shows, rows of afspraken by what is in them (their order is the order of intake)."""
    fields = {key: value for key, value in r.shown(data).items() if key.tabel != "afspraak"}
    rows = {}
    for key, value in r.shown(data).items():
        if key.tabel == "afspraak":
            rows.setdefault(key.row, {})[key.veld] = value
    conflicts = {
        (row["fiche"], row["veld"].split(" · ")[-1], row["nu"]) for row in r.book(data, "conflicten")
    }
    return fields, Counter((ref.fiche, tuple(sorted(row.items()))) for ref, row in rows.items()), conflicts


@pytest.mark.parametrize("seed", [1, 2])
def test_every_order_of_the_returns_gives_the_same_master(seed):
    returns = random_returns(seed)
    wanted = says(r.merge(master(), *returns).master)
    for order in itertools.islice(itertools.permutations(returns), 1, 24, 7):
        assert says(r.merge(master(), *order).master) == wanted


@pytest.mark.parametrize("seed", [1, 2])
def test_every_split_into_runs_gives_the_same_master(seed):
    returns = random_returns(seed)
    wanted = says(r.merge(master(), *returns).master)
    for cut in (1, 2, 3):
        first = r.merge(master(), *returns[:cut]).master
        assert says(r.merge(first, *returns[cut:]).master) == wanted


def test_a_copy_with_another_name_or_saved_by_another_program_changes_nothing():
    returned = r.retour(r.URK, {r.veld(3, "doel"): "A"})
    first = r.merge(master(), ("een.xlsx", returned))
    again = r.merge(first.master, ("twee.xlsx", returned))
    assert again.verslagen[0].eerder == 1
    assert again.master == first.master
    saved = r.through_openpyxl(returned, lambda book: None)
    again = r.merge(first.master, ("drie.xlsx", saved))
    assert again.verslagen[0].eerder == 1
    assert again.master == first.master


def test_a_copy_in_the_same_run_counts_once():
    returned = r.retour(r.URK, {r.veld(3, "doel"): "A"})
    merged = r.merge(master(), ("een.xlsx", returned), ("twee.xlsx", returned))
    assert [verslag.eerder for verslag in merged.verslagen] == [None, 1]
    assert r.counts(merged) == {"overgenomen": 1}


def test_a_merge_of_nothing_changes_no_byte():
    assert r.merge(master()).master == master()
    first = r.merge(master(), r.retour(r.URK, {r.veld(3, "doel"): "A"})).master
    assert r.merge(first).master == first


# --- scope -------------------------------------------------------------------------------------------


def put(data, sheet, cell, value):
    return apply_edits(data, [SetCell(sheet=sheet, cell=cell, value=value)])


def find(data, text):
    """The first cell that holds a text: sheet and address."""
    for sheet in read_grid(data, "x.xlsx").sheets:
        for row, cells in enumerate(sheet.rows, 1):
            for col, value in enumerate(cells):
                if value == text:
                    return sheet.name, f"{chr(65 + col)}{row}"
    raise LookupError(text)


def test_a_field_of_another_role_is_refused():
    merged = r.merge(master(), r.retour(r.LELYSTAD, {r.veld(1, "ibn"): 2035, r.veld(1, "gemeente"): "Urk"}))
    assert r.counts(merged) == {"geweigerd": 2}
    assert {f.code for f in merged.findings} == {"XA-S012"}
    assert r.changed(master(), merged.master) == GEEN


@pytest.mark.parametrize("stolen", ["fiche:nh-3", "fiche:nh-9"])
def test_a_changed_fiche_id_gains_nothing(stolen):
    data = r.retour(r.LELYSTAD, {r.veld(1, "doel"): "Mijn doel"})
    merged = r.merge(master(), put(data, *find(data, "fiche:nh-1"), stolen))
    assert not [key for key in r.changed(master(), merged.master) if key.fiche != "nh-1"]
    assert [f.code for f in merged.findings]


def test_a_changed_uitgifte_id_gains_nothing():
    second = r.issue(master())
    data = r.retour(r.LELYSTAD, {r.veld(1, "doel"): "Mijn doel"})
    for sheet in ("NH-1 Station Noordkade", "NH-2 Kabel Zuid", "_beheer"):
        rows = next(s for s in read_grid(data, "x.xlsx").sheets if s.name == sheet).rows
        for number, cells in enumerate(rows, 1):
            for col, value in enumerate(cells):
                if value in (f"uitgifte:{r.issued().uitgifte}", r.issued().uitgifte):
                    data = put(data, sheet, f"{chr(65 + col)}{number}", str(value)[:-1] + "9")
    merged = r.merge(second.master, data)
    assert set(r.changed(second.master, merged.master)) <= {r.veld(1, "doel")}
    assert merged.findings or merged.verslagen[0].fout


def test_an_edited_administration_gains_nothing():
    data = r.retour(r.LELYSTAD, {r.veld(1, "doel"): "Mijn doel", r.veld(1, "ibn"): 2040})
    grid = read_grid(data, "x.xlsx")
    beheer = next(s for s in grid.sheets if s.name == "_beheer")
    for number, cells in enumerate(beheer.rows, 1):
        if cells[0] == "kop" and cells[1] == "ontvanger":
            data = put(data, "_beheer", f"C{number}", r.LIANDER)
    merged = r.merge(master(), data)
    assert r.veld(1, "ibn") not in r.changed(master(), merged.master)
    assert merged.findings


# --- decisions ---------------------------------------------------------------------------------------


def in_conflict():
    return r.merge(
        master(), r.retour(r.LELYSTAD, {r.veld(2, "doel"): "A"}), r.retour(r.URK, {r.veld(2, "doel"): "B"})
    ).master


@pytest.mark.parametrize(
    ("besluit", "waarde"),
    [
        ("Master behouden", "Ruimte voor woningen"),
        ("Retour 1 overnemen", "A"),
        ("Retour 2 overnemen", "B"),
        (("Eigen tekst", "Wonen en werken"), "Wonen en werken"),
        (("Eigen tekst", "=SOM(1)"), "=SOM(1)"),
    ],
)
def test_a_decision_is_applied_leaves_conflicten_and_is_logged(besluit, waarde):
    merged = r.merge(r.decide(in_conflict(), {0: besluit}))
    assert r.shown(merged.master)[r.veld(2, "doel")] == waarde
    assert merged.conflicten == 0
    assert r.book(merged.master, "conflicten") == []
    assert "Besloten op Conflicten" in {row["gebeurtenis"] for row in r.book(merged.master, "logboek")}
    assert r.merge(merged.master).master == merged.master


def test_a_decided_conflict_is_not_asked_again_for_the_same_candidates():
    decided = r.merge(r.decide(in_conflict(), {0: "Master behouden"})).master
    again = r.merge(decided, r.retour(r.URK, {r.veld(2, "doel"): "B"}))
    assert again.conflicten == 0


def test_a_new_candidate_opens_a_decided_conflict_again():
    decided = r.merge(r.decide(in_conflict(), {0: "Master behouden"})).master
    again = r.merge(decided, r.retour(r.TENNET, {r.veld(2, "doel"): "C"}))
    assert again.conflicten == 1


def test_retour_overnemen_with_several_candidates_asks_which_one():
    merged = r.merge(r.decide(in_conflict(), {0: "Retour overnemen"}))
    assert merged.conflicten == 1
    assert "XA-S031" in {f.code for f in merged.findings}


def test_every_value_in_a_conflict_stands_in_the_logboek_also_when_it_is_decided():
    decided = r.merge(r.decide(in_conflict(), {0: "Master behouden"})).master
    lines = [row for row in r.book(decided, "logboek") if row["gebeurtenis"] == "Conflict"]
    assert [(row["afzender"], row["bestand"], row["was"], row["wordt"]) for row in lines] == [
        (r.LELYSTAD, "retour-1.xlsx", "Ruimte voor woningen", "A"),
        (r.URK, "retour-2.xlsx", "Ruimte voor woningen", "B"),
    ]


@pytest.mark.parametrize("besluit", ["Master behouden", "Retour 1 overnemen"])
def test_an_own_text_beside_another_choice_is_asked_about_and_stays(besluit):
    merged = r.merge(r.decide(in_conflict(), {0: (besluit, "Liever dit")}))
    assert (merged.conflicten, {f.code for f in merged.findings}) == (1, {"XA-S035"})
    [row] = r.book(merged.master, "conflicten")
    assert (row["besluit"], row["eigen_tekst"]) == (besluit, "Liever dit")


def test_two_versions_of_one_party_in_one_run_are_told_and_nothing_of_them_is_lost():
    first = r.retour(r.URK, {r.veld(2, "doel"): "Eerst", r.veld(3, "doel"): "Alleen eerst"})
    both = r.merge(master(), ("a.xlsx", first), ("b.xlsx", r.retour(r.URK, {r.veld(2, "doel"): "Later"})))
    told = [(f.file, f.details["bestand"]) for f in both.findings if f.code == "XA-S028"]
    assert told == [("a.xlsx", "b.xlsx")]
    lines = [x for x in r.book(both.master, "logboek") if x["gebeurtenis"] == "Vervangen"]
    assert {(x["bestand"], x["wordt"]) for x in lines} == {("a.xlsx", "Eerst"), ("a.xlsx", "Alleen eerst")}
    back = toestand.undo(both.master, "x.xlsx", "b.xlsx", settings=r.SETTINGS, moment=r.MOMENT)
    assert r.shown(back.master)[r.veld(2, "doel")] == "Eerst"


def test_what_a_later_version_of_a_return_says_as_well_was_not_replaced():
    first = r.retour(r.URK, {r.veld(2, "doel"): "Eerst", r.veld(3, "doel"): "Blijft"})
    later = r.retour(r.URK, {r.veld(2, "doel"): "Later", r.veld(3, "doel"): "Blijft"})
    both = r.merge(master(), ("a.xlsx", first), ("b.xlsx", later))
    lines = [x for x in r.book(both.master, "logboek") if x["gebeurtenis"] == "Vervangen"]
    assert [x["wordt"] for x in lines] == ["Eerst"]


def on_conflicten(data, row, **values):
    """A master in which somebody wrote on Conflicten: values per column key, in a row of the sheet."""
    tabel = r.read(data).tabellen["conflicten"]
    edits = [
        SetCell(sheet=tabel.sheet, cell=f"{tabel.kolommen[key]}{row}", value=value)
        for key, value in values.items()
    ]
    return apply_edits(data, edits)


def test_two_different_decisions_on_one_conflict_decide_nothing():
    data = r.decide(in_conflict(), {0: "Master behouden"})
    [row] = r.book(data, "conflicten")
    copied = on_conflicten(data, 9, **row | {"besluit": "Retour 1 overnemen"})
    merged = r.merge(copied)
    assert (merged.conflicten, {f.code for f in merged.findings}) == (1, {"XA-S037"})
    assert r.merge(on_conflicten(data, 9, **row)).conflicten == 0  # the same decision twice is one


def test_an_open_conflict_whose_row_somebody_took_away_gets_a_row_again():
    data = in_conflict()
    [row] = r.book(data, "conflicten")
    gone = on_conflicten(data, 7, **dict.fromkeys(row))
    merged = r.merge(gone)
    assert [x["sleutel"] for x in r.book(gone, "conflicten")] == []
    assert [x["sleutel"] for x in r.book(merged.master, "conflicten")] == [row["sleutel"]]
    assert toestand.status(gone, "actielijst.xlsx", settings=r.SETTINGS).conflicten == 1
    assert r.merge(merged.master).master == merged.master


def test_a_master_without_its_administration_is_refused_and_not_taken_for_a_new_one():
    def remove(book):
        del book["_beheer"]

    data = r.through_openpyxl(in_conflict(), remove)
    for job in (r.merge, r.issue, lambda bad: toestand.status(bad, "x.xlsx", settings=r.SETTINGS)):
        with pytest.raises(InputError) as stopped:
            job(data)
        assert stopped.value.code == "XA-S050"


def test_a_hoofddocument_that_is_gone_is_called_by_its_name():
    def remove(book):
        del book["Hoofddocument"]

    typed = r.type_in_master(in_conflict(), {r.veld(0, "terugblik_goed"): "Het overleg"})
    data = r.through_openpyxl(r.merge(typed).master, remove)
    merged = r.merge(data, r.retour(r.TENNET, {r.veld(3, "doel"): "C"}))
    assert [f.details["fiche"] for f in merged.findings if f.code == "XA-S017"] == ["Hoofddocument"]


@pytest.mark.parametrize("blad", ["Conflicten", "Uitgiftes", "Logboek"])
def test_a_master_without_a_sheet_of_the_books_is_refused_when_there_is_something_to_write(blad):
    def remove(book):
        del book[blad]

    data = r.through_openpyxl(in_conflict(), remove)
    with pytest.raises(InputError) as stopped:
        r.merge(data, r.retour(r.TENNET, {r.veld(3, "doel"): "C"}))
    assert (stopped.value.code, blad in str(stopped.value)) == ("XA-L186", True)


def test_an_open_conflict_keeps_its_number_when_another_one_is_decided():
    two = r.merge(
        master(),
        r.retour(r.LELYSTAD, {r.veld(2, "doel"): "A", r.veld(2, "aanleiding"): "X"}),
        r.retour(r.URK, {r.veld(2, "doel"): "B", r.veld(2, "aanleiding"): "Y"}),
    ).master
    numbers = {row["veld"]: row["nr"] for row in r.book(two, "conflicten")}
    left = r.book(r.merge(r.decide(two, {0: "Master behouden"})).master, "conflicten")
    assert [(row["veld"], row["nr"]) for row in left] == [(left[0]["veld"], numbers[left[0]["veld"]])]


def test_what_the_province_types_in_the_master_is_a_candidate():
    typed = r.type_in_master(master(), {r.veld(2, "doel"): "Van de provincie"})
    merged = r.merge(typed, r.retour(r.URK, {r.veld(2, "doel"): "Van Urk"}))
    assert merged.conflicten == 1
    assert r.shown(merged.master)[r.veld(2, "doel")] == "Van de provincie"
    assert [row["retour"] for row in r.book(merged.master, "conflicten")] == ["Van Urk"]


def test_typing_over_a_merged_value_is_a_decision():
    first = r.merge(master(), r.retour(r.URK, {r.veld(3, "doel"): "Van Urk"})).master
    typed = r.type_in_master(first, {r.veld(3, "doel"): "Van de provincie"})
    merged = r.merge(typed, r.retour(r.URK, {r.veld(3, "doel"): "Van Urk", r.veld(3, "locatie"): "Kade"}))
    assert r.shown(merged.master)[r.veld(3, "doel")] == "Van de provincie"
    assert merged.conflicten == 0


# --- rows --------------------------------------------------------------------------------------------


def activities(data, fiche):
    """Activiteit by number, in the order of the sheet."""
    found = r.read(data)
    cells = found.cells
    return {plek.nr: cells[plek.ref]["activiteit"] for plek in found.afspraken[f"nh-{fiche}"]}


def test_a_new_afspraak_in_a_spare_row_gets_its_number():
    merged = r.merge(master(), r.retour(r.URK, {r.rij(2, 2, "activiteit"): "Bellen"}))
    assert activities(merged.master, 2) == {"NH-2-A01": "Tracé kiezen", "NH-2-A02": "Bellen"}


def test_new_rows_of_two_parties_in_the_same_spare_row_both_get_a_place():
    merged = r.merge(
        master(),
        r.retour(r.URK, {r.rij(2, 2, "activiteit"): "Van Urk", r.rij(2, 3, "activiteit"): "Nog een"}),
        r.retour(r.LELYSTAD, {r.rij(2, 2, "activiteit"): "Van Lelystad"}),
    )
    assert set(activities(merged.master, 2).values()) == {
        "Tracé kiezen",
        "Van Urk",
        "Nog een",
        "Van Lelystad",
    }
    assert len(activities(merged.master, 2)) == 4
    assert merged.conflicten == 0


def many_rows():
    """Two parties that each fill all eight spare rows of a fiche with two afspraken."""
    return [
        r.retour(
            partij,
            {r.rij(1, n, key): value for n in range(3, 11) for key, value in texts(partij, n).items()},
        )
        for partij in (r.LELYSTAD, r.LIANDER)
    ]


def texts(partij, number):
    return {"activiteit": f"{partij} {number}", "planning": f"Q{number % 4 + 1} 2025"}


def test_more_new_rows_than_spare_rows_let_the_table_grow():
    merged = r.merge(master(), *many_rows())
    found = activities(merged.master, 1)
    assert len(found) == 18
    assert list(found) == [f"NH-1-A{n:02d}" for n in range(1, 19)]
    assert lint(merged.master) == ()
    assert r.merge(merged.master).master == merged.master


def test_new_rows_are_in_the_next_uitgifte_with_their_numbers():
    merged = r.merge(master(), *many_rows())
    second = r.issue(merged.master)
    copy = r.copy_of(r.LELYSTAD, second)
    again = r.merge(second.master, copy)
    assert len(again.verslagen[0].ledger.outcomes) == 0
    grid = read_grid(copy, "x.xlsx")
    cells = [c for s in grid.sheets if s.name.startswith("NH-1") for row in s.rows for c in row]
    wanted = activities(merged.master, 1)
    assert set(wanted) <= set(cells)
    assert set(wanted.values()) <= set(cells)


def test_a_changed_new_row_of_the_next_uitgifte_is_found_again():
    merged = r.merge(master(), *many_rows())
    second = r.issue(merged.master)
    copy = r.copy_of(r.LELYSTAD, second)
    key = next(k for k, v in r.shown(second.master).items() if v == "Liander 10")
    done = r.merge(second.master, r.fill(copy, {key._replace(veld="status"): "Gereed"}))
    assert r.changed(second.master, done.master) == {key._replace(veld="status"): "Gereed"}


def test_a_row_typed_below_the_table_of_a_copy_is_a_new_row():
    copy = r.copy_of(r.URK)
    sheet, last = max(
        ((s, int(a.lstrip("ABCDEFGHIJKL"))) for k, (s, a) in r.places(copy).items() if k.fiche == "nh-2"),
        key=lambda place: place[1],
    )
    merged = r.merge(master(), put(copy, sheet, f"B{last + 1}", "Onder de tabel"))
    assert activities(merged.master, 2) == {"NH-2-A01": "Tracé kiezen", "NH-2-A02": "Onder de tabel"}


def test_a_row_that_the_province_typed_below_the_table_gets_its_identity_and_is_issued():
    data = master()
    found = r.read(data)
    last = max(p.row for p in found.reserve["nh-2"])
    typed = put(data, "NH-2 Kabel Zuid", f"B{last + 1}", "Van de provincie")
    second = r.issue(typed)
    numbers = activities(second.master, 2)
    assert sorted(numbers.values()) == ["Tracé kiezen", "Van de provincie"]
    assert all(numbers)
    copy = r.copy_of(r.URK, second)
    key = next(k for k, v in r.shown(second.master).items() if v == "Van de provincie")
    done = r.merge(second.master, r.fill(copy, {key._replace(veld="voortgang"): "Loopt"}))
    assert r.changed(second.master, done.master) == {key._replace(veld="voortgang"): "Loopt"}


def test_a_row_that_the_province_typed_below_a_table_is_taken_in_when_the_table_grows():
    data = master()
    last = max(p.row for p in r.read(data).reserve["nh-1"])
    typed = put(data, "NH-1 Station Noordkade", f"B{last + 1}", "Van de provincie")
    merged = r.merge(typed, *many_rows())
    assert "Van de provincie" in activities(merged.master, 1).values()
    assert [f for f in merged.findings if f.code == "XA-S061"] == []
    assert lint(merged.master) == ()


# --- blank, words and odd values ---------------------------------------------------------------------


def test_an_emptied_cell_is_asked_as_leeggemaakt():
    merged = r.merge(master(), r.retour(r.LELYSTAD, {r.veld(2, "doel"): None}))
    assert r.counts(merged) == {"conflict": 1}
    (row,) = r.book(merged.master, "conflicten")
    assert "leeggemaakt" in row["veld"]
    cleared = r.merge(r.decide(merged.master, {0: "Retour overnemen"}))
    assert r.veld(2, "doel") not in r.shown(cleared.master)


def test_the_word_wissen_clears():
    merged = r.merge(master(), r.retour(r.LELYSTAD, {r.veld(2, "doel"): "wissen"}))
    assert r.counts(merged) == {"overgenomen": 1}
    assert r.veld(2, "doel") not in r.shown(merged.master)


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5", "@naam", '=HYPERLINK("http://x.example")'])
def test_text_that_looks_like_a_formula_stays_text(text):
    merged = r.merge(
        master(), r.retour(r.LELYSTAD, {r.veld(1, "doel"): text, r.rij(1, 3, "activiteit"): text})
    )
    assert r.shown(merged.master)[r.veld(1, "doel")] == text
    assert text in activities(merged.master, 1).values()


def test_an_error_cell_is_unreadable_and_no_edit():
    sheet, cell = r.places(r.copy_of(r.LELYSTAD))[r.veld(2, "doel")]

    def break_it(book):
        book[sheet][cell] = "#REF!"
        book[sheet][cell].data_type = "e"

    merged = r.merge(master(), r.through_openpyxl(r.copy_of(r.LELYSTAD), break_it))
    assert r.counts(merged) == {}
    assert ("XA-S020", cell) in {(f.code, f.cell) for f in merged.findings}
    assert r.changed(master(), merged.master) == GEEN


def test_a_field_that_the_province_made_a_formula_keeps_its_formula_and_its_value():
    place = r.read(master()).places[r.veld(1, "doel")]

    def formula(book):
        book[place.sheet][place.address] = "=1+1"

    typed = r.through_openpyxl(master(), formula)
    merged = r.merge(typed, r.retour(r.LELYSTAD, {r.veld(1, "locatie"): "Kade"}))
    assert r.shown(merged.master)[r.veld(1, "locatie")] == "Kade"


# --- late returns ------------------------------------------------------------------------------------


def test_a_late_return_of_an_older_uitgifte_is_compared_with_what_it_was_given():
    first = r.merge(master(), r.retour(r.LELYSTAD, {r.veld(2, "doel"): "Nieuw doel"})).master
    second = r.issue(first)
    late = r.merge(second.master, r.retour(r.URK, {r.veld(2, "aanleiding"): "Te vol"}))
    assert r.counts(late) == {"overgenomen": 1}
    assert r.changed(second.master, late.master) == {r.veld(2, "aanleiding"): "Te vol"}


def test_a_late_return_that_contradicts_what_was_agreed_since_is_a_conflict():
    first = r.merge(master(), r.retour(r.LELYSTAD, {r.veld(2, "doel"): "Nieuw doel"})).master
    second = r.issue(first)
    late = r.merge(second.master, r.retour(r.URK, {r.veld(2, "doel"): "Ander doel"}))
    assert r.counts(late) == {"conflict": 1}
    assert r.changed(second.master, late.master) == GEEN


# --- files that are no return ------------------------------------------------------------------------


def test_a_bad_file_among_good_ones_is_told_and_has_the_effect_of_its_absence():
    good = r.retour(r.URK, {r.veld(3, "doel"): "A"})
    merged = r.merge(master(), ("kapot.xlsx", b"PK\x03\x04niets"), ("goed.xlsx", good), ("m.xlsx", master()))
    assert [verslag.fout is not None for verslag in merged.verslagen] == [True, False, True]
    assert says(merged.master) == says(r.merge(master(), ("goed.xlsx", good)).master)


def test_a_return_of_another_actielijst_changes_nothing():
    other = r.issue(r.issued().master)
    merged = r.merge(master(), r.retour(r.URK, {r.veld(3, "doel"): "A"}, other))
    assert r.changed(master(), merged.master) == GEEN
    assert "XA-S001" in {f.code for f in merged.findings}


def test_uitgiftes_says_what_came_back():
    merged = r.merge(master(), ("van urk.xlsx", r.retour(r.URK, {})))
    rows = {row["partij"]: row for row in r.book(merged.master, "uitgiftes")}
    assert (rows[r.URK]["retour"], rows[r.URK]["terug"]) == ("van urk.xlsx", r.MOMENT.date())
    assert not rows[r.LELYSTAD]["retour"]
