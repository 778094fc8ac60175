"""What a run changes in a master: the edits of values, formulas, books and administration, in one place."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from actielijst_xl.merging.memory import to_json
from actielijst_xl.merging.result import MergeResult
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import RowRef, Unreadable
from actielijst_xl.package.edits import Edit, SetCore
from actielijst_xl.package.patch import formulas
from actielijst_xl.reading.master import Master
from actielijst_xl.usecases import boeken, terugschrijven
from actielijst_xl.usecases.open_master import OpenMaster
from actielijst_xl.writing.fiche import fiche_sheet
from actielijst_xl.writing.hoofddocument import hoofddocument_sheet
from actielijst_xl.writing.kader import Kader
from actielijst_xl.writing.monitoringlijst import monitoring_sheet
from actielijst_xl.writing.overzicht import overzicht_sheet
from actielijst_xl.writing.plan import Sheet


def changes_something(opened: OpenMaster, result: MergeResult) -> bool:
    """Whether a run has anything to write."""
    return bool(result.state != opened.state or result.writes or result.log)


def common_edits(opened: OpenMaster, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Everything that a run writes: values, formulas, Conflicten, Logboek, the administration."""
    master = opened.master
    yield from terugschrijven.value_edits(master, result)
    yield from _formulas(opened, result)
    yield from _conflicten(opened, result, moment)
    log = boeken.log_rows(result.log, opened.names(), moment)
    yield from terugschrijven.append_edits(master.tabellen["logboek"], log)
    text = json.dumps(to_json(result.state), ensure_ascii=False)
    yield terugschrijven.administration_edit(master, opened.grid, text)
    yield SetCore(modified=moment, last_modified_by="xl-actielijst")


def _conflicten(opened: OpenMaster, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Let Conflicten hold the open conflicts; a row that is there already keeps its number and dates."""
    tabel = opened.master.tabellen["conflicten"]
    present = {str(row["sleutel"].value): row for row in tabel.rijen if "sleutel" in row}
    numbers = [int(n) for row in present.values() if (n := str(row["nr"].value)[1:]).isdigit()]
    free = max(numbers, default=0)
    rows: list[boeken.BookRow] = []
    for conflict in result.conflicts:
        if conflict.id in present:
            kept = {
                k: c.value for k, c in present[conflict.id].items() if not isinstance(c.value, Unreadable)
            }
            rows.append({**boeken.conflict_row(conflict, 0, opened.names(), moment), **kept})
        else:
            free += 1
            rows.append(boeken.conflict_row(conflict, free, opened.names(), moment))
    yield from terugschrijven.replace_edits(tabel, rows)


def came_back(master: Master, result: MergeResult, moment: datetime) -> Iterator[Edit]:
    """Note on Uitgiftes which file came back from whom."""
    tabel = master.tabellen["uitgiftes"]
    latest = {
        f"{led.intake.uitgifte}|{led.intake.recipient}": led.intake for led in result.ledgers if led.new
    }
    rows = []
    for row in tabel.rijen:
        now = {key: cell.value for key, cell in row.items() if not isinstance(cell.value, Unreadable)}
        intake = latest.get(str(now.get("sleutel")))
        if intake:
            now |= {"terug": moment.date(), "retour": intake.name}
        rows.append(now)
    yield from terugschrijven.replace_edits(tabel, rows)


def _formulas(opened: OpenMaster, result: MergeResult) -> Iterator[Edit]:
    """Renew the values of our formulas on the sheets that the changes reach."""
    if not result.writes:
        return
    rows = opened.rows()
    changed: dict[RowRef, dict[str, Value]] = {ref: dict(row) for ref, row in rows.items()}
    for key, value in result.writes.items():
        changed.setdefault(key.row, {})[key.veld] = value
    touched = {key.fiche for key in result.writes}
    before = list(_live_sheets(opened.kader(opened.actielijst(rows)), touched))
    after = list(_live_sheets(opened.kader(opened.actielijst(changed)), touched))
    present = formulas(opened.data, [sheet.name for sheet in before])
    yield from terugschrijven.formula_edits(before, after, present)


def _live_sheets(kader: Kader, touched: set[str]) -> Iterator[Sheet]:
    """The sheets whose formulas follow the fields of these fiches."""
    own = replace(kader, actielijst_id=kader.id_van_actielijst)
    yield overzicht_sheet(own)
    yield hoofddocument_sheet(own)
    yield monitoring_sheet(own)
    yield from (fiche_sheet(own, fiche) for fiche in own.actielijst.fiches if fiche.fiche_id in touched)
