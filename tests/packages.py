"""Small .xlsx packages for tests: made by programs, or by hand where every byte matters."""

import io
import shutil
import struct
import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="2">'
    "<fill><patternFill/></fill><fill><patternFill/></fill></fills>"
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs>'
    "</styleSheet>"
)

needs_soffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def members(package: bytes) -> dict[str, bytes]:
    """Return the inflated members by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def pack(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2026, 11, 2, 9, 30, 0))
            info.compress_type = method
            archive.writestr(info, data)
    return buffer.getvalue()


def altered(package: bytes, changes: Mapping[str, bytes | str | None]) -> bytes:
    """Return a package with members replaced, added, or (None) left out."""
    parts: dict[str, bytes | str] = {**members(package)}
    for name, data in changes.items():
        if data is None:
            parts.pop(name)
        else:
            parts[name] = data
    return pack(parts)


def edited(package: bytes, name: str, old: str, new: str) -> bytes:
    """Return a package with a piece of text of one member replaced."""
    text = members(package)[name].decode()
    assert old in text, (old, text[:3000])
    return altered(package, {name: text.replace(old, new)})


def opened(package: bytes) -> openpyxl.Workbook:
    """Return the workbook as openpyxl reads it; what it can't carry is no matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(package))


def raw_members(package: bytes) -> dict[str, tuple[object, ...]]:
    """Return of each member what a reader of the zip can see of it, compressed bytes included."""
    seen = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for info in archive.infolist():
            at = info.header_offset
            name, extra = struct.unpack_from("<2H", package, at + 26)
            start = at + 30 + name + extra
            seen[info.filename] = (
                package[at:start],
                package[start : start + info.compress_size],
                info.CRC,
                info.date_time,
                info.extra,
                info.comment,
                info.external_attr,
            )
    return seen


def handmade(
    sheet: str = "",
    *,
    sheets: Mapping[str, str] | None = None,
    strict: bool = False,
    workbook: str = "",
    before_sheets: str = "",
    strings: list[str] | None = None,
    extra: Mapping[str, bytes | str] | None = None,
    rels: Mapping[str, str] | None = None,
) -> bytes:
    """Return a package of which every part is written out.

    Args:
        sheet: What stands in `<sheetData>` of the only sheet, `Blad`.
        sheets: Instead of it: whole sheet XML by name.
        strict: Use the namespaces of Strict OOXML.
        workbook: XML after `<sheets>` in the workbook.
        before_sheets: XML before `<sheets>`.
        strings: Shared strings.
        extra: Further members, by name.
        rels: Further relationships of the workbook: id to `kind target`.
    """
    main, rel = (STRICT_MAIN, STRICT_REL) if strict else (MAIN, REL)
    named = dict(sheets or {"Blad": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>'})
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(named, 1)
    )
    related = {
        f"rId{number}": f"worksheet worksheets/sheet{number}.xml" for number in range(1, len(named) + 1)
    }
    related |= {"rIdS": "styles styles.xml", **(rels or {})}
    types = {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in range(1, len(named) + 1)}
    types |= {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts: dict[str, bytes | str] = {}
    if strings is not None:
        related["rIdT"] = "sharedStrings sharedStrings.xml"
        types["/xl/sharedStrings.xml"] = "sharedStrings"
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">' + "".join(strings) + "</sst>"
    kinds = {"calcChain.xml": "calcChain", "tables/": "table"}
    for name in extra or {}:
        types |= {
            f"/{name}": kind for word, kind in kinds.items() if word in name and not name.endswith(".rels")
        }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{TYPE}.{kind}+xml"/>' for name, kind in types.items()
    )
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{PKG}/content-types">'
            f'<Default Extension="rels" ContentType="{RELS_TYPE}"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
            "_rels/.rels": relationships({"rId1": "officeDocument xl/workbook.xml"}, rel),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}">{before_sheets}'
            f"<sheets>{listed}</sheets>{workbook}</workbook>",
            "xl/_rels/workbook.xml.rels": relationships(related, rel),
            "xl/styles.xml": STYLES.replace(MAIN, main),
            **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(named.values(), 1)},
            **parts,
            **(extra or {}),
        }
    )


