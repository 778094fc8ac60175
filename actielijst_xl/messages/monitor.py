"""Messages of the stage 'monitor'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {}
