"""What every sheet of an actielijst shares: the lists, who fills in what, the title block, the formulas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from actielijst_xl.model.actielijst import Actielijst, Fiche, laatste_dag, laatste_jaar
from actielijst_xl.model.document import Scalar, Value, display
from actielijst_xl.model.field import Field, Rol
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.vocab import Projectfase, Vocabulary
from actielijst_xl.writing.plan import Area, Sheet, Validation, area_ref

SJABLOON_VERSIE = "1"
# Formulas look this many rows down, so that a table may grow without a formula being rewritten.
RUIMTE = 2_000
_GEEN_VRAAG = ("", "n.v.t.", "nvt", "-", "geen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kader:
    """The frame in which sheets are planned.

    Attributes:
        actielijst: What is written.
        fields: The table of fields.
        vocab: Names and lists.
        lijsten: Values of each drop-down, by key, in the order of Keuzelijsten.
        huis: Colours and font.
        teksten: Texts of the Leeswijzer.
        rollen: Who fills in this copy; decides which cells are yellow.
        ontvanger: The party that gets this copy, or "" for the master.
        uitgifte: Id of the uitgifte, or "" for the master.
        deadline: Last day to send it back, or None.
        reserve: Spare rows per fiche.
        actielijst_id: Id of the master, for a copy; "" when this is the master.
        typen: The types of infra that the Hoofddocument of a running master counts; None: those in use.
        jaren: The years that a running master counts; (): those in use.
        lijst_refs: Per drop-down its range in a running master; None: where Keuzelijsten is planned.
    """

    actielijst: Actielijst
    fields: Fields
    vocab: Vocabulary
    lijsten: Mapping[str, tuple[str, ...]]
    huis: Mapping[str, str]
    teksten: Mapping[str, object]
    rollen: frozenset[Rol] = frozenset({Rol.PROVINCIE})
    ontvanger: str = ""
    uitgifte: str = ""
    deadline: date | None = None
    reserve: int = 8
    actielijst_id: str = ""
    typen: tuple[str, ...] | None = None
    jaren: tuple[int, ...] = ()
    lijst_refs: Mapping[str, str] | None = None

    @property
    def is_master(self) -> bool:
        """Whether this is the province's own workbook."""
        return not self.ontvanger

    @property
    def id_van_actielijst(self) -> str:
        """The id of the master that this workbook is, or was issued from."""
        return self.actielijst_id or self.actielijst.actielijst_id

    @property
    def titel(self) -> str:
        """The footer of every page: province and edition."""
        return f"Provincie {self.actielijst.provincie} – pMIEK-actielijst {self.actielijst.uitgave}"

    def style(self, field: Field, value: Scalar = None) -> str:
        """The style of a field's cell: yellow for who may fill it in, else to read; a day as a day."""
        kind = "vul" if field.invullers & self.rollen and field.key != "project_id" else "lees"
        return f"{kind}_datum" if isinstance(value, date) else kind

    def list_ref(self, key: str) -> str:
        """The range of a drop-down list on Keuzelijsten, with `=`; "" for a list that is not there."""
        if self.lijst_refs is not None:
            return self.lijst_refs.get(key, "")
        if not self.lijsten.get(key):
            return ""
        head_row, col = list_places(self.lijsten)[key]
        last = head_row + len(self.lijsten[key])
        return "=" + area_ref(Area(head_row + 1, col, last, col), sheet="Keuzelijsten")

    def validation(self, field: Field, area: Area, *, lijst: str = "") -> Validation:
        """Help and drop-down for a block of cells of one field."""
        example = f" Bijvoorbeeld: {field.voorbeeld}." if field.voorbeeld else ""
        help_text = field.hulp if not field.hulp or field.hulp.endswith("?") else f"{field.hulp}."
        return Validation(
            area=area,
            title=field.label[:32],
            message=f"{help_text}{example}".strip(),
            source=self.list_ref(lijst or field.lijst) if (lijst or field.lijst) else "",
        )


# Keuzelijsten stands in bands of at most this many lists, so that a page stays readable.
LISTS_PER_BAND = 6
_FIRST_LIST_ROW = 4


def list_places(lijsten: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[int, int]]:
    """Where each list's header stands on Keuzelijsten: short lists above, so that long ones can grow."""
    keys = sorted(lijsten, key=lambda key: (len(lijsten[key]) > 6, key == "organisatie"))
    places: dict[str, tuple[int, int]] = {}
    row = _FIRST_LIST_ROW
    for start in range(0, len(keys), LISTS_PER_BAND):
        band = keys[start : start + LISTS_PER_BAND]
        places |= {key: (row, col) for col, key in enumerate(band)}
        row += max(len(lijsten[key]) for key in band) + 3
    return places


