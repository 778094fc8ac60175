"""The lint of a package: what makes Excel offer to repair a file and general validators do not see."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from actielijst_xl.package import markup
from actielijst_xl.package.book import TABLE_TYPE, Book, Sheet
from actielijst_xl.package.container import canonical
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.faults import Fault, FaultKind
from actielijst_xl.package.lint_sheet import Limits, sheet_faults
from actielijst_xl.package.lint_table import table_faults
from actielijst_xl.package.parts import TYPES_KEY, Package, rels_key, rels_owner
from actielijst_xl.package.plain import table_attributes
from actielijst_xl.package.refs import address, parse_cell
from actielijst_xl.package.sheets import is_sheet_name

if TYPE_CHECKING:
    from lxml.etree import _Element

Scope: TypeAlias = frozenset[str] | None
_HEAD_BYTES = 8192


def _finders(path: str) -> tuple[etree.XPath, ...]:
    spaces = (namespace.strip("{}") for namespace in markup.REL_ATTRIBUTES)
    return tuple(etree.XPath(path, namespaces={"r": space}) for space in spaces)


_REFERENCES = _finders("//@r:*")
_SHEET_REFERENCES = _finders("/*/*[local-name() != 'sheetData']//@r:*")  # a cell has no such attributes
_SELECTED = re.compile(rb"tabSelected=[\"'](?:1|true)[\"']")


def lint(package: bytes) -> tuple[Fault, ...]:
    """Return what is wrong with a package, in a fixed order; empty when Excel has nothing to repair."""
    try:
        return faults_of(Book(Package(package)))
    except PatchError as error:
        kind = FaultKind.BAD_XML if error.code in {"XA-G104", "XA-G106"} else FaultKind.UNREADABLE
        return (Fault(kind=kind, part=error.details.get("deel", ""), detail=error.code),)


def faults_of(book: Book, scope: Scope = None) -> tuple[Fault, ...]:
    """Return the faults of a workbook; with `scope`, of parts only those in it (and of the whole always)."""
    faults: list[Fault] = []
    rules = PartRules(book)
    for key in _xml_parts(book.package, scope):
        faults += rules.faults(key)
        book.forget(key)
    return tuple(sorted([*faults, *whole_faults(book, scope)]))


class PartRules:
    """The rules of single parts: one part at a time has to be in memory."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._limits = Limits(book)
        self.sheets = {s.key: s for s in book.sheets().values() if s.kind == "worksheet"}
        self._chained = _chained(book)

    def faults(self, key: str, rows: Collection[int] | None = None) -> Iterator[Fault]:
        """Yield the faults of one part.

        Args:
            key: The part; one that is no XML has none.
            rows: Of a sheet only the cells of these rows (counted from 0) need a look; None: all.
        """
        book = self.book
        if not _is_xml(book.package, key):
            return
        try:
            root = book.package.tree(key)
        except PatchError as error:
            yield Fault(kind=FaultKind.BAD_XML, part=key, detail=error.code)
            return
        if key.endswith(".rels"):
            yield from _rels_faults(book.package, key)
        elif key != TYPES_KEY:
            yield from _reference_faults(book.package, key, root)
        if sheet := self.sheets.get(key):
            yield from sheet_faults(root, sheet, self._limits, rows)
            yield from table_faults(book, sheet, self._limits)
            yield from self._chain_faults(sheet, root)

    def chained(self, key: str) -> set[str]:
        """Return the cells of a sheet that the calculation chain names."""
        sheet = self.sheets.get(key)
        return set() if sheet is None else self._chained.get(sheet.element.get("sheetId", ""), set())

    def _chain_faults(self, sheet: Sheet, root: "_Element") -> Iterator[Fault]:
        """Yield the cells of the calculation chain that have no formula."""
        sheet_id = sheet.element.get("sheetId", "")
        if chained := self.chained(sheet.key):
            for cell in sorted(chained - _formula_cells(root)):
                yield Fault(kind=FaultKind.CALC_CHAIN, part=self.book.key, detail=f"{sheet_id} {cell}")


def whole_faults(book: Book, scope: Scope = None) -> list[Fault]:
    """Return the faults of the package and the workbook as a whole; `scope` says which parts changed."""
    known = set(_xml_parts(book.package, scope))
    faults = [*_package_faults(book.package), *_workbook_faults(book, known)]
    if known & {book.key, rels_key(book.key)} or any(_is_table(book, key) for key in known):
        faults += _table_identity(book)
    return faults


def _xml_parts(package: Package, scope: Scope) -> list[str]:
    return [key for key in _in_scope(package.keys(), scope) if _is_xml(package, key)]


