"""The builder of masters for tests: from projects in the test to the bytes of a workbook."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from lxml import etree

from actielijst_xl.model.actielijst import Actielijst, Fiche, make_actielijst
from actielijst_xl.model.document import Lijst, Overig, Project, Scalar, Source, Value
from actielijst_xl.model.field import Rol
from actielijst_xl.model.findings import Finding
from actielijst_xl.model.settings import Settings, make_settings
from actielijst_xl.templates import data_folder, load_defaults, load_toml, load_vocabulary
from actielijst_xl.writing.actielijst import plan_actielijst
from actielijst_xl.writing.fiche import fiche_sheet
from actielijst_xl.writing.kader import Kader, drop_downs
from actielijst_xl.writing.plan import Workbook
from actielijst_xl.writing.xlsx import write_workbook

PEILDATUM = date(2026, 11, 1)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def settings(**sections: Mapping[str, object]) -> Settings:
    """The default settings, with these sections laid over them."""
    return make_settings(sections, load_defaults(), "test")


def project(
    nummer: str,
    naam: str,
    *,
    rij: int = 2,
    afspraken: Sequence[Mapping[str, Scalar]] = (),
    overige: Mapping[str, Scalar] | None = None,
    **values: Scalar,
) -> Project:
    """A project as read from row `rij` of the list."""

    def read(row: Mapping[str, Scalar]) -> dict[str, Value]:
        place = Source(sheet="Lijst", cell=f"A{rij}")
        return {key: Value(raw=raw, source=place) for key, raw in row.items()}

    return Project(
        source=Source(sheet="Lijst", cell=f"A{rij}"),
        values=read({"project_id": nummer, "projectnaam": naam, **values}),
        afspraken=tuple(read(row) for row in afspraken),
        overige=tuple(Overig(kop=kop, value=value) for kop, value in read(overige or {}).items()),
    )


def actielijst(
    projects: Sequence[Project], *, findings: Sequence[Finding] = (), own: Settings | None = None
) -> Actielijst:
    """The actielijst of these projects."""
    return make_actielijst(
        Lijst(file="lijst.xlsx", sheet="Lijst", projects=tuple(projects), columns=()),
        findings,
        fields=(own or settings()).fields,
        vocab=load_vocabulary(),
        provincie="Voorbeeldland",
        peildatum=PEILDATUM,
        mail="pmiek@voorbeeldland.example",
    )


def kader(projects: Sequence[Project], *, own: Settings | None = None, **given: object) -> Kader:
    """The frame for these projects; `given` replaces its attributes."""
    chosen = own or settings()
    lijst = actielijst(projects, own=chosen)
    return Kader(
        **{
            "actielijst": lijst,
            "fields": chosen.fields,
            "vocab": load_vocabulary(),
            "lijsten": drop_downs(lijst, load_vocabulary(), chosen.keuzelijsten),
            "huis": chosen.huisstijl,
            "teksten": load_toml(data_folder("workbook_templates") / "leeswijzer.toml"),
            "reserve": chosen.number("werkboek", "reserveregels"),
            "rollen": frozenset({Rol.PROVINCIE}),
            **given,
        }
    )


def plan(projects: Sequence[Project], *, own: Settings | None = None) -> Workbook:
    """The plan of the master of these projects."""
    return plan_actielijst(kader(projects, own=own))


def master(projects: Sequence[Project], *, own: Settings | None = None) -> bytes:
    """The master of these projects."""
    return write_workbook(plan(projects, own=own), (own or settings()).huisstijl)


def with_blank_fiche(data: Workbook, frame: Kader) -> Workbook:
    """A master as it was made at first: with a very hidden blank fiche, before the administration."""
    blank = Fiche(
        fiche_id="sjabloon", blad="_sjabloon", project=Project(source=Source(sheet="", cell=""), values={})
    )
    sheet = fiche_sheet(frame, blank)
    sheet.state = "very_hidden"
    return replace(data, sheets=[*data.sheets[:-1], sheet, data.sheets[-1]])


def parts(data: bytes) -> dict[str, bytes]:
    """The members of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet_parts(data: bytes) -> dict[str, str]:
    """Name of the part of each sheet, by name of the sheet, in the order of the tabs."""
    members = parts(data)
    rels = etree.fromstring(members["xl/_rels/workbook.xml.rels"])
    targets = {rel.get("Id"): rel.get("Target") for rel in rels}
    book = etree.fromstring(members["xl/workbook.xml"])
    return {
        sheet.get("name"): "xl/" + targets[sheet.get(_REL)].removeprefix("/xl/")
        for sheet in book.iter(f"{MAIN}sheet")
    }


def formula_values(data: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, stored value) of each formula cell, by (sheet, address); a blank text is `("", "")`."""
    members = parts(data)
    found = {}
    for name, part in sheet_parts(data).items():
        for cell in etree.fromstring(members[part]).iter(f"{MAIN}c"):
            if cell.find(f"{MAIN}f") is not None:
                text = cell.findtext(f"{MAIN}v") or ""
                found[name, cell.get("r")] = (cell.get("t", "n") if text else "", text)
    return found


def without_cached_values(data: bytes) -> bytes:
    """The same package without the stored values of formulas, so that a program has to compute them."""
    members = parts(data)
    for part in sheet_parts(data).values():
        root = etree.fromstring(members[part])
        for cell in root.iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            if cell.find(f"{MAIN}f") is not None and value is not None:
                cell.remove(value)
                cell.attrib.pop("t", None)
        members[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()
