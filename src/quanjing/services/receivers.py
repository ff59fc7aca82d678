"""Topics of questions and words of forms belong to an installation as its tables do."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

WORDS = "quanjing.services.migrations.0002_first_topics"


def keep_words(apps: Apps = installed, **_kwargs: Any) -> None:
    """Add them after a migrate or flush; what was changed stays."""
    try:
        topic, field_key = apps.get_model("services", "QuestionTopic"), apps.get_model("sheets", "FieldKey")
    except LookupError:  # migrated back
        return
    if not topic.objects.exists() or not field_key.objects.filter(key__startswith="services.").exists():
        import_module(WORDS).add(apps, None)
