"""The actielijst as a value: which project lands where, with its defaults, names and figures."""

import hashlib
import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from actielijst_xl.model.address import row_of
from actielijst_xl.model.document import Lijst, Project, Value
from actielijst_xl.model.field import Field
from actielijst_xl.model.fields import Fields, Soort
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.planning import Precisie, Zekerheid, parse_planning
from actielijst_xl.model.tabellen import id_name
from actielijst_xl.model.vocab import Projectfase, Status, Vervolg, Vocabulary, match_closed, project_key

GESLOTEN_STATUS = (Status.GEREED.value, Status.VERVALLEN.value)
VASTE_BLADEN = (
    "Leeswijzer",
    "Overzicht",
    "Hoofddocument",
    "Monitoring",
    "Conflicten",
    "Uitgiftes",
    "Logboek",
    "Keuzelijsten",
    "_beheer",
    "_sjabloon",
    "History",
)


class Rij(NamedTuple):
    """Identity of one row of Uitvoeringsafspraken: its stable id, and the number that people see."""

    rij_id: str
    nr: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """One fiche.

    Attributes:
        fiche_id: Stable key, `a-z0-9-`; the identity in every layer.
        blad: Name of its sheet: at most 31 characters, unique without regard to case.
        project: The project on it.
        rijen: Identity of its rows of afspraken, in order; a row beyond them gets the next free number.
    """

    fiche_id: str
    blad: str
    project: Project
    rijen: tuple[Rij, ...] = ()

    @property
    def naam(self) -> str:
        """The id as a part of a table name or a defined name: `NH_012`."""
        return id_name(self.fiche_id)

    def rows(self, count: int) -> tuple[Rij, ...]:
        """The identity of the first `count` rows of afspraken; spare rows are numbered on."""
        nummer = self.project.text("project_id")
        used = {rij.nr for rij in self.rijen}
        free = (n for n in itertools.count(1) if f"{nummer}-A{n:02d}" not in used)
        spare = (Rij(f"{self.fiche_id}/a{n:02d}", f"{nummer}-A{n:02d}") for n in free)
        return (*self.rijen, *itertools.islice(spare, max(0, count - len(self.rijen))))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetFouten:
    """A row of the list with errors: it gets no fiche and is listed on the Hoofddocument."""

    project: Project
    fouten: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actielijst:
    """The whole actielijst of a province at one moment.

    Each row of the list is in exactly one of `fiches`, `zonder_locatie` and `met_fouten`.

    Attributes:
        provincie: Name as on the titles.
        uitgave: Name of this edition, for example `2026-11`.
        peildatum: The day that the figures are about.
        mail: Where parties send their file, or "".
        fiches: All concrete projects, and verkenning with a gemeente; in the order of the list.
        zonder_locatie: Verkenning without gemeente.
        met_fouten: Rows with errors (only with `--ook-met-fouten`).
        hoofddocument: Value per field key of `Tabel.HOOFDDOCUMENT`.
        volgorde: Ids of the projects in the order in which a running master lists them; (): fiches first.
    """

    provincie: str
    uitgave: str
    peildatum: date
    mail: str = ""
    fiches: tuple[Fiche, ...]
    zonder_locatie: tuple[Fiche, ...]
    met_fouten: tuple[MetFouten, ...] = ()
    hoofddocument: Mapping[str, Value] = field(default_factory=dict)
    volgorde: tuple[str, ...] = ()

    @property
    def projecten(self) -> tuple[Fiche, ...]:
        """All projects without errors; those without location have an id but no sheet."""
        found = (*self.fiches, *self.zonder_locatie)
        place = {fiche_id: at for at, fiche_id in enumerate(self.volgorde)}
        return tuple(sorted(found, key=lambda fiche: place.get(fiche.fiche_id, len(place))))

    @property
    def actielijst_id(self) -> str:
        """An id that the same list and peildatum always give: twelve hexadecimal digits."""
        digest = hashlib.sha256(f"{self.provincie}|{self.uitgave}|{self.peildatum}".encode())
        for fiche in self.projecten:
            digest.update(f"|{fiche.fiche_id}={fiche.project.text('projectnaam')}".encode())
        return digest.hexdigest()[:12]


