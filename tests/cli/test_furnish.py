"""The half year of work behind the demo: made by real actions, whatever the day on which it is built."""

from __future__ import annotations

from datetime import datetime

import pytest

from quanjing.accounts.models import User
from quanjing.audit.chain import breaks
from quanjing.audit.models import AuditEntry
from quanjing.cli.demo import texts
from quanjing.cli.demo.build import Built
from quanjing.cli.demo.furnish import build_lived_in
from quanjing.collation.models import Export
from quanjing.directives.models import Directive, DirectiveVersion, Receipt
from quanjing.documents.models import Document, Number
from quanjing.foundation import clock
from quanjing.jobs.models import Job
from quanjing.likeness.models import Likeness
from quanjing.mailroom.models import IncomingMail
from quanjing.manuscripts.models import Compilation
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Delegation, Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.submissions.models import Question, Submission
from quanjing.submissions.queries import offers_of, page_of_report
from quanjing.tasks.models import DutyLine, DutyRecord, Extension, PlanLine, Task
from quanjing.tasks.queries import matrix_of
from quanjing.urging.models import Reminder


@pytest.mark.parametrize("day", [(2026, 11, 21), (2027, 1, 2), (2028, 2, 29)])
def test_the_half_year_has_all_that_the_work_knows(db: None, day: tuple[int, int, int]) -> None:
    with clock.frozen(datetime(*day, 10, tzinfo=clock.CHINA)):
        built = build_lived_in("small", 1)
        assert built == Built(Organization.objects.count(), User.objects.count(), Post.objects.count())
        assert breaks() == []
        times = list(AuditEntry.objects.order_by("pk").values_list("at", flat=True))
        assert times == sorted(times)
        assert Job.objects.exclude(state="done").count() == 0
        check_bodies()
        check_notices()
        check_offers()
        check_documents()
        check_mails()


def check_bodies() -> None:
    joint = Organization.objects.get(kind=Kind.JOINT_BRANCH)
    assert joint.memberships.count() == 2
    assert Organization.objects.filter(kind=Kind.ALLIANCE).count() == 1
    assert Post.objects.filter(holder=None).count() == 1
    assert Post.objects.filter(holder__username="handler").count() == 2
    assert Delegation.objects.count() == 1
    ending = Post.objects.exclude(ends_on=None).order_by("ends_on")
    assert any(120 < (post.ends_on - clock.today()).days < 170 for post in ending if post.ends_on)


def check_notices() -> None:
    chained = Directive.objects.get(reissue_of=None, reissues__isnull=False)
    assert Receipt.objects.filter(directive=chained, passed_on=None).count() == 1
    inner = Task.objects.exclude(source=None).exclude(due_on=None)
    assert all(task.source and task.source.due_on and task.due_on < task.source.due_on for task in inner)
    assert matrix_of(chained).units
    assert PlanLine.objects.exclude(done_on=None).count() == 1
    assert Task.objects.filter(anchor__event__happens_on=None, anchor__since="event").count() == 1
    assert Task.objects.exclude(series=None).exists()
    assert set(DirectiveVersion.objects.values_list("kind", flat=True)) == {"erratum", "supersession"}
    assert sorted(Extension.objects.values_list("state", flat=True)) == ["asked", "granted"]
    assert (DutyLine.objects.count(), DutyRecord.objects.count()) == (12, 3)
    assert Question.objects.exclude(answer="").count() == 1
    assert [one.points.count() for one in Compilation.objects.all()] == [4]
    assert Reminder.objects.exists()
    assert {"accepted", "returned", "submitted"} <= set(Submission.objects.values_list("state", flat=True))


def check_offers() -> None:
    """What was answered in the first census is offered when it comes again."""
    again = Directive.objects.filter(title__contains="基本情况").order_by("-pk")[0]
    assert texts.CENSUS in again.text
    handler = actor_for(Post.objects.filter(holder__username="handler").order_by("pk")[0])
    offered = offers_of(page_of_report(handler, again.code)).fields.values()
    assert {"1260", "柏景行"} <= {one.text for one in offered}


def check_documents() -> None:
    """A notice corrected under its number, minutes, a letter, a draft; no number between them is missing."""
    kinds = Document.objects.order_by("pk").values_list("kind", "state")
    assert list(kinds) == [
        ("red_head_notice", "final"), ("minutes", "final"), ("letter", "final"), ("bulletin", "draft"),
    ]  # fmt: skip
    assert Document.objects.get(kind="red_head_notice").editions.count() == 2
    assert list(Number.objects.order_by("taken_at", "pk").values_list("state", flat=True)) == [
        "used", "void", "used", "used",
    ]  # fmt: skip


def check_mails() -> None:
    """The mail room, the papers of collation and the passages side by side have something to show."""
    assert list(IncomingMail.objects.order_by("pk").values_list("fate", flat=True)) == [
        "waits", "waits", "waits", "auto_reply",
    ]  # fmt: skip
    assert all(export.file_id for export in Export.objects.all())
    assert Likeness.objects.exists()
