"""A strict reader of zip directories, and inflating within bounds.

Stricter than `zipfile` on purpose: where two zip readers could see two different files (a second
directory, text before the zip, a local name that differs from the one in the directory, members that
overlap), the gate refuses, because the file that it scans must be the file that the reader reads.
"""

import re
import struct
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from actielijst_xl.reading.gate_limits import MIB, Limits, refuse

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UTF8_NAME = 0x0800
_MAX16, _MAX32 = 0xFFFF, 0xFFFFFFFF
_SMALL_PACKED, _SMALL = 4_096, 32_768  # bytes of a member that is remembered
_PLAIN_SEGMENT: Final = r"\.?[A-Za-z0-9_\[\]-][A-Za-z0-9._\[\]-]*+"
_PLAIN_NAME: Final = re.compile(rf"(?>(?:{_PLAIN_SEGMENT}/)*){_PLAIN_SEGMENT}")


class Member(NamedTuple):
    """One member of a zip, as its directory has it; sizes are claims until it is inflated.

    A master has thousands of them; a tuple is made in a fifth of the time of a dataclass.

    Attributes:
        name: Its name.
        key: Its name, case folded.
        method: 0 stored, 8 deflated.
        crc: Checksum of the inflated bytes.
        packed: Number of packed bytes.
        size: Number of bytes after inflating.
        offset: Where its local header stands.
        start: Where its packed bytes begin; -1 where the local header says something else than the directory.
    """

    name: str
    key: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    start: int

    @property
    def is_folder(self) -> bool:
        """Whether this is the entry of a folder: no bytes."""
        return self.name.endswith("/")


@dataclass(slots=True, kw_only=True)
class Budget:
    """How many bytes may still be inflated, and how many files of a plain zip may still be taken out."""

    left: int
    files: int = 0


def directory(data: bytes, file: str, limits: Limits) -> tuple[Member, ...]:
    """Read the directory of the zip in `data`, and check it against its local headers.

    Raises:
        Refused: It is damaged, ambiguous, too long, encrypted, or has a name or method that is not accepted.
    """
    start, end, count = _find_directory(data, file)
    if count > limits.members:
        refuse("XA-L112", file, grens=limits.members)
    try:
        members = _entries(data, start, end, file, limits)
    except (struct.error, IndexError):
        refuse("XA-L111", file)
    if len(members) != count:
        refuse("XA-L111", file)
    _check_names(members, file)
    _check_layout(members, start, file)
    return members


