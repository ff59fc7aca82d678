"""What waits for a desk that judges: decisions, objections, reports of projects, contested items."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quanjing.calls.queries.waiting import decisions_to_release, notices_with_objections, projects_to_answer
from quanjing.foundation.actor import Actor
from quanjing.influence.queries.waiting import measurements_to_decide

SHOWN = 4


@dataclass(frozen=True, slots=True)
class ToJudge:
    """A piece of work, what is asked of the desk, where it is done."""

    title: str
    asked: str
    url: str


def to_judge(actor: Actor) -> list[ToJudge]:
    """The first few of each kind; four queries at most."""
    if actor.organization_id is None:
        return []
    found = [
        ToJudge(str(one.call), _("A decision waits for release."), reverse("decision_page", args=[one.code]))
        for one in decisions_to_release(actor)[:SHOWN]
    ]
    found += [
        ToJudge(title, _objections(waiting), reverse("notice_page", args=[code]))
        for code, title, waiting in notices_with_objections(actor, SHOWN)
    ]
    found += [
        ToJudge(title, _of_project(reported), reverse("project_page", args=[code]))
        for code, title, reported in projects_to_answer(actor, SHOWN)
    ]
    return found + [
        ToJudge(name, _contested(waiting), f"{reverse('influence_items', args=[code])}?waits=on")
        for code, name, waiting in measurements_to_decide(actor, SHOWN)
    ]


def _objections(count: int) -> str:
    words = ngettext("{count} objection to look into", "{count} objections to look into", count)
    return words.format(count=count)


def _of_project(reported: bool) -> str:
    return _("A report waits for you.") if reported else _("A change is asked for.")


def _contested(count: int) -> str:
    words = ngettext("{count} contested item to decide", "{count} contested items to decide", count)
    return words.format(count=count)
