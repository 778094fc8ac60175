"""A master in which the province works itself: after a whole round all of it is there, with the right values.

LibreOffice does what officials do: notes, colours, an own sheet with a chart and a pivot table on our data,
a renamed and a moved fiche, a widened, a hidden and an inserted column. excelize does most of it in its own
way. Then 20 returns are merged twice, conflicts decided, one return undone and a new list imported, and
LibreOffice looks at the result.
"""

import io
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest
from flows import rondgang as r
from masters import PEILDATUM, formula_values, without_cached_values
from test_libreoffice_master import same

from actielijst_xl.model.field import Rol
from actielijst_xl.package.lint import lint
from actielijst_xl.templates import load_vocabulary
from actielijst_xl.usecases import generate
from actielijst_xl.usecases.toestand import undo
from actielijst_xl.usecases.vernieuwen import update

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

COUNT = 19  # gemeenten, each with a project; Liander has a part in all of them
OWN, FICHE, RENAMED = "Mijn analyse", "NH-1 Station 1", "Ons station"
HEAD = 22  # the header row of the table on the Overzicht


@cache
def gemeenten():
    return tuple(sorted(load_vocabulary().gemeenten_of("Noord-Holland")))[:COUNT]


def name_of(number):
    return f"Gemeente {gemeenten()[number - 1]}"


FASEN = ("Planuitwerkingsfase", "Projectfase", "Realisatiefase")


def row_of(number):
    """A row of the list as the province keeps it."""
    return {
        "Projectnummer": f"NH-{number}",
        "Projectnaam": f"Station {number}",
        "Projectfase": FASEN[number % 3],
        "Gemeente": gemeenten()[number - 1],
        "Netbeheerder": "Liander",
        "Type infra": "Nieuw station",
        "IBN": 2028 + number % 5,
        "Omschrijving": f"Station voor {number} wijken",
    }


