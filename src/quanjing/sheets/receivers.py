"""The field dictionary belongs to an installation as its tables do: there after every migrate and flush."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

DATA = "quanjing.sheets.migrations.0002_dictionary"


def keep_dictionary(apps: Apps = installed, **_kwargs: Any) -> None:
    """Add the common keys that are missing; what an installation changed in others stays."""
    try:
        field_key = apps.get_model("sheets", "FieldKey")
        field_key._meta.get_field("scope")
    except LookupError:  # migrated back
        return
    rows = [
        field_key(key=key, kind=kind, reason=reason, scope=scope, fact=fact, labels=labels.split())
        for key, kind, reason, scope, fact, labels in import_module(DATA).KEYS
    ]
    field_key.objects.bulk_create(rows, ignore_conflicts=True)
