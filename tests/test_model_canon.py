"""The canonical form: equal under every change of representation, idempotent, and never too generous."""

import sys
import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.model.canon import BLANK, canon
from actielijst_xl.model.field import Soort

SAME = [
    ("tekst", "Café", unicodedata.normalize("NFD", "Café")),
    ("tekst", "een\ntwee", "een\r\ntwee"),
    ("tekst", "een\ntwee", "een\rtwee"),
    ("tekst", "een\ntwee", "een_x000D_\ntwee"),
    ("tekst", "een\ntwee", "een_x000D_twee"),
    ("tekst", "een twee", "een\u00a0twee"),
    ("tekst", "een twee", "  een   twee \n"),
    ("tekst", "een\ntwee", "een  \n twee"),
    ("tekst", "'s-Hertogenbosch", "’s–Hertogenbosch"),
    ("tekst", '"plan"', "“plan”"),
    ("tekst", "2029-2031", "2029–2031"),
    ("tekst", "1", 1),
    ("tekst", 1, 1.0),
    ("tekst", 0.1 + 0.2, 0.3),
    ("tekst", 0, -0.0),
    ("tekst", None, " "),
    ("tekst", date(2027, 3, 1), datetime.fromisoformat("2027-03-01 12:00")),
    ("periode", date(2027, 3, 1), "2027-03-01"),
    ("periode", date(2027, 3, 1), "2027-03-01T00:00:00"),
    ("periode", date(2027, 3, 1), "1-3-2027"),
    ("periode", date(2027, 3, 1), "01/03/2027"),
    ("periode", date(2027, 3, 1), "1 mrt 2027"),
    ("periode", date(2027, 3, 1), "1 maart 2027"),
    ("periode", date(2027, 3, 1), "1-Mrt.-2027"),
    ("datum", date(2027, 3, 1), 46447),
    ("datum", date(2027, 3, 1), 46447.75),
    ("datum", date(2027, 3, 1), "46447"),
    ("datum", date(2027, 3, 1), "1-3-27"),
    ("datum", 2028, "2028"),
    ("datum", 2028.0, date(1905, 7, 20)),
    ("periode", "2028", datetime.fromisoformat("1905-07-20")),
    ("ja_nee", "Ja", True),
    ("ja_nee", "WAAR", "ja"),
    ("ja_nee", "TRUE", 1),
    ("ja_nee", "Nee", False),
    ("ja_nee", "onwaar", "nee "),
    ("keuze", "Loopt", "loopt"),
    ("getal", 1234.5, "1.234,50"),
    ("getal", 1234.5, "1234,5"),
    ("getal", 1234.5, "1234.5"),
    ("getal", 1234, "1.234"),
    ("getal", 1, "1.0"),
]
DIFFERENT = [
    ("tekst", "1.1", "1.10"),
    ("tekst", "001", 1),
    ("tekst", "Loopt", "loopt"),
    ("tekst", "n.v.t.", "n.t.b."),
    ("tekst", "n.v.t.", None),
    ("tekst", "1", True),
    ("periode", "2028", "eind 2028"),
    ("periode", "Q1 2027", "1-1-2027"),
    ("periode", "Q1 2027", "1e kwartaal 2027"),
    ("periode", "31-2-2027", "3-3-2027"),
    ("datum", date(2027, 3, 1), date(2027, 3, 2)),
    ("datum", 1989, date(1905, 6, 11)),
    ("ja_nee", "Ja", None),
    ("ja_nee", "Nee", None),
    ("ja_nee", "onbekend", "nee"),
    ("keuze", "Gereed", "Loopt"),
    ("getal", 1.234, "1.234"),
]


@pytest.mark.parametrize(("soort", "one", "other"), SAME)
def test_another_representation_is_the_same_value(soort, one, other):
    assert canon(one, soort) == canon(other, soort)


@pytest.mark.parametrize(("soort", "one", "other"), DIFFERENT)
def test_another_value_stays_another_value(soort, one, other):
    assert canon(one, soort) != canon(other, soort)


def test_blank_is_a_value_of_its_own():
    assert {canon(None, s) for s in Soort} == {BLANK}


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(),
    st.text(alphabet="0123456789-./, :TQ_x000D\r\n\u00a0’–janmrt"),
)


@given(value=VALUES, soort=st.sampled_from(Soort))
def test_canon_is_idempotent(value, soort):
    once = canon(value, soort)
    assert canon(once, soort) == once


@pytest.mark.parametrize("soort", ["tekst", "keuze", "periode"])
def test_canon_is_idempotent_for_every_character(soort):
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) in {"Cs", "Cn", "Co", "Lo"}:
            continue
        once = canon(f"a{chr(code)}\u0301 ", soort)
        assert canon(once, soort) == once, hex(code)


def resaved(text):
    """The same text after other programs kept it."""
    return [
        unicodedata.normalize("NFD", text),
        text.replace("\n", "\r\n"),
        text.replace("\n", "_x000D_\n"),
        text.replace(" ", "\u00a0"),
        f" {text}  ",
        text + "\n",
        text.replace("'", "’").replace('"', "”").replace("-", "–"),
    ]


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n'\"-")))
def test_every_representation_of_a_text_has_one_canonical_form(text):
    assert {canon(other) for other in resaved(text)} == {canon(text)}


@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 12, 31)))
def test_every_representation_of_a_day_has_one_canonical_form(day):
    serial = (day - date(1899, 12, 30)).days
    forms = [
        day,
        datetime.fromisoformat(f"{day} 23:59"),
        serial,
        float(serial),
        serial + 0.5,
        str(serial),
    ]
    forms += [
        day.isoformat(),
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%Y-%m-%d} 00:00:00",
    ]
    assert {canon(form, "datum") for form in forms} == {day.isoformat()}


@given(number=st.integers(min_value=-(10**14), max_value=10**14))
def test_a_whole_number_is_the_same_as_int_float_and_text(number):
    for soort in ("tekst", "getal", "keuze"):
        assert canon(number, soort) == canon(float(number), soort) == canon(str(number), soort)
