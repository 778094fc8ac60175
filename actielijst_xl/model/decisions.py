"""The words of a merge as values: what was issued, what came back, what was decided.

A reader builds `Retour` and `Besluit`, `merging` keeps the `State`. All of it is plain data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import NamedTuple

from actielijst_xl.model.canon import Value

LIJST = "pMIEK-lijst"
"""The recipient under which a new version of the pMIEK list takes part in a merge."""


class Unreadable(Enum):
    """Stands for the value of a cell that can't be read; never blank, never an edit."""

    CELL = "onleesbaar"


_new_tuple = tuple.__new__


class RowRef(NamedTuple):
    """A row: all fields of one table of one fiche that belong together; `rij` is "" outside tables."""

    fiche: str
    tabel: str
    rij: str


class Key(NamedTuple):
    """One field of one row: what a merge decides about."""

    fiche: str
    tabel: str
    rij: str
    veld: str

    @property
    def row(self) -> RowRef:
        """The row that this field stands in."""
        return _new_tuple(RowRef, self[:3])  # asked many times per field: half the time of `RowRef(...)`


Row = Mapping[str, Value]
Cells = Mapping[RowRef, Mapping[str, "Value | Unreadable"]]
Rows = Mapping[RowRef, Row]


class Outcome(StrEnum):
    """What became of one edit; the value is the word in the report."""

    APPLIED = "overgenomen"
    AGREED = "gelijk"  # the same as another return's, or as the master's
    CONFLICT = "conflict"
    DECIDED = "besloten"
    REFUSED = "geweigerd"
    SUPERSEDED = "vervangen"  # by a later return of the same uitgifte and party


class Keuze(StrEnum):
    """The choices in the column Besluit of Conflicten."""

    MASTER = "Master behouden"
    RETOUR = "Retour overnemen"
    EIGEN = "Eigen tekst"


class Waarom(StrEnum):
    """Why something is a conflict; the value is the word on Conflicten."""

    VERSCHIL = "verschillend ingevuld"
    LEEGGEMAAKT = "leeggemaakt"
    VERVALLEN = "vervallen of gewijzigd"  # one party drops a row that another one changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a value is not taken over.

    Attributes:
        code: A code of `actielijst_xl.messages`.
        accepted: What is accepted, for example `jaar, kwartaal of datum`.
        example: One accepted value.
    """

    code: str
    accepted: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one party was given and may fill in.

    Attributes:
        fiches: The fiches; `None` means every fiche, also new ones (the pMIEK list itself).
        velden: The pairs (tabel, veld) that it may fill in.
    """

    fiches: frozenset[str] | None
    velden: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgifte:
    """One round in which the actielijst was handed out.

    Attributes:
        id: Its identity, as it stands in every copy.
        base: Every value of the master at that moment; a row without values is there too.
        nrs: The number that people saw in front of a row, for rows that have one.
        scopes: Per party what it was given.
        template_version: Version of the layout of the copies.
        deadline: The deadline as printed in the copies; may be "".
        lijst: It is no round, but a version of the pMIEK list: `base` is that list as it was imported.
    """

    id: str
    base: Rows
    nrs: Mapping[RowRef, str] = field(default_factory=dict)
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    template_version: str = ""
    deadline: str = ""
    lijst: bool = False


class Cell(NamedTuple):
    """A value as it stood in a returned workbook, with the address of its cell."""

    value: "Value | Unreadable"
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourRow:
    """One row of a returned workbook: the project fields of a fiche, or one row of a table.

    Attributes:
        fiche: The fiche that it belongs to.
        tabel: The table that it belongs to.
        rij: Its row id, "" for fields outside a table, `None` for a row without an id.
        cells: Per field what stood there.
        nr: The number that people see in front of the row, if the table has one.
        sheet: Name of the sheet.
        origineel: The sheet is the issued one, not a copy of it, as far as can be seen.
    """

    fiche: str
    tabel: str
    rij: str | None
    cells: Mapping[str, Cell]
    nr: str = ""
    sheet: str = ""
    origineel: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseText:
    """Text that stood outside every field: logged, never merged.

    Attributes:
        sheet: Name of the sheet.
        address: Address of the cell.
        text: The text.
        opmerking: It is a note on the cell, not what stands in it.
        key: The field that the note is about, or `None`.
    """

    sheet: str
    address: str
    text: str
    opmerking: bool = False
    key: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retour:
    """A returned workbook, as it was read.

    Attributes:
        uitgifte: Id of the uitgifte in the copy.
        recipient: The party in the copy.
        name: Name of the file, for people only.
        digest: Digest of the bytes, for the record only; no decision depends on it.
        rows: All rows found, in any order.
        loose: Text outside every field.
    """

    uitgifte: str
    recipient: str
    name: str
    rows: tuple[RetourRow, ...]
    digest: str = ""
    loose: tuple[LooseText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One cell in which a return differs from what was issued.

    Attributes:
        key: The field.
        value: What is proposed, as typed; `None` clears the field.
        form: The canonical form of `value`.
        was: The value at uitgifte.
        was_form: The canonical form of `was`.
        sheet: Name of the sheet in the return.
        address: Address of the cell in the return.
        ask: It is an emptied cell: clearing the field needs a decision.
        refusal: Why it is not taken over, or `None`.
    """

    key: Key
    value: Value
    form: str
    was: Value = None
    was_form: str = ""
    sheet: str = ""
    address: str = ""
    ask: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A return as the master remembers it.

    Attributes:
        nr: Order of intake over all returns, from 1.
        uitgifte: Id of the uitgifte.
        recipient: The party.
        seq: Order of intake for the same uitgifte and party, from 1.
        name: Name of the file when it came in.
        digest: Digest of its bytes when it came in.
        inhoud: Digest of its edits: two returns with the same one say the same.
        edits: Every edit, refused ones too.
        undone: It was taken back with `undo`.
        los: Digests of the text outside its fields that is on Logboek, also of later copies of it.
    """

    nr: int
    uitgifte: str
    recipient: str
    seq: int
    name: str
    digest: str
    inhoud: str
    edits: tuple[Edit, ...]
    undone: bool = False
    los: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The province's own word on one field: an edit in the master, or a decided conflict.

    Attributes:
        key: The field.
        value: What the province wants there.
        form: The canonical form of `value`.
        against: The candidates that were known when it was said; empty for an edit of the province's own.
        keuze: The choice on Conflicten, or `None` when it was typed in the master itself.
    """

    key: Key
    value: Value
    form: str
    against: frozenset[str] = frozenset()
    keuze: Keuze | None = None


Event = Uitgifte | Intake | Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a master remembers: everything that happened, and what the tool last wrote.

    All values follow from `events` by replay; nothing is counted up from run to run.

    Attributes:
        events: What happened, in order; the first one is an uitgifte (the generated master).
        written: The fields in which the master, as last written, differs from the latest uitgifte.
        lijst: The pMIEK list as last imported, or `None`.
    """

    events: tuple[Event, ...]
    written: Mapping[Key, Value] = field(default_factory=dict)
    lijst: Rows | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluit:
    """What the official filled in on one row of Conflicten.

    Attributes:
        conflict: Id of the conflict, as it stands on that row.
        keuze: The choice.
        kandidaat: Which candidate (from 1, in the order shown); needed for `RETOUR` if there are several.
        eigen_tekst: The text for `EIGEN`.
    """

    conflict: str
    keuze: Keuze
    kandidaat: int | None = None
    eigen_tekst: Value = None
