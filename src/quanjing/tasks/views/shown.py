"""What the reading page and its fragments show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue, is_editable
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.sheets.models import Block, SheetTemplate
from quanjing.tasks.actions import preview
from quanjing.tasks.models import Task
from quanjing.tasks.queries import get_directive, tasks_of, templates_of
from quanjing.tasks.views.document import marks_of, paragraphs, phrase_key

DOUBTS = {
    "missing": gettext_lazy("Not found in the text."),
    "no_date": gettext_lazy("No date was found: set one, or confirm that there is none."),
}
# The engine's sentences, so that they can be said in the reader's language.
SENTENCES = (
    (
        r"The title does not end with a kind of document\.",
        gettext_lazy("The title does not end with a kind of document."),
    ),
    (
        r"Missing years were taken from the title, the number or the reference date\.",
        gettext_lazy("Missing years were taken from the title, the number or the day of registration."),
    ),
    (r"No request was found\.", gettext_lazy("No request was found in the text.")),
    (
        r"The date of task (?P<number>\d+) lies before the date of issue\.",
        gettext_lazy("The date of task %(number)s lies before the date of issue."),
    ),
    (
        r"Task (?P<number>\d+) is due on (?P<due>[-\d]+), "
        r"but elsewhere the same thing is due on (?P<other>[-\d]+)\.",
        gettext_lazy("Task %(number)s is due on %(due)s, elsewhere in the text on %(other)s."),
    ),
)
PARTS = {"year": gettext_lazy("year"), "month": gettext_lazy("month"), "day": gettext_lazy("day")}
FACT_NAMES = {
    "doc_number": gettext_lazy("Document number"),
    "title": gettext_lazy("Title"),
    "addressees": gettext_lazy("Addressees"),
    "issued_on": gettext_lazy("Issued on"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    fact: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """One phrase of the text with all tasks that hang on it."""

    key: str
    phrase: str
    first: Task
    tasks: tuple[Task, ...]
    due_at: datetime | None
    doubt: str


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
        return {
            "directive": self.directive,
            "tasks": self.tasks,
            "marked": [task for task in self.tasks if task.assign],
            "unmarked": [task for task in self.tasks if not task.assign],
            "deadlines": deadline_cards(self.tasks),
            "doubts": directive_doubts(self.directive),
            "open_doubts": self.open_doubts,
            "can_edit": self.can_edit,
        }

    def document(self) -> dict[str, Any]:
        return {"paragraphs": paragraphs(self.directive, marks_of(self.directive, self.tasks))}


def reading_of(actor: Actor, code: str) -> Reading:
    """Fetch and authorize in one step. Raises `Missing`."""
    directive = get_directive(actor, code)
    may = can_issue(actor, directive) and is_editable(directive)
    return Reading(directive, tasks_of(directive), may)


def words_of(doubt: str) -> str:
    """The reason of a doubt in the user's language; a sentence that nobody translated stands as it is."""
    kind, _colon, parts = doubt.partition(":")
    if kind == "inferred":
        named = ", ".join(str(PARTS[part]) for part in parts.split(",") if part in PARTS)
        return _("Inferred from the date of the notice: %(parts)s. Please confirm.") % {"parts": named}
    for pattern, words in SENTENCES:
        found = re.fullmatch(pattern, doubt)
        if found:
            return str(words) % found.groupdict()
    return str(DOUBTS.get(doubt, doubt))


def directive_doubts(directive: Directive) -> list[Doubt]:
    return [
        Doubt(fact, str(FACT_NAMES.get(fact, _("Note"))), words_of(why))
        for fact, why in directive.doubts.items()
    ]


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
    words = words_of(doubt) if doubt else ""
    return DeadlineCard(
        " ".join(dict.fromkeys(keys)), first.deadline_text, first, tuple(tasks), first.due_at, words
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
    return Selection(under=body.code, kinds=(Kind.SOCIETY.value,), levels=(body.level,) if body.level else ())


def load_card(actor: Actor, reading: Reading) -> dict[str, Any]:
    """The load of the default audience, for those who may publish."""
    if not reading.can_edit:
        return {}
    selection = default_selection(reading.directive)
    return {"preview": preview(actor=actor, directive=reading.directive, selection=selection)}
