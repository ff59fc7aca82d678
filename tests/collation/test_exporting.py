from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.audit.models import AuditEntry
from quanjing.collation import actions
from quanjing.collation.actions.working import folder
from quanjing.collation.enums import ExportKind
from quanjing.collation.models import Export
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.jobs.actions import cancel, run
from quanjing.jobs.models import Job
from quanjing.organizations.models import Post
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry

Jobs = Callable[[], int]
SignIn = Callable[[Post], Client]
THOUGHT = {"name": "陆闻溪", "text": "一片叶子。"}


def asked(world: World, call: Call, kind: ExportKind, **more: Any) -> Export:
    return actions.make_export(actor=world.actor(world.officer), directive=call.directive, kind=kind, **more)


def made(world: World, call: Call, kind: ExportKind, run_jobs: Jobs, **more: Any) -> tuple[Export, bytes]:
    export = asked(world, call, kind, **more)
    run_jobs()
    export.refresh_from_db()
    assert export.file is not None, Job.objects.get(pk=export.job_id).error
    with default_storage.open(export.file.place) as opened:
        return export, opened.read()


def photo(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def test_a_table_says_what_it_holds(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    send(world.tea, call.texts, THOUGHT, THOUGHT)
    send(world.nursing, call.texts, state=SubmissionState.NIL, reason="没有")
    export, data = made(world, call, ExportKind.TABLE, run_jobs)
    assert (export.expected, export.reports, export.entries) == (8, 1, 2)
    about = dict(load_workbook(io.BytesIO(data))["本表说明"].iter_rows(min_row=2, values_only=True))
    assert about["报送"].startswith("收入报送 1 份，应报 8 份，另有零报告 1 份，截至 9月3日")


def test_numbers_are_summed_by_class_and_in_all(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    send(world.tea, call.rows, {"f1": "一", "f2": 10}, {"f1": "二", "f2": 0.1})
    send(world.nursing, call.rows, {"f1": "三", "f2": 0.2})
    _export, data = made(world, call, ExportKind.TABLE, run_jobs)
    book = load_workbook(io.BytesIO(data), data_only=True)
    sums = list(book["建言献策：分类合计"].iter_rows(min_row=3, values_only=True))
    assert sums == [("农科", 2, 10.1), ("医科", 1, 0.2), ("合计", 3, 10.3)]
    assert load_workbook(io.BytesIO(data))["建言献策"]["F6"].value == "=SUM(F3:F5)"


def test_the_code_of_a_row_opens_its_report(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    sent = send(world.tea, call.texts, THOUGHT)
    _export, data = made(world, call, ExportKind.TABLE, run_jobs)
    cell = load_workbook(io.BytesIO(data))["学习体会"]["K3"]
    assert cell.value == Entry.objects.get().code
    assert cell.hyperlink.target.endswith(f"/submissions/{sent.code}/")


def test_what_comes_later_stays_out(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    send(world.tea, call.texts, THOUGHT)
    export = asked(world, call, ExportKind.TABLE)
    send(world.nursing, call.texts, THOUGHT)
    run_jobs()
    export.refresh_from_db()
    assert export.entries == 1


def test_made_once_it_stays_as_it_is(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    export, _data = made(world, call, ExportKind.VOLUME, run_jobs)
    assert actions.make(export.code, lambda _done, _total: None) == {}
    assert StoredFile.objects.filter(place__startswith="collation/").count() == 1


def test_what_a_dead_worker_left_in_the_store_is_replaced(
    world: World, call: Call, send: Send, run_jobs: Jobs
) -> None:
    export = asked(world, call, ExportKind.TABLE)
    default_storage.save(f"collation/{export.code}.xlsx", ContentFile(b"half"))
    run_jobs()
    export.refresh_from_db()
    assert export.file is not None
    assert export.file.place == f"collation/{export.code}.xlsx"
    assert default_storage.size(export.file.place) == export.file.size


def test_photos_stand_in_the_volume_and_a_broken_one_is_named(
    world: World, call: Call, send: Send, run_jobs: Jobs, stored: Callable[[str, bytes], StoredFile]
) -> None:
    files = [
        stored("横.jpg", photo((300, 200))),
        stored("竖.jpg", photo((200, 300))),
        stored("坏.jpg", b"no"),
    ]
    send(world.tea, call.texts, *(THOUGHT | {"f1": file.code} for file in files))
    export, data = made(world, call, ExportKind.VOLUME, run_jobs)
    paper = Document(io.BytesIO(data))
    captions = [one.text for one in paper.paragraphs if one.style.name == "Caption"]
    assert captions == ["附件 横", "附件 竖", "附件 坏（图片无法显示）"]
    wide, high = paper.inline_shapes
    assert (wide.width > wide.height, high.width > high.height) == (True, False)
    assert export.files == 3


def test_a_volume_a_unit_by_the_naming_rule_with_who_is_missing(
    world: World, call: Call, send: Send, run_jobs: Jobs
) -> None:
    send(world.tea, call.texts, THOUGHT)
    pattern = "{date} {organization}"
    export, data = made(world, call, ExportKind.BY_UNIT, run_jobs, pattern=pattern)
    package = ZipFile(io.BytesIO(data))
    assert package.namelist() == ["20260903 江岚省茶叶学会.docx", "文件清单.xlsx"]
    rows = load_workbook(io.BytesIO(package.read("文件清单.xlsx"))).worksheets[0]
    delivered = [(row[1], row[6]) for row in rows.iter_rows(min_row=3, values_only=True)]
    assert delivered == [
        ("江岚省数学学会", "否"),
        ("江岚省茶叶学会", "是"),
        ("江岚省护理学会", "否"),
        ("岚州市园艺学会", "否"),
    ]
    assert (export.files, export.missing) == (4, 3)


def test_same_names_never_overwrite_each_other(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    for body in (world.tea, world.nursing):
        send(body, call.texts, THOUGHT)
    _export, data = made(world, call, ExportKind.BY_UNIT, run_jobs, pattern="{date}")
    names = ZipFile(io.BytesIO(data)).namelist()
    assert names == ["20260903_2.docx", "20260903_3.docx", "文件清单.xlsx"]


def test_a_volume_an_item(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    send(world.tea, call.texts, THOUGHT)
    send(world.nursing, call.rows, {"f1": "设科普角"})
    _export, data = made(world, call, ExportKind.BY_TOPIC, run_jobs)
    package = ZipFile(io.BytesIO(data))
    assert package.namelist() == ["001_报送学习体会.docx", "002_报送建言.docx", "文件清单.xlsx"]
    paper = Document(io.BytesIO(package.read("002_报送建言.docx")))
    headings = [one.text for one in paper.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["医科", "江岚省护理学会", "建言献策"]


def test_a_volume_comes_as_pdf(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    send(world.tea, call.texts, THOUGHT)
    _export, data = made(world, call, ExportKind.PDF, run_jobs)
    assert data[:5] == b"%PDF-"


def test_above_a_limit_a_pdf_is_refused_in_words(
    world: World, call: Call, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quanjing.collation.rules.MOST_IN_PDF", 1)
    for body in (world.tea, world.nursing):
        send(body, call.texts, THOUGHT)
    with pytest.raises(Invalid) as refused:
        asked(world, call, ExportKind.PDF)
    assert str(refused.value.problems[0].message) == (
        "PDF 汇编最多收入 1 份报送，现有 2 份，请改用 Word 汇编。"
    )


@pytest.mark.parametrize("pattern", ["{nobody}", "plain", "{number", "{}"])
def test_a_naming_rule_that_nobody_understands_is_refused(world: World, call: Call, pattern: str) -> None:
    with pytest.raises(Invalid):
        asked(world, call, ExportKind.FILES, pattern=pattern)
    assert not Export.objects.exists()


def test_a_cancelled_paper_leaves_nothing(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.texts, THOUGHT)
    export = asked(world, call, ExportKind.TABLE)
    job = Job.objects.get(pk=export.job_id)
    Job.objects.filter(pk=job.pk).update(cancel_wanted=True)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, list(folder().glob(f"{export.code}*"))) == ("cancelled", [])
    assert not default_storage.exists(f"collation/{export.code}.xlsx")


def test_old_results_are_taken_away_and_can_be_made_again(
    world: World, call: Call, send: Send, run_jobs: Jobs, django_capture_on_commit_callbacks: Any
) -> None:
    send(world.tea, call.texts, THOUGHT)
    export, _data = made(world, call, ExportKind.TABLE, run_jobs)
    assert export.file is not None
    place = export.file.place
    with clock.frozen(clock.now() + timedelta(days=15)), django_capture_on_commit_callbacks(execute=True):
        assert actions.tidy(lambda _done, _total: None)["results"] == 1
    export.refresh_from_db()
    assert (export.file, export.removed_at is not None, default_storage.exists(place)) == (None, True, False)
    again = actions.again(actor=world.actor(world.officer), export=export)
    assert again.reports == 1


def test_a_handler_is_refused(world: World, call: Call) -> None:
    with pytest.raises(Denied):
        actions.make_export(
            actor=world.actor(world.tea_handler), directive=call.directive, kind=ExportKind.TABLE
        )


def test_asking_is_recorded_once(world: World, call: Call, send: Send, run_jobs: Jobs) -> None:
    made(world, call, ExportKind.TABLE, run_jobs)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.detail) == (
        "collation.make",
        {"kind": "table", "states": ["accepted"], "reports": 0},
    )


def test_the_page_shows_progress_cancel_and_download(
    world: World, call: Call, send: Send, client_of: SignIn, run_jobs: Jobs
) -> None:
    client = client_of(world.officer)
    place = f"/directives/{call.directive.code}/collation/"
    assert client.post(f"{place}papers/", {"kind": "volume", "states": "accepted"}).status_code == 302
    export = Export.objects.get()
    waiting = client.get(place).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert f"{place}papers/{export.code}/cancel/" in waiting
    run_jobs()
    answer = client.get(f"{place}papers/{export.code}/file/")
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.close()
    done = client.get(place, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 2s"' not in done
    assert f"{place}papers/{export.code}/again/" in done


def test_cancelling_on_the_page_stops_the_job(world: World, call: Call, client_of: SignIn) -> None:
    export = asked(world, call, ExportKind.TABLE)
    place = f"/directives/{call.directive.code}/collation/papers/{export.code}/cancel/"
    assert client_of(world.officer).post(place).status_code == 302
    assert Job.objects.get().state == "cancelled"


def test_another_post_of_the_same_body_cannot_cancel(world: World, call: Call) -> None:
    asked(world, call, ExportKind.TABLE)
    with pytest.raises(Denied):
        cancel(actor=world.actor(world.auditor), job=Job.objects.get())


def test_papers_of_another_body_are_not_there(world: World, call: Call, client_of: SignIn) -> None:
    export = asked(world, call, ExportKind.TABLE)
    place = f"/directives/{call.directive.code}/collation/papers/{export.code}/file/"
    assert client_of(world.city_officer).get(place).status_code == 404
