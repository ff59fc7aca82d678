"""T12: a third party brings public items, societies contest and add, anybody computes the result again."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.foundation import clock
from quanjing.influence.enums import ItemState
from quanjing.influence.models import ItemTable, Measurement, PublicItem, ThirdParty
from quanjing.organizations.models import Post
from tests.flow.browsing import Browser
from tests.world import World

Sign = Callable[[Post], Client]
LATER = datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)
TYPED = {
    "name": "众心向学影响力学会公开测评", "aliases": "众心向学·服务创新", "year": "2026",
    "method": "检索报刊和政务网站的公开内容，逐条附链接。", "kinds": ["society"],
    "first_day": "2025-09-01", "last_day": "2026-08-31", "collect_until": "2026-09-20",
    "check_until": "2026-09-30", "per_outlet_month": "2", "per_outlet": "10", "front": "3",
    "d1.name": "建言被采纳", "d1.weight": "40", "d1.full": "10",
    "d2.name": "科技服务", "d2.weight": "30", "d2.full": "10",
    "d3.name": "对外交流", "d3.weight": "30", "d3.full": "10",
}  # fmt: skip


def test_influence_is_measured_openly(
    world: World, at_nine: datetime, client_of: Sign, tmp_path: Path
) -> None:
    desk, tea, nursing = (
        Browser(client_of(post)) for post in (world.officer, world.tea_handler, world.nursing_handler)
    )
    code = opened(desk)
    for unit in (tea, nursing):
        assert "众心向学·服务创新" in unit.go(f"/influence/{code}/")
        unit.press("参加")
    tea.press("保存", {"names": "江岚茶学会"})
    guest = invited(desk, client_of, code)
    brought(guest, code)
    desk.go(f"/influence/{code}/")
    desk.press("请各单位核对")
    a_namesake_is_contested_and_goes(desk, tea, guest)
    what_is_missing_is_added(tea, guest, code)
    tea.go(f"/influence/{code}/")
    assert "清单无误" in tea.text
    tea.press("清单无误")
    desk.go(f"/influence/{code}/")
    assert "各单位仍在核对清单" in desk.press("公布结果", status=422)
    with clock.frozen(LATER):
        later, reader = Browser(client_of(world.officer)), Browser(client_of(world.mathematics_handler))
        later.go(f"/influence/{code}/")
        later.press("公布结果")
        anybody_computes_it_again(reader, code, tmp_path)


def opened(desk: Browser) -> str:
    """Likes are refused as a dimension, for good; then the formula opens."""
    desk.go("/influence/new/")
    refused = desk.press("保存草稿", {**TYPED, "d3.name": "公众号点赞数"}, status=422)
    assert "不得把公众的反应作为工作成效的证明" in refused
    desk.press("保存草稿", TYPED)
    desk.press("启动测评")
    return Measurement.objects.get().code


def invited(desk: Browser, client_of: Sign, code: str) -> Browser:
    """The third party's sign-in ends by itself; its link is shown once."""
    desk.go(f"/influence/{code}/third-parties/")
    typed = {"firm": "江岚信息研究所", "name": "穆清和", "ends_on": "2026-09-30"}
    assert "/invitation/" in desk.press("邀请", typed)
    assert "/invitation/" not in desk.go(f"/influence/{code}/third-parties/")
    return Browser(client_of(Post.objects.get(pk=ThirdParty.objects.get().post_id)))


def brought(guest: Browser, code: str) -> None:
    """Six items of one outlet in a month for the tea society, under its other name; one of a namesake."""
    book = openpyxl.load_workbook(io.BytesIO(guest.download(f"/influence/{code}/blank.xlsx")))
    for number in range(1, 7):
        link = f"https://example.org/flood/{number}"
        book.worksheets[0].append(
            ["江岚茶学会", "科技服务", f"茶园服务 {number}", "江岚日报", f"2026-03-0{number}", link]
        )
    book.worksheets[0].append(
        [
            "江岚省茶叶学会",
            "建言被采纳",
            "外省茶叶学会建议",
            "外省日报",
            "2026-04-01",
            "https://example.org/other",
        ]
    )
    out = io.BytesIO()
    book.save(out)
    guest.go(f"/influence/{code}/upload/")
    guest.press("逐行核对", {"file": SimpleUploadedFile("条目.xlsx", out.getvalue())})
    assert ItemTable.objects.count() == 1
    guest.press("全部录入")
    assert PublicItem.objects.count() == 7


def a_namesake_is_contested_and_goes(desk: Browser, tea: Browser, guest: Browser) -> None:
    one = PublicItem.objects.get(outlet="外省日报")
    place = f"/influence/items/{one.code}/"
    tea.go(place)
    tea.press("提交", {"why": "namesake", "text": "为外省同名学会"})
    guest.go(place)
    guest.press("维持原条目", {"text": "标题含茶叶学会"})
    tea.go(place)
    tea.press("提请最终认定")
    desk.go(place)
    desk.press("异议成立", {"text": "核对原文，确为外省学会"})
    assert "最终认定" in tea.go(place)
    one.refresh_from_db()
    assert one.state == ItemState.REMOVED


def what_is_missing_is_added(tea: Browser, guest: Browser, code: str) -> None:
    tea.go(f"/influence/{code}/items/add/")
    new = {"dimension": "d1", "title": "茶产业建议获采纳", "outlet": "江岚政务", "on": "2026-05-06"}
    tea.press("补充", {**new, "link": "https://example.org/advice"})
    mine = PublicItem.objects.get(state=ItemState.PROPOSED)
    assert mine.title in guest.go(f"/influence/{code}/items/?waits=1")
    guest.go(f"/influence/items/{mine.code}/")
    guest.press("列入")


def anybody_computes_it_again(reader: Browser, code: str, folder: Path) -> None:
    """A society that took no part reads formula, items and result, and computes it from the data."""
    page = reader.go(f"/influence/{code}/results/")
    assert "4 条超出上限" in page  # of the flood two count
    assert "位次稳定性" in page
    file = folder / "data.json"
    file.write_bytes(reader.download(f"/influence/{code}/results.json"))
    command = [sys.executable, "-m", "quanjing.influence.measuring", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "2 totals agree to the last place\n")
