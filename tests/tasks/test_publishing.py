"""All tasks to all chosen organizations, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import PublishResult, confirm, correct_task, preview, publish, tell_addressees
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from tests.world import World

Reader = Callable[[dict[str, Any]], Directive]


@pytest.fixture
def certain(read_directive: Reader, notice: dict[str, Any]) -> Directive:
    """Read, with nothing to confirm."""
    notice["tasks"][0]["deadline"]["inferred"] = []
    return read_directive(notice)


def go(world: World, directive: Directive, selection: Selection, **more: Any) -> PublishResult:
    return publish(actor=world.actor(world.officer), directive=directive, selection=selection, **more)


def wheres(refused: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.where for problem in refused.value.problems]


def test_each_task_goes_to_each_organization(world: World, certain: Directive, provincial: Selection) -> None:
    result = go(world, certain, provincial)
    assert (result.assignments, result.existing) == (6, 0)
    found = Assignment.objects.order_by("task__position", "organization__path")
    names = [world.mathematics.name, world.tea.name, world.nursing.name]
    pairs = [(one.task.position, one.organization.name) for one in found]
    assert pairs == [(position, name) for position in (1, 2) for name in names]
    assert {(one.state, one.directive_id, one.changed_at) for one in found} == {
        (State.DUE, certain.pk, clock.now())
    }


def test_publishing_freezes_whom_it_reached(world: World, certain: Directive, provincial: Selection) -> None:
    go(world, certain, provincial)
    certain.refresh_from_db()
    assert (certain.is_published, certain.published_by, certain.published_at) == (
        True,
        world.officer,
        clock.now(),
    )
    assert certain.audience_filter == {
        "under": world.association.code, "kinds": ["society"], "levels": ["provincial"],
        "classes": [], "groups": [],
    }  # fmt: skip
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["tasks.publish"]


def test_publishing_again_changes_nothing(world: World, certain: Directive, provincial: Selection) -> None:
    go(world, certain, provincial)
    again = go(world, certain, replace(provincial, levels=()))
    assert (again.assignments, again.existing) == (0, 6)
    assert Assignment.objects.count() == 6


def test_a_society_that_has_ended_gets_nothing_more(
    world: World, certain: Directive, provincial: Selection
) -> None:
    first, *_rest = certain.tasks.filter(assign=True)
    go(world, certain, provincial, tasks=[first.code])
    Organization.objects.filter(pk=world.tea.pk).update(valid_to=clock.today() - timedelta(days=1))
    go(world, certain, provincial)
    reached = Assignment.objects.filter(organization=world.tea)
    assert [one.task for one in reached] == [first]


def test_a_society_founded_later_is_not_reached(
    world: World, certain: Directive, provincial: Selection
) -> None:
    first, second = certain.tasks.filter(assign=True)
    go(world, certain, provincial, tasks=[first.code])
    Organization.objects.get(pk=world.association.pk).add_child(
        name="江岚省陶瓷学会", kind=Kind.SOCIETY, level=Level.PROVINCIAL, number="299",
        society_class=SocietyClass.ENGINEERING,
    )  # fmt: skip
    rest = go(world, certain, provincial)
    assert (rest.assignments, rest.existing) == (3, 3)
    assert second.assignments.count() == 3


def test_what_is_unsure_must_be_confirmed_whatever_the_reason(
    world: World, directive: Directive, provincial: Selection
) -> None:
    first = directive.tasks.get(position=1)
    with pytest.raises(Invalid) as refused:
        go(world, directive, provincial, override="急")
    assert wheres(refused) == [f"tasks.{first.code}.deadline"]
    assert (Assignment.objects.count(), AuditEntry.objects.count()) == (0, 0)
    directive.refresh_from_db()
    assert not directive.is_published
    confirm(actor=world.actor(world.officer), directive=directive, task=first, fact="deadline")
    assert go(world, directive, provincial).assignments == 6


def test_a_task_without_a_date_must_be_confirmed(
    world: World, read_directive: Reader, notice: dict[str, Any], provincial: Selection
) -> None:
    notice["tasks"][0]["deadline"] = None
    directive = read_directive(notice)
    first = directive.tasks.get(position=1)
    with pytest.raises(Invalid) as refused:
        go(world, directive, provincial, override="急")
    assert wheres(refused) == [f"tasks.{first.code}.deadline"]
    confirm(actor=world.actor(world.officer), directive=directive, task=first, fact="deadline")
    assert go(world, directive, provincial).assignments == 6


@pytest.mark.parametrize("now", [datetime(2026, 9, 13, 9, 0), datetime(2026, 9, 16, 9, 0)])
def test_a_short_or_past_date_needs_a_reason_or_a_new_date(
    world: World, certain: Directive, provincial: Selection, now: datetime
) -> None:
    first, second = certain.tasks.filter(assign=True)
    with clock.frozen(now.replace(tzinfo=clock.CHINA)):
        with pytest.raises(Invalid) as refused:
            go(world, certain, provincial, override="  ")
        assert wheres(refused) == [f"tasks.{first.code}.deadline", f"tasks.{second.code}.deadline"]
        changes = {"deadline": {"due": "2026-09-30"}}
        correct_task(actor=world.actor(world.officer), task=second, changes=changes)
        result = go(world, certain, provincial, override="上级临时要求")
    assert (result.assignments, len(result.warnings)) == (6, 1)
    certain.refresh_from_db()
    assert certain.override_reason == "上级临时要求"


def test_too_many_fields_need_a_reason(
    world: World, read_directive: Reader, notice: dict[str, Any], provincial: Selection
) -> None:
    notice["tasks"][0]["deadline"]["inferred"] = []
    fields = [{"key": f"f{place}", "label": f"第{place}项"} for place in range(70)]
    notice["attachments"][0]["sheet"]["blocks"][1]["fields"] = fields
    directive = read_directive(notice)
    with pytest.raises(Invalid) as refused:
        go(world, directive, provincial)
    assert wheres(refused) == ["load.fields"]
    assert go(world, directive, provincial, override="一年一次").assignments == 6


def test_the_fifth_sheet_of_a_month_needs_a_reason(
    world: World, read_directive: Reader, notice: dict[str, Any], provincial: Selection
) -> None:
    notice["tasks"][0]["deadline"]["inferred"] = []
    for place in range(4):
        go(world, read_directive(notice | {"doc_number": f"岚科协〔2026〕{place}号"}), provincial)
    fifth = read_directive(notice | {"doc_number": "岚科协〔2026〕9号"})
    with pytest.raises(Invalid) as refused:
        go(world, fifth, provincial)
    assert wheres(refused) == ["load.sheets"]
    only_city = Selection(under=world.city.code)
    assert go(world, fifth, only_city).load.sheets_this_month == 1


def test_nobody_chosen_is_refused(world: World, certain: Directive) -> None:
    with pytest.raises(Invalid) as refused:
        go(world, certain, Selection(under=world.city.code, kinds=("branch",)), override="急")
    assert wheres(refused) == ["organizations"]


def test_nothing_marked_is_refused(world: World, directive: Directive, provincial: Selection) -> None:
    directive.tasks.update(assign=False)
    with pytest.raises(Invalid) as refused:
        go(world, directive, provincial)
    assert wheres(refused) == ["tasks"]


def test_named_tasks_must_exist_and_be_marked(
    world: World, certain: Directive, provincial: Selection
) -> None:
    unmarked = certain.tasks.get(assign=False)
    with pytest.raises(Invalid) as refused:
        go(world, certain, provincial, tasks=["nothing1", unmarked.code])
    assert wheres(refused) == ["tasks.nothing1", f"tasks.{unmarked.code}"]
    assert Assignment.objects.count() == 0


@pytest.mark.parametrize("post", ["tea_handler", "administrator", "auditor", "city_officer"])
def test_another_post_does_not_publish(
    world: World, certain: Directive, provincial: Selection, post: str
) -> None:
    actor = world.actor(getattr(world, post))
    with pytest.raises(Denied):
        publish(actor=actor, directive=certain, selection=provincial)
    with pytest.raises(Denied):
        preview(actor=actor, directive=certain, selection=provincial)


def test_a_city_publishes_to_its_own_subtree_only(world: World, certain: Directive) -> None:
    certain.organization = world.city
    certain.save()
    actor = world.actor(world.city_officer)
    with pytest.raises(Missing):
        publish(actor=actor, directive=certain, selection=Selection(under=world.association.code))
    assert (
        publish(actor=actor, directive=certain, selection=Selection(under=world.city.code)).assignments == 2
    )


def test_what_is_not_read_is_not_published(world: World, certain: Directive, provincial: Selection) -> None:
    Directive.objects.update(state="reading")
    with pytest.raises(WrongState):
        go(world, certain, provincial)


def test_the_number_of_statements_does_not_grow_with_the_organizations(
    world: World, read_directive: Reader, notice: dict[str, Any]
) -> None:
    notice["tasks"][0]["deadline"]["inferred"] = []
    go(world, read_directive(notice), Selection(under=world.city.code))
    counts = []
    for selection in (Selection(under=world.city.code), Selection(under=world.association.code)):
        directive = read_directive(notice)
        with CaptureQueriesContext(connection) as queries:
            go(world, directive, selection)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_handlers_of_the_addressed_are_told_once(
    world: World, published: Directive, run_jobs: Callable[[], int]
) -> None:
    assert run_jobs() == 1
    posts = {message.post_id for message in Message.objects.all()}
    assert posts == {world.tea_handler.pk, world.nursing_handler.pk, world.mathematics_handler.pk}
    tell_addressees(directive=published)
    assert Message.objects.count() == 3
    assert Message.objects.first().values["tasks"] == 2  # type: ignore[union-attr]


def test_a_duplicate_and_open_questions_are_warned_of(
    world: World, read_directive: Reader, notice: dict[str, Any], provincial: Selection
) -> None:
    notice["tasks"][0]["deadline"]["inferred"] = []
    read_directive(notice)
    again = read_directive(notice | {"issued_on": None})
    shown = preview(actor=world.actor(world.officer), directive=again, selection=provincial)
    assert (len(shown.warnings), shown.obstacles) == (2, ())
    assert len(go(world, again, provincial).warnings) == 2
