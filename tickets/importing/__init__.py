"""Contacts and tickets of other systems: the mapping, the file, its rows, their storage."""
