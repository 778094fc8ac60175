"""Document properties: who changed the file and when, properties of our own, the list of sheet titles."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lxml import etree

from actielijst_xl.package import markup
from actielijst_xl.package.edits import SetCore, SetProperty
from actielijst_xl.package.parts import Package
from actielijst_xl.package.values import escape

if TYPE_CHECKING:
    from lxml.etree import _Element

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CORE_REL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_OPEN = "http://schemas.openxmlformats.org/officeDocument/2006/"
_DIALECTS = {  # (namespace of the properties, of their values, type of the relationship)
    False: (f"{_OPEN}custom-properties", f"{_OPEN}docPropsVTypes", f"{_OPEN}relationships/custom-properties"),
    True: (
        f"{markup.STRICT}officeDocument/customProperties",
        f"{markup.STRICT}officeDocument/docPropsVTypes",
        f"{markup.STRICT}officeDocument/relationships/customProperties",
    ),
}


def _part(package: Package, kinds: set[str]) -> str:
    found = [rel.target for rel in package.rels("") if rel.kind in kinds and package.has(rel.target)]
    return found[0] if found else ""


def _moment(value: datetime) -> str:
    """Return a moment in UTC; one without a zone is taken as it is."""
    value = value if value.tzinfo is None else value.astimezone(UTC)
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


def set_core(package: Package, edit: SetCore) -> None:
    """Apply a `SetCore`."""
    key = _part(package, {"core-properties"})
    if not key:
        root = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dcterms": _TERMS, "xsi": _XSI})
        key = package.add("docProps/core.xml", root, _CORE_TYPE)
        package.add_rel("", _CORE_REL, key)
    root = package.tree(key)
    _text(root, f"{{{_CP}}}lastModifiedBy", edit.last_modified_by)
    _text(root, f"{{{_TERMS}}}modified", _moment(edit.modified)).set(f"{{{_XSI}}}type", _w3c_type(root))
    package.touch(key)


def _text(root: "_Element", tag: str, text: str) -> "_Element":
    found = root.find(tag)
    element = etree.SubElement(root, tag) if found is None else found
    element.text = text
    return element


def _w3c_type(root: "_Element") -> str:
    prefixes = [prefix for prefix, uri in root.nsmap.items() if uri == _TERMS and prefix]
    return f"{prefixes[0] if prefixes else 'dcterms'}:W3CDTF"


def set_property(package: Package, edit: SetProperty, *, strict: bool) -> None:
    """Apply a `SetProperty`."""
    key = _part(package, {"custom-properties", "customProperties"})
    if not key and edit.value is None:
        return
    if not key:
        namespace, values, kind = _DIALECTS[strict]
        root = markup.parse(f'<Properties xmlns="{namespace}" xmlns:vt="{values}"/>'.encode(), "custom.xml")
        key = package.add("docProps/custom.xml", root, _CUSTOM_TYPE)
        package.add_rel("", kind, key)
    _write_property(package, key, edit)
    package.touch(key)


def _write_property(package: Package, key: str, edit: SetProperty) -> None:
    root = package.tree(key)
    items = list(markup.children(root, "property"))
    found = next((item for item in items if item.get("name") == edit.name), None)
    if edit.value is None:
        if found is not None:
            root.remove(found)
        return
    if found is None:
        number = max([1, *(markup.whole(item.get("pid"), 1) for item in items)]) + 1
        found = markup.append(root, "property", fmtid=_FORMAT_ID, pid=str(number), name=edit.name)
    kind, text = _variant(edit.value)
    for old in list(found):
        found.remove(old)
    strict = str(root.tag).startswith("{" + markup.STRICT)
    values = _DIALECTS[strict][1]
    etree.SubElement(found, f"{{{values}}}{kind}", nsmap={"vt": values}).text = text


def _variant(value: str | float | datetime) -> tuple[str, str]:
    match value:
        case str():
            return "lpwstr", escape(value)
        case bool():
            return "bool", str(value).lower()
        case int():
            return ("i4", str(value)) if abs(value) < 2**31 else ("r8", repr(float(value)))
        case float():
            return "r8", repr(value)
        case datetime():
            return "filetime", _moment(value)


def read_property(package: Package, name: str) -> str | None:
    """Return the text of a custom property as stored; None when it is not there."""
    key = _part(package, {"custom-properties", "customProperties"})
    for item in markup.children(package.parse(key), "property") if key else ():
        if item.get("name") == name:
            return "".join(str(text) for text in item.itertext())
    return None


def add_sheet_title(package: Package, name: str, preceding: set[str]) -> None:
    """Add a sheet to the titles in app.xml; a list that does not add up stays."""
    key = _part(package, {"extended-properties", "extendedProperties"})
    root = package.tree(key) if key else None
    pairs, titles = _vector(root, "HeadingPairs"), _vector(root, "TitlesOfParts")
    counts = [] if pairs is None else [item[0] for item in list(pairs)[1::2] if len(item)]
    if titles is None or not counts or sum(markup.whole(item.text) for item in counts) != len(titles):
        return
    listed = markup.whole(counts[0].text)
    places = [place + 1 for place, title in enumerate(list(titles)[:listed]) if title.text in preceding]
    _insert_title(titles, max(places, default=0), name)
    counts[0].text = str(listed + 1)
    titles.set("size", str(len(titles)))
    package.touch(key)


def _vector(root: "_Element | None", name: str) -> "_Element | None":
    holder = None if root is None else markup.child(root, name)
    return holder[0] if holder is not None and len(holder) else None


def _insert_title(titles: "_Element", position: int, text: str) -> None:
    like = titles[0]
    element = like.makeelement(like.tag, nsmap=like.nsmap)  # type: ignore[arg-type] # stub
    element.text = text
    titles.insert(position, element)
