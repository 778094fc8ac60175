"""Names of persons, mail addresses and phone numbers out of a record; organisations and roles stay.

The rule, and what it can't see, stands in the manual (Privacy). Two kinds of cell are told apart. A cell
that names who does something (trekker, partijen, bevoegd gezag) is taken apart in names, and a name that
looks like a person and is no known organisation goes. In running text only what is certain enough goes: a
title, initials, a function or a common first name with a surname. Names of projects and numbers of the
investeringsplan stay. What is replaced once is never replaced again: a record can be made anonymous twice.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
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
        *("provincie", "maand", "project_sleutel", "project_id", "afspraak_sleutel", "afspraak_nr"),
        *("rol", "uitgifte", "reactie", "deadline", "ibn_soort", "planning_soort", "haalbaar_soort"),
    )
)
"""Cells that are never touched: numbers, and words of the program. In a gemeente or a status anything may
have been typed, so those are running text."""

_NUMMER = re.compile(r"[\w.-]+")  # of the investeringsplan: may look like a phone number

_HOOFD = r"[A-ZÀ-ÖØ-ÞĆČĞİŁŚŞŠŹŻŽ]"
_WOORD = rf"{_HOOFD}[\w’'-]+"
_MAIL = re.compile(
    r"(?<![\w+-])[\w+-][\w.+-]{0,63}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_NETNUMMERS = ((r"6", 7), (r"[1-9]\d", 6), (r"[1-9]\d{2}", 5))  # and how many digits follow after the first

_SLUIT = r"\)"


def _subscriber(close: str) -> str:
    """Area code without its 0, what stands between, and the rest of ten digits."""
    between = r"(?: ?[-/] ?|[ .])?"
    return "|".join(rf"{area}{close}{between}\d(?:[ .-]?\d){{{more}}}" for area, more in _NETNUMMERS)


_TELEFOON = re.compile(
    r"(?<![\w.,/+-])(?!\d{2}-\d{2}-\d{4})"
    rf"(?:(?:(?:\+|00)31\)?[ .-]?(?:\(0\))?[ .-]?|0)(?:{_subscriber('')})"
    rf"|\(0(?:{_subscriber(_SLUIT)})"
    r"|\+(?!31)[1-9]\d(?:[ .-]?\d){8,10})"  # another country
    r"(?![\w-]|[.,]\d)"
)
_GEEN_VOORLETTERS = r"(?!(?:B\.? ?V|N\.? ?V|U\.? ?A|C\.? ?V|V\.? ?O\.? ?F|M\.E\.R)\.)"
_TITELS = (
    r"(?:[Dd]e heer|[Mm]evrouw|[Mm]eneer|(?:DHR|MEVR)\."
    r"|(?:[Dd]hr|[Mm]evr|[Mm]vr|(?<!\d)(?<!\d )[Mm]w)\b\.?"  # 20 mw is a power
    r"|(?:[Dd]rs|[Ii]ng|[Ii]r|[Mm]r|[Dd]r|[Pp]rof)\.)"
)
_BEDRIJF = re.compile(r"\s+(?:B\.?V|N\.?V|V\.?O\.?F|Holding|Groep)\b")
_TER_ATTENTIE = re.compile(r"(?:\bt\.?a\.?v\.?|\battn\.?)?[ :,]*$", re.IGNORECASE)
_GEWONE_TUSSEN = r"(?:van|de|den|der|ten|ter|'t|v\.d\.|v/d|el)"  # after 'A. ' no sentence begins so
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
        zeker = rf"(?:(?:{_HOOFD}\.[ ]?){{2,5}}|{_HOOFD}\.[ ]?(?={_GEWONE_TUSSEN}\s))"  # no 'A. Grond kopen'
        voornaam = rf"(?i:{'|'.join(sorted(voornamen, key=len, reverse=True)) or '(?!)'})"
        namen = rf"{voornaam}(?:-{_WOORD})?(?:[ -]{voornaam}){{0,3}}"
        functies = "|".join(self.woorden["functies"])
        return re.compile(
            rf"(?<![\w-]){_TITELS}\s*(?:{voorletters})?\s*(?:(?={_HOOFD}){namen}\s+)?{achternaam}"
            rf"|(?P<functie>(?<![\w-])(?i:{functies})(?P<punt>\s*:)?\s+)"
            rf"(?:{voorletters}|(?={_HOOFD}){namen}\s+)?{achternaam}(?(punt)(?:\s+{achternaam})?)"
            rf"|(?:(?<=\w[ ,(])|(?<=\w, )|(?<= \()|(?<=[/&] )|(?<=a\.v\. )){voorletters}{achternaam}"
            rf"|(?<![\w.-]){_GEEN_VOORLETTERS}{zeker}{achternaam}"
            rf"|(?<![\w-]){_WOORD}, ?{_GEEN_VOORLETTERS}(?:{_HOOFD}\.){{1,5}}(?: (?:{tussen})){{0,2}}"
            r"(?=\s*(?:$|[;,/()\n])|\s+[a-z])"  # Vries, A.B. de
            rf"|(?<![\w-])(?<!Sint )(?<!St\. )(?={_HOOFD}){namen}\s+{achternaam}"
        )

    def clean_text(self, text: str) -> str:
        """Running text without persons, mail addresses and phone numbers."""
        if text not in self._cleaned_texts:
            numberless = self.clean_numbers(text)
            cleaned = self._pattern(numberless).sub(self._person, numberless)
            self._cleaned_texts[text] = self._bare(cleaned)
        return self._cleaned_texts[text]

    @cached_property
    def _cleaned_texts(self) -> dict[str, str]:
        """Texts cleaned so far: the same words stand in many rows."""
        return {}

    def _person(self, match: re.Match[str]) -> str:
        kept = match["functie"] or ""
        name = match[0][len(kept) :]
        if self.is_organisation(name) or self.is_place(name) or _BEDRIJF.match(match.string, match.end()):
            return match[0]
        return f"{kept}{self.weggelaten}"

    def clean_id(self, text: str) -> str:
        """A number as it is, and any other text without persons."""
        return text if _NUMMER.fullmatch(text.strip()) else self.clean_text(text)

    def clean_numbers(self, text: str) -> str:
        """Text without mail addresses and phone numbers."""
        without = _MAIL.sub(str(self.woorden["mail_weggelaten"]), text)
        return self._bare(_TELEFOON.sub(str(self.woorden["telefoon_weggelaten"]), without))

    def _bare(self, text: str) -> str:
        """Text in which what stands in the place of a name has parentheses once."""
        return self._doubled.sub(r"\1", text) if "((" in text else text

    @cached_property
    def _doubled(self) -> re.Pattern[str]:
        words = (str(value) for key, value in self.woorden.items() if key.endswith("weggelaten"))
        return re.compile(rf"(?<!\()\(+({'|'.join(map(re.escape, words))})\)+")

    def clean_organisations(self, text: str) -> str:
        """A cell that names organisations, without the names that look like a person.

        `Gemeente Urk (J. de Boer)` is `Gemeente Urk`, `wethouder Jansen` is `wethouder`; a cell in which
        nothing is left says so.
        """
        if text not in self._cleaned:
            self._cleaned[text] = self._without_persons(text)
        return self._cleaned[text]

    @cached_property
    def _cleaned(self) -> dict[str, str]:
        """Cells cleaned so far: an actielijst names the same parties again and again."""
        return {}

    def _without_persons(self, text: str) -> str:
        if fold(text) in self._known:
            return text
        whole = _TELEFOON.sub("; ", _MAIL.sub("; ", text))  # before parentheses take a number apart
        whole = self._reversed.sub("; ", whole)
        parts = re.split(r"[/;,()|\n]|\s[-–•]\s", whole.replace("v/d", "v.d."))
        pieces = [piece for part in parts if (piece := part.strip(" \t\r-–•*"))]
        kept = [left for piece in pieces for left in self._organisations_in(piece)]
        if kept == pieces and whole == text:
            return text
        return (" / " if "/" in text else "; ").join(dict.fromkeys(kept)) or self.weggelaten

    @cached_property
    def _reversed(self) -> re.Pattern[str]:
        """`Vries, A.B. de`: taken out before the comma takes it apart."""
        tussen = "|".join(re.escape(word) for word in sorted(self.tussen, key=len, reverse=True))
        return re.compile(
            rf"(?<![\w-])(?:(?i:{tussen}) ){{0,2}}{_WOORD}, ?{_GEEN_VOORLETTERS}(?:{_HOOFD}\.){{1,5}}"
            rf"(?: (?:{tussen})){{0,2}}(?=\s*(?:$|[;,/()\n]))"
        )

    def _organisations_in(self, piece: str) -> Iterator[str]:
        """What is left of a name: all before the first person, and an organisation after the last one."""
        if self.is_person(piece):
            return
        found = [m for m in self._pattern(piece).finditer(piece) if self._person(m) != m[0]]
        if not found:
            yield piece
            return
        head = _TER_ATTENTIE.sub("", piece[: found[0].start()] + (found[0]["functie"] or "")).strip()
        tail = piece[found[-1].end() :].strip(" .:")
        if head and not self.is_person(head):
            yield head
        if tail and self.is_organisation(tail):
            yield tail

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
    match key:
        case "projectnaam":  # perhaps after a person
            return namen.clean_numbers(value)
        case "ip_id":
            return re.sub(r"[^;,/\n]+", lambda part: namen.clean_id(part[0]), value)
        case _:
            return namen.clean_text(value)


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
