"""Two calls of the association: projects that are open now, and a title whose nominations are checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from quanjing.calls.actions import (
    ApplicationFacts,
    Asked,
    admit,
    ask_consent,
    begin_application,
    give_consent,
    return_application,
    save_programme,
    send_application,
)
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Application, Call, Honour
from quanjing.calls.queries import get_call
from quanjing.cli.demo.calls import opened, units_of
from quanjing.cli.demo.scene import Scene
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor

FIRST, NOMINATED, CHECKED, OPENED, APPLIED = -40, -30, -12, -9, -2
AWARD = "江岚省最美科技工作者"
BODIES = 6
PROJECTS = [
    (
        "山村学校科学课",
        "为偏远学校送科学实验课，补齐器材和师资。",
        "全年送课 24 场，培训教师 60 人。",
        "科普",
    ),
    (
        "茶园绿色防控指导",
        "茶农病虫防控用药不准，需要专家长期指导。",
        "办三期培训，编印手册，建联系点。",
        "学术",
    ),
    ("基层护理人员进修", "乡镇卫生院护理力量薄弱。", "组织进修班两期，结对十家卫生院。", "人才"),
    ("县域产业会诊", "县域企业技术需求分散，难以找到专家。", "会诊四次，形成清单和建议。", "智库"),
    ("青年学者论坛", "青年会员交流平台不足。", "办论坛两次，出版文集一册。", "学术"),
]
NOMINEES = [("江一川", "扎根山区的育种人"), ("苏晚晴", "把课堂搬到田间"), ("陆星河", "二十年守一座观测站")]
INTRO = "面向省级学会征集，优先支持服务基层、成效可核的内容。"
LONG = "本项目由学会牵头，组织会员单位和基层站点共同完成，过程和结果向会员公开。"


def callings(scene: Scene) -> Iterator[int]:
    """A title from the call to the form check, then a call for projects that is open today."""
    yield FIRST
    desk = scene.actor("officer", "officer")
    units = units_of(scene, BODIES)
    save_programme(actor=desk, name="党建强会计划", intro="以党建引领学会服务能力提升。")
    Honour.objects.create(organization=scene.association, award=AWARD, holder="江一川", year=2023)
    title = opened(desk, CallKind.TITLE, "最美科技工作者推荐", 20, INTRO, award=AWARD)
    yield NOMINATED
    nominations = [_nominated(unit, title, place) for place, unit in enumerate(units[: len(NOMINEES)])]
    yield CHECKED
    for one in nominations[:-1]:
        admit(actor=desk, application=one)
    if nominations:
        return_application(actor=desk, application=nominations[-1], reasons={"v-f2": "请补充具体数据"})
    yield OPENED
    projects = opened(desk, CallKind.PROJECT, "党建强会项目申报", 30, INTRO)
    yield APPLIED
    for place, unit in enumerate([scene.actor("handler", "handler"), *units]):
        _applied(unit, projects, place)


def _nominated(unit: Actor, call: Call, place: int) -> Application:
    name, words = NOMINEES[place]
    said = {"f1": "基层科技服务", "f2": words + "，带出一支队伍。", "f3": "同意推荐。", "f4": "办公室"}
    given = ApplicationFacts(title=words, subject=name, subject_unit=unit.organization_name, values=said)
    made = begin_application(actor=unit, call=get_call(unit, call.code), facts=given)
    asked = Asked("用于本次推荐，由推荐单位、主办处和评审专家阅看。", date(clock.today().year + 1, 12, 31))
    give_consent(secret=ask_consent(actor=unit, application=made, asked=asked), name=name, shows_story=False)
    return send_application(actor=unit, application=made)


def _applied(unit: Actor, call: Call, place: int) -> None:
    """Most are sent; every third one is still a draft."""
    title, why, what, direction = PROJECTS[place % len(PROJECTS)]
    seen = get_call(unit, call.code)
    chosen = next((one for one in seen.directions.all() if one.name == direction), seen.directions.all()[0])
    facts = ApplicationFacts(
        direction=chosen.code, title=title, values={"f1": why + LONG, "f2": what + LONG, "f4": "秘书处"},
        team=[{"name": "项目组", "unit": unit.organization_name}],
        goals=[{"name": "服务基层", "number": str(12 * (place + 1)), "unit": "场次"}],
        budget=[{"name": "资料和差旅", "amount": "30000"}, {"name": "培训", "amount": "20000"}],
        schedule=[{"name": "中期检查", "due": clock.today().replace(month=12, day=1).isoformat()}],
    )  # fmt: skip
    made = begin_application(actor=unit, call=seen, facts=facts)
    if place % 3 != 2:
        send_application(actor=unit, application=made)
