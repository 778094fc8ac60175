"""Messages of writing files (G050..G059): nothing was written, and why."""

from actielijst_xl.messages.message import Message

_NIETS = "Het programma schrijft een bestand helemaal of niet. De oude versie is er nog."

MESSAGES: dict[str, Message] = {
    "XA-G050": Message(
        text="{bestand} is geopend door {wie}. Er is niets geschreven.",
        uitleg="Excel en LibreOffice leggen een merkbestand naast een bestand dat open is. Dat is gevonden.",
        doe="Sluit het bestand en voer de opdracht opnieuw uit. Heeft niemand het open? "
        "Verwijder dan het bestand waarvan de naam begint met ~$ of .~lock.",
    ),
    "XA-G051": Message(
        text="{bestand} is in gebruik of afgeschermd. Er is niets geschreven.",
        uitleg="Het besturingssysteem weigert het schrijven. Meestal is het bestand nog open in "
        "Excel, of mag u in deze map niet schrijven.",
        doe="Sluit het bestand in Excel, controleer uw rechten op de map en probeer het opnieuw.",
    ),
    "XA-G052": Message(
        text="{bestand} is alleen-lezen. Er is niets geschreven.",
        uitleg="Het kenmerk Alleen-lezen staat aan.",
        doe="Zet Alleen-lezen uit (rechtermuisknop, Eigenschappen) of kies een andere naam.",
    ),
    "XA-G053": Message(
        text="De schijf is vol. {bestand} is niet geschreven.",
        uitleg=_NIETS,
        doe="Maak ruimte vrij en voer de opdracht opnieuw uit.",
    ),
    "XA-G054": Message(
        text="{bestand} is intussen door iemand anders veranderd. Er is niets geschreven.",
        uitleg="Het bestand is na het lezen gewijzigd. Schrijven zou die wijziging wissen.",
        doe="Voer de opdracht opnieuw uit.",
    ),
    "XA-G055": Message(
        text="{bestand} is niet goed op de schijf gekomen. De oude versie is er nog.",
        uitleg="Het programma leest terug wat het schreef. Dat gaf iets anders.",
        doe="Controleer de schijf of de netwerkverbinding en voer de opdracht opnieuw uit.",
    ),
    "XA-G056": Message(
        text="Aan {bestand} wordt al gewerkt door {wie}. Er is niets geschreven.",
        uitleg="Maar een opdracht tegelijk kan een bestand bijwerken. Zolang dat duurt, staat er een "
        "bestand naast waarvan de naam eindigt op .slot.",
        doe="Wacht tot de andere opdracht klaar is en probeer het opnieuw. Loopt er op die computer geen "
        "opdracht meer? Verwijder dan het bestand dat eindigt op .slot.",
    ),
    "XA-G057": Message(
        text="De naam of het pad van {bestand} is te lang.",
        uitleg="Een bestandsnaam mag niet langer zijn dan 255 tekens, een heel pad op Windows vaak 260.",
        doe="Kies een kortere naam of een map dichter bij het begin van de schijf.",
    ),
    "XA-G058": Message(
        text="{bestand} is niet geschreven: {reden}.",
        uitleg=_NIETS,
        doe="Controleer de map en de verbinding en voer de opdracht opnieuw uit.",
    ),
    "XA-G059": Message(
        text="{bestand} bestaat al. Er is niets geschreven.",
        uitleg="Een bestaand bestand wordt niet bij verrassing overschreven.",
        doe="Kies een andere naam, of verplaats het bestaande bestand.",
    ),
}
