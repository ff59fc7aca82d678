"""The desk reminds now, pauses, and goes on."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks.queries import get_directive
from quanjing.urging import actions, queries
from quanjing.urging.enums import LeftOut
from quanjing.urging.forms import PauseForm
from quanjing.urging.rules import can_urge

PAGE = 50  # names of bodies on a page


@require_http_methods(["GET", "POST"])
def directive_urge(request: HttpRequest, code: str) -> HttpResponse:
    """Whom reminding would reach, the text, and who is left out and why; POST sends while that holds."""
    actor, directive = _desk(request, code)
    changed = False
    if request.method == "POST":
        shown = request.POST.get("count", "")
        expected = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 9 else -1
        try:
            urged = actions.urge(actor=actor, directive=directive, expected=expected)
        except Conflict:
            changed = True
        else:
            if urged.job is not None:
                return redirect("job_page", code=urged.job.code)
            sent = urged.count
            text = ngettext("%(count)d unit was reminded.", "%(count)d units were reminded.", sent)
            messages.success(request, text % {"count": sent})
            return redirect("directive_urge", code=code)
    context = _shown(request, actor, directive) | {"changed": changed}
    return render(request, "urging/urge.html", context, status=409 if changed else 200)


@require_POST
def directive_pause(request: HttpRequest, code: str) -> HttpResponse:
    """Pause reminding of this notice with a reason, or go on (`resume`)."""
    actor, directive = _desk(request, code)
    form = PauseForm(request.POST)
    if "resume" in request.POST:
        actions.resume(actor=actor, directive=directive)
        messages.success(request, _("Reminders of this notice go on."))
    elif form.is_valid():
        actions.pause(actor=actor, directive=directive, reason=form.cleaned_data["reason"])
        messages.success(request, _("Nobody is reminded of this notice until you let it go on."))
    else:
        messages.error(request, _("Please say why reminding pauses."))
    return redirect("directive_urge", code=code)


@require_GET
def phone_list(request: HttpRequest, code: str) -> FileResponse:
    """Whom to call about a notice, as Word to print and write on."""
    actor, directive = _desk(request, code)
    out = BytesIO()
    actions.phone_list(actor=actor, directive=directive, out=out)
    out.seek(0)
    name = _("%(title)s, calls") % {"title": str(directive)[:80]}
    return attachment(out, f"{name}.docx")


def _desk(request: HttpRequest, code: str) -> tuple[Actor, Directive]:
    """The actor and a published notice of its desk. Raises `Missing` or `Denied`."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not can_urge(actor, directive):
        raise Denied if actor.reads_subtree else Missing
    if not directive.is_published:
        raise Missing
    return actor, directive


def _shown(request: HttpRequest, actor: Actor, directive: Directive) -> dict[str, Any]:
    """The preview with one list of bodies: those to be reminded, or those left out for `?reason=`."""
    preview = actions.preview_urge(actor=actor, directive=directive)
    wanted = request.GET.get("reason", "")
    reason = LeftOut(wanted) if wanted in LeftOut.values else None
    page = page_of(request, preview.having(reason or queries.REACHED), {"order": ("path",)}, size=PAGE)
    items = {} if reason else queries.open_counts([body.pk for body in page.rows], clock.now())
    return {
        "directive": directive,
        "preview": preview,
        "page": page,
        "reason": reason,
        "bodies": [(body, items.get(body.pk)) for body in page.rows],
        "left_out_count": sum(preview.left_out.values()),
        "quiet_until": preview.allowed_at if preview.allowed_at > clock.now() else None,
        "pause": queries.pause_of(directive),
        "rule": queries.rule_of(directive.organization_id),
    }
