"""What must hold at any moment: versions, figures, reminders, and what each post sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from quanjing.directives.models import Directive, Receipt
from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.jobs.models import Job
from quanjing.notify.models import Mail, Message
from quanjing.organizations import queries as organizations
from quanjing.organizations.models import Organization
from quanjing.submissions.queries import InboxFilter, inbox, submissions_visible_to
from quanjing.tasks import queries as tasks
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.extensions import extensions_visible_to
from quanjing.urging.models import Reminder, ReminderLine
from quanjing.urging.queries import missing_of, reminders_visible_to
from tests.machine.place import Place
from tests.machine.snapshot import Snapshot, recount


@dataclass
class Ledger:
    """The reminders that were looked at already."""

    known: set[int] = field(default_factory=set)


def versions(before: Snapshot, after: Snapshot) -> None:
    """None disappears, none changes, all are numbered; only the newest is open."""
    for pk, old in before.sent.items():
        assert pk in after.sent, "a version was lost"
        assert after.sent[pk].content == old.content, "a version was changed"
    assert set(before.lines) <= set(after.lines)
    numbers: dict[int, list[tuple[int, str]]] = {}
    for one in after.sent.values():
        numbers.setdefault(one.assignment, []).append((one.version, one.state))
    for assignment, found in numbers.items():
        found.sort()
        assert [number for number, _state in found] == list(range(1, len(found) + 1))
        assert {state for _number, state in found[:-1]} <= {"replaced", "returned", "withdrawn"}
        row, newest = after.rows[assignment], found[-1][1]
        if row.state in ("submitted", "accepted", "nil", "returned") and newest != "withdrawn":
            assert newest == row.state, f"{row.state}, but the newest version is {newest}"


def time_given(seen: Snapshot) -> None:
    """An extension is never earlier than the date that it extends."""
    for row in seen.rows.values():
        usual = row.due_at or row.task_due
        if row.extended_to and usual:
            assert row.extended_to > usual, "an extension that takes time away"


def one_look(turn: int, place: Place, seen: Snapshot) -> None:
    looks: list[Callable[[int, Place, Snapshot], None]] = [coverage, visibility, coverage, queues]
    looks[turn % len(looks)](turn // len(looks), place, seen)


def everything(place: Place, seen: Snapshot, ledger: Ledger) -> None:
    """All looks for all bodies and posts, at the end of a run."""
    heads = Organization.objects.filter(numchild__gt=0).count()
    for turn in range(heads * Directive.objects.count()):
        coverage(turn, place, seen)
    for turn in range(len(place.actors)):
        visibility(turn, place, seen)
        queues(turn, place, seen)
    reminders(seen, ledger)
    doubles = (
        Assignment.objects.values_list("task", "organization"),
        Receipt.objects.values_list("directive", "organization"),
        Mail.objects.values_list("key"),
        Message.objects.values_list("post", "key"),
        Reminder.objects.values_list("organization", "reach", "day"),
    )
    for rows in doubles:
        assert max(Counter(rows).values(), default=1) == 1
    assert not Job.objects.filter(state="failed").exists()


def coverage(turn: int, place: Place, seen: Snapshot) -> None:
    """The figures of one notice under one body, and of each child, are those counted row by row."""
    now, step = clock.now(), Organization.steplen
    directives = list(Directive.objects.order_by("pk"))
    heads = list(Organization.objects.filter(numchild__gt=0).order_by("path"))
    directive, head = directives[turn % len(directives)], heads[turn // len(directives) % len(heads)]
    found = tasks.coverage(place.actors["officer"], directive, head)
    rows = [row for row in seen.rows.values() if row.directive == directive.pk]
    inside = [row for row in rows if row.path.startswith(head.path)]
    whole = recount(inside, now, lambda row: row.task)
    nodes = recount(inside, now, lambda row: (row.path[: len(head.path) + step], row.task))
    assert {part.task.pk: _plain(part.counts) for part in found.tasks if part.counts.addressed} == whole
    shown = {
        (node.organization.path, part.task.pk): _plain(part.counts)
        for node in found.children
        for part in node.tasks
        if part.counts.addressed
    }
    assert shown == {key: counts for key, counts in nodes.items() if key[0] != head.path}
    for name in ("officer", "city", "garden"):
        scope = [row for row in rows if _reaches(place, name, row.path)]
        progress = tasks.progress_of(place.actors[name], [directive.pk])
        counted = recount(scope, now, lambda row: row.directive)
        assert {pk: _plain(counts) for pk, counts in progress.items()} == counted


def _plain(counts: tasks.Counts) -> dict[str, int]:
    plain = {**counts.states, "late": counts.late, "locked": counts.locked}
    return {key: value for key, value in plain.items() if value}


def _reaches(place: Place, name: str, path: str) -> bool:
    actor = place.actors[name]
    return path.startswith(actor.path) if Right.READ in actor.rights else path == actor.path


def visibility(turn: int, place: Place, seen: Snapshot) -> None:
    """Each post sees what its scope holds: nothing outside, nothing less."""
    name = sorted(place.actors)[turn % len(place.actors)]
    actor = place.actors[name]
    reached = {row.pk for row in seen.rows.values() if _reaches(place, name, row.path)}
    assert set(tasks.assignments_visible_to(actor).values_list("pk", flat=True)) == reached
    sent = {
        one.pk
        for one in seen.sent.values()
        if one.assignment in reached
        and (one.state != "withdrawn" or seen.rows[one.assignment].path == actor.path)
        and (Right.REPORT in actor.rights or Right.READ in actor.rights)
    }
    assert set(submissions_visible_to(actor).values_list("pk", flat=True)) == sent
    bodies = Organization.objects.values_list("pk", "path")
    scope = {pk for pk, path in bodies if _reaches(place, name, path)}
    assert set(organizations.visible_to(actor).values_list("pk", flat=True)) == scope
    addressed = {seen.rows[pk].directive for pk in reached}
    issued = Directive.objects.values_list("pk", "organization__path")
    own = {pk for pk, path in issued if Right.READ in actor.rights and path.startswith(actor.path)}
    assert set(tasks.directives_visible_to(actor).values_list("pk", flat=True)) == own | addressed
    asked = extensions_visible_to(actor).values_list("assignment", flat=True)
    assert set(asked) <= reached
    for reminder in reminders_visible_to(actor):
        about = {seen.rows[line.assignment_id].issuer for line in reminder.lines.all()}
        assert reminder.organization_id == actor.organization_id or actor.organization_id in about


def queues(turn: int, place: Place, seen: Snapshot) -> None:
    """What waits at a desk can be decided there; who is missing is counted one by one."""
    now, today = clock.now(), clock.today()
    name = place.deciding[turn % len(place.deciding)]
    actor = place.actors[name]
    waiting = {
        one.pk
        for one in seen.sent.values()
        if one.state == "submitted"
        and seen.rows[one.assignment].issuer == actor.organization_id
        and seen.rows[one.assignment].state == "submitted"
    }
    assert set(inbox(actor, InboxFilter()).values_list("pk", flat=True)) == waiting
    for directive in Directive.objects.filter(state="published"):
        rows = [row for row in seen.rows.values() if row.directive == directive.pk]
        missing = {row.pk for row in rows if row.is_missing(now, today)}
        assert set(missing_of(directive, now).values_list("pk", flat=True)) == missing


def reminders(seen: Snapshot, ledger: Ledger) -> None:
    """Only who is missing is reminded, of what is open, once a day; the desk above of what is overdue."""
    fresh = Reminder.objects.exclude(pk__in=ledger.known).select_related("organization")
    for reminder in fresh:
        ledger.known.add(reminder.pk)
        lines = ReminderLine.objects.filter(reminder=reminder).values_list("assignment", flat=True)
        assert lines, "a reminder of nothing"
        for pk in lines:
            _line(reminder, seen, pk, reminder.sent_at)
    if not fresh:
        return
    days = Counter(
        (mail.organization_id, mail.created_at.astimezone(clock.CHINA).date())
        for mail in Mail.objects.filter(key__startswith="reminder:")
    )
    assert max(days.values(), default=1) == 1, "two mails to one body on a day"
    told = Counter(
        (message.post_id, message.created_at.astimezone(clock.CHINA).date())
        for message in Message.objects.filter(kind="reminder")
    )
    assert max(told.values(), default=1) == 1, "two digests to one post on a day"


def _line(reminder: Reminder, seen: Snapshot, pk: int, at: datetime) -> None:
    row = seen.rows[pk]
    assert row.is_missing(at, reminder.day), f"reminded of what is {row.state}"
    assert reminder.day == clock.today()
    if reminder.reach == "unit":
        assert row.organization == reminder.organization_id
    else:
        path = reminder.organization.path
        assert row.path.startswith(path)
        assert row.path != path
        assert row.due is not None
        assert row.due < at
