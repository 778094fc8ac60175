"""How well the values of a column fit a field: 0 = not at all, 1 = all of them, None = anything fits."""

import re
from collections.abc import Callable, Mapping, Sequence

from actielijst_xl.model.document import Scalar, display
from actielijst_xl.model.field import Field, Soort
from actielijst_xl.model.planning import Soort as Notatie
from actielijst_xl.model.planning import parse_planning
from actielijst_xl.model.vocab import CLOSED, Names, Vocabulary, fold, is_nvt, is_onbekend, match_closed

Judge = Callable[[Scalar], bool]
SAMPLE = 200  # values looked at per column: enough to know what a column holds
_NUMMER = re.compile(r"(?:[a-z]{1,8}[-./]?)?\d[\da-z./-]*\.?|[a-z]{1,2}(?:\.\d+)*\.?", re.IGNORECASE)


def looks_like_number(text: str) -> bool:
    """Tell whether `text` looks like a project number: `1`, `A`, `C.3.`, `1.10`, `NH-012`."""
    return len(text) <= 16 and _NUMMER.fullmatch(text) is not None


def content_fit(field: Field, values: Sequence[Scalar], vocabulary: Vocabulary) -> float | None:
    """Return how well `values` fit `field`, or None when the field takes any text or nothing was given.

    Values such as `n.t.b.` say nothing about a column and do not count.
    """
    telling = [v for v in values[:SAMPLE] if not _says_nothing(display(v))]
    judge = _judge(field, vocabulary)
    if judge is None or not telling:
        return None
    fit = sum(map(judge, telling)) / len(telling)
    if field.soort is Soort.PROVINCIES and all(
        vocabulary.gemeente_namen.find(display(v)).found for v in telling
    ):
        return 0.0  # only Groningen and Utrecht: these are gemeenten too
    if field.soort is Soort.NUMMER and len({fold(display(v)) for v in telling}) < len(telling):
        return fit / 2
    return fit


def _says_nothing(text: str) -> bool:
    return not text.strip() or is_nvt(text) or is_onbekend(text)


def _judge(field: Field, vocabulary: Vocabulary) -> Judge | None:
    if field.lijst in CLOSED:
        return lambda value: match_closed(field.lijst, display(value)) is not None
    if field.lijst in vocabulary.lijsten:
        known = {fold(value) for value in vocabulary.lijsten[field.lijst]}
        return lambda value: fold(display(value)) in known
    names = {
        Soort.GEMEENTEN: vocabulary.gemeente_namen,
        Soort.NETBEHEERDERS: vocabulary.netbeheerders,
        Soort.PROVINCIES: vocabulary.provincies,
    }
    if field.soort in names:
        return lambda value: _only_names(names[field.soort].find(display(value)))
    return _SIMPLE.get(field.soort)


def _only_names(names: Names) -> bool:
    return bool(names.found or names.ambiguous) and not names.unknown


def _is_periode(value: Scalar) -> bool:
    return parse_planning(value).soort is Notatie.PERIODE


_SIMPLE: Mapping[Soort, Judge] = {
    Soort.PERIODE: _is_periode,
    Soort.DATUM: _is_periode,
    Soort.NUMMER: lambda value: looks_like_number(display(value).strip()),
    Soort.GETAL: lambda value: isinstance(value, int | float),
}
