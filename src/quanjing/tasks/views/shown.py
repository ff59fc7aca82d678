"""What the reading page and its fragments show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from quanjing.directives.models import Correction, Directive
from quanjing.directives.rules import can_issue, is_editable
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.sheets.models import Block, SheetTemplate
from quanjing.tasks.actions import preview
from quanjing.tasks.enums import DeadlineKind
from quanjing.tasks.forms import FACT_NAMES
from quanjing.tasks.models import Task
from quanjing.tasks.queries import corrections_of, get_directive, tasks_of, templates_of
from quanjing.tasks.views.document import marks_of, paragraphs, phrase_key
from quanjing.tasks.views.doubts import directive_doubts, words_of
from quanjing.tasks.views.values import MEDIA, RHYTHMS, frame_facts, said, workdays


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """One phrase of the text with all tasks that hang on it."""

    key: str
    phrase: str
    first: Task
    tasks: tuple[Task, ...]
    due_at: datetime | None
    doubt: str
    place: str  # the key of its first words in the text
    rhythm: str
    offset: str
    otherwise: str  # said where there is no day


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A sheet with, for each block, the numbers of the tasks that it answers."""

    template: SheetTemplate
    rows: tuple[tuple[Block, int, int, tuple[int, ...]], ...]  # block, fields, known of them, tasks
    fields: int


@dataclass
class Reading:
    """A directive as its officer checks it."""

    directive: Directive
    tasks: list[Task]
    can_edit: bool

    @property
    def open_doubts(self) -> int:
        """Facts that a person should look at; a deadline shared by several tasks counts once."""
        return len(self.directive.doubts) + sum(1 for card in deadline_cards(self.tasks) if card.doubt)

    def context(self) -> dict[str, Any]:
        cards = deadline_cards(self.tasks)
        return {
            "directive": self.directive,
            "tasks": self.tasks,
            "marked": [task for task in self.tasks if task.assign],
            "unmarked": [task for task in self.tasks if not task.assign],
            "deadlines": [card for card in cards if not card.doubt],
            "unsure": [card for card in cards if card.doubt],
            "doubts": directive_doubts(self.directive, self.tasks),
            "open_doubts": self.open_doubts,
            "corrections": corrections(self.directive, self.tasks),
            "can_edit": self.can_edit,
            "media": tuple(MEDIA.items()),
            **frame_facts(self.directive),
        }

    def document(self) -> dict[str, Any]:
        return {"paragraphs": paragraphs(self.directive, marks_of(self.directive, self.tasks))}


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """A fact that was read anew, with what stood there and what stands there now."""

    correction: Correction
    name: str
    task: Task | None
    before: list[str]
    after: list[str]


def corrections(directive: Directive, tasks: Sequence[Task]) -> list[CorrectionCard]:
    """The corrections that stand, the last first: one query."""
    by_code = {task.code: task for task in tasks}
    return [
        CorrectionCard(
            one,
            str(FACT_NAMES[one.fact]),
            by_code.get(one.task),
            said(one.fact, one.before["value"]),
            said(one.fact, one.after),
        )
        for one in corrections_of(directive)
    ]


def reading_of(actor: Actor, code: str) -> Reading:
    """Fetch and authorize in one step. Raises `Missing`."""
    directive = get_directive(actor, code)
    may = can_issue(actor, directive) and is_editable(directive)
    return Reading(directive, tasks_of(directive), may)


def deadline_cards(tasks: Sequence[Task]) -> list[DeadlineCard]:
    """The deadlines of the marked tasks, one card for the same words and date."""
    groups: dict[tuple[object, ...], list[Task]] = {}
    for task in tasks:
        if task.assign:
            groups.setdefault((task.deadline_text, task.due_on, task.due_time), []).append(task)
    return [_card(group) for group in groups.values()]


def _card(tasks: list[Task]) -> DeadlineCard:
    first = next((task for task in tasks if "deadline" in task.doubts), tasks[0])
    doubt = first.doubts.get("deadline", "")
    keys = (phrase_key(task) if task.deadline_start is not None else f"t{task.position}" for task in tasks)
    key = " ".join(dict.fromkeys(keys))
    rhythm = str(RHYTHMS.get(first.recurrence, ""))
    is_date = first.deadline_kind in ("", DeadlineKind.DATE, DeadlineKind.WINDOW)
    return DeadlineCard(
        key=key,
        phrase=first.deadline_text,
        first=first,
        tasks=tuple(tasks),
        due_at=first.due_at,
        doubt=words_of(doubt, first.due_on) if doubt else "",
        place=key.split()[0],
        rhythm=rhythm,
        offset=workdays(first.offset_workdays) if first.offset_workdays else "",
        otherwise=rhythm or (_("no date") if is_date else first.get_deadline_kind_display()),
    )


def sheet_cards(directive: Directive, tasks: Sequence[Task]) -> list[SheetCard]:
    """The sheets of a directive: three queries, whatever their size."""
    cards = []
    for template in templates_of(directive):
        rows = []
        for block in template.blocks.all():
            fields = list(block.fields.all())
            known = sum(1 for field in fields if field.meaning is not None and field.meaning.fact)
            serves = tuple(task.position for task in tasks if block in task.blocks.all())
            rows.append((block, len(fields), known, serves))
        cards.append(SheetCard(template, tuple(rows), sum(row[1] for row in rows)))
    return cards


def default_selection(directive: Directive) -> Selection:
    """Whom a directive goes to unless somebody says otherwise: the societies of the body's own level."""
    body: Organization = directive.organization
    return Selection(under=body.code, groups=(f"{Kind.SOCIETY}:{body.level}",))


def load_card(actor: Actor, reading: Reading) -> dict[str, Any]:
    """The load of the default audience, for those who may publish."""
    if not reading.can_edit:
        return {}
    selection = default_selection(reading.directive)
    return {"preview": preview(actor=actor, directive=reading.directive, selection=selection)}
