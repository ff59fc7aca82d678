"""The half year of work behind the demo: made by real actions, whatever the day on which it is built."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from quanjing.accounts.models import User
from quanjing.assessment.models import ReviewSheet, Scheme
from quanjing.audit.chain import breaks
from quanjing.audit.models import AuditEntry
from quanjing.calls.models import Application, Call, Decision, Judge, PublicNotice
from quanjing.cli.demo import names, texts
from quanjing.cli.demo.build import JUDGE, PASSWORD, REVIEWER, THIRD, Built
from quanjing.cli.demo.furnish import build_lived_in
from quanjing.collation.models import Export
from quanjing.directives.models import Directive, DirectiveVersion, Receipt
from quanjing.documents.models import Document, Number
from quanjing.foundation import clock
from quanjing.influence.actions import checked_rows
from quanjing.influence.models import ItemTable
from quanjing.inspections.actions import checked_findings
from quanjing.inspections.models import FindingTable
from quanjing.jobs.models import Job
from quanjing.likeness.models import Likeness
from quanjing.mailroom.models import IncomingMail
from quanjing.manuscripts.models import Compilation
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Delegation, Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.portal.models import lacks_consent
from quanjing.portal.queries.manuscripts import manuscripts, pages_of
from quanjing.portal.rules import editors_home
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
        check_grades()
        check_notices()
        check_offers()
        check_documents()
        check_mails()
        check_panels()
        check_awards()
        check_manuscripts()
        check_reviews()
        check_tables()


def check_bodies() -> None:
    joint = Organization.objects.get(kind=Kind.JOINT_BRANCH)
    assert joint.memberships.count() == 2
    assert Organization.objects.filter(kind=Kind.ALLIANCE).count() == 1
    assert Post.objects.filter(holder=None).count() == 1
    assert Post.objects.filter(holder__username="handler").count() == 2
    assert Delegation.objects.count() == 1
    ending = Post.objects.exclude(ends_on=None).order_by("ends_on")
    assert any(120 < (post.ends_on - clock.today()).days < 170 for post in ending if post.ends_on)


def check_grades() -> None:
    """One excels, most are good or pass, no more than two do little."""
    scheme = Scheme.objects.get(state="published")
    grades = Counter(scheme.bodies.values_list("grade", flat=True))
    assert (grades["good"], grades["fair"] + grades["pass"], grades["fail"]) == (1, 9, 2)
    assert scheme.bodies.exclude(state="sent").count() == 1


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


def check_panels() -> None:
    """A call with results, one displayed, and one in which a judge who can sign in has work left."""
    states = Call.objects.values_list("state", flat=True)
    assert {"open", "judging", "noticed", "done"} <= set(states)
    assert PublicNotice.objects.filter(published_at=None, last_day__gte=clock.today()).count() == 1
    assert Decision.objects.filter(released_at__isnull=False).exclude(minutes="").count() == 4
    judge = Judge.objects.get(panel__call__state="judging", post__holder__username=JUDGE)
    assert can_sign_in(judge.post, JUDGE)
    assert judge.scores.filter(done_at=None).count() == 3


def check_awards() -> None:
    """Closed projects are brought into an award: by two bodies, and in a draft of the demo's own."""
    brought = Application.objects.filter(call__from_projects=True, call__state="open")
    assert {one.based_on.state for one in brought if one.based_on} == {"closed"}
    assert Counter(brought.values_list("state", flat=True)) == {"sent": 2, "draft": 1}
    assert brought.get(state="draft").organization.name == names.TEA


def check_manuscripts() -> None:
    """Of the essays that were selected one has a page, which waits for its author."""
    officer = actor_for(Post.objects.get(holder__username="officer", role="officer"))
    essays = list(manuscripts(editors_home(officer)).filter(call__kind="essay"))
    taken = pages_of(essays).values()
    assert (len(essays), [page.live for page in taken]) == (2, [False])
    assert all(lacks_consent(page) for page in taken)


def check_reviews() -> None:
    """A review under way: its sheet that is still open is of the reviewer who can sign in."""
    sheets = ReviewSheet.objects.filter(assessed__scheme__state="review")
    left = sheets.get(given_at=None)
    assert can_sign_in(left.post, REVIEWER)
    assert sheets.filter(assessed=left.assessed).exclude(given_at=None).count() == 1
    assert sheets.filter(post=left.post).exclude(given_at=None).exists()


def check_tables() -> None:
    """Two tables that were looked at and not entered, each with lines to put right and others in order."""
    items, findings = ItemTable.objects.get(), FindingTable.objects.get()
    assert (items.done_at, findings.done_at) == (None, None)
    assert can_sign_in(items.post, THIRD)
    for rows in (checked_rows(items), checked_findings(findings)):
        assert 0 < len([row for row in rows if row.problems]) < len(rows)


def can_sign_in(post: Post, username: str) -> bool:
    assert post.holder is not None
    return post.holder.username == username and post.holder.check_password(PASSWORD)
