"""Messages of the stage 'valideren'."""

from collections.abc import Sequence

from actielijst_xl.messages.message import Message


def opsomming(woorden: Sequence[str]) -> str:
    """Join alternatives as a sentence does: `A, B of C`."""
    *eerste, laatste = woorden or ("",)
    return f"{', '.join(eerste)} of {laatste}" if eerste else laatste


def misschien(namen: Sequence[str]) -> str:
    """The sentence that suggests what was meant, or "" without a suggestion."""
    return f"Bedoelt u {opsomming(namen)}?" if namen else ""


OFFICIEEL = "Vul de officiële naam in."
"""What to do when nothing was meant that we know."""


def kies_uit(namen: Sequence[str]) -> str:
    """The sentence that names the values of a closed list."""
    return f"Kies {opsomming(namen)}."


_LIJST: dict[str, Message] = {
    "XA-V001": Message(
        text="Op dit blad staan geen projecten.",
        uitleg="Er is een kop gevonden, maar geen rij eronder met een project.",
        doe="Controleer of u het goede bestand en het goede blad hebt gekozen.",
    ),
    "XA-V002": Message(
        text='Er is geen kolom voor "{kolom}". Geef een kolom deze kop: {hint}.',
        uitleg="Elk project heeft een nummer, een naam en een fase. Zonder die kolommen is het geen "
        "pMIEK-lijst en worden de andere regels niet gecontroleerd.",
        doe="Voeg de kolom toe of verander de kop. Wilt u de kop houden? Zet hem dan in actielijst.toml "
        "onder [kolommen].",
    ),
    "XA-V080": Message(
        text='De lijst heeft geen kolom voor "{kolom}". Daardoor ontbreekt dit {aantal} keer.',
        uitleg="Bij deze projecten of afspraken hoort dit gegeven, maar de lijst kan het niet bevatten. "
        "Daarom is dit één melding in plaats van één per rij.",
        doe="Voeg de kolom toe, of vul het gegeven later in op de fiches.",
    ),
}

_WAARDEN: dict[str, Message] = {
    "XA-V003": Message(
        text="Dit project heeft geen nummer. Vul het nummer van de pMIEK-lijst in, bijvoorbeeld {hint}.",
        uitleg="Het nummer verbindt de lijst, de fiche en de retouren. Ook n.t.b. is geen nummer.",
        doe="Vul het projectnummer in. Horen de gegevens bij het project erboven? Zet ze daar. Is de rij "
        "geen project? Haal de rij dan weg.",
    ),
    "XA-V004": Message(
        text='Nummer "{value}" staat twee keer in de lijst: ook in cel {eerste}.',
        uitleg="Elk nummer hoort bij één project. Spaties en een punt aan het eind tellen niet mee: "
        "C.3. is hetzelfde als C.3.",
        doe="Geef een van de twee projecten een ander nummer, of haal de dubbele rij weg.",
    ),
    "XA-V005": Message(
        text='"{value}" is een datum, geen projectnummer. Typ het nummer als tekst, bijvoorbeeld {hint}.',
        uitleg="Excel maakt van een nummer als 1-3 vaak een datum.",
        doe="Geef de kolom de celeigenschap Tekst en typ het nummer opnieuw.",
    ),
    "XA-V006": Message(
        text="Excel heeft nummer {value} als getal bewaard. Was het {hint}?",
        uitleg="In een getal verdwijnt een nul aan het eind: 1.10 wordt 1,1. Het programma kan niet zien "
        "wat er stond.",
        doe="Controleer het nummer. Geef de kolom de celeigenschap Tekst en typ het opnieuw.",
    ),
    "XA-V007": Message(
        text='"{value}" is geen jaar of periode. Vul bijvoorbeeld {hint} in.',
        uitleg="Een IBN of planning is een datum, maand, kwartaal, jaar of een reeks daarvan, zoals Q3 2029, "
        "eind 2028, 2031 - 2034 of uiterlijk 2034. Ook n.t.b. en n.v.t. mogen.",
        doe="Schrijf het jaar of de periode op. Zet een toelichting in een andere kolom.",
    ),
    "XA-V008": Message(
        text='"{value}" is niet te dateren. Noem liever een jaar of periode, bijvoorbeeld {hint}.',
        uitleg="Een tekst als 'over circa 5 jaar' hangt af van de dag waarop hij is geschreven. De tekst "
        "blijft staan, maar telt niet mee in overzichten per jaar.",
        doe="Vervang de tekst door een jaar of periode, of laat hem zo staan.",
    ),
    "XA-V009": Message(
        text="{value} is gelezen als het jaar {hint}.",
        uitleg="In een cel met een datumopmaak toont Excel het jaartal 2028 als 20-07-1905.",
        doe="Klopt het jaar? Dan hoeft u niets te doen. Geef de cel anders de celeigenschap Tekst.",
    ),
    "XA-V010": Message(
        text='"{value}" is geen projectfase. {advies}',
        uitleg="De projectfase bepaalt waar een project terechtkomt. De handreiking kent vier fasen; "
        "bekende andere namen, zoals planvorming, herkent het programma.",
        doe="Kies een van de vier fasen.",
    ),
    "XA-V011": Message(
        text="Dit project heeft geen projectfase. Kies {hint}.",
        uitleg="De projectfase bepaalt waar een project terechtkomt: op een fiche of in het overzicht van "
        "voorverkenningen zonder locatie.",
        doe="Kies een van de vier fasen. Is de rij geen project, zoals een legenda? Haal de rij dan weg.",
    ),
    "XA-V012": Message(
        text='"{value}" staat niet in de keuzelijst van {kolom}. {advies}',
        uitleg="Dit veld heeft een vaste lijst van waarden. Ook n.t.b. en n.v.t. mogen.",
        doe="Kies een waarde uit de lijst. Zet een toelichting in een andere kolom.",
    ),
    "XA-V013": Message(
        text='"{value}" is geen datum. Vul bijvoorbeeld {hint} in.',
        uitleg="Hier hoort één dag: dag, maand en jaar.",
        doe="Vul de datum in als dd-mm-jjjj.",
    ),
    "XA-V014": Message(
        text='"{value}" is geen getal. Vul bijvoorbeeld {hint} in.',
        uitleg="Hier hoort een getal. Een komma voor decimalen en punten voor duizendtallen mogen.",
        doe="Vul alleen het getal in. Zet een eenheid of toelichting in een andere kolom.",
    ),
    "XA-V015": Message(
        text="Dit project heeft geen naam. Vul de naam van de pMIEK-lijst in.",
        uitleg="De naam staat boven de fiche en in elk overzicht.",
        doe="Vul de projectnaam in.",
    ),
    "XA-V016": Message(
        text='"{value}" loopt van later naar eerder. Draai het begin en het einde om.',
        uitleg="Het begin van de periode ligt na het einde.",
        doe="Draai de jaren of datums om.",
    ),
    "XA-V017": Message(
        text='Nummer "{value}" staat in een samengevoegde cel en geldt ook voor deze rij. Een project staat '
        "op één rij.",
        uitleg="Alleen de afspraken van een project mogen op meer rijen staan.",
        doe="Zet deze gegevens in de rij van het project, bijvoorbeeld twee gemeenten in één cel met een "
        "puntkomma ertussen. Haal deze rij dan weg.",
    ),
}

