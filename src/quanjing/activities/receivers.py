"""The common kinds and the words of forms belong to an installation as its tables do."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

KINDS = "quanjing.activities.migrations.0002_first_kinds"
WORDS = "quanjing.activities.migrations.0003_known_facts"


def keep_common(apps: Apps = installed, **_kwargs: Any) -> None:
    """Add common kinds and words that are missing after a migrate or flush; what was changed stays."""
    try:
        kind = apps.get_model("activities", "ActivityKind")
        field_key = apps.get_model("sheets", "FieldKey")
    except LookupError:  # migrated back
        return
    if not kind.objects.exists():
        import_module(KINDS).add(apps, None)
    if not field_key.objects.filter(key__startswith="activities.").exists():
        import_module(WORDS).add(apps, None)
