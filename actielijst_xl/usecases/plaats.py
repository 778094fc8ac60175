"""Rows and fields for which a fiche has no place: everything else is written, these are told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from actielijst_xl.merging.plaats import without_place
from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.decisions import Key, RowRef
from actielijst_xl.model.document import display
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.package.edits import AppendRows
from actielijst_xl.package.patch import room
from actielijst_xl.usecases.boeken import Names
from actielijst_xl.usecases.open_master import OpenMaster
from actielijst_xl.usecases.terugschrijven import landing, own_rows


def fitted(opened: OpenMaster, result: MergeResult) -> MergeResult:
    """Return the result with only what the master has room for; other rows and fields become findings.

    Those stay in what the master remembers, not written yet: every next run tries them again.
    """
    below: dict[str, list[RowRef]] = defaultdict(list)
    landed = landing(opened.master, result)
    for ref, plek in landed.items():
        if plek is None:
            below[ref.fiche].append(ref)
    left = dict(_left(opened, below)) if below else {}
    gone = [k for k in result.writes if k.row not in landed and k not in opened.master.places]
    if not left and not gone:
        return result
    found = [_finding(opened, result, ref, code) for ref, code in left.items()]
    names = opened.names() if gone else None
    found += [_gone(opened, result, key, names) for key in gone if names]
    fitting = without_place(result, frozenset(left), frozenset(gone))
    return replace(fitting, findings=(*fitting.findings, *found))


def _gone(opened: OpenMaster, result: MergeResult, key: Key, names: Names) -> Finding:
    """A field of which somebody took the cell away: its row on the fiche, or its column."""
    return Finding(
        code="XA-S098",
        severity=Severity.WAARSCHUWING,
        sheet=opened.master.bladen.get(key.fiche, ""),
        value=display(result.writes[key]),
        details={"veld": names.veld(key)},
    )


def _left(opened: OpenMaster, below: Mapping[str, Sequence[RowRef]]) -> Iterator[tuple[RowRef, str]]:
    """The rows that do not fit, of each fiche the last ones, and the code that says why."""
    master = opened.master
    wanted = {
        fiche: AppendRows(
            table=tabel.tabel,
            rows=((None,),) * len(refs),
            own_rows=own_rows(master, fiche),
            header=tabel.kop,
        )
        for fiche, refs in below.items()
        if (tabel := master.afspraak_tabellen.get(fiche))
    }
    free = dict(zip(wanted, room(opened.data, wanted.values()), strict=True))
    for fiche, refs in below.items():
        count = free.get(fiche)
        code = "XA-S062" if count is None else "XA-S061"
        yield from ((ref, code) for ref in refs[count or 0 :])


def _finding(opened: OpenMaster, result: MergeResult, ref: RowRef, code: str) -> Finding:
    fields, tabel = opened.settings.fields, opened.master.afspraak_tabellen.get(ref.fiche)
    values = {key.veld: value for key, value in result.writes.items() if key.row == ref}
    said = (f"{fields[veld].label}: {display(v)}" for veld, v in values.items() if v is not None and v != "")
    return Finding(
        code=code,
        severity=Severity.WAARSCHUWING,
        sheet=tabel.sheet if tabel else "",
        details={"fiche": ref.fiche, "waarden": "; ".join(said)},
    )
