"""A master that was read, with everything that a job on it needs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from actielijst_xl.errors import InputError
from actielijst_xl.merging import apply as merging
from actielijst_xl.merging.memory import from_json
from actielijst_xl.merging.rules import Rules, rules_for
from actielijst_xl.model.actielijst import Actielijst
from actielijst_xl.model.canon import Value
from actielijst_xl.model.chunks import DamagedError, unpack
from actielijst_xl.model.decisions import Cells, RowRef, Rows, State, Uitgifte, Unreadable
from actielijst_xl.model.document import OVERIG, Overig, display
from actielijst_xl.model.fields import Fields, Tabel
from actielijst_xl.model.findings import Finding, Severity
from actielijst_xl.model.settings import Settings
from actielijst_xl.model.stand import to_actielijst
from actielijst_xl.reading.gate import scan
from actielijst_xl.reading.grid import Grid, read_grid
from actielijst_xl.reading.grid_xlsx import SheetPart
from actielijst_xl.reading.master import Master, MasterReader
from actielijst_xl.reading.master_overig import read_overige, read_vervolg
from actielijst_xl.reading.werkboek_vast import KEUZELIJSTEN
from actielijst_xl.usecases import boeken
from actielijst_xl.usecases.acceptatie import acceptor
from actielijst_xl.usecases.inlezen import toegang_for
from actielijst_xl.usecases.raamwerk import kader_for
from actielijst_xl.writing.kader import Kader


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMaster:
    """A master that was read; `overige` are the overige gegevens per fiche id."""

    data: bytes
    grid: Grid
    master: Master
    state: State
    rules: Rules
    settings: Settings
    overige: Mapping[str, tuple[Overig, ...]]

    def rows(self) -> Rows:
        """What the master shows now; a cell that can't be read counts as it was last written."""
        return readable(self.master.cells)

    def actielijst(
        self,
        rows: Rows,
        *,
        volgorde: Mapping[str, Sequence[RowRef]] | None = None,
        compleet: bool = False,
    ) -> Actielijst:
        """The actielijst that these rows make, in the order of the Overzicht: sheets can be moved.

        Args:
            rows: Every row.
            volgorde: The rows of afspraken per fiche, as in `to_actielijst`.
            compleet: With what is in the administration and stands nowhere any more: fiches of which the
                sheet is gone, projects without location of which the row on the Overzicht is.
        """
        bladen = self.master.bladen
        zonder = dict(self._zonder_locatie())
        if compleet:
            bladen = {**self.missing(), **bladen}
            zonder = {f: row for f, row in (zonder | self.without_row()).items() if f not in bladen}
        order = dict.fromkeys((*_listed(self.master), *bladen))
        shown = to_actielijst(
            rows,
            kop=self.master.manifest,
            bladen={fiche: bladen[fiche] for fiche in order if fiche in bladen},
            nrs=self.master.nrs,
            volgorde=volgorde,
            overige=self.overige,
            zonder_locatie=zonder,
            mail=self.settings.text("provincie", "mail"),
        )
        return replace(shown, volgorde=tuple(order))

    def _zonder_locatie(self) -> Iterator[tuple[str, Mapping[str, Value]]]:
        """Projects without a fiche as the Overzicht shows them; their vervolg as the list has it.

        The vervolg stands behind the table: it stays where it is when somebody sorts the table.
        """
        for fiche, row in zonder_locatie_rows(self.master, self.grid):
            given = (self.state.lijst or {}).get(RowRef(fiche, Tabel.PROJECT.value, ""), {})
            yield fiche, {**row, **{k: v for k, v in given.items() if k == "vervolg" and v is not None}}

    def missing(self) -> dict[str, str]:
        """The fiches of which the sheet is gone, with the name that it had."""
        named = _administered(self.grid, self.master.beheer, "fiche")
        return {fiche: blad for fiche, _, blad in named if fiche not in self.master.bladen}

    def without_row(self) -> dict[str, Mapping[str, Value]]:
        """What the list said of the projects without location that have no row on the Overzicht any more."""
        listed = {*_listed(self.master), *self.master.bladen}
        named = _administered(self.grid, self.master.beheer, "zonder locatie")
        lost = {fiche: nummer for fiche, nummer, _ in named if fiche not in listed}
        given = self.state.lijst or {}
        return {
            fiche: {"project_id": nummer, **given.get(RowRef(fiche, Tabel.PROJECT.value, ""), {})}
            for fiche, nummer in lost.items()
        }

    def kader(self, lijst: Actielijst) -> Kader:
        """The frame for sheets of this master."""
        return kader_for(lijst, self.settings, actielijst_id=self.master.actielijst)

    def names(self) -> boeken.Names:
        """How rows and fields are called on the sheets."""
        zonder = {
            fiche: f"{display(row.get('project_id'))} {display(row.get('projectnaam'))}".strip()
            for fiche, row in zonder_locatie_rows(self.master, self.grid)
        }
        overige = {
            (fiche, f"{OVERIG}{number}"): overig.kop
            for fiche, found in self.overige.items()
            for number, overig in enumerate(found, 1)
        }
        bladen = {**zonder, **self.master.bladen}
        tabel = self.master.tabellen.get("conflicten")
        rows = tabel.rijen if tabel else ()
        conflicten = {boeken.conflict_id(r): f"K{n}" for r in rows if (n := boeken.conflict_number(r))}
        return boeken.Names(self.settings.fields, bladen, self.master.nrs, overige, conflicten)


