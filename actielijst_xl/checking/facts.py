"""What the checks look at: the rows of a list, each value read once, and the cell that a finding is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from actielijst_xl.checking.codes import Code, severity_of
from actielijst_xl.model.address import address, parse_address
from actielijst_xl.model.document import Lijst, Project, Scalar, Source, Value
from actielijst_xl.model.field import Soort
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.planning import Periode, parse_planning
from actielijst_xl.model.vocab import CLOSED, Names, Vocabulary, is_nvt, is_onbekend, match_closed

Reading = Scalar | Periode | Names

WITHOUT_COLUMN = "zonder_kolom"
"""Detail of a finding about a value that is missing because the list has no column for it: the field."""


@dataclass(frozen=True, kw_only=True)
class Context:
    """A list with what it is checked against."""

    lijst: Lijst
    fields: Fields
    vocab: Vocabulary
    provincie: str
    peildatum: date

    @cached_property
    def columns(self) -> Mapping[str, tuple[int, ...]]:
        """Numbers of the columns that were read as a field, by field: more for a second afspraak in a row."""
        found: dict[str, tuple[int, ...]] = {}
        for column in self.lijst.columns:
            if column.field:
                found[column.field] = (*found.get(column.field, ()), parse_address(column.cell)[1])
        return found

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The official name of the province of the list; none when it is fictitious."""
        return self.vocab.provincies.find(self.provincie).found

    @cached_property
    def rows(self) -> tuple["Row", ...]:
        """One row per project."""
        return tuple(
            Row(context=self, project=project, source=project.source, values=project.values)
            for project in self.lijst.projects
        )

    @cached_property
    def afspraak_rows(self) -> tuple["Row", ...]:
        """One row per afspraak."""
        return tuple(
            Row(context=self, project=project, source=_first_source(values) or project.source, values=values)
            for project in self.lijst.projects
            for values in project.afspraken
        )

    def column_of(self, key: str, own: int) -> int:
        """The column where a value would stand of the row or afspraak that has a value in column `own`.

        With more afspraken beside each other each one begins at its activiteit.
        """
        columns = self.columns.get(key, ())
        if len(columns) > 1:
            begins = self.columns.get("activiteit", ())
            first = max((col for col in begins if col <= own), default=own)
            last = min((col for col in begins if col > own), default=own + len(self.lijst.columns))
            columns = tuple(col for col in columns if first <= col < last)
        return columns[0] if columns else own

    def has_column(self, key: str) -> bool:
        """Whether some column, or part of a split cell, was read as this field."""
        return key in self.columns or key in self._given

    @cached_property
    def _given(self) -> frozenset[str]:
        tables = [table for p in self.lijst.projects for table in (p.values, *p.afspraken)]
        return frozenset(key for table in tables for key in table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One project or one afspraak, as the checks see it.

    Attributes:
        context: The list that it stands in.
        project: The project that it is (part of).
        source: Its row.
        values: Value per field; a blank field is absent.
    """

    context: Context
    project: Project
    source: Source
    values: Mapping[str, Value]
    _read: dict[str, Reading] = field(default_factory=dict, repr=False)

    def read(self, key: str) -> Reading:
        """The value of a field in the form of its kind; None when it is blank."""
        if key not in self._read:
            value = self.values.get(key)
            self._read[key] = None if value is None else self._as_kind(self.context.fields[key].soort, value)
        return self._read[key]

    def _as_kind(self, soort: Soort, value: Value) -> Reading:
        vocab = self.context.vocab
        match soort:
            case Soort.PERIODE | Soort.DATUM:
                return parse_planning(value.raw)
            case Soort.GEMEENTEN:
                return vocab.gemeente_namen.find(value.text, among=self.nearby_gemeenten())
            case Soort.NETBEHEERDERS:
                return vocab.netbeheerders.find(value.text)
            case Soort.PROVINCIES:
                return vocab.provincies.find(value.text)
            case Soort.NUMMER if not self.answer("project_id"):
                return None
            case Soort.NUMMER | Soort.GETAL:
                return value.raw
            case Soort.TEKST | Soort.KEUZE | Soort.JA_NEE | Soort.IP_IDS:
                return value.text

    def text(self, key: str) -> str:
        """The text of a field, or "" when it is blank."""
        value = self.values.get(key)
        return value.text if value else ""

    def missing(self, key: str) -> bool:
        """Whether a field is blank or says 'n.t.b.' or 'onbekend'; 'n.v.t.' is an answer."""
        text = self.text(key)
        return not text or is_onbekend(text)

    def answer(self, key: str) -> str:
        """The text of a field, or "" when it is missing or says 'n.v.t.'."""
        text = self.text(key)
        return "" if self.missing(key) or is_nvt(text) else text

    def choice(self, key: str) -> StrEnum | None:
        """The member of the closed list that a field means, or None."""
        lijst = self.context.fields[key].lijst
        return match_closed(lijst, self.text(key)) if lijst in CLOSED else None

    def periode(self, key: str) -> Periode | None:
        """The period of a field, or None when it is blank."""
        reading = self.read(key)
        return reading if isinstance(reading, Periode) else None

    def names(self, key: str) -> Names:
        """The names in a field."""
        reading = self.read(key)
        return reading if isinstance(reading, Names) else Names()

    def provinces(self) -> tuple[str, ...]:
        """The provinces that the project may lie in: its own, and the one of the list; none = unknown."""
        return tuple(dict.fromkeys((*self.names("provincie").found, *self.context.provinces)))

    def nearby_gemeenten(self) -> tuple[str, ...]:
        """The gemeenten of those provinces."""
        vocab = self.context.vocab
        return tuple(name for province in self.provinces() for name in vocab.gemeenten_of(province))

    def cell(self, key: str) -> str:
        """The cell of a field: of its value, else where a value would stand, else of the row."""
        value = self.values.get(key)
        if value is not None and value.source is not None:
            return value.source.cell
        row, own = parse_address(self.source.cell)
        return address(row, self.context.column_of(key, own))

    def finding(self, code: Code, key: str, *, hint: str = "", **details: str) -> Finding:
        """A finding about one field of this row."""
        value = self.values.get(key)
        label = self.context.fields[key].label
        number = self.project.text("project_id")
        return Finding(
            code=code.value,
            severity=severity_of(code),
            file=self.context.lijst.file,
            sheet=(value.source if value and value.source else self.source).sheet,
            cell=self.cell(key),
            value=self.text(key),
            hint=hint,
            details={"kolom": label, "project": number, **details},
        )

    def lacks(self, code: Code, key: str) -> Finding:
        """A finding about a value that should be there; it says so when there is no column for it."""
        details = {} if self.context.has_column(key) else {WITHOUT_COLUMN: key}
        return self.finding(code, key, hint=self.context.fields[key].voorbeeld, **details)


def _first_source(values: Mapping[str, Value]) -> Source | None:
    return next((value.source for value in values.values() if value.source), None)
