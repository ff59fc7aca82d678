"""The scene of submissions with a mailbox; mails of every kind about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanjing.mailroom.actions import Arrival, keep
from quanjing.mailroom.models import IncomingMail
from quanjing.notify.actions import Draft, post_mails
from quanjing.notify.models import Mail
from quanjing.notify.rules import address_for, signed
from quanjing.organizations.models import Organization
from quanjing.tasks.models import Task
from tests.mailroom.mails import MAILBOX, Facts
from tests.submissions.conftest import Scene, clock_at_opening, scene

__all__ = ["clock_at_opening", "scene"]

MadeFacts = Callable[..., Facts]
Take = Callable[..., IncomingMail]


@pytest.fixture(autouse=True)
def mailbox(settings: object) -> None:
    settings.MAILBOX_ADDRESS = MAILBOX  # type: ignore[attr-defined]
    settings.MAIL_DOMAIN = "example.org"  # type: ignore[attr-defined]


def facts_of(scene: Scene, serial: int, task: Task | None = None, unit: Organization | None = None) -> Facts:
    """What a mail about an assignment of the scene says."""
    task, unit = task or scene.plan, unit or scene.world.tea
    other = scene.world.nursing if unit == scene.world.tea else scene.world.tea
    code = scene.assignment(task, unit).code
    sender = "handler@example.org" if unit == scene.world.tea else "nursing@example.org"
    post_mails([Draft(f"asked:{code}", unit.pk, (sender,), "请报送", "请报送。", about=code)])
    asked = Mail.objects.get(key=f"asked:{code}")
    Mail.objects.filter(pk=asked.pk).update(state="sent")
    return Facts(
        serial=serial,
        society=unit.name,
        sender=sender,
        task=task.name,
        title=scene.directive.title,
        number=scene.directive.doc_number,
        plus=address_for(code),
        reference=signed(code),
        others=(other.name,),
        asked=f"<{asked.code}@example.org>",
    )


@pytest.fixture
def arrive(scene: Scene, run_jobs: Callable[[], int]) -> Callable[[bytes], IncomingMail]:
    """Keeps a raw mail and reads it."""

    def keep_and_read(raw: bytes) -> IncomingMail:
        [kept] = keep(body=scene.world.association, arrivals=[Arrival(raw)])
        run_jobs()
        return IncomingMail.objects.get(pk=kept.pk)

    return keep_and_read
