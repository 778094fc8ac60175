"""The builder of records for tests: rows with only what a test is about."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from actielijst_xl.model.maand import (
    Actielijstbron,
    AfspraakRij,
    Maand,
    MonitoringRij,
    PartijRij,
    ProjectRij,
    Reactie,
)
from actielijst_xl.model.maand_velden import TABEL, KolomSoort
from actielijst_xl.model.planning import parse_planning
from actielijst_xl.model.vocab import is_nvt, is_onbekend
from actielijst_xl.monitoring.anoniem import Namen
from actielijst_xl.monitoring.partijen import recounted
from actielijst_xl.templates import data_folder, load_toml, load_vocabulary

NAMEN = Namen(
    vocab=load_vocabulary(),
    woorden=load_toml(data_folder("workbook_templates") / "namen.toml"),  # type: ignore[arg-type]
)
PEILDATUM = date(2026, 11, 1)


def _row(tabel: str, given: dict[str, Any]) -> dict[str, Any]:
    blank = {
        KolomSoort.TEKST: "",
        KolomSoort.DATUM: None,
        KolomSoort.JA_NEE: False,
        KolomSoort.GETAL: None,
    }
    columns = TABEL[tabel].kolommen
    filled = {k.key: 0 if k.verplicht and k.soort is KolomSoort.GETAL else blank[k.soort] for k in columns}
    return filled | {"provincie": "P", "maand": "2026-11", "peildatum": PEILDATUM} | given


def project(nr: str, **given: Any) -> ProjectRij:
    """A project; the days of `ibn` follow from its text."""
    ibn = parse_planning(given.get("ibn", ""))
    days = {"ibn_soort": ibn.soort.value, "ibn_eerste": ibn.eerste, "ibn_laatste": ibn.laatste}
    own = {"project_sleutel": nr.lower(), "project_id": nr, "projectnaam": f"Project {nr}"}
    return ProjectRij(**_row("projecten", own | days | given))


def monitoring(nr: str, **given: Any) -> MonitoringRij:
    """A line of monitoring; what follows from its texts is filled in."""
    ibn = parse_planning(given.get("haalbaarheid_ibn", ""))
    days = {"haalbaar_soort": ibn.soort.value, "haalbaar_eerste": ibn.eerste, "haalbaar_laatste": ibn.laatste}

    def says(key: str) -> bool:
        text = given.get(key, "")
        return bool(text) and not is_nvt(text) and not is_onbekend(text)

    own = {
        "project_sleutel": nr.lower(),
        "project_id": nr,
        "projectnaam": f"Project {nr}",
        "vraag_is_open": says("vraag_energyboard"),
        "zonder_actie": says("aandachtspunten") and not says("versnellingsactie"),
    }
    return MonitoringRij(**_row("monitoring", own | days | given))


def afspraak(nr: str, volg: int, **given: Any) -> AfspraakRij:
    """An open afspraak of a project."""
    own = {
        "project_sleutel": nr.lower(),
        "project_id": nr,
        "afspraak_sleutel": f"{nr.lower()}/a{volg:02d}",
        "afspraak_nr": f"{nr}-A{volg:02d}",
        "activiteit": f"Actie {volg}",
        "is_open": True,
        "planning_soort": "leeg",
        "hoofdtrekker": given.get("trekker", ""),
    }
    return AfspraakRij(**_row("afspraken", own | given))


def partij(naam: str, **given: Any) -> PartijRij:
    """A party that was given a workbook."""
    return PartijRij(**_row("partijen", {"partij": naam, "reactie": Reactie.NIET_TERUG} | given))


def maand(
    naam: str = "2026-11",
    *,
    projecten: Sequence[ProjectRij] = (),
    afspraken: Sequence[AfspraakRij] = (),
    monitoring: Sequence[MonitoringRij] = (),
    partijen: Iterable[PartijRij] = (),
    provincies: Sequence[str] = ("P",),
    **given: Any,
) -> Maand:
    """A record; its parties follow from the afspraken."""
    return Maand(
        **{
            "maand": naam,
            "peildatum": PEILDATUM,
            "actielijsten": tuple(
                Actielijstbron(provincie=p, actielijst_id="a1b2", uitgave="2026-09") for p in provincies
            ),
            "projecten": tuple(projecten),
            "afspraken": tuple(afspraken),
            "monitoring": tuple(monitoring),
            "partijen": recounted(partijen, afspraken),
            **given,
        }
    )
