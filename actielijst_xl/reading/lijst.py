"""Reading a province's pMIEK list, whatever its layout: projects, and an account of every cell.

Every non-blank cell of the workbook ends up in exactly one place: in a field of a project, in its Overige
gegevens, in the name of a column, or in a finding.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actielijst_xl.errors import InputError
from actielijst_xl.model.address import Cell, address
from actielijst_xl.model.document import Column, Lijst, Overig, Project, Scalar, Source, Value
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.vocab import Vocabulary, plain
from actielijst_xl.reading.grid import Grid, Sheet
from actielijst_xl.reading.headers import HeaderIndex, Kolom, Toewijzing, assign
from actielijst_xl.reading.headers_reeks import without_numbers
from actielijst_xl.reading.lijst_findings import Account, kolom_naam
from actielijst_xl.reading.lijst_rows import Indeling, Rij, kinds
from actielijst_xl.reading.lijst_table import Tabelplek, find_table, is_blank, without_error_texts
from actielijst_xl.reading.splitting import split_cell

_SPLITS = frozenset(("omschrijving",))  # single fields whose cells may hold labelled parts
_KERN = ("project_id", "projectnaam", "projectfase")


def read_lijst(
    grid: Grid,
    *,
    vocabulary: Vocabulary,
    fields: Fields | None = None,
    aliases: Iterable[tuple[str, str]] = (),
    kolommen: Mapping[str, str] | None = None,
    blad: str = "",
) -> Lijst:
    """Read the pMIEK list in a workbook.

    Args:
        grid: The workbook.
        vocabulary: Names of gemeenten, netbeheerders and provinces, and the lists.
        fields: The table of fields; the default one when None.
        aliases: Further headers as (field key, header), from the templates.
        kolommen: The province's own mapping of headers (setting `[kolommen]`): header -> field key, or ""
            to keep the column as Overige gegevens.
        blad: Name of the sheet to read, or "" to find the best one.

    Returns:
        The list. Its findings account for all cells that are in no project.

    Raises:
        InputError: XA-L001 no sheet has a table, XA-L002 there is no sheet `blad` (with a table).
        ValueError: An alias or setting names a field that does not exist.
    """
    table = fields or Fields()
    index = HeaderIndex(table, aliases, kolommen)
    grid = replace(grid, sheets=tuple(map(without_error_texts, grid.sheets)))
    plek, others = _choose(grid, index, blad)
    assigned = _assigned(plek, index, vocabulary)
    others = [other for other in others if _is_list(other, plek, _assigned(other, index, vocabulary))]
    account = Account(file=grid.file, sheet=plek.sheet, fields=table)
    where = {kolom.col: to.fields for kolom, to in zip(plek.kolommen, assigned, strict=True)}
    builder = _Builder(
        indeling=Indeling.of(plek, where, table),
        fields=table,
        vocabulary=vocabulary,
        account=account,
        reeksen={kolom.col: to.reeks for kolom, to in zip(plek.kolommen, assigned, strict=True)},
    )
    projects = builder.projects(index)
    account.headers(plek, assigned, builder.split, kolommen or {})
    account.core({key for to in assigned for key in to.fields}, _KERN, rows=len(projects))
    account.sheet_facts(plek)
    account.other_sheets(grid.sheets, plek, others)
    return Lijst(
        file=grid.file,
        sheet=plek.sheet.name,
        projects=tuple(projects),
        columns=tuple(_columns(plek, assigned, builder)),
        findings=(*grid.findings, *account.findings),
    )


def _choose(grid: Grid, index: HeaderIndex, blad: str) -> tuple[Tabelplek, list[Tabelplek]]:
    """Return the best table and the tables on other sheets; none when the province chose the sheet."""
    found = [plek for sheet in grid.sheets if (plek := find_table(sheet, index)) is not None]
    if blad:
        named = [plek for plek in found if plain(plek.sheet.name).casefold() == plain(blad).casefold()]
        if not named:
            raise InputError("XA-L002", bestand=grid.file, blad=blad)
        return named[0], []
    if not found:
        raise InputError("XA-L001", bestand=grid.file)
    best = max(found, key=lambda plek: plek.rank)
    return best, [plek for plek in found if plek is not best]


def _assigned(plek: Tabelplek, index: HeaderIndex, vocabulary: Vocabulary) -> tuple[Toewijzing, ...]:
    """What every column holds, the columns of a second afspraak in the same row included."""
    kolommen, more = without_numbers(plek.kolommen, index)
    rest = [kolom for n, kolom in enumerate(kolommen) if n not in more]
    assigned = iter(assign(rest, index, vocabulary))
    return tuple(more[n] if n in more else next(assigned) for n in range(len(kolommen)))


def _is_list(other: Tabelplek, plek: Tabelplek, assigned: Sequence[Toewijzing]) -> bool:
    """Tell whether a table that was not read may hold projects: it is as good, or has the core."""
    held = {key for to in assigned for key in to.fields}
    return other.rank == plek.rank or (other.rows > 0 and held.issuperset(_KERN))


def _columns(plek: Tabelplek, assigned: Sequence[Toewijzing], builder: "_Builder") -> Iterator[Column]:
    for kolom, to in zip(plek.kolommen, assigned, strict=True):
        combined = len(to.fields) > 1 or builder.split[kolom.col] > 0
        yield Column(
            cell=address(*plek.kop_cell(kolom.col)),
            kop=kolom_naam(kolom),
            field=to.fields[0] if to.fields else "",
            how="gesplitst" if combined and to.how != "instelling" else to.how,
            values=builder.placed[kolom.col],
            hidden=kolom.col in plek.sheet.hidden_cols,
        )


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A project while its rows are being read."""

    source: Source
    values: dict[str, Value] = field(default_factory=dict)
    afspraken: list[dict[str, Value]] = field(default_factory=list)
    overige: list[Overig] = field(default_factory=list)

    def finished(self) -> Project:
        return Project(
            source=self.source,
            values=self.values,
            afspraken=tuple(self.afspraken),
            overige=tuple(self.overige),
        )


