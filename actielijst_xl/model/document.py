"""The values that flow through the stages: a value with its place, a project, a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from actielijst_xl.model.findings import Finding

OVERIG = "overig:"
"""Start of the field keys of the 'overige gegevens' of a fiche: `overig:1`, in the order of the sheet."""

Scalar = str | int | float | bool | date | datetime | time | timedelta | None


def display(raw: Scalar) -> str:
    """Return `raw` as an official reads it: `2028`, `1,5`, `01-03-2027`, `Ja`; None gives ""."""
    if raw.__class__ is str:  # most values
        return raw
    match raw:
        case None:
            return ""
        case bool():
            return "Ja" if raw else "Nee"
        case datetime():
            return f"{raw:%d-%m-%Y}" if raw.time() == time() else f"{raw:%d-%m-%Y %H:%M}"
        case date():
            return f"{raw:%d-%m-%Y}"
        case float():
            return f"{raw:.15g}".replace(".", ",")
        case _:
            return str(raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a value stood: sheet name and cell address (`C9`)."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value as it was given: the raw cell value, never blank, and where it stood.

    A value that the program itself proposes (a default route) has no source.
    """

    raw: Scalar
    source: Source | None = None

    @property
    def text(self) -> str:
        """The value as an official reads it, without surrounding white space."""
        return display(self.raw).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overig:
    """A cell of a column that maps to no field: header, value."""

    kop: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One row of the pMIEK list, or one project of an actielijst.

    Attributes:
        source: The row: sheet and the address of its first cell.
        values: Value per field key of `Tabel.PROJECT` and `Tabel.MONITORING`; a blank field is absent.
        afspraken: Value per field key of `Tabel.AFSPRAAK`, one mapping per afspraak.
        overige: Cells of columns that map to no field, in column order.
    """

    source: Source
    values: Mapping[str, Value]
    afspraken: tuple[Mapping[str, Value], ...] = ()
    overige: tuple[Overig, ...] = ()

    def text(self, key: str) -> str:
        """The text of a field, or "" when it is blank."""
        value = self.values.get(key)
        return value.text if value else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column of a list was read.

    Attributes:
        cell: Address of the header cell.
        kop: The header as printed (group / header when it has two rows).
        field: Key of the field, or "" when the column is kept as Overige gegevens.
        how: `instelling`, `label`, `genormaliseerd`, `alias`, `inhoud`, `lijkt op`, `gesplitst` or `overig`.
        values: Number of non-blank cells under the header.
        hidden: The column is hidden in the source.
    """

    cell: str
    kop: str
    field: str
    how: str
    values: int
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijst:
    """A pMIEK list as read.

    Attributes:
        file: Name of the file.
        sheet: Sheet on which the table was found.
        projects: The rows, in order.
        columns: How each column was read.
        findings: What the reader has to say (meldingen, warnings, errors).
    """

    file: str
    sheet: str
    projects: tuple[Project, ...]
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...] = field(default=())
