"""The workbook inside a package: sheets, tables, names, strings and grids, found by relationships."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.container import damaged
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.grid import Grid
from actielijst_xl.package.parts import TYPES_KEY, Package
from actielijst_xl.package.plain import PlainSheet, plain_sheet
from actielijst_xl.package.strings import SharedStrings
from actielijst_xl.package.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

TABLE_TYPE = "table+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of the workbook: name, part, place, and what kind of sheet it is."""

    name: str
    key: str
    index: int
    kind: str
    element: "_Element"


def table_name(root: "_Element") -> str:
    """Return the name of a table by which formulas know it."""
    return root.get("displayName") or root.get("name") or ""


class _NamesByText:
    """Defined names, found by what stands in them: a master of a thousand fiches has thousands."""

    def __init__(self, names: list["_Element"]) -> None:
        texts = [(name.text or "").casefold() + "\0" for name in names]
        self._names, self._all = names, "".join(texts)
        self._ends = list(accumulate(map(len, texts)))

    def about(self, wanted: str) -> list["_Element"]:
        """Return the names in which a text of one line occurs, in order."""
        found, at = [], self._all.find(wanted)
        while 0 <= at < len(self._all):
            index = bisect_right(self._ends, at)
            found.append(self._names[index])
            at = self._all.find(wanted, self._ends[index])
        return found


