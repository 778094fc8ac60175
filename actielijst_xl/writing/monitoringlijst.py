"""The monitoringslijst (bijlage 2 of the handreiking): one row per project, all projects."""

from actielijst_xl.model.actielijst import Fiche, laatste_jaar
from actielijst_xl.model.field import Field
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.tabellen import KOPPEN, NAMEN
from actielijst_xl.writing.fiche_layout import mirror_of, project_link
from actielijst_xl.writing.kader import (
    Kader,
    cached,
    cell_value,
    head,
    jaar_formula,
    title_block,
)
from actielijst_xl.writing.plan import Area, Rule, Sheet, Table, row_ref
from actielijst_xl.writing.stijl import OORDELEN

HEAD, FIRST = 5, 6
NR, NAAM, IBN, HAALBAAR, VERSCHIL, OORDEEL = range(6)


def monitoring_sheet(kader: Kader) -> Sheet:
    """Plan the sheet Monitoring."""
    fields = kader.fields.of(Tabel.MONITORING)
    cols = _columns(fields)
    last = max(cols.values())
    rij_id, jaar_ibn, jaar_haalbaar = last + 1, last + 2, last + 3
    sheet = Sheet(
        name="Monitoring",
        tab="blauw",
        widths={NR: 11, NAAM: 40, IBN: 14, VERSCHIL: 9}
        | {cols[f.key]: f.width_chars for f in fields}
        | {rij_id: 10, jaar_ibn: 8, jaar_haalbaar: 8},
        hidden_cols=frozenset((rij_id, jaar_ibn, jaar_haalbaar)),
        hidden_rows={HEAD - 1},
        repeat_row=HEAD,
        freeze_row=HEAD + 1,
        last_print_col=last,
    )
    links = [(0, "Overzicht", "Overzicht!A1"), (1, "Naar leeswijzer", "Leeswijzer!A1")]
    title_block(
        sheet, "Monitoringslijst", "Werkspoor 1 · maandelijks bijwerken · gele cellen invullen", links
    )
    sheet.put(
        3, 0, "Eén regel per project. Alleen monitoring nodig? Vul bij aandachtspunten n.v.t. in.", "hulp"
    )
    sheet.heights[3] = 16.0
    _head(sheet, kader, fields, cols, rij_id)
    for row, fiche in enumerate(kader.actielijst.projecten, FIRST):
        _row(sheet, kader, fiche, row, cols, (rij_id, jaar_ibn, jaar_haalbaar))
    last_row = max(FIRST, FIRST + len(kader.actielijst.projecten) - 1)
    for field in fields:
        col = cols[field.key]
        sheet.validations.append(kader.validation(field, Area(FIRST, col, last_row, col)))
    _rules(sheet, last_row)
    return sheet


def _columns(fields: tuple[Field, ...]) -> dict[str, int]:
    """Column per field key: IBN and Verschil stand around Haalbaarheid IBN."""
    cols = {"haalbaarheid_ibn": HAALBAAR, "oordeel": OORDEEL}
    rest = (f.key for f in fields if f.key not in cols)
    return cols | {key: at for at, key in enumerate(rest, OORDEEL + 1)}


def _head(sheet: Sheet, kader: Kader, fields: tuple[Field, ...], cols: dict[str, int], rij_id: int) -> None:
    keys = {NR: "project_id", NAAM: "projectnaam", IBN: "ibn", VERSCHIL: "verschil", rij_id: "rij_id"}
    labels = {col: KOPPEN["monitoring"][key] for col, key in keys.items()}
    labels |= {cols[f.key]: f.label for f in fields}
    keys |= {cols[f.key]: f.key for f in fields}
    headers = tuple(labels[col] for col in range(rij_id + 1))
    sheet.put_row(HEAD - 1, 0, (f"kolom:{keys[col]}" for col in range(rij_id + 1)), "sleutel")
    head(sheet, HEAD, headers)
    last_row = max(FIRST, FIRST + len(kader.actielijst.projecten) - 1)
    sheet.tables.append(
        Table(
            name=NAMEN["monitoring"],
            area=Area(HEAD, 0, last_row, rij_id),
            headers=headers,
            title="Monitoringslijst",
            description="Per project: haalbaarheid van de IBN, aandachtspunten, versnellingsactie en vraag.",
        )
    )


def _row(
    sheet: Sheet, kader: Kader, fiche: Fiche, row: int, cols: dict[str, int], hidden: tuple[int, int, int]
) -> None:
    project = fiche.project
    rij_id, jaar_ibn, jaar_haalbaar = hidden
    has_sheet = fiche not in kader.actielijst.zonder_locatie
    sheet.put(row, NR, project.text("project_id"), "label")
    if has_sheet:
        link = project_link(kader, fiche)
        sheet.put(row, NAAM, project.text("projectnaam"), "lees_link", formula=link)
    else:
        sheet.put(row, NAAM, project.text("projectnaam"), "lees")
    _ibn(sheet, kader, fiche, row, has_sheet=has_sheet)
    for key, col in cols.items():
        value = cell_value(project.values.get(key))
        style = kader.style(kader.fields[key], value)
        sheet.put(
            row, col, value, f"{style}_midden" if col in (HAALBAAR, OORDEEL) and style == "vul" else style
        )
    sheet.put(row, rij_id, f"{fiche.fiche_id}/m", "sleutel")
    for col, source, key in ((jaar_ibn, IBN, "ibn"), (jaar_haalbaar, HAALBAAR, "haalbaarheid_ibn")):
        formula, year = jaar_formula(row_ref(row, source), project.values.get(key))
        sheet.put(row, col, year, "sleutel", formula=formula)
    _verschil(sheet, fiche, row, jaar_ibn, jaar_haalbaar)


def _ibn(sheet: Sheet, kader: Kader, fiche: Fiche, row: int, *, has_sheet: bool) -> None:
    """Repeat the IBN of the fiche; a project without a fiche has its IBN here."""
    number = cached(fiche.project.values.get("ibn"))
    if has_sheet:
        sheet.put(row, IBN, number, "lees_ibn", formula=mirror_of(kader, fiche, "ibn"))
    else:
        sheet.put(row, IBN, number, "lees_ibn")


def _verschil(sheet: Sheet, fiche: Fiche, row: int, jaar_ibn: int, jaar_haalbaar: int) -> None:
    agreed, feasible = (laatste_jaar(fiche.project.values.get(key)) for key in ("ibn", "haalbaarheid_ibn"))
    a, b = row_ref(row, jaar_ibn), row_ref(row, jaar_haalbaar)
    sheet.put(
        row,
        VERSCHIL,
        "" if agreed is None or feasible is None else feasible - agreed,
        "lees_verschil",
        formula=f'=IF(OR({a}="",{b}=""),"",{b}-{a})',
    )


def _rules(sheet: Sheet, last_row: int) -> None:
    for word, key in OORDELEN.items():
        sheet.rules.append(
            Rule(
                area=Area(FIRST, OORDEEL, last_row, OORDEEL),
                formula=f'=$F{FIRST + 1}="{word}"',
                style=f"oordeel_{key}",
            )
        )
    later = f"=IF(ISNUMBER($E{FIRST + 1}),$E{FIRST + 1}>0,FALSE)"
    sheet.rules.append(Rule(area=Area(FIRST, VERSCHIL, last_row, VERSCHIL), formula=later, style="nadruk"))
