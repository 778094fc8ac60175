"""Periods built from moments: a range, a bound, or scenarios; one function per form, each all or nothing."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from actielijst_xl.model.planning_notaties import Precisie, lees_moment

Grens = tuple[date | None, date | None]


class Bereik(NamedTuple):
    """A period inside a notation; `lezingen` are the scenarios, if there is more than one."""

    eerste: date | None
    laatste: date | None
    precisie: Precisie
    lezingen: tuple[Grens, ...] = ()


_FIJNHEID = {precisie: rang for rang, precisie in enumerate(Precisie)}
_DAG = timedelta(days=1)


def _moment(tekst: str) -> Bereik | None:
    moment = lees_moment(tekst)
    return Bereik(*moment) if moment else None


def _leen(tekst: str, buur: str) -> Bereik | None:
    """Read 'Q3' before 'Q4 2027' (the neighbour's last words complete it), or '38' after 'week 36'."""
    woorden = buur.split()
    staarten = (" ".join(woorden[i:]) for i in range(1, len(woorden)))
    lezingen = (_moment(f"{tekst} {staart}") for staart in staarten)
    return _moment(tekst) or next(filter(None, lezingen), None)


_KOP = re.compile(r"(?:(?:in |over )?(?:de )?periode )?(?:(?P<tussen>tussen )|van(?:af)? )?(?P<rest>.+)")
_TOT = re.compile(r" ?-+ ?| tot en met | tot ")
_EN_OF_TOT = re.compile(rf" en |{_TOT.pattern}")


def _lees_reeks(tekst: str) -> Bereik | None:
    """Read '2031 - 2034', 'van A tot (en met) B', 'tussen A en B', each end with or without its own year."""
    kop = _KOP.fullmatch(tekst)
    if kop is None:
        return None
    rest = kop["rest"]
    grenzen = (_EN_OF_TOT if kop["tussen"] else _TOT).finditer(rest)
    paren = (_paar(rest[: grens.start()], rest[grens.end() :]) for grens in grenzen)
    return next(filter(None, paren), None)


def _paar(a: str, b: str) -> Bereik | None:
    rechts = _moment(b) or _moment(f"{a.partition(' ')[0]} {b}")
    links = _leen(a, b)
    if rechts is None or links is None:
        return None
    return Bereik(links.eerste, rechts.laatste, _grofste(links, rechts))


def _grofste(*delen: Bereik) -> Precisie:
    return max((deel.precisie for deel in delen), key=_FIJNHEID.__getitem__)


def _vanaf(deel: Bereik) -> Bereik:
    return Bereik(deel.eerste, None, deel.precisie)


def _na(deel: Bereik) -> Bereik:
    return Bereik(deel.laatste and deel.laatste + _DAG, None, deel.precisie)


def _tot(deel: Bereik) -> Bereik:
    return Bereik(None, deel.laatste, deel.precisie)


def _voor(deel: Bereik) -> Bereik:
    return Bereik(None, deel.eerste and deel.eerste - _DAG, deel.precisie)


_VANAF = r">= ?|(?:pas )?vanaf |niet eerder dan |niet voor |op (?:zijn|z'n) vroegst |vroegst(?:ens)? "
_TOT_EN_MET = r"<= ?|tot en met |(?:tot )?uiterlijk |tot |niet later dan |niet na |op (?:zijn|z'n) laatst "
_GRENZEN: tuple[tuple[re.Pattern[str], Callable[[Bereik], Bereik]], ...] = tuple(
    (re.compile(patroon), maker)
    for patroon, maker in (
        (rf"(?:{_VANAF})(?P<a>.+)", _vanaf),
        (r"(?P<a>.+?),? ?(?:\+|e\.? ?v|(?<= )(?:en|of) (?:later|verder|daarna|volgende jaren))", _vanaf),
        (r"(?:> ?|(?:pas )?na |later dan )(?P<a>.+)", _na),
        (rf"(?:{_TOT_EN_MET})(?P<a>.+)", _tot),
        (r"(?P<a>.+?),? (?:en|of) eerder", _tot),
        (r"(?:nog )?voor (?P<a>(?:het )?einde? .+)", _tot),  # 'voor eind 2027' leaves the whole year
        (r"(?:< ?|(?:nog )?voor |eerder dan )(?P<a>.+)", _voor),
    )
)


def _lees_grens(tekst: str) -> Bereik | None:
    """Read '>2031', 'uiterlijk 2034', '2030 e.v.'; 'tot 2035' includes 2035, as officials mean it."""
    for patroon, maker in _GRENZEN:
        if match := patroon.fullmatch(tekst):
            deel = _moment(match["a"]) or _lees_reeks(match["a"])
            return maker(deel) if deel else None
    return None


_SCENARIOS = (re.compile(r" ?[/;] ?"), re.compile(r" (?:of|dan wel|resp\.?) "), re.compile(r" (?:en|&) |, "))


def lees_bereik(tekst: str) -> Bereik | None:
    """Read a whole notation; None when any word of it is not understood."""
    enkel = _moment(tekst) or _lees_reeks(tekst) or _lees_grens(tekst)
    if enkel:
        return enkel
    scenarios = (_lees_scenarios(scheiding.split(tekst)) for scheiding in _SCENARIOS)
    return next(filter(None, scenarios), None)


def _lees_scenarios(teksten: list[str]) -> Bereik | None:
    if len(teksten) < 2:
        return None
    buren = [*teksten[1:], ""]
    delen = [lees_bereik(tekst) or _leen(tekst, buur) for tekst, buur in zip(teksten, buren, strict=True)]
    gelezen = [deel for deel in delen if deel]
    return _omspan(gelezen) if len(gelezen) == len(delen) else None


def _omspan(delen: list[Bereik]) -> Bereik:
    lezingen = tuple(lezing for deel in delen for lezing in deel.lezingen or ((deel.eerste, deel.laatste),))
    eersten = [eerste for eerste, _ in lezingen if eerste]
    laatsten = [laatste for _, laatste in lezingen if laatste]
    eerste = min(eersten) if len(eersten) == len(lezingen) else None
    laatste = max(laatsten) if len(laatsten) == len(lezingen) else None
    return Bereik(eerste, laatste, _grofste(*delen), lezingen)
