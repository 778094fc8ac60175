"""Files to begin with, and what can happen to their bytes: cut off, flipped, and changed where it hurts."""

import io
import random
import re
import struct
import sys
import zipfile
from collections.abc import Callable  # noqa: TC003  (a few types)
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from flows import rondgang

from tests import hostile
from tests.test_reading_gate_xlsb import cell, row, xlsb

PASSWORD = "geheim"


@cache
def seeds() -> dict[str, bytes]:
    """Honest files of every kind, by kind."""
    found = rondgang.retour(rondgang.LELYSTAD, {rondgang.veld(1, "doel"): "iets"})
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c><c r="B{n}"><v>{n}</v></c></row>'
        for n in range(1, 9)
    )
    ods_rows = f"<table:table-row>{hostile.ods_cell()}{hostile.ods_cell()}</table:table-row>" * 3
    numbers = [hostile.number_record(n, n % 5) for n in range(12)]
    labels = [(0x0204, struct.pack("<4HB", n, 6, 0, 3, 0) + b"abc") for n in range(5)]
    blanks = [(0xBE, struct.pack("<6H", 1, 0, 0, 0, 0, 2)), (0x200, struct.pack("<2L3H", 0, 12, 0, 7, 0))]
    strings = struct.pack("<2L", 1, 1) + struct.pack("<HB", 3, 0) + b"abc"
    used = (0xFC, strings), (0xFD, struct.pack("<3HL", 3, 3, 0, 0))
    return {
        "return": found,
        "xlsx": hostile.xlsx(
            {hostile.SHEET1: hostile.worksheet(rows), hostile.STRINGS: hostile.shared_strings("a", "b")}
        ),
        "stored": hostile.zipped(hostile.honest_parts(), zipfile.ZIP_STORED),
        "ods": hostile.ods(ods_rows),
        "xls": hostile.compound({"Workbook": hostile.biff(*blanks, *numbers, *labels, *used)}),
        "xlsb": xlsb(b"".join(row(n) + cell(0) + cell(n) for n in range(6))),
        "locked": hostile.protected(found, PASSWORD),
        "csv": "Projectnummer;Naam\nA1;Caf\u00e9\n".encode("cp1252") * 9,
        "zip": hostile.zipped({"a/retour.xlsx": found, "b.zip": hostile.zipped({"c.xlsx": hostile.xlsx()})}),
    }


def cut(data: bytes, luck: random.Random) -> bytes:
    """The first so many bytes."""
    return data[: luck.randrange(len(data))]


def flip(data: bytes, luck: random.Random) -> bytes:
    """A few bytes changed."""
    changed = bytearray(data)
    for _ in range(luck.randint(1, 12)):
        changed[luck.randrange(len(changed))] = luck.choice((0, 0xFF, 0x7F, 0x80, 0x3C, luck.randrange(256)))
    return bytes(changed)


def move(data: bytes, luck: random.Random) -> bytes:
    """A piece taken out, doubled or put elsewhere."""
    a, b = sorted(luck.randrange(len(data)) for _ in range(2))
    b = min(b, a + 2_000)
    at = luck.randrange(len(data))
    match luck.randrange(3):
        case 0:
            return data[:a] + data[b:]
        case 1:
            return data[:b] + data[a:b] + data[b:]
        case _:
            return data[:at] + data[a:b] + data[at:]


NUMBERS = ("0", "-1", "1", "16385", "1048577", "4294967295", "9" * 25, "1e999", "NaN", "", "\u0663", "1 ")
REFS = ("A1", "XFD1048576", "A1:XFD1048576", "A0", "ZZZZ1", "a1", "$A$1", "", "R1C1", "A1:A1:A1")
TEXTS = ("", "x" * 40_000, "_x0000_", "_xD800_", "&#x202E;", "=1+1", "&amp;amp;", "]]&gt;", "\ufffe")
TAGS = (
    '<c r="XFD1048576"><v>1</v></c>',
    '<c t="s"><v>99999</v></c>',
    '<c t="d"><v>9999-99-99</v></c>',
    '<c t="e"><v>#SPILL!</v></c>',
    '<c t="n"><v>1e400</v></c>',
    '<c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c>',
    '<c><f t="array" ref="A1:XFD9">A1</f></c>',
    '<mergeCell ref="A1:XFD1048576"/>',
    '<sheet name="x" sheetId="9" r:id="rId1"/>',
    "<si/>",
    "<!-- x -->",
    "<![CDATA[<c/>]]>",
    "<?x y?>",
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    "<a>" * 70,
    '<row r="1"/>' * 200,
)


def in_a_part(data: bytes, luck: random.Random) -> bytes:
    """One part of a zip changed as a program could have written it, or as somebody who means ill."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels", ".bin"))] or list(parts)
    for _ in range(luck.randint(1, 3)):
        name = luck.choice(names)
        parts[name] = luck.choice((_attribute, _attribute, _tag, _text, _bytes))(parts[name], luck)
    if luck.random() < 0.1:
        parts.pop(luck.choice(names), None)
    return hostile.zipped(parts, luck.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def _replaced(data: bytes, spans: list[tuple[int, int]], luck: random.Random, text: str) -> bytes:
    if not spans:
        return data
    start, end = luck.choice(spans)
    return data[:start] + text.encode("utf-8", "surrogatepass") + data[end:]


def _attribute(data: bytes, luck: random.Random) -> bytes:
    spans = [match.span(1) for match in re.finditer(rb'="([^"]*)"', data)]
    return _replaced(data, spans, luck, luck.choice((*NUMBERS, *REFS)))


def _tag(data: bytes, luck: random.Random) -> bytes:
    spans = [match.span() for match in re.finditer(rb"<[^<>]*>", data)]
    if luck.random() < 0.5:
        spans = [(end, end) for _, end in spans]
    return _replaced(data, spans, luck, luck.choice(("", *TAGS)))


def _text(data: bytes, luck: random.Random) -> bytes:
    spans = [match.span(1) for match in re.finditer(rb">([^<]+)<", data)]
    return _replaced(data, spans, luck, luck.choice((*TEXTS, *NUMBERS)))


def _bytes(data: bytes, luck: random.Random) -> bytes:
    return flip(data, luck) if data else data


def in_a_record(data: bytes, luck: random.Random) -> bytes:
    """Numbers of two and four bytes in an .xls set to values at the edge."""
    changed = bytearray(data)
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(512, len(changed) - 4)
        edge = luck.choice((0, 1, 0x7F, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF))
        changed[at : at + 2] = struct.pack("<H", edge)
    return bytes(changed)


def mutated(kind: str, luck: random.Random) -> bytes:
    """One mutation of a file of this kind."""
    return mutation(seeds()[kind], luck)


def mutation(data: bytes, luck: random.Random) -> bytes:
    """One mutation of a file."""
    ways: list[Callable[[bytes, random.Random], bytes]] = [cut, flip, move]
    if data.startswith(b"PK"):
        ways += [in_a_part] * 5
    elif len(data) > 600:
        ways += [in_a_record] * 3
    return luck.choice(ways)(data, luck)
