"""Messages of the stage 'valideren'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {}
