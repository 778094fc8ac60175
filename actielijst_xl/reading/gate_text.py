"""The gate for everything that is neither a zip nor OLE: text that may be a list, or a clear refusal."""

import codecs
import re
from typing import Final

from actielijst_xl.reading.gate_limits import Kind, Limits, Scan, refuse

_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
)
_OTHERS: Final = {
    b"{\\rtf": ("XA-L107", ""),
    b"\x1f\x8b": ("XA-L109", "een gz-archief"),
    b"7z\xbc\xaf\x27\x1c": ("XA-L109", "een 7z-archief"),
    b"Rar!\x1a\x07": ("XA-L109", "een rar-archief"),
    b"BZh": ("XA-L109", "een bz2-archief"),
    b"\xfd7zXZ\x00": ("XA-L109", "een xz-archief"),
    b"SQLite format 3\x00": ("XA-L109", "een database"),
    b"MZ": ("XA-L109", "een programma"),
    b"\x7fELF": ("XA-L109", "een programma"),
}
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|script|div|p)[\s>]", re.IGNORECASE)
_OLD_SHEET = re.compile(rb"[\x09\x0a]\x00?[\x02\x04\x06\x08]\x00|\x09[\x00\x02\x04]..", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MAIL = re.compile(
    r"(?:Return-Path|Received|MIME-Version|From|Message-ID|Delivered-To|Subject|X-[\w-]+):", re.IGNORECASE
)
_MAIL_TYPE = re.compile(r"^(?:MIME-Version|Content-Type|Message-ID):", re.IGNORECASE | re.MULTILINE)
_SEPARATORS: Final = ";,\t|"


def scan_other(data: bytes, file: str, limits: Limits) -> Scan:
    """Scan a file that is no zip and no OLE: a list as text, or a refusal that names what it is.

    Raises:
        Refused: It is no list, or too large a one.
    """
    _refuse_binary(data, file)
    encoding = _encoding(data, file)
    text = data.decode(encoding)
    _refuse_markup(text, file)
    rows = 1 + max(text.count("\n"), text.count("\r"))
    if rows > limits.rows:
        refuse("XA-L125", file, grens=limits.rows)
    cells = rows + max(text.count(separator) for separator in _SEPARATORS)
    if cells > limits.cells:
        refuse("XA-L124", file, grens=limits.cells)
    return Scan(kind=Kind.CSV, cells=cells, inflated=len(data), encoding=encoding)


def _refuse_binary(data: bytes, file: str) -> None:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        refuse("XA-L100", file)
    if _is_picture(data):
        refuse("XA-L105", file)
    if b"%PDF-" in data[:1024]:
        refuse("XA-L106", file)
    for start, (code, soort) in _OTHERS.items():
        if data.startswith(start) and (len(start) > 3 or not _looks_like_text(data)):
            refuse(code, file, soort=soort)
    if _OLD_SHEET.match(data[:4]) and not _looks_like_text(data):
        refuse("XA-L109", file, soort="een werkmap van Excel 4 of ouder")


def _is_picture(data: bytes) -> bool:
    if data.startswith(b"BM"):
        return not _looks_like_text(data)
    webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    heic = data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"hevc")
    return data.startswith(_PICTURES) or webp or heic


def _looks_like_text(data: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 27 for byte in data[:512])


def _encoding(data: bytes, file: str) -> str:
    """Return the first encoding in which this is text without control characters."""
    fitting = next((encoding for encoding in _candidates(data) if _fits(data, encoding)), None)
    if fitting is None:
        refuse("XA-L110", file)
    return fitting


def _fits(data: bytes, encoding: str) -> bool:
    try:
        return not _CONTROL.search(codecs.decode(data, encoding))
    except UnicodeDecodeError:
        return False


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\x00" in data[:1000]:
        return ("utf-16-le",) if data[1:2] == b"\x00" else ("utf-16-be",)
    return ("utf-8", "cp1252")


def _refuse_markup(text: str, file: str) -> None:
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        _refuse_tags(start, file)
    if _MAIL.match(start):
        if "text/html" in start and "snapshot" in start.casefold():
            refuse("XA-L104", file)
        if _MAIL_TYPE.search(start):
            refuse("XA-L109", file, soort="een e-mailbericht")


def _refuse_tags(start: str, file: str) -> None:
    if "urn:schemas-microsoft-com:office:spreadsheet" in start or 'progid="Excel.Sheet"' in start:
        refuse("XA-L109", file, soort="een XML-werkblad van Excel 2003")
    if "office:document" in start:
        refuse("XA-L109", file, soort="een los XML-bestand van LibreOffice")
    if _HTML.search(start):
        refuse("XA-L104", file)
    if "<svg" in start:
        refuse("XA-L105", file)
    if start.startswith("<?xml"):
        refuse("XA-L109", file, soort="een los XML-bestand")
