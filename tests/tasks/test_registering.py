"""A notice arrives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from gongwen.doubts import Doubt
from gongwen.errors import (
    ClassifiedDocument,
    DamagedDocument,
    EmptyDocument,
    GongwenError,
    MissingConverter,
    MissingRecognizer,
    TextlessDocument,
    UnsupportedDocument,
)
from gongwen.facade import read_text
from gongwen.model import Notice, Options
from quanjing.audit.models import AuditEntry
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied
from quanjing.jobs.models import Job
from quanjing.tasks.actions import finish_reading, register_directive
from quanjing.tasks.models import Task
from tests.tasks.conftest import TEXT
from tests.world import World

Reader = Callable[[dict[str, Any]], Directive]

GIF = bytes.fromhex("47494638396101000100000000002c00000000010001000002024401003b")  # one point


def blocks_of(task: Task) -> list[str]:
    return [block.label for block in task.blocks.order_by("position")]


def test_a_small_notice_is_read_at_once(world: World, at_nine: datetime) -> None:
    directive = register_directive(actor=world.actor(world.officer), name="notice.txt", data=TEXT.encode())
    assert (directive.state, directive.day_end) == (DirectiveState.READ, "17:00")
    assert directive.doc_number == "岚科协学发〔2026〕41号"
    assert directive.file is not None
    assert directive.file.name == "notice.txt"
    first = directive.tasks.filter(assign=True).first()
    assert first is not None
    assert first.due_at == clock.end_of(datetime(2026, 9, 15).date(), "17:00")
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["tasks.register_directive"]


@pytest.mark.parametrize("post", ["tea_handler", "administrator", "auditor"])
def test_only_a_post_that_issues_registers(world: World, post: str) -> None:
    with pytest.raises(Denied):
        register_directive(actor=world.actor(getattr(world, post)), name="a.txt", data=TEXT.encode())


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b"", EmptyDocument),
        ("a.txt", ("机密★1年\n" + TEXT).encode(), ClassifiedDocument),
        ("a.docx", b"PK\x03\x04 cut off", DamagedDocument),
        ("a.gif", GIF, UnsupportedDocument),
    ],
)
def test_a_refused_file_leaves_nothing(
    world: World, name: str, data: bytes, error: type[GongwenError]
) -> None:
    with pytest.raises(error):
        register_directive(actor=world.actor(world.officer), name=name, data=data)
    left = (StoredFile.objects.count(), Directive.objects.count(), AuditEntry.objects.count())
    assert left == (0, 0, 0)


def test_a_large_notice_is_read_by_the_worker(
    world: World, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quanjing.tasks.actions.registering.READ_AT_ONCE", 10)
    directive = register_directive(actor=world.actor(world.officer), name="a.txt", data=TEXT.encode())
    assert directive.state == DirectiveState.READING
    assert run_jobs() == 1
    directive.refresh_from_db()
    assert (directive.state, directive.doc_number) == (DirectiveState.READ, "岚科协学发〔2026〕41号")
    tasks = directive.tasks.count()
    finish_reading(directive=directive)
    assert directive.tasks.count() == tasks


def test_what_the_worker_cannot_read_fails_with_the_reason(
    world: World, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quanjing.tasks.actions.registering.READ_AT_ONCE", 2)
    blank = b"   \n"
    directive = register_directive(actor=world.actor(world.officer), name="a.txt", data=blank + b" ")
    run_jobs()
    directive.refresh_from_db()
    assert (directive.state, directive.failure) == (DirectiveState.FAILED, "empty")
    assert Job.objects.get().state == "done"


def test_a_request_with_deadline_or_deliverable_is_marked(directive: Directive) -> None:
    marks = [(task.name, task.assign) for task in directive.tasks.all()]
    assert marks == [("工作谋划", True), ("学习体会", True), ("坚持自愿", False)]


def test_an_inferred_deadline_is_a_doubt(directive: Directive) -> None:
    doubts = [task.doubts for task in directive.tasks.all()]
    assert doubts == [{"deadline": "inferred:year"}, {}, {}]


def test_a_deliverable_without_a_date_is_a_doubt(read_directive: Reader, notice: dict[str, Any]) -> None:
    notice["tasks"][0]["deadline"] = None
    assert read_directive(notice).tasks.get(position=1).doubts == {"deadline": "no_date"}


@pytest.mark.parametrize("kind", ["rolling", "recurring"])
def test_a_deadline_that_stays_open_is_no_doubt(
    read_directive: Reader, notice: dict[str, Any], kind: str
) -> None:
    notice["tasks"][0]["deadline"] |= {"kind": kind, "due": None, "inferred": []}
    assert read_directive(notice).tasks.get(position=1).doubts == {}


def test_a_day_ends_by_the_issuers_rule_unless_a_time_is_given(
    read_directive: Reader, notice: dict[str, Any]
) -> None:
    notice["tasks"][1]["deadline"]["time"] = "12:00"
    due = [task.due_at for task in read_directive(notice).tasks.filter(assign=True)]
    day = datetime(2026, 9, 15).date()
    assert due == [clock.end_of(day, "17:00"), clock.end_of(day, "12:00")]


def test_the_desk_comes_from_the_contact_of_the_task(directive: Directive) -> None:
    desks = [task.desk for task in directive.tasks.all()]
    found = {"name": "宋时雨", "org": "综合处", "phones": ["55550118"], "emails": ["desk@example.org"]}
    assert desks == [found, {}, {}]


def test_each_block_goes_to_the_task_of_its_words(directive: Directive) -> None:
    blocks = [blocks_of(task) for task in directive.tasks.filter(assign=True)]
    assert blocks == [["工作谋划"], ["学习体会（如有请填写）"]]


def test_a_block_that_fits_no_task_goes_to_those_that_name_the_sheet(
    read_directive: Reader, notice: dict[str, Any]
) -> None:
    notice["attachments"][0]["sheet"]["blocks"][2]["label"] = "其他"
    notice["attachments"][0]["sheet"]["blocks"][2]["hint"] = ""
    blocks = [blocks_of(task) for task in read_directive(notice).tasks.filter(assign=True)]
    assert blocks == [["工作谋划"], ["其他"]]


def test_a_task_without_a_sheet_gets_one_of_its_own(read_directive: Reader, notice: dict[str, Any]) -> None:
    notice["attachments"] = []
    notice["tasks"][1]["deliverables"][0]["sheet"] = None
    directive = read_directive(notice)
    blocks = [[f.key for b in t.blocks.all() for f in b.fields.all()] for t in directive.tasks.all()]
    assert blocks == [["text", "file"], ["text", "file"], []]


@pytest.mark.parametrize("error", [MissingRecognizer(), MissingConverter(format="doc"), TextlessDocument()])
def test_what_only_patience_can_read_is_handed_to_the_worker(
    world: World, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch, error: GongwenError
) -> None:
    asked = read_by(monkeypatch, error)
    directive = register_directive(actor=world.actor(world.officer), name="a.txt", data=TEXT.encode())
    assert directive.state == DirectiveState.READING
    run_jobs()
    directive.refresh_from_db()
    assert (directive.state, asked) == (DirectiveState.READ, [(False, False), (True, True)])


@pytest.mark.parametrize("name", ["page.png", "page.JPEG", "old.doc", "old.wps"])
def test_pictures_and_old_formats_are_never_read_in_the_request(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked = read_by(monkeypatch, None)
    monkeypatch.setattr("quanjing.tasks.actions.registering.store", lambda **_more: None)
    register_directive(actor=world.actor(world.officer), name=name, data=b"x")
    assert asked == []


def test_a_folder_with_an_unread_part_is_handed_to_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(
        monkeypatch, Doubt("part_unread", (("name", "a.png"), ("reason", "picture"), ("reason_zh", "图像")))
    )
    directive = register_directive(actor=world.actor(world.officer), name="a.txt", data=TEXT.encode())
    assert directive.state == DirectiveState.READING


def test_what_the_worker_lacks_is_named(
    world: World, client_of: Callable[..., Any], run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(data: bytes, *, name: str, options: Options) -> Notice:
        raise MissingRecognizer

    monkeypatch.setattr("quanjing.directives.actions.reading.read_notice", refuse)
    directive = register_directive(actor=world.actor(world.officer), name="a.txt", data=TEXT.encode())
    run_jobs()
    page = client_of(world.officer).get(reverse("directive_page", args=[directive.code]))
    assert "本系统未安装文字识别" in page.content.decode()


def test_a_mark_that_recognition_finds_removes_the_file(
    world: World, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognized(data: bytes, *, name: str, options: Options) -> Notice:
        if not options.recognize:
            raise MissingRecognizer
        return read_text("机密★1年\n" + TEXT)

    monkeypatch.setattr("quanjing.directives.actions.reading.read_notice", recognized)
    directive = register_directive(actor=world.actor(world.officer), name="a.txt", data=TEXT.encode())
    run_jobs()
    directive.refresh_from_db()
    assert (directive.state, directive.failure, directive.file) == ("failed", "classified", None)
    assert StoredFile.objects.count() == 0


def read_by(monkeypatch: pytest.MonkeyPatch, first: GongwenError | Doubt | None) -> list[tuple[bool, bool]]:
    """A reader whose first answer in the request is an error or a doubt; says with what it was asked."""
    asked: list[tuple[bool, bool]] = []

    def read(data: bytes, *, name: str, options: Options) -> Notice:
        asked.append((options.recognize, options.convert))
        if isinstance(first, GongwenError) and not options.recognize:
            raise first
        doubts = (first,) if isinstance(first, Doubt) else ()
        return replace(read_text(TEXT), warnings=doubts)

    monkeypatch.setattr("quanjing.directives.actions.reading.read_notice", read)
    return asked