def as_list(rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "pMIEK"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    made.name = "lijst.xlsx"
    return made


@cache
def made():
    rows = [row_of(number) for number in range(1, COUNT + 1)]
    return generate(as_list(rows), settings=r.SETTINGS, peildatum=PEILDATUM).data


def new_list():
    """The list a month later: a text and a year changed, one project gone, one new."""
    rows = [row_of(number) for number in range(1, COUNT)]
    rows[1]["Omschrijving"] = "Station voor de haven"
    rows[5]["IBN"] = 2035
    return as_list([*rows, row_of(1) | {"Projectnummer": "NH-20", "Projectnaam": "Kabel Nieuw"}])


OFFICIAL = (
    *(["unprotect", sheet] for sheet in ("Overzicht", "Monitoring", FICHE)),
    ["add_sheet", OWN, {"A1": "Bellen met de wethouder", "A2": "12,5", "A3": "=A2*2"}],
    ["note", FICHE, "B8", "Navragen bij de wethouder"],
    ["note", "Overzicht", "B26", "Let op"],
    ["colour", FICHE, "A8:C9"],
    ["insert_column", "Overzicht", "D"],
    ["type_in", "Overzicht", f"D{HEAD}", "Mijn kolom"],
    ["type_in", "Overzicht", f"D{HEAD + 1}", "spoed"],
    ["hide_column", "Overzicht", "F"],
    ["widen", "Monitoring", "B"],
    ["chart_of", OWN, "Overzicht", "A14:E15", "Fasen"],
    ["pivot_of", OWN, "H3", "Overzicht", f"A{HEAD}:L{HEAD + COUNT}", "Fase", "Nr."],
    ["rename_sheet", FICHE, RENAMED],
    ["move_sheet", "NH-2 Station 2", 0],
)


@dataclass(frozen=True)
class Round:
    """The master before the round and after it, and what was decided."""

    before: bytes
    after: bytes
    conflicts: int


def fase_of(number):
    """The phase that Liander fills in."""
    return "Realisatiefase" if number % 2 else "Projectfase"


def answers(out):
    """The returns: every gemeente fills in its fiche; Liander all of them, three texts otherwise."""
    for n in range(1, COUNT + 1):
        values = {
            r.veld(n, "doel"): f"Doel van {n}",
            r.veld(n, "oordeel"): "Knelpunt" if n % 3 else "Op schema",
            r.rij(n, 1, "activiteit"): f"Nieuwe actie {n}",
            r.rij(n, 1, "planning"): "Q1 2026",
        }
        yield f"gemeente-{n}.xlsx", r.retour(name_of(n), values, out)
    theirs = {r.veld(n, "doel"): f"Anders dan {n}" for n in (3, 4, 5)}
    theirs |= {r.veld(n, "projectfase"): fase_of(n) for n in range(1, COUNT + 1)}
    theirs |= {r.veld(n, "haalbaarheid_ibn"): 2031 + n % 3 for n in range(1, COUNT + 1)}
    yield "liander.xlsx", r.retour(r.LIANDER, theirs | {r.veld(1, "vraag_energyboard"): "Wie?"}, out)


def whole_round(data):
    out = r.issue(data, per=(Rol.GEMEENTE, Rol.NETBEHEERDER))
    back = list(answers(out))
    assert len(back) == 20
    first = r.merge(out.master, *back)
    assert [v.fout for v in first.verslagen if v.fout] == []
    again = r.merge(first.master, *back)
    assert again.master == first.master
    decided = r.decide(
        first.master, {0: "Master behouden", 1: "Retour overnemen", 2: ("Eigen tekst", "Onze eigen tekst")}
    )
    second = r.merge(decided)
    undone = undo(second.master, "actielijst.xlsx", "gemeente-7.xlsx", settings=r.SETTINGS, moment=r.MOMENT)
    renewed = update(
        undone.master,
        "actielijst.xlsx",
        new_list(),
        settings=r.SETTINGS,
        peildatum=PEILDATUM,
        moment=r.MOMENT,
    )
    assert renewed.nieuw == ("NH-20 Kabel Nieuw",)
    assert renewed.verdwenen == ("NH-19 Station 19",)
    return Round(before=data, after=renewed.master, conflicts=first.conflicten)


def by_libreoffice(office, folder):
    return office.edit(made(), *OFFICIAL)["xlsx"]


def by_excelize(office, folder):
    if find_spec("excelize") is None:
        pytest.skip("excelize is not installed")
    source, target = folder / "bron.xlsx", folder / "uit.xlsx"
    source.write_bytes(made())
    script = Path(__file__).with_name("excelize_master.py")
    subprocess.run([sys.executable, str(script), str(source), str(target)], check=True, timeout=120)
    return target.read_bytes()


@pytest.fixture(scope="module", params=[by_libreoffice, by_excelize])
def round_of(request, office, tmp_path_factory):
    return whole_round(request.param(office, tmp_path_factory.mktemp("provincie")))


only_libreoffice = pytest.mark.parametrize("round_of", [by_libreoffice], indirect=True)


@pytest.fixture(scope="module")
def looked(office, round_of):
    """What LibreOffice sees before and after: (additions, own sheet, pivot, colour, errors, names)."""
    fiche = RENAMED if RENAMED in r.read(round_of.before).bladen.values() else FICHE
    look = (
        ["additions"],
        ["values", OWN, "A1:A3"],
        ["colour_of", fiche, "A8"],
        ["errors"],
        ["names"],
        ["values", "Overzicht", f"A{HEAD}:O{HEAD + COUNT + 1}"],
        ["refresh_pivot", OWN],
        ["values", OWN, "H5:I9"],
    )

    def seen(data):
        office.edit(data, ["recalculate"], *look)
        return office.said[1:]

    return seen(round_of.before), seen(round_of.after)


def test_the_round_did_what_it_should(round_of):
    shown = r.shown(round_of.after)
    assert round_of.conflicts == 3
    assert shown[r.veld(1, "doel")] == "Doel van 1"
    assert r.veld(7, "doel") not in shown
    assert shown[r.veld(1, "vraag_energyboard")] == "Wie?"
    assert "Onze eigen tekst" in shown.values()
    assert "Nieuwe actie 3" in shown.values()
    assert shown[r.veld(2, "omschrijving")] == "Station voor de haven"
    assert shown[r.veld(6, "ibn")] == 2035
    assert shown[r.veld(20, "projectnaam")] == "Kabel Nieuw"
    assert r.veld(19, "projectnaam") in shown
    assert lint(round_of.after) == lint(round_of.before)


def test_what_officials_added_is_still_there(looked):
    (before, own, colour, *_), (after, own_after, colour_after, *_) = looked
    assert {name: after[name] for name in before} == before
    assert own_after == own == [["Bellen met de wethouder"], ["12,5"], ["25"]]
    assert colour_after == colour == 0xC6E0B4


def test_sheets_stand_where_they_were_put(looked):
    before, after = (seen[4] for seen in looked)
    assert [name for name in after if name in before] == before
    assert after[0] == "NH-2 Station 2"


def test_libreoffice_shows_no_errors_but_the_blanks_of_timelines(looked):
    for seen in looked:
        assert {(area[1], area[3]) for area in seen[3]} == {(9, 9)}  # the column that feeds the timeline


@only_libreoffice
def test_the_inserted_column_is_filled_and_the_overzicht_counts_right(looked):
    rows = looked[1][5]
    head, first = rows[0], rows[1]
    assert (head[3], first[3]) == ("Mijn kolom", "spoed")
    for n, row in enumerate(rows[1 : COUNT + 1], 1):
        told = dict(zip(head, row, strict=True))
        assert (told["Nr."], told["Fase"]) == (f"NH-{n}", fase_of(n))
    assert rows[COUNT + 1][:2] == ["NH-20", "Kabel Nieuw"]


@only_libreoffice
def test_a_renamed_fiche_keeps_its_name(round_of):
    assert r.read(round_of.after).bladen["nh-1"] == RENAMED


@only_libreoffice
def test_the_pivot_counts_what_the_master_says(looked):
    before, after = ({row[0]: row[1] for row in seen[7]} for seen in looked)
    assert before["Planuitwerkingsfase"] == "6"
    assert after["Projectfase"] == "9"
    assert after["Realisatiefase"] == "10"


def test_the_stored_values_are_those_that_libreoffice_computes(round_of, libreoffice):
    ours = formula_values(round_of.after)
    theirs = formula_values(libreoffice(without_cached_values(round_of.after), "xlsx"))
    assert ours.keys() == theirs.keys()
    stored = {place: value for place, value in ours.items() if value != ("", "")}
    assert len(stored) > 300
    assert {p: (v, theirs[p]) for p, v in stored.items() if not same(v, theirs[p])} == {}
