"""Texts of the monthly extract, whatever they are written to: cleaned, shortened, dates in words."""

import re
from datetime import date

from actielijst_xl.model.maand import MAANDEN, Cel, maand_naam
from actielijst_xl.model.maand_cijfers import KERNCIJFERS, KerncijferDefinitie
from actielijst_xl.writing.stijl import lines_needed

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """A text without control characters and halves of characters, with a line feed as its only line break."""
    return _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean(value: Cel) -> Cel:
    """A value of a table, with a text made clean."""
    return clean_text(str(value)) if isinstance(value, str) else value


def lange_datum(dag: date) -> str:
    """A day in words: `1 november 2026`."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def aantal(number: int, enkel: str, meer: str) -> str:
    """A number with its noun: `1 project`, `3 projecten`."""
    return f"{number} {enkel if number == 1 else meer}"


def shorten(text: str, width_chars: float, lines: int) -> str:
    """A text that fits in this many lines of a column, cut at a word and ended with an ellipsis.

    Args:
        text: The text; its line breaks become spaces when it has to be cut.
        width_chars: Width of the column in characters.
        lines: The most lines that it may take.
    """
    text = clean_text(text).strip()
    if _fits(text, width_chars, lines):
        return text
    words = text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(" ".join(words[:middle]) + " …", width_chars, lines):
            low = middle
        else:
            high = middle - 1
    return " ".join(words[:low]) + " …" if low else words[0][: max(1, int(width_chars * lines * 0.8))] + "…"


def _fits(text: str, width_chars: float, lines: int) -> bool:
    return lines_needed(text, round(width_chars * 7) + 5, 10) <= lines


def maand_woorden(maand: str) -> str:
    """A month short enough for a header: `okt 2026`."""
    naam, _, jaar = maand_naam(maand).partition(" ")
    return f"{naam if len(naam) <= 5 else naam[:3]} {jaar}"


def volle_naam(definitie: KerncijferDefinitie) -> str:
    """The label of a figure where the one above it is out of sight: `Open ..., waarvan zonder datum`."""
    if not definitie.label.startswith("waarvan "):
        return definitie.label
    before = KERNCIJFERS[: KERNCIJFERS.index(definitie)]
    whole = next(d.label for d in reversed(before) if not d.label.startswith("waarvan "))
    return f"{whole}, {definitie.label}"