def drop_downs(
    actielijst: Actielijst, vocab: Vocabulary, own: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the values of every drop-down list in the order of Keuzelijsten.

    A province's own list replaces ours; values that its projects have are added, so that none looks strange.
    """
    lists = dict(vocab.lijsten) | {k: v for k, v in own.items() if k != "organisatie"}
    for key in ("type_project", "type_infra", "energiedrager"):
        used = (fiche.project.text(key) for fiche in actielijst.projecten)
        lists[key] = _without_doubles((*lists.get(key, ()), *used))
    lists["organisatie"] = _without_doubles((*own.get("organisatie", ()), *_organisations(actielijst)))
    lists["besluit"] = (
        "Master behouden",
        "Retour overnemen",
        *(f"Retour {n} overnemen" for n in range(1, 5)),
        "Eigen tekst",
    )
    for fase in Projectfase:
        lists[f"activiteit_{fase.name.lower()}"] = tuple(action for action, _ in vocab.acties.get(fase, ()))
    return lists


def _organisations(actielijst: Actielijst) -> Iterable[str]:
    yield f"Provincie {actielijst.provincie}"
    for prefix, key in (("Gemeente ", "gemeente"), ("", "netbeheerder")):
        names = {part for f in actielijst.projecten for part in f.project.text(key).split("; ") if part}
        yield from (prefix + name for name in sorted(names))


def _without_doubles(values: Iterable[str]) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for value in values:
        first.setdefault(value.casefold(), value)
    return tuple(value for value in first.values() if value)


def title_block(sheet: Sheet, titel: str, ondertitel: str, links: Sequence[tuple[int, str, str]]) -> None:
    """Write title, subtitle and navigation in the first three rows.

    Args:
        sheet: The sheet, with its `last_print_col` set.
        titel: The title.
        ondertitel: The line under it.
        links: (column, text, target) for each link.
    """
    cols = range(1, sheet.last_print_col + 1)
    sheet.put(0, 0, titel, "titel")
    sheet.put(1, 0, ondertitel, "ondertitel")
    targets = {col: (text, target) for col, text, target in links}
    for row, style in ((0, "titel"), (1, "ondertitel")):
        sheet.fill(row, cols, style)
    for col in range(sheet.last_print_col + 1):
        if col in targets:
            text, target = targets[col]
            sheet.put(2, col, text, "navigatie", link=target)
        else:
            sheet.put(2, col, None, "balk")
    sheet.heights |= {0: 30.0, 1: 20.0, 2: 18.0, 3: 9.0}


def section(sheet: Sheet, row: int, text: str, first_col: int, last_col: int) -> None:
    """Write a heading with a line under it."""
    sheet.put(row, first_col, text, "sectie")
    sheet.fill(row, range(first_col + 1, last_col + 1), "sectie")
    sheet.heights[row] = 24.0


def head(sheet: Sheet, row: int, labels: Iterable[str], *, col: int = 0) -> None:
    """Write the header row of a table, as high as its longest label needs."""
    sheet.put_row(row, col, labels, "kop")


def fiche_target(fiche: Fiche) -> str:
    """The target of a link to a fiche: a defined name, which follows when somebody renames the sheet."""
    return f"Fiche_{fiche.naam}"


def mirror(cell: str) -> str:
    """A formula that repeats a cell and stays blank when it is blank."""
    return f'=IF({cell}="","",{cell})'


def monitoring_row(nummer: str) -> str:
    """The row number, in a formula, of a project on Monitoring; sorting that sheet does no harm."""
    return f"MATCH({nummer},Monitoring!$A$7:$A${6 + RUIMTE},0)"


def from_monitoring(col: str, nummer: str, blank: str) -> str:
    """A formula for a project's value in a column of Monitoring, or `blank` when it has none."""
    found = f"INDEX(Monitoring!${col}$7:${col}${6 + RUIMTE},{monitoring_row(nummer)})"
    return f'=IFERROR(IF({found}="","{blank}",{found}),"{blank}")'


def jaar_formula(cell: str, value: Value | None) -> tuple[str, int | str]:
    """A formula for the year of an IBN's last day, and its computed value ("" when there is none).

    What people type most (a year, a day, a text that ends in a year) the formula reads itself, so that it
    follows an edit in Excel. For a notation that it would read otherwise than `parse_planning`, the answer
    of `parse_planning` is laid down for exactly that text.
    """
    tail = f"VALUE(RIGHT(TRIM({cell}),4))"
    general = (
        f'IF({cell}="","",IF(ISNUMBER({cell}),IF({cell}>2100,YEAR({cell}),{cell}),'
        f'IFERROR(IF(AND({tail}>=1990,{tail}<=2100),{tail},""),"")))'
    )
    year = laatste_jaar(value)
    known: int | str = "" if year is None else year
    if value is None or known == _year_as_formula(value):
        return f"={general}", known
    return _known_text(cell, value, f'"{known}"' if known == "" else str(known), general), known


def dag_formula(cell: str, value: Value | None) -> tuple[str, int | str]:
    """A formula for the last day of a planning (as `jaar_formula`); `#N/A` without one: a chart skips it."""
    general = _dag_of(cell)
    if value is None:
        return f"={general}", "#N/A"
    day = laatste_dag(value)
    known: int | str = serial(day) if day else "#N/A"
    if known == _day_as_formula(value):
        return f"={general}", known
    return _known_text(cell, value, "NA()" if day is None else str(known), general), known


@lru_cache(maxsize=4096)  # the fiches of a workbook have their rows in the same places
def _dag_of(cell: str) -> str:
    """The formula of `dag_formula` for the notations that it reads itself, without `=`."""
    part = (
        f'IF(UPPER(LEFT({cell},1))="Q",3*VALUE(MID({cell},2,1)),'
        f'IF(LOWER(LEFT({cell},5))="begin",4,IF(LOWER(LEFT({cell},5))="medio",8,12)))'
    )
    return (
        f'IF({cell}="",NA(),IF(ISNUMBER({cell}),IF({cell}<2101,DATE({cell},12,31),{cell}),'
        f"IFERROR(DATE(VALUE(RIGHT(TRIM({cell}),4)),{part}+1,0),NA())))"
    )


def _known_text(cell: str, value: Value, answer: str, general: str) -> str:
    """Lay down the answer for one text; a text too long for a formula gets no date there."""
    text = value.text.replace('"', '""')
    if len(text) > 250 or not isinstance(value.raw, str):
        return f"={answer}"
    return f'=IF({cell}="{text}",{answer},{general})'


def _year_as_formula(value: Value) -> int | str:
    """What the general formula of `jaar_formula` makes of a value."""
    match value.raw:
        case bool():
            return ""
        case int() | float():
            return int(value.raw) if value.raw <= 2100 else laatste_jaar(value) or ""
        case date():
            return value.raw.year
        case _:
            tail = value.text[-4:]
            plain = tail.isascii() and tail.isdigit()
            return int(tail) if plain and 1990 <= int(tail) <= 2100 else ""


def _day_as_formula(value: Value) -> int | str:
    """What the general formula of `dag_formula` makes of a value, for the texts that it certainly reads."""
    match value.raw:
        case date():
            return serial(value.raw)
        case int() if not isinstance(value.raw, bool) and 1990 <= value.raw <= 2100:
            return serial(date(value.raw, 12, 31))
        case str() if value.text[:1].upper() == "Q" and len(value.text) == 7 and value.text[3:].isdigit():
            day = laatste_dag(value)
            return serial(day) if day else "?"
        case _:
            return "?"


def serial(day: date) -> int:
    """The number that Excel stores for a day; of a moment, for its day."""
    return day.toordinal() - date(1899, 12, 30).toordinal()


def asks_something(text: str) -> bool:
    """Tell whether a 'Vraag aan energyboard' asks something; 'n.v.t.' and 'geen' do not."""
    return text.strip().lower() not in _GEEN_VRAAG


def asks_formula(area: str) -> str:
    """The number of questions in a range, counted as `asks_something` does."""
    terms = "*".join(f'(LOWER(TRIM({area}))<>"{word}")' for word in _GEEN_VRAAG)
    return f"=SUMPRODUCT({terms})"


def cell_value(value: Value | None) -> Scalar:
    """The value to write: as typed, with whole numbers and days as such, and Ja or Nee for a truth value."""
    if value is None:
        return None
    return display(value.raw) if isinstance(value.raw, bool) else value.raw


def cached(value: Value | None) -> Scalar:
    """The value that a formula repeats, as Excel stores it: a day is a number."""
    raw = cell_value(value)
    return serial(raw) if isinstance(raw, date) else raw


def project_fields(fields: Fields) -> tuple[Field, ...]:
    """The fields of a fiche in their printed order."""
    return fields.of(Tabel.PROJECT)
