"""Messages of the stage 'lezen'."""

from actielijst_xl.messages import lezen_lijst, lezen_poort, lezen_werkboek
from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    **lezen_poort.MESSAGES,
    **lezen_lijst.MESSAGES,
    **lezen_werkboek.MESSAGES,
    # L150..L169: het bestand als raster van cellen (reading.grid)
    "XA-L150": Message(
        text="{bestand} is geen werkmap. Lever een .xlsx-, .xlsm-, .xlsb-, .ods-, .xls- of .csv-bestand aan.",
        uitleg="De inhoud van het bestand bepaalt wat het is, niet de naam. Soms is een bestand met de naam "
        ".xls in werkelijkheid een webpagina of een pdf.",
        doe="Open het bestand in Excel, kies Opslaan als en dan Excel-werkmap (.xlsx).",
    ),
    "XA-L151": Message(
        text="{bestand} is beveiligd met een wachtwoord en is niet te lezen.",
        uitleg="Een versleuteld bestand gaat pas open met het wachtwoord.",
        doe="Open het bestand in Excel, haal het wachtwoord weg (Bestand, Info, Werkmap beveiligen) "
        "en sla het op.",
    ),
    "XA-L152": Message(
        text="{bestand} is beschadigd en gaat niet open.",
        uitleg="Het bestand begint als een werkmap, maar de inhoud klopt niet. Vaak is het half verstuurd.",
        doe="Open het bestand in Excel, laat het herstellen en sla het op. Lukt dat niet? "
        "Vraag het opnieuw op.",
    ),
    "XA-L153": Message(
        text="Dit blad is niet te lezen. De rest van de werkmap is wel gelezen.",
        uitleg="De inhoud van dit ene blad is beschadigd.",
        doe="Open het bestand in Excel, controleer het blad en sla het bestand opnieuw op.",
    ),
    "XA-L154": Message(
        text="Dit blad heeft geen cellen (bijvoorbeeld een grafiekblad) en is overgeslagen.",
        uitleg="Alleen bladen met cellen worden gelezen.",
        doe="U hoeft niets te doen.",
    ),
    "XA-L155": Message(
        text="De werkmap noemt dit blad, maar de inhoud ontbreekt in het bestand.",
        uitleg="Het bestand is niet compleet. De gegevens van dit blad zijn dus niet gelezen.",
        doe="Vraag het bestand opnieuw op, of verwijder het blad in Excel als het leeg hoort te zijn.",
    ),
    "XA-L156": Message(
        text="In een .{soort}-bestand zijn foutcellen (zoals #VERW!) en verborgen rijen niet te zien: "
        "een foutcel telt als leeg.",
        uitleg="Dit oude of compacte formaat geeft alleen waarden prijs.",
        doe="Sla het bestand in Excel op als Excel-werkmap (.xlsx) en gebruik dat bestand.",
    ),
    "XA-L157": Message(
        text="{bestand} is leeg.",
        uitleg="Het bestand bevat geen enkel teken.",
        doe="Controleer of u het goede bestand hebt gekozen, of vraag het opnieuw op.",
    ),
    "XA-L158": Message(
        text="Gelezen als tekst met tekenset {codering}, gescheiden door een {scheiding}.",
        uitleg="Een .csv-bestand zegt zelf niet welke tekenset en welk scheidingsteken het gebruikt. "
        "Het programma leidt dat af uit de inhoud.",
        doe="Zien letters als é en ë er vreemd uit? Sla de lijst dan op als Excel-werkmap (.xlsx).",
    ),
    "XA-L159": Message(
        text="Het bestand wijkt af van de standaard. Het is na een herstel in het geheugen gelezen.",
        uitleg="Een ander programma dan Excel heeft iets ongewoons weggeschreven. "
        "Het bestand zelf is niet veranderd.",
        doe="Controleer of alle waarden er staan. Twijfelt u? Sla het bestand in Excel opnieuw op.",
    ),
}
