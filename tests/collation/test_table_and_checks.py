from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.collation import actions, queries
from quanjing.collation.enums import CheckKind
from quanjing.collation.models import Check
from quanjing.collation.rules import ACCEPTED
from quanjing.directives.models import Directive
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations.models import Post
from quanjing.sheets.models import Field
from quanjing.submissions.models import Submission
from quanjing.tasks.models import Assignment, Task

SignIn = Callable[[Post], Client]


@pytest.fixture
def numbers(call: Call) -> None:
    """The block asks for a total and two parts of it."""
    Field.objects.filter(block=call.rows, key="f2").update(label="参加人数（总数）")
    for position, (key, label) in enumerate((("f5", "其中党员"), ("f6", "其中女性")), start=10):
        Field.objects.create(block=call.rows, position=position, key=key, label=label, type="number")


def add(world: World, call: Call, kind: CheckKind, total: str = "f2", **more: object) -> Check:
    return actions.add_check(
        actor=world.actor(world.officer),
        directive=call.directive,
        table=queries.table_of(call.directive, call.rows.pk),
        kind=kind,
        total=total,
        **more,  # type: ignore[arg-type]
    )


def found(world: World, call: Call) -> list[tuple[str, int, int]]:
    every = queries.findings(world.actor(world.officer), call.directive, ACCEPTED)
    return [(one.organization, int(one.found), int(one.expected)) for one in every]


def test_a_part_is_not_more_than_its_total(world: World, call: Call, send: Send, numbers: None) -> None:
    add(world, call, CheckKind.AT_MOST, parts=["f5", "f6"])
    send(world.tea, call.rows, {"f1": "一", "f2": 10, "f5": 11, "f6": 10})
    send(world.nursing, call.rows, {"f1": "二", "f2": 10, "f5": 3})
    assert found(world, call) == [("江岚省茶叶学会", 11, 10)]


def test_parts_add_up_where_all_are_there(world: World, call: Call, send: Send, numbers: None) -> None:
    add(world, call, CheckKind.ADDS_UP, parts=["f5", "f6"])
    send(world.tea, call.rows, {"f2": 10, "f5": 4, "f6": 5})
    send(world.nursing, call.rows, {"f2": 10, "f5": 4, "f6": 6})
    send(world.mathematics, call.rows, {"f2": 10, "f5": 4})
    assert found(world, call) == [("江岚省茶叶学会", 10, 9)]


def test_a_body_is_compared_with_its_last_round(world: World, call: Call, send: Send, numbers: None) -> None:
    call.rows.likeness = "alike"
    call.rows.save()
    send(world.tea, call.rows, {"f2": 60}, {"f2": 40})
    send(world.nursing, call.rows, {"f2": 100})
    before = Directive.objects.get(pk=call.directive.pk)
    before.pk, before.code = None, "before22"
    assert before.published_at is not None
    before.published_at -= timedelta(days=90)
    before.save()
    task = Task.objects.create(directive=before, position=1, name="上期", assign=True)
    task.blocks.add(call.rows)
    for body, number in ((world.tea, 50), (world.nursing, 95)):
        assignment = Assignment.objects.create(
            task=task, organization=body, directive=before, changed_at=before.published_at
        )
        sent = Submission.objects.create(
            assignment=assignment, version=1, state="accepted", submitted_at=before.published_at
        )
        sent.entries.create(block=call.rows, row=1, values={"f2": number}, state="accepted")
    add(world, call, CheckKind.LIKE_BEFORE, percent=20)
    assert found(world, call) == [("江岚省茶叶学会", 100, 50)]


def test_the_labels_suggest_a_check(world: World, call: Call, numbers: None) -> None:
    [proposal] = actions.proposals(queries.table_of(call.directive, call.rows.pk))
    assert (proposal.kind, proposal.total, proposal.parts) == (CheckKind.AT_MOST, "f2", ("f5", "f6"))


def test_checks_that_make_no_sense_are_refused(world: World, call: Call, numbers: None) -> None:
    for kind, more in (
        (CheckKind.AT_MOST, {"parts": []}),
        (CheckKind.AT_MOST, {"parts": ["f1"]}),
        (CheckKind.LIKE_BEFORE, {}),
    ):
        with pytest.raises(Invalid):
            add(world, call, kind, **more)
    add(world, call, CheckKind.AT_MOST, parts=["f5"])
    with pytest.raises(Invalid):
        add(world, call, CheckKind.AT_MOST, parts=["f5"])


def test_who_only_reads_adds_no_check(world: World, call: Call, numbers: None) -> None:
    with pytest.raises(Denied):
        actions.add_check(
            actor=world.actor(world.auditor),
            directive=call.directive,
            table=queries.table_of(call.directive, call.rows.pk),
            kind=CheckKind.AT_MOST,
            total="f2",
            parts=["f5"],
        )


def test_the_page_takes_a_suggestion_and_links_what_it_finds(
    world: World, call: Call, send: Send, numbers: None, client_of: SignIn
) -> None:
    sent = send(world.tea, call.rows, {"f2": 1, "f5": 2})
    client = client_of(world.officer)
    place = f"/directives/{call.directive.code}/collation/checks/"
    assert "根据字段名称推荐" in client.get(place).content.decode()
    asked = {"block": call.rows.pk, "kind": "at_most", "total": "f2", "parts": ["f5", "f6"]}
    assert client.post(place, asked).status_code == 302
    text = client.get(place).content.decode()
    assert f'href="/submissions/{sent.code}/"' in text
    assert "填报 2，应为 1" in text
    assert client.post(f"{place}{Check.objects.get().code}/remove/").status_code == 302
    assert not Check.objects.exists()


def test_each_cell_opens_its_report_and_each_sum_its_list(
    world: World, call: Call, send: Send, numbers: None, client_of: SignIn
) -> None:
    sent = send(world.tea, call.rows, {"f1": "设科普角", "f2": 12, "f5": 3})
    send(world.nursing, call.rows, {"f1": "开讲座", "f2": 30})
    client = client_of(world.officer)
    place = f"/directives/{call.directive.code}/collation/table/?block={call.rows.pk}"
    text = client.get(place).content.decode()
    assert f'<a class="text-reset" href="/submissions/{sent.code}/">设科普角</a>' in text
    link = f"?block={call.rows.pk}&amp;states=accepted&amp;class=&amp;has=f5"
    assert f'<a href="{link}">3</a>' in text
    listed = client.get(f"{place}&states=accepted&class=&has=f5").content.decode()
    assert ("设科普角" in listed, "开讲座" in listed) == (True, False)
    of_class = client.get(f"{place}&class=4").content.decode()
    assert ("设科普角" in of_class, "开讲座" in of_class) == (False, True)


@pytest.mark.parametrize("ending", ["table/", "checks/", ""])
def test_more_entries_take_no_more_queries(
    world: World, call: Call, send: Send, numbers: None, client_of: SignIn, ending: str
) -> None:
    add(world, call, CheckKind.AT_MOST, parts=["f5"])
    client = client_of(world.officer)

    def counted() -> int:
        with CaptureQueriesContext(connection) as caught:
            place = f"/directives/{call.directive.code}/collation/{ending}?block={call.rows.pk}"
            assert client.get(place).status_code == 200
        return len(caught)

    send(world.tea, call.rows, {"f2": 1, "f5": 2})
    one = counted()
    send(world.nursing, call.rows, {"f2": 1, "f5": 2}, {"f2": 1, "f5": 3})
    assert counted() == one
