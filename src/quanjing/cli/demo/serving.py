"""Offers and bookings of a few bodies, a park firm that was helped, questions and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from quanjing.cli.demo.scene import Scene, handlers
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.registers.actions import EntryFacts, enter, note
from quanjing.registers.enums import LogKind
from quanjing.registers.models import RegisterKind
from quanjing.services.actions import (
    BookingFacts,
    HelperFacts,
    OfferFacts,
    Pattern,
    QuestionFacts,
    RequestFacts,
    ResultFacts,
    ServiceDeskFacts,
    add_pattern,
    add_slot,
    answer_ask,
    ask_helper,
    ask_question,
    book,
    confirm,
    decline,
    deliver,
    draft_answer,
    finish_request,
    publish_answer,
    rate,
    request_from_outside,
    save_channel,
    save_desk,
    save_helper,
    save_offer,
)
from quanjing.services.enums import HelperKind, OfferKind, Rating
from quanjing.services.models import Booking, Offer, QuestionTopic, ServiceDesk, Slot
from quanjing.services.queries import candidates_for

FIRST, ASKED, TALK, NOW = -60, -40, -20, -2
GUESTS = 5
QUESTIONS = [
    ("joining", "学会会费标准由谁决定？", "由会员代表大会以无记名投票方式表决，办法写在章程里。"),
    ("joining", "学生能否入会？", "可以，按章程申请学生会员。"),
    ("joining", "换了工作单位要不要重新入会？", "不用，登录后更新单位信息即可。"),
    ("joining", "会员证丢失怎样补办？", "向秘书处说明，五个工作日内补发电子证。"),
    ("joining", "可以同时加入两个学会吗？", "可以，各学会分别登记。"),
    ("titles", "基层单位的科技人员怎样申报职称？", "按所在地人社部门的通知申报，学会可出具学术活动证明。"),
    ("academic", "小型研讨会要提前多久备案？", "一般提前十五天，按论坛备案表办理。"),
]
WAITING = [("popular", "社区想办一次科普活动，可以找谁？"), ("academic", "线上会议算不算学术交流？")]
HELPERS = [
    (HelperKind.EXPERT, "示例专家甲", ["agriculture", "environment"], "植保研究室 研究员", None, "岚州市"),
    (HelperKind.EXPERT, "示例专家乙", ["agriculture"], "土壤研究室 高级农艺师", None, "岚州市"),
    (HelperKind.EXPERT, "示例专家丙", ["agriculture", "standards"], "质检中心 高级工程师", None, ""),
    (HelperKind.TEAM, "惠农志愿服务队", ["agriculture", "popular"], "", 18, "岚州市"),
    (HelperKind.TEAM, "青年科技服务队", ["agriculture", "disaster"], "", 26, ""),
]


def serving(scene: Scene) -> Iterator[int]:
    """Two months of services."""
    yield FIRST
    officer = scene.officer
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    first = scene.actor("handler", "handler")
    others = [one for one in handlers(scene, list(societies)).values() if one.post_id != first.post_id]
    guests = [first, *others][:GUESTS]
    desk = _desk(scene)
    film, talk, given = _offers(officer, guests[1])
    _roster(guests)
    yield ASKED
    for title, need in (
        ("茶园绿色防控技术", "虫害连年偏重，希望现场指导。"),
        ("加工车间节水改造", "希望评估工艺。"),
    ):
        _firm(officer, desk, guests, title, need)
    _questions(scene, desk)
    yield TALK
    _liaison(officer)
    booked = _talk_booked(officer, guests, talk, given)
    yield NOW
    for one, heard in zip(booked, (58, 73), strict=True):
        deliver(actor=officer, booking=one, heard=heard)
    _bookings(officer, guests, film)


def _desk(scene: Scene) -> ServiceDesk:
    save_channel(actor=scene.administrator, text="机关纪委：010-55550110，工作日 9:00—17:00")
    words = "面向企业、基层和科技工作者：提出需要，我们对接同领域的专家和志愿服务队。"
    given = ServiceDeskFacts(words, takes_requests=True, takes_questions=True, keep_days=180)
    return save_desk(actor=scene.officer, facts=given)


def _offers(officer: Actor, society: Actor) -> tuple[Offer, Offer, Slot]:
    """Video capture on working days, talks for three settings with one that is over soon, a base to visit."""
    today = clock.today()
    film = save_offer(
        actor=officer,
        facts=OfferFacts(
            OfferKind.VIDEO, "学会影像拍摄", "为学会负责人拍摄访谈和工作影像。", city="岚州市", lead_days=3,
            conditions="请安排安静、光线充足的房间。",
        ),
    )  # fmt: skip
    pattern = Pattern([1, 3], time(9), time(11, 30), today, today + timedelta(days=100), capacity=2)
    add_pattern(actor=officer, offer=film, pattern=pattern)
    talk = save_offer(
        actor=officer,
        facts=OfferFacts(
            OfferKind.TALK, "科学家精神宣讲", "进学会、进企业、进基层科协。", city="岚州市",
            topics="老一辈科学家的故事\n科研诚信与学风\n科技政策解读",
            settings=("society", "firm", "grassroots"),
        ),
    )  # fmt: skip
    monthly = Pattern([2], time(14, 30), time(16), today, today + timedelta(days=100), capacity=1)
    add_pattern(actor=officer, offer=talk, pattern=monthly)
    begins = datetime.combine(today + timedelta(days=FIRST * -1 - 10), time(9, 30), clock.CHINA)
    given = add_slot(
        actor=officer, offer=talk, starts_at=begins, ends_at=begins + timedelta(hours=2), capacity=3
    )
    base = OfferFacts(
        OfferKind.VISIT, "走进实验基地", "参观实验基地，有讲解。", city="岚州市", under="", is_ready=True
    )
    visit = save_offer(actor=society, facts=base)
    weekly = Pattern([4], time(9), time(11), today, today + timedelta(days=90), capacity=2)
    add_pattern(actor=society, offer=visit, pattern=weekly)
    return film, talk, given


def _roster(guests: list[Actor]) -> None:
    for number, (kind, name, fields, title, people, city) in enumerate(HELPERS):
        facts = HelperFacts(
            kind, name, fields, "010-55550120", title, people, city, "工作日，提前三天约", agrees=True
        )
        save_helper(actor=guests[number % 3], facts=facts)


def _firm(officer: Actor, desk: ServiceDesk, guests: list[Actor], title: str, need: str) -> None:
    """The first is helped with a visit and rated; the other one waits for an answer."""
    facts = RequestFacts(
        "agriculture", title, need, "岚州市", "青岭茶业园区", None, "办公室", "010-55550199",
        "青岭茶业园区企业", agrees=True,
    )  # fmt: skip
    request, _code = request_from_outside(desk=desk, facts=facts)
    by_body = {one.organization_id: one for one in guests}
    fitting = candidates_for(request)[0].helper
    ask = ask_helper(actor=officer, request=request, helper=fitting)
    if "绿色" in title:
        answer_ask(actor=by_body[fitting.organization_id], ask=ask, helps=True, reason="下周二上午可到")
        result = ResultFacts("现场查看三处茶园，提出诱捕和修剪两项措施。", clock.today(), "青岭茶业园区")
        finish_request(actor=officer, request=request, facts=result)
        rate(request=request, rating=Rating.SOLVED, text="答复及时，措施可行。")


def _questions(scene: Scene, desk: ServiceDesk) -> None:
    topics = {one.code: one for one in QuestionTopic.objects.all()}
    officers = Post.objects.filter(organization=scene.association, role=Role.OFFICER)
    others = officers.exclude(code=scene.officer.post_code).select_related("organization", "holder")
    second = others.first()
    for topic, text, answer in QUESTIONS:
        question, _code = ask_question(desk=desk, facts=QuestionFacts(topics[topic], text))
        drafted = draft_answer(actor=scene.officer, question=question, answer=answer)
        if second is not None:
            publish_answer(actor=actor_for(second), question=drafted)
    for topic, text in WAITING:
        ask_question(desk=desk, facts=QuestionFacts(topics[topic], text))


def _liaison(officer: Actor) -> None:
    """A leader's contact: two visits and one open need."""
    values = {"f1": "江岚省茶叶学会", "f2": "领导联系学会"}
    facts = EntryFacts("联系江岚省茶叶学会", "分管负责人", "秘书长", values=values)
    kind = RegisterKind.objects.get(code="liaison")
    entry = enter(actor=officer, kind=kind, facts=facts, file=True)
    for what, text in (
        (LogKind.VISIT, "走访座谈，了解年度计划"), (LogKind.VISIT, "调研实验基地"),
        (LogKind.MATTER, "希望协调开放基地的接待场地"),
    ):  # fmt: skip
        note(actor=officer, entry=entry, what=what, day=clock.today(), text=text)


