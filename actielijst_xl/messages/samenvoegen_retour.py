"""Messages of 'samenvoegen': notes in a return, and older versions of the workbook; S090..S099."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-S090": Message(
        text="{bestand} is gemaakt met versie {versie} van de werkmap. Dit programma kent versie {bekend}.",
        uitleg="Elke werkmap zegt met welke versie hij is gemaakt. Een versie die dit programma niet kent, "
        "leest het niet: velden kunnen er op een andere plaats staan.",
        doe="Installeer de nieuwste versie van xl-actielijst en probeer het opnieuw.",
    ),
    "XA-S091": Message(
        text="Opmerking bij het veld {veld} van {fiche}: '{value}'. De tekst staat in het Logboek.",
        uitleg="Iemand heeft een opmerking aan de cel gehangen. Een opmerking wordt niet samengevoegd.",
        doe="Lees de opmerking en neem over wat nodig is.",
    ),
    "XA-S092": Message(
        text="Opmerking bij een cel: '{value}'. De tekst staat in het Logboek.",
        uitleg="Iemand heeft een opmerking aan een cel gehangen die geen veld is.",
        doe="Lees de opmerking en neem over wat nodig is.",
    ),
    "XA-S093": Message(
        text="De opmerkingen bij de cellen zijn niet te lezen. De waarden in de cellen zijn wel gelezen.",
        uitleg="Het deel van het bestand met de opmerkingen is beschadigd.",
        doe="Open het bestand in Excel en kijk of er opmerkingen bij cellen staan.",
    ),
    "XA-S094": Message(
        text="In dit .{soort}-bestand staan opmerkingen bij cellen. Die leest het programma niet.",
        uitleg="Van dit soort bestand leest het programma alleen de waarden in de cellen.",
        doe="Open het bestand in Excel en lees de opmerkingen, of sla het op als .xlsx.",
    ),
    "XA-S096": Message(
        text="Deze retour is gemaakt met een oudere versie van de werkmap ({versie}). Hij is gewoon gelezen.",
        uitleg="Het programma kent de oude opbouw en zet elke wijziging op haar plaats in de actielijst.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S097": Message(
        text="Deze actielijst is gemaakt met een oudere versie van de werkmap ({versie}). Hij blijft zo.",
        uitleg="Samenvoegen en uitdelen werken gewoon. Velden die er later bij kwamen, staan niet in deze "
        "actielijst; ze worden dus ook niet uitgedeeld.",
        doe="Wilt u de nieuwe opbouw? Maak met generate een nieuwe actielijst.",
    ),
    "XA-S098": Message(
        text="Het veld {veld} is hier weg. De waarde is nog niet geschreven: '{value}'.",
        uitleg="De rij of kolom van dit veld is uit de actielijst verwijderd. De waarde is niet kwijt: zij "
        "wordt geschreven zodra het veld er weer is.",
        doe="Zet de rij of kolom terug, bijvoorbeeld uit de map archief, en voer merge opnieuw uit.",
    ),
    "XA-S099": Message(
        text="Er staat een streep door deze tekst: '{value}'. De tekst is gelezen zonder de streep.",
        uitleg="Een streep is opmaak. Het programma weet niet wat de partij ermee bedoelt.",
        doe="Vraag de partij wat zij bedoelt. Vervalt een afspraak? Laat dan bij Status Vervallen invullen. "
        "Moet een veld leeg? Laat daar dan het woord wissen invullen.",
    ),
    "XA-S095": Message(
        text="Opmerking",
        uitleg="Regel in het Logboek: een opmerking die bij een cel van een retour stond.",
        doe="Lees de opmerking en neem over wat nodig is.",
    ),
}
