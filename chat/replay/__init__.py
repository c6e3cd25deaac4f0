"""Recorded conversations, held again over a running desk, and an account of what became of them.

`files` reads them, `drive` holds one, `oracle` compares what was said with what is stored and
shown, `table` prints the account. The command is `manage.py replay`.
"""
