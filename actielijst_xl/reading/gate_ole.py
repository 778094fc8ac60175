"""The gate for OLE files: an old .xls, or something with a password, a label, or no workbook at all."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from actielijst_xl.reading.gate_limits import Kind, Limits, Scan, refuse, refuse_excess
from actielijst_xl.reading.gate_part import Box

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENDS = 0xFFFFFFFA  # sector numbers from here on have a special meaning
_SMALL_SECTOR, _ENTRY = 64, 128
_HEADER = struct.Struct("<8s16s5H6s9L")

_BOF, _EOF, _FILEPASS, _SST, _DATE1904, _DIMENSIONS = 0x809, 0x0A, 0x2F, 0xFC, 0x22, 0x200
_BOUNDSHEET, _NOTE = 0x85, 0x1C
_BLANK, _MULTI_BLANK, _MULTI_NUMBER = 0x201, 0xBE, 0xBD
_SIZES = {10: "<4H", 14: "<2L2H"}  # forms of `_DIMENSIONS`; the reader of values believes both
_COUNTED = {0x208: "rows", _BOUNDSHEET: "sheets", 0xE0: "xf", 0x18: "names"}
_CELLS = frozenset({0x06, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E})
_OLD_BOFS = frozenset({0x009, 0x209, 0x409})


@dataclass(slots=True, kw_only=True)
class _Sheets:
    """What is counted in the stream of an .xls."""

    sheets: int = 0
    cells: int = 0
    rows: int = 0
    xf: int = 0
    names: int = 0
    strings: int = 0
    date1904: bool = False
    boxes: int = 0
    box: Box = field(default_factory=Box)


class _DamagedError(Exception):
    """The file contradicts itself."""


def scan_ole(data: bytes, file: str, limits: Limits) -> Scan:
    """Scan an OLE file.

    Raises:
        Refused: It has a password or a label, is no workbook, is damaged or not safe to read.
    """
    try:
        compound = _Compound(data)
        names = set(compound.streams)
        _refuse_others(names, compound.all_names, file)
        book = compound.read("Workbook" if "Workbook" in names else "Book")
        counts = _count(book, file, limits)
    except (_DamagedError, struct.error):
        refuse("XA-L140", file)
    if not counts.sheets:
        refuse("XA-L138", file)
    macros = any(name.casefold() in ("_vba_project_cur", "_vba_project") for name in compound.all_names)
    return Scan(
        kind=Kind.XLS,
        sheets=counts.sheets,
        date1904=counts.date1904,
        macros=macros,
        cells=counts.cells,
        inflated=len(data),
    )


def _refuse_others(streams: set[str], names: set[str], file: str) -> None:
    if any(name.lstrip("\x06\x09").startswith("DRM") for name in names):
        refuse("XA-L103", file)
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        refuse("XA-L102", file)
    if "Workbook" in streams or "Book" in streams:
        return
    if "WordDocument" in streams:
        refuse("XA-L107", file)
    if "PowerPoint Document" in streams:
        refuse("XA-L108", file)
    if any(name.startswith("__properties_version") for name in names):
        refuse("XA-L109", file, soort="een e-mailbericht van Outlook")
    refuse("XA-L110", file)


class _Compound:
    """A compound file: its streams by name, every chain of sectors followed once at most."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        header = _HEADER.unpack_from(data)
        _, _, _, _, order, shift, _, _, _, _, directory, _, cutoff, mini_fat, _, difat, _ = header
        if order != 0xFFFE or shift not in (9, 12):
            raise _DamagedError
        self.size = 1 << shift
        self.cutoff = cutoff
        self.fat = self._read_fat(difat)
        self.streams: dict[str, tuple[int, int]] = {}
        self.all_names: set[str] = set()
        self._root = (0, 0)
        self._read_directory(b"".join(self._chain(directory)))
        self.mini_fat = _numbers(b"".join(self._chain(mini_fat)))

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        start, size = self.streams[name]
        if size > len(self.data):
            raise _DamagedError
        content = b"".join(self._chain(start)) if size >= self.cutoff else self._read_small(start)
        if len(content) < size:
            raise _DamagedError
        return content[:size]

    def _read_small(self, start: int) -> bytes:
        container = b"".join(self._chain(self._root[0]))
        sectors = _follow(self.mini_fat, start)
        return b"".join(container[n * _SMALL_SECTOR : (n + 1) * _SMALL_SECTOR] for n in sectors)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        sector = self.data[at : at + self.size]
        if not sector:
            raise _DamagedError
        return sector

    def _chain(self, start: int) -> Iterator[bytes]:
        return map(self._sector, _follow(self.fat, start))

    def _read_fat(self, difat: int) -> list[int]:
        places = [n for n in struct.unpack_from("<109L", self.data, 76) if n < _ENDS]
        seen: set[int] = set()
        while difat < _ENDS:
            if difat in seen:
                raise _DamagedError
            seen.add(difat)
            *more, difat = _numbers(self._sector(difat).ljust(self.size, b"\xff"))
            places += [n for n in more if n < _ENDS]
        if len(places) * self.size > len(self.data):
            raise _DamagedError
        return _numbers(b"".join(map(self._sector, places)))

    def _read_directory(self, entries: bytes) -> None:
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", entries, at + 64)
            start, size = struct.unpack_from("<2L", entries, at + 116)
            if not 2 <= length <= 64 or kind not in (1, 2, 5):
                continue
            name = entries[at : at + length - 2].decode("utf-16-le", "replace")
            self.all_names.add(name)
            if kind == 2:
                self.streams.setdefault(name, (start, size))
            if kind == 5:
                self._root = (start, size)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4]))


