"""Many rows in one statement: they never travel through Python."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.sql import Query


def insert_select(model: type[models.Model], columns: Sequence[str], rows: Query) -> int:
    """INSERT INTO `model` (columns) SELECT …, rows that break a unique rule left out; how many went in."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    select, parameters = rows.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {select} ON CONFLICT DO NOTHING", parameters)
        return int(cursor.rowcount)


def among(keys: Sequence[int]) -> RawSQL:
    """`field__in=among(keys)`: the keys travel as one parameter, however many they are."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", (list(keys),))
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(list(keys)),))
