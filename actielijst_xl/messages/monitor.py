"""Messages of the stage 'monitor'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-M001": Message(
        text="De maand {maand} ligt al vast, op peildatum {peildatum}. De actielijst zegt nog hetzelfde.",
        uitleg="Van elke maand wordt één keer een vastlegging gemaakt, zodat cijfers van vorige maanden niet "
        "verschuiven. Wat al vastligt, wordt niet opnieuw geschreven.",
        doe="U hoeft niets te doen. Wilt u de maand toch vervangen? Gebruik --opnieuw.",
    ),
    "XA-M002": Message(
        text="De maand {maand} ligt al vast, op peildatum {peildatum}. De actielijst zegt nu iets anders; de "
        "vastlegging is gelijk gebleven.",
        uitleg="Na het vastleggen van deze maand is de actielijst gewijzigd, of de peildatum is een andere.",
        doe="Wacht tot de volgende maand, of vervang deze maand met --opnieuw.",
    ),
    "XA-M003": Message(
        text="Er is geen vastlegging van {gemist}. Er is vergeleken met {maand}.",
        uitleg="De vorige maand wordt in de map gezocht. Ontbreekt de maand ervóór, dan telt de laatste "
        "maand die er wel is.",
        doe="Is de maand vergeten? Dan is dat niet erg: de wijzigingen van beide maanden staan bij elkaar.",
    ),
    "XA-M004": Message(
        text="{bestand} is geen geldige vastlegging van een maand, of iemand heeft het bestand gewijzigd.",
        uitleg="In de vastlegging staat een controlegetal. Dat past niet bij wat er in het bestand staat.",
        doe="Zet het bestand terug uit een reservekopie, of haal het uit de map.",
    ),
    "XA-M005": Message(
        text="{bestand} is gemaakt met een andere versie van het programma (schema {versie}).",
        uitleg="Een nieuwere versie van het programma kan een maand vastleggen op een manier die deze versie "
        "niet kent.",
        doe="Gebruik de nieuwste versie van het programma.",
    ),
    "XA-M006": Message(
        text="Van {maand} is er geen vastlegging in de map {map}. Er zijn: {maanden}.",
        uitleg="Vergelijken kan met een maand die met `monitor` is vastgelegd, of met `begin`.",
        doe="Kies een van de genoemde maanden, of `begin` voor de eerste versie van de actielijst.",
    ),
    "XA-M007": Message(
        text="{maand} is voorbij: vastgelegd is wat er nu in de actielijst staat, met peildatum {peildatum}.",
        uitleg="Het programma kan niet terugkijken: een actielijst toont alleen de stand van nu.",
        doe="Klopt de stand nog voor die maand? Dan is het goed. Leg de volgende keer in de maand zelf vast.",
    ),
    "XA-M008": Message(
        text="Voor {formaat} is een uitbreiding nodig die niet is geïnstalleerd: {extra}.",
        uitleg="Niet iedereen heeft Word of Parquet nodig; daarom zijn dat losse uitbreidingen.",
        doe='Typ: pip install "xl-actielijst[word,parquet]".',
    ),
    "XA-M009": Message(
        text="{maand} is nog niet begonnen op {vandaag}.",
        uitleg="Van een maand die nog moet komen, zijn er geen cijfers.",
        doe="Kies deze maand of een eerdere.",
    ),
    "XA-M010": Message(
        text="De provincie {provincie} komt twee keer voor: in {bestand} en in een ander bestand.",
        uitleg="Bij een landelijk overzicht hoort van elke provincie één actielijst.",
        doe="Laat één van de twee weg.",
    ),
    "XA-M011": Message(
        text="In de map {map} staan maanden van een andere provincie: {provincies}.",
        uitleg="Maanden van verschillende provincies zijn niet met elkaar te vergelijken.",
        doe="Kies een eigen map met -d.",
    ),
    "XA-M012": Message(
        text="Vorige maand gingen de cijfers over: {was}. Nu over: {wordt}. Nieuwe provincies hebben niets "
        "om mee te vergelijken.",
        uitleg="In het landelijke overzicht doen niet elke maand dezelfde provincies mee.",
        doe="Let op bij het vergelijken van totalen, of voeg de ontbrekende provincie toe.",
    ),
    "XA-M013": Message(
        text="De vorige maand kwam van een andere actielijst van {provincie}. Vergeleken is per project.",
        uitleg="Er is een nieuwe actielijst gemaakt. Afspraken kunnen dan een andere sleutel hebben.",
        doe="Bekijk de wijzigingen met aandacht.",
    ),
    "XA-M014": Message(
        text="Deze bestanden hoorden bij de oude vastlegging en staan nu in archief: {bestanden}.",
        uitleg="Met --opnieuw vervangt u de maand. Wat er van die maand was en niet opnieuw is gemaakt, "
        "klopt dan niet meer.",
        doe="U hoeft niets te doen. Wilt u zo'n bestand weer hebben? Vraag het opnieuw op.",
    ),
    "XA-M015": Message(
        text="Na {maand} is er al vastgelegd: {later}. Daar is toen niet met deze vastlegging vergeleken.",
        uitleg="De bestanden van een maand veranderen niet als een eerdere maand erbij komt of wordt "
        "vervangen.",
        doe="Moet dat wel? Haal van de latere maand alle bestanden weg, behalve maand_JJJJ-MM.json, en voer "
        "monitor met --maand opnieuw uit voor die maand.",
    ),
    "XA-M016": Message(
        text="De actielijst is na de peildatum {peildatum} nog bijgewerkt, het laatst op {dag}. Vastgelegd "
        "is wat er nu in staat.",
        uitleg="Het programma kan niet terugkijken: een actielijst toont alleen de stand van nu.",
        doe="Moet de stand van toen erin? Gebruik dan de actielijst van die dag uit de map archief.",
    ),
    "XA-M020": Message(
        text="Er is nog niets uitgedeeld, dus er valt niemand te herinneren.",
        uitleg="Een herinnering gaat over een bestand dat een partij kreeg en nog niet terugstuurde.",
        doe="Deel de actielijst eerst uit: xl-actielijst issue ACTIELIJST.xlsx.",
    ),
    "XA-M021": Message(
        text="Niemand hoeft een herinnering: alle partijen hebben geantwoord en geen afspraak is te laat.",
        uitleg="Een herinnering gaat naar partijen die niet antwoordden, of een afspraak over de planning "
        "heen hebben.",
        doe="U hoeft niets te doen.",
    ),
    "XA-M022": Message(
        text="Van {partij} is geen mailadres bekend. De mail heeft nog geen ontvanger.",
        uitleg="Mailadressen staan in actielijst.toml onder [partijen].",
        doe="Vul het adres in de mail in, of zet het onder [partijen] en maak de mails opnieuw.",
    ),
    "XA-M023": Message(
        text="{partij} is geen partij in deze actielijst. De partijen zijn: {partijen}.",
        uitleg="Een herinnering kan alleen naar een partij die een bestand kreeg of een afspraak heeft.",
        doe="Neem de naam over uit de lijst.",
    ),
    "XA-M024": Message(
        text="Over de planning heen, maar zonder organisatie om te herinneren: {afspraken}.",
        uitleg="De trekker van deze afspraken is leeg, of alleen een rol zoals gemeente of netbeheerder.",
        doe="Vul op de fiche een organisatie in bij Trekker / verantwoordelijke.",
    ),
}
