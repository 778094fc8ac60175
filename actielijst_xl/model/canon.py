"""The canonical form in which two values are compared; never what is written.

Moving a value through a spreadsheet program or a library changes how it is stored, not what somebody
meant. `canon` removes exactly those differences, so that a comparison shows edits by people only.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Context, Decimal

from actielijst_xl.model.field import Soort

Value = str | int | float | bool | date | datetime | None

BLANK = ""
"""The canonical form of an empty cell: a value of its own."""

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_LAST_SERIAL = 2_958_465  # 31-12-9999
_EPOCH = date(1899, 12, 30)  # serial 0; right from 1 March 1900 on, and nothing here is older
_DIGITS = Context(prec=15)  # as many as a spreadsheet keeps

_UNUSUAL = re.compile("[^ -~\n]|`|_x000|  | \n|\n ")  # may need work; most texts don't
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_LINE_END = re.compile("_x000[dD]_\n|\r\n|_x000[dD]_|[\r\v\f\x85\u2028\u2029]")
_AROUND_LINE_END = re.compile(" *\n *")
_SPACES = re.compile("  +")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\t\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)

_WHOLE = re.compile(r"(-?[0-9]{1,15})(?:\.0+)?")
_DUTCH_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_DECIMAL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
)
_DUTCH_DAY = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DUTCH_WORDS = re.compile(r"([0-9]{1,2})[ -]([a-z]{3,9})\.?[ -]([0-9]{4})")
_MONTH_NAMES = (
    ("januari", "jan"),
    ("februari", "feb"),
    ("maart", "mrt", "maa"),
    ("april", "apr"),
    ("mei",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("augustus", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_YES = frozenset({"ja", "j", "yes", "y", "waar", "true", "1"})
_NO = frozenset({"nee", "n", "no", "onwaar", "false", "0"})


def canon(value: Value, soort: Soort | str = Soort.TEKST) -> str:
    """Return the canonical form of `value` in a field of kind `soort`.

    Two values are the same to a merge if and only if their canonical forms are equal. It is idempotent:
    `canon(canon(v, s), s) == canon(v, s)`. A period is compared by its notation, not by its meaning:
    another notation of the same period is an edit (though no shift of the IBN).

    Args:
        value: The value of a cell; `None` and blank text are both blank.
        soort: The kind of the field; kinds without a form of their own are compared as text.
    """
    if value is None:
        return BLANK
    return _BY_KIND.get(soort, _text)(value)


def plain_text(text: str) -> str:
    """Return `text` in NFC with plain quotes, dashes, spaces and line ends, trimmed."""
    if not _UNUSUAL.search(text):
        return text.strip(" \n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", text))
    text = _LINE_END.sub("\n", text).translate(_PLAIN)
    return _AROUND_LINE_END.sub("\n", _SPACES.sub(" ", text)).strip(" \n")


def _text(value: Value) -> str:
    match value:
        case None:
            return BLANK
        case str():
            return plain_text(value)
        case bool():
            return "WAAR" if value else "ONWAAR"
        case date():  # a datetime is a date too: to the day
            return f"{value.year:04}-{value.month:02}-{value.day:02}"
        case int() | float():
            return _digits(Decimal(value) if isinstance(value, int) else Decimal(repr(value)))


def _digits(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    short = _DIGITS.create_decimal(number)
    text = format(short, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _fold(value: Value) -> str:
    """Text without regard to case: for a value that is chosen from a list."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", _text(value)).casefold())
    return unicodedata.normalize("NFC", folded)


def _yes_no(value: Value) -> str:
    folded = _fold(value)
    if folded in _YES:
        return "ja"
    return "nee" if folded in _NO else folded


def _number(value: Value) -> str:
    """A number with a decimal comma, so that its own form is read back as the same number."""
    text = _text(value)
    if isinstance(value, str):
        if _DUTCH_THOUSANDS.fullmatch(text):
            text = text.replace(".", "").replace(",", ".")
        elif not _DECIMAL.fullmatch(text):
            return text
        text = _digits(Decimal(text.replace(",", ".")))
    return text.replace(".", ",")


def _when(value: Value) -> str:
    """A day, a year, or the text of any other notation."""
    match value:
        case bool():
            return _text(value)
        case int() | float():
            return _from_number(value)
        case date():
            return _day(date(value.year, value.month, value.day))
        case _:
            text = _text(value)
            if whole := _WHOLE.fullmatch(text):
                return _from_number(int(whole[1]))
            day = _read_day(text)
            return _day(day) if day else text


def _from_number(value: float) -> str:
    if _FIRST_YEAR <= value <= _LAST_YEAR and value == int(value):
        return str(int(value))
    if _LAST_YEAR < value <= _LAST_SERIAL:
        return _day(_EPOCH + timedelta(days=int(value)))
    return _text(value)


def _day(day: date) -> str:
    serial = (day - _EPOCH).days
    # A year typed in a cell with a date format is kept as a day in 1905.
    return str(serial) if _FIRST_YEAR <= serial <= _LAST_YEAR else _text(day)


def _read_day(text: str) -> date | None:
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DUTCH_DAY.fullmatch(text):
            return date(_full_year(found[4]), int(found[3]), int(found[1]))
        if (found := _DUTCH_WORDS.fullmatch(text.lower())) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    except ValueError:  # no such day: 31-2-2027 stays text
        return None
    return None


def _full_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


_BY_KIND: dict[str, Callable[[Value], str]] = {
    Soort.PERIODE: _when,
    Soort.DATUM: _when,
    Soort.JA_NEE: _yes_no,
    Soort.KEUZE: _fold,
    Soort.GETAL: _number,
}
