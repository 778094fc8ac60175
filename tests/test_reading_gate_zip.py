"""Zips that lie, swell or contradict themselves are refused; so is everything cut off or flipped."""

import random
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actielijst_xl.reading.gate import Kind, Limits, Refused, is_plain_zip, scan, unpack
from tests import hostile
from tests.hostile import raw_zip, xlsx

LIMITS = Limits()


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as caught:
        scan(data, "retour.xlsx", limits)
    return caught.value.code


def member(name: str = "a.xml", data: bytes = b"<a/>", **lies: object) -> dict[str, object]:
    return {"name": name.encode(), "data": data, **lies}


def test_the_builder_makes_an_honest_zip_where_nothing_is_lied_about() -> None:
    assert scan(raw_zip([member(), member("b.xml", method=8)], note=b"noot"), "x").kind is Kind.ZIP


def test_a_bomb_is_stopped_by_its_ratio() -> None:
    bomb = hostile.endless_deflate(60)
    assert refusal(raw_zip([member(method=8, packed=bomb)])) == "XA-L119"


def test_a_bomb_that_says_it_is_small_is_stopped_while_inflating() -> None:
    bomb = hostile.endless_deflate(60)
    assert refusal(raw_zip([member(method=8, packed=bomb, size=10)])) == "XA-L119"


def test_one_member_that_is_too_large_is_refused() -> None:
    bomb = hostile.endless_deflate(65)
    assert refusal(raw_zip([member(method=8, packed=bomb)]), replace(LIMITS, ratio=2000)) == "XA-L118"


def test_members_that_are_too_large_together_are_refused() -> None:
    bomb = hostile.endless_deflate(40)
    members = [member(f"{n}", b" " * (40 << 20), method=8, packed=bomb) for n in range(3)]
    assert refusal(raw_zip(members), replace(LIMITS, ratio=2000)) == "XA-L117"


def test_a_small_member_may_be_packed_strongly() -> None:
    assert scan(raw_zip([member(data=b" " * 99_000, method=8)]), "x").inflated == 99_000


def test_members_that_share_their_bytes_are_refused() -> None:
    data = b"x" * 1000
    assert refusal(raw_zip([member("a", data), member("a", data, offset=0) | {"name": b"b"}])) == "XA-L111"


def test_a_bomb_within_a_zip_stays_what_it_is_and_is_refused_by_its_own_name() -> None:
    inner = hostile.zipped({"bom.zip": raw_zip([member(method=8, packed=hostile.endless_deflate(60))])})
    found = scan(inner, "x")
    assert (found.kind, found.sheets) == (Kind.ZIP, None)
    [(_, content)] = unpack(inner, "x", LIMITS)
    assert refusal(content) == "XA-L119"


def test_too_many_members_are_refused() -> None:
    assert refusal(raw_zip([member(f"{n}") for n in range(10_001)])) == "XA-L112"
    assert refusal(raw_zip([member(f"{n}") for n in range(1_001)])) == "XA-L191"
    assert refusal(raw_zip([member(f"{n}") for n in range(10_001)], claim=3)) == "XA-L112"
    assert scan(raw_zip([member(f"{n}") for n in range(1000)]), "x").kind is Kind.ZIP


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 99])
def test_only_store_and_deflate_are_accepted(method: int) -> None:
    assert refusal(raw_zip([member(method=method)])) == "XA-L113"


@pytest.mark.parametrize("flags", [0x1, 0x41, 0x2000])
def test_an_encrypted_member_is_refused(flags: int) -> None:
    assert refusal(raw_zip([member(flags=flags)])) == "XA-L114"


@pytest.mark.parametrize("twin", ["xl/A.xml", "XL/a.XML", "xl/a.xml", "xl/a.xml/"])
def test_a_name_that_occurs_twice_is_refused_whatever_its_case(twin: str) -> None:
    assert refusal(raw_zip([member("xl/a.xml"), member(twin)])) == "XA-L115"


@pytest.mark.parametrize(
    "name",
    [
        "../a.xml",
        "a/../b",
        "/a.xml",
        "xl\\a.xml",
        "C:/a.xml",
        "C:a",
        "a/./b",
        "a//b",
        "..",
        "a\x00.xml",
        "a\nb",
    ],
)
def test_an_odd_name_is_refused(name: str) -> None:
    assert refusal(raw_zip([member(name)])) == "XA-L116"


def test_a_name_that_is_no_text_is_refused() -> None:
    assert refusal(raw_zip([{"name": b"\xff\xfe\xe9", "data": b"", "flags": 0x800}])) == "XA-L116"


