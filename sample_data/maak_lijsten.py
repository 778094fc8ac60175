"""Make the sample lists: `python sample_data/maak_lijsten.py`. The same sources give the same bytes.

Facts come from `bron/projecten_openbaar.csv`, made-up values from `bron/verzonnen.toml` and the tables below,
planted mistakes from `bron/fouten.toml`. The look (widths, colours, notes) is an official's, on purpose.
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from opmaak import DONKER, GRIJS, LICHT, STREEP, bewaar, op_a3, schrijf_kop, schrijf_waarde, stijl

MAP = Path(__file__).parent
BRON = MAP / "bron"

Rij = Mapping[str, Any]


def lees_openbaar() -> dict[str, dict[str, str]]:
    """Return the public facts by project name."""
    with (BRON / "projecten_openbaar.csv").open(encoding="utf-8", newline="") as bestand:
        return {rij["projectnaam"]: rij for rij in csv.DictReader(bestand)}


def lees_toml(naam: str, sleutel: str) -> list[dict[str, Any]]:
    with (BRON / naam).open("rb") as bestand:
        return list(tomllib.load(bestand)[sleutel])


# --- pmiek_lijst.xlsx ---

GROEPEN: tuple[tuple[str, tuple[tuple[str, str, float], ...]], ...] = (  # group: (header, key, width)
    ("Project", (("Nr.", "nr", 7), ("Projectnaam", "projectnaam", 30), ("Herkomst", "herkomst", 9))),
    (
        "Waarom",
        (
            ("Omschrijving", "omschrijving", 42),
            ("Kansen en knelpunten", "kansen", 28),
            ("Fase", "fase", 17),
            ("Vervolg", "vervolg", 16),
        ),
    ),
    (
        "Waar",
        (
            ("Gemeente(n)", "gemeente", 20),
            ("Provincies", "provincie", 15),
            ("Deelgebied", "deelgebied", 14),
            ("Perceel", "perceel", 13),
        ),
    ),
    (
        "Wat en wie",
        (
            ("Type infra", "type_infra", 21),
            ("Drager", "drager", 11),
            ("kV", "spanning", 11),
            ("Netbeheerder(s)", "netbeheerder", 15),
            ("Betrokken partijen", "partijen", 20),
            ("Bevoegd gezag", "bevoegd_gezag", 17),
        ),
    ),
    ("Wanneer", (("Tijdspad en IBN", "tijdspad_en_ibn", 26), ("Wachtlijst (MW)", "wachtlijst", 10))),
    (
        "Investeringsplan",
        (("pMIEK-ronde", "ronde", 10), ("In IP?", "in_ip", 7), ("IP-nummer(s)", "ip", 15)),
    ),
    (
        "Uitvoeringsafspraak",
        (
            ("Activiteit", "activiteit", 28),
            ("Trekker", "trekker", 17),
            ("Resultaat", "resultaat", 22),
            ("Planning", "planning", 12),
        ),
    ),
    (
        "Monitoring",
        (
            ("Haalbaarheid IBN", "haalbaarheid", 12),
            ("Oordeel", "oordeel", 11),
            ("Aandachtspunten (proces of risico)", "aandachtspunt", 25),
            ("Versnellingsactie", "versnelling", 24),
            ("Trekker / verantwoordelijke bij aandachtspunten en versnellingsacties", "trekker_m", 19),
            ("Vraag aan energyboard", "vraag", 25),
        ),
    ),
    ("Intern", (("Bron (openbaar)", "bron", 40),)),
)
NOTEN = (
    "Voorbeeldlijst van de verzonnen Provincie Voorbeeldland: projecten uit verschillende provincies.",
    "Namen, gemeenten, netbeheerders en de meeste IBN's komen van openbare pagina's (zie de kolom Bron).",
    "De fase is afgeleid. De teksten en wat er staat over herkomst, vervolg, IP, perceel, wachtlijst,",
    "afspraken en monitoring zijn verzonnen. IBN = inbedrijfname. n.t.b. = nog te bepalen.",
)
EERSTE_RIJ, EERSTE_KOLOM = 6, 2
VERBORGEN = "VL-17"  # a hidden row that must be read all the same


def omschrijving(eigen: Rij) -> str:
    if "aanleiding" in eigen:
        return f"Aanleiding: {eigen['aanleiding']}\nDoel: {eigen['doel']}"
    return str(eigen.get("omschrijving", ""))


def tijdspad_en_ibn(tijdspad: str, ibn: str) -> str:
    return f"Tijdspad: {tijdspad}\nIBN: {ibn}" if tijdspad else ibn


def project(eigen: Rij, feit: Rij) -> dict[str, Any]:
    """Join the made-up values and the public facts of one project; a fact may be rewritten only."""
    ibn = feit.get("ibn_volgens_bron") or eigen.get("ibn", "")
    ronde = "pMIEK 1.0" if "pMIEK 1.0" in feit.get("in_pmiek_volgens_bron", "") else ""
    return {
        "projectnaam": eigen["naam"],
        "provincie": feit.get("provincie"),
        "bevoegd_gezag": feit.get("bevoegd_gezag"),
        "spanning": feit.get("spanning"),
        "type_infra": feit.get("type_infra"),
        "drager": feit.get("energiedrager"),
        "gemeente": feit.get("gemeenten"),
        "netbeheerder": feit.get("netbeheerder"),
        "bron": feit.get("bron"),
        **eigen,
        "fase": feit.get("fase_handreiking_afgeleid") or eigen.get("fase"),
        "ronde": "pMIEK 2.0" if "pMIEK 2.0" in feit.get("in_pmiek_volgens_bron", "") else ronde,
        "omschrijving": omschrijving(eigen),
        "tijdspad_en_ibn": tijdspad_en_ibn(eigen.get("tijdspad", ""), ibn),
    }


def maak_pmiek_lijst() -> Workbook:
    boek = Workbook()
    voorblad(boek.active)
    blad = boek.create_sheet("pMIEK-lijst 2026")
    openbaar = lees_openbaar()
    projecten = [
        project(eigen, openbaar.get(eigen["naam"], {})) for eigen in lees_toml("verzonnen.toml", "project")
    ]
    sleutels = koppen(blad)
    titel(blad, len(sleutels))
    for nummer, rij in enumerate(projecten):
        schrijf_project(blad, EERSTE_RIJ + nummer, rij, sleutels)
    onder_de_tabel(blad, EERSTE_RIJ + len(projecten), projecten, sleutels)
    blad.auto_filter.ref = (
        f"B5:{get_column_letter(EERSTE_KOLOM + len(sleutels) - 1)}{EERSTE_RIJ + len(projecten) - 1}"
    )
    blad.print_title_cols = "B:C"
    op_a3(blad, koprijen="4:5", bevries="D6", breed=2)
    boek.active = 1
    boek.worksheets[0].sheet_view.tabSelected = False
    return boek


def voorblad(blad: Worksheet) -> None:
    blad.title = "Voorblad"
    blad.sheet_view.showGridLines = False
    blad.column_dimensions["A"].width, blad.column_dimensions["B"].width = 4, 95
    for rij, (tekst, punten) in enumerate(
        (
            ("Provincie Voorbeeldland", 20),
            ("pMIEK-lijst, stand 1 november 2026", 14),
            *((noot, 11) for noot in NOTEN),
        )
    ):
        cel = blad.cell(3 + rij + (rij > 1), 2, tekst)
        stijl(cel, kleur=DONKER if punten > 11 else "", vet=punten > 11, punten=punten)
        cel.alignment = Alignment(wrap_text=True)


def titel(blad: Worksheet, breedte: int) -> None:
    blad.merge_cells(start_row=1, start_column=2, end_row=1, end_column=1 + breedte)
    blad["B1"] = "Provincie Voorbeeldland – pMIEK-lijst"
    blad["B2"] = "Stand 1 november 2026 – voorbeeld op basis van openbare bronnen, geen vastgestelde lijst"
    stijl(blad["B1"], kleur=DONKER, vet=True, punten=18)
    stijl(blad["B2"], kleur=GRIJS, punten=10)
    blad.row_dimensions[1].height = 28
    blad.column_dimensions["A"].width = 2


def koppen(blad: Worksheet) -> list[str]:
    """Write the two header rows and return the keys of the columns in order."""
    sleutels: list[str] = []
    for groep, kolommen in GROEPEN:
        begin = EERSTE_KOLOM + len(sleutels)
        for stap, (kop, sleutel, breedte) in enumerate(kolommen):
            schrijf_kop(blad, 4, begin + stap, groep if stap == 0 else "")
            schrijf_kop(blad, 5, begin + stap, kop, achter=LICHT)
            blad.column_dimensions[get_column_letter(begin + stap)].width = breedte
            sleutels.append(sleutel)
        if len(kolommen) > 1:
            blad.merge_cells(start_row=4, start_column=begin, end_row=4, end_column=begin + len(kolommen) - 1)
    blad.row_dimensions[5].height = 50
    blad.column_dimensions[get_column_letter(EERSTE_KOLOM + len(sleutels) - 1)].hidden = True
    return sleutels


def schrijf_project(blad: Worksheet, rij: int, waarden: Rij, sleutels: list[str]) -> None:
    for stap, sleutel in enumerate(sleutels):
        achter = STREEP if rij % 2 else ""
        waarde = waarden.get(sleutel)
        schrijf_waarde(blad, rij, EERSTE_KOLOM + stap, None if waarde == "" else waarde, achter=achter)
    nummer = blad.cell(rij, EERSTE_KOLOM)
    nummer.number_format = "@"  # or 1.10 becomes 1.1 at the first edit
    stijl(nummer, kleur=DONKER, vet=True, achter=STREEP if rij % 2 else "")
    blad.row_dimensions[rij].height = 12.5 * regels(waarden, sleutels)
    blad.row_dimensions[rij].hidden = waarden["nr"] == VERBORGEN
    if waarden["nr"] == "A":
        nummer.comment = Comment(
            "Gebiedsproject: vier IP-nummers bij één pMIEK-nummer.", "Provincie Voorbeeldland"
        )


def regels(waarden: Rij, sleutels: Iterable[str]) -> int:
    breedten = {sleutel: breedte for _, kolommen in GROEPEN for _, sleutel, breedte in kolommen}
    teksten = ((str(waarden.get(s) or ""), breedten[s]) for s in sleutels if s != "bron")
    return max(sum(1 + int(len(deel) / (breedte * 1.2)) for deel in t.split("\n")) for t, breedte in teksten)


def onder_de_tabel(blad: Worksheet, rij: int, projecten: list[dict[str, Any]], sleutels: list[str]) -> None:
    totaal = {"nr": "Totaal", "projectnaam": f"{len(projecten)} projecten"}
    totaal["wachtlijst"] = sum(p.get("wachtlijst", 0) for p in projecten)
    for stap, sleutel in enumerate(sleutels):
        cel = blad.cell(rij, EERSTE_KOLOM + stap, totaal.get(sleutel))
        stijl(cel, vet=True, achter=LICHT)
    for stap, noot in enumerate(NOTEN):
        stijl(cel := blad.cell(rij + 2 + stap, EERSTE_KOLOM, noot), kleur=GRIJS)
        cel.alignment = Alignment(wrap_text=False)


# --- lijst_andere_koppen.xlsx ---

KOPPEN_2 = (
    *("Nr.", "Station", "Fasering", "", "Locatie", "Betrokken gemeente", "Asset", "kV", "Drager", ""),
    *("Netbedrijf", "BG", "Planning", "Stoplicht", "Opgenomen in IP", "IP ID", "Score", "Opmerking regio"),
)
BREEDTEN_2 = (5, 44, 15, 2, 20, 22, 19, 10, 12, 2, 18, 28, 22, 10, 11, 22, 7, 30)
# name in the csv: fasering, planning when the csv has no IBN, stoplicht, IP id, score, remark (all made up)
PROJECTEN_2: tuple[tuple[str, str, object, str, str, int | None, str], ...] = (
    ("380 kV-hoogspanningsstation Tilburg", "project", 2030, "oranje", "TTN-4471", 8, ""),
    ("150 kV-station Roosendaal-Noord", "voorverkenning", "", "grijs", "", 5, ""),
    ("150 kV-station omgeving Waalwijk", "voorverkenning", "", "grijs", "", 5, "zie ook bedrijvenpark"),
    ("Nieuw hoogspanningsstation Oirschot", "verkenning", ">2031", "rood", "", 6, ""),
    ("Hoogspanningsstation Klaaswaal", "verkenning", 2033, "oranje", "", 4, ""),
    ("Hoogspanningsstation Ooltgensplaat", "verkenning", 2034, "groen", "", 4, ""),
    ("Station westkant A4 (Haarlemmermeer)", "verkenning", "", "rood", "", 7, "tweede locatie in beeld"),
    ("Elektriciteitsstation Uilenburg", "project", "", "groen", "LND-0932", 6, "sloop en nieuwbouw"),
    ("Transformatorstation Ede West", "project", 2028, "groen", "LND-1107", 7, "samen met verkabeling"),
    ("110 kV-station Bolsward (De Marne)", "project", 2029, "oranje", "TTN-3810 / LND-0771", 7, ""),
    ("Nieuw station bij Leeuwarden", "verkenning", "n.t.b.", "grijs", "", 3, ""),
    ("Uitbreiding station Lemmer", "project", "", "groen", "LND-0802", 5, ""),
    ("Uitbreiding station Burgum", "project", "", "groen", "LND-0803", None, ""),
    ("Hoogspanningsstation Moerdijk", "onderzoeksfase", "2032 – 2035", "oranje", "", 9, ""),
    ("DON West: kabel Meppel Noord - Zwolle Hessenweg", "planvorming", "", "oranje", "TTN-4102", 6, ""),
)
JAAR_ALS_DATUM = "Transformatorstation Ede West"  # its year stands in a cell with a date format
LEGE_RIJ_NA = 8


def maak_lijst_andere_koppen() -> Workbook:
    boek = Workbook()
    leesmij = boek.active
    leesmij.title = "Leesmij"
    leesmij["A1"] = "Provincie Buurland (verzonnen). De projecten staan op het tweede blad."
    blad = boek.create_sheet("Projecten energie-infra")
    blad["C3"] = "Energieprojecten Buurland (voorbeeld, geen vastgestelde pMIEK-lijst)"
    stijl(blad["C3"], kleur=GRIJS, vet=True, punten=13)
    blad.row_dimensions[5].height = 26
    for stap, (kop, breedte) in enumerate(zip(KOPPEN_2, BREEDTEN_2, strict=True)):
        blad.column_dimensions[get_column_letter(3 + stap)].width = breedte
        if kop:
            schrijf_kop(blad, 5, 3 + stap, kop)
    openbaar = lees_openbaar()
    for nummer, eigen in enumerate(PROJECTEN_2, start=1):
        schrijf_rij_2(blad, 5 + nummer + (nummer > LEGE_RIJ_NA), nummer, eigen, openbaar[eigen[0]])
    op_a3(blad, koprijen="5:5", bevries="E6")
    return boek


def schrijf_rij_2(blad: Worksheet, rij: int, nummer: int, eigen: tuple[Any, ...], feit: Rij) -> None:
    naam, fasering, planning, stoplicht, ip, score, opmerking = eigen
    waarden = (nummer, naam, fasering, None, feit["provincie"].replace("; ", " / "), feit["gemeenten"])
    waarden += (feit["type_infra"], feit["spanning"].removesuffix(" kV"), feit["energiedrager"], None)
    waarden += (feit["netbeheerder"], feit["bevoegd_gezag"], feit["ibn_volgens_bron"] or planning, stoplicht)
    waarden += ("ja" if ip else "", ip, score, opmerking)
    for stap, waarde in enumerate(waarden):
        if KOPPEN_2[stap]:
            schrijf_waarde(blad, rij, 3 + stap, None if waarde == "" else waarde)
    if naam == JAAR_ALS_DATUM:
        blad.cell(rij, 3 + KOPPEN_2.index("Planning")).number_format = "DD-MM-YYYY"


# --- lijst_met_fouten.xlsx ---

TREKKER_M = "Trekker / verantwoordelijke bij aandachtspunten en versnellingsacties"
GOED: dict[str, Any] = {  # a row without any finding; each mistake changes as little of it as it can
    "Projectnummer": "F-{:02}",
    "Projectnaam": "Voorbeeldproject {}",
    "Herkomst": "B",
    "Projectfase": "Planuitwerkingsfase",
    "Vervolg": "Uitvoeringsacties",
    "Locatie": "Bedrijventerrein",
    "Gemeente(n)": "Lelystad",
    "Provincie(s)": "Flevoland",
    "Type infra": "Nieuw station",
    "Energiedrager": "Elektriciteit",
    "Netbeheerder(s)": "Liander",
    "Bevoegd gezag": "Gemeente Lelystad",
    "IBN": 2031,
    "Project opgenomen in IP?": "Ja",
    "ID/projectnummer in investeringsplan": "IP2026-09{:02}",
    "Activiteit": "Ruimtelijk planproces opstellen",
    "Trekker / verantwoordelijke": "Gemeente Lelystad",
    "Resultaat": "Vastgesteld plan",
    "Planning": "Q2 2028",
    "Aandachtspunten (proces of risico)": "",
    "Versnellingsactie": "",
    TREKKER_M: "",
}
KOPRIJ_3 = 3


def maak_lijst_met_fouten() -> tuple[Workbook, list[tuple[str, str, str, str]]]:
    """Return the workbook and, per planted mistake, its cell, code, rule and explanation."""
    boek = Workbook()
    blad = boek.active
    blad.title = "Projecten"
    blad["A1"] = "Voorbeeldlijst met fouten (alles is verzonnen)"
    stijl(blad["A1"], kleur=DONKER, vet=True, punten=13)
    for kolom, (kop, goed) in enumerate(GOED.items(), start=1):
        schrijf_kop(blad, KOPRIJ_3, kolom, kop)
        blad.column_dimensions[get_column_letter(kolom)].width = min(32, max(12, len(kop), len(str(goed))))
    blad.row_dimensions[KOPRIJ_3].height = 38
    verwacht = []
    for nummer, fout in enumerate(lees_toml("fouten.toml", "fout"), start=1):
        rij = KOPRIJ_3 + nummer
        schrijf_fout(blad, rij, nummer, fout["wijzig"])
        if fout["ernst"]:
            cel = f"{get_column_letter(list(GOED).index(fout['bij']) + 1)}{rij}"
            verwacht.append((cel, fout["code"], f"{fout['ernst']} {fout['regel']}", fout["toelichting"]))
    op_a3(blad, koprijen="3:3", bevries="C4")
    return boek, verwacht


def schrijf_fout(blad: Worksheet, rij: int, nummer: int, wijzig: Rij) -> None:
    goed = {kop: w.format(nummer) if isinstance(w, str) else w for kop, w in GOED.items()}
    if onbekend := wijzig.keys() - goed.keys():
        raise KeyError(onbekend)
    for kolom, waarde in enumerate((goed | dict(wijzig)).values(), start=1):
        soort, _, rest = waarde.partition(":") if isinstance(waarde, str) else ("", "", "")
        match soort:
            case "leeg":
                schrijf_waarde(blad, rij, kolom, None)
            case "datum":
                schrijf_waarde(blad, rij, kolom, date.fromisoformat(rest))
            case "jaar_als_datum":
                schrijf_waarde(blad, rij, kolom, int(rest))
                blad.cell(rij, kolom).number_format = "DD-MM-YYYY"
            case "fout":
                schrijf_waarde(blad, rij, kolom, rest)
                blad.cell(rij, kolom).data_type = "e"
            case _:
                schrijf_waarde(blad, rij, kolom, None if waarde == "" else waarde)


def main() -> None:
    bewaar(maak_pmiek_lijst(), MAP / "pmiek_lijst.xlsx")
    bewaar(maak_lijst_andere_koppen(), MAP / "lijst_andere_koppen.xlsx")
    boek, verwacht = maak_lijst_met_fouten()
    bewaar(boek, MAP / "lijst_met_fouten.xlsx")
    with (MAP / "lijst_met_fouten.verwacht.csv").open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand, lineterminator="\n")
        schrijver.writerows([("cel", "code", "regel", "toelichting"), *verwacht])


if __name__ == "__main__":
    main()
