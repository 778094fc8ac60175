"""The sheet Kerncijfers: every figure per month since the first record, and a chart of the main ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from actielijst_xl.model.document import Scalar
from actielijst_xl.model.maand_cijfers import KERNCIJFERS, KerncijferDefinitie
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.writing.kader import section, title_block
from actielijst_xl.writing.maand_bladen import NAVIGATIE, titel_provincie
from actielijst_xl.writing.maand_tekst import aantal, lange_datum, volle_naam
from actielijst_xl.writing.plan import Area, Chart, Series, Sheet, Table, area_ref

BLAD = "Kerncijfers"
ALLE = "Alle provincies"
_CHART, _CHART_ROWS, _ROW_HEIGHT = 5, 14, 20.0
_HEAD = _CHART + _CHART_ROWS + 2
_RUIM = 12  # months
_KLEUREN = ("inkt", "knelpunt_tekst", "kop", "aandacht_tekst", "onbekend_tekst", "op_schema_tekst")
_Totals = Mapping[tuple[str, str, str], int]


def trend_sheet(extract: Extract, huis: Mapping[str, str]) -> Sheet:
    """Plan the sheet Kerncijfers."""
    maanden, several = extract.maanden, len(extract.nu.provincies) > 1
    first = 3 if several else 2
    last_col = first + len(maanden)
    narrow = 11 if len(maanden) <= _RUIM else 8.5  # years of months still have to be readable on one page
    sheet = Sheet(
        name=BLAD,
        tab="blauw",
        protected=False,
        widths={0: 24, 1: 52} | ({2: 20} if several else {}) | dict.fromkeys(range(first, last_col), narrow),
        repeat_row=_HEAD,
        last_print_col=last_col,
    )
    sheet.widths = {**sheet.widths, last_col: 18}
    links = [NAVIGATIE, (1, "Naar toelichting", "Toelichting!A1")]
    ondertitel = (
        f"{titel_provincie(extract)} · stand {lange_datum(extract.nu.peildatum)} · "
        f"{aantal(len(maanden), 'maand', 'maanden')}"
    )
    title_block(sheet, "Kerncijfers per maand", ondertitel, links)
    section(sheet, 4, "Verloop van de belangrijkste cijfers", 0, last_col)
    sheet.heights |= dict.fromkeys(range(_CHART, _CHART + _CHART_ROWS), _ROW_HEIGHT)
    section(sheet, _HEAD - 1, "Alle kerncijfers", 0, last_col)
    lines = _lines(extract)
    _table(sheet, extract, lines, first)
    _chart(sheet, extract, lines, first, huis)
    return sheet


def _lines(extract: Extract) -> Sequence[tuple[KerncijferDefinitie, str]]:
    """Figure and province per row: over all provinces first, then each province by itself."""
    provincies = extract.nu.provincies
    names = ["", *provincies] if len(provincies) > 1 else [""]
    return [(definitie, naam) for naam in names for definitie in KERNCIJFERS]


def _totals(extract: Extract) -> _Totals:
    """Figure per (key, province, month); "" for all provinces together."""
    totals: dict[tuple[str, str, str], int] = defaultdict(int)
    for cijfer in extract.trend:
        if not cijfer.uitsplitsing:
            for naam in ("", cijfer.provincie):
                totals[cijfer.kerncijfer, naam, cijfer.maand] += cijfer.aantal
    return totals


def _table(
    sheet: Sheet, extract: Extract, lines: Sequence[tuple[KerncijferDefinitie, str]], first: int
) -> None:
    maanden, totals = extract.maanden, _totals(extract)
    headers = (
        *(("Groep", "Kerncijfer", "Provincie") if first == 3 else ("Groep", "Kerncijfer")),
        *maanden,
        "Verschil",
    )
    sheet.put_row(_HEAD, 0, headers, "kop")
    for row, (definitie, naam) in enumerate(lines, _HEAD + 1):
        sheet.put(row, 0, definitie.groep.value, "lees")
        sheet.put(row, 1, volle_naam(definitie), "label")
        if first == 3:
            sheet.put(row, 2, naam or ALLE, "lees")
        numbers = [totals.get((definitie.key, naam, maand)) for maand in maanden]
        for col, number in enumerate(numbers, first):
            sheet.put(row, col, number, "lees_nr")
        sheet.put(row, first + len(maanden), _verschil(definitie, numbers), "lees_midden")
    sheet.tables.append(
        Table(
            name="Maand_Kerncijfers",
            area=Area(_HEAD, 0, _HEAD + len(lines), first + len(maanden)),
            headers=headers,
            title="Kerncijfers per maand",
            description="Elk kerncijfer per maand sinds het eerste overzicht, en het laatste verschil.",
            autofilter=True,
        )
    )


def _verschil(definitie: KerncijferDefinitie, numbers: Sequence[int | None]) -> Scalar:
    """The last month against the one before it in the table, with sign and word."""
    if len(numbers) < 2 or numbers[-1] is None or numbers[-2] is None:
        return None
    delta = numbers[-1] - numbers[-2]
    if not delta:
        return "geen"
    word = "meer" if delta > 0 else "minder"
    if definitie.gunstig.value == "neutraal":
        return f"{delta:+d} {word}"
    return f"{delta:+d} {'beter' if word == definitie.gunstig.value else 'slechter'}"


def _chart(
    sheet: Sheet,
    extract: Extract,
    lines: Sequence[tuple[KerncijferDefinitie, str]],
    first: int,
    huis: Mapping[str, str],
) -> None:
    last = first + len(extract.maanden) - 1
    shown = [(at, d) for at, (d, naam) in enumerate(lines, _HEAD + 1) if d.kop and not naam]
    totals = _totals(extract)
    maand = extract.nu.maand
    words = (f"{volle_naam(d)}: {totals.get((d.key, '', maand), 0)}" for _, d in shown)

    def data(row: int) -> str:
        return area_ref(Area(row, first, row, last), sheet=BLAD)

    sheet.charts.append(
        Chart(
            kind="line",
            title="Verloop per maand",
            description="Lijndiagram over de maanden. Nu: " + ", ".join(words),
            row=_CHART,
            col=0,
            width_px=min(2400, 40 + sum(round(width * 7) + 5 for width in sheet.widths.values()) - 60),
            height_px=round(_CHART_ROWS * _ROW_HEIGHT * 4 / 3) - 8,
            series=tuple(
                Series(
                    name=volle_naam(definitie),
                    categories=data(_HEAD),
                    values=data(row),
                    color=huis[_KLEUREN[at % len(_KLEUREN)]],
                    shown=tuple(maand == extract.maanden[-1] for maand in extract.maanden),
                )
                for at, (row, definitie) in enumerate(shown)
            ),
        )
    )
