"""What the editors' desk shows: consents, reports of readers, answers that may be set free."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, TaskState

from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Scheme
from quanjing.calls.models import Application
from quanjing.calls.queries.naming import may_name
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.pieces import Piece
from quanjing.manuscripts.models import Answer
from quanjing.portal.models import (
    ArticlePage,
    Consent,
    CoverageItem,
    HomePage,
    PageReport,
    StoryPage,
    TakeDown,
)  # fmt: skip
from quanjing.portal.queries.pages import ROOT


def consents_of(story: Page) -> QuerySet[Consent]:
    return Consent.objects.filter(story=story).select_related("file")


def get_story(number: int) -> StoryPage | ArticlePage:
    """A story, or an article that may ask for a person's agreement. Raises `Missing`."""
    for model in (StoryPage, ArticlePage):
        found: Any = model.objects.filter(pk=number).select_related("application__call").first()
        if found is not None:
            return found
    raise Missing


def get_consent(code: str) -> Consent:
    found = Consent.objects.filter(code=code).select_related("story", "file").first()
    if found is None:
        raise Missing
    return found


def waiting_reviews(actor: Actor) -> QuerySet[Any]:
    """What a second person has still to sign off; what the actor wrote or submitted is not among it."""
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    foreign = states.exclude(revision__user_id=actor.user_id).exclude(
        workflow_state__requested_by_id=actor.user_id
    )
    return foreign.select_related("revision", "workflow_state__requested_by").order_by("started_at")


def drafts() -> QuerySet[Page]:
    """Pages with a text that nobody has published, the newest first."""
    return Page.objects.filter(
        Q(live=False) | Q(has_unpublished_changes=True), url_path__startswith=ROOT
    ).order_by("-latest_revision_created_at", "-pk")


def open_reports() -> QuerySet[PageReport]:
    return PageReport.objects.select_related("page")


def take_downs() -> QuerySet[TakeDown]:
    return TakeDown.objects.all()


def answers_to_release(home: HomePage) -> QuerySet[Answer]:
    """Answers to manuscripts of the editing body, the newest first, released or not."""
    own = Answer.objects.filter(forward__version__compilation__organization=home.organization_id)
    return own.select_related("forward__version__compilation", "release").order_by("-given_on", "-pk")


def get_answer(home: HomePage, code: str) -> Answer:
    found = answers_to_release(home).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def coverage() -> QuerySet[CoverageItem]:
    return CoverageItem.objects.select_related("topic", "organization")


def stories(most: int) -> list[Any]:
    """The newest stories, and articles that ask for a person's agreement."""
    asking: Any = ArticlePage.objects.filter(asks_consent=True)
    found: list[Any] = []
    for rows in (StoryPage.objects.all(), asking):
        found += rows.defer("body").prefetch_related("consents").order_by("-day", "-pk")[:most]
    return sorted(found, key=lambda one: (one.day, one.pk), reverse=True)[:most]


def live_articles() -> QuerySet[ArticlePage]:
    return ArticlePage.objects.filter(live=True).defer("body").order_by("-day", "-pk")


def nominations(home: HomePage) -> QuerySet[Application]:
    """Nominations to calls of the editing body whose nominee agreed to a story and still does."""
    agreed = Application.objects.filter(
        call__organization=home.organization_id, call__nominates=True, consent__shows_story=True,
        consent__given_at__isnull=False, consent__withdrawn_at=None,
    )  # fmt: skip
    return agreed.select_related("call", "consent").order_by("-pk")


def agreed_to_story(application: Application) -> bool:
    """Whether the nominee agreed to be named and to a story, and still does."""
    consent = getattr(application, "consent", None)
    return consent is not None and consent.shows_story and may_name(application)


def schemes_to_release(home: HomePage) -> QuerySet[Scheme]:
    """Published assessments of the editing body, the newest first, their lists released or not."""
    own = Scheme.objects.filter(organization=home.organization_id, state=SchemeState.PUBLISHED)
    return own.select_related("public_list").order_by("-published_at", "-pk")


def get_scheme(home: HomePage, code: str) -> Scheme:
    found = schemes_to_release(home).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def pieces_of(organization_id: int, first: date, last: date) -> list[Piece]:
    """Pieces of outlets about a body, by the days of a span: one query."""
    logged = CoverageItem.objects.filter(organization=organization_id, on__range=(first, last))
    return [Piece(one.title, one.outlet, one.on, one.url) for one in logged]
