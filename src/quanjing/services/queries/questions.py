"""The question desk: what is answered is for everybody, who asked is known to nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing
from quanjing.services.enums import FEWEST, QuestionState
from quanjing.services.models import Question, QuestionTopic, ServiceDesk
from quanjing.services.queries.offers import one_of

ANSWERED_SORTS = {"newest": ("-answered_on", "pk")}
DESK_SORTS = {"state": ("state", "month", "pk")}


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How often a topic was asked about this year; None while it is fewer than five."""

    topic: QuestionTopic
    count: int | None


def desks_open() -> QuerySet[ServiceDesk]:
    """Service desks that take something, in the order of the tree."""
    takes = Q(takes_requests=True) | Q(takes_questions=True)
    return (
        ServiceDesk.objects.filter(takes, existing("organization__"))
        .select_related("organization")
        .order_by("organization__path")
    )


def get_desk(code: str) -> ServiceDesk:
    """The desk of a body by the body's code, for anybody. Raises `Missing`."""
    return one_of(desks_open(), organization__code=code)


def desk_of(organization_id: int | None) -> ServiceDesk | None:
    return ServiceDesk.objects.filter(organization=organization_id).first()


def topics_for(organization: Organization) -> QuerySet[QuestionTopic]:
    """Topics of everybody, of the body and of those above it."""
    above = Q(organization=None) | Q(organization__path__in=chain_of(organization.path))
    return QuestionTopic.objects.filter(above)


def answered(organization_id: int, *, text: str = "", topic: str = "") -> QuerySet[Question]:
    """Published questions of a desk, narrowed by words and topic."""
    found = Question.objects.filter(organization=organization_id, state=QuestionState.ANSWERED)
    if text.strip():
        found = found.filter(Q(text__icontains=text.strip()) | Q(answer__icontains=text.strip()))
    if topic:
        found = found.filter(topic__code=topic)
    return found.select_related("topic")


def questions_at(actor: Actor) -> QuerySet[Question]:
    """What waits at the own desk; nobody else reads it before it is answered."""
    if not actor.may(Right.REPORT):
        return Question.objects.none()
    return Question.objects.filter(organization=actor.organization_id).select_related("topic", "organization")


def get_question(actor: Actor, code: str) -> Question:
    """One of the own desk. Raises `Missing`."""
    return one_of(questions_at(actor), code=code)


def question_by_digest(digest: str) -> Question | None:
    found = Question.objects.filter(lookup=digest).select_related("topic", "organization")
    return found.first() if digest else None


def topic_counts(organization: Organization) -> list[TopicCount]:
    """Topics of the year with their counts; below five it is only said that there are fewer: two queries."""
    first = date(clock.today().year, 1, 1)
    asked = Question.objects.filter(organization=organization, month__gte=first).order_by()
    counts = dict(asked.values_list("topic").annotate(count=Count("pk")))
    return [
        TopicCount(topic, counts[topic.pk] if counts.get(topic.pk, 0) >= FEWEST else None)
        for topic in topics_for(organization)
    ]


def channel_for(path: str) -> ServiceDesk | None:
    """The official channel of the nearest body that named one; without a path that of the root: one query."""
    named = ServiceDesk.objects.exclude(channel_text="").select_related("organization")
    if path:
        return named.filter(organization__path__in=chain_of(path)).order_by("-organization__path").first()
    return named.order_by("organization__path").first()


def own_body(actor: Actor) -> Organization:
    """The actor's body. Raises `Missing`."""
    found: Organization | None = Organization.objects.filter(pk=actor.organization_id).first()
    if found is None:
        raise Missing
    return found
