"""Passages side by side: of a report, of a text before it is sent, and of all texts of a notice."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.http import signed_in
from quanjing.likeness import actions, forms, queries
from quanjing.likeness.actions import Found
from quanjing.likeness.models import Sketch
from quanjing.likeness.queries import Text
from quanjing.likeness.rules import can_compare
from quanjing.likeness.views.showing import Shown, name_of, show
from quanjing.submissions.queries import get_submission, page_of_report
from quanjing.submissions.queries.page import files_named
from quanjing.submissions.rules import can_report
from quanjing.tasks.queries import directives_visible_to

GROUPS_A_PAGE = 20
MOST_SHOWN = 30  # texts of one group that are listed; who has more opens a report


@require_GET
def likeness_page(request: HttpRequest, code: str) -> HttpResponse:
    """What of a report's texts stands elsewhere, text by text."""
    actor = signed_in(request)
    submission = get_submission(actor, code)
    found = actions.passages_of(queries.likenesses_of(submission))
    groups: dict[int, tuple[Sketch, list[Shown]]] = {}
    for (row, _one), shown in zip(found, show(actor, [one for _row, one in found]), strict=True):
        groups.setdefault(row.text_id, (row.text, []))[1].append(shown)
    directive = submission.assignment.directive
    context = {
        "submission": submission,
        "groups": list(groups.values()),
        "desk": can_compare(actor, directive),
    }
    return render(request, "likeness/page.html", context)


@require_POST
def text_check(request: HttpRequest, code: str) -> HttpResponse:
    """A look at the texts of a draft as typed, and at its files; nothing is kept of it."""
    actor = signed_in(request)
    page = page_of_report(actor, code)
    assignment = page.parts[0].assignment
    if not can_report(actor, assignment):
        raise Denied
    files = files_named(request.POST.values(), actor.organization_code)
    scope = actions.scope_of(page.directive, [place.block for place in page.places])
    results = []
    for label, text in forms.read_texts(request.POST, page, files):
        draft = Text(text, 0, 0, page.directive.pk, scope.call.pk, assignment.organization_id, None, None)
        found = _without_own_page(actions.find(draft, scope), page.directive, assignment.organization_id)
        results.append((label, show(actor, found)))
    template = "likeness/check.html" if getattr(request, "htmx", False) else "likeness/check_page.html"
    return render(request, template, {"results": results, "directive": page.directive})


@require_GET
def likeness_groups(request: HttpRequest, code: str) -> HttpResponse:
    """The texts that stand in each other among all reports for a notice, for its desk."""
    actor = signed_in(request)
    directive = _of_desk(actor, code)
    tasks = list(queries.tasks_with_texts(directive))
    task = next((one for one in tasks if one.code == request.GET.get("task")), None)
    found = queries.groups_of(actor, directive, task)
    page = Paginator(found.groups, GROUPS_A_PAGE).get_page(request.GET.get("page"))
    names = queries.texts_named(text for group in page for text in group.texts[:MOST_SHOWN])
    groups = [
        (group, [(one, name_of(one)) for pk, one in names.items() if pk in group.texts]) for group in page
    ]
    context = {
        "directive": directive, "tasks": tasks, "task": task, "groups": groups, "page": page,
        "is_cut": found.is_cut,
    }  # fmt: skip
    return render(request, "likeness/groups.html", context)


@require_POST
def likeness_rebuild(request: HttpRequest, code: str) -> HttpResponse:
    """Compare all texts of a notice anew; the page of the job says how far it is."""
    actor = signed_in(request)
    job = actions.start_rebuild(actor=actor, directive=_of_desk(actor, code))
    return redirect("job_page", code=job.code)


def _of_desk(actor: Actor, code: str) -> Directive:
    directive = directives_visible_to(actor).filter(code=code).first()
    if directive is None:
        raise Missing
    if not can_compare(actor, directive):
        raise Denied
    return directive


def _without_own_page(found: list[Found], directive: Directive, organization_id: int) -> list[Found]:
    """Without what the same body sent for the same notice: the draft's own earlier version."""
    own = {
        pk
        for pk, one in actions.names_of(found).items()
        if one.submission.assignment.directive_id == directive.pk and one.organization_id == organization_id
    }
    return [one for one in found if one.source not in own]
