"""What was signed off for a later moment goes out; what has come to its end goes away."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from quanjing.foundation import clock
from quanjing.portal.actions.opening import touch
from quanjing.portal.models import lacks_consent


def something_due() -> bool:
    """Whether `follow_schedule` would find anything: a glance of every minute."""
    return _coming().exists() or _ending().exists()


def follow_schedule() -> dict[str, int]:
    """Publish what is due, unpublish what has ended; each page in its own transaction."""
    ended = [_end(page) for page in list(_ending())]
    published = [_publish(revision) for revision in list(_coming())]
    return {"published": sum(published), "ended": len(ended)}


def _coming() -> Any:
    return Revision.objects.filter(approved_go_live_at__lte=clock.now()).order_by("approved_go_live_at")


def _ending() -> Any:
    return Page.objects.filter(live=True, expire_at__lte=clock.now()).order_by("expire_at")


@transaction.atomic
def _publish(revision: Revision) -> bool:
    """Whether it went out: a story whose consent has ended meanwhile does not."""
    if lacks_consent(revision.content_object):
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    touch()
    return True


@transaction.atomic
def _end(page: Page) -> None:
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    touch()
