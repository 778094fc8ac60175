"""Check a list: first whether it is one, then its fields, then the relations between them."""

from collections.abc import Iterable, Iterator
from datetime import date

from actielijst_xl.checking.codes import Code, severity_of
from actielijst_xl.checking.facts import WITHOUT_COLUMN, Context
from actielijst_xl.checking.rules import AFSPRAAK_RULES, PROJECT_RULES, duplicate_numbers
from actielijst_xl.checking.schemas import REQUIRED, field_findings
from actielijst_xl.messages.valideren import opsomming
from actielijst_xl.model.address import parse_address
from actielijst_xl.model.document import Lijst
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.vocab import Vocabulary

_WEIGHT = {severity: number for number, severity in enumerate(Severity)}


def check_lijst(
    lijst: Lijst, *, fields: Fields, vocab: Vocabulary, provincie: str, peildatum: date
) -> tuple[Finding, ...]:
    """Check a list as it was read.

    Args:
        lijst: The list; what its reader found is not repeated here.
        fields: The table of fields that it is checked against.
        vocab: The closed lists and the names of places and organisations.
        provincie: The province of the list; a name that is no province decides nothing.
        peildatum: The day on which an IBN lies in the past or not.

    Returns:
        The findings, errors first, each group in the order of the cells; no two of them the same. When it
        is no list of projects at all, only that. A warning about a value that all rows miss because there
        is no column for it is given once.
    """
    context = Context(lijst=lijst, fields=fields, vocab=vocab, provincie=provincie, peildatum=peildatum)
    if broken := tuple(_integrity(context)):
        return tuple(found for found in broken if not _told_by_reader(context, found))
    in_fields = tuple(field_findings(context))
    wrong = {(found.sheet, found.cell) for found in in_fields if found.severity is Severity.FOUT}
    related = (found for found in _relations(context) if (found.sheet, found.cell) not in wrong)
    return _in_order((*in_fields, *_once_per_column(context, related)))


def _integrity(context: Context) -> Iterator[Finding]:
    """Whether this is a list at all: it has projects, and a column for what every project needs."""
    lijst = context.lijst
    if not lijst.projects:
        yield _about_sheet(context, Code.GEEN_PROJECTEN)
        return
    for key in REQUIRED:
        if not context.has_column(key):
            field = context.fields[key]
            headers = opsomming((field.label, *field.aliases[:3]))
            yield _about_sheet(context, Code.KOLOM_ONTBREEKT, hint=headers, kolom=field.label)


def _told_by_reader(context: Context, found: Finding) -> bool:
    """Whether the reader, who looks for the same columns, reported this already."""
    return any(
        other.severity is Severity.FOUT
        and not other.cell
        and other.details.get("veld", "") == found.details.get("kolom", "")
        for other in context.lijst.findings
    )


def _relations(context: Context) -> Iterator[Finding]:
    yield from duplicate_numbers(context.rows)
    for row in context.rows:
        for rule in PROJECT_RULES:
            yield from rule(row)
    for row in context.afspraak_rows:
        for rule in AFSPRAAK_RULES:
            yield from rule(row)


def _once_per_column(context: Context, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Pass findings on; warnings about values for which there is no column become one per column."""
    counts: dict[str, int] = {}
    for found in findings:
        key = found.details.get(WITHOUT_COLUMN, "")
        if key and found.severity is not Severity.FOUT:
            counts[key] = counts.get(key, 0) + 1
        else:
            yield found
    for key, count in counts.items():
        label = context.fields[key].label
        yield _about_sheet(context, Code.GEGEVEN_ZONDER_KOLOM, kolom=label, aantal=str(count))


def _about_sheet(context: Context, code: Code, *, hint: str = "", **details: str) -> Finding:
    lijst = context.lijst
    return Finding(
        code=code.value,
        severity=severity_of(code),
        file=lijst.file,
        sheet=lijst.sheet,
        hint=hint,
        details=details,
    )


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    unique = {
        (found.code, found.sheet, found.cell, found.value, *sorted(found.details.items())): found
        for found in findings
    }
    return tuple(sorted(unique.values(), key=_rank))


def _rank(found: Finding) -> tuple[int, str, tuple[int, int], str]:
    """Errors first; what is about the whole sheet before its cells."""
    place = parse_address(found.cell) if found.cell else (-1, -1)
    return _WEIGHT[found.severity], found.sheet, place, found.code
