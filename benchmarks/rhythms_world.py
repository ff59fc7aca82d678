"""A year of activities of a nation, put in by the database itself, and rules for twelve kinds."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from quanjing.activities.actions import RhythmWanted, recount, set_rhythm
from quanjing.activities.enums import Period
from quanjing.activities.models import ActivityKind
from quanjing.activities.queries import month_of
from quanjing.foundation.actor import Actor
from quanjing.organizations.queries import Selection

PARTS = 40  # of the organizations, each on days of its own
JOINT = 20  # every so many activities have a second host
PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR)

ACTIVITIES = """
INSERT INTO activities_activity (code, organization_id, year, sequence, kind_id, name, state, starts_at,
 ends_at, day, place, chair, recorder, speaker, agenda, decisions, studied, campaign, other_hosts, is_joint,
 cancel_reason, made_name, made_at, written_name, version, present)
SELECT CAST(o.id AS varchar(8)) || '-' || CAST(%s AS varchar(4)), o.id, 2026, %s, %s, %s, 'held', %s, %s,
 %s, '', '', '', '', '', '', '', '', '', %s, '', '', %s, '', 1, 12
FROM organizations_organization o WHERE MOD(o.id, %s) = %s
"""
HOSTS = """
INSERT INTO activities_activityhost (activity_id, organization_id, kind_id, day, held)
SELECT a.id, a.organization_id, a.kind_id, a.day, %s FROM activities_activity a
"""
SECOND = """
INSERT INTO activities_activityhost (activity_id, organization_id, kind_id, day, held)
SELECT a.id, o.id, a.kind_id, a.day, %s FROM activities_activity a
JOIN organizations_organization o ON o.id = a.organization_id + 1 WHERE a.is_joint
"""
COUNTS = """
INSERT INTO activities_activitytally (node_id, kind_id, day, state, count, folded)
SELECT n.id, h.kind_id, h.day, 'held', COUNT(DISTINCT h.activity_id), %s
FROM activities_activityhost h JOIN organizations_organization o ON o.id = h.organization_id
JOIN organizations_organization n ON n.path = SUBSTR(o.path, 1, %s)
WHERE LENGTH(o.path) >= %s GROUP BY n.id, h.kind_id, h.day
"""
LEVELS, STEP = 5, 4


def year_of_activities(each: int) -> float:
    """`each` activities of every organization; how many seconds counting a month anew took."""
    kinds = list(ActivityKind.objects.order_by("position").values_list("pk", flat=True)[:12])
    with connection.cursor() as cursor:
        for number in range(1, each + 1):
            for part in range(PARTS):
                day = date(2026, 1, 1) + timedelta(days=(number * 365 // each + part * 7 + number) % 365)
                starts = datetime(day.year, day.month, day.day, part % 10, part, tzinfo=UTC)
                values = [
                    number, number, kinds[number % len(kinds)], f"Activity {number}", starts,
                    starts + timedelta(hours=2), day, number % JOINT == 0, starts, PARTS, part,
                ]  # fmt: skip
                cursor.execute(ACTIVITIES, values)
        cursor.execute(HOSTS, [True])
        cursor.execute(SECOND, [True])
        for level in range(1, LEVELS + 1):
            cursor.execute(COUNTS, [True, level * STEP, level * STEP])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    begun = time.perf_counter()
    assert recount(month=date(2026, 9, 1)) == 0  # the counts are those that records would have left
    return time.perf_counter() - begun


def twelve_rules(actor: Actor) -> None:
    """A rule for each of twelve kinds, for all bodies, in every period but five years."""
    for place, kind in enumerate(ActivityKind.objects.order_by("position")[:12]):
        period = PERIODS[place % len(PERIODS)]
        wanted = RhythmWanted(kind, 1 + place % 2, period, month_of(date(2026, 1, 1)))
        set_rhythm(actor=actor, wanted=wanted, selection=Selection(actor.organization_code))
