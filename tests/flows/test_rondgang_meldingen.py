"""What the messages of the round trip call things: rows by their number, values as people write them."""

from datetime import datetime

import pytest
from flows import rondgang as r
from masters import settings

from actielijst_xl.cli import tonen
from actielijst_xl.merging.result import LogEvent
from actielijst_xl.model.decisions import Key
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.usecases import boeken, rondgang, toestand
from actielijst_xl.usecases.antwoord import make_antwoorden

DOEL, LOCATIE, STATUS = r.veld(2, "doel"), r.veld(2, "locatie"), r.rij(2, 1, "status")
SCORE = Key("nh-1", "project", "", "overig:1")


def finding(found, code):
    [one] = [f for f in found if f.code == code]
    return one


def disputed():
    """A master in which Urk and Lelystad differ on the goal of NH-2 and on the status of its afspraak."""
    urk = r.retour(r.URK, {DOEL: "wonen", STATUS: "Gereed", LOCATIE: "haven"})
    return r.merge(r.issued().master, urk, r.retour(r.LELYSTAD, {DOEL: "werken", STATUS: "Vervallen"}))


def decided(besluiten):
    return r.merge(r.decide(disputed().master, besluiten))


def at(conflict_veld):
    rows = r.book(disputed().master, "conflicten")
    return next(n for n, row in enumerate(rows) if conflict_veld in row["veld"])


def test_an_answer_calls_an_overig_gegeven_by_its_header():
    named = [("urk.xlsx", r.retour(r.LELYSTAD, {SCORE: 9}))]
    merged = r.merge(r.issued().master, *named)
    [answer] = make_antwoorden(named, merged, settings=r.SETTINGS, dag=r.MOMENT.date())
    words = r.read_words(answer.data)["Antwoord"]
    assert ("Score" in words, SCORE.veld in words) == (True, False)


def test_a_decision_that_is_incomplete_names_the_row_of_afspraken():
    found = finding(decided({at("Status"): "Retour overnemen"}).findings, "XA-S031")
    assert found.details["veld"] == "NH-2-A01 · Status"


def test_a_decision_on_a_conflict_that_is_gone_names_its_number():
    master = r.decide(disputed().master, {at("Status"): "Master behouden"})
    tabel = r.read(master).tabellen["conflicten"]
    row = tabel.rijen[at("Status")]
    gone = SetCell(sheet=tabel.sheet, cell=row["sleutel"].address, value="0a1b2c3d")
    found = finding(r.merge(apply_edits(master, [gone])).findings, "XA-S034")
    assert found.details["conflict"] == row["nr"].value


def test_undo_says_leeg_for_a_field_that_stays_empty():
    master = decided({at("Doel"): ("Eigen tekst", "wissen")}).master
    done = toestand.undo(master, "actielijst.xlsx", "retour-1.xlsx", settings=r.SETTINGS, moment=r.MOMENT)
    assert {f.value for f in done.findings if f.code == "XA-S036"} == {"(leeg)"}


def test_a_refused_day_is_told_as_people_write_it():
    found = r.merge(r.issued().master, r.retour(r.URK, {STATUS: datetime(2027, 3, 1)}))
    assert finding(found.findings, "XA-S013").value == "01-03-2027"


@pytest.mark.parametrize(("besluiten", "told"), [(1, "1 besluit verwerkt."), (2, "2 besluiten verwerkt.")])
def test_the_report_counts_the_decisions(besluiten, told, capsys):
    found = decided(dict.fromkeys(range(besluiten), "Retour 1 overnemen"))
    tonen.print_samengevoegd(found, quiet=True)
    assert told in capsys.readouterr().out.splitlines()
    assert tonen.merged_as_data(found)["besluiten"] == besluiten


def test_two_conflicts_are_conflicten(capsys):
    tonen.print_samengevoegd(disputed(), quiet=True)
    assert "3 wijzigingen: 1 overgenomen, 2 conflicten." in capsys.readouterr().out


def told(found, capsys, *, quiet=False):
    tonen.print_samengevoegd(found, quiet=quiet)
    return capsys.readouterr().out


@pytest.mark.parametrize("quiet", [True, False])
def test_a_party_that_got_nothing_is_not_told_as_nothing_new(quiet, capsys):
    first = r.issue(r.made(), alleen=(r.URK,))
    stranger = r.retour(r.LELYSTAD, {}, r.issued())
    text = told(r.merge(first.master, ("vreemd.xlsx", stranger)), capsys, quiet=quiet)
    assert "vreemd.xlsx: overgeslagen" in text
    assert "XA-S002" in text
    assert "niets nieuws" not in text


def test_a_copy_brings_nothing_new(capsys):
    data = r.retour(r.URK, {DOEL: "wonen"})
    again = r.merge(r.merge(r.issued().master, data).master, ("kopie.xlsx", data))
    assert told(again, capsys, quiet=True).splitlines()[0] == "kopie.xlsx: brengt niets nieuws."


def test_an_unreadable_cell_stands_in_logboek_with_its_place():
    sheet, cell = r.places(r.copy_of(r.URK))[DOEL]

    def broken(book):
        book[sheet][cell].value = "=#REF!"

    found = r.merge(r.issued().master, r.through_openpyxl(r.copy_of(r.URK), broken))
    [line] = [row for row in r.book(found.master, "logboek") if row["gebeurtenis"] == "Niet te lezen"]
    assert (line["afzender"], line["veld"]) == (r.URK, f"Doel ({sheet} {cell})")


def test_two_answers_of_one_party_are_told_apart_on_conflicten():
    second = r.issue(r.issued().master, alleen=(r.URK,))
    returns = r.retour(r.URK, {DOEL: "eerst"}), r.retour(r.URK, {DOEL: "later"}, second)
    [row] = r.book(r.merge(second.master, *returns).master, "conflicten")
    assert row["afzender"] == "1) Gemeente Urk (2026-11-1)\n2) Gemeente Urk (2026-11-2)"


def test_a_party_with_one_candidate_is_told_by_its_name():
    senders = {row["afzender"] for row in r.book(disputed().master, "conflicten")}
    assert f"1) {r.URK}\n2) {r.LELYSTAD}" in senders


def test_text_outside_the_fields_stands_on_logboek_with_its_place_and_nothing_before_it():
    event = LogEvent(time="", code="XA-S021", became="Bel ons", place="Leeswijzer › B6")
    [row] = boeken.log_rows([event], boeken.Names(r.FIELDS, {}, {}), r.MOMENT)
    assert row["veld"] == "(Leeswijzer › B6)"


def test_labels_that_the_settings_name_otherwise_since_the_issue_were_typed_by_nobody():
    copy = r.retour(r.LELYSTAD, {DOEL: "wonen"})
    now = settings(provincie={"naam": "Voorbeeldland"}, labels={"doel": "Waartoe", "activiteit": "Wat"})
    merged = rondgang.merge(
        r.issued().master, "actielijst.xlsx", [("lelystad.xlsx", copy)], settings=now, moment=r.MOMENT
    )
    assert [f.code for f in merged.findings] == []
    assert sum(r.counts(merged).values()) == 1


def test_a_label_that_somebody_typed_over_is_told():
    def write(book):
        sheet = next(s for s in book if s["A8"].value == "Projectnaam")
        sheet["A8"] = "Valt af, bel ons"

    merged = r.merge(r.issued().master, r.through_openpyxl(r.copy_of(r.LELYSTAD), write))
    assert finding(merged.findings, "XA-S021").value == "Valt af, bel ons"
