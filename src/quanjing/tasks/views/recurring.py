"""How a task recurs: set before publishing, ended afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from quanjing.directives.rules import can_issue, is_editable
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.tasks.actions import end_rhythm, set_rhythm
from quanjing.tasks.forms import EndForm, RhythmForm
from quanjing.tasks.models import Rhythm
from quanjing.tasks.queries import get_directive


@require_http_methods(["GET", "POST"])
def task_rhythm(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """The rhythm of a task; once published only its end can be changed."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not can_issue(actor, directive):
        raise Denied
    found = directive.tasks.filter(code=task).select_related("rhythm").first()
    rhythm: Rhythm | None = getattr(found, "rhythm", None)
    if found is None or (rhythm is None and not is_editable(directive)):
        raise Missing
    form: RhythmForm | EndForm
    if is_editable(directive):
        form = RhythmForm(request.POST or None, task=found, rhythm=rhythm)
    else:
        form = EndForm(request.POST or None, initial={"last_on": rhythm and rhythm.last_on})
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(form, RhythmForm):
                set_rhythm(actor=actor, task=found, beat=form.beat())
            else:
                end_rhythm(actor=actor, task=found, last_on=form.cleaned_data["last_on"])
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("directive_page", code=code)
    context = {"directive": directive, "task": found, "form": form}
    return render(request, "tasks/rhythm.html", context, status=422 if form.errors else 200)
