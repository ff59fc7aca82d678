"""T13 through the pages: bookings, a park firm's request, the liaison register, the question desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.foundation import clock
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.services.models import Booking, Helper, Offer, Question, ServiceRequest
from tests.world import World, person, post

Sign = Callable[[Post], Client]
VISITED = datetime(2026, 9, 22, 9, tzinfo=clock.CHINA)
FILMED = {
    "step": "book", "topic": "理事长访谈", "filmed": "理事长", "agrees": "on", "city": "岚州",
    "contact": "周予安",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


def sent(client: Client, place: str, typed: dict[str, object], status: int = 302) -> str:
    answer = client.post(place, typed)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.headers.get("Location", "")) or str(answer.content.decode())


def text(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return str(answer.content.decode())


def code_in(page: str) -> str:
    found = re.search(r"data-lookup>([^<]+)<", page)
    assert found is not None
    return found[1]


def test_video_capture_is_booked_merged_delivered_and_taken_back(
    world: World, at_nine: datetime, client_of: Sign
) -> None:
    desk, tea, nursing, maths = (
        client_of(one)
        for one in (world.officer, world.tea_handler, world.nursing_handler, world.mathematics_handler)
    )
    offer = sent(
        desk, "/services/offers/new/", {"kind": "video", "name": "图视频采集", "city": "岚州", "lead_days": 3}
    )
    pattern = {
        "step": "pattern", "weekdays": ["0"], "time_from": "09:00", "time_to": "11:00", "first": "2026-09-14",
        "last": "2026-09-27", "capacity": "2", "working_days": "on",
    }  # fmt: skip
    sent(desk, offer, pattern)
    slots = [one.code for one in Offer.objects.get().slots.all()]
    assert len(slots) == 2
    first = f"/services/slots/{slots[1]}/"
    assert "拍摄对象本人已同意" in text(tea, first)
    sent(tea, first, {**FILMED, "agrees": ""}, 422)
    mine = sent(tea, first, FILMED)
    assert "已预约该时段" in sent(tea, first, FILMED, 422)  # double booking, by the same body
    other = sent(nursing, first, {**FILMED, "topic": "南丁格尔奖章获得者访谈"})
    assert "名额已满" in sent(maths, first, FILMED, 422)  # double booking, by another one
    waits = sent(maths, first, {**FILMED, "wait": "on"})
    assert "候补第 1 位" in text(maths, waits)
    demand = "/services/bookings/demand/"
    assert "待确认 2，候补 1，余名额 0" in text(desk, demand)
    codes = [one.rstrip("/").rsplit("/", 1)[-1] for one in (mine, other)]
    sent(desk, demand, {"step": "merge", "booking": codes})
    assert Booking.objects.get(topic="理事长访谈", organization=world.mathematics).state == "requested"
    sent(desk, demand, {"step": "confirm", "booking": codes})
    sent(desk, waits, {"step": "decline", "reason": ""}, 422)
    sent(desk, waits, {"step": "decline", "reason": "当日设备检修"})
    assert "当日设备检修" in text(maths, waits)
    sent(nursing, other, {"step": "cancel", "reason": "行程有变"})  # cancelled by the guest
    assert Booking.objects.get(topic="理事长访谈", organization=world.tea).has_place
    with clock.frozen(VISITED):
        sent(desk, mine, {"step": "deliver", "heard": ""})
        release = {
            "step": "release", "users": "省科协、省茶叶学会", "uses": ["website"], "until": "2027-12-31",
            "file": SimpleUploadedFile("成片.txt", "成片".encode()),
        }  # fmt: skip
        sent(desk, mine, release)
        assert "成片.txt" in text(tea, mine)
        sent(tea, mine, {"step": "withdraw-consent"})
        assert "拍摄对象已撤回同意" in text(desk, mine)


def test_a_park_firm_is_helped_and_says_whether_it_was_solved(
    world: World, at_nine: datetime, client_of: Sign
) -> None:
    desk, tea, nursing, firm = (
        client_of(world.officer), client_of(world.tea_handler), client_of(world.nursing_handler), Client()
    )  # fmt: skip
    sent(desk, "/services/desk/", {"step": "desk", "takes_requests": "on", "keep_days": "90"})
    roster = "/services/roster/new/"
    expert = {"kind": "expert", "fields_of_work": ["agriculture"], "phone": "010-55550102", "agrees": "on"}
    for name in ("示例专家甲", "示例专家乙", "示例专家丙"):
        sent(tea, roster, {**expert, "name": name})
    for name in ("青年志愿服务队", "惠农服务队"):
        sent(nursing, roster, {**expert, "name": name, "kind": "team", "number": "12"})
    sent(nursing, roster, {**expert, "name": "未同意者", "agrees": ""}, 422)
    form = f"/service-desk/{world.association.code}/request/"
    needed = {
        "field": "agriculture", "title": "茶园绿色防控", "need": "需要现场指导", "city": "岚州",
        "from_name": "青岭茶业园区企业", "phone": "010-55550199", "agrees": "on",
    }  # fmt: skip
    assert "90 天后删除" in text(firm, form)
    sent(firm, form, {**needed, "agrees": ""}, 422)
    code = code_in(sent(firm, form, needed, 200))
    page = f"/services/requests/{ServiceRequest.objects.get().code}/"
    shown = text(desk, page)
    assert shown.count("领域相符：农业和食品") == 5
    assert "010-55550102" not in shown
    assert tea.get(page).status_code == 404
    leaving = Helper.objects.get(name="示例专家甲")
    sent(desk, page, {"step": f"ask:{leaving.code}"})
    sent(tea, f"/services/roster/{leaving.code}/", {"step": "leave"})  # the expert opts out
    assert "示例专家甲" not in text(desk, page)
    assert "已退出名单" in text(desk, page)
    second = Helper.objects.get(name="示例专家乙")
    sent(desk, page, {"step": f"ask:{second.code}"})
    place = re.search(r"/services/asked/\w+/", text(tea, "/services/requests/"))
    assert place is not None
    assert "青岭" not in text(tea, place[0])
    sent(tea, place[0], {"step": "accept", "reason": "周二上午可到"})
    assert "青岭茶业园区企业" in text(tea, place[0])
    assert "010-55550102" in text(desk, page)
    with clock.frozen(VISITED):
        result = {
            "step": "result",
            "result": "已现场指导，提出三条建议",
            "visited_on": "2026-09-21",
            "visited_place": "青岭",
        }
        sent(desk, page, result)
        look = "/service-desk/look-up/"
        assert "提出三条建议" in sent(firm, look, {"lookup": code}, 200)
        sent(firm, look, {"lookup": code, "step": "rate", "rating": "solved", "text": "及时"}, 200)
        assert ServiceRequest.objects.get().rating == "solved"
        assert "反馈不足 5 份" in text(desk, "/services/requests/counts/")


def test_what_lies_outside_the_field_is_passed_on(world: World, at_nine: datetime, client_of: Sign) -> None:
    desk, tea, nursing = (client_of(one) for one in (world.officer, world.tea_handler, world.nursing_handler))
    sent(desk, "/services/desk/", {"step": "desk", "takes_requests": "on", "keep_days": "90"})
    needed = {
        "desk": world.association.code, "field": "medicine", "title": "护理培训", "need": "需要培训师资",
    }  # fmt: skip
    page = sent(tea, "/services/requests/new/", needed)
    assert "没有该领域的专家" in text(desk, page)
    sent(desk, page, {"step": "refer", "to": world.nursing.code, "note": ""}, 422)
    sent(desk, page, {"step": "refer", "to": world.nursing.code, "note": "属护理领域"})
    assert "属护理领域" in text(tea, page)
    sent(nursing, page, {"step": "result", "result": "已安排两场培训"})
    sent(tea, page, {"step": "rate", "rating": "partly", "text": ""})
    assert ServiceRequest.objects.get().rating == "partly"
    assert nursing.get(page).status_code == 200


def test_the_liaison_register_shows_two_visits_and_one_open_need(
    world: World, at_nine: datetime, client_of: Sign
) -> None:
    desk = client_of(world.officer)
    assert "/registers/liaison/" in text(desk, "/services/")
    typed = {
        "name": "联系江岚省茶叶学会", "holder_title": "分管负责人", "reviewer_title": "秘书长",
        "v-f1": "江岚省茶叶学会", "v-f2": "领导联系学会", "then": "file",
    }  # fmt: skip
    entry = sent(desk, "/registers/liaison/new/", typed)
    for what, day, words in (
        ("visit", "2026-08-01", "走访座谈"), ("visit", "2026-09-01", "调研实验基地"),
        ("matter", "2026-09-01", "希望支持开放基地"),
    ):  # fmt: skip
        sent(desk, f"{entry}log/", {"what": what, "day": day, "text": words})
    page = text(desk, "/services/requests/")
    assert "联系江岚省茶叶学会" in page
    assert "走访 2 次，待落实需求 1 项" in page


def test_a_question_without_a_name_is_answered_after_a_second_look(
    world: World, at_nine: datetime, client_of: Sign
) -> None:
    desk, anybody = client_of(world.officer), Client()
    second = client_of(post(world.association, "宣传部 专员", Role.OFFICER, person("second", "何观止")))
    sent(
        client_of(world.administrator),
        "/services/desk/",
        {"step": "channel", "text": "机关纪委 010-55550110"},
    )
    sent(desk, "/services/desk/", {"step": "desk", "takes_questions": "on", "keep_days": "90"})
    place = f"/service-desk/{world.association.code}/questions/"
    ask = {"step": "ask", "topic": "joining", "text": "会费标准由谁决定？"}
    code = code_in(sent(anybody, place, ask, 200))
    refused = sent(anybody, place, {**ask, "text": "举报王建国主任收受回扣"}, 422)
    assert "机关纪委 010-55550110" in refused
    page = f"/services/questions/{Question.objects.get().code}/"
    sent(desk, page, {"step": "draft", "answer": "由会员代表大会决定。"})
    sent(desk, page, {"step": "publish"}, 403)
    assert "由会员代表大会决定" not in text(anybody, place)
    sent(second, page, {"step": "publish"})
    assert "由会员代表大会决定" in text(anybody, f"{place}?text=会费")
    assert "由会员代表大会决定" in sent(anybody, "/service-desk/look-up/", {"lookup": code}, 200)
    assert "少于 5" in text(anybody, place)
    for _number in range(3):
        sent(anybody, place, ask, 200)
    cache.clear()  # a minute later
    aside = code_in(sent(anybody, place, {**ask, "text": "那件事情你们管不管？"}, 200))
    assert '<span class="num">5</span>' in text(anybody, place)
    waiting = Question.objects.get(text="那件事情你们管不管？")
    sent(desk, f"/services/questions/{waiting.code}/", {"step": "aside"})
    shown = sent(anybody, "/service-desk/look-up/", {"lookup": aside}, 200)
    assert "机关纪委 010-55550110" in shown
    assert "那件事情" not in shown
    assert date(2026, 9, 1) == Question.objects.values_list("month", flat=True).distinct().get()
