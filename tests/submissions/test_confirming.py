"""The head confirms before a report leaves; several people share one page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.actions import set_confirmation
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.submissions import actions
from quanjing.submissions.models import Confirmation, Report, Submission
from quanjing.submissions.queries import waiting_confirmations
from quanjing.tasks.enums import State
from tests.submissions.conftest import CLOSES, DUE, LEADERS, PHONE, PLAN, Scene
from tests.submissions.test_sending import save, send, verbs
from tests.world import person, post

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def head_post(scene: Scene) -> Post:
    return post(scene.world.tea, "秘书长", Role.HEAD, person("shenyanqiu", "沈雁秋"))


@pytest.fixture
def head(scene: Scene, head_post: Post) -> Actor:
    """The head of the tea society, which asks for confirmation from now on."""
    actor = scene.world.actor(head_post)
    set_confirmation(actor=actor, organization=scene.world.tea, needed=True)
    return actor


def ask(scene: Scene, *tasks: str) -> Confirmation:
    return actions.ask_confirmation(actor=scene.handler, directive=scene.directive, tasks=list(tasks) or None)


def version() -> int:
    return Report.objects.get().version


class TestSetting:
    def test_needs_a_head_to_confirm(self, scene: Scene) -> None:
        administrator = scene.world.actor(scene.world.administrator)
        with pytest.raises(Invalid):
            set_confirmation(actor=administrator, organization=scene.world.tea, needed=True)
        assert Organization.objects.get(pk=scene.world.tea.pk).confirms_reports is False

    def test_is_the_heads_and_the_administrators(self, scene: Scene, head: Actor) -> None:
        world = scene.world
        for nobody in (world.tea_handler, world.nursing_handler, world.officer, world.auditor):
            with pytest.raises(Denied):
                set_confirmation(actor=world.actor(nobody), organization=world.tea, needed=False)
        set_confirmation(actor=world.actor(world.administrator), organization=world.tea, needed=False)


class TestConfirming:
    def test_nothing_leaves_without_it(self, scene: Scene, head: Actor) -> None:
        save(scene, PLAN)
        plan = scene.assignment(scene.plan)
        answers = {"header": [PHONE], "b1": [{"text": "谋划。"}]}
        for act in (
            lambda: send(scene),
            lambda: actions.submit_nil(actor=scene.handler, assignment=plan, reason="暂无"),
            lambda: actions.submit_answers(actor=scene.handler, assignment=plan, answers=answers),
        ):
            with pytest.raises(WrongState):
                act()
        ask(scene)
        assert Submission.objects.count() == 0
        assert scene.state(scene.plan) == State.DRAFT

    def test_the_time_of_leaving_counts(
        self, scene: Scene, head: Actor, django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        save(scene, PLAN)
        with django_capture_on_commit_callbacks(execute=True):
            asked = ask(scene)
        told = Message.objects.get(kind="confirmation_asked")
        assert told.post.code == head.post_code
        between = DUE + (CLOSES - DUE) / 2
        with clock.frozen(between):
            [sent] = actions.confirm(actor=head, confirmation=asked, version=version())
        sent.refresh_from_db()
        assert (sent.submitted_at, sent.was_late) == (between, True)
        assert (sent.prepared_name, sent.submitted_name) == ("周予安", "沈雁秋")
        assert scene.state(scene.plan) == State.SUBMITTED
        assert verbs()[-1] == "submissions.confirm"

    def test_is_for_what_the_head_has_seen(self, scene: Scene, head: Actor) -> None:
        save(scene, PLAN)
        asked, seen = ask(scene), version()
        save(scene, {"b1": {"rows": [{"values": {"text": "改过。"}}]}}, seen)
        with pytest.raises(WrongState):
            actions.confirm(actor=head, confirmation=asked, version=seen)
        actions.confirm(actor=head, confirmation=asked, version=version())
        with pytest.raises(WrongState):
            actions.confirm(actor=head, confirmation=asked, version=version())

    def test_is_the_heads_alone(self, scene: Scene, head: Actor) -> None:
        save(scene, PLAN)
        asked = ask(scene)
        other = post(scene.world.nursing, "秘书长", Role.HEAD, person("wenruochu", "温若初"))
        for nobody in (scene.handler, scene.nurse, scene.officer, scene.world.actor(other)):
            with pytest.raises(Denied):
                actions.confirm(actor=nobody, confirmation=asked, version=version())
            with pytest.raises(Denied):
                actions.decline(actor=nobody, confirmation=asked, remark="请改。")
        assert list(waiting_confirmations(scene.world.actor(other))) == []
        assert list(waiting_confirmations(head)) == [asked]

    def test_goes_back_with_a_remark(
        self, scene: Scene, head: Actor, django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        save(scene, PLAN)
        asked = ask(scene)
        with pytest.raises(Invalid):
            actions.decline(actor=head, confirmation=asked, remark=" ")
        with django_capture_on_commit_callbacks(execute=True):
            actions.decline(actor=head, confirmation=asked, remark="请补充数据。")
        message = Message.objects.get(kind="confirmation_declined")
        assert (message.post, message.values["remark"]) == (scene.world.tea_handler, "请补充数据。")
        assert scene.state(scene.plan) == State.DRAFT

    def test_asking_again_replaces_what_waits(self, scene: Scene, head: Actor) -> None:
        save(scene, PLAN | LEADERS)
        first = ask(scene, scene.plan.code)
        second = ask(scene)
        assert list(waiting_confirmations(head)) == [second]
        with pytest.raises(WrongState):
            actions.confirm(actor=head, confirmation=first, version=version())
        assert len(actions.confirm(actor=head, confirmation=second, version=version())) == 2

    def test_incomplete_is_not_asked(self, scene: Scene, head: Actor) -> None:
        save(scene, {"b2": {"rows": [{"values": {"name": "顾南屏"}}]}})
        with pytest.raises(Invalid):
            ask(scene)

    def test_a_nil_report_needs_it_too(self, scene: Scene, head: Actor) -> None:
        asked = actions.ask_confirmation(
            actor=scene.handler, directive=scene.directive, tasks=[scene.plan.code], nil_reason="暂无"
        )
        actions.confirm(actor=head, confirmation=asked, version=version())
        assert scene.state(scene.plan) == State.NIL

    def test_the_head_who_fills_in_sends_in_one_step(self, scene: Scene, head: Actor) -> None:
        save(scene, PLAN)
        ask(scene)
        [sent] = actions.submit(actor=head, directive=scene.directive)
        assert (sent.prepared_name, scene.state(scene.plan)) == ("", State.SUBMITTED)
        assert list(waiting_confirmations(head)) == []

    def test_other_bodies_are_not_touched(self, scene: Scene, head: Actor) -> None:
        assignment = scene.assignment(scene.plan, scene.world.nursing)
        actions.submit_nil(actor=scene.nurse, assignment=assignment, reason="暂无")


class TestPages:
    def test_from_asking_to_leaving(
        self, scene: Scene, head: Actor, head_post: Post, client_of: ClientOf
    ) -> None:
        url = f"/reports/{scene.directive.code}/"
        handler, chief = client_of(scene.world.tea_handler), client_of(head_post)
        typed = {
            "version": "0", "header.phone": "010-55550111", "block": "b1", "row": "b1.1",
            "b1.1.text": "今后五年的谋划。", "send": scene.plan.code,
        }  # fmt: skip
        assert "提请负责人审签" in handler.get(url).content.decode()
        page = handler.post(f"{url}submit/", typed, follow=True).content.decode()
        assert "尚未报出" in page
        asked = Confirmation.objects.get()
        assert "待您审签" in chief.get("/reports/").content.decode()
        shown = chief.get(url)
        assert "审签并报送" in shown.content.decode()
        seen = {"version": str(shown.context["view"].version)}
        decide = f"/confirmations/{asked.code}/"
        answer = chief.post(decide, {"version": "0"}, follow=True)
        assert "期间页面有修改" in answer.content.decode()
        chief.post(decide, {"decline": "1", "remark": "请补充数据。"})
        assert "请补充数据" in handler.get(url).content.decode()
        handler.post(f"{url}submit/", typed | {"version": seen["version"]})
        again = Confirmation.objects.latest("pk")
        seen = {"version": str(chief.get(url).context["view"].version)}
        chief.post(f"/confirmations/{again.code}/", seen)
        assert scene.state(scene.plan) == State.SUBMITTED

    def test_the_setting_is_switched_on_the_bodys_page(
        self, scene: Scene, head_post: Post, client_of: ClientOf
    ) -> None:
        client, url = client_of(head_post), f"/organizations/{scene.world.tea.code}/"
        client.post(f"{url}confirmation/", {"needed": "yes"})
        assert "须经负责人审签" in client.get(url).content.decode()
        client.post(f"{url}confirmation/", {"needed": "no"})
        assert Organization.objects.get(pk=scene.world.tea.pk).confirms_reports is False


class TestTwoEditors:
    def test_choose_field_by_field(self, scene: Scene, client_of: ClientOf) -> None:
        save(scene, LEADERS)
        client, url = client_of(scene.world.tea_handler), f"/reports/{scene.directive.code}/save/"
        mine = {
            "version": "0", "header.phone": "010-55550122", "block": "b2", "row": "b2.1",
            "b2.1.name": "顾南屏", "b2.1.post": "会长", "b2.1.text": "我的体会。",
        }  # fmt: skip
        answer = client.post(url, mine)
        places = {one.place for one in answer.context["conflict"]["differences"]}
        assert (answer.status_code, "按所选保存" in answer.content.decode()) == (409, True)
        assert {"header.phone", "b2.1.post", "b2.1.text", "b2.2.name"} <= places
        choice = {f"choice:{place}": "theirs" for place in places} | {"choice:b2.1.text": "yours"}
        assert client.post(url, mine | choice | {"choose": "1"}).status_code == 302
        report = Report.objects.get()
        rows = [row["values"] for row in report.draft["b2"]["rows"]]
        assert rows == [
            {"name": "顾南屏", "post": "理事长", "text": "我的体会。"},
            {"name": "沈雁秋", "post": "秘书长", "text": "秘书处是一道门。"},
        ]
        assert report.header["phone"] == "010-55550111"

    def test_a_third_one_who_saved_is_seen_again(self, scene: Scene, client_of: ClientOf) -> None:
        save(scene, PLAN)
        save(scene, {"b1": {"rows": [{"values": {"text": "第三人的谋划。"}}]}}, 1)
        client = client_of(scene.world.tea_handler)
        mine = {"version": "0", "block": "b1", "row": "b1.1", "b1.1.text": "我的谋划。", "choose": "1"}
        answer = client.post(f"/reports/{scene.directive.code}/save/", mine)
        assert (answer.status_code, "第三人的谋划" in answer.content.decode()) == (409, True)
