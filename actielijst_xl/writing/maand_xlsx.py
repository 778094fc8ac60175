"""The workbook of the monthly extract: the page Energyboard, the tables behind it, and what they mean."""

from collections.abc import Mapping

from actielijst_xl.model.maand_extract import Extract
from actielijst_xl.model.maand_velden import TABELLEN
from actielijst_xl.writing.maand_bladen import PRINTED, table_sheet, titel_provincie
from actielijst_xl.writing.maand_energyboard import energyboard_sheet
from actielijst_xl.writing.maand_grafiek import uitsplitsingen_sheet
from actielijst_xl.writing.maand_toelichting import toelichting_sheet
from actielijst_xl.writing.maand_trend import trend_sheet
from actielijst_xl.writing.plan import Workbook
from actielijst_xl.writing.xlsx import write_workbook


def write_maand(extract: Extract, *, huisstijl: Mapping[str, str], top: int = 8) -> bytes:
    """Write the monthly extract as a workbook.

    Args:
        extract: The month.
        huisstijl: Colours and font by the names of `[huisstijl]`.
        top: The most rows per table on the page Energyboard; all rows stand on the other sheets.

    Returns:
        The bytes of an .xlsx package; the same extract gives the same bytes.

    Raises:
        InputError: XA-G001: Excel can't hold a text.
    """
    return write_workbook(plan_maand(extract, huisstijl=huisstijl, top=top), huisstijl)


def plan_maand(extract: Extract, *, huisstijl: Mapping[str, str], top: int = 8) -> Workbook:
    """Plan the monthly extract as plain data."""
    titel = f"pMIEK-monitor {titel_provincie(extract)}"
    tables = (table_sheet(tabel, extract) for tabel in TABELLEN if tabel.key in PRINTED)
    return Workbook(
        title=titel,
        subject=f"Maandoverzicht {extract.nu.naam}",
        author=titel_provincie(extract),
        created=extract.nu.peildatum,
        footer=f"{titel_provincie(extract)} – pMIEK-monitor {extract.nu.maand}",
        sheets=(
            energyboard_sheet(extract, huisstijl, top=top),
            *tables,
            trend_sheet(extract, huisstijl),
            uitsplitsingen_sheet(extract),
            toelichting_sheet(extract),
        ),
    )
