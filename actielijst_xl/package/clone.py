"""A new sheet as a copy of another one, with its own parts for what belongs to one sheet only."""

from copy import deepcopy
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from actielijst_xl.package import markup
from actielijst_xl.package.book import TABLE_TYPE, Book, Sheet, table_name
from actielijst_xl.package.cells import place, put, raise_height
from actielijst_xl.package.container import canonical
from actielijst_xl.package.edits import CloneSheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.parts import Rel, rels_key
from actielijst_xl.package.properties import add_sheet_title
from actielijst_xl.package.refs import quoted, rename_sheet, rename_table

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_SHEET_NAME = 31
_FORBIDDEN = set("[]:*?/\\")
_SHARED = frozenset({"image", "hyperlink"})
_NOT_COPIED = frozenset(
    {"pivotTable", "slicer", "timeline", "queryTable", "control", "oleObject", "package", "tableSingleCells"}
)
_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula")
_REFERENCES = ("location", "textlink")


def is_sheet_name(name: str) -> bool:
    """Tell whether Excel accepts a sheet name."""
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2
    edges = name.startswith("'") or name.endswith("'") or name.casefold() == "history"
    return 0 < units <= MAX_SHEET_NAME and not edges and not _FORBIDDEN & set(name) and min(name) >= " "


def clone_sheet(book: Book, edit: CloneSheet) -> None:
    """Apply a `CloneSheet`.

    Raises:
        PatchError: XA-G107 no such template; XA-G119 the name is wrong or taken; XA-G120 something on the
            template can't be copied; XA-G121 the name of a table is wrong or taken.
    """
    template = book.sheet(edit.template)
    if not is_sheet_name(edit.name) or edit.name.casefold() in book.sheets():
        raise PatchError("XA-G119", blad=edit.name)
    position = len(book.sheets()) if edit.before is None else book.sheet(edit.before).index
    key = _Copier(book, template, edit).copy(template.key)
    list_sheet(book, template, edit.name, position, key, names=True)
    book.forget_sheets()
    sheet = book.sheet(edit.name)
    book.formula_dropped |= any(True for _ in book.grid(sheet).formulas())
    for item in edit.cells:
        row, col = place(item.cell, edit.name)
        like = None if item.style_like is None else book.grid(sheet).find(*place(item.style_like, edit.name))
        put(book, sheet, row, col, item.value, style=None if like is None else like.get("s", "0"))
        raise_height(book, sheet, row, item.height_pt)


class _Copier:
    """Copies a part and the parts it owns, rewriting what names the sheet or a table."""

    def __init__(self, book: Book, template: Sheet, edit: CloneSheet) -> None:
        self.book, self.package, self.edit = book, book.package, edit
        self.old, self.new = template.name, edit.name
        self.tables = _table_names(book, template, edit)
        ids = [markup.whole(self.package.parse(key).get("id")) for key in book.tables().values()]
        self._last_table_id = max(ids, default=0)
        self._copies: dict[str, str] = {}

    def copy(self, key: str) -> str:
        """Return the key of the copy of a part."""
        if key in self._copies:
            return self._copies[key]
        package = self.package
        name = package.free_name(key)
        self._copies[key] = canonical(name)
        package.add(name, self._content(key), package.content_type(key))
        if package.has(rels_key(key)):
            rels = deepcopy(package.tree(rels_key(key)))
            package.add(rels_key(name), rels, "")
            for element, rel in zip(markup.children(rels, "Relationship"), package.rels(key), strict=True):
                self._redirect(element, rel)
            package.touch(rels_key(self._copies[key]))
        return self._copies[key]

    def _redirect(self, element: "_Element", rel: Rel) -> None:
        if rel.kind in _NOT_COPIED:
            raise PatchError("XA-G120", blad=self.old, soort=rel.kind)
        if rel.outside and rel.target.startswith("#"):
            element.set("Target", "#" + rename_sheet(rel.target[1:], self.old, self.new))
        elif not rel.outside and rel.kind not in _SHARED and self.package.has(rel.target):
            element.set("Target", "/" + self.package.name(self.copy(rel.target)))

    def _content(self, key: str) -> "_Element | bytes":
        content_type = self.package.content_type(key)
        if not content_type.endswith("+xml"):
            return self.package.read(key)
        root = deepcopy(self.package.tree(key))
        if content_type.endswith(TABLE_TYPE):
            self._rename_table(root)
        elif markup.local(root) == "worksheet":
            _neutralise(root)
        self._rewrite(root)
        return root

    def _rename_table(self, root: "_Element") -> None:
        new = self.tables.get(table_name(root).casefold(), table_name(root))
        self._last_table_id += 1
        root.set("id", str(self._last_table_id))
        root.set("name", new)
        root.set("displayName", new)

    def _rewrite(self, root: "_Element") -> None:
        for element in markup.descendants(root, *_FORMULAS):
            if element.text:
                element.text = self._formula(element.text)
        for element in root.iter("*"):
            for name, content in element.attrib.items():
                key, value = str(name), str(content)
                if key in _REFERENCES:
                    element.set(key, rename_sheet(value, self.old, self.new))
                elif key.endswith("}uid"):
                    unique = uuid5(NAMESPACE_URL, f"{value}/{self.new}")
                    element.set(key, "{" + str(unique).upper() + "}")

    def _formula(self, text: str) -> str:
        for old, new in self.tables.items():
            text = rename_table(text, old, new)
        return rename_sheet(text, self.old, self.new)


