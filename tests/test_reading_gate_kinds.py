"""What a file is, by its content: let through with its facts, or refused by its own name."""

import struct

import pytest

from actielijst_xl.reading import gate
from actielijst_xl.reading.gate import Kind, Limits, Refused, scan
from tests import hostile
from tests.hostile import SHEET1, worksheet, xlsx

DEFAULTS = Limits()


def refusal(data: bytes, limits: Limits = DEFAULTS) -> str:
    with pytest.raises(Refused) as caught:
        scan(data, "retour.xlsx", limits)
    assert caught.value.details["bestand"] == "retour.xlsx"
    assert caught.value.exit_code == 3
    return caught.value.code


def with_sheet(xml: str | bytes) -> bytes:
    return xlsx({SHEET1: xml})


# --- the kind, by content


def test_a_plain_workbook_is_let_through_with_its_facts() -> None:
    found = scan(xlsx(), "x.xlsx")
    assert (found.kind, found.sheets, found.cells, found.strict, found.macros) == (
        Kind.XLSX,
        1,
        1,
        False,
        False,
    )


def test_a_workbook_with_macros_is_xlsm_whatever_its_name() -> None:
    macro_type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    found = scan(
        xlsx({"[Content_Types].xml": hostile.content_types(macro_type), "xl/vbaProject.bin": b"x"}), "x.xlsx"
    )
    assert (found.kind, found.macros) == (Kind.XLSM, True)


def test_strict_ooxml_is_recognised() -> None:
    strict = hostile.workbook("Blad1", attributes='conformance="strict"')
    assert scan(xlsx({"xl/workbook.xml": strict}), "x").strict


def test_dates_from_1904_are_recognised() -> None:
    old = hostile.workbook("Blad1", names_after='<workbookPr date1904="1"/>')
    assert scan(xlsx({"xl/workbook.xml": old}), "x").date1904


def test_a_workbook_part_with_another_name_is_found() -> None:
    parts = {
        "xl/workbook.xml": None,
        "xl/_rels/workbook.xml.rels": None,
        "xl/workbook22.xml": hostile.workbook("Blad1"),
        "xl/_rels/workbook22.xml.rels": hostile.relations("/xl/worksheets/sheet1.xml"),
        "[Content_Types].xml": hostile.content_types(part="/xl/workbook22.xml"),
    }
    assert scan(xlsx(parts), "x").sheets == 1


def test_a_utf16_sheet_is_let_through_and_named() -> None:
    assert scan(with_sheet(worksheet().replace("UTF-8", "UTF-16").encode("utf-16")), "x").wide


def test_a_plain_zip_is_let_through_as_a_zip_and_unpacks_without_clutter() -> None:
    data = hostile.zipped(
        {"a/retour.xlsx": xlsx(), "__MACOSX/._x": "", "a/~$retour.xlsx": "x", "a/.DS_Store": "x"}
    )
    assert scan(data, "x").kind is Kind.ZIP
    assert [name for name, _ in gate.unpack(data, "x", Limits())] == ["a/retour.xlsx"]


def test_an_opendocument_spreadsheet_is_let_through() -> None:
    found = scan(hostile.ods(f"<table:table-row>{hostile.ods_cell()}</table:table-row>"), "x.ods")
    assert (found.kind, found.sheets, found.cells) == (Kind.ODS, 1, 1)


