"""Who may take what came in, and what may be taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeGuard

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.collation.enums import ExportKind
from quanjing.collation.models import Layout
from quanjing.collation.queries import BlockTable
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.submissions.enums import SubmissionState

ACCEPTED = (SubmissionState.ACCEPTED,)
WITH_WAITING = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED)

OWN_NAME = "organization.name"  # the fact that has a column of its own already
MOST_IN_PDF = 1_000  # reports: typst holds a quarter of a megabyte of each
MOST_PDF_PICTURES = 200

FILES_PATTERN = "{number}_{organization}_{task}_{name}"
VOLUMES_PATTERN = "{number}_{name}"
TOKENS: dict[str, Promise] = {
    "number": _("running number"),
    "organization": _("unit"),
    "task": _("item"),
    "title": _("title of the notice"),
    "date": _("day"),
    "name": _("the file's own name, or what the volume is about"),
}
NUMBER, ORGANIZATION, CLASS, TASK, DAY, ENTRY = (
    "=number",
    "=organization",
    "=class",
    "=task",
    "=day",
    "=entry",
)
ROLES: dict[str, Promise] = {  # what a column of the issuer's table may take besides a field
    NUMBER: _("running number"),
    ORGANIZATION: _("unit"),
    CLASS: _("class or body"),
    TASK: _("item"),
    DAY: _("day of the report"),
    ENTRY: _("code of the entry"),
}
_TOKEN = re.compile(r"\{(\w*)\}")


def can_collate(actor: Actor) -> bool:
    """A post that reads its subtree takes what came in from there, and nothing else."""
    return actor.reads_subtree


def need_collatable(actor: Actor, directive: Directive) -> None:
    """Raise `Denied` for a post that reads no subtree, `WrongState` where the directive is not out."""
    if not can_collate(actor):
        raise Denied
    if directive.is_recalled:
        raise WrongState(_("This notice was recalled; there is nothing to collate."))
    if not directive.is_published:
        raise WrongState(_("This notice is not published yet, so nothing has come in."))


def states_of(words: Iterable[str]) -> tuple[SubmissionState, ...]:
    """The states that the words name: accepted, submitted; none named means accepted. Raises `Invalid`."""
    wanted = {word.strip() for word in words if word.strip()}
    if wanted - {state.value for state in WITH_WAITING}:
        raise Invalid([Problem("states", _("Only accepted and submitted can be collated."))])
    return tuple(state for state in WITH_WAITING if state.value in wanted) or ACCEPTED


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether an answer is a number that can be summed up."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def usual_pattern(kind: ExportKind) -> str:
    """How the files of a package are named where nobody says otherwise."""
    return FILES_PATTERN if kind == ExportKind.FILES else VOLUMES_PATTERN


def need_pattern(kind: ExportKind, pattern: str) -> str:
    """The naming rule to go by. Raises `Invalid` for a rule with words that nobody knows, or without any."""
    pattern = pattern.strip() or usual_pattern(kind)
    named = _TOKEN.findall(pattern)
    unknown = [one for one in named if one not in TOKENS]
    if unknown or "{" in _TOKEN.sub("", pattern) or "}" in _TOKEN.sub("", pattern):
        words = _("This rule names something unknown: %(words)s")
        raise Invalid([Problem("pattern", words % {"words": ", ".join(unknown) or pattern})])
    if not named:
        raise Invalid([Problem("pattern", _("Please put at least one word in braces into the rule."))])
    return pattern[:200]


def need_makeable(kind: ExportKind, reports: int, layout: Layout | None) -> None:
    """Raise `Invalid` where a paper of that kind cannot be made of so many reports."""
    if kind == ExportKind.PDF and reports > MOST_IN_PDF:
        words = _(
            "A PDF holds at most %(most)s reports and these are %(count)s. Please take the Word volume."
        )
        raise Invalid([Problem("kind", words % {"most": MOST_IN_PDF, "count": reports})])
    if kind == ExportKind.LAYOUT and (layout is None or not layout.is_confirmed):
        raise Invalid([Problem("layout", _("Please confirm first which column takes what."))])


def can_keep_layouts(actor: Actor) -> bool:
    """Who reviews reports says how they are put together: layouts and cross-checks."""
    return can_collate(actor) and actor.may(Right.REVIEW)


def labels_of(table: BlockTable) -> dict[str, str]:
    """The fields that a column may take, by key: those of the block before those above the sheet."""
    return {field.key: field.label for field in (*table.header, *table.fields)}


def left_over(layout: Layout, table: BlockTable) -> tuple[list[str], list[str]]:
    """The labels of fields without a column, and of columns that take nothing; the unit's name is a role."""
    taken = set(layout.columns.values())
    fields = [
        field.label
        for field in (*table.header, *table.fields)
        if field.key not in taken and not (field.meaning and field.meaning.key == OWN_NAME)
    ]
    columns = [one["label"] for one in layout.layout["columns"] if one["letter"] not in layout.columns]
    return fields, columns


def kept_columns(old: Layout, found: dict[str, Any]) -> dict[str, str]:
    """What a person had confirmed for columns that a new file has under the same label."""
    if not old.is_confirmed:
        return {}
    known = {
        (one["group"], one["label"]): old.columns[one["letter"]]
        for one in old.layout["columns"]
        if one["letter"] in old.columns
    }
    labels = {one["letter"]: (one["group"], one["label"]) for one in found["columns"]}
    return {letter: known[label] for letter, label in labels.items() if label in known}
