"""The Overzicht: six key figures, two charts, and all projects on one page."""

from collections import Counter
from collections.abc import Iterable, Sequence

from actielijst_xl.model.actielijst import Actielijst, Fiche, laatste_jaar, open_en_te_laat
from actielijst_xl.model.tabellen import KOPPEN, NAMEN
from actielijst_xl.model.vocab import Oordeel, Projectfase
from actielijst_xl.writing.fiche_layout import STAPPEN, mirror_of, open_ref, project_link
from actielijst_xl.writing.kader import (
    RUIMTE,
    Kader,
    asks_formula,
    asks_something,
    cached,
    from_monitoring,
    head,
    jaar_formula,
    section,
    title_block,
)
from actielijst_xl.writing.plan import Area, Chart, Rule, Series, Sheet, Table, area_ref, ref, row_ref
from actielijst_xl.writing.stijl import OORDELEN

NR, NAAM, GEMEENTE, NETBEHEERDER, TYPE, FASE, IBN, HAALBAAR, OORDEEL, OPEN, LAAT = range(11)
RIJ_ID, JAAR, VERVOLG = 11, 12, 13
LAST = LAAT
# The figures behind the charts stand in hidden rows above the table: an issued copy has them too, and no
# program prints a number of a hidden row (LibreOffice prints `###` for one in a hidden column).
FASEN, JAREN, KEYS, HEAD, FIRST = 13, 15, 20, 21, 22
PEILDATUM_CELL = (1, OORDEEL)
HEADERS = tuple(KOPPEN["overzicht"].values())


def column(col: int) -> str:
    """The range of a column of the table of projects, with room to grow."""
    return area_ref(Area(FIRST, col, FIRST + RUIMTE, col), sheet="Overzicht")


def years(actielijst: Actielijst) -> tuple[int, ...]:
    """The years of the charts and tables of feasible IBN: without gaps, from the peildatum or earlier on."""
    known = [y for f in actielijst.projecten if (y := laatste_jaar(f.project.values.get("haalbaarheid_ibn")))]
    first = actielijst.peildatum.year
    low, high = min([first, *known]), max([first + 6, *known])
    return tuple(range(max(low, high - 14), high + 1))


def overzicht_sheet(kader: Kader) -> Sheet:
    """Plan the sheet Overzicht."""
    widths = (11, 42, 22, 19, 20, 20, 13, 12, 12, 8, 8, 10, 8, 10)
    sheet = Sheet(
        name="Overzicht",
        widths=dict(enumerate(widths)),
        hidden_cols=frozenset(range(RIJ_ID, len(widths))),
        hidden_rows=set(range(FASEN, KEYS + 1)),
        repeat_row=HEAD,
        last_print_col=LAST,
    )
    lijst = kader.actielijst
    links = [(0, "Leeswijzer", "Leeswijzer!A1"), (1, "Naar monitoring", "Monitoring!A1")]
    if kader.is_master:
        links.append((GEMEENTE, "Naar hoofddocument", "Hoofddocument!A1"))
    ondertitel = f"pMIEK-actielijst Provincie {lijst.provincie} · uitgave {lijst.uitgave}"
    title_block(sheet, "Overzicht", ondertitel, links)
    sheet.put(1, HAALBAAR, "Peildatum", "ondertitel")
    sheet.put(*PEILDATUM_CELL, lijst.peildatum, "ondertitel_datum")
    projecten = lijst.projecten
    aantallen = [open_en_te_laat(f.project.afspraken, lijst.peildatum) for f in projecten]
    _kerncijfers(sheet, projecten, aantallen)
    _charts(sheet, kader)
    section(sheet, 12, "Alle projecten", 0, LAST)
    sheet.put_row(KEYS, 0, (f"kolom:{key}" for key in KOPPEN["overzicht"]), "sleutel")
    head(sheet, HEAD, HEADERS)
    for row, (fiche, aantal) in enumerate(zip(projecten, aantallen, strict=True), FIRST):
        _row(sheet, kader, fiche, row, aantal)
    last = max(FIRST, FIRST + len(projecten) - 1)
    sheet.tables.append(
        Table(
            name=NAMEN["overzicht"],
            area=Area(HEAD, 0, last, RIJ_ID),
            headers=HEADERS,
            title="Alle projecten",
            description="Per project: plaats, partijen, fase, IBN, oordeel, open en late afspraken.",
        )
    )
    _rules(sheet, last)
    return sheet


