"""More time for one unit or for some: asked for and decided, or given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue, can_review
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.foundation.ids import new_code
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.tasks.actions.moving import counted
from quanjing.tasks.enums import OPEN, Wish
from quanjing.tasks.models import Assignment, Extension
from quanjing.tasks.queries.extensions import extendable
from quanjing.tasks.rules.clocks import first_due_of

BATCH = 500


def may_extend(actor: Actor, directive: Directive) -> bool:
    """The desk of the issuing body."""
    return can_issue(actor, directive) or can_review(actor, directive)


@transaction.atomic
def extend(
    *,
    actor: Actor,
    directive: Directive,
    filters: Mapping[str, str],
    until: date,
    reason: str,
    expected: int | None = None,
) -> int:
    """Give the open assignments behind a filter time until the end of a day, before or after closing.

    Nobody gets less time than he has. Each unit is told once. Returns how many assignments.

    Args:
        filters: as of `queries.extendable`: task, organization, state, late, text.
        expected: the count that the person saw; None is not checked.

    Raises:
        Denied: not the desk of the issuing body. WrongState: not published.
        Invalid: no reason, a day that has passed, or nobody fits.
        Conflict: the count is another by now.
    """
    if not may_extend(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
    moment = end_of(directive, until)
    _refuse(moment, reason)
    chosen = list(extendable(actor, directive, filters, moment))
    if not chosen:
        raise Invalid([Problem("until", _("No open assignment fits, or all have more time already."))])
    if expected is not None and expected != len(chosen):
        raise Conflict(theirs={"count": len(chosen)}, yours={"count": expected})
    _give(actor, chosen, moment, reason)
    detail = {"until": moment.isoformat(), "reason": reason.strip(), "assignments": len(chosen)}
    record(actor=actor, verb="tasks.extend", on=directive, detail=detail | {"filters": dict(filters)})
    return len(chosen)


@transaction.atomic
def ask_extension(*, actor: Actor, assignment: Assignment, reason: str, wanted: date) -> Extension:
    """A unit asks for more time for an open item, before or after closing; the desk is told.

    Raises:
        Denied: not the actor's own body, or the post does not report.
        WrongState: the item is not open, or a request waits already.
        Invalid: no reason, or a day that gives no more time.
    """
    if not actor.may(Right.REPORT) or assignment.organization_id != actor.organization_id:
        raise Denied
    if assignment.state not in OPEN:
        raise WrongState
    moment = end_of(assignment.directive, wanted)
    _refuse(moment, reason)
    due = first_due_of(assignment)
    if due is not None and moment <= due:
        raise Invalid([Problem("until", _("The item is not due before that."))])
    asked = Extension(assignment=assignment, state=Wish.ASKED, reason=reason.strip()[:1000])
    asked.wanted_on, asked.asked_by_id, asked.asked_at = wanted, actor.post_id, clock.now()
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:
        raise WrongState(_("A request for this item is waiting already.")) from None
    detail = {"reason": asked.reason, "wanted": wanted.isoformat()}
    record(actor=actor, verb="tasks.ask_extension", on=assignment, detail=detail)
    _tell_desk(asked)
    return asked


@transaction.atomic
def decide_extension(
    *, actor: Actor, extension: Extension, grant: bool, answer: str = "", until: date | None = None
) -> Extension:
    """Grant a request (until the wanted day unless `until` says otherwise) or refuse it with a reason.

    Raises:
        Denied: not the desk of the issuing body.
        WrongState: decided already, or a granted item is no longer open.
        Invalid: a refusal without a reason, a day that has passed or gives no more time.
    """
    found = Extension.objects.select_for_update(of=("self",)).select_related("assignment__directive")
    locked = found.get(pk=extension.pk)
    assignment = Assignment.objects.select_for_update().get(pk=locked.assignment_id)
    if not may_extend(actor, assignment.directive):
        raise Denied
    if locked.state != Wish.ASKED or (grant and assignment.state not in OPEN):
        raise WrongState
    locked.state = Wish.GRANTED if grant else Wish.REFUSED
    locked.answer, locked.decided_by_id, locked.decided_at = answer.strip()[:1000], actor.post_id, clock.now()
    if grant:
        day = until or locked.wanted_on
        assert day is not None
        moment = end_of(assignment.directive, day)
        due = first_due_of(assignment)
        _refuse(moment, reason="-")
        if due is not None and moment <= due:
            raise Invalid([Problem("until", _("The item is not due before that."))])
        locked.until = moment
        _lengthen([assignment.pk], moment)
    elif not locked.answer:
        raise Invalid([Problem("answer", _("Please give a reason."))])
    locked.save()
    detail = {"granted": grant, "until": locked.until.isoformat() if locked.until else "", "answer": answer}
    record(actor=actor, verb="tasks.decide_extension", on=assignment, detail=detail)
    _tell_unit(locked)
    return locked


def end_of(directive: Directive, day: date) -> datetime:
    """When that day ends by the issuer's rule (UTC)."""
    return clock.end_of(day, directive.day_end)