@dataclass(slots=True, kw_only=True)
class _Builder:
    """Makes projects of rows; counts per column the cells that it placed and those that it split."""

    indeling: Indeling
    fields: Fields
    vocabulary: Vocabulary
    account: Account
    reeksen: Mapping[int, int]
    split: Counter[int] = field(default_factory=Counter)
    placed: Counter[int] = field(default_factory=Counter)

    @property
    def _sheet(self) -> Sheet:
        return self.indeling.plek.sheet

    def projects(self, index: HeaderIndex) -> list[Project]:
        """Read all rows under the header."""
        drafts: list[_Draft] = []
        merged = self._merged_values()
        found = list(kinds(self.indeling, index))
        last = max((row for row, kind in found if kind in (Rij.PROJECT, Rij.VERVOLG)), default=-1)
        previous = self.indeling.plek.kop
        for row, kind in found:
            self.account.gap(previous, row)
            previous = row
            match kind:
                case Rij.PROJECT:
                    drafts.append(self._draft(row, merged))
                case Rij.VERVOLG:
                    self._more(drafts[-1], row, merged)
                    self.account.row(row, kind)
                case Rij.TABEL:
                    self.account.second_table(row)
                case Rij.SECTIE if row > last:
                    self.account.row(row, Rij.NOOT)  # a heading with nothing under it is a note
                case Rij.KOP | Rij.SECTIE | Rij.TOTAAL | Rij.NOOT:
                    self.account.row(row, kind)
        return [draft.finished() for draft in drafts]

    def _merged_values(self) -> dict[Cell, Cell]:
        """Cells under a vertical merge in the table, with the cell that holds their value."""
        first_row = self.indeling.plek.first_row
        return {
            (row, first[1]): first
            for first, last in self._sheet.merged
            if first[0] >= first_row and last[0] > first[0] and last[1] == first[1]
            for row in range(first[0] + 1, min(last[0], len(self._sheet.rows) - 1) + 1)
        }

    def _draft(self, row: int, merged: Mapping[Cell, Cell]) -> _Draft:
        cells = self._sheet.rows[row]
        first = next((col for col, value in enumerate(cells) if not is_blank(value)), 0)
        draft = _Draft(source=Source(sheet=self._sheet.name, cell=address(row, first)))
        self._read(draft, row, merged)
        return draft

    def _read(self, draft: _Draft, row: int, merged: Mapping[Cell, Cell]) -> None:
        """Put every cell of a row where it belongs; a merged cell holds for each row that it covers."""
        afspraken: dict[int, dict[str, Value]] = {}
        for kolom in self.indeling.plek.kolommen:
            at = (row, kolom.col)
            if is_blank(self._sheet.rows[row][kolom.col]) and at in merged:
                self.account.merged(at, merged[at])
                at = merged[at]
            raw = self._sheet.rows[at[0]][at[1]]
            if not is_blank(raw):
                self._place(draft, afspraken, kolom, self._value(raw, at))
        draft.afspraken += [afspraken[reeks] for reeks in sorted(afspraken)]

    def _value(self, raw: Scalar, at: Cell) -> Value:
        return Value(raw=raw, source=Source(sheet=self._sheet.name, cell=address(*at)))

    def _place(
        self, draft: _Draft, afspraken: dict[int, dict[str, Value]], kolom: Kolom, value: Value
    ) -> None:
        """Put one cell where it belongs: a field, several fields, or Overige gegevens."""
        self.placed[kolom.col] += 1
        for key, part in self._parts(kolom, value, draft).items():
            if not key:
                draft.overige.append(Overig(kop=kolom_naam(kolom), value=part))
            elif self.fields[key].tabel is Tabel.AFSPRAAK:
                afspraken.setdefault(self.reeksen.get(kolom.col, 0), {})[key] = part
            else:
                draft.values[key] = part

    def _parts(self, kolom: Kolom, value: Value, draft: _Draft) -> dict[str, Value]:
        keys = self.indeling.fields.get(kolom.col, ())
        if not keys:
            return {"": value}
        if not isinstance(value.raw, str) or not (len(keys) > 1 or keys[0] in _SPLITS):
            return {keys[-1] if keys == ("tijdspad", "ibn") else keys[0]: value}
        pieces = split_cell(value.raw, keys, self.vocabulary)
        if pieces is not None:
            pieces = self._with_gemeente(pieces)
        if pieces is None or self._taken(pieces, keys, draft):
            if len(keys) > 1:
                self.account.not_split(value, keys)
            return {keys[0]: value}
        if set(pieces) != {keys[0]}:
            self.split[kolom.col] += 1
        return {key: Value(raw=piece, source=value.source) for key, piece in pieces.items()}

    def _with_gemeente(self, pieces: dict[str, str]) -> dict[str, str]:
        """A place that is a gemeente is the gemeente, when the list has no column for it."""
        has_column = any("gemeente" in keys for keys in self.indeling.fields.values())
        place = pieces.get("locatie", "")
        names = self.vocabulary.gemeente_namen.find(place)
        if has_column or not names.found or names.unknown or names.ambiguous:
            return pieces
        return {("gemeente" if key == "locatie" else key): text for key, text in pieces.items()}

    def _taken(self, pieces: Mapping[str, str], keys: Sequence[str], draft: _Draft) -> bool:
        """A part may not push out what another column says: the cell then stays whole."""
        columns = {key for fields in self.indeling.fields.values() for key in fields} - set(keys)
        return any(key in columns or key in draft.values for key in pieces)

    def _more(self, draft: _Draft, row: int, merged: Mapping[Cell, Cell]) -> None:
        """Add a row with more afspraken to the project above it; what it repeats is not kept twice."""
        extra = _Draft(source=draft.source)
        of_afspraak = {at: source for at, source in merged.items() if at[1] in self.indeling.afspraak}
        self._read(extra, row, of_afspraak)
        for key, value in extra.values.items():
            if draft.values.setdefault(key, value).raw != value.raw:
                draft.overige.append(Overig(kop=self.fields[key].label, value=value))
        draft.overige += extra.overige
        draft.afspraken += extra.afspraken
