"""Planning, changing and writing up an activity; each step is taken by the body that leads it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.activities.actions.counting import counted
from quanjing.activities.actions.duties import keep_duties
from quanjing.activities.actions.facts import COLUMNS, Facts, named_hosts, problems_in, put
from quanjing.activities.enums import COUNTED, ActivityState
from quanjing.activities.models import Activity, ActivityHost, ActivityYear
from quanjing.activities.queries import planned_of
from quanjing.activities.rules import can_change, can_keep, may_move
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of


@transaction.atomic
def plan(*, actor: Actor, facts: Facts, hosts: Sequence[str] = ()) -> Activity:
    """Enter an activity of the actor's body and give it the next number of its year.

    Args:
        hosts: names, short names or codes of bodies that hold it too; the own body leads.

    Raises: `Denied`; `Invalid` with every problem at its column; then no number is used up.
    """
    if not can_keep(actor):
        raise Denied
    body = Organization.objects.get(pk=actor.organization_id)
    joint, problems = named_hosts(list(hosts), body)
    problems = problems_in(facts, body) + problems
    if problems:
        raise Invalid(problems)
    with counted([]) as ids:
        activity = entered(actor, body, facts, joint)
        ids.append(activity.pk)
    _tell_hosts(activity, joint)
    detail = {"number": activity.number, "hosts": [one.code for one in joint]}
    record(actor=actor, verb="activities.plan", on=activity, detail=detail)
    return activity


@transaction.atomic
def change(
    *,
    actor: Actor,
    activity: Activity,
    facts: Facts,
    hosts: Sequence[str] | None = None,
    version: int | None = None,
) -> Activity:
    """Change the record; the entry in the record of actions keeps what stood there.

    Args:
        hosts: as `plan`; None leaves them as they are.
        version: what the writer saw; None does not look.

    Raises:
        Denied, WrongState: another body's; called off.
        Invalid: every problem at its column; also where something that took place would lie in the future.
        Conflict: somebody changed it since `version`; `theirs` and `yours` hold what differs.
    """
    current = _kept(actor, activity)
    if current.state == ActivityState.CANCELLED:
        raise WrongState
    if version is not None and version != current.version:
        raise Conflict(theirs=_differing(current, facts), yours=_yours(current, facts))
    joint, problems = named_hosts(list(hosts or ()), current.organization)
    _refuse_change(current, facts, problems)
    with counted([current.pk]):
        changed = put(current, facts)
        current.version += 1
        if hosts is not None:
            changed |= _set_hosts(current, joint)
        current.save()
        _repeat(current)
    keep_duties(actor, [current.pk])
    record(actor=actor, verb="activities.change", on=current, detail={"changed": changed})
    return current


@transaction.atomic
def hold(*, actor: Actor, activity: Activity) -> Activity:
    """Say that it took place. Raises `Denied`, `WrongState`, `Invalid` where it has not begun yet."""
    current = _kept(actor, activity)
    _may(current, ActivityState.HELD)
    _refuse_early(current)
    if current.state == ActivityState.WRITTEN:
        current.written_name, current.written_at = "", None
    return _moved(actor, current, ActivityState.HELD, verb="activities.hold")


@transaction.atomic
def write_up(*, actor: Actor, activity: Activity) -> Activity:
    """Say that the record is complete; a planned one that has begun took place with it.

    Raises `Denied`, `WrongState`; `Invalid` without the number present.
    """
    current = _kept(actor, activity)
    _may(current, ActivityState.WRITTEN)
    _refuse_early(current)
    if current.present is None:
        raise Invalid([Problem("present", _("How many were present? A number is enough."))])
    current.written_name, current.written_at = actor.signature, clock.now()
    return _moved(actor, current, ActivityState.WRITTEN, verb="activities.write_up")


@transaction.atomic
def cancel(*, actor: Actor, activity: Activity, reason: str) -> Activity:
    """Call it off; it stays with its number and reason. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _kept(actor, activity)
    _may(current, ActivityState.CANCELLED)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.cancel_reason = reason.strip()[:300]
    return _moved(
        actor, current, ActivityState.CANCELLED, verb="activities.cancel", reason=current.cancel_reason
    )


@transaction.atomic
def cancel_planned(*, organization_ids: Sequence[int]) -> int:
    """Call off what bodies that end have still planned; part of the action that ends them. How many."""
    ids = list(planned_of(organization_ids).values_list("pk", flat=True))
    with counted(ids):
        reason = _("The body has ended.")
        rows = Activity.objects.filter(pk__in=ids)
        rows.update(state=ActivityState.CANCELLED, cancel_reason=reason, version=F("version") + 1)
    return len(ids)


@transaction.atomic
def plan_again(*, actor: Actor, activity: Activity) -> Activity:
    """Take a step back to planned: it was called off, or was marked by mistake. Raises as `hold`."""
    current = _kept(actor, activity)
    _may(current, ActivityState.PLANNED)
    before, current.cancel_reason = current.cancel_reason, ""
    return _moved(actor, current, ActivityState.PLANNED, verb="activities.plan_again", reason=before)


