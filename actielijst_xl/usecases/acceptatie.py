"""Which values a field takes: what the checks accept of a list, a merge accepts of a return."""

from collections.abc import Callable

from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Key, Refusal
from actielijst_xl.model.document import display
from actielijst_xl.model.field import Soort
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.planning import Precisie, parse_planning
from actielijst_xl.model.planning import Soort as PlanningSoort
from actielijst_xl.model.vocab import CLOSED, is_nvt, is_onbekend, match_closed

_REFUSED = "XA-S013"
_DAY = "18-11-2026"
_WITH_RULES = frozenset({Soort.KEUZE, Soort.JA_NEE, Soort.PERIODE, Soort.DATUM})


def acceptor(fields: Fields) -> Callable[[Key, Value], Refusal | None]:
    """Return the function that says why a value is not acceptable in a field, or None."""

    def accept(key: Key, value: Value) -> Refusal | None:
        if key.veld not in fields or value is None or value == "":
            return None
        field = fields[key.veld]
        if field.soort not in _WITH_RULES:
            return None
        text = display(value).strip()
        if is_nvt(text) or is_onbekend(text):
            return None if key.veld != "projectfase" else _refusal(CLOSED["projectfase"])
        match field.soort:
            case Soort.KEUZE | Soort.JA_NEE if field.gesloten and match_closed(field.lijst, text) is None:
                return _refusal(CLOSED[field.lijst])
            case Soort.PERIODE if parse_planning(value).soort is PlanningSoort.ONLEESBAAR:
                return Refusal(code=_REFUSED, accepted="een jaar, kwartaal of datum", example=field.voorbeeld)
            case Soort.DATUM if not _is_day(value):
                example = field.voorbeeld or _DAY
                return Refusal(code=_REFUSED, accepted="een dag (dag, maand en jaar)", example=example)
            case _:
                return None

    return accept


def _is_day(value: Value) -> bool:
    """Whether it is one day, as the checks ask of a list; a year in a cell for dates is no day."""
    periode = parse_planning(value)
    is_whole = periode.precisie is Precisie.DAG and periode.eerste == periode.laatste
    return is_whole and not periode.hersteld


def _refusal(members: type) -> Refusal:
    words = [str(member.value) for member in members]  # type: ignore[attr-defined]
    return Refusal(code=_REFUSED, accepted=", ".join(words), example=words[0])
