"""The small world that the machine plays in: two notices to be published, units, heads and desks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, Event
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations import actions as organizations
from quanjing.organizations.actions import DeskFacts
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Desk, Membership, Organization, Post
from quanjing.organizations.queries import Selection, actor_for
from quanjing.sheets.models import Block, Field, SheetTemplate
from quanjing.tasks.actions import Beat, Hook, bind_desks, hang, name_event, set_rhythm
from quanjing.tasks.enums import Every, Since
from quanjing.tasks.models import Task
from tests.world import World, build_world, person, post

START = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)  # a Thursday
CELLS = {"b1": ("text",), "b2": ("name", "text"), "b3": ("text",)}  # the required fields of each block
PHONE = "010-55550111"


@dataclass
class Place:
    """Posts by name; `reporting` are those that fill in, `deciding` those that publish and check."""

    world: World
    first: Directive
    second: Directive
    event: Event
    desk: Desk
    posts: dict[str, Post]
    reporting: tuple[str, ...] = (
        "tea", "tea_colleague", "tea_head", "nursing", "mathematics", "joint", "garden", "silk", "city",
    )  # fmt: skip
    deciding: tuple[str, ...] = ("officer", "colleague", "outsider", "city")
    closing: tuple[str, ...] = ("nursing", "mathematics", "silk")  # bodies that may end
    successors: tuple[tuple[str, str], ...] = (
        ("tea", "tea_colleague"), ("tea_colleague", "tea"), ("officer", "colleague"),
        ("colleague", "outsider"), ("outsider", "officer"),
    )  # fmt: skip

    @cached_property
    def actors(self) -> dict[str, Actor]:
        return {name: _actor(one) for name, one in self.posts.items()}

    def block_of(self, task: int) -> str:
        """The key of the one block of a task."""
        return Block.objects.get(tasks=task).key

    def selection(self) -> Selection:
        """The societies, the city and the joint branch; what stands below the city hears of it there."""
        kinds = ("society", "association", "joint_branch")
        return Selection(under=self.world.association.code, kinds=kinds, levels=("provincial", "city"))


def build_place() -> Place:
    world = build_world()
    with clock.frozen(START):
        bodies, posts = _people(world)
        officer = _actor(posts["officer"])
        desk = _desk(world, posts)
        blocks = _sheet()
        event = name_event(actor=officer, name="学术年会")
        first = _first(world, blocks, officer, event, desk)
        second = _notice(world, "关于报送第二件材料的通知", "2号")
        _task(second, 1, "情况说明", [blocks["b1"]], due=datetime(2026, 9, 22, 17, tzinfo=clock.CHINA))
        _task(second, 2, "推荐人选", [blocks["b2"]])
        organizations.set_confirmation(actor=_actor(posts["tea_head"]), organization=world.tea, needed=True)
    assert set(bodies) == {"silk", "joint"}
    return Place(world, first, second, event, desk, posts)


def _actor(one: Post) -> Actor:
    return actor_for(Post.objects.select_related("organization", "holder").get(pk=one.pk))


def _people(world: World) -> tuple[dict[str, Organization], dict[str, Post]]:
    association, city = (Organization.objects.get(pk=one.pk) for one in (world.association, world.city))
    Organization.objects.filter(pk=world.city_society.pk).update(level=Level.COUNTY)
    joint = association.add_child(name="五会联合党支部", kind=Kind.JOINT_BRANCH, level=Level.PROVINCIAL)
    silk = Organization.objects.get(pk=city.pk).add_child(
        name="岚州市蚕桑学会", kind=Kind.SOCIETY, level=Level.COUNTY, number="901-2"
    )
    for member in (world.tea, world.nursing):
        Membership.objects.create(body=joint, member=member, starts_on=date(2026, 1, 1))

    def made(body: Organization, name: str, words: str, role: Role) -> Post:
        return post(body, words, role, person(name, words + name))

    posts = {
        "officer": world.officer,
        "colleague": made(association, "colleague", "学会部 干事", Role.OFFICER),
        "outsider": made(association, "outsider", "组织部 干事", Role.OFFICER),
        "administrator": world.administrator,
        "auditor": world.auditor,
        "city": world.city_officer,
        "tea": world.tea_handler,
        "tea_colleague": made(world.tea, "teatwo", "秘书处 干事", Role.HANDLER),
        "tea_head": made(world.tea, "teahead", "秘书长", Role.HEAD),
        "nursing": world.nursing_handler,
        "mathematics": world.mathematics_handler,
        "joint": made(joint, "joint", "支部 经办人", Role.HANDLER),
        "garden": world.city_handler,
        "silk": made(silk, "silk", "秘书处 经办人", Role.HANDLER),
    }
    return {"silk": silk, "joint": joint}, posts


def _desk(world: World, posts: dict[str, Post]) -> Desk:
    administrator = _actor(posts["administrator"])
    association = Organization.objects.get(pk=world.association.pk)
    desk = organizations.open_desk(
        actor=administrator, organization=association, facts=DeskFacts(name="综合处")
    )
    for name in ("officer", "colleague"):
        organizations.seat(actor=administrator, desk=desk, post=posts[name])
    return desk


def _sheet() -> dict[str, Block]:
    template = SheetTemplate.objects.create(title="征集表", created_at=START)
    cells: dict[str, tuple[str, ...]] = {"header": ("phone",), **CELLS}
    found = {}
    for position, (key, names) in enumerate(cells.items()):
        block = Block.objects.create(
            template=template, position=position, key=key, label=key, repeat=key == "b2"
        )
        for place, name in enumerate(names, start=1):
            kind = "longtext" if name == "text" else "text"
            Field.objects.create(block=block, position=place, key=name, label=name, type=kind, required=True)
        found[key] = block
    return found


def _notice(world: World, title: str, number: str) -> Directive:
    """Read and confirmed, not yet published."""
    return Directive.objects.create(
        organization=world.association,
        state=DirectiveState.READ,
        title=title,
        text=title,
        doc_number=f"岚科协学发〔2026〕{number}",
        day_end="17:00",
        registered_at=START,
        registered_by=world.officer,
    )


def _task(
    directive: Directive,
    position: int,
    name: str,
    blocks: list[Block],
    due: datetime | None = None,
    **more: Any,
) -> Task:
    task = Task.objects.create(
        directive=directive, position=position, name=name, assign=True, due_at=due,
        due_on=due.date() if due else None, **more,
    )  # fmt: skip
    task.blocks.set(blocks)
    return task


def _first(world: World, blocks: dict[str, Block], officer: Actor, event: Event, desk: Desk) -> Directive:
    """One task of each kind: a date with grace, a date, an event, the receipt, every week."""
    first = _notice(world, "关于征集学习体会的通知", "1号")
    due, closes = (datetime(2026, 9, day, 17, tzinfo=clock.CHINA) for day in (15, 16))
    _task(first, 1, "工作谋划", [blocks["b1"]], due=due, closes_at=closes, nil_allowed=False)
    people = _task(first, 2, "学习体会", [blocks["b2"]], due=datetime(2026, 9, 10, 17, tzinfo=clock.CHINA))
    meeting = _task(first, 3, "年会小结", [blocks["b1"]])
    receipt = _task(first, 4, "人员名单", [blocks["b2"]])
    weekly = _task(first, 5, "每周动态", [blocks["b3"]])
    hang(actor=officer, task=meeting, hook=Hook(Since.EVENT, event=event, count=2, grace_days=3))
    hang(actor=officer, task=receipt, hook=Hook(Since.CONFIRMATION, count=5, grace_days=2))
    set_rhythm(
        actor=officer, task=weekly, beat=Beat(Every.WEEKLY, date(2026, 9, 1), due_days=2, grace_days=5)
    )
    bind_desks(actor=officer, directive=first, desks={people.code: desk.code, meeting.code: desk.code})
    return Directive.objects.get(pk=first.pk)
