"""The Hoofddocument: the four parts that the handreiking asks for (stap 3), on one sheet."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from actielijst_xl.model.actielijst import Fiche, MetFouten, laatste_jaar
from actielijst_xl.model.document import Project
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.vocab import Oordeel, Projectfase, Vervolg
from actielijst_xl.writing.fiche_layout import STAPPEN
from actielijst_xl.writing.kader import Kader, cell_value, head, section, title_block
from actielijst_xl.writing.overzicht import FASE, JAAR, OORDEEL, TYPE, VERVOLG, column, years
from actielijst_xl.writing.plan import Area, Sheet, Table, ref

LAST = 6
SLEUTEL = 7
_SHOWN = ("project_id", "projectnaam", "type_infra", "energiedrager", "netbeheerder")


def hoofddocument_sheet(kader: Kader) -> Sheet:
    """Plan the sheet Hoofddocument."""
    sheet = Sheet(
        name="Hoofddocument",
        widths={0: 60, 1: 16, 2: 19, 3: 16, 4: 16, 5: 16, 6: 60, SLEUTEL: 16},
        hidden_cols=frozenset((SLEUTEL,)),
        last_print_col=LAST,
    )
    lijst = kader.actielijst
    links = [(0, "Naar overzicht", "Overzicht!A1"), (1, "Naar leeswijzer", "Leeswijzer!A1")]
    ondertitel = (
        f"Provincie {lijst.provincie} · uitgave {lijst.uitgave} · peildatum {lijst.peildatum:%d-%m-%Y}"
    )
    title_block(sheet, "Hoofddocument van de provinciale uitvoeringsaanpak", ondertitel, links)
    row = _aantallen(sheet, kader, 4)
    row = _vervolg(sheet, kader, row + 1)
    row = _jaren(sheet, kader, row + 1)
    row = _terugblik(sheet, kader, row + 1)
    row = _zonder_locatie(sheet, kader, row + 1)
    if lijst.met_fouten:
        _met_fouten(sheet, kader, row + 1)
    return sheet


def _crosstab(
    sheet: Sheet,
    row: int,
    name: str,
    titel: str,
    headers: Sequence[str],
    rows: Sequence[tuple[str | int, Sequence[tuple[int, str]]]],
) -> int:
    """Write a table of counts with a total at the right and below; return the row after it.

    Args:
        sheet: The sheet.
        row: Row of the header.
        name: Name of the table.
        titel: Alt text.
        headers: First column and count columns; 'Totaal' is added.
        rows: Label and, per count column, (count, formula).
    """
    head(sheet, row, (*headers, "Totaal"))
    width = len(headers)
    for at, (label, counts) in enumerate(rows, row + 1):
        sheet.put(at, 0, label, "label")
        for col, (count, formula) in enumerate(counts, 1):
            sheet.put(at, col, count, "lees_getal", formula=formula)
        total = sum(count for count, _ in counts)
        sheet.put(at, width, total, "totaal", formula=f"=SUM({ref(at, 1)}:{ref(at, width - 1)})")
    bottom = row + 1 + len(rows)
    sheet.put(bottom, 0, "Totaal", "totaal_label")
    for col in range(1, width + 1):
        total = sum(counts[col - 1][0] if col < width else sum(c for c, _ in counts) for _, counts in rows)
        sheet.put(bottom, col, total, "totaal", formula=f"=SUM({ref(row + 1, col)}:{ref(bottom - 1, col)})")
    sheet.tables.append(
        Table(
            name=name,
            area=Area(row, 0, bottom - 1, width),
            headers=(*headers, "Totaal"),
            title=titel,
            description=f"{titel}. De onderste regel is het totaal.",
        )
    )
    return bottom + 1


def _aantallen(sheet: Sheet, kader: Kader, row: int) -> int:
    lijst = kader.actielijst
    section(sheet, row, "1  Aantal en type projecten", 0, LAST)
    fiches, zonder, fouten = len(lijst.fiches), len(lijst.zonder_locatie), len(lijst.met_fouten)
    text = f"{fiches + zonder + fouten} rijen op de pMIEK-lijst = {fiches} fiches + {zonder} zonder locatie"
    sheet.put(row + 1, 0, text + (f" + {fouten} met fouten" if fouten else ""), "hulp")
    projects = [f.project for f in lijst.projecten]
    # Excel compares without regard to case: two spellings are one type, else they would be counted twice.
    spelled = {naam.casefold(): naam for p in reversed(projects) if (naam := p.text("type_infra"))}
    types = [spelled[key] for key in sorted(spelled)] if kader.typen is None else [*kader.typen]
    known = {naam.casefold() for naam in types}
    counts = Counter((p.text("type_infra").casefold(), p.text("projectfase")) for p in projects)
    first = row + 3
    rows: list[tuple[str | int, Sequence[tuple[int, str]]]] = []
    for at, naam in enumerate(types, first):
        pairs = [
            (
                counts[naam.casefold(), f],
                f'=SUMPRODUCT(({column(TYPE)}={ref(at, 0)})*({column(FASE)}="{f.value}"))',
            )
            for f in Projectfase
        ]
        rows.append((naam, pairs))
    rest = [
        (
            sum(n for (naam, fase), n in counts.items() if fase == f and naam not in known),
            _remainder(f'COUNTIF({column(FASE)},"{f.value}")', first, first + len(types) - 1, col),
        )
        for col, f in enumerate(Projectfase, 1)
    ]
    rows.append(("Ander type of niet ingevuld", rest))
    return _crosstab(
        sheet, row + 2, "Aantallen", "Aantal projecten per type infra en fase", ("Type infra", *STAPPEN), rows
    )


def _remainder(total: str, first: int, last: int, col: int) -> str:
    return f"={total}-SUM({ref(first, col)}:{ref(last, col)})" if last >= first else f"={total}"


def _vervolg(sheet: Sheet, kader: Kader, row: int) -> int:
    section(sheet, row, "2  Vervolg per project", 0, LAST)
    counts = Counter(f.project.text("vervolg") for f in kader.actielijst.projecten)
    sheet.put_row(row + 1, 0, ("Route", "Aantal"), "kop")
    for at, route in enumerate(Vervolg, row + 2):
        sheet.put(at, 0, route.value, "label")
        sheet.put(at, 1, counts[route], "lees_getal", formula=f'=COUNTIF({column(VERVOLG)},"{route.value}")')
    last = row + 1 + len(Vervolg)
    sheet.tables.append(
        Table(
            name="Routes",
            area=Area(row + 1, 0, last, 1),
            headers=("Route", "Aantal"),
            title="Vervolg per project",
            description="Aantal projecten per vervolgroute.",
        )
    )
    return last + 1


def _jaren(sheet: Sheet, kader: Kader, row: int) -> int:
    section(sheet, row, "3  Haalbare inbedrijfname (IBN) per jaar", 0, LAST)
    span = kader.jaren or years(kader.actielijst)
    found = Counter(_jaar_en_oordeel(kader.actielijst.projecten))
    first = row + 2
    rows: list[tuple[str | int, Sequence[tuple[int, str]]]] = []
    for at, year in enumerate(span, first):
        pairs = [
            (found[year, o.value], f'=COUNTIFS({column(JAAR)},{ref(at, 0)},{column(OORDEEL)},"{o.value}")')
            for o in Oordeel
        ]
        rows.append((year, pairs))
    rest = [
        (
            sum(n for (year, oordeel), n in found.items() if oordeel == o.value and year not in span),
            _remainder(f'COUNTIF({column(OORDEEL)},"{o.value}")', first, first + len(span) - 1, col),
        )
        for col, o in enumerate(Oordeel, 1)
    ]
    rows.append(("Ander jaar, of niet te dateren", rest))
    headers = ("Haalbaar IBN-jaar", *(o.value for o in Oordeel))
    return _crosstab(sheet, row + 1, "Jaren", "Haalbare inbedrijfname per jaar en oordeel", headers, rows)


def _jaar_en_oordeel(fiches: Iterable[Fiche]) -> Iterable[tuple[int, str]]:
    for fiche in fiches:
        year = laatste_jaar(fiche.project.values.get("haalbaarheid_ibn"))
        yield year or 0, fiche.project.text("oordeel") or Oordeel.ONBEKEND.value


def _terugblik(sheet: Sheet, kader: Kader, row: int) -> int:
    section(sheet, row, "4  Terugblik op het proces, en landelijke projecten", 0, LAST)
    row += 1
    for field in kader.fields.of(Tabel.HOOFDDOCUMENT):
        value = cell_value(kader.actielijst.hoofddocument.get(field.key))
        sheet.put(row, 0, field.label, "vraag")
        sheet.put(row + 1, 0, value, kader.style(field))
        sheet.put(row + 1, SLEUTEL, f"veld:{field.key}", "sleutel")
        if value is None:
            sheet.heights[row + 1] = 42.0
        sheet.validations.append(kader.validation(field, Area(row + 1, 0, row + 1, 0)))
        row += 2
    return row


def _zonder_locatie(sheet: Sheet, kader: Kader, row: int) -> int:
    section(sheet, row, "5  Projecten in de voorverkenning zonder locatie", 0, LAST)
    headers = (
        "Projectnaam",
        "Project",
        "Type infra",
        "Energiedrager",
        "Netbeheerder",
        "Vervolg",
        "Uit de pMIEK-lijst",
    )
    head(sheet, row + 1, headers)
    fiches = kader.actielijst.zonder_locatie
    for at, fiche in enumerate(fiches, row + 2):
        project = fiche.project
        keys = ("projectnaam", "project_id", "type_infra", "energiedrager", "netbeheerder", "vervolg")
        sheet.put_row(at, 0, (project.text(key) for key in keys), "lees")
        sheet.put(at, LAST, "\n".join(_rest(project, kader.fields, keys)), "lees")
        sheet.put(at, SLEUTEL, f"fiche:{fiche.fiche_id}", "sleutel")
    if not fiches:
        sheet.put(row + 2, 0, "Geen", "lees")
        sheet.fill(row + 2, range(1, LAST + 1), "lees")
    last = row + 1 + max(1, len(fiches))
    sheet.tables.append(
        Table(
            name="ZonderLocatie",
            area=Area(row + 1, 0, last, LAST),
            headers=headers,
            title="Projecten in de voorverkenning zonder locatie",
            description="Projecten zonder gemeente; zij hebben nog geen fiche.",
        )
    )
    return last + 1


def _rest(project: Project, fields: Fields, shown: Iterable[str]) -> Iterable[str]:
    """Everything that the list says of a project and that has no column of its own here."""
    monitoring = {f.key for f in fields.of(Tabel.MONITORING)}
    for key, value in project.values.items():
        if key not in shown and key not in monitoring:
            yield f"{fields[key].label}: {value.text}"
    for number, afspraak in enumerate(project.afspraken, 1):
        for key, value in afspraak.items():
            yield f"Afspraak {number}, {fields[key].label}: {value.text}"
    for overig in project.overige:
        yield f"{overig.kop}: {overig.value.text}"


def _met_fouten(sheet: Sheet, kader: Kader, row: int) -> int:
    """Rows with errors: nothing of them is lost, but they get no fiche."""
    section(sheet, row, "6  Rijen met fouten: nog geen fiche", 0, LAST)
    headers = (
        "Projectnaam",
        "Project",
        "Cel",
        "Code",
        "Aantal fouten",
        "Blad",
        "Wat is er mis, en wat staat er",
    )
    head(sheet, row + 1, headers)
    for at, met in enumerate(kader.actielijst.met_fouten, row + 2):
        first = met.fouten[0]
        sheet.put_row(
            at,
            0,
            (
                met.project.text("projectnaam"),
                met.project.text("project_id"),
                ", ".join(f.cell for f in met.fouten),
                ", ".join(f.code for f in met.fouten),
                len(met.fouten),
                first.sheet,
                _explain(met, kader.fields),
            ),
            "lees",
        )
    last = row + 1 + len(kader.actielijst.met_fouten)
    sheet.tables.append(
        Table(
            name="MetFouten",
            area=Area(row + 1, 0, last, LAST),
            headers=headers,
            title="Rijen met fouten",
            description="Rijen van de pMIEK-lijst die eerst verbeterd moeten worden.",
        )
    )
    return last + 1


def _explain(met: MetFouten, fields: Fields) -> str:
    say: Callable[[Project], Iterable[str]] = lambda p: _rest(p, fields, ())  # noqa: E731
    return "\n".join([*(f.text for f in met.fouten), *say(met.project)])
