"""A nation with a year of work: activities, reports in every state, terms and declarations, put in by SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import connection
from rhythms_world import twelve_rules, year_of_activities

from quanjing.accounts.models import User
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Office, Role
from quanjing.organizations.models import BranchDeclaration, Organization, Post
from quanjing.tasks.models import DirectiveLoad, Task

MONTHS = 11
ASSIGNMENTS = """
INSERT INTO tasks_assignment (task_id, organization_id, directive_id, state, submitted_at, changed_at)
SELECT %s, o.id, %s,
 CASE MOD(o.id + %s, 11) WHEN 0 THEN 'due' WHEN 1 THEN 'draft' WHEN 2 THEN 'returned' WHEN 3 THEN 'nil'
  WHEN 4 THEN 'submitted' WHEN 5 THEN 'exempt' ELSE 'accepted' END,
 CASE WHEN MOD(o.id + %s, 11) IN (2, 3, 4, 6, 7, 8, 9, 10) THEN %s END, %s
FROM organizations_organization o
"""
SUBMISSIONS = """
INSERT INTO submissions_submission (code, assignment_id, version, state, is_nil, nil_reason, header,
 none_blocks, submitted_name, entered_way, entered_from, prepared_name, submitted_at, was_late, decided_name)
SELECT 's' || CAST(a.id AS varchar(14)), a.id, 1, 'accepted', %s, '', '{}', '[]', '', '', '', '',
 a.changed_at, %s, '' FROM tasks_assignment a
"""
BATCH = 1000


def year_of_work(actor: Actor, each: int) -> None:
    """`each` activities and as many reports of every organization in the year."""
    _parties()
    year_of_activities(each)
    twelve_rules(actor)
    for number in range(each):
        published = datetime(2026, 1 + number % MONTHS, 1 + number % 27, 1, 0, tzinfo=UTC)
        _directive(actor, number, published)
    with connection.cursor() as cursor:
        cursor.execute(SUBMISSIONS, [False, False])
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _directive(actor: Actor, number: int, published: datetime) -> None:
    directive = Directive.objects.create(
        organization_id=actor.organization_id or 0, state=DirectiveState.PUBLISHED,
        title=f"关于报送材料的通知{number}",
        day_end="24:00", registered_at=published, published_at=published,
    )  # fmt: skip
    due = published + timedelta(days=30)
    task = Task.objects.create(
        directive=directive, position=1, name="报送材料", assign=True, due_on=due.date(), due_at=due
    )
    DirectiveLoad.objects.create(
        directive=directive, requests=1 + number % 2, fields_asked=12, fields_known=8, minutes=40
    )
    sent = published + timedelta(days=number % 20)
    with connection.cursor() as cursor:
        values = [task.pk, directive.pk, number, number, sent, sent]
        cursor.execute(ASSIGNMENTS, values)


def _parties() -> None:
    """A declaration for every society; an advisor with a term at two of three."""
    societies = list(Organization.objects.filter(kind=Kind.SOCIETY).order_by("path"))
    holder = User.objects.create(username="advisor", name="沈观澜")
    BranchDeclaration.objects.bulk_create(
        [
            BranchDeclaration(
                organization=one, should_have=bool(one.pk % 4), declared_on=date(2026, 1, 5), declared_by="-"
            )
            for one in societies
        ],
        batch_size=BATCH,
    )
    posts = [
        Post(
            organization=one, title="党建工作指导员", role=Role.NONE, office=Office.ADVISOR, holder=holder,
            starts_on=date(2026, 2, 1), ends_on=date(2026 + one.pk % 5, 12, 31),
        )
        for one in societies
        if one.pk % 3
    ]  # fmt: skip
    Post.objects.bulk_create(posts, batch_size=BATCH)
