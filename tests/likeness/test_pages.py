"""Who sees which part of what was found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongwen.errors import GongwenError
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.likeness import actions
from quanjing.likeness.models import Likeness, ReferenceText, Sketch
from quanjing.submissions.actions import attach_file
from quanjing.submissions.models import Entry, Submission
from quanjing.tasks.models import Assignment
from tests.gongwen.makers import text_to_docx
from tests.likeness.test_matching import changed
from tests.likeness.texts import SPEECH, TEXT, ClientOf, nothing, reference, sends
from tests.submissions.conftest import DUE, OPENS, Scene


class TestPage:
    def test_the_review_page_says_it_in_one_line_with_a_link(
        self, scene: Scene, tea: Submission, compared: None, client_of: ClientOf
    ) -> None:
        page = client_of(scene.world.officer).get(f"/submissions/{tea.code}/").content.decode()
        share = Likeness.objects.get(text__submission=tea).share
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
        own = ["".join(piece.text for piece in one.own if piece.text != "…") for one in shown.passages]
        assert all(text in TEXT for text in own)
        assert not any(one.other for one in shown.passages)
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
        with django_assert_num_queries(15):
            client.get(address)
        city = scene.world.city_society
        Assignment.objects.create(
            task=scene.plan, organization=city, directive=scene.directive, changed_at=OPENS, due_at=DUE
        )
        sends(scene, scene.world.actor(scene.world.city_handler), city, changed(TEXT, 0.05))
        actions.take_in(nothing)
        with django_assert_num_queries(15):
            assert len(client.get(address).context["groups"][0][1]) == 2


class TestGroups:
    """The desk's page of all texts of a notice."""

    @pytest.fixture
    def three(self, scene: Scene, tea: Submission, nursing: Submission) -> None:
        city = scene.world.city_society
        Assignment.objects.create(
            task=scene.plan, organization=city, directive=scene.directive, changed_at=OPENS, due_at=DUE
        )
        sends(scene, scene.world.actor(scene.world.city_handler), city, changed(TEXT, 0.05))
        actions.take_in(nothing)

    def test_copies_of_one_text_are_one_group_the_oldest_first(
        self, scene: Scene, three: None, client_of: ClientOf
    ) -> None:
        page = client_of(scene.world.officer).get(f"/directives/{scene.directive.code}/likeness/")
        ((group, texts),) = page.context["groups"]
        assert [name.split(" · ")[0] for _text, name in texts] == [
            "江岚省茶叶学会",
            "江岚省护理学会",
            "岚州市园艺学会",
        ]
        assert len(group.texts) == 3

    def test_is_narrowed_to_an_item(self, scene: Scene, three: None, client_of: ClientOf) -> None:
        client = client_of(scene.world.officer)
        address = f"/directives/{scene.directive.code}/likeness/"
        found = [
            len(client.get(address, {"task": task.code}).context["groups"])
            for task in (scene.plan, scene.leaders)
        ]
        assert found == [1, 0]

    def test_takes_as_many_queries_for_three_texts_as_for_two(
        self,
        scene: Scene,
        tea: Submission,
        nursing: Submission,
        client_of: ClientOf,
        request: pytest.FixtureRequest,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        actions.take_in(nothing)
        client = client_of(scene.world.officer)
        address = f"/directives/{scene.directive.code}/likeness/"
        with django_assert_num_queries(7):
            client.get(address)
        request.getfixturevalue("three")
        with django_assert_num_queries(7):
            client.get(address)

    def test_speaks_english(self, scene: Scene, three: None, client_of: ClientOf) -> None:
        client = client_of(scene.world.officer)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = client.get(f"/directives/{scene.directive.code}/likeness/").content.decode()
        assert "<h2>3 texts</h2>" in page


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

    def test_a_browser_without_scripts_gets_a_page_and_htmx_a_piece(
        self, scene: Scene, client_of: ClientOf
    ) -> None:
        client = client_of(scene.world.tea_handler)
        address = f"/reports/{scene.directive.code}/likeness/"
        pages = [
            client.post(address, {"b1.0.text": TEXT}, headers=one) for one in ({}, {"HX-Request": "true"})
        ]
        assert ["<html" in page.content.decode() for page in pages] == [True, False]

    def test_the_text_of_an_attached_file_is_looked_at_too(self, scene: Scene, client_of: ClientOf) -> None:
        reference(scene)
        data = text_to_docx(SPEECH[:300])
        file = attach_file(actor=scene.handler, directive=scene.directive, name="稿.docx", data=data)
        client = client_of(scene.world.tea_handler)
        address = f"/reports/{scene.directive.code}/likeness/"
        page = client.post(address, {"b1.0.text": "", "b1.0.file": file.code})
        ((label, (shown,)),) = page.context["results"]
        assert (label, shown.kind, shown.share) == ("工作谋划 · 附件 · 稿.docx", "reference", 100)
        other = client_of(scene.world.nursing_handler).post(address, {"b1.0.file": file.code})
        assert other.context["results"] == []

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
