"""Cell formats: is this one a date, and the same one but as a date or as literal text."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.container import damaged
from actielijst_xl.package.parts import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

DATE = "dd-mm-yyyy"
DATE_TIME = "dd-mm-yyyy hh:mm"
TEXT_FORMAT = "49"
_GENERAL = "0"
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_FIRST_OWN_ID = 164
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date or time."""
    first = _NOISE.sub("", code).partition(";")[0]
    return first.casefold() not in {"general", "standard"} and bool(
        re.search("[dmyhs]", first, re.IGNORECASE)
    )


class Styles:
    """The cell formats of a workbook. A format is added, never changed."""

    def __init__(self, package: Package, key: str) -> None:
        self._package, self._key = package, key
        self.root = package.tree(key)
        formats = markup.child(self.root, "cellXfs")
        if formats is None or not len(formats):
            raise damaged("no cell formats")
        self._xfs: _Element = formats
        self._items = list(markup.children(formats, "xf"))
        self._codes = {
            item.get("numFmtId", ""): item.get("formatCode", "")
            for item in markup.descendants(self.root, "numFmt")
            if markup.local(item.getparent()) == "numFmts"
        }
        self._made: dict[tuple[str, str, bool], str] = {}
        self._dates: dict[int, bool] = {}

    def _xf(self, style: str) -> "_Element":
        return self._items[self._index(style)]

    def _index(self, style: str) -> int:
        index = int(style) if style.isdigit() else 0
        return index if index < len(self._items) else 0

    def is_date(self, style: str) -> bool:
        """Tell whether the format with this index shows a date."""
        index = self._index(style)
        if index not in self._dates:
            number = self._items[index].get("numFmtId", "0")
            code = self._codes.get(number)
            self._dates[index] = markup.whole(number) in _DATE_IDS if code is None else is_date_format(code)
        return self._dates[index]

    def is_literal(self, style: str) -> bool:
        """Tell whether text in this format stays text when a person edits the cell."""
        xf = self._xf(style)
        return xf.get("numFmtId") == TEXT_FORMAT or markup.is_on(xf, "quotePrefix")

    def as_date(self, style: str, code: str) -> str:
        """Return the index of the same format with number format `code`."""
        return self._variant(style, self.number_format(code), quoted=False)

    def as_number(self, style: str) -> str:
        """Return the index of the same format with the number format General."""
        return self._variant(style, _GENERAL, quoted=False)

    def as_literal(self, style: str) -> str:
        """Return the index of the same format with a quote prefix."""
        return self._variant(style, "", quoted=True)

    def _variant(self, style: str, number: str, *, quoted: bool) -> str:
        wanted = (style, number, quoted)
        if wanted not in self._made:
            xf = deepcopy(self._xf(style))
            if number:
                xf.set("numFmtId", number)
                xf.set("applyNumberFormat", "1")
            if quoted:
                xf.set("quotePrefix", "1")
            self._made[wanted] = self.index_of(xf)
        return self._made[wanted]

    def copy_of(self, style: str) -> "_Element":
        """Return a copy of the format with this index, to change and give to `index_of`."""
        return deepcopy(self._xf(style))

    def index_of(self, xf: "_Element") -> str:
        """Return the index of an equal format, or add this one."""
        print_ = _fingerprint(xf)
        for index, item in enumerate(self._items):
            if _fingerprint(item) == print_:
                return str(index)
        xf.tail = None
        self._xfs.append(xf)
        self._items.append(xf)
        self._xfs.set("count", str(len(self._items)))
        self._package.touch(self._key)
        return str(len(self._items) - 1)

    def touch(self) -> None:
        """Say that the formats changed."""
        self._package.touch(self._key)

    def number_format(self, code: str) -> str:
        """Return the id of a number format, or add it."""
        for number, known in self._codes.items():
            if known.casefold() == code.casefold():
                return number
        listed = markup.child(self.root, "numFmts")
        if listed is None:
            listed = markup.make(self.root, "numFmts")
            self.root.insert(0, listed)
        number = str(max([_FIRST_OWN_ID - 1, *(markup.whole(known) for known in self._codes)]) + 1)
        markup.append(listed, "numFmt", numFmtId=number, formatCode=code)
        markup.recount(listed)
        self._codes[number] = code
        self._dates.clear()
        self.touch()
        return number


def _fingerprint(xf: "_Element") -> tuple[object, ...]:
    inner = [(markup.local(item), *sorted(item.attrib.items())) for item in xf if markup.local(item)]
    return (tuple(sorted(xf.attrib.items())), tuple(inner))
