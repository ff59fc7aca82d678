"""Units that need not report, items that no longer hold, and bodies that are addressed later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive, Receipt
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.actions import address, excuse, extend, move, tell_addressees
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Excuse
from quanjing.tasks.queries import addressable, coverage
from tests.world import World, person, post

SignIn = Callable[[Post], Client]


def states(directive: Directive, world: World) -> list[str]:
    rows = Assignment.objects.filter(directive=directive, organization=world.tea)
    return list(rows.order_by("task__position").values_list("state", flat=True))


def tea(world: World) -> dict[str, str]:
    return {"organization": world.tea.code}


def test_an_exempt_unit_is_no_longer_expected_and_told_once(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    count = excuse(actor=officer, directive=published, filters=tea(world), to=State.EXEMPT, reason="正在换届")
    assert (count, states(published, world)) == (2, ["exempt", "exempt"])
    total = coverage(officer, published).total
    assert (total.addressed, total.expected) == (6, 4)
    [message] = Message.objects.filter(kind="item_exempt")
    assert message.post == world.tea_handler
    assert message.values["reason"] == "正在换届"
    assert message.values["items"] == "工作谋划; 学习体会"
    entry = AuditEntry.objects.get(verb="tasks.excuse")
    assert entry.detail["assignments"] == 2


def test_what_is_done_is_left_alone(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    first = Assignment.objects.filter(organization=world.tea).earliest("pk")
    move(actor=officer, assignment=first, to=State.NIL)
    excuse(actor=officer, directive=published, filters=tea(world), to=State.CANCELLED, reason="并入他项")
    assert states(published, world) == ["nil", "cancelled"]


def test_it_can_be_asked_for_again(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    for to in (State.EXEMPT, State.DUE, State.CANCELLED, State.DUE):
        excuse(actor=officer, directive=published, filters=tea(world), to=to, reason="更正")
    assert states(published, world) == ["due", "due"]
    assert (
        list(Excuse.objects.values_list("state", flat=True))
        == ["exempt"] * 2 + ["due"] * 2 + ["cancelled"] * 2 + ["due"] * 2
    )


@pytest.mark.parametrize(
    ("to", "reason", "error"),
    [
        (State.EXEMPT, " ", Invalid),
        (State.ACCEPTED, "顺手", Invalid),
        (State.DUE, "没有可恢复的", Invalid),
    ],
)
def test_nonsense_is_refused(
    world: World, published: Directive, to: State, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        excuse(actor=world.actor(world.officer), directive=published, filters={}, to=to, reason=reason)
    assert not Excuse.objects.exists()


def test_another_count_than_the_one_seen_is_a_conflict(world: World, published: Directive) -> None:
    with pytest.raises(Conflict):
        excuse(
            actor=world.actor(world.officer), directive=published, filters={}, to=State.EXEMPT,
            reason="停报", expected=5,
        )  # fmt: skip
    assert states(published, world) == ["due", "due"]


def test_only_the_desk_of_the_issuer_may(world: World, published: Directive, directive: Directive) -> None:
    for stranger in (world.tea_handler, world.city_officer, world.auditor):
        actor = world.actor(stranger)
        with pytest.raises(Denied):
            excuse(actor=actor, directive=published, filters={}, to=State.EXEMPT, reason="停报")
        with pytest.raises(Denied):
            address(actor=actor, directive=published, organizations=[world.city.code], reason="漏发")


def test_nothing_can_be_excused_before_publishing(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    with pytest.raises(WrongState):
        excuse(actor=officer, directive=directive, filters={}, to=State.EXEMPT, reason="停报")
    with pytest.raises(WrongState):
        address(actor=officer, directive=directive, organizations=[world.city.code], reason="漏发")


def test_a_body_addressed_later_gets_what_the_others_have(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    assert world.city in addressable(officer, published)
    tell_addressees(directive=published)
    told = Message.objects.count()
    assert address(actor=officer, directive=published, organizations=[world.city.code], reason="漏发") == 1
    assert Assignment.objects.filter(organization=world.city).count() == 2
    assert Receipt.objects.filter(directive=published, organization=world.city).exists()
    assert coverage(officer, published).total.addressed == 8
    assert world.city not in addressable(officer, published)
    tell_addressees(directive=published)
    assert Message.objects.filter(post=world.tea_handler).count() <= told
    with pytest.raises(Invalid):
        address(actor=officer, directive=published, organizations=[world.city.code], reason="再发")


def test_where_the_head_approves_the_officer_addresses_nobody(world: World, published: Directive) -> None:
    Organization.objects.filter(pk=world.association.pk).update(approves_publishing=True)
    head = post(world.association, "主席", Role.HEAD, person("head", "何山远"))
    codes = [world.city.code]
    with pytest.raises(Denied):
        address(actor=world.actor(world.officer), directive=published, organizations=codes, reason="漏发")
    assert address(actor=world.actor(head), directive=published, organizations=codes, reason="漏发") == 1


def test_the_page_counts_first_and_then_does_it(
    world: World, published: Directive, client_of: SignIn
) -> None:
    client = client_of(world.officer)
    page = reverse("directive_excuse", args=[published.code])
    asked = {"to": "exempt", "reason": "正在换届", "organization": world.tea.code}
    looked = client.get(page, asked)
    assert looked.context["count"] == 2
    assert states(published, world) == ["due", "due"]
    assert client.post(page, asked | {"expected": "3"}).status_code == 409
    done = client.post(page, asked | {"expected": "2"})
    assert done.url == reverse("assignment_list", args=[published.code])
    assert states(published, world) == ["exempt", "exempt"]
    assert client.get(page, {"to": "exempt"}).status_code == 422


def test_the_unit_reads_why(world: World, published: Directive, client_of: SignIn) -> None:
    officer = world.actor(world.officer)
    excuse(actor=officer, directive=published, filters=tea(world), to=State.EXEMPT, reason="正在换届")
    text = client_of(world.tea_handler).get(reverse("report_page", args=[published.code])).content.decode()
    assert text.count("正在换届") >= 2
    assert "无需报送" in text


def test_the_page_addresses_by_tick(world: World, published: Directive, client_of: SignIn) -> None:
    client = client_of(world.officer)
    page = reverse("directive_addressees", args=[published.code])
    assert world.city.name in client.get(page).content.decode()
    assert world.city.name not in client.get(page, {"text": "茶叶"}).content.decode()
    assert client.post(page, {"organizations": [world.city.code]}).status_code == 422
    done = client.post(page, {"organizations": [world.city.code], "reason": "漏发"})
    assert done.url == reverse("directive_page", args=[published.code])
    assert Assignment.objects.filter(organization=world.city).count() == 2


def test_an_extension_does_not_reach_the_exempt(world: World, published: Directive) -> None:
    officer = world.actor(world.officer)
    excuse(actor=officer, directive=published, filters=tea(world), to=State.EXEMPT, reason="停报")
    assert extend(actor=officer, directive=published, filters={}, until=date(2026, 9, 30), reason="延期") == 4
