"""The account of a list: what was read as what, and every cell that is in no project."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from actielijst_xl.model.address import Cell, address, column_letters, range_address
from actielijst_xl.model.document import Scalar, Value, display
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.reading.grid import Sheet
from actielijst_xl.reading.headers import Kolom, Toewijzing, header_key
from actielijst_xl.reading.lijst_rows import Rij
from actielijst_xl.reading.lijst_table import Tabelplek, is_blank

_GAP = 10  # blank rows: fewer is layout, more may be the end of the table to a hurried reader
_ROW_CODES = {
    Rij.VERVOLG: "XA-L020",
    Rij.SECTIE: "XA-L021",
    Rij.NOOT: "XA-L022",
    Rij.TOTAAL: "XA-L023",
    Rij.KOP: "XA-L024",
}


def kolom_naam(kolom: Kolom) -> str:
    """The header as printed, or `Kolom F` for a column without one."""
    return kolom.naam or f"Kolom {column_letters(kolom.col)}"


@dataclass(slots=True, kw_only=True)
class Account:
    """Collects the findings of one list.

    Attributes:
        file: Name of the file.
        sheet: The sheet with the table.
        fields: The table of fields, for labels.
        findings: What was found so far, in order.
    """

    file: str
    sheet: Sheet
    fields: Fields
    findings: list[Finding] = field(default_factory=list)
    _merges: set[Cell] = field(default_factory=set)

    def _add(self, code: str, severity: Severity, *, cell: str = "", value: str = "", **details: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                file=self.file,
                sheet=self.sheet.name,
                cell=cell,
                value=value,
                details=details,
            )
        )

    def _label(self, key: str) -> str:
        return self.fields[key].label

    # --- rows ---------------------------------------------------------------------------------------

    def row(self, row: int, kind: Rij) -> None:
        """A row that is no project of its own, with its text."""
        area, text = self._block([(row, col) for col in _filled(self.sheet.rows[row])])
        self._add(_ROW_CODES[kind], Severity.MELDING, cell=area, value=text)

    def gap(self, previous: int, row: int) -> None:
        """A row that was read after many blank rows."""
        if row - previous - 1 > _GAP:
            self._add("XA-L028", Severity.MELDING, cell=address(row, 0), aantal=str(row - previous - 1))

    def second_table(self, row: int) -> None:
        """Another table below: its rows are not read."""
        cells = _all_filled(self.sheet, row)
        area, _ = self._block(cells)
        _, text = self._block([cell for cell in cells if cell[0] == row])
        self._add("XA-L025", Severity.FOUT, cell=area, value=text, aantal=str(len(cells)))

    def merged(self, at: Cell, source: Cell) -> None:
        """A value that holds for several rows, because its cell is merged over them; told once."""
        if source not in self._merges:
            self._merges.add(source)
            value = display(self.sheet.rows[source[0]][source[1]])
            self._add("XA-L026", Severity.MELDING, cell=address(*source), value=value, rij=str(at[0] + 1))

    def not_split(self, value: Value, keys: Sequence[str]) -> None:
        """A combined cell that stays whole in its first field."""
        velden = " en ".join(map(self._label, keys))
        cell = value.source.cell if value.source else ""
        eerste = self._label(keys[0])
        self._add("XA-L032", Severity.WAARSCHUWING, cell=cell, value=value.text, velden=velden, veld=eerste)

    def _block(self, cells: Sequence[Cell]) -> tuple[str, str]:
        """Return the range around some cells, and their texts joined."""
        rows, cols = [row for row, _ in cells], [col for _, col in cells]
        area = range_address(((min(rows), min(cols)), (max(rows), max(cols))))
        return area, " | ".join(display(self.sheet.rows[row][col]).strip() for row, col in cells)

    # --- columns ------------------------------------------------------------------------------------

    def headers(
        self,
        plek: Tabelplek,
        assigned: Sequence[Toewijzing],
        split: Mapping[int, int],
        kolommen: Mapping[str, str],
    ) -> None:
        """How columns were read, as far as somebody should look at it."""
        for kolom, to in zip(plek.kolommen, assigned, strict=True):
            cell = address(*plek.kop_cell(kolom.col))
            if to.fields:
                self._read_as(kolom, to, cell, split.get(kolom.col, 0))
            elif to.how == "overig":
                self._left_over(kolom, to, cell)
        known = {header_key(name) for kolom in plek.kolommen for name in (kolom.naam, kolom.kop)}
        for kop in kolommen:
            if header_key(kop) not in known:
                self._add("XA-L014", Severity.WAARSCHUWING, value=kop)

    def _read_as(self, kolom: Kolom, to: Toewijzing, cell: str, split: int) -> None:
        kop, veld = kolom_naam(kolom), " en ".join(map(self._label, to.fields))
        if to.how == "inhoud":
            self._add("XA-L010", Severity.MELDING, cell=cell, value=kop, veld=veld)
        elif to.how == "lijkt op":
            self._add("XA-L011", Severity.WAARSCHUWING, cell=cell, value=kop, veld=veld)
        if split:
            self._add("XA-L031", Severity.MELDING, cell=cell, value=kop, aantal=str(split))

    def _left_over(self, kolom: Kolom, to: Toewijzing, cell: str) -> None:
        kop = kolom_naam(kolom)
        if to.dubbel:
            veld = self._label(to.dubbel) if to.dubbel in self.fields else kop
            self._add("XA-L012", Severity.WAARSCHUWING, cell=cell, value=kop, veld=veld)
        elif to.mist:
            self._add("XA-L015", Severity.WAARSCHUWING, cell=cell, value=kop, veld=self._label(to.mist))
        elif to.lijkt_op:
            velden = ", ".join(map(self._label, to.lijkt_op))
            self._add("XA-L016", Severity.WAARSCHUWING, cell=cell, value=kop, velden=velden)
        else:
            self._add("XA-L013", Severity.MELDING, cell=cell, value=kop)

    def core(self, used: set[str], needed: Iterable[str], *, rows: int) -> None:
        """Columns without which there is no actielijst; and a table without rows."""
        for key in needed:
            if key not in used:
                self._add("XA-L003", Severity.FOUT, veld=self._label(key))
        if not rows:
            self._add("XA-L004", Severity.FOUT)

    # --- the sheet and the others ---------------------------------------------------------------------

    def sheet_facts(self, plek: Tabelplek) -> None:
        """Text above the table, hidden parts, cells that can't be read."""
        top = plek.kop if plek.groep is None else plek.groep
        for row in range(top):
            if cols := _filled(self.sheet.rows[row]):
                area, text = self._block([(row, col) for col in cols])
                self._add("XA-L005", Severity.MELDING, cell=area, value=text)
        hidden = [
            row for row in sorted(self.sheet.hidden_rows) if row > plek.kop and _filled(self.sheet.rows[row])
        ]
        if hidden:
            self._add("XA-L006", Severity.MELDING, value=", ".join(str(row + 1) for row in hidden))
        columns = [kolom for kolom in plek.kolommen if kolom.col in self.sheet.hidden_cols]
        if columns:
            self._add("XA-L007", Severity.MELDING, value=", ".join(map(kolom_naam, columns)))
        if self.sheet.state != "visible":
            self._add("XA-L008", Severity.WAARSCHUWING)
        for at, what in sorted(self.sheet.unreadable.items()):
            self._add("XA-L030", Severity.FOUT, cell=address(*at), value=what)

    def other_sheets(self, sheets: Iterable[Sheet], plek: Tabelplek, as_good: Sequence[Tabelplek]) -> None:
        """What stands on the sheets that were not read, so that nobody looks for it in vain."""
        equal = {id(other.sheet) for other in as_good}
        for sheet in sheets:
            cells = _all_filled(sheet, 0)
            if sheet is plek.sheet or not cells:
                continue
            code = "XA-L018" if id(sheet) in equal else "XA-L017"
            severity = Severity.WAARSCHUWING if id(sheet) in equal else Severity.MELDING
            rows, cols = [row for row, _ in cells], [col for _, col in cells]
            self.findings.append(
                Finding(
                    code=code,
                    severity=severity,
                    file=self.file,
                    sheet=sheet.name,
                    cell=range_address(((min(rows), min(cols)), (max(rows), max(cols)))),
                    details={"aantal": str(len(cells)), "gelezen": plek.sheet.name},
                )
            )


def _filled(row: Sequence[Scalar]) -> list[int]:
    return [col for col, value in enumerate(row) if not is_blank(value)]


def _all_filled(sheet: Sheet, first_row: int) -> list[Cell]:
    """Cells from `first_row` on that hold something, readable or not."""
    filled = {(row, col) for row in range(first_row, len(sheet.rows)) for col in _filled(sheet.rows[row])}
    return sorted(filled | {cell for cell in sheet.unreadable if cell[0] >= first_row})