def test_an_old_xls_is_let_through() -> None:
    found = scan(hostile.compound({"Workbook": hostile.biff(hostile.number_record(0, 0))}), "x.xlsx")
    assert (found.kind, found.sheets, found.cells) == (Kind.XLS, 1, 1)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("naam;fase\nCafé;x\n".encode(), "utf-8"),
        ("naam;fase\nCafé;x\n".encode("utf-8-sig"), "utf-8-sig"),
        ("naam;fase\nCafé €;x\n".encode("cp1252"), "cp1252"),
        ("naam;fase\nCafé;x\n".encode("utf-16"), "utf-16"),
        ("naam;fase\nCafé;x\n".encode("utf-16-le"), "utf-16-le"),
        (b"Message;Subject: x\n1;2\n", "utf-8"),
        (b"From: tot;IBN\n1;2\n", "utf-8"),
        (b"BMW;x\n1;2\n", "utf-8"),
        (b"<5 km;x\n1;2\n", "utf-8"),
    ],
)
def test_text_is_csv_in_the_encoding_it_is_in(data: bytes, encoding: str) -> None:
    found = scan(data, "lijst.csv")
    assert (found.kind, found.encoding) == (Kind.CSV, encoding)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "XA-L100"),
        (b"\r\n  \r\n", "XA-L100"),
        (b"\x00" * 500, "XA-L100"),
        (hostile.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "XA-L102"),
        (hostile.compound({"EncryptedPackage": b"x", "\tDRMEncryptedTransform": b"y"}), "XA-L103"),
        (hostile.compound({"EncryptedPackage": b"x", "DRMEncryptedDataSpace": b"y"}), "XA-L103"),
        (hostile.compound({"Workbook": hostile.biff((0x2F, b"\0" * 6))}), "XA-L102"),
        (hostile.ods("", manifest_extra="<m:encryption-data/>"), "XA-L102"),
        (b"<!DOCTYPE html>\n<html><body><table>", "XA-L104"),
        (b"\xef\xbb\xbf<html xmlns:x='urn:x'><head>", "XA-L104"),
        (b"\n<table border=1><tr><td>1", "XA-L104"),
        (b'MIME-Version: 1.0\nX: Snapshot\nContent-Type: multipart/related; type="text/html"\n', "XA-L104"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "XA-L105"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "XA-L105"),
        (b"\0\0\0\x18ftypheic\0\0", "XA-L105"),
        (b"<svg xmlns='x'></svg>", "XA-L105"),
        (b"%PDF-1.7\n%\xe2\xe3", "XA-L106"),
        (b"{\\rtf1\\ansi x}", "XA-L107"),
        (hostile.compound({"WordDocument": b"x"}), "XA-L107"),
        (hostile.compound({"PowerPoint Document": b"x"}), "XA-L108"),
        (hostile.compound({"__properties_version1.0": b"x"}), "XA-L109"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "XA-L109"),
        (b"Rar!\x1a\x07\x01\0", "XA-L109"),
        (b"\x1f\x8b\x08\0\0", "XA-L109"),
        (b"From: a@b\nMIME-Version: 1.0\n\nhoi", "XA-L109"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XA-L109"),
        (b"\x00\x01\x02\xff\xfe\x81 zomaar", "XA-L110"),
        (hostile.compound({"Zomaar": b"x"}), "XA-L110"),
        (hostile.zipped({"Index/Document.iwa": b"x"}), "XA-L109"),
        (hostile.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "XA-L107"),
        (hostile.zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "XA-L108"),
    ],
)
def test_what_is_no_workbook_is_refused_by_its_own_name(data: bytes, code: str) -> None:
    assert refusal(data) == code


@pytest.mark.parametrize(
    ("main", "code"), [("wordprocessingml.document", "XA-L107"), ("presentationml", "XA-L108")]
)
def test_other_office_documents_are_refused(main: str, code: str) -> None:
    assert (
        refusal(xlsx({"[Content_Types].xml": hostile.content_types(f"application/vnd.{main}.main+xml")}))
        == code
    )


@pytest.mark.parametrize(
    ("dimensions", "code"),
    [
        (struct.pack("<2L3H", 0, 70_000, 0, 7, 0), "XA-L140"),
        (struct.pack("<2L3H", 9, 3, 0, 7, 0), "XA-L140"),
        (struct.pack("<2L3H", 0, 3, 7, 2, 0), "XA-L140"),
        (struct.pack("<5H", 44, 3, 0, 7, 0), "XA-L140"),  # the short form: made the reader ask for 687 GB
        (struct.pack("<5H", 0, 3, 44, 2, 0), "XA-L140"),
    ],
)
def test_an_xls_with_impossible_dimensions_is_refused(dimensions: bytes, code: str) -> None:
    records = hostile.biff((0x200, dimensions), hostile.number_record(0, 0))
    assert refusal(hostile.compound({"Workbook": records})) == code
