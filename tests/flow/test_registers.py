"""A year of channels, forums and guidance through the pages, by one society and its association."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.test import Client

from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.registers.models import RegisterEntry
from quanjing.urging.actions import remind_by_rules
from tests.world import World

Sign = Callable[[Post], Client]
OUTLET = {"reviewer_title": "秘书长", "holder_title": "秘书处 经办人", "v-f1": "网站", "v-f4": "发布通知"}


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def entered(client: Client, register: str, typed: dict[str, str]) -> str:
    """The page of an entry that was filed."""
    answer = client.post(f"/registers/{register}/new/", {**typed, "then": "file"})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def taken_over(desk: Client, place: str) -> None:
    assert desk.post(f"{place}step/", {"step": "accept"}).status_code == 302


def text(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_channels_forums_and_guidance_are_kept_over_a_year(world: World, client_of: Sign) -> None:
    society, desk, other = (
        client_of(world.tea_handler), client_of(world.officer), client_of(world.nursing_handler)
    )  # fmt: skip
    with clock.frozen(at(date(2026, 3, 5))):
        places = [entered(society, "outlet", {**OUTLET, "name": f"渠道{number}"}) for number in range(7)]
        for place in places:
            taken_over(desk, place)
        assert other.get(places[0]).status_code == 404
    with clock.frozen(at(date(2027, 3, 10))):
        assert "渠道6" in text(society, "/registers/outlet/confirm/")  # shown, not asked
        society.post(f"{places[0]}step/", {"step": "close", "reason": "并入网站"})
        new = entered(society, "outlet", {**OUTLET, "name": "视频号"})
        taken_over(desk, new)
        assert society.post("/registers/outlet/confirm/").status_code == 302
        said = text(society, "/registers/outlet/confirm/")
        assert "不变 6 条，变更 0 条，新增 1 条，关闭 1 条" in said
        assert "<b>1</b><span> / 1</span>" in text(desk, "/registers/outlet/confirmed/")
        given = {"role": "holder", "to_title": "宣传部", "note": "账号已移交。", "everything": "on"}
        society.post(f"{places[1]}hand-over/", given)
        assert "签名：周予安" in text(society, places[6])
    with clock.frozen(at(date(2027, 5, 20))):  # no update for more than sixty days
        dormant = text(society, "/registers/outlet/?show=dormant")
        assert "渠道1" in dormant
        assert "较长时间未更新" in text(society, places[1])
        society.post(f"{places[1]}log/", {"what": "update", "day": "2027-05-19", "text": "恢复更新"})
        assert "渠道1</a>" not in text(society, "/registers/outlet/?show=dormant")
    forums_are_filed_ahead(society, desk)
    guidance_is_read(desk, society)


def forums_are_filed_ahead(society: Client, desk: Client) -> None:
    typed = {
        "holder_title": "学术部",
        "reviewer_title": "秘书长",
        "v-f1": "科技会堂",
        "v-f2": "学会",
        "v-f5": "绿色防控",
    }
    with clock.frozen(at(date(2027, 6, 1))):
        draft = society.post(
            "/registers/forum/new/", {**typed, "name": "茶产业论坛", "happens_on": "2027-06-20"}
        )
        place = str(draft.headers["Location"])
        assert remind_by_rules(lambda _done, _total: None) >= 0
    with clock.frozen(at(date(2027, 6, 4))):  # the working day before the last day of filing
        remind_by_rules(lambda _done, _total: None)
        assert Message.objects.filter(kind="reminder").exists()
        society.post(f"{place}step/", {"step": "file"})
        assert "照常有效" not in text(society, place)
        late = entered(society, "forum", {**typed, "name": "临时研讨会", "happens_on": "2027-06-10"})
        assert "本次备案照常有效" in text(society, late)
        taken_over(desk, late)
    assert RegisterEntry.objects.get(name="临时研讨会").accepted == 1


def guidance_is_read(desk: Client, society: Client) -> None:
    typed = {"holder_title": "办公室", "happens_on": "2027-06-05", "v-f1": "第一版", "v-f4": "要点"}
    with clock.frozen(at(date(2027, 6, 5))):
        first = entered(desk, "guidance", {**typed, "name": "安全指南"})
        society.post(f"{first}read/")
        code = first.rstrip("/").rsplit("/", 1)[-1]
        second = entered(
            desk, "guidance", {**typed, "name": "安全指南第二版", "v-f1": "第二版", "replaces": code}
        )
        banner = text(society, first)
        assert "新版本已生效" in banner
        assert second in banner
        assert society.post(f"{first}read/").status_code == 409
        society.post(f"{second}read/")
        assert "<b>1</b><span> / 5</span>" in text(desk, f"{second}readers/")
