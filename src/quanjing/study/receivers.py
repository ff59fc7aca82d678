"""The words of forms that this app knows belong to an installation as its tables do."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

WORDS = "quanjing.study.migrations.0002_known_facts"


def keep_words(apps: Apps = installed, **_kwargs: Any) -> None:
    """Add the words after a migrate or flush; what was changed stays."""
    try:
        field_key = apps.get_model("sheets", "FieldKey")
    except LookupError:  # migrated back
        return
    if not field_key.objects.filter(key__startswith="study.").exists():
        import_module(WORDS).add(apps, None)
