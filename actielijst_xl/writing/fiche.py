"""One fiche: the project on one sheet (bijlage 1 of the handreiking), with its afspraken as a table below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from actielijst_xl.model.actielijst import Fiche, afspraak_nummer, is_open, is_te_laat, laatste_dag
from actielijst_xl.model.document import Project, Source, Value
from actielijst_xl.model.field import Field
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.vocab import Projectfase, match_closed
from actielijst_xl.writing.kader import (
    SJABLOON_VERSIE,
    Kader,
    cached,
    cell_value,
    dag_formula,
    fiche_target,
    from_monitoring,
    head,
    mirror,
    section,
    serial,
    table_name,
    title_block,
)
from actielijst_xl.writing.plan import Area, Chart, Rule, Series, Sheet, Table, ref
from actielijst_xl.writing.stijl import OORDELEN

# Columns: A-D the fields, E-H the panel; the table uses A-H. Behind them, hidden: row id, last day of the
# planning, height in the timeline, key of the row (machine keys that survive sorting and renaming).
NR, INHOUD, HULP, PANEEL = 0, 1, 2, 4
RIJ_ID, DAG, HOOGTE, SLEUTEL = 8, 9, 10, 11
LAST = 7
WIDTHS: Mapping[int, float] = {
    0: 25,
    1: 40,
    2: 20,
    3: 20,
    4: 21,
    5: 15,
    6: 16,
    7: 25,
    8: 10,
    9: 10,
    10: 6,
    11: 20,
}
FIRST_FIELD = 6
TILE_IBN, TILE_OORDEEL, TILE_OPEN = 7, 8, 9
OVERIG_TITEL = "Overige gegevens uit de pMIEK-lijst"
STAPPEN = ("Verkenning", "Planuitwerking", "Project", "Realisatie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where things stand on a fiche; the same for each fiche with as many 'overige gegevens' and afspraken.

    Attributes:
        rows: Row per field key.
        groups: Row per group heading.
        overig: Row of each of the 'overige gegevens'.
        section: Row of the heading 'Uitvoeringsafspraken'; the keys of the columns stand one row lower.
        head: Header row of the table.
        last: Last row of the table, spare rows included.
    """

    rows: Mapping[str, int]
    groups: Mapping[int, str]
    overig: tuple[int, ...]
    section: int
    head: int
    last: int

    @property
    def first(self) -> int:
        """First row of the table under its header."""
        return self.head + 1


def layout(kader: Kader, project: Project) -> Layout:
    """Work out where things stand on the fiche of a project."""
    rows: dict[str, int] = {}
    groups: dict[int, str] = {}
    row, group = FIRST_FIELD, ""
    fields = kader.fields.of(Tabel.PROJECT)
    labels = {"Project", *(f.label for f in fields)}
    for field in fields:
        alone = sum(f.groep == field.groep for f in fields) == 1 or field.groep in labels
        if field.groep != group and not alone:
            groups[row] = field.groep
            row += 1
        group = field.groep
        rows[field.key] = row
        row += 1
    overig = tuple(range(row + 2, row + 2 + len(project.overige)))
    below = max(overig[-1] + 1 if overig else row, TILE_OPEN + 14)
    return Layout(
        rows=rows,
        groups=groups,
        overig=overig,
        section=below + 1,
        head=below + 3,
        last=below + 3 + max(len(project.afspraken) + kader.reserve, 1),
    )


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
        last_print_col=LAST,
    )
    _title(sheet, kader, project, vorige, volgende)
    _identity(sheet, kader, fiche)
    section(sheet, 4, "Projectgegevens", 0, 3)
    section(sheet, 4, "In één oogopslag", PANEEL, LAST)
    head(sheet, 5, ("Onderdeel", "Inhoud", "Hulp bij invullen", ""))
    _fields(sheet, kader, place, project)
    _overige(sheet, place, project)
    _panel(sheet, kader, place, project)
    _afspraken(sheet, kader, place, fiche)
    _rules(sheet, place)
    _timeline(sheet, kader, place, project)
    return sheet


def template_sheet(kader: Kader) -> Sheet:
    """Plan the very hidden blank fiche that new projects are cloned from."""
    blank = Project(source=Source(sheet="", cell=""), values={})
    fiche = Fiche(fiche_id="sjabloon", blad="_sjabloon", project=blank)
    sheet = fiche_sheet(kader, fiche)
    sheet.state = "very_hidden"
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
            f"actielijst:{kader.actielijst.actielijst_id}",
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
        sheet.put(row, SLEUTEL, f"overig:{number}", "sleutel")


def _panel(sheet: Sheet, kader: Kader, place: Layout, project: Project) -> None:
    """Phase, and three figures; live, so that they follow what is typed on the fiche and on Monitoring."""
    fase_cell = ref(place.rows["projectfase"], INHOUD)
    for at, (fase, word) in enumerate(zip(Projectfase, STAPPEN, strict=True)):
        is_now = project.text("projectfase") == fase.value
        formula = f'=IF({fase_cell}="{fase.value}","● {word}","{word}")'
        sheet.put(5, PANEEL + at, f"● {word}" if is_now else word, "stap", formula=formula)
    nummer = ref(place.rows["project_id"], INHOUD)
    ibn = ref(place.rows["ibn"], INHOUD)
    _tile(sheet, TILE_IBN, "IBN haalbaar")
    haalbaar = cached(project.values.get("haalbaarheid_ibn")) or "n.t.b."
    sheet.put(
        TILE_IBN,
        PANEEL + 1,
        haalbaar,
        "tegel_midden",
        formula=from_monitoring("D", nummer, "n.t.b."),
    )
    afgesproken = project.values.get("ibn")
    day = f'IF({ibn}>2100,DAY({ibn})&"-"&MONTH({ibn})&"-"&YEAR({ibn}),{ibn})'
    sheet.put(
        TILE_IBN,
        PANEEL + 2,
        f"afgesproken {_plain_ibn(afgesproken)}",
        "tegel",
        formula=f'="afgesproken "&IF({ibn}="","n.t.b.",IF(ISNUMBER({ibn}),{day},{ibn}))',
    )
    _tile(sheet, TILE_OORDEEL, "Oordeel")
    oordeel = project.text("oordeel") or "Onbekend"
    sheet.put(
        TILE_OORDEEL, PANEEL + 1, oordeel, "tegel_woord", formula=from_monitoring("F", nummer, "Onbekend")
    )
    _tile(sheet, TILE_OPEN, "Open afspraken")
    _counts(sheet, kader, place, project)


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