_NAMEN: dict[str, Message] = {
    "XA-V020": Message(
        text='"{naam}" is geen gemeente. {advies}',
        uitleg="Gebruik de officiële gemeentenaam (lijst van 1 januari 2025). Een dorp, wijk of regio hoort "
        "in de kolom Locatie. Het programma verbetert een naam nooit zelf.",
        doe="Vul de officiële naam in. Meer gemeenten? Zet er een puntkomma tussen.",
    ),
    "XA-V021": Message(
        text='"{naam}" kan meer gemeenten zijn. Vul {hint} in.',
        uitleg="Deze naam komt in meer provincies voor, en de provincie van het project is niet bekend.",
        doe="Vul de volledige naam in, of zet de provincie in actielijst.toml.",
    ),
    "XA-V022": Message(
        text='"{naam}" is gelezen als gemeente {hint}.',
        uitleg="Dit is een andere of een oude naam van de gemeente. Op de fiche komt de officiële naam.",
        doe="Klopt de gemeente? Dan hoeft u niets te doen.",
    ),
    "XA-V023": Message(
        text="{naam} ligt in {ligt_in}, niet in {hint}.",
        uitleg="Dit kan kloppen als het project over de provinciegrens gaat.",
        doe="Verbeter de gemeente, of noem alle provincies van het project in de kolom Provincie(s).",
    ),
    "XA-V024": Message(
        text="Een project in de {fase} heeft een gemeente nodig. Vul de officiële naam in, zoals {hint}.",
        uitleg="Alleen een project in de verkenningsfase mag nog geen locatie hebben.",
        doe="Vul de gemeente in, of verander de projectfase in Verkenningsfase.",
    ),
    "XA-V025": Message(
        text='"{naam}" is geen provincie. {advies}',
        uitleg="Gebruik de naam van een van de twaalf provincies.",
        doe="Vul de naam van de provincie in. Meer provincies? Zet er een puntkomma tussen.",
    ),
    "XA-V026": Message(
        text='"{naam}" is geen bekende netbeheerder, maar lijkt op {hint}.',
        uitleg="Een andere eigenaar van een net mag ook. Het programma verbetert een naam nooit zelf.",
        doe="Is het een typefout? Verbeter de naam. Anders hoeft u niets te doen.",
    ),
}

