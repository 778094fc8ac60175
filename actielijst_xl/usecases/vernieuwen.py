"""A new version of the pMIEK list in a running actielijst: update."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime

from actielijst_xl.merging import apply as merging
from actielijst_xl.merging.master import last_written
from actielijst_xl.merging.replay import replay
from actielijst_xl.merging.result import Ledger, LogEvent, MergeResult
from actielijst_xl.merging.rules import Rules, rules_for
from actielijst_xl.merging.versies import current_lijst, since_last
from actielijst_xl.model.actielijst import Actielijst, Fiche, name_fiches, zonder_locatie
from actielijst_xl.model.canon import Value, canon
from actielijst_xl.model.decisions import LIJST, Key, RetourRow, RowRef, Rows
from actielijst_xl.model.document import OVERIG, Project, Source, display
from actielijst_xl.model.document import Value as Given
from actielijst_xl.model.field import Field, Leeg
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.settings import Settings
from actielijst_xl.model.stand import plain, to_actielijst
from actielijst_xl.package.edits import Edit, SetCell
from actielijst_xl.package.patch import patch
from actielijst_xl.usecases import boeken
from actielijst_xl.usecases import lijst as lijsten
from actielijst_xl.usecases.bestanden import Source as Bron
from actielijst_xl.usecases.bijwerken import changes_something, common_edits
from actielijst_xl.usecases.lijst import Controle, ListHasErrorsError
from actielijst_xl.usecases.lijst_bekend import known, usable, with_list, without_sheet
from actielijst_xl.usecases.lijst_meldingen import Meldingen
from actielijst_xl.usecases.lijst_retour import Gekoppeld, Nieuwe, match
from actielijst_xl.usecases.nieuwe_fiches import Bouw, fiche_edits
from actielijst_xl.usecases.open_master import OpenMaster, open_master
from actielijst_xl.usecases.plaats import fitted
from actielijst_xl.usecases.verdelen import helpers
from actielijst_xl.usecases.zonder_fiche import hoofddocument_edits, manifest_edit, repaired_edits
from actielijst_xl.writing.fiche import fiche_sheet

_PROJECT = Tabel.PROJECT.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Vernieuwd:
    """The outcome of update.

    Attributes:
        master: The master with the new list in it; the same bytes when there is nothing new.
        controle: The check of the new list.
        result: What the merge decided.
        ledger: What became of the changes on the list since the version before it, or None when it says
            nothing new.
        nieuw: Names of the sheets of new fiches.
        zonder: Names of new projects without location.
        verdwenen: Names of the projects that are not on the list any more.
        conflicten: Number of open conflicts.
        findings: What people should know.
    """

    master: bytes
    controle: Controle
    result: MergeResult
    ledger: Ledger | None
    nieuw: tuple[str, ...]
    zonder: tuple[str, ...]
    verdwenen: tuple[str, ...]
    conflicten: int
    findings: tuple[Finding, ...]

    @property
    def teruggezet(self) -> int:
        """How many values go back to what stood there before an earlier version of the list."""
        return sum(event.code == "XA-S105" for event in self.result.log)

    @property
    def te_doen(self) -> bool:
        """Whether somebody has to decide or look at something."""
        weighty = any(f.severity is not Severity.MELDING for f in self.findings)
        return bool(self.conflicten or self.verdwenen or weighty)


def update(
    data: bytes,
    name: str,
    lijst: Bron,
    *,
    settings: Settings,
    peildatum: date,
    moment: datetime,
    vorige: Bron | None = None,
    ook_met_fouten: bool = False,
    hernummerd: bool = False,
    executor: Executor | None = None,
) -> Vernieuwd:
    """Merge a new version of the pMIEK list into a master; nothing is written to disk.

    Args:
        data: The master.
        name: Its file name.
        lijst: The new version of the list.
        settings: The province's settings.
        peildatum: The day on which an IBN on the list lies in the past or not.
        moment: The moment of the run, for Logboek and Conflicten; it decides nothing.
        vorige: The list that the master was made from, for a master that does not know it.
        ook_met_fouten: Go on when the list has errors: those rows change nothing.
        hernummerd: A new number with the name of a project that vanished is that project.
        executor: Where the list is read, as in `lijst.check`.

    Raises:
        InputError: XA-G002 the list has errors, XA-L...: it can't be read; XA-S070 the master does not know
            its list; XA-L170, XA-L173 this is no master; XA-S050 its administration is damaged.
    """
    opened = open_master(data, name, settings)
    controle = lijsten.check(lijst, settings=settings, peildatum=peildatum, executor=executor)
    if controle.count(Severity.FOUT) and not ook_met_fouten:
        raise ListHasErrorsError(controle)
    if current_lijst(opened.state) is None:
        opened = with_list(opened, name, vorige, peildatum)
    run = _Run(opened, usable(opened, controle), moment, hernummerd=hernummerd)
    return run.outcome(controle)


class _Run:
    """One update, from what the list says to the edits of the package."""

    def __init__(self, opened: OpenMaster, nieuwe: Nieuwe, moment: datetime, *, hernummerd: bool) -> None:
        base = current_lijst(opened.state)
        assert base is not None, "the master knows its list"
        self.opened, self.nieuwe, self.moment, self.basis = opened, nieuwe, moment, base.base
        self.bekend = known(opened, self.basis)
        self.missing = frozenset(without_sheet(opened))
        found = match(nieuwe, self.bekend, hernummerd=hernummerd)
        self.gekoppeld = replace(found, retour=replace(found.retour, rows=tuple(self._sendable(found))))
        rules = self._rules()
        self.result = merging.update(
            opened.state,
            opened.master.cells,
            self.gekoppeld.retour,
            rules,
            velden=frozenset(rules.velden),
            time=f"{moment:%d-%m-%Y %H:%M}",
        )
        self.kept: dict[tuple[RowRef, str], str] = {}
        self.shown = replay(self.result.state, rules).shown()
        self.bouw = self._bouw()
        self.meldingen = Meldingen(
            opened=opened,
            nieuwe=nieuwe,
            bekend=self.bekend,
            gekoppeld=self.gekoppeld,
            result=self.result,
            shown=self.shown,
            missing=self.missing,
            kept=self.kept,
        )

    def _sendable(self, found: Gekoppeld) -> Iterator[RetourRow]:
        """A fiche of which the sheet is gone stays as it is."""
        for row in found.retour.rows:
            if row.fiche not in self.missing:
                yield row
            elif row.tabel == _PROJECT:
                yield replace(row, cells={})

    def _rules(self) -> Rules:
        """The checks have accepted the values of the list; overige gegevens are fields too."""
        most = max((len(koppen) for koppen in self.bekend.koppen.values()), default=0)
        most = max([most, *(len(p.overige) for p in self.nieuwe.projecten)])
        overig = [
            Field(key=f"{OVERIG}{n}", label="", tabel=Tabel.PROJECT, leeg=Leeg.NEGEREN)
            for n in range(1, most + 1)
        ]
        return rules_for([*self.opened.settings.fields.all, *overig])

    # --- the actielijst before and after

    def _bouw(self) -> Bouw:
        voor = self._without_missing(self.opened.rows())
        changed: dict[RowRef, Mapping[str, Value]] = dict(self.opened.rows())
        for key, value in self.result.writes.items():
            changed[key.row] = {**changed.get(key.row, {}), key.veld: value}
        rest = self._without_missing(changed)
        zonder = [self._updated(fiche) for fiche in rest.zonder_locatie]
        fresh = {f: fiche for f, fiche in self.gekoppeld.fiches.items() if self._row_of(f)}
        zonder += [fiche for fiche in fresh.values() if zonder_locatie(fiche.project)]
        landed = [fiche for fiche in zonder if not zonder_locatie(fiche.project)]
        names = self._sheet_names([*landed, *(f for f in fresh.values() if not zonder_locatie(f.project))])
        na = replace(
            rest,
            fiches=(*rest.fiches, *self._fiches(names)),
            zonder_locatie=tuple(replace(fiche, blad="") for fiche in zonder if fiche.fiche_id not in names),
        )
        return Bouw(opened=self.opened, voor=voor, na=na, met_blad=tuple(names))

    def _without_missing(self, rows: Rows) -> Actielijst:
        """What these rows make, without the fiches of which the sheet is gone."""
        lijst = self.opened.actielijst(rows, compleet=True)
        fiches = tuple(f for f in lijst.fiches if f.fiche_id in self.opened.master.bladen)
        zonder = tuple(f for f in lijst.zonder_locatie if f.fiche_id not in self.missing)
        return replace(lijst, fiches=fiches, zonder_locatie=zonder)

    def _row_of(self, fiche: str) -> Mapping[str, Value]:
        return self.shown.get(RowRef(fiche, _PROJECT, ""), {})

    def _updated(self, fiche: Fiche) -> Fiche:
        """A project without location as the list has it now; what only the Overzicht says stays."""
        source = self.gekoppeld.projecten.get(fiche.fiche_id)
        if source is None:
            return fiche
        ref = RowRef(fiche.fiche_id, _PROJECT, "")
        written = {k.veld: v for k, v in self.result.writes.items() if k.row == ref}
        typed = [veld for veld in written if self._was_typed(ref, veld, fiche.project)]
        for veld in typed:
            self.kept[ref, veld] = display(written.pop(veld))
        values = {**_given(self._row_of(fiche.fiche_id)), **fiche.project.values, **_given(written)}
        gone = {veld for veld, value in written.items() if value is None}
        order = dict.fromkeys((*source.values, *values))
        values = {veld: values[veld] for veld in order if veld in values and veld not in gone}
        project = replace(source, values=values)
        return replace(fiche, project=project)

    def _was_typed(self, ref: RowRef, veld: str, project: Project) -> bool:
        """Whether somebody typed in the row of a project without fiche; no sheet but Overzicht shows it."""
        shown, fields = project.values.get(veld), self.opened.settings.fields
        if shown is None or veld not in fields:
            return False
        before = last_written(self.opened.state).get(ref, {}).get(veld)
        return canon(plain(shown), fields[veld].soort) != canon(before, fields[veld].soort)

    def _sheet_names(self, fiches: Iterable[Fiche]) -> dict[str, str]:
        """A name for the sheet of each project that gets one."""
        names = {fiche.fiche_id: fiche.blad for fiche in fiches}
        blank = Project(source=Source(sheet="", cell=""), values={})
        taken = [
            Fiche(fiche_id="", blad=b, project=blank) for b in (*self.bekend.bezet, *names.values()) if b
        ]
        for fiche in fiches:
            if not fiche.blad:
                (made,) = name_fiches([fiche.project], taken)
                names[fiche.fiche_id] = made.blad
                taken.append(made)
        return names

    def _fiches(self, names: Mapping[str, str]) -> tuple[Fiche, ...]:
        """The new fiches, as the merge shows them."""
        return to_actielijst(
            self.shown,
            kop=self.opened.master.manifest,
            bladen=names,
            nrs={},
            overige={fiche: self.gekoppeld.projecten[fiche].overige for fiche in names},
            zonder_locatie={},
            volgorde={fiche: self._order(fiche) for fiche in names},
        ).fiches

    def _order(self, fiche: str) -> list[RowRef]:
        """The rows of afspraken of a new fiche in the order of the list."""
        left = {ref: row for ref, row in self.shown.items() if ref[:2] == (fiche, Tabel.AFSPRAAK.value)}
        order: list[RowRef] = []
        for afspraak in self.gekoppeld.projecten[fiche].afspraken:
            said = canon(plain(afspraak.get("activiteit")))
            at = next((ref for ref, row in left.items() if canon(row.get("activiteit")) == said), None)
            if at is not None:
                order.append(at)
                del left[at]
        return [*order, *sorted(left)]

    # --- what is written

    def outcome(self, controle: Controle) -> Vernieuwd:
        """Write everything into the package."""
        structure, told = self._structure()
        staged = patch(self.opened.data, structure) if structure else self.opened.data
        opened = (
            open_master(staged, self.opened.grid.file, self.opened.settings) if structure else self.opened
        )
        planned = self._result_for(opened)
        result = fitted(opened, planned)
        full = result.findings[len(planned.findings) :]
        findings = tuple(boeken.named((*self.meldingen.findings(), *told, *full), opened.names()))
        ledger = next((since_last(led, self.opened.state) for led in result.ledgers if led.new), None)
        master = self.opened.data
        if structure or not self._says_nothing(result):
            with helpers(opened.settings, sheets=len({key.fiche for key in result.writes})) as elsewhere:
                edits = [*common_edits(opened, result, self.moment), *self._titles(opened)]
                master = patch(staged, edits, elsewhere)
        names = self.bekend.bladen
        return Vernieuwd(
            master=master,
            controle=controle,
            result=result,
            ledger=ledger if ledger and ledger.outcomes else None,
            nieuw=tuple(f.blad for f in self.bouw.na.fiches if f.fiche_id in self.bouw.met_blad),
            zonder=tuple(
                fiche.project.text("projectnaam")
                for fiche in self.bouw.na.zonder_locatie
                if fiche.fiche_id in self.gekoppeld.fiches
            ),
            verdwenen=tuple(names.get(f, self.bekend.namen.get(f, f)) for f in self.meldingen.vanished()),
            conflicten=len(result.conflicts),
            findings=(*opened.master.findings, *findings),
        )

    def _structure(self) -> tuple[list[Edit], list[Finding]]:
        """What has to be there before values can be written: sheets, and rows of projects."""
        told: list[Finding] = []
        edits: list[Edit] = [*fiche_edits(self.bouw)]
        for item in hoofddocument_edits(self.bouw):
            if isinstance(item, Finding):
                told.append(item)
            else:
                edits.append(item)
        edits += repaired_edits(self.bouw)
        if edits:
            edits += manifest_edit(self.bouw)
        return edits, told

    def _result_for(self, opened: OpenMaster) -> MergeResult:
        """The result without what the new sheets and rows hold already."""
        new = {*self.bouw.met_blad, *self.gekoppeld.fiches}

        def is_to_write(key: Key) -> bool:
            if key.fiche in new:
                return key in opened.master.places and key.tabel != Tabel.AFSPRAAK
            return key in opened.master.places or (
                key.row in self.result.rows_added and key.fiche in opened.master.bladen
            )

        return replace(
            self.result,
            writes={key: value for key, value in self.result.writes.items() if is_to_write(key)},
            rows_added=tuple(ref for ref in self.result.rows_added if ref.fiche not in new),
            log=tuple(self._log()),
        )

    def _log(self) -> Iterator[LogEvent]:
        """One line for a new project, and one for a value that has no place on its fiche."""
        told: set[str] = set()
        for event in self.result.log:
            fiche = event.key.fiche if event.key else ""
            if event.code == "XA-S101":
                yield event._replace(code="XA-S082")
            elif event.key is None or fiche not in self.gekoppeld.fiches or event.code != "XA-S102":
                yield event
            elif fiche not in told:
                told.add(fiche)
                naam = self.gekoppeld.fiches[fiche].project.text("projectnaam")
                key = Key(fiche, _PROJECT, "", "projectnaam")
                yield event._replace(code="XA-S080", key=key, was=None, became=naam)
        if self.result.copies:
            return
        for fiche, kop, value in self.meldingen.placeless():
            key = Key(fiche, _PROJECT, "", kop)
            yield LogEvent(
                time=f"{self.moment:%d-%m-%Y %H:%M}",
                code="XA-S081",
                sender=LIJST,
                file=self.nieuwe.file,
                key=key,
                became=value,
            )

    def _says_nothing(self, result: MergeResult) -> bool:
        """Whether there is nothing to write: the list says what the last one said."""
        edits = any(led.intake.recipient == LIJST and led.intake.edits for led in result.ledgers)
        if self.result.copies or edits:
            return not changes_something(self.opened, result)
        return not result.writes and all(event.code == "XA-S082" for event in result.log)

    def _titles(self, opened: OpenMaster) -> Iterator[Edit]:
        """Titles of fiches whose number, name or parties changed, if they still say what we wrote."""
        before, after = (opened.kader(lijst) for lijst in (self.bouw.voor, self.bouw.na))
        fiches = {fiche.fiche_id: fiche for fiche in self.bouw.na.fiches}
        grids = {sheet.name: sheet for sheet in opened.grid.sheets}
        for fiche in self.bouw.voor.fiches:
            now = fiches.get(fiche.fiche_id, fiche)
            if any(fiche.project.text(k) != now.project.text(k) for k in _IN_TITLE):
                pairs = zip(_title(fiche_sheet(before, fiche)), _title(fiche_sheet(after, now)), strict=True)
                for row, (was, becomes) in enumerate(pairs):
                    if grids[fiche.blad].rows[row][0] == was:
                        yield SetCell(sheet=fiche.blad, cell=f"A{row + 1}", value=becomes)


_IN_TITLE = ("project_id", "projectnaam", "gemeente", "netbeheerder")


def _given(row: Mapping[str, Value]) -> dict[str, Given]:
    return {veld: Given(raw=value) for veld, value in row.items() if value not in (None, "")}


def _title(sheet: object) -> list[str]:
    cells = {(c.row, c.col): str(c.value) for c in sheet.cells}  # type: ignore[attr-defined]
    return [cells[0, 0], cells[1, 0]]
