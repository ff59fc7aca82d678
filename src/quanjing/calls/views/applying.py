"""Applications of the own body: written as one types, sent, taken back; joint units; the first review."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.calls import actions, queries
from quanjing.calls.actions import places_of as names_of
from quanjing.calls.actions.application_facts import Places
from quanjing.calls.enums import ApplicationState
from quanjing.calls.forms import ApplicationForm, row_tables
from quanjing.calls.forms.applying import initial_of, project_choices
from quanjing.calls.forms.rows import whole
from quanjing.calls.models import Application, Call
from quanjing.calls.queries.based import offered_projects, source_of
from quanjing.calls.rules import can_check, can_write, is_open, is_writable
from quanjing.calls.views.application_context import application_shown
from quanjing.files.models import StoredFile
from quanjing.files.serve import as_response
from quanjing.foundation import clock, facts
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, Problem, QuanjingError
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.organizations.models import Organization


@require_GET
def application_mine(request: HttpRequest) -> HttpResponse:
    """Everything that the own body has begun or sent, and where it is named as a joint unit."""
    actor = signed_in(request)
    rows = queries.applications_visible_to(actor).filter(organization=actor.organization_id)
    rows = rows.select_related("call", "direction", "based_on__organization")
    context = {
        "applications": rows.order_by("-changed_at")[:100],
        "joint": queries.joint_applications(actor)[:50],
        "reports": actor.may(Right.REPORT),
    }
    return render(request, "calls/mine.html", context)


@require_http_methods(["GET", "POST"])
def application_new(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an application; it is a draft at once, so that nothing typed is lost."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    body = Organization.objects.get(pk=actor.organization_id)
    if not actor.may(Right.REPORT) or not queries.reaches(call, body):
        raise Denied
    if request.method == "GET" and is_open(call):
        return render(request, "calls/apply.html", {
            "call": call, "rooms": queries.rooms_for(call, body),
            "projects": project_choices(offered_projects(call, body), body.pk),
        })  # fmt: skip
    posted = request.POST
    given = actions.ApplicationFacts(
        direction=posted.get("direction", ""), title=posted.get("title", ""),
        subject=posted.get("subject", ""), project=posted.get("project"),
    )  # fmt: skip
    try:
        made = actions.begin_application(actor=actor, call=call, facts=given)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("call_page", code=code)
    return redirect("application_edit", code=made.code)


@require_http_methods(["GET", "POST"])
def application_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Write an application and send it: every problem stands at its place, what was typed is kept."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    if not can_write(actor, application):
        raise Denied
    if not is_writable(application):
        return redirect("application_page", code=code)
    form = _form(request, actor, application)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        saved = _write(request, actor, application, form)
        if saved is not None and request.POST.get("then") != "send":
            return redirect(
                "application_page" if request.POST.get("then") == "leave" else "application_edit", code=code
            )
        if saved is not None:
            try:
                actions.send_application(actor=actor, application=saved)
            except Invalid as error:
                problems = error.problems
            else:
                messages.success(request, _("Sent. You may take it back until the call closes."))
                return redirect("application_page", code=code)
            form = _form(request, actor, queries.get_application(actor, code), bound=False)
    return _edit_page(request, queries.get_application(actor, code), form, problems)


@require_POST
def application_save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what was typed so far; says when, or why not."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    form = _form(request, actor, application)
    if not form.is_valid():
        return JsonResponse({"saved": False, "message": _("Not saved yet")}, status=422)
    try:
        given = form.facts(request.POST, application.values)
        saved = actions.write_application(
            actor=actor, application=application, facts=given, version=form.cleaned_data["version"]
        )
    except QuanjingError as error:
        return JsonResponse({"saved": False, "message": str(error)}, status=error.status)
    words = _("Saved at %(moment)s") % {"moment": cn_moment(clock.now())}
    return JsonResponse({"saved": True, "version": saved.version, "message": words})


@require_GET
def application_page(request: HttpRequest, code: str) -> HttpResponse:
    """One application as its body, a joint unit or the desk reads it."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    if can_check(actor, application.call) and not can_write(actor, application):
        return redirect("application_check", code=code)
    return render(request, "calls/application.html", application_shown(actor, application))


@require_POST
def application_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of an application: sent, taken back, withdrawn, thrown away."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    step = request.POST.get("step", "")
    if step == "drop":
        actions.drop_application(actor=actor, application=application)
        return redirect("call_page", code=application.call.code)
    if step == "take-back":
        actions.take_back(actor=actor, application=application)
    elif step == "withdraw":
        actions.withdraw(actor=actor, application=application, reason=request.POST.get("reason", ""))
    elif step == "send":
        try:
            actions.send_application(actor=actor, application=application)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
            return redirect("application_edit", code=code)
    else:
        raise Missing
    return redirect("application_page", code=code)


