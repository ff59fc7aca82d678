"""A unit's own reports: the list, the page of one notice, saving and sending."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongwen.errors import GongwenError
from quanjing.activities.queries import activities_about
from quanjing.files.actions import read_upload
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Invalid, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.actions import correct_fact
from quanjing.submissions import actions, forms, queries, registry
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.rules import asks_head, checked_parts, is_ready
from quanjing.submissions.views.conflict import both_versions, with_choices
from quanjing.submissions.views.page_maker import build, with_typed
from quanjing.submissions.views.taking import ROWS, take
from quanjing.tasks.actions import mark_duplicate
from quanjing.tasks.queries import recalled

SORTS = {
    "due": ("rank", "next_due", "-pk"),
    "published": ("-published_at", "-pk"),
}


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    page = page_of(request, queries.directives_of(actor), SORTS)
    return render(
        request,
        "submissions/list.html",
        {
            "page": page,
            "cards": queries.cards_of(actor, page.rows),
            "confirmations": queries.waiting_confirmations(actor),
        },
    )


@require_GET
def report_page(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, queries.page_of_report(signed_in(request), code))


@require_POST
def report_save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is typed. A script gets the fragments that changed, a browser without one the page."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        typed = _typed(request, actor, page)
        if "choose" in request.POST:
            typed = with_choices(page, typed, request.POST)
        _save(actor, page, typed)
    except Conflict as conflict:
        return _conflict(request, page, forms.read_page(request.POST, request.FILES, page), conflict)
    except (Invalid, GongwenError) as error:
        return _again(request, actor, code, error)
    if by_script:
        view = build(queries.page_of_report(actor, code), actor=actor)
        return render(request, "submissions/saved.html", {"view": view, "directive": page.directive})
    place = request.POST.get("add", "") or request.POST.get("remove", "").split(".")[0]
    place = place or request.POST.get("drop", "") or request.POST.get("take", "").removesuffix(f":{ROWS}")
    response = redirect("report_page", code=code)
    if place in {one.key for one in page.places}:
        response["Location"] += f"#block-{place}"
    return response


@require_POST
def report_submit(request: HttpRequest, code: str) -> HttpResponse:
    """Save, then send what is chosen and complete; what is begun and incomplete is named."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    try:
        typed = _typed(request, actor, page)
        _save(actor, page, typed)
        page = queries.page_of_report(actor, code)
        checks = checked_parts(page)
        ready = [
            part.code
            for part in page.parts
            if part.code in typed.send and is_ready(part, checks.get(part.code), page.report)
        ]
        if asks_head(actor, page.parts[0].assignment.organization):
            return _asked(request, actor, page, ready)
        sent = actions.submit(actor=actor, directive=page.directive, tasks=ready or None)
    except Conflict as conflict:
        return _conflict(request, page, forms.read_page(request.POST, request.FILES, page), conflict)
    except (Invalid, GongwenError) as error:
        return _again(request, actor, code, error)
    count = {"count": len(sent)}
    messages.success(
        request, ngettext("%(count)d item was sent.", "%(count)d items were sent.", len(sent)) % count
    )
    waiting = [
        part.task.name for part in page.parts if (c := checks.get(part.code)) and c.started and c.problems
    ]
    if waiting:
        text = _("Not sent because something is missing: %(names)s.")
        messages.warning(request, text % {"names": _(", ").join(waiting)})
    return redirect("report_page", code=code)


