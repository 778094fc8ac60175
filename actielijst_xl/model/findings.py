"""What is wrong in the data, as values: findings are collected, never raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from actielijst_xl.messages import sentence


class Severity(StrEnum):
    """How much a finding weighs; the value is the Dutch word in a report."""

    FOUT = "fout"  # blocks: nothing is written
    WAARSCHUWING = "waarschuwing"  # somebody should look at it
    MELDING = "melding"  # for the record: how something was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a person should know about the data.

    Attributes:
        code: A code of `actielijst_xl.messages`.
        severity: How much it weighs.
        file: Name of the file (no folder), or "" when it is about no file.
        sheet: Name of the sheet, or "".
        cell: Address such as `C9`, or "" when it is about the file or the whole sheet.
        value: The value as it stood in the cell, as text.
        hint: What is accepted or probably meant; may be "".
        details: Values that fill the sentence of the code, next to `value` and `hint`.
    """

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    hint: str = ""
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The Dutch sentence, without the place."""
        return sentence(self.code, {"value": self.value, "hint": self.hint, **self.details})

    @property
    def place(self) -> str:
        """Where it is, as `bestand › blad › cel`; parts that are not known are left out."""
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