@require_GET
def application_file(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A file of an application that the actor sees."""
    actor = signed_in(request)
    return as_response(queries.application_file(queries.get_application(actor, code), file))


@require_GET
def application_paper(request: HttpRequest, code: str, format: str) -> HttpResponse | FileResponse:
    """One application in the official layout."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    name = f"{application.title or application.code}.{format}"
    if format == "docx":
        return attachment(actions.application_docx(actor=actor, application=application), name)
    try:
        return attachment(actions.application_pdf(actor=actor, application=application), name)
    except GongwenError as error:
        messages.error(request, error.message(get_language() or ""))
        return redirect("application_page", code=code)


@require_POST
def joint_answer(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """Confirm or decline for the own body, which is named as a joint unit."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    found = application.joint_units.filter(pk=unit).first()
    if found is None or request.POST.get("answer") not in ("yes", "no"):
        raise Missing
    actions.answer_joint(actor=actor, unit=found, agrees=request.POST["answer"] == "yes")
    return redirect("application_page", code=code)


@require_http_methods(["GET", "POST"])
def first_review(request: HttpRequest, code: str) -> HttpResponse:
    """The own drafts of a call in the order of the body's own review, and the best of them sent."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    body = Organization.objects.get(pk=actor.organization_id)
    if not actor.may(Right.REPORT) or not queries.reaches(call, body):
        raise Denied
    if request.method == "POST":
        mine = list(queries.own_applications(actor, call))
        places = {one.code: whole(request.POST.get(f"place-{one.code}", "")) or None for one in mine}
        try:
            actions.put_in_order(actor=actor, call=call, places=places)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("first_review", code=code)
    context = {
        "call": call,
        "mine": list(queries.own_applications(actor, call)),
        "rooms": queries.rooms_for(call, body),
        "is_open": is_open(call),
    }
    return render(request, "calls/first_review.html", context)


@require_GET
def summary_file(request: HttpRequest, code: str, format: str) -> FileResponse:
    """The summary table of the own applications, to be sealed."""
    actor = signed_in(request)
    call = queries.get_call(actor, code)
    make = actions.summary_docx if format == "docx" else actions.summary_xlsx
    return attachment(make(actor=actor, call=call), f"{_('Summary table')} {call.title}.{format}")


def _form(
    request: HttpRequest, actor: Actor, application: Application, *, bound: bool = True
) -> ApplicationForm:
    call, block = queries.get_call(actor, application.call.code), queries.block_of(application.template_id)
    known = facts.known(application.organization_id, actor)
    posted = bound and request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    offered = offered_projects(call, application.organization, application)
    return ApplicationForm(
        data, files, call=call, block=block, known=known, initial=initial_of(application),
        projects=project_choices(offered, application.organization_id),
    )  # fmt: skip


def _write(
    request: HttpRequest, actor: Actor, application: Application, form: ApplicationForm
) -> Application | None:
    """Keep what was typed; None where the form says why not."""
    try:
        return actions.write_application(
            actor=actor, application=application, facts=_given(request, form, application),
            version=form.cleaned_data["version"],
        )  # fmt: skip
    except Conflict as error:
        form.add_error(None, str(error))
    except Invalid as error:
        form.take(error.problems)
    except GongwenError as error:
        form.add_error(None, error.message(get_language() or ""))
    return None


def _given(request: HttpRequest, form: ApplicationForm, application: Application) -> actions.ApplicationFacts:
    """What was typed; where nothing stands, with `take` the last answers, with `fill` the project's."""
    given = form.facts(request.POST, application.values)
    if "fill" in request.POST and given.project:
        return actions.filled_from(application, given)
    before = queries.last_year_of(application.call, application.organization_id)
    if before is None or request.POST.get("take") != before.code:
        return given
    old = {one.label: before.values.get(one.key) for one in queries.block_of(before.template_id).fields.all()}
    offered = {one.key: old[one.label] for one in form.sheet if old.get(one.label)}
    return replace(given, values=offered | {key: value for key, value in given.values.items() if value})


def _edit_page(
    request: HttpRequest, application: Application, form: ApplicationForm, problems: tuple[Problem, ...]
) -> HttpResponse:  # fmt: skip
    call: Call = form.call
    body, places = application.organization, Places(application)
    context: dict[str, Any] = {
        "application": application, "call": call, "form": form, "problems": problems,
        "fields": _field_rows(form, application, places),
        "tables": [
            (name, names_of(application).get(name, ""), rows, name in places)
            for name, rows in row_tables(call, application, request.POST if form.is_bound else None).items()
        ],
        **_tick_rows(application, call, places),
        "returned": _returned(application),
        "former": queries.former_in(call, [application]).get(application.pk, []),
        "rooms": queries.rooms_for(call, body, application.direction),
        "before": queries.last_year_of(call, body.pk), "consent": getattr(application, "consent", None),
        "source": source_of(application),
    }  # fmt: skip
    return render(request, "calls/write.html", context, status=422 if form.errors or problems else 200)


def _field_rows(
    form: ApplicationForm, application: Application, places: Places
) -> list[tuple[Any, bool, Any]]:
    """Each input with whether it may be changed and the file that stands in it already."""
    codes = [str(value) for value in application.values.values() if isinstance(value, str)]
    files = {file.code: file for file in StoredFile.objects.filter(code__in=codes)} if form.has_files else {}
    found = []
    for field in form.visible_fields():
        where = "subject" if field.name.startswith("subject") else field.name
        is_draft = application.state == ApplicationState.DRAFT
        may = is_draft if where == "direction" else where in places
        found.append((field, may, files.get(str(application.values.get(field.name.removeprefix("v-"), "")))))
    return found


def _tick_rows(application: Application, call: Call, places: Places) -> dict[str, Any]:
    """Conditions with what was answered or is known, and the ticks of shares."""
    answers = list(application.answers.all())
    known = queries.facts_for(list(call.conditions.all()), application.organization)
    by_condition = {one.condition_id: one for one in answers}
    by_share = {one.share_id: one for one in answers}
    return {
        "conditions": [
            (one, by_condition.get(one.pk), known.get(one.pk), f"condition-{one.pk}",
             f"condition-{one.pk}" in places)
            for one in call.conditions.all()
        ],
        "shares": [(one, by_share.get(one.pk)) for one in call.shares.all()],
        "shares_open": "shares" in places,
    }  # fmt: skip


def _returned(application: Application) -> list[tuple[str, str]]:
    """What was sent back, each place by its name, with the reason."""
    if application.state != ApplicationState.RETURNED:
        return []
    names = names_of(application)
    return [(names.get(one.where, ""), one.reason) for one in queries.returned_now(application)]
