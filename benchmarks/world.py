"""A nation for benchmarks: one association, thirty-two below it, societies under those, one directive."""

from __future__ import annotations

from quanjing.accounts.models import User
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.tasks.models import Task

BRANCHES = 32


def nation(organizations: int) -> Actor:
    """`organizations` societies in two levels; returns the officer of the top."""
    top = Organization.add_root(name="示例科协", kind=Kind.ASSOCIATION, level=Level.NATIONAL, number="1")
    rows = []
    each = organizations // BRANCHES
    for branch in range(1, BRANCHES + 1):
        below = each + (organizations % BRANCHES if branch == BRANCHES else 0)
        path = Organization._get_path(top.path, 2, branch)
        rows.append(
            Organization(
                path=path, depth=2, numchild=below, name=f"第{branch}示例科协", kind=Kind.ASSOCIATION,
                level=Level.PROVINCIAL, number=f"{branch:02}",
            )
        )  # fmt: skip
        rows += [
            Organization(
                path=Organization._get_path(path, 3, place), depth=3, name=f"示例学会{branch}-{place}",
                kind=Kind.SOCIETY, level=Level.PROVINCIAL, society_class=SocietyClass(place % 5 + 1),
                number=f"{place:04}",
            )
            for place in range(1, below + 1)
        ]  # fmt: skip
    Organization.objects.bulk_create(rows, batch_size=1000)
    Organization.objects.filter(pk=top.pk).update(numchild=BRANCHES)
    holder = User.objects.create(username="bench", name="林知远")
    Post.objects.create(organization=top, title="专员", role=Role.OFFICER, holder=holder)
    return actor_for(Post.objects.select_related("organization", "holder").get())


def directive_with_tasks(actor: Actor, tasks: int = 4) -> Directive:
    """A checked directive with `tasks` marked tasks, due in a month."""
    directive = Directive.objects.create(
        organization_id=actor.organization_id, state=DirectiveState.READ, title="关于报送材料的通知",
        day_end="24:00", registered_at=clock.now(), registered_by_id=actor.post_id,
    )  # fmt: skip
    day = clock.today().replace(year=clock.today().year + 1)
    Task.objects.bulk_create(
        Task(
            directive=directive, position=place, name=f"事项{place}", assign=True, due_on=day,
            deadline_kind="date", due_at=clock.end_of(day),
        )
        for place in range(1, tasks + 1)
    )  # fmt: skip
    return directive
