"""The field dictionary belongs to an installation as its tables do: there after every migrate and flush."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps


def keep_dictionary(apps: Apps = installed, **_kwargs: Any) -> None:
    """Add the common keys that are missing; what an installation changed in others stays."""
    try:
        field_key = apps.get_model("sheets", "FieldKey")
    except LookupError:  # migrated back to nothing
        return
    keys = import_module("quanjing.sheets.migrations.0002_field_keys").KEYS
    rows = [field_key(key=key, fact=fact, labels=labels) for key, fact, labels in keys]
    field_key.objects.bulk_create(rows, ignore_conflicts=True)
