"""Nothing is dropped: each non-blank cell of a workbook is in a project, in a header, or in a finding."""

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actielijst_xl.errors import InputError
from actielijst_xl.model.address import parse_address, parse_range
from actielijst_xl.model.document import Lijst, display
from actielijst_xl.reading.grid import Grid, Sheet, read_grid
from actielijst_xl.reading.lijst import read_lijst
from actielijst_xl.templates import load_vocabulary
from tests.workbooks import Formula, xlsx

VOCABULARY = load_vocabulary()
HEADERS = [
    "Nr", "Project", "Projectnaam", "Gemeente", "Locatie", "Fase", "Status", "Planning", "IBN",
    "Realisatiejaar", "Omschrijving", "Tijdspad en IBN", "Naam en locatie", "Activiteit", "Trekker",
    "Betrokken partijen", "Resultaat", "Stoplicht", "Type", "Aandachtspunten", "Kleur van de kaft",
    "Verwachte inbedr.name", "", None, 2027, "Uitvoeringsafspraken", "Link met pMIEK project en IP",
    "x" * 200,
]  # fmt: skip
VALUES = [
    None, "", " ", "1", "A", "C.3.", 1, 2, 1.1, 2028, "2028", "Q3 2029", "n.t.b.", "Diemen",
    "Diemen en Lelystad", "Groningen", "Fryslân", "verkenning", "Projectfase", "realisatie", "groen",
    "TenneT", "Elektriciteit", "Loopt", "Station Noord, Lelystad", "Besluit 2027; IBN 2029", "Ja, IP-7",
    "Totaal", "Nieuw. Aanleiding: vol. Doel: ruimte", "Bron: de provincie", "* noot", "losse tekst", "Nr",
    "Projectnaam", "Gemeente", "Fase", "Activiteit", Formula("=Z99", "#REF!"), True,
]  # fmt: skip
MERGES = ["A1:C1", "B2:D2", "A4:A6", "C5:C8", "A7:E7", "B1:B2", "A2:A3", "A2:A4", "C2:C4"]

rows = st.lists(st.sampled_from(VALUES), max_size=8)
# The hot one: a plain header with few columns, so that continuations, copies and merges meet.
hot_header = st.sampled_from(
    [
        ["Nr", "Projectnaam", "Activiteit", "Trekker", "Omschrijving", "Kaft"],
        ["Nr", "Activiteit", "Kaft", "Projectnaam", "Omschrijving", "Trekker"],
    ]
)
hot_cells = st.sampled_from([None, None, None, "1", "A", "x", "Doel: y Aanleiding: z"])
hot_rows = st.lists(st.lists(hot_cells, min_size=6, max_size=6), max_size=8)
tables = st.one_of(
    st.builds(
        lambda above, header, below: [*above, *header, *below],
        st.lists(rows, max_size=3),
        st.lists(st.lists(st.sampled_from(HEADERS), min_size=2, max_size=8), min_size=1, max_size=2),
        st.lists(rows, max_size=12),
    ),
    st.builds(lambda header, below: [header, *below], hot_header, hot_rows),
)


def cells_of(sheet: Sheet) -> Iterator[tuple[int, int]]:
    for row, cells in enumerate(sheet.rows):
        yield from ((row, col) for col, value in enumerate(cells) if value is not None and str(value).strip())
    yield from sheet.unreadable


def in_findings(lijst: Lijst, sheet: str) -> set[tuple[int, int]]:
    covered = set()
    for finding in lijst.findings:
        if finding.cell and finding.sheet == sheet and finding.code not in ABOUT_OTHER_CELLS:
            (top, left), (bottom, right) = parse_range(finding.cell)
            covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return covered


ABOUT_OTHER_CELLS = {"XA-L020", "XA-L026", "XA-L028", "XA-L032"}  # about cells that are in a project


def in_projects(lijst: Lijst) -> dict[tuple[int, int], str]:
    """The text that projects hold of each cell, all parts joined."""
    held: dict[tuple[int, int], str] = {}
    for project in lijst.projects:
        values = [*project.values.values(), *(o.value for o in project.overige)]
        values += [value for afspraak in project.afspraken for value in afspraak.values()]
        for value in values:
            cell = parse_address(value.source.cell)
            held[cell] = f"{held.get(cell, '')} {display(value.raw)}"
    return held


def is_more(lijst: Lijst, cell: tuple[int, int]) -> bool:
    """The cell is in a row that was read as more of the project above, whose values it may repeat."""
    return any(f.code == "XA-L020" and parse_range(f.cell)[0][0] == cell[0] for f in lijst.findings)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


# Words that a split leaves out: they say which field a part belongs to, and so does the field.
LABELS = {"Aanleiding", "Doel", "IBN"}


def check(grid: Grid, lijst: Lijst) -> None:
    held = in_projects(lijst)
    headers = {parse_address(column.cell) for column in lijst.columns}
    named = " ".join(column.kop for column in lijst.columns)
    header_rows = {row for row, _ in headers}
    for sheet in grid.sheets:
        covered = in_findings(lijst, sheet.name)
        for cell in cells_of(sheet):
            if cell in covered:
                continue
            assert sheet.name == lijst.sheet, f"{sheet.name} {cell} is nowhere"
            text = display(sheet.rows[cell[0]][cell[1]])
            if cell[0] in header_rows or cell[0] + 1 in header_rows:
                assert words(text) <= words(named), f"header {cell} {text!r} is nowhere"
            else:
                repeated = cell[0] > 0 and sheet.rows[cell[0]][cell[1]] in [
                    r[cell[1]] for r in sheet.rows[: cell[0]]
                ]
                kept = words(held.get(cell, "")) | (
                    words(text) if repeated and is_more(lijst, cell) else set()
                )
                assert words(text) - kept <= LABELS, f"{cell} {text!r} is nowhere"


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@given(tables, st.lists(rows, max_size=3), st.lists(st.sampled_from(MERGES), max_size=2))
@example([["Nr", "Projectnaam"], ["1", "A"], ["Nr", "IBN", "Fase", "Doel"], ["2", "B"]], [["x"]], [])
@example(
    [["Nr", "Projectnaam", "Activiteit", "Kaft"], ["1", "A", "x", "rood"], [None, None, "y", "groen"]],
    [],
    ["A2:A3"],
)
@example([["Nr", "Omschrijving", "Doel"], ["1", "Doel: x Aanleiding: y", "z"]], [], [])
def test_every_cell_of_a_workbook_is_in_a_project_a_header_or_a_finding(table, other, merges):
    data = xlsx({"Lijst": table, "Ander blad": other}, merged=apart(merges, table))
    grid = read_grid(data, "lijst.xlsx")
    try:
        lijst = read_lijst(grid, vocabulary=VOCABULARY)
    except InputError:
        return  # no table at all: the command stops
    check(grid, lijst)
    assert all(finding.text for finding in lijst.findings)  # every sentence gets the details that it asks for


def apart(merges, table):
    """Merges that don't overlap, each with the text of its first cell; the rest is gone, as in Excel."""
    chosen, taken = {}, set()
    for area in merges:
        (top, left), (bottom, right) = parse_range(area)
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if not cells & taken:
            taken |= cells
            value = table[top][left] if top < len(table) and left < len(table[top]) else None
            chosen[area] = "" if value is None or isinstance(value, Formula) else str(value)
    return chosen
