"""The checks before a patched package may replace its original."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from actielijst_xl.package.book import Book
from actielijst_xl.package.edits import (
    AppendRows,
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
from actielijst_xl.package.lint_sheet import Limits
from actielijst_xl.package.marks import check_marks, selected
from actielijst_xl.package.parts import TYPES_KEY, Package, rels_key
from actielijst_xl.package.readback import Readback
from actielijst_xl.package.tables import find_table

_MAX_SHOWN = 5
_ROW = re.compile(rb"(?=<(?:\w+:)?row[ >/])")


def verify(before: bytes, after: bytes, edits: Sequence[Edit]) -> None:
    """Check that `after` is `before` with the edits and nothing else.

    Members that no edit touches lie in both with the same bytes; every changed part inflates to its checksum
    and parses strictly; the lint finds nothing that it did not find before; every written value reads back.

    Raises:
        PatchError: XA-G122 a part changed unasked; XA-G101, XA-G106 a changed part does not read;
            XA-G123 new faults; XA-G124 a value reads back differently.
    """
    old, new = Book(Package(before)), Book(Package(after))
    touched = _touched(old, new)
    new.borrow(old, frozenset(touched))
    _refuse_unasked(old, touched, edits)
    readback = Readback(new, edits)
    sheets = {sheet.key: sheet.name for sheet in new.sheets().values()}
    found: list[Fault] = []
    rules = PartRules(new)
    comparable = _counts_cover(old, new, touched)
    for key in (key for key in touched if new.package.has(key)):
        _parse(new.package, key)
        found += rules.faults(key, _rows_as_before(old, new, key) if comparable else frozenset())
        if key in sheets:
            readback.check(sheets[key])
        new.forget(key)
    readback.check_rest()
    check_marks(old, new, edits)
    found += whole_faults(new, touched)
    if found:
        _refuse_new_faults(old, found, touched)


def _parse(package: Package, key: str) -> None:
    """Parse a changed part strictly, and keep it: the lint and the reader both look at it."""
    if package.content_type(key).endswith("xml") or key == TYPES_KEY:
        package.tree(key)
    else:
        package.read(key)


def _rows_as_before(old: Book, new: Book, key: str) -> frozenset[int]:
    """Return which rows of a sheet (counted from 0) lie in both packages with the same bytes.

    What the lint says of the cells of such a row it said before. With comments or CDATA in the part rows
    can't be told apart this way.
    """
    if not old.package.has(key) or not key.endswith(".xml"):
        return frozenset()
    first, second = old.package.read(key), new.package.read(key)
    if b"<!" in first or b"<!" in second:
        return frozenset()
    known = set(_rows(first))
    return frozenset(at for at, row in enumerate(_rows(second)) if row in known)


def _rows(part: bytes) -> list[bytes]:
    """Take the XML of a sheet apart at its rows; quickly for rows as nearly every program writes them."""
    plain = b"<sheetData" in part and b"<row>" not in part and b"<row/" not in part
    return (part.split(b"<row ") if plain else _ROW.split(part))[1:]


def _counts_cover(old: Book, new: Book, touched: Collection[str]) -> bool:
    """Whether every format and string that was there is there still: a row that stays needs no new look."""
    if {old.related("sharedStrings"), new.related("sharedStrings")} & set(touched):
        return False
    before, after = Limits(old), Limits(new)
    return after.formats >= before.formats


def _touched(old: Book, new: Book) -> list[str]:
    """Return the parts that differ: changed, added, removed."""
    first, second = old.package.archive, new.package.archive
    keys = dict.fromkeys([*first.members, *second.members])
    both = first.members.keys() & second.members.keys()
    return [key for key in keys if key not in both or first.raw(key) != second.raw(key)]


def _refuse_unasked(old: Book, touched: Iterable[str], edits: Sequence[Edit]) -> None:
    common = {old.related("styles"), old.related("calcChain"), TYPES_KEY, rels_key(old.key)}
    asked = common.union(*(_asked(old, edit) for edit in edits))
    for key in touched:
        is_new = not old.package.has(key) and any(
            isinstance(edit, TakeSheet | SetCore | SetProperty) for edit in edits
        )
        if key not in asked and not is_new:
            raise PatchError("XA-G122", deel=key)


def _asked(old: Book, edit: Edit) -> set[str]:
    """Return the parts of the old package that an edit may change."""
    match edit:
        case SetCell() | SetCached() | RenewFormulas() | MarkCell() | ReplaceSheetData():
            sheet = old.sheets().get(edit.sheet.casefold())
            return {sheet.key} if sheet else set()
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


def _refuse_new_faults(old: Book, found: Iterable[Fault], touched: Sequence[str]) -> None:
    """Refuse faults that were not there before; only now the old parts need a look."""
    new = sorted((Counter(found) - Counter(faults_of(old, touched))).elements())
    if new:
        shown = "; ".join(f"{fault.kind} {fault.part} {fault.detail}" for fault in new[:_MAX_SHOWN])
        raise PatchError("XA-G123", fouten=shown)
