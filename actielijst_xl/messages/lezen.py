"""Messages of the stage 'lezen'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {}
