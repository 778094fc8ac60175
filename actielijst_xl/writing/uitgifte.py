"""The workbook of one party: its own fiches and monitoring rows, and nothing of others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actielijst_xl.model.partijen import Partij
from actielijst_xl.writing.actielijst import fiche_sheets, workbook
from actielijst_xl.writing.administratie import beheer_sheet, keuzelijsten_sheet
from actielijst_xl.writing.kader import Kader
from actielijst_xl.writing.leeswijzer import leeswijzer_sheet
from actielijst_xl.writing.monitoringlijst import monitoring_sheet
from actielijst_xl.writing.overzicht import overzicht_sheet
from actielijst_xl.writing.plan import Workbook
from actielijst_xl.writing.xlsx import write_workbook


def write_copy(
    kader: Kader,
    partij: Partij,
    *,
    uitgifte: str,
    deadline: date | None,
    basis: Sequence[str] = (),
    logo: bytes | None = None,
) -> bytes:
    """Write the workbook of one party.

    Args:
        kader: The frame of the master.
        partij: The party: its name, roles and fiches.
        uitgifte: Id of the uitgifte.
        deadline: Last day to send it back, or None.
        basis: The values at this moment, packed: a fallback that never outranks the master's own.
        logo: A PNG or JPEG for the Leeswijzer.

    Returns:
        The bytes of an .xlsx package.
    """
    own = own_kader(kader, partij, uitgifte=uitgifte, deadline=deadline)
    return write_workbook(plan_copy(own, basis=basis, logo=logo), own.huis)


def own_kader(kader: Kader, partij: Partij, *, uitgifte: str, deadline: date | None) -> Kader:
    """Return the frame of a copy: only the party's fiches, only its fields to fill in."""
    lijst = kader.actielijst
    fiches = tuple(fiche for fiche in lijst.fiches if fiche.fiche_id in partij.fiches)
    own = replace(lijst, fiches=fiches, zonder_locatie=(), met_fouten=(), hoofddocument={})
    return replace(
        kader,
        actielijst=own,
        rollen=partij.rollen,
        ontvanger=partij.naam,
        uitgifte=uitgifte,
        deadline=deadline,
        actielijst_id=kader.id_van_actielijst,
    )


def plan_copy(kader: Kader, *, basis: Sequence[str] = (), logo: bytes | None = None) -> Workbook:
    """Plan a copy as plain data."""
    sheets = [
        overzicht_sheet(kader),
        monitoring_sheet(kader),
        *fiche_sheets(kader, None),
        keuzelijsten_sheet(kader),
    ]
    leeswijzer = leeswijzer_sheet(kader, [sheet.name for sheet in sheets], logo)
    return workbook(kader, [leeswijzer, *sheets, beheer_sheet(kader, basis)], soort="uitgifte")
