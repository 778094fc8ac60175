"""Answers: what a party gets back when cells were refused, and what happens when it corrects them."""

import io
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from flows.rondgang import (
    FIELDS,
    LELYSTAD,
    LIANDER,
    MOMENT,
    SETTINGS,
    counts,
    fill,
    issued,
    merge,
    places,
    retour,
    rij,
    shown,
    through_openpyxl,
    veld,
)

import actielijst_xl.merging
from actielijst_xl import cli
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.lint import lint
from actielijst_xl.package.patch import apply_edits
from actielijst_xl.templates import data_folder, load_toml
from actielijst_xl.usecases.antwoord import make_antwoorden

PLANNING, OORDEEL, STATUS = rij(1, 1, "planning"), veld(1, "oordeel"), rij(1, 2, "status")
PUNT = veld(1, "aandachtspunten")
RED, YELLOW = "FFF9DAD7", "FFFFFBEA"


def answers(*retouren, master=None):
    """The merge of returns, and the answers to them."""
    named = [r if isinstance(r, tuple) else (f"retour-{n}.xlsx", r) for n, r in enumerate(retouren, 1)]
    merged = merge(master or issued().master, *named)
    return merged, make_antwoorden(named, merged, settings=SETTINGS, dag=MOMENT.date())


def refused(values=None):
    """The answer to a return of which two cells are refused, and the master after it."""
    merged, [answer] = answers(retour(LELYSTAD, {PLANNING: "ooit", OORDEEL: "=1+1"} | (values or {})))
    return merged.master, answer


