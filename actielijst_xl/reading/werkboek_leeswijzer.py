"""The words on the Leeswijzer of a copy that are ours: what else stands there was typed by somebody."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from datetime import date
from functools import cache, lru_cache
from typing import cast

from actielijst_xl.model.decisions import RowRef, Rows, Unreadable
from actielijst_xl.model.fields import Tabel
from actielijst_xl.reading import werkboek_vast as vast
from actielijst_xl.reading.werkboek import Werkboek
from actielijst_xl.reading.werkboek_blad import Blad, Content, Place, as_text, form
from actielijst_xl.templates import data_folder, load_toml

_FIXED = (
    *("pMIEK-actielijst", "Terugsturen vóór", "zo snel mogelijk", "Inhoud van dit bestand", "{mail}"),
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
    pattern = _sentences(tuple((name, kop[name]) for name in names if kop.get(name)))
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
        return text in names_of_fiches or pattern.fullmatch(text) is not None

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


@lru_cache(maxsize=64)  # the copies of one uitgifte differ in one name
def _sentences(known: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Every text of ours; a name that is not known may be anything."""
    by_name = {name: re.escape(form(value)) for name, value in known}

    def pattern(text: str) -> str:
        parts = _NAME.split(form(text))  # text, name, text, name, ..., text
        names = (_BY_SHAPE.get(name) or by_name.get(name, _ANY) for name in parts[1::2])
        fixed = (re.escape(part) for part in parts[::2])
        return next(fixed) + "".join(name + text for name, text in zip(names, fixed, strict=True))

    return re.compile("|".join(map(pattern, _template())), re.DOTALL)


@cache
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
