"""Builders of hostile and merely odd files, byte by byte, so that every danger stands in sight."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from msoffcrypto.format.ooxml import OOXMLFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEET1 = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'

Parts = Mapping[str, str | bytes | None]


def worksheet(rows: str = ONE_CELL, *, before: str = "", after: str = "", doctype: str = "") -> str:
    return (
        f'{HEAD}{doctype}<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def workbook(*names: str, attributes: str = "", names_after: str = "") -> str:
    sheets = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}" {attributes}><sheets>{sheets}</sheets>'
        f"{names_after}</workbook>"
    )


def relations(*targets: str, kind: str = "worksheet", mode: str = "") -> str:
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATION}/{kind}" Target="{t}"{mode}/>'
        for i, t in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>'


def content_types(main: str = SHEET_TYPE, part: str = "/xl/workbook.xml") -> str:
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def shared_strings(*texts: str, count: str = "", unique: str = "") -> str:
    attributes = "".join(f' {n}="{v}"' for n, v in (("count", count), ("uniqueCount", unique)) if v)
    body = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}"{attributes}>{body}</sst>'


def honest_parts() -> dict[str, str | bytes | None]:
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations("xl/workbook.xml", kind="officeDocument"),
        "xl/workbook.xml": workbook("Blad1"),
        "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml"),
        SHEET1: worksheet(),
    }


def xlsx(changes: Parts | None = None) -> bytes:
    """A workbook of one sheet with one cell; `changes` replaces, adds or (None) removes parts."""
    return zipped({**honest_parts(), **(changes or {})})


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return stream.getvalue()


def ods(rows: str, *, manifest_extra: str = "") -> bytes:
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    office, table, manifest = (f"{spaces}:{name}:1.0" for name in ("office", "table", "manifest"))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'{HEAD}<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
            f'm:media-type="{kind}"/>{manifest_extra}</m:manifest>',
            "content.xml": f'{HEAD}<office:document-content xmlns:office="{office}" xmlns:table="{table}" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Blad1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_cell(attributes: str = "", text: str = "1") -> str:
    paragraph = f"<text:p>{text}</text:p>"
    return f'<table:table-cell office:value-type="string" {attributes}>{paragraph}</table:table-cell>'


def raw_zip(members: list[dict[str, object]], *, note: bytes = b"", claim: int | None = None) -> bytes:
    """A zip written by hand: names, sizes, flags and methods as the caller lies about them.

    A member has `name` (bytes) and `data`, and may have `method`, `flags`, `size`, `crc`, `packed`
    (the bytes as they stand in the file), `local_name`, `offset`.
    """
    out, central = b"", b""
    for member in members:
        name, data = member["name"], member["data"]
        assert isinstance(name, bytes)
        assert isinstance(data, bytes)
        method, flags = member.get("method", 0), member.get("flags", 0)
        packed = member.get("packed", data if method != 8 else deflate(data))
        assert isinstance(packed, bytes)
        local_name = member.get("local_name", name)
        assert isinstance(local_name, bytes)
        size, crc = member.get("size", len(data)), member.get("crc", zlib.crc32(data))
        offset = member.get("offset", len(out))
        shape = (20, flags, method, 0, 0, crc, len(packed), size)
        out += struct.pack("<4s5H3L2H", b"PK\x03\x04", *shape, len(local_name), 0) + local_name + packed
        central += struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *shape, len(name), 0, 0, 0, 0, 0, offset)
        central += name
    count = len(members) if claim is None else claim
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(central), len(out), len(note))
    return out + central + end + note


def deflate(data: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def endless_deflate(mib: int) -> bytes:
    """`mib` MiB of blanks, packed about 1,000 to 1 without ever holding them."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    blanks = b" " * (1 << 20)
    return b"".join(squeeze.compress(blanks) for _ in range(mib)) + squeeze.flush()


def compound(streams: Mapping[str, bytes], *, loop: bool = False) -> bytes:
    """An OLE file with these streams; `loop` makes the first stream's chain go round."""
    sector = 512
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    lengths = [max(4096, -(-len(content) // sector) * sector) for content in streams.values()]
    bodies = [content.ljust(n, b"\0") for content, n in zip(streams.values(), lengths, strict=True)]
    n_directory = -(-(len(streams) + 1) // 4)
    n_sectors = 1 + n_directory + sum(len(body) // sector for body in bodies)
    assert n_sectors <= sector // 4, "one sector of FAT is enough here"
    fat = [fat_mark, *range(2, 1 + n_directory), end]
    entries = [_entry("Root Entry", 5, end, 0)]
    at = 1 + n_directory
    for name, body in zip(streams, bodies, strict=True):
        length = len(body) // sector
        fat += [*range(at + 1, at + length), at if loop else end]
        entries.append(_entry(name, 2, at, len(body)))
        at += length
    fat += [free] * (sector // 4 - len(fat))
    header = struct.pack(
        "<8s16s5H6s9L",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, end, 0, end, 0,
    )  # fmt: skip
    difat = struct.pack("<109L", 0, *[free] * 108)
    directory = b"".join(entries).ljust(n_directory * sector, b"\0")
    return header + difat + struct.pack(f"<{sector // 4}L", *fat) + directory + b"".join(bodies)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    no = 0xFFFFFFFF
    return struct.pack(
        "<64sHBB3L16sL8s8sLLL", wide, len(wide), kind, 1, no, no, no, b"", 0, b"", b"", start, size, 0
    )


def biff(*records: tuple[int, bytes]) -> bytes:
    """A stream of an .xls: one sheet with these records."""
    bof = struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 6)
    sheet_bof = struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 6)
    sheet = b"\0\0\0\0\0\0\x05\0Blad1"
    every = [(0x809, bof), (0x85, sheet), (0x0A, b""), (0x809, sheet_bof), *records, (0x0A, b"")]
    return b"".join(struct.pack("<2H", kind, len(body)) + body for kind, body in every)


def number_record(row: int, column: int) -> tuple[int, bytes]:
    return 0x203, struct.pack("<3Hd", row, column, 0, 1.0)


def protected(data: bytes, password: str) -> bytes:
    """A workbook with a password, as Excel writes it."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()
