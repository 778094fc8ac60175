"""The record of a month as a file, both ways: JSON that a person can read, with a check on what it says."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from actielijst_xl.errors import InputError
from actielijst_xl.model.maand import (
    SCHEMA_VERSIE,
    Actielijstbron,
    HoofddocumentTekst,
    Maand,
    MaandRij,
    Reactie,
    VeldBron,
)
from actielijst_xl.model.maand_velden import TABEL, Kolom, KolomSoort

Json = Any  # what json.loads gives: the shape is checked by reading it back
_TABELLEN = ("projecten", "afspraken", "monitoring", "partijen")
_PLAIN = {"actielijsten": Actielijstbron, "hoofddocument": HoofddocumentTekst, "bronnen": VeldBron}
_Value = TypeVar("_Value")


def to_json(maand: Maand) -> bytes:
    """Return a record as the bytes of a file: UTF-8, a row per line; the same record gives the same bytes."""
    data = _plain(maand)
    return _text({"schema_versie": SCHEMA_VERSIE, "controle": _digest(data), **data}).encode()


def digest(maand: Maand) -> str:
    """A short text that two records share if and only if they say the same."""
    return _digest(_plain(maand))


def from_json(data: bytes, name: str) -> Maand:
    """Read a record.

    A column that is newer than the record is blank.

    Args:
        data: The bytes of the file.
        name: Its file name, for messages.

    Raises:
        InputError: XA-M004 it is no record, or somebody changed it; XA-M005 a newer version wrote it.
    """
    try:
        plain = json.loads(data)
        versie, check = plain.pop("schema_versie"), plain.pop("controle")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("XA-M004", bestand=name) from error
    if versie != SCHEMA_VERSIE:
        raise InputError("XA-M005", bestand=name, versie=str(versie))
    if check != _digest(plain):
        raise InputError("XA-M004", bestand=name)
    return _maand(plain)


def _plain(maand: Maand) -> dict[str, Json]:
    return {
        "maand": maand.maand,
        "peildatum": maand.peildatum.isoformat(),
        "met_namen": maand.met_namen,
        "eerste_versie": maand.eerste_versie,
        **{name: [asdict(item) for item in getattr(maand, name)] for name in _PLAIN},
        **{name: [_row_out(row) for row in getattr(maand, name)] for name in _TABELLEN},
    }


def _row_out(row: MaandRij) -> dict[str, Json]:
    plain = asdict(row)
    del plain["maand"], plain["peildatum"]  # every row has those of the record
    return {key: v.isoformat() if isinstance(v, date) else v for key, v in plain.items()}


def _text(data: Mapping[str, Json]) -> str:
    """JSON with each row on its own line."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            rows = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f"  {json.dumps(key)}: [\n    {rows}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _digest(data: Mapping[str, Json]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _maand(plain: Mapping[str, Json]) -> Maand:
    head: dict[str, Json] = {
        "maand": plain["maand"],
        "peildatum": date.fromisoformat(plain["peildatum"]),
    }
    tables: dict[str, Json] = {
        name: tuple(TABEL[name].rij(**_row_in(name, row, head)) for row in plain[name]) for name in _TABELLEN
    }
    return Maand(
        **head,
        **tables,
        met_namen=plain["met_namen"],
        eerste_versie=plain["eerste_versie"],
        actielijsten=_values(Actielijstbron, plain["actielijsten"]),
        hoofddocument=_values(HoofddocumentTekst, plain["hoofddocument"]),
        bronnen=_values(VeldBron, plain["bronnen"]),
    )


def _values(cls: type[_Value], rows: Iterable[Mapping[str, str]]) -> tuple[_Value, ...]:
    names = {f.name for f in fields(cls)}  # type: ignore[arg-type]  # the three small dataclasses of a record
    return tuple(cls(**{key: value for key, value in row.items() if key in names}) for row in rows)


def _row_in(tabel: str, row: Mapping[str, Json], head: Mapping[str, Json]) -> dict[str, Json]:
    kolommen = TABEL[tabel].kolommen
    return {k.key: head[k.key] if k.key in head else _cell_in(k, row.get(k.key)) for k in kolommen}


def _cell_in(kolom: Kolom, value: Json) -> Json:
    match kolom.soort:
        case KolomSoort.DATUM:
            return date.fromisoformat(value) if value else None
        case KolomSoort.JA_NEE:
            return bool(value)
        case KolomSoort.GETAL:
            return 0 if value is None and kolom.verplicht else value
        case KolomSoort.TEKST:
            return Reactie(value) if kolom.key == "reactie" else value or ""
