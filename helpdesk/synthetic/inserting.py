"""INSERT of drawn rows into the tables of models: what is not drawn has its field's default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection, models


def insert(
    model: type[models.Model], drawn: Mapping[str, str], source: str
) -> tuple[str, dict[str, Any]]:
    """`INSERT ... SELECT ... FROM source`, and the defaults as its parameters.

    `drawn` has SQL by column. A field that a later version adds is filled with its default.
    """
    values, defaults = dict(drawn), dict[str, Any]()
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column not in values and not field.primary_key:
            name = f"{model._meta.db_table}_{column}"
            values[column] = f"%({name})s"
            defaults[name] = field.get_db_prep_save(field.get_default(), connection)
    columns = ", ".join(connection.ops.quote_name(column) for column in values)
    return (
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {', '.join(values.values())}"
        f" FROM {source}",
        defaults,
    )
