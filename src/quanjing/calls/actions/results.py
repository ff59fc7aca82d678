"""Results: published after the public notice, in one press with everything that follows from them."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from quanjing.audit.actions import record
from quanjing.calls.actions.beginning import ProjectPlan, make_projects
from quanjing.calls.actions.honours import give_honours
from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call, DecisionLine, PublicNotice
from quanjing.calls.queries.results import DECIDED, in_the_way, selected
from quanjing.calls.rules.notices import runs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import News, tell_each
from quanjing.organizations.queries import handlers_of


@transaction.atomic
def publish_results(*, actor: Actor, call: Call, plan: ProjectPlan | None = None) -> Call:
    """Let the results out: every applicant is told, honours are written, projects begin with `plan`.

    Raises: `Denied`; `WrongState` for another state; `Invalid` with everything that is in the way, such as a
    notice that has not ended or an objection that is open.
    """
    current = Call.objects.select_for_update(of=("self",)).select_related("organization").get(pk=call.pk)
    if not runs(actor, current.organization_id):
        raise Denied
    if current.state != CallState.NOTICED:
        raise WrongState
    problems = [Problem("", words) for words in in_the_way(current)]
    if problems:
        raise Invalid(problems)
    lines = selected(current)
    current.state = CallState.DONE
    current.save(update_fields=["state"])
    PublicNotice.objects.filter(decision__call=current).update(published_at=clock.now())
    honours = give_honours(current, lines) if current.award else 0
    projects = make_projects(actor, current, lines, plan) if current.makes_projects else []
    told = _tell_applicants(current, lines)
    detail = {"selected": len(lines), "honours": honours, "projects": len(projects), "told": told}
    record(actor=actor, verb="calls.publish_results", on=current, detail=detail)
    return current


def _tell_applicants(call: Call, lines: list[DecisionLine]) -> int:
    """One message to each post of each applicant; two queries and the messages."""
    applications = list(Application.objects.filter(call=call, state__in=DECIDED))
    grades = {line.application_id: line.grade for line in lines}
    posts: dict[int, list[int]] = {}
    for post, body in handlers_of({one.organization_id for one in applications}).values_list(
        "pk", "organization"
    ):
        posts.setdefault(body, []).append(post)
    return tell_each(
        News(
            post,
            "result_selected" if one.state == ApplicationState.SELECTED else "result_other",
            {"title": one.title, "call": call.title, "grade": grades.get(one.pk, "")},
            reverse("result_own", args=[one.code]),
            f"result:{one.code}",
        )
        for one in applications
        for post in posts.get(one.organization_id, [])
    )
