"""The page Energyboard: one A4 that administrators read. What is new, what is asked, what slips."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from actielijst_xl.model.document import Scalar
from actielijst_xl.model.maand import AfspraakRij, ProjectDeel
from actielijst_xl.model.maand_cijfers import Kerncijfer
from actielijst_xl.model.maand_extract import (
    Extract,
    IbnVeld,
    Verschuiving,
    Vraag,
    Wijziging,
    WijzigingSoort,
)
from actielijst_xl.writing.kader import section, title_block
from actielijst_xl.writing.maand_bladen import oordeel_rules, titel_provincie
from actielijst_xl.writing.maand_grafiek import ibn_chart
from actielijst_xl.writing.maand_tekst import aantal, lange_datum, maand_woorden, shorten
from actielijst_xl.writing.plan import Area, Sheet, Table
from actielijst_xl.writing.stijl import text_height

BLAD = "Energyboard"
WIDTHS = (11, 42, 15, 15, 15, 29, 29, 29)
LAST = len(WIDTHS) - 1
# What fits on an A4 below the figures, in points, at a size that still reads well.
ROOM = 310.0
LINES = 3
PADDING = 4.0
OPSOMMING = 14
EXTRA = 4
INTERN = "met persoonsnamen: alleen voor intern gebruik"
# Changes of these fields stand on the page; all others stand on Wijzigingen.
_OP_DE_PAGINA = ("projectfase", "oordeel", "vervolg")

Row = tuple[tuple[Scalar, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel:
    """One part of the page: a heading and a table.

    Attributes:
        naam: Name of the table.
        titel: The heading.
        headers: Its columns.
        rows: Value and style per cell; all that could be shown.
        leeg: What it says when there is nothing.
        meer: Sheets that hold the rest.
    """

    naam: str
    titel: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    leeg: str
    meer: str


def energyboard_sheet(extract: Extract, huis: Mapping[str, str], *, top: int) -> Sheet:
    """Plan the page Energyboard.

    Args:
        extract: The month.
        huis: Colours and font.
        top: The most rows per table; the page may have room for fewer.
    """
    sheet = Sheet(name=BLAD, protected=False, one_page=True, widths=_widths(extract), last_print_col=LAST)
    links = [(0, "Monitoring", "Monitoring!A1"), (1, "Naar afspraken", "Afspraken!A1")]
    links += [(2, "Wijzigingen", "Wijzigingen!A1"), (3, "Kerncijfers", "Kerncijfers!A1")]
    links += [(4, "Toelichting", "Toelichting!A1")]
    title_block(sheet, f"Monitor energyboard {extract.nu.naam}", ondertitel(extract), links)
    row = _kerncijfers(sheet, extract)
    ibn_chart(sheet, extract, huis, row=4, col=5, width_px=618, height_px=round((row - 4) * 28))
    for deel, count in _shares((_gevraagd(extract), _veranderd(extract), _te_laat(extract)), top):
        sheet.heights[row] = 5.0
        row = _deel(sheet, deel, row + 1, count)
    return sheet


def _widths(extract: Extract) -> Mapping[int, float]:
    """The widths of the columns; over several provinces the first one holds a name of a province too."""
    widths: dict[int, float] = dict(enumerate(WIDTHS))
    if len(extract.nu.provincies) > 1:
        widths |= {0: widths[0] + EXTRA, 1: widths[1] - EXTRA}
    return widths


def ondertitel(extract: Extract) -> str:
    """Whose figures, of which day, and what they are compared with."""
    parts = [titel_provincie(extract), f"stand {lange_datum(extract.nu.peildatum)}", vergeleken(extract)]
    return " · ".join([*parts, *([INTERN] if extract.nu.met_namen else [])])


def vergeleken(extract: Extract) -> str:
    """What the month is compared with, in words."""
    other = extract.vergelijk
    if other is None:
        return "eerste maandoverzicht, nog niets om mee te vergelijken"
    if other.eerste_versie:
        return "vergeleken met de eerste versie van de actielijst"
    skipped = other is extract.vorige and extract.maand_overgeslagen
    note = " (de maand ervoor ontbreekt)" if skipped else ""
    return f"vergeleken met {lange_datum(other.peildatum)}{note}"


def toen_kop(extract: Extract) -> str:
    """The header over the figures of the month compared with."""
    other = extract.vergelijk
    if other is None or (other is extract.vorige and not extract.maand_overgeslagen):
        return "Vorige maand"
    return "Bij het begin" if other.eerste_versie else maand_woorden(other.maand)


def _kerncijfers(sheet: Sheet, extract: Extract) -> int:
    section(sheet, 4, "In het kort", 0, 4)
    headers = ("Nu", "Kerncijfer", toen_kop(extract), "Verschil", "Eerste versie")
    heads = ("kop_midden", "kop", "kop_midden", "kop_midden", "kop_midden")
    for col, (header, style) in enumerate(zip(headers, heads, strict=True)):
        sheet.put(5, col, header, style)
    shown = [cijfer for cijfer in extract.kerncijfers if cijfer.definitie.kop]
    for row, cijfer in enumerate(shown, 6):
        sheet.put(row, 0, cijfer.nu, "tegel_cijfer")
        sheet.put(row, 1, cijfer.definitie.label, "tegel")
        sheet.put(row, 2, _of_streep(cijfer.toen), "verschil")
        sheet.put(row, 3, verschil(cijfer), f"verschil_{cijfer.oordeel}" if cijfer.oordeel else "verschil")
        sheet.put(row, 4, _of_streep(cijfer.eerste), "verschil")
        sheet.heights[row] = 22.0
    last = 5 + len(shown)
    sheet.tables.append(
        Table(
            name="Energyboard_Kerncijfers",
            area=Area(5, 0, last, 4),
            headers=headers,
            heads=heads,
            title="In het kort",
            description="Kerncijfers: nu, toen, het verschil met teken en woord, en bij de eerste versie.",
        )
    )
    return last + 1


def verschil(cijfer: Kerncijfer) -> str:
    """A difference with its sign and a word: `▲ +2 slechter`, `▼ -3 minder`, `geen`."""
    if not cijfer.verschil:
        return cijfer.verschil_tekst or "–"
    arrow = "▲" if cijfer.verschil > 0 else "▼"
    return f"{arrow} {cijfer.verschil_tekst} {cijfer.oordeel or cijfer.verschil_woord}"


def _of_streep(number: int | None) -> Scalar:
    return "–" if number is None else number


def _nummer(extract: Extract, rij: ProjectDeel, nummer: str) -> tuple[Scalar, str]:
    """The number of a project or afspraak; over several provinces with the name of its province."""
    return (f"{nummer}\n{rij.provincie}" if len(extract.nu.provincies) > 1 else nummer), "bord_label"


def _cells(values: Iterable[Scalar], styles: Sequence[str]) -> Iterator[tuple[Scalar, str]]:
    """The cells after the first in their styles, with texts cut to what the page has room for."""
    for width, value, style in zip(WIDTHS[1:], values, styles, strict=True):
        yield (shorten(value, width, LINES) if isinstance(value, str) else value), style


_LEES, _MIDDEN = "bord", "bord_midden"


def _gevraagd(extract: Extract) -> Deel:
    def row(vraag: Vraag) -> Row:
        sinds = maand_woorden(vraag.maand if not vraag.dagen_open else f"{vraag.sinds:%Y-%m}")
        values = (
            *(vraag.projectnaam, vraag.oordeel, vraag.haalbaarheid_ibn),
            sinds if vraag.dagen_open else "nieuw",
            *(vraag.vraag, vraag.monitoring_trekker, vraag.versnellingsactie),
        )
        styles = (_LEES, _MIDDEN, _MIDDEN, _MIDDEN, _LEES, _LEES, _LEES)
        return (_nummer(extract, vraag, vraag.project_id), *_cells(values, styles))

    headers = ("Project", "Projectnaam", "Oordeel", "IBN haalbaar", "Sinds", "Vraag aan het energyboard")
    return Deel(
        naam="Energyboard_Gevraagd",
        titel="Gevraagd van het energyboard",
        headers=(*headers, "Wie trekt", "Versnellingsactie"),
        rows=tuple(row(vraag) for vraag in extract.vragen),
        leeg="Deze maand vraagt niemand iets van het energyboard.",
        meer="Vragen",
    )


def _veranderd(extract: Extract) -> Deel:
    begin = extract.vergelijk is None
    shifts = extract.verschuivingen_begin if begin else extract.verschuivingen
    ordered = sorted(shifts, key=lambda shift: shift.veld is not IbnVeld.HAALBAAR)  # stable: largest first
    rows = [*(_shift(extract, shift) for shift in ordered)]
    rows += [_change(extract, change) for change in changes_on_page(extract.wijzigingen)]
    headers = ("Project", "Projectnaam", "Was", "Is nu", "Verschil", "Wat is er veranderd", "Reden", "Bron")
    since = "de eerste versie van de actielijst" if begin and rows else _sinds(extract)
    return Deel(
        naam="Energyboard_Veranderd",
        titel=f"Veranderd sinds {since}",
        headers=headers,
        rows=tuple(rows),
        leeg="Dit is het eerste overzicht: volgende maand staat hier wat er is veranderd."
        if begin
        else "Geen verschoven IBN, en geen andere fase, route of ander oordeel.",
        meer="Verschuivingen en Wijzigingen",
    )


def _sinds(extract: Extract) -> str:
    kop = toen_kop(extract)
    return "het begin" if kop == "Bij het begin" else kop[:1].lower() + kop[1:]


def changes_on_page(wijzigingen: Iterable[Wijziging]) -> list[Wijziging]:
    """The changes for administrators: projects that came or went, then fase, oordeel and route."""
    listed = list(wijzigingen)
    whole = (WijzigingSoort.NIEUW_PROJECT, WijzigingSoort.VERDWENEN_PROJECT)
    came = [change for change in listed if change.soort in whole]
    return came + [change for key in _OP_DE_PAGINA for change in listed if change.veld == key]


def _shift(extract: Extract, shift: Verschuiving) -> Row:
    what = "IBN haalbaar" if shift.veld is IbnVeld.HAALBAAR else "IBN afgesproken"
    values = (
        *(shift.projectnaam, shift.was or "leeg", shift.wordt or "leeg", shift.verschil_tekst),
        *(what, shift.reden, shift.bron),
    )
    styles = (_LEES, _MIDDEN, _MIDDEN, _MIDDEN, _LEES, _LEES, _LEES)
    return (_nummer(extract, shift, shift.project_id), *_cells(values, styles))


def _change(extract: Extract, change: Wijziging) -> Row:
    whole = not change.veld
    what = change.soort.value[:1].upper() + change.soort.value[1:] if whole else change.veld_label
    was, wordt = ("–", "–") if whole else (change.was or "leeg", change.wordt or "leeg")
    styles = (_LEES, _MIDDEN, _MIDDEN, _MIDDEN, _LEES, _LEES, _LEES)
    values = (change.projectnaam, was, wordt, "–", what, reden(extract, change), change.bron)
    return (_nummer(extract, change, change.project_id), *_cells(values, styles))


def reden(extract: Extract, change: Wijziging) -> str:
    """Why something changed: the aandachtspunten of the project for another oordeel, else nothing."""
    if change.veld != "oordeel":
        return ""
    rows = (row for row in extract.nu.monitoring if row.project == change.project)
    return next((row.aandachtspunten for row in rows), "")


def _te_laat(extract: Extract) -> Deel:
    def row(afspraak: AfspraakRij) -> Row:
        weken = "< 1" if afspraak.weken_te_laat == 0 else afspraak.weken_te_laat
        values = (
            *(afspraak.activiteit, afspraak.planning, weken, afspraak.status),
            *(afspraak.trekker, afspraak.projectnaam, afspraak.voortgang),
        )
        styles = (_LEES, _MIDDEN, _MIDDEN, _MIDDEN, _LEES, _LEES, _LEES)
        return (_nummer(extract, afspraak, afspraak.afspraak_nr), *_cells(values, styles))

    headers = (
        "Afspraak",
        "Activiteit",
        "Planning",
        "Weken over",
        "Status",
        "Trekker",
        "Project",
        "Voortgang",
    )
    return Deel(
        naam="Energyboard_TeLaat",
        titel="Afspraken over de planning heen",
        headers=headers,
        rows=tuple(row(afspraak) for afspraak in extract.te_laat),
        leeg="Geen enkele afspraak is over de planning heen.",
        meer="Afspraken",
    )


def _shares(delen: Sequence[Deel], top: int) -> Iterator[tuple[Deel, int]]:
    """How many rows of each part fit on the page: one each in turn, so that none crowds out another."""
    heights = [[_height(row) for row in deel.rows[:top]] for deel in delen]
    counts = [0] * len(delen)
    room, growing = ROOM, True
    while growing:
        growing = False
        for at, rows in enumerate(heights):
            if counts[at] < len(rows) and (counts[at] == 0 or rows[counts[at]] <= room):
                room -= rows[counts[at]]
                counts[at] += 1
                growing = True
    yield from zip(delen, counts, strict=True)


def _height(row: Row) -> float:
    extra = EXTRA if "\n" in str(row[0][0]) else 0  # over several provinces; see `_widths`
    widths = (WIDTHS[0] + extra, WIDTHS[1] - extra, *WIDTHS[2:])
    texts = ((value, width) for (value, _), width in zip(row, widths, strict=True) if isinstance(value, str))
    return max((text_height(value, width) for value, width in texts), default=15.0) + PADDING


def _deel(sheet: Sheet, deel: Deel, row: int, count: int) -> int:
    """Write one part; return the row after it."""
    section(sheet, row, deel.titel, 0, LAST)
    sheet.put_row(row + 1, 0, deel.headers, "kop")
    for at, cells in enumerate(deel.rows[:count], row + 2):
        sheet.heights[at] = _height(cells)
        for col, (value, style) in enumerate(cells):
            sheet.put(at, col, value, style)
    if not deel.rows:
        sheet.put(row + 2, 0, "–", "bord_label")
        sheet.put(row + 2, 1, deel.leeg, _LEES)
        sheet.fill(row + 2, range(2, LAST + 1), _LEES)
    last = row + 1 + max(1, count)
    sheet.tables.append(
        Table(
            name=deel.naam,
            area=Area(row + 1, 0, last, LAST),
            headers=deel.headers,
            title=deel.titel,
            description=f"{aantal(len(deel.rows), 'rij', 'rijen')}. Alles staat op {deel.meer}.",
        )
    )
    if "Oordeel" in deel.headers:
        col = deel.headers.index("Oordeel")
        sheet.rules.extend(oordeel_rules(Area(row + 2, col, last, col)))
    return last + 1 + _meer(sheet, deel, last + 1, count)


def _opsomming(numbers: Sequence[str]) -> str:
    """Numbers of projects or afspraken, each once, as many as stand on one line."""
    once = list(dict.fromkeys(numbers))
    return ", ".join(once[:OPSOMMING]) + (" en meer" if len(once) > OPSOMMING else "")


def _meer(sheet: Sheet, deel: Deel, row: int, count: int) -> int:
    """Say how much more there is, and where; return the number of rows that it takes."""
    rest = len(deel.rows) - count
    cut = any(str(value).endswith("…") for cells in deel.rows[:count] for value, _ in cells)
    if not rest and not cut:
        return 0
    numbers = [str(cells[0][0]).replace("\n", " ") for cells in deel.rows[count:]]
    more = f"Nog {rest}: {_opsomming(numbers)}. " if rest else ""
    sheet.put(row, 0, f"{more}Alles, met de volledige teksten, staat op blad {deel.meer}.", "hulp")
    sheet.heights[row] = 13.0
    return 1
