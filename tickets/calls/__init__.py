"""Calls and visits that staff log while they happen."""
