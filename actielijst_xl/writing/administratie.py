"""The sheets that keep the books: Conflicten, Uitgiftes, Logboek, Keuzelijsten and the hidden manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actielijst_xl import __version__
from actielijst_xl.model.tabellen import KOPPEN, NAMEN
from actielijst_xl.writing.kader import LISTS_PER_BAND, SJABLOON_VERSIE, Kader, head, list_places, title_block
from actielijst_xl.writing.plan import Area, Rule, Sheet, Table, Validation

HEAD, FIRST = 5, 6
SPARE = 25
_LIST_TITLES: Mapping[str, str] = {
    "projectfase": "Projectfase",
    "vervolg": "Vervolg",
    "status": "Status afspraak",
    "oordeel": "Oordeel",
    "herkomst": "Herkomst",
    "ja_nee": "Ja of nee",
    "type_project": "Type project",
    "type_infra": "Type infra",
    "energiedrager": "Energiedrager",
    "organisatie": "Organisatie",
    "besluit": "Besluit",
    "activiteit_verkenning": "Activiteit verkenning",
    "activiteit_planuitwerking": "Activiteit planuitwerking",
    "activiteit_project": "Activiteit project",
    "activiteit_realisatie": "Activiteit realisatie",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    """A column of a book: key, header, width, style of its cells."""

    key: str
    kop: str
    width: float
    style: str


def _kolommen(naam: str, widths: tuple[float, ...], **styles: str) -> tuple[Kolom, ...]:
    pairs = zip(KOPPEN[naam].items(), widths, strict=True)
    return tuple(
        Kolom(key=key, kop=kop, width=width, style=styles.get(key, "lees")) for (key, kop), width in pairs
    )


CONFLICTEN = _kolommen(
    "conflicten",
    (8, 26, 22, 26, 26, 30, 20, 14, 18, 30, 10),
    nr="label",
    besluit="vul",
    eigen_tekst="vul",
    sleutel="sleutel",
)
UITGIFTES = _kolommen(
    "uitgiftes",
    (16, 13, 28, 15, 40, 13, 34, 15, 34, 10),
    uitgifte="label",
    datum="lees_datum",
    deadline="lees_datum",
    sleutel="sleutel",
)
LOGBOEK = _kolommen("logboek", (17, 17, 24, 34, 26, 26, 32, 32), tijdstip="lees_tijd")


def conflicten_sheet(kader: Kader) -> Sheet:
    """Plan the sheet Conflicten, without conflicts."""
    sheet = _book(
        NAMEN["conflicten"],
        "Verschillen die iemand moet beslissen · er is niets overschreven",
        "Kies per regel in de kolom Besluit wat er moet gelden en voeg opnieuw samen. Tot die tijd blijft de "
        "waarde in de master staan.",
        CONFLICTEN,
        tab="rood",
        links=[(1, "Naar logboek", "Logboek!A1")],
    )
    besluit = next(col for col, kolom in enumerate(CONFLICTEN) if kolom.key == "besluit")
    last = FIRST + SPARE - 1
    sheet.validations.append(
        Validation(
            area=Area(FIRST, besluit, last, besluit),
            title="Besluit",
            message="Wat moet er gelden? Kies uit de lijst. Bij Eigen tekst vult u ook de volgende kolom in.",
            source=kader.list_ref("besluit"),
        )
    )
    sheet.rules.append(
        Rule(
            area=Area(FIRST, 0, last, besluit + 1),
            formula=f'=AND($A{FIRST + 1}<>"",$I{FIRST + 1}<>"")',
            style="besloten",
        )
    )
    return sheet


def uitgiftes_sheet() -> Sheet:
    """Plan the sheet Uitgiftes, without uitgiftes."""
    return _book(
        NAMEN["uitgiftes"],
        "Wie heeft wat gekregen, en wat kwam terug",
        "De eerste regels komen hier zodra u bestanden uitdeelt.",
        UITGIFTES,
        tab="grijs",
        links=[(2, "Naar logboek", "Logboek!A1")],
    )


def logboek_sheet() -> Sheet:
    """Plan the sheet Logboek, without entries."""
    return _book(
        NAMEN["logboek"],
        "Elke wijziging uit een retour, met oude en nieuwe waarde",
        "Ook wat niet herkend is, staat hier, met de tekst en de cel waar het stond.",
        LOGBOEK,
        tab="grijs",
        links=[(2, "Naar conflicten", "Conflicten!A1")],
    )


def _book(
    name: str,
    ondertitel: str,
    hulp: str,
    kolommen: tuple[Kolom, ...],
    *,
    tab: str,
    links: list[tuple[int, str, str]],
) -> Sheet:
    """Plan an empty book: the table stands there from the start, so that a merge only adds rows."""
    hidden = frozenset(col for col, kolom in enumerate(kolommen) if kolom.key == "sleutel")
    sheet = Sheet(
        name=name,
        tab=tab,
        widths={col: kolom.width for col, kolom in enumerate(kolommen)},
        hidden_cols=hidden,
        hidden_rows={HEAD - 1},
        repeat_row=HEAD,
        freeze_row=HEAD + 1,
        last_print_col=len(kolommen) - 1 - len(hidden),
    )
    title_block(sheet, name, ondertitel, [(0, "Overzicht", "Overzicht!A1"), *links])
    sheet.put(3, 0, hulp, "hulp")
    sheet.heights[3] = 16.0
    sheet.put_row(HEAD - 1, 0, (f"kolom:{kolom.key}" for kolom in kolommen), "sleutel")
    head(sheet, HEAD, (kolom.kop for kolom in kolommen))
    for row in range(FIRST, FIRST + SPARE):
        for col, kolom in enumerate(kolommen):
            sheet.put(row, col, None, kolom.style)
    sheet.tables.append(
        Table(
            name=name,
            area=Area(HEAD, 0, FIRST + SPARE - 1, len(kolommen) - 1),
            headers=tuple(kolom.kop for kolom in kolommen),
            title=name,
            description=ondertitel,
        )
    )
    return sheet


def keuzelijsten_sheet(kader: Kader) -> Sheet:
    """Plan the sheet Keuzelijsten: one table per list, side by side."""
    widths = dict.fromkeys(range(LISTS_PER_BAND), 30.0)
    sheet = Sheet(name="Keuzelijsten", tab="grijs", widths=widths, last_print_col=len(widths) - 1)
    ondertitel = "Beheer door de provincie · een nieuwe waarde? Meld het aan de provincie"
    title_block(sheet, "Keuzelijsten", ondertitel, [(0, "Leeswijzer", "Leeswijzer!A1")])
    for key, (top, col) in list_places(kader.lijsten).items():
        kop, values = _LIST_TITLES.get(key, key), kader.lijsten[key]
        sheet.put(top, col, kop, "kop")
        for row, value in enumerate(values or ("",), top + 1):
            sheet.put(row, col, value, "lees")
        sheet.tables.append(
            Table(
                name=f"Lijst_{key}",
                area=Area(top, col, top + max(1, len(values)), col),
                headers=(kop,),
                title=f"Keuzelijst {kop}",
                description=f"De waarden voor {kop.lower()}.",
            )
        )
    return sheet


def beheer_sheet(kader: Kader, administratie: Sequence[str] = ()) -> Sheet:
    """Plan the very hidden manifest: the third layer of identity, and the administration.

    Args:
        kader: What the sheets share.
        administratie: Packed text (see `model.chunks`): the register of a master, the base of a copy.
    """
    lijst = kader.actielijst
    sheet = Sheet(
        name="_beheer",
        tab="grijs",
        state="very_hidden",
        widths={0: 14, 1: 40, 2: 60, 3: 40},
        last_print_col=3,
    )
    notice = "Administratie van xl-actielijst. Verwijder of wijzig dit blad niet: de retouren horen hierbij."
    sheet.put(0, 0, notice, "leeg")
    rows: list[tuple[str, str, str]] = [
        ("kop", "programma", f"xl-actielijst {__version__}"),
        ("kop", "sjabloon", SJABLOON_VERSIE),
        ("kop", "actielijst", kader.id_van_actielijst),
        ("kop", "provincie", lijst.provincie),
        ("kop", "uitgave", lijst.uitgave),
        ("kop", "peildatum", lijst.peildatum.isoformat()),
        ("kop", "ontvanger", kader.ontvanger),
        ("kop", "uitgifte", kader.uitgifte),
        *(("veld", f.key, f"{f.tabel.value}|{f.label}") for f in kader.fields.all),
        *(("fiche", f.fiche_id, f.project.text("project_id")) for f in lijst.fiches),
        *(("pakket", str(number), piece) for number, piece in enumerate(administratie)),
        *(("zonder locatie", f.fiche_id, f.project.text("project_id")) for f in lijst.zonder_locatie),
    ]
    sheet.put_row(1, 0, ("soort", "sleutel", "waarde", "blad"), "leeg")
    names = {f.fiche_id: f.blad for f in lijst.fiches}
    for row, (soort, key, value) in enumerate(rows, 2):
        sheet.put_row(row, 0, (soort, key, value, names.get(key, "") if soort == "fiche" else ""), "leeg")
    return sheet
