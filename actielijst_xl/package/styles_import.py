"""Formats of another workbook, brought into the styles of this one: what is there already is used."""

from copy import deepcopy
from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_PARTS = (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))
_OWN_NUMBERS = 164


class StyleImport:
    """Gives each format of a donor its place in the styles of a book; formats are added, never changed.

    Args:
        donor: The root of the donor's styles.
        target: The styles of the book.
    """

    def __init__(self, donor: "_Element", target: Styles) -> None:
        self._donor, self._target = donor, target
        self._xfs = _items(donor, "cellXfs")
        self._dxfs = _items(donor, "dxfs")
        self._codes = {
            item.get("numFmtId", ""): item.get("formatCode", "") for item in _items(donor, "numFmts")
        }
        self._known: dict[tuple[str, str], str] = {}

    def cell(self, style: str) -> str:
        """Return the index here of the donor's cell format `style`."""
        if ("cell", style) not in self._known:
            self._known["cell", style] = self._target.index_of(self._cell(self._xfs[int(style)]))
        return self._known["cell", style]

    def rule(self, style: str) -> str:
        """Return the index here of the donor's format of a rule."""
        if ("rule", style) not in self._known:
            self._known["rule", style] = self._place("dxfs", self._numbered(self._dxfs[int(style)]))
        return self._known["rule", style]

    def _numbered(self, dxf: "_Element") -> "_Element":
        """A format of a rule holds its number format itself, under an id that nothing else may have."""
        copy = deepcopy(dxf)
        for item in markup.descendants(copy, "numFmt"):
            used = {f.get("formatCode", ""): f.get("numFmtId", "") for f in self._number_formats()}
            highest = max([_OWN_NUMBERS, *(markup.whole(number) for number in used.values())])
            item.set("numFmtId", used.get(item.get("formatCode", ""), str(highest + 1)))
        return copy

    def _number_formats(self) -> list["_Element"]:
        return list(markup.descendants(self._target.root, "numFmt"))

    def _cell(self, donor: "_Element") -> "_Element":
        xf = self._native(donor, "cellXfs")
        for group, attribute in _PARTS:
            index = markup.whole(donor.get(attribute))
            xf.set(attribute, self._place(group, _items(self._donor, group)[index]))
        number = donor.get("numFmtId", "0")
        if markup.whole(number) >= _OWN_NUMBERS:
            xf.set("numFmtId", self._target.number_format(self._codes.get(number, "General")))
        xf.set("xfId", "0")
        return xf

    def _place(self, group: str, donor: "_Element") -> str:
        """Return the place of an equal font, fill, border or rule format here; add it when there is none."""
        listed = self._group(group)
        element = self._native(donor, group)
        wanted = _fingerprint(element)
        for index, item in enumerate(item for item in listed if markup.local(item)):
            if _fingerprint(item) == wanted:
                return str(index)
        listed.append(element)
        markup.recount(listed)
        self._target.touch()
        return str(markup.whole(listed.get("count")) - 1)

    def _group(self, name: str) -> "_Element":
        root = self._target.root
        found = markup.child(root, name)
        if found is not None:
            return found
        made = markup.make(root, name)
        later = _ORDER[_ORDER.index(name) + 1 :]
        anchor = next((item for item in root if markup.local(item) in later), None)
        if anchor is None:
            root.append(made)
        else:
            anchor.addprevious(made)
        return made

    def _native(self, donor: "_Element", group: str) -> "_Element":
        """Return a copy in the namespace that the styles here have."""
        listed = self._group(group)
        copy = markup.make(listed, markup.local(donor))
        _fill(copy, donor)
        return copy


def _fill(copy: "_Element", donor: "_Element") -> None:
    for name, value in donor.attrib.items():
        copy.set(name, value)
    for item in donor:
        if markup.local(item):
            _fill(markup.append(copy, markup.local(item)), item)


def _items(root: "_Element", name: str) -> list["_Element"]:
    listed = markup.child(root, name)
    return [] if listed is None else [item for item in listed if markup.local(item)]


def _fingerprint(element: "_Element") -> tuple[object, ...]:
    inner = tuple(_fingerprint(item) for item in element if markup.local(item))
    return (markup.local(element), tuple(sorted(element.attrib.items())), inner)
