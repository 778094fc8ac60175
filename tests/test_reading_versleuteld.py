"""Workbooks with a password: opened within bounds, or refused with what to do; the gate comes after it."""

import random
import sys

import pytest

from actielijst_xl.reading.gate import Refused
from actielijst_xl.reading.inlezen import Toegang, lees_grid, toegelaten
from tests import hostile

SECRET = "Geheim-1é"
FILLER = {"xl/media/a.png": random.Random(1).randbytes(6_000)}  # the library locks nothing below 4 kB well
INSIDE = hostile.xlsx(FILLER)
LOCKED = hostile.protected(INSIDE, SECRET)


def opened(data: bytes, *passwords: str):
    return toegelaten(data, "retour.xlsx", Toegang(wachtwoorden=passwords))


def refusal(data: bytes, *passwords: str) -> str:
    with pytest.raises(Refused) as caught:
        opened(data, *passwords)
    assert caught.value.details["bestand"] == "retour.xlsx"
    assert not any(password in str(caught.value) for password in passwords)
    return caught.value.code


def test_a_workbook_is_read_with_the_password_that_was_given():
    grid, inside = lees_grid(LOCKED, "retour.xlsx", Toegang(wachtwoorden=(SECRET,)))
    assert grid.sheets[0].rows == [[1]]
    assert [finding.code for finding in inside.findings] == ["XA-L148"]


def test_of_more_passwords_the_one_that_fits_is_used():
    assert opened(LOCKED, "fout", SECRET, "ook fout").data == INSIDE


def test_passwords_are_not_tried_on_a_file_without_one():
    assert opened(hostile.xlsx(), SECRET).findings == ()


def test_without_a_password_the_file_is_refused():
    assert refusal(LOCKED) == "XA-L102"


def test_a_wrong_password_is_said_as_such():
    assert refusal(LOCKED, "fout") == "XA-L147"


def test_without_the_extra_that_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    assert refusal(LOCKED, SECRET) == "XA-L146"


def test_what_was_inside_passes_the_gate():
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    bomb = hostile.xlsx({**FILLER, hostile.SHEET1: hostile.worksheet(corner)})
    assert refusal(hostile.protected(bomb, SECRET), SECRET) == "XA-L126"


def with_info(info: bytes) -> bytes:
    return hostile.compound({"EncryptionInfo": info.ljust(5_000), "EncryptedPackage": b"x" * 5_000})


def agile(**numbers: int) -> bytes:
    attributes = " ".join(f'{name}="{number}"' for name, number in numbers.items())
    return with_info(b"\x04\0\x04\0\x40\0\0\0" + f"<encryption><p:encryptedKey {attributes}/>".encode())


@pytest.mark.parametrize(
    "numbers",
    [{"spinCount": 10_000_000}, {"spinCount": 10**12}, {"keyBits": 10**9}, {"blockSize": 10**9}],
    ids=str,
)
def test_a_key_that_costs_too_much_work_is_refused_before_the_work(numbers):
    assert refusal(agile(**numbers), SECRET) == "XA-L190"


def test_a_whole_file_that_asks_for_a_hundred_times_the_work_is_refused_before_it():
    usual, heavy = b'spinCount="100000" saltSize', b'spinCount="9999999" saltSize'
    blanks = b"\n" + b" " * 28 + b"hashSize"
    asking = LOCKED.replace(usual, heavy).replace(blanks, blanks.replace(b" ", b"", 1))  # all in its place
    assert asking.count(heavy) == 1
    assert len(asking) == len(LOCKED)
    assert refusal(asking, SECRET) == "XA-L190"


@pytest.mark.parametrize(
    "info",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbb">]><encryption spinCount="1"/>',
        b"\x04\0\x04\0<encryption>&b;</encryption>",
        b"\x04\0\x04\0<encryption/>",
        b"\x02\0\x02\0niets",
        b"",
    ],
)
def test_damaged_encryption_is_refused(info):
    assert refusal(with_info(info), SECRET) == "XA-L190"


@pytest.mark.parametrize("percent", range(5, 100, 10))
def test_a_file_that_is_cut_off_is_refused(percent):
    assert refusal(LOCKED[: len(LOCKED) * percent // 100], SECRET) in ("XA-L140", "XA-L190", "XA-L110")


@pytest.mark.parametrize(
    "name", ["DRMEncryptedTransform", "DRMEncryptedDataSpace", "\x09DRMContent", "\x06DRMX"]
)
def test_a_sensitivity_label_is_said_as_such_whatever_the_password(name):
    data = hostile.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y", name: b"z"})
    assert refusal(data, SECRET) == "XA-L103"


def test_an_ods_with_a_password_is_refused():
    assert refusal(hostile.ods("", manifest_extra="<m:encryption-data/>"), SECRET) == "XA-L102"


def test_a_password_is_not_shown_with_the_value_that_holds_it():
    assert SECRET not in repr(Toegang(wachtwoorden=(SECRET,)))
