"""The gate: a bounded scan of an incoming file, before any library reads it.

Returns come by mail from hundreds of organisations. The reader of workbooks ends the whole process on two
cells in opposite corners or on a wrong number of shared strings; another takes a gigabyte for one merged
range. So every incoming file passes here first. The scan decides by content, never by name; it inflates
member by member and counts while it does so; it believes no size, dimension or count that a file states.

What is in a cell (control characters, text that is too long) is a finding of the reader, not a reason to
refuse the file.
"""

from actielijst_xl.reading.gate_limits import MIB, Kind, Limits, Refused, Scan, refuse
from actielijst_xl.reading.gate_ole import SIGNATURE, scan_ole
from actielijst_xl.reading.gate_text import scan_other
from actielijst_xl.reading.gate_zipped import ZIP_STARTS, is_clutter, is_plain_zip, scan_zip, unpack

__all__ = [
    "Kind",
    "Limits",
    "Refused",
    "Scan",
    "is_clutter",
    "is_lock_file",
    "is_plain_zip",
    "scan",
    "unpack",
]

_DEFAULTS = Limits()


def scan(data: bytes, name: str, limits: Limits = _DEFAULTS) -> Scan:
    """Look at an incoming file and let it through, or not.

    Args:
        data: The whole file.
        name: Its name, for the message only.
        limits: The bounds.

    Returns:
        What kind of file it is, and facts that came for free. A `Kind.ZIP` holds files that must be scanned
        one by one (`unpack`).

    Raises:
        Refused: With a code, the file, what is wrong and what the sender can do.
    """
    if len(data) > limits.file_mib * MIB:
        refuse("XA-L101", name, grens=limits.file_mib)
    if data.startswith(ZIP_STARTS):
        return scan_zip(data, name, limits)
    if data.startswith(SIGNATURE):
        return scan_ole(data, name, limits)
    return scan_other(data, name, limits)


def is_lock_file(name: str) -> bool:
    """Return whether this is the owner file that Excel or LibreOffice lays beside an open workbook."""
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))
