"""What is compared with what, and who sees which part of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongwen.errors import GongwenError
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.jobs.models import Job
from quanjing.likeness import actions
from quanjing.likeness.actions.taking_in import calls_with_news
from quanjing.likeness.jobs import look_for_new_texts
from quanjing.likeness.models import Band, Likeness, ReferenceText, Sketch, Turns
from quanjing.organizations.models import Organization, Post
from quanjing.submissions.actions import submit_answers, take_back
from quanjing.submissions.models import Entry, RolledUp, Submission
from quanjing.tasks.models import Assignment
from tests.gongwen.makers import text_to_docx
from tests.likeness.test_matching import changed, invented
from tests.submissions.conftest import DUE, OPENS, Scene

ClientOf = Callable[[Post], Client]
TEXT = invented(400, 70)
SPEECH = invented(3_000, 71)


def nothing(_done: int, _total: int) -> None:
    """A step that nobody watches."""


def sends(scene: Scene, actor: Actor, body: Organization, text: str) -> Submission:
    phone = [{"phone": "010-55550111"}]
    answers = {"header": phone, "b1": [{"text": text}]}
    return submit_answers(actor=actor, assignment=scene.assignment(scene.plan, body), answers=answers)


@pytest.fixture
def tea(scene: Scene) -> Submission:
    return sends(scene, scene.handler, scene.world.tea, TEXT)


@pytest.fixture
def nursing(scene: Scene, tea: Submission) -> Submission:
    """A copy of what the tea society sent, with a tenth of its words changed."""
    return sends(scene, scene.nurse, scene.world.nursing, changed(TEXT, 0.1))


@pytest.fixture
def compared(scene: Scene, nursing: Submission) -> None:
    actions.take_in(nothing)


def reference(scene: Scene, text: str = SPEECH) -> ReferenceText:
    data = text_to_docx(text)
    return actions.add_reference(actor=scene.officer, title="春季讲话", name="speech.docx", data=data)


def found_of(submission: Submission) -> list[tuple[str, int]]:
    rows = Likeness.objects.filter(entry__submission=submission)
    kinds = [("entry" if row.other_id else "reference" if row.reference_id else "notice") for row in rows]
    return [(kind, row.share) for kind, row in zip(kinds, rows, strict=True)]


class TestTakingIn:
    def test_both_reports_know_of_each_other(
        self, tea: Submission, nursing: Submission, compared: None
    ) -> None:
        (one,), (other,) = found_of(tea), found_of(nursing)
        assert one[0] == other[0] == "entry"
        assert 50 < one[1] < 100
        assert 50 < other[1] < 100

    def test_again_it_does_nothing(self, compared: None) -> None:
        before = list(Sketch.objects.values_list("pk", flat=True))
        assert actions.take_in(nothing) == 0
        assert list(Sketch.objects.values_list("pk", flat=True)) == before

    def test_the_glance_of_every_minute_enqueues_one_job(
        self, tea: Submission, run_jobs: Callable[[], int]
    ) -> None:
        look_for_new_texts()
        look_for_new_texts()
        assert (
            list(Job.objects.filter(state="queued").values_list("name", flat=True)).count("likeness.take_in")
            == 1
        )
        run_jobs()
        assert Sketch.objects.count() == 1
        look_for_new_texts()
        assert Job.objects.filter(name="likeness.take_in").count() == 1

    def test_a_short_text_is_sketched_empty_and_not_looked_at_again(self, scene: Scene) -> None:
        sends(scene, scene.handler, scene.world.tea, "很短。")
        assert [actions.take_in(nothing), actions.take_in(nothing)] == [1, 0]
        assert Band.objects.count() == 0

    def test_an_earlier_version_of_the_same_report_does_not_count(
        self, scene: Scene, tea: Submission
    ) -> None:
        actions.take_in(nothing)
        newer = sends(scene, scene.handler, scene.world.tea, TEXT + "补充。")
        actions.take_in(nothing)
        assert found_of(newer) == []

    def test_two_rows_of_one_report_are_compared_too(self, scene: Scene) -> None:
        rows = [{"name": name, "post": "理事", "text": TEXT} for name in ("顾南屏", "沈雁秋")]
        answers = {"header": [{"phone": "010-55550111"}], "b2": rows}
        leaders = scene.assignment(scene.leaders, scene.world.tea)
        sent = submit_answers(actor=scene.handler, assignment=leaders, answers=answers)
        actions.take_in(nothing)
        assert found_of(sent) == [("entry", 100), ("entry", 100)]

    def test_what_was_taken_back_is_no_longer_shown(
        self, scene: Scene, tea: Submission, nursing: Submission, compared: None, client_of: ClientOf
    ) -> None:
        take_back(actor=scene.nurse, submission=nursing)
        page = client_of(scene.world.officer).get(f"/submissions/{tea.code}/likeness/")
        assert page.context["groups"] == []

    def test_a_row_that_was_rolled_up_is_no_copy(
        self, scene: Scene, tea: Submission, nursing: Submission
    ) -> None:
        source, taken = Entry.objects.get(submission=nursing), Entry.objects.get(submission=tea)
        RolledUp.objects.create(assignment=tea.assignment, source=source, entry=taken)
        actions.take_in(nothing)
        assert (found_of(tea), found_of(nursing)) == ([], [])

    def test_the_notice_is_always_compared_and_stands_between_no_two_reports(self, scene: Scene) -> None:
        paper = invented(300, 72)
        type(scene.directive).objects.filter(pk=scene.directive.pk).update(text=paper)
        one = sends(scene, scene.handler, scene.world.tea, paper + invented(100, 73))
        other = sends(scene, scene.nurse, scene.world.nursing, paper + invented(100, 74))
        actions.take_in(nothing)
        assert (found_of(one), found_of(other)) == ([("notice", 75)], [("notice", 75)])

    def test_a_passage_of_a_speech_is_found(self, scene: Scene) -> None:
        reference(scene)
        sent = sends(scene, scene.handler, scene.world.tea, SPEECH[500:700] + invented(200, 75))
        actions.take_in(nothing)
        assert found_of(sent) == [("reference", 50)]


class TestRebuilding:
    def test_finds_turns_and_compares_anew(
        self, scene: Scene, tea: Submission, nursing: Submission, compared: None
    ) -> None:
        Likeness.objects.all().delete()
        assert calls_with_news() == [scene.directive]
        assert actions.rebuild(scene.directive, nothing) == 2
        assert (len(found_of(tea)), Turns.objects.get().texts) == (1, 2)
        assert calls_with_news() == []

    def test_leaves_the_same_rows_the_second_time(self, scene: Scene, compared: None) -> None:
        actions.rebuild(scene.directive, nothing)
        before = list(Likeness.objects.order_by("entry").values_list("entry", "other", "share"))
        actions.rebuild(scene.directive, nothing)
        assert list(Likeness.objects.order_by("entry").values_list("entry", "other", "share")) == before


class TestPage:
    def test_the_review_page_says_it_in_one_line_with_a_link(
        self, scene: Scene, tea: Submission, compared: None, client_of: ClientOf
    ) -> None:
        page = client_of(scene.world.officer).get(f"/submissions/{tea.code}/").content.decode()
        share = Likeness.objects.get(entry__submission=tea).share
        assert f"有文稿 {share}% 的文字" in page
        assert f"/submissions/{tea.code}/likeness/" in page

    def test_the_desk_sees_both_sides_with_names(
        self, scene: Scene, tea: Submission, nursing: Submission, compared: None, client_of: ClientOf
    ) -> None:
        page = client_of(scene.world.officer).get(f"/submissions/{tea.code}/likeness/")
        ((_entry, (shown,)),) = page.context["groups"]
        assert (shown.kind, shown.code) == ("report", nursing.code)
        assert all(one.other for one in shown.passages)
        assert "江岚省护理学会" in page.content.decode()

    def test_the_author_sees_neither_name_nor_words_of_the_other(
        self, scene: Scene, tea: Submission, nursing: Submission, compared: None, client_of: ClientOf
    ) -> None:
        page = client_of(scene.world.tea_handler).get(f"/submissions/{tea.code}/likeness/")
        ((_entry, (shown,)),) = page.context["groups"]
        assert (shown.kind, shown.name, shown.code) == ("hidden", "", "")
        text = page.content.decode()
        other = Entry.objects.get(submission=nursing).values["text"]
        assert ("护理" in text, nursing.code in text) == (False, False)
        assert all(one.own in TEXT and not one.other for one in shown.passages)
        assert other not in text

    def test_speaks_english(self, scene: Scene, tea: Submission, compared: None, client_of: ClientOf) -> None:
        client = client_of(scene.world.officer)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = client.get(f"/submissions/{tea.code}/likeness/").content.decode()
        assert "of this text stand in a report: 江岚省护理学会" in page

    def test_takes_as_many_queries_for_two_sources_as_for_one(
        self,
        scene: Scene,
        tea: Submission,
        compared: None,
        client_of: ClientOf,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client = client_of(scene.world.officer)
        address = f"/submissions/{tea.code}/likeness/"
        with django_assert_num_queries(10):
            client.get(address)
        city = scene.world.city_society
        Assignment.objects.create(
            task=scene.plan, organization=city, directive=scene.directive, changed_at=OPENS, due_at=DUE
        )
        sends(scene, scene.world.actor(scene.world.city_handler), city, changed(TEXT, 0.05))
        actions.take_in(nothing)
        with django_assert_num_queries(10):
            assert len(client.get(address).context["groups"][0][1]) == 2


class TestCheck:
    def check(self, client: Client, scene: Scene, text: str, block: str = "b1") -> str:
        data = {f"{block}.0.text": text, f"{block}.0.file": "", "version": "0"}
        return client.post(f"/reports/{scene.directive.code}/likeness/", data).content.decode()

    def test_says_what_stands_elsewhere_and_keeps_nothing(
        self, scene: Scene, tea: Submission, compared: None, client_of: ClientOf
    ) -> None:
        Submission.objects.filter(assignment__organization=scene.world.nursing).update(state="replaced")
        answer = self.check(client_of(scene.world.nursing_handler), scene, TEXT)
        assert "本文 100% 的文字见于另一份报送" in answer
        assert ("茶叶" in answer, Sketch.objects.count()) == (False, 2)

    def test_names_reference_texts(self, scene: Scene, client_of: ClientOf) -> None:
        reference(scene)
        answer = self.check(client_of(scene.world.tea_handler), scene, SPEECH[:200])
        assert "本文 100% 的文字见于比对文稿“春季讲话”" in answer

    def test_does_not_find_the_own_report_that_is_being_changed(
        self, scene: Scene, tea: Submission, client_of: ClientOf
    ) -> None:
        actions.take_in(nothing)
        assert "未发现" in self.check(client_of(scene.world.tea_handler), scene, TEXT)

    def test_finds_own_earlier_texts_by_name(
        self, scene: Scene, tea: Submission, client_of: ClientOf
    ) -> None:
        actions.take_in(nothing)
        last_year = type(scene.directive).objects.create(
            organization=scene.world.association, title="去年的通知", registered_at=OPENS, day_end="17:00"
        )
        Assignment.objects.filter(pk=tea.assignment_id).update(directive=last_year)
        Sketch.objects.update(call=last_year)
        page = self.check(client_of(scene.world.tea_handler), scene, TEXT, "b2")
        assert "见于本单位以往报送：江岚省茶叶学会 · 去年的通知 · 工作谋划" in page

    def test_each_text_of_the_page_is_looked_at_under_its_own_label(
        self, scene: Scene, client_of: ClientOf
    ) -> None:
        data = {"b1.0.text": TEXT, "b4.0.text": SPEECH, "fix.k7m2p9xz.text": TEXT, "b4.0.name": TEXT}
        client = client_of(scene.world.tea_handler)
        page = client.post(f"/reports/{scene.directive.code}/likeness/", data)
        labels = [label for label, _found in page.context["results"]]
        assert labels == ["工作谋划 · 内容", "建议 · 内容", labels[2]]

    def test_an_empty_page_is_told_so(self, scene: Scene, client_of: ClientOf) -> None:
        assert "还没有长文本" in self.check(client_of(scene.world.tea_handler), scene, " ")

    def test_the_report_page_offers_it(self, scene: Scene, client_of: ClientOf) -> None:
        page = client_of(scene.world.tea_handler).get(f"/reports/{scene.directive.code}/").content.decode()
        assert f'hx-post="/reports/{scene.directive.code}/likeness/"' in page


class TestReferences:
    def test_are_added_listed_and_removed(self, scene: Scene, client_of: ClientOf) -> None:
        client = client_of(scene.world.officer)
        with clock.frozen(OPENS + timedelta(days=1)):
            file = SimpleUploadedFile("speech.docx", text_to_docx(SPEECH))
            answer = client.post("/references/", {"title": "", "file": file})
        assert answer.status_code == 302
        one = ReferenceText.objects.get()
        assert one.title == "speech.docx"
        assert "speech.docx" in client.get("/references/").content.decode()
        client.post(f"/references/{one.code}/remove/")
        assert ReferenceText.objects.count() == 0

    def test_a_file_that_cannot_be_read_is_named(self, scene: Scene, client_of: ClientOf) -> None:
        client = client_of(scene.world.officer)
        answer = client.post("/references/", {"title": "空"})
        assert (answer.status_code, "请选择文件" in answer.content.decode()) == (422, True)
        with pytest.raises(Invalid):
            actions.add_reference(actor=scene.officer, title="", name="a.txt", data="太短了。".encode())
        with pytest.raises(GongwenError):
            actions.add_reference(actor=scene.officer, title="", name="a.docx", data=b"no docx")

    def test_are_kept_by_those_who_review_for_their_own_body(self, scene: Scene) -> None:
        with pytest.raises(Denied):
            actions.add_reference(actor=scene.handler, title="", name="a.txt", data=SPEECH.encode())
        city = scene.world.actor(scene.world.city_officer)
        with pytest.raises(Denied):
            actions.remove_reference(actor=city, reference=reference(scene))