def _find_directory(data: bytes, file: str) -> tuple[int, int, int]:
    """Return where the directory starts and ends, and how many members it claims."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _MAX16))
    if at < 0 or at + _END.size > len(data):
        refuse("XA-L111", file)
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if at + _END.size + comment != len(data) or disk or first_disk or here != count:
        refuse("XA-L111", file)
    end = at
    if at >= _END64_LOCATOR.size and data.startswith(b"PK\x06\x07", at - _END64_LOCATOR.size):
        end, count, size, start = _zip64(data, at, (count, size, start), file)
    if start + size != end:
        refuse("XA-L111", file)
    return start, end, count


def _zip64(data: bytes, at: int, short: tuple[int, int, int], file: str) -> tuple[int, int, int, int]:
    """Return end, count, size and start; the short record must say the same or nothing."""
    _, _, where, _ = _END64_LOCATOR.unpack_from(data, at - _END64_LOCATOR.size)
    if where + _END64.size != at - _END64_LOCATOR.size or not data.startswith(b"PK\x06\x06", where):
        refuse("XA-L111", file)
    *_, count, size, start = _END64.unpack_from(data, where)
    for value, shorter, top in zip((count, size, start), short, (_MAX16, _MAX32, _MAX32), strict=True):
        if shorter not in (value, top):
            refuse("XA-L111", file)
    return where, count, size, start


def _entries(data: bytes, start: int, end: int, file: str, limits: Limits) -> tuple[Member, ...]:
    members: list[Member] = []
    while start < end:
        if len(members) == limits.members:
            refuse("XA-L112", file, grens=limits.members)
        member, start = _entry(data, start, file)
        members.append(member)
    if start != end:
        refuse("XA-L111", file)
    return tuple(members)


def _entry(data: bytes, at: int, file: str) -> tuple[Member, int]:
    magic, _, _, flags, method, _, _, crc, packed, size, n_name, n_extra, n_note, disk, _, _, offset = (
        _CENTRAL.unpack_from(data, at)
    )
    if magic != b"PK\x01\x02" or disk not in (0, _MAX16):
        refuse("XA-L111", file)
    names = at + _CENTRAL.size
    extras = names + n_name
    raw_name = data[names:extras]
    if _MAX32 in (size, packed, offset):
        size, packed, offset = _long_sizes(data[extras : extras + n_extra], (size, packed, offset))
    name = _decode(raw_name, flags, file)
    if flags & _ENCRYPTED:
        refuse("XA-L114", file, onderdeel=name)
    if method not in (_STORED, _DEFLATED):
        refuse("XA-L113", file, onderdeel=name)
    start = _data_start(data, offset, raw_name, method)
    member = Member(name, name.casefold(), method, crc, packed, size, offset, start)
    return member, extras + n_extra + n_note


def _long_sizes(extra: bytes, short: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return size, packed size and offset, from the zip64 field where the short ones are full."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            longs = iter(struct.unpack_from(f"<{sum(v == _MAX32 for v in short)}Q", extra, at + 4))
            size, packed, offset = (next(longs) if v == _MAX32 else v for v in short)
            return size, packed, offset
        at += 4 + length
    return short


def _decode(raw: bytes, flags: int, file: str) -> str:
    try:
        return raw.decode("utf-8" if flags & _UTF8_NAME else "cp437")
    except UnicodeDecodeError:
        refuse("XA-L116", file, onderdeel=raw.decode("ascii", "replace"))


def _check_names(members: Sequence[Member], file: str) -> None:
    seen: set[str] = set()
    for member in members:
        name, folded = member.name, member.key
        if not _PLAIN_NAME.fullmatch(name):
            if _is_odd(name):
                refuse("XA-L116", file, onderdeel=name)
            folded = unicodedata.normalize("NFC", name).casefold().rstrip("/")
        if folded in seen:
            refuse("XA-L115", file, onderdeel=name)
        seen.add(folded)


def _is_odd(name: str) -> bool:
    segments = name.split("/")
    return (
        not name
        or "\\" in name
        or segments[0][1:2] == ":"
        or any(unicodedata.category(char) == "Cc" for char in name)
        or any(segment in ("", ".", "..") for segment in (segments[:-1] if name[-1] == "/" else segments))
    )


def _check_layout(members: Sequence[Member], directory_at: int, file: str) -> None:
    """Members lie one after the other from byte 0 on, each under the header that the directory names."""
    at = 0
    for member in sorted(members, key=attrgetter("offset")):
        if member.start < 0 or member.offset < at or (at == 0 and member.offset):
            refuse("XA-L111", file)
        at = member.start + member.packed
        if at > directory_at:
            refuse("XA-L111", file)


def _data_start(data: bytes, offset: int, raw_name: bytes, method: int) -> int:
    """Return where packed bytes start; -1 where no local header says the same as the directory."""
    if offset + _LOCAL.size > len(data):
        return -1
    magic, _, flags, its_method, _, _, _, _, _, n_name, n_extra = _LOCAL.unpack_from(data, offset)
    name_at = offset + _LOCAL.size
    extra_at: int = name_at + n_name
    same = magic == b"PK\x03\x04" and its_method == method and data[name_at:extra_at] == raw_name
    return extra_at + n_extra if same and not flags & _ENCRYPTED else -1


def inflate(data: bytes, member: Member, budget: Budget, file: str, limits: Limits) -> bytes:
    """Return the bytes of `member`; never holds more than the limits allow, whatever the zip claims.

    Raises:
        Refused: Too large, too strongly packed, or damaged.
    """
    top = _top(member, budget, limits)
    packed = memoryview(data)[member.start : member.start + member.packed]
    known = _remembered(bytes(packed)) if _is_small(member) else None
    if known and len(known[0]) <= top:
        content, crc, whole = *known, True
    else:
        content, whole = _unpack(packed, member.method, top, file)
        if len(content) > top:
            _refuse_size(member, budget, file, limits)
        crc = zlib.crc32(content)
    if not whole or len(content) != member.size or crc != member.crc:
        refuse("XA-L111", file)
    budget.left -= len(content)
    return content


def _is_small(member: Member) -> bool:
    return member.packed <= _SMALL_PACKED and member.size <= _SMALL and member.method == _DEFLATED


@lru_cache(
    maxsize=256
)  # styles, the theme, tables and relations are the same in all copies that a program saved
def _remembered(packed: bytes) -> tuple[bytes, int] | None:
    """Return the bytes of a small member and their checksum; None where it is damaged or not small at all."""
    stream = zlib.decompressobj(-15)
    try:
        content = stream.decompress(packed, _SMALL + 1)
    except zlib.error:
        return None
    is_whole = stream.eof and not stream.unused_data and len(content) <= _SMALL
    return (content, zlib.crc32(content)) if is_whole else None


def _unpack(packed: memoryview, method: int, top: int, file: str) -> tuple[bytes, bool]:
    """Return at most `top` + 1 bytes, and whether the stream was whole."""
    if method == _STORED:
        return bytes(packed[: top + 1]), True
    stream = zlib.decompressobj(-15)
    try:
        content = stream.decompress(packed, top + 1)
    except zlib.error:
        refuse("XA-L111", file)
    return content, stream.eof and not stream.unused_data


def _ratio_top(member: Member, limits: Limits) -> int:
    return max(limits.ratio_from_kb * 1000, limits.ratio * member.packed)


def _top(member: Member, budget: Budget, limits: Limits) -> int:
    return min(limits.member_mib * MIB, budget.left, _ratio_top(member, limits))


def _refuse_size(member: Member, budget: Budget, file: str, limits: Limits) -> None:
    if _ratio_top(member, limits) <= min(limits.member_mib * MIB, budget.left):
        refuse("XA-L119", file, onderdeel=member.name, grens=limits.ratio)
    if limits.member_mib * MIB <= budget.left:
        refuse("XA-L118", file, onderdeel=member.name, grens=limits.member_mib)
    refuse("XA-L117", file, grens=limits.inflated_mib)
