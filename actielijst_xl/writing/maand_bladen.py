"""The sheets of the monthly extract that hold one table each: the printed columns first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from actielijst_xl.model.address import column_letters
from actielijst_xl.model.document import Scalar
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.maand import Cel, MaandRij
from actielijst_xl.model.maand_afgeleid import AFGELEID
from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.maand_velden import Kolom, KolomSoort, MaandTabel
from actielijst_xl.writing.kader import title_block
from actielijst_xl.writing.maand_tekst import aantal, clean, lange_datum
from actielijst_xl.writing.plan import Area, Rule, Sheet, Table
from actielijst_xl.writing.stijl import OORDELEN

HEAD, FIRST = 4, 5
_FIELDS = Fields()


def _widths(text: str) -> Mapping[str, int]:
    """Widths as they are read best: `project_id 15, projectnaam 40`."""
    pairs = (part.split() for part in text.split(", "))
    return {key: int(width) for key, width in pairs}


# Per table the columns that are printed, with their widths in characters; the others stand to the right.
PRINTED: Mapping[str, Mapping[str, int]] = {
    "projecten": _widths(
        "project_id 15, projectnaam 40, projectfase 20, vervolg 18, gemeente 22, netbeheerder 18, "
        "type_infra 19, ibn 13, ibn_voorbij 9, afspraken_open 11, afspraken_te_laat 11"
    ),
    "afspraken": _widths(
        "afspraak_nr 13, activiteit 38, trekker 24, planning 14, weken_te_laat 9, status 15, "
        "resultaat 28, voortgang 34, projectnaam 30"
    ),
    "monitoring": _widths(
        "project_id 15, projectnaam 34, haalbaarheid_ibn 14, verschil_jaren 10, oordeel 12, "
        "aandachtspunten 36, versnellingsactie 32, monitoring_trekker 24, "
        "vraag_energyboard 32, bijgewerkt_op 13"
    ),
    "partijen": _widths(
        "partij 34, rol 18, uitgifte 12, fiches 9, uitgegeven_op 13, deadline 12, reactie 18, terug_op 12, "
        "dagen_te_laat 11, stand_dagen 12, afspraken_open 11, afspraken_te_laat 11"
    ),
    "wijzigingen": _widths(
        "project_id 15, projectnaam 34, soort 18, afspraak_nr 12, veld_label 24, was 36, wordt 36, bron 28, "
        "vergeleken_met 14"
    ),
    "verschuivingen": _widths(
        "project_id 15, projectnaam 34, vergeleken_met 14, veld 17, soort 20, was 14, wordt 14, "
        "laatste_jaren 13, laatste_dagen 13, reden 38, bron 28"
    ),
    "vragen": _widths(
        "project_id 15, projectnaam 34, oordeel 12, haalbaarheid_ibn 14, sinds 12, dagen_open 9, "
        "vraag 44, versnellingsactie 36, monitoring_trekker 24"
    ),
}
_WIDTHS = {KolomSoort.TEKST: 22, KolomSoort.GETAL: 12, KolomSoort.DATUM: 13, KolomSoort.JA_NEE: 10}
_STYLES = {
    KolomSoort.TEKST: "lees",
    KolomSoort.GETAL: "lees_getal",
    KolomSoort.DATUM: "lees_datum",
    KolomSoort.JA_NEE: "lees_midden",
}
_SIGNED = ("verschil_jaren", "eerste_dagen", "laatste_dagen", "laatste_jaren")
_CENTRED = ("ibn", "haalbaarheid_ibn", "oordeel", "planning")
NAVIGATIE = (0, "Energyboard", "Energyboard!A1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaats:
    """One column of a sheet.

    Attributes:
        kolom: What it is.
        label: Its header.
        width: Its width in characters.
        printed: It is on the printed page.
    """

    kolom: Kolom
    label: str
    width: float
    printed: bool


def places(tabel: MaandTabel, extract: Extract) -> tuple[Plaats, ...]:
    """The columns of a table as they stand on its sheet: those that are printed first."""
    printed = PRINTED[tabel.key]
    if len(extract.nu.provincies) > 1:
        printed = {"provincie": 16, **printed}
    by_key = {kolom.key: kolom for kolom in tabel.kolommen}
    rest = [kolom.key for kolom in tabel.kolommen if kolom.key not in printed]
    order = [by_key[key] for key in (*printed, *rest)]
    labels = unique(_label(extract, kolom) for kolom in order)
    return tuple(
        Plaats(
            kolom=kolom,
            label=label,
            width=printed.get(kolom.key, _WIDTHS[kolom.soort]),
            printed=kolom.key in printed,
        )
        for kolom, label in zip(order, labels, strict=True)
    )


def _label(extract: Extract, kolom: Kolom) -> str:
    """The province's own word for a field; a derived column that shares its key with a field has its own."""
    return kolom.label if kolom.key in AFGELEID else extract.labels.get(kolom.key, kolom.label)


