"""What a call of each kind begins with: sensible defaults that the desk then changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.calls.actions.call_facts import (
    CallWanted,
    ConditionWanted,
    CriterionWanted,
    DirectionWanted,
    SheetField,
)
from quanjing.calls.enums import CallKind, Mean, TickKind, Tie
from quanjing.foundation import clock
from quanjing.organizations.enums import Kind
from quanjing.sheets.enums import FieldType

Text = str | Promise
WEEKS = timedelta(days=28)
LONG, SHORT = FieldType.LONGTEXT, FieldType.TEXT


@dataclass(frozen=True, slots=True)
class Start:
    """`fields` are (label, type, required); `criteria` (name, weight)."""

    title: Text
    columns: Mapping[str, Any]
    directions: tuple[Text, ...]
    fields: tuple[tuple[Text, FieldType, bool], ...]
    criteria: tuple[tuple[Text, int], ...]
    conditions: tuple[tuple[TickKind, Text], ...] = ()


COMMITTEE = (TickKind.COMMITTEE, _("The body has a Party organization"))
CONTACT = (_("Contact: post and office telephone"), SHORT, True)
STARTS: dict[CallKind, Start] = {
    CallKind.PROJECT: Start(
        _("Strong Society projects"),
        {"title_length": 20, "allows_joint": True, "asks_team": True, "asks_goals": True,
         "asks_budget": True, "asks_schedule": True, "makes_projects": True, "show_share": 50},
        (_("Think tank"), _("Academic work"), _("Popular science"), _("Talents"), _("Cooperation")),
        ((_("Why this project"), LONG, True), (_("What is done"), LONG, True),
         (_("What it builds on"), LONG, False), CONTACT),
        ((_("Significance"), 30), (_("Plan and goals"), 50), (_("Groundwork"), 20)),
        (COMMITTEE, (TickKind.PROJECTS, _("No earlier project is overdue"))),
    ),
    CallKind.TITLE: Start(
        _("Nomination of a title"),
        {"nominates": True, "title_length": 60, "per_body": 1, "per_direction": 1},
        (_("Nominations"),),
        ((_("Field of work"), SHORT, True), (_("Deed in 1 500 characters at most"), LONG, True),
         (_("Opinion of the nominating body"), LONG, True), CONTACT),
        ((_("Deed"), 60), (_("Effect"), 40)),
        ((TickKind.DATE, _("Works in the field without interruption")),
         (TickKind.TICK, _("The nominating body has shown the name inside the body beforehand"))),
    ),
    CallKind.ESSAY: Start(
        _("Essays"),
        {"title_length": 40, "asks_team": True, "per_direction": 3},
        (_("Theory"), _("Practice")),
        ((_("Abstract"), LONG, True), (_("Text of the essay"), LONG, True), (_("Essay as a file"),
         FieldType.FILE, False)),
        ((_("Thought"), 50), (_("Use"), 30), (_("Language"), 20)),
    ),
    CallKind.CASE: Start(
        _("Model cases"),
        {"title_length": 40, "per_direction": 1},
        (_("Model cases"),),
        ((_("How it was done"), LONG, True), (_("What came of it, with numbers"), LONG, True),
         (_("Sources by link"), LONG, False), CONTACT),
        ((_("Effect"), 50), (_("What others can take from it"), 50)),
    ),
    CallKind.TOPIC: Start(
        _("Research topics"),
        {"title_length": 40, "allows_joint": True, "asks_team": True, "asks_schedule": True,
         "makes_projects": True},
        (_("Theory"), _("Practice")),
        ((_("Question"), LONG, True), (_("Plan of the work"), LONG, True),
         (_("Planned results"), LONG, True), CONTACT),
        ((_("Question"), 40), (_("Plan"), 40), (_("Team"), 20)),
    ),
    CallKind.BASE: Start(
        _("Education bases"),
        {"title_length": 40, "per_body": 2},
        (_("Bases"),),
        ((_("What the base shows"), LONG, True), (_("Visitors in the last year"), FieldType.NUMBER, True),
         (_("How it is kept"), LONG, True), CONTACT),
        ((_("What it shows"), 50), (_("How it is used"), 50)),
        (COMMITTEE,),
    ),
    CallKind.ACT: Start(
        _("Acts and shows"),
        {"title_length": 30, "per_direction": 2, "allows_joint": True},
        (_("Song and dance"), _("Language"), _("Other")),
        ((_("Content"), LONG, True), (_("Length in minutes"), FieldType.NUMBER, True),
         (_("Recording by link"), SHORT, False), CONTACT),
        ((_("Theme"), 50), (_("Form"), 50)),
    ),
    CallKind.AWARD: Start(
        _("Awards of projects"),
        {"title_length": 40, "from_projects": True, "allows_joint": True, "asks_team": True,
         "per_direction": 2},
        (_("Projects"),),
        ((_("Goals of the project and what was reached"), LONG, True),
         (_("What came of it, with numbers"), LONG, True), (_("Where its results are used"), LONG, False),
         (_("What others can take from it"), LONG, False), CONTACT),
        ((_("Goals reached"), 30), (_("Effect"), 40), (_("What others can take from it"), 30)),
    ),
    CallKind.OTHER: Start(
        _("Applications"), {}, (_("Applications"),), ((_("Content"), LONG, True), CONTACT),
        ((_("Content"), 100),),
    ),
}  # fmt: skip


def start_of(kind: CallKind, under: str) -> CallWanted:
    """What a new call of a kind begins with, in the language of the page."""
    start, today = STARTS[kind], clock.today()
    columns = {
        "kind": kind, "title": str(start.title), "year": today.year, "opens_on": today,
        "closes_at": clock.end_of(today + WEEKS, "17:00"), "kinds": [Kind.SOCIETY], "mean": Mean.TRIMMED,
        "ties": [Tie.MEDIAN, Tie.WEIGHTIEST], "aliases": [], "levels": [], "classes": [], **start.columns,
    }  # fmt: skip
    return CallWanted(
        columns=columns,
        under=under,
        fields=tuple(
            SheetField(str(label), type, required, unseen=label is CONTACT[0])
            for label, type, required in start.fields
        ),
        directions=tuple(DirectionWanted(str(name)) for name in start.directions),
        criteria=tuple(CriterionWanted(str(name), weight) for name, weight in start.criteria),
        conditions=tuple(ConditionWanted(kind, str(text)) for kind, text in start.conditions),
    )
