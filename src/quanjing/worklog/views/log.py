"""The log of a week, month or year, its numbers with the list behind each, and its files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import PAGE_SIZE, Page, without
from quanjing.foundation.worklog import LogKind
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.worklog import actions, queries
from quanjing.worklog.enums import LogSpan, Service
from quanjing.worklog.forms import LogFilter
from quanjing.worklog.rules import can_add


@require_GET
def worklog_page(request: HttpRequest) -> HttpResponse:
    """The entries of a body or subtree in a week, month or year."""
    actor = signed_in(request)
    wanted = LogFilter(request.GET).wanted(actor)
    numbers = queries.statistics_of(actor, wanted)
    total = numbers.services.get(wanted.service, 0) if wanted.service else numbers.total
    context = _frame(request, actor, wanted) | {
        "numbers": numbers,
        "page": _page(request, actor, wanted, total),
    }
    return render(request, "worklog/log.html", context)


@require_GET
def worklog_statistics(request: HttpRequest) -> HttpResponse:
    """Numbers by kind and class of society; each leads to its list."""
    actor = signed_in(request)
    wanted = LogFilter(request.GET).wanted(actor)
    numbers = queries.statistics_of(actor, wanted)
    services = [(one, numbers.services.get(one.value, 0)) for one in Service]
    context = _frame(request, actor, wanted) | {"numbers": numbers, "services": services}
    return render(request, "worklog/statistics.html", context)


@require_GET
def worklog_file(request: HttpRequest, format: str) -> FileResponse:
    """The same as xlsx or docx."""
    actor = signed_in(request)
    wanted = LogFilter(request.GET).wanted(actor)
    if format not in ("docx", "xlsx"):
        raise Missing
    make = actions.log_docx if format == "docx" else actions.log_xlsx
    return attachment(make(actor=actor, wanted=wanted), f"worklog.{format}")


def _frame(request: HttpRequest, actor: Actor, wanted: queries.Wanted) -> dict[str, Any]:
    """What page and statistics have in common; `rest` are the filters without page, span and day."""
    return {
        "wanted": wanted,
        "title": actions.title_of(wanted),
        "named": actions.days_named(wanted.days),
        "spans": LogSpan,
        "kinds": LogKind,
        "classes": [one for one in SocietyClass if one != SocietyClass.NONE],
        "levels": Level,
        "services_all": Service,
        "oversees": actor.reads_subtree,
        "adds": can_add(actor) and wanted.head.pk == actor.organization_id,
        "own_id": actor.organization_id,
        "now": clock.now(),
        "rest": without(request.GET, "page", "span", "day"),
        "all": without(request.GET, "page"),
        "cell": without(request.GET, "page", "kind", "society_class", "service"),
    }


def _page(request: HttpRequest, actor: Actor, wanted: queries.Wanted, total: int) -> Page[Any]:
    """A page of merged entries; only as many are drawn as it needs."""
    asked = request.GET.get("page", "")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 5 else 1
    pages = max(-(-min(total, queries.MOST) // PAGE_SIZE), 1)
    number = min(number, pages)
    lines = queries.log_lines(actor, wanted, number * PAGE_SIZE)
    shown: list[Any] = lines[(number - 1) * PAGE_SIZE :]
    return Page(shown, number, pages, total, "", without(request.GET, "page"))
