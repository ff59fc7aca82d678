from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.utils.translation import override
from openpyxl import load_workbook
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.audit.models import AuditEntry
from quanjing.collation.actions import bundle
from quanjing.collation.rules import ACCEPTED, WITH_WAITING
from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Denied
from quanjing.organizations.models import Post
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Attachment

Store = Callable[[str, bytes], StoredFile]
LIST = "文件清单.xlsx"


def packed(
    world: World, call: Call, by: Post | None = None, states: Sequence[SubmissionState] = ACCEPTED
) -> ZipFile:
    with override("zh-hans"), tempfile.TemporaryFile() as out:
        bundle(actor=world.actor(by or world.officer), directive=call.directive, out=out, states=states)
        out.seek(0)
        return ZipFile(io.BytesIO(out.read()))


def manifest(package: ZipFile) -> tuple[list[tuple[Any, ...]], dict[Any, Any]]:
    """The rows of the list (name, organization, entry, size, delivered), and its totals."""
    book = load_workbook(io.BytesIO(package.read(LIST)))
    rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    totals = dict(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    return [(row[0], row[1], row[4], row[6]) for row in rows], totals


def thought(file: StoredFile | None, code: str = "") -> dict[str, str]:
    return {"name": "陆闻溪", "text": "一", "f1": file.code if file else code}


def test_files_are_named_by_number_society_task_and_own_name(
    world: World, call: Call, send: Send, stored: Store
) -> None:
    send(world.nursing, call.texts, thought(stored("体会.docx", b"two")))
    send(world.tea, call.texts, thought(stored("体会.docx", b"one")))
    package = packed(world, call)
    assert package.namelist() == [
        "001_江岚省茶叶学会_报送学习体会_体会.docx",
        "002_江岚省护理学会_报送学习体会_体会.docx",
        LIST,
    ]
    assert package.read("001_江岚省茶叶学会_报送学习体会_体会.docx") == b"one"


def test_same_names_never_overwrite_each_other(world: World, call: Call, send: Send, stored: Store) -> None:
    submission = send(world.tea, call.texts, thought(stored("体会.docx", b"one")))
    for data in (b"two", b"three"):
        Attachment.objects.create(submission=submission, file=stored("照片.jpg", data))
    package = packed(world, call)
    assert package.namelist()[1:3] == [
        "000_江岚省茶叶学会_报送学习体会_照片.jpg",
        "000_江岚省茶叶学会_报送学习体会_照片_2.jpg",
    ]
    assert [package.read(name) for name in package.namelist()[1:3]] == [b"two", b"three"]


def test_the_list_counts_what_was_expected_and_what_is_there(
    world: World, call: Call, send: Send, stored: Store
) -> None:
    lost = stored("丢失.docx", b"gone")
    default_storage.delete(lost.place)
    send(
        world.tea, call.texts, thought(stored("体会.docx", b"one")), thought(lost), thought(None, "unknown9")
    )
    package = packed(world, call)
    rows, totals = manifest(package)
    assert rows == [
        ("001_江岚省茶叶学会_报送学习体会_体会.docx", "江岚省茶叶学会", 3, "是"),
        ("002_江岚省茶叶学会_报送学习体会_丢失.docx", "江岚省茶叶学会", None, "否"),
        ("003_江岚省茶叶学会_报送学习体会_unknown9", "江岚省茶叶学会", None, "否"),
    ]
    assert totals == {"应交文件": 3, "已交文件": 1}
    assert package.namelist() == ["001_江岚省茶叶学会_报送学习体会_体会.docx", LIST]


def test_without_files_there_is_only_the_list(world: World, call: Call) -> None:
    package = packed(world, call)
    assert package.namelist() == [LIST]
    assert manifest(package)[1] == {"应交文件": 0, "已交文件": 0}


def test_files_of_what_waits_come_where_asked(world: World, call: Call, send: Send, stored: Store) -> None:
    send(world.tea, call.texts, thought(stored("体会.docx", b"one")), state=SubmissionState.SUBMITTED)
    assert packed(world, call).namelist() == [LIST]
    assert len(packed(world, call, states=WITH_WAITING).namelist()) == 2


def test_the_city_gets_no_file_of_others(world: World, call: Call, send: Send, stored: Store) -> None:
    send(world.tea, call.texts, thought(stored("体会.docx", b"one")))
    assert packed(world, call, by=world.city_officer).namelist() == [LIST]


def test_the_package_is_whole(world: World, call: Call, send: Send, stored: Store) -> None:
    send(world.tea, call.texts, thought(stored("体会.docx", b"x" * 600_000)))
    assert packed(world, call).testzip() is None


def test_a_handler_is_refused(world: World, call: Call) -> None:
    with pytest.raises(Denied):
        packed(world, call, by=world.tea_handler)


def test_the_download_is_recorded_once(world: World, call: Call, send: Send, stored: Store) -> None:
    send(world.tea, call.texts, thought(stored("体会.docx", b"one")))
    packed(world, call)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.detail) == (
        "collation.bundle",
        {"states": ["accepted"], "expected": 1, "delivered": 1},
    )
