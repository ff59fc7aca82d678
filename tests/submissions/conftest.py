"""A published directive with four tasks and one sheet, at two societies of the world."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.sheets.models import Block, Field, FieldKey, SheetTemplate
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task
from tests.world import World

OPENS = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)
DUE = datetime(2026, 9, 15, 17, 0, tzinfo=clock.CHINA)
CLOSES = datetime(2026, 9, 16, 17, 0, tzinfo=clock.CHINA)
RETURN_DUE = datetime(2026, 9, 12, 17, 0, tzinfo=clock.CHINA)

Cell = tuple[str, str, str, bool]  # key, label, type, required
TEXT: Cell = ("text", "内容", "longtext", True)
NAME: Cell = ("name", "姓名", "text", True)
POST: Cell = ("post", "职务", "text", True)


@dataclass
class Scene:
    """The directive with its tasks by place, and who acts on it."""

    world: World
    directive: Directive
    plan: Task  # one long text and a file, not repeated
    leaders: Task  # rows of name, post, text
    young: Task  # shares the block of suggestions, optional rows of its own
    advice: Task  # shares the block of suggestions
    handler: Actor
    nurse: Actor
    officer: Actor

    def assignment(self, task: Task, organization: Organization | None = None) -> Assignment:
        owner = organization or self.world.tea
        return Assignment.objects.select_related("task", "organization", "directive").get(
            task=task, organization=owner
        )

    def state(self, task: Task, organization: Organization | None = None) -> State:
        return State(self.assignment(task, organization).state)


def make_block(template: SheetTemplate, position: int, key: str, cells: list[Cell], **more: object) -> Block:
    block = Block.objects.create(template=template, position=position, key=key, **{"label": key, **more})
    for place, (name, label, kind, required) in enumerate(cells, start=1):
        Field.objects.create(block=block, position=place, key=name, label=label, type=kind, required=required)
    return block


def make_sheet() -> dict[str, Block]:
    template = SheetTemplate.objects.create(title="征集表", created_at=OPENS)
    header = make_block(
        template,
        0,
        "header",
        [("unit", "学会名称", "text", True), ("phone", "值班电话", "text", True)],
    )
    known, _created = FieldKey.objects.get_or_create(
        key="organization.name", defaults={"fact": "organization.name"}
    )
    Field.objects.filter(block=header, key="unit").update(meaning=known)
    plan_cells: list[Cell] = [TEXT, ("file", "附件", "file", False)]
    return {
        "header": header,
        "b1": make_block(template, 1, "b1", plan_cells, label="工作谋划"),
        "b2": make_block(template, 2, "b2", [NAME, POST, TEXT], label="负责人体会", repeat=True),
        "b3": make_block(template, 3, "b3", [NAME, TEXT], label="如有青年体会", repeat=True, optional=True),
        "b4": make_block(template, 4, "b4", [NAME, TEXT], label="建议", repeat=True),
    }


def make_task(directive: Directive, position: int, name: str, blocks: list[Block]) -> Task:
    task = Task.objects.create(
        directive=directive,
        position=position,
        name=name,
        assign=True,
        due_at=DUE,
        closes_at=CLOSES,
        desk={"name": "综合处", "org": "江岚省科协", "phones": ["010-55550110"], "emails": []},
    )
    task.blocks.set(blocks)
    return task


@pytest.fixture
def clock_at_opening() -> Iterator[None]:
    with clock.frozen(OPENS):
        yield


@pytest.fixture
def scene(world: World, clock_at_opening: None) -> Scene:
    return make_scene(world)


def make_scene(world: World) -> Scene:
    blocks = make_sheet()
    directive = Directive.objects.create(
        organization=world.association,
        state=DirectiveState.PUBLISHED,
        title="关于征集学习体会和建言献策的通知",
        doc_number="岚科协学发〔2026〕41号",
        day_end="17:00",
        registered_at=OPENS,
        registered_by=world.officer,
        published_by=world.officer,
        published_at=OPENS,
    )
    tasks = [
        make_task(directive, 1, "工作谋划", [blocks["b1"]]),
        make_task(directive, 2, "负责人学习体会", [blocks["b2"]]),
        make_task(directive, 3, "青年学习体会", [blocks["b3"], blocks["b4"]]),
        make_task(directive, 4, "建言献策", [blocks["b4"]]),
    ]
    for task in tasks:
        for body in (world.tea, world.nursing):
            Assignment.objects.create(task=task, organization=body, directive=directive, changed_at=OPENS)
    return Scene(
        world,
        directive,
        *tasks,
        handler=world.actor(world.tea_handler),
        nurse=world.actor(world.nursing_handler),
        officer=world.actor(world.officer),
    )


PLAN = {"b1": {"rows": [{"values": {"text": "今后五年的谋划。"}}]}}
LEADERS = {
    "b2": {
        "rows": [
            {"values": {"name": "顾南屏", "post": "理事长", "text": "一片叶子。"}},
            {"values": {"name": "沈雁秋", "post": "秘书长", "text": "秘书处是一道门。"}},
        ]
    }
}
PHONE = {"phone": "010-55550111"}


def in_days(days: int) -> datetime:
    return OPENS + timedelta(days=days)
