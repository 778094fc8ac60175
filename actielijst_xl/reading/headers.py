"""Which column holds which field: by the header, by what stands under it, and only then by likeness."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from actielijst_xl.model.document import Scalar
from actielijst_xl.model.field import Soort, Tabel
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.vocab import Vocabulary, fold, plain
from actielijst_xl.reading.headers_content import content_fit
from actielijst_xl.reading.headers_open import GECOMBINEERD, OPEN_KOPPEN

_GROEPEN = {
    **dict.fromkeys(("uitvoeringsafspraken", "afspraken", "acties", "actielijst", "actie"), Tabel.AFSPRAAK),
    **dict.fromkeys(("monitoring", "monitoringslijst", "energyboard"), Tabel.MONITORING),
    **dict.fromkeys(("project", "projectgegevens", "algemeen", "omschrijving", "locatie"), Tabel.PROJECT),
}
_VULWOORDEN = re.compile(r"\b(?:verwachte?|geplande?|huidige|betrokken|van het|van de|datum|naam|jaar)\b")
_NOOTTEKENS = re.compile(r"[*†‡⁰¹²³⁴-⁹]+")
# Only these are recognised by their values alone: nothing else on a list looks like them.
_OP_INHOUD = frozenset((Soort.GEMEENTEN, Soort.NETBEHEERDERS, Soort.PROVINCIES))
_OP_INHOUD_LIJST = frozenset(("projectfase", "oordeel"))

# The weights keep an exact label above an alias unless its values speak against it, and let values
# that all fit lift the second or third meaning of an open header above its first.
_LABEL, _NORMAL, _ALIAS = 100.0, 95.0, 90.0
_OPEN_LABEL, _OPEN_STEP = 91.0, 3.0
_CONTEXT, _CONTENT, _CONTRADICTS, _CONFIRMS = 10.0, 20.0, 0.3, 0.6
_DUBBEL_FROM = 70.0
_FUZZY_FROM, _FUZZY_APART = 84.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    """One column of the table as found.

    Attributes:
        col: Index of the column.
        kop: Text of the header, "" when it has none.
        groep: Text of the group header above it, or "".
        values: The non-blank values under it.
    """

    col: int
    kop: str
    groep: str = ""
    values: Sequence[Scalar] = ()

    @property
    def naam(self) -> str:
        """The header as a person would say it: `Uitvoeringsafspraken / Trekker`."""
        return " / ".join(part for part in (plain(self.groep), plain(self.kop)) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A column that may hold a field: how that was seen, and how sure it is."""

    field: str
    how: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzing:
    """What a column was read as.

    Attributes:
        fields: Field keys: none (Overige gegevens), one, or two for a combined column.
        how: As `Column.how`.
        dubbel: Field that it would have held, had another column not fitted better; or "".
        lijkt_op: Fields that the header resembles without being used; for a suggestion.
        mist: Field without which this column means nothing (a trekker without activiteit); or "".
        reeks: Number of the afspraak in the row that it belongs to (`Actie 2`); 0 for the first one.
    """

    fields: tuple[str, ...] = ()
    how: str = "overig"
    dubbel: str = ""
    lijkt_op: tuple[str, ...] = ()
    mist: str = ""
    reeks: int = 0


@lru_cache(maxsize=20_000)  # lists repeat their words, and folding is the costly part of reading them
def header_key(text: str) -> str:
    """Return a header as headers are compared: letters and digits, lower case, no mark of a footnote."""
    folded = fold(_NOOTTEKENS.sub(" ", text)) or fold(text)
    return re.sub(r"[\W_]+", "", folded) or folded


@lru_cache(maxsize=20_000)
def _keys(text: str) -> tuple[str, ...]:
    """The header itself, without a remark in brackets, without a number in front."""
    short = re.sub(r"\([^)]{3,}\)", " ", text)
    unnumbered = re.sub(r"^\s*\d+\s*[.)]\s*", "", short)
    return tuple(dict.fromkeys(key for key in map(header_key, (text, short, unnumbered)) if key))


