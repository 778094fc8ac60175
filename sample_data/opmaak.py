"""The look of the sample lists, as an official would make it, and saving them with fixed times."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

VAST = datetime.fromisoformat("2026-11-02 09:00:00")  # the lists are as of this day, whenever they are made
DONKER, LICHT, STREEP, GRIJS = "14505C", "D3E6E3", "F3F8F7", "5B6B6E"
RAND = Border(bottom=Side("thin", color="C5D3D2"), right=Side("hair", color="C5D3D2"))


def stijl(cel: Any, *, kleur: str = "", achter: str = "", vet: bool = False, punten: int = 9) -> None:
    cel.font = Font(name="Calibri", size=punten, bold=vet, color=kleur or "000000")
    if achter:
        cel.fill = PatternFill("solid", fgColor=achter)


def schrijf_kop(blad: Worksheet, rij: int, kolom: int, tekst: str, *, achter: str = DONKER) -> None:
    cel = blad.cell(rij, kolom, tekst)
    stijl(cel, kleur="FFFFFF" if achter == DONKER else DONKER, achter=achter, vet=True)
    cel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left")
    cel.border = RAND


def schrijf_waarde(blad: Worksheet, rij: int, kolom: int, waarde: object, *, achter: str = "") -> None:
    cel = blad.cell(rij, kolom, waarde)
    stijl(cel, achter=achter)
    cel.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    cel.border = RAND
    if isinstance(waarde, date):
        cel.number_format = "DD-MM-YYYY"


def op_a3(blad: Worksheet, *, koprijen: str, bevries: str, breed: int = 1) -> None:
    blad.freeze_panes = bevries
    blad.print_title_rows = koprijen
    blad.page_setup.orientation, blad.page_setup.paperSize = "landscape", blad.PAPERSIZE_A3
    blad.page_setup.fitToWidth, blad.page_setup.fitToHeight = breed, 0
    blad.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, footer=0.3)
    blad.sheet_properties.pageSetUpPr.fitToPage = True
    blad.oddFooter.center.text = "Voorbeeld - geen vastgestelde pMIEK-lijst - pagina &P van &N"


def bewaar(boek: Workbook, pad: Path) -> None:
    """Save with fixed times inside, so that making the lists again changes no byte."""
    boek.properties.creator = "Provincie Voorbeeldland (verzonnen)"
    boek.properties.created = VAST
    boek.save(pad)
    with zipfile.ZipFile(pad) as archief:
        delen = {deel: archief.read(deel) for deel in archief.namelist()}
    kern = delen["docProps/core.xml"].decode()
    gewijzigd = boek.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    delen["docProps/core.xml"] = kern.replace(gewijzigd, VAST.strftime("%Y-%m-%dT%H:%M:%SZ")).encode()
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as archief:
        for deel, inhoud in delen.items():
            archief.writestr(zipfile.ZipInfo(deel, VAST.timetuple()[:6]), inhoud, zipfile.ZIP_DEFLATED)