def look(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def listed(data, sheet="Antwoord"):
    """The rows of the answer under a header: (sheet, cell, field, value, why, what is accepted, example)."""
    rows = [tuple(row[:7]) for row in look(data)[sheet].iter_rows(values_only=True)]
    return [row for row in rows if row[1] and row[1] != "Cel"]


def cell(data, key):
    sheet, where = places(data)[key]
    return look(data)[sheet][where]


# --- the answer --------------------------------------------------------------------------------------


def test_refused_cells_are_red_and_keep_what_was_typed():
    _, answer = refused()
    for key, value in ((PLANNING, "ooit"), (OORDEEL, "=1+1")):
        found = cell(answer.data, key)
        assert (found.value, found.data_type, found.fill.fgColor.rgb) == (value, "s", RED)
    assert cell(answer.data, PUNT).fill.fgColor.rgb == YELLOW


def test_the_list_says_where_what_why_and_what_is_accepted():
    _, answer = refused()
    where = places(answer.data)
    rows = {row[:2]: row[2:] for row in listed(answer.data)}
    assert set(rows) == {where[PLANNING], where[OORDEEL]}
    label, typed, _, wel, example = rows[where[PLANNING]]
    assert (label, typed, wel) == (FIELDS["planning"].label, "ooit", "een jaar, kwartaal of datum")
    assert example == FIELDS["planning"].voorbeeld
    assert (answer.geweigerd, answer.eigen, answer.partij) == (2, True, LELYSTAD)


def test_the_file_opens_on_the_list_and_has_no_faults():
    _, answer = refused()
    book = look(answer.data)
    assert book.sheetnames[0] == book.active.title == "Antwoord"
    assert [s.title for s in book if s.sheet_view.tabSelected] == ["Antwoord"]
    assert not lint(answer.data)


def test_text_that_came_in_is_no_formula_and_no_link_on_the_list():
    _, answer = refused({STATUS: '=HYPERLINK("http://x")'})
    sheet = look(answer.data)["Antwoord"]
    kinds = {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None}
    assert kinds == {"s"}
    assert not [c for row in sheet.iter_rows() for c in row if c.hyperlink]


def test_a_party_without_refused_cells_gets_no_answer():
    _, found = answers(retour(LELYSTAD, {PUNT: "b"}), retour(LIANDER, {PUNT: "c"}), b"geen werkboek")
    assert found == ()


def test_an_open_conflict_is_listed_without_what_the_other_party_said():
    mine = retour(LELYSTAD, {PLANNING: "ooit", PUNT: "van mij"})
    _, [answer] = answers(mine, retour(LIANDER, {PUNT: "van de ander"}))
    rows = listed(answer.data)
    assert [row[:4] for row in rows][1:] == [
        (*places(mine)[PUNT], FIELDS["aandachtspunten"].label, "van mij")
    ]
    texts = {c.value for sheet in look(answer.data) for row in sheet.iter_rows() for c in row}
    assert "van de ander" not in texts
    assert cell(answer.data, PUNT).fill.fgColor.rgb == YELLOW


def test_a_field_of_another_party_says_what_stood_there():
    _, [answer] = answers(retour(LELYSTAD, {veld(1, "haalbaarheid_ibn"): 2040}))
    assert listed(answer.data)[0][3:] == (
        "2040",
        "Dit veld vult een andere partij in.",
        "Zet terug wat er stond. Klopt dat niet? Meld het aan de provincie.",
        "2030",
    )


def test_every_reason_to_refuse_is_explained_to_the_party():
    folder = Path(actielijst_xl.merging.__file__).parent.parent
    source = "".join(p.read_text(encoding="utf-8") for p in [*(folder / "merging").glob("*.py")])
    codes = set(re.findall(r'Refusal\(code="(XA-S\d+)"', source)) | {"XA-S013"}
    assert codes <= set(load_toml(data_folder("workbook_templates") / "antwoord.toml")["redenen"])


# --- cells that can't be read ------------------------------------------------------------------------

HIDDEN = "a\u202eb"


def unread(raw='t="e"><v>#REF!</v>', key=PUNT, values=None, party=LELYSTAD):
    """A return in which a cell can't be read."""
    data = retour(party, {key: "kapot"} | (values or {}))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            broken = re.sub(r't="inlineStr"><is><t[^>]*>kapot</t></is>', lambda _: raw, content)
            new.writestr(name, broken.encode("utf-8", "surrogateescape"))
    return out.getvalue()


@pytest.mark.parametrize(
    "raw", ['t="e"><v>#REF!</v>', "><f>1+1</f>", f't="inlineStr"><is><t>{HIDDEN}</t></is>']
)
def test_a_party_with_only_an_unreadable_cell_gets_an_answer_too(raw):
    data = unread(raw)
    _, [answer] = answers(data)
    [row] = listed(answer.data)
    assert row[:3] == (*places(data)[PUNT], FIELDS["aandachtspunten"].label)
    assert row[4].startswith("Wij konden deze cel niet lezen.")
    assert row[5]
    assert cell(answer.data, PUNT).fill.fgColor.rgb == RED
    assert (answer.geweigerd, answer.onleesbaar, answer.eigen) == (0, 1, True)
    assert not lint(answer.data)


def test_hidden_characters_are_called_so():
    _, [answer] = answers(unread(f't="inlineStr"><is><t>{HIDDEN}</t></is>'))
    assert "verborgen tekens" in listed(answer.data)[0][4]
    assert HIDDEN not in str(listed(answer.data))


def test_refused_and_unreadable_cells_stand_together_in_reading_order():
    _, [answer] = answers(unread(values={PLANNING: "ooit"}))
    where = places(answer.data)
    assert {row[:2] for row in listed(answer.data)} == {where[PUNT], where[PLANNING]}
    assert (answer.geweigerd, answer.onleesbaar) == (1, 1)


def test_an_unreadable_cell_of_one_party_is_not_told_to_another_with_the_same_file_name():
    mine, other = ("retour.xlsx", unread()), ("retour.xlsx", unread(key=OORDEEL, party=LIANDER))
    _, found = answers(mine, other)
    assert [len(listed(answer.data)) for answer in found] == [1, 1]


def test_a_cell_that_a_later_return_of_the_party_filled_in_is_not_asked_again():
    _, found = answers(unread(), retour(LELYSTAD, {PUNT: "nu goed"}))
    assert found == ()


def test_an_unreadable_cell_is_told_again_when_the_file_is_offered_again():
    data = unread()
    master = merge(issued().master, data).master
    _, [answer] = answers(data, master=master)
    assert answer.onleesbaar == 1


def test_a_cell_that_the_party_may_not_fill_in_is_not_asked_for():
    _, found = answers(unread(key=veld(1, "haalbaarheid_ibn")))
    assert found == ()


# --- what comes back ---------------------------------------------------------------------------------


def test_a_corrected_answer_is_a_normal_return():
    master, answer = refused()
    merged = merge(master, (answer.bestand, fill(answer.data, {PLANNING: "Q3 2027", OORDEEL: "Op schema"})))
    assert counts(merged) == {"overgenomen": 2}
    assert [f.code for f in merged.findings] == []
    assert {k: v for k, v in shown(merged.master).items() if k in (PLANNING, OORDEEL)} == {
        PLANNING: "Q3 2027",
        OORDEEL: "Op schema",
    }
    assert merged.result.ledgers[0].counts["vervangen"] == 2


def test_an_answer_that_comes_back_as_it_was_says_nothing_new():
    master, answer = refused()
    merged = merge(master, answer.data)
    assert merged.master == master
    assert [f.code for f in merged.findings] == ["XA-S003"]


@pytest.mark.parametrize("change", [lambda book: None, lambda book: book.move_sheet("Antwoord", 3)])
def test_an_answer_saved_by_another_program_has_no_loose_text(change):
    master, answer = refused()
    merged = merge(master, fill(through_openpyxl(answer.data, change), {PLANNING: 2027}))
    assert [f.code for f in merged.findings if f.sheet == "Antwoord"] == []


@pytest.mark.libreoffice
def test_an_answer_saved_by_libreoffice_is_a_normal_return(libreoffice):
    master, answer = refused()
    saved = libreoffice(fill(answer.data, {PLANNING: "Q3 2027"}), "xlsx")
    merged = merge(master, saved)
    assert counts(merged) == {"geweigerd": 1, "overgenomen": 1}
    assert [f.code for f in merged.findings if f.sheet == "Antwoord"] == []


def test_what_somebody_types_on_the_list_is_loose_text():
    master, answer = refused()
    typed = apply_edits(answer.data, [SetCell(sheet="Antwoord", cell="C30", value="Wij bedoelen 2031")])
    merged = merge(master, typed)
    assert [(f.code, f.value) for f in merged.findings if f.sheet == "Antwoord"] == [
        ("XA-S021", "Wij bedoelen 2031")
    ]


def test_a_row_of_ours_that_somebody_changed_is_loose_text():
    master, answer = refused()
    sheet = look(answer.data)["Antwoord"]
    row = next(row for row in sheet.iter_rows() if row[3].value == "ooit")
    edit = SetCell(sheet="Antwoord", cell=row[3].coordinate, value="2031")
    merged = merge(master, apply_edits(answer.data, [edit]))
    assert "2031" in {f.value for f in merged.findings if f.code == "XA-S021"}


def test_a_second_answer_takes_the_red_away_from_what_is_right_now():
    master, answer = refused()
    again = fill(answer.data, {PLANNING: 2027, OORDEEL: "prima"})
    _, [second] = answers((answer.bestand, again), master=master)
    book = look(second.data)
    assert (book.sheetnames[0], book["Antwoord"].sheet_state) == ("Antwoord 2", "hidden")
    assert [row[3] for row in listed(second.data, "Antwoord 2")] == ["prima"]
    assert cell(second.data, PLANNING).fill.fgColor.rgb == YELLOW
    assert cell(second.data, OORDEEL).fill.fgColor.rgb == RED
    assert second.bestand == answer.bestand
    assert not lint(second.data)


def test_a_sheet_of_the_party_with_our_name_stays_as_it_is():
    data = retour(LELYSTAD, {PLANNING: "ooit"})

    def change(book):
        book.create_sheet("Antwoord")["A1"] = "Ons eigen blad"

    _, [answer] = answers(through_openpyxl(data, change))
    book = look(answer.data)
    assert (book["Antwoord"]["A1"].value, book["Antwoord"].sheet_state) == ("Ons eigen blad", "visible")
    assert book.sheetnames[0] == "Antwoord 2"


# --- other files -------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_edited_gets_a_list():
    data = retour(LELYSTAD, {PLANNING: "ooit"})
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("_xmlsignatures/sig1.xml", "<x/>")
    _, [answer] = answers(("ondertekend.xlsx", buffer.getvalue()))
    assert (answer.eigen, answer.bestand) == (False, "ondertekend-antwoord.xlsx")
    assert look(answer.data).sheetnames == ["Antwoord"]
    assert [row[3] for row in listed(answer.data)] == ["ooit"]


@pytest.mark.libreoffice
def test_an_ods_gets_a_list(libreoffice):
    data = libreoffice(retour(LELYSTAD, {PLANNING: "ooit"}), "ods")
    _, [answer] = answers(("retour.ods", data))
    assert (answer.eigen, answer.bestand, answer.geweigerd) == (False, "retour-antwoord.xlsx", 1)


def test_a_file_with_macros_keeps_its_suffix():
    data = retour(LELYSTAD, {PLANNING: "ooit"})
    buffer = io.BytesIO()
    plain, macro = b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"vnd.openxmlformats-officedocument." + plain, b"vnd." + macro)
            new.writestr(name, content)
    _, [answer] = answers(("retour.xlsm", buffer.getvalue()))
    assert (answer.eigen, answer.bestand) == (True, "retour-antwoord.xlsm")


