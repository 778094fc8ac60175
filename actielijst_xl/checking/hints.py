"""From a value that its field refuses to findings: what was probably meant, and what is accepted."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from actielijst_xl.checking.codes import Code
from actielijst_xl.checking.facts import Row
from actielijst_xl.messages.valideren import OFFICIEEL, kies_uit, misschien, opsomming
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.vocab import CLOSED, NameList, fold

_LOOKS_LIKE = 60  # of 100: a value of a short list; the same list makes a wrong guess unlikely

Explainer = Callable[[Code, str, Row], Iterator[Finding]]


def explain_failure(code: Code, key: str, row: Row) -> Iterator[Finding]:
    """Yield what there is to say about a value that failed the check `code`; for names one per name."""
    yield from _EXPLAIN.get(code, _example)(code, key, row)


def _example(code: Code, key: str, row: Row) -> Iterator[Finding]:
    yield row.finding(code, key, hint=row.context.fields[key].voorbeeld)


def _number(code: Code, key: str, row: Row) -> Iterator[Finding]:
    text = row.text(key).replace(",", ".")
    yield row.finding(code, key, hint=opsomming((text, f"{text}0")))


def _year(code: Code, key: str, row: Row) -> Iterator[Finding]:
    periode = row.periode(key)
    year = str(periode.eerste.year) if periode and periode.eerste else ""
    yield row.finding(code, key, hint=year)


def _choice(code: Code, key: str, row: Row) -> Iterator[Finding]:
    members = tuple(member.value for member in CLOSED[row.context.fields[key].lijst])
    meant = _similar(row.text(key), members)
    yield row.finding(
        code,
        key,
        hint=opsomming(meant or members),
        advies=f"{misschien(meant)} {kies_uit(members)}".strip(),
    )


def _similar(text: str, members: Sequence[str]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only needed when something is wrong)

    best = process.extractOne(
        fold(text), members, scorer=fuzz.ratio, processor=fold, score_cutoff=_LOOKS_LIKE
    )
    return (best[0],) if best else ()


def _missing_choice(code: Code, key: str, row: Row) -> Iterator[Finding]:
    members = tuple(member.value for member in CLOSED[row.context.fields[key].lijst])
    yield row.finding(code, key, hint=opsomming(members))


def _unknown_gemeente(code: Code, key: str, row: Row) -> Iterator[Finding]:
    for name in row.names(key).unknown:
        meant = _suggest(row.context.vocab.gemeente_namen, name, row)
        advies = misschien(meant) or OFFICIEEL
        yield row.finding(code, key, hint=opsomming(meant), naam=name, advies=advies)


def _suggest(names: NameList, text: str, row: Row) -> tuple[str, ...]:
    """Suggest gemeenten of the province first: a typing error seldom crosses its border."""
    meant = names.suggest(text, limit=6)
    near = tuple(name for name in meant if name in row.nearby_gemeenten())
    return (near or meant)[:3]


def _ambiguous_gemeente(code: Code, key: str, row: Row) -> Iterator[Finding]:
    gemeenten = row.context.vocab.gemeente_namen
    for name in row.names(key).ambiguous:
        meant = tuple(g for g in gemeenten.suggest(name, limit=6) if gemeenten.find(name, among=[g]).found)
        yield row.finding(code, key, hint=opsomming(meant), naam=name)


def _alias(code: Code, key: str, row: Row) -> Iterator[Finding]:
    for written, name in row.names(key).aliases:
        yield row.finding(code, key, hint=name, naam=written)


def _similar_name(code: Code, key: str, row: Row) -> Iterator[Finding]:
    """An organisation that nobody knows is nothing to report, unless it looks like one that we know."""
    known = row.context.vocab.netbeheerders
    for name in row.names(key).unknown:
        if meant := known.find(name.partition(" ")[0]).found or known.suggest(name, limit=1):
            yield row.finding(code, key, hint=opsomming(meant), naam=name)


def _unknown_province(code: Code, key: str, row: Row) -> Iterator[Finding]:
    for name in row.names(key).unknown:
        if fold(name) != fold(row.context.provincie):  # a fictitious province is known to itself
            meant = row.context.vocab.provincies.suggest(name, limit=1)
            advies = misschien(meant) or OFFICIEEL
            yield row.finding(code, key, hint=opsomming(meant), naam=name, advies=advies)


_EXPLAIN: Mapping[Code, Explainer] = {
    Code.NUMMER_IS_GETAL: _number,
    Code.PERIODE_HERSTELD: _year,
    Code.FASE_ONBEKEND: _choice,
    Code.KEUZE_ONBEKEND: _choice,
    Code.FASE_ONTBREEKT: _missing_choice,
    Code.GEMEENTE_ONBEKEND: _unknown_gemeente,
    Code.GEMEENTE_DUBBELZINNIG: _ambiguous_gemeente,
    Code.GEMEENTE_ANDERS_GESCHREVEN: _alias,
    Code.NETBEHEERDER_LIJKT_OP: _similar_name,
    Code.PROVINCIE_ONBEKEND: _unknown_province,
}
