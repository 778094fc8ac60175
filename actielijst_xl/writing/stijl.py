"""The styles of the workbook by name, made from the colours of the house style, and the height of text."""

from collections.abc import Mapping
from functools import lru_cache

from xlsxwriter.utility import CHAR_WIDTHS

Props = Mapping[str, object]

FONT_SIZE = 10
OORDELEN: Mapping[str, str] = {
    "Op schema": "op_schema",
    "Aandacht": "aandacht",
    "Knelpunt": "knelpunt",
    "Onbekend": "onbekend",
}
DATUM = "dd\\-mm\\-yyyy"
_WIDEST = 12  # pixels; few letters are wider
# A formula that repeats an IBN may give a year or a day; a year stays a year.
JAAR_OF_DAG = f"[<2101]0;{DATUM}"


def styles(huis: Mapping[str, str]) -> dict[str, Props]:
    """Return the properties (XlsxWriter's names) of each style.

    Args:
        huis: Colours and font by the names of `[huisstijl]`.
    """
    base = {
        "font_name": huis["lettertype"],
        "font_size": FONT_SIZE,
        "font_color": huis["tekst"],
        "valign": "top",
    }
    line = {"border": 1, "border_color": huis["rand"]}
    read = {**base, **line, "text_wrap": True, "align": "left"}
    fill_in = {**read, "bg_color": huis["invul"], "border_color": huis["invulrand"], "locked": False}
    label = {**read, "bold": True, "bg_color": huis["vast"]}
    head = {
        **base,
        "bold": True,
        "font_color": huis["wit"],
        "bg_color": huis["kop"],
        "border": 1,
        "border_color": huis["kop"],
        "text_wrap": True,
        "valign": "vcenter",
    }
    tile = {**base, "bg_color": huis["tint"], "valign": "vcenter"}
    centred = {"align": "center"}
    day = {"num_format": DATUM, "align": "left"}
    number = {"num_format": '0;-0;"–"', "align": "center"}
    link = {"font_color": huis["inkt"], "underline": 1}
    return {
        "titel": {**base, "font_size": 16, "bold": True, "font_color": huis["wit"], "bg_color": huis["inkt"]}
        | {"valign": "vcenter", "indent": 0},
        "ondertitel": {**base, "font_color": huis["wit"], "bg_color": huis["inkt"], "valign": "vcenter"},
        "ondertitel_datum": {
            **base,
            "font_color": huis["wit"],
            "bg_color": huis["inkt"],
            "valign": "vcenter",
            "align": "left",
            "num_format": DATUM,
        },
        "navigatie": {**base, **link, "bg_color": huis["tint"], "valign": "vcenter"},
        "balk": {**base, "bg_color": huis["tint"]},
        "sectie": {**base, "font_size": 12, "bold": True, "font_color": huis["inkt"], "bottom": 2}
        | {"bottom_color": huis["inkt"], "valign": "bottom"},
        "hulp": {**base, "font_size": 9, "italic": True, "font_color": huis["hulp"]},
        "vraag": {**base, "bold": True, "font_color": huis["hulp"]},
        "uitleg": {**base, "text_wrap": True},
        "kop": head,
        "kop_midden": {**head, **centred},
        "groep": {**base, **line, "bold": True, "font_color": huis["inkt"], "bg_color": huis["tint"]},
        "label": label,
        "label_link": {**label, **link},
        "lees": read,
        "lees_midden": {**read, **centred},
        "lees_datum": {**read, **day},
        "lees_tijd": {**read, "num_format": f"{DATUM} hh:mm", "align": "left"},
        "lees_getal": {**read, **number},
        "lees_ibn": {**read, **centred, "num_format": JAAR_OF_DAG},
        "lees_verschil": {**read, **centred, "num_format": '+0;-0;"–"'},
        "lees_link": {**read, **link},
        "totaal": {**read, **number, "bold": True, "bg_color": huis["tint"]},
        "totaal_label": {**read, "bold": True, "bg_color": huis["tint"]},
        "geweigerd": {
            **read,
            "bg_color": huis["knelpunt_vlak"],
            "border_color": huis["knelpunt_tekst"],
        },
        "vul": fill_in,
        "vul_midden": {**fill_in, **centred},
        "vul_datum": {**fill_in, **day},
        "vul_vast": {**fill_in, "locked": True},
        "tegel": {**tile, "indent": 1},
        "tegel_getal": {**tile, "font_size": 15, "bold": True, "font_color": huis["inkt"], **centred}
        | {"left": 5, "left_color": huis["inkt"]},
        "tegel_midden": {**tile, "font_size": 14, "bold": True, "font_color": huis["inkt"], **centred}
        | {"num_format": JAAR_OF_DAG},
        "tegel_woord": {**tile, "bold": True, **centred},
        "tegel_datum": {
            **tile,
            "font_size": 13,
            "bold": True,
            "font_color": huis["inkt"],
            "num_format": DATUM,
        }
        | {"align": "left", "indent": 1, "left": 5, "left_color": huis["inkt"]},
        "tegel_rand": {**tile, "indent": 1, "left": 5, "left_color": huis["inkt"]},
        "stap": {**base, "bg_color": huis["onbekend_vlak"], "font_color": huis["onbekend_tekst"], **centred}
        | {"valign": "vcenter", "border": 1, "border_color": huis["wit"]},
        "verschil_beter": {**tile, **centred, "bold": True, "font_color": huis["op_schema_tekst"]},
        "verschil_slechter": {**tile, **centred, "bold": True, "font_color": huis["knelpunt_tekst"]},
        "verschil": {**tile, **centred},
        "tegel_cijfer": {**tile, **centred, "font_size": 13, "bold": True, "font_color": huis["inkt"]},
        "bord": {**read, "valign": "vcenter"},
        "bord_midden": {**read, **centred, "valign": "vcenter"},
        "bord_label": {**label, "valign": "vcenter"},
        "lees_plat": {**read, "text_wrap": False},
        "lees_nr": {**read, **centred, "num_format": "0"},
        "sleutel": {**base, "font_size": 8, "font_color": huis["hulp"]},
        "leeg": base,
        "oordeel_voorbeeld": {**read, **_overlays(huis)["oordeel_aandacht"]},
        **_overlays(huis),
    }


