"""The chart of IBN per year, and the sheet Uitsplitsingen that holds the figures behind it."""

from collections.abc import Mapping, Sequence

from actielijst_xl.model.maand_cijfers import UITSPLITSINGEN, Kerncijfer
from actielijst_xl.model.maand_extract import Extract, IbnJaar
from actielijst_xl.writing.kader import section, title_block
from actielijst_xl.writing.maand_bladen import NAVIGATIE, titel_provincie
from actielijst_xl.writing.maand_tekst import clean_text, lange_datum, volle_naam
from actielijst_xl.writing.plan import Area, Chart, Series, Sheet, Table, area_ref

BLAD = "Uitsplitsingen"
_HEAD, _FIRST = 5, 6
GEEN_JAAR = "geen jaar"


def uitsplitsingen_sheet(extract: Extract) -> Sheet:
    """Plan the sheet Uitsplitsingen: feasible IBN per year, and each figure divided."""
    sheet = Sheet(
        name=BLAD,
        tab="blauw",
        protected=False,
        landscape=False,
        widths={0: 26, 1: 40, 2: 46, 3: 12, 4: 12, 5: 12, 6: 12},
        last_print_col=6,
    )
    links = [NAVIGATIE, (1, "Naar toelichting", "Toelichting!A1")]
    ondertitel = f"{titel_provincie(extract)} · stand {lange_datum(extract.nu.peildatum)}"
    title_block(sheet, BLAD, ondertitel, links)
    section(sheet, 4, "Haalbare inbedrijfname (IBN): projecten per jaar", 0, 6)
    bottom = _jaren(sheet, extract.ibn_per_jaar)
    section(sheet, bottom + 1, "Kerncijfers uitgesplitst", 0, 6)
    _uitgesplitst(sheet, extract.uitsplitsingen, bottom + 2)
    return sheet


def _jaren(sheet: Sheet, jaren: Sequence[IbnJaar]) -> int:
    headers = ("Jaar", "Projecten nu", "Projecten toen")
    sheet.put_row(_HEAD, 0, headers, "kop")
    for row, jaar in enumerate(jaren, _FIRST):
        sheet.put(row, 0, jaar.jaar or GEEN_JAAR, "label")
        sheet.put(row, 1, jaar.nu, "lees_nr")
        sheet.put(row, 2, jaar.toen, "lees_nr")
    if not jaren:
        sheet.put_row(_FIRST, 0, ("–", None, None), "lees")
    last = _HEAD + max(1, len(jaren))
    sheet.tables.append(
        Table(
            name="Maand_IbnPerJaar",
            area=Area(_HEAD, 0, last, 2),
            headers=headers,
            title="Haalbare inbedrijfname per jaar",
            description="Aantal projecten per jaar van de haalbare IBN, nu en toen.",
        )
    )
    return last + 1


def _uitgesplitst(sheet: Sheet, cijfers: Sequence[Kerncijfer], row: int) -> None:
    labels = {u.key: u.label for u in UITSPLITSINGEN}
    headers = ("Uitsplitsing", "Waarde", "Kerncijfer", "Nu", "Toen", "Verschil", "Eerste versie")
    sheet.put_row(row, 0, headers, "kop")
    for at, cijfer in enumerate(cijfers, row + 1):
        texts = (labels[cijfer.uitsplitsing], clean_text(cijfer.waarde), volle_naam(cijfer.definitie))
        sheet.put_row(at, 0, texts, "lees")
        sheet.put(at, 3, cijfer.nu, "lees_nr")
        sheet.put(at, 4, cijfer.toen, "lees_nr")
        sheet.put(at, 5, cijfer.verschil, "lees_verschil")
        sheet.put(at, 6, cijfer.eerste, "lees_nr")
    if not cijfers:
        sheet.put_row(row + 1, 0, ("–", *[None] * 6), "lees")
    sheet.repeat_row = row
    sheet.tables.append(
        Table(
            name="Maand_Uitsplitsingen",
            area=Area(row, 0, row + max(1, len(cijfers)), 6),
            headers=headers,
            title="Kerncijfers uitgesplitst",
            description="Elk kerncijfer verdeeld over de waarden van een veld, nu en toen.",
            autofilter=True,
        )
    )


def ibn_chart(
    sheet: Sheet,
    extract: Extract,
    huis: Mapping[str, str],
    *,
    row: int,
    col: int,
    width_px: int,
    height_px: int,
) -> None:
    """Put the chart of feasible IBN per year on a sheet: the month compared with beside this month."""
    jaren = [jaar for jaar in extract.ibn_per_jaar if jaar.jaar]
    if not jaren:
        return
    # Those without a year may be most of all: as a bar they would make the years unreadable.
    without = sum(jaar.nu for jaar in extract.ibn_per_jaar if not jaar.jaar)
    rest = f" ({without} zonder jaar)" if without else ""

    def data(column: int) -> str:
        return area_ref(Area(_FIRST, column, _FIRST + len(jaren) - 1, column), sheet=BLAD)

    series = [
        Series(name=lange_datum(extract.nu.peildatum), categories=data(0), values=data(1), color=huis["inkt"])
    ]
    if extract.vergelijk is not None:
        # Light with an outline beside dark: told apart without colour.
        then = Series(
            name=lange_datum(extract.vergelijk.peildatum),
            categories=data(0),
            values=data(2),
            color=huis["tint"],
            outline=huis["inkt"],
        )
        series.insert(0, then)
    sheet.charts.append(
        Chart(
            kind="column",
            title=f"Haalbare inbedrijfname (IBN): aantal projecten per jaar{rest}",
            description=_in_words(extract.ibn_per_jaar),
            row=row,
            col=col,
            width_px=width_px,
            height_px=height_px,
            series=tuple(series),
        )
    )


def _in_words(jaren: Sequence[IbnJaar]) -> str:
    def one(jaar: IbnJaar) -> str:
        then = f" (was {jaar.toen})" if jaar.toen is not None else ""
        return f"{jaar.jaar or GEEN_JAAR}: {jaar.nu}{then}"

    return "Staafdiagram: " + ", ".join(one(jaar) for jaar in jaren if jaar.nu or jaar.toen)
