"""Answers sent by program."""

from __future__ import annotations

import pytest

from gongwen.errors import GongwenError
from quanjing.audit.models import AuditEntry
from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.submissions import actions
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.models import Report, Submission
from quanjing.tasks.enums import State
from quanjing.tasks.models import Task
from tests.submissions.conftest import PHONE, RETURN_DUE, Scene, make_block, make_sheet
from tests.submissions.test_pages import PNG
from tests.submissions.test_sending import save, wheres

ROWS = [
    {"name": "顾南屏", "post": "理事长", "text": "一片叶子。"},
    {"name": "沈雁秋", "post": "秘书长", "text": "秘书处是一道门。"},
]
GIVEN = {"header": [PHONE], "b2": ROWS}


def answer(scene: Scene, task: Task, answers: dict[str, object], **more: object) -> Submission:
    return actions.submit_answers(
        actor=scene.handler,
        assignment=scene.assignment(task),
        answers=answers,
        **more,  # type: ignore[arg-type]
    )


def refused(scene: Scene, task: Task, answers: dict[str, object]) -> list[str]:
    with pytest.raises(Invalid) as caught:
        answer(scene, task, answers)
    assert Submission.objects.filter(version=2 if Submission.objects.exists() else 1).count() <= 1
    return wheres(caught.value)


def test_are_sent_and_stand_on_the_page_afterwards(scene: Scene) -> None:
    sent = answer(scene, scene.leaders, GIVEN)
    assert [entry.values for entry in sent.entries.all()] == ROWS
    assert sent.header == {"unit": "江岚省茶叶学会", **PHONE}
    assert [row["values"] for row in Report.objects.get().draft["b2"]["rows"]] == ROWS
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["submissions.submit"]


def test_leave_what_was_typed_for_other_tasks(scene: Scene) -> None:
    other = {"task": scene.young.code, "values": {"name": "许知遥", "text": "体会。"}}
    save(scene, {"b4": {"rows": [other]}})
    answer(scene, scene.advice, {"b4": [{"name": "陆闻溪", "text": "建议。"}]})
    rows = Report.objects.get().draft["b4"]["rows"]
    assert [(row["task"], row["values"]["name"]) for row in rows] == [
        (scene.young.code, "许知遥"),
        (scene.advice.code, "陆闻溪"),
    ]


def test_none_is_an_answer_to_an_optional_block_only(scene: Scene) -> None:
    young = {"header": [PHONE], "b3": "none", "b4": [{"name": "陆闻溪", "text": "体会。"}]}
    assert answer(scene, scene.young, young).none_blocks == ["b3"]
    assert refused(scene, scene.leaders, {"header": [PHONE], "b2": "none"}) == ["b2"]


@pytest.mark.parametrize(
    ("answers", "places"),
    [
        ({}, ["header.phone", "b2"]),
        ({"header": [PHONE], "b9": []}, ["b9"]),
        ({"header": [PHONE], "b1": []}, ["b1"]),  # a part of another task
        ({"header": [PHONE], "b2": [{"name": "顾南屏", "age": 3}]}, ["b2.1.age", "b2.1.post", "b2.1.text"]),
        ({"header": [PHONE | {"fax": "1"}], "b2": ROWS}, ["header.fax"]),
        ({"header": [PHONE], "b2": "many"}, ["b2"]),
        ({"header": "none", "b2": ROWS}, ["header"]),
        ({"header": [PHONE], "b2": [ROWS[0], {"post": "秘书长"}]}, ["b2.2.name", "b2.2.text"]),
    ],
)
def test_name_each_wrong_field(scene: Scene, answers: dict[str, object], places: list[str]) -> None:
    assert refused(scene, scene.leaders, answers) == places
    assert (Submission.objects.count(), scene.state(scene.leaders)) == (0, State.DUE)


def test_blocks_of_two_sheets_go_by_the_keys_of_their_own(scene: Scene) -> None:
    """Two tasks with a sheet each: both call their block b1, the page tells them apart."""
    other = make_sheet()["b1"]
    scene.advice.blocks.set([other])
    answer(scene, scene.plan, {"header": [PHONE], "b1": [{"text": "谋划。"}]})
    sent = answer(scene, scene.advice, {"b1": [{"text": "建议。"}]})
    assert sent.entries.get().block == other
    assert sorted(Report.objects.get().draft) == ["b1", f"b1-{other.template.code}"]