def test_two_files_with_one_name_get_two_answers():
    first = ("a.zip › retour.xlsx", retour(LELYSTAD, {PLANNING: "ooit"}))
    second = ("b.zip › retour.xlsx", retour(LIANDER, {veld(1, "oordeel"): "prima"}))
    _, found = answers(first, second)
    assert [a.bestand for a in found] == ["retour-antwoord.xlsx", "retour-antwoord-2.xlsx"]


def test_only_the_newest_return_of_a_party_is_answered():
    old, new = retour(LELYSTAD, {PLANNING: "ooit"}), retour(LELYSTAD, {OORDEEL: "prima"})
    _, found = answers(old, new)
    assert [a.retour for a in found] == ["retour-2.xlsx"]


def test_a_return_of_an_earlier_run_is_answered_when_it_is_offered_again():
    data = retour(LELYSTAD, {PLANNING: "ooit"})
    master = merge(issued().master, data).master
    _, [answer] = answers(data, master=master)
    assert (answer.eigen, cell(answer.data, PLANNING).fill.fgColor.rgb) == (True, RED)


def test_a_copy_that_was_saved_elsewhere_gets_a_list_because_its_cells_may_have_moved():
    data = retour(LELYSTAD, {PLANNING: "ooit"})
    master = merge(issued().master, data).master
    _, [answer] = answers(through_openpyxl(data, lambda book: None), master=master)
    assert not answer.eigen


