"""The gate for workbooks in the form of Office Open XML: xlsx, xlsm, and the frame of xlsb."""

import re
from collections.abc import Sequence
from posixpath import join, normpath
from typing import Final, NoReturn

from actielijst_xl.reading.gate_limits import MIB, Kind, Limits, Refused, Scan, refuse, refuse_excess
from actielijst_xl.reading.gate_part import Part
from actielijst_xl.reading.gate_xlsb import Sheet12, examine_sheet12, examine_strings12, workbook12
from actielijst_xl.reading.gate_xml import Elements, elements, examine
from actielijst_xl.reading.gate_zip import Budget, Member, inflate

TYPES: Final = "[content_types].xml"
_MAIN_TYPES: Final = {
    "spreadsheetml.sheet.main+xml": Kind.XLSX,
    "spreadsheetml.template.main+xml": Kind.XLSX,
    "ms-excel.sheet.macroenabled.main+xml": Kind.XLSM,
    "ms-excel.template.macroenabled.main+xml": Kind.XLSM,
    "ms-excel.sheet.binary.macroenabled.main": Kind.XLSB,
}
_KEPT: Final = 8 * MIB  # inflated bytes of a workbook that are handed to the reader
_MARKUP_START = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\x00?<|<\x00)")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def scan_package(data: bytes, members: Sequence[Member], file: str, limits: Limits) -> Scan:
    """Scan a workbook. The quick way may see boxes too large; then every element is followed.

    Raises:
        Refused: It is not safe to read, or another document of Office.
    """
    try:
        return _Package(data, members, file, limits).scan()
    except Refused as refusal:
        if refusal.code not in ("XA-L126", "XA-L137", "XA-L139"):
            raise
        return _Package(data, members, file, limits, exact=True).scan()