def _in_scope(keys: Iterable[str], scope: Scope) -> list[str]:
    return [key for key in keys if scope is None or key in scope]


def _is_xml(package: Package, key: str) -> bool:
    return key == TYPES_KEY or package.content_type(key).endswith("xml")


def _package_faults(package: Package) -> Iterator[Fault]:
    for key in package.keys():  # noqa: SIM118 -- a method of ours, no dict
        if key != TYPES_KEY and not package.content_type(key):
            yield Fault(kind=FaultKind.NO_CONTENT_TYPE, part=key, detail="")
    yield from _override_faults(package)


def _override_faults(package: Package) -> Iterator[Fault]:
    items = markup.children(package.tree(TYPES_KEY), "Override")
    overrides = Counter(canonical(item.get("PartName", "")) for item in items)
    for key, times in overrides.items():
        if times > 1:
            yield Fault(kind=FaultKind.DUPLICATE_OVERRIDE, part=TYPES_KEY, detail=key)
        if not package.has(key):
            yield Fault(kind=FaultKind.STALE_OVERRIDE, part=TYPES_KEY, detail=key)


def _rels_faults(package: Package, key: str) -> Iterator[Fault]:
    rels = package.rels(rels_owner(key))
    for rel in rels:
        if not rel.outside and not package.has(rel.target):
            yield Fault(kind=FaultKind.MISSING_TARGET, part=key, detail=f"{rel.id} {rel.target}")
    for rel_id, times in Counter(rel.id for rel in rels).items():
        if times > 1:
            yield Fault(kind=FaultKind.DUPLICATE_REL, part=key, detail=rel_id)


def _reference_faults(package: Package, key: str, root: "_Element") -> Iterator[Fault]:
    finders = _SHEET_REFERENCES if markup.local(root) == "worksheet" else _REFERENCES
    found = (find(root) for find in finders)
    used = {str(value) for values in found if isinstance(values, list) for value in values if value}
    for rel_id in sorted(used - {rel.id for rel in package.rels(key)} if used else ()):
        yield Fault(kind=FaultKind.MISSING_REL, part=key, detail=rel_id)


def _workbook_faults(book: Book, known: set[str]) -> Iterator[Fault]:
    rules: tuple[tuple[FaultKind, Callable[[Book], Iterable[str]]], ...] = (
        (FaultKind.SHEET_NAME, _bad_names),
        (FaultKind.DUPLICATE_SHEET, _double_sheets),
        (FaultKind.NO_VISIBLE_SHEET, _all_hidden),
        (FaultKind.ACTIVE_TAB, _bad_active),
        (FaultKind.LOCAL_SHEET, _stray_names),
        (FaultKind.DUPLICATE_NAME, _double_names),
        (FaultKind.STYLE_PARTS, _bad_formats),
    )
    for kind, rule in rules:
        yield from (Fault(kind=kind, part=book.key, detail=detail) for detail in rule(book))
    for detail in _selected_tabs(book, known):
        yield Fault(kind=FaultKind.SELECTED_TABS, part=book.key, detail=detail)
    for detail in _stray_chain(book):
        yield Fault(kind=FaultKind.CALC_CHAIN, part=book.key, detail=detail)


def _elements(book: Book) -> list["_Element"]:
    listed = markup.child(book.root, "sheets")
    return [] if listed is None else list(markup.children(listed, "sheet"))


def _twice(items: Iterable[str]) -> list[str]:
    return [item for item, times in Counter(items).items() if times > 1]


def _bad_names(book: Book) -> list[str]:
    names = [item.get("name", "") for item in _elements(book)]
    return [name for name in names if not is_sheet_name(name)]


def _double_sheets(book: Book) -> list[str]:
    elements = _elements(book)
    ids = [markup.rel_id(item) for item in elements]
    return [
        *_twice(item.get("name", "").casefold() for item in elements),
        *_twice("id " + item.get("sheetId", "") for item in elements),
        *_twice("part " + item for item in ids),
    ]


def _all_hidden(book: Book) -> list[str]:
    return [] if any(item.get("state", "visible") == "visible" for item in _elements(book)) else ["all"]


def _bad_active(book: Book) -> list[str]:
    elements = _elements(book)
    active = [markup.whole(view.get("activeTab")) for view in markup.descendants(book.root, "workbookView")]
    return [
        str(index)
        for index in active
        if index >= len(elements) or elements[index].get("state", "visible") != "visible"
    ]


