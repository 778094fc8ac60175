"""Binary workbooks (xlsb): records of BIFF12, written by hand because no free program writes them."""

import struct

import pytest

from actielijst_xl.reading.gate import Kind, Refused, scan
from tests import hostile


def record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(body)]) + body


def wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def row(number: int) -> bytes:
    return record(0, struct.pack("<L", number) + b"\0" * 13)


def cell(column: int, kind: int = 5) -> bytes:
    return record(kind, struct.pack("<2Ld", column, 0, 1.0))


def xlsb(sheet: bytes, strings: bytes = b"") -> bytes:
    parts: dict[str, str | bytes | None] = {
        "[Content_Types].xml": hostile.content_types(
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main", "/xl/workbook.bin"
        ),
        "xl/workbook.bin": record(156, struct.pack("<2L", 0, 1) + wide("rId1") + wide("Blad1")),
        "xl/_rels/workbook.bin.rels": hostile.relations("worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/sharedStrings.bin": strings,
    }
    return hostile.zipped(parts)


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        scan(data, "x.xlsb")
    return caught.value.code


def test_a_binary_workbook_is_let_through_with_its_counts() -> None:
    found = scan(xlsb(row(0) + cell(0) + cell(1, kind=1)), "x")
    assert (found.kind, found.sheets, found.cells) == (Kind.XLSB, 1, 2)


def test_opposite_corners_are_refused() -> None:
    assert refusal(xlsb(row(0) + cell(0) + row(1_048_575) + cell(16_383))) == "XA-L126"


@pytest.mark.parametrize("sheet", [row(1_048_576), row(0) + cell(16_384), b"\x05\x7fkort", b"\x00\x01x"])
def test_an_impossible_or_cut_off_record_is_refused(sheet: bytes) -> None:
    assert refusal(xlsb(sheet)) == "XA-L140"


def test_an_announced_number_of_strings_is_not_believed() -> None:
    assert refusal(xlsb(row(0) + cell(0), record(159, b"\xff" * 8))) == "XA-L130"
