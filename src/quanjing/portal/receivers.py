"""What Wagtail says of its pages goes into the record and the index; old pages are drawn anew."""

from __future__ import annotations

from typing import Any, NamedTuple

from wagtail.models import Page, PageLogEntry
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from quanjing.audit.actions import record
from quanjing.foundation import public
from quanjing.portal.actions import (
    end_nomination,
    office,
    tell_decided,
    tell_published,
    tell_submitted,
    touch,
)
from quanjing.portal.kinds import PAGES
from quanjing.search.actions import drop, take_in_now


class Step(NamedTuple):
    """What Wagtail writes into its log, and the verb under which the product's record keeps it."""

    action: str
    verb: str


STEPS = (
    Step("wagtail.create", verb="portal.create"),
    Step("wagtail.delete", verb="portal.delete"),
    Step("wagtail.move", verb="portal.move"),
    Step("wagtail.publish", verb="portal.publish"),
    Step("wagtail.publish.schedule", verb="portal.schedule"),
    Step("wagtail.publish.scheduled", verb="portal.publish"),
    Step("wagtail.unpublish.scheduled", verb="portal.expire"),
    Step("wagtail.workflow.start", verb="portal.submit"),
    Step("wagtail.workflow.approve", verb="portal.sign_off"),
    Step("wagtail.workflow.reject", verb="portal.send_back"),
    Step("wagtail.workflow.cancel", verb="portal.call_off"),
)
VERBS = {step.action: step.verb for step in STEPS}


def keep_record(instance: PageLogEntry, created: bool, **_kwargs: Any) -> None:
    """One entry for each step that matters, by the post under which the person edits."""
    if not created:
        return
    touch()
    if instance.action in VERBS:
        actor = getattr(instance.user, "editor", None) or office()
        record(
            actor=actor,
            verb=VERBS[instance.action],
            detail={"page": instance.page_id, "title": instance.label},
        )


def submitted(instance: Any, user: Any, **_kwargs: Any) -> None:
    tell_submitted(instance, user)


def signed_off(instance: Any, user: Any, **_kwargs: Any) -> None:
    tell_decided(instance, user, signed_off=True)


def sent_back(instance: Any, user: Any, **_kwargs: Any) -> None:
    tell_decided(instance, user, signed_off=False)


# Under the names that Wagtail gives its mails about reviews: whoever comes first has them.
IN_PLACE_OF_MAILS = {
    "workflow_state_submitted_email_notification": (workflow_submitted, submitted),
    "workflow_state_approved_email_notification": (workflow_approved, signed_off),
    "workflow_state_rejected_email_notification": (workflow_rejected, sent_back),
}


def take_in(instance: Page, **_kwargs: Any) -> None:
    """A published page is found at once; whose text it was is told."""
    take_in_now(PAGES, list(PAGES.things().filter(pk=instance.pk)))
    tell_published(instance)
    touch()


def take_out(instance: Page, **_kwargs: Any) -> None:
    """A page that is no longer public is no longer found."""
    drop(PAGES.kind, instance.pk)
    touch()


def changed(**_kwargs: Any) -> None:
    """A picture was cut anew or a file changed."""
    touch()


def list_moved(verb: str, **_kwargs: Any) -> None:
    """A step was recorded after which a list of the platform may say something else."""
    if public.is_moved_by(verb):
        touch()


def nominee_left(application: Any, **_kwargs: Any) -> None:
    """The nominee took the consent back: so it ends here."""
    end_nomination(application=application)
