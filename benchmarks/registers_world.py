"""A register of a nation, put in by bulk: entries, versions and dates as the actions would leave them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import connection

from quanjing.organizations.models import Organization
from quanjing.registers.actions.dating import keep_dates, put_first
from quanjing.registers.enums import EntryState, Outcome
from quanjing.registers.models import EntryVersion, RegisterEntry, RegisterKind
from quanjing.registers.rules import dates_of

BATCH = 1000
BEGUN = date(2026, 1, 5)
TYPES = ("网站", "微信公众号", "视频号", "刊物")


def register(entries: int) -> RegisterKind:
    """`entries` own media over all bodies; one in forty is closed, one in thirty waits."""
    kind = RegisterKind.objects.select_related("template").get(code="outlet")
    bodies = list(Organization.objects.order_by("path"))
    for start in range(0, entries, BATCH):
        numbers = range(start, min(start + BATCH, entries))
        rows = [_entry(kind, bodies[number % len(bodies)], number) for number in numbers]
        for row in rows:
            put_first(row, dates_of(row))
        made = RegisterEntry.objects.bulk_create(rows)
        EntryVersion.objects.bulk_create(_version(one) for one in made if one.state != EntryState.DRAFT)
        keep_dates(made)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return kind


def _entry(kind: RegisterKind, body: Organization, number: int) -> RegisterEntry:
    day = BEGUN + timedelta(days=number * 7 % 320)
    moment = datetime(day.year, day.month, day.day, number % 24, number % 60, tzinfo=UTC)
    state = EntryState.CURRENT
    if number % 40 == 0:
        state = EntryState.CLOSED
    elif number % 30 == 0:
        state = EntryState.FILED
    name = f"{TYPES[number % 4]}{number:06d}"
    values = {"f1": TYPES[number % 4], "f4": "发布通知和科普文章", "f3": day.isoformat()}
    return RegisterEntry(
        kind=kind, organization=body, template=kind.template, name=name, state=state, values=values,
        words=f"{name}\n秘书处\n{values['f4']}", holder_title="秘书处", reviewer_title="秘书长",
        filed_on=day, updated_on=day, confirmed_year=2026 if number % 3 else None,
        accepted=None if state == EntryState.FILED else 1,
        close_reason="停办" if state == EntryState.CLOSED else "", made_name="经办人", made_at=moment,
        changed_at=moment,
    )  # fmt: skip


def _version(entry: RegisterEntry) -> EntryVersion:
    return EntryVersion(
        entry=entry, number=1, name=entry.name, template=entry.template, values=entry.values,
        outcome=Outcome.ACCEPTED if entry.accepted else Outcome.WAITING, filed_name="经办人",
        filed_at=entry.made_at,
    )  # fmt: skip
