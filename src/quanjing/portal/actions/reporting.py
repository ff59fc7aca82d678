"""A reader says that something on a page is wrong; an editor says what became of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.portal.actions.removing import unpublish
from quanjing.portal.enums import Ground, Outcome
from quanjing.portal.models import PageReport
from quanjing.portal.rules import editors_home


def report_page(*, page: Page, text: str, contact: str) -> PageReport:
    """Keep what a reader says. Without an account: no actor and no audit entry, the report is the record."""
    if not text.strip():
        raise Invalid([Problem("text", _("Please say what is wrong."))])
    return PageReport.objects.create(
        page=page, title=page.title, text=text.strip(), contact=contact.strip(), made_at=clock.now()
    )


@transaction.atomic
def settle_report(*, actor: Actor, report: PageReport, outcome: Outcome, answer: str) -> PageReport:
    """Say what became of a report; with `TAKEN_DOWN` the page goes at once."""
    editors_home(actor)
    held = PageReport.objects.select_for_update(of=("self",)).select_related("page").get(pk=report.pk)
    if held.outcome != Outcome.OPEN:
        raise WrongState
    if outcome == Outcome.OPEN or not answer.strip():
        raise Invalid([Problem("answer", _("Please say what became of it."))])
    held.outcome, held.answer = outcome, answer.strip()[:300]
    held.decided_name, held.decided_at = actor.signature, clock.now()
    held.save()
    if outcome == Outcome.TAKEN_DOWN and held.page is not None and held.page.live:
        unpublish(held.page, ground=Ground.REPORT, reason=held.answer, name=actor.signature)
    record(actor=actor, verb="portal.settle_report", on=held, detail={"outcome": outcome})
    return held
