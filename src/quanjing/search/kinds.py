"""The kinds of documents of the apps below; apps above register their own in `foundation.findable`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.directives.models import Directive
from quanjing.files.actions import text_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import visible_to as organizations_visible_to
from quanjing.search.matching import latin_keys
from quanjing.search.models import Document
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Attachment, Entry, Submission
from quanjing.submissions.queries import submissions_visible_to
from quanjing.tasks.models import Task
from quanjing.tasks.queries import directives_visible_to

GONE = (SubmissionState.REPLACED, SubmissionState.WITHDRAWN)


def _seen_directives(actor: Actor) -> Q:
    return Q(directive__in=directives_visible_to(actor).select_related(None).order_by().values("pk"))


def _seen_reports(actor: Actor) -> Q:
    return Q(submission__in=submissions_visible_to(actor).exclude(state__in=GONE).order_by().values("pk"))


def _seen_organizations(actor: Actor) -> Q:
    return Q(organization__in=organizations_visible_to(actor).order_by().values("pk"))


def _issued_on(thing: Directive) -> date:
    return thing.issued_on or thing.registered_at.astimezone(clock.CHINA).date()


def _sent_on(thing: Submission) -> date:
    return thing.submitted_at.astimezone(clock.CHINA).date()


def _of_directive(thing: Directive) -> Facts:
    title = f"{thing.title} {thing.doc_number}".strip()
    return Facts(title, thing.text, thing.organization_id, _issued_on(thing), thing.code, directive=thing.pk)


def _of_task(thing: Task) -> Facts:
    paper, text = thing.directive, thing.item.text if thing.item else ""
    return Facts(thing.name, text, paper.organization_id, _issued_on(paper), paper.code, directive=paper.pk)


def _of_entry(thing: Entry) -> Facts:
    assignment = thing.submission.assignment
    values = (value for value in thing.values.values() if isinstance(value, str) and value)
    title = f"{assignment.organization.name} {assignment.task.name}"
    return _sent(thing.submission, title, "\n".join(values))


def _of_file(thing: Attachment) -> Facts:
    assert thing.submission is not None
    return _sent(thing.submission, thing.file.name, text_of(thing.file))


def _sent(thing: Submission, title: str, text: str) -> Facts:
    place = thing.assignment
    return Facts(
        title, text, place.organization_id, _sent_on(thing), thing.code, place.directive_id, thing.pk
    )


def _of_organization(thing: Organization) -> Facts:
    names = list(dict.fromkeys([thing.name, thing.short_name, *(one.name for one in thing.names.all())]))
    text = "\n".join(name for name in names[1:] if name)
    return Facts(thing.name, text, thing.pk, code=thing.code, keys=latin_keys(names))


def _to_directive(actor: Actor, document: Document) -> str:
    issued = actor.reads_subtree and actor.covers(document.organization.path)
    return reverse("directive_page" if issued else "directive_original", args=[document.code])


def _to_report(_actor: Actor, document: Document) -> str:
    return reverse("submission_page", args=[document.code])


def _to_organization(_actor: Actor, document: Document) -> str:
    return reverse("organization_detail", args=[document.code])


def _sent_rows(model: type[Entry] | type[Attachment], *also: str) -> QuerySet[Any]:
    related = ("submission__assignment__organization", "submission__assignment__task", *also)
    return model._default_manager.select_related(*related)


OWN = (
    Findable(
        "organization", _("organization"), 10, lambda: Organization.objects.prefetch_related("names"),
        _of_organization, _seen_organizations, _to_organization,
    ),
    Findable(
        "directive", _("notice"), 20, lambda: Directive.objects.exclude(text=""),
        _of_directive, _seen_directives, _to_directive,
    ),
    Findable(
        "task", _("item of a notice"), 30, lambda: Task.objects.select_related("directive", "item"),
        _of_task, _seen_directives, _to_directive,
    ),
    Findable("entry", _("report"), 40, lambda: _sent_rows(Entry), _of_entry, _seen_reports, _to_report),
    Findable(
        "file", _("attached file"), 50, lambda: _sent_rows(Attachment, "file"),
        _of_file, _seen_reports, _to_report, stays=True,
    ),
)  # fmt: skip
