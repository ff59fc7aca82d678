"""Filled forms over the API: what they say first, the draft only when it is asked for, nothing sent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import Settings

from quanjing.files.models import StoredFile
from quanjing.organizations.models import Post
from quanjing.submissions.actions import MOST_FILES
from quanjing.submissions.models import Filled, Report
from quanjing.tasks.enums import State
from tests.api.conftest import ROOT, Caller, Stage, filled_form
from tests.gongwen.makers import text_to_docx

CallerOf = Callable[[Post], Caller]
TEXT = "一片叶子的工作谋划。"


@pytest.fixture
def tea(stage: Stage, caller_of: CallerOf) -> Caller:
    return caller_of(stage.world.tea_handler)


@pytest.fixture
def forms(stage: Stage) -> str:
    return f"/assignments/{stage.assignment(1).code}/forms"


def texts(blocks: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> list[str]:
    return [row["values"].get("f3", "") for block in blocks.values() for row in block["rows"]]


def test_says_what_was_understood_and_changes_nothing(stage: Stage, tea: Caller, forms: str) -> None:
    before = list(Report.objects.values())
    answer = tea.post(forms, files={"forms": filled_form(stage)})
    said = answer.json()
    assert (answer.status_code, said["state"], said["files"][0]["note"]) == (201, "read", "read")
    assert TEXT in texts(said["blocks"])
    assert (said["wrong"], said["differs"], said["not_understood"]) == ([], [], [])
    assert list(Report.objects.values()) == before
    assert tea.get(f"{forms}/{said['code']}").json() == said


def test_is_taken_into_the_draft_and_not_sent(stage: Stage, tea: Caller, forms: str) -> None:
    said = tea.post(forms, files={"forms": filled_form(stage, "另一份谋划。")}).json()
    taken = tea.post(f"{forms}/{said['code']}/take", {"version": said["version"]}).json()
    assert (taken["state"], taken["version"] > said["version"]) == ("taken", True)
    kept = Report.objects.get().draft
    rows = [row["values"].get("f3") for block in kept.values() for row in block["rows"]]
    assert "另一份谋划。" in rows
    assert stage.assignment(1).state in (State.DUE, State.DRAFT)


def test_only_the_parts_that_are_named(stage: Stage, tea: Caller, forms: str) -> None:
    said = tea.post(forms, files={"forms": filled_form(stage)}).json()
    answer = tea.post(f"{forms}/{said['code']}/take", {"version": said["version"], "parts": []})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "take")


def test_beside_another_draft_is_a_conflict(stage: Stage, tea: Caller, forms: str) -> None:
    said = tea.post(forms, files={"forms": filled_form(stage)}).json()
    answer = tea.post(f"{forms}/{said['code']}/take", {"version": said["version"] + 7})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:quanjing:conflict")


def test_a_loose_file_goes_with_the_item(stage: Stage, tea: Caller, forms: str) -> None:
    said = tea.post(forms, files={"forms": ("说明.docx", text_to_docx("说明"))}).json()
    [file] = said["files"]
    assert file["note"] == "attachment"
    task = stage.assignment(1).task.code
    wanted = {"version": said["version"], "places": {file["code"]: f"whole:{task}"}}
    assert tea.post(f"{forms}/{said['code']}/take", wanted).status_code == 200
    assert Report.objects.get().files == {task: [file["code"]]}
    assert stage.assignment(1).state == State.DRAFT


def test_a_scan_waits_for_the_worker(stage: Stage, tea: Caller, forms: str, png: bytes) -> None:
    answer = tea.post(forms, files={"forms": ("扫描.png", png)})
    assert (answer.status_code, answer.json()["state"]) == (202, "reading")


@pytest.fixture
def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()


def test_neither_another_unit_nor_the_desk_sees_them(
    stage: Stage, tea: Caller, forms: str, caller_of: CallerOf
) -> None:
    code = tea.post(forms, files={"forms": filled_form(stage)}).json()["code"]
    world = stage.world
    for post, status in ((world.nursing_handler, 404), (world.officer, 403), (world.city_handler, 404)):
        assert caller_of(post).get(f"{forms}/{code}").status_code == status
    other = stage.assignment(1, world.nursing).code
    assert caller_of(world.nursing_handler).get(f"/assignments/{other}/forms/{code}").status_code == 404


def test_limits_are_those_of_the_page(stage: Stage, tea: Caller, forms: str, settings: Settings) -> None:
    many = [SimpleUploadedFile(f"{n}.docx", b"x") for n in range(MOST_FILES + 2)]
    headers = {"Authorization": f"Bearer {tea.secret}"}
    answer = tea.client.post(f"{ROOT}{forms}", {"forms": many}, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "forms")
    assert tea.post(forms, files={"forms": ("方案.exe", b"MZ" + bytes(50))}).status_code == 422
    settings.DOCUMENT_LIMIT = 1000
    [refused] = tea.post(forms, files={"forms": filled_form(stage)}).json()["errors"]
    assert refused["message"].startswith("填好.docx: ")
    assert (Filled.objects.count(), StoredFile.objects.filter(name="填好.docx").count()) == (0, 0)
