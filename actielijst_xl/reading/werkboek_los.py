"""Text outside every field of a returned workbook: found by taking away all that is ours."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import chain, pairwise

from actielijst_xl.model.address import address
from actielijst_xl.model.antwoord import SOORT as ANTWOORD
from actielijst_xl.model.antwoord import row_key
from actielijst_xl.model.decisions import LooseText, RowRef, Rows, Unreadable
from actielijst_xl.model.document import OVERIG, display
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.vocab import Vervolg
from actielijst_xl.reading import werkboek_vast as vast
from actielijst_xl.reading.werkboek import SJABLOON, Fiche, TabelBlad, Werkboek, monitoring_rows
from actielijst_xl.reading.werkboek_blad import Blad, Content, Place, form, left_of, right_of
from actielijst_xl.reading.werkboek_fiche import FicheBlad
from actielijst_xl.reading.werkboek_leeswijzer import without_others
from actielijst_xl.reading.werkboek_spiegel import Spiegel
from actielijst_xl.reading.werkboek_tabel import Gevonden

_Figures = list[tuple[Place, Content]]

NOTHING: frozenset[str] = frozenset()
NOWHERE: frozenset[Place] = frozenset()
_FIGURES = ("verschil", "open", "te_laat")  # columns of Monitoring and Overzicht
_ROUTES = frozenset(form(route.value) for route in Vervolg)


def loose_texts(
    werkboek: Werkboek,
    fields: Fields,
    *,
    lijstwaarden: frozenset[str] = NOTHING,
    basis: Rows | None = None,
) -> Iterator[LooseText]:
    """Everything on the sheets of a return that is no field and not ours, sheet by sheet.

    A workbook that was only saved again has none.

    Args:
        werkboek: The workbook.
        fields: The table of fields.
        lijstwaarden: The texts on Keuzelijsten as issued, in the form in which they are compared; without
            them the shape of the lists tells.
        basis: What was issued; with it a value that was typed over a formula of ours is told from one that
            a program did not calculate again. Without it neither is told.
    """
    known = vast.fixed_texts(fields, werkboek.versie.teksten, lijstwaarden)
    spiegel = Spiegel(werkboek, fields, basis)
    for fiche in (*werkboek.fiches, *werkboek.sjablonen):
        ours = _on_fiche(fiche, basis) - set(spiegel.overtyped_tiles(fiche))
        yield from left_over(fiche.blad, ours, known.fiche)
    for naam, group in werkboek.tabellen.items():
        for tabel in group:
            yield from _on_table_sheet(werkboek, naam, tabel, known, spiegel)
    for blad in werkboek.overig:
        if ANTWOORD in blad.keys:
            yield from left_over(blad, set(_on_antwoord(blad)), NOTHING)
        elif _is_leeswijzer(blad):
            yield from left_over(blad, _on_leeswijzer(blad, werkboek, basis), NOTHING)
        elif is_keuzelijsten(blad):
            listed = set() if lijstwaarden else _on_keuzelijsten(blad)
            yield from left_over(blad, listed, known.keuzelijsten)
        else:
            yield from left_over(blad, frozenset(), NOTHING)


def loose(blad: Blad, places: Iterable[Place]) -> Iterator[LooseText]:
    """The cells at these places as loose text; blank and unreadable cells are no text."""
    for row, col in places:
        value = blad.get(row, col)
        if value is not None and not isinstance(value, Unreadable):
            yield LooseText(sheet=blad.name, address=address(row, col), text=display(value))


def left_over(
    blad: Blad, ours: Set[Place], known: frozenset[str], typed: Set[Place] = NOWHERE
) -> Iterator[LooseText]:
    """What stands on a sheet beside what is ours, in reading order.

    Args:
        blad: The sheet.
        ours: The places that are ours whatever stands there; those of the keys are, too.
        known: Our fixed texts, in the form in which they are compared.
        typed: Places where somebody typed, also where one of our fixed texts stands there now.
    """
    left = set(blad.cells)
    left -= ours
    left.difference_update(*blad.keys.values(), *_with_forms(blad, known))
    left |= typed
    # Next to nothing is left: a sheet is ours but for what somebody typed beside it.
    values = ((place, blad.cells[place]) for place in sorted(left))
    theirs = (
        place
        for place, value in values
        if place in typed or not (isinstance(value, str) and vast.is_ours(value, known))
    )
    yield from loose(blad, theirs)


def _with_forms(blad: Blad, known: frozenset[str]) -> Iterator[Sequence[Place]]:
    """The places of the short texts that are known; under "" stand the long ones, whatever they say."""
    return (blad.forms[label] for label in known & blad.forms.keys() if label)


def _not_text(blad: Blad) -> _Figures:
    """The numbers, days and unreadable cells: few among the texts, and what formulas of ours leave."""
    return [cell for cell in blad.cells.items() if cell[1].__class__ is not str]


# --- fiche -------------------------------------------------------------------------------------------


def _on_fiche(fiche: Fiche, basis: Rows | None) -> set[Place]:
    """The places on a fiche that are fields, labels, titles, or that a formula of ours fills."""
    vondst, blad = fiche.vondst, fiche.blad
    figures = _not_text(blad)
    # The label of an 'overig gegeven' is the province's; any other one is ours by what it says.
    ours = {place for key, place in vondst.labels.items() if key.startswith(OVERIG)}
    if fiche.fiche_id != SJABLOON:  # a blank fiche is no project: whatever was typed there is loose
        ours |= {(row, vondst.value_col) for row, _ in vondst.labels.values()}
    ours |= set(_title(fiche, basis)) | set(_tiles(vondst, figures))
    if vondst.tabel and fiche.fiche_id != SJABLOON:
        ours |= {(r.row, col) for r in vondst.regels for col in vondst.tabel.cols.values()}
        ours -= {(r.row, vondst.tabel.cols["nr"]) for r in vondst.regels if _is_no_number(r.nr)}
    elif vondst.tabel:
        named = (vondst.tabel.cols[key] for key in ("nr", "rij_id") if key in vondst.tabel.cols)
        ours |= {(r.row, col) for col in named for r in vondst.regels}
    if vondst.tabel:
        ours |= set(_headers(blad, vondst.tabel))
    return ours | set(_hidden_figures(vondst, figures))


def _is_no_number(nr: str) -> bool:
    """Whether a text stands where the number of a row belongs: `Contact:` before a name."""
    return bool(nr) and not any(sign.isdigit() for sign in nr)


def _title(fiche: Fiche, basis: Rows | None) -> Iterator[Place]:
    """The title: the first cell above the fields, when it is the number and the name of the project.

    Number and name may be those of now or those that were issued; where that is not known, a text that
    begins with the number will do.
    """
    vondst = fiche.vondst
    first = min((row for row, _ in vondst.labels.values()), default=0)
    col = min((c for _, c in vondst.labels.values()), default=0)
    title = next(((row, col) for row in range(first) if (row, col) in vondst.blad.cells), None)
    if title is None:
        return
    text = vondst.blad.text(*title)
    issued = (basis or {}).get(RowRef(fiche.fiche_id, Tabel.PROJECT.value, ""))
    if issued is None:
        is_ours = text.startswith(vondst.nummer)
    else:
        now = {veld: value for veld, (value, _) in vondst.velden.items()}
        is_ours = form(text) in {_title_form(values) for values in (now, issued)}
    if is_ours:
        yield title


def _title_form(values: Mapping[str, object]) -> str:
    """The title of a project with these values, in the form in which it is compared."""
    parts = (values.get(key) for key in ("project_id", "projectnaam"))
    return form(" ".join(str(part) for part in parts if part is not None))


def _tiles(vondst: FicheBlad, figures: _Figures) -> Iterator[Place]:
    """What formulas show in the panel: the values beside the tiles, and text that an .xls keeps as 0."""
    blad = vondst.blad
    tiles = [place for label in vast.TEGELS for place in blad.find(label) if place[1] > vondst.value_col]
    for row, col in tiles:
        if place := right_of(blad, row, col):
            yield place
    rows = {row for row, _ in (*tiles, *blad.find(vast.ONDERDEEL))}
    for (row, col), value in figures:
        if col > vondst.value_col and row in rows and value == 0:
            yield row, col


def _hidden_figures(vondst: FicheBlad, figures: _Figures) -> Iterator[Place]:
    """Numbers for the timeline, in the columns between the row ids and the keys of the fields."""
    keys = [col for soort in ("veld", "fiche") for _, col in vondst.blad.keys.get(soort, {})]
    if not vondst.tabel or "rij_id" not in vondst.tabel.cols:
        return
    first = vondst.tabel.cols["rij_id"]
    last = max(keys, default=first + 3)
    for (row, col), value in figures:
        if first < col < last and _is_number(value):
            yield row, col


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | date)


# --- Monitoring and Overzicht ------------------------------------------------------------------------


def _on_table_sheet(
    werkboek: Werkboek, naam: str, tabel: TabelBlad, known: vast.Vast, spiegel: Spiegel
) -> Iterator[LooseText]:
    if naam not in {"monitoring", "overzicht"}:  # a sheet of the master: it is not part of a copy
        yield from left_over(tabel.blad, frozenset(), NOTHING)
        return
    about = {rij.row: rij.fiche_id for rij in monitoring_rows(werkboek, tabel) if rij.fiche_id}
    ours = {(row, col) for row in about for col in tabel.gevonden.cols.values()}
    typed = {*spiegel.overtyped(tabel, about), *_over_figures(tabel, about)}
    ours -= typed
    figures = _not_text(tabel.blad)
    ours |= set(_headers(tabel.blad, tabel.gevonden))
    ours |= set(_behind_rows(tabel, figures, set(about) if naam == "monitoring" else None))
    if naam == "overzicht":
        ours |= set(_key_figures(tabel.blad)) | set(_chart_figures(tabel, figures))
        ours |= set(spiegel.hidden(tabel, about))
    texts = known.monitoring if naam == "monitoring" else known.overzicht
    yield from left_over(tabel.blad, ours, texts, typed)


def _over_figures(tabel: TabelBlad, rows: Iterable[int]) -> Iterator[Place]:
    """Text typed over a number that a formula counts: years of difference, open and late afspraken."""
    cols = [tabel.gevonden.cols[key] for key in _FIGURES if key in tabel.gevonden.cols]
    places = ((row, col) for row in rows for col in cols)
    return (place for place in places if isinstance(tabel.blad.get(*place), str))


def _headers(blad: Blad, gevonden: Gevonden) -> Iterator[Place]:
    """The headers of the columns that were found, as far as they say what a header of this table says."""
    for row in (gevonden.head, *gevonden.repeated(blad)):
        for col in gevonden.cols.values():
            if form(blad.text(row, col)) in gevonden.vorm.by_form:
                yield row, col


def _behind_rows(tabel: TabelBlad, figures: _Figures, rows: set[int] | None) -> Iterator[Place]:
    """What formulas use, right of the row ids: numbers in the rows of the table, or on the whole sheet."""
    rij_id = tabel.gevonden.cols.get("rij_id")
    if rij_id is None:
        return
    numbers = (place for place, value in figures if _is_number(value))
    for row, col in chain(numbers, *_with_forms(tabel.blad, _ROUTES)):
        if col > rij_id and (rows is None or row in rows):
            yield row, col


def _key_figures(blad: Blad) -> Iterator[Place]:
    """The numbers before the key figures, and the peildatum behind its label."""
    for label in vast.KERNCIJFERS:
        for row, col in blad.find(label):
            if (place := left_of(blad, row, col)) and _is_number(blad.get(*place)):
                yield place
    for row, col in blad.find("Peildatum"):
        if (place := right_of(blad, row, col)) and _is_number(blad.get(*place)):
            yield place


def _chart_figures(tabel: TabelBlad, figures: _Figures) -> Iterator[Place]:
    """The figures behind the charts: hidden rows between the heading of the table and its header."""
    first = next((row for row, _ in tabel.blad.find(vast.ALLE_PROJECTEN)), tabel.gevonden.first)
    for (row, col), value in figures:
        if first < row < tabel.gevonden.first and _is_number(value):
            yield row, col


# --- Antwoord ----------------------------------------------------------------------------------------


def _on_antwoord(blad: Blad) -> Iterator[Place]:
    """The rows of an answer that still say what we wrote; the key behind each row tells."""
    cols: dict[int, list[int]] = {}
    for row, col in blad.cells:
        cols.setdefault(row, []).append(col)
    for (row, last), digest in blad.keys[ANTWOORD].items():
        ours = [col for col in sorted(cols[row]) if col < last]
        if row_key(blad.text(row, col) for col in ours) == f"{ANTWOORD}:{digest}":
            yield from ((row, col) for col in ours)


# --- Leeswijzer and Keuzelijsten ---------------------------------------------------------------------


def _is_leeswijzer(blad: Blad) -> bool:
    return "ontvanger" in blad.keys or _contents_head(blad) is not None


def _contents_head(blad: Blad) -> tuple[int, int, int, int] | None:
    """Row of the header of the contents, and its three columns."""
    for row, col in blad.find(vast.WERKBLAD[0]):
        others = [
            next((c for r, c in blad.find(kop) if r == row and c > col), -1) for kop in vast.WERKBLAD[1:]
        ]
        if min(others) >= 0:
            return row, col, others[0], others[1]
    return None


def _on_leeswijzer(blad: Blad, werkboek: Werkboek, basis: Rows | None) -> set[Place]:
    """What we wrote on the Leeswijzer: it is known by its shape, and then by what it says.

    A heading or a title stands alone in the first column; steps and legend are pairs; a card of four
    cells stands beside the steps; the contents end where the names of sheets end.
    """
    place = _contents_head(blad)
    if place is None:
        return set()
    head, first, second, third = place
    pairs = {row for row in range(head) if (row, first) in blad.cells and (row, second) in blad.cells}
    alone = {row for row in range(head) if (row, first) in blad.cells and row not in pairs}
    titles = sorted(row for row in alone if row < min(pairs, default=head))[:2]
    used = sorted({*pairs, *alone, head})
    headings = {row for row, after in pairwise(used) if row in alone and after not in alone}
    card = [row for row in range(min(pairs, default=head), head) if (row, third) in blad.cells][:4]
    ours = {(row, col) for row in (*pairs, head) for col in (first, second)} | {(head, third)}
    ours |= {(row, first) for row in (*titles, *headings)} | {(row, third) for row in card}
    sheets: set[Place] = set()
    most = head + 4 * (len(werkboek.fiches) + 20)  # room for inserted rows, not for a flood of them
    for row in range(head + 1, min(most, blad.last_row + 1)):
        if _names_a_sheet(blad.text(row, first), werkboek):
            sheets.add((row, first))
            ours |= {(row, second), (row, third)}
    sentences = {(row, second) for row in pairs}
    return sheets | without_others(werkboek, blad, ours, sentences, basis)


def _names_a_sheet(text: str, werkboek: Werkboek) -> bool:
    """Whether a line of the contents is ours: it names a fixed sheet or a fiche, also one renamed since."""
    if text in {"Overzicht", "Monitoring", "Hoofddocument", "Keuzelijsten"} or not text:
        return bool(text)
    fiches = werkboek.fiches
    names = {f.blad.name for f in fiches} | set(werkboek.manifest.bladen.values())
    return text in names or any(f.vondst.nummer and text.startswith(f.vondst.nummer) for f in fiches)


def is_keuzelijsten(blad: Blad) -> bool:
    """Tell whether this sheet holds the drop-down lists."""
    return sum(form(titel) in blad.forms for titel in vast.LIJST_TITELS) >= 5


def _on_keuzelijsten(blad: Blad) -> set[Place]:
    """The lists: each header, and the cells under it up to the first blank one, or past an inserted row."""
    head_rows = {row for titel in vast.LIJST_TITELS for row, _ in blad.find(titel)}
    filled = Counter(row for row, _ in blad.cells)
    ours: set[Place] = set()
    for row, col in [place for place in blad.cells if place[0] in head_rows]:
        at = row
        while (at, col) not in ours and ((at, col) in blad.cells or _is_inserted(filled, at, head_rows)):
            ours.add((at, col))
            at += 1
    return ours


def _is_inserted(filled: Mapping[int, int], row: int, head_rows: Set[int]) -> bool:
    """Whether a blank row was inserted inside the lists: more than one value goes on under it."""
    if filled[row] or row + 1 in head_rows:
        return False
    return filled[row + 1] > 1 or (filled[row + 1] == 1 and filled[row + 2] > 0 and row + 2 not in head_rows)
