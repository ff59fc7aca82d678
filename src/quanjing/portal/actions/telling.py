"""Who is told of a review, and the body whose text became a page; in the product's own messages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from quanjing.foundation.actor import Right
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS, Role
from quanjing.organizations.queries import posts_in_force, reporting_posts
from quanjing.portal.models import ArticlePage, StoryPage
from quanjing.portal.queries import home_of
from quanjing.portal.queries.addresses import page_url

EDITORS = [role for role in Role if Right.ISSUE in RIGHTS[role]]


def tell_submitted(state: Any, user: Any) -> None:
    """The other editors read that a text waits."""
    _tell("portal_submitted", state, user, _editors().exclude(holder=user))


def tell_decided(state: Any, user: Any, *, signed_off: bool) -> None:
    """Whoever submitted reads what became of it."""
    kind = "portal_signed_off" if signed_off else "portal_sent_back"
    _tell(kind, state, user, _editors().filter(holder=state.requested_by))


def tell_taken_in(page: Any) -> None:
    """The body whose text begins a page reads that it is being edited."""
    _tell_authors("manuscript_taken_in", page, reverse("application_page", args=[page.application.code]))


def tell_published(page: Any) -> None:
    """The same body reads that its text is public; once for a page, however often it is changed."""
    if isinstance(page, ArticlePage | StoryPage) and page.application is not None:
        _tell_authors("manuscript_published", page, page_url(page))


def _tell_authors(kind: str, page: Any, link: str) -> None:
    application = page.application
    posts = reporting_posts().filter(organization=application.organization_id)
    tell(
        post_ids=posts.values_list("pk", flat=True),
        kind=kind,
        values={"title": application.title, "call": application.call.title},
        link=link,
        key=f"{kind}:{page.pk}",
    )


def _editors() -> Any:
    home = home_of()
    return posts_in_force().filter(organization=home.organization_id if home else None, role__in=EDITORS)


def _tell(kind: str, state: Any, user: Any, posts: Any) -> None:
    page = state.content_object
    tell(
        post_ids=posts.values_list("pk", flat=True),
        kind=kind,
        values={"title": page.title, "name": str(user or "")},
        link=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        key=f"{kind}:{state.pk}:{state.current_task_state_id}",
    )
