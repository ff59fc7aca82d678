"""Duties that are counted from activities: set by who set the duty, kept right with every change."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from quanjing.activities.models import Activity, ActivityHost, ActivityKind, DutyCount, DutyKind
from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.tasks.actions import count_duty, uncount_duty
from quanjing.tasks.models import Duty, DutyLine

Wanted = dict[tuple[int, int], tuple[Activity, DutyLine]]


@transaction.atomic
def set_duty_kinds(*, actor: Actor, duty: Duty, kinds: Collection[ActivityKind]) -> int:
    """Say which activities count for a duty of the own body; what is recorded already is counted at once.

    Returns how many activities count now. Raises `Denied` for another body's duty.
    """
    if not actor.may(Right.ISSUE) or duty.organization_id != actor.organization_id:
        raise Denied
    Duty.objects.select_for_update().get(pk=duty.pk)
    DutyKind.objects.filter(duty=duty).delete()
    DutyKind.objects.bulk_create([DutyKind(duty=duty, kind=kind) for kind in kinds])
    hosts = ActivityHost.objects.filter(held=True, kind__in=kinds)
    hosts = hosts.filter(day__gte=duty.first_on, day__lte=duty.last_on)
    hosts = hosts.filter(organization__in=duty.lines.values("organization"))
    there = DutyCount.objects.filter(record__line__duty=duty).values("activity")
    ids = {*hosts.values_list("activity_id", flat=True), *there.values_list("activity_id", flat=True)}
    count = _reconcile(actor, ids, duty)
    detail = {"kinds": [kind.code for kind in kinds], "activities": count}
    record(actor=actor, verb="activities.set_duty_kinds", on=duty, detail=detail)
    return count


def keep_duties(actor: Actor, ids: Collection[int]) -> None:
    """Bring the duties in line with these activities; a step of actions that changed them."""
    _reconcile(actor, ids, None)


def _reconcile(actor: Actor, ids: Collection[int], duty: Duty | None) -> int:
    """Take back what no longer counts, count what does; how many count."""
    wanted = _wanted(ids, duty)
    there = DutyCount.objects.filter(activity__in=ids, record__undone=False)
    there = there.select_related("record", "activity")
    if duty is not None:
        there = there.filter(record__line__duty=duty)
    kept = set()
    for count in there:
        place = (count.activity_id, count.record.line_id)
        if place in wanted and count.record.happened_on == wanted[place][0].day:
            kept.add(place)
        else:
            uncount_duty(made=count.record)
    fresh = [pair for place, pair in wanted.items() if place not in kept]
    for activity, line in fresh:
        made = count_duty(actor=actor, line=line, happened_on=activity.day, note=str(activity))
        DutyCount.objects.create(activity=activity, record=made)
    return len(wanted)


def _wanted(ids: Collection[int], duty: Duty | None) -> Wanted:
    """Which activity counts for which line: two queries."""
    hosts = ActivityHost.objects.filter(activity__in=ids, held=True).select_related("activity")
    found = list(hosts)
    lines = DutyLine.objects.filter(
        organization__in={host.organization_id for host in found},
        duty__activity_kinds__kind__in={host.kind_id for host in found},
    ).annotate(counts=F("duty__activity_kinds__kind"))
    if duty is not None:
        lines = lines.filter(duty=duty)
    by_body: dict[tuple[int, int], list[DutyLine]] = {}
    for line in lines.select_related("duty"):
        by_body.setdefault((line.organization_id, line.counts), []).append(line)
    return {
        (host.activity_id, line.pk): (host.activity, line)
        for host in found
        for line in by_body.get((host.organization_id, host.kind_id), [])
        if line.duty.first_on <= host.day <= line.duty.last_on
    }
