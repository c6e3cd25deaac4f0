"""One process over all others: starts the desk, watches it, stops it in order."""