def _follow(table: list[int], start: int) -> Iterator[int]:
    """Yield the sectors of a chain; a chain that is longer than the table goes round."""
    left = len(table)
    while start < _ENDS:
        if start >= len(table) or left == 0:
            raise _DamagedError
        yield start
        left -= 1
        start = table[start]


def _count(book: bytes, file: str, limits: Limits) -> _Sheets:
    counts = _Sheets()
    for number, (kind, body) in enumerate(_records(book)):
        if number == 0 and kind in _OLD_BOFS:
            refuse("XA-L109", file, soort="een werkmap van Excel 4 of ouder")
        if kind == _FILEPASS:
            refuse("XA-L102", file)
        if kind == _BOUNDSHEET and struct.unpack_from("<L", body)[0] >= len(book):
            raise _DamagedError  # a sheet that starts past the end: the reader of values panics on it
        if kind in (_BOF, _EOF):
            _close_sheet(counts, file, limits)
        else:
            _count_record(counts, kind, body, file, limits)
    refuse_excess(
        file,
        ("XA-L124", counts.cells, limits.cells),
        ("XA-L125", counts.rows, limits.rows),
        ("XA-L130", counts.strings, limits.shared_strings),
        ("XA-L131", counts.xf, limits.xf),
        ("XA-L132", counts.names, limits.names),
        ("XA-L133", counts.sheets, limits.sheets),
    )
    return counts


def _close_sheet(counts: _Sheets, file: str, limits: Limits) -> None:
    if counts.box.area > limits.cell_box:
        refuse("XA-L126", file, onderdeel="Workbook", grens=limits.cell_box)
    counts.boxes += counts.box.area
    if counts.boxes > limits.cell_boxes:
        refuse("XA-L139", file, grens=limits.cell_boxes)
    counts.box = Box()


def _count_record(counts: _Sheets, kind: int, body: memoryview, file: str, limits: Limits) -> None:
    if kind in _CELLS or kind in (_BLANK, _MULTI_BLANK, _MULTI_NUMBER):
        _count_cell(counts, kind, body)
        return
    if kind in _COUNTED:
        setattr(counts, _COUNTED[kind], getattr(counts, _COUNTED[kind]) + 1)
    elif kind == _SST and len(body) >= 8:
        counts.strings = max(counts.strings, *struct.unpack_from("<2L", body))
    elif kind == _DATE1904:
        counts.date1904 = bytes(body[:1]) == b"\x01"
    elif kind == _DIMENSIONS and len(body) in _SIZES:
        _check_dimensions(body, file, limits)


def _count_cell(counts: _Sheets, kind: int, body: memoryview) -> None:
    row, column = struct.unpack_from("<2H", body)
    width = 1
    if kind in (_MULTI_BLANK, _MULTI_NUMBER):
        (last,) = struct.unpack_from("<H", body, len(body) - 2)
        if last < column:
            raise _DamagedError
        width = last - column + 1
    counts.cells += width
    if kind not in (_BLANK, _MULTI_BLANK):
        counts.box.add(row + 1, column + 1)
        counts.box.add(row + 1, column + width)


def _check_dimensions(body: memoryview, file: str, limits: Limits) -> None:
    top, bottom, left, right = struct.unpack_from(_SIZES[len(body)], body)
    if bottom > 0x10000 or right > 0x100 or top > bottom or left > right:
        raise _DamagedError
    if (bottom - top) * (right - left) > 4 * limits.cell_box:
        refuse("XA-L126", file, onderdeel="Workbook", grens=limits.cell_box)


def _records(book: bytes) -> Iterator[tuple[int, memoryview]]:
    view, at = memoryview(book), 0
    while at + 4 <= len(view):
        kind, length = struct.unpack_from("<2H", view, at)
        if at + 4 + length > len(view):
            raise _DamagedError
        yield kind, view[at + 4 : at + 4 + length]
        at += 4 + length


def stream_of(data: bytes, name: str) -> bytes | None:
    """Return a stream of an OLE file; None where there is no such stream, or it can't be read."""
    try:
        compound = _Compound(data)
        return compound.read(name) if name in compound.streams else None
    except (_DamagedError, struct.error):
        return None


def has_notes(data: bytes) -> bool:
    """Tell whether cells of an .xls have notes; False for a file that can't be taken apart."""
    try:
        compound = _Compound(data)
        book = next(name for name in compound.streams if name.casefold() in ("workbook", "book"))
        return any(kind == _NOTE for kind, _ in _records(compound.read(book)))
    except (_DamagedError, StopIteration, struct.error):
        return False
