"""What came by telephone or on paper is entered by the desk and marked so for ever."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization, Post
from quanjing.submissions import actions
from quanjing.submissions.models import Report, Submission
from quanjing.submissions.queries import page_of_report
from quanjing.tasks.enums import State
from tests.gongwen.makers import text_to_pdf
from tests.submissions.conftest import LEADERS, PHONE, PLAN, Scene, in_days
from tests.submissions.test_filled import paper
from tests.submissions.test_sending import save, send, verbs, wheres
from tests.submissions.typing_in import into_docx

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]


def enter(scene: Scene, **more: object) -> Submission:
    given = {"way": "telephone", "told_by": "顾南屏", "header": PHONE, "draft": PLAN} | more
    return actions.enter_for(
        actor=scene.officer,
        assignment=scene.assignment(scene.plan),
        **given,  # type: ignore[arg-type]
    )


def test_it_is_sent_and_marked_with_who_when_how_and_from_whom(
    scene: Scene, django_capture_on_commit_callbacks: Callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent = enter(scene)
    sent.refresh_from_db()
    assert (sent.entered_way, sent.entered_from) == ("telephone", "顾南屏")
    assert (sent.submitted_name, sent.submitted_at) == ("林知远", clock.now())
    assert sent.entries.get().values["text"] == "今后五年的谋划。"
    assert sent.header == {"unit": "江岚省茶叶学会", "phone": "010-55550111"}
    assert scene.state(scene.plan) == State.SUBMITTED
    assert verbs()[-1] == "submissions.enter_for"
    assert Message.objects.get(post=scene.world.tea_handler).kind == "entered_for_you"


def test_the_unit_corrects_it_by_a_new_version_and_the_mark_stays(scene: Scene) -> None:
    enter(scene)
    page = page_of_report(scene.handler, scene.directive.code)
    assert page.report is not None
    save(scene, {"b1": {"rows": [{"values": {"text": "更正。"}}]}}, page.report.version)
    [again] = send(scene, scene.plan.code)
    assert (again.version, again.entered_way) == (2, "")
    assert Submission.objects.get(version=1).entered_way == "telephone"


def test_what_the_unit_has_begun_stays_its_own(scene: Scene) -> None:
    save(scene, {"b1": {"rows": [{"values": {"text": "学会自己的草稿。"}}]}})
    page = actions.entering_page(scene.officer, scene.assignment(scene.plan))
    assert (page.report, [part.code for part in page.parts]) == (None, [scene.plan.code])
    sent = enter(scene)
    assert sent.entries.get().values["text"] == "今后五年的谋划。"
    assert Report.objects.get().draft["b1"]["rows"][0]["values"]["text"] == "学会自己的草稿。"


def test_rows_of_other_items_in_a_shared_block_stay(scene: Scene) -> None:
    rows = [{"task": scene.young.code, "values": {"name": "陆闻溪", "text": "体会。"}}]
    save(scene, {"b4": {"rows": rows}})
    advice = {"b4": {"rows": [{"values": {"name": "许知遥", "text": "建议。"}}]}}
    actions.enter_for(
        actor=scene.officer,
        assignment=scene.assignment(scene.advice),
        way="paper",
        told_by="顾南屏",
        header=PHONE,
        draft=advice,
    )
    names = [(row["task"], row["values"]["name"]) for row in Report.objects.get().draft["b4"]["rows"]]
    assert names == [(scene.young.code, "陆闻溪"), (scene.advice.code, "许知遥")]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"way": "pigeon"}, "way"),
        ({"told_by": " "}, "told_by"),
        ({"header": {}}, "header.phone"),
        ({"draft": {"b1": {"rows": [{"values": {"text": ""}}]}}}, "b1"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_kept(
    scene: Scene, more: dict[str, object], where: str
) -> None:
    with pytest.raises(Invalid) as caught:
        enter(scene, **more)
    assert where in [place.split(".1")[0] for place in wheres(caught.value)]
    assert (Submission.objects.count(), Report.objects.count()) == (0, 0)


def test_a_nil_report_may_be_told_by_telephone(scene: Scene) -> None:
    assert enter(scene, nil_reason="暂无").entered_way == "telephone"
    assert scene.state(scene.plan) == State.NIL


def test_it_is_for_the_desk_of_the_issuing_body(scene: Scene) -> None:
    world = scene.world
    for nobody in (world.tea_handler, world.nursing_handler, world.city_officer, world.auditor):
        with pytest.raises(Denied):
            actions.enter_for(
                actor=world.actor(nobody),
                assignment=scene.assignment(scene.plan),
                way="paper",
                told_by="顾南屏",
            )


def test_what_is_decided_returned_or_locked_is_not_entered(scene: Scene) -> None:
    sent = enter(scene)
    actions.accept(actor=scene.officer, submission=sent)
    with pytest.raises(WrongState):
        enter(scene)
    with clock.frozen(in_days(30)), pytest.raises(WrongState):
        actions.enter_for(
            actor=scene.officer,
            assignment=scene.assignment(scene.leaders),
            way="paper",
            told_by="顾南屏",
            header=PHONE,
            draft=LEADERS,
        )


def test_the_heads_confirmation_is_not_asked_for_what_came_on_paper(scene: Scene) -> None:
    Organization.objects.filter(pk=scene.world.tea.pk).update(confirms_reports=True)
    assert enter(scene, way="paper").state == "submitted"


class TestPages:
    def test_the_desk_enters_with_a_file_and_the_unit_sees_the_mark(
        self, scene: Scene, client_of: ClientOf
    ) -> None:
        save(scene, {"b1": {"rows": [{"values": {"text": "学会自己的草稿。"}}]}})
        desk, society = client_of(scene.world.officer), client_of(scene.world.tea_handler)
        url = f"/assignments/{scene.assignment(scene.plan).code}/enter/"
        assert url in desk.get(f"/directives/{scene.directive.code}/assignments/").content.decode()
        assert "学会自己的草稿" not in desk.get(url).content.decode()
        typed = {
            "way": "paper", "told_by": "顾南屏", "header.phone": "010-55550111", "block": "b1",
            "row": "b1.1", "b1.1.text": "纸上的谋划。", "b1.1.file": "",
        }  # fmt: skip
        answer = desk.post(url, typed | {"told_by": ""})
        assert (answer.status_code, "纸上的谋划" in answer.content.decode()) == (422, True)
        scan = SimpleUploadedFile("scan.pdf", text_to_pdf("纸上的谋划"))
        answer = desk.post(url, typed | {"file:b1.1.file": scan}, follow=True)
        assert "联系处代录，纸质，提供人顾南屏" in answer.content.decode()
        sent = Submission.objects.get()
        assert sent.attachments.get().file.organization_code == scene.world.tea.code
        assert "提供人顾南屏" in society.get(f"/reports/{scene.directive.code}/").content.decode()

    def test_rows_are_added_without_scripts_and_nothing_is_sent(
        self, scene: Scene, client_of: ClientOf
    ) -> None:
        url = f"/assignments/{scene.assignment(scene.leaders).code}/enter/"
        typed = {"block": "b2", "row": "b2.1", "b2.1.name": "顾南屏", "add": "b2"}
        page = client_of(scene.world.officer).post(url, typed)
        [block] = page.context["view"].parts[0].blocks
        assert [len(block.rows), Submission.objects.count()] == [2, 0]


class TestFromAFile:
    def test_a_filled_sheet_is_read_into_the_fields_and_stays_with_the_report(
        self, scene: Scene, client_of: ClientOf
    ) -> None:
        values = {("_b1.text", 0): "纸上写的谋划。", ("_header.phone", 0): "010-55550122"}
        word = into_docx(paper(scene), values)
        desk, place = (
            client_of(scene.world.officer),
            f"/assignments/{scene.assignment(scene.plan).code}/enter/",
        )
        shown = desk.post(place, {"read": "1", "block": "b1", "forms": SimpleUploadedFile("茶.docx", word)})
        text = shown.content.decode()
        assert [one in text for one in ("纸上写的谋划。", "010-55550122", "茶.docx")] == [True] * 3
        assert Submission.objects.count() == 0
        [source] = shown.context["sources"]
        typed = {"way": "paper", "told_by": "顾南屏", "block": "b1", "row": "b1.1", "source": source.code,
                 "b1.1.text": "纸上写的谋划。", "header.phone": "010-55550122"}  # fmt: skip
        assert desk.post(place, typed).status_code == 302
        sent = Submission.objects.get()
        assert [one.file.name for one in sent.attachments.all()] == ["茶.docx"]

    def test_the_form_of_another_unit_is_said_and_not_kept(self, scene: Scene, client_of: ClientOf) -> None:
        other = into_docx(paper(scene, actor=scene.nurse), {("_b1.text", 0): "护理的谋划。"})
        desk, place = (
            client_of(scene.world.officer),
            f"/assignments/{scene.assignment(scene.plan).code}/enter/",
        )
        shown = desk.post(place, {"read": "1", "block": "b1", "forms": SimpleUploadedFile("茶.docx", other)})
        assert "护理的谋划。" not in shown.content.decode()
        assert ([one.where for one in shown.context["problems"]], StoredFile.objects.count()) == (
            ["forms"],
            0,
        )
