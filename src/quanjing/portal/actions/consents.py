"""Consent to a model story: written down before it is published, withdrawn at any time, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.portal.actions.opening import office, touch
from quanjing.portal.actions.removing import unpublish
from quanjing.portal.enums import Ground
from quanjing.portal.models import Consent, StoryPage, lacks_consent
from quanjing.portal.rules import editors_home


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """Who consented to what use, on which day, until which last day (None: until withdrawn)."""

    person: str
    use: str
    given_on: date
    until: date | None = None
    file: StoredFile | None = None


@transaction.atomic
def record_consent(*, actor: Actor, story: StoryPage, given: ConsentGiven) -> Consent:
    """Keep a consent. Raises `Invalid` for one of the future or one that ends before it began."""
    editors_home(actor)
    problems = []
    if given.given_on > clock.today():
        problems.append(Problem("given_on", _("This day is still to come.")))
    if given.until is not None and given.until < given.given_on:
        problems.append(Problem("until", _("The last day lies before the first.")))
    if problems:
        raise Invalid(problems)
    made = Consent.objects.create(
        story=story, title=story.title, person=given.person, use=given.use, given_on=given.given_on,
        until=given.until, file=given.file, made_name=actor.signature, made_at=clock.now(),
    )  # fmt: skip
    record(actor=actor, verb="portal.record_consent", on=made, detail={"use": given.use})
    return made


@transaction.atomic
def withdraw_consent(*, actor: Actor, consent: Consent, reason: str) -> Consent:
    """The person does not agree any more: the story goes at once unless another consent still holds it."""
    editors_home(actor)
    held = Consent.objects.select_for_update().get(pk=consent.pk)
    if held.withdrawn_at is not None:
        raise WrongState
    held.withdrawn_at, held.withdrawn_name = clock.now(), actor.signature
    held.reason = reason.strip()[:300]
    held.save(update_fields=["withdrawn_at", "withdrawn_name", "reason"])
    removed = False
    if held.story is not None and lacks_consent(held.story):
        removed = _take_off(held.story, Ground.CONSENT, held.reason, actor.signature)
    touch()
    record(actor=actor, verb="portal.withdraw_consent", on=held, detail={"removed": removed})
    return held


@transaction.atomic
def end_consents() -> int:
    """Stories whose last consent has come to its end are taken off; part of the work of every day."""
    gone = 0
    for story in StoryPage.objects.filter(live=True).prefetch_related("consents"):
        if not lacks_consent(story):
            continue
        if _take_off(story, Ground.EXPIRED, "", ""):
            record(actor=office(), verb="portal.end_consent", detail={"title": story.title})
            gone += 1
    return gone


def _take_off(story: StoryPage, ground: Ground, reason: str, name: str) -> bool:
    """Whether the story was public, or on its way to be."""
    state = story.current_workflow_state
    if not story.live and state is None and not story.approved_schedule:
        return False
    unpublish(story, ground=ground, reason=reason, name=name)
    return True