@transaction.atomic
def leave(*, actor: Actor, activity: Activity) -> None:
    """A body that was named as joint host says that it does not hold it. Raises `Denied`, `WrongState`."""
    if not can_keep(actor):
        raise Denied
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    mine = ActivityHost.objects.filter(activity=locked, organization=actor.organization_id)
    if locked.organization_id == actor.organization_id or not mine.exists():
        raise WrongState
    with counted([locked.pk]):
        mine.delete()
        locked.is_joint = locked.hosts.count() > 1
        locked.save(update_fields=["is_joint"])
    keep_duties(actor, [locked.pk])
    record(actor=actor, verb="activities.leave", on=locked, detail={"organization": actor.organization_code})


def entered(
    actor: Actor,
    body: Organization,
    facts: Facts,
    joint: Sequence[Organization],
    state: ActivityState = ActivityState.PLANNED,
) -> Activity:
    """A new record with its number and hosts; a step of actions, which check, count and leave the entry."""
    activity = Activity(
        organization=body, state=state, made_name=actor.signature, made_at=clock.now(), is_joint=bool(joint)
    )
    put(activity, facts)
    if state == ActivityState.WRITTEN:
        activity.written_name, activity.written_at = actor.signature, clock.now()
    year = _locked_year(body, activity.day.year)
    year.last += 1
    year.save(update_fields=["last"])
    activity.year, activity.sequence = year.year, year.last
    activity.save()
    rows = [ActivityHost(activity=activity, organization=one) for one in (body, *joint)]
    for row in rows:
        row.kind_id, row.day, row.held = activity.kind_id, activity.day, activity.took_place
    ActivityHost.objects.bulk_create(rows)
    return activity


def _kept(actor: Actor, activity: Activity) -> Activity:
    """The record, locked. Raises `Denied` for anyone but the people of the body that leads it."""
    locked = Activity.objects.select_for_update(of=("self",)).select_related("organization", "kind")
    current = locked.get(pk=activity.pk)
    if not can_change(actor, current):
        raise Denied
    return current


def _may(current: Activity, to: ActivityState) -> None:
    if not may_move(current, to):
        raise WrongState


def _refuse_change(current: Activity, facts: Facts, problems: list[Problem]) -> None:
    same = facts.kind.pk == current.kind_id
    problems = problems_in(facts, current.organization, known_kind=same) + problems
    if current.took_place and facts.starts_at > clock.now():
        problems.append(Problem("starts_at", _("It took place, so it cannot begin in the future.")))
    if problems:
        raise Invalid(problems)


def _refuse_early(current: Activity) -> None:
    if current.state == ActivityState.PLANNED and current.starts_at > clock.now():
        raise Invalid([Problem("starts_at", _("It has not begun yet."))])


def _moved(actor: Actor, current: Activity, to: ActivityState, *, verb: str, **detail: str) -> Activity:
    with counted([current.pk]):
        before, current.state = current.state, to
        current.version += 1
        current.save()
        _repeat(current)
    keep_duties(actor, [current.pk])
    record(actor=actor, verb=verb, on=current, detail={"before": before, **detail})
    return current


def _repeat(current: Activity) -> None:
    """Bring what the hosts' rows repeat in line with the activity."""
    current.hosts.update(kind=current.kind_id, day=current.day, held=current.state in COUNTED)


def _set_hosts(current: Activity, joint: Sequence[Organization]) -> dict[str, list[str]]:
    before = {row.organization_id: row for row in current.hosts.select_related("organization")}
    wanted = {one.pk: one for one in joint}
    gone = [row for pk, row in before.items() if pk not in wanted and pk != current.organization_id]
    fresh = [one for pk, one in wanted.items() if pk not in before]
    ActivityHost.objects.filter(pk__in=[row.pk for row in gone]).delete()
    ActivityHost.objects.bulk_create(
        ActivityHost(activity=current, organization=one, kind_id=current.kind_id, day=current.day)
        for one in fresh
    )
    _tell_hosts(current, fresh)
    current.is_joint = bool(wanted)
    if not gone and not fresh:
        return {}
    return {"hosts": [", ".join(row.organization.code for row in gone), ", ".join(one.code for one in fresh)]}


def _tell_hosts(activity: Activity, joint: Sequence[Organization]) -> None:
    """Bodies that were named as joint hosts hear of it once."""
    tell(
        post_ids=handlers_of([one.pk for one in joint]).values_list("pk", flat=True) if joint else [],
        kind="activity_joint",
        values={
            "name": activity.name,
            "issuer": activity.organization.name,
            "day": activity.day.isoformat(),
        },
        link=reverse("activity_page", args=[activity.code]),
        key=f"joint:{activity.code}",
    )


def _locked_year(body: Organization, year: int) -> ActivityYear:
    """The counter of a year; whoever else numbers for the body waits until this transaction ends."""
    ActivityYear.objects.get_or_create(organization=body, year=year)
    return ActivityYear.objects.select_for_update().get(organization=body, year=year)


def _differing(current: Activity, facts: Facts) -> dict[str, object]:
    return {
        name: getattr(current, name) for name in COLUMNS if getattr(current, name) != getattr(facts, name)
    }


def _yours(current: Activity, facts: Facts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in _differing(current, facts)}
