"""The closed lists of the domain and the names of places and organisations, with how people write them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property, lru_cache


class Projectfase(StrEnum):
    """The four phases (handreiking, stap 2), in order of concreteness."""

    VERKENNING = "Verkenningsfase"
    PLANUITWERKING = "Planuitwerkingsfase"
    PROJECT = "Projectfase"
    REALISATIE = "Realisatiefase"


class Vervolg(StrEnum):
    """The three routes (handreiking, stap 1 and bijlage 3)."""

    PMIEK = "pMIEK +1"
    UITVOERING = "Uitvoeringsacties"
    MONITORING = "Monitoring"


class Status(StrEnum):
    """The status of an afspraak."""

    NIET_GESTART = "Nog niet gestart"
    LOOPT = "Loopt"
    GEREED = "Gereed"
    VERVALLEN = "Vervallen"


class Oordeel(StrEnum):
    """The judgement on a project in the monitoringslijst."""

    OP_SCHEMA = "Op schema"
    AANDACHT = "Aandacht"
    KNELPUNT = "Knelpunt"
    ONBEKEND = "Onbekend"


class Herkomst(StrEnum):
    """How a project came about (handreiking, bijlage 3)."""

    A = "A"
    B = "B"
    C = "C"


class JaNee(StrEnum):
    """Yes or no."""

    JA = "Ja"
    NEE = "Nee"


CLOSED: Mapping[str, type[StrEnum]] = {
    "projectfase": Projectfase,
    "vervolg": Vervolg,
    "status": Status,
    "oordeel": Oordeel,
    "herkomst": Herkomst,
    "ja_nee": JaNee,
}

# Keys are normalised; the cell text of a member needs no entry.
SYNONYMS: Mapping[str, Mapping[str, StrEnum]] = {
    "projectfase": {
        **dict.fromkeys(
            ("verkenning", "voorverkenning", "voorverkenningsfase", "onderzoek", "onderzoeksfase", "fase 1"),
            Projectfase.VERKENNING,
        ),
        **dict.fromkeys(("planuitwerking", "planvorming", "planfase", "fase 2"), Projectfase.PLANUITWERKING),
        **dict.fromkeys(("project", "fase 3"), Projectfase.PROJECT),
        **dict.fromkeys(("realisatie", "in realisatie", "uitvoering", "fase 4"), Projectfase.REALISATIE),
    },
    "vervolg": {
        **dict.fromkeys(
            (
                "pmiek+1",
                "pmiek 2.0",
                "pmiek 2.0-route",
                "volgende ronde",
                "volgende pmiek ronde",
                "pmiek-route",
            ),
            Vervolg.PMIEK,
        ),
        **dict.fromkeys(("acties", "uitvoeringsactie", "uitvoeringsroute", "uitvoering"), Vervolg.UITVOERING),
        **dict.fromkeys(("alleen monitoring", "enkel monitoring", "monitoren"), Vervolg.MONITORING),
    },
    "status": {
        **dict.fromkeys(("niet gestart", "nog niet begonnen", "te starten", "open"), Status.NIET_GESTART),
        **dict.fromkeys(("lopend", "in uitvoering", "gestart", "bezig", "mee bezig"), Status.LOOPT),
        **dict.fromkeys(("klaar", "afgerond", "voltooid", "afgehandeld"), Status.GEREED),
        **dict.fromkeys(("vervalt", "geschrapt", "ingetrokken"), Status.VERVALLEN),
    },
    "oordeel": {
        **dict.fromkeys(("groen", "op koers", "goed"), Oordeel.OP_SCHEMA),
        **dict.fromkeys(("oranje", "geel", "aandachtspunt"), Oordeel.AANDACHT),
        **dict.fromkeys(("rood", "vertraagd", "kritiek"), Oordeel.KNELPUNT),
        **dict.fromkeys(("grijs", "niet bekend"), Oordeel.ONBEKEND),
    },
    "herkomst": {
        **dict.fromkeys(("route a", "regulier"), Herkomst.A),
        **dict.fromkeys(("route b", "combinatie", "combinatieroute", "combinatie-route"), Herkomst.B),
        **dict.fromkeys(("route c", "integraal programmeren"), Herkomst.C),
    },
    "ja_nee": {
        **dict.fromkeys(("j", "true", "waar", "x", "yes", "1"), JaNee.JA),
        **dict.fromkeys(("n", "false", "onwaar", "no", "0"), JaNee.NEE),
    },
}

_NVT = frozenset(("n.v.t.", "nvt", "n.v.t", "niet van toepassing"))
_ONBEKEND = frozenset(
    ("n.t.b.", "ntb", "n.t.b", "nnb", "n.n.b.", "n.n.b", "n.b.", "pm", "p.m.", "?", "??", "-", "--")
) | frozenset(
    ("nog te bepalen", "nader te bepalen", "onbekend", "nog onbekend", "niet bekend", "nog niet bekend")
)
_TYPOGRAPHY = str.maketrans("‘’‚`´“”„‐‑‒–—−\u00a0\u202f\u2007\u2009\t", "'''''\"\"\"------     ")

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))  # pasted along from a web page


def plain(text: str) -> str:
    """Return `text` in NFC with plain quotes, dashes and single spaces, trimmed; case and accents stay."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return `plain(text)` in lower case without accents: the form in which names are compared."""
    return _folded(plain(text))


