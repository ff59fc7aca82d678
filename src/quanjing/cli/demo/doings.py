"""What societies held and kept in the months that the half-yearly assessment looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from quanjing.activities.actions import Facts, plan, write_up
from quanjing.activities.enums import Part
from quanjing.activities.models import ActivityKind
from quanjing.cli.demo.scene import Scene, handlers
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.registers.actions import EntryFacts, accept, enter, take_step
from quanjing.registers.models import RegisterKind

UNTIL = -80  # the half-yearly assessment looks at the months before
EARLIEST = -177  # the bodies were entered three days before
SOCIETIES = 12
MONTHS = 7  # the six that are assessed, and the one before, for what is counted by half-year
NAMES = {
    "themeday": "主题党日：学习身边的科学家",
    "general": "支部党员大会",
    "lecture": "专题党课：把论文写在祖国大地上",
    "seminar": "青年科技工作者学习研讨",
    "outtalk": "科普宣讲进社区",
    "service": "专家组下基层技术服务",
}
QUARTERLY = ("general", "lecture")


@dataclass(frozen=True, slots=True)
class Measure:
    """How much a society does: `monthly` in turn beside its theme days, what it promised and did."""

    name: str
    monthly: tuple[tuple[str, ...], ...] = ()
    theme_days: bool = False
    charter: bool = False
    deeds: tuple[bool, ...] = ()  # each promised; whether it was done


FULL = Measure("full", (("seminar", "outtalk", "service"), ("outtalk", "service")), True, True, (True,))
SOLID = Measure("solid", (("seminar", "service"), ("outtalk",)), True, True, (True,))
FAIR = Measure("fair", (("outtalk",), ("service",)), True, True)
LITTLE = Measure("little", (("outtalk",), (), ()))
# of the societies in the order in which they send: one excels, most are good or pass, two do little
MEASURES = (SOLID, FULL, SOLID, FAIR, SOLID, SOLID, FAIR, SOLID, FAIR, FAIR, LITTLE, LITTLE)


def societies(scene: Scene) -> list[Actor]:
    """Who reports for the first societies, the one with the demo's sign-in before all others."""
    bodies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    first = scene.actor("handler", "handler")
    others = sorted(handlers(scene, list(bodies)).values(), key=lambda one: one.path)
    return [first, *(one for one in others if one.organization_id != first.organization_id)][:SOCIETIES]


def months_before(day: date, count: int) -> list[date]:
    """First days of the last full months before a day, in order."""
    found: list[date] = []
    first = day.replace(day=1)
    for _month in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        found.insert(0, first)
    return found


def doings(scene: Scene) -> Iterator[int]:
    """Month after month until the assessment begins."""
    yield EARLIEST
    keepers = list(zip(societies(scene), MEASURES, strict=False))
    kinds = {kind.code: kind for kind in ActivityKind.objects.filter(organization=None)}
    for number, month in enumerate(months_before(scene.day(UNTIL), MONTHS)):
        last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        yield max((last - scene.today).days, EARLIEST)
        for place, (keeper, measure) in enumerate(keepers):
            for code in _codes(measure, number):
                _held(keeper, kinds[code], month + timedelta(days=4 + (place * 3 + len(code)) % 20))
    _kept(scene, keepers)


def _codes(measure: Measure, number: int) -> list[str]:
    codes = ["themeday"] if measure.theme_days else []
    codes += QUARTERLY if measure.theme_days and number % 3 == 0 else ()
    codes += measure.monthly[number % len(measure.monthly)] if measure.monthly else ()
    return codes


def _held(keeper: Actor, kind: ActivityKind, day: date) -> None:
    starts = datetime.combine(day, time(14, 30), clock.CHINA)
    facts = Facts(
        kind, NAMES[kind.code], starts, starts + timedelta(hours=2), "学会会议室", present=10 + day.day % 9,
        chair="党支部书记" if kind.says(Part.CHAIR) else "",
    )  # fmt: skip
    write_up(actor=keeper, activity=plan(actor=keeper, facts=facts))


def _kept(scene: Scene, keepers: list[tuple[Actor, Measure]]) -> None:
    """Charters in the register, deeds promised for these days."""
    kinds = {kind.code: kind for kind in RegisterKind.objects.filter(organization=None)}
    for keeper, measure in keepers:
        if measure.charter:
            name = f"{keeper.organization_name}章程"
            values = {"f1": "现行", "f2": "2024-11-08", "f5": "是"}
            facts = EntryFacts(name, "秘书处", "秘书长", values=values)
            accept(
                actor=scene.officer, entry=enter(actor=keeper, kind=kinds["charter"], facts=facts, file=True)
            )
        for done in measure.deeds:
            promised = {"f1": "基层科技工作者", "f2": "开放两次实验室，现场答疑。"}
            facts = EntryFacts("实验室开放日", "秘书处", happens_on=clock.today(), values=promised)
            entry = enter(actor=keeper, kind=kinds["deed"], facts=facts, file=True)
            for position in (1, 2) if done else ():
                take_step(actor=keeper, entry=entry, position=position, done_on=clock.today())