def open_master(data: bytes, name: str, settings: Settings) -> OpenMaster:
    """Read a master.

    Raises:
        InputError: XA-L100 to XA-L141 the gate refuses it; XA-L170, XA-L173 this is no master; XA-S050 its
            administration is damaged.
    """
    let_in(data, name, settings)
    return opened(data, read_grid(data, name), settings)


def let_in(data: bytes, name: str, settings: Settings) -> None:
    """Let a master pass the gate; errors as `open_master`."""
    scan(data, name, toegang_for(settings).limits)


def glance(data: bytes, name: str, settings: Settings) -> OpenMaster:
    """Read only what is needed to read a return: the administration and Keuzelijsten; no fiche.

    Args:
        data: A master; one that was not let in (`let_in`) only in a process that may be lost.
        name: Its file name.
        settings: The province's settings.

    Raises:
        ActielijstError: As `open_master`, also where a whole look would do: its administration was made
            visible, Keuzelijsten has another name.
    """
    return opened(data, read_grid(data, name, wanted=_says_who_it_is), settings)


def _says_who_it_is(sheet: SheetPart) -> bool:
    return sheet.state != "visible" or sheet.name == KEUZELIJSTEN


def opened(data: bytes, grid: Grid, settings: Settings) -> OpenMaster:
    """Everything that a job needs of a master that was let in and read; errors as `open_master`."""
    reader = MasterReader(grid, fields=settings.fields, data=data)
    kept = _kept(reader.pakket, grid.file) if reader.pakket else None
    rounds = [event for event in kept.events if isinstance(event, Uitgifte)] if kept else []
    master = reader.read({ref: nr for event in rounds for ref, nr in event.nrs.items()})
    if not master.beheer:  # without it nothing is known of what was handed out and what came back
        raise InputError("XA-S050", bestand=grid.file)
    state = kept or merging.start(readable(master.cells))  # never issued: it starts with what it shows
    if master.later:  # an older layout: what it has no place for is not handed out and not merged
        present = (field for field in settings.fields.all if field.key not in master.later)
        settings = replace(settings, fields=Fields(present))
    rules = rules_for(settings.fields.all, acceptor(settings.fields))
    found = OpenMaster(
        data=data,
        grid=grid,
        master=master,
        state=state,
        rules=rules,
        settings=settings,
        overige=read_overige(grid, master.bladen),
    )
    told = (*master.findings, *_off_overzicht(found))
    return replace(found, master=replace(master, findings=told))


def _kept(pakket: Sequence[str], name: str) -> State:
    """Read what the master remembers.

    Raises:
        InputError: XA-S050 the administration is damaged.
    """
    try:
        return from_json(json.loads(unpack(pakket)))
    except (DamagedError, json.JSONDecodeError) as error:
        raise InputError("XA-S050", bestand=name) from error


def readable(cells: Cells) -> dict[RowRef, dict[str, Value]]:
    """The values of cells; one that can't be read counts as blank here."""
    return {ref: readable_row(row) for ref, row in cells.items()}


def readable_row(row: Mapping[str, Value | Unreadable]) -> dict[str, Value]:
    """The values of one row; one that can't be read counts as blank here."""
    return {veld: None if isinstance(value, Unreadable) else value for veld, value in row.items()}


def _administered(grid: Grid, beheer: str, soort: str) -> Iterator[tuple[str, str, str]]:
    """The projects that the administration names as a fiche or as `zonder locatie`: id, number, sheet."""
    rows = next((sheet.rows for sheet in grid.sheets if sheet.name == beheer), ())
    for row in rows:
        if len(row) > 1 and row[0] == soort:
            _, fiche, nummer, blad = (*map(_text, row), "", "")[:4]
            yield fiche, nummer, blad


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _off_overzicht(opened: OpenMaster) -> Iterator[Finding]:
    """Say which projects have no row on the Overzicht any more: its figures do not count them."""
    if "overzicht" not in opened.master.tabellen:
        return  # that the sheet is gone is said already
    listed = frozenset(_listed(opened.master))
    named = [
        *_administered(opened.grid, opened.master.beheer, "fiche"),
        *_administered(opened.grid, opened.master.beheer, "zonder locatie"),
    ]
    lost = [nummer or fiche for fiche, nummer, _ in named if fiche not in listed]
    if lost:
        more = f" en {len(lost) - _SHOWN} andere" if len(lost) > _SHOWN else ""
        yield Finding(
            code="XA-S063",
            severity=Severity.WAARSCHUWING,
            file=opened.grid.file,
            details={"projecten": ", ".join(lost[:_SHOWN]) + more},
        )


_SHOWN = 10


def _listed(master: Master) -> Iterator[str]:
    """The ids of the projects on the Overzicht, in its order."""
    overzicht = master.tabellen.get("overzicht")
    for row in overzicht.rijen if overzicht else ():
        if "rij_id" in row:
            yield str(row["rij_id"].value).removesuffix("/o")


def zonder_locatie_rows(master: Master, grid: Grid) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Projects without a fiche, as the Overzicht shows them."""
    overzicht = master.tabellen.get("overzicht")
    vervolg = read_vervolg(grid, overzicht.sheet) if overzicht else {}
    for row in overzicht.rijen if overzicht else ():
        rij_id = str(row["rij_id"].value) if "rij_id" in row else ""
        fiche_id = rij_id.removesuffix("/o")
        if rij_id.endswith("/o") and fiche_id not in master.bladen:
            known = {k: v for k, v in boeken.as_read(row).items() if k in _FROM_OVERZICHT}
            yield fiche_id, known | {"vervolg": display(vervolg.get(fiche_id))}


_FROM_OVERZICHT = frozenset(("project_id", "projectnaam", "netbeheerder", "type_infra", "projectfase", "ibn"))
