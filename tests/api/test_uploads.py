"""Bad files are normal input: refused with the reason, and nothing is kept."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from pytest_django import Settings

from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.jobs.models import Job
from quanjing.organizations.models import Post
from quanjing.submissions.models import Submission
from tests.api.conftest import Caller, Stage, answers_for
from tests.api.notices import notice
from tests.gongwen.makers import text_to_docx
from tests.gongwen.read.packages import compound_file
from tests.world import World


def bomb() -> bytes:
    """A docx whose one part unfolds two thousand times."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(notice())) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name))
        bad.writestr("word/media/image1.png", bytes(20 * 1024 * 1024))
    return out.getvalue()


LOCKED = compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": b"x"})
SECRET = text_to_docx("机密★3年\n关于报送情况的通知\n各学会：\n请于2026年9月15日前报送。")
BAD: list[tuple[str, bytes, str]] = [
    ("空.docx", b"", "empty"),
    ("断.docx", notice()[:-200], "damaged"),
    ("锁.docx", LOCKED, "encrypted"),
    ("错.pdf", notice(), "mismatched"),
    ("不识.exe", b"MZ" + bytes(100), "unsupported"),
    ("炸.docx", bomb(), "expanding"),
    ("密.docx", SECRET, "classified"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[code for *_file, code in BAD])
def test_a_bad_notice_is_refused_and_nothing_is_kept(
    world: World, caller_of: Callable[[Post], Caller], name: str, data: bytes, code: str
) -> None:
    response = caller_of(world.officer).post("/directives", files={"file": (name, data)})
    body = response.json()
    assert (response.status_code, body["type"]) == (422, f"urn:quanjing:{code}")
    assert [place["field"] for place in body["errors"]] == ["file"]
    assert (Directive.objects.count(), StoredFile.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_the_reason_is_given_in_the_language_of_the_caller(
    world: World, caller_of: Callable[[Post], Caller]
) -> None:
    officer = caller_of(world.officer)
    files = {"file": ("密.docx", SECRET)}
    english = officer.post("/directives", files=files).json()["detail"]
    officer.language = "zh-CN"
    chinese = officer.post("/directives", files=files).json()["detail"]
    assert english == "The file carries a classification mark (机密) and was not stored."
    assert chinese == "文件标有密级（机密），未保存。请按保密规定办理。"


def test_a_file_above_the_limit_is_too_large(
    world: World, caller_of: Callable[[Post], Caller], settings: Settings
) -> None:
    settings.DOCUMENT_LIMIT = 1000
    response = caller_of(world.officer).post("/directives", files={"file": ("大.docx", notice())})
    assert (response.status_code, response.json()["type"]) == (413, "urn:quanjing:too_large")
    assert StoredFile.objects.count() == 0


def test_a_request_without_a_file_names_the_part(world: World, caller_of: Callable[[Post], Caller]) -> None:
    response = caller_of(world.officer).post("/directives", files={})
    assert response.status_code == 422
    assert response.json()["errors"] == [{"field": "file", "message": "This is required."}]


def test_a_large_notice_is_read_by_the_worker(
    world: World,
    caller_of: Callable[[Post], Caller],
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("quanjing.tasks.actions.registering.READ_AT_ONCE", 100)
    officer = caller_of(world.officer)
    response = officer.post("/directives", files={"file": ("通知.docx", notice())})
    code = response.json()["code"]
    assert (response.status_code, response.json()) == (202, {"code": code, "status": "reading"})
    assert run_jobs() == 1
    shown = officer.get(f"/directives/{code}").json()
    assert (shown["status"], len(shown["tasks"])) == ("read", 4)


def test_a_bad_file_of_a_report_keeps_nothing_of_it(
    stage: Stage, caller_of: Callable[[Post], Caller]
) -> None:
    tea = caller_of(stage.world.tea_handler)
    path = f"/assignments/{stage.assignment(2).code}"
    sheet = tea.get(path).json()["sheet"]
    answers = answers_for(sheet)
    block = sheet["blocks"][-1]
    answers[block["key"]][0][block["fields"][0]["key"]] = {"file": "essay"}
    before = (Submission.objects.count(), StoredFile.objects.count())
    response = tea.post(f"{path}/submissions", {"answers": answers}, files={"essay": ("锁.docx", LOCKED)})
    assert (response.status_code, response.json()["type"]) == (422, "urn:quanjing:encrypted")
    assert (Submission.objects.count(), StoredFile.objects.count()) == before
