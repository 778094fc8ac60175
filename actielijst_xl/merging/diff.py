"""Δ: the edits of a return, each with its place and, if it is not acceptable, the reason. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from actielijst_xl.model.canon import BLANK, Value
from actielijst_xl.model.decisions import (
    Edit,
    Intake,
    Key,
    LooseText,
    Refusal,
    Retour,
    RetourRow,
    RowRef,
    Scope,
    Uitgifte,
    Unreadable,
)
from actielijst_xl.model.field import Leeg, Tabel

if TYPE_CHECKING:
    from actielijst_xl.merging.rules import Rules

CLEAR = "wissen"
"""The word that clears a field, in any case."""


class Placed(NamedTuple):
    """A row of a return with the row of the master that it speaks about."""

    row: RetourRow
    ref: RowRef
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that is needed to judge one return.

    Attributes:
        retour: The return.
        uitgifte: What was issued; its base is the province's own.
        rules: The fields.
        fiches: The fiches that the master has now.
    """

    retour: Retour
    uitgifte: Uitgifte
    rules: "Rules"
    fiches: frozenset[str]

    @property
    def scope(self) -> Scope:
        """What this party was given."""
        return self.uitgifte.scopes[self.retour.recipient]

    def form(self, tabel: str, veld: str, value: Value) -> str:
        """The canonical form of `value` in this field."""
        return self.rules.form(tabel, veld, value)


def delta(desk: Desk, placed: Iterable[Placed]) -> tuple[Edit, ...]:
    """The edits of the placed rows: the cells whose canonical form differs from the base.

    What is absent or unreadable is no edit. Their order is the order of the keys, so that sheets, rows
    and columns may come in any order.
    """
    edits = []
    for row, ref, refusal in placed:
        base = desk.uitgifte.base.get(ref, {})
        for veld, cell in row.cells.items():
            value, was = cell.value, base.get(veld)
            if value is was or (value == was and value.__class__ is was.__class__):
                continue  # most cells: no need for canon
            if isinstance(value, Unreadable):
                continue
            edit = _edit(desk, Placed(row, ref, refusal), veld, was)
            if edit:
                edits.append(edit)
    return tuple(sorted(edits, key=lambda e: (e.key, e.form, e.sheet, e.address)))


def _edit(desk: Desk, placed: Placed, veld: str, was: Value) -> Edit | None:
    cell, ref = placed.row.cells[veld], placed.ref
    assert not isinstance(cell.value, Unreadable)
    form, was_form = desk.form(ref.tabel, veld, cell.value), desk.form(ref.tabel, veld, was)
    if form == was_form:
        return None
    key, value = Key(*ref, veld), cell.value
    emptied = form == BLANK
    if isinstance(value, str) and value.strip().casefold() == CLEAR:
        value, form = None, BLANK
    if isinstance(value, date) and form.isdigit():
        value = int(form)  # a year that was typed in a cell with a date format
    refusal = placed.refusal or _refusal(desk, key, value, emptied=emptied)
    return Edit(
        key=key,
        value=None if form == BLANK else value,
        form=form,
        was=was,
        was_form=was_form,
        sheet=placed.row.sheet,
        address=cell.address,
        ask=emptied and not refusal and _policy(desk, key) is Leeg.VRAGEN,
        refusal=refusal,
    )


def _policy(desk: Desk, key: Key) -> Leeg:
    return desk.rules.velden[key.tabel, key.veld].leeg


def _refusal(desk: Desk, key: Key, value: Value, *, emptied: bool) -> Refusal | None:
    refusal = desk.rules.strategy.scope(desk.scope, desk.uitgifte, key)
    if refusal:
        return refusal
    if (key.tabel, key.veld) not in desk.rules.velden:
        return Refusal(code="XA-S012")
    if key.fiche not in desk.fiches and desk.scope.fiches is not None:
        return Refusal(code="XA-S016")
    if emptied:
        return Refusal(code="XA-S015") if _policy(desk, key) is Leeg.NEGEREN else None
    return None if value is None else desk.rules.accept(key, value)


def out_of_scope(scope: Scope, uitgifte: Uitgifte, key: Key) -> Refusal | None:
    """Why a party with this scope may not touch the field, or `None` if it may."""
    if scope.fiches is not None and key.fiche not in scope.fiches:
        known_fiche = RowRef(key.fiche, Tabel.PROJECT, "") in uitgifte.base
        return Refusal(code="XA-S011" if known_fiche else "XA-S010")
    return None if (key.tabel, key.veld) in scope.velden else Refusal(code="XA-S012")


def inhoud(edits: Iterable[Edit]) -> str:
    """A digest of what a return says; the same for every copy of it, however it was saved."""
    lines = ("\x1f".join((*edit.key, edit.form)) for edit in edits)
    return sha256("\x1e".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def text_digest(loose: LooseText) -> str:
    """A digest of text outside the fields: the same words on the same sheet are the same text."""
    words = " ".join(loose.text.split())
    return sha256(f"{loose.sheet}\x1f{words}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def known(intakes: Sequence[Intake], new: Intake, uitgifte: Uitgifte) -> Intake | None:
    """The intake of the same uitgifte and party that says the same as `new`, or `None`.

    A version of the pMIEK list may return to what an older version said: only the newest counts.
    """
    if uitgifte.lijst:
        intakes = [i for i in intakes if not i.undone][-1:]
    return next((i for i in intakes if i.inhoud == new.inhoud), None)


def supersedes(newer: Intake, older: Intake) -> bool:
    """Whether `newer` takes the place of `older`, of the same uitgifte and party: the later one does."""
    return newer.seq > older.seq
