"""What is begun from closed projects in a call for awards."""

from __future__ import annotations

from typing import Any

from quanjing.calls.actions import (
    ApplicationFacts,
    begin_application,
    fields_of,
    send_application,
    write_application,
)
from quanjing.calls.models import Application, Call, Project
from quanjing.calls.queries import get_call
from quanjing.foundation.actor import Actor
from tests.calls.conftest import fresh


def begun(actor: Actor, award: Call, project: Project | None = None, **more: Any) -> Application:
    facts = ApplicationFacts(project=project.code if project else "", **more)
    return begin_application(actor=actor, call=get_call(actor, award.code), facts=facts)


def keys(award: Call) -> list[str]:
    """Of the fields: goals, results, uses, what others can take from it, contact."""
    return [one.key for one in fields_of(award)]


def sent(actor: Actor, award: Call, project: Project) -> Application:
    """Begun from the project, with what nobody knows, and sent."""
    one = begun(actor, award, project)
    values = dict(one.values) | {keys(award)[3]: "培训班的做法。", keys(award)[4]: "秘书处"}
    write_application(actor=actor, application=one, facts=ApplicationFacts(title=one.title, values=values))
    return send_application(actor=actor, application=fresh(one))
