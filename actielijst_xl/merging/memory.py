"""The state of a master as JSON, both ways. Pure: text and dictionaries only.

The base of a round is kept as its difference from the round before it, row by row, so that the state
grows with what changed and not with the number of rounds.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from math import isfinite
from typing import Any

from actielijst_xl.errors import InputError
from actielijst_xl.model.canon import Value
from actielijst_xl.model.decisions import (
    Decision,
    Edit,
    Event,
    Intake,
    Keuze,
    Key,
    Refusal,
    Row,
    RowRef,
    Rows,
    Scope,
    State,
    Uitgifte,
)

SCHEMA_VERSIE = 1

Json = Any  # what json.dumps takes: the shape is checked by reading it back


def to_json(state: State) -> dict[str, Json]:
    """Return `state` as plain JSON data."""
    previous: dict[bool, Rows] = {False: {}, True: {}}
    events = []
    for event in state.events:
        match event:
            case Uitgifte():
                events.append(_uitgifte_out(event, previous[event.lijst]))
                previous[event.lijst] = event.base
            case Intake():
                events.append(_intake_out(event))
            case Decision():
                events.append(_decision_out(event))
    return {
        "schema_versie": SCHEMA_VERSIE,
        "events": events,
        "written": [[*key, _value_out(value)] for key, value in sorted(state.written.items())],
        "lijst": None if state.lijst is None else _rows_out(state.lijst, previous[True]),
    }


def from_json(data: Mapping[str, Json]) -> State:
    """Return the state that `to_json` wrote.

    Raises:
        InputError: It was written by a newer version of the program.
    """
    versie = data.get("schema_versie")
    if versie != SCHEMA_VERSIE:
        raise InputError("XA-S007", versie=str(versie))
    previous: dict[bool, Rows] = {False: {}, True: {}}
    events: list[Event] = []
    for item in data["events"]:
        if item["soort"] == "uitgifte":
            uitgifte = _uitgifte_in(item, previous[item["lijst"]])
            previous[uitgifte.lijst] = uitgifte.base
            events.append(uitgifte)
        else:
            events.append(_intake_in(item) if item["soort"] == "retour" else _decision_in(item))
    lijst = data["lijst"]
    return State(
        events=tuple(events),
        written={Key(*item[:4]): _value_in(item[4]) for item in data["written"]},
        lijst=None if lijst is None else _rows_in(lijst, previous[True]),
    )


def _value_out(value: Value) -> Json:
    match value:
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"dag": value.isoformat()}
        case float() if not isfinite(value):
            return {"getal": repr(value)}  # JSON has no such numbers
        case _:
            return value


def _value_in(data: Json) -> Value:
    match data:
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"dag": text}:
            return date.fromisoformat(text)
        case {"getal": text}:
            return float(text)
        case _:
            value: Value = data
            return value


def _rows_out(rows: Rows, previous: Rows) -> Json:
    """The rows that are new or changed since `previous`, and the ones that left."""
    changed = [ref for ref, row in rows.items() if not _same(row, previous.get(ref))]
    return {
        "rijen": [[*ref, {veld: _value_out(v) for veld, v in rows[ref].items()}] for ref in sorted(changed)],
        "weg": [list(ref) for ref in sorted(previous) if ref not in rows],
    }


def _same(row: Row, previous: Row | None) -> bool:
    # Equal rows may still differ in kind: True == 1 == 1.0, and all three must come back as they were.
    return row is previous or (row == previous and repr(row) == repr(previous))


def _rows_in(data: Json, previous: Rows) -> Rows:
    gone = {RowRef(*item) for item in data["weg"]}
    rows: dict[RowRef, Row] = {ref: row for ref, row in previous.items() if ref not in gone}
    for *ref, cells in data["rijen"]:
        rows[RowRef(*ref)] = {veld: _value_in(value) for veld, value in cells.items()}
    return rows


def _uitgifte_out(uitgifte: Uitgifte, previous: Rows) -> Json:
    return {
        "soort": "uitgifte",
        "id": uitgifte.id,
        "base": _rows_out(uitgifte.base, previous),
        "nrs": [[*ref, nr] for ref, nr in sorted(uitgifte.nrs.items())],
        "scopes": {name: _scope_out(scope) for name, scope in sorted(uitgifte.scopes.items())},
        "template_version": uitgifte.template_version,
        "deadline": uitgifte.deadline,
        "lijst": uitgifte.lijst,
    }


def _uitgifte_in(item: Json, previous: Rows) -> Uitgifte:
    return Uitgifte(
        id=item["id"],
        base=_rows_in(item["base"], previous),
        nrs={RowRef(*ref): nr for *ref, nr in item["nrs"]},
        scopes={name: _scope_in(scope) for name, scope in item["scopes"].items()},
        template_version=item["template_version"],
        deadline=item["deadline"],
        lijst=item["lijst"],
    )


def _scope_out(scope: Scope) -> Json:
    fiches = None if scope.fiches is None else sorted(scope.fiches)
    return {"fiches": fiches, "velden": sorted(map(list, scope.velden))}


def _scope_in(item: Json) -> Scope:
    fiches = None if item["fiches"] is None else frozenset(item["fiches"])
    return Scope(fiches=fiches, velden=frozenset((tabel, veld) for tabel, veld in item["velden"]))


_INTAKE = [f.name for f in fields(Intake) if f.name not in {"edits", "los"}]
_EDIT = [f.name for f in fields(Edit) if f.name not in {"key", "value", "was", "refusal"}]


def _intake_out(intake: Intake) -> Json:
    plain = {name: getattr(intake, name) for name in _INTAKE}
    edits = [_edit_out(edit) for edit in intake.edits]
    return {"soort": "retour", **plain, "los": sorted(intake.los), "edits": edits}


def _intake_in(item: Json) -> Intake:
    plain = {name: item[name] for name in _INTAKE}
    los = frozenset(item.get("los", ()))  # a master of before the notes has none
    return Intake(**plain, los=los, edits=tuple(_edit_in(edit) for edit in item["edits"]))


def _edit_out(edit: Edit) -> Json:
    return {
        **{name: getattr(edit, name) for name in _EDIT},
        "key": list(edit.key),
        "value": _value_out(edit.value),
        "was": _value_out(edit.was),
        "refusal": asdict(edit.refusal) if edit.refusal else None,
    }


def _edit_in(item: Json) -> Edit:
    return Edit(
        **{name: item[name] for name in _EDIT},
        key=Key(*item["key"]),
        value=_value_in(item["value"]),
        was=_value_in(item["was"]),
        refusal=Refusal(**item["refusal"]) if item["refusal"] else None,
    )


def _decision_out(decision: Decision) -> Json:
    return {
        "soort": "besluit",
        "key": list(decision.key),
        "value": _value_out(decision.value),
        "form": decision.form,
        "against": sorted(decision.against),
        "keuze": decision.keuze.value if decision.keuze else None,
    }


def _decision_in(item: Json) -> Decision:
    return Decision(
        key=Key(*item["key"]),
        value=_value_in(item["value"]),
        form=item["form"],
        against=frozenset(item["against"]),
        keuze=Keuze(item["keuze"]) if item["keuze"] else None,
    )
