"""What a call takes over from the task of a notice: nothing that stands there is typed again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quanjing.calls.actions.call_facts import CallWanted, SheetField
from quanjing.foundation import clock
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.sheets.enums import FieldType
from quanjing.sheets.queries import fields_of
from quanjing.tasks.models import Assignment, Task

ALL_CLASSES = {one for one in SocietyClass if one != SocietyClass.NONE}


def taken_over(wanted: CallWanted, task: Task) -> CallWanted:
    """The model of a call with the title, text, last moment, audience and sheet of the task."""
    columns = {**wanted.columns, "title": task.name[:200]}
    if task.due_at is not None:
        columns["closes_at"] = task.due_at
    if task.opens_on is not None and task.opens_on > clock.today():
        columns["opens_on"] = task.opens_on
    if task.item is not None:
        columns["intro"] = "\n".join(one for one in (task.item.purpose, task.item.text) if one)[:20_000]
    columns |= _audience(task)
    return replace(wanted, columns=columns, fields=_sheet(task) or wanted.fields)


def _audience(task: Task) -> dict[str, Any]:
    """The kinds, levels and classes of the bodies that have the task; of a draft nothing is known yet."""
    rows = list(
        Assignment.objects.filter(task=task)
        .order_by()
        .values_list("organization__kind", "organization__level", "organization__society_class")
        .distinct()
    )
    if not rows:
        return {}
    kinds, levels = {kind for kind, _level, _class in rows}, {level for _kind, level, _class in rows}
    classes = {one for _kind, _level, one in rows} & ALL_CLASSES
    alone = kinds == {Kind.SOCIETY} and classes != ALL_CLASSES
    return {
        "kinds": [one for one in Kind.values if one in kinds],
        "levels": [] if levels >= set(Level.values) else [one for one in Level.values if one in levels],
        "classes": sorted(int(one) for one in classes) if alone else [],
    }


def _sheet(task: Task) -> tuple[SheetField, ...]:
    """The cells of its sheet, each label once: what is a row of a table there is an application here."""
    found: dict[str, SheetField] = {}
    for block in task.blocks.prefetch_related(fields_of()).order_by("template", "position"):
        for one in block.fields.all():
            field = SheetField(one.label, FieldType(one.type), one.required, tuple(one.options), one.hint)
            found.setdefault(one.label.strip(), field)
    return tuple(found.values())