def test_an_answer_to_very_many_refused_cells_lists_the_first_and_says_how_many_more(monkeypatch):
    monkeypatch.setattr("actielijst_xl.writing.antwoord.MOST", 1)
    _, answer = refused()
    texts = [c.value for row in look(answer.data)["Antwoord"].iter_rows() for c in row]
    assert len(listed(answer.data)) == 1
    assert "Dit is niet alles: het gaat nog om 1 cel. Verbeter eerst deze." in texts


# --- files -------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "actielijst.xlsx").write_bytes(issued().master)
    (tmp_path / "urk.xlsx").write_bytes(retour(LELYSTAD, {PLANNING: "ooit"}))
    return tmp_path


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Merge the return with an answer: (exit code, stdout)."""

    def command(*more):
        words = [
            "merge",
            folder / "actielijst.xlsx",
            folder / "urk.xlsx",
            "--antwoord",
            folder / "uit",
            *more,
        ]
        monkeypatch.setattr(sys, "argv", ["xl-actielijst", *map(str, words)])
        with pytest.raises(SystemExit) as ending:
            cli.main()
        return ending.value.code, capsys.readouterr().out

    return command


def test_the_answers_are_written_beside_the_master_and_told(folder, run):
    code, out = run()
    assert code == 4
    assert f"Antwoord aan {LELYSTAD}: 1 geweigerde cel" in out
    assert [p.name for p in (folder / "uit").iterdir()] == ["urk-antwoord.xlsx"]


def test_a_dry_run_counts_the_answers_and_writes_nothing(folder, run):
    before = (folder / "actielijst.xlsx").read_bytes()
    _, out = run("--dry-run")
    assert "1 antwoord, nog niet geschreven." in out
    assert not (folder / "uit").exists()
    assert (folder / "actielijst.xlsx").read_bytes() == before


def test_json_names_the_answers(folder, run):
    _, out = run("--json")
    assert '"antwoorden": [' in out
    assert '"bestand": "urk-antwoord.xlsx"' in out


def test_an_earlier_answer_goes_to_the_archive(folder, run):
    (folder / "uit").mkdir()
    (folder / "uit" / "urk-antwoord.xlsx").write_bytes(b"een eerder antwoord")
    run()
    kept = [p.read_bytes() for p in (folder / "archief").iterdir() if p.name.startswith("urk-antwoord")]
    assert kept == [b"een eerder antwoord"]


def test_answers_alone_leave_the_master_as_it_is(folder, run):
    run()
    before = (folder / "actielijst.xlsx").read_bytes()
    (folder / "uit" / "urk-antwoord.xlsx").unlink()
    _, out = run()
    assert "1 antwoord." in out
    assert (folder / "uit" / "urk-antwoord.xlsx").exists()
    assert (folder / "actielijst.xlsx").read_bytes() == before


def test_a_master_that_is_open_elsewhere_gets_no_answers_either(folder, run):
    (folder / "~$actielijst.xlsx").write_bytes(b"\x06Jan   ")
    code, _ = run()
    assert code == 5
    assert not (folder / "uit").exists()
