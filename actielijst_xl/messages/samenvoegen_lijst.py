"""Messages of a new version of the pMIEK list, and of comparing two actielijsten."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-S070": Message(
        text="{bestand} weet niet van welke pMIEK-lijst hij is gemaakt. Er is niets geschreven.",
        uitleg="Een nieuwe lijst wordt vergeleken met de vorige. Deze actielijst bewaart die nog niet.",
        doe="Geef de lijst waarvan de actielijst is gemaakt erbij: "
        "xl-actielijst update ACTIELIJST.xlsx NIEUWE_LIJST.xlsx --vorige OUDE_LIJST.xlsx.",
    ),
    "XA-S072": Message(
        text="Project {nummer} is nieuw op de pMIEK-lijst, maar heet net als {fiche}, dat er niet meer op "
        "staat. Er is niets overgenomen.",
        uitleg="Waarschijnlijk heeft het project een ander nummer. Het programma beslist dat niet zelf.",
        doe="Is het hetzelfde project? Voer update opnieuw uit met --hernummerd. Is het een ander project? "
        "Geef het dan op de lijst een andere naam.",
    ),
    "XA-S073": Message(
        text="Project {fiche} heeft nu nummer {nummer}. Het fiche is gebleven.",
        uitleg="Een nieuw nummer met de naam van een project dat van de lijst verdween, telt als hernummerd.",
        doe="U hoeft niets te doen. De nummers van bestaande afspraken blijven zoals ze waren.",
    ),
    "XA-S074": Message(
        text="De afspraak '{value}' bij {fiche} staat niet meer op de pMIEK-lijst. De afspraak blijft staan.",
        uitleg="Wat van de lijst verdwijnt, wordt nooit vanzelf verwijderd.",
        doe="Zet de status van de afspraak op Vervallen als hij niet meer geldt.",
    ),
    "XA-S075": Message(
        text="'{kop}: {value}' van de pMIEK-lijst heeft geen regel op fiche {fiche}.",
        uitleg="Het fiche heeft regels voor de overige gegevens die de lijst had toen het werd gemaakt. Dit "
        "gegeven is nieuw. Het staat in het Logboek.",
        doe="Neem het gegeven over in een veld van het fiche als u het nodig hebt.",
    ),
    "XA-S076": Message(
        text="Het blad van {fiche} ontbreekt in de actielijst. Wat de pMIEK-lijst over dit project zegt, is "
        "niet overgenomen.",
        uitleg="Het fiche is uit de actielijst verwijderd, maar het project staat nog op de lijst.",
        doe="Zet het blad terug uit de map archief, of haal het project van de lijst.",
    ),
    "XA-S077": Message(
        text="De pMIEK-lijst heeft geen kolom meer voor {veld}. De waarden in de actielijst blijven staan.",
        uitleg="Een kolom die ontbreekt, zegt niets. Alleen een lege cel in een kolom telt als leeggemaakt.",
        doe="Controleer of de kolom met opzet is weggelaten.",
    ),
    "XA-S078": Message(
        text="{fiche} is nu in de fase {fase}. Vervolg staat op {vervolg}.",
        uitleg="De lijst geeft geen vervolg. Het vervolg hoort bij de fase die het project eerst had.",
        doe="Kijk of het vervolg nog klopt.",
    ),
    "XA-S079": Message(
        text="Onder de projecten zonder locatie is geen plaats meer op het Hoofddocument. Niet toegevoegd: "
        "{value}.",
        uitleg="Onder de tabel staat iets anders. Het programma schuift dat niet op. Het project staat wel "
        "op Overzicht en Monitoring.",
        doe="Voeg het project zelf toe aan het Hoofddocument.",
    ),
    "XA-S080": Message(
        text="Nieuw project",
        uitleg="Regel in het Logboek: het project is nieuw op de pMIEK-lijst.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S081": Message(
        text="Zonder plaats",
        uitleg="Regel in het Logboek: een gegeven van de pMIEK-lijst waarvoor het fiche geen regel heeft.",
        doe="Neem het gegeven over als u het nodig hebt.",
    ),
    "XA-S082": Message(
        text="Lijst ontvangen",
        uitleg="Regel in het Logboek: een nieuwe versie van de pMIEK-lijst is ingelezen.",
        doe="U hoeft niets te doen.",
    ),
    "XA-S083": Message(
        text="Bij {fiche} is op het Overzicht het veld {veld} gewijzigd. De pMIEK-lijst zegt '{value}'. Uw "
        "tekst is gebleven.",
        uitleg="Een project zonder locatie heeft geen fiche. Wat u op het Overzicht typt, blijft staan.",
        doe="Typ de waarde van de lijst over als die moet gelden.",
    ),
    "XA-S085": Message(
        text="{bestand} en {ander} hebben geen enkel project gemeen. Er is niets vergeleken.",
        uitleg="Twee actielijsten worden per project vergeleken, met het kenmerk van het fiche.",
        doe="Kies twee versies van dezelfde actielijst, of een actielijst en een bestand dat is uitgedeeld.",
    ),
}
