"""Make docs/codes.md and docs/velden.md from the program itself.

    python docs/maak_paginas.py

The sentences come from `actielijst_xl.messages`, the fields from `actielijst_xl.model.fields`; what the
program doesn't know (plurals, English) stands in `docs/woorden.toml`. Run it after every change in these.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from actielijst_xl.checking.codes import Code, severity_of
from actielijst_xl.messages import MESSAGES
from actielijst_xl.model.fields import Field, Fields, Rol, Soort, Tabel
from actielijst_xl.model.vocab import CLOSED
from actielijst_xl.reading.headers import header_key
from actielijst_xl.reading.headers_open import GECOMBINEERD, OPEN_KOPPEN

HERE = Path(__file__).parent
STAGES: Mapping[str, str] = {
    "L": "Lezen van een bestand",
    "V": "Controleren van een lijst",
    "G": "Schrijven van een werkboek of rapport",
    "S": "Samenvoegen van retouren",
    "M": "Maandelijkse monitoring",
    "C": "Instellingen en opdrachten",
}
TABLES: Mapping[Tabel, str] = {
    Tabel.PROJECT: "Project: één waarde per fiche",
    Tabel.AFSPRAAK: "Uitvoeringsafspraken: één waarde per regel",
    Tabel.MONITORING: "Monitoring: één regel per project",
    Tabel.HOOFDDOCUMENT: "Hoofddocument: één waarde per provincie",
}
KINDS: Mapping[Soort, str] = {
    Soort.TEKST: "tekst",
    Soort.NUMMER: "nummer, als tekst",
    Soort.KEUZE: "keuze",
    Soort.PERIODE: "datum, jaar of periode",
    Soort.DATUM: "datum",
    Soort.JA_NEE: "ja of nee",
    Soort.GETAL: "getal",
    Soort.GEMEENTEN: "een of meer gemeenten",
    Soort.NETBEHEERDERS: "een of meer netbeheerders",
    Soort.PROVINCIES: "een of meer provincies",
    Soort.IP_IDS: "een of meer nummers, als tekst",
}
MADE = "<!-- Gemaakt door docs/maak_paginas.py; verander dit bestand niet met de hand. -->\n\n"


CODES_TOP = """\
# Alle meldingen

Elke melding van het programma heeft een code. Hier staat per code wat de melding betekent en wat u kunt doen.
Bij […] vult het programma in waar het om gaat.

U krijgt dezelfde uitleg met `xl-actielijst explain` en de code, bijvoorbeeld `xl-actielijst explain XA-V007`.

"""
FIELDS_TOP = """\
# Velden en woorden

Hier staat elk veld van de actielijst: hoe het heet, wie het invult, en onder welke koppen het programma het
in uw pMIEK-lijst herkent. De naam tussen haakjes gebruikt u in `actielijst.toml`, onder `[kolommen]` en
`[labels]`. Hoofdletters, spaties en leestekens in een kop tellen niet mee.

"""
OPEN_TOP = """\
## Koppen die meer kunnen betekenen

Bij deze koppen kijkt het programma ook naar de waarden eronder. Zeggen die niets, dan geldt het eerste veld.

"""
JOINT_TOP = """\
## Koppen boven een gecombineerde cel

Staan twee gegevens in één cel, dan splitst het programma de cel.

