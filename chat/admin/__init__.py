"""The admin pages of chats. The record is read here; it changes only through the actions."""

from chat.admin import chats, routing

__all__ = ["chats", "routing"]
