"""The head of an office approves before a notice goes out, where the office asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.audit.models import AuditEntry
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.actions import issue_token, set_approval
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Delegation, Organization, Post
from quanjing.organizations.queries import Selection, actor_for
from quanjing.tasks.actions import (
    ApprovalNeeded,
    add_task,
    approve,
    ask_approval,
    confirm,
    correct_task,
    publish,
    reissue,
    send_back,
    withdraw_request,
)
from quanjing.tasks.enums import ApprovalState
from quanjing.tasks.models import Approval, Assignment
from quanjing.tasks.queries import waiting_approvals
from tests.world import World, person, post

ClientOf = Callable[[Post], Client]


@pytest.fixture
def head_post(world: World) -> Post:
    return post(world.association, "秘书长", Role.HEAD, person("luqiubai", "陆秋白"))


@pytest.fixture
def head(world: World, head_post: Post) -> Actor:
    """The head of the association, which asks for approval from now on."""
    actor = world.actor(head_post)
    set_approval(actor=world.actor(world.administrator), organization=world.association, needed=True)
    return actor


@pytest.fixture
def certain(world: World, directive: Directive) -> Directive:
    officer = world.actor(world.officer)
    confirm(actor=officer, directive=directive, task=directive.tasks.get(position=1), fact="deadline")
    return Directive.objects.get(pk=directive.pk)


@pytest.fixture
def asked(world: World, head: Actor, certain: Directive, provincial: Selection) -> Approval:
    return ask_approval(actor=world.actor(world.officer), directive=certain, selection=provincial)


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


class TestTheSetting:
    def test_needs_a_head(self, world: World) -> None:
        administrator = world.actor(world.administrator)
        with pytest.raises(Invalid):
            set_approval(actor=administrator, organization=world.association, needed=True)

    def test_is_the_heads_and_the_administrators(self, world: World, head: Actor) -> None:
        for nobody in (world.officer, world.auditor, world.tea_handler):
            with pytest.raises(Denied):
                set_approval(actor=world.actor(nobody), organization=world.association, needed=False)

    def test_is_switched_on_the_bodys_page(self, world: World, head_post: Post, client_of: ClientOf) -> None:
        client, url = client_of(world.administrator), f"/organizations/{world.association.code}/"
        client.post(f"{url}approval/", {"needed": "yes"})
        assert Organization.objects.get(pk=world.association.pk).approves_publishing is True
        assert "须经负责人签发" in client.get(url).content.decode()


class TestAsking:
    def test_nothing_goes_out_without_it(
        self, world: World, head: Actor, certain: Directive, provincial: Selection
    ) -> None:
        with pytest.raises(ApprovalNeeded):
            publish(actor=world.actor(world.officer), directive=certain, selection=provincial)
        assert (Assignment.objects.count(), Directive.objects.get().state) == (0, DirectiveState.READ)

    def test_keeps_what_was_chosen_and_tells_the_head(
        self, world: World, head: Actor, asked: Approval, head_post: Post
    ) -> None:
        assert asked.selection == {
            "under": world.association.code, "kinds": ["society"], "levels": ["provincial"],
            "classes": [], "groups": [],
        }  # fmt: skip
        assert (asked.tasks, asked.asked_name, asked.state) == (None, "林知远", ApprovalState.WAITING)
        assert Message.objects.get(kind="approval_asked").post == head_post
        assert verbs()[-1] == "tasks.ask_approval"

    def test_the_same_again_is_the_same_request(
        self, world: World, asked: Approval, provincial: Selection
    ) -> None:
        again = ask_approval(
            actor=world.actor(world.officer), directive=asked.directive, selection=provincial
        )
        assert (again.pk, Approval.objects.count()) == (asked.pk, 1)

    def test_something_else_takes_its_place(self, world: World, asked: Approval) -> None:
        fewer = Selection(under=world.association.code, kinds=("society",), classes=(3,))
        ask_approval(actor=world.actor(world.officer), directive=asked.directive, selection=fewer)
        asked.refresh_from_db()
        assert (asked.state, Approval.objects.filter(state=ApprovalState.WAITING).count()) == (
            ApprovalState.VOID,
            1,
        )

    def test_refuses_what_publishing_would_refuse(
        self, world: World, head: Actor, directive: Directive, provincial: Selection
    ) -> None:
        with pytest.raises(Invalid):
            ask_approval(actor=world.actor(world.officer), directive=directive, selection=provincial)

    def test_is_not_for_an_office_without_it(
        self, world: World, certain: Directive, provincial: Selection
    ) -> None:
        with pytest.raises(WrongState):
            ask_approval(actor=world.actor(world.officer), directive=certain, selection=provincial)

    def test_says_so_where_no_head_is_left(
        self, world: World, head: Actor, head_post: Post, certain: Directive, provincial: Selection
    ) -> None:
        Post.objects.filter(pk=head_post.pk).update(holder=None)
        with pytest.raises(Invalid):
            ask_approval(actor=world.actor(world.officer), directive=certain, selection=provincial)


class TestApproving:
    def test_publishes_under_the_heads_approval(
        self, world: World, head: Actor, head_post: Post, asked: Approval
    ) -> None:
        result = approve(actor=head, approval=asked)
        asked.refresh_from_db()
        published = Directive.objects.get()
        assert (result.assignments, published.published_by) == (6, head_post)
        assert (asked.state, asked.decided_name, asked.decided_at) == (
            ApprovalState.APPROVED, "陆秋白", clock.now(),
        )  # fmt: skip
        assert Message.objects.get(kind="approval_given").post == world.officer
        assert (verbs().count("tasks.approve"), verbs().count("tasks.publish")) == (1, 0)

    def test_is_the_heads_alone(self, world: World, asked: Approval) -> None:
        other = post(world.tea, "理事长", Role.HEAD, person("guhead", "顾理事"))
        for nobody in (world.officer, world.administrator, world.city_officer, other):
            with pytest.raises(Denied):
                approve(actor=world.actor(nobody), approval=asked)

    def test_a_delegate_approves_with_both_names(
        self, world: World, head_post: Post, asked: Approval
    ) -> None:
        Delegation.objects.create(
            post=head_post, delegate=world.officer.holder, first_day=clock.today(),
            last_day=clock.today(), named_by="陆秋白", created_at=clock.now(),
        )  # fmt: skip
        wearer = actor_for(Post.objects.select_related("organization", "holder").get(pk=head_post.pk),
                           wearer=world.officer.holder)  # fmt: skip
        approve(actor=wearer, approval=asked)
        asked.refresh_from_db()
        assert asked.decided_name == "林知远（代陆秋白）"

    def test_a_change_makes_the_request_void(
        self, world: World, head: Actor, asked: Approval, client_of: ClientOf
    ) -> None:
        officer, task = world.actor(world.officer), asked.directive.tasks.get(position=1)
        correct_task(actor=officer, task=task, changes={"name": "工作谋划（改）"})
        with pytest.raises(WrongState):
            approve(actor=head, approval=Approval.objects.get())
        assert list(waiting_approvals(head)) == []
        page = client_of(world.officer).get(f"/directives/{asked.directive.code}/").content.decode()
        assert "送签已失效" in page
        assert Approval.objects.get().standing == ApprovalState.VOID

    def test_an_added_item_makes_it_void_too(self, world: World, head: Actor, asked: Approval) -> None:
        changes = {"name": "自增事项", "deadline": {"due": "2026-09-20"}}
        add_task(actor=world.actor(world.officer), directive=asked.directive, changes=changes)
        assert Approval.objects.get().is_void

    def test_goes_back_with_a_reason(self, world: World, head: Actor, asked: Approval) -> None:
        with pytest.raises(Invalid):
            send_back(actor=head, approval=asked, remark=" ")
        send_back(actor=head, approval=asked, remark="对象过宽。")
        assert Approval.objects.get().state == ApprovalState.SENT_BACK
        assert Message.objects.get(kind="approval_sent_back").values["remark"] == "对象过宽。"
        with pytest.raises(WrongState):
            approve(actor=head, approval=asked)

    def test_the_officer_takes_it_back(self, world: World, head: Actor, asked: Approval) -> None:
        with pytest.raises(Denied):
            withdraw_request(actor=head, approval=asked)
        withdraw_request(actor=world.actor(world.officer), approval=asked)
        with pytest.raises(WrongState):
            approve(actor=head, approval=asked)

    def test_the_head_publishes_at_once(self, head: Actor, certain: Directive, provincial: Selection) -> None:
        assert publish(actor=head, directive=certain, selection=provincial).assignments == 6

    def test_a_date_that_has_come_near_needs_the_heads_reason(self, head: Actor, asked: Approval) -> None:
        with clock.frozen(clock.end_of(clock.today().replace(day=14), "09:00")):
            with pytest.raises(Invalid):
                approve(actor=head, approval=asked)
            assert approve(actor=head, approval=asked, override="上级要求").assignments == 6

    def test_a_notice_passed_on_obeys_the_same_rule(
        self, world: World, head_post: Post, certain: Directive
    ) -> None:
        everybody = Selection(under=world.association.code)
        publish(actor=world.actor(world.officer), directive=certain, selection=everybody)
        chief = post(world.city, "主席", Role.HEAD, person("cityhead", "江主席"))
        set_approval(actor=world.actor(chief), organization=world.city, needed=True)
        own = reissue(actor=world.actor(world.city_officer), directive=Directive.objects.get())
        below = Selection(under=world.city.code)
        with pytest.raises(ApprovalNeeded):
            publish(actor=world.actor(world.city_officer), directive=own, selection=below)
        asked = ask_approval(actor=world.actor(world.city_officer), directive=own, selection=below)
        assert approve(actor=world.actor(chief), approval=asked).assignments == 2


class TestPages:
    def test_from_the_preview_to_the_approval(
        self, world: World, head: Actor, head_post: Post, certain: Directive, client_of: ClientOf
    ) -> None:
        officer, chief = client_of(world.officer), client_of(head_post)
        url = f"/directives/{certain.code}/publish/"
        assert "送负责人签发" in officer.get(url).content.decode()
        form = {"under": world.association.code, "groups": ["society:provincial"]}
        asked_url = officer.post(url, form).headers["Location"]
        today = chief.get("/").content.decode()
        assert (f"签发：{certain.title}" in today, asked_url in today) == (True, True)
        page = chief.get(asked_url).content.decode()
        for words in ("林知远", "江岚省科学技术协会", "学会", "3 × 2", "同意并发布"):
            assert words in page
        assert chief.get(f"/directives/{certain.code}/").status_code == 200
        answer = chief.post(asked_url, follow=True)
        assert "已发布，共 6 项任务落到单位。" in answer.content.decode()
        overview = officer.get(f"/directives/{certain.code}/").content.decode()
        assert "由林知远送签，陆秋白" in overview
        assert chief.get("/approvals/").status_code == 200

    def test_a_request_sent_back_shows_the_reason(
        self, world: World, asked: Approval, head_post: Post, client_of: ClientOf
    ) -> None:
        chief, officer = client_of(head_post), client_of(world.officer)
        url = f"/approvals/{asked.code}/"
        assert chief.post(url, {"send_back": "yes", "remark": ""}).status_code == 422
        chief.post(url, {"send_back": "yes", "remark": "对象过宽。"})
        assert "对象过宽。" in officer.get(f"/directives/{asked.directive.code}/").content.decode()

    def test_others_do_not_see_it(self, world: World, asked: Approval, client_of: ClientOf) -> None:
        url = f"/approvals/{asked.code}/"
        for nobody in (world.tea_handler, world.city_officer):
            assert client_of(nobody).get(url).status_code == 404
        assert client_of(world.auditor).get(url).status_code == 200

    def test_the_list_costs_the_same_for_many(
        self, world: World, asked: Approval, client_of: ClientOf
    ) -> None:
        client, counts = client_of(world.officer), []
        for _one in range(3):
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get("/approvals/")
            counts.append(len(seen))
            asked.pk, asked.code, asked.state = None, f"copy{len(counts)}", ApprovalState.TAKEN_BACK
            asked.save(force_insert=True)
        assert counts[0] == counts[2]


def test_the_api_asks_and_says_so(world: World, head: Actor, certain: Directive, client_of: Any) -> None:
    headers = {"Authorization": f"Bearer {issue_token(post=world.officer)}"}
    body = {"organizations": {"kinds": ["society"], "levels": ["provincial"]}}
    url = f"/api/v1/directives/{certain.code}/publish"
    answer = Client().post(url, body, "application/json", headers=headers)
    asked = Approval.objects.get()
    assert (answer.status_code, answer.json()["approval"], answer.json()["state"]) == (
        202, asked.code, "waiting",
    )  # fmt: skip
    assert Client().post(url, body, "application/json", headers=headers).json()["approval"] == asked.code
    approve(actor=head, approval=asked)
    again = Client().post(url, body, "application/json", headers=headers)
    assert (again.status_code, again.json()["existing"]) == (200, 6)