def _folded(text: str) -> str:
    """Fold `text` without changing its length."""
    return text.lower() if text.isascii() else "".join(map(_fold_char, text))


@cache
def _fold_char(char: str) -> str:
    """Fold one character to one character, so that positions in the text stay the same."""
    lower = unicodedata.normalize("NFD", char.lower())[:1]
    return lower or char


def is_nvt(text: str) -> bool:
    """Tell whether `text` says 'niet van toepassing'."""
    return fold(text) in _NVT


def is_onbekend(text: str) -> bool:
    """Tell whether `text` says 'nog te bepalen' or 'onbekend'; blank text does not."""
    return fold(text) in _ONBEKEND


@lru_cache(maxsize=4096)  # few texts, asked again and again
def match_closed(lijst: str, text: str) -> StrEnum | None:
    """Return the member of a closed list that `text` means, or None.

    Args:
        lijst: A key of `CLOSED`.
        text: The cell text; case, accents, spaces and a trailing dot do not matter.
    """
    key = fold(text).rstrip(". ")
    members = {fold(member.value): member for member in CLOSED[lijst]}
    return members.get(key) or SYNONYMS[lijst].get(key)


def project_key(text: str) -> str:
    """Return a project number in the form in which numbers are compared.

    White space around it, NBSP and a trailing dot do not count (`C.3.` = `C.3`), nor does case.
    """
    return plain(text).rstrip(".").rstrip().casefold()


