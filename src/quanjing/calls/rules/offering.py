"""On the page of a notice: the calls opened from it, and the items that may be opened as one."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.calls.queries import calls_visible_to
from quanjing.calls.rules.asking import asked_kind
from quanjing.calls.rules.permission import can_issue
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.tasks.models import Task
from quanjing.tasks.registry import Offer

OPENABLE = (DirectiveState.READ, DirectiveState.PUBLISHED)


def words_of(task: Task) -> str:
    """What says whether an item asks for applications."""
    return " ".join([task.name, *(str(one.get("text", "")) for one in task.deliverables)])


def call_offers(actor: Actor, directive: Directive) -> list[Offer]:
    """The calls of a notice that the actor sees; for its desk, each item that may be opened as one."""
    made = list(calls_visible_to(actor).filter(directive=directive).order_by("pk"))
    found = [Offer(one.title, _("To the call"), reverse("call_page", args=[one.code])) for one in made]
    own = can_issue(actor) and directive.organization_id == actor.organization_id
    if not own or directive.state not in OPENABLE:
        return found
    taken = {one.task_id for one in made}
    place = f"{reverse('call_new')}?directive={directive.code}&task="
    return found + [
        Offer(task.name, _("Open as a call"), f"{place}{task.code}")
        for task in Task.objects.filter(directive=directive, series=None).order_by("position")
        if task.pk not in taken and asked_kind(words_of(task))
    ]
