"""The pages of those who review."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.submissions import actions
from quanjing.submissions.models import ReturnNote, Submission
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from tests.submissions.conftest import LEADERS, PLAN, RETURN_DUE, Scene, in_days
from tests.submissions.test_sending import save, send

ClientOf = Callable[[Post], Client]


@pytest.fixture
def desk(scene: Scene, client_of: ClientOf) -> Client:
    return client_of(scene.world.officer)


@pytest.fixture
def sent(scene: Scene) -> Submission:
    save(scene, LEADERS)
    return send(scene)[0]


@pytest.fixture
def nursing_nil(scene: Scene, sent: Submission) -> Submission:
    with clock.frozen(in_days(1)):
        return actions.submit_nil(
            actor=scene.nurse, assignment=scene.assignment(scene.plan, scene.world.nursing), reason="暂无"
        )


def page(submission: Submission, tail: str = "") -> str:
    return f"/submissions/{submission.code}/{tail}"


def rows(client: Client, query: str = "") -> list[str]:
    found = client.get(f"/inbox/?{query}").context["page"].rows
    return [f"{one.assignment.organization.name} {one.assignment.task.name}" for one in found]


class TestInbox:
    @pytest.fixture
    def three(self, scene: Scene, sent: Submission) -> None:
        """Waiting: leaders and plan of the tea society, plan of the nursing society, in this order."""
        with clock.frozen(in_days(1)):
            save(scene, PLAN, 1)
            send(scene)
        with clock.frozen(in_days(2)):
            actions.submit_answers(
                actor=scene.nurse,
                assignment=scene.assignment(scene.plan, scene.world.nursing),
                answers={"header": [{"phone": "010-55550112"}], "b1": [{"text": "护理的谋划。"}]},
            )

    def test_lists_what_waits_oldest_first(self, desk: Client, three: None) -> None:
        assert rows(desk) == [
            "江岚省茶叶学会 负责人学习体会",
            "江岚省茶叶学会 工作谋划",
            "江岚省护理学会 工作谋划",
        ]

    def test_is_narrowed_by_item_class_and_text(self, scene: Scene, desk: Client, three: None) -> None:
        assert rows(desk, f"task={scene.plan.code}&society_class=4") == ["江岚省护理学会 工作谋划"]
        assert len(rows(desk, f"directive={scene.directive.code}&q=茶叶")) == 2
        assert rows(desk, "directive=another") == []
        assert len(rows(desk, "state=nonsense&society_class=x")) == 3

    def test_shows_only_newest_versions(self, scene: Scene, desk: Client, sent: Submission) -> None:
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
        send(scene)
        assert len(rows(desk)) == 1
        assert rows(desk, "state=replaced") == []

    def test_takes_as_many_queries_for_three_as_for_one(
        self,
        scene: Scene,
        desk: Client,
        sent: Submission,
        django_assert_num_queries: DjangoAssertNumQueries,
        request: pytest.FixtureRequest,
    ) -> None:
        with django_assert_num_queries(6):
            assert len(rows(desk)) == 1
        request.getfixturevalue("three")
        with django_assert_num_queries(6):
            assert len(rows(desk)) == 3

    def test_is_for_reviewers(self, scene: Scene, client_of: ClientOf) -> None:
        world = scene.world
        statuses = [
            client_of(post).get("/inbox/").status_code
            for post in (world.tea_handler, world.auditor, world.city_officer)
        ]
        assert statuses == [403, 403, 200]
        assert rows(client_of(world.city_officer)) == []

    def test_leaves_out_answers_to_directives_of_bodies_below(
        self, scene: Scene, desk: Client, sent: Submission
    ) -> None:
        type(scene.directive).objects.update(organization=scene.world.city)
        assert rows(desk) == []

    def test_accepts_what_the_filter_selects_after_showing_how_many(
        self, scene: Scene, desk: Client, three: None
    ) -> None:
        query = f"/inbox/accept/?task={scene.plan.code}"
        assert desk.get(query).context["count"] == 2
        shown = [one.code for one in desk.get(query).context["found"]]
        desk.post(query, {"submission": shown})
        assert sorted(Submission.objects.values_list("state", flat=True)) == [
            "accepted",
            "accepted",
            "submitted",
        ]


class TestPage:
    def test_shows_entries_with_a_tick_for_each_field(self, desk: Client, sent: Submission) -> None:
        response = desk.get(page(sent))
        first = response.context["entries"][0]
        assert [(cell.label, cell.text) for cell in first.cells] == [
            ("姓名", "顾南屏"),
            ("职务", "理事长"),
            ("内容", "一片叶子。"),
        ]
        # two fields above the sheet, three of each row, two rows, everything
        assert response.content.decode().count('name="return"') == 2 + 2 * (3 + 1) + 1
        assert response.content.decode().count("btn-primary") == 1

    def test_is_seen_by_the_own_body_and_those_above_only(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        world = scene.world
        posts = (world.tea_handler, world.officer, world.auditor, world.nursing_handler, world.city_officer)
        assert [client_of(post).get(page(sent)).status_code for post in posts] == [200, 200, 200, 404, 404]

    def test_offers_no_decision_to_those_who_only_read(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        for post in (scene.world.tea_handler, scene.world.auditor):
            client = client_of(post)
            text = client.get(page(sent)).content.decode()
            assert (text.count('name="return"'), text.count("btn-primary")) == (0, 0)
            data = {"return": ".", "reason:.": "请补充。", "due": "2026-09-12"}
            assert [client.post(page(sent, tail), data).status_code for tail in ("accept/", "return/")] == [
                403,
                403,
            ]
        assert scene.state(scene.leaders) == State.SUBMITTED

    def test_takes_as_many_queries_for_three_rows_as_for_one(
        self, scene: Scene, desk: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for count in (1, 3):
            Submission.objects.all().delete()
            Assignment.objects.update(state=State.DUE)
            answers = {
                "header": [{"phone": "010-55550112"}],
                "b2": [LEADERS["b2"]["rows"][0]["values"]] * count,
            }
            sent = actions.submit_answers(
                actor=scene.handler, assignment=scene.assignment(scene.leaders), answers=answers
            )
            with django_assert_num_queries(20):
                desk.get(page(sent))


class TestDeciding:
    def returns(self, sent: Submission, **changes: object) -> dict[str, object]:
        name = f"{sent.entries.get(row=2).code}.post"
        return {"return": name, f"reason:{name}": "请写全称。", "due": "2026-09-12"} | changes

    def test_returns_what_is_ticked_until_the_end_of_the_day(
        self, scene: Scene, desk: Client, sent: Submission
    ) -> None:
        response = desk.post(page(sent, "return/"), self.returns(sent))
        note = ReturnNote.objects.get()
        assert response["Location"] == "/inbox/"
        assert (note.field_key, note.reason, note.due_at) == ("post", "请写全称。", RETURN_DUE)

    @pytest.mark.parametrize("changes", [{"return": []}, {"due": ""}, {"due": "2026-09-02"}, {"due": "soon"}])
    def test_keeps_the_page_with_reasons_when_something_is_wrong(
        self, scene: Scene, desk: Client, sent: Submission, changes: dict[str, object]
    ) -> None:
        response = desk.post(page(sent, "return/"), self.returns(sent, **changes))
        assert response.status_code == 422
        assert response.context["entries"][1].cells[1].reason == "请写全称。"
        assert scene.state(scene.leaders) == State.SUBMITTED

    def test_names_the_tick_without_a_reason(self, desk: Client, sent: Submission) -> None:
        name = f"{sent.entries.get(row=2).code}.post"
        response = desk.post(page(sent, "return/"), self.returns(sent, **{f"reason:{name}": " "}))
        cells = [cell for entry in response.context["entries"] for cell in entry.cells]
        assert [cell.name for cell in cells if cell.error] == [name]

    def test_goes_on_to_the_next_in_the_queue(self, scene: Scene, desk: Client, sent: Submission) -> None:
        with clock.frozen(in_days(1)):
            save(scene, PLAN, 1)
            [second] = send(scene)
        assert desk.post(page(sent, "accept/"))["Location"] == page(second)
        assert desk.post(page(second, "accept/"))["Location"] == "/inbox/"

    def test_shows_that_a_newer_version_is_there(self, scene: Scene, desk: Client, sent: Submission) -> None:
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
        [newer] = send(scene)
        response = desk.get(page(sent))
        assert (response.context["newest"], response.context["may_return"]) == (newer, False)
        assert desk.post(page(sent, "accept/")).status_code == 409

    def test_a_nil_report_shows_its_reason_and_can_go_back(
        self, scene: Scene, desk: Client, nursing_nil: Submission
    ) -> None:
        assert "暂无" in desk.get(page(nursing_nil)).content.decode()
        desk.post(page(nursing_nil, "return/"), {"return": ".", "reason:.": "请报送。", "due": "2026-09-12"})
        assert scene.state(scene.plan, scene.world.nursing) == State.RETURNED


def test_versions_of_different_units_are_not_compared(
    desk: Client, sent: Submission, nursing_nil: Submission
) -> None:
    assert desk.get(page(sent, f"compare/{nursing_nil.code}/")).status_code == 404
