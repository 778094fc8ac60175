"""The description of the CSV set as a Frictionless datapackage: each table, its columns, types and keys."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from actielijst_xl.model.maand import SCHEMA_VERSIE, Maand
from actielijst_xl.model.maand_cijfers import KERNCIJFERS
from actielijst_xl.model.maand_velden import TABELLEN, Kolom, KolomSoort, MaandTabel

DEFINITIES = "definities/kerncijfers.csv"
_PER_PROJECT = ("provincie", "maand", "project_sleutel")
# Tables whose rows are about a project that is in the table Projecten of the same month.
_MET_PROJECT = ("afspraken", "monitoring", "vragen")
_DIALECT = {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_TYPES: Mapping[KolomSoort, Mapping[str, object]] = {
    KolomSoort.TEKST: {"type": "string"},
    KolomSoort.GETAL: {"type": "integer"},
    KolomSoort.DATUM: {"type": "date", "format": "default"},
    KolomSoort.JA_NEE: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}
_APOSTROF = (
    "Een tekst die op een formule lijkt (begint met = + - @ of een tab) heeft een apostrof ervoor. "
    "Haal die weg als u de oorspronkelijke tekst nodig hebt."
)
_Json = dict[str, object]


def datapackage(maand: Maand, maanden: Sequence[str], *, apostrof: bool) -> _Json:
    """Describe the CSV files of these months.

    Args:
        maand: The latest month.
        maanden: All months that have files, oldest first.
        apostrof: Texts that look like a formula have an apostrophe before them.
    """
    titel = f"pMIEK-monitor {maand.provincie}"
    return {
        "profile": "tabular-data-package",
        "name": _slug(titel),
        "title": titel,
        "description": "Maandelijks overzicht van de pMIEK-actielijst, per tabel en per maand."
        + (f" {_APOSTROF}" if apostrof else ""),
        "schema_versie": SCHEMA_VERSIE,
        "version": f"{SCHEMA_VERSIE}.0",
        "maanden": list(maanden),
        "resources": [*(_resource(tabel, maanden) for tabel in TABELLEN), _definities()],
    }


def _resource(tabel: MaandTabel, maanden: Sequence[str]) -> _Json:
    paths = [f"{tabel.key}/{tabel.key}_{maand}.csv" for maand in maanden]
    return _described(
        name=tabel.key,
        title=tabel.label,
        description=tabel.definitie,
        # A list of one path means the same, but not every reader takes it.
        path=paths[0] if len(paths) == 1 else paths,
        schema={
            "fields": [_field(kolom) for kolom in tabel.kolommen],
            "missingValues": [""],
            "primaryKey": list(tabel.sleutel),
            **_foreign_keys(tabel),
        },
    )


def _described(*, name: str, title: str, description: str, path: object, schema: _Json) -> _Json:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "description": description,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": dict(_DIALECT),
        "schema": schema,
    }


def _field(kolom: Kolom) -> _Json:
    constraints: _Json = {"required": True} if kolom.verplicht else {}
    if kolom.waarden:
        constraints["enum"] = list(kolom.waarden)
    if kolom.key == "maand":
        constraints["pattern"] = "[0-9]{4}-[0-9]{2}"
    unit = {"eenheid": kolom.eenheid} if kolom.eenheid else {}
    return {
        "name": kolom.key,
        "title": kolom.label,
        "description": kolom.definitie,
        **_TYPES[kolom.soort],
        **unit,
        "bron": kolom.bron,
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_keys(tabel: MaandTabel) -> _Json:
    to_project = {"resource": "projecten", "fields": list(_PER_PROJECT)}
    to_definition = {"resource": "definities", "fields": ["kerncijfer"]}
    if tabel.key in _MET_PROJECT:
        return {"foreignKeys": [{"fields": list(_PER_PROJECT), "reference": to_project}]}
    if tabel.key == "kerncijfers":
        return {"foreignKeys": [{"fields": ["kerncijfer"], "reference": to_definition}]}
    return {}


def _definities() -> _Json:
    texts = {
        "kerncijfer": "De vaste naam van het cijfer.",
        "label": "De naam voor mensen.",
        "groep": "De kop waar het cijfer onder staat.",
        "definitie": "Wat er wordt geteld.",
        "gunstig": "Welke kant goed nieuws is: meer, minder of neutraal.",
    }
    fields: list[_Json] = [
        {"name": key, "type": "string", "description": text, "constraints": {"required": True}}
        for key, text in texts.items()
    ]
    fields.append(
        {
            "name": "op_energyboard",
            "description": "Het cijfer staat op de pagina Energyboard.",
            **_TYPES[KolomSoort.JA_NEE],
        }
    )
    fields.append({"name": "schema_versie", "type": "integer", "description": "Versie van de tabellen."})
    return _described(
        name="definities",
        title="Definities van de kerncijfers",
        description=f"Eén rij per kerncijfer ({len(KERNCIJFERS)}).",
        path=DEFINITIES,
        schema={"fields": fields, "missingValues": [""], "primaryKey": ["kerncijfer"]},
    )


def _slug(text: str) -> str:
    """A name as a datapackage allows it: lower case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