@pytest.mark.parametrize(
    "name", ["Gemeente Súdwest-Fryslân (1).xlsx", "map/", "a\u00a0b.xlsx", "e\u0301.xlsx"]
)
def test_an_unusual_but_honest_name_is_let_through(name: str) -> None:
    assert scan(raw_zip([member(name, b"", flags=0x800)]), "x").kind is Kind.ZIP


@pytest.mark.parametrize(
    "lie",
    [
        {"local_name": b"b.xml"},
        {"size": 5},
        {"crc": 1},
        {"offset": 3},
        {"method": 8, "packed": b"\x07geen deflate"},
        {"method": 8, "packed": hostile.deflate(b"<a/>") + b"rest"},
        {"method": 8, "packed": hostile.deflate(b"<a/>")[:-1]},
    ],
)
def test_a_directory_that_differs_from_its_members_is_refused(lie: dict[str, object]) -> None:
    assert refusal(raw_zip([member(**lie)])) == "XA-L111"


@pytest.mark.parametrize("lie", [{"local_name": b"b.xml"}, {"offset": 10_000}])
def test_a_directory_that_differs_from_its_members_is_not_believed(lie: dict[str, object]) -> None:
    assert is_plain_zip(raw_zip([member()]), "x", LIMITS)
    assert not is_plain_zip(raw_zip([member(**lie)]), "x", LIMITS)


def test_a_second_directory_or_loose_bytes_are_refused() -> None:
    whole = raw_zip([member()])
    assert refusal(whole + whole) == "XA-L111"
    assert refusal(whole + b"\0") == "XA-L111"
    assert refusal(raw_zip([member()], note=whole)[:-1]) == "XA-L111"
    assert refusal(raw_zip([member()], claim=2)) == "XA-L111"


def test_a_zip_with_64_bit_sizes_is_let_through() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, content in hostile.honest_parts().items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(str(content).encode())
    assert scan(stream.getvalue(), "x").sheets == 1


# --- anything at all


def verdict(data: bytes) -> str:
    """The kind, or the code of the refusal; any other exception fails the test."""
    try:
        return str(scan(data, "willekeurig.xlsx").kind)
    except Refused as refused:
        return refused.code


def samples() -> dict[str, bytes]:
    row = f"<table:table-row>{hostile.ods_cell()}</table:table-row>"
    strings = hostile.shared_strings("a", "b", count="2", unique="2")
    return {
        "xlsx": xlsx({"xl/sharedStrings.xml": strings}),
        "xlsx stored": hostile.zipped(
            {**hostile.honest_parts(), "xl/sharedStrings.xml": strings}, zipfile.ZIP_STORED
        ),
        "ods": hostile.ods(row),
        "xls": hostile.compound({"Workbook": hostile.biff(hostile.number_record(1, 1), (0xFC, b"\0" * 8))}),
        "html": b"<html><table><tr><td>1</td></tr></table></html>",
    }


@pytest.mark.parametrize("kind", ["xlsx", "xlsx stored", "ods"])
def test_a_zip_cut_off_at_every_percent_is_refused_as_incomplete(kind: str) -> None:
    data = samples()[kind]
    verdicts = {verdict(data[: len(data) * percent // 100]) for percent in range(1, 100)}
    assert verdicts <= {"XA-L111"}


def flipped(data: bytes, luck: random.Random, most: int) -> bytes:
    changed = bytearray(data)
    for _ in range(luck.randint(1, most)):
        changed[luck.randrange(len(changed))] = luck.choice((0, 0xFF, 0x7F, 0x80, 0x3C, luck.randrange(256)))
    return bytes(changed)


@pytest.mark.parametrize("kind", samples())
def test_flipped_bytes_give_a_scan_or_a_refusal(kind: str) -> None:
    luck, data = random.Random(5), samples()[kind]
    for _ in range(400):
        verdict(flipped(data, luck, 4))


@pytest.mark.slow
@pytest.mark.parametrize("kind", samples())
def test_thousands_of_flipped_bytes_give_a_scan_or_a_refusal(kind: str) -> None:
    luck, data = random.Random(55), samples()[kind]
    for _ in range(8_000):
        verdict(flipped(data, luck, 12))


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<"]),
)
@settings(max_examples=500, deadline=None)
def test_any_bytes_at_all_give_a_scan_or_a_refusal(tail: bytes, start: bytes) -> None:
    verdict(start + tail)
