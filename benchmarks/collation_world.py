"""A notice that thousands answered: a row of eight values with a text each, and a file each."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quanjing.directives.models import Directive
    from quanjing.foundation.actor import Actor

FIELDS = (
    ("name", "姓名", "text"),
    ("post", "职务", "text"),
    ("f1", "活动名称", "text"),
    ("f2", "参加人数", "number"),
    ("f3", "其中党员", "number"),
    ("f4", "活动日期", "date"),
    ("f5", "形式", "choice"),
    ("text", "主要做法", "longtext"),
    ("f6", "附件", "file"),
)
TEXT = "坚持问题导向，走访基层单位，梳理共性需求，组织专家现场指导，帮助解决技术难题。"
SEED = 41


def answered(size: int, folder: Path, *, file_bytes: int) -> tuple[Actor, Directive]:
    """`size` accepted reports of as many societies; files of about `file_bytes` in `folder`/bench."""
    from quanjing.foundation import clock
    from quanjing.organizations.models import Organization
    from quanjing.sheets.models import Block, Field, SheetTemplate
    from quanjing.submissions.models import Attachment, Entry, Submission
    from quanjing.tasks.models import Assignment, Task
    from world import directive_with_tasks, nation

    actor = nation(size)
    directive = directive_with_tasks(actor, tasks=1)
    directive.state = "published"
    directive.save()
    template = SheetTemplate.objects.create(title="活动统计表", created_at=clock.now())
    block = Block.objects.create(template=template, position=1, key="b1", label="活动", repeat=True)
    for place, (key, label, kind) in enumerate(FIELDS):
        Field.objects.create(block=block, position=place, key=key, label=label, type=kind)
    task = Task.objects.get()
    task.blocks.add(block)
    now = clock.now()
    bodies = Organization.objects.filter(depth=3).order_by("path")
    assignments = Assignment.objects.bulk_create(
        [
            Assignment(task=task, organization=body, directive=directive, state="accepted", changed_at=now)
            for body in bodies
        ],
        batch_size=1000,
    )
    sent = Submission.objects.bulk_create(
        [Submission(assignment=one, version=1, state="accepted", submitted_at=now) for one in assignments],
        batch_size=1000,
    )
    files = _files(size, folder, file_bytes)
    chance = random.Random(SEED)
    entries = Entry.objects.bulk_create(
        [
            Entry(submission=one, block=block, row=1, values=_values(chance, file.code), state="accepted")
            for one, file in zip(sent, files, strict=True)
        ],
        batch_size=1000,
    )
    Attachment.objects.bulk_create(
        [
            Attachment(submission_id=entry.submission_id, entry=entry, field_key="f6", file=file)
            for entry, file in zip(entries, files, strict=True)
        ],
        batch_size=1000,
    )
    return actor, directive


def _values(chance: random.Random, file: str) -> dict[str, Any]:
    people = chance.randint(20, 400)
    return {
        "name": "林知远",
        "post": "秘书长",
        "f1": f"第{people}次科普活动",
        "f2": people,
        "f3": people // 3,
        "f4": f"2026-0{chance.randint(1, 9)}-15",
        "f5": "讲座",
        "text": TEXT * chance.randint(2, 6),
        "f6": file,
    }


def _files(size: int, folder: Path, file_bytes: int) -> list[Any]:
    from quanjing.files.models import StoredFile
    from quanjing.foundation import clock

    (folder / "bench").mkdir(parents=True)
    chance = random.Random(SEED)
    rows = []
    for number in range(size):
        data = chance.randbytes(chance.randint(file_bytes // 2, file_bytes * 3 // 2))
        place = f"bench/{number:06d}.docx"
        (folder / place).write_bytes(data)
        rows.append(
            StoredFile(
                name=f"材料{number}.docx", place=place, format="docx", content_type="application/zip",
                size=len(data), sha256=hashlib.sha256(data).hexdigest(), organization_code="x",
                stored_by="林知远", stored_at=clock.now(),
            )
        )  # fmt: skip
    return list(StoredFile.objects.bulk_create(rows, batch_size=1000))
