"""A crowd of made-up contacts, as many as one likes: what benchmarks measure reports on.

The demo (`helpdesk.demo`) tells a story in thousands of rows, made one by one; here PostgreSQL
draws millions in a few statements.
"""
