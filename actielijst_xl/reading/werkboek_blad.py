"""One sheet of our workbook as cells by position, with its machine keys; whatever was done to its layout."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter

from actielijst_xl.model import address as addresses
from actielijst_xl.model.antwoord import SOORT as ANTWOORD
from actielijst_xl.model.canon import Value, plain_text
from actielijst_xl.model.decisions import Cell, Unreadable
from actielijst_xl.model.document import Scalar
from actielijst_xl.reading.grid import Sheet

Place = tuple[int, int]
Content = Value | Unreadable
_Part = tuple[int, int]

MARK = "xl-actielijst"
SOORTEN = frozenset(
    {MARK, "veld", "kolom", "fiche", "uitgifte", "ontvanger", "sjabloon", "actielijst", "overig", ANTWOORD}
)
_FIELDS = frozenset({"veld", "overig"})
# What somebody types after `fiche:` has a blank somewhere; only names of a round or a party may have one.
_KEY = re.compile(r"[a-z-]+:[\w.-]+|(?:uitgifte|ontvanger|actielijst):(?:\S.*)?")


# As an error cell is written by a program that saves only what is shown.
_FOUT = "fout"
FOUTTEKST = re.compile(
    r"#(?:N/A|N/B|(?:REF|VERW|VALUE|WAARDE|NUM|GETAL|NULL|LEEG|SPILL|OVERLOOP|CALC|BEREKENEN)!|(?:NAME|NAAM)\?"
    r"|(?:DIV|DEEL)/0!)|#{4,}|(?:Err|Fout):5\d\d"
)

_new_cell = tuple.__new__  # a third of the time of `Cell(...)`, and a return has hundreds of cells
_address = lru_cache(maxsize=50_000)(addresses.address)
_LONGEST = 200  # none of our labels, keys or helps is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Blad:
    """The cells of one sheet that are not blank.

    Attributes:
        name: Name on the tab.
        cells: Value by (row, column) from zero; text is trimmed at its ends.
        keys: Per kind of machine key (`veld`, `kolom`, ...) what it says, by place.
        forms: Places per short text, in the form in which our own fixed texts are compared.
        last_row: The last row that is not blank; -1 when there is none.
    """

    name: str
    cells: Mapping[Place, Content]
    keys: Mapping[str, Mapping[Place, str]]
    forms: Mapping[str, Sequence[Place]]
    last_row: int

    def get(self, row: int, col: int) -> Content:
        """What stands in a cell; None when it is blank or outside the sheet."""
        return self.cells.get((row, col))

    def cell(self, row: int, col: int) -> Cell:
        """A cell with its address."""
        return _new_cell(Cell, (self.cells.get((row, col)), _address(row, col)))

    def row_cells(self, row: int, cols: Mapping[str, int]) -> dict[str, Cell]:
        """The cells of one row by the key of their column."""
        get = self.cells.get
        return {key: _new_cell(Cell, (get((row, col)), _address(row, col))) for key, col in cols.items()}

    def text(self, row: int, col: int) -> str:
        """What stands in a cell, as text; "" when it is blank or can't be read."""
        return as_text(self.cells.get((row, col)))

    def said(self, soort: str) -> tuple[str, ...]:
        """What the keys of one kind say, in reading order and without doubles or blanks."""
        return tuple(dict.fromkeys(text for text in self.keys.get(soort, {}).values() if text))

    def parts(self, part_of: Callable[[Place], _Part]) -> list["Blad"]:
        """The sheet in parts, each as a sheet of its own in which every cell keeps its place.

        Args:
            part_of: Which part a cell is in: its number from top to bottom, then from left to right.
        """
        cells: dict[_Part, dict[Place, Content]] = defaultdict(dict)
        keys: dict[_Part, dict[str, dict[Place, str]]] = defaultdict(dict)
        forms: dict[_Part, dict[str, list[Place]]] = defaultdict(dict)
        for place, value in self.cells.items():
            cells[part_of(place)][place] = value
        for soort, said in self.keys.items():
            for place, rest in said.items():
                keys[part_of(place)].setdefault(soort, {})[place] = rest
        for text, places in self.forms.items():
            for place in places:
                forms[part_of(place)].setdefault(text, []).append(place)
        return [
            Blad(
                name=self.name,
                cells=found,
                keys=keys[part],
                forms=forms[part],
                last_row=max(row for row, _ in found),
            )
            for part, found in sorted(cells.items(), key=itemgetter(0))
        ]

    def find(self, text: str) -> Sequence[Place]:
        """Every cell with this text, whatever its case and spaces, in reading order."""
        return self.forms.get(form(text), ())


