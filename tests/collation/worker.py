"""What a worker of collations does in a process of its own, to be killed."""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
import zipfile
from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

KINDS = ("table", "volume", "by_unit", "by_topic", "files")


def prepare(units: int, rounds: int) -> dict[str, object]:
    """A notice that many societies answered with a file each; `rounds` papers of each kind asked for."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from tests.submissions.conftest import OPENS, make_scene
    from tests.world import build_world

    from quanjing.files.models import StoredFile
    from quanjing.foundation import clock
    from quanjing.organizations.enums import Kind, Level, SocietyClass
    from quanjing.organizations.models import Organization
    from quanjing.submissions.models import Attachment, Entry, Submission
    from quanjing.tasks.models import Assignment

    world = build_world()
    with clock.frozen(OPENS):
        scene = make_scene(world)
    block = scene.plan.blocks.get()
    for number in range(units):
        body = Organization.objects.get(pk=world.association.pk).add_child(
            name=f"江岚省第{number:04d}学会", kind=Kind.SOCIETY, level=Level.PROVINCIAL,
            society_class=SocietyClass.MEDICINE, number=f"5{number:04d}",
        )  # fmt: skip
        assignment = Assignment.objects.create(
            task=scene.plan, organization=body, directive=scene.directive, changed_at=OPENS, state="accepted"
        )
        sent = Submission.objects.create(
            assignment=assignment, version=1, state="accepted", submitted_at=OPENS
        )
        data = hashlib.sha256(body.name.encode()).digest() * 2_000
        file = StoredFile.objects.create(
            name="计划.pdf", place=default_storage.save("tests/a.pdf", ContentFile(data)), format="pdf",
            content_type="application/pdf", size=len(data), sha256=hashlib.sha256(data).hexdigest(),
            organization_code="x", stored_by="周予安", stored_at=OPENS,
        )  # fmt: skip
        values = {"text": f"第{number:04d}学会的谋划。", "file": file.code}
        entry = Entry.objects.create(submission=sent, block=block, row=1, values=values, state="accepted")
        Attachment.objects.create(submission=sent, entry=entry, field_key="file", file=file)
    return ask(rounds)


def ask(rounds: int) -> dict[str, object]:
    """`rounds` papers of each kind are asked for."""
    from quanjing.collation.actions import make_export
    from quanjing.collation.enums import ExportKind
    from quanjing.directives.models import Directive
    from quanjing.organizations.models import Post
    from quanjing.organizations.queries import actor_for

    post = Post.objects.select_related("organization", "holder").get(role="officer", organization__depth=1)
    directive = Directive.objects.get()
    for _round in range(rounds):
        for kind in KINDS:
            make_export(actor=actor_for(post), directive=directive, kind=ExportKind(kind))
    return {"exports": rounds * len(KINDS)}


def work() -> dict[str, object]:
    """What a worker does: the oldest job that waits, until none is left; the sweeper looks in between."""
    from quanjing.foundation import clock
    from quanjing.jobs.actions import run, sweep
    from quanjing.jobs.enums import JobState
    from quanjing.jobs.models import Job

    print("working", flush=True)
    done = 0
    later = clock.now() + timedelta(minutes=2)  # the lease of whoever was killed has run out
    with clock.frozen(later):
        sweep()
    while (
        job := Job.objects.filter(name="collation.make", state=JobState.QUEUED).order_by("pk").first()
    ) is not None:
        run(job.pk)
        done += 1
    return {"done": done}


def ledger() -> dict[str, object]:
    """What the papers hold, and what lies around after the tidying of the day."""
    from django.core.files.storage import default_storage

    from quanjing.collation.actions import tidy
    from quanjing.collation.actions.working import OLD, folder
    from quanjing.collation.models import Export
    from quanjing.files.models import StoredFile
    from quanjing.jobs.models import Job

    with patch("quanjing.collation.actions.working.time.time", lambda: time.monotonic() + 2e9 + OLD):
        tidy(lambda _done, _total: None)
    places = {f"collation/{name}" for name in default_storage.listdir("collation")[1]}
    made = Export.objects.select_related("file").order_by("pk")
    return {
        "states": Counter(Job.objects.filter(name="collation.make").values_list("state", flat=True)),
        "errors": list(Job.objects.exclude(error="").values_list("error", flat=True)),
        "attempts": max(Job.objects.values_list("attempts", flat=True)),
        "papers": [{"kind": one.kind, "entries": one.entries, **_held(one)} for one in made],
        "files": sorted(places) == sorted(one.file.place for one in made if one.file),
        "rows": StoredFile.objects.filter(place__startswith="collation/").count(),
        "working": [path.name for path in folder().glob("*")],
        "folders": [path.name for path in Path(tempfile.gettempdir()).glob("gongwen-*")],
    }


def _held(export: Any) -> dict[str, Any]:
    """The units that a finished paper names, in its order; sound or not."""
    from django.core.files.storage import default_storage
    from docx import Document
    from openpyxl import load_workbook

    if export.file is None:
        return {"units": None}
    with default_storage.open(export.file.place) as opened:
        data = opened.read()
    sound = hashlib.sha256(data).hexdigest() == export.file.sha256
    if export.kind == "table":
        rows = load_workbook(BytesIO(data)).worksheets[0].iter_rows(min_row=3, values_only=True)
        return {"sound": sound, "units": [row[1] for row in rows]}
    if export.kind == "volume":
        styles = ((one.style.name, one.text) for one in Document(BytesIO(data)).paragraphs)
        return {"sound": sound, "units": [text for style, text in styles if style == "Heading 3"]}
    package = zipfile.ZipFile(BytesIO(data))
    sound = sound and package.testzip() is None
    names = [name for name in package.namelist() if "清单" not in name]
    if export.kind != "by_topic":
        return {"sound": sound, "units": names}
    paper = Document(BytesIO(package.read(names[0])))
    return {"sound": sound, "units": [one.text for one in paper.paragraphs if one.style.name == "Heading 2"]}


VERBS = {"prepare": prepare, "ask": ask, "work": work, "ledger": ledger}


def said(verb: str, *arguments: str) -> str:
    """What a verb finds, as JSON."""
    return json.dumps(VERBS[verb](*map(int, arguments)), ensure_ascii=False)  # type: ignore[operator]
