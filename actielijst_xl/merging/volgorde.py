"""The order in which new rows come into the master: as the parties wrote them. Pure."""

from collections.abc import Collection, Mapping

from actielijst_xl.model.address import parse_address
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import Edit, Intake, Key, RowRef, State

Place = tuple[str, str, int, int]


def as_written(
    writes: Mapping[Key, Value], added: Collection[RowRef], state: State
) -> tuple[dict[Key, Value], tuple[RowRef, ...]]:
    """Put the writes of new rows in the order of the returns that brought them, top row first.

    The ids of new rows say nothing of their order, and the order of intake may not matter: so first by
    uitgifte and party, then by the row of the sheet.

    Returns:
        The writes and the new rows, in the order in which they are to be written.
    """
    if len(added) < 2:
        return dict(writes), tuple(added)
    places = _places(state, frozenset(added))
    order = sorted(added, key=lambda ref: (ref.fiche, ref.tabel, places.get(ref, ("", "", 0, 0)), ref.rij))
    at = {ref: number for number, ref in enumerate(order)}
    keys = sorted(writes, key=lambda key: (key.fiche, key.tabel, at.get(key.row, -1), key.rij, key.veld))
    return {key: writes[key] for key in keys}, tuple(order)


def _places(state: State, refs: Collection[RowRef]) -> dict[RowRef, Place]:
    """Where each row first stands in a return that counts."""
    found: dict[RowRef, Place] = {}
    for event in state.events:
        if isinstance(event, Intake) and not event.undone:
            for edit in event.edits:
                ref = edit.key.row
                if ref in refs:
                    place = (event.uitgifte, event.recipient, *_row(edit))
                    found[ref] = min(place, found.get(ref, place))
    return found


def _row(edit: Edit) -> tuple[int, int]:
    return parse_address(edit.address) if edit.address else (0, 0)
