"""The parts of a package, their relationships and content types. Only what is touched is written again."""

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from actielijst_xl.package import markup
from actielijst_xl.package.container import MAX_PART_BYTES, Archive, Packed, canonical, damaged
from actielijst_xl.package.errors import PatchError

if TYPE_CHECKING:
    from lxml.etree import _Element

TYPES_KEY = "[content_types].xml"
_RELS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"


class Rel(NamedTuple):
    """One relationship of a part.

    Attributes:
        id: Its id inside the part.
        type: The whole type; the dialect shows in it.
        kind: The last word of the type, for example `worksheet`.
        target: The key of the part, or the raw target when it lies outside the package.
        outside: The target is a link or an anchor, no part.
    """

    id: str
    type: str
    kind: str
    target: str
    outside: bool


def rels_key(part: str) -> str:
    """Return the key of the relationships of a part; `""` is the package itself."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", base + ".rels")


def rels_owner(key: str) -> str:
    """Return the key of the part that the relationships `key` belong to."""
    folder, base = posixpath.split(key)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _rel(element: "_Element", folder: str) -> Rel:
    target = element.get("Target", "")
    outside = element.get("TargetMode") == "External" or target.startswith("#")
    if not outside:
        target = canonical(posixpath.join(folder, unquote(target).replace("\\", "/")))
    kind = element.get("Type", "")
    return Rel(
        id=element.get("Id", ""), type=kind, kind=kind.rpartition("/")[2], target=target, outside=outside
    )


class Package:
    """A package being edited: reads parts on demand, keeps which ones changed.

    Args:
        data: Its bytes, or a package of the same bytes that was opened before.

    Raises:
        PatchError: XA-G101..G105 it is damaged, encrypted, signed or double; XA-G103 signed.
    """

    def __init__(self, data: bytes | Archive) -> None:
        self.archive = data if isinstance(data, Archive) else Archive(data)
        self.trees: dict[str, _Element] = {}
        self.changed: set[str] = set()
        self.added: dict[str, str] = {}
        self.removed: set[str] = set()
        self._bytes: dict[str, bytes] = {}
        self._packed: dict[str, Packed] = {}
        self._rels: dict[str, tuple[Rel, ...]] = {}
        self._last = "", b""  # what was read last: a part is often read twice in a row
        self._lender: Package | None = None
        self._differs: frozenset[str] = frozenset()
        self._types: tuple[dict[str, str], dict[str, str]] | None = None
        if TYPES_KEY not in self.archive.members:
            raise damaged("no [Content_Types].xml")
        if any(key.startswith("_xmlsignatures/") for key in self.archive.members) or any(
            "/digital-signature/" in rel.type for rel in self.rels("")
        ):
            raise PatchError("XA-G103")

    def borrow(self, other: "Package", differs: frozenset[str]) -> None:
        """Take the relationships of another package for all parts but those that differ from it."""
        self._lender, self._differs = other, differs

    def shares(self, key: str) -> bool:
        """Tell whether a part is as it is in the package that this one borrows from."""
        return self._lender is not None and key not in self._differs and self.is_untouched(key)

    def has(self, key: str) -> bool:
        """Tell whether the part exists now."""
        return key in self.added or (key in self.archive.members and key not in self.removed)

    def keys(self) -> list[str]:
        """Return the keys of all parts as they are now, folders left out."""
        old = [key for key in self.archive.members if key not in self.removed and not key.endswith("/")]
        return [*old, *self.added]

    def name(self, key: str) -> str:
        """Return the name of a part as the zip has it, without a leading slash."""
        written = self.added.get(key) or self.archive.members[key].name
        return written.replace("\\", "/").lstrip("/")

    def read(self, key: str, limit: int = MAX_PART_BYTES) -> bytes:
        """Return the bytes of a part as they are now (a changed part is serialised)."""
        if key in self.trees and (key in self.changed or key in self.added):
            return markup.serialise(self.trees[key])
        if key in self._bytes:
            return self._bytes[key]
        part = self._packed.get(key)
        if limit < MAX_PART_BYTES and part is None:
            return self.archive.read(key, limit)
        if self._lender is not None and self.shares(key):
            return self._lender.read(key)
        if self._last[0] != key:
            self._last = key, self.archive.read(key) if part is None else part.inflated()
        return self._last[1]

    def parse(self, key: str) -> "_Element":
        """Return the tree of a part for a single look: not kept."""
        return self.trees[key] if key in self.trees else markup.parse(self.read(key), self.name(key))

    def tree(self, key: str) -> "_Element":
        """Return the tree of a part and keep it; call `touch` after changing it."""
        if key not in self.trees:
            self.trees[key] = self.parse(key)
        return self.trees[key]

    def touch(self, key: str) -> None:
        """Say that the tree of a part changed."""
        self._rels.pop(key, None)
        if key not in self.added:
            self.changed.add(key)

    def rels(self, part: str) -> tuple[Rel, ...]:
        """Return the relationships of a part (`""`: of the package)."""
        key = rels_key(part)
        if not self.has(key):
            return ()
        if self._lender is not None and self.shares(key):
            return self._lender.rels(part)
        if key not in self._rels:
            items = markup.children(self.parse(key), "Relationship")
            folder = "/" + posixpath.dirname(part)
            self._rels[key] = tuple([_rel(element, folder) for element in items])
        return self._rels[key]

    def add_rel(self, part: str, kind: str, target: str, rel_id: str = "") -> str:
        """Relate `part` to the part `target` under the whole type `kind`; returns the id, a new one if ""."""
        key = rels_key(part)
        if not self.has(key):
            root = markup.parse(f'<Relationships xmlns="{_RELS_NS}"/>'.encode(), key)
            self.add(rels_key(self.name(part)), root, "")
        root = self.tree(key)
        used = {element.get("Id") for element in markup.children(root, "Relationship")}
        rel_id = rel_id or next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        folder = posixpath.dirname("/" + (self.name(part) if part else ""))
        path = posixpath.relpath("/" + self.name(target), folder)
        markup.append(root, "Relationship", Id=rel_id, Type=kind, Target=path)
        self.touch(key)
        return rel_id

    def drop_rel(self, part: str, rel_id: str) -> None:
        """Remove one relationship of a part."""
        root = self.tree(rels_key(part))
        for element in list(markup.children(root, "Relationship")):
            if element.get("Id") == rel_id:
                root.remove(element)
        self.touch(rels_key(part))

    def _type_maps(self) -> tuple[dict[str, str], dict[str, str]]:
        if self._types is None:
            root = self.tree(TYPES_KEY)
            overrides = {
                canonical(item.get("PartName", "")): item.get("ContentType", "")
                for item in markup.children(root, "Override")
            }
            defaults = {
                item.get("Extension", "").lower(): item.get("ContentType", "")
                for item in markup.children(root, "Default")
            }
            self._types = overrides, defaults
        return self._types

    def overrides(self) -> dict[str, str]:
        """Return the content types given per part."""
        return self._type_maps()[0]

    def content_type(self, key: str) -> str:
        """Return the content type of a part; empty when it has none."""
        overrides, defaults = self._type_maps()
        return overrides.get(key) or defaults.get(key.rpartition(".")[2], "")

    def free_name(self, like: str) -> str:
        """Return a name for a new part beside `like`: `sheet7.xml` beside `sheet1.xml`."""
        return self.free_name_of(self.name(like))

    def free_name_of(self, wanted: str) -> str:
        """Return a name for a new part that is like `wanted`: with another number when it is taken."""
        stem, dot, extension = wanted.rpartition(".")
        stem = re.sub(r"[0-9]+$", "", stem)
        number = 1
        while self.has(canonical(f"{stem}{number}{dot}{extension}")):
            number += 1
        return f"{stem}{number}{dot}{extension}"

    def add(self, name: str, content: "_Element | bytes", content_type: str) -> str:
        """Add a part; an empty content type leaves it to the default of its extension."""
        key = canonical(name)
        self.added[key] = name
        if isinstance(content, bytes):
            self._bytes[key] = content
        else:
            self.trees[key] = content
        if content_type and self.content_type(key) != content_type:
            markup.append(self.tree(TYPES_KEY), "Override", PartName="/" + name, ContentType=content_type)
            self._type_maps()[0][key] = content_type
            self.touch(TYPES_KEY)
        return key

    def remove(self, key: str) -> None:
        """Remove a part and its content type; its relationship is the caller's."""
        root = self.tree(TYPES_KEY)
        for item in list(markup.children(root, "Override")):
            if canonical(item.get("PartName", "")) == key:
                root.remove(item)
                self.touch(TYPES_KEY)
        self._type_maps()[0].pop(key, None)
        self.removed.add(key)

    def replace(self, key: str, part: Packed) -> None:
        """Give a part that nobody looked at the bytes that were made of it elsewhere."""
        self._packed[key] = part
        self._last = "", b""

    def is_untouched(self, key: str) -> bool:
        """Tell whether a part lies in the package as it was, and nobody holds its tree."""
        held = (self.trees, self.changed, self.added, self.removed, self._bytes, self._packed)
        return key in self.archive.members and not any(key in known for known in held)

    def write(self, key: str, part: bytes) -> None:
        """Give a part of which nobody holds the tree other bytes."""
        self._bytes[key] = part
        self.touch(key)

    def revert(self, key: str) -> None:
        """Take the changes of a part back."""
        self.changed.discard(key)
        self.trees.pop(key, None)
        self._bytes.pop(key, None)
        self._packed.pop(key, None)
        self._last = "", b""

    def settle(self, key: str) -> None:
        """Keep the bytes of a part instead of its tree, which takes ten times the room."""
        if key in self.trees:
            if key in self.changed or key in self.added:
                self._bytes[key] = markup.serialise(self.trees[key])
            del self.trees[key]

    def save(self) -> bytes:
        """Return the bytes of the package; everything untouched is copied raw."""
        if not (self.changed or self.added or self.removed or self._packed):
            return self.archive.package
        return self.archive.rebuilt(
            changed={**self._packed, **{key: self.read(key) for key in self.changed - self.removed}},
            added={name: self.read(key) for key, name in self.added.items()},
            removed=self.removed,
        )