def relationships(related: Mapping[str, str], rel: str = REL) -> str:
    """Return a relationships part from `{id: "kind target"}`."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{rel}/{value.split()[0]}" Target="{value.split()[1]}"/>'
        for key, value in related.items()
    )
    return f'<Relationships xmlns="{PKG}/relationships">{items}</Relationships>'


@cache  # one moment of making: two calls give the same bytes
def fiche_book(fiches: int = 2, spare: int = 4) -> bytes:
    """Return a workbook in our own layout: fiches, a template, tables with spare rows, administration."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    overview = book.add_worksheet("Overzicht")
    overview.write_row("A1", ["pMIEK-actielijst"])
    overview.write_formula("B3", "=COUNTA(Logboek[Tijd])", None, 0)
    overview.add_table(
        "A5:C8",
        {"name": "Projecten", "columns": [{"header": text} for text in ("Nr", "Project", "IBN")]},
    )
    overview.activate()
    for number in range(1, fiches + 1):
        _fiche(book, f"{number:02d} Project", f"Afspraken_NH_{number:03d}", spare)
    log = book.add_worksheet("Logboek")
    headers = [{"header": text} for text in ("Tijd", "Fiche", "Was", "Werd")]
    log.add_table(2, 0, 2 + spare, 3, {"name": "Logboek", "columns": headers, "autofilter": False})
    log.data_validation(3, 1, 2 + spare, 1, {"validate": "list", "source": ["a", "b"]})
    bold = book.add_format({"bold": True})
    log.conditional_format(3, 2, 2 + spare, 3, {"type": "no_blanks", "format": bold})
    log.conditional_format(3, 0, 2 + spare, 0, {"type": "data_bar", "data_bar_2010": True})
    log.print_area(0, 0, 2 + spare, 3)
    _fiche(book, "Sjabloon", "Afspraken_SJABLOON", spare).very_hidden()
    administration = book.add_worksheet("_administratie")
    administration.write_column("A1", ["oud", "deel 2", "deel 3"])
    administration.very_hidden()
    book.set_custom_property("uitgifte", "1")
    book.close()
    return buffer.getvalue()


def _fiche(book: xlsxwriter.Workbook, name: str, table: str, spare: int) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(name)
    sheet.write("A1", name, book.add_format({"bg_color": "#1B365D", "font_color": "white"}))
    sheet.write_url("A3", "internal:'Overzicht'!A1", string="Overzicht")
    sheet.write_url("B3", f"internal:'{name}'!A9", string="Afspraken")
    sheet.write_column("A5", ["Naam", "Omschrijving", "IBN"])
    sheet.write("C5", f"{table}.naam")
    sheet.set_column("C:C", 10, None, {"hidden": True})
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.write_row("A8", ["nr", "activiteit", "datum"])
    headers = [{"header": text} for text in ("Nr", "Activiteit", "Datum")]
    last = 8 + spare
    sheet.add_table(8, 0, last, 2, {"name": table, "columns": headers, "autofilter": False})
    date = book.add_format({"num_format": "dd-mm-yyyy", "locked": False})
    for row in range(9, last + 1):
        sheet.write_blank(row, 2, None, date)
    sheet.data_validation(9, 1, last, 1, {"validate": "list", "source": ["bouwen", "overleg"]})
    sheet.conditional_format(
        9, 0, last, 2, {"type": "formula", "criteria": f"='{name}'!$A$5=1", "format": date}
    )
    chart = book.add_chart({"type": "scatter"})
    chart.add_series(
        {"categories": [name, 9, 2, last, 2], "values": [name, 9, 0, last, 0], "name": [name, 0, 0]}
    )
    sheet.insert_chart("E5", chart, {"description": "Tijdlijn"})
    sheet.protect("", {"format_cells": True})
    sheet.repeat_rows(0, 2)
    return sheet


def converted(package: bytes, folder: Path, target: str = "xlsx") -> bytes:
    """Return the package as LibreOffice saves it in another (or the same) format."""
    source, out = folder / "in" / "boek.xlsx", folder / "uit"
    source.parent.mkdir(exist_ok=True)
    source.write_bytes(package)
    profile = f"-env:UserInstallation=file://{folder}/profiel"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return next(out.glob("boek*." + target.split(":", maxsplit=1)[0])).read_bytes()
