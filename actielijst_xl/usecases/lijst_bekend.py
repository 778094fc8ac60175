"""What a master and a new list know before the one is laid beside the other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from actielijst_xl.errors import InputError
from actielijst_xl.merging.master import last_written
from actielijst_xl.merging.versies import adopt
from actielijst_xl.model.actielijst import normalise
from actielijst_xl.model.address import row_of
from actielijst_xl.model.decisions import RowRef, Rows, Unreadable
from actielijst_xl.model.document import display
from actielijst_xl.model.fields import Tabel
from actielijst_xl.model.findings import Severity
from actielijst_xl.model.vocab import Projectfase, project_key
from actielijst_xl.reading.master_overig import read_overige
from actielijst_xl.templates import load_vocabulary
from actielijst_xl.usecases import lijst as lijsten
from actielijst_xl.usecases.bestanden import Source
from actielijst_xl.usecases.lijst import Controle
from actielijst_xl.usecases.lijst_retour import Bekend, Nieuwe, match
from actielijst_xl.usecases.open_master import OpenMaster

_PROJECT = Tabel.PROJECT.value


def usable(opened: OpenMaster, controle: Controle) -> Nieuwe:
    """The rows of a list without errors, normalised as in a new actielijst."""
    lijst, fields = controle.lijst, opened.settings.fields
    provincie = opened.master.manifest.get("provincie", "")
    errors = {(f.sheet, row_of(f.cell)) for f in controle.findings if f.severity is Severity.FOUT}
    good = [p for p in lijst.projects if (p.source.sheet, row_of(p.source.cell)) not in errors]
    bad = [p for p in lijst.projects if p not in good]
    return Nieuwe(
        file=lijst.file,
        sheet=lijst.sheet,
        projecten=tuple(normalise(p, fields, load_vocabulary(), provincie) for p in good),
        gegeven=frozenset(column.field for column in lijst.columns if column.field),
        vervolg=frozenset(project_key(p.text("project_id")) for p in good if p.text("vervolg")),
        met_fouten=frozenset(project_key(p.text("project_id")) for p in bad),
    )


def with_list(opened: OpenMaster, name: str, vorige: Source | None, peildatum: date) -> OpenMaster:
    """Tell an older master which list it was made from.

    Raises:
        InputError: XA-S070 nobody says which list that is.
    """
    if vorige is None:
        raise InputError("XA-S070", bestand=name)
    controle = lijsten.check(vorige, settings=opened.settings, peildatum=peildatum)
    found = match(usable(opened, controle), known(opened, opened.rows()), hernummerd=False)
    shown = {ref: row for ref, row in opened.rows().items() if ref.tabel == Tabel.AFSPRAAK}
    rows = {
        ref: {v: cell.value for v, cell in row.cells.items() if not isinstance(cell.value, Unreadable)}
        for row in found.retour.rows
        if row.fiche not in found.fiches and row.cells
        if (ref := RowRef(row.fiche, row.tabel, row.rij or "")).tabel != Tabel.AFSPRAAK or ref in shown
    }
    velden = opened.settings.fields.pairs(but=Tabel.HOOFDDOCUMENT)
    return replace(opened, state=adopt(opened.state, rows, velden))


def known(opened: OpenMaster, basis: Rows) -> Bekend:
    """What a master knows of its projects, beside the list as it was last imported."""
    shown = opened.actielijst(opened.rows())
    named = {ref.fiche: row for ref, row in basis.items() if ref.tabel == _PROJECT}
    nummers = {project_key(display(row.get("project_id"))): fiche for fiche, row in named.items()}
    nummers |= {project_key(f.project.text("project_id")): f.fiche_id for f in shown.projecten}
    namen = {fiche: display(row.get("projectnaam")) for fiche, row in named.items()}
    overige = read_overige(opened.grid, opened.master.bladen)
    return Bekend(
        fields=opened.settings.fields,
        nummers=nummers,
        namen=namen | {f.fiche_id: f.project.text("projectnaam") for f in shown.projecten},
        bladen=opened.master.bladen,
        bezet=tuple(sheet.name for sheet in opened.grid.sheets),
        koppen={fiche: tuple(o.kop for o in found) for fiche, found in overige.items()},
        basis=basis,
    )


def without_sheet(opened: OpenMaster) -> Iterator[str]:
    """Fiches that had a sheet and have none any more."""
    for ref, row in last_written(opened.state).items():
        if ref.tabel == _PROJECT and ref.fiche not in opened.master.bladen:
            verkenning = row.get("projectfase") == Projectfase.VERKENNING and not row.get("gemeente")
            if not verkenning:
                yield ref.fiche