def unique(labels: Iterable[str]) -> list[str]:
    """Headers as an Excel table wants them, none twice: a province may have renamed some."""
    taken: set[str] = set()
    found: list[str] = []
    for label in labels:
        free, number = label, 2
        while free.casefold() in taken:
            free, number = f"{label} ({number})", number + 1
        taken.add(free.casefold())
        found.append(free)
    return found


def table_sheet(tabel: MaandTabel, extract: Extract) -> Sheet:
    """Plan the sheet of one table."""
    cols = places(tabel, extract)
    rows = extract.tabellen()[tabel.key]
    last_col = sum(place.printed for place in cols) - 1
    last = max(FIRST, FIRST + len(rows) - 1)
    sheet = Sheet(
        name=tabel.label,
        tab="blauw",
        protected=False,
        widths=dict(enumerate(place.width for place in cols)),
        repeat_row=HEAD,
        freeze_row=FIRST,
        last_print_col=last_col,
        print_area=Area(0, 0, last, last_col),
    )
    links = [NAVIGATIE, (1, "Naar toelichting", "Toelichting!A1")]
    title_block(sheet, tabel.label, _subtitle(extract, rows), links)
    sheet.put(3, 0, _hint(tabel, rows, extra=len(cols) - 1 > last_col), "hulp")
    sheet.heights[3] = 16.0
    sheet.put_row(HEAD, 0, (place.label for place in cols), "kop")
    for at, row in enumerate(rows, FIRST):
        _row(sheet, at, row, cols, extract)
    if not rows:
        sheet.fill(FIRST, range(len(cols)), "lees")
    sheet.tables.append(
        Table(
            name=f"Maand_{tabel.label}",
            area=Area(HEAD, 0, last, len(cols) - 1),
            headers=tuple(place.label for place in cols),
            title=tabel.label,
            description=tabel.definitie,
            autofilter=True,
        )
    )
    _oordeel_rules(sheet, cols, last)
    return sheet


def _subtitle(extract: Extract, rows: Sequence[MaandRij]) -> str:
    count = aantal(len(rows), "rij", "rijen")
    return f"{titel_provincie(extract)} · stand {lange_datum(extract.nu.peildatum)} · {count}"


def titel_provincie(extract: Extract) -> str:
    """The province as on titles: `Provincie Flevoland`, or the roll-up by its own name."""
    one = len(extract.nu.provincies) == 1
    return f"Provincie {extract.nu.provincie}" if one else extract.nu.provincie


def _hint(tabel: MaandTabel, rows: Sequence[MaandRij], *, extra: bool) -> str:
    parts = [tabel.definitie]
    if not rows:
        parts.append("Deze maand zijn er geen.")
    if extra:
        parts.append("Rechts staan meer kolommen; die worden niet afgedrukt.")
    return " ".join(parts)


def _row(sheet: Sheet, at: int, row: MaandRij, cols: Sequence[Plaats], extract: Extract) -> None:
    for col, place in enumerate(cols):
        value = getattr(row, place.kolom.key)
        if place.kolom.key == "veld" and place.printed:  # for people: as it is called on the fiche
            value = extract.labels.get(value) or _FIELDS[value].label
        sheet.put(at, col, as_scalar(value), _style(place))


def as_scalar(value: Cel) -> Scalar:
    """A value as a cell holds it; the word of a closed set is plain text."""
    cleaned = clean(value)
    return str(cleaned) if isinstance(cleaned, str) else cleaned


def _style(place: Plaats) -> str:
    key = place.kolom.key
    if key in ("project_id", "afspraak_nr", "partij") and place.printed:
        return "label"
    if key in _SIGNED:
        return "lees_verschil"
    if key in _CENTRED:
        return "lees_midden"
    style = _STYLES[place.kolom.soort]
    return "lees_plat" if style == "lees" and not place.printed else style


def _oordeel_rules(sheet: Sheet, cols: Sequence[Plaats], last: int) -> None:
    for col, place in enumerate(cols):
        if place.kolom.key == "oordeel":
            sheet.rules.extend(oordeel_rules(Area(FIRST, col, last, col)))


def oordeel_rules(area: Area) -> Iterable[Rule]:
    """Lay the colour of its word over each oordeel in a column."""
    cell = f"${column_letters(area.col)}{area.row + 1}"
    for word, key in OORDELEN.items():
        yield Rule(area=area, formula=f'={cell}="{word}"', style=f"oordeel_{key}")
