"""Opening a class, moving its date, calling it off, its timetable; everybody concerned is told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.activities.actions import Facts
from quanjing.activities.actions import cancel as cancel_activity
from quanjing.activities.actions import change as change_activity
from quanjing.activities.actions import plan as plan_activity
from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, ActivityKind
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Problem, WrongState
from quanjing.foundation.paths import in_subtree
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of, reporting_posts, reporting_posts_below
from quanjing.study.actions.waiting import move_up
from quanjing.study.enums import LIVE, ClassState, SeatState, Trainees
from quanjing.study.matching import quota_of
from quanjing.study.models import Campaign, ClassGroup, ClassQuota, ClassSeat, ClassSession, TrainingClass
from quanjing.study.queries import concerned, places_of
from quanjing.study.rules import need_keeper

TRAINING = "training"  # the kind of activity that a session is
MOST_SEATS = 100_000


@dataclass(frozen=True, slots=True)
class ClassGiven:
    title: str
    starts_on: date
    ends_on: date
    seats: int
    nominate_until: date
    intro: str = ""
    place: str = ""
    trainees: Sequence[Trainees] = ()
    campaign: Campaign | None = None
    quotas: Sequence[tuple[Organization, int]] = ()
    groups: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SessionGiven:
    topic: str
    starts_at: datetime
    ends_at: datetime
    lecturer: str = ""
    place: str = ""


@transaction.atomic
def save_class(
    *,
    actor: Actor,
    given: ClassGiven,
    training_class: TrainingClass | None = None,
    version: int | None = None,
) -> TrainingClass:
    """Draft a class of the own body, or change one. The days of an open one change by `postpone` alone.

    Raises: `Denied`; `WrongState` for one that is over; `Conflict`; `Invalid` with every problem.
    """
    if training_class is None:
        body = need_keeper(actor, actor.organization_id)
        made = TrainingClass(organization_id=body, made_at=clock.now())
    else:
        made = locked_class(actor, training_class, ClassState.DRAFT, ClassState.OPEN)
        if version is not None and version != made.version:
            raise Conflict(theirs={"title": made.title}, yours={"title": given.title})
        made.version += 1
    if made.state == ClassState.OPEN:
        given = replace(given, starts_on=made.starts_on, ends_on=made.ends_on)
    if problems := _problems(actor, made, given):
        raise Invalid(problems)
    for name in ("title", "intro", "place"):
        setattr(made, name, getattr(given, name).strip())
    for name in ("starts_on", "ends_on", "seats", "nominate_until", "campaign"):
        setattr(made, name, getattr(given, name))
    made.trainees = [Trainees(one).value for one in given.trainees]
    made.save()
    _put_quotas(made, given.quotas)
    _put_groups(made, given.groups)
    if made.state == ClassState.OPEN:
        _count_anew(made)
        move_up(made, SeatState.NOMINATED)
    quotas = {body.code: seats for body, seats in given.quotas}
    record(actor=actor, verb="study.save_class", on=made, detail={"seats": made.seats, "quotas": quotas})
    return made


@transaction.atomic
def open_class(*, actor: Actor, training_class: TrainingClass) -> TrainingClass:
    """Let bodies nominate, and tell them once; its sessions stand in the calendar. Raises as above."""
    made = locked_class(actor, training_class, ClassState.DRAFT)
    made.state = ClassState.OPEN
    made.version += 1
    made.save(update_fields=["state", "version"])
    for session in made.sessions.all():
        _into_calendar(actor, made, session)
    record(actor=actor, verb="study.open_class", on=made)
    enqueue("study.tell_class", actor=actor, class_id=made.pk, what="opened")
    return made


@transaction.atomic
def postpone(*, actor: Actor, training_class: TrainingClass, starts_on: date, reason: str) -> TrainingClass:
    """Move an open class and its timetable to another first day; everybody concerned is told once.

    Nominations, groups and the waiting list stay. Nomination that was still open stays open as long
    before the class as it was.

    Raises: `Denied`, `WrongState`; `Invalid` without a reason or for the same day.
    """
    made = locked_class(actor, training_class, ClassState.OPEN)
    problems = [] if reason.strip() else [Problem("reason", _("Please say in a few words why."))]
    if starts_on == made.starts_on or starts_on < clock.today():
        problems.append(Problem("starts_on", _("Another day, from today on.")))
    if problems:
        raise Invalid(problems)
    before, by = made.starts_on, starts_on - made.starts_on
    if made.nominate_until >= clock.today():
        made.nominate_until = max(made.nominate_until + by, clock.today())
    made.starts_on, made.ends_on = starts_on, made.ends_on + by
    made.reason = reason.strip()[:300]
    made.moved += 1
    made.version += 1
    made.save()
    for session in made.sessions.select_related("activity__kind"):
        _shifted(actor, session, by)
    detail = {"before": str(before), "after": str(starts_on), "reason": made.reason}
    record(actor=actor, verb="study.postpone", on=made, detail=detail)
    enqueue("study.tell_class", actor=actor, class_id=made.pk, what="moved")
    return made


@transaction.atomic
def cancel_class(*, actor: Actor, training_class: TrainingClass, reason: str) -> TrainingClass:
    """Call it off with a reason; everybody concerned is told once. Raises as above."""
    made = locked_class(actor, training_class, ClassState.DRAFT, ClassState.OPEN)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    made.state, made.reason = ClassState.CANCELLED, reason.strip()[:300]
    made.version += 1
    made.save()
    for session in made.sessions.select_related("activity"):
        if session.activity is not None and session.activity.state == ActivityState.PLANNED:
            cancel_activity(actor=actor, activity=session.activity, reason=made.reason)
    record(actor=actor, verb="study.cancel_class", on=made, detail={"reason": made.reason})
    enqueue("study.tell_class", actor=actor, class_id=made.pk, what="off")
    return made


@transaction.atomic
def add_session(*, actor: Actor, training_class: TrainingClass, given: SessionGiven) -> ClassSession:
    """Add a line to the timetable. Raises as above; `Invalid` for times outside the days of the class."""
    made = locked_class(actor, training_class, ClassState.DRAFT, ClassState.OPEN)
    problems = [] if given.topic.strip() else [Problem("topic", _("A topic is missing."))]
    day = given.starts_at.astimezone(clock.CHINA).date()
    if not made.starts_on <= day <= made.ends_on:
        problems.append(Problem("day", _("This day is none of the class.")))
    if given.ends_at <= given.starts_at:
        problems.append(Problem("ends", _("It ends before it begins.")))
    if problems:
        raise Invalid(problems)
    session = ClassSession.objects.create(
        training_class=made,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        topic=given.topic.strip()[:200],
        lecturer=given.lecturer.strip()[:200],
        place=given.place.strip()[:200],
    )
    if made.state == ClassState.OPEN:
        _into_calendar(actor, made, session)
    record(actor=actor, verb="study.add_session", on=made, detail={"topic": session.topic})
    return session


@transaction.atomic
def drop_session(*, actor: Actor, session: ClassSession) -> None:
    """Take a line out of the timetable, and out of the calendar. Raises as above."""
    made = locked_class(actor, session.training_class, ClassState.DRAFT, ClassState.OPEN)
    if session.activity is not None and session.activity.state == ActivityState.PLANNED:
        words = _("Taken out of the timetable.")
        cancel_activity(actor=actor, activity=session.activity, reason=words)
    record(actor=actor, verb="study.drop_session", on=made, detail={"topic": session.topic})
    session.delete()


def tell_class(*, training_class: TrainingClass, what: str) -> int:
    """Tell who is concerned, each post once: bodies that may nominate, or posts and bodies with a seat."""
    values: dict[str, object] = {
        "title": training_class.title, "issuer": training_class.organization.name,
        "day": training_class.starts_on.isoformat(), "last_day": training_class.nominate_until.isoformat(),
        "reason": training_class.reason,
    }  # fmt: skip
    if what == "opened":
        posts = _invited(training_class)
    else:
        named, bodies = concerned(training_class)
        posts = [*named, *handlers_of(bodies).values_list("pk", flat=True)]
    key = f"class:{training_class.code}:{what}:{training_class.moved}"
    link = reverse("class_page", args=[training_class.code])
    return tell(post_ids=posts, kind=f"class_{what}", values=values, link=link, key=key)


def locked_class(actor: Actor, training_class: TrainingClass, *states: ClassState) -> TrainingClass:
    """The class, locked until the action ends. Raises `Denied`; `WrongState` in any other state."""
    locked = TrainingClass.objects.select_for_update(of=("self",)).select_related("organization")
    made = locked.get(pk=training_class.pk)
    need_keeper(actor, made.organization_id)
    if made.state not in states:
        raise WrongState
    return made


def _invited(training_class: TrainingClass) -> list[int]:
    quotas = places_of(training_class)
    if not quotas:
        return list(reporting_posts_below(training_class.organization).values_list("pk", flat=True))
    scopes = (in_subtree(quota.organization.path, "organization__") for quota, _taken in quotas)
    return list(reporting_posts().filter(reduce(or_, scopes)).values_list("pk", flat=True))


def _problems(actor: Actor, made: TrainingClass, given: ClassGiven) -> list[Problem]:
    problems = []
    if not given.title.strip():
        problems.append(Problem("title", _("A title is missing.")))
    if given.ends_on < given.starts_on:
        problems.append(Problem("ends_on", _("The last day lies before the first.")))
    if given.nominate_until > given.starts_on:
        problems.append(Problem("nominate_until", _("Nomination ends before the class begins.")))
    if not 1 <= given.seats <= MOST_SEATS:
        problems.append(Problem("seats", _("At least one place.")))
    total = sum(seats for _body, seats in given.quotas)
    if total > given.seats:
        words = _("The quotas add up to %(total)d, more than the %(seats)d places.")
        problems.append(Problem("quotas", words % {"total": total, "seats": given.seats}))
    if any(not actor.covers(body.path) for body, _seats in given.quotas):
        problems.append(Problem("quotas", _("Quotas are for bodies below yours.")))
    wanted = {body.pk: seats for body, seats in given.quotas}
    for quota, taken in places_of(made) if made.pk else ():
        if taken > wanted.get(quota.organization_id, 0):
            words = _("%(name)s has named %(taken)d already.")
            problems.append(Problem("quotas", words % {"name": quota.organization.name, "taken": taken}))
    return problems


def _put_quotas(made: TrainingClass, wanted: Sequence[tuple[Organization, int]]) -> None:
    for body, seats in wanted:
        ClassQuota.objects.update_or_create(training_class=made, organization=body, defaults={"seats": seats})
    made.quotas.exclude(organization__in=[body.pk for body, _seats in wanted]).delete()


def _count_anew(made: TrainingClass) -> None:
    """Nominations count in the quotas as they are now."""
    heads = dict(made.quotas.values_list("organization__path", "pk"))
    seats = list(made.nominations.filter(state__in=LIVE).select_related("organization"))
    for seat in seats:
        seat.quota_id = quota_of(seat.organization.path, heads)
    ClassSeat.objects.bulk_update(seats, ["quota"])


def _put_groups(made: TrainingClass, names: Sequence[str]) -> None:
    clean = list(dict.fromkeys(name.strip()[:60] for name in names if name.strip()))
    made.groups.exclude(name__in=clean).delete()
    there = set(made.groups.values_list("name", flat=True))
    ClassGroup.objects.bulk_create(
        ClassGroup(training_class=made, name=name) for name in clean if name not in there
    )


def _into_calendar(actor: Actor, made: TrainingClass, session: ClassSession) -> None:
    """Plan a session as an activity of the holder; without the kind for it the class keeps its own list."""
    kind = ActivityKind.objects.filter(code=TRAINING).first()
    if kind is None:
        return
    campaign = made.campaign.name if made.campaign else ""
    name = f"{made.title}: {session.topic}"[:200]
    facts = Facts(
        kind, name, session.starts_at, session.ends_at, session.place or made.place,
        speaker=session.lecturer, campaign=campaign,
    )  # fmt: skip
    session.activity = plan_activity(actor=actor, facts=facts)
    session.save(update_fields=["activity"])


def _shifted(actor: Actor, session: ClassSession, by: timedelta) -> None:
    session.starts_at += by
    session.ends_at += by
    session.save(update_fields=["starts_at", "ends_at"])
    activity: Activity | None = session.activity
    if activity is None or activity.state != ActivityState.PLANNED:
        return
    names = [name for name in Facts.__dataclass_fields__ if name not in ("starts_at", "ends_at")]
    facts = Facts(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        **{name: getattr(activity, name) for name in names},
    )
    change_activity(actor=actor, activity=activity, facts=facts)
