"""remind: who gets a reminder, what it says, and the draft mail."""

import sys
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from flows import rondgang as r
from masters import master, project, settings

from actielijst_xl import cli
from actielijst_xl.errors import ActielijstError
from actielijst_xl.usecases import herinneren
from actielijst_xl.usecases.herinneren import Herinnering, Herinneringen, remind

BEFORE, AFTER = date(2026, 11, 15), date(2026, 12, 1)  # the deadline is 20-11-2026
MAIL = {r.URK.upper(): "energie@urk.example"}
SETTINGS = settings(provincie={"naam": "Voorbeeldland", "mail": "pmiek@voorbeeldland.example"}, partijen=MAIL)


@cache
def answered() -> bytes:
    """A master of which Urk and TenneT have answered."""
    late = r.retour(r.URK, {r.rij(2, 1, "planning"): "1-11-2026"})
    return r.merge(r.issued().master, late, r.retour(r.TENNET, {r.veld(3, "doel"): "x"})).master


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """That master in a folder."""
    file = tmp_path / "actielijst.xlsx"
    file.write_bytes(answered())
    return file


def reminders(path: Path, day: date, **given: object) -> Herinneringen:
    return remind(path, **({"settings": SETTINGS, "vandaag": day} | given))


def of(done: Herinneringen, partij: str) -> Herinnering:
    return next(reminder for reminder in done.herinneringen if reminder.partij == partij)


def test_who_did_not_answer_and_who_is_late_get_a_reminder_and_nobody_else(path):
    found = reminders(path, BEFORE).herinneringen
    assert [(h.partij, len(h.fiches), h.te_laat) for h in found] == [
        (r.LELYSTAD, 2, ()),
        (r.URK, 0, ("NH-2-A01",)),
        (r.LIANDER, 2, ("NH-1-A02",)),
    ]


def test_the_text_says_what_who_and_when(path):
    text = of(reminders(path, BEFORE), r.LIANDER).tekst
    told = ("Beste collega van Liander", "Op 10-11-2026", "vóór 20-11-2026", "- NH-1 Station Noordkade")
    told += ("- NH-2 Kabel Zuid", "NH-1-A02  Grond kopen", "planning 2025, 45 weken geleden")
    told += ("pmiek@voorbeeldland.example", "Provincie Voorbeeldland")
    assert [part for part in told if part not in text] == []
    assert "NH-3" not in text


def test_a_deadline_that_is_past_is_said_to_be_past(path):
    assert "moest vóór 20-11-2026 terug zijn" in of(reminders(path, AFTER), r.LELYSTAD).tekst


def test_who_answered_is_only_asked_about_its_afspraken(path):
    reminder = of(reminders(path, BEFORE), r.URK)
    assert "bestand met de pMIEK-actielijst" not in reminder.tekst
    assert (reminder.deadline, reminder.mail) == (None, "energie@urk.example")


def test_without_uitgifte_there_is_nobody_to_remind(tmp_path):
    (tmp_path / "actielijst.xlsx").write_bytes(r.made())
    with pytest.raises(ActielijstError) as stopped:
        reminders(tmp_path / "actielijst.xlsx", BEFORE)
    assert stopped.value.code == "XA-M020"


def test_when_all_answered_in_time_that_is_told(tmp_path):
    done = {r.rij(1, 2, "status"): "Gereed"}
    changes = {r.LELYSTAD: {}, r.URK: {}, r.LIANDER: done, r.TENNET: {}}
    back = [
        r.retour(naam, {r.veld(f, "doel"): naam} | more)
        for f, (naam, more) in zip((1, 3, 2, 2), changes.items(), strict=True)
    ]
    (tmp_path / "actielijst.xlsx").write_bytes(r.merge(r.issued().master, *back).master)
    found = reminders(tmp_path / "actielijst.xlsx", BEFORE)
    assert found.herinneringen == ()
    assert "XA-M021" in [finding.code for finding in found.findings]


def test_only_the_parties_that_were_named(path):
    assert [h.partij for h in reminders(path, BEFORE, alleen=["liander"]).herinneringen] == [r.LIANDER]
    with pytest.raises(ActielijstError) as stopped:
        reminders(path, BEFORE, alleen=["Stedin"])
    assert stopped.value.code == "XA-M023"


