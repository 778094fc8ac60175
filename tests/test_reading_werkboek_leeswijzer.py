"""Text typed over our own text on the Leeswijzer of a return is kept; our own text is not."""

from datetime import date

import pytest

from actielijst_xl.model.address import parse_address
from actielijst_xl.reading.grid import read_grid
from actielijst_xl.writing.uitgifte import plan_copy
from actielijst_xl.writing.xlsx import write_workbook
from tests import masters
from tests.retour_builders import (
    UITGIFTE,
    examine,
    find,
    issued,
    issued_grid,
    on_sheets,
    projects,
    put,
    said,
    texts,
)

ISSUED = said(examine(issued()).retour)


@pytest.mark.parametrize(
    "cell", ["A1", "A2", "A5", "A7", "B6", "B9", "B12", "A15", "B19", "B21", "C6", "C7", "C8", "C9", "C20"]
)
def test_text_typed_over_a_text_of_ours_on_the_leeswijzer_is_kept(cell):
    place = parse_address(cell)
    gelezen = examine(put(issued_grid(), "Leeswijzer", *place, "Let op: bel ons"))
    assert [(x.address, x.text) for x in gelezen.retour.loose] == [(cell, "Let op: bel ons")]
    assert said(gelezen.retour) == ISSUED


@pytest.mark.parametrize("cell", ["A2", "B6", "B9", "B12", "B21", "C8", "C9"])
def test_words_added_to_a_text_of_ours_on_the_leeswijzer_are_kept(cell):
    place = parse_address(cell)
    rows = next(s.rows for s in issued_grid().sheets if s.name == "Leeswijzer")
    longer = f"{rows[place[0]][place[1]]} Graag bellen"
    assert texts(examine(put(issued_grid(), "Leeswijzer", *place, longer))) == [longer]


def test_another_day_to_send_it_back_on_the_leeswijzer_is_kept():
    assert texts(examine(put(issued_grid(), "Leeswijzer", 6, 2, date(2027, 1, 15)))) != []


def test_a_leeswijzer_with_texts_of_another_template_has_no_loose_text():
    def change(name, rows):
        if name == "Leeswijzer":
            rows[4:16] = [[v and f"{v} (anders)" for v in row[:2]] + row[2:] for row in rows[4:16]]
        return rows

    assert texts(examine(on_sheets(issued_grid(), change))) == []


def copy_for(ontvanger):
    kader = masters.kader(projects(1), ontvanger=ontvanger, uitgifte=UITGIFTE)
    return read_grid(write_workbook(plan_copy(kader), kader.huis), "retour.xlsx")


@pytest.mark.parametrize("ontvanger", ["Regio A.B (noord)", "{mail}", "Wie+Wat|.*", "STEDIN  Groep"])
def test_the_name_of_a_party_stands_for_itself_whatever_signs_it_has(ontvanger):
    grid = copy_for(ontvanger)
    assert texts(examine(grid)) == []
    rows = next(s.rows for s in grid.sheets if s.name == "Leeswijzer")
    place = find(rows, next(text for text in rows[1] if text and ontvanger in text))
    other = rows[place[0]][place[1]].replace(ontvanger, "Regio AxB (noord)")
    assert texts(examine(put(grid, "Leeswijzer", *place, other))) == [other]


def test_each_copy_has_the_name_of_its_own_party_only():
    grids = [copy_for(f"Gemeente {n}") for n in (1, 2)]
    assert [texts(examine(grid)) for grid in grids] == [[], []]
    rows = next(s.rows for s in grids[0].sheets if s.name == "Leeswijzer")
    place = find(rows, next(text for text in rows[1] if text and "Gemeente 1" in text))
    other = rows[place[0]][place[1]]
    assert texts(examine(put(grids[1], "Leeswijzer", *place, other))) == [other]


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_leeswijzer_saved_by_libreoffice_has_no_loose_text(libreoffice, kind):
    gelezen = examine(libreoffice(issued(), kind))
    assert [x.text for x in gelezen.retour.loose if x.sheet == "Leeswijzer"] == []
