"""The monthly extract: a month beside the months before it, as the writers of xlsx, CSV and Word get it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from actielijst_xl.model.maand import (
    AfspraakRij,
    Maand,
    MaandRij,
    MonitoringRij,
    ProjectDeel,
    ProjectRij,
    maand_ervoor,
)
from actielijst_xl.model.maand_cijfers import Cijfer, Kerncijfer


class WijzigingSoort(StrEnum):
    """What happened; the value is the word in the table."""

    NIEUW_PROJECT = "nieuw project"
    VERDWENEN_PROJECT = "verdwenen project"
    NIEUWE_AFSPRAAK = "nieuwe afspraak"
    VERDWENEN_AFSPRAAK = "verdwenen afspraak"
    GEWIJZIGD = "gewijzigd"


class VerschuivingSoort(StrEnum):
    """Which way an IBN went; the value is the word in the table."""

    LATER = "later"  # the last day later; or the same last day, and the first day later
    EERDER = "eerder"
    BEKEND = "van n.t.b. naar een jaar"
    ONBEKEND = "van een jaar naar n.t.b."
    ANDERS = "andere grens"  # an open end became a day or the other way round ('>2031' to '2033')


class IbnVeld(StrEnum):
    """Which IBN; the value is the key of its field."""

    HAALBAAR = "haalbaarheid_ibn"
    AFGESPROKEN = "ibn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijziging(ProjectDeel):
    """One change since another month: a row of the table Wijzigingen.

    Attributes:
        vergeleken_met: The other month, or `begin` for the first version.
        soort: What happened.
        tabel: `project`, `afspraak` or `monitoring`.
        afspraak_nr: The number of the afspraak, or "".
        veld: Key of the field; "" for a project or afspraak as a whole.
        veld_label: Its label; "" likewise.
        was: The value then; for a project or afspraak as a whole its name.
        wordt: The value now; likewise.
        bron: Whose word the new value is, or "" when not known.
    """

    vergeleken_met: str
    soort: WijzigingSoort
    tabel: str
    afspraak_nr: str
    veld: str
    veld_label: str
    was: str
    wordt: str
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschuiving(ProjectDeel):
    """One IBN that means another period than it did: a row of the table Verschuivingen.

    Attributes:
        vergeleken_met: The other month, or `begin` for the first version.
        veld: Which IBN.
        soort: Which way it went as a whole.
        was: The IBN then, as written; "" when blank.
        wordt: The IBN now, as written.
        eerste_was: First day then; None when open or not datable. Likewise the next three.
        eerste_wordt: First day now.
        laatste_was: Last day then.
        laatste_wordt: Last day now.
        eerste_dagen: Days that the first day went (later is more); None when one of the two is not known.
        laatste_dagen: Days that the last day went.
        laatste_jaren: Year of the last day now minus that then.
        reden: The aandachtspunten of the project now, or "".
        bron: Whose word the new IBN is: `Retour TenneT, 18-11-2026`; "" when not known.
    """

    vergeleken_met: str
    veld: IbnVeld
    soort: VerschuivingSoort
    was: str
    wordt: str
    eerste_was: date | None
    eerste_wordt: date | None
    laatste_was: date | None
    laatste_wordt: date | None
    eerste_dagen: int | None
    laatste_dagen: int | None
    laatste_jaren: int | None
    reden: str
    bron: str

    @property
    def verschil_tekst(self) -> str:
        """How far it went, as people read it: `+2 jaar`, `begin +12 dagen`, or the soort in words.

        The last day counts; when that stayed the same, the first day, with the word `begin`.
        """
        if self.laatste_dagen:
            return _far(self.laatste_dagen, self.laatste_jaren or 0)
        if self.eerste_dagen and self.eerste_was and self.eerste_wordt:
            return f"begin {_far(self.eerste_dagen, self.eerste_wordt.year - self.eerste_was.year)}"
        return self.soort.value


def _far(days: int, years: int) -> str:
    """Years when the calendar year changed, else months from 60 days on."""
    if years:
        return f"{years:+d} jaar"
    return f"{days:+d} dagen" if abs(days) < 60 else f"{round(days / 30.4):+d} maanden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag(ProjectDeel):
    """One open question to the energyboard: a row of the table Vragen.

    Attributes:
        vraag: The question.
        sinds: The peildatum of the first record since when it stands there unbroken with the same text.
        dagen_open: Days from `sinds` to the peildatum; 0 when it is new.
        oordeel: The judgement on the project.
        haalbaarheid_ibn: The feasible IBN as written.
        versnellingsactie: What would help.
        monitoring_trekker: Who is responsible.
    """

    vraag: str
    sinds: date
    dagen_open: int
    oordeel: str
    haalbaarheid_ibn: str
    versnellingsactie: str
    monitoring_trekker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IbnJaar:
    """One bar of the chart: projects with a feasible IBN whose last day is in this year.

    Attributes:
        jaar: The year; None for projects without a last year.
        nu: Number now.
        toen: Number in the month compared with; None without such a month.
    """

    jaar: int | None
    nu: int
    toen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The extract of one month.

    Attributes:
        nu: The month.
        vorige: The latest earlier record, or None for the first one.
        vergelijk: The month that the page and the tables compare with: `vorige`, unless another was asked.
        eerste: The first version of the actielijst (as it was made), or None when that is not known.
        kerncijfers: Every figure as a whole, in the order of `KERNCIJFERS`.
        uitsplitsingen: The figures divided, in the order of `UITSPLITSINGEN`, then by size (years by year).
        verschuivingen: IBN shifts since `vergelijk`, the largest first; both IBNs.
        verschuivingen_begin: IBN shifts since `eerste`, the largest first; both IBNs.
        wijzigingen: Everything that changed since `vergelijk`, in the order of the actielijst.
        vragen: Open questions to the energyboard, the oldest first.
        te_laat: Afspraken past their planning, the latest first.
        zonder_actie: Aandachtspunten without versnellingsactie.
        ibn_per_jaar: Feasible IBN per year without gaps, then those without a year (only if there are any).
        cijfers: The figures of this month per province: the rows of the table Kerncijfers.
        trend: The same for all records up to and including this month, oldest first.
        labels: The province's own labels by field key, for the sheets that people read; may be empty.
    """

    nu: Maand
    vorige: Maand | None = None
    vergelijk: Maand | None = None
    eerste: Maand | None = None
    kerncijfers: tuple[Kerncijfer, ...] = ()
    uitsplitsingen: tuple[Kerncijfer, ...] = ()
    verschuivingen: tuple[Verschuiving, ...] = ()
    verschuivingen_begin: tuple[Verschuiving, ...] = ()
    wijzigingen: tuple[Wijziging, ...] = ()
    vragen: tuple[Vraag, ...] = ()
    te_laat: tuple[AfspraakRij, ...] = ()
    zonder_actie: tuple[MonitoringRij, ...] = ()
    ibn_per_jaar: tuple[IbnJaar, ...] = ()
    cijfers: tuple[Cijfer, ...] = ()
    trend: tuple[Cijfer, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def maand_overgeslagen(self) -> bool:
        """The latest earlier record is not of the calendar month before: a month was skipped."""
        return self.vorige is not None and self.vorige.maand != maand_ervoor(self.nu.maand)

    @property
    def maanden(self) -> tuple[str, ...]:
        """The months of the trend, oldest first."""
        return tuple(sorted({cijfer.maand for cijfer in self.trend}))

    def kerncijfer(self, key: str) -> Kerncijfer:
        """A figure as a whole, by its key."""
        return next(k for k in self.kerncijfers if k.definitie.key == key)

    def tabellen(self) -> Mapping[str, tuple[MaandRij, ...]]:
        """The rows of every table by the key of the table (`model.maand_velden.TABELLEN`)."""
        return {
            "projecten": self.nu.projecten,
            "afspraken": self.nu.afspraken,
            "monitoring": self.nu.monitoring,
            "partijen": self.nu.partijen,
            "wijzigingen": self.wijzigingen,
            "verschuivingen": (*self.verschuivingen, *self.verschuivingen_begin),
            "vragen": self.vragen,
            "kerncijfers": self.cijfers,
        }

    def project(self, rij: ProjectDeel) -> ProjectRij | None:
        """The project that a row is about, or None when it is not there any more."""
        return next((p for p in self.nu.projecten if p.project == rij.project), None)