def test_a_field_above_two_sheets_is_asked_once(scene: Scene) -> None:
    scene.advice.blocks.set([make_sheet()["b1"]])
    answer(scene, scene.plan, {"header": [PHONE], "b1": [{"text": "谋划。"}]})
    assert answer(scene, scene.advice, {"b1": [{"text": "建议。"}]}).header["phone"] == PHONE["phone"]


class TestFiles:
    def test_are_parts_that_the_answers_name(self, scene: Scene) -> None:
        rows = [{"text": "谋划。", "file": {"file": "scan"}}]
        sent = answer(scene, scene.plan, {"header": [PHONE], "b1": rows}, files={"scan": ("茶园.png", PNG)})
        attached = sent.attachments.get()
        assert (attached.file.name, attached.entry) == ("茶园.png", sent.entries.get())
        assert sent.entries.get().values["file"] == attached.file.code

    def test_a_part_that_is_not_there_is_named(self, scene: Scene) -> None:
        rows = [{"text": "谋划。", "file": {"file": "scan"}}]
        assert refused(scene, scene.plan, {"header": [PHONE], "b1": rows}) == ["b1.1.file"]

    def test_a_bad_file_keeps_nothing(self, scene: Scene) -> None:
        rows = [{"text": "谋划。", "file": {"file": "scan"}}]
        with pytest.raises(GongwenError):
            answer(scene, scene.plan, {"header": [PHONE], "b1": rows}, files={"scan": ("空.pdf", b"")})
        assert (Submission.objects.count(), StoredFile.objects.count()) == (0, 0)


class TestReturned:
    @pytest.fixture
    def returned(self, scene: Scene) -> Submission:
        sent = answer(scene, scene.leaders, GIVEN)
        notes = [ReturnRequest(sent.entries.get(row=2).code, "post", "请写全称。")]
        return actions.return_for_correction(
            actor=scene.officer, submission=sent, notes=notes, due_at=RETURN_DUE
        )

    def test_take_the_returned_field_only(self, scene: Scene, returned: Submission) -> None:
        rows = [ROWS[0], ROWS[1] | {"post": "秘书长（专职）"}]
        sent = answer(scene, scene.leaders, {"b2": rows})
        assert [entry.values for entry in sent.entries.all()] == rows

    def test_refuse_a_change_of_anything_else(self, scene: Scene, returned: Submission) -> None:
        rows = [ROWS[0] | {"text": "改写。"}, ROWS[1] | {"post": "秘书长（专职）"}, ROWS[0]]
        header = [{"phone": "010-55550199"}]
        assert refused(scene, scene.leaders, {"header": header, "b2": rows}) == [
            "b2.1.text",
            "b2",
            "header.phone",
        ]

    def test_name_a_wrong_correction_by_its_place(self, scene: Scene, returned: Submission) -> None:
        assert refused(scene, scene.leaders, {"b2": [ROWS[0], ROWS[1] | {"post": ""}]}) == ["b2.2.post"]


def test_of_others_are_denied(scene: Scene) -> None:
    for actor in (scene.nurse, scene.officer, scene.world.actor(scene.world.auditor)):
        with pytest.raises(Denied):
            actions.submit_answers(actor=actor, assignment=scene.assignment(scene.leaders), answers=GIVEN)


def test_after_acceptance_are_refused(scene: Scene) -> None:
    sent = answer(scene, scene.leaders, GIVEN)
    actions.accept(actor=scene.officer, submission=sent)
    with pytest.raises(WrongState):
        answer(scene, scene.leaders, GIVEN)


def test_of_another_type_are_kept_as_what_they_are(scene: Scene) -> None:
    template = scene.leaders.blocks.get().template
    cells = [("people", "人数", "number", True), ("day", "日期", "date", True)]
    scene.advice.blocks.set([make_block(template, 9, "b9", cells)])
    sent = answer(scene, scene.advice, {"header": [PHONE], "b9": [{"people": "１２", "day": "2026年9月3日"}]})
    assert sent.entries.get().values == {"people": 12, "day": "2026-09-03"}
