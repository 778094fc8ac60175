"""Messages of the stage 'samenvoegen'.

001-009 a whole return · 010-019 a refused change · 020-029 how a return was read · 030-039 values and
decisions in the master · 040-049 a new version of the pMIEK list · 101-109 lines of the Logboek.
"""

from actielijst_xl.messages import samenvoegen_lijst, samenvoegen_plaats, samenvoegen_retour
from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    **samenvoegen_retour.MESSAGES,
    **samenvoegen_lijst.MESSAGES,
    **samenvoegen_plaats.MESSAGES,
    "XA-S001": Message(
        text="Deze retour hoort bij uitgifte {uitgifte}. Die uitgifte staat niet in deze actielijst. "
        "De retour is overgeslagen.",
        uitleg="Elke uitgedeelde werkmap draagt het nummer van zijn uitgifte. De actielijst kent alleen de "
        "uitgiftes die met deze actielijst zijn gemaakt.",
        doe="Controleer of u de retour samenvoegt met de juiste actielijst.",
    ),
    "XA-S002": Message(
        text="De partij {partij} staat niet in uitgifte {uitgifte}. De retour is overgeslagen.",
        uitleg="In deze uitgifte heeft deze partij geen werkmap gekregen.",
        doe="Vraag de afzender welke werkmap is ingevuld.",
    ),
    "XA-S003": Message(
        text="Deze retour van {partij} is al verwerkt als {bestand}. Er verandert niets.",
        uitleg="Twee bestanden met dezelfde wijzigingen tellen als één retour, ook met een andere naam.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S004": Message(
        text="Dit bestand is geen actielijst. Het is overgeslagen.",
        uitleg="In dit bestand staan geen fiches of kenmerken van een uitgedeelde actielijst.",
        doe="Controleer of dit het bestand is dat u wilde samenvoegen.",
    ),
    "XA-S005": Message(
        text="Deze retour van {partij} is eerder teruggedraaid (retour {nr}, {bestand}). Er verandert niets.",
        uitleg="Een retour die met undo is teruggedraaid, komt niet vanzelf terug.",
        doe="Wilt u de retour toch weer meenemen? Gebruik dan redo met de naam van dat bestand.",
    ),
    "XA-S006": Message(
        text="Deze retour van {partij} is gelijk aan {bestand}. Daarna kwam al een nieuwere. "
        "Er verandert niets.",
        uitleg="De nieuwste retour van een partij telt. Een kopie van een oudere retour verandert niets.",
        doe="Wil de partij terug naar de oudere versie? Draai dan de nieuwere retour terug met undo.",
    ),
    "XA-S007": Message(
        text="Deze actielijst is gemaakt met een andere versie van het programma (versie {versie} van de "
        "gegevens).",
        uitleg="De actielijst bewaart onzichtbare gegevens. Dit programma kan deze versie niet lezen.",
        doe="Installeer de nieuwste versie van xl-actielijst en probeer het opnieuw.",
    ),
    "XA-S008": Message(
        text="{bestand} hoort bij een andere actielijst{van}. De retour is overgeslagen.",
        uitleg="Elke uitgedeelde werkmap draagt het kenmerk van de actielijst waar hij uit komt. Dit bestand "
        "is uitgedeeld uit een andere actielijst: van een andere provincie, of van een vorige keer generate.",
        doe="Voeg het bestand samen met de actielijst waar het bij hoort.",
    ),
    "XA-S009": Message(
        text="De map {map} in de opgegeven map is niet gelezen.",
        uitleg="Van een map leest het programma de bestanden en de zips, niet de mappen die erin staan. Daar "
        "kan van alles in staan, ook bestanden die niemand invulde.",
        doe="Staan er retouren in? Geef die map dan ook op, achter de andere.",
    ),
    "XA-S010": Message(
        text="{fiche} staat niet in de actielijst. De waarde is niet overgenomen.",
        uitleg="De retour noemt een project dat bij deze uitgifte niet bestond.",
        doe="Controleer het projectnummer. Is het een nieuw project? Zet het dan op de pMIEK-lijst.",
    ),
    "XA-S011": Message(
        text="{partij} heeft fiche {fiche} niet gekregen. De wijziging is niet overgenomen.",
        uitleg="Een partij kan alleen de fiches wijzigen die zij in deze uitgifte heeft gekregen.",
        doe="Neem de wijziging zelf over in de actielijst als u het ermee eens bent.",
    ),
    "XA-S012": Message(
        text="{partij} vult het veld {veld} niet in. De wijziging is niet overgenomen.",
        uitleg="Per veld staat vast wie het invult.",
        doe="Neem de wijziging zelf over in de actielijst als u het ermee eens bent.",
    ),
    "XA-S013": Message(
        text="'{value}' past niet in het veld {veld}. Vul in: {hint}. Bijvoorbeeld: {voorbeeld}.",
        uitleg="De waarde staat niet in de keuzelijst of heeft een vorm die niet wordt herkend.",
        doe="Laat de partij de waarde verbeteren, of vul de waarde zelf in de actielijst in.",
    ),
    "XA-S014": Message(
        text="Deze rij of dit blad komt twee keer voor in de retour. De wijziging is niet overgenomen.",
        uitleg="De rij of het blad is gekopieerd en daarna op beide plaatsen gewijzigd. Welke geldt, is niet "
        "te zien.",
        doe="Vraag {partij} welke rij of welk blad geldt.",
    ),
    "XA-S015": Message(
        text="Het veld {veld} is leeggemaakt. Bij dit veld telt dat niet als wijziging.",
        uitleg="Voor dit veld is ingesteld dat een lege cel niets betekent.",
        doe="Wil de partij het veld leegmaken? Laat dan het woord wissen invullen.",
    ),
    "XA-S016": Message(
        text="Fiche {fiche} staat niet meer in de actielijst. De wijziging is niet overgenomen.",
        uitleg="Het fiche is na de uitgifte uit de actielijst verwijderd.",
        doe="Zet het fiche terug uit de map archief, of laat de wijziging vervallen.",
    ),
    "XA-S017": Message(
        text="Het blad van {fiche} ontbreekt in de actielijst. De waarden zijn bewaard.",
        uitleg="Dit blad is niet gevonden. Een blad dat ontbreekt, telt niet als leeggemaakt.",
        doe="Zet het blad terug uit de map archief als het per ongeluk is verwijderd.",
    ),
    "XA-S020": Message(
        text="De cel van het veld {veld} bij {fiche} is niet te lezen.",
        uitleg="In de cel staat een fout (zoals #VERW!) of een formule zonder uitkomst. Dat telt niet als "
        "leeg.",
        doe="Vul een gewone waarde in.",
    ),
    "XA-S021": Message(
        text="Tekst buiten de velden: '{value}'. De tekst staat in het Logboek.",
        uitleg="Deze tekst staat niet in een invulveld en is daarom niet samengevoegd.",
        doe="Lees de tekst en neem over wat nodig is.",
    ),
    "XA-S022": Message(
        text="In fiche {fiche} zijn kolommen gesorteerd. De rijen zijn teruggevonden met hun nummer.",
        uitleg="Alleen een deel van de kolommen is gesorteerd. De inhoud hoort bij het zichtbare nummer.",
        doe="Controleer de rijen van dit fiche.",
    ),
    "XA-S023": Message(
        text="In fiche {fiche} zijn kolommen gesorteerd. De rijen zijn teruggevonden met hun inhoud.",
        uitleg="Rijen hebben precies de inhoud van een andere rij. Dat telt als sorteren, niet als wijzigen.",
        doe="Controleer de rijen van dit fiche.",
    ),
    "XA-S024": Message(
        text="In fiche {fiche} passen de nummers van de rijen niet bij de rijen. De nummers tellen niet mee.",
        uitleg="Het zichtbare nummer wijst een andere rij aan dan het kenmerk van de rij. De inhoud past bij "
        "het kenmerk.",
        doe="Controleer de rijen van dit fiche.",
    ),
    "XA-S025": Message(
        text="Het blad van fiche {fiche} komt meer dan één keer voor in de retour van {partij}.",
        uitleg="Het blad is gekopieerd en op meer dan één plaats gewijzigd. Het oorspronkelijke blad telt.",
        doe="Vraag {partij} of de wijzigingen op het gekopieerde blad nodig zijn.",
    ),
    "XA-S026": Message(
        text="Een rij in fiche {fiche} is gekopieerd.",
        uitleg="Hetzelfde kenmerk staat bij meer dan één rij. Is er één gelijk aan de uitgifte, dan houdt "
        "die het kenmerk en zijn de andere nieuwe rijen. Anders zijn de wijzigingen geweigerd.",
        doe="Controleer de rijen van dit fiche.",
    ),
    "XA-S027": Message(
        text="Fiche {fiche} zit niet in de retour. Het is niet gewijzigd.",
        uitleg="Wat niet is teruggestuurd, blijft zoals het is.",
        doe="Vraag de partij of het fiche nog komt.",
    ),
    "XA-S028": Message(
        text="{partij} stuurde meer dan één bestand. Nu geldt {bestand}; dit bestand is vervangen.",
        uitleg="Van een partij telt het laatste bestand. In een map is dat het laatste in de volgorde van de "
        "namen; 'retour (1)' komt na 'retour'. De vervangen waarden staan in het Logboek.",
        doe="Is dit bestand het nieuwste? Draai het andere dan terug met undo.",
    ),
    "XA-S029": Message(
        text="Van {fiche} ontbreekt in de retour: {wat}. Daar is niets gewijzigd.",
        uitleg="In deze rijen of velden stond een waarde, en zij zijn uit het blad verwijderd. Wat niet is "
        "teruggestuurd, blijft zoals het is.",
        doe="Vraag de partij wat zij bedoelt. Vervalt een afspraak? Laat dan bij Status Vervallen invullen. "
        "Moet een veld leeg? Laat daar dan het woord wissen invullen.",
    ),
    "XA-S110": Message(
        text="Het blad Monitoring zit niet in de retour. De monitoring is niet gewijzigd.",
        uitleg="Het blad is weg, of de koppen boven de kolommen zijn weg. Wat niet is teruggestuurd, blijft "
        "zoals het is.",
        doe="Vraag de partij of de monitoring nog komt.",
    ),
    "XA-S030": Message(
        text="Het veld {veld} van {fiche} is teruggezet. De waarde '{value}' geldt niet meer.",
        uitleg="Een eerder overgenomen waarde is ingetrokken, of een andere partij wil iets anders.",
        doe="Kijk in Conflicten en in het Logboek.",
    ),
    "XA-S031": Message(
        text="Kies op Conflicten bij {fiche}, veld {veld}, welke retour u overneemt: "
        "Retour 1 overnemen, Retour 2 overnemen, enzovoort.",
        uitleg="Bij 'Retour overnemen' zijn er meer retouren met een andere waarde.",
        doe="Vul op Conflicten in welke retour geldt en voer merge opnieuw uit.",
    ),
    "XA-S032": Message(
        text="Vul op Conflicten bij {fiche}, veld {veld}, uw eigen tekst in.",
        uitleg="Bij 'Eigen tekst' hoort een tekst. Leeg is niet genoeg.",
        doe="Vul op Conflicten de eigen tekst in, of het woord wissen om het veld leeg te maken.",
    ),
    "XA-S033": Message(
        text="'{value}' past niet in het veld {veld} van {fiche}. Vul in: {hint}.",
        uitleg="Ook een eigen tekst moet passen bij het veld.",
        doe="Verbeter de eigen tekst op Conflicten en voer merge opnieuw uit.",
    ),
    "XA-S034": Message(
        text="Conflict {conflict} is niet meer open. Het besluit is niet gebruikt.",
        uitleg="Sinds het besluit is het conflict al opgelost of is er een waarde bij gekomen.",
        doe="Kijk of het veld nog op Conflicten staat.",
    ),
    "XA-S035": Message(
        text="Bij {fiche}, veld {veld}, staat op Conflicten '{hint}', en ook een eigen tekst: '{value}'.",
        uitleg="Die twee spreken elkaar tegen. Daarom is er nog niets besloten, en blijft uw tekst staan.",
        doe="Kies Eigen tekst, of maak de cel met de eigen tekst leeg. Voer merge dan opnieuw uit.",
    ),
    "XA-S036": Message(
        text="Het veld {veld} van {fiche} blijft '{value}'. Dat kwam niet alleen van deze retour.",
        uitleg="Wat een andere partij ook wil, of wat u zelf sindsdien hebt besloten of gewijzigd, blijft.",
        doe="Pas de waarde zelf aan als dat nodig is.",
    ),
    "XA-S037": Message(
        text="Bij {fiche}, veld {veld}, staan op Conflicten verschillende besluiten. Een ervan: '{value}'.",
        uitleg="Hetzelfde conflict staat op meer dan één rij. Daarom is er nog niets besloten.",
        doe="Laat één besluit staan en haal de andere rij weg. Voer merge dan opnieuw uit.",
    ),
    "XA-S040": Message(
        text="Project {fiche} staat niet meer op de pMIEK-lijst. Het fiche blijft staan.",
        uitleg="Een project dat van de lijst verdwijnt, wordt nooit vanzelf verwijderd.",
        doe="Besluit wat er met het fiche moet gebeuren.",
    ),
    "XA-S041": Message(
        text="Project {fiche} is nieuw op de pMIEK-lijst.",
        uitleg="Het project krijgt een fiche en een regel in de monitoring.",
        doe="Deel het fiche uit met de volgende uitgifte.",
    ),
    "XA-S101": Message(
        text="Retour ontvangen",
        uitleg="Regel in het Logboek: een retour is ingelezen.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S102": Message(
        text="Overgenomen",
        uitleg="Regel in het Logboek: een waarde uit een retour staat nu in de actielijst.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S103": Message(
        text="Geweigerd",
        uitleg="Regel in het Logboek: een wijziging is niet overgenomen. De reden staat in het verslag.",
        doe="Vraag de partij om een andere waarde, of wijzig de actielijst zelf.",
    ),
    "XA-S104": Message(
        text="Niet herkend",
        uitleg="Regel in het Logboek: tekst die buiten de velden stond.",
        doe="Lees de tekst en neem over wat nodig is.",
    ),
    "XA-S111": Message(
        text="Niet te lezen",
        uitleg="Regel in het Logboek: in de cel stond een fout (zoals #VERW!) of geen uitkomst.",
        doe="Vraag de partij om een gewone waarde.",
    ),
    "XA-S112": Message(
        text="Vervangen",
        uitleg="Regel in het Logboek: van deze partij is meteen ook een later bestand verwerkt. Dat geldt.",
        doe="Is het andere bestand ouder? Draai dat dan terug met undo.",
    ),
    "XA-S105": Message(
        text="Teruggezet",
        uitleg="Regel in het Logboek: een eerder overgenomen waarde is teruggezet.",
        doe="Kijk op Conflicten of er een besluit nodig is.",
    ),
    "XA-S106": Message(
        text="Gewijzigd in de actielijst",
        uitleg="Regel in het Logboek: de provincie heeft dit veld zelf gewijzigd.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S107": Message(
        text="Besloten in de actielijst",
        uitleg="Regel in het Logboek: de provincie heeft een overgenomen waarde zelf gewijzigd. Dat is een "
        "besluit.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S108": Message(
        text="Besloten op Conflicten",
        uitleg="Regel in het Logboek: een conflict is beslist.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S109": Message(
        text="Conflict",
        uitleg="Regel in het Logboek: voor dit veld is een besluit nodig. Elke waarde die een partij "
        "invulde, heeft een eigen regel.",
        doe="Vul op Conflicten een besluit in en voer merge opnieuw uit.",
    ),
    "XA-S050": Message(
        text="De administratie in {bestand} is beschadigd of weg. Er is niets geschreven.",
        uitleg="Op een verborgen blad staat wat er is uitgedeeld en teruggekomen. Dat blad klopt niet meer, "
        "of is weg.",
        doe="Zet de vorige versie uit de map archief terug.",
    ),
    "XA-S051": Message(
        text="Er is geen partij om een bestand aan te geven. Er is niets geschreven.",
        uitleg="In de gekozen rollen staat geen enkele organisatie bij de projecten.",
        doe="Kies andere rollen met --per, of vul gemeente en netbeheerder in bij de projecten.",
    ),
    "XA-S052": Message(
        text='"{partij}" is geen partij in deze actielijst. Bekend zijn: {partijen}.',
        uitleg="De naam bij --partij moet precies een van de partijen zijn.",
        doe="Neem een naam over uit de melding.",
    ),
    "XA-S053": Message(
        text='"{rol}" is geen rol. Kies uit: {rollen}.',
        uitleg="Bij --per staan een of meer rollen met een komma ertussen.",
        doe="Typ bijvoorbeeld --per gemeente,netbeheerder.",
    ),
    "XA-S054": Message(
        text='Er is geen retour "{retour}" om terug te draaien. Bekend zijn: {retouren}.',
        uitleg="U draait een retour terug met de naam van het bestand, zoals in het Logboek.",
        doe="Neem de naam over uit de melding of uit het Logboek.",
    ),
    "XA-S055": Message(
        text='Meer partijen stuurden een bestand "{retour}" terug. Kies uit: {retouren}.',
        uitleg="Met alleen de naam is niet te zien welke retour u bedoelt.",
        doe="Typ de naam met de partij erachter, met aanhalingstekens eromheen, zoals in de melding.",
    ),
    "XA-S056": Message(
        text="'{value}' bij {fiche} is geen naam van een partij. Daarvoor is geen bestand gemaakt.",
        uitleg="Een partij heeft een naam van hoogstens 100 tekens, met letters of cijfers.",
        doe="Zet bij trekker of netbeheerder alleen de naam van de organisatie, en deel opnieuw uit.",
    ),
}