"""
WORDS_TOP = "## Andere woorden\n\n| Woord | Meervoud | English |\n| --- | --- | --- |\n"


def escaped(text: str) -> str:
    """Text as Markdown shows it literally; what stands between backticks stays, `{names}` become […]."""
    parts = re.split(r"(`[^`]*`)", re.sub(r"\{\w+\}", "[…]", text))
    return "".join(part if part.startswith("`") else re.sub(r"([\\*_<>~|])", r"\\\1", part) for part in parts)


def codes_page() -> str:
    """The page with every message by code."""
    found = {name: [c for c in sorted(MESSAGES) if c[3] == letter] for letter, name in STAGES.items()}
    stages = [(name, codes) for name, codes in found.items() if codes]
    contents = "".join(f"- [{name}](#{_anchor(name)}): {len(codes)} meldingen\n" for name, codes in stages)
    parts = (f"\n## {name}\n\n" + "\n".join(map(_code_part, codes)) for name, codes in stages)
    return MADE + CODES_TOP + contents + "".join(parts)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _code_part(code: str) -> str:
    message = MESSAGES[code]
    weight = f" ({severity_of(Code(code))})" if code in set(Code) else ""
    return (
        f"### {code}\n\n**{escaped(message.text)}**{weight}\n\n"
        f"{escaped(message.uitleg)}\n\n*Wat te doen:* {escaped(message.doe)}\n"
    )


def words() -> dict[str, dict[str, list[str]]]:
    """What the program doesn't know about the words: per section, word -> [plural, English]."""
    return tomllib.loads((HERE / "woorden.toml").read_text(encoding="utf-8"))


def fields_page() -> str:
    """The glossary: every field and every other noun.

    Raises:
        KeyError: A field has no entry under [velden] in `woorden.toml`: add one.
    """
    fields, known = Fields(), words()
    tables = (f"## {title}\n\n{_table(fields, tabel, known)}\n" for tabel, title in TABLES.items())
    nouns = (f"| {word} | {plural} | {line} |\n" for word, (plural, line) in known["woorden"].items())
    return "".join(
        (
            *(MADE, FIELDS_TOP, *tables),
            *(OPEN_TOP, _headers(fields, OPEN_KOPPEN, " of "), "\n"),
            *(JOINT_TOP, _headers(fields, GECOMBINEERD, " en "), "\n"),
            *(WORDS_TOP, *nouns),
        )
    )


def _table(fields: Fields, tabel: Tabel, known: Mapping[str, Mapping[str, list[str]]]) -> str:
    head = (
        "| Veld | Wat erin staat | Wie vult het in | Koppen in uw lijst | English |\n" + "| --- " * 5 + "|\n"
    )
    return head + "".join(_field_row(field, *known["velden"][field.key]) for field in fields.of(tabel))


def _field_row(field: Field, plural: str, line: str) -> str:
    name = f"**{escaped(field.label)}** (`{field.key}`)" + (f"<br>meervoud: {plural}" if plural else "")
    headers = ""
    if field.tabel is not Tabel.HOOFDDOCUMENT:  # the list of a province doesn't give these
        headers = ", ".join(map(escaped, dict.fromkeys((field.label, *field.aliases))))
    return f"| {name} | {_holds(field)} | {_who(field)} | {headers} | {line} |\n"


def _holds(field: Field) -> str:
    kind = KINDS[field.soort]
    if not field.lijst:
        return kind
    closed = CLOSED.get(field.lijst)
    values = f": {', '.join(member.value for member in closed)}" if closed else f" ({field.lijst})"
    return f"{kind}; keuzelijst{values}" if field.gesloten else f"{kind}; keuzelijst of eigen tekst{values}"


def _who(field: Field) -> str:
    if field.invullers == frozenset(Rol):
        return "alle partijen"
    return ", ".join(rol.value for rol in Rol if rol in field.invullers)


def _headers(fields: Fields, known: Mapping[str, tuple[str, ...]], joint: str) -> str:
    written = {header_key(text): text for text in _all_headers(fields.all)} | words()["koppen"]
    rows = (
        f"| {escaped(str(written.get(key, key.title())))} | {joint.join(fields[f].label for f in found)} |\n"
        for key, found in sorted(known.items())
    )
    return "| Kop | Velden |\n| --- | --- |\n" + "".join(rows)


def _all_headers(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        yield from (*field.aliases, field.label)


PAGES: Mapping[str, Callable[[], str]] = {"codes.md": codes_page, "velden.md": fields_page}


def main() -> None:
    """Write both pages."""
    for name, make in PAGES.items():
        (HERE / name).write_text(make(), encoding="utf-8", newline="\n")
        sys.stdout.write(f"docs/{name}\n")


if __name__ == "__main__":
    main()
