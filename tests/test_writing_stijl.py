"""Contrast of every pair that the styles make (WCAG 2.2 AA), and the height of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from masters import kader, project
from xlsxwriter.utility import xl_pixel_width

from actielijst_xl.templates import load_defaults
from actielijst_xl.writing.contrast import contrast, contrast_findings
from actielijst_xl.writing.overzicht import overzicht_sheet
from actielijst_xl.writing.stijl import OORDELEN, TextHeights, lines_needed, styles, tab_colors, text_height

HUIS = {key: str(value) for key, value in load_defaults()["huisstijl"].items()}
STYLES = styles(HUIS)
WHITE = "#FFFFFF"


def test_the_measure_of_contrast_is_that_of_wcag():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)


def test_the_house_style_of_the_program_gives_no_warning_about_contrast():
    assert contrast_findings(HUIS) == ()


@pytest.mark.parametrize(
    ("own", "pair"),
    [
        ({"inkt": "#FFFF00"}, ("#FFFFFF (wit)", "#FFFF00 (inkt)")),
        ({"kop": "#f0e000"}, ("#FFFFFF (wit)", "#f0e000 (kop)")),
        ({"aandacht_tekst": "#FDECCF"}, ("#FDECCF (aandacht_tekst)", "#FDECCF (aandacht_vlak)")),
        ({"invulrand": "#FFFFF0"}, ("#FFFFF0 (invulrand)", "#FFFBEA (invul)")),
        ({"tekst": "#EEEEEE"}, ("#EEEEEE (tekst)", "#FFFBEA (invul)")),
    ],
)
def test_colours_that_can_hardly_be_read_are_told_by_name(own, pair):
    told = [(f.details["voor"], f.details["achter"]) for f in contrast_findings({**HUIS, **own})]
    assert pair in told
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("name", STYLES)
def test_text_stands_out_from_its_fill(name):
    props = STYLES[name]
    assert contrast(props.get("font_color", HUIS["tekst"]), props.get("bg_color", WHITE)) >= 4.5


@pytest.mark.parametrize("overlay", ["nadruk", "klaar", "besloten", "te_laat"])
@pytest.mark.parametrize("under", ["lees", "vul", "label", "lees_getal"])
def test_text_stands_out_when_a_rule_lays_its_colours_over_a_cell(overlay, under):
    laid = {**STYLES[under], **STYLES[overlay]}
    assert contrast(laid["font_color"], laid.get("bg_color", WHITE)) >= 4.5


@pytest.mark.parametrize("around", ["invul", "wit"])
def test_the_border_of_an_input_cell_stands_out_from_its_fill_and_the_paper(around):
    assert STYLES["vul"]["border_color"] == HUIS["invulrand"]
    assert contrast(HUIS["invulrand"], HUIS[around]) >= 3


def test_an_input_cell_is_open_and_every_other_cell_is_locked():
    unlocked = {name for name, props in STYLES.items() if props.get("locked") is False}
    assert unlocked == {"vul", "vul_midden", "vul_datum"}


def test_the_colours_of_the_charts_stand_out_from_the_paper():
    sheet = overzicht_sheet(kader([project("1", "A", projectfase="Projectfase")]))
    colors = {series.color for chart in sheet.charts for series in chart.series}
    assert len(colors) >= len(OORDELEN)
    assert {color for color in colors if contrast(color, WHITE) < 3} == set()


def test_the_numbers_in_the_bars_stand_out_from_the_bars():
    bars = [HUIS[f"{key}_tekst"] for key in OORDELEN.values()]
    assert [bar for bar in bars if contrast(HUIS["wit"], bar) < 4.5] == []


def test_the_points_and_the_line_of_the_timeline_stand_out_from_the_paper():
    assert contrast(HUIS["kop"], WHITE) >= 3
    assert contrast(HUIS["knelpunt_tekst"], WHITE) >= 3


def test_every_role_of_a_sheet_has_its_own_tab_colour():
    assert len(set(tab_colors(HUIS).values())) == 4


def test_a_colour_of_the_province_reaches_every_style_that_uses_it():
    changed = styles({**HUIS, "kop": "#004400"})
    assert changed["kop"]["bg_color"] == changed["stap_nu"]["bg_color"] == "#004400"


def test_a_short_text_needs_one_line():
    assert lines_needed("Lelystad", 145, 10) == 1


def test_a_long_text_needs_more_lines_in_a_narrow_column():
    text = "Nieuw station bij het bedrijventerrein, met ruimte voor wonen en werken"
    assert lines_needed(text, 100, 10) > lines_needed(text, 300, 10) >= 2


def test_each_line_break_starts_a_line():
    assert lines_needed("een\ntwee\n\nvier", 300, 10) == 4


def test_a_word_that_is_wider_than_the_column_is_broken():
    assert lines_needed("x" * 100, 100, 10) >= 5


def test_the_height_grows_with_the_lines():
    assert text_height("een\ntwee\ndrie", 30) > 2.5 * text_height("een", 30) - 6


def test_a_planning_that_is_a_year_is_shown_as_a_year_when_it_is_late():
    year, day, _, text = STYLES["te_laat"]["num_format"].split(";")
    assert (year, text) == ('[<2101]0" (te laat)"', '@" (te laat)"')
    assert day.startswith("[>=2101]")


def lines_word_by_word(paragraph, room):
    """The lines of a paragraph, told plainly: word after word, each measured as XlsxWriter does."""
    if len(paragraph) * 12 < room:
        return 1
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = xl_pixel_width(word)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            lines += int(width // room)
            width %= room
        used += width + 3
    return lines


@given(
    text=st.text(st.sampled_from("iW @\u00e9\0\ud800\U0001f600\n"), max_size=60),
    width_px=st.integers(0, 300),
    size=st.sampled_from([8, 10, 10.5, 26]),
)
def test_the_lines_of_a_text_are_those_of_its_words_one_by_one(text, width_px, size):
    room = max((width_px - 6) * 11 / size * 0.98, 8)
    assert lines_needed(text, width_px, size) == sum(lines_word_by_word(p, room) for p in text.split("\n"))


@given(
    texts=st.lists(st.text(st.sampled_from("iW @\u00e9\n"), max_size=40)),
    width_chars=st.floats(0, 60),
    least=st.sampled_from([0.0, 15.0, 30.0]),
)
def test_the_heights_of_many_texts_are_those_of_each(texts, width_chars, least):
    heights = TextHeights(width_chars, least)
    assert [heights[text] for text in texts] == [max(least, text_height(t, width_chars)) for t in texts]
