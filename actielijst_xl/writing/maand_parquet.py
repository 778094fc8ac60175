"""The monthly extract as Parquet (extra `parquet`): a file per table, typed by the column dictionary."""

import io
from collections.abc import Iterable
from typing import Any

from actielijst_xl.errors import UsageError
from actielijst_xl.model.maand import SCHEMA_VERSIE, MaandRij
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.maand_velden import TABELLEN, KolomSoort, MaandTabel
from actielijst_xl.writing.maand_tekst import clean


def parquet_files(extract: Extract) -> dict[str, bytes]:
    """Return the Parquet files by their path: `projecten/projecten_2026-11.parquet`.

    Raises:
        UsageError: XA-M008: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("XA-M008", extra="parquet", formaat="parquet") from error
    maand, rows = extract.nu.maand, extract.tabellen()
    return {
        f"{tabel.key}/{tabel.key}_{maand}.parquet": _written(pa, pq, tabel, rows[tabel.key])
        for tabel in TABELLEN
    }


def _written(pa: Any, pq: Any, tabel: MaandTabel, rows: Iterable[MaandRij]) -> bytes:
    listed = [{k.key: clean(getattr(row, k.key)) for k in tabel.kolommen} for row in rows]
    table = pa.Table.from_pylist(listed, schema=_schema(pa, tabel))
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def _schema(pa: Any, tabel: MaandTabel) -> Any:
    """Types, with label and definition as metadata; a blank text is "", other blanks are null."""
    types = {
        KolomSoort.TEKST: pa.string(),
        KolomSoort.GETAL: pa.int64(),
        KolomSoort.DATUM: pa.date32(),
        KolomSoort.JA_NEE: pa.bool_(),
    }
    fields = [
        pa.field(
            kolom.key,
            types[kolom.soort],
            nullable=not kolom.verplicht,
            metadata={"label": kolom.label, "definitie": kolom.definitie, "eenheid": kolom.eenheid},
        )
        for kolom in tabel.kolommen
    ]
    return pa.schema(fields, metadata={"schema_versie": str(SCHEMA_VERSIE), "definitie": tabel.definitie})
