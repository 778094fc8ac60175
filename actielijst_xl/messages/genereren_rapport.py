"""Messages of the stage 'genereren': the report on a list (`check --rapport`), and the words on its sheet."""

from actielijst_xl.messages.message import Message

BLAD = "Bevindingen"
TITEL = "Bevindingen in de pMIEK-lijst"
ONDERTITEL = "Fouten: {fouten}   Waarschuwingen: {waarschuwingen}   Meldingen: {meldingen}   Lijst: {bestand}"
UITLEG = (
    "Een fout moet eruit voordat er een actielijst komt. Een waarschuwing vraagt een blik. "
    "Een melding zegt hoe iets is gelezen. Klik op een cel om erheen te gaan."
)
GEEN = "Er zijn geen bevindingen."
KOPPEN = ("Nr", "Ernst", "Code", "Blad", "Cel", "Waarde", "Wat is er aan de hand", "Wat te doen")
TABEL_UITLEG = "Alle bevindingen in de lijst, met de cel en wat te doen"
VOETTEKST = "Pagina &P van &N"
AUTEUR = "xl-actielijst"

ONDERDELEN: dict[str, str] = {
    "macro": "macro's",
    "vorm": "vormen en tekstvakken",
    "afbeelding": "afbeeldingen",
    "kopafbeelding": "afbeeldingen in kop- of voettekst",
    "achtergrond": "de achtergrond van een blad",
    "grafiek": "opmaak van grafieken",
    "nieuwe_grafiek": "grafieken van een nieuwe soort (zoals trechter, kaart of waterval)",
    "sparkline": "sparklines",
    "slicer": "slicers en tijdlijnen",
    "gesprek": "gesprekken bij opmerkingen (de tekst blijft als notitie)",
    "notitie": "opmaak van notities",
    "besturing": "knoppen en andere besturingselementen",
    "object": "ingesloten bestanden",
    "opmaakregel": "een deel van de voorwaardelijke opmaak",
    "validatie": "een deel van de keuzelijsten in cellen (gegevensvalidatie)",
    "verbinding": "gegevensverbindingen en Power Query",
    "gegevensmodel": "het gegevensmodel",
    "draaitabel": "extra instellingen van draaitabellen",
    "matrix": "uitlopende (dynamische) matrixformules",
    "celgegevens": "afbeeldingen en gegevenstypen in cellen",
    "selectievakje": "selectievakjes in cellen (de waarde WAAR of ONWAAR blijft)",
    "foutcontrole": "uitgezette foutcontroles (groene driehoekjes)",
    "weergave": "opgeslagen weergaven",
    "invoegtoepassing": "invoegtoepassingen en lintknoppen",
    "label": "het vertrouwelijkheidslabel",
    "handtekening": "de digitale handtekening",
    "bijlage": "extra gegevens van andere programma's (custom XML)",
}
"""What a copy of a workbook can lose, as a reader knows it."""

MESSAGES: dict[str, Message] = {
    "XA-G020": Message(
        text="Niet meegenomen in het rapport: {onderdeel}.",
        uitleg="Het rapport is een kopie van uw lijst, maar niet alles gaat mee in een kopie. Uw eigen "
        "bestand is niet veranderd.",
        doe="U hoeft niets te doen. Verbeter de lijst in uw eigen bestand, niet in het rapport.",
    ),
    "XA-G021": Message(
        text="Het rapport bevat alleen de waarden van uw .{soort}-bestand, zonder opmaak en formules.",
        uitleg="Alleen een .xlsx- of .xlsm-bestand gaat met opmaak mee. Uw eigen bestand is niet veranderd.",
        doe="U hoeft niets te doen. Wilt u de opmaak erbij? Sla de lijst op als Excel-werkmap (.xlsx).",
    ),
    "XA-G022": Message(
        text="In het rapport rekent Excel de formules opnieuw uit bij het openen.",
        uitleg="De formules staan in het rapport, hun laatste uitkomst niet. Sommige andere programma's "
        "tonen dan een lege cel.",
        doe="Open het rapport in Excel of LibreOffice.",
    ),
    "XA-G023": Message(
        text="Het rapport bevat alleen de waarden van uw bestand: een kopie met opmaak lukte niet.",
        uitleg="Het bestand bevat iets ongewoons dat de kopie tegenhoudt. De controle van de lijst is wel "
        "gelukt. Uw eigen bestand is niet veranderd.",
        doe="Wilt u de opmaak erbij? Open de lijst in Excel, sla hem opnieuw op als Excel-werkmap (.xlsx) "
        "en maak het rapport opnieuw.",
    ),
}
