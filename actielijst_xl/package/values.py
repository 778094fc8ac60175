"""Values as cells store them: text with its escapes, serial dates, numbers."""

import math
import re
from datetime import date, datetime, timedelta
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | None

MAX_TEXT = 32_767
ERRORS = frozenset(("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!"))
_LITERAL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FIRST_1900 = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
_FIRST_1904 = date(1904, 1, 1)


def lines(text: str) -> str:
    """Return text with LF as its only line end, as cells have it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_plain(text: str) -> bool:
    """Tell whether any cell can hold a text as it is: not too long, and every sign as XML has it."""
    return text.isprintable() and len(text) <= MAX_TEXT // 2 and "_x" not in text


def escape(text: str) -> str:
    """Return text as XML of a cell may hold it: `_xHHHH_` for what XML can't and for itself."""
    if is_plain(text):
        return text
    text = lines(text)
    if "_x" in text:
        text = _LITERAL_ESCAPE.sub("_x005F_", text)
    return _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    """Return text as a person sees it."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def serial(value: date, *, epoch_1904: bool) -> int | float:
    """Return the serial number of a day, with the time of day as a fraction."""
    epoch = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    days = value.toordinal() - epoch.toordinal()
    if not isinstance(value, datetime):
        return days
    since = timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )
    return days + since / timedelta(days=1)


def moment(value: float, *, epoch_1904: bool) -> datetime | None:
    """Return the moment of a serial number, to the millisecond; None when it is out of range."""
    epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 -- cells have no zone
    try:
        return epoch + timedelta(milliseconds=round(value * 86_400_000))
    except (OverflowError, ValueError):
        return None


def refusal(value: Value, *, epoch_1904: bool) -> str:
    """Return the code of why a value can't stand in a cell; empty when it can."""
    match value:
        case str():
            return _text_refusal(lines(value))
        case bool() | None:
            return ""
        case int():
            return "" if abs(value) < 10**15 else "XA-G112"
        case float():
            return "" if math.isfinite(value) else "XA-G112"
        case date():
            return _day_refusal(value, _FIRST_1904 if epoch_1904 else _FIRST_1900)


def _day_refusal(value: date, first: date) -> str:
    zoned = isinstance(value, datetime) and value.tzinfo is not None
    return "XA-G113" if zoned or date(value.year, value.month, value.day) < first else ""


def _text_refusal(text: str) -> str:
    if len(text) <= MAX_TEXT and text.isascii():
        return ""
    try:
        units = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:  # a lone surrogate
        return "XA-G111"
    return "XA-G110" if units > MAX_TEXT else ""


def number(value: int | float) -> str:
    """Return a number as a cell stores it."""
    return repr(value) if isinstance(value, float) else str(value)


def encoded(value: str | float | date, *, epoch_1904: bool) -> tuple[str, str]:
    """Return the type of a cell ("" for a number) and the text that it stores."""
    match value:
        case str():
            return "str", escape(value)
        case bool():
            return "b", str(int(value))
        case int() | float():
            return "", number(value)
        case date():
            return "", number(serial(value, epoch_1904=epoch_1904))
