"""Messages of the writers of the monthly extract (`writing/maand_*.py`)."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-G141": Message(
        text='Het Word-sjabloon "{bestand}" is geen gaaf Word-document (.docx).',
        uitleg="Het bestand is beschadigd, heeft een wachtwoord, of is van een ander soort (.doc, .odt).",
        doe="Open het sjabloon in Word en sla het op als Word-document (.docx), zonder wachtwoord.",
    ),
    "XA-G142": Message(
        text='Word-sjabloon "{bestand}": het programma kent de naam "{naam}" niet.{voorstel}',
        uitleg="Tussen de accolades staat een naam die geen gegeven van het maandoverzicht is.",
        doe="Verbeter de naam in het sjabloon. Alle namen staan in de handleiding, bij Word-sjablonen.",
    ),
    "XA-G143": Message(
        text='Word-sjabloon "{bestand}": een code klopt niet. {wat}{bij}',
        uitleg="Een code in het sjabloon is niet af: een accolade te weinig, of een lus zonder einde.",
        doe="Verbeter de code in het sjabloon, of begin opnieuw met het meegeleverde sjabloon.",
    ),
    "XA-G144": Message(
        text='Word-sjabloon "{bestand}": de code "{naam}" mag niet.',
        uitleg="Een sjabloon mag gegevens tonen, herhalen en weglaten. Andere opdrachten voert het niet uit.",
        doe="Haal de code uit het sjabloon. Kent u de maker van het sjabloon niet, gebruik het dan niet.",
    ),
    "XA-G145": Message(
        text='Word-sjabloon "{bestand}": met deze codes ontstaat geen geldig document. Dicht bij: "{bij}".',
        uitleg="Een lus of voorwaarde begint in een cel of alinea en eindigt in een andere.",
        doe=(
            "Zet het begin en het einde van een lus over tabelrijen elk in een eigen rij ({%tr for ... %} en "
            "{%tr endfor %}), en over alinea's elk in een eigen alinea ({%p for ... %} en {%p endfor %})."
        ),
    ),
}
