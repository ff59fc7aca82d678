"""Calls and applications set up row by row, where a test is about what comes after them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from quanjing.calls.enums import ApplicationState, CallKind, CallState, ScoreState
from quanjing.calls.models import (
    Application,
    Call,
    Criterion,
    Direction,
    JointUnit,
    Judge,
    Panel,
    Score,
)
from quanjing.foundation import clock
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.sheets.actions import create_template
from quanjing.sheets.models import SheetTemplate
from tests.world import World, person, post

TODAY = date(2026, 9, 3)
SHEET = {
    "title": "项目申报书",
    "blocks": [
        {
            "key": "entry",
            "label": "项目申报书",
            "fields": [
                {"key": "purpose", "label": "立项依据和目的", "type": "longtext"},
                {"key": "content", "label": "主要内容", "type": "longtext"},
                {"key": "base", "label": "工作基础", "type": "longtext", "required": False},
                {"key": "contact", "label": "联系人", "type": "text", "required": False},
            ],
        }
    ],
}
VALUES = {"purpose": "服务基层茶农。", "content": "办三期培训班，编一本手册。"}


def sheet() -> SheetTemplate:
    return create_template(sheet=SHEET)


def call(
    world: World, *, state: str = CallState.OPEN, directions: tuple[str, ...] = ("学术", "科普"), **more: Any
) -> Call:
    """A call for projects of the association, for all societies below it, with three criteria."""
    facts: dict[str, Any] = {
        "organization": world.association,
        "under": world.association,
        "kind": CallKind.PROJECT,
        "title": "2026 年学会服务能力提升项目",
        "year": 2026,
        "kinds": ["society"],
        "opens_on": TODAY - timedelta(days=10),
        "closes_at": datetime(2026, 9, 30, 17, tzinfo=clock.CHINA),
        "template": sheet(),
        "unseen": ["contact"],
        "seed": "20260903",
        "ties": ["median", "lot"],
        "places": 2,
        "made_name": "林知远",
        "made_at": datetime(2026, 8, 20, 9, tzinfo=clock.CHINA),
        "opened_at": None if state == CallState.DRAFT else datetime(2026, 8, 24, 9, tzinfo=clock.CHINA),
        **more,
    }
    made = Call.objects.create(state=state, **facts)
    Direction.objects.bulk_create(
        Direction(call=made, position=place, name=name) for place, name in enumerate(directions, start=1)
    )
    Criterion.objects.bulk_create(
        Criterion(call=made, position=place, name=name, weight=weight)
        for place, (name, weight) in enumerate((("意义", 30), ("方案", 50), ("基础", 20)), start=1)
    )
    return made


def application(
    made: Call, body: Organization, *, state: str = ApplicationState.ADMITTED, direction: int = 0, **more: Any
) -> Application:
    """An application of a body, sent and found in order unless another state is asked for."""
    number = Application.objects.filter(call=made).count() + 1
    sent = (
        None if state == ApplicationState.DRAFT else datetime(2026, 9, 2, 9, number % 60, tzinfo=clock.CHINA)
    )
    facts: dict[str, Any] = {
        "direction": list(made.directions.all())[direction],
        "template": made.template,
        "title": f"{body.name}服务能力提升",
        "values": VALUES,
        "number": number if sent else None,
        "made_name": "周予安",
        "made_at": datetime(2026, 9, 1, 9, tzinfo=clock.CHINA),
        "changed_at": datetime(2026, 9, 1, 9, tzinfo=clock.CHINA),
        "sent_name": "周予安" if sent else "",
        "sent_at": sent,
        **more,
    }
    return Application.objects.create(call=made, organization=body, state=state, **facts)


def joint(one: Application, body: Organization | None = None, name: str = "") -> JointUnit:
    return JointUnit.objects.create(
        application=one, organization=body, name=name or getattr(body, "name", "")
    )


def panel(made: Call, name: str = "第一组") -> Panel:
    """A panel for all directions of a call."""
    found = Panel.objects.create(call=made, name=name)
    found.directions.set(made.directions.all())
    return found


def judge(of: Panel, name: str, *, unit: str = "", declared: bool = True) -> Judge:
    """A guest of the association who judges."""
    place = of.judges.count()
    seat = post(of.call.organization, "评审专家", Role.GUEST, person(f"judge{of.pk}-{place}", name))
    seat.ends_on = TODAY + timedelta(days=60)
    seat.save()
    at = datetime(2026, 9, 2, 9, tzinfo=clock.CHINA) if declared else None
    return Judge.objects.create(panel=of, post=seat, mark=chr(ord("A") + place), unit=unit, declared_at=at)


def score(by: Judge, one: Application, total: str | None, **more: Any) -> Score:
    """What a judge gave, the same for every criterion; None while nothing was given."""
    done = total is not None
    criteria = one.call.criteria.all()
    return Score.objects.create(
        judge=by,
        application=one,
        state=ScoreState.DONE if done else ScoreState.OPEN,
        points={str(each.pk): total for each in criteria} if done else {},
        total=total,
        done_at=datetime(2026, 9, 3, 9, tzinfo=clock.CHINA) if done else None,
        **more,
    )


def seat_of(one: Judge) -> Post:
    return Post.objects.select_related("organization", "holder").get(pk=one.post_id)
