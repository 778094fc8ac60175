"""The settings of a province: which there are, their defaults, and how a wrong one is refused."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from actielijst_xl.errors import UsageError
from actielijst_xl.model.field import Field, Rol, Soort, Tabel
from actielijst_xl.model.fields import FIELDS, Fields

Plain = str | int


# Sections in which the province chooses the names itself: section -> what a name and a value are.
FREE: Mapping[str, str] = {
    "kolommen": "kop in uw lijst = naam van het veld",
    "keuzelijsten": "naam van de lijst = waarden",
    "partijen": "naam van de partij = mailadres",
    "labels": "naam van het veld = uw eigen label",
    "extra_velden": "naam van het veld = label, soort, hulp, voorbeeld",
}
_LABEL = 80  # characters: what fits a header
OPEN_LISTS: tuple[str, ...] = ("type_project", "type_infra", "energiedrager", "organisatie")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Checked settings.

    Attributes:
        values: Value per (section, key).
        kolommen: Header in the province's list -> field key; "" keeps the column as Overige gegevens.
        keuzelijsten: Values per open list.
        partijen: Mail address per party.
        fields: The table of fields with the province's labels and extra fields.
    """

    values: Mapping[tuple[str, str], Plain]
    kolommen: Mapping[str, str] = field(default_factory=dict)
    keuzelijsten: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partijen: Mapping[str, str] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)

    def text(self, section: str, key: str) -> str:
        """A setting as text."""
        return str(self.values[section, key])

    def number(self, section: str, key: str) -> int:
        """A setting as a whole number."""
        return int(self.values[section, key])

    @property
    def huisstijl(self) -> Mapping[str, str]:
        """The house style: colours and font by name."""
        return {key: str(value) for (section, key), value in self.values.items() if section == "huisstijl"}


def make_settings(data: Mapping[str, object], defaults: Mapping[str, object], origin: str) -> Settings:
    """Check settings and fill in the defaults.

    Args:
        data: Sections as read from TOML, already laid over each other (flag > environment > file).
        defaults: Every section, with a default for each key that has a fixed name; a default's type is the
            type that is accepted.
        origin: Where the settings come from, for a message: the name of the file.

    Raises:
        UsageError: XA-C001 unknown section or key, XA-C002 wrong type, XA-C003 unknown field, XA-C004 a list
            that is fixed, XA-C005 an extra field that is not right, XA-C029 a label that can't be one.
    """
    names = tuple(dict.fromkeys((*defaults, *FREE)))
    for section in data:
        _known(section, names, "onderdeel", origin)
    sections = {name: _table(data.get(name, {}), name, origin) for name in names}
    extra = tuple(_extra_fields(sections["extra_velden"], origin))
    keys = [f.key for f in (*FIELDS, *extra)]
    labels = {key: str(value) for key, value in sections["labels"].items() if _field(key, keys, origin)}
    fields = Fields().with_changes(labels=labels, extra=extra)
    _check_labels(fields, {*labels, *(f.key for f in extra)}, origin)
    of_lijst = [f.key for f in fields.all if f.tabel is not Tabel.HOOFDDOCUMENT]
    return Settings(
        values=dict(_values(sections, defaults, origin)),
        kolommen={
            kop: str(veld)
            for kop, veld in sections["kolommen"].items()
            if veld == "" or _field(str(veld), of_lijst, origin)
        },
        keuzelijsten=dict(_lists(sections["keuzelijsten"], origin)),
        partijen={naam: str(mail) for naam, mail in sections["partijen"].items()},
        fields=fields,
    )


