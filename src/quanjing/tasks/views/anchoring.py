"""Where a deadline is counted from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from quanjing.directives.rules import can_issue, is_editable
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.tasks.actions import hang
from quanjing.tasks.forms import AnchorForm
from quanjing.tasks.queries import events_visible_to, get_directive


@require_http_methods(["GET", "POST"])
def task_anchor(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Hang the deadline of a task on an event, or count it from the receipt."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not (can_issue(actor, directive) and is_editable(directive)):
        raise Denied
    found = directive.tasks.filter(code=task).first()
    if found is None:
        raise Missing
    events = events_visible_to(actor).filter(organization=directive.organization_id)
    form = AnchorForm(request.POST or None, task=found, events=events)
    if request.method == "POST" and form.is_valid():
        try:
            hang(actor=actor, task=found, hook=form.hook())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("directive_page", code=code)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "tasks/anchor.html", {"directive": directive, "task": found, "form": form}, status=status
    )
