"""Who a workbook is: what its sheets, its Leeswijzer, its manifest and its document properties say."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.grid import MOST_PROPERTIES
from actielijst_xl.reading.grid_facts import parse_xml
from actielijst_xl.reading.werkboek_blad import Blad, most_common
from actielijst_xl.reading.werkboek_vast import BEHEER

_PREFIX = "xl_actielijst_"
_KOP = ("soort", "sleutel", "waarde")
# Name of each part of the identity in the document properties, next to its key in cells and manifest.
_IN_PROPERTIES = {
    "uitgifte": "uitgifte",
    "ontvanger": "ontvanger",
    "actielijst": "id",
    "sjabloon": "sjabloon",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The hidden sheet `_beheer`; everything is empty when it is gone.

    Attributes:
        blad: Name of the sheet, or "".
        kop: Values by name: `actielijst`, `ontvanger`, `uitgifte`, `provincie`, `peildatum`, ...
        bladen: Name of the sheet per fiche id, as it was written.
        nummers: Project number per fiche id, also of projects without location.
        pakket: The packed administration: the register of a master, the fallback base of a copy.
    """

    blad: str = ""
    kop: Mapping[str, str] = field(default_factory=dict)
    bladen: Mapping[str, str] = field(default_factory=dict)
    nummers: Mapping[str, str] = field(default_factory=dict)
    pakket: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identiteit:
    """The identity of a workbook on which most layers agree; "" where no layer says anything.

    Attributes:
        uitgifte: Id of the uitgifte; "" in a master.
        ontvanger: The party; "" in a master.
        actielijst: Id of the master.
        sjabloon: Version of the layout.
        soort: `master`, `uitgifte` or "" when the document properties are gone.
    """

    uitgifte: str
    ontvanger: str
    actielijst: str
    sjabloon: str
    soort: str = ""


def read_manifest(bladen: Sequence[Blad]) -> Manifest:
    """Read the manifest, on whatever sheet it stands."""
    for blad in bladen:
        if place := _manifest_head(blad):
            return _manifest(blad, *place)
    return Manifest()


def _manifest_head(blad: Blad) -> tuple[int, int] | None:
    """The place of the header `soort` above the manifest, or of its first line when the header is gone."""
    for row, col in (*blad.find(_KOP[0]), *blad.find("kop")):
        if blad.text(row, col + 1) in {_KOP[1], "programma"}:
            return row, col
    return None


def _manifest(blad: Blad, row: int, col: int) -> Manifest:
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for r in range(row, blad.last_row + 1):
        soort, key, value, name = (blad.text(r, c) for c in range(col, col + 4))
        rows.setdefault(soort, []).append((key, value, name))
    fiches = rows.get("fiche", [])
    numbered = [(int(key), value) for key, value, _ in rows.get("pakket", []) if key.isdecimal()]
    return Manifest(
        blad=blad.name,
        kop={key: value for key, value, _ in rows.get("kop", [])},
        bladen={key: name for key, _, name in fiches if name},
        nummers={key: nummer for key, nummer, _ in (*fiches, *rows.get("zonder locatie", []))},
        pakket=tuple(value for _, value in sorted(numbered)),
    )


def is_manifest(blad: Blad) -> bool:
    """Tell whether a sheet is the hidden administration."""
    return bool(blad.find(BEHEER)) or _manifest_head(blad) is not None


def read_properties(data: bytes, part: bytes | None = None) -> Mapping[str, str]:
    """Our custom document properties of an .xlsx, .xlsm or .ods, without their prefix; {} without any.

    Args:
        data: The bytes of the file, already let through by the gate; b"" when they are not at hand.
        part: The part that holds them, where it was read before (`Grid.eigenschappen`).
    """
    if not data.startswith(b"PK") or part == b"":
        return {}
    try:
        return _ours(parse_xml(part or _properties_of(data)))
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, RuntimeError, NotImplementedError):
        return {}  # one layer less; the other layers still say who it is


def _properties_of(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}
        part = names.get("docprops/custom.xml") or names.get("meta.xml")
        if part is None or package.getinfo(part).file_size > MOST_PROPERTIES:
            return b""
        return package.read(part)


def _ours(root: etree._Element) -> dict[str, str]:
    """The properties in `custom.xml` (name) or in an .ods's `meta.xml` (meta:name)."""
    found = {}
    for element in root.iter("{*}property", "{*}user-defined"):
        names = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "name")
        name = next(names, "")
        if name.startswith(_PREFIX):
            found[name.removeprefix(_PREFIX)] = "".join(map(str, element.itertext())).strip()
    return found


def identify(
    fiches: Sequence[Blad], rest: Sequence[Blad], manifest: Manifest, properties: Mapping[str, str], file: str
) -> tuple[Identiteit, list[Finding]]:
    """Weigh the layers of identity: the one value that most of them give, and where they disagree.

    Args:
        fiches: The sheets of fiches; together they are one layer.
        rest: The other sheets; the Leeswijzer is among them.
        manifest: The hidden sheet.
        properties: The document properties.
        file: Name of the file, for findings.
    """
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for part, name in _IN_PROPERTIES.items():
        layers = {
            "fiches": most_common(_said(fiches, part)),
            "Leeswijzer": most_common(_said(rest, part)),
            "_beheer": manifest.kop.get(part, ""),
            "eigenschappen": properties.get(name, ""),
        }
        given = {layer: text for layer, text in layers.items() if text}
        found[part] = most_common(given.values())
        if len(set(given.values())) > 1:
            lagen = ", ".join(f"{layer}: {text}" for layer, text in given.items())
            details = {"wat": part, "lagen": lagen, "gekozen": found[part]}
            findings.append(
                Finding(code="XA-L174", severity=Severity.WAARSCHUWING, file=file, details=details)
            )
    return Identiteit(soort=properties.get("soort", ""), **found), findings


def _said(bladen: Sequence[Blad], part: str) -> list[str]:
    return [text.strip() for blad in bladen for text in blad.said(part) if text.strip()]
