"""Societies from a table, and their one-time links on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.files.serve import ROWS_LOOKED_AT, looked_at, posted_file
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of, page_of_list
from quanjing.organizations import actions, queries
from quanjing.organizations.actions import COLUMNS, WITH_CODE
from quanjing.organizations.models import ImportDraft
from quanjing.organizations.rules import can_administer

SORTS = {"order": ("organization__path", "pk")}
SETUP_IN_SESSION = "setup"


@require_GET
def import_table(request: HttpRequest) -> FileResponse:
    """The blank table."""
    signed_in(request)
    return attachment(actions.blank_table(), "societies.xlsx")


@require_GET
def organization_table(request: HttpRequest, code: str) -> FileResponse:
    """The societies below a body as the same table, to be corrected and uploaded again."""
    actor = signed_in(request)
    under = queries.get(actor, code)
    data = actions.export_table(actor=actor, under=under)
    return attachment(data, f"societies-{clock.today().isoformat()}.xlsx")


@require_http_methods(["GET", "POST"])
def import_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Upload a table; it is looked at before anything is entered."""
    actor = signed_in(request)
    under = queries.get(actor, code)
    if not can_administer(actor, under):
        raise Denied
    draft, problems = posted_file(
        request, lambda name, data: actions.preview_import(actor=actor, under=under, name=name, data=data)
    )
    if draft is not None:
        return redirect("import_preview", code=draft.code)
    context = {"under": under, "problems": problems, "columns": COLUMNS.values(), "setup": _in_setup(request)}
    return render(request, "organizations/import.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
def import_preview(request: HttpRequest, code: str) -> HttpResponse:
    """Every row with what is wrong with it; confirming enters all of them or none."""
    actor = signed_in(request)
    draft = actions.get_draft(actor, code)
    if request.method == "POST":
        try:
            entered = actions.apply_import(actor=actor, draft=draft)
        except Invalid:
            pass  # the page below names every row
        else:
            return _after_import(request, draft, len(entered))
    rows = actions.checked_rows(draft) if draft.done_at is None else []
    changed = [row for row in rows if row.changes]
    new = [row for row in rows if row.entered]
    context = {
        "table": draft,
        "columns": WITH_CODE,
        **looked_at(request, rows),
        "changed": len(changed),
        "new": len(new),
        "same": len(rows) - len(changed) - len(new),
        "ignored": draft.rows["ignored"],
        "setup": _in_setup(request),
    }
    if "changed" in request.GET:
        context["page"] = page_of_list(request, changed, ROWS_LOOKED_AT)
    status = 422 if request.method == "POST" else 200
    return render(request, "organizations/import_preview.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def link_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Choose people of a subtree and print a slip with a one-time link for each."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    if not can_administer(actor, body):
        raise Denied
    posts = queries.reporting_posts_below(body)
    waiting = queries.without_password(posts)
    if request.method == "POST":
        everyone = request.POST.get("which") == "waiting"
        chosen = waiting if everyone else posts.filter(code__in=request.POST.getlist("post"))
        slips = actions.invite_holders(actor=actor, under=body, posts=chosen)
        if slips:
            request.session.pop(SETUP_IN_SESSION, None)
            return render(request, "organizations/slips.html", {"slips": slips, "body": body})
        messages.info(request, _("Nobody was chosen."))
        return redirect("link_sheet", code=code)
    context = {
        "body": body,
        "page": page_of(request, posts, SORTS, size=50),
        "waiting": waiting.count(),
        "setup": _in_setup(request),
    }
    return render(request, "organizations/links.html", context)


def _after_import(request: HttpRequest, draft: ImportDraft, entered: int) -> HttpResponse:
    """Say what was done; new societies need one-time links, changed ones do not."""
    if not entered:
        messages.success(request, _("The changes were entered."))
        return redirect("organization_detail", code=draft.under.code)
    told = ngettext("%(count)d society was entered.", "%(count)d societies were entered.", entered)
    messages.success(request, told % {"count": entered})
    return redirect("link_sheet", code=draft.under.code)


def _in_setup(request: HttpRequest) -> bool:
    return bool(request.session.get(SETUP_IN_SESSION))
