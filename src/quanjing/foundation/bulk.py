"""Many rows in one statement: they never travel through Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

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


class ByKey(models.Aggregate):
    """`ByKey("key", "value")`: the rows of a group as one object, one text to parse however many they are."""

    function = "JSONB_OBJECT_AGG"
    arity = 2
    output_field = models.JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "JSON_GROUP_OBJECT(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", JSON(", **context)


FEW = 50  # rows that are not worth a table of their own


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write these columns, JSON as text, of rows that end with their primary key; part of a transaction.

    The ORM would write them as one CASE a column.
    """
    values = [tuple(row) for row in rows]
    table = connection.ops.quote_name(model._meta.db_table)
    names = [connection.ops.quote_name(name) for name in columns]
    key = connection.ops.quote_name((model._meta.pk and model._meta.pk.column) or "id")
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql" or len(values) < FEW:
            put = ", ".join(f"{name} = %s" for name in names)
            cursor.executemany(f"UPDATE {table} SET {put} WHERE {key} = %s", values)
            return
        chosen, beside = ", ".join([*names, key]), connection.ops.quote_name(f"{model._meta.db_table}_new")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {beside} ON COMMIT DROP AS SELECT {chosen} FROM {table} WITH NO DATA"
        )
        with cursor.copy(f"COPY {beside} ({chosen}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
        put = ", ".join(f"{name} = n.{name}" for name in names)
        cursor.execute(f"UPDATE {table} SET {put} FROM {beside} n WHERE {table}.{key} = n.{key}")
        cursor.execute(f"DROP TABLE {beside}")
