"""One notice half-way through its life, made by the real actions from a sample."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.submissions.actions import save_draft, submit
from quanjing.submissions.models import Submission
from quanjing.tasks.actions import confirm, publish, register_directive
from quanjing.tasks.models import Assignment, Task
from tests.world import World

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "notices" / "reflections-call.txt"
DELEGATES, ESSAYS, ADVICE = "b1", "b2", "b3"  # the blocks of the sample's sheet


def confirmed(actor: Actor, directive: Directive) -> Directive:
    """The directive with every doubt confirmed, as an officer would after looking."""
    for task in Task.objects.filter(directive=directive, assign=True):
        for fact in list(task.doubts):
            confirm(actor=actor, directive=directive, task=task, fact=fact)
    for fact in list(directive.doubts):
        confirm(actor=actor, directive=directive, fact=fact)
    return Directive.objects.get(pk=directive.pk)


def provincial(world: World) -> Selection:
    return Selection(under=world.association.code, kinds=("society",), levels=("provincial",))


def tasks_of(directive: Directive) -> list[Task]:
    """The marked tasks in order."""
    return list(Task.objects.filter(directive=directive, assign=True).order_by("position"))


def draft_for(directive: Directive, words: str = "茶园里的一线经历。") -> dict[str, object]:
    """A page filled in: nobody for the first block, an essay for each task it serves, one advice."""
    drafts: dict[str, object] = {}
    for key in (DELEGATES, ESSAYS, ADVICE):
        served = [task for task in tasks_of(directive) if task.blocks.filter(key=key).exists()]
        if key == DELEGATES:
            drafts[key] = {"none": True, "rows": []}
            continue
        fields = served[0].blocks.get(key=key).fields.exclude(type="file")
        values = {field.key: words if field.type == "longtext" else "顾南屏" for field in fields}
        rows = [{"task": task.code, "values": values} for task in served]
        drafts[key] = {"none": False, "rows": rows}
    return drafts


@dataclass
class Stage:
    """`draft` is read and waits; `directive` is published; the tea society has sent what it has."""

    world: World
    draft: Directive
    directive: Directive
    sent: list[Submission]

    def assignment(self, task: Task, organization: Organization) -> Assignment:
        found = Assignment.objects.select_related("task", "organization", "directive")
        return found.get(task=task, organization=organization)


def build_stage(world: World) -> Stage:
    """Registered, confirmed, published to the provincial societies, sent by the tea society."""
    officer, handler = world.actor(world.officer), world.actor(world.tea_handler)
    data = SAMPLE.read_bytes()
    draft = register_directive(
        actor=officer, name="another.txt", data=data.replace("18号".encode(), "19号".encode())
    )
    directive = confirmed(officer, register_directive(actor=officer, name="notice.txt", data=data))
    publish(actor=officer, directive=directive, selection=provincial(world))
    directive = Directive.objects.get(pk=directive.pk)
    report = save_draft(actor=handler, directive=directive, header={}, draft=draft_for(directive), version=0)
    assert report.directive == directive
    sent = submit(actor=handler, directive=directive)
    return Stage(world, draft, directive, sent)
