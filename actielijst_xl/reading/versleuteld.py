"""Workbooks with a password: opened with a password that was given, within bounds.

How often a key is stirred stands in the file itself, so a file could ask for hours; that number is looked at
first. What comes out passes the gate again, like any other file.
"""

import io
import re
from collections.abc import Sequence
from typing import Final

from actielijst_xl.reading.gate_limits import Refused, refuse
from actielijst_xl.reading.gate_ole import SIGNATURE, stream_of

PASSWORD = "XA-L102"  # noqa: S105  (a code)
_MOST_INFO: Final = 64_000
_MOST_SPIN: Final = 1_000_000  # Excel and LibreOffice stir 100,000 times
_MOST: Final = {b"spinCount": _MOST_SPIN, b"keyBits": 512, b"blockSize": 4_096, b"hashSize": 512}
_NUMBER = re.compile(rb"(spinCount|keyBits|blockSize|hashSize)\s*=\s*[\"']\s*\+?(\d+)")


def ontsleuteld(data: bytes, file: str, wachtwoorden: Sequence[str]) -> bytes:
    """Return the workbook in a file with a password; each password that was given is tried.

    Args:
        data: The file; the gate refused it with XA-L102.
        file: Its name, for messages.
        wachtwoorden: The passwords to try.

    Raises:
        Refused: XA-L102 there is no password to try, XA-L146 the extra is not installed, XA-L147 no password
            fits, XA-L190 it can't be opened in this way.
    """
    if not wachtwoorden or not data.startswith(SIGNATURE):
        refuse(PASSWORD, file)
    _check_cost(data, file)
    tried = (_opened(data, file, wachtwoord) for wachtwoord in dict.fromkeys(wachtwoorden))
    found = next((opened for opened in tried if opened is not None), None)
    if found is None:
        refuse("XA-L147", file)
    return found


def _check_cost(data: bytes, file: str) -> None:
    """Refuse a file that asks for endless work, or brings XML that is more than a few attributes."""
    info = stream_of(data, "EncryptionInfo")
    if info is None:
        return
    too_much = any(
        len(digits) > 9 or int(digits) > _MOST[name] for name, digits in _NUMBER.findall(info[:_MOST_INFO])
    )
    if len(info) > _MOST_INFO or b"<!" in info or b"&" in info or too_much:
        refuse("XA-L190", file)


def _opened(data: bytes, file: str, wachtwoord: str) -> bytes | None:
    """Return what is inside, or None where this password does not fit."""
    try:
        import msoffcrypto  # noqa: PLC0415  (an extra)
        from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415
    except ImportError:
        refuse("XA-L146", file)
    try:
        office, out = msoffcrypto.OfficeFile(io.BytesIO(data)), io.BytesIO()
        verify = {"verify_password": True} if getattr(office, "format", "") == "ooxml" else {}
        office.load_key(password=wachtwoord, **verify)
        office.decrypt(out)
    except InvalidKeyError:
        return None
    except MemoryError:
        raise
    except Exception as error:  # the library raises what it likes on a damaged file
        raise Refused("XA-L190", bestand=file) from error
    return out.getvalue()
