"""The fixed texts of our own sheets: what stands there without anybody having typed it.

A stage may not ask the writer, so they are named here; a test compares them with a workbook just written.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.reading.werkboek_blad import form

ONDERDEEL, INHOUD = "Onderdeel", "Inhoud"
OVERIG_TITEL = "Overige gegevens uit de pMIEK-lijst"
WERKBLAD = ("Werkblad", "Waarvoor", "Invullen door")
KEUZELIJSTEN = "Keuzelijsten"
BEHEER = "Administratie van xl-actielijst. Verwijder of wijzig dit blad niet: de retouren horen hierbij."
ALLE_PROJECTEN = "Alle projecten"
TEGELS = ("IBN haalbaar", "Oordeel", "Open afspraken")
STAPPEN = ("Verkenning", "Planuitwerking", "Project", "Realisatie")
KERNCIJFERS = (
    "Projecten in de actielijst",
    "Open uitvoeringsafspraken",
    "waarvan over de planning heen",
    "Projecten met latere IBN dan afgesproken",
    "Projecten met een knelpunt",
    "Vragen aan het energyboard",
)
LIJST_TITELS = (
    *("Projectfase", "Vervolg", "Status afspraak", "Oordeel", "Herkomst", "Ja of nee", "Type project"),
    *("Type infra", "Energiedrager", "Organisatie", "Besluit", "Activiteit verkenning"),
    *("Activiteit planuitwerking", "Activiteit project", "Activiteit realisatie"),
)
_FICHE = (
    *(ONDERDEEL, INHOUD, "Hulp bij invullen", "Projectgegevens", "In één oogopslag", OVERIG_TITEL),
    *("Uitvoeringsafspraken", "Naar overzicht", "Naar monitoring", *TEGELS, *STAPPEN),
    "Meer regels nodig? Voeg onder de laatste regel een rij in; de provincie geeft het nummer.",
)
_MONITORING = (
    *("Monitoringslijst", "Werkspoor 1 · maandelijks bijwerken · gele cellen invullen"),
    "Eén regel per project. Alleen monitoring nodig? Vul bij aandachtspunten n.v.t. in.",
    *("Overzicht", "Naar leeswijzer"),
)
_OVERZICHT = (
    *("Overzicht", "Peildatum", "Kerncijfers", ALLE_PROJECTEN, "Leeswijzer", "Naar monitoring"),
    *("Naar hoofddocument", *KERNCIJFERS, *STAPPEN, "Op schema", "Aandacht", "Knelpunt", "Onbekend"),
)
_KEUZELIJSTEN = (
    *(KEUZELIJSTEN, "Leeswijzer"),
    "Beheer door de provincie · een nieuwe waarde? Meld het aan de provincie",
)
# Texts with a part that differs per workbook: subtitles, navigation, and what formulas show.
_PATROON = re.compile(
    r"pMIEK-actielijst Provincie .* (?:peildatum \d\d-\d\d-\d{4}|uitgave .+)"
    r"|(?:Vorige|Volgende): .+|afgesproken .+|\d+ over de planning heen|● (?:" + "|".join(STAPPEN) + ")",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vast:
    """Our fixed texts per kind of sheet, in the form in which they are compared.

    Attributes:
        fiche: On a fiche: labels, helps, headings, panel.
        monitoring: On Monitoring.
        overzicht: On Overzicht.
        keuzelijsten: On Keuzelijsten.
    """

    fiche: frozenset[str]
    monitoring: frozenset[str]
    overzicht: frozenset[str]
    keuzelijsten: frozenset[str]


@lru_cache(maxsize=8)  # one table of fields reads many returns
def fixed_texts(
    fields: Fields, own: tuple[str, ...] = (), lijstwaarden: frozenset[str] = frozenset()
) -> Vast:
    """Every fixed text of a workbook with these fields.

    Args:
        fields: The table of fields.
        own: Texts of an older version only.
        lijstwaarden: The texts on Keuzelijsten as issued, in the form in which they are compared.
    """
    project, afspraak = fields.of(Tabel.PROJECT), fields.of(Tabel.AFSPRAAK)
    on_fiche = {text for f in (*project, *afspraak) for text in (f.label, f.hulp, f.groep)}
    return Vast(
        fiche=_forms((*_FICHE, *on_fiche, *own)),
        monitoring=_forms((*_MONITORING, *own)),
        overzicht=_forms((*_OVERZICHT, *own)),
        keuzelijsten=_forms((*_KEUZELIJSTEN, *own)) | lijstwaarden,
    )


def _forms(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form(text) for text in texts if text)


@lru_cache(maxsize=20_000)  # the same texts stand on every fiche
def is_ours(text: str, known: frozenset[str]) -> bool:
    """Tell whether a text stands on our sheets by itself."""
    return form(text) in known or _PATROON.fullmatch(text) is not None
