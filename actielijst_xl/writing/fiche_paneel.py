"""The right side of a fiche: phase, key figures and timeline; and the colours that follow what is typed."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from actielijst_xl.model.actielijst import laatste_dag, open_en_te_laat
from actielijst_xl.model.document import Project, Value
from actielijst_xl.model.vocab import Projectfase
from actielijst_xl.writing.fiche_layout import (
    DAG,
    HOOGTE,
    INHOUD,
    LAST,
    NR,
    PANEEL,
    STAPPEN,
    TILE_IBN,
    TILE_OORDEEL,
    TILE_OPEN,
    Layout,
)
from actielijst_xl.writing.kader import Kader, cached, from_monitoring, serial
from actielijst_xl.writing.plan import Area, Cell, Chart, Rule, Series, Sheet, ref
from actielijst_xl.writing.stijl import OORDELEN

_STAPPEN = tuple((fase.value, word) for fase, word in zip(Projectfase, STAPPEN, strict=True))
_FASEN = range(PANEEL, PANEEL + len(STAPPEN))


class _Formulas(NamedTuple):
    """The formulas of the panel: they depend only on where things stand."""

    stappen: tuple[str, ...]
    haalbaar: str
    afgesproken: str
    oordeel: str
    open: str
    te_laat: str
    over: str


@lru_cache(maxsize=1_000)  # as many as there are layouts
def _formulas(fase: int, nummer: int, ibn: int, first: int) -> _Formulas:
    """Return the formulas for a fiche with these fields and this first afspraak on these rows."""

    def below(col: int) -> str:
        return f"{ref(first, col)}:{ref(first + 499, col)}"

    fase_cell, project_id, agreed = (ref(row, INHOUD) for row in (fase, nummer, ibn))
    day = f'IF({agreed}>2100,DAY({agreed})&"-"&MONTH({agreed})&"-"&YEAR({agreed}),{agreed})'
    is_not_done = f'{below(6)},"<>Gereed",{below(6)},"<>Vervallen"'
    return _Formulas(
        stappen=tuple(f'=IF({fase_cell}="{fase}","● {word}","{word}")' for fase, word in _STAPPEN),
        haalbaar=from_monitoring("D", project_id, "n.t.b."),
        afgesproken=f'="afgesproken "&IF({agreed}="","n.t.b.",IF(ISNUMBER({agreed}),{day},{agreed}))',
        oordeel=from_monitoring("F", project_id, "Onbekend"),
        open=f'=COUNTIFS({below(INHOUD)},"?*",{is_not_done})',
        te_laat=f'=COUNTIFS({below(DAG)},"<"&Peildatum,{below(INHOUD)},"?*",{is_not_done})',
        over=f'={ref(TILE_OPEN, DAG)}&" over de planning heen"',
    )


class Live(NamedTuple):
    """The cells of the panel with a formula, with their values: of the phase, and of each tile."""

    stappen: list[Cell]
    ibn: list[Cell]
    oordeel: list[Cell]
    open: list[Cell]


def live_cells(kader: Kader, place: Layout, project: Project) -> Live:
    """Phase, and three figures; live, so that they follow what is typed on the fiche and on Monitoring."""
    rows, values = place.rows, project.values
    formulas = _formulas(rows["projectfase"], rows["project_id"], rows["ibn"], place.first)
    now = project.text("projectfase")
    shown = (f"● {word}" if now == fase else word for fase, word in _STAPPEN)
    haalbaar = cached(values.get("haalbaarheid_ibn")) or "n.t.b."
    agreed = f"afgesproken {_plain_ibn(values.get('ibn'))}"
    oordeel = project.text("oordeel") or "Onbekend"
    still, late = open_en_te_laat(project.afspraken, kader.actielijst.peildatum)
    said = f"{late} over de planning heen"
    return Live(
        [
            Cell(5, col, text, "stap", formula)
            for col, text, formula in zip(_FASEN, shown, formulas.stappen, strict=True)
        ],
        [
            Cell(TILE_IBN, PANEEL + 1, haalbaar, "tegel_midden", formulas.haalbaar),
            Cell(TILE_IBN, PANEEL + 2, agreed, "tegel", formulas.afgesproken),
        ],
        [Cell(TILE_OORDEEL, PANEEL + 1, oordeel, "tegel_woord", formulas.oordeel)],
        [
            Cell(TILE_OPEN, PANEEL + 1, still, "tegel_midden", formulas.open),
            Cell(TILE_OPEN, DAG, late, "sleutel", formulas.te_laat),  # the number that is overdue
            Cell(TILE_OPEN, PANEEL + 2, said, "tegel", formulas.over),
        ],
    )


def add_panel(sheet: Sheet, kader: Kader, place: Layout, project: Project) -> None:
    """Add phase and figures, each with its label."""
    live = live_cells(kader, place, project)
    sheet.cells += live.stappen
    _tile(sheet, TILE_IBN, "IBN haalbaar")
    sheet.cells += live.ibn
    _tile(sheet, TILE_OORDEEL, "Oordeel")
    sheet.cells += live.oordeel
    _tile(sheet, TILE_OPEN, "Open afspraken")
    sheet.cells += live.open


def _plain_ibn(value: Value | None) -> str:
    if value is None:
        return "n.t.b."
    raw = value.raw
    return f"{raw.day}-{raw.month}-{raw.year}" if isinstance(raw, date) else value.text


def _tile(sheet: Sheet, row: int, label: str) -> None:
    sheet.put(row, PANEEL, label, "tegel_rand")
    sheet.fill(row, range(PANEEL + 2 + (row != TILE_OORDEEL), LAST + 1), "tegel")
    if row == TILE_OORDEEL:
        sheet.put(row, PANEEL + 2, None, "tegel")


def add_rules(sheet: Sheet, place: Layout) -> None:
    """Add the colours of oordeel, phase, late planning and finished afspraken; a word goes with each."""
    tile = Area(TILE_OORDEEL, PANEEL + 1, TILE_OORDEEL, PANEEL + 1)
    for word, key in OORDELEN.items():
        sheet.rules.append(
            Rule(area=tile, formula=f'={ref(tile.row, tile.col)}="{word}"', style=f"oordeel_{key}")
        )
    fase_cell = ref(place.rows["projectfase"], INHOUD)
    for at, fase in enumerate(Projectfase):
        area = Area(5, PANEEL + at, 5, PANEEL + at)
        sheet.rules.append(Rule(area=area, formula=f'={fase_cell}="{fase.value}"', style="stap_nu"))
    row = place.first + 1  # as Excel counts
    done = f'OR($G{row}="Gereed",$G{row}="Vervallen")'
    late = f'=IF(ISNUMBER($J{row}),AND($J{row}<Peildatum,$B{row}<>"",NOT({done})),FALSE)'
    sheet.rules.append(Rule(area=Area(place.first, 5, place.last, 5), formula=late, style="te_laat"))
    sheet.rules.append(Rule(area=Area(place.first, 0, place.last, LAST), formula=f"={done}", style="klaar"))


def add_peildatum(sheet: Sheet, kader: Kader, place: Layout) -> None:
    """Add the two ends of the line on the peildatum."""
    for row, height in ((5, 0), (6, _top(place))):
        sheet.put(row, DAG, serial(kader.actielijst.peildatum), "sleutel", formula="=Peildatum")
        sheet.put(row, HOOGTE, height, "sleutel")


def _top(place: Layout) -> int:
    return place.last - place.first + 2


def add_timeline(sheet: Sheet, kader: Kader, place: Layout, project: Project) -> None:
    """The afspraken in time, with a dashed line on the peildatum."""
    peildatum = kader.actielijst.peildatum
    add_peildatum(sheet, kader, place)
    top = _top(place)
    days = [day for a in project.afspraken if (day := laatste_dag(a.get("planning")))]
    low = min([peildatum - timedelta(days=120), *days])
    high = max([peildatum + timedelta(days=620), *(day + timedelta(days=120) for day in days)])

    def column(col: int, first: int, last: int) -> str:
        return f"{ref(first, col, sheet=sheet.name)}:{ref(last, col)}"

    sheet.charts.append(
        Chart(
            kind="timeline",
            title="Planning van de afspraken (streep = peildatum)",
            description=_describe(project),
            row=TILE_OPEN + 2,
            col=PANEEL,
            width_px=560,
            height_px=235,
            x_range=(low.replace(day=1), high),
            y_max=top,
            series=(
                Series(
                    name="Peildatum",
                    categories=column(DAG, 5, 6),
                    values=column(HOOGTE, 5, 6),
                    color=kader.huis["knelpunt_tekst"],
                    as_line=True,
                ),
                # One series per row: its name is the number of the afspraak, in every program.
                *(
                    Series(
                        name=f"={ref(row, NR, sheet=sheet.name)}",
                        categories=column(DAG, row, row),
                        values=column(HOOGTE, row, row),
                        color=kader.huis["kop"],
                        named=True,
                    )
                    for row in range(place.first, place.last + 1)
                ),
            ),
        )
    )


def _describe(project: Project) -> str:
    """Alt text that says what the chart shows."""
    dated = [a["planning"].text for a in project.afspraken if laatste_dag(a.get("planning"))]
    if not dated:
        return "Tijdlijn van de afspraken. Er is nog geen afspraak met een planning."
    what = "1 afspraak" if len(dated) == 1 else f"{len(dated)} afspraken"
    return f"Tijdlijn van {what}, met planning {', '.join(dated)}."[:250]
