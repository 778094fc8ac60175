"""What a copy through openpyxl loses: looked up in the package itself, part by part.

openpyxl drops what it has no model for, mostly in silence; this is the list of it (measured on openpyxl
3.1), with where each shows in a package.
"""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from zipfile import ZipFile

from actielijst_xl.messages.genereren_rapport import ONDERDELEN

_BY_PART: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        ("macro", r"xl/(vbaProject\.bin|macrosheets/.*)"),
        ("nieuwe_grafiek", r"xl/charts/chartEx.*\.xml"),
        ("grafiek", r"xl/charts/chart\d+\.xml"),
        ("slicer", r"xl/(slicers|timelines)/.*\.xml"),
        ("gesprek", r"xl/threadedComments/.*\.xml"),
        ("besturing", r"xl/(ctrlProps|activeX)/.*"),
        ("object", r"xl/embeddings/.*"),
        ("verbinding", r"xl/(connections\.xml|queryTables/.*)"),
        ("gegevensmodel", r"xl/model/.*"),
        ("draaitabel", r"xl/pivotTables/pivotTable\d+\.xml"),
        ("celgegevens", r"xl/richData/.*"),
        ("selectievakje", r"xl/featurePropertyBag/.*"),
        ("weergave", r"xl/namedSheetViews/.*"),
        ("invoegtoepassing", r"(customUI/.*|xl/webextensions/.*)"),
        ("label", r"docMetadata/LabelInfo\.xml"),
        ("handtekening", r"_xmlsignatures/.*"),
        ("bijlage", r"customXml/item\d+\.xml"),
    )
)
_BY_SHEET: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("sparkline", re.compile(rb"<(\w+:)?sparklineGroup[\s>]")),
    ("opmaakregel", re.compile(rb"<x14:conditionalFormatting[\s>]")),
    ("validatie", re.compile(rb"<x14:dataValidation[\s>]")),
    ("achtergrond", re.compile(rb"<(\w+:)?picture[\s>]")),
    ("foutcontrole", re.compile(rb"<(\w+:)?ignoredErrors[\s>]")),
    ("kopafbeelding", re.compile(rb"<(\w+:)?legacyDrawingHF[\s>]")),
    ("matrix", re.compile(rb'<c [^>]*\bcm="')),
    ("weergave", re.compile(rb"<(\w+:)?customSheetView[\s>]")),
)
_SHAPE = re.compile(rb"<(\w+:)?(sp|cxnSp|grpSp)[\s>]")
_PICTURE = re.compile(rb"<(\w+:)?pic[\s>]")
_CONTROL = re.compile(rb'ObjectType="(?!Note")')
_NOT_AN_IMAGE = re.compile(r"\.(emf|wmf|svg)$", re.IGNORECASE)
_RICH_NOTE = re.compile(rb"<(\w+:)?(i|u|strike|color rgb)\b[^>]*/>")
_FORMULA = re.compile(rb"<(?!xm:)(\w+:)?f[\s/>]")  # xm:f is a range in an extension
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def lost_in_copy(source: bytes) -> tuple[str, ...]:
    """Return what a copy of an .xlsx through openpyxl loses, each kind of thing once."""
    with ZipFile(BytesIO(source)) as package:
        found = {*_parts(package), *_drawings(package), *_sheets(package)}
    return tuple(words for key, words in ONDERDELEN.items() if key in found)


def has_formulas(source: bytes) -> bool:
    """Whether some cell holds a formula: its last result is not in the copy."""
    with ZipFile(BytesIO(source)) as package:
        return any(_FORMULA.search(package.read(name)) for name in _sheet_parts(package))


def _sheet_parts(package: ZipFile) -> Iterator[str]:
    return (name for name in package.namelist() if _SHEET_PART.fullmatch(name))


def _parts(package: ZipFile) -> Iterator[str]:
    for name in package.namelist():
        yield from (key for key, pattern in _BY_PART if pattern.fullmatch(name))


def _drawings(package: ZipFile) -> Iterator[str]:
    for name in package.namelist():
        if re.fullmatch(r"xl/drawings/drawing[^/]*\.xml", name):
            xml = package.read(name)
            if _SHAPE.search(xml):
                yield "vorm"
            if _PICTURE.search(xml) and not _keeps_images(package):
                yield "afbeelding"
        elif name.endswith(".vml") and _CONTROL.search(package.read(name)):
            yield "besturing"
        elif re.fullmatch(r"xl/comments[^/]*\.xml", name) and _RICH_NOTE.search(package.read(name)):
            yield "notitie"


def _keeps_images(package: ZipFile) -> bool:
    """Whether images stay: openpyxl carries them with the help of Pillow, and never vector images."""
    return find_spec("PIL") is not None and not any(map(_NOT_AN_IMAGE.search, package.namelist()))


def _sheets(package: ZipFile) -> Iterator[str]:
    for name in _sheet_parts(package):
        xml = package.read(name)
        yield from (key for key, pattern in _BY_SHEET if pattern.search(xml))
