"""Seven days to collect reflections, through the actions alone: the notice in, the volume out."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile

import docx
from openpyxl import load_workbook

from quanjing.audit.chain import breaks
from quanjing.collation.actions import bundle, volume, workbook
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.submissions.actions import (
    ReturnRequest,
    accept,
    return_for_correction,
    save_draft,
    submit,
    submit_nil,
)
from quanjing.submissions.models import Entry, Submission
from quanjing.submissions.queries import compare, page_of_report
from quanjing.tasks.actions import publish, register_directive
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import coverage
from tests.stage import SAMPLE, confirmed, draft_for, provincial, tasks_of
from tests.world import World


def test_a_notice_goes_in_and_a_collated_volume_comes_out(world: World, at_nine: datetime) -> None:
    officer, tea = world.actor(world.officer), world.actor(world.tea_handler)
    directive = register_directive(actor=officer, name="notice.txt", data=SAMPLE.read_bytes())
    directive = confirmed(officer, directive)
    first = publish(actor=officer, directive=directive, selection=provincial(world))
    again = publish(actor=officer, directive=directive, selection=provincial(world))
    assert (first.assignments, first.existing) == (12, 0)
    assert (again.assignments, again.existing) == (0, 12)
    directive = Directive.objects.get(pk=directive.pk)

    save_draft(actor=tea, directive=directive, header={}, draft=draft_for(directive), version=0)
    sent = submit(actor=tea, directive=directive)
    assert [submission.version for submission in sent] == [1, 1, 1, 1]

    corrected = returned_and_sent_again(world, directive, sent[1])
    for submission in [sent[0], corrected, sent[2], sent[3]]:
        accept(actor=officer, submission=Submission.objects.get(pk=submission.pk))
    nil = Assignment.objects.get(task=tasks_of(directive)[3], organization=world.nursing)
    submit_nil(actor=world.actor(world.nursing_handler), assignment=nil, reason="会员没有意见")

    found = coverage(officer, directive)
    assert [task.counts.addressed for task in found.tasks] == [3, 3, 3, 3]
    assert [task.counts.done for task in found.tasks] == [1, 1, 1, 2]
    check_papers(world, directive)
    assert breaks() == []


def returned_and_sent_again(world: World, directive: Directive, submission: Submission) -> Submission:
    """Two fields go back with reasons and a new date; exactly those come again, as version 2."""
    officer, tea = world.actor(world.officer), world.actor(world.tea_handler)
    entry = submission.entries.get()
    notes = [
        ReturnRequest(entry.code, "post", "请写全称"),
        ReturnRequest(entry.code, "text", "请写明年份"),
    ]
    due = clock.end_of(clock.today().replace(day=12), "17:00")
    return_for_correction(actor=officer, submission=submission, notes=notes, due_at=due)

    page = page_of_report(tea, directive.code)
    changes = {"post": "副理事长", "text": "二〇二六年在茶园里的一线经历。"}
    save_draft(
        actor=tea, directive=directive, header={}, draft={}, version=page.version,
        corrections={entry.code: changes},
    )  # fmt: skip
    (second,) = submit(actor=tea, directive=directive)
    assert second.version == 2
    newer = Entry.objects.get(submission=second)
    assert newer.values == {"name": "顾南屏", **changes}
    assert Entry.objects.get(pk=entry.pk).values["post"] == "顾南屏"
    old = Submission.objects.get(pk=submission.pk)
    assert [change.label for change in compare(old, second)] == ["职务", "内容"]
    return second


def check_papers(world: World, directive: Directive) -> None:
    """One row an entry, numbered first; one chapter an entry; files counted."""
    officer = world.actor(world.officer)
    table, text = BytesIO(), BytesIO()
    workbook(actor=officer, directive=directive, out=table)
    volume(actor=officer, directive=directive, out=text)
    with TemporaryFile() as out:
        bundle(actor=officer, directive=directive, out=out)
        out.seek(0)
        files = BytesIO(out.read())

    book = load_workbook(table)
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}
    essays = next(rows for rows in rows.values() if "姓名" in rows[0] and len(rows) == 4)
    assert essays[0][0] == "序号"
    assert [row[0] for row in essays[1:]] == [1, 2, 3]
    assert "副理事长" in [row[essays[0].index("职务")] for row in essays[1:]]

    paragraphs = [paragraph.text for paragraph in docx.Document(text).paragraphs]
    assert "二〇二六年在茶园里的一线经历。" in paragraphs
    cells = [cell.text for table in docx.Document(text).tables for row in table.rows for cell in row.cells]
    assert "会员没有意见" in cells
    with zipfile.ZipFile(files) as packed:
        assert len([name for name in packed.namelist() if name.endswith(".xlsx")]) == 1
