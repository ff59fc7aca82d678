"""Societies from a table, and their one-time links on paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import Page, page_of
from quanjing.organizations import actions, queries
from quanjing.organizations.actions import COLUMNS, WITH_CODE, PreviewRow
from quanjing.organizations.models import ImportDraft
from quanjing.organizations.rules import can_administer

ROWS_SHOWN = 100
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
    problems: list[Problem] = []
    upload = request.FILES.get("file")
    if request.method == "POST" and upload is None:
        problems = [Problem("file", _("Please choose a file."))]
    elif upload is not None:
        name = str(upload.name)
        try:
            data = read_upload(upload, name)  # type: ignore[arg-type]
            draft = actions.preview_import(actor=actor, under=under, name=name, data=data)
        except GongwenError as error:
            problems = [Problem("file", error.message(get_language() or ""))]
        except Invalid as error:
            problems = list(error.problems)
        else:
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
    wrong = [row for row in rows if row.problems]
    changed = [row for row in rows if row.changes]
    new = [row for row in rows if row.entered]
    shown = wrong if "wrong" in request.GET else changed if "changed" in request.GET else rows
    context = {
        "draft": draft,
        "columns": WITH_CODE,
        "page": _page(request, shown),
        "changed": len(changed),
        "new": len(new),
        "same": len(rows) - len(changed) - len(new),
        "count": len(rows),
        "wrong": len(wrong),
        "ignored": draft.rows["ignored"],
        "setup": _in_setup(request),
    }
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


def _page(request: HttpRequest, rows: list[PreviewRow]) -> object:
    """A page of rows that are not in the database, in the shape that the pager takes."""
    paginator = Paginator(rows, ROWS_SHOWN)
    page = paginator.get_page(request.GET.get("page"))
    query = "&".join(f"{name}=1" for name in ("wrong", "changed") if name in request.GET)
    return Page(list(page), page.number, paginator.num_pages, paginator.count, "", query)  # type: ignore[type-var]
