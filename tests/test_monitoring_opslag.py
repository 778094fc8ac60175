"""A record as a file, and the dictionary of its columns."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from maanden import afspraak, maand, monitoring, partij, project

from actielijst_xl.errors import InputError
from actielijst_xl.model.maand import HoofddocumentTekst, Reactie, VeldBron
from actielijst_xl.model.maand_velden import TABEL, TABELLEN, KolomSoort
from actielijst_xl.monitoring.opslag import digest, from_json, to_json

BRON = VeldBron(provincie="P", project_sleutel="1", tabel="project", rij="", veld="ibn", bron="Retour X")
FULL = maand(
    projecten=[project("1", ibn="Q3 2029", omschrijving='Regel 1\nRegel "2" – é')],
    afspraken=[afspraak("1", 1, planning_laatste=date(2026, 10, 1), is_te_laat=True, weken_te_laat=4)],
    monitoring=[monitoring("1", haalbaarheid_ibn=">2031", bijgewerkt_op=date(2026, 10, 2))],
    partijen=[partij("TenneT", reactie=Reactie.TERUG, terug_op=date(2026, 10, 3), stand_dagen=29)],
    hoofddocument=(HoofddocumentTekst(provincie="P", veld="nmiek", tekst="Ja"),),
    bronnen=(BRON,),
)


def code(data: bytes) -> str:
    with pytest.raises(InputError) as stopped:
        from_json(data, "maand_2026-11.json")
    return stopped.value.code


def test_a_record_comes_back_as_it_was():
    assert from_json(to_json(FULL), "x") == FULL


@given(st.text(), st.dates(), st.integers(0, 10**6))
def test_any_text_day_and_number_come_back(text, day, number):
    one = maand(
        projecten=[project("1", doel=text)],
        afspraken=[afspraak("1", 1, activiteit=text, planning_laatste=day, weken_te_laat=number)],
    )
    assert from_json(to_json(one), "x") == one


def test_the_same_record_gives_the_same_bytes():
    assert to_json(FULL) == to_json(from_json(to_json(FULL), "x"))


def test_a_changed_record_is_noticed():
    changed = to_json(FULL).replace(b"Q3 2029", b"Q3 2028")
    assert code(changed) == "XA-M004"


@pytest.mark.parametrize(
    "data", [b"", b"geen json", b"[]", b"{}", b"\xff\xfe", b'{"schema_versie": 1}', b"1"]
)
def test_what_is_no_record_is_refused(data):
    assert code(data) == "XA-M004"


def test_a_record_of_another_schema_is_refused():
    assert code(to_json(FULL).replace(b'"schema_versie": 1', b'"schema_versie": 2')) == "XA-M005"


def test_layout_of_the_file_is_no_change():
    spread = json.dumps(json.loads(to_json(FULL)), indent=4).encode()
    assert from_json(spread, "x") == FULL


def test_a_column_that_is_newer_than_the_record_is_blank():
    data = json.loads(to_json(FULL))
    for row in data["projecten"]:
        del row["doel"], row["afspraken_open"], row["ibn_laatste"]
    del data["controle"], data["schema_versie"]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    check = hashlib.sha256(text.encode()).hexdigest()
    old = json.dumps({"schema_versie": 1, "controle": check, **data}).encode()
    [row] = from_json(old, "x").projecten
    assert (row.doel, row.afspraken_open, row.ibn_laatste) == ("", 0, None)


def test_two_records_that_say_something_else_have_another_digest():
    other = replace(FULL, projecten=[project("1", ibn="Q3 2029", omschrijving="anders")])
    assert (
        digest(FULL)
        == digest(from_json(to_json(FULL), "x"))
        != digest(replace(other, projecten=(*other.projecten,)))
    )


# --- the dictionary ---


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda t: t.key)
def test_the_columns_are_the_attributes_of_the_rows(tabel):
    assert [k.key for k in tabel.kolommen] == [f.name for f in fields(tabel.rij)]


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda t: t.key)
def test_labels_are_unique_and_everything_is_explained(tabel):
    labels = [k.label.casefold() for k in tabel.kolommen]
    assert len(set(labels)) == len(labels)
    assert [k.key for k in tabel.kolommen if not (k.definitie.endswith((".", "?")) and k.bron)] == []


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda t: t.key)
def test_a_column_holds_what_its_attribute_may_hold(tabel):
    kinds = {
        KolomSoort.TEKST: {"str"},
        KolomSoort.DATUM: {"date", "date | None"},
        KolomSoort.GETAL: {"int", "int | None"},
        KolomSoort.JA_NEE: {"bool"},
    }
    enums = {"Reactie", "WijzigingSoort", "VerschuivingSoort", "IbnVeld"}
    types = {f.name: getattr(f.type, "__name__", str(f.type)) for f in fields(tabel.rij)}
    plain = {key: name.replace("datetime.", "") for key, name in types.items()}
    wrong = [
        k.key
        for k in tabel.kolommen
        if plain[k.key] not in kinds[k.soort] and not (k.waarden and plain[k.key] in enums)
    ]
    assert wrong == []


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda t: t.key)
def test_only_a_number_has_a_unit_and_every_number_has_one(tabel):
    assert [k.key for k in tabel.kolommen if (k.soort is KolomSoort.GETAL) != bool(k.eenheid)] == []


@pytest.mark.parametrize("tabel", TABELLEN, ids=lambda t: t.key)
def test_the_key_of_a_table_is_of_its_own_columns_that_are_never_missing(tabel):
    assert set(tabel.sleutel) <= {k.key for k in tabel.kolommen}


def test_column_names_are_what_other_programs_take():
    assert [
        k.key for t in TABELLEN for k in t.kolommen if not k.key.isidentifier() or not k.key.isascii()
    ] == []
    assert list(TABEL) == [t.key for t in TABELLEN]
