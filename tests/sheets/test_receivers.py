"""The field dictionary is part of every installation."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate

from quanjing.sheets.models import FieldKey

pytestmark = pytest.mark.django_db


def migrated() -> None:
    config = apps.get_app_config("sheets")
    post_migrate.send(sender=config, app_config=config, verbosity=0, interactive=False, using="default")


def test_the_common_keys_are_there_after_every_migrate() -> None:
    above = ("activities", "assessment", "calls", "inspections", "projects", "quiz", "registers", "services")
    for app in (*above, "study"):  # they bring theirs
        FieldKey.objects.filter(key__startswith=f"{app}.").delete()
    before = set(FieldKey.objects.values_list("key", flat=True))
    FieldKey.objects.exclude(key="email").delete()
    migrated()
    assert set(FieldKey.objects.values_list("key", flat=True)) == before


def test_what_an_installation_changed_stays() -> None:
    FieldKey.objects.filter(key="email").update(labels=["电邮"])
    migrated()
    assert FieldKey.objects.get(key="email").labels == ["电邮"]
