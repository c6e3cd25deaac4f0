"""Lengths of time told apart by edges, as SQL. Pure."""

from __future__ import annotations


def under(seconds: str, edges: tuple[int, ...]) -> str:
    """The first edge that is not passed, 0 beyond the last.

    Sought by halves, in negatives: PostgreSQL's buckets begin at their edge, ours end there.
    """
    downwards = ", ".join(str(-edge) for edge in reversed(edges))
    upwards = ", ".join(map(str, edges))
    bucket = f"width_bucket(-({seconds})::float8, ARRAY[{downwards}]::float8[])"
    return f"coalesce((ARRAY[{upwards}])[{len(edges) + 1} - {bucket}], 0)"
