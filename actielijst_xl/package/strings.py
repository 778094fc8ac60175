"""The texts of cells: shared ones, and those with runs."""

from typing import TYPE_CHECKING

from actielijst_xl.package import markup
from actielijst_xl.package.values import unescape

if TYPE_CHECKING:
    from lxml.etree import _Element


def text_of(item: "_Element") -> str:
    """Return the text of `<si>` or `<is>`: plain or in runs, without phonetic runs."""
    if len(item) == 1 and markup.local(item[0]) == "t":
        return item[0].text or ""
    pieces = []
    for node in item:
        name = markup.local(node)
        texts = markup.children(node, "t") if name == "r" else [node] if name == "t" else []
        pieces += [text.text or "" for text in texts]
    return "".join(pieces)


class SharedStrings:
    """The shared strings of a workbook as a person sees them, each unpacked when asked for."""

    def __init__(self, root: "_Element | None") -> None:
        self._items = [] if root is None else list(root.iterchildren("{*}si"))
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> str:
        if index < 0:
            raise IndexError(index)
        if index not in self._known:
            self._known[index] = unescape(text_of(self._items[index]))
        return self._known[index]
