"""The month as Parquet: the values and types of the column dictionary; a message when pyarrow is missing."""

import io
import sys

import pytest
from maand_waarden import extract

from actielijst_xl.errors import UsageError
from actielijst_xl.model.maand_velden import TABELLEN
from actielijst_xl.writing.maand_parquet import parquet_files

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra: parquet)")


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda tabel: tabel.key)
def test_a_file_gives_back_what_was_written(tabel):
    made = extract(7)
    table = pq.read_table(io.BytesIO(parquet_files(made)[f"{tabel.key}/{tabel.key}_2026-11.parquet"]))
    rows = made.tabellen()[tabel.key]
    assert rows
    assert table.to_pylist() == [{k.key: getattr(row, k.key) for k in tabel.kolommen} for row in rows]


def test_an_empty_table_keeps_its_types():
    table = pq.read_table(io.BytesIO(parquet_files(extract(0))["vragen/vragen_2026-11.parquet"]))
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["vraag"], types["sinds"], types["dagen_open"]) == ("string", "date32[day]", "int64")


def test_a_column_carries_its_label_and_meaning():
    table = pq.read_table(io.BytesIO(parquet_files(extract(1))["projecten/projecten_2026-11.parquet"]))
    assert table.schema.metadata[b"schema_versie"] == b"1"
    assert table.schema.field("zonder_locatie").metadata[b"label"] == b"Zonder locatie"


def test_without_pyarrow_the_message_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as caught:
        parquet_files(extract(1))
    assert caught.value.code == "XA-M008"
    assert caught.value.details["extra"] == "parquet"
