"""What the derived columns of the monthly extract are called and mean, whatever table they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class KolomSoort(StrEnum):
    """What a column holds."""

    TEKST = "tekst"
    GETAL = "getal"  # a whole number
    DATUM = "datum"  # a day
    JA_NEE = "ja_nee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Afgeleid:
    """A column that is no field of the actielijst.

    Attributes:
        label: Its header for people.
        soort: What it holds.
        eenheid: The unit of a number, or "".
        definitie: What it means.
        bron: Where it comes from.
    """

    label: str
    definitie: str
    soort: KolomSoort = KolomSoort.TEKST
    eenheid: str = ""
    bron: str = "Afgeleid"


AFGELEID: Mapping[str, Afgeleid] = {
    "provincie": Afgeleid(
        label="Provincie",
        definitie="De provincie van wie de actielijst is.",
        bron="Titel van de actielijst",
    ),
    "maand": Afgeleid(
        label="Maand",
        definitie="Jaar en maand van het extract, bijvoorbeeld 2026-11.",
        bron="Opdracht monitor",
    ),
    "peildatum": Afgeleid(
        label="Peildatum",
        soort=KolomSoort.DATUM,
        definitie="De dag waarover de cijfers gaan.",
        bron="Opdracht monitor",
    ),
    "project_sleutel": Afgeleid(
        label="Projectsleutel",
        definitie="Vaste sleutel van het project. Samen met de provincie uniek, en elke maand dezelfde.",
        bron="Projectnummer bij het maken van de actielijst",
    ),
    "provincies": Afgeleid(
        label="Andere provincies",
        definitie="Provincies waarin het project ook ligt.",
        bron="Fiche",
    ),
    "zonder_locatie": Afgeleid(
        label="Zonder locatie",
        soort=KolomSoort.JA_NEE,
        definitie="Verkenning zonder gemeente: het project heeft geen fiche.",
    ),
    "ibn_soort": Afgeleid(
        label="Soort IBN",
        definitie="Hoe de afgesproken IBN is te lezen: als periode, als n.t.b., als tekst zonder datum.",
        bron="Afgeleid van IBN",
    ),
    "ibn_eerste": Afgeleid(
        label="IBN eerste dag",
        soort=KolomSoort.DATUM,
        definitie="De eerste dag van de afgesproken IBN. Leeg bij een open begin of zonder datum.",
        bron="Afgeleid van IBN",
    ),
    "ibn_laatste": Afgeleid(
        label="IBN laatste dag",
        soort=KolomSoort.DATUM,
        definitie="De laatste dag van de afgesproken IBN. Leeg bij een open einde of zonder datum.",
        bron="Afgeleid van IBN",
    ),
    "ibn_voorbij": Afgeleid(
        label="IBN voorbij",
        soort=KolomSoort.JA_NEE,
        definitie="De laatste dag van de IBN ligt vóór de peildatum, en er staat niet bij dat het project "
        "gereed is.",
        bron="Afgeleid van IBN en peildatum",
    ),
    "aantal_afspraken": Afgeleid(
        label="Afspraken",
        soort=KolomSoort.GETAL,
        eenheid="aantal",
        definitie="Uitvoeringsafspraken die niet Vervallen zijn.",
    ),
    "afspraken_open": Afgeleid(
        label="Open afspraken",
        soort=KolomSoort.GETAL,
        eenheid="aantal",
        definitie="Afspraken die niet Gereed of Vervallen zijn.",
    ),
    "afspraken_te_laat": Afgeleid(
        label="Afspraken te laat",
        soort=KolomSoort.GETAL,
        eenheid="aantal",
        definitie="Open afspraken waarvan de laatste dag van de planning vóór de peildatum ligt.",
    ),
    "afspraak_sleutel": Afgeleid(
        label="Afspraaksleutel",
        definitie="Vaste sleutel van de afspraak, elke maand dezelfde.",
        bron="Fiche",
    ),
    "afspraak_nr": Afgeleid(
        label="Afspraak",
        definitie="Het nummer van de afspraak, zoals op de fiche.",
        bron="Fiche",
    ),
    "hoofdtrekker": Afgeleid(
        label="Hoofdtrekker",
        definitie="De eerste trekker, met zijn officiële naam of zijn rol.",
        bron="Afgeleid van Trekker",
    ),
    "planning_soort": Afgeleid(
        label="Soort planning",
        definitie="Hoe de planning is te lezen.",
        bron="Afgeleid van Planning",
    ),
    "planning_eerste": Afgeleid(
        label="Planning eerste dag",
        soort=KolomSoort.DATUM,
        definitie="De eerste dag van de planning.",
        bron="Afgeleid van Planning",
    ),
    "planning_laatste": Afgeleid(
        label="Planning laatste dag",
        soort=KolomSoort.DATUM,
        definitie="De laatste dag van de planning.",
        bron="Afgeleid van Planning",
    ),
    "is_open": Afgeleid(
        label="Open",
        soort=KolomSoort.JA_NEE,
        definitie="De status is niet Gereed of Vervallen.",
        bron="Afgeleid van Status",
    ),
    "is_te_laat": Afgeleid(
        label="Te laat",
        soort=KolomSoort.JA_NEE,
        definitie="Open, en de laatste dag van de planning ligt vóór de peildatum.",
    ),
    "weken_te_laat": Afgeleid(
        label="Weken te laat",
        soort=KolomSoort.GETAL,
        eenheid="weken",
        definitie="Hele weken tussen de laatste dag van de planning en de peildatum. In de eerste zes dagen "
        "0. Leeg als de afspraak niet te laat is.",
    ),
    "zonder_datum": Afgeleid(
        label="Zonder datum",
        soort=KolomSoort.JA_NEE,
        definitie="Open, en de planning geeft geen dag, maand, kwartaal of jaar.",
    ),
    "zonder_trekker": Afgeleid(
        label="Zonder trekker",
        soort=KolomSoort.JA_NEE,
        definitie="Open, en de trekker is leeg, n.t.b. of n.v.t.",
    ),
    "haalbaar_soort": Afgeleid(
        label="Soort haalbare IBN",
        definitie="Hoe de haalbare IBN is te lezen.",
        bron="Afgeleid van Haalbaarheid IBN",
    ),
    "haalbaar_eerste": Afgeleid(
        label="Haalbaar eerste dag",
        soort=KolomSoort.DATUM,
        definitie="De eerste dag van de haalbare IBN.",
        bron="Afgeleid van Haalbaarheid IBN",
    ),
    "haalbaar_laatste": Afgeleid(
        label="Haalbaar laatste dag",
        soort=KolomSoort.DATUM,
        definitie="De laatste dag van de haalbare IBN.",
        bron="Afgeleid van Haalbaarheid IBN",
    ),
    "verschil_jaren": Afgeleid(
        label="Verschil (jaar)",
        soort=KolomSoort.GETAL,
        eenheid="jaren",
        definitie="Het jaar van de laatste haalbare dag min dat van de laatste afgesproken dag. Leeg als "
        "een van beide ontbreekt.",
        bron="Afgeleid van IBN en Haalbaarheid IBN",
    ),
    "vraag_is_open": Afgeleid(
        label="Vraag open",
        soort=KolomSoort.JA_NEE,
        definitie="Er staat een vraag aan het energyboard. Leeg, '-', n.v.t. en n.t.b. zijn geen vraag.",
    ),
    "zonder_actie": Afgeleid(
        label="Zonder versnellingsactie",
        soort=KolomSoort.JA_NEE,
        definitie="Er is een aandachtspunt en geen versnellingsactie.",
    ),
    "partij": Afgeleid(
        label="Partij",
        definitie="De naam van de partij, of een rol als afspraken geen organisatie noemen.",
        bron="Blad Uitgiftes; trekkers van open afspraken",
    ),
    "rol": Afgeleid(
        label="Rol",
        definitie="De rollen van de partij bij de laatste uitgifte.",
        bron="Blad Uitgiftes",
    ),
    "uitgifte": Afgeleid(
        label="Uitgifte",
        definitie="De laatste uitgifte waarin de partij een werkboek kreeg.",
        bron="Blad Uitgiftes",
    ),
    "fiches": Afgeleid(
        label="Fiches",
        soort=KolomSoort.GETAL,
        eenheid="aantal",
        definitie="Aantal fiches in dat werkboek.",
        bron="Administratie van de actielijst",
    ),
    "uitgegeven_op": Afgeleid(
        label="Uitgegeven op",
        soort=KolomSoort.DATUM,
        definitie="De dag van die uitgifte.",
        bron="Blad Uitgiftes",
    ),
    "deadline": Afgeleid(
        label="Deadline",
        soort=KolomSoort.DATUM,
        definitie="De dag waarvoor het werkboek terug moest zijn.",
        bron="Blad Uitgiftes",
    ),
    "reactie": Afgeleid(
        label="Reactie",
        definitie="Of er op de laatste uitgifte is geantwoord.",
    ),
    "terug_op": Afgeleid(
        label="Terug op",
        soort=KolomSoort.DATUM,
        definitie="De dag waarop het antwoord is samengevoegd.",
        bron="Blad Uitgiftes",
    ),
    "dagen_te_laat": Afgeleid(
        label="Dagen te laat",
        soort=KolomSoort.GETAL,
        eenheid="dagen",
        definitie="Dagen na de deadline zolang er niets terug is.",
    ),
    "laatste_reactie_op": Afgeleid(
        label="Laatste reactie",
        soort=KolomSoort.DATUM,
        definitie="De dag waarop het laatste antwoord op een uitgifte is samengevoegd.",
        bron="Blad Uitgiftes",
    ),
    "stand_dagen": Afgeleid(
        label="Ouderdom stand",
        soort=KolomSoort.GETAL,
        eenheid="dagen",
        definitie="Dagen tussen de laatste reactie en de peildatum. Leeg als de partij nooit antwoordde.",
    ),
    "wijzigingen": Afgeleid(
        label="Wijzigingen",
        soort=KolomSoort.GETAL,
        eenheid="aantal",
        definitie="Aantal wijzigingen in het antwoord op de laatste uitgifte.",
        bron="Administratie van de actielijst",
    ),
    "vergeleken_met": Afgeleid(
        label="Vergeleken met",
        definitie="De maand waarmee is vergeleken; 'begin' is de eerste versie van de actielijst.",
        bron="Opdracht monitor",
    ),
    "soort": Afgeleid(
        label="Soort",
        definitie="Wat er is gebeurd.",
    ),
    "tabel": Afgeleid(
        label="Tabel",
        definitie="De tabel waarin het veld staat.",
    ),
    "veld": Afgeleid(
        label="Veld",
        definitie="De vaste naam van het veld.",
    ),
    "veld_label": Afgeleid(
        label="Veld (label)",
        definitie="Het veld, zoals het op de fiche heet.",
    ),
    "was": Afgeleid(
        label="Was",
        definitie="De waarde toen.",
        bron="De maand waarmee is vergeleken",
    ),
    "wordt": Afgeleid(
        label="Is nu",
        definitie="De waarde nu.",
        bron="Deze maand",
    ),
    "bron": Afgeleid(
        label="Bron",
        definitie="Van wie de nieuwe waarde komt, en wanneer die is samengevoegd.",
        bron="Administratie van de actielijst en blad Uitgiftes",
    ),
    "eerste_was": Afgeleid(
        label="Eerste dag was",
        soort=KolomSoort.DATUM,
        definitie="De eerste dag van de IBN toen.",
        bron="Afgeleid van Was",
    ),
    "eerste_wordt": Afgeleid(
        label="Eerste dag is nu",
        soort=KolomSoort.DATUM,
        definitie="De eerste dag van de IBN nu.",
        bron="Afgeleid van Is nu",
    ),
    "laatste_was": Afgeleid(
        label="Laatste dag was",
        soort=KolomSoort.DATUM,
        definitie="De laatste dag van de IBN toen.",
        bron="Afgeleid van Was",
    ),
    "laatste_wordt": Afgeleid(
        label="Laatste dag is nu",
        soort=KolomSoort.DATUM,
        definitie="De laatste dag van de IBN nu.",
        bron="Afgeleid van Is nu",
    ),
    "eerste_dagen": Afgeleid(
        label="Eerste dag verschoven",
        soort=KolomSoort.GETAL,
        eenheid="dagen",
        definitie="Dagen die de eerste dag opschoof; later is meer dan 0. Leeg als een van beide ontbreekt.",
    ),
    "laatste_dagen": Afgeleid(
        label="Laatste dag verschoven",
        soort=KolomSoort.GETAL,
        eenheid="dagen",
        definitie="Dagen die de laatste dag opschoof; later is meer dan 0. Leeg als een van beide ontbreekt.",
    ),
    "laatste_jaren": Afgeleid(
        label="Jaren verschoven",
        soort=KolomSoort.GETAL,
        eenheid="jaren",
        definitie="Het jaar van de laatste dag nu min dat van toen.",
    ),
    "reden": Afgeleid(
        label="Reden",
        definitie="De aandachtspunten van het project, zoals ze nu in de monitoringslijst staan.",
        bron="Blad Monitoring",
    ),
    "vraag": Afgeleid(
        label="Vraag aan energyboard",
        definitie="De vraag aan het energyboard.",
        bron="Blad Monitoring",
    ),
    "sinds": Afgeleid(
        label="Sinds",
        soort=KolomSoort.DATUM,
        definitie="De peildatum van het eerste extract sinds wanneer de vraag er onafgebroken staat, met "
        "dezelfde tekst.",
        bron="Eerdere maanden",
    ),
    "dagen_open": Afgeleid(
        label="Dagen open",
        soort=KolomSoort.GETAL,
        eenheid="dagen",
        definitie="Dagen tussen Sinds en de peildatum.",
    ),
    "kerncijfer": Afgeleid(
        label="Kerncijfer",
        definitie="De vaste naam van het cijfer.",
        bron="Lijst van kerncijfers",
    ),
    "uitsplitsing": Afgeleid(
        label="Uitsplitsing",
        definitie="Waarnaar het cijfer is uitgesplitst. Leeg bij het totaal.",
        bron="Lijst van kerncijfers",
    ),
    "waarde": Afgeleid(
        label="Waarde",
        definitie="De waarde van de uitsplitsing. Leeg bij het totaal.",
        bron="Deze maand",
    ),
    "aantal": Afgeleid(
        label="Aantal",
        soort=KolomSoort.GETAL,
        eenheid="aantal",
        definitie="Het cijfer.",
        bron="Lijst van kerncijfers",
    ),
}
