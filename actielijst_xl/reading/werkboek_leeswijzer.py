"""The words on the Leeswijzer of a copy that are ours: what else stands there was typed by somebody."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from functools import cache
from typing import cast

from actielijst_xl.model.decisions import RowRef, Rows, Unreadable
from actielijst_xl.model.fields import Tabel
from actielijst_xl.reading import werkboek_vast as vast
from actielijst_xl.reading.werkboek import Werkboek
from actielijst_xl.reading.werkboek_blad import Blad, Content, Place, as_text, form
from actielijst_xl.templates import data_folder, load_toml

_FIXED = (
    *(
        "pMIEK-actielijst",
        "Terugsturen vóór",
        "Terugsturen",
        "zo snel mogelijk",
        "Inhoud van dit bestand",
        "{mail}",
    ),
    *("Provincie {provincie}", "Uitgave {uitgave}", "Uitgave {uitgave} · uitgifte {uitgifte}"),
    *vast.WERKBLAD,
)
_NAME = re.compile(r"\{(\w+)\}")
_DAG, _MAIL, _ANY = r"\d\d-\d\d-\d{4}", r"[^\s@]+@[^\s@]+", r".+"
_BY_SHAPE = {
    "mail": _MAIL,
    "deadline": _DAG,
    "terugsturen": rf"(?:vóór {_DAG}|zo snel mogelijk) naar (?:de provincie|{_MAIL})\.",
}
_LEAST = (
    4  # of every so many sentences one says what our template says; else the copy was made with other texts
)


def without_others(
    werkboek: Werkboek, blad: Blad, places: Set[Place], sentences: Set[Place], basis: Rows | None
) -> set[Place]:
    """Return the places of which the text is ours, out of those that are ours by their position.

    A copy of which the texts are those of another template altogether is told by position only.

    Args:
        werkboek: The workbook.
        blad: Its Leeswijzer.
        places: The places where we write.
        sentences: Those of them that hold a whole sentence; they tell whether the template is ours.
        basis: What was issued; without it any name of a fiche that is gone counts as ours.
    """
    is_own = _own_words(werkboek, blad, basis)
    other = {place for place in places if not is_own(blad.get(*place))}
    if len(sentences - other) * _LEAST < len(sentences):
        return set(places)
    return set(places) - other


def _own_words(werkboek: Werkboek, blad: Blad, basis: Rows | None) -> Callable[[Content], bool]:
    kop = werkboek.manifest.kop
    names = ("provincie", "uitgave", "ontvanger", "uitgifte")
    fixed = _without_names()
    whole, pattern = _named({name: kop[name] for name in names if kop.get(name)})
    names_of_fiches = frozenset(map(form, _project_names(werkboek, basis)))
    # The day to send it back stands in a sentence too; so a day typed over it is known.
    days = frozenset(
        re.findall(_DAG, " ".join(as_text(v) for v in blad.cells.values() if isinstance(v, str)))
    )

    def is_own(value: Content) -> bool:
        if value is None or isinstance(value, Unreadable):
            return True
        if isinstance(value, date):
            return not days or f"{value:%d-%m-%Y}" in days
        text = form(as_text(value))
        is_known = text in fixed or text in whole or text in names_of_fiches
        return is_known or pattern.fullmatch(text) is not None

    return is_own


def _project_names(werkboek: Werkboek, basis: Rows | None) -> Iterator[str]:
    """The names of the projects as they are now, and as they were issued."""
    for fiche in werkboek.fiches:
        cell = fiche.vondst.velden.get("projectnaam")
        yield as_text(cell.value) if cell else ""
    ids = {fiche.fiche_id for fiche in werkboek.fiches} | werkboek.manifest.bladen.keys()
    for fiche_id in ids if basis is not None else ():
        row = (basis or {}).get(RowRef(fiche_id, Tabel.PROJECT.value, ""), {})
        yield as_text(row.get("projectnaam"))


def _named(known: Mapping[str, str]) -> tuple[frozenset[str], re.Pattern[str]]:
    """The texts of ours with a name in them: as they stand in this copy, and a pattern for what may vary.

    Each copy names another party, and a pattern with all texts takes longer to make than the copy takes to
    read. What varies (an address, a day, a name that is not known) is mostly the same pattern in all copies;
    `re` remembers it.
    """
    by_name = {name: form(value) for name, value in known.items()}
    whole = frozenset(_filled(parts, by_name) for parts in _with_names() if by_name.keys() >= {*parts[1::2]})
    patterns = {name: re.escape(text) for name, text in by_name.items()} | _BY_SHAPE
    varies = (parts for parts in _with_names() if not by_name.keys() >= {*parts[1::2]})
    return whole, re.compile("|".join(_pattern(parts, patterns) for parts in varies), re.DOTALL)


def _filled(parts: tuple[str, ...], by_name: Mapping[str, str]) -> str:
    return "".join(by_name[part] if at % 2 else part for at, part in enumerate(parts))


def _pattern(parts: tuple[str, ...], patterns: Mapping[str, str]) -> str:
    return "".join(patterns.get(part, _ANY) if at % 2 else re.escape(part) for at, part in enumerate(parts))


@cache
def _without_names() -> frozenset[str]:
    """The texts of the template that are the same in every copy."""
    return frozenset(text for text in map(form, _template()) if not _NAME.search(text))


@cache
def _with_names() -> tuple[tuple[str, ...], ...]:
    """The other texts of the template, taken apart: text, name, text, name, ..., text."""
    return tuple(tuple(_NAME.split(text)) for text in map(form, _template()) if _NAME.search(text))


def _template() -> tuple[str, ...]:
    """Every text of the template of a copy."""
    teksten = cast(
        "Mapping[str, Mapping[str, object]]", load_toml(data_folder("workbook_templates") / "leeswijzer.toml")
    )
    found: list[str] = [*_FIXED]
    for part in (teksten["uitgifte"], teksten["cellen"], teksten["bladen"]):
        found += _texts(part)
    return tuple(dict.fromkeys(found))


def _texts(part: object) -> Iterator[str]:
    """The texts in a part of the template, however deep."""
    match part:
        case str():
            yield part
        case dict():
            for value in part.values():
                yield from _texts(value)
        case list():
            for value in part:
                yield from _texts(value)
        case _:
            raise TypeError(part)
