"""Whether the parts answer that every request needs."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage
from django.db import Error, connection
from django_q.models import OrmQ


def readiness() -> dict[str, bool]:
    """Database, queue and file store by name: whether each answers."""
    return {"database": _database_answers(), "queue": _queue_answers(), "files": _files_answer()}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _queue_answers() -> bool:
    try:
        OrmQ.objects.exists()
    except Error:
        return False
    return True


def _files_answer() -> bool:
    try:
        default_storage.exists("readiness")
    except (OSError, BotoCoreError, ClientError):
        return False
    return True
