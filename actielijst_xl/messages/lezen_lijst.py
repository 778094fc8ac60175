"""Messages of reading a list: XA-L001..L049."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {
    "XA-L001": Message(
        text="In {bestand} staat geen tabel met projecten. Nodig is een rij met koppen, zoals "
        "Nr, Projectnaam en Fase.",
        uitleg="Het programma zoekt op elk blad naar een rij met ten minste twee bekende kolomkoppen.",
        doe="Zet boven elke kolom een kop, of leg in actielijst.toml onder [kolommen] vast "
        "wat uw koppen betekenen.",
    ),
    "XA-L002": Message(
        text="{bestand} heeft geen blad met de naam {blad}, of er staat geen tabel met projecten op.",
        uitleg="U hebt zelf het blad gekozen dat gelezen moet worden.",
        doe="Controleer de naam van het blad, of laat de keuze weg: dan zoekt het programma het beste blad.",
    ),
    "XA-L003": Message(
        text="De lijst heeft geen kolom voor {veld}.",
        uitleg="Zonder deze kolom is van de lijst geen actielijst te maken.",
        doe="Voeg de kolom toe. Staat hij er wel onder een andere kop? Leg die vast in actielijst.toml onder "
        "[kolommen].",
    ),
    "XA-L004": Message(
        text="De tabel heeft koppen, maar geen enkel project.",
        uitleg="Onder de koppen staan geen rijen met gegevens.",
        doe="Controleer of u het goede bestand en het goede blad hebt gekozen.",
    ),
    "XA-L005": Message(
        text="Tekst boven de tabel, niet bij een project gelezen: {value}",
        uitleg="Titels en toelichting boven de koppen horen bij de lijst, niet bij een project.",
        doe="U hoeft niets te doen.",
    ),
    "XA-L006": Message(
        text="Verborgen rijen zijn meegelezen: {value}.",
        uitleg="Ook een rij die verborgen of weggefilterd is, hoort bij de lijst.",
        doe="Hoort een rij er niet bij? Verwijder hem uit de lijst.",
    ),
    "XA-L007": Message(
        text="Verborgen kolommen zijn meegelezen: {value}.",
        uitleg="Ook een verborgen kolom hoort bij de lijst en komt dus in de actielijst.",
        doe="Mogen anderen deze kolom niet zien? Verwijder hem dan uit de lijst.",
    ),
    "XA-L008": Message(
        text="De lijst staat op een verborgen blad.",
        uitleg="De beste tabel van de werkmap staat op een blad dat niet zichtbaar is.",
        doe="Controleer of dit de lijst is die u bedoelt.",
    ),
    "XA-L010": Message(
        text='Kolom "{value}" is gelezen als {veld}: de waarden zeggen dat.',
        uitleg="De kop kan meer betekenen. De waarden in de kolom gaven de doorslag.",
        doe="Klopt het niet? Leg in actielijst.toml onder [kolommen] vast wat de kop betekent.",
    ),
    "XA-L011": Message(
        text='Kolom "{value}" is gelezen als {veld}, omdat de kop daarop lijkt.',
        uitleg="De kop is niet bekend, maar lijkt op precies één bekende kop.",
        doe="Klopt het? Leg het vast in actielijst.toml onder [kolommen]. Klopt het niet? "
        "Doe dan hetzelfde met het juiste veld.",
    ),
    "XA-L012": Message(
        text='Kolom "{value}" past bij {veld}, maar een andere kolom past beter. '
        "Bewaard bij Overige gegevens.",
        uitleg="Een veld komt uit één kolom. De waarden van de andere kolom gaan mee als Overige gegevens.",
        doe="Moet deze kolom het zijn? Leg dat vast in actielijst.toml onder [kolommen].",
    ),
    "XA-L013": Message(
        text='Kolom "{value}" is niet herkend en bewaard bij Overige gegevens.',
        uitleg="De waarden staan op de fiche onder Overige gegevens uit de pMIEK-lijst.",
        doe="Hoort de kolom bij een veld? Leg dat vast in actielijst.toml onder [kolommen].",
    ),
    "XA-L014": Message(
        text='De kop "{value}" uit [kolommen] in actielijst.toml staat niet in deze lijst.',
        uitleg="De vaste afspraak over deze kop is niet gebruikt.",
        doe="Pas de kop in actielijst.toml aan, of verwijder de regel.",
    ),
    "XA-L015": Message(
        text='Kolom "{value}" hoort bij {veld}, maar die kolom ontbreekt. Bewaard bij Overige gegevens.',
        uitleg="Een trekker, resultaat of status zegt alleen iets bij een afspraak.",
        doe="Voeg een kolom Activiteit toe als er afspraken in de lijst staan.",
    ),
    "XA-L016": Message(
        text='Kolom "{value}" is niet zeker herkend (bedoelt u {velden}?) en bewaard bij Overige gegevens.',
        uitleg="De kop lijkt op een bekende kop, maar niet genoeg, of op meer dan één.",
        doe="Leg in actielijst.toml onder [kolommen] vast wat de kop betekent.",
    ),
    "XA-L017": Message(
        text="Dit blad is niet gelezen. Aantal gevulde cellen: {aantal}.",
        uitleg="De lijst staat op een ander blad; alleen dat blad wordt gelezen.",
        doe="Horen er projecten van dit blad bij de lijst? Zet ze in de tabel met de lijst.",
    ),
    "XA-L018": Message(
        text="Ook op dit blad staat een tabel met projecten ({aantal} gevulde cellen). Dit blad is niet "
        'gelezen, alleen "{gelezen}".',
        uitleg="Meer bladen lijken de lijst te zijn. Er wordt één blad gelezen.",
        doe="Is dit het goede blad? Zet de naam in actielijst.toml onder [lijst] bij blad. Horen de "
        "projecten bij elkaar? Zet ze op één blad.",
    ),
    "XA-L020": Message(
        text="Rij gelezen als extra afspraak bij het project erboven: {value}",
        uitleg="De rij geeft alleen een afspraak, of herhaalt het project van de rij erboven.",
        doe="Is het een eigen project? Geef de rij een eigen nummer en naam.",
    ),
    "XA-L021": Message(
        text="Tussenkop, niet als project gelezen: {value}",
        uitleg="Een rij met één tekst vooraan is een kopje tussen de projecten.",
        doe="Is het een project? Vul dan ook de andere kolommen.",
    ),
    "XA-L022": Message(
        text="Opmerking in de tabel, niet als project gelezen: {value}",
        uitleg="Een losse tekst, een noot onder de tabel of een rij naast de lijst hoort niet bij een "
        "project.",
        doe="Hoort de tekst bij een project? Zet hem dan in de rij van dat project.",
    ),
    "XA-L023": Message(
        text="Totaalregel, niet als project gelezen: {value}",
        uitleg="Een rij die begint met Totaal of Aantal telt de projecten op.",
        doe="U hoeft niets te doen.",
    ),
    "XA-L024": Message(
        text="Koprij, niet als project gelezen: {value}",
        uitleg="De koppen staan nog een keer in de tabel, vaak voor het afdrukken. Of de rij nummert "
        "de kolommen.",
        doe="U hoeft niets te doen.",
    ),
    "XA-L025": Message(
        text="Hier begint een tweede tabel met andere koppen ({value}). Niet gelezen cellen: {aantal}.",
        uitleg="Per blad wordt één tabel gelezen. De tweede heeft een andere indeling.",
        doe="Zet de projecten van de tweede tabel in de eerste, of verplaats de tweede tabel naar een "
        "ander blad.",
    ),
    "XA-L026": Message(
        text='"{value}" staat in een samengevoegde cel en geldt ook voor rij {rij} en verder.',
        uitleg="Een cel die over meer rijen is samengevoegd, geldt voor al die rijen.",
        doe="Klopt dat niet? Splits de cel en vul elke rij apart.",
    ),
    "XA-L028": Message(
        text="Deze rij staat na {aantal} lege rijen en is wel gelezen.",
        uitleg="Ver onder de tabel staat nog een rij met gegevens.",
        doe="Hoort de rij er niet bij? Verwijder hem.",
    ),
    "XA-L030": Message(
        text="Deze cel is niet te lezen: {value}.",
        uitleg="In de cel staat een fout, of een formule waarvan de uitkomst niet in het bestand staat. "
        "Zo'n cel telt nooit als leeg.",
        doe="Herstel de cel, of open het bestand in Excel, laat het rekenen en sla het op.",
    ),
    "XA-L031": Message(
        text='Cellen gesplitst in kolom "{value}": {aantal}.',
        uitleg="In een cel stonden meer gegevens bij elkaar. Elk deel staat nu in zijn eigen veld.",
        doe="Controleer op een paar fiches of de delen goed staan.",
    ),
    "XA-L032": Message(
        text='"{value}" is niet te splitsen in {velden} en staat nu geheel bij {veld}.',
        uitleg="De cel zegt niet duidelijk welk deel waar hoort.",
        doe="Zet de delen in aparte kolommen, of schrijf bijvoorbeeld: Projectbesluit 2027; IBN 2029.",
    ),
}