def make_actielijst(
    lijst: Lijst,
    findings: Iterable[Finding],
    *,
    fields: Fields,
    vocab: Vocabulary,
    provincie: str,
    peildatum: date,
    uitgave: str = "",
    mail: str = "",
) -> Actielijst:
    """Give each row of a list its place (domein.md, 'Where a project lands').

    Args:
        lijst: The list as read.
        findings: What reader and checks found; a row with an error becomes `MetFouten`.
        fields: The table of fields.
        vocab: Names and lists.
        provincie: Name of the province.
        peildatum: The day that the figures are about.
        uitgave: Name of this edition; year and month of `peildatum` when "".
        mail: Where parties send their file.
    """
    errors = [f for f in findings if f.severity is Severity.FOUT]
    rows = [(p, _errors_of_row(p, errors)) for p in lijst.projects]
    goed = [normalise(p, fields, vocab, provincie) for p, fouten in rows if not fouten]
    named = name_fiches(goed)
    return Actielijst(
        provincie=provincie,
        uitgave=uitgave or f"{peildatum:%Y-%m}",
        peildatum=peildatum,
        mail=mail,
        fiches=tuple(f for f in named if not zonder_locatie(f.project)),
        zonder_locatie=tuple(f for f in named if zonder_locatie(f.project)),
        met_fouten=tuple(MetFouten(project=p, fouten=fouten) for p, fouten in rows if fouten),
    )


def _errors_of_row(project: Project, errors: Iterable[Finding]) -> tuple[Finding, ...]:
    row = row_of(project.source.cell)
    return tuple(f for f in errors if f.sheet == project.source.sheet and row_of(f.cell) == row)


def zonder_locatie(project: Project) -> bool:
    """Tell whether a project goes to the overview without location: verkenning without gemeente."""
    return project.text("projectfase") == Projectfase.VERKENNING and not project.text("gemeente")


def normalise(project: Project, fields: Fields, vocab: Vocabulary, provincie: str) -> Project:
    """Return the project with official names, closed-list words, real dates and the proposed route."""

    def normal(row: Mapping[str, Value]) -> dict[str, Value]:
        return {key: _normal(fields[key], value, vocab, provincie) for key, value in row.items()}

    values = {key: value for key, value in normal(project.values).items() if value.text}
    afspraken = tuple(map(normal, project.afspraken))
    if "vervolg" not in values and "projectfase" in values:
        has_work = bool(afspraken) or "aandachtspunten" in values
        values["vervolg"] = Value(raw=_route(values["projectfase"].text, has_work=has_work).value)
    return replace(project, values=values, afspraken=afspraken)


def _route(fase: str, *, has_work: bool) -> Vervolg:
    """The default route per phase **[choice]** of domein.md: the list's own value wins."""
    if fase == Projectfase.VERKENNING:
        return Vervolg.PMIEK
    return Vervolg.UITVOERING if has_work else Vervolg.MONITORING


def _normal(spec: Field, value: Value, vocab: Vocabulary, provincie: str) -> Value:
    """Return the value in its official form; what is not understood stays as it was written."""
    match spec.soort:
        case Soort.GEMEENTEN:
            names = vocab.find_gemeenten(value.text, provincie)
            whole = not names.unknown and not names.ambiguous
            return replace(value, raw="; ".join(names.found)) if whole else value
        case Soort.NETBEHEERDERS:
            names = vocab.netbeheerders.find(value.text)
            return replace(value, raw="; ".join(names.found)) if names.found and not names.unknown else value
        case Soort.PERIODE | Soort.DATUM:
            return _normal_period(value)
        case Soort.NUMMER:
            return replace(value, raw=value.text)
        case Soort.KEUZE | Soort.JA_NEE:
            member = match_closed(spec.lijst, value.text)
            return replace(value, raw=member.value) if member else value
        case Soort.TEKST | Soort.GETAL | Soort.PROVINCIES | Soort.IP_IDS:
            return value


