"""Messages of the stage 'samenvoegen'."""

from actielijst_xl.messages.message import Message

MESSAGES: dict[str, Message] = {}
