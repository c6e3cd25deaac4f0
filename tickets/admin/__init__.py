"""The admin pages of tickets. The record is read here; it changes only through the actions."""

from tickets.admin import contacts, knowledge, replies, tickets

__all__ = ["contacts", "knowledge", "replies", "tickets"]
