"""What a run changes in a master: the edits of values, formulas, books and administration, in one place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from actielijst_xl.errors import InputError
from actielijst_xl.merging.memory import to_json
from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.address import address
from actielijst_xl.model.canon import Value
from actielijst_xl.model.chunks import pack
from actielijst_xl.model.decisions import Intake, RowRef, Rows
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.tabellen import NAMEN
from actielijst_xl.package.edits import Edit, Recalculate, SetCore
from actielijst_xl.reading.master import AfspraakPlek, Master
from actielijst_xl.reading.master_overig import read_tellingen
from actielijst_xl.usecases import boeken, terugschrijven
from actielijst_xl.usecases.open_master import OpenMaster
from actielijst_xl.usecases.verhuisd import lowered, moved, places_of, relocated
from actielijst_xl.writing.fiche import fiche_formulas
from actielijst_xl.writing.fiche_layout import DAG, layout
from actielijst_xl.writing.hoofddocument import hoofddocument_sheet
from actielijst_xl.writing.monitoringlijst import HEAD as MONITORING_HEAD
from actielijst_xl.writing.monitoringlijst import monitoring_sheet
from actielijst_xl.writing.overzicht import HEAD as OVERZICHT_HEAD
from actielijst_xl.writing.overzicht import overzicht_sheet
from actielijst_xl.writing.plan import Sheet


def changes_something(opened: OpenMaster, result: MergeResult) -> bool:
    """Whether a run has anything to write, be it only a row of Conflicten that somebody took away."""
    news = result.state != opened.state or result.writes or result.log
    return bool(news) or _has_no_row(opened, result)


def _has_no_row(opened: OpenMaster, result: MergeResult) -> bool:
    """Whether an open conflict stands nowhere on Conflicten, so that nobody could decide it."""
    tabel = opened.master.tabellen.get("conflicten")
    shown = {boeken.conflict_id(row) for row in tabel.rijen} if tabel else set()
    return tabel is not None and any(conflict.id not in shown for conflict in result.conflicts)


def common_edits(opened: OpenMaster, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Everything that a run writes: values, formulas, Conflicten, Logboek, the administration.

    Raises:
        InputError: XA-L186 a sheet on which it keeps the books is gone.
    """
    for naam in ("conflicten", "uitgiftes", "logboek"):
        if naam not in opened.master.tabellen:
            raise InputError("XA-L186", tabel=NAMEN[naam])
    yield from _sheets(opened, result, moment)
    pieces = pack(json.dumps(to_json(result.state), ensure_ascii=False))
    yield terugschrijven.administration_edit(opened.master, opened.grid, pieces)
    if result.writes:
        yield Recalculate()
    yield SetCore(modified=moment, last_modified_by="xl-actielijst")