def _table_names(book: Book, template: Sheet, edit: CloneSheet) -> dict[str, str]:
    """Return the new names of the template's tables by casefolded old name."""
    asked = {old.casefold(): new for old, new in edit.table_names}
    taken = {*book.tables(), *(name.get("name", "").casefold() for name in book.names())}
    names = {}
    for key in book.sheet_tables(template):
        old = table_name(book.package.parse(key))
        new = asked.get(old.casefold()) or _free_table_name(old, taken)
        if (
            new.casefold() in taken
            or not new.replace("_", "a").replace(".", "a").isalnum()
            or new[0].isdigit()
        ):
            raise PatchError("XA-G121", tabel=new)
        taken.add(new.casefold())
        names[old.casefold()] = new
    return names


def _free_table_name(old: str, taken: set[str]) -> str:
    number = 2
    while f"{old}_{number}".casefold() in taken:
        number += 1
    return f"{old}_{number}"


def _neutralise(root: "_Element") -> None:
    """Take from a copied sheet what only one sheet may be: the selected tab, and the module of a macro."""
    for view in markup.descendants(root, "sheetView"):
        markup.drop(view, "tabSelected")
    for properties in markup.children(root, "sheetPr"):
        markup.drop(properties, "codeName")


def list_sheet(
    book: Book, template: Sheet, name: str, position: int, key: str, *, names: bool = False
) -> None:
    """Give a new sheet its place in the workbook.

    Args:
        book: The workbook.
        template: The sheet whose entry is the example.
        name: Name of the new sheet.
        position: Its place, from 0.
        key: Its part.
        names: Also copy the names that belong to the template only.
    """
    types = [rel.type for rel in book.package.rels(book.key) if rel.target == template.key]
    element = deepcopy(template.element)
    rel_id = book.package.add_rel(book.key, types[0], key)
    for namespace in markup.REL_ATTRIBUTES:
        if element.get(namespace + "id"):
            element.set(namespace + "id", rel_id)
    elements = [sheet.element for sheet in book.sheets().values()]
    element.set("name", name)
    element.set("sheetId", str(max(markup.whole(item.get("sheetId")) for item in elements) + 1))
    markup.drop(element, "state")
    _renumber(book, position)
    extra = _copy_names(book, template, name, position) if names else []
    if position < len(elements):
        elements[position].addprevious(element)
    else:
        elements[-1].addnext(element)
    preceding = {item.get("name", "") for item in elements[:position]}
    add_sheet_title(book.package, name, preceding, extra)
    book.package.touch(book.key)


def _renumber(book: Book, position: int) -> None:
    """Sheets are counted from 0 in names and views: those from `position` on move one up."""
    for name in book.names():
        index = name.get("localSheetId", "")
        if index.isdigit() and int(index) >= position:
            name.set("localSheetId", str(int(index) + 1))
    for view in markup.descendants(book.root, "workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if markup.whole(view.get(attribute)) >= position:
                view.set(attribute, str(markup.whole(view.get(attribute)) + 1))


def _copy_names(book: Book, template: Sheet, name: str, position: int) -> list[str]:
    """Copy the names that belong to the template only, such as its print titles; return their titles."""
    index = str(template.index + (1 if template.index >= position else 0))
    titles = []
    for item in [item for item in book.names() if item.get("localSheetId") == index]:
        copy = deepcopy(item)
        copy.set("localSheetId", str(position))
        copy.text = rename_sheet(item.text or "", template.name, name)
        item.addnext(copy)
        titles.append(f"{quoted(name)}!{item.get('name', '').removeprefix('_xlnm.')}")
    return titles
