"""The volume: tasks, classes, societies, texts, in the order of the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gongwen.facade import Chapter, FactLine, Paragraph, Part, SourceNote, TableData, Volume, write_volume
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.actions.values import file_names, words
from quanjing.collation.queries import FILE_TYPES
from quanjing.collation.rules import ACCEPTED, need_collatable
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Organization
from quanjing.sheets.enums import FieldType
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Entry
from quanjing.tasks.models import Task

HEADLINE = ("name", "post")  # the fields that make a heading


def volume(
    *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState] = ACCEPTED
) -> None:
    """Write the texts as docx to `out`: task, class, society, text; nil reports at the end; streamed.

    Args:
        actor: sees the entries of the subtree that the post reads.
        states: of the newest versions that are taken; what waits for review says so.

    Raises:
        Denied: the post reads no subtree. WrongState: the directive is not published.
    """
    need_collatable(actor, directive)
    submissions = queries.taken(actor, directive, states)
    count = submissions.count()
    reports = ngettext("%(count)d report", "%(count)d reports", count) % {"count": count}
    lines = (directive.organization.name, directive.doc_number, f"{reports} · {cn_moment(clock.now())}")
    chapters = _chapters(actor, directive, states)
    write_volume(
        out, Volume(str(directive), tuple(filter(None, lines)), chapters, language=get_language() or "")
    )
    detail = {"states": [state.value for state in states], "reports": count}
    record(actor=actor, verb="collation.volume", on=directive, detail=detail)


def _chapters(actor: Actor, directive: Directive, states: Sequence[SubmissionState]) -> Iterator[Chapter]:
    submissions = queries.taken(actor, directive, states)
    groups = Groups(actor, directive)
    for task in queries.marked_tasks(directive):
        yield from _of_task(task, queries.entries_of_task(submissions, task), groups)
    yield Chapter(_("Nil reports"), 1, tuple(_nil(actor, directive)), new_page=True)


def _of_task(task: Task, entries: Iterator[Entry], groups: Groups) -> Iterator[Chapter]:
    """A task's heading and everything under it; the entries come in the order of the tree."""
    group, organization = "", 0
    first = next(entries, None)
    if first is None:
        yield Chapter(task.name, 1, (Paragraph(_("No text.")),), new_page=True)
        return
    yield Chapter(task.name, 1, new_page=True)
    for entry in _again(first, entries):
        body = entry.submission.assignment.organization
        if groups.of(body) != group:
            group, organization = groups.of(body), 0
            yield Chapter(group, 2)
        if body.pk != organization:
            organization = body.pk
            yield Chapter(body.name, 3)
        yield _text(entry)


def _again(first: Entry, rest: Iterator[Entry]) -> Iterator[Entry]:
    yield first
    yield from rest


class Groups:
    """The second heading: the class of the societies right below, otherwise the body that leads there."""

    def __init__(self, actor: Actor, directive: Directive) -> None:
        self.head = queries.head_of(actor, directive)
        self.names = queries.names_below(self.head)

    def of(self, body: Organization) -> str:
        child = body.path[: len(self.head.path) + Organization.steplen]
        if child == body.path and body.society_class != SocietyClass.NONE:
            return str(SocietyClass(body.society_class).label)
        return self.names.get(child, self.head.name)


def _text(entry: Entry) -> Chapter:
    """One entry: name and post as its heading, the rest as facts and paragraphs, its source below."""
    headline = " ".join(str(entry.values[key]) for key in HEADLINE if entry.values.get(key))
    return Chapter(headline or entry.block.label or _("Text"), 4, tuple(_parts(entry)))


def _parts(entry: Entry) -> Iterator[Part]:
    names = file_names(entry)
    for field in entry.block.fields.all():
        value = entry.values.get(field.key)
        if value in (None, "", []) or field.key in HEADLINE:
            continue
        if field.type == FieldType.LONGTEXT:
            yield Paragraph(words(value))
        elif field.type in FILE_TYPES:
            yield FactLine(field.label, names.get(str(value), str(value)))
        else:
            yield FactLine(field.label, words(value))
    source = _("Source: %(organization)s, entry %(code)s")
    line = source % {"organization": entry.submission.assignment.organization.name, "code": entry.code}
    waits = entry.state == EntryState.SUBMITTED
    yield SourceNote(f"{line} · {entry.get_state_display()}" if waits else line)


def _nil(actor: Actor, directive: Directive) -> Iterator[Part]:
    found = queries.nil_reports(actor, directive)
    first = next(found, None)
    if first is None:
        yield Paragraph(_("There is no nil report."))
        return

    def rows() -> Iterator[tuple[str, str, str]]:
        for submission in (first, *found):
            assignment = submission.assignment
            yield assignment.organization.name, assignment.task.name, submission.nil_reason

    yield TableData((_("Organization"), _("Task"), _("Reason")), rows(), (3, 3, 4))
