"""What is found, by whom, and how it stays as the things are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db.models import Q, QuerySet
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation import findable
from quanjing.foundation.findable import Facts, Findable
from quanjing.jobs.models import Job
from quanjing.organizations.models import OrganizationName, Post
from quanjing.search import actions, queries
from quanjing.search.jobs import look_for_new_documents
from quanjing.search.matching import asked, latin_keys, pieces, words_of
from quanjing.search.models import Document
from quanjing.submissions.actions import attach_file, save_draft, submit, take_back
from quanjing.submissions.models import Submission
from tests.gongwen.makers import text_to_docx
from tests.submissions.conftest import PHONE, Scene

ClientOf = Callable[[Post], Client]
ADVICE = "建议在茶园里办科普讲堂，请院士讲土壤。"


def nothing(_done: int, _total: int) -> None:
    """A step that nobody watches."""


@pytest.fixture
def sent(scene: Scene) -> Submission:
    type(scene.directive).objects.filter(pk=scene.directive.pk).update(text="请各学会报送调研材料。")
    file = attach_file(
        actor=scene.handler,
        directive=scene.directive,
        name="plan.docx",
        data=text_to_docx("附件里写着丘陵水利。"),
    )
    rows = {"b1": {"rows": [{"values": {"text": ADVICE, "file": file.code}}]}}
    save_draft(actor=scene.handler, directive=scene.directive, header=PHONE, draft=rows, version=0)
    (made,) = submit(actor=scene.handler, directive=scene.directive)
    actions.take_in(nothing)
    return made


def found(client: Client, question: str, **narrowed: str) -> list[tuple[str, str]]:
    hits = client.get("/search/", {"q": question, **narrowed}).context["hits"]
    return [(hit.document.kind, hit.document.title) for hit in hits]


@pytest.fixture
def desk(scene: Scene, client_of: ClientOf) -> Client:
    return client_of(scene.world.officer)


class TestFinding:
    def test_a_word_in_the_middle_of_a_report(self, desk: Client, sent: Submission) -> None:
        assert found(desk, "科普讲堂") == [("entry", "江岚省茶叶学会 工作谋划")]

    def test_a_word_of_an_attached_file(self, desk: Client, sent: Submission) -> None:
        assert found(desk, "水利") == [("file", "plan.docx")]

    def test_title_text_and_number_of_a_notice(self, desk: Client, sent: Submission) -> None:
        title = "关于征集学习体会和建言献策的通知 岚科协学发〔2026〕41号"
        for question in ("建言献策的通知", "调研材料", "岚科协学发〔2026〕41号"):
            assert ("directive", title) in found(desk, question), question

    def test_items_of_a_notice(self, desk: Client, sent: Submission) -> None:
        assert ("task", "负责人学习体会") in found(desk, "负责人")

    def test_all_words_must_stand_in_it(self, desk: Client, sent: Submission) -> None:
        assert found(desk, "院士 土壤") == [("entry", "江岚省茶叶学会 工作谋划")]
        assert found(desk, "院士 航天") == []

    def test_is_narrowed_by_kind_year_and_issuer(self, scene: Scene, desk: Client, sent: Submission) -> None:
        assert {kind for kind, _title in found(desk, "茶叶")} == {"organization", "entry"}
        assert {kind for kind, _title in found(desk, "茶叶", kind="entry", year="2026")} == {"entry"}
        assert found(desk, "茶叶", year="2020") == []
        assert found(desk, "院士", issuer=scene.world.nursing.code) == []

    @pytest.mark.parametrize("question", ["jlscyxh", "jiangland", "JLSCY"])
    def test_an_organization_by_the_sound_of_its_name(
        self, desk: Client, sent: Submission, question: str
    ) -> None:
        wanted = "jianglansheng" if question == "jiangland" else question
        assert ("organization", "江岚省茶叶学会") in found(desk, wanted)

    def test_an_organization_with_a_typo(self, desk: Client, sent: Submission) -> None:
        page = desk.get("/search/", {"q": "江岚省茶业学会"})
        assert page.context["near"][0].document.title == "江岚省茶叶学会"

    def test_a_former_name(self, scene: Scene, desk: Client) -> None:
        OrganizationName.objects.create(
            organization=scene.world.tea, name="江岚省茶文化研究会", used_from="2001-01-01"
        )
        actions.take_in(nothing)
        assert ("organization", "江岚省茶叶学会") in found(desk, "茶文化研究会")

    @pytest.mark.parametrize("question", ['"', "*", "AND", "a OR b", "NEAR(", "%_'", "。。", "x" * 500])
    def test_signs_of_the_index_are_only_signs(self, desk: Client, sent: Submission, question: str) -> None:
        assert desk.get("/search/", {"q": question, "page": "x", "year": "aa"}).status_code == 200

    def test_hits_are_marked_and_nothing_else_is(self, desk: Client, sent: Submission) -> None:
        page = desk.get("/search/", {"q": "院士"}).content.decode()
        assert "讲堂，请<mark>院士</mark>讲土壤" in page

    def test_speaks_english(self, desk: Client, sent: Submission) -> None:
        desk.cookies["quanjing_language"] = "en"
        assert "Nothing found that you may open" in desk.get("/search/", {"q": "航天"}).content.decode()


class TestOrder:
    """Titles first, then the newest; counts that say where they end."""

    @pytest.fixture
    def many(self, scene: Scene) -> None:
        tea = scene.world.tea
        made = [
            Document(kind="organization", object_id=9_000 + number, organization=tea, code=tea.code,
                     title=title, text="湿地湿地", on=date(year, 1, 1))
            for number, (title, year) in enumerate(
                [("甲报", 2020), ("湿地报", 2019), ("乙报", 2024), ("湿地志", 2021), ("丙报", 2022)]
            )
        ]  # fmt: skip
        actions.write_words(Document.objects.bulk_create(made))

    def titles(self, scene: Scene, **narrowed: int) -> list[str]:
        found = queries.find(scene.officer, "湿地", queries.Narrowed(**narrowed))  # type: ignore[arg-type]
        return [one.title for one in found.documents]

    def test_titles_first_then_the_newest(self, scene: Scene, many: None) -> None:
        assert self.titles(scene) == ["湿地志", "湿地报", "乙报", "丙报", "甲报"]

    def test_a_year_narrows(self, scene: Scene, many: None) -> None:
        assert self.titles(scene, year=2024) == ["乙报"]

    def test_what_is_not_counted_is_said_to_be_more(
        self, scene: Scene, desk: Client, many: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tab,) = desk.get("/search/", {"q": "湿地"}).context["tabs"]
        assert (tab.count, tab.is_cut) == (5, False)
        monkeypatch.setattr(queries, "MOST", 2)
        page = desk.get("/search/", {"q": "湿地"})
        assert [hit.document.title for hit in page.context["hits"]] == ["湿地志", "湿地报"]
        assert "2 以上" in page.content.decode()
        assert "只列前 2 条" in page.content.decode()

    def test_filters_stay_while_one_leafs(
        self, desk: Client, many: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(queries, "PAGE", 2)
        text = desk.get("/search/", {"q": "湿地", "kind": "organization"}).content.decode()
        assert "?q=%E6%B9%BF%E5%9C%B0&amp;kind=organization&amp;page=2" in text


class TestKinds:
    def test_an_app_adds_a_kind_without_the_search_knowing(self, scene: Scene, client_of: ClientOf) -> None:
        """Whatever registers is indexed, found, linked, and seen by its own rule."""
        model = type(scene.directive)

        def own(organization_id: int | None) -> QuerySet[Any]:
            return model.objects.filter(organization=organization_id)

        findable.register(
            Findable(
                "plan", "规划", 90, lambda: model.objects.all(),
                lambda one: Facts("远景规划", "湿地公园", one.organization_id, code=one.code),
                lambda actor: Q(object_id__in=own(actor.organization_id).values("pk")),
                lambda _actor, document: f"/plans/{document.code}/",
            )
        )  # fmt: skip
        try:
            actions.take_in(nothing)
            desk = client_of(scene.world.officer)
            (hit,) = desk.get("/search/", {"q": "湿地公园", "kind": "plan"}).context["hits"]
            assert (hit.label, hit.link) == ("规划", f"/plans/{scene.directive.code}/")
            assert found(client_of(scene.world.tea_handler), "湿地公园") == []
        finally:
            findable._kinds.pop("plan")
        assert desk.get("/search/", {"q": "湿地公园"}).context["hits"] == []


class TestBox:
    def test_stands_in_the_bar_of_every_page_for_those_who_are_signed_in(
        self, desk: Client, client: Client
    ) -> None:
        boxes = [one.get("/help/").content.decode().count('action="/search/"') for one in (desk, client)]
        assert boxes == [2, 0]  # wide and narrow


class TestPermission:
    def test_a_report_is_found_by_the_unit_and_those_above_only(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        world = scene.world
        posts = (world.tea_handler, world.officer, world.auditor, world.nursing_handler, world.city_officer)
        assert [len(found(client_of(post), "院士")) for post in posts] == [1, 1, 1, 0, 0]
        assert [len(found(client_of(post), "水利")) for post in posts] == [1, 1, 1, 0, 0]

    def test_a_notice_is_found_by_issuer_and_addressees_only(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        world = scene.world
        posts = (world.officer, world.nursing_handler, world.mathematics_handler, world.city_officer)
        assert [bool(found(client_of(post), "调研材料")) for post in posts] == [True, True, False, False]

    def test_a_draft_is_not_found_by_those_whom_it_will_address(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        type(scene.directive).objects.update(state="read")
        posts = (scene.world.officer, scene.world.tea_handler)
        assert [bool(found(client_of(post), "调研材料")) for post in posts] == [True, False]

    def test_names_nearly_typed_are_those_that_one_may_open(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        page = client_of(scene.world.nursing_handler).get("/search/", {"q": "江岚省茶业学会"})
        assert "江岚省茶叶学会" not in [hit.document.title for hit in page.context["near"]]

    def test_a_post_that_may_read_no_report_finds_what_else_it_may_see(
        self, scene: Scene, sent: Submission
    ) -> None:
        blind = replace(scene.handler, rights=frozenset())
        assert queries.find(blind, "院士", queries.Narrowed()).documents == []
        names = queries.find(blind, "江岚省茶叶学会", queries.Narrowed()).documents
        assert [one.title for one in names] == ["江岚省茶叶学会"]

    def test_what_was_taken_back_is_not_found(self, scene: Scene, desk: Client, sent: Submission) -> None:
        take_back(actor=scene.handler, submission=sent)
        assert found(desk, "院士") == []

    def test_every_link_opens_for_whom_it_is_shown(
        self, scene: Scene, client_of: ClientOf, sent: Submission
    ) -> None:
        world = scene.world
        opened = 0
        for post in (world.officer, world.auditor, world.tea_handler, world.nursing_handler):
            client = client_of(post)
            for question in ("茶叶", "学会", "学习体会", "院士", "水利", "工作谋划"):
                for hit in client.get("/search/", {"q": question}).context["hits"]:
                    assert client.get(hit.link).status_code == 200, (post.title, hit.link)
                    opened += 1
        assert opened > 10


class TestIndex:
    def test_takes_as_many_queries_for_many_as_for_one(
        self, desk: Client, sent: Submission, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(5):
            assert len(found(desk, "院士")) == 1
        with django_assert_num_queries(5):
            assert len(found(desk, "学会")) > 3

    def test_the_glance_of_every_minute_enqueues_one_job(
        self, scene: Scene, run_jobs: Callable[[], int]
    ) -> None:
        look_for_new_documents()
        look_for_new_documents()
        assert Job.objects.filter(name="search.take_in").count() == 1
        run_jobs()
        look_for_new_documents()
        assert Job.objects.filter(name="search.take_in").count() == 1

    def test_the_night_finds_changes_and_drops_what_is_gone(
        self, scene: Scene, desk: Client, sent: Submission
    ) -> None:
        assert actions.rebuild(nothing) == 0
        scene.leaders.name = "领军人才感言"
        scene.leaders.save()
        scene.advice.delete()
        assert actions.rebuild(nothing) == 2
        assert found(desk, "领军人才") == [("task", "领军人才感言")]
        assert not Document.objects.filter(kind="task", title="建言献策").exists()


class TestWords:
    def test_are_cut_and_latin_keys_made(self) -> None:
        assert asked("科学技术协会的通知") == ["科学技术", "协会", "的", "通知"]
        assert {"科学", "技术", "科学技术"} <= set(words_of("科学技术").split())
        assert latin_keys(["江苏省科协"]) == "jsskx jiangsushengkexie"

    @given(st.text(max_size=80), st.text(max_size=20))
    def test_pieces_are_of_the_text(self, text: str, question: str) -> None:
        shown = "".join(piece for piece, _asked in pieces(text, asked(question)))
        assert shown.strip("…") in text or text in shown
