"""The writer of an older version of the workbook, for tests: version 0, with other labels, keys and order.

It plans a workbook as today and then puts back what version 0 had otherwise, so that a reader that takes
today's labels for granted puts values in the wrong field.
"""

from collections.abc import Iterator
from dataclasses import replace

from actielijst_xl.model.fields import Fields
from actielijst_xl.writing.kader import Kader
from actielijst_xl.writing.plan import Cell, Sheet, Workbook
from actielijst_xl.writing.xlsx import write_workbook

LABELS = {
    "omschrijving": "Toelichting",
    "doel": "Omschrijving",  # today another field has this label
    "bevoegd_gezag": "Bevoegd gezag (overheid)",
    "afspraak_partijen": "Met wie",
    "resultaat": "Wat is dan klaar",
    "haalbaarheid_ibn": "IBN haalbaar?",
    "aandachtspunten": "Knelpunten",
}
LATER = {"kansen_knelpunten", "bijgewerkt_op"}
KEYS = {"afspraak_partijen": "afspraak_met", "aandachtspunten": "punten", "rij_id": "regel_id"}
HEADERS = {"Nr.": "Regel", "Project": "Projectnr."}
TEXTS = {"Projectgegevens": "Invulblad", "Kerncijfers": "Alleen gele vakken invullen"}
LINES = {"ontvanger": "partij", "uitgifte": "ronde"}


def fields_then(fields: Fields) -> Fields:
    """The fields of version 0: other labels, another order, without what came later."""
    present = [f for f in fields.all if f.key not in LATER]
    relabelled = [replace(f, label=LABELS.get(f.key, f.label)) for f in present]
    numbers = [f for f in relabelled if f.key in ("project_id", "projectnaam")]
    return Fields([*numbers, *(f for f in reversed(relabelled) if f not in numbers)])


def kader_then(kader: Kader) -> Kader:
    """The frame of a workbook of version 0."""
    return replace(kader, fields=fields_then(kader.fields))


def write_then(plan: Workbook, huis: dict[str, str], *, versie: str = "0") -> bytes:
    """Write a plan that was made in `kader_then` as version 0 (or with another stamp)."""
    for sheet in plan.sheets:
        sheet.cells = [*_cells_then(sheet, versie)]
        sheet.tables = [
            replace(table, headers=tuple(HEADERS.get(h, h) for h in table.headers)) for table in sheet.tables
        ]
    properties = {**plan.properties, "xl_actielijst_sjabloon": versie}
    return write_workbook(replace(plan, properties=properties), huis)


def _cells_then(sheet: Sheet, versie: str) -> Iterator[Cell]:
    stamp = {(c.row, c.col + 1) for c in sheet.cells if c.value == "sjabloon"}
    rows = {table.area.row for table in sheet.tables}
    for cell in sheet.cells:
        value = cell.value
        if (cell.row, cell.col) in stamp:
            value = versie
        elif isinstance(value, str) and value.startswith("ontvanger:") and sheet.name != "Leeswijzer":
            continue  # a fiche did not name its recipient yet
        elif sheet.name == "_beheer" and cell.col == 1:
            value = LINES.get(value, value)
        elif cell.row in rows:
            value = HEADERS.get(value, value)
        elif isinstance(value, str):
            value = _key_then(value, versie)
        yield cell._replace(value=value)


def _key_then(text: str, versie: str) -> str:
    soort, colon, key = text.partition(":")
    if soort == "sjabloon" and colon:
        return f"sjabloon:{versie}"
    if soort in ("veld", "kolom") and colon:
        return f"{soort}:{KEYS.get(key, key)}"
    return TEXTS.get(text, text)
