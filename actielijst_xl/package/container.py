"""The zip container. Members that no edit touches are copied raw: header, compressed bytes, descriptor."""

import posixpath
import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from actielijst_xl.package.errors import PatchError

MAX_PART_BYTES = 1 << 29

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_UTF8 = 0x0800
_ENCRYPTED = 0x2041  # encrypted, strongly encrypted, or with a masked directory
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLDEST = (0, 33)  # 1 January 1980: new members carry no clock


@lru_cache(maxsize=65_536)
def canonical(name: str) -> str:
    """Return the key of a part name: OPC compares without case, with or without a leading slash."""
    return posixpath.normpath("/" + unquote(name).replace("\\", "/")).lstrip("/").lower()


class Member(NamedTuple):
    """One member as it lies in the package; a tuple, for a large workbook has six thousand.

    Attributes:
        name: The name as written in the zip.
        central: Its record in the central directory, as it is.
        offset_at: Where in `central` the offset of the local header stands, and how wide it is.
        start: Where its local header begins.
        data: Where its compressed bytes begin.
        packed: Number of compressed bytes.
        size: Number of bytes after inflating.
        crc: Checksum of the inflated bytes.
        method: 0 stored, 8 deflated.
    """

    name: str
    central: bytes
    offset_at: tuple[int, str]
    start: int
    data: int
    packed: int
    size: int
    crc: int
    method: int

    def moved(self, start: int) -> bytes:
        """Return the central record for a local header at `start`."""
        if start == self.start:
            return self.central
        record = bytearray(self.central)
        at, width = self.offset_at
        struct.pack_into(width, record, at, start)
        return bytes(record)


def damaged(reason: str) -> PatchError:
    """Return the error for bytes that are no sound package; the reason is for the log."""
    error = PatchError("XA-G101")
    error.add_note(reason)
    return error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Directory:
    start: int
    end: int
    count: int
    comment: bytes


def _directory(package: bytes) -> _Directory:
    at = package.rfind(b"PK\5\6", max(0, len(package) - _END.size - _FULL16))
    if at < 0:
        raise damaged("no zip directory")
    _, disk, first_disk, _, count, size, start, comment = _END.unpack_from(package, at)
    end = at
    if _FULL16 in (disk, count) or _FULL32 in (size, start):
        end, count, size, start = _directory64(package, at)
    elif disk or first_disk:
        raise damaged("the zip is split over several files")
    if start + size != end or len(package) != at + _END.size + comment:
        raise damaged("the zip directory does not fit the file")
    return _Directory(start=start, end=end, count=count, comment=package[at + _END.size :])


def _directory64(package: bytes, at: int) -> tuple[int, int, int, int]:
    """Return (where the directory must end, members, size, start) from the zip64 record."""
    signature, _, end, _ = struct.unpack_from("<4sIQI", package, max(0, at - 20))
    if signature != b"PK\6\7" or package[end : end + 4] != b"PK\6\6" or end + _END64.size > at:
        raise damaged("no zip64 directory")
    fields = _END64.unpack_from(package, end)
    return end, int(fields[7]), int(fields[8]), int(fields[9])


def _wide(record: bytes, extra_at: int, extra_end: int) -> tuple[int, int, int, tuple[int, str]]:
    """Return (size, packed size, offset, place of the offset), from the zip64 field where needed."""
    values = {at: int(struct.unpack_from("<I", record, at)[0]) for at in (24, 20, 42)}
    place, at = (42, "<I"), extra_at
    while at + 4 <= extra_end:
        kind, length = struct.unpack_from("<2H", record, at)
        wide = [field for field in (24, 20, 42) if values[field] == _FULL32] if kind == 1 else []
        for inner, field in zip(range(at + 4, at + 4 + length, 8), wide, strict=False):
            values[field] = int(struct.unpack_from("<Q", record, inner)[0])
            place = (inner, "<Q") if field == 42 else place
        at += 4 + length
    return values[24], values[20], values[42], place


def _member(package: bytes, record: bytes, fields: tuple[int, ...]) -> Member:
    flags, method, name_size = fields[3], fields[4], fields[10]
    if flags & _ENCRYPTED:
        raise PatchError("XA-G102")
    if method not in (_STORED, _DEFLATED):
        raise damaged(f"compression method {method}")
    extra_at = _CENTRAL.size + name_size
    raw = record[_CENTRAL.size : extra_at]
    size, packed, start, place = fields[9], fields[8], fields[16], (42, "<I")
    if _FULL32 in (size, packed, start):
        size, packed, start, place = _wide(record, extra_at, extra_at + fields[11])
    header = _LOCAL.unpack_from(package, start)
    name_at = start + _LOCAL.size
    if header[0] != b"PK\3\4" or package[name_at : name_at + header[9]] != raw:
        raise damaged("a local header does not match the directory")
    return Member(
        name=raw.decode("utf-8" if flags & _UTF8 or raw.isascii() else "cp437", "replace"),
        central=record,
        offset_at=place,
        start=start,
        data=name_at + header[9] + header[10],
        packed=packed,
        size=size,
        crc=fields[7],
        method=method,
    )


