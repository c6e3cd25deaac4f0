"""A help desk to try: its people, topics, instructions, and two years of contacts.

Nothing of the program imports this package but the command `seed_demo` and what prints the logins.
"""
