"""The version of the portal: kept pages are known by it, and every change moves it.

It is one row, asked before each kept page. On a database server that question takes as long as all the rest
of the answer, so in a rush it is asked ten times a second: what one process changes, it shows at once;
another one follows within `HOLDS`.
"""

from __future__ import annotations

from time import monotonic

from django.db import connection

HOLDS = 0.1  # seconds


class _Last:
    """What was answered last, in this process."""

    number = 0
    until = 0.0


def version() -> int:
    """Goes up with every change of a public page; 0 before the first."""
    begun = monotonic()
    if begun >= _Last.until:
        with connection.cursor() as cursor:  # a third of the time that the same query takes through the model
            cursor.execute("SELECT version FROM portal_portalstate WHERE id = 1")
            row = cursor.fetchone()
        _Last.number = row[0] if row else 0
        _Last.until = begun + HOLDS
    return _Last.number


def forget_version() -> None:
    """The next page asks the database."""
    _Last.until = 0.0
