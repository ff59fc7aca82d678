"""Last year's open measurement, published, and this year's, whose lists are being checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from quanjing.cli.demo.build import THIRD
from quanjing.cli.demo.scene import Scene, handlers, let_sign_in
from quanjing.cli.demo.tables import xlsx_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.influence.actions import (
    ItemFacts,
    MeasurementFacts,
    add_item,
    answer,
    begin,
    check,
    confirm,
    contest,
    invite_third_party,
    join,
    open_measurement,
    preview_table,
    publish,
)
from quanjing.influence.actions.exports import COLUMNS
from quanjing.influence.models import Measurement, PublicItem
from quanjing.influence.rules.formula import DimensionFacts
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import actor_for

FIRST, CHECKED, PUBLISHED, SECOND, NOW = -150, -120, -100, -25, -4
DIMENSIONS = (
    DimensionFacts("采纳的建言", "以采纳单位的文件或公开报道为准", 40, 10),
    DimensionFacts("科技服务活动", "咨询、科普、技术服务，以举办方公开报道为准", 30, 20),
    DimensionFacts("学术交流", "会议、互访、联合研究，以公开报道为准", 30, 20),
)
OUTLETS = ("江岚日报", "岚州晚报", "江岚科技网", "江岚政务公开")
TITLES = {
    "d1": ("关于{field}发展的建议被采纳", "{field}提案获主管部门答复"),
    "d2": ("{field}专家服务团走进县区", "{field}科普进校园", "为企业提供{field}技术咨询"),
    "d3": ("{field}学术年会在岚州举行", "与邻省学会交流{field}进展"),
}


def influence(scene: Scene) -> Iterator[int]:
    """Two measurements by one formula."""
    yield FIRST
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")[:8]
    units = list(handlers(scene, list(societies)).values())
    year = clock.today().year
    old, third = _opened(scene, f"{year - 1} 年度学会影响力公开测评", units, 25, 45)
    _items(old, third, units, 5)
    yield CHECKED
    check(actor=scene.officer, measurement=old)
    yield PUBLISHED
    publish(actor=scene.officer, measurement=old)
    yield SECOND
    new, third = _opened(scene, f"{year} 年度学会影响力公开测评", units, 20, 40)
    _items(new, third, units, 4)
    yield NOW
    check(actor=scene.officer, measurement=new)
    for unit in units[1:4]:
        confirm(actor=unit, measurement=new)
    one, two = PublicItem.objects.filter(measurement=new, organization=units[0].organization_id)[:2]
    said = contest(actor=units[0], item=one, why="namesake", text="报道的是外省同名学会")
    answer(actor=third, contest=said, upheld=True, text="核对原文，确为外省学会")
    contest(actor=units[0], item=two, why="dimension", text="应为科技服务")
    _table(new, third, units)


def _opened(
    scene: Scene, name: str, units: list[Actor], collect: int, checked: int
) -> tuple[Measurement, Actor]:
    today = clock.today()
    facts = MeasurementFacts(
        name=name,
        year=int(name[:4]),
        first_day=today - timedelta(days=365),
        last_day=today,
        collect_until=today + timedelta(days=collect),
        check_until=today + timedelta(days=checked),
        aliases=("众心向学影响力学会测评",),
        intro="依据公开事实了解学会在建言、服务、交流三方面的影响，自愿参加。",
        method="检索报刊、政务网站和学会网站的公开内容，逐条登记平台、日期和链接，由学会核对。",
        levels=("provincial",),
        dimensions=DIMENSIONS,
    )
    made = open_measurement(actor=scene.officer, measurement=begin(actor=scene.officer, facts=facts))
    for unit in units:
        join(actor=unit, measurement=made)
    third, _link = invite_third_party(
        actor=scene.officer, measurement=made, firm="江岚信息研究所", person="穆清和",
        until=facts.check_until or today,
    )  # fmt: skip
    return made, actor_for(third.post)


def _items(made: Measurement, third: Actor, units: list[Actor], most: int) -> None:
    for place, unit in enumerate(units):
        body = Organization.objects.get(pk=unit.organization_id)
        field = _field(body.name)
        for number, (dimension, titles) in enumerate(TITLES.items()):
            for turn in range(1 + (place * place + number * 2 + place * number) % most):
                title = titles[turn % len(titles)].format(field=field)
                day = _day(made, place * 37 + number * 11 + turn * 41)
                link = f"https://news.example.org/{made.year}/{body.code}/{dimension}-{turn + 1}"
                outlet = OUTLETS[(place + turn) % len(OUTLETS)]
                facts = ItemFacts(dimension, title, outlet, day, link)
                add_item(actor=third, measurement=made, facts=facts, body=body)


def _field(name: str) -> str:
    """数学 of 江岚省数学会, 茶叶 of 江岚省茶叶学会."""
    short = name.removeprefix("江岚省").removesuffix("学会")
    return short if len(short) > 1 else f"{short}学"


def _table(made: Measurement, third: Actor, units: list[Actor]) -> None:
    """A table that the third party has just looked at, with lines that it still has to put right."""
    assert third.post_id is not None
    let_sign_in(third.post_id, THIRD)
    one, two = (Organization.objects.get(pk=unit.organization_id).name for unit in units[:2])
    link = f"https://news.example.org/{made.year}/late"
    first, last = made.last_day - timedelta(days=40), made.last_day + timedelta(days=3)
    rows = [
        [one, DIMENSIONS[0].name, "专家建议写入岚州市行动方案", OUTLETS[3], first.isoformat(), f"{link}-1"],
        [one, DIMENSIONS[1].name, "实验室开放日接待中学生", OUTLETS[1], first.isoformat(), f"{link}-2"],
        [two, DIMENSIONS[2].name, "与邻省学会联合举办学术沙龙", OUTLETS[2], first.isoformat(), f"{link}-3"],
        [two, DIMENSIONS[1].name, "科普讲座走进社区", OUTLETS[0], last.isoformat(), f"{link}-4"],
        ["江岚省珍珠学会", DIMENSIONS[1].name, "养殖技术下乡", OUTLETS[0], first.isoformat(), f"{link}-5"],
        [two, "公众号阅读", "推文", "微信公众号", "", ""],
        [one, DIMENSIONS[1].name, "实验室开放日接待中学生", OUTLETS[2], first.isoformat(), f"{link}-2"],
    ]
    preview_table(actor=third, measurement=made, name="补充采集（第二批）.xlsx", data=xlsx_of(COLUMNS, rows))


def _day(made: Measurement, offset: int) -> date:
    return made.last_day - timedelta(days=offset % 360)
