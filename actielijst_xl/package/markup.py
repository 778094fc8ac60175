"""XML of a package part: the one hardened parser, the one serialiser, and small lookups.

The prefix (`x:`), the dialect (Transitional or Strict) and unknown extensions stay as they are: elements are
found by local name in any namespace, and new elements take the namespace of their parent.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from actielijst_xl.package.errors import PatchError

if TYPE_CHECKING:
    from lxml.etree import _Element

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STRICT = "http://purl.oclc.org/ooxml/"
REL_ATTRIBUTES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_HEADER = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def parse(data: bytes, part: str) -> "_Element":
    """Parse one part strictly: no entities, no DTD, no network, no repair.

    Raises:
        PatchError: XA-G104 the part has a DTD; XA-G106 it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PatchError("XA-G106", deel=part) from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None:
        raise PatchError("XA-G104", deel=part)
    return root


def serialise(root: "_Element") -> bytes:
    """Return the bytes of a part: UTF-8, no BOM, comments outside the root kept."""
    return _HEADER + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def drop(element: "_Element", attribute: str) -> None:
    """Remove an attribute if it is there."""
    if element.get(attribute) is not None:
        del element.attrib[attribute]


def local(element: "_Element | None") -> str:
    """Return the tag without its namespace; empty for comments and instructions."""
    tag = None if element is None else element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def child(element: "_Element", name: str) -> "_Element | None":
    """Return the first child called `name`, in any namespace."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def children(element: "_Element", name: str) -> Iterator["_Element"]:
    """Yield the children called `name`, in any namespace."""
    return element.iterchildren(f"{{*}}{name}")


def descendants(element: "_Element", *names: str) -> Iterator["_Element"]:
    """Yield the descendants with one of these names, in any namespace."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def sibling_tag(element: "_Element", name: str) -> str:
    """Return the full tag `name` in the namespace of `element`."""
    return _beside(str(element.tag), name)


@lru_cache(maxsize=1024)
def _beside(tag: str, name: str) -> str:
    return tag.rpartition("}")[0] + "}" + name if "}" in tag else name


def make(parent: "_Element", name: str) -> "_Element":
    """Return a new element for use below `parent`: same namespace, same prefix, not yet attached."""
    return parent.makeelement(sibling_tag(parent, name), nsmap=parent.nsmap)  # type: ignore[arg-type] # stub


def append(parent: "_Element", name: str, /, **attributes: str) -> "_Element":
    """Append a child in the namespace of `parent`."""
    return etree.SubElement(parent, sibling_tag(parent, name), attributes)


def append_text(parent: "_Element", text: str) -> list["_Element"]:
    """Append children that are written as text, without prefixes: they take the namespace of `parent`."""
    namespace = str(parent.tag).rpartition("}")[0][1:]
    holder = parse(f"<new xmlns={quoteattr(namespace)}>{text}</new>".encode(), "")
    made = list(holder)
    parent.extend(made)
    return made


def rel_id(element: "_Element") -> str:
    """Return the `r:id` of an element, in either dialect; empty when it has none."""
    for namespace in REL_ATTRIBUTES:
        if value := element.get(namespace + "id"):
            return value
    return ""


def is_on(element: "_Element", attribute: str) -> bool:
    """Tell whether a boolean attribute is on."""
    return element.get(attribute) in {"1", "true", "on"}


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return a number in an attribute or text; `otherwise` when it is missing or no whole number."""
    return int(text) if text is not None and text.strip().isdigit() else otherwise


def recount(element: "_Element") -> None:
    """Set the `count` of a list element to its number of children."""
    element.set("count", str(sum(1 for item in element if local(item))))
