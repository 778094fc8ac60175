"""From an actielijst to the record of a month: rows of projects, afspraken, monitoring and parties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from actielijst_xl.model.actielijst import Actielijst, Fiche, is_open, is_te_laat
from actielijst_xl.model.document import Project, Value
from actielijst_xl.model.maand import (
    Actielijstbron,
    AfspraakRij,
    HoofddocumentTekst,
    Maand,
    MonitoringRij,
    PartijRij,
    ProjectRij,
    VeldBron,
)
from actielijst_xl.model.partijen import trekkers
from actielijst_xl.model.planning import Periode, parse_planning
from actielijst_xl.model.vocab import Status, Vocabulary, is_nvt, is_onbekend

PROJECTVELDEN = (
    "omschrijving",
    "aanleiding",
    "doel",
    "kansen_knelpunten",
    "projectfase",
    "type_project",
    "vervolg",
    "locatie",
    "gemeente",
    "type_infra",
    "energiedrager",
    "spanningsniveau",
    "netbeheerder",
    "betrokken_partijen",
    "bevoegd_gezag",
    "tijdspad",
    "ibn",
    "in_ip",
    "ip_id",
    "pmiek_ronde",
    "herkomst",
    "prioriteit",
    "ruimtegebruik",
    "specifieke_afspraken",
    "monitoring_afspraken",
)
"""The fields of a fiche that go into a record as they are; a field of the province's own does not."""

