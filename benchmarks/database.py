"""A database of its own for a benchmark: migrated, empty, dropped at the end."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def fresh(url: str) -> Iterator[str]:
    """Django on a new database (SQLite file, or a test database beside the one `url` names)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["QUANJING_DATABASE_URL"] = url or f"sqlite:///{folder}/bench.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanjing.config.settings")
        os.environ["QUANJING_FILES_URL"] = f"file://{folder}/files"
        import django  # the settings must see the environment first

        django.setup()
        logging.getLogger("django-q").setLevel(logging.WARNING)  # a table is read, not a log
        from django.db import connection
        from django.test.utils import setup_databases, teardown_databases

        old = setup_databases(verbosity=0, interactive=False) if url else None
        if old is None:
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
        try:
            yield connection.vendor
        finally:
            connection.close()
            if old is not None:
                teardown_databases(old, verbosity=0)


def url_of() -> str:
    """The address of the database in use, for another process."""
    from django.db import connection

    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