def _refuse(moment: datetime, reason: str) -> None:
    problems = []
    if not reason.strip():
        problems.append(Problem("reason", _("Please give a reason.")))
    if moment <= clock.now():
        problems.append(Problem("until", _("This date has passed.")))
    if problems:
        raise Invalid(problems)


def _give(actor: Actor, chosen: list[Assignment], until: datetime, reason: str) -> None:
    now = clock.now()
    given = [
        Extension(
            assignment=one, state=Wish.GRANTED, answer=reason.strip()[:1000], until=until,
            decided_by_id=actor.post_id, decided_at=now,
        )
        for one in chosen
    ]  # fmt: skip
    Extension.objects.bulk_create(given, batch_size=BATCH)
    keys = [one.pk for one in chosen]
    for start in range(0, len(keys), BATCH):
        _lengthen(keys[start : start + BATCH], until)
        waiting = Extension.objects.filter(assignment__in=keys[start : start + BATCH], state=Wish.ASKED)
        waiting.update(
            state=Wish.GRANTED, until=until, answer=reason.strip()[:1000],
            decided_by_id=actor.post_id, decided_at=now,
        )  # fmt: skip
    directive = chosen[0].directive
    values: dict[str, object] = {
        "title": str(directive),
        "until": until.isoformat(),
        "reason": reason.strip(),
    }
    _later({one.organization_id for one in chosen}, "extension_given", values, directive, new_code())


def _lengthen(keys: Sequence[int], until: datetime) -> None:
    rows = Assignment.objects.filter(pk__in=keys)
    with counted(rows):
        rows.update(extended_to=until)


def _tell_unit(extension: Extension) -> None:
    assignment = extension.assignment
    kind = "extension_granted" if extension.state == Wish.GRANTED else "extension_refused"
    values: dict[str, object] = {"task": assignment.task.name, "answer": extension.answer}
    if extension.until:
        values["until"] = extension.until.isoformat()
    _later({assignment.organization_id}, kind, values, assignment.directive, extension.code)


def _later(
    units: Iterable[int], kind: str, values: dict[str, object], directive: Directive, mark: str
) -> None:
    posts = list(handlers_of(units).values_list("pk", flat=True))
    link = reverse("report_page", args=[directive.code])
    key = f"{kind}:{directive.code}:{mark}"
    transaction.on_commit(lambda: tell(post_ids=posts, kind=kind, values=values, link=link, key=key))


def _tell_desk(extension: Extension) -> None:
    directive = extension.assignment.directive
    post_id = directive.published_by_id or directive.registered_by_id
    values: dict[str, object] = {
        "task": extension.assignment.task.name,
        "organization": extension.assignment.organization.name,
        "reason": extension.reason,
    }
    link, key = reverse("extension_list"), f"extension_asked:{extension.code}"
    if post_id is not None:
        transaction.on_commit(
            lambda: tell(post_ids=[post_id], kind="extension_asked", values=values, link=link, key=key)
        )
