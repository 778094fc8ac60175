"""What the lint need not look at: rows and surroundings of a sheet that are sound, or as they were.

It only ever says "nothing to find here": what it says nothing of is looked at by the rules themselves.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from actielijst_xl.package.book import Book
from actielijst_xl.package.lint_sheet import Limits
from actielijst_xl.package.parts import rels_key
from actielijst_xl.package.plain import (
    ODD_FORMULA,
    Pieces,
    PlainSheet,
    highest,
    table_attributes,
)

_FORMULA_CELL = re.compile(rb'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"[^<>]*><f[ >]')
_REF = re.compile(r"[A-Z]{1,3}([1-9][0-9]{0,6}):[A-Z]{1,3}[0-9]{1,7}")
_HEAD_BYTES = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What of a sheet has to be looked at.

    Attributes:
        rows: Rows (counted from 0) of which the cells need a look; None: all, they can't be told apart.
        around: Whether what stands around the rows needs one.
    """

    rows: Collection[int] | None = None
    around: bool = True

    @property
    def needed(self) -> bool:
        """Whether anything needs a look."""
        return self.around or self.rows is None or bool(self.rows)


NOTHING = Look(rows=(), around=False)


class Before:
    """The workbook as it was, beside the patched one.

    Args:
        old: As it was.
        new: As it is.
        touched: The parts that differ.
    """

    def __init__(self, old: Book, new: Book, touched: Collection[str]) -> None:
        self._old, self._new, self._touched = old, new, frozenset(touched)
        self._limits = Limits(new)
        self._sheets = {sheet.key for sheet in old.sheets().values() if sheet.kind == "worksheet"}
        self._comparable = self._counts_cover(Limits(old))

    def _counts_cover(self, before: Limits) -> bool:
        """Whether every format and string that was there is there still: what stays needs no new look."""
        if {self._old.related("sharedStrings"), self._new.related("sharedStrings")} & self._touched:
            return False
        after = self._limits
        return after.formats >= before.formats and after.differential >= before.differential

    def look(self, key: str, sheet: PlainSheet) -> Look:
        """Return what has to be looked at of a changed sheet."""
        old = self._old_pieces(key)
        known = set(old.rows) if old else set()
        fresh = [at for at, row in enumerate(sheet.rows) if row not in known]
        odd = self._odd(sheet, fresh)
        if old is None or old.head != sheet.pieces.head or old.tail != sheet.pieces.tail or odd:
            return Look(rows=odd)
        return Look(rows=odd, around=not self._stays(key, sheet, old.rows, fresh))

    def _old_pieces(self, key: str) -> Pieces | None:
        if not self._comparable or key not in self._sheets or not self._old.package.has(key):
            return None
        plain = self._old.plain(key)
        return None if plain is None else plain.pieces

    def _odd(self, sheet: PlainSheet, fresh: list[int]) -> frozenset[int]:
        """Return the rows that are not known to be sound."""
        plain = [at for at in fresh if sheet.is_plain(at)]
        style, string = highest(b"".join([sheet.rows[at] for at in plain]))
        if style >= self._limits.formats or (string >= 0 and string >= self._limits.strings):
            return frozenset(fresh)
        return frozenset(fresh).difference(plain)

    def _stays(self, key: str, sheet: PlainSheet, old_rows: list[bytes], fresh: list[int]) -> bool:
        """Whether the rules on the whole sheet find what they found before.

        Such a rule looks at relationships, tables, their header cells, and formulas that several cells have
        together. New rows have none of those formulas (they are plain); so it matters which rows went.
        """
        kept = set(sheet.rows)
        gone = b"".join([row for row in old_rows if row not in kept])
        if rels_key(key) in self._touched or ODD_FORMULA.search(gone) or b":f" in gone:
            return False
        tables = self._tables(key)
        same = set(sheet.numbers).difference(sheet.numbers[at] for at in fresh)
        return all(table not in self._touched and self._header_row(table) in same for table in tables)

    def rows_for_rules(self, key: str, sheet: PlainSheet, look: Look) -> list[int] | None:
        """Return which rows (counted from 0) the rules on a sheet need; None when that is not sure.

        They look at the cells of the rows in `look`, at every formula, and at the header cells of tables.
        """
        headers = {self._header_row(table) for table in self._tables(key)}
        if look.rows is None or 0 in headers:
            return None
        return [
            at
            for at, (number, row) in enumerate(zip(sheet.numbers, sheet.rows, strict=True))
            if at in look.rows or number in headers or b"<f" in row or b":f" in row
        ]

    def _tables(self, key: str) -> list[str]:
        return [rel.target for rel in self._new.package.rels(key) if rel.kind == "table"]

    def _header_row(self, key: str) -> int:
        """Return the row in which a table begins; 0 when it does not say so plainly."""
        package = self._new.package
        attributes = table_attributes(package.read(key, _HEAD_BYTES)) if package.has(key) else None
        ref = _REF.fullmatch((attributes or {}).get("ref", ""))
        return int(ref[1]) if ref else 0


def formula_places(sheet: PlainSheet) -> set[str]:
    """Return addresses of formulas; of each of them it is sure."""
    return {
        f"{column.decode()}{number}"
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        for column in _FORMULA_CELL.findall(row)
    }
