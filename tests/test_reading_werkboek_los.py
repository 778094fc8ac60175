"""Text outside every field of a return is kept with its place; what is ours is not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.model.decisions import Key, LooseText, RowRef
from actielijst_xl.reading import retour as retour_module
from actielijst_xl.reading.grid import Sheet, read_grid
from actielijst_xl.reading.werkboek_blad import form, make_blad
from actielijst_xl.reading.werkboek_los import left_over, loose
from actielijst_xl.reading.werkboek_vast import is_ours
from tests import masters
from tests.retour_builders import (
    PARTIJ,
    UITGIFTE,
    codes,
    examine,
    find,
    is_fiche,
    issued,
    issued_grid,
    on_sheets,
    projects,
    put,
    said,
    texts,
    type_beside,
)

FICHE = "NH-001 Station 1 – Noord"
ISSUED = said(examine(issued()).retour)
LIJSTWAARDEN = [
    text for s in issued_grid().sheets if s.name == "Keuzelijsten" for row in s.rows for text in row if text
]


@pytest.mark.parametrize(
    ("blad", "anchor", "right", "down"),
    [
        (FICHE, "Aanleiding", 2, 0),  # over the help text
        (FICHE, "Aanleiding", 3, 0),
        (FICHE, "Tijdspad en IBN", 1, 0),  # beside a heading of a group
        (FICHE, "Naar overzicht", 1, 1),
        (FICHE, "NH-001-A03", 0, 12),  # in the column of the numbers, far below
        (FICHE, "Uitvoeringsafspraken", 5, 0),
        (FICHE, "In één oogopslag", 2, 12),
        ("Monitoring", "NH-002", 0, 6),
        ("Monitoring", "Monitoringslijst", 4, 1),
        ("Monitoring", "kolom:rij_id", 4, 3),
        ("Overzicht", "Kerncijfers", 3, 2),
        ("Overzicht", "NH-002", 1, 4),
        ("Leeswijzer", "Inhoud van dit bestand", 1, -1),
        ("Leeswijzer", "Keuzelijsten", 0, 3),
        ("Leeswijzer", "Werkblad", 2, -2),
        ("Keuzelijsten", "Projectfase", 0, 6),
        ("Keuzelijsten", "Keuzelijsten", 4, 1),
    ],
)
def test_text_outside_every_field_is_kept_with_its_place(blad, anchor, right, down):
    gelezen = examine(type_beside(issued_grid(), blad, anchor, "Let op: bel ons", right=right, down=down))
    assert [(x.sheet, x.text) for x in gelezen.retour.loose] == [(blad, "Let op: bel ons")]
    assert said(gelezen.retour) == ISSUED


BASES = {
    UITGIFTE: {
        RowRef(row.fiche, row.tabel, row.rij): {veld: cell.value for veld, cell in row.cells.items()}
        for row in examine(issued()).retour.rows
    }
}


@pytest.mark.parametrize(
    ("blad", "anchor", "right", "down"),
    [
        ("Monitoring", "NH-002", 2, 0),  # IBN afgesproken
        ("Overzicht", "NH-002", 6, 0),
        ("Overzicht", "NH-002", 8, 0),  # Oordeel
        ("Monitoring", "NH-002", 0, 0),  # the number of the project itself
        ("Monitoring", "NH-002", 4, 0),  # Verschil (jaar)
        ("Overzicht", "NH-002", 9, 0),  # Open
        (FICHE, "IBN haalbaar", 1, 0),
    ],
)
def test_a_value_typed_over_a_formula_of_ours_is_kept(blad, anchor, right, down):
    grid = type_beside(issued_grid(), blad, anchor, "Medio 2033", right=right, down=down)
    assert texts(examine(grid, bases=BASES)) == ["Medio 2033"]
    assert texts(examine(issued_grid(), bases=BASES)) == []


def test_a_word_of_ours_that_is_typed_over_another_one_is_kept():
    grid = type_beside(issued_grid(), "Overzicht", "NH-002", "Knelpunt", right=8)  # it heads a chart, too
    assert texts(examine(grid, bases=BASES)) == ["Knelpunt"]


@pytest.mark.parametrize(("nr", "kept"), [("Contact:", ["Contact:"]), ("NH-001-A40", []), ("40", [])])
def test_a_text_where_the_number_of_a_new_row_belongs_is_kept(nr, kept):
    grid = type_beside(issued_grid(), FICHE, "NH-001-A01", "Jan belt", right=1, down=30)
    assert texts(examine(type_beside(grid, FICHE, "NH-001-A01", nr, down=30))) == kept


@pytest.mark.parametrize(
    ("blad", "anchor", "right", "down"),
    [
        (FICHE, "Aanleiding", 0, 0),  # the label of a field
        (FICHE, "Projectnummer", 0, 0),
        (FICHE, "Activiteit", 0, 0),  # a header of the afspraken
        (FICHE, "Nr.", 0, 0),
        (FICHE, "NH-001  Station 1 – Noord", 0, 0),  # the title
        ("Monitoring", "Verschil (jaar)", 0, 0),
        ("Overzicht", "Netbeheerder", 0, 0),
    ],
)
def test_what_is_typed_over_a_label_a_header_or_the_title_is_kept(blad, anchor, right, down):
    new = "NH-001 valt af, bel ons" if "  " in anchor else "Valt af, bel ons"
    gelezen = examine(type_beside(issued_grid(), blad, anchor, new, right=right, down=down), bases=BASES)
    assert [(x.sheet, x.text) for x in gelezen.retour.loose] == [(blad, new)]
    assert said(gelezen.retour) == ISSUED


def test_an_own_text_in_vervolg_is_no_second_text_where_overzicht_repeats_it():
    grid = type_beside(issued_grid(), FICHE, "Vervolg", "Eerst praten", right=1)
    again = type_beside(grid, "Overzicht", "nh-001/o", "Eerst praten", right=2)  # as a program calculates it
    assert texts(examine(again, bases=BASES)) == []
    other = type_beside(grid, "Overzicht", "nh-001/o", "Iets anders", right=2)
    assert texts(examine(other, bases=BASES)) == ["Iets anders"]


def test_a_title_with_the_name_of_the_project_as_it_was_changed_is_ours():
    grid = type_beside(issued_grid(), FICHE, "Projectnaam", "Station Zuid", right=1)
    assert texts(examine(grid, bases=BASES)) == []
    grid = type_beside(grid, FICHE, "NH-001  Station 1 – Noord", "NH-001 Station Zuid")
    assert texts(examine(grid, bases=BASES)) == []


def test_a_formula_that_was_not_calculated_again_is_no_typed_value():
    grid = type_beside(issued_grid(), FICHE, "IBN", "Medio 2033", right=1)
    assert texts(examine(grid, bases=BASES)) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_saving_in_libreoffice_leaves_no_loose_text_when_the_base_is_known(libreoffice, kind):
    gelezen = examine(libreoffice(issued(), kind), bases=BASES, lijstwaarden=LIJSTWAARDEN)
    assert texts(gelezen) == []


def test_a_value_added_right_below_a_list_is_kept_when_the_lists_are_known():
    grid = type_beside(issued_grid(), "Keuzelijsten", "Projectfase", "Sloop", down=5)
    assert texts(examine(grid, lijstwaarden=LIJSTWAARDEN)) == ["Sloop"]
    assert texts(examine(issued_grid(), lijstwaarden=LIJSTWAARDEN)) == []


def test_a_number_typed_beside_the_fields_is_kept_too():
    gelezen = examine(type_beside(issued_grid(), FICHE, "Doel", 125000, right=3))
    assert texts(gelezen) == ["125000"]


def test_an_unknown_column_is_kept_as_text_with_its_header():
    def change(name, rows):
        if name != FICHE:
            return [[*row[:3], None, *row[3:]] for row in rows] if is_fiche(name) else rows
        head = find(rows, "Nr.")[0]
        extra = {head: "Opmerking gemeente", head + 2: "Overleg gepland"}
        return [[*row[:3], extra.get(at), *row[3:]] for at, row in enumerate(rows)]

    gelezen = examine(on_sheets(issued_grid(), change))
    assert texts(gelezen) == ["Opmerking gemeente", "Overleg gepland"]
    assert said(gelezen.retour) == ISSUED


LIKE_A_KEY = (
    "fiche: zie ook NH-2",
    "fiche:12",
    "veld: nog invullen",
    "veld:doel",
    "kolom:x",
    "ontvanger:Jan ook",
)


@pytest.mark.parametrize(
    "tekst", [*LIKE_A_KEY, "actielijst:zie mail", "uitgifte:?", "overig:3", "sjabloon:9"]
)
@pytest.mark.parametrize(
    ("blad", "anchor", "right", "down"),
    [
        (FICHE, "Aanleiding", 3, 0),
        (FICHE, "NH-001-A03", 0, 12),
        ("Monitoring", "NH-002", 0, 6),
        ("Leeswijzer", "Inhoud van dit bestand", 1, -1),
    ],
)
def test_text_that_looks_like_a_key_of_ours_is_kept_too(blad, anchor, right, down, tekst):
    gelezen = examine(type_beside(issued_grid(), blad, anchor, tekst, right=right, down=down))
    assert [(x.sheet, x.text) for x in gelezen.retour.loose] == [(blad, tekst)]
    assert said(gelezen.retour) == ISSUED


@pytest.mark.parametrize("tekst", LIKE_A_KEY)
def test_text_in_a_field_that_looks_like_a_key_is_its_value(tekst):
    gelezen = examine(type_beside(issued_grid(), FICHE, "Aanleiding", tekst, right=1))
    assert said(gelezen.retour) == {**ISSUED, ("nh-001", "project", "", "aanleiding"): tekst}
    assert gelezen.retour.loose == ()


def test_a_row_of_monitoring_about_no_project_is_kept_as_text():
    grid = type_beside(issued_grid(), "Monitoring", "NH-002", "Nieuw project", right=0, down=1)
    grid = type_beside(grid, "Monitoring", "Nieuw project", "Geen locatie", right=6)
    assert texts(examine(grid)) == ["Nieuw project", "Geen locatie"]


def test_text_in_the_blank_fiche_of_an_older_master_is_kept():
    kader = masters.kader(projects(), ontvanger=PARTIJ, uitgifte=UITGIFTE)
    plan = masters.with_blank_fiche(masters.plan_actielijst(kader), kader)
    data = masters.write_workbook(plan, kader.huis)
    grid = read_grid(data, "retour.xlsx")
    row, _ = find(next(s for s in grid.sheets if s.name == "_sjabloon").rows, "Doel")
    gelezen = examine(put(grid, "_sjabloon", row, 1, "Nieuw project erbij"))
    assert [x.text for x in gelezen.retour.loose if x.sheet == "_sjabloon"] == ["Nieuw project erbij"]


def test_notes_of_cells_that_a_caller_found_are_kept_with_their_field():
    note = LooseText(sheet=FICHE, address="B9", text="Klopt niet")
    known = replace(note, key=Key("nh-001", "project", "", "omschrijving"))
    assert examine(issued_grid(), opmerkingen=[note]).retour.loose == (known,)


def test_a_second_row_for_a_field_is_kept_as_text():
    def change(name, rows):
        if name == FICHE:
            rows.insert(9, [rows[8][0], "Andere omschrijving", *rows[8][2:]])
        return rows

    gelezen = examine(on_sheets(issued_grid(), change))
    assert said(gelezen.retour) == ISSUED
    assert texts(gelezen) == ["Andere omschrijving"]
    assert "XA-L189" in codes(gelezen)


def test_an_own_sheet_is_kept_as_loose_text():
    grid = issued_grid()
    own = Sheet(name="Notities", state="visible", rows=[["Graag bellen", None], [None, 0.5]])
    gelezen = examine(replace(grid, sheets=(*grid.sheets, own)))
    assert [(x.sheet, x.address, x.text) for x in gelezen.retour.loose] == [
        ("Notities", "A1", "Graag bellen"),
        ("Notities", "B2", "0,5"),
    ]


def test_of_a_large_own_sheet_the_number_of_texts_is_told():
    grid = issued_grid()
    own = Sheet(name="Export", state="visible", rows=[[n] for n in range(retour_module.MOST_LOOSE + 5)])
    gelezen = examine(replace(grid, sheets=(*grid.sheets, own)))
    assert len(gelezen.retour.loose) == retour_module.MOST_LOOSE
    (told,) = [f for f in gelezen.findings if f.code == "XA-L179"]
    assert told.details["aantal"] == str(retour_module.MOST_LOOSE + 5)


_LONG = ("x" * 300, f"Doel{' ' * 300}", "p" * 250)
_SHORT = (" Doel ", "doel", "Doel\n", "Score", "veld:doel", "veld:ibn", "kolom:nr", "Volgende: P-2", "\u200b")
_TEXTS = st.sampled_from((*_SHORT, *_LONG))
_CONTENTS = st.none() | _TEXTS | st.sampled_from([0, 7.5, True])


@settings(deadline=None)
@given(
    rows=st.lists(st.lists(_CONTENTS, min_size=4, max_size=4), max_size=6),
    ours=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 4))),
    unreadable=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=3),
    known=st.sets(st.sampled_from(["doel", "score", "", "x" * 300]).map(form)),
)
def test_taking_away_what_is_ours_leaves_what_a_walk_past_every_cell_leaves(rows, ours, unreadable, known):
    blad = make_blad(
        Sheet(name="Blad", state="visible", rows=rows, unreadable=dict.fromkeys(unreadable, "#"))
    )
    keys = {place for said in blad.keys.values() for place in said}
    left = [
        place
        for place, value in blad.cells.items()
        if place not in ours | keys and not (isinstance(value, str) and is_ours(value, frozenset(known)))
    ]
    assert list(left_over(blad, ours, frozenset(known))) == list(loose(blad, left))
