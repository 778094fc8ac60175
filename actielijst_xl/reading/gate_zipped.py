"""The gate for zips: workbooks (xlsx, xlsm, xlsb, ods) and plain zips with returns."""

from collections.abc import Iterator, Mapping
from typing import Final

from actielijst_xl.reading.gate_limits import MIB, Kind, Limits, Refused, Scan, refuse
from actielijst_xl.reading.gate_ods import scan_ods
from actielijst_xl.reading.gate_package import TYPES, scan_package
from actielijst_xl.reading.gate_zip import Budget, Member, directory, inflate

_ZIPS_DEEP: Final = 3
ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def scan_zip(data: bytes, file: str, limits: Limits) -> Scan:
    """Scan a file that begins as a zip.

    Raises:
        Refused: It is not safe to read, or no workbook and no plain zip.
    """
    members = directory(data, file, limits)
    by_name = {member.key: member for member in members}
    if TYPES in by_name:
        return scan_package(data, members, file, limits)
    budget = Budget(left=limits.inflated_mib * MIB)
    if _is_opendocument(data, by_name, file, limits):
        return scan_ods(data, members, file, limits)
    if any(name.startswith("index/") and name.endswith(".iwa") for name in by_name) or "index.zip" in by_name:
        refuse("XA-L109", file, soort="een bestand van Apple Numbers, Pages of Keynote")
    if sum(not member.is_folder for member in members) > limits.files:
        refuse("XA-L191", file, grens=limits.files)
    for member in members:
        inflate(data, member, budget, file, limits)
    return Scan(kind=Kind.ZIP, inflated=limits.inflated_mib * MIB - budget.left)


def unpack(data: bytes, file: str, limits: Limits) -> list[tuple[str, bytes]]:
    """Return the files in a plain zip as (name, bytes); each must be scanned before it is read.

    Folders, lock files (`~$...`, `.~lock...#`) and the administration of macOS are left out. A zip inside
    is taken apart as well, three deep, all of it within one budget; a zip that lies deeper or can't be
    taken apart is returned as it is, to be refused by its own name.

    Raises:
        Refused: As `scan`.
    """
    return list(
        _unpacked(data, file, Budget(left=limits.inflated_mib * MIB, files=limits.files), limits, _ZIPS_DEEP)
    )


def _unpacked(
    data: bytes, file: str, budget: Budget, limits: Limits, deep: int
) -> Iterator[tuple[str, bytes]]:
    members = directory(data, file, limits)
    budget.files -= sum(not member.is_folder for member in members)
    if budget.files < 0:
        refuse("XA-L191", file, grens=limits.files)
    for member in members:
        if member.is_folder or is_clutter(member.name):
            continue
        content = inflate(data, member, budget, file, limits)
        if deep > 1 and is_plain_zip(content, member.name, limits):
            yield from _inside(content, member.name, budget, limits, deep - 1)
        else:
            yield member.name, content


def _inside(data: bytes, file: str, budget: Budget, limits: Limits, deep: int) -> list[tuple[str, bytes]]:
    """A zip in a zip: its files, or itself where it can't be taken apart."""
    try:
        return [
            (f"{file} › {name}", content) for name, content in _unpacked(data, file, budget, limits, deep)
        ]
    except Refused as refusal:
        if refusal.code in ("XA-L117", "XA-L191"):  # all together it is too much
            raise
        return [(file, data)]


def is_plain_zip(data: bytes, file: str, limits: Limits) -> bool:
    """Return whether this is a zip of files, by its directory only; False where that is damaged."""
    if not data.startswith(ZIP_STARTS):
        return False
    try:
        by_name = {member.key: member for member in directory(data, file, limits)}
        return TYPES not in by_name and not _is_opendocument(data, by_name, file, limits)
    except Refused:
        return False


_OF_SYSTEMS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def is_clutter(name: str) -> bool:
    """Return whether nobody put this file here: systems and programs lay it beside the files of people."""
    last = name.rpartition("/")[2]
    return (
        name.startswith("__MACOSX/")
        or last.casefold() in _OF_SYSTEMS
        or last.startswith(("~$", ".~lock.", "._"))
    )


def _is_opendocument(data: bytes, by_name: Mapping[str, Member], file: str, limits: Limits) -> bool:
    """Return whether this is a spreadsheet of OpenDocument; refuse its other kinds of documents."""
    budget = Budget(left=limits.inflated_mib * MIB)
    texts = [
        inflate(data, by_name[name], budget, file, limits)
        for name in ("mimetype", "meta-inf/manifest.xml")
        if name in by_name
    ]
    if any(text.startswith(_ODS_TYPE) for text in texts[:1]) or any(
        b'"' + _ODS_TYPE in text for text in texts
    ):
        return True
    for text in texts:
        if b"opendocument.presentation" in text:
            refuse("XA-L108", file)
        if b"vnd.oasis.opendocument" in text:
            refuse("XA-L107", file)
    return False
