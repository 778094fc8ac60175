"""Messages of the stage 'configuratie'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {}
