"""A published notice with two tasks and a sheet, and what four societies sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.world import World

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.organizations.models import Organization
from quanjing.sheets.models import Block, Field, FieldKey, SheetTemplate
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Attachment, Entry, Submission
from quanjing.tasks.models import Assignment, Task

Send = Callable[..., Submission]


@dataclass(frozen=True)
class Call:
    """A published notice: `thoughts` asks for texts with a file, `advice` for rows of all types."""

    directive: Directive
    thoughts: Task
    advice: Task
    texts: Block
    rows: Block


def add_fields(block: Block, *fields: tuple[str, str, str]) -> None:
    for position, (key, label, type_) in enumerate(fields):
        Field.objects.create(block=block, position=position, key=key, label=label, type=type_)


@pytest.fixture
def call(world: World, at_nine: datetime) -> Call:
    template = SheetTemplate.objects.create(title="统计表", created_at=at_nine)
    header = Block.objects.create(template=template, position=0, key="header", label="")
    texts = Block.objects.create(template=template, position=1, key="b1", label="学习体会", repeat=True)
    rows = Block.objects.create(template=template, position=2, key="b2", label="建言献策", repeat=True)
    add_fields(header, ("organization", "学会名称", "text"), ("filler", "填表人", "text"))
    meaning, _made = FieldKey.objects.get_or_create(
        key="organization.name", defaults={"labels": ["学会名称"]}
    )
    Field.objects.filter(key="organization").update(meaning=meaning)
    add_fields(
        texts,
        ("name", "姓名", "text"),
        ("post", "职务", "text"),
        ("text", "体会", "longtext"),
        ("f1", "附件", "file"),
    )
    add_fields(
        rows,
        ("f1", "建议", "text"),
        ("f2", "人数", "number"),
        ("f3", "日期", "date"),
        ("f4", "领域", "multichoice"),
    )
    directive = Directive.objects.create(
        organization=world.association,
        state=DirectiveState.PUBLISHED,
        title="关于征集学习体会和建言献策的通知",
        doc_number="岚科协学发〔2026〕41号",
        day_end="17:00",
        registered_at=at_nine,
        published_at=at_nine,
        published_by=world.officer,
    )
    tasks = [
        Task.objects.create(
            directive=directive, position=n, name=name, assign=True, due_at=at_nine + timedelta(days=12)
        )
        for n, name in enumerate(("报送学习体会", "报送建言"))
    ]
    tasks[0].blocks.add(texts)
    tasks[1].blocks.add(rows)
    for task in tasks:
        for body in (world.tea, world.nursing, world.mathematics, world.city_society):
            Assignment.objects.create(task=task, organization=body, directive=directive, changed_at=at_nine)
    return Call(directive, tasks[0], tasks[1], texts, rows)


@pytest.fixture
def send(call: Call, at_nine: datetime) -> Send:
    """Puts one version of a society's answer into the database, its assignment moved along."""

    def sent(
        body: Organization,
        block: Block,
        *rows: dict[str, Any],
        state: SubmissionState = SubmissionState.ACCEPTED,
        version: int = 1,
        reason: str = "",
    ) -> Submission:
        task = call.thoughts if block == call.texts else call.advice
        assignment = Assignment.objects.get(task=task, organization=body)
        submission = Submission.objects.create(
            assignment=assignment,
            version=version,
            state=state,
            is_nil=state == SubmissionState.NIL,
            nil_reason=reason,
            header={"organization": body.name, "filler": "周予安"},
            submitted_name="周予安",
            submitted_at=at_nine,
        )
        Assignment.objects.filter(pk=assignment.pk).update(state=str(state))
        state_of_entry = EntryState.ACCEPTED if state == SubmissionState.ACCEPTED else EntryState.SUBMITTED
        for number, values in enumerate(rows, start=1):
            entry = Entry.objects.create(
                submission=submission, block=block, row=number, values=values, state=state_of_entry
            )
            file = StoredFile.objects.filter(code=values.get("f1", "")).first()
            if file is not None:
                Attachment.objects.create(submission=submission, entry=entry, field_key="f1", file=file)
        return submission

    return sent


@pytest.fixture
def stored(at_nine: datetime) -> Callable[[str, bytes], StoredFile]:
    """Puts a file into the store."""

    def store(name: str, data: bytes) -> StoredFile:
        extension = name.rsplit(".", 1)[-1]
        return StoredFile.objects.create(
            name=name,
            place=default_storage.save(f"tests/{name}", ContentFile(data)),
            format=extension,
            content_type="application/octet-stream",
            size=len(data),
            sha256="0" * 64,
            organization_code="x",
            stored_by="周予安",
            stored_at=at_nine,
        )

    return store
