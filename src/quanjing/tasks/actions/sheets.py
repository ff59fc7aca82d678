"""Which parts of which sheets a task is answered with."""

from __future__ import annotations

from collections.abc import Sequence

from quanjing.directives.models import Attachment
from quanjing.sheets.actions import allow_files, default_template
from quanjing.sheets.models import Block, SheetTemplate
from quanjing.sheets.queries import prefetch
from quanjing.tasks.models import Task
from quanjing.tasks.rules import best_matches


def give_blocks(tasks: Sequence[Task], attachments: Sequence[Attachment], named: Sequence[set[int]]) -> None:
    """Give each marked task its blocks.

    A block goes to the task whose words it shares; where none fits, to all tasks of its sheet: those that
    name it (`named`: places of attachments, per task), otherwise all marked ones. An "if any" block that
    fits none goes to the first of these alone, so that "none" is said once. A task that names a
    sheet and is left without a block gets all of them; any other one a sheet with text and file.
    """
    chosen: dict[int, list[Block]] = {task.pk: [] for task in tasks if task.assign}
    templates = [one.sheet for one in attachments if one.sheet is not None]
    prefetch(templates)
    allow_files(blocks=[block for template in templates for block in template.blocks.all()])
    marked = [task for task in tasks if task.assign]
    for place, attachment in enumerate(attachments):
        if attachment.sheet is not None:
            naming = [
                task for task, names in zip(tasks, named, strict=True) if task.assign and place in names
            ]
            _share_out(attachment.sheet, marked, naming, chosen)
    through = Task.blocks.through
    through.objects.bulk_create(
        [through(task_id=task, block_id=block.pk) for task, blocks in chosen.items() for block in blocks]
    )
    for task in tasks:
        if task.assign and not chosen[task.pk]:
            give_own_sheet(task)


def give_own_sheet(task: Task) -> None:
    """A sheet with text and file for a task that has none."""
    template = default_template(title=task.name, deliverables=task.deliverables)
    task.blocks.set(Block.objects.filter(template=template))


def _share_out(
    sheet: SheetTemplate, marked: Sequence[Task], naming: Sequence[Task], chosen: dict[int, list[Block]]
) -> None:
    blocks = [block for block in sheet.blocks.all() if not block.is_header]
    names = [task.name for task in marked]
    requests = [(task.item.content or task.item.text) if task.item else "" for task in marked]
    for block in blocks:
        fitting = [marked[place] for place in best_matches(block.label, names, requests)]
        rest = naming or marked
        for task in fitting or (rest[:1] if block.optional else rest):
            chosen[task.pk].append(block)
    for task in naming:
        chosen[task.pk] = chosen[task.pk] or list(blocks)
