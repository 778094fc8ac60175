"""The extract of a month: its record beside the records before it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from actielijst_xl.model.maand import Maand, MonitoringRij
from actielijst_xl.model.maand_cijfers import Cijfer
from actielijst_xl.model.maand_extract import Extract, IbnJaar, Vraag
from actielijst_xl.model.vocab import fold
from actielijst_xl.monitoring.kerncijfers import beside, divided_beside, figures, summed
from actielijst_xl.monitoring.vergelijk import changes
from actielijst_xl.monitoring.verschuivingen import shifts


def make_extract(
    nu: Maand,
    eerdere: Sequence[Maand] = (),
    *,
    eerste: Maand | None = None,
    vergelijk: Maand | None = None,
    labels: Mapping[str, str] | None = None,
) -> Extract:
    """Put a month beside the months before it.

    Args:
        nu: The month, without names of persons.
        eerdere: The earlier records, in any order; the latest of them is the previous month.
        eerste: The first version of the actielijst.
        vergelijk: The month to compare with; the previous one when not given.
        labels: The province's own labels by field key.
    """
    before = sorted(eerdere, key=lambda maand: maand.maand)
    vorige = before[-1] if before else None
    toen = vergelijk or vorige
    trend = tuple(_trend([*before, nu], eerste))
    now = [row for row in trend if row.maand == nu.maand]
    then = summed(_figures_then(toen, trend, before, eerste)) if toen else None
    first = summed(figures(eerste, None, None)) if eerste else None
    moved = figures(nu, toen, eerste) if toen is not vorige else now
    return Extract(
        nu=nu,
        vorige=vorige,
        vergelijk=toen,
        eerste=eerste,
        kerncijfers=tuple(beside(summed(moved), then, first)),
        uitsplitsingen=tuple(divided_beside(summed(now), then, first)),
        verschuivingen=shifts(nu, toen) if toen else (),
        verschuivingen_begin=shifts(nu, eerste) if eerste else (),
        wijzigingen=changes(nu, toen) if toen else (),
        vragen=open_questions(nu, [*([eerste] if eerste else ()), *before]),
        te_laat=tuple(
            sorted((a for a in nu.afspraken if a.is_te_laat), key=lambda a: -(a.weken_te_laat or 0))
        ),
        zonder_actie=tuple(m for m in nu.monitoring if m.zonder_actie),
        ibn_per_jaar=tuple(_per_year(nu, toen)),
        cijfers=tuple(now),
        trend=trend,
        labels=labels or {},
    )


def with_names(extract: Extract, named: Maand) -> Extract:
    """The same extract with the tables of the month as they are, names of persons too.

    What is compared with other months keeps its names out: the records have none.
    """
    late = {(a.project, a.afspraak_sleutel): a for a in named.afspraken}
    monitoring = {m.project: m for m in named.monitoring}
    return replace(
        extract,
        nu=named,
        te_laat=tuple(late[a.project, a.afspraak_sleutel] for a in extract.te_laat),
        zonder_actie=tuple(monitoring[m.project] for m in extract.zonder_actie),
        vragen=tuple(
            replace(
                v,
                vraag=monitoring[v.project].vraag_energyboard,
                versnellingsactie=monitoring[v.project].versnellingsactie,
                monitoring_trekker=monitoring[v.project].monitoring_trekker,
            )
            for v in extract.vragen
        ),
    )


def _trend(records: Sequence[Maand], eerste: Maand | None) -> Iterator[Cijfer]:
    """The figures of every record, each compared with the record before it."""
    yield from figures(records[0], None, eerste)
    for vorige, maand in pairwise(records):
        yield from figures(maand, vorige, eerste)


def _figures_then(
    toen: Maand, trend: Sequence[Cijfer], before: Sequence[Maand], eerste: Maand | None
) -> Sequence[Cijfer]:
    """The figures of the month compared with, as it had them itself."""
    if any(toen is maand for maand in before):
        return [row for row in trend if row.maand == toen.maand]
    return figures(toen, None, eerste)


def open_questions(nu: Maand, eerdere: Sequence[Maand]) -> tuple[Vraag, ...]:
    """Return the open questions to the energyboard, the oldest first.

    A question is as old as the earliest month since when it stands there in every month, with the same text.

    Args:
        nu: The month.
        eerdere: The months before it, oldest first; the first version may be among them.
    """
    asked = [
        {(m.project, fold(m.vraag_energyboard)) for m in e.monitoring if m.vraag_is_open} for e in eerdere
    ]
    found = [_question(m, nu, eerdere, asked) for m in nu.monitoring if m.vraag_is_open]
    return tuple(sorted(found, key=lambda vraag: vraag.sinds))


def _question(
    row: MonitoringRij, nu: Maand, eerdere: Sequence[Maand], asked: Sequence[set[tuple[tuple[str, str], str]]]
) -> Vraag:
    key = (row.project, fold(row.vraag_energyboard))
    sinds = nu.peildatum
    for maand, questions in zip(reversed(eerdere), reversed(asked), strict=True):
        if key not in questions:
            break
        sinds = maand.peildatum
    return Vraag(
        provincie=row.provincie,
        maand=row.maand,
        peildatum=row.peildatum,
        project_sleutel=row.project_sleutel,
        project_id=row.project_id,
        projectnaam=row.projectnaam,
        vraag=row.vraag_energyboard,
        sinds=sinds,
        dagen_open=(nu.peildatum - sinds).days,
        oordeel=row.oordeel,
        haalbaarheid_ibn=row.haalbaarheid_ibn,
        versnellingsactie=row.versnellingsactie,
        monitoring_trekker=row.monitoring_trekker,
    )


def _per_year(nu: Maand, toen: Maand | None) -> Iterator[IbnJaar]:
    """Projects per year of the last feasible day: every year from the first to the last, then no year."""
    now = _years(nu)
    then = _years(toen) if toen else None
    both = now + (then or Counter())
    years = [year for year in both if year]
    for year in range(min(years), max(years) + 1) if years else ():
        yield IbnJaar(jaar=year, nu=now[year], toen=None if then is None else then[year])
    if both[0]:
        yield IbnJaar(jaar=None, nu=now[0], toen=None if then is None else then[0])


def _years(maand: Maand) -> Counter[int]:
    """Projects per year; 0 for those without a last year."""
    return Counter(m.haalbaar_laatste.year if m.haalbaar_laatste else 0 for m in maand.monitoring)
