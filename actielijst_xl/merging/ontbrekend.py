"""What was handed out and did not come back: sheets, rows and fields. It is no edit, but it is told. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from actielijst_xl.merging.diff import Desk, Placed
from actielijst_xl.model.canon import BLANK
from actielijst_xl.model.decisions import RowRef, Rows
from actielijst_xl.model.field import Tabel
from actielijst_xl.model.findings import Finding, Severity

MOST_NAMED = 12
"""Rows and fields of one fiche that are named; of the rest only the number is told."""

PerFiche = Mapping[str, Sequence[RowRef]]


def per_fiche(base: Rows) -> PerFiche:
    """The rows that were handed out, by fiche."""
    found: dict[str, list[RowRef]] = {}
    for ref in base:
        found.setdefault(ref.fiche, []).append(ref)
    return found


def missing_findings(desk: Desk, placed: Iterable[Placed], issued: PerFiche) -> Iterator[Finding]:
    """Fiches of which the sheet did not come back, Monitoring when none of its rows did, and parts of fiches.

    Args:
        desk: The return.
        placed: Its rows, each with the row that it speaks about.
        issued: What was handed out in its uitgifte (`per_fiche`).
    """
    given = desk.scope.fiches or frozenset()
    there = {(row.fiche, row.tabel) for row in desk.retour.rows}
    for fiche in sorted(fiche for fiche in given if (fiche, Tabel.PROJECT) not in there):
        yield _finding(desk, "XA-S027", fiche=fiche)
    no_monitoring = all(tabel != Tabel.MONITORING for _, tabel in there)
    if no_monitoring and any(ref.tabel == Tabel.MONITORING for f in given for ref in issued.get(f, ())):
        yield _finding(desk, "XA-S110")
    said = {ref: row.cells.keys() for row, ref, _ in placed}
    for fiche in sorted(fiche for fiche in given if (fiche, Tabel.PROJECT) in there):
        refs = (ref for ref in issued.get(fiche, ()) if not (no_monitoring and ref.tabel == Tabel.MONITORING))
        if gone := list(dict.fromkeys(name for ref in refs for name in _gone(desk, ref, said.get(ref)))):
            yield _finding(desk, "XA-S029", fiche=fiche, wat=_listed(gone))


def _gone(desk: Desk, ref: RowRef, said: Iterable[str] | None) -> Iterator[str]:
    """What is gone of one row, as people call it: the row, or fields in which something stood."""
    base = desk.uitgifte.base[ref]
    absent = base.keys() - (said or ())
    lost = [veld for veld in base if veld in absent and _stood_there(desk, ref, veld)] if absent else []
    if said is None and lost:
        is_monitoring = ref.tabel == Tabel.MONITORING
        yield "de regel op Monitoring" if is_monitoring else desk.uitgifte.nrs.get(ref, "een afspraak")
    elif said is not None:
        yield from (desk.rules.velden[ref.tabel, veld].label for veld in lost)


def _stood_there(desk: Desk, ref: RowRef, veld: str) -> bool:
    """Whether this party could fill the field in, and was given a value in it."""
    value = desk.uitgifte.base[ref][veld]
    return (ref.tabel, veld) in desk.scope.velden and desk.form(ref.tabel, veld, value) != BLANK


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join([*names[:MOST_NAMED], *([f"en nog {more}"] if more > 0 else [])])


def _finding(desk: Desk, code: str, **details: str) -> Finding:
    return Finding(code=code, severity=Severity.WAARSCHUWING, file=desk.retour.name, details=details)
