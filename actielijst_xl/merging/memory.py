"""The state of a master as JSON, both ways. Pure: text and dictionaries only.

The base of a round is kept as its difference from the round before it, field by field, and so are its
numbers: the state grows with what changed and not with the number of rounds. An edit is a list without names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
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

SCHEMA_VERSIE = 2
_LEESBAAR = (1, 2)  # in version 1 edits and scopes had names, rows and numbers were whole

_GEEN = object()  # no value, also not a blank one
_AS_IS = frozenset({str, int, bool, type(None)})  # what JSON has too

Json = Any  # what json.dumps takes: the shape is checked by reading it back


_NIETS = Uitgifte(id="", base={})


def to_json(state: State) -> dict[str, Json]:
    """Return `state` as plain JSON data."""
    previous: dict[bool, Uitgifte] = dict.fromkeys((False, True), _NIETS)
    events = []
    for event in state.events:
        match event:
            case Uitgifte():
                events.append(_uitgifte_out(event, previous[event.lijst]))
                previous[event.lijst] = event
            case Intake():
                events.append(_intake_out(event))
            case Decision():
                events.append(_decision_out(event))
    return {
        "schema_versie": SCHEMA_VERSIE,
        "events": events,
        "written": [[*key, _value_out(value)] for key, value in sorted(state.written.items())],
        "lijst": None if state.lijst is None else _rows_out(state.lijst, previous[True].base),
    }


def from_json(data: Mapping[str, Json]) -> State:
    """Return the state that `to_json` wrote.

    Raises:
        InputError: It was written by a newer version of the program.
    """
    versie = data.get("schema_versie")
    if versie not in _LEESBAAR:
        raise InputError("XA-S007", versie=str(versie))
    previous: dict[bool, Uitgifte] = dict.fromkeys((False, True), _NIETS)
    events: list[Event] = []
    for item in data["events"]:
        if item["soort"] == "uitgifte":
            uitgifte = _uitgifte_in(item, previous[item["lijst"]])
            previous[uitgifte.lijst] = uitgifte
            events.append(uitgifte)
        else:
            events.append(_intake_in(item) if item["soort"] == "retour" else _decision_in(item))
    lijst = data["lijst"]
    return State(
        events=tuple(events),
        written={Key(*item[:4]): _value_in(item[4]) for item in data["written"]},
        lijst=None if lijst is None else _rows_in(lijst, previous[True].base),
    )


def _value_out(value: Value) -> Json:
    if value.__class__ in _AS_IS:
        return value
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
        "rijen": [_row_out(ref, rows[ref], previous.get(ref)) for ref in sorted(changed)],
        "weg": [list(ref) for ref in sorted(previous) if ref not in rows],
    }


def _row_out(ref: RowRef, row: Row, previous: Row | None) -> Json:
    """A row, or with a 1 behind it: only what changed in it."""
    if previous is None or previous.keys() - row.keys():
        plain = _AS_IS.issuperset(map(type, row.values()))  # most rows
        return [*ref, dict(row) if plain else {veld: _value_out(value) for veld, value in row.items()}]
    changed = {
        veld: value for veld, value in row.items() if not _same_value(value, previous.get(veld, _GEEN))
    }
    return [*ref, {veld: _value_out(value) for veld, value in changed.items()}, 1]


def _same_value(value: Value, previous: object) -> bool:
    return value is previous or (value == previous and repr(value) == repr(previous))


def _same(row: Row, previous: Row | None) -> bool:
    # Equal rows may still differ in kind: True == 1 == 1.0, and all three must come back as they were.
    return row is previous or (row == previous and repr(row) == repr(previous))


def _rows_in(data: Json, previous: Rows) -> Rows:
    gone = {RowRef(*item) for item in data["weg"]}
    rows: dict[RowRef, Row] = {ref: row for ref, row in previous.items() if ref not in gone}
    for fiche, tabel, rij, cells, *changed in data["rijen"]:
        ref = RowRef(fiche, tabel, rij)
        row = {veld: _value_in(value) for veld, value in cells.items()}
        rows[ref] = {**previous[ref], **row} if changed else row
    return rows


def _nrs_out(nrs: Mapping[RowRef, str], previous: Mapping[RowRef, str]) -> Json:
    return {
        "nieuw": [[*ref, nr] for ref, nr in sorted(nrs.items()) if previous.get(ref) != nr],
        "weg": [list(ref) for ref in sorted(previous) if ref not in nrs],
    }


def _nrs_in(data: Json, previous: Mapping[RowRef, str]) -> dict[RowRef, str]:
    if isinstance(data, list):  # version 1
        return {RowRef(*ref): nr for *ref, nr in data}
    gone = {RowRef(*item) for item in data["weg"]}
    kept = {ref: nr for ref, nr in previous.items() if ref not in gone}
    return kept | {RowRef(*ref): nr for *ref, nr in data["nieuw"]}


def _uitgifte_out(uitgifte: Uitgifte, previous: Uitgifte) -> Json:
    velden = sorted({tuple(sorted(scope.velden)) for scope in uitgifte.scopes.values()})
    return {
        "soort": "uitgifte",
        "id": uitgifte.id,
        "base": _rows_out(uitgifte.base, previous.base),
        "nrs": _nrs_out(uitgifte.nrs, previous.nrs),
        "velden": [list(map(list, pairs)) for pairs in velden],
        "scopes": {
            name: {
                "fiches": None if scope.fiches is None else sorted(scope.fiches),
                "velden": velden.index(tuple(sorted(scope.velden))),
            }
            for name, scope in sorted(uitgifte.scopes.items())
        },
        "template_version": uitgifte.template_version,
        "deadline": uitgifte.deadline,
        "lijst": uitgifte.lijst,
    }


def _uitgifte_in(item: Json, previous: Uitgifte) -> Uitgifte:
    velden = [frozenset(map(tuple, pairs)) for pairs in item.get("velden", ())]
    return Uitgifte(
        id=item["id"],
        base=_rows_in(item["base"], previous.base),
        nrs=_nrs_in(item["nrs"], previous.nrs),
        scopes={name: _scope_in(scope, velden) for name, scope in item["scopes"].items()},
        template_version=item["template_version"],
        deadline=item["deadline"],
        lijst=item["lijst"],
    )


def _scope_in(item: Json, velden: Sequence[frozenset[tuple[str, str]]]) -> Scope:
    """Return a scope; its fields are a place in `velden`, or a list in version 1."""
    fiches = None if item["fiches"] is None else frozenset(item["fiches"])
    own = item["velden"]
    return Scope(fiches=fiches, velden=velden[own] if isinstance(own, int) else frozenset(map(tuple, own)))


_INTAKE = [f.name for f in fields(Intake) if f.name not in {"edits", "los"}]
_EDIT_1 = [f.name for f in fields(Edit) if f.name not in {"key", "value", "was", "refusal"}]


def _intake_out(intake: Intake) -> Json:
    plain = {name: getattr(intake, name) for name in _INTAKE}
    edits = [_edit_out(edit) for edit in intake.edits]
    return {"soort": "retour", **plain, "los": sorted(intake.los), "edits": edits}


def _intake_in(item: Json) -> Intake:
    plain = {name: item[name] for name in _INTAKE}
    los = frozenset(item.get("los", ()))  # a master of before the notes has none
    return Intake(**plain, los=los, edits=tuple(_edit_in(edit) for edit in item["edits"]))


def _edit_out(edit: Edit) -> Json:
    """An edit as a list; a form that is the value itself is left out, and so are the rare ones at the end."""
    plain = [
        *edit.key,
        _value_out(edit.value),
        None if edit.form == edit.value else edit.form,
        _value_out(edit.was),
        None if edit.was_form == edit.was else edit.was_form,
        edit.sheet,
        edit.address,
    ]
    if edit.ask or edit.refusal:
        return [*plain, edit.ask, list(astuple(edit.refusal)) if edit.refusal else None]
    return plain


def _edit_in(item: Json) -> Edit:
    if isinstance(item, dict):
        return _edit_in_1(item)
    value, form, was, was_form, sheet, address, *rare = item[4:]
    ask, refusal = rare or (False, None)
    return Edit(
        key=Key(*item[:4]),
        value=_value_in(value),
        form=value if form is None else form,
        was=_value_in(was),
        was_form=was if was_form is None else was_form,
        sheet=sheet,
        address=address,
        ask=ask,
        refusal=Refusal(**dict(zip(_REFUSAL, refusal, strict=True))) if refusal else None,
    )


_REFUSAL = [f.name for f in fields(Refusal)]


def _edit_in_1(item: Json) -> Edit:
    return Edit(
        **{name: item[name] for name in _EDIT_1},
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
