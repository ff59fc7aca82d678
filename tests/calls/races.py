"""What several processes do at the same moment; each function runs in a process of its own."""

from __future__ import annotations

from quanjing.calls.actions import (
    ApplicationFacts,
    begin_application,
    begin_call,
    open_call,
    send_application,
)
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Application, CallQuota
from quanjing.calls.queries import get_call
from quanjing.foundation.errors import Invalid
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for
from tests.world import build_world

BODIES = 4


def prepare() -> str:
    """A call with a quota of two for four societies, each with a draft that is complete."""
    world = build_world()
    officer = world.actor(world.officer)
    made = begin_call(actor=officer, kind=CallKind.CASE)
    call = open_call(actor=officer, call=get_call(officer, made.code))
    CallQuota.objects.create(call=call, organization=Organization.objects.get(depth=1), number=2)
    for post in (world.tea_handler, world.nursing_handler, world.mathematics_handler, world.city_handler):
        actor = world.actor(post)
        values = {one.key: "120 人" for one in get_call(actor, call.code).template.blocks.get().fields.all()}
        facts = ApplicationFacts(title="走进基层", values=values)
        begin_application(actor=actor, call=get_call(actor, call.code), facts=facts)
    return "ready"


def send(place: str) -> str:
    """Send the draft of one society; its number, or "full"."""
    one = Application.objects.select_related("call").order_by("pk")[int(place)]
    posts = Post.objects.select_related("organization", "holder")
    post = posts.get(organization=one.organization_id, role="handler")
    try:
        return str(send_application(actor=actor_for(post), application=one).number)
    except Invalid:
        return "full"