class Archive:
    """The members of a package, by canonical name, in the order of the directory.

    Raises:
        PatchError: XA-G101 no plain zip; XA-G102 encrypted; XA-G105 a name occurs twice.
    """

    def __init__(self, package: bytes) -> None:
        if package.startswith(_OLE):
            raise PatchError("XA-G102")
        self.package = package
        self.members: dict[str, Member] = {}
        try:
            self._directory = _directory(package)
            self._read_members()
        except struct.error as error:
            raise damaged("a zip record is cut off") from error
        self._ends = self._find_ends()

    def _read_members(self) -> None:
        at, seen = self._directory.start, 0
        while at < self._directory.end:
            fields = _CENTRAL.unpack_from(self.package, at)
            length = _CENTRAL.size + sum(fields[10:13])
            member = _member(self.package, self.package[at : at + length], fields)
            key = canonical(member.name) + ("/" if member.name.endswith("/") else "")
            if fields[0] != b"PK\1\2" or key in self.members:
                raise PatchError("XA-G105", deel=member.name)
            self.members[key] = member
            at, seen = at + length, seen + 1
        if at != self._directory.end or seen != self._directory.count:
            raise damaged("the zip directory has another length than it says")

    def _find_ends(self) -> dict[int, int]:
        """Return, by start, where each member ends: its descriptor and any padding belong to it."""
        starts = sorted(member.start for member in self.members.values())
        ends = dict(zip(starts, [*starts[1:], self._directory.start], strict=True))
        if any(member.data + member.packed > ends[member.start] for member in self.members.values()):
            raise damaged("members overlap")
        return ends

    def raw(self, key: str) -> bytes:
        """Return a member as it lies in the file: header, compressed bytes, descriptor, padding."""
        member = self.members[key]
        return self.package[member.start : self._ends[member.start]]

    def packed(self, key: str) -> "Packed":
        """Return a member as it is packed."""
        member = self.members[key]
        return Packed(self.package[member.data : member.data + member.packed], member.crc, member.size)

    def read(self, key: str, limit: int = MAX_PART_BYTES) -> bytes:
        """Return the inflated bytes of a member; with `limit` below its size only its beginning.

        Raises:
            PatchError: XA-G101 the bytes do not inflate to what the directory says.
        """
        member = self.members[key]
        data = self.package[member.data : member.data + member.packed]
        try:
            if member.method == _DEFLATED:
                data = zlib.decompressobj(-15).decompress(data, min(limit, member.size + 1))
        except zlib.error as error:
            raise damaged(f"{member.name} does not inflate") from error
        if limit > member.size and (len(data) != member.size or zlib.crc32(data) != member.crc):
            raise damaged(f"{member.name} has another checksum than the directory says")
        return data[:limit]

    def rebuilt(
        self, *, changed: Mapping[str, "bytes | Packed"], added: Mapping[str, bytes], removed: Collection[str]
    ) -> bytes:
        """Return a package with some members replaced, added at the end (by name) or left out."""
        pieces: list[bytes] = []
        records: dict[str, bytes] = {}
        at = 0
        for key, member in sorted(self.members.items(), key=lambda item: item[1].start):
            if key in removed:
                continue
            if key in changed:
                new = changed[key]
                part = packed(new) if isinstance(new, bytes) else new
                piece, record = _member_of(member.central, part, at)
            else:
                piece, record = self.raw(key), member.moved(at)
            pieces.append(piece)
            records[key] = record
            at += len(piece)
        order = [records[key] for key in self.members if key in records]
        for name, data in added.items():
            piece, record = _member_of(_new_record(name), packed(data), at)
            pieces.append(piece)
            order.append(record)
            at += len(piece)
        return b"".join([*pieces, *order, self._end(order, at)])

    def _end(self, order: list[bytes], at: int) -> bytes:
        comment, count, size = self._directory.comment, len(order), sum(map(len, order))
        if count >= _FULL16 or at + size >= _FULL32:
            raise damaged("the package would need zip64")
        return _END.pack(b"PK\5\6", 0, 0, count, count, size, at, len(comment)) + comment


def _new_record(name: str) -> bytes:
    raw = name.encode()
    flags = 0 if raw.isascii() else _UTF8
    return _CENTRAL.pack(b"PK\1\2", 20, 20, flags, 8, *_OLDEST, 0, 0, 0, len(raw), 0, 0, 0, 0, 0, 0) + raw


class Packed(NamedTuple):
    """New bytes of a member, deflated, with the checksum and the length that they inflate to."""

    body: bytes
    crc: int
    size: int

    def inflated(self) -> bytes:
        """Return the bytes themselves."""
        return zlib.decompress(self.body, -15)


def packed(data: bytes) -> Packed:
    """Deflate new bytes of a member: level 5, for level 6 takes two thirds longer to win half a percent."""
    packer = zlib.compressobj(5, zlib.DEFLATED, -15)
    return Packed(packer.compress(data) + packer.flush(), zlib.crc32(data), len(data))


def _member_of(central: bytes, part: Packed, start: int) -> tuple[bytes, bytes]:
    """Return (local header + compressed bytes, central record) for new bytes under an old record.

    Name, time stamp, attributes and comment stay; extra fields go, for they hold sizes and times of the old
    bytes.
    """
    fields = _CENTRAL.unpack_from(central)
    name_end = _CENTRAL.size + fields[10]
    name = central[_CENTRAL.size : name_end]
    comment = central[name_end + fields[11] :]
    common = (
        20,
        fields[3] & _UTF8,
        _DEFLATED,
        *fields[5:7],
        part.crc,
        len(part.body),
        part.size,
        len(name),
    )
    local = _LOCAL.pack(b"PK\3\4", *common, 0)
    record = _CENTRAL.pack(b"PK\1\2", fields[1], *common, 0, len(comment), 0, fields[14], fields[15], start)
    return local + name + part.body, record + name + comment
