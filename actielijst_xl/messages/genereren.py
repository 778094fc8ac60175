"""Messages of the stage 'genereren'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {}
