"""The sheet Antwoord: which cells of a return were refused, why, and what can be filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from actielijst_xl.model.antwoord import Regel, row_key
from actielijst_xl.writing.kader import section
from actielijst_xl.writing.plan import Sheet, Workbook
from actielijst_xl.writing.xlsx import write_workbook

BLAD = "Antwoord"
MOST = 500
"""Rows that the answer lists; a party that has more begins with these."""

_WIDTHS = (24.0, 8.0, 26.0, 30.0, 38.0, 40.0, 20.0)
_COLUMNS = ("blad", "cel", "veld", "waarde", "waarom", "wel", "voorbeeld")
_KEY = len(_COLUMNS)
_REFUSED = ("label", "label", "lees", "geweigerd", "lees", "lees", "lees")
_OPEN = ("label", "label", "lees")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What is said to one party about one return.

    Attributes:
        partij: The party.
        uitgifte: Id of the uitgifte.
        provincie: The province.
        mail: Where to send it, or "".
        dag: Date in the properties.
        geweigerd: The refused cells.
        beslissing: The cells on which the province still decides.
        eigen: It goes into the party's own file, in which the cells are red.
    """

    partij: str
    uitgifte: str
    provincie: str
    mail: str
    dag: date
    geweigerd: tuple[Regel, ...]
    beslissing: tuple[Regel, ...] = ()
    eigen: bool = True


def write_antwoord(
    brief: Brief, teksten: Mapping[str, object], huis: Mapping[str, str], *, name: str = BLAD
) -> bytes:
    """Write a workbook with the sheet Antwoord only.

    Args:
        brief: What is said.
        teksten: `antwoord.toml`.
        huis: Colours and font.
        name: Name of the sheet.

    Returns:
        The bytes of an .xlsx package; the same input gives the same bytes.
    """
    sheet = antwoord_sheet(brief, teksten, name=name)
    titel = str(teksten["titel"])
    book = Workbook(
        title=titel,
        subject=f"Uitgifte {brief.uitgifte}",
        author=f"Provincie {brief.provincie}",
        created=brief.dag,
        footer=f"{titel} – {brief.partij}",
        sheets=[sheet],
    )
    return write_workbook(book, huis)


def antwoord_sheet(brief: Brief, teksten: Mapping[str, object], *, name: str = BLAD) -> Sheet:
    """Plan the sheet."""
    widths = dict(enumerate((*_WIDTHS, 10.0)))
    sheet = Sheet(name=name, tab="rood", widths=widths, protected=False, hidden_cols=frozenset((_KEY,)))
    sheet.last_print_col = _KEY - 1
    delen = cast("Mapping[str, str]", teksten["delen"])
    row = _top(sheet, brief, teksten)
    koppen = cast("Mapping[str, str]", teksten["koppen"])
    row = _part(sheet, row, delen["geweigerd"], koppen, brief.geweigerd, _REFUSED)
    if len(brief.geweigerd) > MOST:
        _line(sheet, row, (delen["meer"].format(aantal=_cellen(len(brief.geweigerd) - MOST)),), ("leeg",))
        row += 1
    if brief.beslissing:
        other = {**koppen, **cast("Mapping[str, str]", teksten["koppen_beslissing"])}
        _part(sheet, row + 1, delen["beslissing"], other, brief.beslissing, _OPEN)
    return sheet


def _cellen(aantal: int) -> str:
    return "1 cel" if aantal == 1 else f"{aantal} cellen"


def _top(sheet: Sheet, brief: Brief, teksten: Mapping[str, object]) -> int:
    known = {
        "partij": brief.partij,
        "uitgifte": brief.uitgifte,
        "provincie": brief.provincie,
        "aantal": _cellen(len(brief.geweigerd)),
        "naar": f"naar {brief.mail}" if brief.mail else "terug naar de provincie",
    }
    soort = cast("Mapping[str, Sequence[str]]", teksten["eigen" if brief.eigen else "lijst"])
    tops = ((teksten["titel"], "titel", 30.0), (teksten["ondertitel"], "ondertitel", 20.0))
    for row, (text, style, height) in enumerate(tops):
        sheet.heights[row] = height
        _line(sheet, row, (str(text).format(**known),), (style,))
        sheet.fill(row, range(1, _KEY), style)
    for row, text in enumerate(soort["uitleg"], 3):
        sheet.heights[row] = 16.0
        _line(sheet, row, (text.format(**known),), ("leeg",))
    return 4 + len(soort["uitleg"])


def _part(
    sheet: Sheet,
    row: int,
    titel: str,
    koppen: Mapping[str, str],
    regels: Sequence[Regel],
    styles: Sequence[str],
) -> int:
    """Write a heading, the headers and the rows; returns the row below them."""
    section(sheet, row, titel, 0, _KEY - 1)
    sheet.put(row, _KEY, row_key([titel]), "sleutel")
    _line(sheet, row + 1, (koppen[key] for key in _COLUMNS), ("kop",))
    for at, regel in enumerate(regels[:MOST], row + 2):
        _line(sheet, at, (str(getattr(regel, key)) for key in _COLUMNS), styles)
    return row + 2 + min(len(regels), MOST)


def _line(sheet: Sheet, row: int, texts: Iterable[str], styles: Sequence[str]) -> None:
    """Write texts from the first column on, and the key that tells our words from those of others."""
    shown = tuple(texts)
    for col, text in enumerate(shown):
        sheet.put(row, col, text or None, styles[min(col, len(styles) - 1)])
    sheet.put(row, _KEY, row_key(shown), "sleutel")
