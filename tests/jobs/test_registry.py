"""What is enqueued by name exists, and has words."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django_q.models import Schedule

from quanjing.jobs import registry
from quanjing.jobs.actions import schedule_sweeps
from quanjing.jobs.kinds import WORKS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "quanjing"


def enqueued() -> set[str]:
    """Every name that the source enqueues by a literal, or that is done every day."""
    call = re.compile(r'\benqueue\(\s*"([^"]+)"')
    named = {name for path in SOURCE.rglob("*.py") for name in call.findall(path.read_text(encoding="utf-8"))}
    return named | {plan.name for plan in registry.plans()}


def test_every_name_that_is_enqueued_is_registered() -> None:
    assert enqueued() - set(registry.names()) == set()


def test_every_registered_name_is_enqueued_somewhere() -> None:
    assert set(registry.names()) - enqueued() == set()


def test_every_registered_name_resolves() -> None:
    assert all(callable(registry.find(name)) for name in registry.names())


def test_every_name_has_words() -> None:
    assert set(registry.names()) == set(WORKS)


def test_the_scheduled_function_exists(db: None) -> None:
    schedule_sweeps()
    assert all(callable(import_string(plan.func)) for plan in Schedule.objects.all())


def test_the_queue_waits_longer_than_work_may_take() -> None:
    assert settings.Q_CLUSTER["retry"] > settings.Q_CLUSTER["timeout"]


def test_every_daily_work_has_a_time_of_day() -> None:
    assert [
        plan.at for plan in registry.plans() if not re.fullmatch(r"[01]\d:[0-5]\d|2[0-3]:[0-5]\d", plan.at)
    ] == []
