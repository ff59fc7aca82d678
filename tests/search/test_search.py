"""What is found, by whom, and how it stays as the things are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from quanjing.jobs.models import Job
from quanjing.organizations.models import OrganizationName, Post
from quanjing.search import actions
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
        with django_assert_num_queries(4):
            assert len(found(desk, "院士")) == 1
        with django_assert_num_queries(4):
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