def _kerncijfers(sheet: Sheet, projecten: Sequence[Fiche], aantallen: Sequence[tuple[int, int]]) -> None:
    section(sheet, 4, "Kerncijfers", 0, 1)
    monitoring = {
        key: f"Monitoring!${col}$7:${col}${6 + RUIMTE}" for key, col in (("verschil", "E"), ("vraag", "J"))
    }
    projects = [f.project for f in projecten]
    figures = (
        ("Projecten in de actielijst", len(projects), f"=COUNTA({column(NR)})"),
        ("Open uitvoeringsafspraken", sum(still for still, _ in aantallen), f"=SUM({column(OPEN)})"),
        (
            "waarvan over de planning heen",
            sum(late for _, late in aantallen),
            f"=SUM({column(LAAT)})",
        ),
        (
            "Projecten met latere IBN dan afgesproken",
            sum(map(_is_later, projecten)),
            f'=COUNTIF({monitoring["verschil"]},">0")',
        ),
        (
            "Projecten met een knelpunt",
            sum(p.text("oordeel") == Oordeel.KNELPUNT for p in projects),
            f'=COUNTIF({column(OORDEEL)},"Knelpunt")',
        ),
        (
            "Vragen aan het energyboard",
            sum(asks_something(p.text("vraag_energyboard")) for p in projects),
            asks_formula(monitoring["vraag"]),
        ),
    )
    for row, (label, number, formula) in enumerate(figures, 5):
        sheet.put(row, 0, number, "tegel_getal", formula=formula)
        sheet.put(row, 1, label, "tegel")
        sheet.heights[row] = 30.0


def _is_later(fiche: Fiche) -> bool:
    agreed, feasible = (laatste_jaar(fiche.project.values.get(key)) for key in ("ibn", "haalbaarheid_ibn"))
    return agreed is not None and feasible is not None and feasible > agreed


def _charts(sheet: Sheet, kader: Kader) -> None:
    """Two charts: projects per phase, and feasible IBN per year by oordeel."""
    lijst = kader.actielijst
    phases = Counter(f.project.text("projectfase") for f in lijst.projecten)
    for col, (fase, word) in enumerate(zip(Projectfase, STAPPEN, strict=True)):
        sheet.put(FASEN, col, word, "sleutel")
        formula = f'=COUNTIF({column(FASE)},"{fase.value}")'
        sheet.put(FASEN + 1, col, phases[fase], "sleutel", formula=formula)
    span = kader.jaren or years(lijst)
    per_year = Counter(_year_and_oordeel(lijst.projecten))
    for col, year in enumerate(span):
        sheet.put(JAREN, col, year, "sleutel")
        for row, oordeel in enumerate(Oordeel, JAREN + 1):
            formula = f'=COUNTIFS({column(JAAR)},{ref(JAREN, col)},{column(OORDEEL)},"{oordeel.value}")'
            sheet.put(row, col, per_year[year, oordeel.value], "sleutel", formula=formula)

    def data(row: int, count: int) -> str:
        return area_ref(Area(row, 0, row, count - 1), sheet="Overzicht")

    sheet.charts.append(
        Chart(
            kind="column",
            title="Projecten per fase",
            description="Staafdiagram: "
            + ", ".join(f"{w} {phases[f]}" for f, w in zip(Projectfase, STAPPEN, strict=True)),
            row=4,
            col=GEMEENTE,
            width_px=440,
            height_px=268,
            offset_px=(8, 4),
            series=(
                Series(
                    name="Projecten",
                    categories=data(FASEN, len(STAPPEN)),
                    values=data(FASEN + 1, len(STAPPEN)),
                    color=kader.huis["kop"],
                ),
            ),
        )
    )
    sheet.charts.append(
        Chart(
            kind="stacked",
            title="Haalbare inbedrijfname per jaar, naar oordeel",
            description=_describe(span, per_year),
            row=4,
            col=FASE,
            width_px=530,
            height_px=268,
            offset_px=(8, 4),
            series=tuple(
                Series(
                    name=oordeel.value,
                    categories=data(JAREN, len(span)),
                    values=data(JAREN + 1 + at, len(span)),
                    color=kader.huis[f"{OORDELEN[oordeel.value]}_tekst"],
                )
                for at, oordeel in enumerate(Oordeel)
            ),
        )
    )


