"""The pages of registers: every step by hand, in both languages, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.registers.enums import EntryState
from quanjing.registers.models import HandOver, RegisterEntry
from tests.gongwen.makers import text_to_docx
from tests.registers.conftest import filed, fresh, outlet
from tests.world import World

Sign = Callable[[Post], Client]
TYPED = {
    "name": "茶学之声",
    "holder_title": "秘书处 经办人",
    "reviewer_title": "秘书长",
    "v-f1": "微信公众号",
    "v-f4": "发布通知",
}


def test_an_entry_is_entered_filed_and_taken_over_on_pages(world: World, tea: Actor, client_of: Sign) -> None:
    handler, desk = client_of(world.tea_handler), client_of(world.officer)
    answer = handler.post("/registers/outlet/new/", {**TYPED, "then": "file"})
    made = RegisterEntry.objects.get()
    assert answer.headers["Location"] == f"/registers/entries/{made.code}/"
    assert "茶学之声" in desk.get("/registers/").content.decode()
    page = desk.get(f"/registers/entries/{made.code}/").content.decode()
    assert "审核通过" in page
    desk.post(f"/registers/entries/{made.code}/step/", {"step": "send-back", "reason": "请补备案号"})
    assert "请补备案号" in handler.get(f"/registers/entries/{made.code}/").content.decode()
    handler.post(f"/registers/entries/{made.code}/edit/", {**TYPED, "v-f6": "备1号", "then": "file"})
    desk.post(f"/registers/entries/{made.code}/step/", {"step": "accept"})
    assert fresh(made).state == EntryState.CURRENT
    assert "备1号" in handler.get(f"/registers/entries/{made.code}/").content.decode()


def test_what_is_wrong_is_named_and_what_was_typed_stays(world: World, tea: Actor, client_of: Sign) -> None:
    answer = client_of(world.tea_handler).post(
        "/registers/outlet/new/", {**TYPED, "v-f3": "三月", "reviewer_title": "", "then": "file"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写审核岗位或部门" in page
    assert "2026-09-15" in page  # how a date is written
    assert 'value="三月"' in page
    assert not RegisterEntry.objects.exists()


def test_a_refused_file_is_named_and_nothing_is_kept(world: World, tea: Actor, client_of: Sign) -> None:
    typed = {"name": "公约", "holder_title": "编辑部", "reviewer_title": "秘书长", "then": "file"}
    typed |= {"v-f1": "公约", "v-f2": "2026-01-05", "v-f3": "对照执行"}
    client = client_of(world.tea_handler)
    wrong = client.post(
        "/registers/commitment/new/", {**typed, "v-f4": SimpleUploadedFile("a.docx", b"no docx")}
    )
    assert (wrong.status_code, RegisterEntry.objects.count()) == (422, 0)
    good = SimpleUploadedFile("公约.docx", text_to_docx("公约"))
    client.post("/registers/commitment/new/", {**typed, "v-f4": good})
    made = RegisterEntry.objects.get()
    file = f"/registers/entries/{made.code}/files/{made.values['f4']}/"
    assert b"".join(client.get(file)).startswith(b"PK")
    assert client_of(world.nursing_handler).get(file).status_code == 404


def test_all_that_a_post_holds_is_handed_over_on_one_page(world: World, tea: Actor, client_of: Sign) -> None:
    one, _other = filed(tea), filed(tea, outlet("茶学视频"))
    client = client_of(world.tea_handler)
    place = f"/registers/entries/{one.code}/hand-over/"
    assert client.post(place, {"role": "holder"}).status_code == 422
    client.post(place, {"role": "holder", "to_title": "宣传部", "note": "账号已移交", "everything": "on"})
    assert HandOver.objects.get().entries.count() == 2
    page = client.get(f"/registers/entries/{one.code}/").content.decode()
    assert "账号已移交" in page
    assert "签名：周予安" in page
    listed = client.get("/registers/outlet/?holder=宣传部").content.decode()
    assert "茶学视频" in listed


def test_a_step_that_does_not_exist_is_not_found(world: World, tea: Actor, client_of: Sign) -> None:
    made = filed(tea)
    client = client_of(world.tea_handler)
    client.post(f"/registers/entries/{made.code}/step/", {"step": "take-back"})
    assert fresh(made).state == EntryState.DRAFT
    assert client.post(f"/registers/entries/{made.code}/step/", {"step": "unknown"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/registers/", "/registers/outlet/", "/registers/outlet/?show=due&sort=order"]
)
def test_more_entries_cost_no_more_queries(world: World, tea: Actor, client_of: Sign, path: str) -> None:
    counts = []
    for _turn in range(2):
        for number in range(3):
            filed(tea, outlet(f"账号{number}{_turn}"))
        for post in (world.officer, world.tea_handler):
            client = client_of(post)
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_pages_speak_english(world: World, tea: Actor, client_of: Sign) -> None:
    made = filed(tea)
    client = client_of(world.tea_handler)
    client.cookies["django_language"] = "en"
    for path in (
        "/registers/",
        "/registers/kinds/",
        "/registers/outlet/",
        f"/registers/entries/{made.code}/",
    ):
        assert client.get(path, headers={"accept-language": "en"}).status_code == 200
    text = client.get("/registers/", headers={"accept-language": "en"}).content.decode()
    assert "Own media" in text
