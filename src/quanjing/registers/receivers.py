"""The common registers belong to an installation as its tables do."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

KINDS = ("0002_first_kinds", "0003_deeds")


def keep_common(apps: Apps = installed, **_kwargs: Any) -> None:
    """Add the common registers where a migrate or flush left none; what was changed stays."""
    try:
        kind = apps.get_model("registers", "RegisterKind")
        apps.get_model("sheets", "SheetTemplate")
    except LookupError:  # migrated back
        return
    if not kind.objects.exists():
        for name in KINDS:
            import_module(f"quanjing.registers.migrations.{name}").add(apps, None)
