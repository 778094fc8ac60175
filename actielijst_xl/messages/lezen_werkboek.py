"""Messages of 'lezen': a returned workbook or a master (reading.werkboek, retour, master); L170..L199."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-L170": Message(
        text="{bestand} is geen actielijst. Lever een werkmap aan die met dit programma is gemaakt.",
        uitleg="In het bestand staan geen fiches en geen kenmerken van een actielijst: niet in de cellen, "
        "niet op de Leeswijzer, niet in de administratie en niet in de eigenschappen.",
        doe="Controleer of u het goede bestand hebt gekozen.",
    ),
    "XA-L171": Message(
        text="{bestand} is de actielijst van de provincie zelf, geen retour van een partij.",
        uitleg="In een uitgedeelde werkmap staat van welke uitgifte hij is. In dit bestand staat dat niet; "
        "het heeft wel de bladen van de provincie.",
        doe="Kies het bestand dat de partij heeft teruggestuurd.",
    ),
    "XA-L172": Message(
        text="In {bestand} staan wel fiches, maar niet van welke uitgifte zij zijn.",
        uitleg="Alle kenmerken zijn uit het bestand verdwenen: de verborgen kolommen, de Leeswijzer, de "
        "administratie en de eigenschappen. Zonder uitgifte is niet te zien wat iemand heeft veranderd.",
        doe="Vraag de afzender om het bestand dat u hebt uitgedeeld, met de waarden erin overgenomen.",
    ),
    "XA-L173": Message(
        text="{bestand} is een werkmap die is uitgedeeld aan {partij}, niet de actielijst van de provincie.",
        uitleg="De actielijst van de provincie heeft geen ontvanger en geen uitgifte.",
        doe="Kies het bestand van de provincie zelf, vaak actielijst.xlsx.",
    ),
    "XA-L174": Message(
        text="De kenmerken van dit bestand spreken elkaar tegen over {wat} ({lagen}). Gebruikt: {gekozen}.",
        uitleg="Elk bestand draagt zijn kenmerken op vier plaatsen. De waarde op de meeste plaatsen geldt.",
        doe="Controleer of bladen uit een ander bestand zijn geplakt, en of dit de goede retour is.",
    ),
    "XA-L175": Message(
        text="Dit blad (fiche {fiche}) komt uit een andere uitgifte. De waarden zijn niet samengevoegd, maar "
        "staan in het logboek als losse tekst.",
        uitleg="Waarden uit een andere uitgifte zijn niet te vergelijken met wat in deze uitgifte is "
        "uitgedeeld.",
        doe="Vraag de partij welke waarden gelden en laat ze op het blad van deze uitgifte invullen.",
    ),
    "XA-L176": Message(
        text="Fiche {fiche} staat twee keer in dit bestand. Dit blad geldt als kopie van blad {origineel}.",
        uitleg="Iemand heeft het blad gekopieerd. Het blad met de naam van de uitgifte geldt als het "
        "uitgedeelde blad; heet geen blad zo, dan het eerste.",
        doe="Controleer of op de kopie iets anders staat dan op het uitgedeelde blad.",
    ),
    "XA-L177": Message(
        text="Dit blad heeft de sleutel van fiche {sleutel}, maar toont projectnummer {nummer}. "
        "Gelezen als fiche {gekozen}.",
        uitleg="Vaak is de inhoud van een ander blad over dit blad geplakt.",
        doe="Controleer de waarden van dit project in het bestand.",
    ),
    "XA-L178": Message(
        text="Bij '{label}' hoort een andere verborgen sleutel dan hier staat. Het zichtbare label geldt.",
        uitleg="Iemand heeft een deel van de rijen of kolommen gesorteerd of verplaatst. De verborgen "
        "sleutels gingen niet mee.",
        doe="Controleer of de waarden bij de goede labels staan.",
    ),
    "XA-L179": Message(
        text="In dit bestand staan {aantal} teksten buiten de velden. De eerste {grens} zijn bewaard.",
        uitleg="Vaak staan er eigen bladen van de partij in het bestand.",
        doe="Bekijk het bestand zelf als u de overige teksten nodig hebt.",
    ),
    "XA-L180": Message(
        text="Het blad van fiche {fiche} (eerder {blad}) staat niet in dit bestand.",
        uitleg="De administratie noemt het fiche, maar op geen enkel blad staat zijn sleutel of nummer.",
        doe="Is het blad per ongeluk verwijderd? Zet dan een eerdere versie uit de map archief terug.",
    ),
    "XA-L181": Message(
        text="De verborgen rij-id's ontbreken bij een of meer afspraken. Herkend aan: {hoe}.",
        uitleg="Een rij zonder id wordt herkend aan het zichtbare nummer, en zonder nummer aan de plaats.",
        doe="Controleer bij dit fiche of de wijzigingen bij de goede afspraak staan.",
    ),
    "XA-L182": Message(
        text="Het besluit '{value}' is niet herkend. Kies uit: Master behouden, Retour overnemen, "
        "Retour 1 overnemen (2, 3, enzovoort) of Eigen tekst.",
        uitleg="Alleen met een van deze woorden is zeker wat u bedoelt.",
        doe="Kies op het blad Conflicten een besluit uit de lijst en voeg opnieuw samen.",
    ),
    "XA-L183": Message(
        text="Op deze regel van Conflicten staat een besluit, maar de regel hoort bij geen conflict.",
        uitleg="In de verborgen kolom 'sleutel' staat bij welk conflict een regel hoort. Die is hier leeg.",
        doe="Vul het besluit in op de regel die het programma heeft geschreven.",
    ),
    "XA-L184": Message(
        text="Rij-id {rij} staat op deze regel voor de tweede keer. De regel geldt als nieuwe afspraak.",
        uitleg="Iemand heeft een regel gekopieerd, met de verborgen id erbij.",
        doe="Controleer of de afspraak nieuw is. Zo niet, maak de regel dan leeg.",
    ),
    "XA-L185": Message(
        text="Zichtbare nummers en verborgen rij-id's horen op dit blad niet meer bij elkaar. "
        "Het zichtbare nummer geldt.",
        uitleg="Iemand heeft een deel van de kolommen gesorteerd. De verborgen kolom ging niet mee.",
        doe="Controleer of de waarden bij de goede regel staan.",
    ),
    "XA-L186": Message(
        text="Het blad met de tabel {tabel} ontbreekt.",
        uitleg="Het programma schrijft in deze tabel. Zonder dit blad kan het daar niets bijwerken.",
        doe="Zet een eerdere versie uit de map archief terug.",
    ),
    "XA-L187": Message(
        text="Deze regel van Monitoring hoort bij geen enkel project en is overgeslagen.",
        uitleg="Het projectnummer is onbekend en de verborgen rij-id ontbreekt.",
        doe="Vul het nummer van een project van de actielijst in, of verwijder de regel.",
    ),
    "XA-L188": Message(
        text="In dit bestand (uitgifte {uitgifte}) staat niet meer aan wie het is uitgedeeld.",
        uitleg="De naam van de ontvanger staat op de Leeswijzer, in de administratie en in de eigenschappen; "
        "alle drie ontbreken.",
        doe="Geef zelf aan van welke partij dit bestand is.",
    ),
    "XA-L189": Message(
        text="Op dit blad staat een veld twee keer. De bovenste telt; de andere waarde staat in het logboek.",
        uitleg="Iemand heeft een rij gekopieerd.",
        doe="Controleer welke van de twee waarden geldt.",
    ),
    "XA-L196": Message(
        text="Op Monitoring staat geen rij voor project {projecten}.",
        uitleg="Dit project heeft wel een fiche. Wat op die rij stond, telt nergens mee.",
        doe="Zet de rij terug uit een eerdere versie in de map archief, of typ het projectnummer in de "
        "eerste lege rij onder de tabel.",
    ),
    "XA-L199": Message(
        text="Op Conflicten staat een eigen tekst zonder besluit: '{value}'. Er is nog niets besloten.",
        uitleg="Een eigen tekst geldt pas als bij Besluit 'Eigen tekst' staat. Uw tekst blijft staan.",
        doe="Kies bij Besluit: Eigen tekst. Of maak de cel met de eigen tekst leeg.",
    ),
}
