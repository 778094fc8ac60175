"""What differs between two actielijsten, cell by cell. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from actielijst_xl.merging.rules import Rules
from actielijst_xl.model.canon import BLANK, Value
from actielijst_xl.model.decisions import Cells, Key, RowRef, Unreadable
from actielijst_xl.model.field import Tabel

Content = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    """One cell that differs."""

    key: Key
    was: Value
    wordt: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergelijking:
    """Everything that differs between an old and a new actielijst, in the order of the keys.

    Attributes:
        cellen: Cells that differ, in rows that both have.
        rijen_erbij: Rows of afspraken that only the new one has, with what they say.
        rijen_weg: Rows of afspraken that only the old one has.
        vervallen: Rows that are dropped in the new one and were not in the old one.
        fiches_erbij: Projects that only the new one has.
        fiches_weg: Projects that only the old one has.
        onleesbaar: Cells that can't be read in one of both; they are not compared.
    """

    cellen: tuple[Verschil, ...]
    rijen_erbij: Mapping[RowRef, Mapping[str, Value]]
    rijen_weg: Mapping[RowRef, Mapping[str, Value]]
    vervallen: tuple[RowRef, ...]
    fiches_erbij: tuple[str, ...]
    fiches_weg: tuple[str, ...]
    onleesbaar: tuple[Key, ...]

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        rows = self.rijen_erbij or self.rijen_weg
        return not (self.cellen or rows or self.fiches_erbij or self.fiches_weg)

    @property
    def aantal(self) -> int:
        """The number of differences."""
        rows = len(self.rijen_erbij) + len(self.rijen_weg)
        return len(self.cellen) + rows + len(self.fiches_erbij) + len(self.fiches_weg)


def compare(old: Cells, new: Cells, rules: Rules, *, only: frozenset[str] | None = None) -> Vergelijking:
    """Compare two actielijsten in canonical form.

    Args:
        old: Every row of the old one.
        new: Every row of the new one.
        rules: The fields.
        only: The fiches to look at, for a copy that holds a part; None: all.
    """
    before, after = _chosen(old, only), _chosen(new, only)
    gone, fresh = _fiches(before) - _fiches(after), _fiches(after) - _fiches(before)
    before = {ref: row for ref, row in before.items() if ref.fiche not in gone}
    after = {ref: row for ref, row in after.items() if ref.fiche not in fresh}
    left, added = _unpaired(before, after, rules), _unpaired(after, before, rules)
    left, added = _without_equals(left, added, rules)
    both = [ref for ref in sorted(before) if ref in after]
    cells = [v for ref in both for v in _cells(ref, before[ref], after[ref], rules)]
    return Vergelijking(
        cellen=tuple(cells),
        rijen_erbij=added,
        rijen_weg=left,
        vervallen=tuple(v.key.row for v in cells if _drops(v, rules)),
        fiches_erbij=tuple(sorted(fresh)),
        fiches_weg=tuple(sorted(gone)),
        onleesbaar=tuple(_unreadable(both, before, after)),
    )


def _chosen(rows: Cells, only: frozenset[str] | None) -> Cells:
    return {ref: row for ref, row in rows.items() if only is None or ref.fiche in only}


def _fiches(rows: Cells) -> frozenset[str]:
    return frozenset(ref.fiche for ref in rows if ref.fiche)


def _cells(
    ref: RowRef, before: Mapping[str, object], after: Mapping[str, object], rules: Rules
) -> Iterator[Verschil]:
    for veld in (veld for veld in {**before, **after} if veld in before and veld in after):
        was, becomes = before[veld], after[veld]
        if isinstance(was, Unreadable) or isinstance(becomes, Unreadable):
            continue
        if rules.form(ref.tabel, veld, was) != rules.form(ref.tabel, veld, becomes):  # type: ignore[arg-type]
            yield Verschil(key=Key(*ref, veld), was=was, wordt=becomes)  # type: ignore[arg-type]


def _unreadable(refs: Iterable[RowRef], before: Cells, after: Cells) -> Iterator[Key]:
    for ref in refs:
        for veld in before[ref].keys() & after[ref].keys():
            if Unreadable.CELL in (before[ref][veld], after[ref][veld]):
                yield Key(*ref, veld)


def _drops(found: Verschil, rules: Rules) -> bool:
    mark = rules.mark(found.key.tabel)
    return mark == (found.key.veld, rules.form(found.key.tabel, found.key.veld, found.wordt))


# --- rows of afspraken that one of both has ------------------------------------------------------------


def _unpaired(rows: Cells, others: Cells, rules: Rules) -> dict[RowRef, dict[str, Value]]:
    """The rows of afspraken with something in them that the other one does not have."""
    return {
        ref: {v: x for v, x in rows[ref].items() if not isinstance(x, Unreadable)}
        for ref in sorted(rows)
        if ref.tabel == Tabel.AFSPRAAK and ref not in others and _content(ref, rows[ref], rules)
    }


def _content(ref: RowRef, row: Mapping[str, object], rules: Rules) -> Content:
    forms = ((v, rules.form(ref.tabel, v, x)) for v, x in row.items() if not isinstance(x, Unreadable))  # type: ignore[arg-type]
    return frozenset((veld, form) for veld, form in forms if form != BLANK)


def _without_equals(
    left: dict[RowRef, dict[str, Value]], added: dict[RowRef, dict[str, Value]], rules: Rules
) -> tuple[dict[RowRef, dict[str, Value]], dict[RowRef, dict[str, Value]]]:
    """A row that got another id by a merge and says the same is the same row."""
    free = list(added)
    same: dict[RowRef, RowRef] = {}
    for ref, row in left.items():
        said = _content(ref, row, rules)
        twin = next((o for o in free if o.fiche == ref.fiche and _content(o, added[o], rules) == said), None)
        if twin is not None:
            free.remove(twin)
            same[ref] = twin
    gone = set(same.values())
    return {r: x for r, x in left.items() if r not in same}, {r: x for r, x in added.items() if r not in gone}
