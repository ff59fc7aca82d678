"""The desk reminds now: a look first, then the reminders; who is left out, and why."""

from __future__ import annotations

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Denied
from quanjing.jobs.actions import run as run_job
from quanjing.jobs.models import Job
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.urging.actions import Urged, pause, preview_urge, resume, urge
from quanjing.urging.actions import urging as module
from quanjing.urging.enums import LeftOut, Occasion
from quanjing.urging.models import Pause, Reminder, ReminderRule
from tests.urging.conftest import Notice, china, remind
from tests.world import World

NOON = china(3, 12)


@pytest.fixture
def directive(world: World, notice: Notice) -> Directive:
    return notice(world.mathematics, world.tea, world.nursing)


def reasons(world: World, directive: Directive) -> dict[str, list[str]]:
    found = preview_urge(actor=world.actor(world.officer), directive=directive)
    named = {reason.value: [body.name for body in found.having(reason)] for reason in found.left_out}
    assert {reason.value: count for reason, count in found.left_out.items()} == {
        reason: len(names) for reason, names in named.items()
    }
    return named


def test_the_preview_counts_and_writes_nothing(world: World, directive: Directive) -> None:
    with clock.frozen(NOON):
        found = preview_urge(actor=world.actor(world.officer), directive=directive)
        reached = list(found.having(""))
    assert reached == [world.mathematics, world.tea, world.nursing]
    assert found.text == (
        "待报送 1 项，其中逾期 0 项",
        "最早的截止时间：9月15日 17:00。如无内容，请选“零报告”。",
    )
    assert (found.left_out, Reminder.objects.count()) == ({}, 0)


def test_reminding_tells_each_once_and_is_recorded(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    with clock.frozen(NOON):
        assert urge(actor=officer, directive=directive, expected=3) == Urged(3)
        with pytest.raises(Conflict):
            urge(actor=officer, directive=directive, expected=3)
        assert reasons(world, directive) == {"today": ["江岚省数学学会", "江岚省茶叶学会", "江岚省护理学会"]}
        assert remind() == 0
    assert set(Reminder.objects.values_list("occasion", flat=True)) == {Occasion.DESK}
    assert Message.objects.count() == 3
    entry = AuditEntry.objects.get(verb="urging.urge")
    assert (entry.object_code, entry.detail) == (directive.code, {"sent": 3, "left_out": {}})


def test_more_than_a_batch_are_reminded_by_a_job(
    world: World, directive: Directive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    with clock.frozen(NOON):
        urged = urge(actor=world.actor(world.officer), directive=directive, expected=3)
        assert urged.job is not None
        assert (urged.count, Reminder.objects.count()) == (3, 0)
        Assignment.objects.filter(organization=world.tea).update(state=State.ACCEPTED)
        run_job(urged.job.pk)
        done = Job.objects.get()
        assert (done.result, done.progress, done.total) == ({"sent": 2}, 3, 3)
        told = Reminder.objects.order_by("pk").values_list("organization__name", flat=True)
        assert sorted(told) == sorted([world.mathematics.name, world.nursing.name])
        Job.objects.update(state="queued", lease_until=None)
        run_job(urged.job.pk)
    assert (Job.objects.get().result, Reminder.objects.count()) == ({"sent": 0}, 2)


def test_another_number_than_was_seen_sends_nothing(world: World, directive: Directive) -> None:
    with clock.frozen(NOON), pytest.raises(Conflict):
        urge(actor=world.actor(world.officer), directive=directive, expected=2)
    assert not Reminder.objects.exists()


def test_who_has_nothing_to_send_is_left_out_with_the_reason(world: World, notice: Notice) -> None:
    directive = notice(world.mathematics, state=State.ACCEPTED)
    task = directive.tasks.get()
    for body, state in ((world.tea, State.SUBMITTED), (world.nursing, State.EXEMPT)):
        Assignment.objects.create(
            task=task, organization=body, directive=directive, state=state, changed_at=NOON
        )
    with clock.frozen(NOON):
        assert reasons(world, directive) == {
            "done": ["江岚省数学学会", "江岚省护理学会"],
            "checking": ["江岚省茶叶学会"],
        }


def test_closed_and_not_yet_open_tasks_are_said_apart(world: World, notice: Notice) -> None:
    closed = notice(world.tea, due=china(1, 17), closes=china(2, 17))
    early = notice(world.tea, opens=china(9))
    with clock.frozen(NOON):
        assert [list(reasons(world, one)) for one in (closed, early)] == [["locked"], ["early"]]


def test_quiet_hours_say_when_it_is_possible_again(world: World, directive: Directive) -> None:
    with clock.frozen(china(4, 20)):
        found = preview_urge(actor=world.actor(world.officer), directive=directive)
    assert list(found.left_out) == [LeftOut.QUIET]
    assert (found.count, found.allowed_at) == (0, china(7, 8, 30))


def test_the_cool_down_leaves_out(world: World, directive: Directive) -> None:
    ReminderRule.objects.create(organization=world.association, cooldown_days=3)
    officer = world.actor(world.officer)
    with clock.frozen(NOON):
        urge(actor=officer, directive=directive, expected=3)
    with clock.frozen(china(4, 12)):
        assert list(reasons(world, directive)) == ["cooling"]
    with clock.frozen(china(7, 12)):
        assert reasons(world, directive) == {}


def test_a_unit_without_a_reporting_post_is_to_be_called(world: World, directive: Directive) -> None:
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=china(1).date())
    with clock.frozen(NOON):
        assert reasons(world, directive) == {"nobody": ["江岚省茶叶学会"]}


def test_a_paused_notice_reminds_nobody(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    with clock.frozen(NOON):
        pause(actor=officer, directive=directive, reason="正在调整期限")
        assert list(reasons(world, directive)) == ["paused"]
        resume(actor=officer, directive=directive)
        resume(actor=officer, directive=directive)
        assert reasons(world, directive) == {}
    assert AuditEntry.objects.filter(verb="urging.resume").count() == 1


@pytest.mark.parametrize("post", ["tea_handler", "auditor", "city_officer", "administrator"])
def test_nobody_but_the_desk_of_the_notice_reminds(world: World, directive: Directive, post: str) -> None:
    actor = world.actor(getattr(world, post))
    with pytest.raises(Denied):
        preview_urge(actor=actor, directive=directive)
    with pytest.raises(Denied):
        urge(actor=actor, directive=directive, expected=3)
    with pytest.raises(Denied):
        pause(actor=actor, directive=directive, reason="x")
    with pytest.raises(Denied):
        resume(actor=actor, directive=directive)
    assert not Pause.objects.exists()
