"""What a desk takes, its topics, and the official channel."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.services.models import QuestionTopic, ServiceDesk
from quanjing.services.rules import defines_channel, need_keeper


@dataclass(frozen=True, slots=True)
class ServiceDeskFacts:
    intro: str = ""
    takes_requests: bool = False
    takes_questions: bool = False
    keep_days: int = 180


@transaction.atomic
def save_desk(*, actor: Actor, facts: ServiceDeskFacts) -> ServiceDesk:
    """Say what the own body takes from inside and outside. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, actor.organization_id)
    if not 30 <= facts.keep_days <= 1095:
        raise Invalid([Problem("keep_days", _("Between 30 and 1095 days."))])
    made, _new = ServiceDesk.objects.get_or_create(organization_id=body)
    made.intro, made.keep_days = facts.intro.strip(), facts.keep_days
    made.takes_requests, made.takes_questions = facts.takes_requests, facts.takes_questions
    made.save()
    detail = {"requests": facts.takes_requests, "questions": facts.takes_questions, "days": facts.keep_days}
    record(actor=actor, verb="services.save_desk", on=made.organization, detail=detail)
    return made


@transaction.atomic
def save_channel(*, actor: Actor, text: str, link: str = "") -> ServiceDesk:
    """Name the official channel for complaints about persons, for the own body and those below.

    Raises `Denied` for anyone but an administrator.
    """
    if not defines_channel(actor) or actor.organization_id is None:
        raise Denied
    made, _new = ServiceDesk.objects.get_or_create(organization_id=actor.organization_id)
    made.channel_text, made.channel_link = text.strip(), link.strip()
    made.save(update_fields=["channel_text", "channel_link"])
    detail = {"text": made.channel_text, "link": made.channel_link}
    record(actor=actor, verb="services.save_channel", on=made.organization, detail=detail)
    return made


@transaction.atomic
def add_topic(*, actor: Actor, name: str) -> QuestionTopic:
    """Add a topic for the own body and those below. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, actor.organization_id)
    if not name.strip():
        raise Invalid([Problem("name", _("The name is missing."))])
    made = QuestionTopic.objects.create(organization_id=body, name=name.strip()[:60], position=50)
    record(actor=actor, verb="services.add_topic", on=made)
    return made