def _stray_names(book: Book) -> list[str]:
    last = len(_elements(book)) - 1
    return [
        name.get("name", "")
        for name in book.names()
        if (index := name.get("localSheetId")) is not None and not (index.isdigit() and int(index) <= last)
    ]


def _double_names(book: Book) -> list[str]:
    return _twice(
        f"{name.get('name', '').casefold()} {name.get('localSheetId', '')}" for name in book.names()
    )


def _bad_formats(book: Book) -> Iterator[str]:
    try:
        root = book.styles().root
    except PatchError:
        yield "no styles"
        return
    lists = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    counts = {name: len(_listed(root, listed)) for name, listed in lists.items()}
    for listed in ("cellXfs", "cellStyleXfs"):
        for index, xf in enumerate(_listed(root, listed)):
            for name, count in counts.items():
                if markup.whole(xf.get(name, "0"), count) >= max(count, 1):
                    yield f"{listed} {index} {name}"


def _listed(root: "_Element", name: str) -> list["_Element"]:
    found = markup.child(root, name)
    return [] if found is None else [item for item in found if markup.local(item)]


def _selected_tabs(book: Book, known: set[str]) -> list[str]:
    """Return the selected sheets after the first; looks at all when a sheet in scope is selected."""
    sheets = list(book.sheets().values())
    if not any(_is_selected(book, sheet) for sheet in sheets if sheet.key in known):
        return []
    return [sheet.name for sheet in sheets if _is_selected(book, sheet)][1:]


def _is_selected(book: Book, sheet: Sheet) -> bool:
    if not book.package.has(sheet.key):
        return False
    head = book.package.read(sheet.key, _HEAD_BYTES).partition(b"sheetData")[0]
    return _SELECTED.search(head) is not None


def _chained(book: Book) -> dict[str, set[str]]:
    """Return the cells of the calculation chain by id of their sheet."""
    chains = [rel.target for rel in book.package.rels(book.key) if rel.kind == "calcChain"]
    chained: dict[str, set[str]] = {}
    if not chains or not book.package.has(chains[0]):
        return chained
    sheet_id = ""
    with suppress(PatchError):  # reported as BAD_XML
        for cell in markup.children(book.package.parse(chains[0]), "c"):
            sheet_id = cell.get("i") or sheet_id
            chained.setdefault(sheet_id, set()).add(cell.get("r", ""))
    return chained


def _stray_chain(book: Book) -> Iterator[str]:
    """Yield the cells of the calculation chain on sheets that are not there."""
    known = {sheet.element.get("sheetId", "") for sheet in book.sheets().values()}
    for sheet_id, cells in _chained(book).items():
        if sheet_id not in known:
            yield from (f"{sheet_id} {cell}" for cell in sorted(cells))


def _formula_cells(root: "_Element") -> set[str]:
    data = markup.child(root, "sheetData")
    found: set[str] = set()
    number = 0
    for row in markup.children(data, "row") if data is not None else ():
        number = markup.whole(row.get("r"), number + 1)
        found.update(_formula_cells_of(row, number))
    return found


def _formula_cells_of(row: "_Element", number: int) -> Iterator[str]:
    col = 0
    for cell in markup.children(row, "c"):
        with suppress(ValueError):  # an address that is none: reported as CELL_ORDER
            where = cell.get("r")
            col = parse_cell(where)[1] if where else col + 1
            if markup.child(cell, "f") is not None:
                yield address(number, col)


def _is_table(book: Book, key: str) -> bool:
    return book.package.content_type(key).endswith(TABLE_TYPE)


def _table_identity(book: Book) -> Iterator[Fault]:
    """Every table has an id and a name of its own, which no defined name has."""
    keys = [key for key in book.package.keys() if _is_table(book, key)]  # noqa: SIM118 -- a method of ours
    roots = [root for key in keys if (root := _root_attributes(book.package, key)) is not None]
    for number in _twice(root.get("id", "") for root in roots):
        yield Fault(kind=FaultKind.TABLE_ID, part=book.key, detail=number)
    defined = [name.get("name", "").casefold() for name in book.names() if name.get("localSheetId") is None]
    names = [root.get("displayName", "").casefold() for root in roots]
    for name in _twice([*names, *set(defined)]):
        yield Fault(kind=FaultKind.TABLE_NAME, part=book.key, detail=name)


def _root_attributes(package: Package, key: str) -> Mapping[str, str] | None:
    """Return the attributes of a table; None for a part that can't be read, which is reported as BAD_XML."""
    try:
        found = table_attributes(package.read(key))
        return found or {str(name): str(value) for name, value in package.parse(key).attrib.items()}
    except PatchError:
        return None
