"""Notations of one moment: a day, week, month, quarter, half, part of a year, or a year.

Each notation is one row of `_DELEN` (a part that still needs its year: `Q3`, `eind`, `1 mrt`) or of
`_GETALLEN` (digits only). The grammar around a moment (bounds, ranges, scenarios, hedges) is in `planning`.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Precisie(StrEnum):
    """How fine a notation is, from fine to coarse."""

    DAG = "dag"
    WEEK = "week"
    MAAND = "maand"
    KWARTAAL = "kwartaal"
    DEEL = "deel van een jaar"  # begin, medio, eind, a season, a half
    JAAR = "jaar"


class Moment(NamedTuple):
    """What one notation covers: first day, last day, how fine, and the readings if there are two."""

    eerste: date
    laatste: date
    precisie: Precisie
    lezingen: tuple[tuple[date, date], ...] = ()


Maker = Callable[[re.Match[str], int], "Moment | None"]

# --- one spelling for what looks alike ---

_TEKENS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−⁻﹘﹣－", "-"),
        **dict.fromkeys("’‘‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("±≈∼", "~"),
        **dict.fromkeys("⁄∕", "/"),
        "≥": ">=",
        "≤": "<=",
        "…": "...",
    }
)
_T_M = re.compile(r"(?<![a-z])t ?/ ?m(?![a-z])")


def normaliseer(tekst: str) -> str:
    """Write a notation in one spelling: lower case, plain dashes, quotes and spaces, no accents."""
    kaal = tekst.translate(_TEKENS).lower()
    if not kaal.isascii():
        kaal = "".join(c for c in unicodedata.normalize("NFD", kaal) if not unicodedata.combining(c))
    kaal = _T_M.sub(" tot en met ", kaal).replace("+/-", "~")
    kaal = " ".join(kaal.split())
    return kaal.strip("'\" ").rstrip(" .,;:*¹²³⁴⁵⁶⁷⁸⁹") or kaal  # with the mark of a footnote


# --- from numbers to days ---


def _maanden(jaar: int, van: int, tot: int, precisie: Precisie) -> Moment:
    return Moment(date(jaar, van, 1), date(jaar, tot, calendar.monthrange(jaar, tot)[1]), precisie)


def _dag(jaar: int, maand: int, dag: int) -> Moment | None:
    try:
        return Moment(d := date(jaar, maand, dag), d, Precisie.DAG)
    except ValueError:  # 31-2-2027: no day, so no guess either
        return None


def _maand(jaar: int, maand: int) -> Moment | None:
    return _maanden(jaar, maand, maand, Precisie.MAAND) if 1 <= maand <= 12 else None


def _jaar(jaar: int) -> Moment:
    return Moment(date(jaar, 1, 1), date(jaar, 12, 31), Precisie.JAAR)


def _week(jaar: int, week: int) -> Moment | None:
    try:
        maandag = date.fromisocalendar(jaar, week, 1)
    except ValueError:  # week 53 in a year that has 52
        return None
    return Moment(maandag, maandag + timedelta(days=6), Precisie.WEEK)


def _winter(jaar: int) -> Moment:
    """'winter 2027' may be either winter that touches 2027: both readings, cut off at the year."""
    vooraan, achteraan = _maanden(jaar, 1, 2, Precisie.DEEL), _maanden(jaar, 12, 12, Precisie.DEEL)
    return Moment(vooraan.eerste, achteraan.laatste, Precisie.DEEL, (vooraan[:2], achteraan[:2]))


def _deel_van_maand(jaar: int, maand: int, deel: int) -> Moment:
    laatste = calendar.monthrange(jaar, maand)[1]
    return Moment(
        date(jaar, maand, 10 * deel - 9), date(jaar, maand, (10, 20, laatste)[deel - 1]), Precisie.DEEL
    )


# --- the words ---

_MAANDEN = {
    naam: nummer
    for nummer, namen in enumerate(
        (
            "januari jan",
            "februari febr feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for naam in namen.split()
}
_DERDEN = {
    **dict.fromkeys(("begin", "primo"), 1),
    **dict.fromkeys(("medio", "mid", "midden", "halverwege", "half"), 2),
    **dict.fromkeys(("eind", "einde", "ultimo"), 3),
}
_SEIZOENEN = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9}  # first month of three
_RANG = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}


def _een_van(woorden: dict[str, int]) -> str:
    return "|".join(sorted(woorden, key=len, reverse=True))


_M = rf"(?P<m>{_een_van(_MAANDEN)})\.?"
_N = rf"(?P<n>{_een_van(_RANG)}|laatste|[1-4](?:ste|de|e)?)"
_WEEKDAG = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\.? "


def _rang(match: re.Match[str], laatste: int) -> int:
    woord = match["n"]
    return laatste if woord == "laatste" else _RANG.get(woord) or int(woord[0])


def _kwartaal(match: re.Match[str], jaar: int) -> Moment:
    n = _rang(match, 4)
    return _maanden(jaar, 3 * n - 2, 3 * n, Precisie.KWARTAAL)


def _halfjaar(match: re.Match[str], jaar: int) -> Moment | None:
    n = _rang(match, 2)
    return _maanden(jaar, 6 * n - 5, 6 * n, Precisie.DEEL) if n <= 2 else None


def _derde(match: re.Match[str], jaar: int) -> Moment:
    n = _DERDEN[match["d"]]
    return _maanden(jaar, 4 * n - 3, 4 * n, Precisie.DEEL)


def _seizoen(match: re.Match[str], jaar: int) -> Moment:
    maand = _SEIZOENEN[match["s"]]
    return _maanden(jaar, maand, maand + 2, Precisie.DEEL)


# --- the table: a part of a year, and its maker ---

_DELEN: tuple[tuple[str, Maker], ...] = (
    (r"(?:q|k|kw|kwartaal)[. ]*(?P<n>[1-4])", _kwartaal),
    (rf"{_N} ?(?:kwartaal|kw|q)", _kwartaal),
    (r"h(?P<n>[12])", _halfjaar),
    (rf"{_N} (?:helft|halfjaar|half jaar|jaarhelft)", _halfjaar),
    (rf"(?P<d>{_een_van(_DERDEN)})", _derde),
    (rf"(?P<s>{_een_van(_SEIZOENEN)})", _seizoen),
    (r"winter", lambda _, jaar: _winter(jaar)),
    (_M, lambda m, jaar: _maand(jaar, _MAANDEN[m["m"]])),
    (
        rf"(?P<d>{_een_van(_DERDEN)})[ -](?:van )?{_M}",
        lambda m, jaar: _deel_van_maand(jaar, _MAANDEN[m["m"]], _DERDEN[m["d"]]),
    ),
    (
        rf"(?:{_WEEKDAG})?(?P<dag>\d{{1,2}})(?:ste|de|e)?[ .-]*{_M}",
        lambda m, jaar: _dag(jaar, _MAANDEN[m["m"]], int(m["dag"])),
    ),
    (r"(?:weeknummer|week|wk|w)[. ]*(?P<w>\d{1,2})", lambda m, jaar: _week(jaar, int(m["w"]))),
)
_J = r"(?P<j>(?:19|20|21)\d\d)"
HEEFT_JAAR = re.compile(_J, re.ASCII)
_TIJD = r"(?:[ t]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
_GETALLEN: tuple[tuple[str, Maker], ...] = (
    (rf"{_J}(?:[.,]0+)?", lambda _, jaar: _jaar(jaar)),
    (
        rf"(?P<dag>\d{{1,2}}) ?(?P<x>[-/.]) ?(?P<m>\d{{1,2}}) ?(?P=x) ?{_J}{_TIJD}",
        lambda m, jaar: _dag(jaar, int(m["m"]), int(m["dag"])),
    ),
    (
        rf"{_J}(?P<x>[-/.])(?P<m>\d{{1,2}})(?P=x)(?P<dag>\d{{1,2}}){_TIJD}",
        lambda m, jaar: _dag(jaar, int(m["m"]), int(m["dag"])),
    ),
    (rf"(?P<m>\d{{1,2}})[-/]{_J}", lambda m, jaar: _maand(jaar, int(m["m"]))),
    (rf"{_J}[-/](?P<m>\d{{1,2}})", lambda m, jaar: _maand(jaar, int(m["m"]))),
)
# between part and year; two digits never touch, or 'week 362027' would be a week
_DAN_JAAR = r"(?:[ ,./-]+(?:(?:van|in) )?(?:het )?(?:jaar )?|(?<!\d))"
_NA_JAAR = r"(?:[ ,./-]+|(?!\d))"
_AANLOOP = r"(?:(?:ergens in|in de loop van|gedurende|in|op|per|de|het|jaar) )*"

_PATRONEN: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile(_AANLOOP + patroon, re.ASCII), maker)
    for patroon, maker in (
        *_GETALLEN,
        *((rf"{deel}{_DAN_JAAR}{_J}", maker) for deel, maker in _DELEN),
        *((rf"{_J}{_NA_JAAR}{deel}", maker) for deel, maker in _DELEN),
    )
)
_WINTER = re.compile(
    r"(?:de )?winter (?:van )?(?P<j>(?:19|20|21)\d\d) ?[-/] ?(?P<k>(?:19|20|21)\d\d)", re.ASCII
)


def lees_moment(tekst: str) -> Moment | None:
    """Read one moment with its year from normalised text; None when it is no such notation.

    Impossible days (31-2-2027), weeks and months are None: the caller reports them as not understood.
    """
    if not HEEFT_JAAR.search(tekst):
        return None
    for patroon, maker in _PATRONEN:
        if match := patroon.fullmatch(tekst):
            return maker(match, int(match["j"]))
    return _lees_winter(tekst)


def _lees_winter(tekst: str) -> Moment | None:
    match = _WINTER.fullmatch(tekst)
    if match is None or int(match["k"]) != int(match["j"]) + 1:
        return None
    jaar = int(match["k"])
    return Moment(date(jaar - 1, 12, 1), _maanden(jaar, 2, 2, Precisie.DEEL).laatste, Precisie.DEEL)
