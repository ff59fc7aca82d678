"""At which desk the reports of each task arrive."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.directives.rules import can_issue
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import open_desks
from quanjing.tasks.actions import bind_desks
from quanjing.tasks.queries import get_directive
from quanjing.tasks.rules.desks import suggested


@require_http_methods(["GET", "POST"])
def directive_desks(request: HttpRequest, code: str) -> HttpResponse:
    """The marked tasks with what the notice printed, and the desk that it suggests."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not can_issue(actor, directive):
        raise Denied
    tasks = list(directive.tasks.filter(assign=True).select_related("bound_desk").order_by("position"))
    if request.method == "POST":
        wanted = {task.code: request.POST[task.code] for task in tasks if task.code in request.POST}
        count = bind_desks(actor=actor, directive=directive, desks=wanted)
        text = ngettext("%(count)d task goes to another desk.", "%(count)d tasks go to another desk.", count)
        messages.success(request, text % {"count": count})
        return redirect("directive_desks", code=code)
    desks = list(open_desks(directive.organization_id))
    rows = [(task, task.bound_desk or suggested(task.desk, desks)) for task in tasks]
    return render(request, "tasks/desks.html", {"directive": directive, "rows": rows, "desks": desks})