class _Package:
    """One workbook in the form of Office Open XML, part after part."""

    def __init__(
        self, data: bytes, members: Sequence[Member], file: str, limits: Limits, *, exact: bool = False
    ) -> None:
        self.exact = exact
        self.data, self.members, self.file, self.limits = data, members, file, limits
        self.by_name = {member.key: member for member in members}
        self.budget = Budget(left=limits.inflated_mib * MIB)
        self.total = Part()
        self.listed: dict[str, Elements] = {}
        self.drawn: set[str] = set()
        self.inflated = self.boxes = self.names = 0
        self.wide = self.strict = self.date1904 = False
        self.parts: dict[str, bytes] | None = {}

    def scan(self) -> Scan:
        """Scan all parts, then what they say about each other."""
        self.take(self.by_name[TYPES], listed=True)
        types = self.listed[TYPES]
        kind = _kind(types, self.file)
        workbook = _workbook_part(types)
        if workbook not in self.by_name:
            refuse("XA-L136", self.file)
        pictures_only = self.svg_is_picture(types)
        listed = (workbook, _relations_part(workbook))
        for member in self.members:
            if member.key != TYPES:
                self.take(member, listed=member.key in listed, pictures_only=pictures_only)
        self.check_totals()
        if kind is Kind.XLSB:
            declared, self.names = workbook12(self.read(workbook), self.file, self.limits)
            self.take_sheets12(declared, workbook)
        else:
            declared = self.workbook(workbook)
        self.check_sheets(declared, workbook)
        return Scan(
            kind=Kind.XLSM if kind is Kind.XLSX and self.has("vbaproject.bin") else kind,
            sheets=len(declared),
            macros=self.has("vbaproject.bin"),
            external_links=any(name.startswith("xl/externallinks/") for name in self.by_name),
            cells=self.total.cells,
            inflated=self.inflated,
            wide=self.wide,
            strict=self.strict,
            date1904=self.date1904,
            parts=self.parts if kind is not Kind.XLSB else None,
        )

    def has(self, last_name: str) -> bool:
        """Return whether some part has this last name."""
        return any(name.rpartition("/")[2] == last_name for name in self.by_name)

    def read(self, name: str) -> bytes:
        """Return a part again, outside the budget: it was inflated before or is bounded by itself."""
        kept = self.parts.get(self.by_name[name.casefold()].name) if self.parts else None
        if kept is not None:
            return kept
        alone = Budget(left=self.limits.member_mib * MIB)
        return inflate(self.data, self.by_name[name.casefold()], alone, self.file, self.limits)

    def parse(self, name: str) -> Elements:
        """Return the elements of a small part; of no elements where it is not there."""
        key = name.casefold()
        if key in self.listed:
            return self.listed[key]
        if key not in self.by_name:
            return ()
        return elements(self.read(name), name, self.file, self.limits)[0]

    def take(self, member: Member, *, listed: bool = False, pictures_only: bool = False) -> None:
        """Inflate one part and count what is in it; keep its elements where `listed`."""
        content = inflate(self.data, member, self.budget, self.file, self.limits)
        self.inflated += len(content)
        if self.parts is not None:
            self.keep(member, content)
        key = member.key
        if not _is_markup(key, content) or (pictures_only and _is_svg(key)):
            return
        if listed:
            self.listed[key], found = elements(content, member.name, self.file, self.limits, exact=self.exact)
            self.count(found, member.name)
            return
        if key.endswith(".vml"):  # often not well-formed, and read by nobody here
            if any(mark in content for mark in _DOCTYPES):
                refuse("XA-L120", self.file, onderdeel=member.name)
            return
        found = examine(content, member.name, self.file, self.limits, exact=self.exact)
        if found.drawn:
            self.drawn.add(key)
        self.count(found, member.name)

    def keep(self, member: Member, content: bytes) -> None:
        """Keep what was inflated for the reader, as long as all of it is little."""
        if self.inflated > _KEPT:
            self.parts = None
        elif self.parts is not None:
            self.parts[member.name] = content

    def count(self, part: Part, name: str) -> None:
        """Add one part to the totals."""
        limits, total = self.limits, self.total
        total.elements += part.elements
        total.xf += part.xf
        if not part.plain:
            self.count_sheet(part, name)
        if total.elements > limits.xml_elements:
            refuse("XA-L137", self.file, grens=limits.xml_elements)

    def count_sheet(self, part: Part, name: str) -> None:
        """Add what is in a sheet, the shared strings, or any part that is followed element by element."""
        total = self.total
        if part.box.area > self.limits.cell_box:
            refuse("XA-L126", self.file, onderdeel=name, grens=self.limits.cell_box)
        self.boxes += part.box.area
        self.wide = self.wide or part.wide
        total.merged += part.merged
        total.linked += part.linked
        total.strings += part.strings
        total.announced = max(total.announced, part.announced)
        if part.root != "calcChain":
            total.cells += part.cells
            total.rows += part.rows

    def check_totals(self) -> None:
        """Refuse what is too much, all parts together."""
        total, limits = self.total, self.limits
        refuse_excess(
            self.file,
            ("XA-L124", total.cells, limits.cells),
            ("XA-L125", total.rows, limits.rows),
            ("XA-L139", self.boxes, limits.cell_boxes),
            ("XA-L127", total.merged, limits.merged_area),
            ("XA-L128", total.linked, limits.hyperlink_area),
            ("XA-L129", total.strings, limits.shared_strings),
            ("XA-L130", total.announced, limits.shared_strings),
            ("XA-L131", total.xf, limits.xf),
        )

    def workbook(self, workbook: str) -> list[tuple[str, str]]:
        """Return the sheets as (name, relation); note the facts of the workbook part."""
        found = self.parse(workbook)
        root = found[0][1].values() if found else ()
        self.names = sum(name == "definedName" for name, _ in found)
        self.strict = any("purl.oclc.org" in value or value == "strict" for value in root)
        flags = (a.get("date1904", "").casefold() for name, a in found if name == "workbookPr")
        self.date1904 = any(flag in ("1", "true", "on") for flag in flags)
        return [(a.get("name", ""), a.get("id", "")) for name, a in found if name == "sheet"]

    def relations(self, workbook: str) -> dict[str, tuple[str, bool]]:
        """Return target (part name, folded) and whether it is outside the file, by relation id."""
        folder = workbook.rpartition("/")[0]
        found = self.parse(_relations_part(workbook))
        return {
            a.get("Id", ""): (resolve(folder, a.get("Target", "")), a.get("TargetMode") == "External")
            for name, a in found
            if name == "Relationship"
        }

    def check_sheets(self, declared: Sequence[tuple[str, str]], workbook: str) -> None:
        """Refuse a workbook without sheets, with too many, or with one that is not in the file."""
        if not declared:
            refuse("XA-L138", self.file)
        if len(declared) > self.limits.sheets:
            refuse("XA-L133", self.file, grens=self.limits.sheets)
        if self.names > self.limits.names:
            refuse("XA-L132", self.file, grens=self.limits.names)
        relations = self.relations(workbook)
        for name, relation in declared:
            target, outside = relations.get(relation, ("", True))
            if outside or target not in self.by_name:
                refuse("XA-L134", self.file, blad=name)
            if target in self.drawn:  # it is read as a sheet after all
                self.parse(target)

    def take_sheets12(self, declared: Sequence[tuple[str, str]], workbook: str) -> None:
        """Count the binary sheets and strings of an xlsb."""
        relations = self.relations(workbook)
        for target in sorted({relations[relation][0] for _, relation in declared if relation in relations}):
            if target in self.by_name:
                self.count_sheet12(examine_sheet12(self.read(target), self.file, self.limits), target)
        for name in (name for name in self.by_name if name.endswith("sharedstrings.bin")):
            announced = examine_strings12(self.read(name), self.file)
            self.total.announced = max(self.total.announced, announced)
        self.check_totals()

    def count_sheet12(self, sheet: Sheet12, name: str) -> None:
        """Add one binary sheet to the totals."""
        self.count_sheet(Part(cells=sheet.cells, rows=sheet.rows, box=sheet.box), name)

    def svg_is_picture(self, types: Elements) -> bool:
        """Return whether every `.svg` can only be a picture: then nobody here reads it as XML.

        Drawings by designers often have a DOCTYPE; that is no reason to refuse a logo.
        """
        svgs = [name for name in self.by_name if _is_svg(name)]
        if not svgs:
            return True
        overrides = (
            a for name, a in types if name == "Override" and _is_svg(a.get("PartName", "").casefold())
        )
        if any(a.get("ContentType") != "image/svg+xml" for a in overrides):
            return False
        rels = [name for name in self.by_name if name.endswith(".rels")]
        relations = (a for name in rels for tag, a in self.parse(name) if tag == "Relationship")
        return all(
            a.get("Type", "").endswith("/image")
            for a in relations
            if ".svg" in a.get("Target", "").casefold()
        )