def _talk_booked(officer: Actor, guests: list[Actor], talk: Offer, slot: Slot) -> list[Booking]:
    """Two bodies book in time and are confirmed."""
    made = [
        book(actor=guest, slot=slot, facts=BookingFacts(topic, "秘书处", setting="society", listeners=60))
        for guest, topic in zip(guests[:2], talk.topics.splitlines(), strict=False)
    ]
    confirm(actor=officer, bookings=made)
    return made


def _bookings(officer: Actor, guests: list[Actor], film: Offer) -> None:
    """On the next free day more is asked for than two teams can do; one request is declined."""
    open_slots = film.slots.filter(day__gt=clock.today() + timedelta(days=7)).order_by("starts_at")
    for number, slot in enumerate(open_slots[:2]):
        made: list[Booking] = []
        for guest in guests[: 4 - number]:
            facts = BookingFacts(
                "理事长访谈", "秘书处", "010-55550100", "理事长", agrees=True, city="岚州市", place="会议室",
                time_from=time(9, 30), time_to=time(10, 30),
            )  # fmt: skip
            made.append(book(actor=guest, slot=slot, facts=facts, wait=True))
        confirm(actor=officer, bookings=made[:1])
        if number:
            decline(actor=officer, booking=made[1], reason="当日摄制组另有任务，请选其他时段。")
