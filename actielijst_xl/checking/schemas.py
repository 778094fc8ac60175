"""One pandera schema per table, made from the table of fields, and its failures as findings.

A cell of the frame holds the value in the form of its kind (text, a `Periode`, `Names`), so that each value
is read once and a check is a plain question about it. The name of a check is the code of its finding.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from actielijst_xl.checking.codes import Code
from actielijst_xl.checking.facts import Context, Reading, Row
from actielijst_xl.checking.hints import explain_failure
from actielijst_xl.model import planning
from actielijst_xl.model.canon import canon
from actielijst_xl.model.field import Field, Soort, Tabel
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.vocab import CLOSED, is_nvt, is_onbekend, match_closed

if TYPE_CHECKING:
    import pandera.pandas as pa

Test = Callable[[Any], bool]

REQUIRED: Mapping[str, Code] = {
    "project_id": Code.NUMMER_ONTBREEKT,
    "projectnaam": Code.NAAM_ONTBREEKT,
    "projectfase": Code.FASE_ONTBREEKT,
}
"""Fields that every project has: without number and phase it can't be placed."""

_NOT_NULLABLE = "not_nullable"  # pandera's name for a blank cell in a required column


def field_findings(context: Context) -> Iterator[Finding]:
    """Check every value of the list against its field."""
    project_fields = (*context.fields.of(Tabel.PROJECT), *context.fields.of(Tabel.MONITORING))
    yield from _validate(context.rows, project_fields)
    yield from _validate(context.afspraak_rows, context.fields.of(Tabel.AFSPRAAK))


def make_schema(fields: Iterable[Field]) -> "pa.DataFrameSchema":
    """Return the schema of a table: one column per field, with the checks of its kind.

    A frame for it has one column per field, named by its key, that holds `Row.read` of every row.
    """
    import pandera.pandas as pa  # noqa: PLC0415  (slow to import, and only needed here)

    def checks(field: Field) -> list[pa.Check]:
        return [pa.Check(test, element_wise=True, name=code.value) for code, test in tests_of(field).items()]

    return pa.DataFrameSchema(
        {field.key: pa.Column(checks=checks(field), nullable=field.key not in REQUIRED) for field in fields}
    )


def tests_of(field: Field) -> Mapping[Code, Test]:
    """Return the questions that a value of a field must answer with yes, by the code of the finding."""
    if field.key == "projectfase":
        return {Code.FASE_ONBEKEND: lambda text: match_closed("projectfase", text) is not None}
    if field.gesloten and field.lijst in CLOSED:
        return {Code.KEUZE_ONBEKEND: lambda text: _in_list(field.lijst, text)}
    return _BY_KIND.get(field.soort, {})


def _in_list(lijst: str, text: str) -> bool:
    """`n.v.t.` and `n.t.b.` are answers of their own, in a closed list too."""
    return match_closed(lijst, text) is not None or is_nvt(text) or is_onbekend(text)


def _is_day(periode: planning.Periode) -> bool:
    return periode.precisie is planning.Precisie.DAG and periode.eerste == periode.laatste


def _in_order(periode: planning.Periode) -> bool:
    return not (periode.eerste and periode.laatste and periode.eerste > periode.laatste)


def _is_whole_number(raw: Reading) -> bool:
    return not isinstance(raw, float) or raw.is_integer()


def _is_number(raw: Reading) -> bool:
    if isinstance(raw, str):
        digits = canon(raw, Soort.GETAL).replace(",", "", 1).removeprefix("-")
        return digits.isascii() and digits.isdigit()
    return isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw)


_BY_KIND: Mapping[Soort, Mapping[Code, Test]] = {
    Soort.NUMMER: {
        Code.NUMMER_IS_DATUM: lambda raw: not isinstance(raw, date),
        Code.NUMMER_IS_GETAL: _is_whole_number,
    },
    Soort.PERIODE: {
        Code.PERIODE_ONLEESBAAR: lambda periode: periode.soort is not planning.Soort.ONLEESBAAR,
        Code.PERIODE_RELATIEF: lambda periode: periode.soort is not planning.Soort.RELATIEF,
        Code.PERIODE_HERSTELD: lambda periode: not periode.hersteld,
        Code.PERIODE_OMGEKEERD: _in_order,
    },
    Soort.DATUM: {Code.DATUM_ONLEESBAAR: _is_day},
    Soort.GETAL: {Code.GETAL_ONLEESBAAR: _is_number},
    Soort.GEMEENTEN: {
        Code.GEMEENTE_ONBEKEND: lambda names: not names.unknown,
        Code.GEMEENTE_DUBBELZINNIG: lambda names: not names.ambiguous,
        Code.GEMEENTE_ANDERS_GESCHREVEN: lambda names: not names.aliases,
    },
    Soort.PROVINCIES: {Code.PROVINCIE_ONBEKEND: lambda names: not names.unknown},
    Soort.NETBEHEERDERS: {Code.NETBEHEERDER_LIJKT_OP: lambda names: not names.unknown},
}


def _validate(rows: Sequence[Row], fields: Sequence[Field]) -> Iterator[Finding]:
    if not rows:
        return
    for key, check, number in _failures(rows, fields):
        code = REQUIRED[key] if check == _NOT_NULLABLE else Code(check)
        yield from explain_failure(code, key, rows[number])


def _failures(rows: Sequence[Row], fields: Sequence[Field]) -> Iterator[tuple[str, str, int]]:
    """Yield (field, name of the check, number of the row) of every value that its schema refuses."""
    import pandas as pd  # noqa: PLC0415
    import pandera.errors  # noqa: PLC0415

    cells = {field.key: [row.read(field.key) for row in rows] for field in fields}
    frame = pd.DataFrame({key: pd.Series(column, dtype=object) for key, column in cells.items()})
    try:
        make_schema(fields).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        yield from zip(cases["column"], cases["check"], cases["index"], strict=True)
