"""Findings: the ledger, one of them with its history and its next step, a new one, its proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.fields import day_field
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.inspections import actions, queries
from quanjing.inspections.enums import FindingState, Origin, Tint
from quanjing.inspections.forms import FindingForm, FindingListFilter
from quanjing.inspections.models import Finding
from quanjing.inspections.rules import can_close, can_judge, can_rectify, is_unsettled, owns
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.queries import get as get_organization

SORTS = {"date": ("due_on", "pk"), "newest": ("-written_on", "-pk"), "order": ("organization__path", "pk")}


@require_GET
def finding_list(request: HttpRequest) -> HttpResponse:
    """The rectification ledger, narrowed."""
    actor = signed_in(request)
    wanted = FindingListFilter(request.GET).wanted()
    page = page_of(request, queries.finding_list(actor, wanted), SORTS)
    head = get_organization(actor, wanted.under) if wanted.under else None
    heads = queries.heads_to_choose(actor)
    context = {
        "page": page,
        "rows": [(one, queries.tint_of(one)) for one in page.rows],
        "wanted": wanted,
        "states": FindingState,
        "tints": Tint,
        "classes": SocietyClass,
        "inspection": queries.get_inspection(actor, wanted.inspection) if wanted.inspection else None,
        "head": head,
        "heads": heads,
        "head_is_offered": head is None or (head.code, head.name) in heads,
        "oversees": actor.reads_subtree,
    }
    return render(request, "inspections/findings.html", context)


@require_GET
def finding_page(request: HttpRequest, code: str) -> HttpResponse:
    """One finding."""
    actor = signed_in(request)
    return render(request, "inspections/finding.html", _shown(actor, queries.get_finding(actor, code)))


@require_http_methods(["GET", "POST"])
def finding_new(request: HttpRequest, code: str, body: str) -> HttpResponse:
    """Write a finding down beside the sheet."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    row = queries.get_body(actor, inspection, body)
    if not owns(actor, inspection):
        raise Denied
    stages, guidance = queries.stages_of(actor, inspection), queries.guidance_seen(actor)
    form = FindingForm(request.POST or None, stages=stages, guidance=guidance)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_finding(actor=actor, body=row, wanted=form.wanted())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("finding_page", code=made.code)
    channel = queries.channel_for(row.organization.path)
    context = {"form": form, "inspection": inspection, "row": row, "channel": channel}
    return render(request, "inspections/finding_form.html", context, status=422 if form.errors else 200)


@require_POST
def finding_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of a finding: rectified, closed, sent back, given time, disputed, answered."""
    actor = signed_in(request)
    finding = queries.get_finding(actor, code)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Missing
    try:
        step(actor, finding, request)
    except Invalid as error:
        problems = error.problems
    except GongwenError as error:
        problems = (Problem("file", error.message(get_language() or "")),)
    else:
        return redirect("finding_page", code=code)
    typed = {"problems": problems, "typed": request.POST}
    return render(request, "inspections/finding.html", _shown(actor, finding) | typed, status=422)


@require_GET
def finding_file(request: HttpRequest, code: str) -> FileResponse:
    """The file that proves that it is rectified."""
    actor = signed_in(request)
    return as_response(queries.evidence_of(queries.get_finding(actor, code)), as_attachment=True)


def _rectify(actor: Actor, finding: Finding, request: HttpRequest) -> None:
    upload = request.FILES.get("file")
    file = None
    if isinstance(upload, UploadedFile):
        file = (str(upload.name), read_upload(upload, str(upload.name)))  # type: ignore[arg-type]
    evidence, purpose = request.POST.get("evidence", ""), request.POST.get("purpose", "")
    actions.rectify(actor=actor, finding=finding, evidence=evidence, file=file, purpose=purpose)


def _extend(actor: Actor, finding: Finding, request: HttpRequest) -> None:
    try:
        due_on = day_field("").clean(request.POST.get("due_on", ""))
    except ValidationError as error:
        raise Invalid([Problem("due_on", " ".join(error.messages))]) from error
    actions.extend(actor=actor, finding=finding, due_on=due_on, reason=request.POST.get("reason", ""))


def _stage(actor: Actor, finding: Finding, request: HttpRequest) -> None:
    position = request.POST.get("stage", "")
    actions.put_in_stage(actor=actor, finding=finding, stage=int(position) if position.isdigit() else 0)


STEPS: dict[str, Callable[[Actor, Finding, HttpRequest], object]] = {
    "rectify": _rectify,
    "extend": _extend,
    "stage": _stage,
    "close": lambda actor, one, request: actions.close_finding(
        actor=actor, finding=one, note=request.POST.get("note", "")
    ),
    "send-back": lambda actor, one, request: actions.send_finding_back(
        actor=actor, finding=one, reason=request.POST.get("reason", "")
    ),
    "dispute": lambda actor, one, request: actions.dispute(
        actor=actor, finding=one, comment=request.POST.get("comment", "")
    ),
    "uphold": lambda actor, one, request: actions.uphold(
        actor=actor, finding=one, reason=request.POST.get("reason", "")
    ),
    "withdraw": lambda actor, one, request: actions.withdraw(
        actor=actor, finding=one, reason=request.POST.get("reason", "")
    ),
}


def _shown(actor: Actor, finding: Finding) -> dict[str, Any]:
    """What the page of a finding shows."""
    unsettled = is_unsettled(finding)
    own = can_rectify(actor, finding) and unsettled
    judges = can_judge(actor, finding) and unsettled
    leads = owns(actor, finding.inspection)
    return {
        "finding": finding,
        "tint": queries.tint_of(finding),
        "events": list(finding.events.all()),
        "revisits": list(finding.revisits.order_by("day")),
        "rectifies": own and finding.state == FindingState.OPEN,
        "disputes": own and finding.origin == Origin.VISIT and not finding.is_disputed,
        "judges": judges,
        "closes": can_close(actor, finding) and not finding.is_disputed,
        "leads": leads,
        "stages": queries.stages_of(actor, finding.inspection) if leads else [],
        "superseded": queries.superseded([finding.guidance_id] if finding.guidance_id else []),
        "channel": queries.channel_for(finding.organization.path),
    }
