"""What was sent to whom, and the rules by which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.urging import actions, queries
from quanjing.urging.forms import RuleForm
from quanjing.urging.kinds import WORDS
from quanjing.urging.models import ReminderLine
from quanjing.urging.rules import REMINDING_AT, can_rule

SORTS = {"newest": ("-day", "-sent_at", "organization__path"), "order": ("organization__path", "-day")}


@require_GET
def reminder_list(request: HttpRequest) -> HttpResponse:
    """The ledger: reminders to the own body, and those about its notices (`?directive=`)."""
    actor = signed_in(request)
    if not (actor.may(Right.REPORT) or actor.may(Right.REVIEW)):
        raise Denied
    directive = request.GET.get("directive", "")
    found = queries.reminders_visible_to(actor, directive=directive).annotate(
        items=Count("lines", distinct=True) + Count("date_lines", distinct=True)
    )
    context = {"page": page_of(request, found, SORTS), "directive": directive, "may_rule": can_rule(actor)}
    return render(request, "urging/list.html", context)


@require_GET
def reminder_page(request: HttpRequest, code: str) -> HttpResponse:
    """One reminder as it was sent, by colour and date, with the state of each task now."""
    actor = signed_in(request)
    reminder = queries.get_reminder(actor, code)
    lines = queries.lines_of(actor, reminder)
    is_own = reminder.organization_id == actor.organization_id
    dates = list(reminder.date_lines.all()) if is_own else []
    context = {
        "reminder": reminder,
        "groups": list(_by_colour(lines)),
        "dates": dates,
        "count": len(lines) + len(dates),
        "is_own": is_own,
    }
    return render(request, "urging/reminder.html", context)


@require_http_methods(["GET", "POST"])
def reminder_rules(request: HttpRequest) -> HttpResponse:
    """How the own body reminds."""
    actor = signed_in(request)
    if not can_rule(actor) or actor.organization_id is None:
        raise Denied
    form = RuleForm(request.POST or None, initial=RuleForm.shown(queries.rule_of(actor.organization_id)))
    if request.method == "POST" and form.is_valid():
        actions.change_rule(actor=actor, values=form.values())
        messages.success(request, _("The rules were changed; they hold from the next reminder on."))
        return redirect("reminder_rules")
    status = 422 if request.method == "POST" else 200
    return render(request, "urging/rules.html", {"form": form, "time": REMINDING_AT}, status=status)


def _by_colour(lines: Iterable[ReminderLine]) -> Iterator[tuple[str, Any, list[ReminderLine]]]:
    """Colour, its words and its lines: red first."""
    order = list(WORDS)
    ordered = sorted(lines, key=lambda line: order.index(line.colour))
    for colour, found in groupby(ordered, key=lambda line: line.colour):
        yield colour, WORDS[colour], list(found)
