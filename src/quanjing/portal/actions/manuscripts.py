"""A text that was selected in a call begins a page: a draft, which goes through the review like any other."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Application
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.portal.actions.consents import ConsentGiven, keep_consent
from quanjing.portal.actions.opening import touch
from quanjing.portal.actions.telling import tell_taken_in
from quanjing.portal.enums import Subject
from quanjing.portal.models import ArticlePage, ColumnPage, StoryPage
from quanjing.portal.models.naming import free_slug, slug_of
from quanjing.portal.queries.manuscripts import Manuscript, manuscript_of, may_take, pages_of
from quanjing.portal.rules import editors_home

SUMMARY = 120  # characters of the first paragraph


@transaction.atomic
def take_in(*, actor: Actor, application: Application, column: ColumnPage) -> Page:
    """Begin a page with a selected text, once. Essays are articles; cases and nominees are stories.

    What is by persons or about one waits for their agreement; a nominee's consent in the call comes with it.
    Raises `Denied`, `WrongState`, `Invalid` where there is no text.
    """
    home = editors_home(actor)
    touch()  # holds others back until this one is written
    if application.call.organization_id != home.organization_id:
        raise Denied
    if not may_take(application) or pages_of([application]):
        raise WrongState
    text = manuscript_of(application)
    if not text.parts:
        raise Invalid([Problem("column", _("It has no text of its own; please write the page by hand."))])
    writer = User.objects.filter(pk=actor.user_id).first()
    page = _page(text)
    page.slug, page.owner, page.live = free_slug(slug_of(page.title), column), writer, False
    made = Page.objects.get(pk=column.pk).add_child(instance=page)
    made.save_revision(user=writer)
    if application.call.nominates:
        keep_consent(actor, made, _agreed(application))
    tell_taken_in(made)
    record(actor=actor, verb="portal.take_in", on=application, detail={"page": made.pk, "title": made.title})
    return made


def _page(text: Manuscript) -> Any:
    application, first = text.application, text.parts[0][1][0]
    shared = {
        "title": text.title, "application": application, "day": clock.today(), "body": _body(text),
        "summary": first if len(first) <= SUMMARY else f"{first[: SUMMARY - 1]}…",
    }  # fmt: skip
    if application.call.kind == CallKind.ESSAY:
        byline = " ".join((*text.authors, text.unit))[:150]
        return ArticlePage(**shared, byline=byline, asks_consent=bool(text.authors))
    subject = Subject.PERSON if text.authors else Subject.DEED
    return StoryPage(**shared, subject=subject, unit=text.unit[:150])


def _body(text: Manuscript) -> list[tuple[str, str]]:
    """Each part with its heading, where there are several."""
    written = []
    for heading, lines in text.parts:
        head = f"<h2>{escape(heading)}</h2>" if len(text.parts) > 1 else ""
        written.append(head + "".join(f"<p>{escape(line)}</p>" for line in lines))
    return [("text", "".join(written))]


def _agreed(application: Application) -> ConsentGiven:
    """The consent that the nominee gave to the call."""
    consent = application.consent
    assert consent.given_at is not None  # `may_take` looked
    return ConsentGiven(
        person=consent.given_name or application.subject, use=consent.purpose,
        given_on=consent.given_at.astimezone(clock.CHINA).date(), until=consent.until,
        application=application,
    )  # fmt: skip
