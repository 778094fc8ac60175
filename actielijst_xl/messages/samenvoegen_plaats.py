"""Sentences of writing back: rows that find no place, and a return that counts again (XA-S060 to XA-S069)."""

from collections.abc import Mapping

from actielijst_xl.messages.message import Message

MESSAGES: Mapping[str, Message] = {
    "XA-S060": Message(
        text='Er is geen teruggedraaide retour "{retour}". Teruggedraaid zijn: {retouren}.',
        uitleg="Alleen een retour die met undo is teruggedraaid, kan weer meetellen.",
        doe="Neem de naam over uit de melding of uit het Logboek.",
    ),
    "XA-S061": Message(
        text="Op {fiche} is geen plaats voor een nieuwe afspraak. Zij is nog niet geschreven: {waarden}.",
        uitleg="De tabel met afspraken is vol en er staat iets vlak onder, of zij heeft een totaalrij. "
        "Het programma schuift uw tekst nooit op. De afspraak is niet kwijt: zij wordt geschreven zodra er "
        "plaats is.",
        doe="Verplaats wat onder de tabel staat, zet de totaalrij uit, of leeg een rij. Voer daarna merge "
        "opnieuw uit; dat mag ook zonder retouren.",
    ),
    "XA-S062": Message(
        text="Op {fiche} is de tabel met afspraken weg. Een afspraak is nog niet geschreven: {waarden}.",
        uitleg="De koppen zijn verwijderd, of de tabel is omgezet in gewone cellen. De afspraak is niet "
        "kwijt: zij wordt geschreven zodra de tabel er weer is.",
        doe="Maak van de cellen weer een tabel (Invoegen > Tabel, met de rij met koppen), of zet het fiche "
        "terug uit de map archief. Voer daarna merge opnieuw uit.",
    ),
    "XA-S063": Message(
        text="Op het Overzicht staat geen regel meer voor: {projecten}. De cijfers op Overzicht en "
        "Hoofddocument tellen deze projecten niet mee.",
        uitleg="Iemand heeft een regel van het Overzicht verwijderd, of de verborgen rij-id erin. Het "
        "project is er nog: het maandoverzicht telt het mee.",
        doe="Zet de regel terug uit een eerdere versie in de map archief.",
    ),
}