AFSPRAAKVELDEN = (
    "activiteit",
    "trekker",
    "afspraak_partijen",
    "resultaat",
    "planning",
    "status",
    "voortgang",
)
MONITORINGVELDEN = (
    "haalbaarheid_ibn",
    "oordeel",
    "aandachtspunten",
    "versnellingsactie",
    "monitoring_trekker",
    "vraag_energyboard",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peiling:
    """What every row of a record of one province has in common.

    Attributes:
        provincie: The province.
        maand: The month, `2026-11`.
        peildatum: The day that the figures are about.
        vocab: Names of gemeenten and netbeheerders.
    """

    provincie: str
    maand: str
    peildatum: date
    vocab: Vocabulary = field(repr=False)


def make_maand(
    lijst: Actielijst,
    peiling: Peiling,
    *,
    actielijst_id: str = "",
    partijen: Iterable[PartijRij] = (),
    bronnen: Iterable[VeldBron] = (),
    eerste_versie: bool = False,
) -> Maand:
    """Return the record of a month, with the names of persons that the actielijst holds.

    Args:
        lijst: The actielijst as the master shows it.
        peiling: Province, month, day and names.
        actielijst_id: Id of the master.
        partijen: Its parties (`partijen.party_rows`).
        bronnen: Where changed fields come from.
        eerste_versie: It is the actielijst as it was made.
    """
    afspraken = tuple(row for fiche in lijst.fiches for row in _afspraken(fiche, peiling))
    return Maand(
        maand=peiling.maand,
        peildatum=peiling.peildatum,
        actielijsten=(
            Actielijstbron(provincie=peiling.provincie, actielijst_id=actielijst_id, uitgave=lijst.uitgave),
        ),
        projecten=tuple(_project(fiche, lijst, peiling) for fiche in lijst.projecten),
        afspraken=afspraken,
        monitoring=tuple(_monitoring(fiche, peiling) for fiche in lijst.projecten),
        partijen=tuple(partijen),
        hoofddocument=tuple(
            HoofddocumentTekst(provincie=peiling.provincie, veld=veld, tekst=value.text)
            for veld, value in lijst.hoofddocument.items()
            if value.text
        ),
        bronnen=tuple(bronnen),
        met_namen=True,
        eerste_versie=eerste_versie,
    )


def joined(maanden: Sequence[Maand]) -> Maand:
    """The records of several provinces as one; the first one says which month and day it is about."""

    def rows(name: str) -> Any:
        return tuple(row for maand in maanden for row in getattr(maand, name))

    tables = ("actielijsten", "projecten", "afspraken", "monitoring", "partijen", "hoofddocument", "bronnen")
    return replace(maanden[0], **{name: rows(name) for name in tables})


def _project(fiche: Fiche, lijst: Actielijst, peiling: Peiling) -> ProjectRij:
    project = fiche.project
    ibn = _period(project.values.get("ibn"))
    dag = peiling.peildatum
    return ProjectRij(
        provincie=peiling.provincie,
        maand=peiling.maand,
        peildatum=dag,
        project_sleutel=fiche.fiche_id,
        project_id=project.text("project_id"),
        projectnaam=project.text("projectnaam"),
        zonder_locatie=fiche in lijst.zonder_locatie,
        provincies=project.text("provincie"),
        **{veld: project.text(veld) for veld in PROJECTVELDEN},
        ibn_soort=ibn.soort.value,
        ibn_eerste=ibn.eerste,
        ibn_laatste=ibn.laatste,
        ibn_voorbij=ibn.laatste is not None and ibn.laatste < dag and not ibn.gereed_op(dag),
        aantal_afspraken=sum(_counts(row) for row in project.afspraken),
        afspraken_open=sum(is_open(row) for row in project.afspraken),
        afspraken_te_laat=sum(is_te_laat(row, dag) for row in project.afspraken),
    )


def _counts(afspraak: Mapping[str, Value]) -> bool:
    """Tell whether a row is an afspraak that stands: it has an activiteit and is not Vervallen."""
    return "activiteit" in afspraak and _text(afspraak, "status") != Status.VERVALLEN


def _afspraken(fiche: Fiche, peiling: Peiling) -> Iterator[AfspraakRij]:
    rows = fiche.project.afspraken
    for afspraak, rij in zip(rows, fiche.rows(len(rows)), strict=False):
        if any(value.text for value in afspraak.values()):
            yield _afspraak(fiche.project, fiche.fiche_id, rij.rij_id, rij.nr, afspraak, peiling)


def _afspraak(
    project: Project, fiche_id: str, rij_id: str, nr: str, afspraak: Mapping[str, Value], peiling: Peiling
) -> AfspraakRij:
    planning = _period(afspraak.get("planning"))
    opened, late = is_open(afspraak), is_te_laat(afspraak, peiling.peildatum)
    named = trekkers(_text(afspraak, "trekker"), peiling.vocab, peiling.provincie)
    days = (peiling.peildatum - planning.laatste).days if late and planning.laatste else None
    return AfspraakRij(
        provincie=peiling.provincie,
        maand=peiling.maand,
        peildatum=peiling.peildatum,
        project_sleutel=fiche_id,
        project_id=project.text("project_id"),
        projectnaam=project.text("projectnaam"),
        afspraak_sleutel=rij_id,
        afspraak_nr=nr,
        **{veld: _text(afspraak, veld) for veld in AFSPRAAKVELDEN},
        hoofdtrekker=named[0] if named else "",
        planning_soort=planning.soort.value,
        planning_eerste=planning.eerste,
        planning_laatste=planning.laatste,
        is_open=opened,
        is_te_laat=late,
        weken_te_laat=None if days is None else days // 7,
        zonder_datum=opened and not planning.datable,
        zonder_trekker=opened and not named,
    )


def _monitoring(fiche: Fiche, peiling: Peiling) -> MonitoringRij:
    project = fiche.project
    haalbaar, ibn = (_period(project.values.get(veld)) for veld in ("haalbaarheid_ibn", "ibn"))
    texts = {veld: project.text(veld) for veld in MONITORINGVELDEN}
    return MonitoringRij(
        provincie=peiling.provincie,
        maand=peiling.maand,
        peildatum=peiling.peildatum,
        project_sleutel=fiche.fiche_id,
        project_id=project.text("project_id"),
        projectnaam=project.text("projectnaam"),
        **texts,
        haalbaar_soort=haalbaar.soort.value,
        haalbaar_eerste=haalbaar.eerste,
        haalbaar_laatste=haalbaar.laatste,
        verschil_jaren=haalbaar.laatste.year - ibn.laatste.year if haalbaar.laatste and ibn.laatste else None,
        bijgewerkt_op=_day(project.values.get("bijgewerkt_op")),
        vraag_is_open=says_something(texts["vraag_energyboard"]),
        zonder_actie=says_something(texts["aandachtspunten"])
        and not says_something(texts["versnellingsactie"]),
    )


def says_something(text: str) -> bool:
    """Tell whether a cell says something: it is not blank, n.v.t., n.t.b. or a dash."""
    return bool(text) and not is_nvt(text) and not is_onbekend(text)


def _period(value: Value | None) -> Periode:
    return parse_planning(value.raw if value else None)


def _day(value: Value | None) -> date | None:
    """The day of a cell; a year, a period or another text is no day."""
    match value.raw if value else None:
        case datetime() as moment:
            return moment.date()
        case date() as day:
            return day
        case raw:
            period = parse_planning(raw)
            return period.eerste if period.eerste == period.laatste else None


def _text(row: Mapping[str, Value], key: str) -> str:
    return row[key].text if key in row else ""
