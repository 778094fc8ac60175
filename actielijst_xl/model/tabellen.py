"""The tables of our workbooks: their names, and the headers of the columns that are no fields.

Writer and reader both take them from here; labels of fields stand in `model.fields`. A layout from before a
header changed says so in `reading.versies`.
"""

from collections.abc import Mapping

KOPPEN: Mapping[str, Mapping[str, str]] = {
    "afspraak": {"nr": "Nr.", "rij_id": "rij-id"},
    "monitoring": {
        "project_id": "Project",
        "projectnaam": "Projectnaam",
        "ibn": "IBN afgesproken",
        "verschil": "Verschil (jaar)",
        "rij_id": "rij-id",
    },
    "overzicht": {
        "project_id": "Nr.",
        "projectnaam": "Project (klik voor de fiche)",
        "gemeente": "Gemeente",
        "netbeheerder": "Netbeheerder",
        "type_infra": "Type infra",
        "projectfase": "Fase",
        "ibn": "IBN afgesproken",
        "haalbaarheid_ibn": "IBN haalbaar",
        "oordeel": "Oordeel",
        "open": "Open",
        "te_laat": "Te laat",
        "rij_id": "rij-id",
    },
    "conflicten": {
        "nr": "Nr.",
        "fiche": "Fiche",
        "veld": "Veld",
        "bij_uitgifte": "Bij uitgifte",
        "nu": "Nu in de master",
        "retour": "In de retour",
        "afzender": "Afzender",
        "ontvangen": "Ontvangen",
        "besluit": "Besluit",
        "eigen_tekst": "Eigen tekst",
        "sleutel": "sleutel",
    },
    "uitgiftes": {
        "uitgifte": "Uitgifte",
        "datum": "Datum",
        "partij": "Aan",
        "rol": "Rol",
        "fiches": "Fiches",
        "deadline": "Terug vóór",
        "bestand": "Bestand",
        "terug": "Teruggekomen",
        "retour": "Retourbestand",
        "sleutel": "sleutel",
    },
    "logboek": {
        "tijdstip": "Tijdstip",
        "gebeurtenis": "Gebeurtenis",
        "afzender": "Afzender",
        "bestand": "Bestand",
        "fiche": "Fiche",
        "veld": "Veld",
        "was": "Was",
        "wordt": "Wordt",
    },
}
"""Header by column key, by table; in the order in which a table that holds nothing else is printed."""

NAMEN: Mapping[str, str] = {
    "conflicten": "Conflicten",
    "uitgiftes": "Uitgiftes",
    "logboek": "Logboek",
    "monitoring": "Monitoringslijst",
    "overzicht": "Projecten",
}
"""The name by which formulas know a table that stands in a workbook once."""


def id_name(fiche_id: str) -> str:
    """The id of a fiche as a part of a table name or a defined name: `NH_012`."""
    return fiche_id.replace("-", "_").upper()


def afspraken_name(fiche_id: str) -> str:
    """The name of the table of afspraken of a fiche, never made from its title: `Afspraken_NH_012`."""
    return f"Afspraken_{id_name(fiche_id)}"