def _table(value: object, name: str, origin: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise UsageError("XA-C002", bestand=origin, sleutel=f"[{name}]", soort="een onderdeel met regels")
    return value


def _values(
    sections: Mapping[str, Mapping[str, object]], defaults: Mapping[str, object], origin: str
) -> Iterator[tuple[tuple[str, str], Plain]]:
    for section in (name for name in defaults if name not in FREE):
        known = _table(defaults[section], section, origin)
        for key in sections[section]:
            _known(key, tuple(known), f"instelling in [{section}]", origin)
        for key, default in known.items():
            yield (
                (section, key),
                _typed(sections[section].get(key, default), default, f"[{section}] {key}", origin),
            )


def _typed(value: object, default: object, sleutel: str, origin: str) -> Plain:
    """Accept a value of the default's type: a whole number of 0 or more, or text."""
    if isinstance(default, int) and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(default, str) and isinstance(value, str):
        if default.startswith("#") and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            raise UsageError("XA-C007", bestand=origin, sleutel=sleutel, waarde=value)
        return value
    soort = "een heel getal van 0 of meer" if isinstance(default, int) else "tekst tussen aanhalingstekens"
    raise UsageError("XA-C002", bestand=origin, sleutel=sleutel, soort=soort)


def _lists(section: Mapping[str, object], origin: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, values in section.items():
        if name not in OPEN_LISTS:
            raise UsageError("XA-C004", bestand=origin, lijst=name, lijsten=", ".join(OPEN_LISTS))
        if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
            raise UsageError(
                "XA-C002", bestand=origin, sleutel=f"[keuzelijsten] {name}", soort="een lijst van teksten"
            )
        yield name, tuple(values)


def _extra_fields(section: Mapping[str, object], origin: str) -> Iterator[Field]:
    kinds = {
        soort.value: soort for soort in (Soort.TEKST, Soort.PERIODE, Soort.DATUM, Soort.JA_NEE, Soort.GETAL)
    }
    for key, entry in section.items():
        data = _table(entry, f"extra_velden.{key}", origin)
        for name in data:
            _known(name, ("label", "soort", "hulp", "voorbeeld"), f"gegeven van extra veld {key}", origin)
        soort = str(data.get("soort", "tekst"))
        taken = any(f.key == key for f in FIELDS)
        if taken or soort not in kinds or not key.isidentifier() or not str(data.get("label", "")).strip():
            raise UsageError("XA-C005", bestand=origin, veld=key, soorten=", ".join(kinds))
        yield Field(
            key=key,
            label=str(data["label"]),
            tabel=Tabel.PROJECT,
            soort=kinds[soort],
            lijst="ja_nee" if soort == "ja_nee" else "",
            gesloten=soort == "ja_nee",
            groep="Eigen velden van de provincie",
            hulp=str(data.get("hulp", "")),
            voorbeeld=str(data.get("voorbeeld", "")),
            invullers=frozenset(Rol),
        )


def _field(key: str, keys: list[str], origin: str) -> bool:
    if key not in keys:
        raise UsageError("XA-C003", bestand=origin, veld=key, voorstel=_suggestion(key, keys))
    return True


def _check_labels(fields: Fields, own: set[str], origin: str) -> None:
    """Refuse a label of the province that is blank, too long for a header, or taken in the same table."""
    for one in (f for f in fields.all if f.key in own):
        others = {f.label.casefold() for f in fields.of(one.tabel) if f.key != one.key}
        reasons = {
            "Het label is leeg.": not one.label.strip(),
            "Een label staat op één regel.": "\n" in one.label or "\r" in one.label,
            f"Een label heeft hoogstens {_LABEL} tekens.": len(one.label) > _LABEL,
            "Een ander veld heet al zo.": one.label.casefold() in others,
        }
        if reden := next((text for text, wrong in reasons.items() if wrong), ""):
            shown = f'"{one.label[:_LABEL]}"'
            raise UsageError("XA-C029", bestand=origin, veld=one.key, label=shown, reden=reden)


def _known(name: str, known: tuple[str, ...], what: str, origin: str) -> None:
    if name not in known:
        raise UsageError("XA-C001", bestand=origin, naam=name, wat=what, voorstel=_suggestion(name, known))


def _suggestion(name: str, known: tuple[str, ...] | list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f'Bedoelt u "{near[0]}"?' if near else f"Bekend zijn: {', '.join(known)}."