def test_a_late_afspraak_without_an_organisation_is_told_and_gives_no_mail(path):
    held = {r.rij(1, 2, "trekker"): "gemeente", r.rij(2, 1, "trekker"): None}
    path.write_bytes(r.type_in_master(answered(), held))
    done = reminders(path, BEFORE)
    [finding] = [f for f in done.findings if f.code == "XA-M024"]
    assert finding.details["afspraken"] == "NH-1-A02, NH-2-A01"
    assert [h.partij for h in done.herinneringen] == [r.LELYSTAD, r.LIANDER]


def test_a_draft_mail_opens_unsent_with_all_its_letters(path, tmp_path):
    done = reminders(path, BEFORE, folder=tmp_path / "mails")
    files = {file.name: file.read_bytes() for file in done.bestanden}
    assert set(files) == {
        f"herinnering-{naam}.eml" for naam in ("gemeente-lelystad", "gemeente-urk", "liander")
    }
    mail = message_from_bytes(files["herinnering-gemeente-urk.eml"], policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert (mail["X-Unsent"], mail["To"]) == ("1", "energie@urk.example")
    assert mail["Subject"] == "Herinnering: pMIEK-actielijst Voorbeeldland"
    assert "Tracé kiezen" in mail.get_content()
    assert mail.get_content_charset() == "utf-8"


def test_a_party_without_an_address_gets_a_draft_without_one_and_that_is_told(path, tmp_path):
    done = reminders(path, BEFORE, folder=tmp_path / "mails")
    told = {f.details["partij"] for f in done.findings if f.code == "XA-M022"}
    assert told == {r.LELYSTAD, r.LIANDER}
    mail = message_from_bytes((tmp_path / "mails/herinnering-liander.eml").read_bytes())
    assert mail["To"] is None


def test_a_line_break_in_an_address_starts_no_other_header(path):
    evil = settings(partijen={"Gemeente Urk": "a@b.example\nBcc: c@d.example"})
    mail = message_from_bytes(of(reminders(path, BEFORE, settings=evil), r.URK).as_mail())
    assert mail["Bcc"] is None


def test_two_parties_with_one_file_name_get_two_files(path, tmp_path):
    [one, *_] = reminders(path, BEFORE).herinneringen
    twice = (one, replace(one, partij=one.partij.upper()))
    written = herinneren.write_drafts(twice, tmp_path / "mails", SETTINGS)
    assert [p.name for p in written] == [
        "herinnering-gemeente-lelystad.eml",
        "herinnering-gemeente-lelystad-2.eml",
    ]


def test_the_command_writes_no_file_without_eml(path, monkeypatch, capsys):
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr(
        sys, "argv", ["xl-actielijst", "remind", "actielijst.xlsx", "--peildatum", "15-11-2026"]
    )
    with pytest.raises(SystemExit) as ending:
        cli.main()
    out = capsys.readouterr().out
    assert ending.value.code == 0
    assert "--- Liander" in out
    assert "3 herinneringen." in out
    assert [p.name for p in path.parent.iterdir() if not p.name.startswith(".")] == ["actielijst.xlsx"]


def test_the_texts_use_only_what_is_filled_in(path):
    text = " ".join(h.tekst for h in reminders(path, AFTER).herinneringen)
    assert "{" not in text
    assert "None" not in text


def test_one_fiche_is_told_in_the_singular(tmp_path):
    one = tmp_path / "een.xlsx"
    made = master([project("NH-1", "Station", projectfase="Projectfase", gemeente="Urk")])
    one.write_bytes(r.issue(made).master)
    [reminder] = reminders(one, AFTER).herinneringen
    assert "Het gaat om deze fiche:" in reminder.tekst


def test_one_late_afspraak_is_told_in_the_singular(path):
    text = of(reminders(path, BEFORE), r.LIANDER).tekst
    assert "Deze afspraak is over de planning heen." in text
    assert "Het gaat om deze fiches:" in text


def test_on_the_day_before_which_it_had_to_be_back_it_is_late(path):
    asked, late = "vóór 20-11-2026 terugsturen", "moest vóór 20-11-2026 terug zijn"
    texts = [of(reminders(path, date(2026, 11, day)), r.LELYSTAD).tekst for day in (19, 20)]
    assert [(asked in text, late in text) for text in texts] == [(True, False), (False, True)]
