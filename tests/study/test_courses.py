"""Courses with self-tests of which nothing is kept, zips in and out, lecturers lent by branch schools."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies

from gongwen.errors import GongwenError
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.quiz.formats import read_gift
from quanjing.quiz.models import Attempt, Question, QuestionBank
from quanjing.study import actions, queries
from quanjing.study.actions import MaterialGiven, PageGiven, VersionGiven
from quanjing.study.enums import MaterialKind, Sharing
from quanjing.study.formats import BadPackage, CoursePack, PagePack, read_package, write_gift, write_package
from quanjing.study.models import Course, Loan
from tests.gongwen.makers import text_to_docx
from tests.quiz.conftest import bank
from tests.world import World

__all__ = ["bank"]
ClientOf = Callable[[Post], Client]
WORDS = strategies.text("章程一二ab~=#{}:%", min_size=1, max_size=12).map(str.strip).filter(bool)


@dataclass(frozen=True)
class Asked:
    kind: str
    text: str
    options: list[list[object]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    is_true: bool = False
    topic: str = ""
    explanation: str = ""


@given(WORDS, strategies.lists(WORDS, min_size=2, max_size=4, unique=True), WORDS)
def test_questions_written_as_gift_are_read_back(text: str, options: list[str], why: str) -> None:
    asked = [
        Asked("single", text, [[words, place == 0] for place, words in enumerate(options)], explanation=why),
        Asked("multiple", text, [[words, True] for words in options]),
        Asked("true_false", text, is_true=True),
        Asked("fill_in", text, answers=options),
    ]
    found = read_gift(write_gift(asked))
    assert [one.kind for one in found.questions] == [one.kind for one in asked]
    assert [[option.text for option in one.options] for one in found.questions[:2]] == [options, options]
    assert found.questions[0].options[0].is_right
    assert found.questions[0].explanation == why
    assert list(found.questions[3].answers) == options


PACK = CoursePack(
    "课程",
    "简介",
    (
        PagePack("第一页", "甲\n乙"),
        PagePack("网页", link="https://example.org/a?b=1&c=2"),
        PagePack("文件", file_name="读 本.docx", file=b"PK", questions="问 {TRUE}", ask=1),
    ),
)


def without_json(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != "course.json":
                target.writestr(name, source.read(name))
    return out.getvalue()


def test_a_course_is_read_back_as_it_was_written() -> None:
    data = write_package(PACK)
    assert data == write_package(PACK)
    again = read_package(data)
    assert [(one.title, one.text, one.link, one.ask) for one in again.pages] == [
        (one.title, one.text, one.link, one.ask) for one in PACK.pages
    ]
    assert (again.pages[2].file, again.pages[2].file_name) == (b"PK", "读_本.docx")


def test_the_same_zip_is_a_common_cartridge() -> None:
    again = read_package(without_json(write_package(PACK)))
    assert (again.title, again.left_out) == ("课程", ())
    assert [(one.title, one.text, one.link) for one in again.pages[:2]] == [
        ("第一页", "甲\n乙", ""), ("网页", "", ""),
    ]  # fmt: skip
    assert [one.link for one in again.pages if one.link] == ["https://example.org/a?b=1&c=2"]
    assert [one.file for one in again.pages if one.file] == [b"PK"]


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ({"a.txt": "x"}, "imsmanifest.xml"),
        ({"course.json": "{"}, "course.json"),
        ({"course.json": json.dumps({"format": "other", "version": 1})}, "course.json"),
        (
            {"course.json": json.dumps({
                "format": "quanjing-course", "version": 1, "title": "x",
                "pages": [{"title": "p", "file": "gone"}],
            })},
            "gone",
        ),
        ({"imsmanifest.xml": "<a"}, "imsmanifest.xml"),
    ],
)  # fmt: skip
def test_what_is_no_course_is_named(entries: dict[str, str], place: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    with pytest.raises(BadPackage) as caught:
        read_package(out.getvalue())
    assert caught.value.place == place


def made_course(officer: Actor, bank: QuestionBank) -> Course:
    course = actions.save_course(actor=officer, title="党务基础", intro="三讲")
    given = MaterialGiven("读本", MaterialKind.FILE)
    version = VersionGiven(file=("读本.docx", text_to_docx("正文。")))
    material = actions.add_material(actor=officer, given=given, version=version)
    actions.save_page(actor=officer, course=course, given=PageGiven("第一讲", "内容", material))
    actions.save_page(actor=officer, course=course, given=PageGiven("自测", bank=bank, ask=3))
    return course


def test_a_course_goes_out_and_comes_in_elsewhere(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank
) -> None:
    data = actions.export_course(actor=officer, course=made_course(officer, bank))
    city = world.actor(world.city_officer)
    taken = actions.import_course(actor=city, data=data)
    first, second = taken.course.pages.all()
    assert (first.title, first.text, first.material.title) == ("第一讲", "内容", "第一讲")
    assert (second.ask, second.bank.organization_id) == (3, city.organization_id)
    assert Question.objects.filter(bank=second.bank).count() == bank.questions.count()
    assert taken.left_out == ()
    plain = actions.import_course(actor=tea, data=data)
    assert len(plain.left_out) == 1  # a society keeps no banks
    with pytest.raises(Denied):
        actions.export_course(actor=tea, course=taken.course)


def test_a_zip_that_is_refused_leaves_nothing(officer: Actor) -> None:
    with pytest.raises(GongwenError):
        actions.import_course(actor=officer, data=b"no zip")
    bad = CoursePack("坏课程", "", (PagePack("好", "字"), PagePack("坏", file_name="a.docx", file=b"none")))
    with pytest.raises(GongwenError):
        actions.import_course(actor=officer, data=write_package(bad))
    assert not Course.objects.exists()


def test_trying_oneself_is_marked_and_not_kept(
    officer: Actor, world: World, client_of: ClientOf, bank: QuestionBank
) -> None:
    course = made_course(officer, bank)
    page = course.pages.get(title="自测")
    address = f"/study/courses/{course.code}/{page.pk}/"
    unit = client_of(world.tea_handler)
    assert unit.get(address).status_code == 200
    asked = queries.drawn(page, 7)
    right = {f"q{one.pk}": "0" for one in asked[:2]} | {f"q{asked[2].pk}": "1"}
    with CaptureQueriesContext(connection) as caught:
        answer = unit.post(address, {"seed": "7", **right})
    assert "3 题中答对 2 题" in answer.content.decode()
    assert not [one for one in caught.captured_queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert not Attempt.objects.exists()


def test_walls_of_courses(officer: Actor, tea: Actor, nursing: Actor) -> None:
    own = actions.save_course(actor=tea, title="茶学")
    with pytest.raises(Missing):
        queries.get_course(nursing, own.code)
    actions.save_course(actor=tea, title="茶学", sharing=Sharing.ALL, course=own)
    assert queries.get_course(nursing, own.code) == own
    with pytest.raises(Denied):
        actions.save_page(actor=nursing, course=own, given=PageGiven("别人"))


def test_a_branch_school_lends_a_lecturer(officer: Actor, tea: Actor, nursing: Actor, world: World) -> None:
    actions.save_school(actor=tea, name="茶叶学会分校", theme="科学家精神")
    with pytest.raises(Invalid):
        actions.add_lecturer(actor=tea, name="穆清和", agreed=False)
    lecturer = actions.add_lecturer(actor=tea, name="穆清和", topics="茶史", agreed=True)
    loan = actions.ask_loan(actor=officer, thing=lecturer, wanted_on=date(2026, 9, 21))
    with pytest.raises(WrongState):
        actions.ask_loan(actor=officer, thing=lecturer, wanted_on=date(2026, 9, 21))
    assert Message.objects.get(kind="loan_asked").post == world.tea_handler
    assert not queries.loans_seen(nursing).exists()
    with pytest.raises(Denied):
        actions.answer_loan(actor=nursing, loan=loan, lend=True)
    actions.answer_loan(actor=tea, loan=loan, lend=True, words="上午可以")
    assert Message.objects.get(kind="loan_lent").post == world.officer
    assert [one.name for one in queries.schools_seen(nursing)] == ["茶叶学会分校"]


def test_the_pages_lead_through_it(
    officer: Actor, world: World, client_of: ClientOf, bank: QuestionBank
) -> None:
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    new = {"step": "new", "title": "课程一", "sharing": "below"}
    assert desk.post("/study/courses/", new | {"title": ""}).status_code == 422
    desk.post("/study/courses/", new)
    course = Course.objects.get()
    page = f"/study/courses/{course.code}/"
    assert (
        desk.post(page, {"step": "page", "title": "自测", "bank": bank.code, "ask": "0"}).status_code == 422
    )
    assert (
        desk.post(page, {"step": "page", "title": "自测", "bank": bank.code, "ask": "2"}).status_code == 302
    )
    assert unit.post(page, {"step": "page", "title": "别人"}).status_code == 403
    zipped = desk.get(f"{page}course.zip").content
    upload = {"step": "import", "file": SimpleUploadedFile("course.zip", zipped)}
    assert unit.post("/study/courses/", upload).status_code == 302
    bad = {"step": "import", "file": SimpleUploadedFile("course.zip", b"none")}
    assert unit.post("/study/courses/", bad).status_code == 422
    typed = {"step": "lecturer", "name": "穆清和", "sharing": "all", "agreed": "on"}
    assert unit.post("/study/schools/", typed).status_code == 302
    lecturer = queries.lecturers_seen(officer).get()
    assert desk.post("/study/schools/", {"step": "loan", "thing": lecturer.code}).status_code == 302
    loan = Loan.objects.get()
    assert desk.post("/study/schools/", {"step": "lend", "code": loan.code}).status_code == 403
    assert unit.post("/study/schools/", {"step": "lend", "code": loan.code}).status_code == 302
    assert "已借出" in desk.get("/study/schools/").content.decode()
