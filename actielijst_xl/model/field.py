"""The shape of a field: its kinds, roles and policies."""

from dataclasses import dataclass
from enum import StrEnum


class Tabel(StrEnum):
    """The table that a field stands in."""

    PROJECT = "project"  # one value per fiche
    AFSPRAAK = "afspraak"  # one value per row of Uitvoeringsafspraken
    MONITORING = "monitoring"  # one value per row of the monitoringslijst, one row per project
    HOOFDDOCUMENT = "hoofddocument"  # one value per province


class Soort(StrEnum):
    """What a field holds; decides reading, checking and the canonical form."""

    TEKST = "tekst"
    NUMMER = "nummer"  # a project number: text, never a number
    KEUZE = "keuze"  # one of a list
    PERIODE = "periode"  # a date or a planning notation (see model.planning)
    DATUM = "datum"  # one day
    JA_NEE = "ja_nee"
    GETAL = "getal"
    GEMEENTEN = "gemeenten"  # one or more official names
    NETBEHEERDERS = "netbeheerders"  # one or more organisations
    PROVINCIES = "provincies"  # one or more provinces
    IP_IDS = "ip_ids"  # 0..n ids in an investeringsplan, free text


class Rol(StrEnum):
    """Who may fill in a field; the value is the word on Leeswijzer and Uitgiftes."""

    PROVINCIE = "Provincie"
    GEMEENTE = "Gemeente"
    NETBEHEERDER = "Netbeheerder"
    TREKKER = "Trekker"


class Leeg(StrEnum):
    """What an emptied cell in a return means."""

    VRAGEN = "vragen"  # ask: goes to Conflicten as 'leeggemaakt'
    WISSEN = "wissen"  # clear the value
    NEGEREN = "negeren"  # not an edit


IEDEREEN = frozenset(Rol)
PROVINCIE = frozenset({Rol.PROVINCIE})
GEMEENTE = frozenset({Rol.PROVINCIE, Rol.GEMEENTE})
NETBEHEERDER = frozenset({Rol.PROVINCIE, Rol.NETBEHEERDER})
OVERLEG = frozenset({Rol.PROVINCIE, Rol.GEMEENTE, Rol.NETBEHEERDER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    Attributes:
        key: Stable name, unique over all tables, lower case ASCII.
        label: The Dutch label on the sheet.
        tabel: The table that it stands in.
        soort: What it holds.
        lijst: Key of the drop-down list in `keuzelijsten`, or "" when it has none.
        gesloten: Only values of the list are accepted (after synonyms).
        groep: Heading over a run of fields on the fiche, or "".
        hulp: One line of help next to the cell, at most 60 characters.
        voorbeeld: One example for the input message and for a refusal.
        invullers: Who may fill it in.
        leeg: What an emptied cell in a return means.
        width_chars: Column width in characters, for a table column.
        lines: Lines of text that the cell shows at least.
        aliases: Other headers under which lists give this field.
    """

    key: str
    label: str
    tabel: Tabel
    soort: Soort = Soort.TEKST
    lijst: str = ""
    gesloten: bool = False
    groep: str = ""
    hulp: str = ""
    voorbeeld: str = ""
    invullers: frozenset[Rol] = IEDEREEN
    leeg: Leeg = Leeg.VRAGEN
    width_chars: float = 16
    lines: int = 1
    aliases: tuple[str, ...] = ()
