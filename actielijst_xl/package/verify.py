"""The checks before a patched package may replace its original."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress

from actielijst_xl.package import markup
from actielijst_xl.package.book import Book, Sheet
from actielijst_xl.package.container import Packed
from actielijst_xl.package.edits import (
    AppendRows,
    CellEdit,
    Edit,
    MarkCell,
    OpenOn,
    Recalculate,
    RenewFormulas,
    ReplaceSheetData,
    SetCached,
    SetCell,
    SetCore,
    SetProperty,
    TakeSheet,
)
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.faults import Fault
from actielijst_xl.package.lint import PartRules, faults_of, whole_faults
from actielijst_xl.package.lint_plain import NOTHING, Before, Look, formula_places
from actielijst_xl.package.marks import check_marks, selected
from actielijst_xl.package.parts import TYPES_KEY, Package, rels_key
from actielijst_xl.package.plain import PlainSheet, is_well_formed, plain_sheet
from actielijst_xl.package.readback import Wanted, check_properties, check_sheet, wanted_by_sheet
from actielijst_xl.package.tables import find_table

_MAX_SHOWN = 5
_ON_CELLS = CellEdit | MarkCell | ReplaceSheetData


def verify(
    before: bytes | Book, after: bytes, edits: Sequence[Edit], checked: Mapping[str, Packed] | None = None
) -> None:
    """Check that `after` is `before` with the edits and nothing else.

    Members that no edit touches lie in both with the same bytes; every changed part inflates to its checksum
    and parses strictly; the lint finds nothing that it did not find before; every written value reads back.

    Args:
        before: The package as it was, its bytes or opened.
        after: The patched package.
        edits: What was asked, in order.
        checked: Parts that passed `PartCheck` by themselves: those that lie in `after` just so need no look.

    Raises:
        PatchError: XA-G122 a part changed unasked; XA-G101, XA-G106 a changed part does not read;
            XA-G123 new faults; XA-G124 a value reads back differently.
    """
    check = Check(before, after, edits)
    passed = {key for key, part in (checked or {}).items() if check.holds(key, part)}
    check.whole([fault for key in check.parts if key not in passed for fault in check.part(key)])


class Check:
    """The check of one patched package. Its parts can be looked at in any order, each by itself.

    Args:
        before: The package as it was, its bytes or opened.
        after: The patched package.
        edits: What was asked, in order.

    Attributes:
        parts: The keys of the parts that need a look: those that changed, and sheets that the edits name.

    Raises:
        PatchError: XA-G122 a part changed unasked.
    """

    def __init__(self, before: bytes | Book, after: bytes, edits: Sequence[Edit]) -> None:
        self._old = before if isinstance(before, Book) else Book(Package(before))
        self._new = Book(Package(after))
        self._edits = edits
        self._touched = _touched(self._old, self._new)
        self._new.borrow(self._old, frozenset(self._touched))
        self._old.strings(), self._old.tables()  # damaged ones are refused, whoever asks for them
        _refuse_unasked(self._old, self._touched, edits)
        self._wanted = wanted_by_sheet(self._new, edits)
        self._sheets = _by_part(self._new, self._wanted)
        self._changed = dict.fromkeys(key for key in self._touched if self._new.package.has(key))
        self.parts = tuple(dict.fromkeys([*self._changed, *self._sheets]))
        self._check = PartCheck(self._old, self._new, self._touched)

    def part(self, key: str) -> list[Fault]:
        """Parse one of `parts` strictly, and return its faults; what it should hold it holds.

        Raises:
            PatchError: XA-G101, XA-G106 it does not read; XA-G124 a value reads back differently.
        """
        wanted = [(sheet, self._wanted[sheet.name.casefold()]) for sheet in self._sheets.get(key, ())]
        return self._check.part(key, wanted, changed=key in self._changed)

    def holds(self, key: str, part: Packed) -> bool:
        """Whether a part lies in the patched package just so, to the byte."""
        archive = self._new.package.archive
        return key in archive.members and archive.packed(key) == part

    def whole(self, found: Iterable[Fault]) -> None:
        """Check what is of no single part, and weigh the faults of all parts.

        Raises:
            PatchError: XA-G107 an edit names a sheet that is not there; XA-G124 a mark or property is not
                there; XA-G123 there are new faults.
        """
        for name in self._wanted:
            self._new.sheet(name)
        check_properties(self._new.package, self._edits)
        check_marks(self._old, self._new, self._edits)
        scope = frozenset(self._touched)
        if faults := [*found, *whole_faults(self._new, scope)]:
            _refuse_new_faults(self._old, faults, scope)


class PartCheck:
    """The check of single parts of a workbook beside the same workbook before.

    Args:
        old: As it was.
        new: As it is; has borrowed from `old` what is in no part that differs.
        touched: The parts that differ.
    """

    def __init__(self, old: Book, new: Book, touched: Collection[str]) -> None:
        self._new = new
        self._rules = PartRules(new)
        self._before = Before(old, new, touched)

    def part(self, key: str, wanted: Iterable[tuple[Sheet, Wanted]], *, changed: bool = True) -> list[Fault]:
        """Parse a part strictly, and return its faults; what its sheet should hold it holds.

        Raises:
            PatchError: XA-G101, XA-G106 it does not read; XA-G124 a value reads back differently.
        """
        plain = self._plain(key)
        look = self._look(key, plain) if changed else NOTHING
        found = self._faults(key, plain, look) if look.needed else []
        for sheet, values in wanted:
            check_sheet(self._new, sheet, values, plain)
        self._new.forget(key)
        return found

    def _plain(self, key: str) -> PlainSheet | None:
        """Return a sheet in pieces, when it is well-formed and its rows can be told apart."""
        package = self._new.package
        if key not in self._rules.sheets or not package.content_type(key).endswith("xml"):
            return None
        sheet = plain_sheet(package.read(key))
        return sheet if sheet is not None and is_well_formed(package.read(key)) else None

    def _look(self, key: str, plain: PlainSheet | None) -> Look:
        if plain is None:
            return Look()
        look = self._before.look(key, plain)
        chained = self._rules.chained(key)
        unsure = not look.needed and bool(chained) and not chained <= formula_places(plain)
        return Look(rows=look.rows) if unsure else look

    def _faults(self, key: str, plain: PlainSheet | None, look: Look) -> list[Fault]:
        """Return the faults of a part; the tree of a plain sheet has only the rows that the rules need."""
        rows = None if plain is None else self._before.rows_for_rules(key, plain, look)
        if plain is None or rows is None:
            _parse(self._new.package, key)
            return list(self._rules.faults(key, look.rows))
        self._new.package.trees[key] = markup.parse(plain.with_only(rows), key)
        looked_at = set(look.rows or ())
        found = list(self._rules.faults(key, {at for at, row in enumerate(rows) if row in looked_at}))
        self._new.forget(key)
        return found


def _by_part(book: Book, names: Iterable[str]) -> dict[str, list[Sheet]]:
    """Return by part the worksheets with these names; one that is not there is left to the end."""
    found: dict[str, list[Sheet]] = {}
    for name in names:
        with suppress(PatchError):
            sheet = book.sheet(name)
            found.setdefault(sheet.key, []).append(sheet)
    return found


def _parse(package: Package, key: str) -> None:
    """Parse a changed part strictly, and keep it: the lint and the reader both look at it."""
    if package.content_type(key).endswith("xml") or key == TYPES_KEY:
        package.tree(key)
    else:
        package.read(key)


def _touched(old: Book, new: Book) -> list[str]:
    """Return the parts that differ: changed, added, removed."""
    first, second = old.package.archive, new.package.archive
    keys = dict.fromkeys([*first.members, *second.members])
    both = first.members.keys() & second.members.keys()
    return [key for key in keys if key not in both or first.raw(key) != second.raw(key)]


def _refuse_unasked(old: Book, touched: Iterable[str], edits: Sequence[Edit]) -> None:
    common = {old.related("styles"), old.related("calcChain"), TYPES_KEY, rels_key(old.key)}
    cells = {edit.sheet.casefold() for edit in edits if isinstance(edit, _ON_CELLS)}
    sheets = {sheet.key for name, sheet in old.sheets().items() if name in cells}
    others = (edit for edit in edits if not isinstance(edit, _ON_CELLS))
    asked = common.union(sheets, *(_asked(old, edit) for edit in others))
    for key in touched:
        is_new = not old.package.has(key) and any(
            isinstance(edit, TakeSheet | SetCore | SetProperty) for edit in edits
        )
        if key not in asked and not is_new:
            raise PatchError("XA-G122", deel=key)


def _asked(old: Book, edit: Edit) -> set[str]:
    """Return the parts of the old package that an edit may change, unless it is one of a single sheet."""
    match edit:
        case SetCell() | SetCached() | RenewFormulas() | MarkCell() | ReplaceSheetData():
            return set()  # `_ON_CELLS`
        case AppendRows():
            return _asked_by_rows(old, edit)
        case TakeSheet():
            return {old.key, *_properties(old)}
        case SetCore() | SetProperty():
            return {rels_key(""), *_properties(old)}
        case OpenOn():
            opened = old.sheets().get(edit.sheet.casefold())
            return {old.key, *(s.key for s in selected(old)), *({opened.key} if opened else ())}
        case Recalculate():
            return {old.key}


def _properties(old: Book) -> set[str]:
    return {rel.target for rel in old.package.rels("") if rel.kind.endswith(("properties", "Properties"))}


def _asked_by_rows(old: Book, edit: AppendRows) -> set[str]:
    try:
        sheet, key = find_table(old, edit)
    except PatchError:
        return set()  # a table of a new sheet: all its parts are new
    drawings = [rel.target for rel in old.package.rels(sheet.key) if rel.kind == "drawing"]
    charts = {rel.target for drawing in drawings for rel in old.package.rels(drawing) if rel.kind == "chart"}
    return {sheet.key, key, old.key} | charts


def _refuse_new_faults(old: Book, found: Iterable[Fault], touched: frozenset[str]) -> None:
    """Refuse faults that were not there before; only now the old parts need a look."""
    new = sorted((Counter(found) - Counter(faults_of(old, touched))).elements())
    if new:
        shown = "; ".join(f"{fault.kind} {fault.part} {fault.detail}" for fault in new[:_MAX_SHOWN])
        raise PatchError("XA-G123", fouten=shown)
