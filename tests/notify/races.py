"""What the racing processes of these tests do."""

from __future__ import annotations

from tests.world import build_world

from quanjing.notify.actions import Draft, post_mails, send_waiting, watch_mails
from quanjing.notify.models import Mail


def prepare() -> int:
    world = build_world()
    post_mails(
        Draft(f"k{number}", world.tea.pk, ("tea@example.org",), f"mail {number}", "text")
        for number in range(20)
    )
    return Mail.objects.count()


def send() -> int:
    return send_waiting()


def states() -> str:
    return " ".join(sorted(set(Mail.objects.values_list("state", flat=True))))


def watch() -> str:
    watch_mails()
    return states()
