"""The key figures of the monthly extract: what each one is called, what it counts, and which way is good."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from actielijst_xl.model.maand import MaandRij


class Gunstig(StrEnum):
    """Which way is good news."""

    MEER = "meer"
    MINDER = "minder"
    NEUTRAAL = "neutraal"


class Groep(StrEnum):
    """The heading under which key figures stand together; the value is that heading."""

    PROJECTEN = "Projecten"
    IBN = "Inbedrijfname (IBN)"
    VERSCHUIVING = "Verschuivingen van de IBN"
    AFSPRAKEN = "Uitvoeringsafspraken"
    MONITORING = "Monitoring"
    PARTIJEN = "Partijen"


@dataclass(frozen=True, slots=True, kw_only=True)
class KerncijferDefinitie:
    """One key figure; every figure counts rows, per province, and sums over provinces.

    Attributes:
        key: Its name for programs; never changes.
        label: Its name for people.
        groep: The heading that it stands under.
        definitie: What is counted, in one or two sentences.
        gunstig: Which way is good news.
        kop: It stands on the page Energyboard.
        vergelijkt: It compares with another month, so that the first record has none.
    """

    key: str
    label: str
    groep: Groep
    definitie: str
    gunstig: Gunstig = Gunstig.NEUTRAAL
    kop: bool = False
    vergelijkt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitsplitsing:
    """A way to divide one key figure over values: projects per fase.

    Attributes:
        key: Its name for programs.
        label: Its name for people.
        kerncijfer: Key of the figure that is divided.
        definitie: What the values are.
        meervoudig: A row may count under several values, so that the parts may sum to more than the whole.
    """

    key: str
    label: str
    kerncijfer: str
    definitie: str
    meervoudig: bool = False


NIET_INGEVULD = "(niet ingevuld)"
"""The value of an uitsplitsing for rows in which the field is blank."""

GEEN_JAAR = "(geen jaar)"
"""The value of `ibn_jaar` and `haalbaar_jaar` for an IBN without a last year."""

# One entry in a few lines reads better than one argument per line.
# fmt: off
_PROJECTEN = (
    KerncijferDefinitie(key="projecten", label="Projecten in de actielijst", groep=Groep.PROJECTEN, kop=True,
          definitie="Alle projecten: met een fiche, en in de voorverkenning zonder locatie."),
    KerncijferDefinitie(key="projecten_concreet", label="Concrete projecten", groep=Groep.PROJECTEN,
          definitie="Projecten in de Planuitwerkingsfase, Projectfase of Realisatiefase."),
    KerncijferDefinitie(key="projecten_zonder_locatie", label="Projecten zonder locatie",
          groep=Groep.PROJECTEN,
          definitie="Projecten in de Verkenningsfase zonder gemeente. Zij hebben geen fiche."),
    KerncijferDefinitie(key="projecten_nieuw", label="Nieuwe projecten", groep=Groep.PROJECTEN,
          vergelijkt=True, definitie="Projecten die er in de vorige maand nog niet waren."),
    KerncijferDefinitie(key="projecten_verdwenen", label="Verdwenen projecten", groep=Groep.PROJECTEN,
          vergelijkt=True, definitie="Projecten van de vorige maand die er nu niet meer zijn."),
    KerncijferDefinitie(key="projecten_gewijzigd", label="Gewijzigde projecten", groep=Groep.PROJECTEN,
          vergelijkt=True, definitie="Projecten van beide maanden waarvan een veld of een afspraak anders "
                "is. Een andere schrijfwijze van hetzelfde telt niet."),
    KerncijferDefinitie(key="projecten_zonder_afspraak", label="Projecten zonder uitvoeringsafspraak",
          groep=Groep.PROJECTEN, gunstig=Gunstig.MINDER,
          definitie="Projecten met een fiche zonder afspraak. Een vervallen afspraak telt niet mee."),
    KerncijferDefinitie(key="projecten_zonder_monitoringafspraak",
          label="Projecten zonder afspraak voor monitoring", groep=Groep.PROJECTEN, gunstig=Gunstig.MINDER,
          definitie="Projecten met een fiche waarop 'Afspraken voor monitoring' niet is ingevuld."),
    KerncijferDefinitie(key="projecten_zonder_beide", label="Projecten zonder enige afspraak",
          groep=Groep.PROJECTEN, gunstig=Gunstig.MINDER,
          definitie="Projecten met een fiche zonder uitvoeringsafspraak en zonder afspraak voor monitoring."),
)
_IBN = (
    KerncijferDefinitie(key="ibn_bekend", label="Projecten met een afgesproken IBN", groep=Groep.IBN,
          gunstig=Gunstig.MEER, definitie="Het veld IBN geeft een dag, maand, kwartaal, jaar of periode."),
    KerncijferDefinitie(key="ibn_onbekend", label="Projecten zonder afgesproken IBN", groep=Groep.IBN,
          gunstig=Gunstig.MINDER,
          definitie="Het veld IBN is leeg, n.t.b., n.v.t., of geeft geen jaar ('over 5 jaar')."),
    KerncijferDefinitie(key="ibn_voorbij", label="Projecten met een IBN die voorbij is", groep=Groep.IBN,
          gunstig=Gunstig.MINDER, definitie="De laatste dag van de afgesproken IBN ligt vóór de peildatum, "
                "en er staat niet bij dat het project gereed is."),
    KerncijferDefinitie(key="haalbaar_bekend", label="Projecten met een haalbare IBN", groep=Groep.IBN,
          gunstig=Gunstig.MEER,
          definitie="Het veld Haalbaarheid IBN geeft een dag, maand, kwartaal, jaar of periode."),
    KerncijferDefinitie(key="haalbaar_later", label="Projecten met latere IBN dan afgesproken",
          groep=Groep.IBN, kop=True, gunstig=Gunstig.MINDER,
          definitie="Het laatste jaar van de haalbare IBN ligt na dat van de afgesproken IBN."),
)
_AFSPRAKEN = (
    KerncijferDefinitie(key="afspraken_open", label="Open uitvoeringsafspraken", groep=Groep.AFSPRAKEN,
          kop=True, definitie="Afspraken met een activiteit die niet Gereed of Vervallen zijn."),
    KerncijferDefinitie(key="afspraken_te_laat", label="waarvan over de planning heen", groep=Groep.AFSPRAKEN,
          kop=True, gunstig=Gunstig.MINDER,
          definitie="Open afspraken waarvan de laatste dag van de planning vóór de peildatum ligt."),
    KerncijferDefinitie(key="afspraken_zonder_datum", label="waarvan zonder datum", groep=Groep.AFSPRAKEN,
          gunstig=Gunstig.MINDER,
          definitie="Open afspraken waarvan de planning geen dag, maand, kwartaal of jaar geeft."),
    KerncijferDefinitie(key="afspraken_zonder_trekker", label="waarvan zonder trekker", groep=Groep.AFSPRAKEN,
          gunstig=Gunstig.MINDER,
          definitie="Open afspraken waarvan de trekker leeg, n.t.b. of n.v.t. is."),
    KerncijferDefinitie(key="afspraken_gereed", label="Afspraken die gereed zijn", groep=Groep.AFSPRAKEN,
          gunstig=Gunstig.MEER, definitie="Afspraken met de status Gereed."),
)
_MONITORING = (
    KerncijferDefinitie(key="projecten_knelpunt", label="Projecten met een knelpunt", groep=Groep.MONITORING,
          kop=True, gunstig=Gunstig.MINDER, definitie="Projecten met het oordeel Knelpunt."),
    KerncijferDefinitie(key="vragen_open", label="Open vragen aan het energyboard", groep=Groep.MONITORING,
          kop=True, definitie="Projecten met een vraag aan het energyboard. Leeg, '-', n.v.t. en n.t.b. zijn "
                "geen vraag."),
    KerncijferDefinitie(key="vragen_ouder", label="waarvan al eerder gesteld", groep=Groep.MONITORING,
          gunstig=Gunstig.MINDER, vergelijkt=True,
          definitie="Vragen die er in de vorige maand ook al stonden, met dezelfde tekst."),
    KerncijferDefinitie(key="aandachtspunten", label="Projecten met een aandachtspunt",
          groep=Groep.MONITORING, definitie="Projecten met een aandachtspunt. Leeg, '-', n.v.t. en n.t.b. "
                "tellen niet."),
    KerncijferDefinitie(key="aandachtspunten_zonder_actie", label="waarvan zonder versnellingsactie",
          groep=Groep.MONITORING, gunstig=Gunstig.MINDER,
          definitie="Projecten met een aandachtspunt en zonder versnellingsactie."),
)
_PARTIJEN = (
    KerncijferDefinitie(key="partijen_gevraagd", label="Partijen die een bestand kregen",
          groep=Groep.PARTIJEN, definitie="Partijen die ten minste één keer een eigen werkboek kregen."),
    KerncijferDefinitie(key="partijen_terug", label="waarvan geantwoord", groep=Groep.PARTIJEN,
          gunstig=Gunstig.MEER, definitie="Partijen van wie een antwoord op hun laatste werkboek is "
                "samengevoegd."),
    KerncijferDefinitie(key="partijen_niet_terug", label="waarvan nog niet geantwoord", groep=Groep.PARTIJEN,
          gunstig=Gunstig.MINDER, definitie="Partijen van wie op hun laatste werkboek nog niets terug is."),
)
# fmt: on

_VELDEN = {"haalbaar": "haalbare IBN", "afgesproken": "afgesproken IBN"}
_SOORTEN = {
    "laatste_later": (
        "laatste dag later",
        "De laatste dag van de {ibn} ligt later dan {toen}.",
        Gunstig.MINDER,
    ),
    "laatste_eerder": (
        "laatste dag eerder",
        "De laatste dag van de {ibn} ligt eerder dan {toen}.",
        Gunstig.MEER,
    ),
    "eerste_later": ("eerste dag later", "De eerste dag van de {ibn} ligt later dan {toen}.", Gunstig.MINDER),
    "eerste_eerder": (
        "eerste dag eerder",
        "De eerste dag van de {ibn} ligt eerder dan {toen}.",
        Gunstig.MEER,
    ),
    "bekend_geworden": (
        "van n.t.b. naar een jaar",
        "De {ibn} heeft nu een jaar of periode, en had dat {toen} niet.",
        Gunstig.MEER,
    ),
    "onbekend_geworden": (
        "van een jaar naar n.t.b.",
        "De {ibn} had {toen} een jaar of periode, en heeft dat nu niet meer.",
        Gunstig.MINDER,
    ),
}
_TOEN = {"": "in de vorige maand", "_sinds_begin": "in de eerste versie van de actielijst"}


def _shifts() -> Iterator[KerncijferDefinitie]:
    """Every kind of shift, for both IBNs, since the previous month and since the first version."""
    for toen, when in _TOEN.items():
        for veld, ibn in _VELDEN.items():
            for soort, (label, definitie, gunstig) in _SOORTEN.items():
                yield KerncijferDefinitie(
                    key=f"{veld}_{soort}{toen}",
                    label=f"{ibn[0].upper()}{ibn[1:]}: {label}{' (sinds het begin)' if toen else ''}",
                    groep=Groep.VERSCHUIVING,
                    definitie=f"{definitie.format(ibn=ibn, toen=when)} Een andere schrijfwijze van dezelfde "
                    "periode telt niet.",
                    gunstig=gunstig,
                    vergelijkt=not toen,
                )


KERNCIJFERS: tuple[KerncijferDefinitie, ...] = (
    *_PROJECTEN,
    *_IBN,
    *_shifts(),
    *_AFSPRAKEN,
    *_MONITORING,
    *_PARTIJEN,
)

_PER_VELD = (
    ("projectfase", "Projectfase", "De projectfase.", False),
    ("vervolg", "Vervolg", "De route van het project.", False),
    ("energiedrager", "Energiedrager", "De energiedrager, zoals ingevuld.", False),
    ("type_infra", "Type infra", "Het type infrastructuur, zoals ingevuld.", False),
    (
        "gemeente",
        "Gemeente",
        "Elke gemeente van het project; een project kan in meer gemeenten liggen.",
        True,
    ),
    ("netbeheerder", "Netbeheerder", "Elke netbeheerder van het project; het kunnen er meer zijn.", True),
    ("oordeel", "Oordeel", "Het oordeel in de monitoringslijst.", False),
    ("ibn_jaar", "IBN-jaar, afgesproken", "Het jaar van de laatste dag van de afgesproken IBN.", False),
    ("haalbaar_jaar", "IBN-jaar, haalbaar", "Het jaar van de laatste dag van de haalbare IBN.", False),
)
UITSPLITSINGEN: tuple[Uitsplitsing, ...] = (
    *(
        Uitsplitsing(key=key, label=label, kerncijfer="projecten", definitie=text, meervoudig=many)
        for key, label, text, many in _PER_VELD
    ),
    *(
        Uitsplitsing(
            key="partij",
            label="Partij",
            kerncijfer=kerncijfer,
            definitie="De eerste trekker van de afspraak, met zijn officiële naam of zijn rol.",
        )
        for kerncijfer in ("afspraken_open", "afspraken_te_laat")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijfer(MaandRij):
    """One figure of one province in one month: a row of the table Kerncijfers.

    Attributes:
        kerncijfer: Key of the figure.
        uitsplitsing: Key of the uitsplitsing, or "" for the figure as a whole.
        waarde: The value that it is divided by (`Planuitwerkingsfase`), or "" for the figure as a whole.
        aantal: The figure. A figure that compares has no row in the first record.
    """

    kerncijfer: str
    uitsplitsing: str
    waarde: str
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kerncijfer:
    """One figure over all provinces together, beside those of other months.

    Attributes:
        definitie: What it is.
        uitsplitsing: Key of the uitsplitsing, or "".
        waarde: The value of the uitsplitsing, or "".
        nu: The figure now; None for a figure that compares while there is nothing to compare with.
        toen: The same figure in the month compared with; None without such a month.
        eerste: The same figure in the first version; None when there is none.
    """

    definitie: KerncijferDefinitie
    uitsplitsing: str = ""
    waarde: str = ""
    nu: int | None
    toen: int | None
    eerste: int | None

    @property
    def verschil(self) -> int | None:
        """`nu` minus `toen`; None when one of the two is not known."""
        return None if self.nu is None or self.toen is None else self.nu - self.toen

    @property
    def verschil_tekst(self) -> str:
        """The difference with its sign: `+2`, `-3`, `geen`, or "" when it is not known."""
        return "" if self.verschil is None else f"{self.verschil:+d}" if self.verschil else "geen"

    @property
    def verschil_woord(self) -> str:
        """The difference as a word, never colour alone: `meer`, `minder`, `gelijk` or ""."""
        if self.verschil is None:
            return ""
        return "gelijk" if not self.verschil else "meer" if self.verschil > 0 else "minder"

    @property
    def oordeel(self) -> str:
        """Whether the difference is good news: `beter`, `slechter`, or "" (no difference, or neutral)."""
        if not self.verschil or self.definitie.gunstig is Gunstig.NEUTRAAL:
            return ""
        return "beter" if self.verschil_woord == self.definitie.gunstig.value else "slechter"
