"""The workbook of an actielijst: which sheets, in which order, with which names and properties."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from actielijst_xl.writing.administratie import (
    beheer_sheet,
    conflicten_sheet,
    keuzelijsten_sheet,
    logboek_sheet,
    uitgiftes_sheet,
)
from actielijst_xl.writing.fiche import fiche_sheet
from actielijst_xl.writing.hoofddocument import hoofddocument_sheet
from actielijst_xl.writing.kader import SJABLOON_VERSIE, Kader, fiche_target
from actielijst_xl.writing.leeswijzer import leeswijzer_sheet
from actielijst_xl.writing.monitoringlijst import monitoring_sheet
from actielijst_xl.writing.overzicht import PEILDATUM_CELL, overzicht_sheet
from actielijst_xl.writing.plan import Sheet, Workbook, ref
from actielijst_xl.writing.xlsx import write_workbook

Progress = Callable[[int, int], None]


def write_actielijst(
    kader: Kader,
    *,
    administratie: Sequence[str] = (),
    logo: bytes | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Write the master of an actielijst.

    Args:
        kader: What to write, in which house style.
        administratie: What the master remembers, packed (see `model.chunks`).
        logo: A PNG or JPEG for the Leeswijzer.
        progress: Called with (fiches planned, fiches in all).

    Returns:
        The bytes of an .xlsx package; the same input gives the same bytes.
    """
    plan = plan_actielijst(kader, administratie=administratie, logo=logo, progress=progress)
    return write_workbook(plan, kader.huis)


def plan_actielijst(
    kader: Kader,
    *,
    administratie: Sequence[str] = (),
    logo: bytes | None = None,
    progress: Progress | None = None,
) -> Workbook:
    """Plan the master of an actielijst as plain data."""
    kader = replace(kader, actielijst_id=kader.id_van_actielijst)  # a hash of all projects: once
    sheets = [
        overzicht_sheet(kader),
        hoofddocument_sheet(kader),
        monitoring_sheet(kader),
        *fiche_sheets(kader, progress),
        conflicten_sheet(kader),
        uitgiftes_sheet(),
        logboek_sheet(),
        keuzelijsten_sheet(kader),
    ]
    leeswijzer = leeswijzer_sheet(kader, [sheet.name for sheet in sheets], logo)
    return workbook(kader, [leeswijzer, *sheets, beheer_sheet(kader, administratie)], soort="master")


def workbook(kader: Kader, sheets: Sequence[Sheet], *, soort: str) -> Workbook:
    """Put sheets together: titles, defined names and the identity in the document properties.

    Args:
        kader: What the sheets share.
        sheets: The sheets in order.
        soort: `master` or `uitgifte`.
    """
    lijst = kader.actielijst
    names = {fiche_target(fiche): ref(0, 0, sheet=fiche.blad) for fiche in lijst.fiches}
    return Workbook(
        title=f"pMIEK-actielijst Provincie {lijst.provincie}",
        subject=f"Uitgave {lijst.uitgave}",
        author=f"Provincie {lijst.provincie}",
        created=lijst.peildatum,
        footer=kader.titel,
        sheets=sheets,
        names={"Peildatum": ref(*PEILDATUM_CELL, sheet="Overzicht"), **names},
        properties={
            "xl_actielijst_soort": soort,
            "xl_actielijst_id": kader.id_van_actielijst,
            "xl_actielijst_sjabloon": SJABLOON_VERSIE,
            "xl_actielijst_uitgifte": kader.uitgifte,
            "xl_actielijst_ontvanger": kader.ontvanger,
        },
    )


def fiche_sheets(kader: Kader, progress: Progress | None) -> list[Sheet]:
    """Plan the sheets of all fiches, each with links to the one before and after it."""
    fiches = kader.actielijst.fiches
    sheets = []
    for at, fiche in enumerate(fiches):
        before = fiches[at - 1] if at else None
        after = fiches[at + 1] if at + 1 < len(fiches) else None
        sheets.append(fiche_sheet(kader, fiche, before, after))
        if progress:
            progress(at + 1, len(fiches))
    return sheets
