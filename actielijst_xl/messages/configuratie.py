"""Messages about settings and about the use of commands."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-C001": Message(
        text='{bestand}: er is geen {wat} "{naam}". {voorstel}',
        uitleg="In actielijst.toml of in de omgeving staat een naam die het programma niet kent.",
        doe="Verbeter de naam of haal de regel weg. Met `xl-actielijst init` krijgt u een voorbeeld.",
    ),
    "XA-C002": Message(
        text="{bestand}: {sleutel} moet {soort} zijn.",
        uitleg="Een instelling heeft een waarde van de verkeerde soort.",
        doe="Verbeter de waarde in actielijst.toml.",
    ),
    "XA-C003": Message(
        text='{bestand}: er is geen veld "{veld}". {voorstel}',
        uitleg="Onder [kolommen] of [labels] staat een veld dat niet bestaat.",
        doe="Kies een veld uit de lijst in de handleiding (Velden).",
    ),
    "XA-C004": Message(
        text='{bestand}: de keuzelijst "{lijst}" ligt vast of bestaat niet. U kunt zelf bepalen: {lijsten}.',
        uitleg="De lijsten uit de handreiking zijn voor elke provincie gelijk.",
        doe="Haal de lijst weg uit [keuzelijsten], of kies een van de genoemde lijsten.",
    ),
    "XA-C005": Message(
        text='{bestand}: het extra veld "{veld}" klopt niet. Nodig: een nieuwe naam zonder spaties, '
        "een label, en als soort een van: {soorten}.",
        uitleg="Een provincie mag eigen velden aan de fiche toevoegen onder [extra_velden.naam].",
        doe="Verbeter het veld in actielijst.toml.",
    ),
    "XA-C006": Message(
        text="{bestand} is niet te lezen vanaf {plaats}.",
        uitleg="Tekst staat tussen rechte aanhalingstekens, ook een kop of een partij met een spatie. Elke "
        "naam en elk [onderdeel] staat er één keer. Een pad schrijft u met schuine strepen: C:/map/logo.png.",
        doe="Verbeter die regel of de regel erboven, of maak met `xl-actielijst init` een nieuw bestand in "
        "een lege map.",
    ),
    "XA-C028": Message(
        text="{bestand} is niet opgeslagen als UTF-8.",
        uitleg="Letters met een accent zijn dan niet te lezen.",
        doe="Open het bestand in Kladblok, kies Opslaan als en kies bij Codering UTF-8.",
    ),
    "XA-C029": Message(
        text="{bestand}: het label {label} bij {veld} kan niet. {reden}",
        uitleg="Een label is de naam van een veld op de bladen. Aan zijn label is een kolom te herkennen.",
        doe="Kies onder [labels] of [extra_velden] een ander label.",
    ),
    "XA-C030": Message(
        text="{voor} is slecht te zien op {achter}: het contrast is {gemeten} op 1, nodig is {nodig} op 1.",
        uitleg="De kleuren staan in actielijst.toml onder [huisstijl]. Het werkboek is wel gemaakt.",
        doe="Kies een donkerder of een lichtere kleur, en maak de actielijst opnieuw.",
    ),
    "XA-C007": Message(
        text='{bestand}: "{waarde}" bij {sleutel} is geen kleur. Schrijf een kleur als #1B365D.',
        uitleg="Een kleur is een hekje met zes cijfers of letters van 0 tot en met F.",
        doe="Verbeter de kleur onder [huisstijl].",
    ),
    "XA-C008": Message(
        text="In {map} staat al een {bestand}. Er is niets geschreven.",
        uitleg="init overschrijft nooit uw eigen instellingen.",
        doe="Gebruik het bestaande bestand, of kies een andere map.",
    ),
    "XA-C009": Message(
        text="Het bestand {bestand} is er niet.",
        uitleg="Het genoemde bestand of de genoemde map bestaat niet.",
        doe="Controleer de naam en de map. Zet aanhalingstekens om een naam met spaties.",
    ),
    "XA-C010": Message(
        text='"{gevraagd}" is geen code van dit programma. {voorstel}',
        uitleg="Elke melding heeft een code, bijvoorbeeld XA-V007.",
        doe="Neem de code over uit de melding.",
    ),
    "XA-C011": Message(
        text='"{waarde}" is geen datum. Schrijf de dag als 2026-11-01 of 1-11-2026.',
        uitleg="Bij een datum hoort een dag die bestaat, met dag, maand en jaar.",
        doe="Geef de datum opnieuw.",
    ),
    "XA-C012": Message(
        text="{bestand} bestaat al en er is gevraagd om een nieuw bestand. Er is niets geschreven.",
        uitleg="Het programma overschrijft geen bestaand bestand.",
        doe="Kies een andere naam, of verplaats het oude bestand.",
    ),
    "XA-C013": Message(
        text="Het logo {bestand} kan niet worden gelezen. Gebruik een PNG of JPEG.",
        uitleg="Het plaatje dat onder [huisstijl] logo staat, is er niet of heeft een andere vorm.",
        doe="Verbeter het pad of maak het leeg.",
    ),
    "XA-C014": Message(
        text="De naam van de provincie is niet bekend.",
        uitleg="De naam staat op elk blad. Uit de gemeenten in de lijst blijkt niet één provincie.",
        doe='Geef de naam: --provincie "Noord-Holland", of vul [provincie] naam in actielijst.toml in.',
    ),
    "XA-C015": Message(
        text="{bestand} kan niet worden geopend.",
        uitleg="Het is een map, of u mag het bestand niet lezen.",
        doe="Noem een bestand, geen map. Staat het bestand open in een ander programma? Sluit het dan. "
        "Controleer of u het bestand mag lezen.",
    ),
    "XA-C016": Message(
        text="De map {map} is niet leeg. Er is niets geschreven.",
        uitleg="Het voorbeeld komt in een nieuwe of lege map, zodat niets wordt overschreven.",
        doe="Kies een andere map: xl-actielijst demo NAAM.",
    ),
    "XA-C017": Message(
        text="{uitleg}",
        uitleg="De opdracht is niet goed getypt.",
        doe="Typ de opdracht met --help om te zien wat er kan.",
    ),
    "XA-C018": Message(
        text="Er ging iets mis in het programma zelf ({soort}). De details staan in {log}.",
        uitleg="Dit is een fout in het programma, niet in uw bestand.",
        doe="Stuur het genoemde bestand naar de beheerder van het programma.",
    ),
    "XA-C020": Message(
        text="Het programma kan geen proces starten om bestanden in te lezen.",
        uitleg="Bestanden van anderen worden in een los proces gelezen, zodat een slecht bestand niets kan "
        "vasthouden. Op deze computer lukt het starten daarvan niet: het mag niet, of het geheugen is vol.",
        doe="Sluit andere programma's en probeer het opnieuw. Blijft het zo? Vraag uw ICT-afdeling of "
        "Python zelf Python mag starten, of zet geheugen_mib in het onderdeel [lezen] op 0.",
    ),
    "XA-C021": Message(
        text="--wachtwoord vraagt om een wachtwoord, maar er is geen venster om het in te typen.",
        uitleg="Een wachtwoord staat nooit op de opdrachtregel of in de instellingen, want daar kunnen "
        "anderen het lezen.",
        doe="Voer de opdracht uit in een gewoon opdrachtvenster, of zet de wachtwoorden in de omgeving onder "
        "XL_ACTIELIJST_WACHTWOORD, elk op een eigen regel.",
    ),
    "XA-C025": Message(
        text='"{waarde}" is geen maand. Schrijf een maand als 2026-11.',
        uitleg="Een maand is een jaar en een nummer van 01 tot en met 12, met een streepje ertussen.",
        doe="Geef de maand opnieuw.",
    ),
    "XA-C026": Message(
        text='"{formaat}" is geen formaat. U kunt kiezen: {formaten}.',
        uitleg="De maand kan in meer formaten worden geschreven, met een komma ertussen.",
        doe="Kies een of meer van de genoemde formaten, bijvoorbeeld --formaat xlsx,csv.",
    ),
    "XA-C027": Message(
        text="Het sjabloon {bestand} is er niet. Het staat onder [monitor] in de instellingen.",
        uitleg="Een provincie kan eigen Word-sjablonen gebruiken voor energyboard en hoofddocument.",
        doe="Verbeter het pad in actielijst.toml, of maak het leeg voor het sjabloon van het programma.",
    ),
}
