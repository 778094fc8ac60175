"""Every Dutch sentence of the program, by stable code.

A code is `XA-` + a letter for the stage (L lezen, V valideren, G genereren, S samenvoegen, M monitor,
C configuratie) + three digits. A code is never used again for something else.
"""

import re
from collections.abc import Mapping

from actielijst_xl.messages import configuratie, genereren, lezen, monitor, samenvoegen, valideren
from actielijst_xl.messages.message import Message

MESSAGES: Mapping[str, Message] = {
    **lezen.MESSAGES,
    **valideren.MESSAGES,
    **genereren.MESSAGES,
    **samenvoegen.MESSAGES,
    **monitor.MESSAGES,
    **configuratie.MESSAGES,
}

__all__ = ["MESSAGES", "Message", "in_general", "sentence"]


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        raise KeyError(f"the sentence asks for {key!r}, which was not given")


def sentence(code: str, details: Mapping[str, str]) -> str:
    """Return the sentence of `code`, filled with `details`.

    Raises:
        KeyError: The code does not exist, or its sentence asks for a detail that was not given.
    """
    return MESSAGES[code].text.format_map(_Details(details))


def in_general(text: str) -> str:
    """Return a text of a message with […] where the program fills something in."""
    return re.sub(r"\{\w+\}", "[…]", text)