def resolve(folder: str, target: str) -> str:
    """Return the folded name of the part that a relation in `folder` points to."""
    path = target if target.startswith("/") else join("/", folder, target)
    return normpath(path).lstrip("/").casefold()


def _relations_part(part: str) -> str:
    """Return the name of the part with the relations of a part."""
    folder, _, last = part.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def _is_svg(name: str) -> bool:
    return name.endswith(".svg")


def _is_markup(name: str, content: bytes) -> bool:
    """Return whether a reader could take this part for XML: by its name or by how it begins."""
    return name.endswith((".xml", ".rels", ".vml")) or _MARKUP_START.match(content[:200]) is not None


def _kind(types: Elements, file: str) -> Kind:
    """Return the kind by the content types; refuse other documents of Office."""
    texts = [a.get("ContentType", "").casefold() for _, a in types]
    kinds = [kind for ending, kind in _MAIN_TYPES.items() if any(text.endswith(ending) for text in texts)]
    if not kinds:
        _refuse_document(texts, file)
    return kinds[0]


def _refuse_document(texts: Sequence[str], file: str) -> NoReturn:
    if any("presentationml" in text for text in texts):
        refuse("XA-L108", file)
    if any("wordprocessingml" in text for text in texts):
        refuse("XA-L107", file)
    refuse("XA-L136", file)


def _workbook_part(types: Elements) -> str:
    """Return the folded name of the workbook part."""
    for name, attributes in types:
        is_main = attributes.get("ContentType", "").casefold().endswith(tuple(_MAIN_TYPES))
        if name == "Override" and is_main:
            return resolve("", attributes.get("PartName", ""))
    return "xl/workbook.xml"
