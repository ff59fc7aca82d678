"""Blind is blind: every page and every file that a judge can open is looked through for every known name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from quanjing.calls.actions.rounds import clear_file
from quanjing.calls.judging.masking import fold, holds
from quanjing.calls.models import Application, Score
from quanjing.calls.queries.closeness import known_names
from quanjing.files.actions import store
from quanjing.foundation.actor import Actor
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization, OrganizationName, Post
from tests.calls.judged import Judged, allotted, staged
from tests.calls.stage import joint, seat_of
from tests.gongwen.makers import text_to_docx
from tests.world import World

Sign = Callable[[Post], Client]
SHEET = {
    "title": "项目申报书",
    "blocks": [
        {
            "key": "entry",
            "label": "项目申报书",
            "fields": [
                {"key": "purpose", "label": "立项依据和目的", "type": "longtext"},
                {"key": "contact", "label": "联系人", "type": "text", "required": False},
                {"key": "paper", "label": "佐证材料", "type": "file", "required": False},
                {"key": "picture", "label": "现场图片", "type": "photo", "required": False},
            ],
        }
    ],
}
SECRET = (
    "本项目由江岚省茶叶学会（江岚 省 茶叶 学会）联合云川茶业研究院承担，负责人穆清和，"
    "联系人 周予安 010-5555 0100，邮箱 TEA@example.org，曾用名江岚省茶业协会，ＪＬ茶会。服务三千户茶农。"
)


def picture() -> bytes:
    """A picture that says in its own data whose it is."""
    out, said = io.BytesIO(), PngInfo()
    said.add_text("Author", "江岚省茶叶学会")
    Image.new("RGB", (20, 10), "white").save(out, "PNG", pnginfo=said)
    return out.getvalue()


@pytest.fixture
def one(world: World, officer: Actor, tea: Actor) -> Judged:
    from quanjing.sheets.actions import create_template

    Organization.objects.filter(pk=world.tea.pk).update(
        short_name="ＪＬ茶会", region="江岚省", email="tea@example.org"
    )
    OrganizationName.objects.create(
        organization=world.tea, name="江岚省茶业协会", used_from="2001-01-01", used_to="2010-01-01"
    )
    found = staged(
        world, template=create_template(sheet=SHEET), bodies=[world.tea, world.nursing], unseen=["contact"]
    )
    paper = store(actor=tea, name="江岚省茶叶学会佐证.docx", data=text_to_docx(SECRET))
    photo = store(actor=tea, name="茶叶学会现场.png", data=picture())
    first = found.applications[0]
    first.title = "江岚省茶叶学会服务能力提升"
    first.subject, first.subject_unit = "穆清和", "云川茶业研究院"
    first.team = [{"name": "闻人越", "unit": "云川茶业研究院"}]
    first.values = {
        "purpose": SECRET + "闻人越执笔。",
        "contact": "周予安 13800000000",
        "paper": paper.code,
        "picture": photo.code,
    }
    first.goals = [{"name": "茶叶学会培训", "number": "3", "unit": "期"}]
    first.budget = [{"name": "付云川茶业研究院", "amount": "20000"}]
    first.schedule = [{"name": "闻人越开班", "due": "2026-10-01"}]
    first.save()
    joint(first, name="云川茶业研究院")
    return allotted(found)


def score_of(one: Judged) -> Score:
    return one.scores(application=one.applications[0])[0]


def pages(client: Client, start: str) -> dict[str, tuple[bytes, str]]:
    """Every page and file that can be reached from one by links, with its headers as a text."""
    found: dict[str, tuple[bytes, str]] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, path
        data = b"".join(answer) if answer.streaming else answer.content
        found[path] = (data, str(dict(answer.headers)))
        for link in re.findall(r'(?:href|src)="(/judging/[^"#]*)"', data.decode(errors="ignore")):
            waiting.append(link.replace("&amp;", "&"))
    return found


def texts_of(data: bytes) -> str:
    """What stands in a file, in any of its parts."""
    if not data.startswith(b"PK"):
        return data.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [packed.read(name).decode(errors="ignore") for name in packed.namelist()]
        return " ".join([*packed.namelist(), *(re.sub(r"<[^>]+>", " ", part) + part for part in parts)])


def test_no_page_and_no_file_of_a_judge_holds_a_known_name(
    one: Judged, officer: Actor, client_of: Sign
) -> None:
    score = score_of(one)
    application = Application.objects.select_related("call").get(pk=one.applications[0].pk)
    names = known_names(application)
    bodies = {"江岚省茶叶学会", "ＪＬ茶会", "江岚省茶业协会", "茶叶学会", "云川茶业研究院"}
    people = {"穆清和", "闻人越", "周予安", "tea@example.org", "13800000000"}
    assert bodies | people <= names
    seen = seat_of(score.judge)
    from quanjing.calls.queries.blind import seen_file

    clear_file(actor=officer, application=application, file=seen_file(application, 2).file, clear=True)
    found = pages(client_of(seen), "/judging/")
    reached = {path.split("/")[-2] if path.endswith("/") else path for path in found}
    assert {"print", "word", "table", "1"} <= reached
    assert len([path for path in found if "/files/" in path]) == 4  # text, its Word copy, picture, its page
    declaring = texts_of(found.pop(f"/judging/{score.judge.code}/declare/")[0])
    assert holds(declaring, ["江岚省茶叶学会服务能力提升", "穆清和", "闻人越", "周予安"]) == []  # units alone
    for path, (data, headers) in found.items():
        text = texts_of(data)
        assert holds(text, names) == [], path
        assert holds(headers, names) == [], path
        assert holds(path, names) == []
        assert "ETag" not in headers
    sheet = found[f"/judging/sheets/{score.code}/"][0].decode()
    assert "服务三千户茶农" in sheet
    assert "服务三千户茶农" in found[f"/judging/sheets/{score.code}/files/1/"][0].decode()


def test_messages_to_a_judge_name_no_applicant(one: Judged, client_of: Sign) -> None:
    score = score_of(one)
    application = Application.objects.select_related("call").get(pk=one.applications[0].pk)
    told = Message.objects.filter(post=score.judge.post_id)
    assert told.count() == 1
    assert holds(str([(each.values, each.link) for each in told]), known_names(application)) == []


def test_a_picture_is_seen_only_when_cleared_and_drawn_anew(
    one: Judged, officer: Actor, client_of: Sign
) -> None:
    from quanjing.calls.queries.blind import seen_file

    score = score_of(one)
    client = client_of(seat_of(score.judge))
    place = f"/judging/sheets/{score.code}/files/2/"
    assert "<img" not in client.get(place).content.decode().split("<main")[1]
    assert client.get(f"{place}1/").status_code == 404
    file = seen_file(score.application, 2).file
    clear_file(actor=officer, application=score.application, file=file, clear=True)
    data = client.get(f"{place}1/").content
    assert Image.open(io.BytesIO(data)).info == {}
    assert client.get(f"{place}2/").status_code == 404
    clear_file(actor=officer, application=score.application, file=file, clear=False)
    assert client.get(f"{place}1/").status_code == 404


def test_an_open_call_shows_everything_plainly(one: Judged, client_of: Sign) -> None:
    one.call.is_blind = False
    one.call.save()
    score = score_of(one)
    client = client_of(seat_of(score.judge))
    text = client.get(f"/judging/sheets/{score.code}/").content.decode()
    assert all(name in text for name in ("江岚省茶叶学会服务能力提升", "穆清和", "闻人越", "云川茶业研究院"))
    assert "13800000000" not in text  # a field that no judge sees
    answer = client.get(f"/judging/sheets/{score.code}/files/1/")
    assert b"".join(answer).startswith(b"PK")


def test_what_a_judge_may_not_see_is_left_out_not_masked(one: Judged, client_of: Sign) -> None:
    score = score_of(one)
    text = client_of(seat_of(score.judge)).get(f"/judging/sheets/{score.code}/").content.decode()
    assert "联系人" not in text.split('aria-labelledby="sheet"')[1].split("</dl>")[0].replace("联系人 □", "")


def test_the_copy_of_a_file_says_nothing_of_its_author(one: Judged, client_of: Sign) -> None:
    score = score_of(one)
    client = client_of(seat_of(score.judge))
    answer = client.get(f"/judging/sheets/{score.code}/files/1/word/")
    blind = one.applications[0].blind
    assert f'filename="{blind}-1.docx"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as packed:
        core = packed.read("docProps/core.xml").decode()
        times = {entry.date_time for entry in packed.infolist()}
    creator = re.search(r"<dc:creator>(.*?)</dc:creator>", core)
    assert not (creator and creator[1])
    assert len(times) == 1
    assert fold("江岚") not in fold(core)
