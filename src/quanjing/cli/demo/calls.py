"""What every call of the demo goes through: opened, applied for, decided and displayed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from quanjing.calls.actions import (
    ApplicationFacts,
    CallWanted,
    admit,
    begin_application,
    begin_call,
    begin_check,
    open_call,
    save_call,
    send_application,
)
from quanjing.calls.actions.call_defaults import start_of
from quanjing.calls.actions.deciding import (
    DecisionFacts,
    LineGiven,
    change_decision,
    prepare_decision,
    release_decision,
)
from quanjing.calls.actions.notices import proposed, start_notice
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Application, Call, PublicNotice
from quanjing.calls.queries import get_call
from quanjing.cli.demo.scene import Scene, handlers, run_jobs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization

DECIDERS = "党建工作领导小组"
MINUTES = "党建工作领导小组听取评审情况汇报，经讨论，同意按评审结果和各方向名额确定拟入选名单，并予公示。"


def units_of(scene: Scene, count: int) -> list[Actor]:
    """Who reports for the first provincial societies."""
    societies = Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")
    return list(handlers(scene, list(societies)).values())[:count]


def opened(desk: Actor, kind: CallKind, words: str, days: int, intro: str, **more: Any) -> Call:
    """A call of the kind, open for so many days to the provincial societies, without conditions."""
    made = begin_call(actor=desk, kind=kind)
    start = start_of(kind, made.under.code)
    columns = dict(start.columns) | {
        "title": f"{clock.today().year}年{words}", "levels": [Level.PROVINCIAL], "intro": intro,
        "closes_at": clock.end_of(clock.today() + timedelta(days=days), "17:00"), **more,
    }  # fmt: skip
    wanted: CallWanted = replace(start, columns=columns, conditions=())
    save_call(actor=desk, call=made, wanted=wanted)
    return open_call(actor=desk, call=get_call(desk, made.code))


def applied(unit: Actor, call: Call, facts: ApplicationFacts) -> Application:
    """Begun and sent."""
    made = begin_application(actor=unit, call=get_call(unit, call.code), facts=facts)
    return send_application(actor=unit, application=made)


def checked(desk: Actor, call: Call) -> None:
    """The form check finds everything in order."""
    begin_check(actor=desk, call=call)
    for one in Application.objects.filter(call=call).order_by("number"):
        admit(actor=desk, application=one)


def displayed(
    desk: Actor, second: Actor, call: Call, minutes: str = MINUTES, chosen: Collection[int] = (), **given: Any
) -> PublicNotice:
    """The decision with its minutes, released by another, and displayed.

    `chosen` are numbers of applications where no panel proposes any; `given` is what is decided of each.
    """
    made = prepare_decision(actor=desk, call=Call.objects.get(pk=call.pk))
    lines = {
        one.pk: LineGiven(is_selected=True, **given)
        for one in made.lines.filter(application__number__in=chosen)
    }
    facts = DecisionFacts(DECIDERS, clock.today(), minutes)
    made = change_decision(actor=desk, decision=made, facts=facts, lines=lines, version=made.version)
    released = release_decision(actor=second, decision=made)
    notice = start_notice(actor=desk, decision=released, facts=proposed(released))
    run_jobs()
    return notice