@require_POST
def report_nil(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Save what is typed elsewhere on the page, then confirm that there is nothing to report."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    part = page.part(task)
    try:
        _save(actor, page, _typed(request, actor, page))
        reason = request.POST.get(f"nil.{task}", "")
        if asks_head(actor, part.assignment.organization):
            return _asked(request, actor, page, [task], reason)
        actions.submit_nil(actor=actor, assignment=part.assignment, reason=reason)
    except Conflict as conflict:
        return _conflict(request, page, forms.read_page(request.POST, request.FILES, page), conflict)
    except (Invalid, GongwenError) as error:
        return _again(request, actor, code, error)
    messages.success(request, _("Recorded: nothing to report for “%(task)s”.") % {"task": part.task.name})
    return redirect("report_page", code=code)


def _asked(
    request: HttpRequest, actor: Actor, page: ReportPage, tasks: list[str], nil_reason: str | None = None
) -> HttpResponse:
    """In the place of sending where the head confirms first."""
    actions.ask_confirmation(
        actor=actor, directive=page.directive, tasks=tasks or None, nil_reason=nil_reason
    )
    messages.success(request, _("The head was asked to confirm; it leaves once confirmed."))
    return redirect("report_page", code=page.directive.code)


@require_POST
def report_duplicate(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Save what is typed, then say (or take back) that an item duplicates another request."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    part = page.part(task)
    try:
        _save(actor, page, _typed(request, actor, page))
        stands = mark_duplicate(actor=actor, assignment=part.assignment)
    except Conflict as conflict:
        return _conflict(request, page, forms.read_page(request.POST, request.FILES, page), conflict)
    except (Invalid, GongwenError) as error:
        return _again(request, actor, code, error)
    if stands:
        messages.success(request, _("Counted; the issuer sees a number, not who said so."))
    else:
        messages.success(request, _("Taken back."))
    return redirect("report_page", code=code)


@require_POST
def report_correct(request: HttpRequest, code: str) -> HttpResponse:
    """Save what is typed, then correct a fact that the platform knew wrongly (`fact`, `correct:FACT`)."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    fact = request.POST.get("fact", "")
    try:
        _save(actor, page, _typed(request, actor, page))
        body = page.parts[0].assignment.organization
        value = request.POST.get(f"correct:{fact}", "")
        proposed = correct_fact(actor=actor, organization=body, fact=fact, value=value)
    except Conflict as conflict:
        return _conflict(request, page, forms.read_page(request.POST, request.FILES, page), conflict)
    except (Invalid, GongwenError) as error:
        return _again(request, actor, code, error)
    if proposed:
        messages.success(request, _("Used from now on; the administrator of the register still accepts it."))
    else:
        messages.success(request, _("Corrected, and known from now on."))
    return redirect("report_page", code=code)


def _typed(request: HttpRequest, actor: Actor, page: ReportPage) -> forms.PageInput:
    """What was typed, with the files that a browser without scripts sends along."""
    typed = forms.read_page(request.POST, request.FILES, page)
    for name, upload in typed.uploads.items():
        data = read_upload(cast(BinaryIO, upload), upload.name or "")
        stored = actions.attach_file(actor=actor, directive=page.directive, name=upload.name or "", data=data)
        forms.put(typed, request.POST, name, stored.code)
    take(typed, request.POST, page)
    return typed


def _save(actor: Actor, page: ReportPage, typed: forms.PageInput) -> None:
    actions.save_draft(
        actor=actor,
        directive=page.directive,
        header=typed.header,
        draft=typed.draft,
        version=typed.version,
        corrections=typed.corrections,
        dropped=typed.dropped,
    )


def _page(
    request: HttpRequest,
    page: ReportPage,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    **more: object,
) -> HttpResponse:
    actor = signed_in(request)
    last = queries.last_confirmation(page)
    context = {
        "view": build(page, problems, actor=actor),
        "page": page,
        "directive": page.directive,
        "problems": problems,
        "confirmation": last,
        "recalled": recalled(page.directive),
        "papers": queries.papers_of(page),
        "filled": queries.filled_beside(page),
        "questions": queries.questions_beside(actor, page),
        "discussed": activities_about(actor, [part.task.pk for part in page.parts]),
        "asked_items": [part.task.name for part in page.parts if last and part.code in last.tasks],
        "confirms": actor.may(Right.CONFIRM),
        "text_checks": registry.text_checks() if actor.may(Right.REPORT) else (),
    }
    if actor.may(Right.ISSUE):
        context["passed_on"] = queries.passed_on_tasks(actor, [part.assignment for part in page.parts])
    return render(request, "submissions/report.html", context | more, status=status)


def _again(request: HttpRequest, actor: Actor, code: str, error: Invalid | GongwenError) -> HttpResponse:
    """The page once more, with everything typed in place and what is wrong beside it."""
    page = queries.page_of_report(actor, code)
    typed = forms.read_page(request.POST, request.FILES, page)
    page = with_typed(page, typed.header, typed.draft, typed.corrections)
    if isinstance(error, GongwenError):
        message = error.message(get_language() or "en")
        return _page(request, page, (Problem("file", message),), status=422)
    problems = error.problems or (Problem("", str(error)),)
    reasons = {name: text for name, text in request.POST.items() if name.startswith("nil.")}
    return _page(request, page, problems, status=422, reasons=reasons)


def _conflict(
    request: HttpRequest, page: ReportPage, typed: forms.PageInput, conflict: Conflict
) -> HttpResponse:
    """Both versions; what was typed stays in the inputs, and saving again decides for it."""
    context = {
        "differences": both_versions(page, conflict),
        "version": page.version,
        "directive": page.directive,
        "report": page.report,
    }
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "submissions/conflict.html", context, status=409)
    page = with_typed(page, typed.header, typed.draft, typed.corrections)
    return _page(request, page, status=409, conflict=context)
