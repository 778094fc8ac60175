"""A new sheet taken from another workbook: its cells, formats, tables, drawings, charts and names.

A copy of a sheet inside the package would keep its shape; a sheet with other rows, charts or lists than any
sheet of the package has is written by whoever can, in a package of its own, and moved in from there. Only
formats that are not there yet are added.
"""

from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.book import TABLE_TYPE, Book, table_name
from actielijst_xl.package.container import canonical, damaged
from actielijst_xl.package.edits import TakeSheet
from actielijst_xl.package.errors import PatchError
from actielijst_xl.package.parts import Package
from actielijst_xl.package.sheets import is_sheet_name, list_sheet
from actielijst_xl.package.styles_import import StyleImport

if TYPE_CHECKING:
    from lxml.etree import _Element

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT_NAMES = tuple(
    ((_TRANSITIONAL + old).encode(), (markup.STRICT + new).encode())
    for old, new in (
        ("spreadsheetml/2006/main", "spreadsheetml/main"),
        ("officeDocument/2006/relationships", "officeDocument/relationships"),
        ("drawingml/2006/", "drawingml/"),
    )
)
_KINDS = frozenset({"drawing", "chart", "table", "image"})


def take_sheet(book: Book, edit: TakeSheet) -> None:
    """Apply a `TakeSheet`.

    Raises:
        PatchError: XA-G107 no such sheet in the donor; XA-G119 its name is taken here; XA-G120 something on
            it can't be moved; XA-G121 the name of a table or a defined name is taken; XA-G101 the workbook
            has no sheets.
    """
    donor, styles = _donor(book, edit)
    source = donor.sheet(edit.name)
    if not is_sheet_name(edit.name) or edit.name.casefold() in book.sheets():
        raise PatchError("XA-G119", blad=edit.name)
    position = len(book.sheets()) if edit.before is None else book.sheet(edit.before).index
    like = next((sheet for sheet in book.sheets().values() if book.package.has(sheet.key)), None)
    if like is None:
        raise damaged("no sheet is where the workbook says")
    key = _Mover(book, donor, styles, edit).move(source.key, book.package.free_name(like.key))
    list_sheet(book, like, edit.name, position, key)
    _own_names(book, donor, source.index, position)
    _add_names(book, edit)
    book.forget_sheets()
    book.formula_dropped = True


def _donor(book: Book, edit: TakeSheet) -> tuple[Book, StyleImport]:
    """The workbook that a sheet comes from, and its formats; known from the sheet before, most often."""
    known = book.donors.get(edit.donor)
    if not isinstance(known, tuple):
        donor = Book(Package(edit.donor))
        known = book.donors[edit.donor] = (donor, StyleImport(donor.styles().root, book.styles()))
    return known


class _Mover:
    """Moves a part and the parts it owns into the package."""

    def __init__(self, book: Book, donor: Book, styles: StyleImport, edit: TakeSheet) -> None:
        self.book, self.donor, self.styles, self.edit = book, donor, styles, edit
        self._taken = {*book.tables(), *(name.get("name", "").casefold() for name in book.names())}
        self._last_table_id = book.last_table_id()

    def move(self, key: str, name: str = "") -> str:
        """Move a part of the donor and return its key here."""
        package, other = self.book.package, self.donor.package
        target = name or package.free_name_of(other.name(key))
        package.add(target, self._content(key), other.content_type(key))
        moved = canonical(target)
        for rel in other.rels(key):
            if rel.outside or rel.kind not in _KINDS:
                raise PatchError("XA-G120", blad=self.edit.name, soort=rel.kind)
            kind = self._dialect(rel.type.encode()).decode()
            package.add_rel(moved, kind, self.move(rel.target), rel.id)
        return moved

    def _dialect(self, data: bytes) -> bytes:
        for old, new in _STRICT_NAMES if self.book.strict else ():
            data = data.replace(old, new)
        return data

    def _content(self, key: str) -> "_Element | bytes":
        data, content_type = self.donor.package.read(key), self.donor.package.content_type(key)
        if not content_type.endswith("+xml"):
            return data
        root = markup.parse(self._dialect(data), key)
        if markup.local(root) == "worksheet":
            self._sheet(root)
        elif content_type.endswith(TABLE_TYPE):
            self._table(root)
        return root

    def _sheet(self, root: "_Element") -> None:
        for view in markup.descendants(root, "sheetView"):
            markup.drop(view, "tabSelected")
        strings = self.donor.strings()
        for cell in markup.descendants(root, "c"):
            self._restyle(cell, "s")
            if cell.get("t") == "s":
                value = markup.child(cell, "v")
                text = strings[markup.whole(value.text)] if value is not None else ""
                self.donor.grid(self.donor.sheet(self.edit.name)).write(cell, text)
        for row in markup.descendants(root, "row"):
            self._restyle(row, "s")
        for column in markup.descendants(root, "col"):
            self._restyle(column, "style")
        for rule in markup.descendants(root, "cfRule"):
            self._reformat(rule, "dxfId")

    def _restyle(self, element: "_Element", attribute: str) -> None:
        if style := element.get(attribute):
            element.set(attribute, self.styles.cell(style))

    def _reformat(self, element: "_Element", attribute: str) -> None:
        if style := element.get(attribute):
            element.set(attribute, self.styles.rule(style))

    def _table(self, root: "_Element") -> None:
        name = table_name(root)
        if name.casefold() in self._taken:
            raise PatchError("XA-G121", tabel=name)
        self._taken.add(name.casefold())
        self._last_table_id += 1
        root.set("id", str(self._last_table_id))
        for element in root.iter("*"):
            for attribute in ("headerRowDxfId", "dataDxfId", "totalsRowDxfId"):
                self._reformat(element, attribute)


def _own_names(book: Book, donor: Book, index: int, position: int) -> None:
    """Take the names that belong to the sheet only, such as its print titles, along."""
    for item in donor.names():
        if item.get("localSheetId") == str(index):
            _add_name(book, item.get("name", ""), item.text or "", local=str(position))


def _add_names(book: Book, edit: TakeSheet) -> None:
    known = {item.get("name", "").casefold() for item in book.names() if not item.get("localSheetId")}
    for name, reference in edit.names:
        if name.casefold() in known:
            raise PatchError("XA-G121", tabel=name)
        known.add(name.casefold())
        _add_name(book, name, reference)


def _add_name(book: Book, name: str, reference: str, *, local: str = "") -> None:
    """Add a defined name where the alphabet wants it."""
    listed = markup.child(book.root, "definedNames")
    if listed is None:
        listed = markup.make(book.root, "definedNames")
        sheets = markup.child(book.root, "sheets")
        assert sheets is not None, "a workbook has sheets"
        sheets.addnext(listed)
    element = markup.make(listed, "definedName")
    element.set("name", name)
    if local:
        element.set("localSheetId", local)
    element.text = reference
    after = [item for item in book.names() if item.get("name", "").casefold() > name.casefold()]
    if after:
        after[0].addprevious(element)
    else:
        listed.append(element)
    book.package.touch(book.key)
