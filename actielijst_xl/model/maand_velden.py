"""The column dictionary of the monthly extract: the one home of what each column is called and means.

The tables in xlsx and CSV, `datapackage.json` and the sheet Toelichting all follow from it. A column that is
a field of the actielijst has the label and the help of that field (`model.fields`); what is derived stands in
`model.maand_afgeleid`. Keys never change within a `SCHEMA_VERSIE` of `model.maand`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from actielijst_xl.model.field import Field, Soort
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.maand import AfspraakRij, MaandRij, MonitoringRij, PartijRij, ProjectRij, Reactie
from actielijst_xl.model.maand_afgeleid import AFGELEID, Afgeleid, KolomSoort
from actielijst_xl.model.maand_cijfers import Cijfer
from actielijst_xl.model.maand_extract import (
    IbnVeld,
    Verschuiving,
    VerschuivingSoort,
    Vraag,
    Wijziging,
    WijzigingSoort,
)
from actielijst_xl.model.planning import Soort as PlanningSoort

__all__ = ["TABEL", "TABELLEN", "Kolom", "KolomSoort", "MaandTabel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    """One column of a table.

    Attributes:
        tabel: Key of the table.
        key: Its name for programs, snake_case: the attribute of the row, and the header in CSV.
        label: Its header for people; unique within the table.
        soort: What it holds.
        eenheid: The unit of a number (`dagen`, `jaren`, `weken`, `aantal`), or "".
        definitie: What it means, for Toelichting and datapackage.
        bron: Where it comes from: the sheet and field, or the rule that derives it.
        verplicht: It is never blank.
        waarden: The only values that it takes, or () when it takes any.
    """

    tabel: str
    key: str
    label: str
    soort: KolomSoort
    eenheid: str = ""
    definitie: str
    bron: str
    verplicht: bool = False
    waarden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaandTabel:
    """One table of the extract.

    Attributes:
        key: Its name for programs: the folder of its CSV files.
        label: Its name for people: the sheet in xlsx.
        definitie: What one row is.
        rij: The class of its rows; its attributes are the keys of `kolommen`, in order.
        sleutel: Columns that together make a row unique within a file of one month.
        kolommen: Its columns, in order.
    """

    key: str
    label: str
    definitie: str
    rij: type[MaandRij]
    sleutel: tuple[str, ...]
    kolommen: tuple[Kolom, ...]


_BLAD = {"project": "Fiche", "afspraak": "Fiche, tabel Uitvoeringsafspraken", "monitoring": "Blad Monitoring"}
_FIELDS = Fields()


_WAARDEN: Mapping[tuple[str, str], type[StrEnum]] = {
    ("projecten", "ibn_soort"): PlanningSoort,
    ("afspraken", "planning_soort"): PlanningSoort,
    ("monitoring", "haalbaar_soort"): PlanningSoort,
    ("partijen", "reactie"): Reactie,
    ("wijzigingen", "soort"): WijzigingSoort,
    ("verschuivingen", "soort"): VerschuivingSoort,
    ("verschuivingen", "veld"): IbnVeld,
}
_VERPLICHT = frozenset(
    (
        *("provincie", "maand", "peildatum", "project_sleutel", "project_id", "afspraak_sleutel", "partij"),
        *("zonder_locatie", "ibn_voorbij", "is_open", "is_te_laat", "zonder_datum", "zonder_trekker"),
        *("vraag_is_open", "zonder_actie", "aantal_afspraken", "afspraken_open", "afspraken_te_laat"),
        *("fiches", "wijzigingen", "reactie", "vergeleken_met", "soort", "sinds", "dagen_open"),
        *("ibn_soort", "planning_soort", "haalbaar_soort", "kerncijfer", "aantal"),
    )
)


def _as_field(field: Field) -> Afgeleid:
    """What a field of the actielijst is called and means."""
    return Afgeleid(
        label=field.label,
        definitie=field.hulp if field.hulp.endswith("?") else f"{field.hulp}.",
        soort=KolomSoort.DATUM if field.soort is Soort.DATUM else KolomSoort.TEKST,
        bron=f"{_BLAD[field.tabel.value]}, veld {field.label}",
    )


def _kolom(tabel: str, key: str) -> Kolom:
    """A column: one that is derived as defined above, any other is a field of the actielijst."""
    waarden = _WAARDEN.get((tabel, key))
    values = tuple(member.value for member in waarden) if waarden else ()
    meaning = AFGELEID.get(key) or _as_field(_FIELDS[key])
    return Kolom(
        tabel=tabel,
        key=key,
        label=meaning.label,
        soort=meaning.soort,
        eenheid=meaning.eenheid,
        definitie=meaning.definitie,
        bron=meaning.bron,
        verplicht=key in _VERPLICHT,
        waarden=values,
    )


def _tabel(key: str, label: str, definitie: str, rij: type[MaandRij], sleutel: tuple[str, ...]) -> MaandTabel:
    names = rij.__dataclass_fields__  # in the order of the attributes, those of the base first
    return MaandTabel(
        key=key,
        label=label,
        definitie=definitie,
        rij=rij,
        sleutel=sleutel,
        kolommen=tuple(_kolom(key, name) for name in names),
    )


_PER_PROJECT = ("provincie", "maand", "project_sleutel")
TABELLEN: tuple[MaandTabel, ...] = (
    _tabel("projecten", "Projecten", "Eén rij per project.", ProjectRij, _PER_PROJECT),
    _tabel(
        "afspraken",
        "Afspraken",
        "Eén rij per uitvoeringsafspraak; ook die gereed of vervallen zijn.",
        AfspraakRij,
        ("provincie", "maand", "afspraak_sleutel"),
    ),
    _tabel(
        "monitoring",
        "Monitoring",
        "Eén rij per project uit de monitoringslijst.",
        MonitoringRij,
        _PER_PROJECT,
    ),
    _tabel(
        "partijen",
        "Partijen",
        "Eén rij per partij: uitgifte, antwoord en afspraken.",
        PartijRij,
        ("provincie", "maand", "partij"),
    ),
    _tabel(
        "wijzigingen",
        "Wijzigingen",
        "Eén rij per wijziging sinds de maand waarmee is vergeleken.",
        Wijziging,
        (*_PER_PROJECT, "vergeleken_met", "soort", "tabel", "afspraak_nr", "veld"),
    ),
    _tabel(
        "verschuivingen",
        "Verschuivingen",
        "Eén rij per IBN die nu een andere periode is, sinds de vergeleken maand en sinds het begin.",
        Verschuiving,
        (*_PER_PROJECT, "vergeleken_met", "veld"),
    ),
    _tabel("vragen", "Vragen", "Eén rij per open vraag aan het energyboard.", Vraag, _PER_PROJECT),
    _tabel(
        "kerncijfers",
        "Kerncijfers",
        "Eén rij per cijfer: als geheel, en per waarde van een uitsplitsing.",
        Cijfer,
        ("provincie", "maand", "kerncijfer", "uitsplitsing", "waarde"),
    ),
)
"""Every table of the extract, in order."""

TABEL: Mapping[str, MaandTabel] = {tabel.key: tabel for tabel in TABELLEN}
"""The tables by key."""