class HeaderIndex:
    """All headers that are known, by field.

    Args:
        fields: The table of fields, with labels and aliases.
        aliases: Further pairs (field key, header).
        kolommen: The province's own mapping, header -> field key; "" keeps a column as Overige gegevens.

    Raises:
        ValueError: An alias or setting names a field that does not exist.
    """

    def __init__(
        self,
        fields: Fields,
        aliases: Iterable[tuple[str, str]] = (),
        kolommen: Mapping[str, str] | None = None,
    ) -> None:
        self.fields = fields
        self.settings = {header_key(kop): field for kop, field in (kolommen or {}).items()}
        self._labels: dict[str, list[str]] = {}
        self._keys: dict[str, dict[str, float]] = {}
        for field in (f for f in fields.all if f.tabel is not Tabel.HOOFDDOCUMENT):
            self._labels.setdefault(field.label, []).append(field.key)
            self._add(field.label, field.key, _NORMAL)
            for alias in field.aliases:
                self._add(alias, field.key, _ALIAS)
        for key, alias in aliases:
            self._add(alias, key, _ALIAS)
        self._check(self.settings.values())

    def _add(self, kop: str, field: str, score: float) -> None:
        self._check([field])
        known = self._keys.setdefault(header_key(kop), {})
        known[field] = max(score, known.get(field, 0.0))

    def _check(self, keys: Iterable[str]) -> None:
        for key in keys:
            if key and key not in self.fields:
                raise ValueError(f"no such field: {key!r}")

    def setting(self, kolom: Kolom) -> str | None:
        """The field that the province set for a column: "" for Overige gegevens, None without a setting."""
        for name in (kolom.naam, kolom.kop):
            if (field := self.settings.get(header_key(name))) is not None and name:
                return field
        return None

    def known(self, kop: str) -> str:
        """A name for what a header certainly means, to count headers with; "" when it is not known."""
        for key in _keys(kop):
            if key in self.settings or key in GECOMBINEERD or key in OPEN_KOPPEN:
                return self.settings.get(key) or key
            if key in self._keys:
                return min(self._keys[key])
        return ""

    def claims(self, kop: str) -> list[Claim]:
        """What a header claims to be, without looking at the values: label, normalised, alias."""
        claims: dict[str, Claim] = {}
        for step, key in enumerate(_keys(kop)):
            scores = self._open_scores(key) or self._keys.get(key, {})
            for field, score in scores.items():
                how = "genormaliseerd" if self._keys.get(key, {}).get(field) == _NORMAL else "alias"
                claims[field] = Claim(field=field, how=how, score=score - 2 * step)
            if scores:
                break
        for field in self._labels.get(plain(kop), ()):
            is_open = header_key(kop) in OPEN_KOPPEN
            claims[field] = Claim(field=field, how="label", score=_OPEN_LABEL if is_open else _LABEL)
        return list(claims.values())

    def _open_scores(self, key: str) -> dict[str, float]:
        """Scores of an open header: its first meaning first, what a province added as alias beside it."""
        meanings = [field for field in OPEN_KOPPEN.get(key, ()) if field in self.fields]
        scores = {field: _ALIAS - _OPEN_STEP * order for order, field in enumerate(meanings)}
        return scores and {**dict.fromkeys(self._keys.get(key, {}), _ALIAS - _OPEN_STEP), **scores}

    def alike(self, kop: str) -> list[Claim]:
        """Fields whose headers look like this one, best first; scores are below any real match."""
        texts = {header_key(kop), header_key(_VULWOORDEN.sub(" ", fold(kop)))}
        best: dict[str, float] = {}
        for text in (text for text in texts if len(text) >= 5):
            for known, ratio, _ in process.extract(
                text, list(self._keys), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM, limit=8
            ):
                for field in self._keys[known] if len(known) >= 5 else ():
                    best[field] = max(ratio, best.get(field, 0.0))
        ranked = sorted(best.items(), key=lambda item: -item[1])
        return [Claim(field=field, how="lijkt op", score=ratio - 30) for field, ratio in ranked]

    def begun(self, kop: str) -> list[Claim]:
        """Fields whose header this one begins with (`IBN volgens netbeheerder`); values must confirm it."""
        words = re.findall(r"[^\W_]+", fold(kop))
        for length in range(len(words) - 1, 0, -1):
            found = self._keys.get("".join(words[:length]), {})
            if len("".join(words[:length])) >= 3 and found:
                return [Claim(field=field, how="lijkt op", score=45) for field in found]
        return []


