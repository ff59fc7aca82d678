"""What the racing processes of the register's tests do."""

from __future__ import annotations

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for
from quanjing.tasks.actions import Paper, register_paper
from quanjing.tasks.models import Incoming
from tests.world import build_world

EACH = 5


def prepare() -> int:
    return build_world().tea.pk


def enter() -> str:
    post = Post.objects.select_related("organization", "holder").get(holder__username="handler")
    actor = actor_for(post)
    papers = [Paper(f"来文 {number}", clock.today()) for number in range(EACH)]
    return " ".join(register_paper(actor=actor, paper=paper).number for paper in papers)


def numbers() -> str:
    found = Incoming.objects.order_by("sequence").values_list("sequence", flat=True)
    return " ".join(str(number) for number in found)
