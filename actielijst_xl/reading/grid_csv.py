"""CSV lists: encoding and delimiter are found from the bytes; every value stays text."""

import csv
import io
from collections import Counter

from actielijst_xl.errors import InputError

_DELIMITERS = (";", ",", "\t", "|")
_NAMES = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "verticale streep"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What Dutch spreadsheet programs have written over the years; Windows first.
_CODE_PAGES = ("cp1252", "mac_roman", "cp850")
_EXPECTED = frozenset("áàâäãåçéèêëíìîïñóòôöõøúùûüÿÁÀÂÄÇÉÈÊËÍÎÏÑÓÒÔÖÚÙÛÜ€–—‘’“”…•°²³½·±§µ«»\u00a0")
_MAX_FIELD = 1_000_000


def read_csv(data: bytes, name: str) -> tuple[list[list[str | None]], dict[str, str]]:
    """Read delimited text.

    Args:
        data: The bytes of the file.
        name: Name of the file, for an error.

    Returns:
        The rows (equal length, blank = None) and how they were read: `codering` and `scheiding`.

    Raises:
        InputError: XA-L152 when the quotes don't pair up or a cell is absurdly long.
    """
    encoding = detect_encoding(data)
    text = data.decode(encoding, errors="replace")
    text, declared = _declared_delimiter(text)
    delimiter = declared or detect_delimiter(text)
    try:
        rows = _parse(text, delimiter)
    except csv.Error as error:
        raise InputError("XA-L152", bestand=name) from error
    width = max(map(len, rows), default=0)
    full = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
    return full, {"codering": encoding, "scheiding": _NAMES[delimiter]}


def detect_encoding(data: bytes) -> str:
    """Return the encoding: a BOM says so, then UTF-8 if it fits, then the likeliest code page."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if (wide := _wide_without_bom(data)) is not None:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data)
    return "utf-8"


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 without a BOM shows as a zero in every other byte of Latin text."""
    head = data[:400]
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    if half and head[0::2].count(0) > half * 0.7:
        return "utf-16-be"
    return None


def _code_page(data: bytes) -> str:
    """Return the code page under which the letters beyond ASCII are the likeliest ones.

    A detector by statistics needs far more text than the few accents of a list (measured: it took
    Windows text for that of an old Macintosh), so this counts the letters and signs of Dutch text.
    """
    high = bytes(byte for byte in data if byte > 127)
    return max(_CODE_PAGES, key=lambda page: sum(c in _EXPECTED for c in high.decode(page, errors="replace")))


def _declared_delimiter(text: str) -> tuple[str, str]:
    """Take Excel's `sep=;` off the first line."""
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"')
    if declared[:4].lower() == "sep=" and declared[4:5] in _DELIMITERS:
        return rest, declared[4]
    return text, "\t" if declared.lower() == "sep=" and first.startswith("sep=\t") else ""


def detect_delimiter(text: str) -> str:
    """Return the delimiter that splits most rows into the same number of cells, two or more."""
    sample = text[:200_000]
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: scores[delimiter])


def _evenness(sample: str, delimiter: str) -> float:
    try:
        rows = _parse(sample, delimiter)
    except csv.Error:
        return -1.0
    widths = Counter(len(row) for row in rows if any(row))
    split = {width: count for width, count in widths.items() if width > 1}
    if not split:
        return 0.0
    width, count = max(split.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total() + min(width, 50) / 1000


def _parse(text: str, delimiter: str) -> list[list[str]]:
    # The limit is one for the whole process; this one only ever grows it to the same number.
    csv.field_size_limit(_MAX_FIELD)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
