"""The sheet Toelichting: how to read the extract, and what every column and figure means."""

from collections.abc import Iterable, Iterator, Sequence

from actielijst_xl.model.maand import SCHEMA_VERSIE
from actielijst_xl.model.maand_cijfers import KERNCIJFERS, UITSPLITSINGEN
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.maand_velden import TABELLEN
from actielijst_xl.writing.kader import section, title_block
from actielijst_xl.writing.maand_bladen import NAVIGATIE, places, titel_provincie
from actielijst_xl.writing.maand_energyboard import toen_kop, vergeleken
from actielijst_xl.writing.maand_tekst import lange_datum, volle_naam
from actielijst_xl.writing.plan import Area, Sheet, Table

BLAD = "Toelichting"
_LAST = 6
# Columns of the tables that have no table in the CSV set: sheet, column, what it means.
_OVERIG: tuple[tuple[str, str, str], ...] = (
    ("Energyboard", "Nu", "Het kerncijfer op de peildatum."),
    ("Energyboard", "Kerncijfer", "De naam van het cijfer; wat het telt staat hieronder."),
    ("Energyboard", "{toen}", "Het cijfer in de maand waarmee is vergeleken."),
    (
        "Energyboard",
        "Verschil",
        "Nu min toen, met teken en woord. Bij een IBN: hoe ver die is verschoven.",
    ),
    ("Energyboard", "Eerste versie", "Het cijfer in de actielijst zoals die is gemaakt."),
    ("Energyboard", "Project", "Het nummer van het project; bij te late afspraken de naam."),
    ("Energyboard", "Projectnaam", "De naam van het project."),
    ("Energyboard", "Oordeel", "Op schema, Aandacht, Knelpunt of Onbekend, uit de monitoringslijst."),
    ("Energyboard", "IBN haalbaar", "De haalbare inbedrijfname, zoals ingevuld."),
    ("Energyboard", "Sinds", "Sinds welke maand de vraag er staat; nieuw als dat deze maand is."),
    ("Energyboard", "Vraag aan het energyboard", "De vraag, zo nodig ingekort."),
    ("Energyboard", "Wie trekt", "Trekker of verantwoordelijke uit de monitoringslijst."),
    ("Energyboard", "Versnellingsactie", "Wat zou helpen, uit de monitoringslijst."),
    ("Energyboard", "Was", "De waarde in de maand waarmee is vergeleken."),
    ("Energyboard", "Is nu", "De waarde op de peildatum."),
    ("Energyboard", "Wat is er veranderd", "Het veld, of een nieuw of verdwenen project."),
    ("Energyboard", "Reden", "De aandachtspunten van het project, bij een verschoven IBN of ander oordeel."),
    ("Energyboard", "Bron", "Van wie de nieuwe waarde komt."),
    ("Energyboard", "Afspraak", "Het nummer van de afspraak, zoals op de fiche."),
    ("Energyboard", "Activiteit", "Wat er is afgesproken."),
    ("Energyboard", "Planning", "De planning, zoals ingevuld."),
    ("Energyboard", "Weken over", "Hele weken na de laatste dag van de planning."),
    ("Energyboard", "Status", "De status van de afspraak."),
    ("Energyboard", "Trekker", "De trekker van de afspraak."),
    ("Energyboard", "Voortgang", "De voortgang van de afspraak."),
    ("Uitsplitsingen", "Jaar", "Het jaar van de laatste dag van de haalbare IBN."),
    ("Uitsplitsingen", "Projecten nu", "Aantal projecten met dat jaar op de peildatum."),
    ("Uitsplitsingen", "Projecten toen", "Aantal projecten in de maand waarmee is vergeleken."),
    ("Uitsplitsingen", "Uitsplitsing", "Het veld waarnaar is verdeeld; zie hieronder."),
    ("Uitsplitsingen", "Waarde", "De waarde van dat veld."),
    ("Uitsplitsingen", "Kerncijfer", "Het cijfer dat is verdeeld."),
    ("Uitsplitsingen", "Nu", "Het cijfer op de peildatum."),
    ("Uitsplitsingen", "Toen", "Het cijfer in de maand waarmee is vergeleken."),
    ("Uitsplitsingen", "Verschil", "Nu min toen."),
    ("Uitsplitsingen", "Eerste versie", "Het cijfer in de actielijst zoals die is gemaakt."),
    ("Kerncijfers", "Groep", "De kop waar het cijfer bij hoort."),
    ("Kerncijfers", "Kerncijfer", "De naam van het cijfer."),
    ("Kerncijfers", "Provincie", "De provincie; alleen in een landelijk overzicht."),
    ("Kerncijfers", "jaar-maand", "Het cijfer in die maand: één kolom per maand. Leeg: niet bekend."),
    ("Kerncijfers", "Verschil", "De laatste maand min de maand ervoor, met teken en woord."),
)


