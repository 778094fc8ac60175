"""One fiche: the project on one sheet (bijlage 1 of the handreiking), with its afspraken as a table below."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from actielijst_xl.model.actielijst import Fiche, Rij
from actielijst_xl.model.document import OVERIG, Project, Value
from actielijst_xl.model.field import Field
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.tabellen import KOPPEN, afspraken_name
from actielijst_xl.model.vocab import match_closed
from actielijst_xl.writing.fiche_layout import (
    DAG,
    HOOGTE,
    HULP,
    INHOUD,
    LAST,
    NR,
    OVERIG_TITEL,
    PANEEL,
    RIJ_ID,
    SLEUTEL,
    WIDTHS,
    Layout,
    layout,
)
from actielijst_xl.writing.fiche_paneel import (
    add_panel,
    add_peildatum,
    add_rules,
    add_timeline,
    live_cells,
)
from actielijst_xl.writing.kader import (
    SJABLOON_VERSIE,
    Kader,
    cell_value,
    dag_formula,
    fiche_target,
    head,
    section,
    title_block,
)
from actielijst_xl.writing.plan import Area, Cell, Sheet, Table, row_ref


def fiche_sheet(
    kader: Kader, fiche: Fiche, vorige: Fiche | None = None, volgende: Fiche | None = None
) -> Sheet:
    """Plan the sheet of one fiche.

    Args:
        kader: What the sheets share.
        fiche: The fiche.
        vorige: The fiche before it, for the navigation.
        volgende: The fiche after it.
    """
    project = fiche.project
    place = layout(kader, project)
    sheet = Sheet(
        name=fiche.blad,
        tab="blauw",
        widths=WIDTHS,
        hidden_cols=frozenset((RIJ_ID, DAG, HOOGTE, SLEUTEL)),
        hidden_rows={place.head - 1},
        repeat_row=place.head,  # the table may start at the foot of a page
        last_print_col=LAST,
    )
    _title(sheet, kader, project, vorige, volgende)
    _identity(sheet, kader, fiche)
    section(sheet, 4, "Projectgegevens", 0, 3)
    section(sheet, 4, "In één oogopslag", PANEEL, LAST)
    head(sheet, 5, ("Onderdeel", "Inhoud", "Hulp bij invullen", ""))
    _fields(sheet, kader, place, project)
    _overige(sheet, place, project)
    add_panel(sheet, kader, place, project)
    _afspraken(sheet, kader, place, fiche)
    add_rules(sheet, place)
    add_timeline(sheet, kader, place, project)
    return sheet


def fiche_formulas(kader: Kader, fiche: Fiche) -> Sheet:
    """Plan only what changes by itself on the sheet of a fiche: its formulas, with their values."""
    project = fiche.project
    place = layout(kader, project)
    sheet = Sheet(name=fiche.blad)
    for cells in live_cells(kader, place, project):
        sheet.cells += cells
    add_peildatum(sheet, kader, place)
    planning = _column(kader.fields.of(Tabel.AFSPRAAK), "planning")
    for index in range(place.last - place.head):
        known = project.afspraken[index] if index < len(project.afspraken) else {}
        _dag(sheet, place.first + index, planning, known)
    return sheet


def _title(
    sheet: Sheet, kader: Kader, project: Project, vorige: Fiche | None, volgende: Fiche | None
) -> None:
    parts = [f"pMIEK-actielijst Provincie {kader.actielijst.provincie}"]
    parts += [text for key in ("gemeente", "netbeheerder") if (text := project.text(key))]
    parts.append(f"peildatum {kader.actielijst.peildatum:%d-%m-%Y}")
    links = [(0, "Naar overzicht", "Overzicht!A1"), (2, "Naar monitoring", "Monitoring!A1")]
    if vorige:
        links.append((1, f"Vorige: {vorige.blad}", fiche_target(vorige)))
    if volgende:
        links.append((PANEEL, f"Volgende: {volgende.blad}", fiche_target(volgende)))
    titel = f"{project.text('project_id')}  {project.text('projectnaam')}".strip()
    title_block(sheet, titel, " · ".join(parts), links)


def _identity(sheet: Sheet, kader: Kader, fiche: Fiche) -> None:
    """Layer two of the identity: keys in cells beside what they name."""
    for row, text in enumerate(
        (
            "xl-actielijst:fiche",
            f"fiche:{fiche.fiche_id}",
            f"uitgifte:{kader.uitgifte}",
            f"sjabloon:{SJABLOON_VERSIE}",
            f"actielijst:{kader.id_van_actielijst}",
            f"ontvanger:{kader.ontvanger}",
        )
    ):
        sheet.put(row, SLEUTEL, text, "sleutel")


def _fields(sheet: Sheet, kader: Kader, place: Layout, project: Project) -> None:
    for row, text in place.groups.items():
        sheet.put(row, NR, text, "groep")
        sheet.fill(row, (INHOUD, HULP, HULP + 1), "balk")
    for key, row in place.rows.items():
        field = kader.fields[key]
        value = cell_value(project.values.get(key))
        sheet.put(row, NR, field.label, "label")
        sheet.put(row, INHOUD, value, kader.style(field, value))
        sheet.put(row, HULP, field.hulp, "hulp")
        sheet.put(row, SLEUTEL, f"veld:{key}", "sleutel")
        sheet.validations.append(kader.validation(field, Area(row, INHOUD, row, INHOUD)))


def _overige(sheet: Sheet, place: Layout, project: Project) -> None:
    if place.overig:
        section(sheet, place.overig[0] - 1, OVERIG_TITEL, 0, 3)
    for number, (row, overig) in enumerate(zip(place.overig, project.overige, strict=True), 1):
        value = cell_value(overig.value)
        sheet.put(row, NR, overig.kop, "label")
        sheet.put(row, INHOUD, value, "lees_datum" if isinstance(value, date) else "lees")
        sheet.put(row, SLEUTEL, f"{OVERIG}{number}", "sleutel")


def _afspraken(sheet: Sheet, kader: Kader, place: Layout, fiche: Fiche) -> None:
    fields = kader.fields.of(Tabel.AFSPRAAK)
    section(sheet, place.section, "Uitvoeringsafspraken", 0, LAST)
    sheet.put(
        place.section,
        HULP,
        "Meer regels nodig? Voeg onder de laatste regel een rij in; de provincie geeft het nummer.",
        "hulp",
    )
    keys = ("kolom:nr", *(f"kolom:{f.key}" for f in fields), "kolom:rij_id")
    sheet.put_row(place.head - 1, 0, keys, "sleutel")
    koppen = KOPPEN["afspraak"]
    headers = (koppen["nr"], *(f.label for f in fields), koppen["rij_id"])
    head(sheet, place.head, headers)
    for index, rij in enumerate(fiche.rows(place.last - place.head)):
        _afspraak(sheet, kader, place, fiche, index, rij, fields)
    sheet.tables.append(
        Table(
            name=afspraken_name(fiche.fiche_id),
            area=Area(place.head, 0, place.last, RIJ_ID),
            headers=headers,
            title=f"Uitvoeringsafspraken {fiche.project.text('project_id')}".strip(),
            description="Per afspraak: activiteit, trekker, resultaat, planning, status en voortgang.",
        )
    )
    fase = match_closed("projectfase", fiche.project.text("projectfase"))
    for col, field in enumerate(fields, 1):
        lijst = f"activiteit_{fase.name.lower()}" if field.key == "activiteit" and fase else ""
        area = Area(place.first, col, place.last, col)
        sheet.validations.append(kader.validation(field, area, lijst=lijst))


def _afspraak(
    sheet: Sheet, kader: Kader, place: Layout, fiche: Fiche, index: int, rij: Rij, fields: tuple[Field, ...]
) -> None:
    row = place.first + index
    project = fiche.project
    known = project.afspraken[index] if index < len(project.afspraken) else {}
    sheet.put(row, NR, rij.nr, "label")
    for col, field in enumerate(fields, 1):
        value = cell_value(known.get(field.key))
        sheet.put(row, col, value, kader.style(field, value))
    sheet.put(row, RIJ_ID, rij.rij_id, "sleutel")
    _dag(sheet, row, _column(fields, "planning"), known)
    sheet.put(row, HOOGTE, place.last - row + 1, "sleutel")


def _dag(sheet: Sheet, row: int, planning: int, known: Mapping[str, Value]) -> None:
    """The last day of the planning of one afspraak, for the timeline; `planning` is its column."""
    value = known.get("planning")
    sheet.cells.append(_dag_cell(row, planning, value) if value else _no_dag(row, planning))


def _dag_cell(row: int, planning: int, value: Value | None) -> Cell:
    formula, day = dag_formula(row_ref(row, planning), value)
    return Cell(row, DAG, day, "sleutel", formula)


@lru_cache(maxsize=4096)  # the spare rows of fiches are the same ones
def _no_dag(row: int, planning: int) -> Cell:
    return _dag_cell(row, planning, None)


def _column(fields: tuple[Field, ...], key: str) -> int:
    return 1 + next(at for at, field in enumerate(fields) if field.key == key)
