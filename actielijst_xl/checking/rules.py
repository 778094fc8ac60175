"""The rules between fields (domein.md, Rules 1 to 9): one function per rule, from a row to findings.

A value counts as missing when it is blank, `n.t.b.` or `onbekend`; `n.v.t.` is an answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from actielijst_xl.checking.codes import Code
from actielijst_xl.checking.facts import Row
from actielijst_xl.messages.valideren import opsomming
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.planning import Periode, Soort
from actielijst_xl.model.vocab import Herkomst, JaNee, Projectfase, Vervolg, fold, project_key, split_ids

Rule = Callable[[Row], Iterator[Finding]]

IBN_YEARS = range(2020, 2061)

_IBN_FIELDS = ("ibn", "haalbaarheid_ibn")
_ANSWERS_NO = frozenset({"geen", "nee", "geen aandachtspunten"})


def duplicate_numbers(rows: Sequence[Row]) -> Iterator[Finding]:
    """Rule 1: a number stands for one project; the second one is reported, with the place of the first.

    A number in a cell that is merged over rows stands there once: then the row itself is reported.
    """
    first: dict[str, Row] = {}
    for row in rows:
        key = _number_key(row)
        if not key or first.setdefault(key, row) is row:
            continue
        if (cell := first[key].cell("project_id")) != row.cell("project_id"):
            yield row.finding(Code.NUMMER_DUBBEL, "project_id", eerste=cell)
        else:
            yield replace(row.finding(Code.NUMMER_SAMENGEVOEGD, "project_id"), cell=row.source.cell)


def _number_key(row: Row) -> str:
    text = row.answer("project_id")
    raw = row.values["project_id"].raw if text else None
    return project_key(text.replace(",", ".") if isinstance(raw, float) else text)


def concrete_without_gemeente(row: Row) -> Iterator[Finding]:
    """Rule 3: a project that is past verkenning lies somewhere."""
    phase = row.choice("projectfase")
    if phase and phase is not Projectfase.VERKENNING and not row.answer("gemeente"):
        voorbeeld = row.context.fields["gemeente"].voorbeeld
        yield row.finding(Code.GEMEENTE_ONTBREEKT, "gemeente", hint=voorbeeld, fase=phase.value)


def ip_against_ids(row: Row) -> Iterator[Finding]:
    """Rule 4: 'not in an investeringsplan' and an id in it exclude each other; 'in it' asks for an id."""
    in_ip = row.choice("in_ip")
    ids = split_ids(row.answer("ip_id"))
    if in_ip is JaNee.NEE and ids:
        yield row.finding(Code.IP_NEE_MET_ID, "ip_id")
    if in_ip is JaNee.JA and not ids:
        yield row.lacks(Code.IP_JA_ZONDER_ID, "ip_id")


def ip_against_phase(row: Row) -> Iterator[Finding]:
    """Rule 4: a project this far usually stands in an investeringsplan."""
    phase = row.choice("projectfase")
    if phase in (Projectfase.PROJECT, Projectfase.REALISATIE) and row.choice("in_ip") is JaNee.NEE:
        yield row.finding(Code.IP_NEE_IN_FASE, "in_ip", fase=str(phase))


def realisatie_without_ibn(row: Row) -> Iterator[Finding]:
    """Rule 5: after the investment decision there is a date."""
    if row.choice("projectfase") is Projectfase.REALISATIE and row.missing("ibn"):
        yield row.lacks(Code.IBN_ONTBREEKT, "ibn")


def ibn_in_its_time(row: Row) -> Iterator[Finding]:
    """Rule 5: an IBN lies in 2020 to 2060, and in the future as long as it is not ready."""
    for key in _IBN_FIELDS:
        periode = row.periode(key)
        if periode is None or periode.soort is not Soort.PERIODE or _reversed(periode):
            continue
        if any(day.year not in IBN_YEARS for day in (periode.eerste, periode.laatste) if day):
            yield row.finding(Code.IBN_BUITEN_BEREIK, key, van=str(IBN_YEARS[0]), tot=str(IBN_YEARS[-1]))
        elif _overdue(periode, row.context.peildatum):
            yield row.finding(Code.IBN_VOORBIJ, key)


def _reversed(periode: Periode) -> bool:
    return bool(periode.eerste and periode.laatste and periode.eerste > periode.laatste)


def _overdue(periode: Periode, day: date) -> bool:
    return periode.laatste is not None and periode.laatste < day and not periode.gereed_op(day)


def outside_province(row: Row) -> Iterator[Finding]:
    """Rule 7: the gemeenten of a project lie in its province; unknown for a fictitious province."""
    provinces = row.provinces()
    for name in row.names("gemeente").found if provinces else ():
        lies_in = row.context.vocab.provincie_of(name)
        if lies_in not in provinces:
            yield row.finding(
                Code.GEMEENTE_BUITEN_PROVINCIE,
                "gemeente",
                hint=opsomming(provinces),
                naam=name,
                ligt_in=lies_in,
            )


def aandachtspunt_without_answer(row: Row) -> Iterator[Finding]:
    """Rule 8: an aandachtspunt asks for a versnellingsactie and for somebody who takes it up."""
    text = row.answer("aandachtspunten")
    if not text or fold(text).rstrip(".") in _ANSWERS_NO:
        return
    if row.missing("versnellingsactie"):
        yield row.lacks(Code.AANDACHTSPUNT_ZONDER_ACTIE, "versnellingsactie")
    if row.missing("monitoring_trekker"):
        yield row.lacks(Code.AANDACHTSPUNT_ZONDER_TREKKER, "monitoring_trekker")


def route_against_afspraken(row: Row) -> Iterator[Finding]:
    """Rule 9: route Uitvoeringsacties has afspraken; route Monitoring may have them, but seldom does."""
    route = row.choice("vervolg")
    if route is Vervolg.UITVOERING and not row.project.afspraken:
        # An afspraak that is not there has no cell: the route itself is marked.
        where = "vervolg" if row.context.has_column("activiteit") else "activiteit"
        yield row.lacks(Code.ROUTE_ZONDER_AFSPRAAK, where)
    if route is Vervolg.MONITORING and row.project.afspraken:
        yield row.finding(Code.ROUTE_MET_AFSPRAAK, "vervolg", aantal=str(len(row.project.afspraken)))


def herkomst_a(row: Row) -> Iterator[Finding]:
    """Rule 9: a project of the regular route of the netbeheerder doesn't belong on a pMIEK list."""
    if row.choice("herkomst") is Herkomst.A:
        yield row.finding(Code.HERKOMST_A, "herkomst")


def afspraak_complete(row: Row) -> Iterator[Finding]:
    """Rule 6: an afspraak says what, by whom and when."""
    if not row.text("activiteit"):
        yield row.lacks(Code.AFSPRAAK_ZONDER_ACTIVITEIT, "activiteit")
    if row.missing("trekker"):
        yield row.lacks(Code.AFSPRAAK_ZONDER_TREKKER, "trekker")
    if row.missing("planning"):
        yield row.lacks(Code.AFSPRAAK_ZONDER_PLANNING, "planning")


PROJECT_RULES: tuple[Rule, ...] = (
    concrete_without_gemeente,
    ip_against_ids,
    ip_against_phase,
    realisatie_without_ibn,
    ibn_in_its_time,
    outside_province,
    aandachtspunt_without_answer,
    route_against_afspraken,
    herkomst_a,
)
AFSPRAAK_RULES: tuple[Rule, ...] = (afspraak_complete,)
