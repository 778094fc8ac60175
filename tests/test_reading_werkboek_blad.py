"""A sheet as cells by position: what is indexed says the same as looking at each cell by itself."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from actielijst_xl.model.antwoord import SOORT as ANTWOORD
from actielijst_xl.model.canon import plain_text
from actielijst_xl.model.decisions import Unreadable
from actielijst_xl.reading.grid import Sheet
from actielijst_xl.reading.werkboek_blad import clean, form, make_blad

TEXTS = ("", " ", "Doel", " doel\n", "DOEL", "É – “x”", "veld:doel", "veld:ibn", " veld:doel ", "overig:x")
KEYS = ("kolom:nr", "kolom:status", "fiche:a", "fiche: a", "uitgifte:2026 1", "sjabloon:3", f"{ANTWOORD}:ab")
OTHER = (
    None,
    0,
    0.0,
    3,
    -1.5,
    True,
    date(2026, 1, 2),
    datetime(2026, 1, 2),
    time(9, 30),
    timedelta(hours=30),
)
values = st.sampled_from((*TEXTS, *KEYS, *OTHER)) | st.text(max_size=4)
tables = st.integers(0, 4).flatmap(
    lambda cols: st.lists(st.lists(values, min_size=cols, max_size=cols), max_size=5)
)


def sheet(rows, unreadable=()):
    return Sheet(name="Blad", state="visible", rows=rows, unreadable=dict.fromkeys(unreadable, "#N/A"))


def texts_in(rows):
    cells = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    return {at: value.strip() for at, value in cells.items() if isinstance(value, str) and value.strip()}


@settings(deadline=None)
@given(tables)
def test_every_cell_has_its_clean_value_in_reading_order(rows):
    expected = {(r, c): clean(value) for r, row in enumerate(rows) for c, value in enumerate(row)}
    cells = make_blad(sheet(rows)).cells
    found = [(place, repr(value)) for place, value in cells.items()]
    assert found == [(place, repr(value)) for place, value in expected.items() if value is not None]


@settings(deadline=None)
@given(tables)
def test_a_text_is_found_wherever_it_stands(rows):
    blad, texts = make_blad(sheet(rows)), texts_in(rows)
    for text in texts.values():
        same = [place for place, other in texts.items() if form(other) == form(text)]
        assert list(blad.find(text)) == same


@settings(deadline=None)
@given(tables)
@example([["fiche:a"], ["fiche:a"]])
def test_keys_count_where_ours_stand_together(rows):
    """Of columns in one row, of fields in one column, of the identity in a column with other kinds."""
    blad = make_blad(sheet(rows))
    kinds = ("veld", "overig", "kolom", "fiche", "uitgifte", "sjabloon", ANTWOORD)
    texts = {place: value for place, value in blad.cells.items() if isinstance(value, str)}
    typed = {(place, text.partition(":")[0]) for place, text in texts.items() if ":" in text}
    typed = {(place, soort) for place, soort in typed if soort in kinds and texts[place] != "fiche: a"}
    in_row = Counter(row for (row, _), soort in typed if soort == "kolom")
    fields = Counter(col for (_, col), soort in typed if soort in {"veld", "overig"})
    others = Counter(col for col, _ in {(col, soort) for (_, col), soort in typed if soort != "kolom"})

    def is_ours(row, col, soort):
        if soort == "kolom":
            return in_row[row] > 1
        return (fields if soort in {"veld", "overig"} else others)[col] > 1 or soort == ANTWOORD

    found = {(place, soort) for soort, said in blad.keys.items() for place in said}
    assert found == {(place, soort) for place, soort in typed if is_ours(*place, soort)}
    assert all(blad.keys.values())


def test_an_unreadable_cell_is_a_cell_and_may_be_the_last_row():
    blad = make_blad(sheet([["a", None], [None, None], [None, None]], [(0, 0), (2, 1)]))
    assert blad.cells == {(0, 0): Unreadable.CELL, (2, 1): Unreadable.CELL}
    assert blad.last_row == 2


PIECES = st.sampled_from(
    ["a", "Q", "1", " ", "\t", "\n", "\r", "\x0b", "\x1c", "`", "_x000D_", "_x000", "é", "–"]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_texts_in_ascii_get_the_same_form_as_any_text(text: str) -> None:
    assert form(text) == " ".join(plain_text(text).split()).casefold()