def toelichting_sheet(extract: Extract) -> Sheet:
    """Plan the sheet Toelichting."""
    sheet = Sheet(
        name=BLAD,
        tab="grijs",
        protected=False,
        widths=dict(enumerate((18, 30, 30, 14, 60, 36, 34))),
        last_print_col=_LAST,
    )
    ondertitel = f"{titel_provincie(extract)} · stand {lange_datum(extract.nu.peildatum)}"
    title_block(sheet, BLAD, ondertitel, [NAVIGATIE])
    row = _leeswijzer(sheet, extract, 4)
    row = _kolommen(sheet, extract, row + 1)
    _cijfers(sheet, row + 1)
    return sheet


def _leeswijzer(sheet: Sheet, extract: Extract, row: int) -> int:
    section(sheet, row, "Zo leest u dit bestand", 0, _LAST)
    for at, (label, text) in enumerate(_regels(extract), row + 1):
        sheet.put(at, 0, label, "label")
        sheet.put(at, 1, text, "leeg")
    return row + 1 + len(list(_regels(extract)))


def _regels(extract: Extract) -> Iterator[tuple[str, str]]:
    yield "Waarover", f"De actielijst op {lange_datum(extract.nu.peildatum)}; {vergeleken(extract)}."
    for bron in extract.nu.actielijsten:
        yield "Uit", f"Actielijst van {bron.provincie}, uitgave {bron.uitgave}."
    yield (
        "Namen",
        "Persoonsnamen, mailadressen en telefoonnummers staan erin: alleen voor intern gebruik."
        if extract.nu.met_namen
        else "Persoonsnamen, mailadressen en telefoonnummers zijn weggelaten; organisaties en rollen niet.",
    )
    yield "Kleur", "Een kleur herhaalt alleen het woord dat erin staat."
    yield "Streepje", "Een streepje (–) is nul of niets. Een lege cel is niet ingevuld of niet bekend."
    yield "Versie", f"Indeling van de tabellen: versie {SCHEMA_VERSIE}."


def _kolommen(sheet: Sheet, extract: Extract, row: int) -> int:
    section(sheet, row, "Wat betekent elke kolom", 0, _LAST)
    headers = ("Blad", "Kolom", "Naam in CSV", "Soort", "Betekenis", "Komt uit", "Waarden")
    lines = [*_overig(extract), *_van_tabellen(extract)]
    return _list(
        sheet,
        row + 1,
        "Toelichting_Kolommen",
        "Wat betekent elke kolom",
        headers,
        lines,
    )


def _overig(extract: Extract) -> Iterator[tuple[str, ...]]:
    for blad, kolom, text in _OVERIG:
        yield (blad, kolom.format(toen=toen_kop(extract)), "", "", text, "", "")


def _van_tabellen(extract: Extract) -> Iterator[tuple[str, ...]]:
    for tabel in TABELLEN:
        if tabel.key == "kerncijfers":  # on its sheet it has another shape
            for kolom in tabel.kolommen:
                soort = kolom.soort.value
                yield ("(alleen CSV)", kolom.label, kolom.key, soort, kolom.definitie, kolom.bron, "")
            continue
        for place in places(tabel, extract):
            kolom = place.kolom
            soort = f"{kolom.soort.value}, {kolom.eenheid}" if kolom.eenheid else kolom.soort.value
            waarden = " / ".join(kolom.waarden)
            yield (tabel.label, place.label, kolom.key, soort, kolom.definitie, kolom.bron, waarden)


def _cijfers(sheet: Sheet, row: int) -> None:
    section(sheet, row, "Wat telt elk kerncijfer", 0, _LAST)
    headers = ("Groep", "Kerncijfer", "Naam in CSV", "Goed nieuws", "Wat wordt geteld", "Op Energyboard")
    lines: list[tuple[str, ...]] = [
        (k.groep.value, volle_naam(k), k.key, k.gunstig.value, k.definitie, "Ja" if k.kop else "Nee")
        for k in KERNCIJFERS
    ]
    lines += [
        ("Uitsplitsing", u.label, u.key, "", f"{u.definitie} Verdeelt {u.kerncijfer}.", "Nee")
        for u in UITSPLITSINGEN
    ]
    _list(sheet, row + 1, "Toelichting_Kerncijfers", "Wat telt elk kerncijfer", headers, lines)


def _list(
    sheet: Sheet,
    row: int,
    name: str,
    title: str,
    headers: Sequence[str],
    lines: Iterable[Sequence[str]],
) -> int:
    """Write a table of texts; return the row after it."""
    sheet.put_row(row, 0, headers, "kop")
    last = row
    for last, line in enumerate(lines, row + 1):
        sheet.put_row(last, 0, line, "lees")
    sheet.tables.append(
        Table(
            name=name,
            area=Area(row, 0, last, len(headers) - 1),
            headers=tuple(headers),
            title=title,
            description=f"{title}, per blad.",
            autofilter=True,
        )
    )
    return last + 1
