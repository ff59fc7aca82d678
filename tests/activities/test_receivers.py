"""The common kinds are part of every installation."""

from __future__ import annotations

import pytest

from quanjing.activities.models import ActivityKind
from quanjing.activities.receivers import keep_common
from quanjing.sheets.models import FieldKey

pytestmark = pytest.mark.django_db


def test_the_common_kinds_are_there_after_every_migrate_and_flush() -> None:
    before = set(ActivityKind.objects.values_list("code", flat=True))
    ActivityKind.objects.all().delete()
    FieldKey.objects.filter(key__startswith="activities.").delete()
    keep_common()
    assert set(ActivityKind.objects.values_list("code", flat=True)) == before
    assert FieldKey.objects.filter(key__startswith="activities.").count() == 3


def test_what_an_installation_changed_stays() -> None:
    ActivityKind.objects.filter(code="lecture").update(name_zh="专题党课")
    keep_common()
    assert ActivityKind.objects.get(code="lecture").name_zh == "专题党课"