def split_ids(text: str) -> tuple[str, ...]:
    """Split IP ids on `;` `,` `/` or a line break; blank parts vanish, the text of each id stays."""
    return tuple(part.strip() for part in re.split(r"[;,/\r\n]+", text) if part.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente:
    """A gemeente: CBS code, official name, province."""

    code: str
    naam: str
    provincie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names found in one cell.

    Attributes:
        found: Official names, in order, each once.
        unknown: Pieces of text that are no known name.
        ambiguous: Pieces that can be two or more names (`Bergen`), unless the province decides.
        aliases: Pairs (as written, official name) of names that were written otherwise.
    """

    found: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


_SEPARATOR = re.compile(
    r"[\s;,/&+|•·]+|-\s|\.$|(?:en|e\.o\.|en omgeving|gem\.|gemeente|gemeenten)(?=[\s;,/]|$)"
)
_BOUNDARY = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[;,/&+|•·\r\n]|\s-\s|\sen\s|\se\.o\.|\sen omgeving|\.?$)")
_NEXT = re.compile(r"[;,/&+|•·\r\n]|\s-\s|\sen\s")


class NameList:
    """Names with other spellings, found in running text: the longest name first, before any splitting.

    Args:
        names: The official names.
        aliases: Other spelling -> official names; more than one means ambiguous.
    """

    def __init__(self, names: Iterable[str], aliases: Mapping[str, tuple[str, ...]]) -> None:
        self.names = tuple(names)
        self._targets: dict[str, tuple[str, ...]] = {fold(alias): to for alias, to in aliases.items()}
        self._targets |= {fold(name): (name,) for name in self.names}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._targets, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))

    def find(self, text: str, *, among: Iterable[str] | None = None) -> Names:
        """Find the names in `text`.

        Args:
            text: One or more names with any separator (`;` `,` `/` `&` `en` ` - ` or a line break).
            among: Names that decide an ambiguous spelling (the gemeenten of the province).
        """
        source = _keep_breaks(text)
        folded = _folded(source)
        allowed = frozenset(among or ())
        found: list[str] = []
        unknown: list[str] = []
        ambiguous: list[str] = []
        aliases: list[tuple[str, str]] = []
        at = 0
        while at < len(folded):
            if gap := _SEPARATOR.match(folded, at):
                at = gap.end()
                continue
            end, targets = self._name_at(folded, at)
            written = source[at:end].strip()
            if len(targets) > 1:
                targets = tuple(t for t in targets if t in allowed) or targets
            if len(targets) == 1:
                found.append(targets[0])
                if written != targets[0]:
                    aliases.append((written, targets[0]))
            elif targets:
                ambiguous.append(written)
            elif not (is_nvt(written) or is_onbekend(written)):
                unknown.append(written)
            at = _skip_remark(folded, end) if targets else end
        return Names(
            found=tuple(dict.fromkeys(found)),
            unknown=tuple(unknown),
            ambiguous=tuple(ambiguous),
            aliases=tuple(aliases),
        )

    def _name_at(self, folded: str, at: int) -> tuple[int, tuple[str, ...]]:
        """Return (end, names) of the name at `at`; without one, (end of the piece, nothing)."""
        match = self._pattern.match(folded, at)
        while match:
            if _BOUNDARY.match(folded, match.end()):
                return match.end(), self._targets[match.group()]
            match = self._shorter(folded, at, match.end() - 1)
        stop = _NEXT.search(folded, at)
        return (stop.start() if stop and stop.start() > at else len(folded)), ()

    def _shorter(self, folded: str, at: int, end: int) -> re.Match[str] | None:
        """Find a shorter name at the same place: `Bergen` when `Bergen op` led nowhere."""
        return self._pattern.match(folded, at, end) if end > at else None

    def suggest(self, text: str, *, limit: int = 3) -> tuple[str, ...]:
        """Return up to `limit` official names that look like `text`, best first; never applied silently."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  (only needed when something is wrong)

        hits = process.extract(
            fold(text), list(self._targets), scorer=fuzz.ratio, limit=limit, score_cutoff=70
        )
        return tuple(dict.fromkeys(name for hit in hits for name in self._targets[hit[0]]))[:limit]


def _keep_breaks(text: str) -> str:
    """Like `plain`, with line breaks kept, since they separate names."""
    return "\n".join(plain(line) for line in re.split(r"\r\n|[\r\n]", text.translate(_UNSEEN)))


def _skip_remark(folded: str, end: int) -> int:
    """Step over a remark in brackets after a name: `Ennatuurlijk (warmtebedrijf)`."""
    remark = re.compile(r"\s*\([^)]*\)").match(folded, end)
    return remark.end() if remark else end


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The names and lists that a province works with.

    Attributes:
        gemeenten: All gemeenten.
        gemeente_namen: Their names with other spellings.
        netbeheerders: Names of netbeheerders with other spellings.
        provincies: Names of provinces with other spellings.
        lijsten: Values of each drop-down list, by key; closed lists hold the members of their enum.
        acties: Example actions per projectfase (handreiking, stap 2): (action, usual holders).
    """

    gemeenten: tuple[Gemeente, ...]
    gemeente_namen: NameList
    netbeheerders: NameList
    provincies: NameList
    lijsten: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acties: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    @cached_property
    def _provincie_of(self) -> Mapping[str, str]:
        return {g.naam: g.provincie for g in self.gemeenten}

    def provincie_of(self, gemeente: str) -> str:
        """The province of an official gemeente name, or "" for another name."""
        return self._provincie_of.get(gemeente, "")

    def gemeenten_of(self, provincie: str) -> tuple[str, ...]:
        """The official gemeente names of a province; none for a name that is no province."""
        return tuple(g.naam for g in self.gemeenten if g.provincie == provincie)

    def find_gemeenten(self, text: str, provincie: str = "") -> Names:
        """Find gemeenten in a cell; `provincie` decides an ambiguous name such as Bergen."""
        return self.gemeente_namen.find(text, among=self.gemeenten_of(provincie))