def _counts(sheet: Sheet, kader: Kader, place: Layout, project: Project) -> None:
    """Open and overdue afspraken; column J of the tile holds the number that is overdue."""

    def below(col: int) -> str:
        return f"{ref(place.first, col)}:{ref(place.first + 499, col)}"

    is_not_done = f'{below(6)},"<>Gereed",{below(6)},"<>Vervallen"'
    te_laat = sum(is_te_laat(a, kader.actielijst.peildatum) for a in project.afspraken)
    sheet.put(
        TILE_OPEN,
        PANEEL + 1,
        sum(map(is_open, project.afspraken)),
        "tegel_midden",
        formula=f'=COUNTIFS({below(INHOUD)},"?*",{is_not_done})',
    )
    late = ref(TILE_OPEN, DAG)
    sheet.put(
        TILE_OPEN,
        DAG,
        te_laat,
        "sleutel",
        formula=f'=COUNTIFS({below(DAG)},"<"&Peildatum,{below(INHOUD)},"?*",{is_not_done})',
    )
    sheet.put(
        TILE_OPEN,
        PANEEL + 2,
        f"{te_laat} over de planning heen",
        "tegel",
        formula=f'={late}&" over de planning heen"',
    )


def _afspraken(sheet: Sheet, kader: Kader, place: Layout, fiche: Fiche) -> None:
    fields = kader.fields.of(Tabel.AFSPRAAK)
    section(sheet, place.section, "Uitvoeringsafspraken", 0, LAST)
    sheet.put(
        place.section,
        HULP,
        "Meer regels nodig? Typ verder onder de laatste regel; de provincie geeft het nummer.",
        "hulp",
    )
    keys = ("kolom:nr", *(f"kolom:{f.key}" for f in fields), "kolom:rij_id")
    sheet.put_row(place.head - 1, 0, keys, "sleutel")
    head(sheet, place.head, ("Nr.", *(f.label for f in fields), "rij-id"))
    count = place.last - place.head
    for index in range(count):
        _afspraak(sheet, kader, place, fiche, index, fields)
    sheet.tables.append(
        Table(
            name=table_name("Afspraken", fiche),
            area=Area(place.head, 0, place.last, RIJ_ID),
            headers=("Nr.", *(f.label for f in fields), "rij-id"),
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
    sheet: Sheet, kader: Kader, place: Layout, fiche: Fiche, index: int, fields: tuple[Field, ...]
) -> None:
    row = place.first + index
    project = fiche.project
    known = project.afspraken[index] if index < len(project.afspraken) else {}
    sheet.put(row, NR, afspraak_nummer(project, index), "label")
    for col, field in enumerate(fields, 1):
        value = cell_value(known.get(field.key))
        sheet.put(row, col, value, kader.style(field, value))
    sheet.put(row, RIJ_ID, f"{fiche.fiche_id}/a{index + 1:02d}", "sleutel")
    planning = _column(fields, "planning")
    formula, day = dag_formula(ref(row, planning), known.get("planning"))
    sheet.put(row, DAG, day, "sleutel", formula=formula)
    sheet.put(row, HOOGTE, place.last - row + 1, "sleutel")


def _column(fields: tuple[Field, ...], key: str) -> int:
    return 1 + next(at for at, field in enumerate(fields) if field.key == key)


def _rules(sheet: Sheet, place: Layout) -> None:
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


def _timeline(sheet: Sheet, kader: Kader, place: Layout, project: Project) -> None:
    """The afspraken in time, with a dashed line on the peildatum."""
    peildatum = kader.actielijst.peildatum
    top = place.last - place.first + 2
    for row, height in ((5, 0), (6, top)):
        sheet.put(row, DAG, serial(peildatum), "sleutel", formula="=Peildatum")
        sheet.put(row, HOOGTE, height, "sleutel")
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
    return f"Tijdlijn van {len(dated)} afspraken, met planning {', '.join(dated)}."[:250]


def open_ref(fiche: Fiche) -> tuple[str, str]:
    """References to the number of open and of overdue afspraken of a fiche."""
    return ref(TILE_OPEN, PANEEL + 1, sheet=fiche.blad), ref(TILE_OPEN, DAG, sheet=fiche.blad)


def project_link(kader: Kader, fiche: Fiche) -> str:
    """A formula that shows a project's name and leads to its fiche; unlike a link cell, it wraps everywhere."""
    name = ref(layout(kader, fiche.project).rows["projectnaam"], INHOUD, sheet=fiche.blad)
    return f'=HYPERLINK("#{fiche_target(fiche)}",{name})'


def mirror_of(kader: Kader, fiche: Fiche, key: str) -> str:
    """A formula that repeats a field of a fiche."""
    return mirror(ref(layout(kader, fiche.project).rows[key], INHOUD, sheet=fiche.blad))
