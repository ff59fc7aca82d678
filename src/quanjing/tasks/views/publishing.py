"""Preview and publish: whom it reaches, how much work it is, what stands in the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive
from quanjing.directives.rules import asks_approval, can_publish, reach_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations.enums import Kind, SocietyClass, group_label
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, visible_to
from quanjing.tasks.actions import ask_approval, preview, publish
from quanjing.tasks.forms import AudienceForm
from quanjing.tasks.queries import audience_facets, get_directive, last_approval
from quanjing.tasks.views.shown import default_selection


@require_http_methods(["GET", "POST"])
def directive_publish(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows (and, by HTMX, refreshes) the preview; POST publishes, or asks the head to approve it."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not can_publish(actor, directive):
        raise Denied
    if directive.state in OUT:
        return redirect("directive_page", code=code)
    chosen = default_selection(directive)
    start = {"under": chosen.under, "groups": chosen.groups}
    form = AudienceForm(request.POST or request.GET or start)
    form.is_valid()
    selection = form.selection() if not form.errors else chosen
    problems: tuple[object, ...] = ()
    if request.method == "POST" and not form.errors:
        try:
            return _publish(request, actor, directive, selection, form.cleaned_data["override"])
        except Invalid as error:
            problems = error.problems
    context = {
        "directive": directive,
        "form": form,
        "chosen": selection,
        "preview": preview(actor=actor, directive=directive, selection=selection),
        "problems": problems,
        "asks_approval": asks_approval(actor, directive),
        "approval": last_approval(directive),
        **_choices(reach_of(actor), selection.under),
    }
    template = "tasks/_publish.html" if getattr(request, "htmx", False) else "tasks/publish.html"
    return render(request, template, context, status=422 if problems or form.errors else 200)


def _publish(
    request: HttpRequest, actor: Actor, directive: Directive, selection: Selection, reason: str
) -> HttpResponse:
    """Publish, or ask the head where the office wants that. Raises `Invalid`."""
    if asks_approval(actor, directive):
        asked = ask_approval(actor=actor, directive=directive, selection=selection, override=reason)
        messages.success(request, _("The head was asked to approve."))
        return redirect("approval_page", code=asked.code)
    done = publish(actor=actor, directive=directive, selection=selection, override=reason)
    messages.success(request, _done(done.assignments))
    return redirect("directive_page", code=directive.code)


def _done(count: int) -> str:
    words = ngettext("Published: %(count)d assignment.", "Published: %(count)d assignments.", count)
    return str(words % {"count": count})


def _choices(actor: Actor, under: str) -> dict[str, Any]:
    """The heads of subtrees to choose from, and groups and classes with their counts."""
    heads = visible_to(actor).filter(kind=Kind.ASSOCIATION).order_by("path")
    facets = audience_facets(actor, under)
    return {
        "heads": [(head, _indent(head)) for head in heads],
        "groups": [(facet, group_label(facet.value)) for facet in facets["groups"]],
        "classes": [(facet, SocietyClass(int(facet.value)).label) for facet in facets["classes"]],
    }


def _indent(head: Organization) -> str:
    return "\u2003" * (int(head.depth) - 1)
