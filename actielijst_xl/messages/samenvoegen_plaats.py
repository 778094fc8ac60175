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
        uitleg="De tabel met afspraken is vol en er staat iets vlak onder. Het programma schuift uw tekst "
        "nooit op. De afspraak is niet kwijt: zij wordt geschreven zodra er plaats is.",
        doe="Verplaats wat onder de tabel staat, of leeg een rij. Voer daarna merge opnieuw uit; dat mag ook "
        "zonder retouren.",
    ),
    "XA-S062": Message(
        text="Op {fiche} is de tabel met afspraken weg. Een afspraak is nog niet geschreven: {waarden}.",
        uitleg="De koppen of de tabel zelf zijn verwijderd of hebben een andere naam. De afspraak is niet "
        "kwijt: zij wordt geschreven zodra de tabel er weer is.",
        doe="Zet het fiche terug uit de map archief, of neem de afspraak zelf over.",
    ),
}
