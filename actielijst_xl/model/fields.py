"""The table of fields: the one home of every field's name, label, kind, list and rights.

Reader, checker, writer, merger, extract and glossary derive from it; adding a field is one entry here.
The order is the printed order of the handreiking (bijlage 1 for `project` and `afspraak`, bijlage 2 for
`monitoring`); what the handreiking asks for elsewhere stands after it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from actielijst_xl.model.field import (
    NETBEHEERDER,
    OVERLEG,
    PROVINCIE,
    Field,
    Leeg,
    Rol,
    Soort,
    Tabel,
)

__all__ = ["FIELDS", "Field", "Fields", "Leeg", "Rol", "Soort", "Tabel"]

# One entry in a few lines reads better than one argument per line.
# fmt: off
_PROJECT = (
    Field(key="project_id", label="Projectnummer", tabel=Tabel.PROJECT, soort=Soort.NUMMER, groep="Project",
          hulp="Nummer op de pMIEK-lijst; staat vast", voorbeeld="NH-012", invullers=PROVINCIE,
          width_chars=12,
          aliases=("pMIEK nr", "Projectnr", "Projectcode", "Nummer project", "Project (naar pMIEK-lijst)",
                   "Link met pMIEK project", "Nr", "#", "Nummer",
                   "Volgnummer", "Volgnr", "Proj. nr", "pMIEK-nummer", "pMIEK-ID",
                   "Project-ID", "ID", "Code",)),
    Field(key="projectnaam", label="Projectnaam", tabel=Tabel.PROJECT, groep="Project",
          hulp="Naam op de pMIEK-lijst", voorbeeld="Nieuw 150/20 kV-station", invullers=PROVINCIE,
          width_chars=38, aliases=("Naam van het project", "Naam", "Naam project", "Naam initiatief",
                   "Project", "Omschrijving project", "Projecttitel",
                                   "Titel", "Station",)),
    Field(key="omschrijving", label="Omschrijving", tabel=Tabel.PROJECT, groep="Omschrijving",
          hulp="Het project in één of twee zinnen", voorbeeld="Nieuw station voor wonen en werken", lines=2,
          aliases=("Beschrijving", "Projectomschrijving", "Toelichting project",)),
    Field(key="aanleiding", label="Aanleiding", tabel=Tabel.PROJECT, groep="Omschrijving",
          hulp="Waarom is dit project nodig?", voorbeeld="Het bestaande station zit vol", lines=2,
          aliases=("Nut en noodzaak", "Knelpunt",)),
    Field(key="doel", label="Doel", tabel=Tabel.PROJECT, groep="Omschrijving",
          hulp="Wat levert het op, en voor wie?", voorbeeld="Ruimte voor 3.000 woningen", lines=2,
          aliases=("Doelstelling",)),
    Field(key="kansen_knelpunten", label="Kansen en knelpunten", tabel=Tabel.PROJECT, groep="Omschrijving",
          hulp="Noem kansen en knelpunten apart", voorbeeld="Kans: combineren met de weg. Knelpunt: grond",
          lines=2, aliases=("Knelpunten", "Kansen",)),
    Field(key="projectfase", label="Projectfase", tabel=Tabel.PROJECT, soort=Soort.KEUZE,
          lijst="projectfase", gesloten=True, groep="Omschrijving", hulp="Kies uit de lijst",
          voorbeeld="Planuitwerkingsfase", invullers=NETBEHEERDER, width_chars=19,
          aliases=("Projectstatus", "Status project", "Projectstadium", "Fase", "Fasering",
                   "Status van het project", "MIEK-fase", "Huidige fase", "Status",
                   "Stadium",)),
    Field(key="type_project", label="Type project", tabel=Tabel.PROJECT, lijst="type_project",
          groep="Omschrijving", hulp="Kies uit de lijst of typ zelf", voorbeeld="planvorming",
          aliases=("Soort project", "Projecttype", "Type",)),
    Field(key="vervolg", label="Vervolg", tabel=Tabel.PROJECT, soort=Soort.KEUZE, lijst="vervolg",
          gesloten=True, groep="Vervolg", hulp="Welke route volgt het project?",
          voorbeeld="Uitvoeringsacties", invullers=PROVINCIE, width_chars=17,
          aliases=("Vervolgtraject", "Vervolgstap", "Route", "Vervolgroute",)),
    Field(key="locatie", label="Locatie", tabel=Tabel.PROJECT, groep="Locatie",
          hulp="Adres, gebied of 'n.t.b.'", voorbeeld="Bedrijventerrein Noordkade", invullers=OVERLEG,
          width_chars=22, aliases=("Plaats", "Deelgebied", "RES-regio", "Ligging", "Gebied", "Regio",)),
    Field(key="gemeente", label="Gemeente(n)", tabel=Tabel.PROJECT, soort=Soort.GEMEENTEN, groep="Locatie",
          hulp="Officiële namen, met een puntkomma ertussen", voorbeeld="Diemen; Lelystad",
          invullers=PROVINCIE, width_chars=22,
          aliases=("Gem", "Gemeentenaam", "Gemeente(s)", "Gemeente", "Gemeenten", "Betrokken gemeente",
                   "Betrokken gemeenten",
                   "Gemeente/gemeenten",)),
    Field(key="provincie", label="Provincie(s)", tabel=Tabel.PROJECT, soort=Soort.PROVINCIES,
          groep="Locatie", hulp="Alleen als het project over de grens gaat",
          voorbeeld="Flevoland; Noord-Holland", invullers=PROVINCIE, aliases=("Provincie", "Provincies",)),
    Field(key="type_infra", label="Type infra", tabel=Tabel.PROJECT, lijst="type_infra", groep="Type infra",
          hulp="Kies uit de lijst of typ zelf", voorbeeld="Nieuw station", invullers=NETBEHEERDER,
          width_chars=20,
          aliases=("Soort", "Soort station", "Soort infra", "Infrastructuur", "Asset",
                   "Type infrastructuur",
                   "Soort infrastructuur",)),
    Field(key="energiedrager", label="Energiedrager", tabel=Tabel.PROJECT, lijst="energiedrager",
          groep="Type infra", hulp="Kies uit de lijst of typ zelf", voorbeeld="Elektriciteit",
          invullers=NETBEHEERDER, aliases=("Drager", "Type energiedrager", "Modaliteit",)),
    Field(key="spanningsniveau", label="Spanningsniveau", tabel=Tabel.PROJECT, groep="Type infra",
          hulp="Alleen bij elektriciteit", voorbeeld="150/20 kV", invullers=NETBEHEERDER,
          aliases=("kV", "Spanning", "Spanningsniveau (kV)",)),
    Field(key="netbeheerder", label="Netbeheerder(s)", tabel=Tabel.PROJECT, soort=Soort.NETBEHEERDERS,
          groep="Betrokken partijen", hulp="Met een puntkomma ertussen", voorbeeld="TenneT; Liander",
          invullers=PROVINCIE, width_chars=18,
          aliases=("Netbeheer", "Netbeheerder", "Netbeheerders", "Netbedrijf", "Beheerder",
                   "RNB", "TSO", "RNB/TSO", "TSO/RNB",)),
    Field(key="betrokken_partijen", label="Betrokken partijen", tabel=Tabel.PROJECT,
          groep="Betrokken partijen", hulp="Met een puntkomma ertussen",
          voorbeeld="Waterschap; grondeigenaar", aliases=("Stakeholders", "Partners", "Partijen",)),
    Field(key="bevoegd_gezag", label="Bevoegd gezag", tabel=Tabel.PROJECT, groep="Betrokken partijen",
          hulp="Wie beslist over het projectbesluit?", voorbeeld="Gemeente Lelystad", invullers=OVERLEG,
          aliases=("BG",)),
    Field(key="tijdspad", label="Tijdspad", tabel=Tabel.PROJECT, groep="Tijdspad en IBN",
          hulp="Belangrijkste mijlpalen", voorbeeld="Projectbesluit Q2 2027, start bouw 2028", lines=2,
          aliases=("Mijlpalen", "Doorlooptijd", "Tijdlijn",)),
    Field(key="ibn", label="IBN", tabel=Tabel.PROJECT, soort=Soort.PERIODE, groep="Tijdspad en IBN",
          hulp="Afgesproken inbedrijfname: jaar of periode", voorbeeld="2029 of Q3 2029",
          invullers=NETBEHEERDER, width_chars=13,
          aliases=("Inbedrijfstelling", "Oplevering", "Opleverjaar", "Jaar van ingebruikname",
                   "Verwachte inbedrijfname", "Verwachte ingebruikname", "Ingebruiknamedatum",
                   "Ingebruikname", "Inbedrijfname", "Jaar van inbedrijfname",
                   "Geplande IBN", "Geplande inbedrijfname", "Geplande ingebruikname",
                   "Datum inbedrijfname", "Datum ingebruikname", "Datum IBN", "Jaar inbedrijfname",
                   "Jaar ingebruikname", "Verwachte oplevering", "Jaar van oplevering", "Opleverdatum",
                   "In bedrijf", "Verwacht in bedrijf",
                   "Inbedrijfnamedatum", "IBN-datum", "IBN-jaar", "Verwachte IBN", "Realisatiejaar",
                   "Jaar IBN",)),
    Field(key="in_ip", label="Project opgenomen in IP?", tabel=Tabel.PROJECT, soort=Soort.JA_NEE,
          lijst="ja_nee", gesloten=True, groep="Link met pMIEK project en IP", hulp="Ja of Nee",
          voorbeeld="Ja", invullers=NETBEHEERDER,
          aliases=("In investeringsplan?", "Opgenomen in investeringsplan", "In IP", "In IP?",
                   "Opgenomen in IP", "Opgenomen in IP?", "IP",)),
    Field(key="ip_id", label="ID/projectnummer in investeringsplan", tabel=Tabel.PROJECT,
          soort=Soort.IP_IDS, groep="Link met pMIEK project en IP", hulp="Meer dan één? Puntkomma ertussen",
          voorbeeld="IP2026-0412; IP2026-0413", invullers=NETBEHEERDER,
          aliases=("ID/projectnummer in investeringsplan?", "IP-nummer", "IP-nummers", "IP-nummer(s)",
                   "IP ID", "IP-ID's", "IP nr", "Investeringsplan",)),
    Field(key="pmiek_ronde", label="pMIEK-ronde", tabel=Tabel.PROJECT, groep="Link met pMIEK project en IP",
          hulp="Ronde waarin het project op de lijst kwam", voorbeeld="pMIEK 1.0", invullers=PROVINCIE,
          aliases=("pMIEK", "Ronde", "pMIEK ronde", "pMIEK-versie",)),
    Field(key="herkomst", label="Herkomst", tabel=Tabel.PROJECT, soort=Soort.KEUZE, lijst="herkomst",
          gesloten=True, groep="Link met pMIEK project en IP",
          hulp="A, B of C (bijlage 3 van de handreiking)", voorbeeld="B", invullers=PROVINCIE,
          aliases=("Herkomst project", "Route herkomst", "Spoor",)),
    Field(key="prioriteit", label="Prioriteit", tabel=Tabel.PROJECT, groep="Link met pMIEK project en IP",
          hulp="Zoals op de pMIEK-lijst", voorbeeld="Hoog", invullers=PROVINCIE,
          aliases=("Score", "Prio", "Rangorde",)),
    Field(key="ruimtegebruik", label="Ruimtegebruik en gemeentelijke vergunningverlening",
          tabel=Tabel.PROJECT, groep="Afspraken over de uitvoering",
          hulp="Ruimte in de gemeente; welke vergunningen?",
          voorbeeld="1,5 hectare; omgevingsvergunning in 2027", invullers=OVERLEG, lines=2,
          aliases=("Ruimtegebruik", "Vergunningverlening", "Vergunningen",)),
    Field(key="specifieke_afspraken", label="Specifieke afspraken en plannen", tabel=Tabel.PROJECT,
          groep="Afspraken over de uitvoering", hulp="Plannen van gemeente of regio voor uitvoering",
          voorbeeld="Koppelen aan de nieuwe wijk", lines=2, aliases=("Specifieke afspraken", "Plannen",)),
    Field(key="monitoring_afspraken", label="Afspraken voor monitoring", tabel=Tabel.PROJECT,
          groep="Afspraken over de uitvoering", hulp="Wie meldt wat, en hoe vaak?",
          voorbeeld="Elk kwartaal in werkspoor 1", lines=2,
          aliases=("Afspraken monitoring", "Monitoringsafspraken",)),
)
_AFSPRAAK = (
    Field(key="activiteit", label="Activiteit", tabel=Tabel.AFSPRAAK, lijst="activiteit",
          hulp="Wat gaat er gebeuren?", voorbeeld="Projectbesluit en locatiebesluit maken", width_chars=36,
          aliases=("Acties", "Afspraken", "Uitvoeringsafspraken", "Uitvoeringsacties", "Actie",
                   "Uitvoeringsafspraak", "Afspraak", "Uitvoeringsactie", "Wat",)),
    Field(key="trekker", label="Trekker / verantwoordelijke", tabel=Tabel.AFSPRAAK, lijst="organisatie",
          hulp="Organisatie, geen persoon", voorbeeld="Gemeente Lelystad", width_chars=17,
          aliases=("Wie", "Wie trekt", "Trekkers", "Trekker", "Actiehouder", "Verantwoordelijke",
                   "Eigenaar",)),
    Field(key="afspraak_partijen", label="Betrokken partijen", tabel=Tabel.AFSPRAAK, hulp="Wie doet mee?",
          voorbeeld="Liander; provincie", width_chars=17, aliases=("Betrokken partijen bij afspraak",)),
    Field(key="resultaat", label="Resultaat", tabel=Tabel.AFSPRAAK, hulp="Doel en beoogd resultaat",
          voorbeeld="Getekende overeenkomst", width_chars=20,
          aliases=("Doel en beoogd resultaat", "Beoogd resultaat",)),
    Field(key="planning", label="Planning", tabel=Tabel.AFSPRAAK, soort=Soort.PERIODE,
          hulp="Wanneer klaar? Datum, kwartaal of jaar", voorbeeld="15-02-2027 of Q3 2027", width_chars=13,
          aliases=("Wanneer gereed", "Wanneer", "Gereed op", "Deadline",)),
    Field(key="status", label="Status", tabel=Tabel.AFSPRAAK, soort=Soort.KEUZE, lijst="status",
          gesloten=True, hulp="Kies uit de lijst", voorbeeld="Loopt", width_chars=14,
          aliases=("Status afspraak", "Status actie", "Voortgangsstatus",)),
    Field(key="voortgang", label="Voortgang", tabel=Tabel.AFSPRAAK,
          hulp="Wat is er sinds de vorige keer gebeurd?", voorbeeld="Concept is klaar", width_chars=22,
          aliases=("Stand van zaken", "Voortgang afspraak",)),
)
_MONITORING = (
    Field(key="haalbaarheid_ibn", label="Haalbaarheid IBN", tabel=Tabel.MONITORING, soort=Soort.PERIODE,
          hulp="Welke inbedrijfname is haalbaar?", voorbeeld="2031 of Q3 2031", invullers=NETBEHEERDER,
          width_chars=13, aliases=("Haalbaar jaar", "Haalbare inbedrijfname", "Haalbare IBN",
                   "IBN haalbaar", "Stoplicht",)),
    Field(key="oordeel", label="Oordeel", tabel=Tabel.MONITORING, soort=Soort.KEUZE, lijst="oordeel",
          gesloten=True, hulp="Kies uit de lijst", voorbeeld="Aandacht", width_chars=12,
          aliases=("Beoordeling", "Kleur",)),
    Field(key="aandachtspunten", label="Aandachtspunten (proces of risico)", tabel=Tabel.MONITORING,
          hulp="Wat houdt het project op?", voorbeeld="Geen overeenstemming over locatie", width_chars=26,
          lines=2, aliases=("Aandachtspunten", "Risico's", "Aandachtspunt",)),
    Field(key="versnellingsactie", label="Versnellingsactie", tabel=Tabel.MONITORING,
          hulp="Wat helpt om sneller te gaan?", voorbeeld="Bemiddeling", width_chars=22,
          aliases=("Versnelling", "Versnellingsmaatregel",)),
    Field(key="monitoring_trekker",
          label="Trekker / verantwoordelijke bij aandachtspunten en versnellingsacties",
          tabel=Tabel.MONITORING, lijst="organisatie", hulp="Organisatie, geen persoon",
          voorbeeld="Gemeente Lelystad", width_chars=20,
          aliases=("Trekker monitoring", "Trekker versnellingsactie",)),
    Field(key="vraag_energyboard", label="Vraag aan energyboard", tabel=Tabel.MONITORING,
          hulp="Wat vraagt u van de bestuurders?", voorbeeld="Besluit over de voorkeurslocatie",
          width_chars=26, aliases=("Vraag aan het energyboard", "Gevraagd van energyboard", "Escalatie",
                   "Gevraagd besluit", "Vraag energyboard",)),
    Field(key="bijgewerkt_op", label="Bijgewerkt op", tabel=Tabel.MONITORING, soort=Soort.DATUM,
          hulp="Datum van uw laatste wijziging", voorbeeld="18-11-2026", width_chars=12,
          aliases=("Peildatum", "Laatst bijgewerkt",)),
)
_HOOFDDOCUMENT = (
    Field(key="terugblik_goed", label="Wat ging goed?", tabel=Tabel.HOOFDDOCUMENT,
          hulp="Terugblik op het proces", voorbeeld="Alle gemeenten deden mee", invullers=PROVINCIE,
          lines=3),
    Field(key="terugblik_beter", label="Wat kan beter?", tabel=Tabel.HOOFDDOCUMENT,
          hulp="Terugblik op het proces", voorbeeld="IP-nummers eerder opvragen", invullers=PROVINCIE,
          lines=3),
    Field(key="nmiek", label="Aanhaken bij landelijke projecten (nMIEK)", tabel=Tabel.HOOFDDOCUMENT,
          hulp="Welke projecten horen bij een landelijk programma?",
          voorbeeld="P12 loopt mee in het landelijk programma", invullers=PROVINCIE, lines=3),
)
# fmt: on

FIELDS: tuple[Field, ...] = (*_PROJECT, *_AFSPRAAK, *_MONITORING, *_HOOFDDOCUMENT)


class Fields:
    """A table of fields with look-ups; the default one is `Fields()`.

    Args:
        fields: The entries, in the order in which they are shown.

    Raises:
        ValueError: Two fields have the same key.
    """

    def __init__(self, fields: Iterable[Field] = FIELDS) -> None:
        self._all = tuple(fields)
        self._by_key = {field.key: field for field in self._all}
        if len(self._by_key) != len(self._all):
            raise ValueError("two fields have the same key")
        self._by_tabel = {tabel: tuple(f for f in self._all if f.tabel is tabel) for tabel in Tabel}

    def __getitem__(self, key: str) -> Field:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    @property
    def all(self) -> tuple[Field, ...]:
        """Every field, in order."""
        return self._all

    def of(self, tabel: Tabel) -> tuple[Field, ...]:
        """The fields of one table, in order."""
        return self._by_tabel[tabel]

    def pairs(self, *, but: Tabel) -> frozenset[tuple[str, str]]:
        """The pairs (tabel, veld) of all tables but one."""
        return frozenset((f.tabel.value, f.key) for f in self._all if f.tabel is not but)

    def with_changes(self, *, labels: Mapping[str, str], extra: Iterable[Field] = ()) -> "Fields":
        """Return this table with a province's own labels and its extra fields (these come last).

        The printed label stays known as a header.
        """
        return Fields(
            replace(f, label=labels[f.key], aliases=(*f.aliases, f.label)) if f.key in labels else f
            for f in (*self._all, *extra)
        )