def assign(kolommen: Sequence[Kolom], index: HeaderIndex, vocabulary: Vocabulary) -> tuple[Toewijzing, ...]:
    """Decide for every column which field it holds.

    A setting of the province outranks everything; then the best claims win, one column per field.

    Args:
        kolommen: The columns, in order.
        index: The known headers.
        vocabulary: Names and lists, to judge values with.

    Returns:
        One `Toewijzing` per column, in the same order.
    """
    taken = _settings_first(kolommen, index)
    claims = _all_claims(kolommen, index, vocabulary, [to.fields for to in taken.values()])
    used = {field for to in taken.values() for field in to.fields}
    ranked = sorted(
        ((claim, n) for n, own in enumerate(claims) if n not in taken for claim in own),
        key=lambda pair: (-pair[0].score, pair[1]),
    )
    for claim, n in ranked:
        parts = tuple(part for part in GECOMBINEERD.get(claim.field, (claim.field,)) if part not in used)
        if n not in taken and parts:
            taken[n] = Toewijzing(fields=parts, how=claim.how)
            used.update(parts)
    return tuple(taken.get(n) or _left_over(claims[n], kolom, index) for n, kolom in enumerate(kolommen))


def _settings_first(kolommen: Sequence[Kolom], index: HeaderIndex) -> dict[int, Toewijzing]:
    taken: dict[int, Toewijzing] = {}
    used: set[str] = set()
    for n, kolom in enumerate(kolommen):
        field = index.setting(kolom)
        if field and field in used:
            taken[n] = Toewijzing(dubbel=field)
        elif field is not None:
            taken[n] = Toewijzing(fields=(field,) if field else (), how="instelling" if field else "overig")
            used.add(field or f"overig {n}")
    return taken


def _left_over(claims: Sequence[Claim], kolom: Kolom, index: HeaderIndex) -> Toewijzing:
    """A column that gets no field: another one fits better, something is missing, or nothing fits."""
    if claims and claims[0].score >= _DUBBEL_FROM:
        return Toewijzing(dubbel=claims[0].field)
    by_header = index.claims(kolom.kop)
    if by_header and not claims and index.fields[by_header[0].field].tabel is not Tabel.PROJECT:
        return Toewijzing(mist="activiteit")
    lost = [claim for claim in claims if claim.how == "lijkt op"]
    alike = (index.alike(kolom.kop) or lost) if not by_header else []
    return Toewijzing(lijkt_op=tuple(claim.field for claim in alike[:3]))


def _all_claims(
    kolommen: Sequence[Kolom],
    index: HeaderIndex,
    vocabulary: Vocabulary,
    settled: Iterable[tuple[str, ...]],
) -> list[list[Claim]]:
    by_header = [index.claims(kolom.kop) for kolom in kolommen]
    has = {claim.field for claims in by_header for claim in claims if claim.score >= _ALIAS}
    has.update(field for fields in settled for field in fields)
    unknown = (kolom for kolom, claims in zip(kolommen, by_header, strict=True) if not claims)
    has.update(claim.field for kolom in unknown for claim in index.alike(kolom.kop)[:1])
    contexts = _contexts(kolommen, by_header, index.fields)
    result = []
    for kolom, claims, context in zip(kolommen, by_header, contexts, strict=True):
        own = _claims_of(kolom, claims, context=context, index=index, vocabulary=vocabulary, has=has)
        result.append(sorted(own, key=lambda claim: -claim.score))
    return _without_grabbing(result)


def _without_grabbing(claims: list[list[Claim]]) -> list[list[Claim]]:
    """Leave a field to the column whose header looks like it, however well the values of another one fit.

    `Wanneer` under `Afspraken` may hold years too; next to `Verwachte inbedr.name` it is not the IBN.
    """
    alike = {claim.field for own in claims for claim in own if claim.how == "lijkt op"}
    return [[claim for claim in own if claim.how != "inhoud" or claim.field not in alike] for own in claims]


def _claims_of(
    kolom: Kolom,
    claims: Sequence[Claim],
    *,
    context: Tabel,
    index: HeaderIndex,
    vocabulary: Vocabulary,
    has: set[str],
) -> list[Claim]:
    combined = next((key for key in _keys(kolom.kop) if key in GECOMBINEERD), "")
    if combined:
        return [Claim(field=combined, how="gesplitst", score=_LABEL)]
    if not claims:
        return _unknown_header(kolom, index, vocabulary, has)
    return _only_possible(_judged(claims, kolom, context, index, vocabulary), index, has)


