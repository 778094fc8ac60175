"""Names of persons, mail addresses and phone numbers out of a record; organisations and roles stay.

The rule, and what it can't see, stands in the manual (Privacy). Two kinds of cell are told apart. A cell
that names who does something (trekker, partijen, bevoegd gezag) is taken apart in names, and a name that
looks like a person and is no known organisation goes. In running text only what is certain enough goes: a
title, initials, a function or a common first name with a surname. Project names, gemeenten and numbers stay
as they are. What is replaced once is never replaced again: a record can be made anonymous twice.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeVar

from actielijst_xl.model.maand import AfspraakRij, HoofddocumentTekst, Maand, MaandRij, VeldBron
from actielijst_xl.model.partijen import trekkers
from actielijst_xl.model.vocab import Vocabulary, fold
from actielijst_xl.monitoring.partijen import recounted

ORGANISATIEVELDEN = frozenset(
    (
        "trekker",
        "hoofdtrekker",
        "monitoring_trekker",
        "afspraak_partijen",
        "betrokken_partijen",
        "bevoegd_gezag",
        "netbeheerder",
        "partij",
    )
)
"""Cells that name organisations."""

VASTE_VELDEN = frozenset(
    (
        *("provincie", "maand", "project_sleutel", "project_id", "projectnaam", "gemeente", "provincies"),
        *("ip_id", "afspraak_sleutel", "afspraak_nr", "rol", "uitgifte", "reactie", "deadline"),
        *("ibn_soort", "planning_soort", "haalbaar_soort", "projectfase", "vervolg", "status", "oordeel"),
        *("herkomst", "in_ip"),
    )
)
"""Cells that are never touched: numbers, names of projects and gemeenten, closed lists."""

_HOOFD = r"[A-ZÀ-ÖØ-Þ]"
_WOORD = rf"{_HOOFD}[\w’'-]+"
_MAIL = re.compile(
    r"(?<![\w+-])[\w+-][\w.+-]{0,63}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_TELEFOON = re.compile(
    r"(?<![\w.,/+-])(?!\d{2}-\d{2}-\d{4})"
    r"(?:(?:\+|00)31[ .-]?(?:\(0\))?[ .-]?|\(?0)"  # +31, 0031 or the leading 0
    r"(?:6\)?[ .-]?\d(?:[ .-]?\d){7}|[1-9]\d\)?[ .-]?\d(?:[ .-]?\d){6}"
    r"|[1-9]\d{2}\)?[ .-]?\d(?:[ .-]?\d){5})"
    r"(?![\w-]|[.,]\d)"
)
_GEEN_VOORLETTERS = r"(?!(?:B\.? ?V|N\.? ?V|U\.? ?A|C\.? ?V|V\.? ?O\.? ?F)\.)"
_TITELS = (
    r"(?:[Dd]e heer|[Mm]evrouw|[Mm]eneer"
    r"|(?:[Dd]hr|[Mm]evr|[Mm]vr|[Mm]w|[Dd]rs|[Ii]ng|[Ii]r|[Mm]r|[Dd]r|[Pp]rof)\.)"
)
_Row = TypeVar("_Row", bound=MaandRij)


@dataclass(frozen=True, kw_only=True)
class Namen:
    """How a person and an organisation are recognised.

    Attributes:
        vocab: Gemeenten, netbeheerders and provinces.
        organisaties: Other organisations that the province knows.
        woorden: The lists of `workbook_templates/namen.toml`; words are folded.
    """

    vocab: Vocabulary
    organisaties: Collection[str] = ()
    woorden: Mapping[str, Collection[str] | str]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(fold, self.organisaties))

    def _list(self, key: str) -> frozenset[str]:
        return frozenset(self.woorden[key])

    @cached_property
    def voornamen(self) -> frozenset[str]:
        """Common first names, folded."""
        return self._list("voornamen")

    @cached_property
    def tussen(self) -> frozenset[str]:
        """Words between a first name and a surname."""
        return self._list("tussenvoegsels")

    @cached_property
    def _organisation_words(self) -> frozenset[str]:
        return self._list("organisatiewoorden")

    @cached_property
    def _organisation_ends(self) -> tuple[str, ...]:
        return tuple(self.woorden["organisatie_eindes"])

    @cached_property
    def _place_ends(self) -> tuple[str, ...]:
        return tuple(self.woorden["plaats_eindes"])

    @property
    def weggelaten(self) -> str:
        """What stands in the place of a name."""
        return str(self.woorden["weggelaten"])

    def is_organisation(self, text: str) -> bool:
        """Tell whether a name is a known organisation, place or role."""
        if fold(text) in self._known or fold(text) in self._list("plaatsen"):
            return True
        if any(self._is_organisation_word(word) for word in re.split(r"[\s-]+", fold(text))):
            return True
        found = (self.vocab.netbeheerders.find(text), self.vocab.provincies.find(text))
        places = self.vocab.find_gemeenten(text)
        return any(names.found and not names.unknown for names in found) or bool(
            (places.found or places.ambiguous) and not places.unknown
        )

    def _is_organisation_word(self, word: str) -> bool:
        plain = word.strip(".,:'\"()")
        return plain in self._organisation_words or (
            len(plain) > 6 and plain.endswith(self._organisation_ends)
        )

    def is_place(self, text: str) -> bool:
        """Tell whether a name is a street or a place by how it ends, or a known place."""
        last = fold(text).split()[-1]
        street = any(last.endswith(end) and len(last) > len(end) + 2 for end in self._place_ends)
        return street or fold(text).startswith(tuple(self._list("plaatsen")))

    @cached_property
    def _patterns(self) -> dict[frozenset[str], re.Pattern[str]]:
        """The patterns made so far, by the first names that they look for."""
        return {}

    def _pattern(self, text: str) -> re.Pattern[str]:
        """Persons in this text: only first names that occur in it are looked for, which is much faster."""
        words = frozenset(fold(word) for word in re.findall(rf"{_HOOFD}[\w’']+", text)) & self.voornamen
        if words not in self._patterns:
            self._patterns[words] = self._make_pattern(words)
        return self._patterns[words]

    def _make_pattern(self, voornamen: Collection[str]) -> re.Pattern[str]:
        """Group `functie` is what stays of a match."""
        tussen = "|".join(re.escape(word) for word in sorted(self.tussen, key=len, reverse=True))
        achternaam = rf"(?:(?i:{tussen})\s+){{0,3}}{_WOORD}(?:-{_WOORD})?"
        voorletters = rf"{_GEEN_VOORLETTERS}(?:{_HOOFD}\.[ ]?){{1,5}}"
        voornaam = rf"(?i:{'|'.join(sorted(voornamen, key=len, reverse=True)) or '(?!)'})"
        namen = rf"{voornaam}(?:[ -]{voornaam}){{0,3}}"
        functies = "|".join(self.woorden["functies"])
        return re.compile(
            rf"(?<![\w-]){_TITELS}\s*(?:{voorletters})?\s*(?:(?={_HOOFD}){namen}\s+)?{achternaam}"
            rf"|(?P<functie>(?<![\w-])(?i:{functies})(?P<punt>\s*:)?\s+)"
            rf"(?:{voorletters}|(?={_HOOFD}){namen}\s+)?{achternaam}(?(punt)(?:\s+{achternaam})?)"
            rf"|(?<=\w[ ,(]){voorletters}{achternaam}|(?<=\w, ){voorletters}{achternaam}"
            rf"|(?<![\w-])(?<!Sint )(?<!St\. )(?={_HOOFD}){namen}\s+{achternaam}"
        )

    def clean_text(self, text: str) -> str:
        """Running text without persons, mail addresses and phone numbers."""
        if not text:
            return text
        numberless = self.clean_numbers(text)
        return self._pattern(numberless).sub(self._person, numberless)

    def _person(self, match: re.Match[str]) -> str:
        kept = match["functie"] or ""
        name = match[0][len(kept) :]
        if self.is_organisation(name) or self.is_place(name):
            return match[0]
        return f"{kept}{self.weggelaten}"

    def clean_numbers(self, text: str) -> str:
        """Text without mail addresses and phone numbers."""
        without = _MAIL.sub(str(self.woorden["mail_weggelaten"]), text)
        return _TELEFOON.sub(str(self.woorden["telefoon_weggelaten"]), without)

    def clean_organisations(self, text: str) -> str:
        """A cell that names organisations, without the names that look like a person.

        `Gemeente Urk (J. de Boer)` is `Gemeente Urk`; a cell in which no organisation is left says so.
        """
        if text not in self._cleaned:
            self._cleaned[text] = self._without_persons(text)
        return self._cleaned[text]

    @cached_property
    def _cleaned(self) -> dict[str, str]:
        """Cells cleaned so far: an actielijst names the same parties again and again."""
        return {}

    def _without_persons(self, text: str) -> str:
        pieces = [piece.strip() for piece in re.split(r"[/;,()|\n]|\s-\s", text) if piece.strip()]
        kept = [piece for piece in pieces if not self._leaves(piece)]
        if len(kept) == len(pieces):
            return text
        return (" / " if "/" in text else "; ").join(dict.fromkeys(kept)) or self.weggelaten

    def _leaves(self, piece: str) -> bool:
        return self.clean_numbers(piece) != piece or self.is_person(piece)

    def is_person(self, piece: str) -> bool:
        """Tell whether a name of who does something looks like a person and is no known organisation."""
        if piece == self.weggelaten or self.is_organisation(piece):
            return False
        if re.match(_TITELS, piece) or re.match(rf"{_GEEN_VOORLETTERS}(?:{_HOOFD}\.[ ]?)+\s*\S", piece):
            return True
        words = piece.split()
        if fold(words[0]) in self.voornamen:
            return True
        outer = [word for word in words if word.casefold() not in self.tussen]
        capitals = all(re.fullmatch(_WOORD, word) for word in outer)
        return capitals and 2 <= len(outer) <= 3 and len(words) <= 5 and outer[0] is words[0]


def anonymous(maand: Maand, namen: Namen) -> Maand:
    """Return the record without names of persons, mail addresses and phone numbers.

    A person who holds afspraken counts under what stands in the place of the name; the figures stay the same.

    Args:
        maand: The record.
        namen: How persons and organisations are recognised.
    """
    afspraken = tuple(_first_holder(_row(row, namen), namen) for row in maand.afspraken)
    partijen = tuple(_row(row, namen) for row in maand.partijen)
    return replace(
        maand,
        projecten=tuple(_row(row, namen) for row in maand.projecten),
        afspraken=afspraken,
        monitoring=tuple(_row(row, namen) for row in maand.monitoring),
        partijen=recounted(partijen, afspraken),
        hoofddocument=tuple(_answer(text, namen) for text in maand.hoofddocument),
        bronnen=tuple(_sources(maand.bronnen, namen)),
        met_namen=False,
    )


def _row(row: _Row, namen: Namen) -> _Row:
    cells: dict[str, Any] = {f.name: _cell(f.name, getattr(row, f.name), namen) for f in fields(row)}
    return replace(row, **cells)


def _cell(key: str, value: object, namen: Namen) -> object:
    if not isinstance(value, str) or not value or key in VASTE_VELDEN:
        return value
    if key in ORGANISATIEVELDEN:
        return namen.clean_organisations(value)
    return namen.clean_numbers(value) if key == "locatie" else namen.clean_text(value)


def _first_holder(row: AfspraakRij, namen: Namen) -> AfspraakRij:
    """The main trekker of an afspraak is the first organisation that is left."""
    left = trekkers(row.trekker, namen.vocab, row.provincie)
    return replace(row, hoofdtrekker=left[0] if left else row.hoofdtrekker)


def _answer(text: HoofddocumentTekst, namen: Namen) -> HoofddocumentTekst:
    return replace(text, tekst=namen.clean_text(text.tekst))


def _sources(bronnen: Iterable[VeldBron], namen: Namen) -> Iterable[VeldBron]:
    for bron in bronnen:
        sender = re.fullmatch(r"Retour (.*?)(, \d\d-\d\d-\d{4})?", bron.bron)
        if sender:
            who = namen.clean_organisations(sender[1])
            yield replace(bron, bron=f"Retour {who}{sender[2] or ''}")
        else:
            yield bron
