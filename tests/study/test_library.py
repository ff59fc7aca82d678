"""The library: versions, what takes the place of what, captions, and a video that can be wound."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies

from quanjing.audit.models import AuditEntry
from quanjing.files.serve import wanted_range
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.models import Post
from quanjing.study import actions, queries
from quanjing.study.actions import MaterialGiven, VersionGiven
from quanjing.study.enums import MaterialKind, Sharing
from quanjing.study.formats import BadCaptions, read_captions
from quanjing.study.models import Material, MaterialNote
from tests.gongwen.read.packages import mp4
from tests.study.conftest import ARTICLE, CAPTIONS, article
from tests.world import World

ClientOf = Callable[[Post], Client]


def film(actor: Actor, captions: bytes = CAPTIONS.encode()) -> Material:
    version = VersionGiven(file=("lecture.mp4", mp4()), captions=captions)
    return actions.add_material(
        actor=actor, given=MaterialGiven("党课录像", MaterialKind.VIDEO), version=version
    )


def test_a_new_version_takes_the_place_and_the_old_one_stays(officer: Actor) -> None:
    made = article(officer)
    actions.add_version(actor=officer, material=made, version=VersionGiven(text="第二版", note="更正"))
    again = queries.get_material(officer, made.code)
    assert (again.latest, queries.version_of(again).text) == (2, "第二版")
    assert queries.version_of(again, 1).text == ARTICLE


def test_each_kind_asks_for_its_own(officer: Actor) -> None:
    for kind, version, place in (
        (MaterialKind.FILE, VersionGiven(text="字"), "file"),
        (MaterialKind.LINK, VersionGiven(link="javascript:alert(1)"), "link"),
        (MaterialKind.ARTICLE, VersionGiven(link="https://example.org"), "text"),
    ):
        with pytest.raises(Invalid) as caught:
            actions.add_material(actor=officer, given=MaterialGiven("题名", kind), version=version)
        assert [problem.where for problem in caught.value.problems] == [place]
    assert not Material.objects.exists()


def test_what_takes_the_place_never_leads_in_a_circle(officer: Actor) -> None:
    first, second, third = (article(officer, name) for name in "甲乙丙")
    actions.supersede(actor=officer, material=first, by=second.code)
    actions.supersede(actor=officer, material=second, by=third.code)
    with pytest.raises(WrongState):
        actions.supersede(actor=officer, material=third, by=first.code)
    assert queries.get_material(officer, first.code).is_out_of_date(date(2026, 9, 3))


def test_walls_of_the_library(officer: Actor, tea: Actor, nursing: Actor) -> None:
    own = article(tea)
    above = article(officer)
    with pytest.raises(Missing):
        queries.get_material(nursing, own.code)
    assert queries.get_material(nursing, above.code) == above
    assert queries.get_material(officer, own.code) == own
    actions.change_material(
        actor=tea, material=own, given=MaterialGiven("共享", MaterialKind.ARTICLE, sharing=Sharing.ALL)
    )
    assert queries.get_material(nursing, own.code).title == "共享"
    with pytest.raises(Denied):
        actions.add_version(actor=nursing, material=own, version=VersionGiven(text="别人"))


def test_a_note_is_seen_by_its_author_alone(officer: Actor, tea: Actor) -> None:
    made = article(officer)
    entries = AuditEntry.objects.count()
    actions.write_note(actor=tea, material=made, text="自己的体会")
    assert (queries.note_of(tea, made), queries.note_of(officer, made)) == ("自己的体会", "")
    assert AuditEntry.objects.count() == entries
    actions.write_note(actor=tea, material=made, text=" ")
    assert not MaterialNote.objects.exists()


def test_captions_are_read_from_both_formats() -> None:
    text = read_captions(CAPTIONS)
    assert text == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n开场\n"
    assert read_captions(text) == text
    assert "<script>" not in read_captions("0:01.000 --> 0:02.000\n<script>x</script>")
    for bad, line in (("no captions", 0), ("\n00:02 --> 00:01", 2), ("0:03.000 --> 0:02.000\nx", 1)):
        with pytest.raises(BadCaptions) as caught:
            read_captions(bad)
        assert caught.value.line == line


def test_captions_come_in_whichever_encoding_and_whole(officer: Actor) -> None:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        assert "开场" in queries.version_of(film(officer, CAPTIONS.encode(encoding))).captions
    with pytest.raises(Invalid) as caught:
        film(officer, CAPTIONS.encode() + b"\xff\n")
    assert caught.value.problems[0].where == "captions"


@given(
    first=strategies.integers(0, 3000), length=strategies.integers(0, 3000), size=strategies.integers(0, 2000)
)
def test_a_range_never_leaves_the_file(first: int, length: int, size: int) -> None:
    found = wanted_range(f"bytes={first}-{first + length}", size)
    assert found is not None
    begins, behind = found
    assert 0 <= begins <= behind <= size
    assert (begins == behind) == (first >= size)


def test_a_video_is_served_in_parts(officer: Actor, world: World, client_of: ClientOf) -> None:
    made = film(officer)
    tea = client_of(world.tea_handler)
    address = f"/study/library/{made.code}/1/file/"
    whole = b"".join(tea.get(address))
    for header, status, expected, content in (
        ("bytes=10-19", 206, whole[10:20], f"bytes 10-19/{len(whole)}"),
        ("bytes=-5", 206, whole[-5:], f"bytes {len(whole) - 5}-{len(whole) - 1}/{len(whole)}"),
        (f"bytes={len(whole)}-", 416, b"", f"bytes */{len(whole)}"),
        ("pages=1-2", 200, whole, None),
    ):
        answer = tea.get(address, headers={"Range": header})
        assert (answer.status_code, b"".join(answer)) == (status, expected)
        assert answer.headers.get("Content-Range") == content
        assert int(answer.headers["Content-Length"]) == len(expected)
    page = tea.get(f"/study/library/{made.code}/").content.decode()
    assert "captions.vtt" in page
    assert "开场" in tea.get(f"/study/library/{made.code}/1/captions.vtt").content.decode()


def test_the_page_says_what_is_out_of_date(officer: Actor, world: World, client_of: ClientOf) -> None:
    old, new = article(officer, "旧指南"), article(officer, "新指南", valid_to=date(2026, 9, 2))
    actions.supersede(actor=officer, material=old, by=new.code)
    actions.add_version(actor=officer, material=old, version=VersionGiven(text="改"))
    tea = client_of(world.tea_handler)
    page = tea.get(f"/study/library/{old.code}/?version=1").content.decode()
    assert "已被取代" in page
    assert f"/study/library/{new.code}/" in page
    assert "较早的第 1 版" in page
    assert "有效期至" in tea.get(f"/study/library/{new.code}/").content.decode()


def test_what_is_typed_wrong_is_not_lost(officer: Actor, world: World, client_of: ClientOf) -> None:
    desk = client_of(world.officer)
    typed = {"title": "网页", "link": "not a page", "sharing": "below"}
    answer = desk.post("/study/library/new/?kind=link", typed)
    assert answer.status_code == 422
    assert 'value="not a page"' in answer.content.decode()
    answer = desk.post("/study/library/new/?kind=link", typed | {"link": "https://example.org/a"})
    assert answer.status_code == 302
    assert client_of(world.tea_handler).get("/study/library/new/").status_code == 200
    assert client_of(world.auditor).get("/study/library/new/").status_code == 403


def test_lists_cost_the_same_for_one_and_for_three(officer: Actor, world: World, client_of: ClientOf) -> None:
    client = client_of(world.tea_handler)
    costs = []
    for count in (1, 2):
        for number in range(count):
            article(officer, f"材料{count}{number}")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get("/study/library/")
        costs.append(len(caught))
    assert costs[0] == costs[1]