def _sheets(opened: OpenMaster, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """What changes on the sheets that people see."""
    master = opened.master
    rows = terugschrijven.written(result)
    landed = terugschrijven.landing(master, result)
    yield from terugschrijven.value_edits(master, rows, landed)
    yield from _formulas(opened, rows, landed)
    names = opened.names()
    yield from _conflicten(opened, result, names, moment)
    log = boeken.log_rows(result.log, names, moment)
    yield from terugschrijven.append_edits(master.tabellen["logboek"], log)


def _conflicten(
    opened: OpenMaster, result: MergeResult, names: boeken.Names, moment: datetime
) -> Iterator[Edit]:
    """Let Conflicten hold the open conflicts, new ones below the last one that stays.

    A conflict that is there already keeps its row, so that what stands beside it (a remark, a colour) stays
    with it, and its number and dates. Rows that are no conflict of ours are left alone: somebody's notes.
    """
    found = opened.master.tabellen["conflicten"]
    tabel = replace(found, rijen=tuple(row for row in found.rijen if boeken.is_conflict_row(row)))
    present = {boeken.conflict_id(row): row for row in tabel.rijen}
    free = max(map(boeken.conflict_number, tabel.rijen), default=0)
    wanted: dict[str, boeken.BookRow] = {}
    for conflict in result.conflicts:
        if conflict.id in present:
            kept = boeken.as_read(present[conflict.id])
            wanted[conflict.id] = {**boeken.conflict_row(conflict, 0, names, moment), **kept}
        else:
            free += 1
            wanted[conflict.id] = boeken.conflict_row(conflict, free, names, moment)
    stay = [
        wanted.get(key, {}) if present[key := boeken.conflict_id(row)] is row else {} for row in tabel.rijen
    ]
    while stay and not stay[-1]:
        stay.pop()
    new = [row for key, row in wanted.items() if key not in present]
    yield from terugschrijven.replace_edits(tabel, [*stay, *new])


def counted_anew(master: Master, result: MergeResult, changed: Intake, moment: datetime) -> Iterator[Edit]:
    """Note on Uitgiftes which return of a party counts, now that one was taken back or counts again."""
    left = [
        event.name
        for event in result.state.events
        if isinstance(event, Intake) and not event.undone and _sent(event) == _sent(changed)
    ]
    note: dict[str, Value] = {"retour": left[-1]} if left else {"terug": None, "retour": None}
    if changed.undone and len(left) == 1:
        note["terug"] = moment.date()  # there was nothing to count before
    yield from _note(master, {_sent(changed): note})


def came_back(master: Master, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Note on Uitgiftes which file came back from whom."""
    new = (led.intake for led in result.ledgers if led.new)
    notes: dict[str, boeken.BookRow] = {
        _sent(intake): {"terug": moment.date(), "retour": intake.name} for intake in new
    }
    yield from _note(master, notes)


def _sent(intake: Intake) -> str:
    return boeken.uitgifte_key(intake.uitgifte, intake.recipient)


def _note(master: Master, notes: Mapping[str, boeken.BookRow]) -> Iterator[Edit]:
    """Change rows of Uitgiftes, by their key."""
    tabel = master.tabellen["uitgiftes"]
    rows = [boeken.as_read(row) for row in tabel.rijen]
    noted = [{**row, **notes.get(str(row.get("sleutel")), {})} for row in rows]
    yield from terugschrijven.replace_edits(tabel, noted)


def _formulas(opened: OpenMaster, rows: Rows, landed: Mapping[RowRef, AfspraakPlek | None]) -> Iterator[Edit]:
    """Renew the values of our formulas on the sheets that the changes of `rows` reach."""
    if not rows:
        return
    changed: dict[RowRef, Mapping[str, Value]] = dict(opened.rows())
    for ref, row in rows.items():
        changed[ref] = {**changed.get(ref, {}), **row}
    touched = {ref.fiche for ref in rows} & opened.master.afspraak_tabellen.keys()
    order = terugschrijven.row_orders(opened.master, touched, landed)
    yield from terugschrijven.formula_edits(
        _live_sheets(opened, changed, order),
        present=frozenset(sheet.name for sheet in opened.grid.sheets),
        fields=terugschrijven.field_places(opened.master),
        new=frozenset(_below(opened.master, order, landed)),
    )


def _below(
    master: Master, order: Mapping[str, Sequence[RowRef]], landed: Mapping[RowRef, object]
) -> Iterator[tuple[str, str]]:
    """The cells behind the rows that are added below a table: they have no formula yet."""
    for fiche, refs in order.items():
        first = master.afspraak_tabellen[fiche].kop_rij  # counted from zero, the row under the header
        for row, ref in enumerate(refs, first):
            if ref in landed and landed[ref] is None:
                yield master.bladen[fiche], address(row, DAG)


def _live_sheets(opened: OpenMaster, rows: Rows, order: Mapping[str, Sequence[RowRef]]) -> Iterator[Sheet]:
    """The sheets whose formulas follow the fields of the fiches in `order`, named as they are now."""
    typen, jaren = read_tellingen(opened.grid)
    kader = opened.kader(opened.actielijst(rows, volgorde=order))
    own = replace(kader, typen=typen, jaren=jaren)
    master = opened.master
    planned = {
        "overzicht": (overzicht_sheet(own), OVERZICHT_HEAD),
        "monitoring": (monitoring_sheet(own), MONITORING_HEAD),
    }
    places = places_of(master, planned)
    for naam, (sheet, kop) in planned.items():
        if naam in master.tabellen:
            yield relocated(sheet, master.tabellen[naam], kop, places)
    sheet = hoofddocument_sheet(own)
    name, _ = master.places.rijen.get(RowRef("", Tabel.HOOFDDOCUMENT.value, ""), (sheet.name, {}))
    yield replace(sheet, name=name, cells=[moved(cell, sheet.name, places) for cell in sheet.cells])
    for fiche in own.actielijst.fiches:
        if fiche.fiche_id in order:
            kop = layout(own, fiche.project).head
            lower = master.afspraak_tabellen[fiche.fiche_id].kop_rij - 1 - kop
            yield lowered(fiche_formulas(own, fiche), kop, lower, places)
