"""What is compared with what as it comes in."""

from __future__ import annotations

from collections.abc import Callable

from quanjing.files.actions import store, text_of
from quanjing.files.models import FileText
from quanjing.foundation.actor import Actor
from quanjing.jobs.models import Job
from quanjing.likeness import actions
from quanjing.likeness.jobs import look_for_new_texts
from quanjing.likeness.models import Band, Sketch
from quanjing.submissions.actions import attach_file, save_draft, submit, submit_answers, take_back
from quanjing.submissions.models import Entry, RolledUp, Submission
from tests.gongwen.makers import text_to_docx
from tests.gongwen.read.packages import png
from tests.likeness.test_matching import invented
from tests.likeness.texts import SPEECH, TEXT, ClientOf, found_of, nothing, reference, sends
from tests.submissions.conftest import Scene


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


class TestFiles:
    """A report whose text is in an attached Word file is a text of the call."""

    def with_file(self, scene: Scene, actor: Actor, text: str, name: str = "稿.docx") -> Submission:
        data = text_to_docx(text)
        file = attach_file(actor=actor, directive=scene.directive, name=name, data=data)
        rows = {"b1": {"rows": [{"values": {"text": "详见附件。", "file": file.code}}]}}
        header = {"phone": "010-55550111"}
        save_draft(actor=actor, directive=scene.directive, header=header, draft=rows, version=0)
        (sent,) = submit(actor=actor, directive=scene.directive)
        return sent

    def test_a_copy_in_a_word_file_is_found_beside_a_typed_text(self, scene: Scene, tea: Submission) -> None:
        copied = self.with_file(scene, scene.nurse, TEXT)
        assert actions.take_in(nothing) == 3
        assert (found_of(tea), found_of(copied)) == ([("entry", 100)], [("entry", 100)])
        assert actions.take_in(nothing) == 0

    def test_and_beside_another_file_when_the_call_is_compared_anew(self, scene: Scene) -> None:
        one = self.with_file(scene, scene.handler, TEXT)
        other = self.with_file(scene, scene.nurse, TEXT + invented(200, 76))
        assert actions.rebuild(scene.directive, nothing) == 4
        assert (found_of(one), found_of(other)) == ([("entry", 100)], [("entry", 67)])

    def test_is_named_on_the_page(self, scene: Scene, tea: Submission, client_of: ClientOf) -> None:
        copied = self.with_file(scene, scene.nurse, TEXT)
        actions.take_in(nothing)
        page = client_of(scene.world.officer).get(f"/submissions/{tea.code}/likeness/").content.decode()
        assert "江岚省护理学会 · 关于征集学习体会和建言献策的通知 · 工作谋划 · 稿.docx" in page
        own = client_of(scene.world.officer).get(f"/submissions/{copied.code}/likeness/").content.decode()
        assert "<h2>稿.docx</h2>" in own

    def test_is_read_once_and_one_that_cannot_be_read_is_empty(self, scene: Scene) -> None:
        self.with_file(scene, scene.handler, TEXT)
        picture = store(actor=scene.officer, name="照片.png", data=png())
        assert (text_of(picture), FileText.objects.get(file=picture).text) == ("", "")
        actions.take_in(nothing)
        read = FileText.objects.exclude(file=picture).get()
        FileText.objects.filter(pk=read.pk).update(text="另外的字")
        assert text_of(read.file) == "另外的字"