def _only_possible(claims: Iterable[Claim], index: HeaderIndex, has: set[str]) -> list[Claim]:
    return [claim for claim in claims if _possible(index.fields[claim.field].tabel, claim.field, has)]


def _possible(tabel: Tabel, field: str, has: set[str]) -> bool:
    """An afspraak exists only with an activiteit; a trekker of monitoring only with something to pull."""
    if tabel is Tabel.AFSPRAAK:
        return "activiteit" in has
    if field == "monitoring_trekker":
        return bool(has & {"aandachtspunten", "versnellingsactie", "vraag_energyboard"})
    return True


def _contexts(kolommen: Sequence[Kolom], claims: Sequence[Sequence[Claim]], fields: Fields) -> list[Tabel]:
    """The table that each column stands among: by its group, else by the last certain column before it."""
    contexts = []
    current = Tabel.PROJECT
    for kolom, own in zip(kolommen, claims, strict=True):
        tabellen = {fields[claim.field].tabel for claim in own}
        if len(tabellen) == 1:
            current = next(iter(tabellen))
        contexts.append(_GROEPEN.get(header_key(kolom.groep), current))
    return contexts


def _judged(
    claims: Sequence[Claim], kolom: Kolom, context: Tabel, index: HeaderIndex, vocabulary: Vocabulary
) -> list[Claim]:
    """Weigh the claims of a header with the values under it and the columns around it."""
    judged = []
    several = len(claims) > 1
    for claim in claims:
        field = index.fields[claim.field]
        fit = content_fit(field, kolom.values, vocabulary)
        if several and field.soort is Soort.TEKST and fit is not None and fit < _CONTRADICTS:
            fit = None  # free text: an unknown value says nothing
        score = claim.score + (_CONTEXT if field.tabel is context else 0.0)
        score += 0.0 if fit is None else _CONTENT * (fit - 0.5)
        if several and fit is not None and fit < _CONTRADICTS and claim.how != "label":
            continue
        judged.append(Claim(field=claim.field, how=_how(claim, claims, fit), score=score))
    return judged


def _how(claim: Claim, claims: Sequence[Claim], fit: float | None) -> str:
    """Say `inhoud` when the values decided for something else than the header says first."""
    first = max(claims, key=lambda other: other.score)
    return "inhoud" if fit is not None and claim.score < first.score else claim.how


def _unknown_header(kolom: Kolom, index: HeaderIndex, vocabulary: Vocabulary, has: set[str]) -> list[Claim]:
    """Claims of a column whose header says nothing: what it looks like, or what stands under it."""
    alike = _only_possible(index.alike(kolom.kop), index, has)
    if alike and (len(alike) == 1 or alike[0].score - alike[1].score >= _FUZZY_APART):
        fit = content_fit(index.fields[alike[0].field], kolom.values, vocabulary)
        if fit is None or fit >= _CONTRADICTS:
            return [alike[0]]
    begun = _only_possible(index.begun(kolom.kop), index, has)
    begun = [claim for claim in begun if _confirmed(claim, kolom, index, vocabulary)]
    return begun or _by_content(kolom, index, vocabulary)


def _confirmed(claim: Claim, kolom: Kolom, index: HeaderIndex, vocabulary: Vocabulary) -> bool:
    fit = content_fit(index.fields[claim.field], kolom.values, vocabulary)
    return fit is not None and fit >= _CONFIRMS


def _by_content(kolom: Kolom, index: HeaderIndex, vocabulary: Vocabulary) -> list[Claim]:
    if len(kolom.values) < 3:
        return []
    claims = []
    for field in index.fields.of(Tabel.PROJECT) + index.fields.of(Tabel.MONITORING):
        if field.soort in _OP_INHOUD or field.lijst in _OP_INHOUD_LIJST:
            fit = content_fit(field, kolom.values, vocabulary)
            if fit is not None and fit >= 0.8:
                claims.append(Claim(field=field.key, how="inhoud", score=40 + 10 * fit))
    return claims