def make_blad(sheet: Sheet) -> Blad:
    """Index a sheet as it was read."""
    cells: dict[Place, Content] = {}
    keys: dict[str, dict[Place, str]] = {}
    forms: dict[str, list[Place]] = {}
    for row, values in enumerate(sheet.rows):
        for col, raw in enumerate(values):
            if raw is None:
                continue
            if raw.__class__ is not str:  # an exact class is quicker to ask for, and this is the inner loop
                cells[row, col] = clean(raw)
                continue
            value, label, soort, rest = _taken_apart(raw)
            if value:
                cells[place := (row, col)] = value
                if label in forms:
                    forms[label].append(place)
                else:
                    forms[label] = [place]
                if soort:
                    keys.setdefault(soort, {})[place] = rest
    last_row = next(reversed(cells), (-1, -1))[0]
    cells.update(dict.fromkeys((*sheet.unreadable, *keys.pop(_FOUT, ())), Unreadable.CELL))
    last_row = max([last_row, *(row for row, _ in sheet.unreadable)])
    return Blad(name=sheet.name, cells=cells, keys=_together(keys), forms=forms, last_row=last_row)


def _together(keys: Mapping[str, Mapping[Place, str]]) -> dict[str, dict[Place, str]]:
    """The keys without those that somebody typed.

    Ours stand together: keys of columns in a row, of fields in a column, and of the identity in a column
    with other ones.
    """
    rows = _more_than_once(row for row, _ in keys.get("kolom", ()))
    fields = _more_than_once(col for soort in _FIELDS for _, col in keys.get(soort, ()))
    others = keys.keys() - {"kolom"}
    kinds = _more_than_once(col for soort in others for col in {col for _, col in keys[soort]})
    kept: dict[str, dict[Place, str]] = {}
    for soort, said in keys.items():
        if soort == "kolom":
            ours = {place: rest for place, rest in said.items() if place[0] in rows}
        else:
            cols = fields if soort in _FIELDS else kinds
            ours = {place: rest for place, rest in said.items() if place[1] in cols or soort == ANTWOORD}
        if ours:
            kept[soort] = ours
    return kept


def _more_than_once(numbers: Iterable[int]) -> set[int]:
    once: set[int] = set()
    more: set[int] = set()
    for number in numbers:
        (more if number in once else once).add(number)
    return more


@lru_cache(maxsize=50_000)  # the same labels and keys stand on every sheet of every return
def _taken_apart(raw: str) -> tuple[str, str, str, str]:
    """The text trimmed, the form in which it is compared, and the two parts of a machine key.

    What a program shows for a failed formula, or for a number in a column that is too narrow, is no text.
    """
    text = raw.strip()
    if len(text) > _LONGEST:
        return text, "", "", ""
    soort, _, rest = text.partition(":")
    if FOUTTEKST.fullmatch(text):
        return text, "", _FOUT, ""
    known = soort in SOORTEN and _KEY.fullmatch(text) is not None
    return text, _form(text), soort if known else "", rest if known else ""


def clean(raw: Scalar) -> Value:
    """The value of a cell as a merge knows it: trimmed, blank text as None, a day without a time as a day."""
    match raw:
        case str():
            return raw.strip() or None
        case int() | float():
            return raw
        case datetime():
            return raw.date() if raw.time() == time() else raw
        case time():
            return f"{raw:%H:%M}" if not raw.second else f"{raw:%H:%M:%S}"
        case timedelta():
            return str(raw)
        case _:
            return raw


def _form(text: str) -> str:
    """The form in which our own fixed texts are compared: one line, plain quotes and dashes, lower case."""
    # in ASCII there is little to make plain but spaces
    is_plain = text.isascii() and "`" not in text and "_x000" not in text
    return " ".join((text if is_plain else plain_text(text)).split()).casefold()


form = lru_cache(maxsize=50_000)(_form)  # the same labels are asked for on every sheet of every return


def as_text(value: Content) -> str:
    """A value as text; "" for a blank or unreadable one. A whole number has no decimals."""
    if value.__class__ is str:  # most of what is asked for
        return value
    if value is None or isinstance(value, Unreadable):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def right_of(blad: Blad, row: int, col: int, *, within: int = 8) -> Place | None:
    """The nearest cell to the right that is not blank."""
    return next(((row, c) for c in range(col + 1, col + 1 + within) if (row, c) in blad.cells), None)


def left_of(blad: Blad, row: int, col: int, *, within: int = 8) -> Place | None:
    """The nearest cell to the left that is not blank."""
    return next(
        ((row, c) for c in range(col - 1, max(col - 1 - within, -1), -1) if (row, c) in blad.cells), None
    )


def most_common(values: Iterable[str]) -> str:
    """The value that occurs most often; of equals the first one; "" when there is none."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: counts[value], default="")