def _year_and_oordeel(fiches: Iterable[Fiche]) -> Iterable[tuple[int, str]]:
    for fiche in fiches:
        year = laatste_jaar(fiche.project.values.get("haalbaarheid_ibn"))
        if year:
            yield year, fiche.project.text("oordeel") or Oordeel.ONBEKEND.value


def _describe(span: Iterable[int], per_year: Counter[tuple[int, str]]) -> str:
    totals = ((year, sum(per_year[year, o.value] for o in Oordeel)) for year in span)
    return "Staafdiagram: " + (", ".join(f"{year}: {n}" for year, n in totals if n) or "nog geen jaar bekend")


def _row(sheet: Sheet, kader: Kader, fiche: Fiche, row: int, aantal: tuple[int, int]) -> None:
    project = fiche.project
    has_sheet = fiche not in kader.actielijst.zonder_locatie
    sheet.put(row, NR, project.text("project_id"), "label")
    if has_sheet:
        link = project_link(kader, fiche)
        sheet.put(row, NAAM, project.text("projectnaam"), "lees_link", formula=link)
    else:
        sheet.put(row, NAAM, project.text("projectnaam"), "lees")
    for col, key in enumerate(tuple(KOPPEN["overzicht"])[GEMEENTE:HAALBAAR], GEMEENTE):
        formula = mirror_of(kader, fiche, key) if has_sheet else ""
        sheet.put(
            row, col, cached(project.values.get(key)), "lees_ibn" if key == "ibn" else "lees", formula=formula
        )
    nummer = row_ref(row, NR)
    haalbaar = project.values.get("haalbaarheid_ibn")
    sheet.put(row, HAALBAAR, cached(haalbaar), "lees_ibn", formula=from_monitoring("D", nummer, ""))
    oordeel = project.text("oordeel") or Oordeel.ONBEKEND.value
    sheet.put(row, OORDEEL, oordeel, "lees_midden", formula=from_monitoring("F", nummer, "Onbekend"))
    cells = open_ref(fiche) if has_sheet else ("", "")
    for col, number, cell in zip((OPEN, LAAT), aantal, cells, strict=True):
        sheet.put(row, col, number, "lees_getal", formula=f"={cell}" if cell else "")
    sheet.put(row, RIJ_ID, f"{fiche.fiche_id}/o", "sleutel")
    formula, year = jaar_formula(row_ref(row, HAALBAAR), haalbaar)
    sheet.put(row, JAAR, year, "sleutel", formula=formula)
    formula = mirror_of(kader, fiche, "vervolg") if has_sheet else ""
    sheet.put(row, VERVOLG, project.text("vervolg"), "sleutel", formula=formula)


def _rules(sheet: Sheet, last: int) -> None:
    for word, key in OORDELEN.items():
        area = Area(FIRST, OORDEEL, last, OORDEEL)
        sheet.rules.append(Rule(area=area, formula=f'=$I{FIRST + 1}="{word}"', style=f"oordeel_{key}"))
    late = Area(FIRST, LAAT, last, LAAT)
    sheet.rules.append(Rule(area=late, formula=f"=$K{FIRST + 1}>0", style="nadruk"))
