"""Consent to a model story: written down before it is published, withdrawn at any time, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from quanjing.audit.actions import record
from quanjing.calls.models import Application
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.portal.actions.opening import office, touch
from quanjing.portal.actions.removing import unpublish
from quanjing.portal.enums import Ground
from quanjing.portal.models import ArticlePage, Consent, StoryPage, lacks_consent
from quanjing.portal.queries.records import agreed_to_story
from quanjing.portal.rules import editors_home


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """Who consented to what use, on which day, until which last day (None: until withdrawn).

    `application` is the nomination with which the person agreed; taken back there, it ends here.
    """

    person: str
    use: str
    given_on: date
    until: date | None = None
    file: StoredFile | None = None
    application: Application | None = None


@transaction.atomic
def record_consent(*, actor: Actor, story: Page, given: ConsentGiven) -> Consent:
    """Keep a consent. Raises `Invalid` for one of the future or one that ends before it began."""
    editors_home(actor)
    problems = []
    if given.given_on > clock.today():
        problems.append(Problem("given_on", _("This day is still to come.")))
    if given.until is not None and given.until < given.given_on:
        problems.append(Problem("until", _("The last day lies before the first.")))
    if given.application is not None and not agreed_to_story(given.application):
        problems.append(
            Problem("application", _("The nominee has not agreed to a story, or agrees no longer."))
        )
    if problems:
        raise Invalid(problems)
    made = keep_consent(actor, story, given)
    record(actor=actor, verb="portal.record_consent", on=made, detail={"use": given.use})
    return made


def keep_consent(actor: Actor, story: Page, given: ConsentGiven) -> Consent:
    """The row alone: part of an action that leaves the audit entry."""
    return Consent.objects.create(
        story=story, title=story.title, person=given.person, use=given.use, given_on=given.given_on,
        until=given.until, file=given.file, application=given.application,
        made_name=actor.signature, made_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def withdraw_consent(*, actor: Actor, consent: Consent, reason: str) -> Consent:
    """The person does not agree any more: the story goes at once unless another consent still holds it."""
    editors_home(actor)
    held = Consent.objects.select_for_update().get(pk=consent.pk)
    if held.withdrawn_at is not None:
        raise WrongState
    _withdraw(actor, held, reason.strip()[:300])
    return held


@transaction.atomic
def end_nomination(*, application: Application) -> int:
    """The nominee took the consent back with the call: what rests on it here ends; how many consents."""
    rows = Consent.objects.select_for_update(of=("self",)).filter(application=application, withdrawn_at=None)
    held = list(rows.order_by("pk"))
    for one in held:
        with override(settings.LANGUAGE_CODE):
            _withdraw(office(), one, gettext("The nominee withdrew the consent to the nomination."))
    return len(held)


def _withdraw(actor: Actor, held: Consent, reason: str) -> None:
    held.withdrawn_at, held.withdrawn_name, held.reason = clock.now(), actor.signature, reason
    held.save(update_fields=["withdrawn_at", "withdrawn_name", "reason"])
    removed = False
    if held.story is not None and lacks_consent(held.story):
        removed = _take_off(held.story, Ground.CONSENT, held.reason, actor.signature)
    touch()
    record(actor=actor, verb="portal.withdraw_consent", on=held, detail={"removed": removed})


@transaction.atomic
def end_consents() -> int:
    """What rests on a consent that has come to its end is taken off; part of the work of every day."""
    gone = 0
    stories = StoryPage.objects.filter(live=True).prefetch_related("consents")
    articles = ArticlePage.objects.filter(live=True, asks_consent=True).prefetch_related("consents")
    for story in (*stories, *articles):
        if not lacks_consent(story):
            continue
        if _take_off(story, Ground.EXPIRED, "", ""):
            record(actor=office(), verb="portal.end_consent", detail={"title": story.title})
            gone += 1
    return gone


def _take_off(story: Page, ground: Ground, reason: str, name: str) -> bool:
    """Whether the page was public, or on its way to be."""
    state = story.current_workflow_state
    if not story.live and state is None and not story.approved_schedule:
        return False
    unpublish(story, ground=ground, reason=reason, name=name)
    return True
