"""Messages of the gate: why an incoming file isn't read (L100..L149)."""

from actielijst_xl.messages.message import Message

_OPNIEUW = "Open het bestand in Excel, kies Opslaan als en dan Excel-werkmap (.xlsx). Stuur dat bestand."
_LEEG_BLAD = (
    "Kopieer de ingevulde cellen naar een schone werkmap, of vul de toegestuurde actielijst opnieuw in. "
    "Stuur dat bestand."
)
_BOM = (
    "Een klein bestand kan zich bij het openen opblazen tot het de computer laat vastlopen. "
    "Daarom telt het programma mee en stopt het op tijd."
)
_SCHADE = (
    "Het bestand is onderweg afgebroken of beschadigd, of is niet door een gewoon rekenprogramma gemaakt."
)

MESSAGES: dict[str, Message] = {
    "XA-L100": Message(
        text="{bestand} is leeg.",
        uitleg="Het bestand bevat geen enkel teken.",
        doe="Controleer het bestand, sla het opnieuw op en stuur het nog een keer.",
    ),
    "XA-L101": Message(
        text="{bestand} is groter dan {grens} MB.",
        uitleg="Een actielijst is zelden groter dan enkele MB. Meestal zitten er grote foto's in.",
        doe="Haal foto's en andere bijlagen uit de werkmap en stuur het bestand opnieuw.",
    ),
    "XA-L102": Message(
        text="{bestand} is beveiligd met een wachtwoord.",
        uitleg="Zonder het wachtwoord is het bestand niet te lezen. Dit gaat om een wachtwoord om het "
        "bestand te openen; beveiligde bladen zijn geen probleem.",
        doe="Weet u het wachtwoord? Voer de opdracht opnieuw uit met --wachtwoord erachter. Anders: open het "
        "bestand in Excel, kies Bestand, Info, Werkmap beveiligen, Versleutelen met wachtwoord, maak het "
        "wachtwoord leeg en sla op.",
    ),
    "XA-L103": Message(
        text="{bestand} is versleuteld door een vertrouwelijkheidslabel van uw organisatie.",
        uitleg="Alleen mensen binnen uw organisatie kunnen dit bestand openen, ook al vraagt het niet om een "
        "wachtwoord.",
        doe="Kies in Excel (tabblad Start, Gevoeligheid) een label zonder versleuteling en sla op. "
        "Vraag anders uw ICT-afdeling om hulp.",
    ),
    "XA-L104": Message(
        text="{bestand} is een webpagina en geen werkmap.",
        uitleg="Sommige systemen geven een webpagina de naam .xls. De inhoud is dan geen werkmap.",
        doe=_OPNIEUW,
    ),
    "XA-L105": Message(
        text="{bestand} is een afbeelding.",
        uitleg="Uit een foto of schermafdruk leest het programma geen gegevens.",
        doe="Stuur de werkmap zelf (.xlsx).",
    ),
    "XA-L106": Message(
        text="{bestand} is een pdf.",
        uitleg="Uit een pdf leest het programma geen gegevens.",
        doe="Stuur de werkmap zelf (.xlsx).",
    ),
    "XA-L107": Message(
        text="{bestand} is een tekstdocument (zoals Word) en geen werkmap.",
        uitleg="Het programma leest alleen werkmappen.",
        doe="Vul de toegestuurde actielijst in en stuur dat bestand (.xlsx).",
    ),
    "XA-L108": Message(
        text="{bestand} is een presentatie en geen werkmap.",
        uitleg="Het programma leest alleen werkmappen.",
        doe="Vul de toegestuurde actielijst in en stuur dat bestand (.xlsx).",
    ),
    "XA-L109": Message(
        text="{bestand} is {soort}. Dat leest het programma niet.",
        uitleg="Het programma leest .xlsx, .xlsm, .xlsb, .xls, .ods, .csv en een .zip met zulke bestanden.",
        doe="Open het in het programma dat het maakte, sla het op als Excel-werkmap (.xlsx) en stuur dat.",
    ),
    "XA-L110": Message(
        text="{bestand} is geen werkmap en geen tekst.",
        uitleg="De inhoud bepaalt wat een bestand is, niet de naam. Deze inhoud is onbekend of beschadigd.",
        doe=_OPNIEUW,
    ),
    "XA-L111": Message(
        text="{bestand} is beschadigd of niet compleet.",
        uitleg=_SCHADE,
        doe="Controleer of het bestand bij u nog opengaat, sla het opnieuw op en stuur het nog een keer.",
    ),
    "XA-L112": Message(
        text="{bestand} bevat meer dan {grens} onderdelen.",
        uitleg=_BOM,
        doe=_LEEG_BLAD,
    ),
    "XA-L113": Message(
        text="Onderdeel {onderdeel} van {bestand} is ingepakt op een manier die niet gebruikelijk is.",
        uitleg="Excel en LibreOffice pakken onderdelen niet zo in.",
        doe=_OPNIEUW,
    ),
    "XA-L114": Message(
        text="Onderdeel {onderdeel} van {bestand} is versleuteld.",
        uitleg="Het zip-bestand heeft een wachtwoord.",
        doe="Stuur de werkmap zelf, of een zip-bestand zonder wachtwoord.",
    ),
    "XA-L115": Message(
        text="Onderdeel {onderdeel} staat twee keer in {bestand}.",
        uitleg="Het is dan niet duidelijk welk van de twee geldt. Hoofdletters tellen niet als verschil.",
        doe=_OPNIEUW,
    ),
    "XA-L116": Message(
        text="Onderdeel {onderdeel} van {bestand} heeft een naam die niet mag.",
        uitleg="Een naam met .. of \\, of met / of een schijfletter vooraan, kan buiten het bestand wijzen.",
        doe="Stuur de werkmap zelf, of maak het zip-bestand opnieuw met Verkenner.",
    ),
    "XA-L117": Message(
        text="{bestand} wordt uitgepakt groter dan {grens} MB.",
        uitleg=_BOM,
        doe=_LEEG_BLAD,
    ),
    "XA-L118": Message(
        text="Onderdeel {onderdeel} van {bestand} wordt uitgepakt groter dan {grens} MB.",
        uitleg=_BOM,
        doe=_LEEG_BLAD,
    ),
    "XA-L119": Message(
        text="Onderdeel {onderdeel} van {bestand} wordt uitgepakt meer dan {grens} keer zo groot.",
        uitleg=_BOM,
        doe=_LEEG_BLAD,
    ),
    "XA-L120": Message(
        text="Onderdeel {onderdeel} van {bestand} bevat een DOCTYPE.",
        uitleg="Excel en LibreOffice schrijven dat nooit. Het kan gegevens van buiten binnenhalen.",
        doe=_OPNIEUW,
    ),
    "XA-L121": Message(
        text="Onderdeel {onderdeel} van {bestand} is beschadigd.",
        uitleg=_SCHADE,
        doe="Open het bestand in Excel, laat het herstellen, controleer de inhoud, sla het op en stuur dat.",
    ),
    "XA-L122": Message(
        text="Onderdeel {onderdeel} van {bestand} heeft meer dan {grens} lagen.",
        uitleg="Geen rekenprogramma schrijft zo diep. Het kan de computer laten vastlopen.",
        doe=_LEEG_BLAD,
    ),
    "XA-L123": Message(
        text="Onderdeel {onderdeel} van {bestand} heeft een tekenset die niet mag (wel: UTF-8 en UTF-16).",
        uitleg="Andere tekensets leest elk programma anders. Dan is niet zeker wat er staat.",
        doe=_OPNIEUW,
    ),
    "XA-L124": Message(
        text="{bestand} bevat meer dan {grens} cellen.",
        uitleg="Cellen zonder tekst maar met opmaak tellen mee.",
        doe="Verwijder in Excel de lege rijen en kolommen met opmaak om de tabel heen, sla op en stuur dat.",
    ),
    "XA-L125": Message(
        text="{bestand} bevat meer dan {grens} rijen.",
        uitleg="Rijen zonder tekst maar met opmaak tellen mee.",
        doe="Verwijder in Excel de lege rijen met opmaak onder de tabel, sla op en stuur dat.",
    ),
    "XA-L126": Message(
        text="In {bestand} ({onderdeel}) staan cellen te ver uit elkaar (meer dan {grens} cellen).",
        uitleg="Een cel ver rechts of ver onder de tabel maakt het blad zo groot dat het niet te lezen is.",
        doe="Ga in Excel met Ctrl+End naar de laatste cel, verwijder wat er niet hoort, sla op en stuur dat.",
    ),
    "XA-L127": Message(
        text="In {bestand} zijn samen meer dan {grens} cellen samengevoegd.",
        uitleg="Een samengevoegd gebied over het hele blad laat de computer vastlopen.",
        doe="Hef in Excel het samenvoegen van cellen op, sla op en stuur dat.",
    ),
    "XA-L128": Message(
        text="In {bestand} liggen koppelingen over meer dan {grens} cellen.",
        uitleg="Een koppeling over hele kolommen laat de computer vastlopen.",
        doe="Verwijder in Excel de koppelingen (rechtermuisknop, Hyperlinks verwijderen) en sla op.",
    ),
    "XA-L129": Message(
        text="{bestand} bevat meer dan {grens} verschillende teksten.",
        uitleg="Een actielijst heeft er enkele duizenden.",
        doe=_LEEG_BLAD,
    ),
    "XA-L130": Message(
        text="{bestand} kondigt meer dan {grens} teksten aan.",
        uitleg="Dat aantal klopt niet, en een lezer die het gelooft, loopt vast.",
        doe=_OPNIEUW,
    ),
    "XA-L131": Message(
        text="{bestand} bevat meer dan {grens} celopmaken.",
        uitleg="Meer kan Excel zelf niet aan.",
        doe=_LEEG_BLAD,
    ),
    "XA-L132": Message(
        text="{bestand} bevat meer dan {grens} namen.",
        uitleg="Namen hopen zich op als bladen vaak worden gekopieerd.",
        doe="Verwijder in Excel de overtollige namen (Formules, Namen beheren), sla op en stuur dat.",
    ),
    "XA-L133": Message(
        text="{bestand} bevat meer dan {grens} bladen.",
        uitleg="Een actielijst heeft een blad per fiche en nooit zo veel.",
        doe="Verwijder bladen die er niet in horen en stuur het bestand opnieuw.",
    ),
    "XA-L134": Message(
        text="Blad {blad} ontbreekt in {bestand}, terwijl de werkmap het wel noemt.",
        uitleg="Het bestand is niet compleet. Zou het toch gelezen worden, dan gaan gegevens verloren.",
        doe="Open het bestand in Excel, controleer of alle bladen er zijn, sla het op en stuur dat.",
    ),
    "XA-L135": Message(
        text="In {bestand} ({onderdeel}) staat een adres dat geen blad heeft: {waarde}.",
        uitleg="Een blad heeft kolom A tot en met XFD en rij 1 tot en met 1.048.576.",
        doe=_OPNIEUW,
    ),
    "XA-L136": Message(
        text="{bestand} is ingepakt als een werkmap, maar er zit geen werkmap in.",
        uitleg=_SCHADE,
        doe=_OPNIEUW,
    ),
    "XA-L137": Message(
        text="{bestand} bevat meer dan {grens} XML-elementen.",
        uitleg=_BOM,
        doe=_LEEG_BLAD,
    ),
    "XA-L138": Message(
        text="{bestand} bevat geen enkel blad.",
        uitleg=_SCHADE,
        doe=_OPNIEUW,
    ),
    "XA-L139": Message(
        text="De bladen van {bestand} beslaan samen meer dan {grens} cellen.",
        uitleg="Op meer bladen staan cellen ver rechts of ver onder de tabel.",
        doe="Ga in Excel op elk blad met Ctrl+End naar de laatste cel, verwijder wat daar niet hoort, "
        "sla op en stuur dat.",
    ),
    "XA-L140": Message(
        text="{bestand} is een beschadigde werkmap.",
        uitleg=_SCHADE,
        doe="Open het bestand in Excel, laat het herstellen, sla op als Excel-werkmap (.xlsx) en stuur dat.",
    ),
    "XA-L141": Message(
        text="In {bestand} staat een cel met meer dan 32.767 spaties achter elkaar.",
        uitleg="Zo veel tekens passen niet in een cel.",
        doe=_OPNIEUW,
    ),
    "XA-L142": Message(
        text="{bestand} lezen duurt te lang.",
        uitleg="Elk bestand krijgt een eigen proces en een beperkte tijd. Dit bestand kwam niet op tijd "
        "klaar en is overgeslagen. De andere bestanden zijn gewoon gelezen.",
        doe=_LEEG_BLAD + " Is de computer erg traag? Verhoog dan seconden in het onderdeel [lezen].",
    ),
    "XA-L143": Message(
        text="{bestand} laat de lezer vastlopen.",
        uitleg="Het proces dat dit bestand las, stopte, ook bij een tweede poging. Het bestand is "
        "beschadigd of met opzet zo gemaakt. De andere bestanden zijn gewoon gelezen.",
        doe=_LEEG_BLAD,
    ),
    "XA-L144": Message(
        text="{bestand} lezen vraagt te veel geheugen.",
        uitleg="Elk bestand mag maar een deel van het geheugen gebruiken. De andere bestanden zijn gewoon "
        "gelezen.",
        doe=_LEEG_BLAD,
    ),
    "XA-L145": Message(
        text="{bestand} is niet te lezen: {soort}",
        uitleg="Bij het lezen van dit bestand ging in het programma zelf iets mis. De andere bestanden zijn "
        "gewoon gelezen.",
        doe=_OPNIEUW + " Helpt dat niet? Meld het dan bij de makers van het programma, met deze regel erbij.",
    ),
    "XA-L146": Message(
        text="{bestand} heeft een wachtwoord, en het onderdeel dat zulke bestanden opent, is niet "
        "geïnstalleerd.",
        uitleg="Voor bestanden met een wachtwoord is een extra pakket nodig: msoffcrypto-tool.",
        doe='Typ: pip install "xl-actielijst[versleuteld]". Of haal in Excel het wachtwoord '
        "weg: Bestand, Info, Werkmap beveiligen, Versleutelen met wachtwoord.",
    ),
    "XA-L147": Message(
        text="Geen van de opgegeven wachtwoorden past op {bestand}.",
        uitleg="Elk wachtwoord dat u opgeeft, wordt geprobeerd op elk bestand met een wachtwoord. "
        "Hoofdletters en spaties tellen mee.",
        doe="Vraag de afzender om het wachtwoord en voer de opdracht opnieuw uit met --wachtwoord erachter.",
    ),
    "XA-L148": Message(
        text="Dit bestand had een wachtwoord. Wat het programma ervan maakt, heeft geen wachtwoord.",
        uitleg="Het bestand is geopend met een wachtwoord dat u opgaf. Het programma bewaart wachtwoorden "
        "nooit.",
        doe="Bewaar de uitkomst op een plek waar alleen de juiste mensen bij kunnen.",
    ),
    "XA-L149": Message(
        text="{bestand} is een zip-bestand dat te diep in andere zip-bestanden zit.",
        uitleg="Zip-bestanden in een zip-bestand worden uitgepakt, tot drie lagen diep.",
        doe="Pak het zip-bestand uit en bied de werkmappen zelf aan, of de map waarin ze staan.",
    ),
    "XA-L190": Message(
        text="{bestand} heeft een wachtwoord op een manier die het programma niet opent.",
        uitleg="De versleuteling is oud of beschadigd, of vraagt veel meer rekenwerk dan Excel ooit instelt.",
        doe="Open het bestand in Excel, haal het wachtwoord weg (Bestand, Info, Werkmap beveiligen), sla op "
        "en stuur dat bestand.",
    ),
    "XA-L191": Message(
        text="In {bestand} zitten meer dan {grens} bestanden.",
        uitleg="Bestanden in zip-bestanden erbinnen tellen mee.",
        doe="Verdeel de bestanden over meer zip-bestanden, of pak ze uit en bied de map aan.",
    ),
    "XA-L192": Message(
        text="In deze cel staan verborgen tekens: '{value}'. De cel is niet gelezen.",
        uitleg="Stuurtekens horen niet in een tekst. Tekens die de leesrichting omdraaien, laten iets anders "
        "zien dan er staat. De waarde in de actielijst blijft zoals die was.",
        doe="Typ de tekst opnieuw in de cel; plak hem niet. Stuur het bestand daarna opnieuw.",
    ),
    "XA-L193": Message(
        text="De tekst in deze cel is langer dan 32.767 tekens. De cel is niet gelezen.",
        uitleg="Langere teksten bewaart Excel niet. De waarde in de actielijst blijft zoals die was.",
        doe="Maak de tekst korter, of zet een deel in een apart document.",
    ),
    "XA-L194": Message(
        text="In deze cel staat {value} in plaats van een getal. De cel is niet gelezen.",
        uitleg="Een ander programma heeft een uitkomst opgeslagen die Excel niet kent.",
        doe="Vul het getal opnieuw in en stuur het bestand opnieuw.",
    ),
    "XA-L195": Message(
        text="In nog {aantal} cellen staat iets dat niet te lezen is.",
        uitleg="De eerste honderd staan hierboven. Vaak komt het hele bestand uit een ander programma.",
        doe="Open het bestand in Excel, sla het op als Excel-werkmap (.xlsx) en stuur dat.",
    ),
}