class Book:
    """The workbook of a package being edited.

    Raises:
        PatchError: XA-G101 the package holds no workbook in XML.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        keys = [rel.target for rel in package.rels("") if rel.kind == "officeDocument"]
        if len(keys) != 1 or not package.has(keys[0]):
            raise damaged("no workbook part")
        self.key = keys[0]
        self.root = package.tree(self.key)
        if markup.local(self.root) != "workbook":
            raise damaged("the main part is no workbook")
        self.formula_dropped = False
        self._sheets: dict[str, Sheet] | None = None
        self._grids: dict[str, Grid] = {}
        self._strings: SharedStrings | None = None
        self._styles: Styles | None = None
        self._tables: dict[str, str] | None = None
        self._table_names: dict[str, str] = {}
        self._table_ids: dict[str, int] = {}
        self.donors: dict[
            bytes, object
        ] = {}  # what `transplant` knows of the workbooks that it takes sheets from
        self._table_owners: dict[str, Sheet] | None = None
        self._names: _NamesByText | None = None
        self._lender: Book | None = None
        self._plain: tuple[bytes, PlainSheet | None] = b"", None

    @property
    def strict(self) -> bool:
        """Whether the workbook is written in the Strict dialect."""
        return str(self.root.tag).startswith("{" + markup.STRICT)

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether day 0 is 1 January 1904."""
        properties = markup.child(self.root, "workbookPr")
        return properties is not None and markup.is_on(properties, "date1904")

    def sheets(self) -> dict[str, Sheet]:
        """Return the sheets by casefolded name, in order."""
        if self._sheets is None:
            targets = {rel.id: rel for rel in self.package.rels(self.key)}
            listed = markup.child(self.root, "sheets")
            found = enumerate(markup.children(listed, "sheet") if listed is not None else ())
            self._sheets = {}
            for index, element in found:
                rel = targets.get(markup.rel_id(element))
                name = element.get("name", "")
                if rel is not None:
                    sheet = Sheet(name=name, key=rel.target, index=index, kind=rel.kind, element=element)
                    self._sheets[name.casefold()] = sheet
        return self._sheets

    def sheet(self, name: str) -> Sheet:
        """Return a worksheet by name, without regard to case.

        Raises:
            PatchError: XA-G107 there is none.
        """
        sheet = self.sheets().get(name.casefold())
        if sheet is None or sheet.kind != "worksheet" or not self.package.has(sheet.key):
            raise PatchError("XA-G107", blad=name)
        return sheet

    def forget_sheets(self) -> None:
        """Say that the list of sheets, tables or names changed."""
        self._sheets = self._tables = self._table_owners = self._names = None

    def grid(self, sheet: Sheet) -> Grid:
        """Return the cells of a sheet."""
        if sheet.key not in self._grids:
            self._grids[sheet.key] = Grid(
                self.package.tree(sheet.key), self.strings, epoch_1904=self.epoch_1904
            )
        return self._grids[sheet.key]

    def settle(self, sheet: Sheet) -> None:
        """Let go of the cells of a sheet; they are read again when asked for."""
        self._grids.pop(sheet.key, None)
        self.package.settle(sheet.key)

    def revert(self, sheet: Sheet) -> None:
        """Take the changes of a sheet back."""
        self._grids.pop(sheet.key, None)
        self.package.revert(sheet.key)

    def related(self, kind: str) -> str:
        """Return the key of the workbook's part of this kind; empty when it has none."""
        keys = {rel.kind: rel.target for rel in reversed(self.package.rels(self.key))}
        return keys[kind] if kind in keys and self.package.has(keys[kind]) else ""

    def strings(self) -> SharedStrings:
        """Return the shared strings."""
        if self._strings is None:
            key, lender = self.related("sharedStrings"), self._lender
            if lender and self.package.shares(key) and lender.related("sharedStrings") == key:
                self._strings = lender.strings()
            else:
                self._strings = SharedStrings(self.package.parse(key) if key else None)
        return self._strings

    def plain(self, key: str) -> PlainSheet | None:
        """Return a sheet part in pieces, if it is written plainly; what was asked for last is remembered."""
        if self._lender is not None and self.package.shares(key):
            return self._lender.plain(key)
        part = self.package.read(key)
        if self._plain[0] is not part:
            self._plain = part, plain_sheet(part)
        return self._plain[1]

    def borrow(self, other: "Book", differs: frozenset[str]) -> None:
        """Use what is known of another book about all parts but those that differ from it."""
        self.package.borrow(other.package, differs)
        self._lender = other

    def again(self) -> "Book":
        """Return this workbook as it was, to be edited by itself; what is known of its parts is shared."""
        book = Book(Package(self.package.archive))
        book.borrow(self, frozenset())
        return book

    def forget(self, key: str) -> None:
        """Let go of a part that was only looked at."""
        self._grids.pop(key, None)
        if key not in (self.key, TYPES_KEY):
            self.package.settle(key)

    def styles(self) -> Styles:
        """Return the styles of the workbook.

        Raises:
            PatchError: XA-G101 it has none.
        """
        if self._styles is None:
            key = self.related("styles")
            if not key:
                raise damaged("no styles part")
            self._styles = Styles(self.package, key)
        return self._styles

    def tables(self) -> dict[str, str]:
        """Return the keys of the table parts by casefolded name."""
        if self._tables is None:
            package = self.package
            self._tables = {}
            for key in package.keys():  # noqa: SIM118 -- a method of ours, no dict
                if package.content_type(key).endswith(TABLE_TYPE):
                    self._tables[self._table_name(key)] = key
        return self._tables

    def _table_name(self, key: str) -> str:
        """Return the casefolded name of a table part; each is looked at once."""
        if key not in self._table_names:
            lender = self._lender if self.package.shares(key) else None
            name = lender._table_name(key) if lender else table_name(self.package.parse(key)).casefold()
            self._table_names[key] = name
        return self._table_names[key]

    def last_table_id(self) -> int:
        """Return the highest id of a table; 0 without any. Each table is looked at once."""
        for key in self.tables().values():
            if key not in self._table_ids:
                self._table_ids[key] = markup.whole(self.package.parse(key).get("id"))
        return max((self._table_ids[key] for key in self.tables().values()), default=0)

    def table(self, name: str) -> tuple[Sheet, str]:
        """Return the sheet and the part of a table.

        Raises:
            PatchError: XA-G108 there is none.
        """
        key = self.tables().get(name.casefold())
        if key is None or key not in self._owners():
            raise PatchError("XA-G108", tabel=name)
        return self._owners()[key], key

    def _owners(self) -> dict[str, Sheet]:
        """Return the sheets by the keys of their tables."""
        if self._table_owners is None:
            sheets = self.sheets().values()
            self._table_owners = {key: sheet for sheet in sheets for key in self.sheet_tables(sheet)}
        return self._table_owners

    def sheet_tables(self, sheet: Sheet) -> list[str]:
        """Return the keys of the tables on a sheet."""
        rels = self.package.rels(sheet.key)
        return [rel.target for rel in rels if rel.kind == "table" and self.package.has(rel.target)]

    def names(self) -> list["_Element"]:
        """Return the defined names."""
        listed = markup.child(self.root, "definedNames")
        return [] if listed is None else list(markup.children(listed, "definedName"))

    def names_about(self, sheet: Sheet) -> list["_Element"]:
        """Return the defined names that may refer to a sheet: its name occurs in them."""
        if self._names is None:
            self._names = _NamesByText(self.names())
        return self._names.about(sheet.name.replace("'", "''").casefold())

    def touch(self, sheet: Sheet) -> None:
        """Say that the part of a sheet changed."""
        self.package.touch(sheet.key)

    def drop_calc_chain(self) -> None:
        """Remove the calculation chain: Excel makes a new one; a stale one makes it repair the file."""
        for rel in self.package.rels(self.key):
            if rel.kind == "calcChain":
                self.package.drop_rel(self.key, rel.id)
                if self.package.has(rel.target):
                    self.package.remove(rel.target)

    def recalculate_on_load(self) -> None:
        """Ask Excel to calculate when it opens the file: a formula without a value was added."""
        calc = markup.child(self.root, "calcPr")
        if calc is not None and markup.is_on(calc, "fullCalcOnLoad"):
            return
        if calc is None:
            calc = markup.make(self.root, "calcPr")
            before = ("definedNames", "externalReferences", "functionGroups", "sheets")
            anchor = next(item for name in before if (item := markup.child(self.root, name)) is not None)
            anchor.addnext(calc)
        calc.set("fullCalcOnLoad", "1")
        self.package.touch(self.key)
