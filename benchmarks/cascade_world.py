"""A nation in five levels with a year of directives: states mixed, own dates, reports late and in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Case, DateTimeField, F, QuerySet, Value, When
from django.db.models.functions import Mod

from quanjing.accounts.models import User
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, Receipt
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection, actor_for
from quanjing.tasks.actions import counted, publish
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from world import directive_with_tasks

WIDTHS = (32, 10, 3)  # provinces, cities in each, counties in each; societies fill up the rest
LEVELS = (Level.NATIONAL, Level.PROVINCIAL, Level.CITY, Level.COUNTY)
BATCH = 1000


def nation(organizations: int) -> Actor:
    """`organizations` bodies over five levels, the top included; returns its officer."""
    rows = [_body("", 1, 0)]
    for width in WIDTHS:
        parents = [row for row in rows if row.depth == rows[-1].depth]
        rows += [_body(parent.path, place, 0) for parent in parents for place in range(1, width + 1)]
        if len(rows) > organizations // 2:
            break
    parents = [row for row in rows if row.depth == rows[-1].depth]
    for place in range(organizations - len(rows)):
        rows.append(_body(parents[place % len(parents)].path, place // len(parents) + 1, 1 + place % 5))
    below: dict[str, int] = {}
    for row in rows:
        below[row.path[:-4]] = below.get(row.path[:-4], 0) + 1
    for row in rows:
        row.numchild = below.get(row.path, 0)
    Organization.objects.bulk_create(rows, batch_size=BATCH)
    top = Organization.objects.get(depth=1)
    Post.objects.create(organization=top, title="专员", role=Role.OFFICER, holder=_person("officer"))
    return actor_for(Post.objects.select_related("organization", "holder").get())


def handlers(bodies: Sequence[Organization]) -> list[int]:
    """A post that reports for each of these bodies, by primary key."""
    holder = _person("handler")
    rows = [Post(organization=body, title="经办人", role=Role.HANDLER, holder=holder) for body in bodies]
    return [post.pk for post in Post.objects.bulk_create(rows)]


def year_of_directives(actor: Actor, directives: int, tasks: int) -> list[Directive]:
    """Published to every body below the top by the real action, then answered in every way there is."""
    made = []
    for _turn in range(directives):
        directive = directive_with_tasks(actor, tasks)
        publish(
            actor=actor, directive=directive, selection=Selection(under=actor.organization_code), override="-"
        )
        _answer(directive)
        made.append(Directive.objects.get(pk=directive.pk))
    return made


def chain_of(actor: Actor) -> Directive:
    """A directive that every body passes on to those below it, but each seventh, where it stops."""
    root = _notice(actor.organization_id or 0, None)
    bodies = list(Organization.objects.filter(numchild__gt=0).order_by("path"))
    top = bodies.pop(0)
    passing = [body for body in bodies if body.pk % 7]
    issued = {top.pk: root}
    made = Directive.objects.bulk_create([_reissue(body, root) for body in passing], batch_size=BATCH)
    issued |= {body.pk: directive for body, directive in zip(passing, made, strict=True)}
    by_path = {body.path: body.pk for body in [top, *bodies]}
    receipts = []
    for body in Organization.objects.exclude(pk=top.pk):
        superior = issued.get(by_path[body.path[:-4]])
        if superior is not None:
            receipts.append(
                Receipt(
                    directive=superior, root=root, organization=body, delivered_at=clock.now(),
                    confirmed_at=clock.now() if body.pk % 3 else None, passed_on=issued.get(body.pk),
                )
            )  # fmt: skip
    Receipt.objects.bulk_create(receipts, batch_size=BATCH)
    return root


def _answer(directive: Directive) -> None:
    """Of eleven: accepted 4, submitted 2, returned 1, nil 1, draft 1, due 2; some late, some extended."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(directive=directive)
    now = clock.now()
    states = ("accepted",) * 4 + ("submitted",) * 2 + ("returned", "nil", "draft", "due", "due")
    cases = [When(part=place, then=Value(state)) for place, state in enumerate(states)]
    sent = Case(
        When(part__lt=6, then=Value(now - timedelta(days=1))),
        When(part__lt=8, then=Value(now + timedelta(days=400))),  # after the deadline
        default=Value(None),
        output_field=DateTimeField(),
    )
    with transaction.atomic(), counted(rows):
        parted = rows.annotate(part=Mod(F("pk"), 11))
        parted.update(state=Case(*cases, default=Value(State.DUE.value)), submitted_at=sent)
        longer = rows.annotate(part=Mod(F("pk"), 97)).filter(part=0)
        longer.update(extended_to=now + timedelta(days=30))


def _body(above: str, place: int, of_class: int) -> Organization:
    path = Organization._get_path(above, len(above) // 4 + 1, place)
    depth = len(path) // 4
    return Organization(
        path=path, depth=depth, name=f"示例{'学会' if of_class else '科协'}{path}",
        kind=Kind.SOCIETY if of_class else Kind.ASSOCIATION, level=LEVELS[min(depth, 4) - 1],
        society_class=SocietyClass(of_class) if of_class else SocietyClass.NONE, number=path[-8:],
    )  # fmt: skip


def _person(name: str) -> User:
    return User.objects.create(username=name, name="林知远")


def _notice(organization: int, root: Directive | None) -> Directive:
    return Directive.objects.create(
        organization_id=organization, state=DirectiveState.PUBLISHED, title="关于报送材料的通知",
        day_end="24:00", registered_at=clock.now(), published_at=clock.now(), root=root,
    )  # fmt: skip


def _reissue(body: Organization, root: Directive) -> Directive:
    return Directive(
        organization=body, state=DirectiveState.PUBLISHED, title="转发关于报送材料的通知", day_end="24:00",
        registered_at=clock.now(), published_at=clock.now(), root=root, reissue_of=root,
    )  # fmt: skip
