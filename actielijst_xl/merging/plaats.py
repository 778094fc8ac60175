"""Rows that find no place in the master: decided, but not written yet. Pure."""

from collections.abc import Collection
from dataclasses import replace

from actielijst_xl.merging.master import latest
from actielijst_xl.merging.result import LogEvent, MergeResult
from actielijst_xl.model.decisions import Key, RowRef

_WRITTEN = "XA-S102"  # the line in Logboek that says so


def without_place(result: MergeResult, rows: Collection[RowRef], velden: Collection[Key] = ()) -> MergeResult:
    """Return the result without new rows, and without fields, that can't be written.

    The state remembers that the master does not show them, so that their absence is nobody's edit, and the
    next run tries again.

    Args:
        result: What a merge led to.
        rows: New rows of it for which the master has no room.
        velden: Fields of it that the master has no cell for.
    """
    base = latest(result.state).base
    lost = {key for key in result.writes if key.row in rows or key in velden}
    written = {key: value for key, value in result.state.written.items() if key not in lost}
    agreed = {key for key in lost if base.get(key.row, {}).get(key.veld) is not None}
    return replace(
        result,
        state=replace(result.state, written=written | dict.fromkeys(agreed)),
        writes={key: value for key, value in result.writes.items() if key not in lost},
        rows_added=tuple(ref for ref in result.rows_added if ref not in rows),
        rows_vervallen=tuple(ref for ref in result.rows_vervallen if ref not in rows),
        log=tuple(event for event in result.log if not _says_written(event, lost)),
    )


def _says_written(event: LogEvent, lost: Collection[Key]) -> bool:
    return event.code == _WRITTEN and event.key in lost