def _overlays(huis: Mapping[str, str]) -> dict[str, Props]:
    """Styles that a conditional format lays over a cell; each also changes a word, never colour alone."""
    overlays: dict[str, Props] = {
        f"oordeel_{key}": {"bg_color": huis[f"{key}_vlak"], "font_color": huis[f"{key}_tekst"], "bold": True}
        for key in OORDELEN.values()
    }
    overlays["stap_nu"] = {"bg_color": huis["kop"], "font_color": huis["wit"], "bold": True}
    overlays["te_laat"] = {
        "bg_color": huis["knelpunt_vlak"],
        "font_color": huis["knelpunt_tekst"],
        "bold": True,
        # A planning is a day, a text, or a year: that one must not show as the day with that number.
        "num_format": f'[<2101]0" (te laat)";[>=2101]{DATUM}" (te laat)";General;@" (te laat)"',
    }
    overlays["klaar"] = {"bg_color": huis["onbekend_vlak"], "font_color": huis["onbekend_tekst"]}
    overlays["besloten"] = {"bg_color": huis["op_schema_vlak"], "font_color": huis["op_schema_tekst"]}
    overlays["nadruk"] = {"font_color": huis["knelpunt_tekst"], "bold": True}
    return overlays


def tab_colors(huis: Mapping[str, str]) -> dict[str, str]:
    """Colour of a sheet's tab by its role: ink to read, blue to fill in, grey for administration, red."""
    return {
        "inkt": huis["inkt"],
        "blauw": huis["kop"],
        "grijs": huis["onbekend_tekst"],
        "rood": huis["knelpunt_tekst"],
    }


def text_height(text: str, width_chars: float, font_size: float = FONT_SIZE) -> float:
    """Return the height in points that `text` needs, wrapped in a column.

    Args:
        text: The text, with its line breaks.
        width_chars: Width of the column in characters.
        font_size: Size of the letters in points.
    """
    return lines_needed(text, _width_px(width_chars), font_size) * font_size * 1.26 + 3


class TextHeights(dict[str, float]):
    """The height in points that a text needs in a column, for many texts; each is measured once.

    Args:
        width_chars: Width of the column in characters.
        least: The least height of a row.
    """

    def __init__(self, width_chars: float, least: float = 0.0) -> None:
        self._width_chars = width_chars
        self._least = least
        self._one_line = max(least, text_height("", width_chars))
        self._room = _room(_width_px(width_chars), FONT_SIZE)

    def __missing__(self, text: str) -> float:
        """Measure a text, unless it surely fits one line: most do."""
        if len(text) * _WIDEST < self._room and "\n" not in text:
            return self._one_line
        self[text] = height = max(self._least, text_height(text, self._width_chars))
        return height


def _width_px(width_chars: float) -> int:
    return round(width_chars * 7) + 5


def _room(width_px: int, font_size: float) -> float:
    """How wide a line may be, at 11 points: 6 pixels are the margins of the cell, 2% is for other fonts."""
    return max((width_px - 6) * 11 / font_size * 0.98, 8)


def lines_needed(text: str, width_px: int, font_size: float) -> int:
    """Return the number of lines of `text` in a cell of this width, broken at spaces as Excel does."""
    room = _room(width_px, font_size)
    if len(text) * _WIDEST < room and "\n" not in text:
        return 1  # most texts: sooner told than remembered
    return _lines(text, room)


@lru_cache(maxsize=20_000)
def _lines(text: str, room: float) -> int:
    if "\n" not in text:
        return _wrapped(text, room)
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


class _Widths(dict[int, str]):
    """Per character one with its width at 11 points as its number; what is not known is 8 pixels wide."""

    def __missing__(self, _: int) -> str:
        return "\x08"


_SPACE_PX = CHAR_WIDTHS[" "]
_WIDTHS = _Widths({ord(char): chr(width) for char, width in CHAR_WIDTHS.items()} | {ord(" "): "\0"})


def _wrapped(paragraph: str, room: float) -> int:
    """The lines of one paragraph. Where it fits whole, it needs not be taken apart into words."""
    if len(paragraph) * _WIDEST < room:
        return 1
    widths = paragraph.translate(_WIDTHS).encode("latin-1")  # its sum is the width, but for the spaces
    if sum(widths) + _SPACE_PX * widths.count(0) <= room:
        return 1
    lines, used = 1, 0.0
    for word in widths.split(b"\0"):
        width = float(sum(word))
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        if width > room:  # a word that is wider than the cell is broken
            lines += int(width // room)
            width %= room
        used += width + _SPACE_PX
    return lines
