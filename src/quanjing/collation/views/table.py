"""The collated table on the screen; the cross-checks and what they find."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.collation import actions, queries
from quanjing.collation.enums import CheckKind
from quanjing.collation.forms import CheckForm
from quanjing.collation.models import Check
from quanjing.collation.queries import BlockTable
from quanjing.collation.rules import can_keep_layouts, need_collatable, states_of
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.enums import SocietyClass
from quanjing.submissions.models import Entry
from quanjing.tasks.queries import get_directive

SORTS = {
    "tree": (
        "submission__assignment__organization__path",
        "submission__assignment__task__position",
        "row",
        "pk",
    )
}
MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as cells, each of which opens the report that it came from."""

    entry: Entry
    cells: list[tuple[str, bool]]  # text, whether it is a number


@require_GET
def collation_table(request: HttpRequest, code: str) -> HttpResponse:
    """One block at a time, paged; sums at the foot open their list."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    need_collatable(actor, directive)
    tables = queries.tables_of(directive)
    if not tables:
        raise Missing
    wanted = request.GET.get("block", "")
    table = next((one for one in tables if str(one.block.pk) == wanted), tables[0])
    states = states_of(request.GET.get("states", "").split(","))
    chosen = _class_of(request.GET.get("class", ""))
    has = request.GET.get("has", "")
    entries = queries.entries_shown(actor, directive, states, table, society_class=chosen, has=has)
    page = page_of(request, entries, SORTS)
    numbers = queries.number_fields(table)
    context = {
        "directive": directive,
        "tables": tables,
        "table": table,
        "page": page,
        "lines": [_line(entry, table) for entry in page.rows],
        "numbers": numbers,
        "totals": queries.totals(entries, numbers),
        "classes": list(SocietyClass),
        "chosen": chosen,
        "has": next((field for field in table.fields if field.key == has), None),
        "states": ",".join(states),
    }
    return render(request, "collation/table.html", context)


def _class_of(word: str) -> int | None:
    return int(word) if word.isdigit() and int(word) in SocietyClass.values else None


def _line(entry: Entry, table: BlockTable) -> Line:
    return Line(entry, [_cell(entry.values.get(field.key), field.type) for field in table.fields])


def _cell(value: Any, kind: str) -> tuple[str, bool]:
    if isinstance(value, list):
        return _(", ").join(map(str, value)), False
    return "" if value is None else str(value), kind == "number"


@require_http_methods(["GET", "POST"])
def check_list(request: HttpRequest, code: str) -> HttpResponse:
    """The checks, what they find, those that the labels suggest, and one more."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    need_collatable(actor, directive)
    tables = {str(table.block.pk): table for table in queries.tables_of(directive)}
    form = None
    if request.method == "POST":
        if not can_keep_layouts(actor):
            raise Denied
        table = tables.get(request.POST.get("block", ""))
        if table is None:
            raise Missing
        form = CheckForm(request.POST, fields=list(table.fields))
        if form.is_valid() and _added(actor, directive, table, form):
            messages.success(request, _("From now on this is checked."))
            return redirect("check_list", code=directive.code)
    return _checks(request, actor, directive, list(tables.values()), form)


def _added(actor: Actor, directive: Directive, table: BlockTable, form: CheckForm) -> bool:
    asked = form.cleaned_data
    try:
        actions.add_check(
            actor=actor,
            directive=directive,
            table=table,
            kind=CheckKind(asked["kind"]),
            total=asked["total"],
            parts=asked["parts"],
            percent=asked["percent"],
        )
    except Invalid as invalid:
        form.take(invalid.problems)
        return False
    return True


@require_POST
def check_remove(request: HttpRequest, code: str, check: str) -> HttpResponse:
    actor = signed_in(request)
    directive = get_directive(actor, code)
    actions.remove_check(actor=actor, directive=directive, check=queries.get_check(actor, directive, check))
    messages.success(request, _("Removed."))
    return redirect("check_list", code=directive.code)


def _checks(
    request: HttpRequest, actor: Actor, directive: Directive, tables: list[BlockTable], form: CheckForm | None
) -> HttpResponse:
    states = states_of(request.GET.get("states", "").split(","))
    labels = {table.block.pk: {field.key: field.label for field in table.fields} for table in tables}
    checks = [(check, _words(check, labels[check.block_id])) for check in queries.checks_of(actor, directive)]
    known = {(check.block_id, check.kind, check.total, tuple(check.parts)) for check, _said in checks}
    found = list(islice(queries.findings(actor, directive, states), MOST_FINDINGS + 1))
    proposed = [
        (table, one, _words(Check(kind=one.kind, total=one.total, parts=one.parts), labels[table.block.pk]))
        for table in tables
        for one in actions.proposals(table)
        if (table.block.pk, one.kind, one.total, one.parts) not in known
    ]
    context = {
        "directive": directive,
        "checks": checks,
        "findings": [(one, _words(one.check, labels[one.check.block_id])) for one in found[:MOST_FINDINGS]],
        "more": len(found) > MOST_FINDINGS,
        "proposed": proposed,
        "tables": [(table, numbers) for table in tables if (numbers := queries.number_fields(table))],
        "kinds": CheckKind.choices,
        "form": form,
        "may_keep": can_keep_layouts(actor),
        "states": ",".join(states),
    }
    return render(request, "collation/checks.html", context, status=422 if form and form.errors else 200)


def _words(check: Check, labels: dict[str, str]) -> str:
    """A check as a sentence."""
    total = labels.get(check.total, check.total)
    parts = _(", ").join(labels.get(key, key) for key in check.parts)
    if check.kind == CheckKind.AT_MOST:
        return _("%(parts)s: not more than %(total)s") % {"parts": parts, "total": total}
    if check.kind == CheckKind.ADDS_UP:
        return _("%(parts)s: together %(total)s") % {"parts": parts, "total": total}
    words = _("%(total)s: within %(percent)s percent of the last round")
    return words % {"total": total, "percent": check.percent}
