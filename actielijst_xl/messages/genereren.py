"""Messages of the stage 'genereren'."""

from actielijst_xl.messages import genereren_bestanden, genereren_maand, genereren_rapport
from actielijst_xl.messages.message import Message

_PAKKET: dict[str, Message] = {
    "XA-G101": Message(
        text="Het bestand is geen gave Excel-werkmap (.xlsx).",
        uitleg="Het bestand is beschadigd, afgebroken of van een ander soort. Er is niets geschreven.",
        doe=(
            "Open het bestand in Excel en sla het op als Excel-werkmap (.xlsx). Lukt dat niet, gebruik "
            "dan de vorige versie uit de map archief."
        ),
    ),
    "XA-G102": Message(
        text="Het bestand is versleuteld of heeft een wachtwoord.",
        uitleg=(
            "In een versleuteld bestand kan het programma niet schrijven. Ook een oud .xls-bestand "
            "geeft deze melding."
        ),
        doe=(
            "Open het bestand in Excel, haal het wachtwoord weg (Bestand > Info > Werkmap beveiligen) "
            "en sla het op als .xlsx."
        ),
    ),
    "XA-G103": Message(
        text="Het bestand heeft een digitale handtekening.",
        uitleg=(
            "Een wijziging maakt de handtekening ongeldig. Daarom schrijft het programma niet in een "
            "ondertekend bestand."
        ),
        doe="Sla in Excel een kopie op zonder handtekening en gebruik die.",
    ),
    "XA-G104": Message(
        text="Onderdeel {deel} van het bestand bevat een DOCTYPE.",
        uitleg=(
            "Excel maakt zulke bestanden niet. Een DOCTYPE kan gevaarlijk zijn, daarom schrijft het "
            "programma hier niet in."
        ),
        doe="Vraag de maker om het bestand opnieuw op te slaan met Excel of LibreOffice.",
    ),
    "XA-G105": Message(
        text="Onderdeel {deel} staat twee keer in het bestand.",
        uitleg="Het is niet duidelijk welk van de twee geldt. Er is niets geschreven.",
        doe="Open het bestand in Excel, kijk of alles klopt en sla het opnieuw op.",
    ),
    "XA-G106": Message(
        text="Onderdeel {deel} van het bestand is niet te lezen.",
        uitleg="De inhoud van dit onderdeel is geen geldige XML. Er is niets geschreven.",
        doe=(
            "Open het bestand in Excel en sla het opnieuw op. Lukt dat niet, gebruik dan de vorige "
            "versie uit de map archief."
        ),
    ),
    "XA-G107": Message(
        text='Werkblad "{blad}" staat niet in de werkmap.',
        uitleg="Het programma wil iets schrijven op een werkblad dat er niet (meer) is.",
        doe="Zet het werkblad terug of herstel de oude naam, en start opnieuw.",
    ),
    "XA-G108": Message(
        text='Tabel "{tabel}" staat niet in de werkmap.',
        uitleg=(
            "Het programma wil rijen toevoegen aan een tabel die er niet (meer) is. Misschien is de "
            "tabel omgezet in gewone cellen."
        ),
        doe="Zet de tabel terug uit de vorige versie in de map archief, en start opnieuw.",
    ),
    "XA-G109": Message(
        text='Cel {cel} op werkblad "{blad}" bevat geen formule meer.',
        uitleg="Het programma wil de uitkomst van een formule bijwerken, maar in de cel staat geen formule.",
        doe="Zet de formule terug of neem de cel over uit de vorige versie in de map archief.",
    ),
    "XA-G110": Message(
        text=(
            'De tekst voor cel {cel} op werkblad "{blad}" is te lang: Excel bewaart hoogstens 32.767 tekens.'
        ),
        uitleg="Excel kapt langere tekst af. Daarom is er niets geschreven.",
        doe="Kort de tekst in of verdeel hem over meer cellen.",
    ),
    "XA-G111": Message(
        text='De tekst voor cel {cel} op werkblad "{blad}" bevat een half teken.',
        uitleg=(
            "De tekst is ergens afgekapt midden in een teken, bijvoorbeeld een emoji. Excel kan dat "
            "niet bewaren."
        ),
        doe="Typ de tekst opnieuw.",
    ),
    "XA-G112": Message(
        text='Het getal voor cel {cel} op werkblad "{blad}" past niet in Excel.',
        uitleg="Excel bewaart gehele getallen tot 15 cijfers en geen oneindige getallen.",
        doe="Schrijf een lange code als tekst.",
    ),
    "XA-G113": Message(
        text='De datum voor cel {cel} op werkblad "{blad}" past niet in Excel.',
        uitleg=(
            "Excel bewaart datums vanaf 1 maart 1900 (of 1904, als de werkmap zo is ingesteld), zonder "
            "tijdzone."
        ),
        doe="Verbeter de datum of schrijf hem als tekst.",
    ),
    "XA-G114": Message(
        text='"{cel}" is geen celadres op werkblad "{blad}".',
        uitleg="Een celadres is een kolomletter en een rijnummer, bijvoorbeeld C9.",
        doe="Meld dit aan de beheerder van het programma.",
    ),
    "XA-G115": Message(
        text='Cel {cel} op werkblad "{blad}" hoort bij het bereik {bereik} en is niet los te wijzigen.',
        uitleg="De cel is samengevoegd met andere cellen of hoort bij een matrixformule.",
        doe="Hef de samenvoeging op of haal de matrixformule weg, en start opnieuw.",
    ),
    "XA-G116": Message(
        text='Op werkblad "{blad}" staat iets in {cel}, vlak onder de tabel "{tabel}". De tabel kan daardoor '
        "niet groeien. Er is niets geschreven.",
        uitleg="Nieuwe regels komen onder aan de tabel. Het programma verschuift of overschrijft uw eigen "
        "tekst nooit, en stopt dus voordat het iets verandert.",
        doe="Knip die cellen en plak ze op een ander werkblad, of een stuk lager of rechts naast de tabel. "
        "Sla de werkmap op en voer de opdracht opnieuw uit.",
    ),
    "XA-G117": Message(
        text='Tabel "{tabel}" op werkblad "{blad}" kan niet groeien: de tabel heeft een totaalrij.',
        uitleg="Het programma verschuift een totaalrij niet.",
        doe="Zet de totaalrij uit (Tabelontwerp > Totaalrij) en start opnieuw.",
    ),
    "XA-G118": Message(
        text='De kolommen van tabel "{tabel}" passen niet bij de nieuwe rijen.',
        uitleg="Een kolom is verwijderd of heeft een andere kop gekregen.",
        doe="Zet de kolommen en hun koppen terug zoals in de vorige versie in de map archief.",
    ),
    "XA-G119": Message(
        text='"{blad}" kan niet de naam van een nieuw werkblad zijn.',
        uitleg=(
            'Een naam heeft 1 tot 31 tekens, zonder [ ] : * ? / \\ en is nog niet in gebruik. "History"'
            " mag niet."
        ),
        doe="Kies een andere naam.",
    ),
    "XA-G120": Message(
        text='Werkblad "{blad}" is niet te kopiëren: het bevat een onderdeel van de soort {soort}.',
        uitleg=(
            "Draaitabellen, slicers, besturingselementen en ingesloten bestanden horen bij een enkel "
            "werkblad."
        ),
        doe="Haal dit onderdeel weg van het sjabloonblad.",
    ),
    "XA-G121": Message(
        text='"{tabel}" kan niet de naam van een nieuwe tabel zijn.',
        uitleg=(
            "De naam is al in gebruik, of bevat andere tekens dan letters, cijfers, punt en liggend streepje."
        ),
        doe="Kies een andere naam.",
    ),
    "XA-G122": Message(
        text="Controle mislukt: onderdeel {deel} zou veranderen zonder dat daarom was gevraagd.",
        uitleg=(
            "Voor het schrijven controleert het programma of al het andere gelijk blijft. Er is niets "
            "geschreven."
        ),
        doe="Meld dit aan de beheerder van het programma, met het bestand erbij.",
    ),
    "XA-G123": Message(
        text="Controle mislukt: de nieuwe werkmap zou fouten bevatten die er eerst niet waren ({fouten}).",
        uitleg="Excel zou het bestand bij het openen willen herstellen. Er is niets geschreven.",
        doe="Meld dit aan de beheerder van het programma, met het bestand erbij.",
    ),
    "XA-G124": Message(
        text='Controle mislukt: cel {cel} op werkblad "{blad}" leest anders terug dan geschreven.',
        uitleg="Voor het schrijven leest het programma elke nieuwe waarde terug. Er is niets geschreven.",
        doe="Meld dit aan de beheerder van het programma, met het bestand erbij.",
    ),
}

_WERKBOEK: dict[str, Message] = {
    "XA-G001": Message(
        text='Het werkboek kan niet worden gemaakt: blad "{blad}" {waar} is geweigerd ({reden}).',
        uitleg="Excel kent grenzen, bijvoorbeeld 32.767 tekens in een cel. Iets gaat daaroverheen.",
        doe="Maak de tekst op de genoemde plaats korter en probeer het opnieuw. Er is niets geschreven.",
    ),
    "XA-G002": Message(
        text="{fouten} in de lijst. Er is niets geschreven.",
        uitleg="Een lijst met fouten wordt geen actielijst, want dan ontbreken er projecten.",
        doe="Verbeter de fouten. Of gebruik --ook-met-fouten: die rijen komen dan op het Hoofddocument.",
    ),
}

MESSAGES: dict[str, Message] = {
    **genereren_bestanden.MESSAGES,
    **genereren_rapport.MESSAGES,
    **genereren_maand.MESSAGES,
    **_WERKBOEK,
    **_PAKKET,
}