def _normal_period(value: Value) -> Value:
    """One certain day becomes a date, a year that was shown as a date becomes that year again."""
    period = parse_planning(value.raw)
    if period.hersteld and period.laatste:
        return replace(value, raw=period.laatste.year)
    one_day = period.precisie is Precisie.DAG and period.eerste == period.laatste
    plain = period.zekerheid is Zekerheid.ZEKER and not period.afgerond and not period.alternatieven
    return replace(value, raw=period.eerste) if one_day and plain else value


def name_fiches(projects: Iterable[Project], taken: Iterable[Fiche] = ()) -> tuple[Fiche, ...]:
    """Give each project a stable id and a sheet name; none equals one of `taken` or of a fixed sheet."""
    ids = {f.fiche_id for f in taken}
    names = {f.blad.casefold() for f in taken} | {blad.casefold() for blad in VASTE_BLADEN}
    fiches = []
    for project in projects:
        nummer = project.text("project_id")
        fiche_id = _unique(
            re.sub(r"[^a-z0-9]+", "-", project_key(nummer)).strip("-") or "project", ids, "-", 60
        )
        blad = _unique(_sheet_name(nummer, project.text("projectnaam")), names, " ", 31)
        ids.add(fiche_id)
        names.add(blad.casefold())
        fiches.append(Fiche(fiche_id=fiche_id, blad=blad, project=project))
    return tuple(fiches)


def _sheet_name(nummer: str, naam: str) -> str:
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", "-", f"{nummer} {naam}").strip("' ")
    return _cut_at_word(clean, 31).strip("' ") or "Fiche"


def _cut_at_word(text: str, limit: int) -> str:
    """Cut at the last space before the limit, counted in UTF-16 units as Excel does."""
    cut = _cut(text, limit)
    if cut == text:
        return text
    head = cut.rsplit(" ", 1)[0]
    return (head if len(head) > limit // 2 else cut).rstrip(" -,;.(")


def _cut(text: str, limit: int) -> str:
    while len(text.encode("utf-16-le", "surrogatepass")) // 2 > limit:
        text = text[:-1]
    return text


def _unique(name: str, taken: set[str], joiner: str, limit: int) -> str:
    if name.casefold() not in taken:
        return name
    endings = (f"{joiner}{n}" for n in itertools.count(2))
    numbered = (_cut(name, limit - len(ending)).rstrip() + ending for ending in endings)
    return next(n for n in numbered if n.casefold() not in taken)


def is_open(afspraak: Mapping[str, Value]) -> bool:
    """Tell whether an afspraak is open: it has an activiteit and is not Gereed or Vervallen."""
    status = afspraak.get("status")
    return "activiteit" in afspraak and (status is None or status.text not in GESLOTEN_STATUS)


def laatste_dag(value: Value | None) -> date | None:
    """The last day of a planning, or None when it has none or can't be dated."""
    return parse_planning(value.raw).laatste if value else None


def laatste_jaar(value: Value | None) -> int | None:
    """The year of the last day of an IBN, or None when it is open or can't be dated."""
    day = laatste_dag(value)
    return day.year if day else None


def is_te_laat(afspraak: Mapping[str, Value], peildatum: date) -> bool:
    """Tell whether an open afspraak is past the last day of its planning."""
    if not is_open(afspraak):
        return False
    day = laatste_dag(afspraak.get("planning"))
    return day is not None and day < peildatum


def open_en_te_laat(afspraken: Iterable[Mapping[str, Value]], peildatum: date) -> tuple[int, int]:
    """How many afspraken are open, and how many of those are past the last day of their planning."""
    still = [afspraak for afspraak in afspraken if is_open(afspraak)]
    return len(still), sum(is_te_laat(afspraak, peildatum) for afspraak in still)
