"""The load of a directive before it goes out: an estimate that everyone can recompute."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, selected
from quanjing.sheets.enums import FieldType, KeyClass
from quanjing.sheets.models import Block, Field, FieldKey, SheetTemplate
from quanjing.sheets.queries import fields_of, headers_of
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries.words import characters_asked

FIELDS_LIMIT = 60  # asked fields of one directive
SHEETS_LIMIT = 4  # sheets an organization gets in one month
READING_MINUTES = 5
_KINDS, _LEVELS = Kind.values, ["", *Level.values]  # in the order in which groups are offered
MINUTES = {  # to fill in one field once
    FieldType.TEXT: 1.0,
    FieldType.NUMBER: 1.5,
    FieldType.DATE: 0.5,
    FieldType.CHOICE: 0.5,
    FieldType.MULTICHOICE: 0.5,
    FieldType.LONGTEXT: 10.0,
    FieldType.FILE: 3.0,
    FieldType.PHOTO: 3.0,
}


def formula() -> str:
    """How `minutes` is worked out, in words, from the figures above."""
    figures = {name.value: f"{minutes:g}" for name, minutes in MINUTES.items()} | {"read": READING_MINUTES}
    return str(
        _(
            "%(read)s minutes to read; for each field asked %(text)s for a short text, %(number)s for a "
            "number, %(date)s for a date or a choice, %(longtext)s for a long text, %(file)s for a file or a "
            "photo; nothing for what is known; rounded up to five."
        )
        % figures
    )


@dataclass(frozen=True, slots=True)
class Load:
    """What the chosen organizations are asked: `minutes` is per organization, one row a part."""

    organizations: int
    tasks: int
    fields: int
    fields_known: int
    minutes: int
    sheets_this_month: int  # of the organization that has most, this directive included
    longest_text: int = 0  # characters that a field asks for

    @property
    def fields_asked(self) -> int:
        return self.fields - self.fields_known

    def as_json(self) -> dict[str, int]:
        return {
            "organizations": self.organizations,
            "tasks": self.tasks,
            "fields_asked": self.fields_asked,
            "fields_known": self.fields_known,
            "minutes": self.minutes,
            "sheets_this_month": self.sheets_this_month,
        }


@dataclass(frozen=True, slots=True)
class Facet:
    """How many organizations of the subtree a group (kind and level) or class has."""

    value: str
    count: int


def load_of(organizations: QuerySet[Organization], tasks: Sequence[Task]) -> Load:
    """The load of these tasks for these organizations: a constant number of queries."""
    fields = asked_fields(tasks)
    known = [field for field in fields if field.meaning is not None and _is_known(field.meaning)]
    asked = [field for field in fields if field not in known]
    minutes = READING_MINUTES + sum(MINUTES[FieldType(field.type)] for field in asked)
    return Load(
        organizations=organizations.count(),
        tasks=len(tasks),
        fields=len(fields),
        fields_known=len(known),
        minutes=5 * math.ceil(minutes / 5) if fields else READING_MINUTES,
        sheets_this_month=_sheets_so_far(organizations, tasks) + _sheets_in(fields),
        longest_text=max((characters_asked(f"{one.label} {one.hint}") for one in asked), default=0),
    )


def _is_known(key: FieldKey) -> bool:
    """Shown from a register or worked out; what only earlier answers know is counted as asked."""
    return bool(key.fact) or key.kind == KeyClass.DERIVED


def audience_facets(actor: Actor, under: str) -> dict[str, list[Facet]]:
    """How many organizations of a subtree there are by group and class: two queries."""
    found = selected(actor, Selection(under=under)).order_by()
    rows = list(found.values("kind", "level", "society_class").annotate(count=Count("pk")))
    groups: Counter[tuple[int, int, str]] = Counter()
    classes: Counter[int] = Counter()
    for row in rows:
        kind, level = row["kind"], row["level"]
        groups[_KINDS.index(kind), _LEVELS.index(level), f"{kind}:{level}"] += row["count"]
        if kind == Kind.SOCIETY:
            classes[row["society_class"]] += row["count"]
    return {
        "groups": [Facet(group, count) for (*_place, group), count in sorted(groups.items())],
        "classes": [Facet(str(value), count) for value, count in sorted(classes.items())],
    }


def asked_fields(tasks: Sequence[Task]) -> list[Field]:
    """What the sheets of the tasks ask; a file that nobody has to send is no question."""
    blocks = list(Block.objects.filter(tasks__in=tasks).distinct().prefetch_related(fields_of()))
    blocks += headers_of(block.template_id for block in blocks)
    fields = []
    for block in blocks:
        for field in block.fields.all():
            if field.required or field.type != FieldType.FILE:
                field.block = block
                fields.append(field)
    return fields


def _sheets_so_far(organizations: QuerySet[Organization], tasks: Sequence[Task]) -> int:
    first = clock.today().replace(day=1)
    since = datetime.combine(first, time(), tzinfo=clock.CHINA)
    earlier = Assignment.objects.filter(organization__in=organizations.order_by().values("pk"))
    earlier = earlier.filter(directive__published_at__gte=since).exclude(task__in=tasks).order_by()
    printed = Q(task__blocks__template__attachment__isnull=False)
    counted = earlier.values("organization").annotate(
        sheets=Count("task__blocks__template", distinct=True, filter=printed)
        + Count("directive", distinct=True, filter=~printed & Q(task__blocks__isnull=False))
    )
    most = counted.order_by("-sheets").values_list("sheets", flat=True).first()
    return most or 0


def _sheets_in(fields: Sequence[Field]) -> int:
    """The issuer's sheets, and one for all that the platform made for tasks without a sheet."""
    templates = {field.block.template_id for field in fields}
    printed = SheetTemplate.objects.filter(pk__in=templates, attachment__isnull=False).distinct().count()
    return printed + (1 if printed < len(templates) else 0)
