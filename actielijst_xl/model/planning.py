"""The one parser for IBN and planning notations: original text, first and last day, certainty, open ends.

A notation is read in three steps. Words that only colour it (`naar verwachting`, `gereed`, `IBN:`) are taken
out and remembered; what is left must be a period in full (a moment, a bound, a range or some scenarios of
these); if it is not, it is one of the kinds that have no date, or it is not understood. Nothing is guessed:
whatever is left over makes the whole text unreadable, with the text kept.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from actielijst_xl.model.planning_bereik import Bereik, Grens, lees_bereik
from actielijst_xl.model.planning_notaties import HEEFT_JAAR, Precisie, lees_moment, normaliseer

__all__ = ["Periode", "Precisie", "Soort", "Zekerheid", "parse_planning"]


class Soort(StrEnum):
    """What kind of answer a planning cell gives."""

    PERIODE = "periode"
    NVT = "n.v.t."
    ONBEKEND = "n.t.b."
    LEEG = "leeg"
    RELATIEF = "relatief"  # 'over circa 5 jaar', 'vanaf week 36': true, but not datable
    AFGEROND = "afgerond"  # 'gereed', without a year
    ONLEESBAAR = "onleesbaar"


class Zekerheid(StrEnum):
    """How sure the writer says to be."""

    ZEKER = "zeker"
    CIRCA = "circa"
    VERWACHT = "verwacht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """One planning notation, read.

    Attributes:
        text: The original text as an official reads it: the number 2028.0 is "2028", a date "01-03-2027".
        soort: The kind of answer; only `PERIODE` has days.
        eerste: First day; None when the begin is open or nothing is datable.
        laatste: Last day; None when the end is open or nothing is datable. When the source is written the
            wrong way round (`2034-2031`), `eerste` is later than `laatste`, so that a rule can report it.
        zekerheid: What the text says about certainty; `CIRCA` wins over `VERWACHT`.
        precisie: The coarsest notation in the text; None when nothing is datable.
        afgerond: The text states completion (`gereed 2024`); see `gereed_op` for a day in the future.
        hersteld: The year was shown as a date in 1905 or 1909 (a year in a date-formatted cell).
        alternatieven: The readings of `2026 of 2027` or `2028 / 2031`; `eerste` and `laatste` span them.
    """

    text: str
    soort: Soort
    eerste: date | None = None
    laatste: date | None = None
    zekerheid: Zekerheid = Zekerheid.ZEKER
    precisie: Precisie | None = None
    afgerond: bool = False
    hersteld: bool = False
    alternatieven: tuple[Grens, ...] = ()

    @property
    def datable(self) -> bool:
        """Whether at least one end is a day."""
        return self.soort is Soort.PERIODE

    @property
    def open_eind(self) -> bool:
        """Whether it only says from when on (`>2031`)."""
        return self.datable and self.laatste is None

    @property
    def open_begin(self) -> bool:
        """Whether it only says until when (`uiterlijk 2034`)."""
        return self.datable and self.eerste is None

    @property
    def sleutel(self) -> tuple[str, ...]:
        """Equal for two notations of the same period (`2031 – 2034` and `van 2031 t/m 2034`).

        Certainty, completion and scenarios are no part of it: `rond 2030` and `2030` are the same period.
        Relative and unreadable texts are equal when they are written alike.
        """
        if self.datable:
            return (self.soort.value, str(self.eerste), str(self.laatste))
        if self.soort in (Soort.RELATIEF, Soort.ONLEESBAAR):
            return (self.soort.value, normaliseer(self.text))
        return (self.soort.value,)

    def gereed_op(self, dag: date) -> bool:
        """Whether the text says that it was complete on this day (`gereed 2031` is a plan until 2031)."""
        return self.afgerond and (self.eerste is None or self.eerste <= dag)


_MAX_TEKENS = 200  # longer is prose, no notation

# --- words that colour a notation ---

_CIRCA = (
    r"circa|ca\.?|c\.a\.|omstreeks|rond(?:om)?|ongeveer|plusminus|plm\.?|naar schatting|geschat|~|"
    r"(?<=\d) ?\?+"
)
_VERWACHT = (
    r"(?:(?:naar|de) )?verwachting|verwachte?|voorziene?|geplande?|planning|prognose|beoogde?|vermoedelijk|"
    r"waarschijnlijk|mogelijk|indicatief|indicatie|streven|streefdatum|streefjaar|onder voorbehoud|"
    r"o\.?v\.?b\.?|wordt|worden|zal|zullen|moet(?:en)?"
)
_GEREED = (
    r"gereed|gerealiseerd|afgerond|opgeleverd|voltooid|klaar|"
    r"in (?:bedrijf|gebruik|werking)(?: genomen)?(?: sinds)?"
)
_LABEL = (
    r"ibn(?:[ -]?(?:datum|jaar))?|ingebruikname(?:[ -]?(?:datum|jaar))?|inbedrijfname|inbedrijfstelling|"
    r"oplevering|opleverdatum|realisatie(?:jaar)?|(?:be)?nodig|optimistisch|pessimistisch|realistisch|gunstig|ongunstig|"
    r"best case|worst case|scenario|reeds|haalbaar|is|zijn"
)
_KLEUR = re.compile(
    rf"(?P<circa>(?<![a-z])(?:{_CIRCA})(?![a-z]))|(?<![a-z])(?:(?P<verwacht>{_VERWACHT})|(?P<gereed>{_GEREED})|"
    rf"(?:{_LABEL}))(?![a-z])"
)
_STAART = re.compile(r"(?P<kop>[^:]*\d[^:]*): ?(?P<staart>[^:\d]+)", re.ASCII)
_ANDERS = re.compile(
    r"\b(?:niet|geen|nog|start|aanvang|begin|voorbereiding|besluit|vergunning|aanbesteding)\b"
)


class _Kleur(NamedTuple):
    kaal: str  # the notation without the words that colour it
    zekerheid: Zekerheid
    gereed: bool


def _ontkleur(tekst: str) -> _Kleur:
    """Take out hedges, words of completion and labels; every other word stays and must be understood."""
    gezien: set[str | None] = set()

    def onthoud(match: re.Match[str]) -> str:
        gezien.add(match.lastgroup)
        return " "

    kaal = re.sub(r"[()]", " ", _KLEUR.sub(onthoud, _zonder_staart(tekst)))
    verwacht = "verwacht" in gezien
    zekerheid = Zekerheid.CIRCA if "circa" in gezien else Zekerheid.VERWACHT if verwacht else Zekerheid.ZEKER
    return _Kleur(" ".join(kaal.split()).strip(" :,"), zekerheid, "gereed" in gezien and not verwacht)


def _zonder_staart(tekst: str) -> str:
    """'medio 2024: nieuwe kabel gereed' is 'medio 2024 gereed'; '2026: start bouw' stays as it is."""
    match = _STAART.fullmatch(tekst)
    if match is None or _ANDERS.search(match["staart"]):
        return tekst
    bekend = " ".join(woord[0] for woord in _KLEUR.finditer(match["staart"]))
    return f"{match['kop']} {bekend}" if bekend else tekst


# --- the kinds without a date ---

_NVT = frozenset({"nvt", "nietvantoepassing", "n/a"})
_ONBEKEND = frozenset(
    {"ntb", "nnb", "nb", "tbd", "tba", "pm", "volgt", "onbekend", "nogonbekend", "nietbekend"}
    | {"nognietbekend", "nognietbepaald", "nogtebepalen", "nadertebepalen"}
)
_STREEPJES = re.compile(r"[-?.]+")
_RELATIEF = re.compile(
    r"(?:[a-z.~]+ ){0,6}(?:\d{1,3}(?:[-,/]\d{1,3})?|[a-z]+) "
    r"(?:jaar|jaren|maand(?:en)?|weken|week|dagen|kwartalen)"
    r"|zsm|zo (?:spoedig|snel) mogelijk|asap|(?:per )?direct|later|binnenkort"
    r"|doorlopend|continu|lopend|structureel|(?:jaar|maand|week|dage)lijks"
    r"|(?:op )?(?:de )?(?:zeer )?(?:korte|middellange|lange) termijn"
    r"|(?:(?:direct |kort )?na|zodra|tijdens|afhankelijk van|gelijk(?:tijdig)? met|voorafgaand aan) \D+",
    re.ASCII,
)


def _vaste_soort(kern: str) -> Soort | None:
    if _STREEPJES.fullmatch(kern):
        return Soort.ONBEKEND
    woord = re.sub(r"[ .'\"]", "", kern)
    return Soort.NVT if woord in _NVT else Soort.ONBEKEND if woord in _ONBEKEND else None


def _soort_zonder_datum(kern: str, kleur: _Kleur) -> Soort:
    if kleur.gereed and not kleur.kaal:
        return Soort.AFGEROND
    if _RELATIEF.fullmatch(kern) or _RELATIEF.fullmatch(kern.replace(".", "")) or _mist_jaar(kleur.kaal):
        return Soort.RELATIEF
    return Soort.ONLEESBAAR


def _mist_jaar(kaal: str) -> bool:
    """Whether only a year is missing ('vanaf week 36', 'vierde kwartaal'): 2020 has every day and week."""
    bereik = None if HEEFT_JAAR.search(kaal) else lees_bereik(f"{kaal} 2020")
    return bereik is not None and bereik.precisie is not Precisie.JAAR


# --- the parser ---

_NULLEN = {1905: date(1899, 12, 30), 1909: date(1904, 1, 1)}  # day 0 of the two date systems of Excel
_HERSTELBAAR = range(1990, 2101)
_JAREN = range(1900, 2200)
_SERIES = range(36526, 73051)  # 1-1-2000 to 31-12-2099


def parse_planning(value: object) -> Periode:
    """Read an IBN or planning value as it stands in a cell. Never raises.

    Numbers: 1900 to 2199 is a year (also 2028.0); 36526 to 73050 is an Excel date that lost its format and is
    read as that day (2000 to 2099); any other number, also 2028.5, is unreadable. A day in 1905 or 1909 whose
    serial number is 1990 to 2100 is a year that Excel showed as a date: it is read as that year, `hersteld`.

    Two-digit years and days that do not exist are unreadable; relative texts are never made into a date.
    """
    if isinstance(value, str):
        return _lees_tekst(value)
    if isinstance(value, date):
        return _lees_datumcel(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _lees_getal(value)
    woorden = {None: "", True: "WAAR", False: "ONWAAR"}
    return _lees_tekst(woorden[value] if value is None or isinstance(value, bool) else str(value))


def _periode(text: str, bereik: Bereik, *, kleur: _Kleur | None = None, hersteld: bool = False) -> Periode:
    begrensd = bereik.eerste is not None and bereik.laatste is not None  # 'uiterlijk 2028 gereed' is a plan
    return Periode(
        text=text,
        soort=Soort.PERIODE,
        eerste=bereik.eerste,
        laatste=bereik.laatste,
        precisie=bereik.precisie,
        zekerheid=kleur.zekerheid if kleur else Zekerheid.ZEKER,
        afgerond=kleur is not None and kleur.gereed and begrensd,
        hersteld=hersteld,
        alternatieven=bereik.lezingen,
    )


def _jaar(jaar: int) -> Bereik:
    return Bereik(date(jaar, 1, 1), date(jaar, 12, 31), Precisie.JAAR)


def _lees_getal(getal: int | float) -> Periode:
    if isinstance(getal, float) and math.isnan(getal):  # how tables write an empty cell
        return Periode(text="", soort=Soort.LEEG)
    geheel = int(getal) if isinstance(getal, int) or getal.is_integer() else 0
    text = f"{getal:.15g}".replace(".", ",") if isinstance(getal, float) else _cijfers(getal)
    if geheel in _JAREN:
        return _periode(text, _jaar(geheel))
    if geheel in _SERIES:
        return _lees_dag(_NULLEN[1905] + timedelta(days=geheel), text)
    return Periode(text=text, soort=Soort.ONLEESBAAR)


def _cijfers(getal: int) -> str:
    return str(getal) if getal.bit_length() < 1024 else hex(getal)  # Python refuses str() of huge integers


def _lees_datumcel(dag: date) -> Periode:
    if dag != dag:  # noqa: PLR0124 - NaT, the missing datetime of pandas, is a datetime without a date
        return Periode(text="", soort=Soort.LEEG)
    return _lees_dag(date(dag.year, dag.month, dag.day), f"{dag.day:02}-{dag.month:02}-{dag.year:04}")


def _lees_dag(dag: date, text: str) -> Periode:
    jaar = (dag - _NULLEN[dag.year]).days if dag.year in _NULLEN else 0
    if jaar in _HERSTELBAAR:
        return _periode(text, _jaar(jaar), hersteld=True)
    return _periode(text, Bereik(dag, dag, Precisie.DAG))


def _is_jaartal(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit() and int(text) in _JAREN


@lru_cache(maxsize=4096)  # a workbook repeats its notations
def _lees_tekst(text: str) -> Periode:
    if _is_jaartal(text):  # most cells
        return _periode(text, _jaar(int(text)))
    kern = normaliseer(text)
    if not kern:
        return Periode(text=text, soort=Soort.LEEG)
    if len(kern) > _MAX_TEKENS:
        return Periode(text=text, soort=Soort.ONLEESBAAR)
    moment = lees_moment(kern)
    if moment is None:
        return _lees_gekleurd(text, kern)
    if moment.precisie is Precisie.DAG:
        return _lees_dag(moment.eerste, text)
    return _periode(text, Bereik(*moment))


@lru_cache(maxsize=2048)  # a list repeats its notations, and a pure function may remember
def _lees_gekleurd(text: str, kern: str) -> Periode:
    if soort := _vaste_soort(kern):
        return Periode(text=text, soort=soort)
    kleur = _ontkleur(kern)
    if bereik := lees_bereik(kleur.kaal):
        return _periode(text, bereik, kleur=kleur)
    soort = _soort_zonder_datum(kern, kleur)
    return Periode(text=text, soort=soort, zekerheid=kleur.zekerheid, afgerond=soort is Soort.AFGEROND)
