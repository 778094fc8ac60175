"""Versions of the workbook: what an older one has otherwise, so that a copy of long ago is still read.

One thing is the same in every version: where the stamp stands (a cell `sjabloon:` on each fiche, the line
`sjabloon` of the manifest, the document property). It says which reader is needed. All else may differ:
labels, headers, keys of fields, names in the manifest, which fields there are. Order and place never
matter, in any version. What a version means by a key or a label is put into the words of today here;
nothing behind this module knows that there ever was another version.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from actielijst_xl.errors import InputError
from actielijst_xl.model.fields import Fields
from actielijst_xl.reading.werkboek_blad import Blad, form, most_common

_STAMP = "sjabloon"
_KEYED = ("veld", "kolom")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # each is one of `VERSIES`
class Versie:
    """What one version of the workbook has otherwise than the newest.

    Attributes:
        naam: Its stamp.
        labels: Label of a field as it was printed then, by today's key.
        later: Fields that it does not have yet.
        sleutels: Key of a field or column then -> today's key.
        koppen: Header per column key, by table, for columns that are no fields.
        kop: Name of a line of the manifest then -> today's name.
        teksten: Fixed texts of ours that stand on its sheets only.
    """

    naam: str
    labels: Mapping[str, str] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    sleutels: Mapping[str, str] = field(default_factory=dict)
    koppen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kop: Mapping[str, str] = field(default_factory=dict)
    teksten: tuple[str, ...] = ()


HUIDIG = Versie(naam="1")
"""The newest version: the one that this program writes."""

_PROEF = Versie(
    naam="0",
    labels={
        "omschrijving": "Toelichting",
        "doel": "Omschrijving",
        "bevoegd_gezag": "Bevoegd gezag (overheid)",
        "afspraak_partijen": "Met wie",
        "resultaat": "Wat is dan klaar",
        "haalbaarheid_ibn": "IBN haalbaar?",
        "aandachtspunten": "Knelpunten",
    },
    later=frozenset({"kansen_knelpunten", "bijgewerkt_op"}),
    sleutels={"afspraak_met": "afspraak_partijen", "punten": "aandachtspunten", "regel_id": "rij_id"},
    koppen={
        "afspraak": {"nr": "Regel"},
        "monitoring": {"project_id": "Projectnr."},
        "overzicht": {"project_id": "Regel"},
    },
    kop={"partij": "ontvanger", "ronde": "uitgifte"},
    teksten=("Invulblad", "Alleen gele vakken invullen"),
)

VERSIES: Mapping[str, Versie] = {versie.naam: versie for versie in (HUIDIG, _PROEF)}
"""Every version that can be read. Keep an old one here when the layout changes; see docs/ontwikkelen.md."""


def version_of(
    bladen: Sequence[Blad], kop: Mapping[str, str], properties: Mapping[str, str], fields: Fields, file: str
) -> Versie:
    """Tell by its stamps which version a workbook is; without any stamp by its labels.

    Args:
        bladen: Every sheet.
        kop: The lines of the manifest.
        properties: Our document properties.
        fields: The table of fields.
        file: Name of the file, for the refusal.

    Raises:
        InputError: XA-S090 every stamp names a version that this program does not know.
    """
    on_sheets = [text.strip() for blad in bladen for text in blad.said(_STAMP) if text.strip()]
    stamps = [s for s in (most_common(on_sheets), kop.get(_STAMP, ""), properties.get(_STAMP, "")) if s]
    if known := most_common(stamp for stamp in stamps if stamp in VERSIES):
        return VERSIES[known]
    if stamps:
        raise InputError("XA-S090", bestand=file, versie=most_common(stamps), bekend=HUIDIG.naam)
    return max(VERSIES.values(), key=lambda versie: _labels_found(bladen, fields_of(versie, fields)))


def _labels_found(bladen: Iterable[Blad], fields: Fields) -> int:
    labels = {form(f.label) for f in fields.all}
    return sum(len(labels & blad.forms.keys()) for blad in bladen)


@lru_cache(maxsize=8)  # one table of fields reads many returns
def fields_of(versie: Versie, fields: Fields) -> Fields:
    """Return the table of fields as this version has it: its labels, without what came later."""
    if versie is HUIDIG:
        return fields
    return Fields(
        replace(f, label=versie.labels.get(f.key, f.label)) for f in fields.all if f.key not in versie.later
    )


def in_todays_words(blad: Blad, versie: Versie) -> Blad:
    """Return a sheet with today's keys for fields and columns."""
    if not versie.sleutels:
        return blad
    keys = {
        soort: {
            place: versie.sleutels.get(key, key) if soort in _KEYED else key for place, key in said.items()
        }
        for soort, said in blad.keys.items()
    }
    return replace(blad, keys=keys)


def todays_head(kop: Mapping[str, str], versie: Versie) -> dict[str, str]:
    """Return the lines of the manifest by today's names."""
    return {versie.kop.get(key, key): value for key, value in kop.items()}