_RELATIES: dict[str, Message] = {
    "XA-V030": Message(
        text='Het project staat niet in een IP (Nee), maar heeft wel IP-nummer "{value}".',
        uitleg="Een project met een nummer in een investeringsplan (IP) staat in dat plan.",
        doe="Verander Nee in Ja, of haal het IP-nummer weg.",
    ),
    "XA-V031": Message(
        text="Het project staat in een IP (Ja), maar het IP-nummer ontbreekt. Vul het in, zoals {hint}.",
        uitleg="Met het nummer is het project terug te vinden in het investeringsplan (IP).",
        doe="Vraag het nummer aan de netbeheerder en vul het in.",
    ),
    "XA-V032": Message(
        text="Het project is in de {fase}, maar staat niet in een IP (Nee).",
        uitleg="Zo'n project staat meestal al in een investeringsplan (IP). Een project van een "
        "warmtebedrijf heeft geen IP.",
        doe="Controleer de fase en vraag het de netbeheerder. Geldt een IP hier niet? Vul n.v.t. in.",
    ),
    "XA-V040": Message(
        text="Een project in de Realisatiefase hoort een IBN te hebben. Vul bijvoorbeeld {hint} in.",
        uitleg="In deze fase is het investeringsbesluit genomen, dus de inbedrijfname (IBN) is gepland.",
        doe="Vraag de IBN aan de netbeheerder en vul hem in.",
    ),
    "XA-V041": Message(
        text='"{value}" is voorbij, maar het project is nog niet gereed.',
        uitleg="De inbedrijfname (IBN) ligt voor de peildatum.",
        doe='Is het project klaar? Vul dan bijvoorbeeld "gereed 2025" in. Vul anders de nieuwe IBN in.',
    ),
    "XA-V042": Message(
        text='"{value}" ligt buiten {van} tot en met {tot}.',
        uitleg="Een inbedrijfname (IBN) buiten deze jaren is bijna altijd een typefout.",
        doe="Controleer het jaar.",
    ),
    "XA-V050": Message(
        text="Deze afspraak heeft geen activiteit. Schrijf op wat er gaat gebeuren.",
        uitleg="Bij een afspraak staan andere gegevens, maar niet wat er is afgesproken.",
        doe="Vul de activiteit in, of haal de andere gegevens van de afspraak weg.",
    ),
    "XA-V051": Message(
        text="Deze afspraak heeft geen trekker. Vul een organisatie in, zoals {hint}.",
        uitleg="Zonder trekker is niemand verantwoordelijk voor de afspraak.",
        doe="Vul de organisatie in die de afspraak uitvoert.",
    ),
    "XA-V052": Message(
        text="Deze afspraak heeft geen planning. Vul bijvoorbeeld {hint} in.",
        uitleg="Zonder planning is niet te zien of de afspraak op tijd is.",
        doe="Vul een datum, kwartaal of jaar in.",
    ),
    "XA-V060": Message(
        text="Bij dit aandachtspunt staat geen versnellingsactie. Wat helpt om sneller te gaan?",
        uitleg="Een aandachtspunt in de monitoringslijst vraagt om een actie.",
        doe="Vul een versnellingsactie in, of vul n.v.t. in.",
    ),
    "XA-V061": Message(
        text="Bij dit aandachtspunt staat geen trekker. Vul een organisatie in, zoals {hint}.",
        uitleg="Een aandachtspunt in de monitoringslijst vraagt om iemand die het oppakt.",
        doe="Vul de organisatie in die het oppakt.",
    ),
    "XA-V070": Message(
        text="De route is Uitvoeringsacties, maar er is geen uitvoeringsafspraak.",
        uitleg="Een project op deze route heeft afspraken over de uitvoering.",
        doe="Maak een afspraak, nu in de lijst of later op de fiche, of kies een andere route.",
    ),
    "XA-V071": Message(
        text="De route is Monitoring, maar er zijn wel uitvoeringsafspraken (aantal: {aantal}).",
        uitleg="Een project op deze route loopt mee in het gewone proces. Afspraken mogen, maar zijn "
        "ongewoon.",
        doe="Controleer de route. Klopt hij? Dan hoeft u niets te doen.",
    ),
    "XA-V072": Message(
        text="Herkomst A hoort niet op een pMIEK-lijst. Controleer of het B of C is.",
        uitleg="Een project met herkomst A volgt de gewone route van de netbeheerder. Op de pMIEK-lijst "
        "staan projecten met herkomst B of C (bijlage 3 van de handreiking).",
        doe="Verbeter de herkomst, of haal het project van de lijst.",
    ),
}

MESSAGES: dict[str, Message] = {**_LIJST, **_WAARDEN, **_NAMEN, **_RELATIES}
