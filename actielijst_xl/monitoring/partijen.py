"""The parties of a month: what each was given, whether it answered, how old its word is, what it holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from actielijst_xl.model.canon import canon
from actielijst_xl.model.decisions import LIJST, Decision, Edit, Event, Intake, Key, Rows, Uitgifte
from actielijst_xl.model.field import Soort
from actielijst_xl.model.fields import Fields
from actielijst_xl.model.maand import AfspraakRij, PartijRij, Reactie, VeldBron
from actielijst_xl.model.planning import parse_planning
from actielijst_xl.model.vocab import fold
from actielijst_xl.monitoring.maand import Peiling

PROVINCIE = "Provincie"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRij:
    """One row of the sheet Uitgiftes: what a master remembers without a day has its day there.

    Attributes:
        uitgifte: Id of the uitgifte.
        partij: The party.
        rol: Its roles, with a comma between.
        datum: The day on which it was handed out.
        deadline: The day before which it had to be back.
        terug: The day on which the latest return of it was merged.
    """

    uitgifte: str
    partij: str
    rol: str = ""
    datum: date | None = None
    deadline: date | None = None
    terug: date | None = None


Register = Mapping[tuple[str, str], RegisterRij]  # by (uitgifte, partij)


def party_rows(
    events: Sequence[Event], register: Register, afspraken: Iterable[AfspraakRij], peiling: Peiling
) -> tuple[PartijRij, ...]:
    """Return one row per party, by name: who was given a workbook, and who holds an open afspraak.

    Args:
        events: What the master remembers.
        register: The rows of the sheet Uitgiftes; a row that somebody removed leaves days unknown.
        afspraken: The afspraken of the month.
        peiling: Province, month and day.
    """
    rounds = _last_rounds(events)
    asked = (_party(naam, rounds[naam], events, register, peiling) for naam in rounds)
    return recounted(asked, afspraken)


def recounted(partijen: Iterable[PartijRij], afspraken: Iterable[AfspraakRij]) -> tuple[PartijRij, ...]:
    """The parties after names were changed: one row per name, with the afspraken that are theirs now.

    Of two rows with one name the first one stays; a holder without a row gets one.
    """
    afspraken = tuple(afspraken)
    first = {(row.provincie, fold(row.partij)): row for row in reversed(tuple(partijen))}
    held: Counter[tuple[str, str]] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    for row in (row for row in afspraken if row.is_open and row.hoofdtrekker):
        key = (row.provincie, fold(row.hoofdtrekker))
        held[key] += 1
        late[key] += row.is_te_laat
        if key not in first:
            first[key] = _blank(row, row.hoofdtrekker)
    return tuple(
        replace(first[key], afspraken_open=held[key], afspraken_te_laat=late[key])
        for key in sorted(first)
        if held[key] or first[key].reactie is not Reactie.NIET_UITGEGEVEN
    )


def _blank(place: Peiling | AfspraakRij, naam: str) -> PartijRij:
    """A party that was never given a workbook."""
    return PartijRij(
        provincie=place.provincie,
        maand=place.maand,
        peildatum=place.peildatum,
        partij=naam,
        rol="",
        uitgifte="",
        fiches=0,
        uitgegeven_op=None,
        deadline=None,
        reactie=Reactie.NIET_UITGEGEVEN,
        terug_op=None,
        dagen_te_laat=None,
        laatste_reactie_op=None,
        stand_dagen=None,
        wijzigingen=0,
        afspraken_open=0,
        afspraken_te_laat=0,
    )


def _last_rounds(events: Sequence[Event]) -> dict[str, Uitgifte]:
    """The latest uitgifte per party."""
    rounds = (event for event in events if isinstance(event, Uitgifte) and not event.lijst)
    return {partij: event for event in rounds for partij in event.scopes}


def _party(
    naam: str, uitgifte: Uitgifte, events: Sequence[Event], register: Register, peiling: Peiling
) -> PartijRij:
    back = [e for e in events if isinstance(e, Intake) and not e.undone and e.recipient == naam]
    now = [intake for intake in back if intake.uitgifte == uitgifte.id]
    noted = register.get((uitgifte.id, naam), RegisterRij(uitgifte=uitgifte.id, partij=naam))
    deadline = noted.deadline or _printed_day(uitgifte.deadline)
    answered = [d for intake in back if (d := _merged_on(intake, register)) and d <= peiling.peildatum]
    latest = max(answered, default=None)
    return replace(
        _blank(peiling, naam),
        rol=noted.rol,
        uitgifte=uitgifte.id,
        fiches=len(uitgifte.scopes[naam].fiches or ()),
        uitgegeven_op=noted.datum,
        deadline=deadline,
        reactie=Reactie.TERUG if now else Reactie.NIET_TERUG,
        terug_op=noted.terug if now else None,
        dagen_te_laat=_days_late(deadline, peiling.peildatum) if not now else None,
        laatste_reactie_op=latest,
        stand_dagen=(peiling.peildatum - latest).days if latest else None,
        wijzigingen=len(now[-1].edits) if now else 0,
    )


def _merged_on(intake: Intake, register: Register) -> date | None:
    noted = register.get((intake.uitgifte, intake.recipient))
    return noted.terug if noted else None


def _days_late(deadline: date | None, peildatum: date) -> int | None:
    return (peildatum - deadline).days if deadline and deadline < peildatum else None


def _printed_day(text: str) -> date | None:
    return parse_planning(text).laatste if text else None


def sources(
    events: Sequence[Event], register: Register, provincie: str, *, shown: Rows, fields: Fields
) -> Iterator[VeldBron]:
    """Yield whose word each field shows that somebody wrote about since the actielijst was made.

    It is the last return or decision of the province that says what the field shows now; a proposal that
    didn't make it is no source. A later version of a return, or of the list, that says nothing about a field
    any more brings back what was handed out. A field that shows what nobody said was typed by the province.

    Args:
        events: What the master remembers.
        register: The rows of the sheet Uitgiftes, for the day of a return.
        provincie: The province.
        shown: What the master shows now.
        fields: The table of fields, for the form in which values are compared.
    """

    def form_of(rows: Rows, key: Key) -> str:
        kind = fields[key.veld].soort if key.veld in fields else Soort.TEKST
        return canon(rows.get(key.row, {}).get(key.veld), kind)

    bases = {event.id: event.base for event in events if isinstance(event, Uitgifte)}
    found: dict[Key, str] = {}
    for event, earlier in _beside_earlier(events):
        words = _words(event, register)
        found |= {key: bron for key, form, bron in words if form == form_of(shown, key)}
        if isinstance(event, Intake) and earlier:
            back = earlier.keys() - {edit.key for edit in event.edits}
            same = (k for k in back if form_of(bases.get(event.uitgifte, {}), k) == form_of(shown, k))
            found |= dict.fromkeys(same, _return_source(event, register))
    for key in sorted(found):
        yield VeldBron(
            provincie=provincie,
            project_sleutel=key.fiche,
            tabel=key.tabel,
            rij=key.rij,
            veld=key.veld,
            bron=found[key],
        )


def _beside_earlier(events: Iterable[Event]) -> Iterator[tuple[Event, Mapping[Key, Edit]]]:
    """Each event that counts; a return with the edits of the version that it takes the place of."""
    latest: dict[tuple[str, str], Mapping[Key, Edit]] = {}
    for event in events:
        if not isinstance(event, Intake):
            yield event, {}
        elif not event.undone:
            party = event.uitgifte, event.recipient
            yield event, latest.get(party, {})
            latest[party] = {edit.key: edit for edit in event.edits if edit.refusal is None}


def _words(event: Event, register: Register) -> Iterator[tuple[Key, str, str]]:
    """What an event says: field, canonical form, whose word it is."""
    match event:
        case Intake():
            bron = _return_source(event, register)
            yield from ((e.key, e.form, bron) for e in event.edits if e.refusal is None)
        case Decision():
            yield event.key, event.form, "Besluit van de provincie" if event.keuze else PROVINCIE
        case Uitgifte():
            return


def _return_source(intake: Intake, register: Register) -> str:
    """`Retour TenneT, 18-11-2026`; without the day when it isn't known."""
    if intake.recipient == LIJST:
        return "Nieuwe pMIEK-lijst"
    day = _merged_on(intake, register)
    return f"Retour {intake.recipient}{f', {day:%d-%m-%Y}' if day else ''}"
