"""The record of one month: what the masters of one or more provinces showed on one day, as rows of tables.

A `Maand` is made once and never changes; every figure, comparison and file of `monitor` follows from it.
The attributes of each row are the columns of its table, in this order; what a column is called and means
stands in `model.maand_velden`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

SCHEMA_VERSIE = 1
"""Version of the tables and of the record. Adding a column is no new version; renaming or removing one is."""

MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

Cel = str | int | bool | date | None
"""What a column of a table holds; None is blank."""


class Reactie(StrEnum):
    """What a party did with the last workbook that it was given."""

    TERUG = "terug"
    NIET_TERUG = "nog niet terug"
    NIET_UITGEGEVEN = "niet uitgegeven"  # it holds an afspraak, but was never given a workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class MaandRij:
    """What every row of every table begins with.

    Attributes:
        provincie: The province whose actielijst it comes from.
        maand: The month, `2026-11`.
        peildatum: The day that the figures are about.
    """

    provincie: str
    maand: str
    peildatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDeel(MaandRij):
    """A row about one project.

    Attributes:
        project_sleutel: Key of the project, unique within its province and the same in every month.
        project_id: The project number as people know it; text. Two provinces may both have a `1`.
        projectnaam: Its name.
    """

    project_sleutel: str
    project_id: str
    projectnaam: str

    @property
    def project(self) -> tuple[str, str]:
        """The identity of the project over all provinces: (provincie, project_sleutel)."""
        return (self.provincie, self.project_sleutel)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRij(ProjectDeel):
    """One project: the fields of its fiche as text ("" when blank), and what follows from them.

    Attributes:
        provincies: The field 'Provincie(s)' of the fiche: other provinces that the project touches.
        zonder_locatie: It is a verkenning without gemeente: it has no fiche.
        ibn: The agreed IBN as written.
        ibn_soort: Which kind of answer that is: a value of `model.planning.Soort`.
        ibn_eerste: First day of the agreed IBN; None when open or not datable.
        ibn_laatste: Last day of it; None when open or not datable.
        ibn_voorbij: The last day is before the peildatum, and the text doesn't say that it is done.
        aantal_afspraken: Afspraken that are not Vervallen.
        afspraken_open: Afspraken that are not Gereed or Vervallen.
        afspraken_te_laat: Open afspraken past the last day of their planning.
    """

    zonder_locatie: bool
    omschrijving: str = ""
    aanleiding: str = ""
    doel: str = ""
    kansen_knelpunten: str = ""
    projectfase: str = ""
    type_project: str = ""
    vervolg: str = ""
    locatie: str = ""
    gemeente: str = ""
    provincies: str = ""
    type_infra: str = ""
    energiedrager: str = ""
    spanningsniveau: str = ""
    netbeheerder: str = ""
    betrokken_partijen: str = ""
    bevoegd_gezag: str = ""
    tijdspad: str = ""
    ibn: str = ""
    in_ip: str = ""
    ip_id: str = ""
    pmiek_ronde: str = ""
    herkomst: str = ""
    prioriteit: str = ""
    ruimtegebruik: str = ""
    specifieke_afspraken: str = ""
    monitoring_afspraken: str = ""
    ibn_soort: str
    ibn_eerste: date | None
    ibn_laatste: date | None
    ibn_voorbij: bool
    aantal_afspraken: int
    afspraken_open: int
    afspraken_te_laat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AfspraakRij(ProjectDeel):
    """One uitvoeringsafspraak; also those that are Gereed or Vervallen.

    Attributes:
        afspraak_sleutel: Key of the afspraak, the same in every month.
        afspraak_nr: The number that people see, `NH-012-A02`.
        hoofdtrekker: The first trekker by its official name, or the role as written; "" without one.
        planning_soort: A value of `model.planning.Soort`.
        planning_eerste: First day of the planning; None when open or not datable.
        planning_laatste: Last day of it; None when open or not datable.
        is_open: Not Gereed or Vervallen.
        is_te_laat: Open, and the last day of the planning is before the peildatum.
        weken_te_laat: Whole weeks past that day (0 in the first six days); None when not te laat.
        zonder_datum: Open, and the planning gives no day, month, quarter or year.
        zonder_trekker: Open, and the trekker is blank, n.t.b. or n.v.t.
    """

    afspraak_sleutel: str
    afspraak_nr: str
    activiteit: str
    trekker: str
    hoofdtrekker: str
    afspraak_partijen: str
    resultaat: str
    planning: str
    planning_soort: str
    planning_eerste: date | None
    planning_laatste: date | None
    status: str
    voortgang: str
    is_open: bool
    is_te_laat: bool
    weken_te_laat: int | None
    zonder_datum: bool
    zonder_trekker: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringRij(ProjectDeel):
    """One project in the monitoringslijst.

    Attributes:
        haalbaarheid_ibn: The feasible IBN as written.
        haalbaar_soort: A value of `model.planning.Soort`.
        haalbaar_eerste: First day of it; None when open or not datable.
        haalbaar_laatste: Last day of it; None when open or not datable.
        verschil_jaren: Year of the last feasible day minus that of the last agreed day; None when one of the
            two has none. The same figure as the column Verschil in the actielijst.
        oordeel: Op schema, Aandacht, Knelpunt, Onbekend or "".
        vraag_is_open: There is a question to the energyboard (not blank, n.v.t. or n.t.b.).
        zonder_actie: There is an aandachtspunt and no versnellingsactie.
    """

    haalbaarheid_ibn: str
    haalbaar_soort: str
    haalbaar_eerste: date | None
    haalbaar_laatste: date | None
    verschil_jaren: int | None
    oordeel: str
    aandachtspunten: str
    versnellingsactie: str
    monitoring_trekker: str
    vraag_energyboard: str
    bijgewerkt_op: date | None
    vraag_is_open: bool
    zonder_actie: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartijRij(MaandRij):
    """One party: what it was given last, whether it answered, and the afspraken that it holds.

    Attributes:
        partij: Its name; a role such as `netbeheerder` when afspraken name no organisation.
        rol: Its roles at the last uitgifte, with a comma between; "" when it never got a workbook.
        uitgifte: The last uitgifte in which it got a workbook, or "".
        fiches: Number of fiches in it.
        uitgegeven_op: The day of that uitgifte.
        deadline: The day before which it had to be back.
        reactie: A value of `Reactie`.
        terug_op: The day on which its return of that uitgifte was merged.
        dagen_te_laat: Days past the deadline while nothing is back; None when in time, back or no deadline.
        laatste_reactie_op: The day on which its last return of any uitgifte was merged.
        stand_dagen: Age of what we know of it: days since `laatste_reactie_op`; None when it never answered.
        wijzigingen: Number of edits in its return of the last uitgifte; 0 when nothing is back.
        afspraken_open: Open afspraken of which it is the hoofdtrekker.
        afspraken_te_laat: Those that are te laat.
    """

    partij: str
    rol: str
    uitgifte: str
    fiches: int
    uitgegeven_op: date | None
    deadline: date | None
    reactie: Reactie
    terug_op: date | None
    dagen_te_laat: int | None
    laatste_reactie_op: date | None
    stand_dagen: int | None
    wijzigingen: int
    afspraken_open: int
    afspraken_te_laat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VeldBron:
    """Where the value of a field comes from; only for fields that changed since the actielijst was made.

    Attributes:
        provincie: The province.
        project_sleutel: Key of the project; "" for the Hoofddocument.
        tabel: `project`, `afspraak`, `monitoring` or `hoofddocument`.
        rij: Key of the afspraak, or "".
        veld: Key of the field.
        bron: Whose word it is, as people read it: `Retour TenneT, 18-11-2026`.
    """

    provincie: str
    project_sleutel: str
    tabel: str
    rij: str
    veld: str
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoofddocumentTekst:
    """One answer of the Hoofddocument: province, key of the field (`terugblik_goed`, ...), text."""

    provincie: str
    veld: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actielijstbron:
    """One master that the month was read from.

    Attributes:
        provincie: Its province.
        actielijst_id: Id of the actielijst; the same in all months.
        uitgave: Name of the edition, as on its titles.
    """

    provincie: str
    actielijst_id: str
    uitgave: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Maand:
    """The record of one month.

    Attributes:
        maand: `2026-11`.
        peildatum: The day that the figures are about.
        actielijsten: The masters that it was read from; more than one for a national roll-up.
        projecten: All projects, in the order of the actielijst.
        afspraken: All afspraken, in the order of the fiches.
        monitoring: One row per project.
        partijen: All parties, by name.
        hoofddocument: The answers of the Hoofddocument that are not blank.
        bronnen: Where changed fields come from.
        met_namen: Personal names, mail addresses and phone numbers were left in.
        eerste_versie: It is no month, but the actielijst as it was made.
    """

    maand: str
    peildatum: date
    actielijsten: tuple[Actielijstbron, ...]
    projecten: tuple[ProjectRij, ...] = ()
    afspraken: tuple[AfspraakRij, ...] = ()
    monitoring: tuple[MonitoringRij, ...] = ()
    partijen: tuple[PartijRij, ...] = ()
    hoofddocument: tuple[HoofddocumentTekst, ...] = ()
    bronnen: tuple[VeldBron, ...] = field(default=())
    met_namen: bool = False
    eerste_versie: bool = False

    @property
    def provincies(self) -> tuple[str, ...]:
        """The provinces, in the order in which they were given."""
        return tuple(dict.fromkeys(bron.provincie for bron in self.actielijsten))

    @property
    def provincie(self) -> str:
        """The name on titles: the province, or `Landelijk (2 provincies)`."""
        names = self.provincies
        return names[0] if len(names) == 1 else f"Landelijk ({len(names)} provincies)"

    @property
    def naam(self) -> str:
        """The month as people read it: `november 2026`."""
        return maand_naam(self.maand)

    def only_projects(self, keys: Collection[str]) -> "Maand":
        """Only the rows of these projects, by project_sleutel."""
        return replace(
            self,
            projecten=tuple(row for row in self.projecten if row.project_sleutel in keys),
            afspraken=tuple(row for row in self.afspraken if row.project_sleutel in keys),
            monitoring=tuple(row for row in self.monitoring if row.project_sleutel in keys),
        )

    def of_provincie(self, provincie: str) -> "Maand":
        """Only the rows of one province."""
        return replace(
            self,
            actielijsten=_only(self.actielijsten, provincie),
            projecten=_only(self.projecten, provincie),
            afspraken=_only(self.afspraken, provincie),
            monitoring=_only(self.monitoring, provincie),
            partijen=_only(self.partijen, provincie),
            hoofddocument=_only(self.hoofddocument, provincie),
            bronnen=_only(self.bronnen, provincie),
        )


_Row = TypeVar(
    "_Row",
    Actielijstbron,
    ProjectRij,
    AfspraakRij,
    MonitoringRij,
    PartijRij,
    HoofddocumentTekst,
    VeldBron,
)


def _only(rows: Iterable[_Row], provincie: str) -> tuple[_Row, ...]:
    return tuple(row for row in rows if row.provincie == provincie)


def maand_naam(maand: str) -> str:
    """`2026-11` as people read it: `november 2026`."""
    year, _, month = maand.partition("-")
    return f"{MAANDEN[int(month) - 1]} {year}"


def maand_van(dag: date) -> str:
    """The month of a day: `2026-11`."""
    return f"{dag:%Y-%m}"


def maand_ervoor(maand: str) -> str:
    """The calendar month before: `2026-12` before `2027-01`."""
    year, month = map(int, maand.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"
