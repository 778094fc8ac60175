import io
import struct
import zipfile

import pytest

from actielijst_xl.package.container import Archive, canonical
from actielijst_xl.package.edits import SetCell
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.patch import patch
from tests.packages import (
    MAIN,
    altered,
    edited,
    fiche_book,
    handmade,
    members,
    pack,
    raw_members,
    relationships,
)

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
EDIT = SetCell(sheet="Blad", cell="A1", value=2)


def code_of(package: bytes) -> str:
    with pytest.raises(PatchError) as caught:
        patch(package, [EDIT])
    return caught.value.code


def test_an_edit_without_effect_gives_back_the_same_bytes():
    package = handmade(ROW)
    assert patch(package, [SetCell(sheet="Blad", cell="A1", value=1)]) is package


def test_untouched_members_keep_header_and_compressed_bytes_and_order():
    package = fiche_book()
    after = patch(package, [SetCell(sheet="01 Project", cell="B5", value="nieuw")])
    old, new = raw_members(package), raw_members(after)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet2.xml"]


def test_a_changed_member_keeps_its_time_stamp():
    after = patch(handmade(ROW), [EDIT])
    assert zipfile.ZipFile(io.BytesIO(after)).getinfo("xl/worksheets/sheet1.xml").date_time[:3] == (
        2026,
        11,
        2,
    )


class Unseekable(io.RawIOBase):
    """A stream that makes zipfile write data descriptors."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def streamed(parts, *, zip64=False, extra=b"", comment=b""):
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.extra = extra
            with archive.open(info, "w", force_zip64=zip64) as member:
                member.write(data)
    return bytes(out.data)


def test_members_with_data_descriptors_are_copied_whole():
    package = streamed(members(handmade(ROW)), comment=b"opmerking")
    after = patch(package, [EDIT])
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None
    assert after.endswith(b"opmerking")
    old, new = Archive(package), Archive(after)
    assert old.raw("xl/styles.xml") == new.raw("xl/styles.xml")
    assert b"PK\7\x08" in new.raw("xl/styles.xml")


def test_zip64_members_are_copied_and_rewritten():
    package = streamed(members(handmade(ROW)), zip64=True)
    after = patch(package, [EDIT])
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None
    assert Archive(package).raw("xl/styles.xml") == Archive(after).raw("xl/styles.xml")


def test_zip64_directory_with_wide_sizes_and_offsets_is_understood():
    package = zip64_everywhere(handmade(ROW))
    after = patch(package, [EDIT])
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None
    assert b"<v>2</v>" in members(after)["xl/worksheets/sheet1.xml"]


def zip64_everywhere(package: bytes) -> bytes:
    """Rewrite the directory so that sizes and offsets stand in zip64 fields only."""
    end = package.rfind(b"PK\5\6")
    count, _, start = struct.unpack_from("<H2I", package, end + 10)
    records, at = [], start
    while at < end:
        fields = struct.unpack_from("<4s6H3I5H2I", package, at)
        name = package[at + 46 : at + 46 + fields[10]]
        wide = struct.pack("<2H3Q", 1, 24, fields[9], fields[8], fields[16])
        head = struct.pack(
            "<4s6H3I5H2I",
            *fields[:8],
            0xFFFFFFFF,
            0xFFFFFFFF,
            len(name),
            len(wide),
            0,
            *fields[13:16],
            0xFFFFFFFF,
        )
        records.append(head + name + wide)
        at += 46 + sum(fields[10:13])
    directory = b"".join(records)
    end64 = start + len(directory)
    tail = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), start)
    tail += struct.pack("<4sIQI", b"PK\6\7", 0, end64, 1)
    tail += struct.pack("<4s4H2IH", b"PK\5\6", 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return package[:start] + directory + tail


def test_ntfs_time_fields_of_untouched_members_stay():
    ntfs = struct.pack("<2HI2H3Q", 10, 32, 0, 1, 24, 1, 2, 3)
    package = streamed(members(handmade(ROW)), extra=ntfs)
    after = patch(package, [EDIT])
    assert zipfile.ZipFile(io.BytesIO(after)).getinfo("xl/styles.xml").extra == ntfs


def test_stored_members_are_read():
    assert (
        b"<v>2</v>"
        in members(patch(pack(members(handmade(ROW)), zipfile.ZIP_STORED), [EDIT]))[
            "xl/worksheets/sheet1.xml"
        ]
    )


def test_part_names_are_compared_without_case_slash_or_backslash():
    assert canonical("/XL\\Worksheets/./Sheet1.XML") == canonical("xl/worksheets/sheet1.xml")
    assert canonical("xl/sheet%201.xml") == canonical("xl/sheet 1.xml")


@pytest.mark.parametrize("name", ["xl/WorkSheets/Sheet1.XML", "/xl/worksheets/sheet1.xml"])
def test_a_sheet_is_found_under_an_oddly_written_name(name):
    parts = members(handmade(ROW))
    parts[name] = parts.pop("xl/worksheets/sheet1.xml")
    assert b"<v>2</v>" in members(patch(pack(parts), [EDIT]))[name]


def test_backslashes_in_member_names_are_kept():
    parts = members(handmade(ROW))
    package = pack(parts).replace(b"xl/worksheets/sheet1.xml", b"xl\\worksheets\\sheet1.xml")
    after = patch(package, [EDIT])
    assert b"xl\\worksheets\\sheet1.xml" in after
    assert b"xl/worksheets/sheet1.xml" not in after


def test_the_workbook_and_sheets_are_found_through_relationships_only():
    parts = members(handmade(ROW))
    parts["map/boek.xml"] = parts.pop("xl/workbook.xml")
    parts["map/_rels/boek.xml.rels"] = relationships(
        {"rId1": "worksheet ../elders/een.xml", "rIdS": "styles /xl/styles.xml"}
    ).encode()
    del parts["xl/_rels/workbook.xml.rels"]
    parts["elders/een.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    parts["_rels/.rels"] = relationships({"rId1": "officeDocument /map/boek.xml"}).encode()
    text = parts["[Content_Types].xml"].decode()
    text = text.replace("/xl/workbook.xml", "/map/boek.xml").replace(
        "/xl/worksheets/sheet1.xml", "/elders/een.xml"
    )
    parts["[Content_Types].xml"] = text.encode()
    assert b"<v>2</v>" in members(patch(pack(parts), [EDIT]))["elders/een.xml"]


def test_an_encrypted_file_is_refused():
    assert code_of(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)) == "XA-G102"
    package = bytearray(handmade(ROW))
    at = package.rfind(b"PK\1\2")
    package[at + 8] |= 1
    assert code_of(bytes(package)) == "XA-G102"


def test_a_signed_file_is_refused():
    assert code_of(altered(handmade(ROW), {"_xmlsignatures/origin.sigs": b""})) == "XA-G103"


def test_a_file_with_a_signature_relationship_is_refused():
    related = relationships({"rId1": "officeDocument xl/workbook.xml"}).replace(
        "</Relationships>",
        '<Relationship Id="s" Target="sig/origin.sigs" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/digital-signature/origin"/></Relationships>',
    )
    assert code_of(altered(handmade(ROW), {"_rels/.rels": related})) == "XA-G103"


def test_a_dtd_in_a_part_that_is_read_is_refused():
    sheet = (
        f'<!DOCTYPE x [<!ENTITY e "v">]><worksheet xmlns="{MAIN}"><sheetData>{ROW}</sheetData></worksheet>'
    )
    assert code_of(altered(handmade(ROW), {"xl/worksheets/sheet1.xml": sheet})) == "XA-G104"


def test_double_members_are_refused_without_regard_to_case():
    parts = members(handmade(ROW))
    parts["XL/Styles.xml"] = parts["xl/styles.xml"]
    assert code_of(pack(parts)) == "XA-G105"


def test_broken_xml_is_refused():
    assert code_of(edited(handmade(ROW), "xl/worksheets/sheet1.xml", "</sheetData>", "")) == "XA-G106"


@pytest.mark.parametrize("share", range(0, 100, 3))
def test_a_cut_off_file_is_refused_as_damaged(share):
    package = handmade(ROW)
    assert code_of(package[: len(package) * share // 100]) == "XA-G101"


def test_flipped_bytes_never_give_anything_but_a_result_or_a_refusal():
    package = handmade(ROW)
    codes = set()
    for at in range(0, len(package), 7):
        broken = bytearray(package)
        broken[at] ^= 0x55
        try:
            patch(bytes(broken), [EDIT])
        except PatchError as error:
            codes.add(error.code)
    assert "XA-G101" in codes
    assert codes <= {f"XA-G{number}" for number in range(101, 125)}


def test_a_package_without_a_workbook_is_refused():
    assert code_of(altered(handmade(ROW), {"_rels/.rels": relationships({})})) == "XA-G101"
