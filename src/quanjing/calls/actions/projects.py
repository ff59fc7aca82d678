"""A project on its way: reports, changes, budget, use of its results, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.enums import ChangeState, MilestoneState, ProjectState
from quanjing.calls.models import Milestone, Project, ProjectUse
from quanjing.calls.queries.projects import desk_posts, sums_of
from quanjing.calls.rules.projects import checks, leads, may_end, may_move, oversees
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class ReportGiven:
    """A report: what was done, what was reached of each goal, and a file."""

    text: str
    reached: list[dict[str, str]]
    file: tuple[str, bytes] | None = None


@transaction.atomic
def report_milestone(*, actor: Actor, milestone: Milestone, given: ReportGiven) -> Milestone:
    """Report what was reached. A closing report after its day is noted as late, and comes in all the same.

    Raises: `Denied` for another body; `WrongState`; `Invalid`; GongwenError for a file.
    """
    current = locked_milestone(milestone)
    project = current.project
    if not leads(actor, project):
        raise Denied
    if not may_move(current, MilestoneState.REPORTED):
        raise WrongState
    if problems := _report_problems(project, current, given):
        raise Invalid(problems)
    if given.file is not None:
        current.file = store(actor=actor, name=given.file[0], data=given.file[1])
    current.text, current.reached = given.text.strip(), given.reached
    current.state, current.reason = MilestoneState.REPORTED, ""
    current.reported_name, current.reported_post = actor.signature, actor.post_code
    current.reported_at = clock.now()
    current.save()
    late = clock.today() > current.due_on
    if current.is_closing and late and not project.was_late:
        project.was_late = True
        project.save(update_fields=["was_late"])
    tell(
        post_ids=desk_posts([project.issuer_id]).values_list("pk", flat=True),
        kind="milestone_reported",
        values={"title": project.title, "name": current.name, "organization": project.organization.name},
        link=reverse("project_page", args=[project.code]),
        key=f"milestone:{current.code}:{current.reported_at.isoformat()}",
    )
    record(
        actor=actor, verb="calls.report_milestone", on=project, detail={"name": current.name, "late": late}
    )
    return current


@transaction.atomic
def accept_milestone(*, actor: Actor, milestone: Milestone) -> Milestone:
    """Accept a report. Raises `Denied`, also for the post that reported it; `WrongState`."""
    current = _deciding(actor, milestone, MilestoneState.ACCEPTED)
    current.accepted_on = clock.today()
    current.save()
    _tell_lead(
        current.project, "milestone_accepted", {"title": current.project.title, "name": current.name},
        f"milestone:{current.code}:accepted",
    )  # fmt: skip
    record(actor=actor, verb="calls.accept_milestone", on=current.project, detail={"name": current.name})
    return current


@transaction.atomic
def return_milestone(*, actor: Actor, milestone: Milestone, reason: str, due_on: date) -> Milestone:
    """Send a report back with a reason and a new day. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _deciding(actor, milestone, MilestoneState.RETURNED)
    problems = []
    if not reason.strip():
        problems.append(Problem("reason", _("Please say in a few words why.")))
    if due_on <= clock.today():
        problems.append(Problem("due_on", _("A day that is still to come.")))
    if problems:
        raise Invalid(problems)
    current.reason, current.due_on = reason.strip()[:500], due_on
    current.save()
    values = {"title": current.project.title, "name": current.name, "reason": current.reason}
    key = f"milestone:{current.code}:{clock.now().isoformat()}"
    _tell_lead(current.project, "milestone_returned", {**values, "day": due_on.isoformat()}, key)
    detail = {"name": current.name, "reason": current.reason, "due_on": due_on.isoformat()}
    record(actor=actor, verb="calls.return_milestone", on=current.project, detail=detail)
    return current


@transaction.atomic
def close_project(*, actor: Actor, project: Project) -> Project:
    """Close a project whose closing report was accepted: by another post than the one that accepted it.

    Raises `Denied`; `WrongState`; `Invalid` with everything that is still open.
    """
    current = locked_project(project)
    if not checks(actor, current):
        raise Denied
    if not may_end(current, ProjectState.CLOSED):
        raise WrongState
    if problems := [Problem("", words) for words in open_for_closing(current)]:
        raise Invalid(problems)
    if current.milestones.filter(is_closing=True, decided_post=actor.post_code).exists():
        raise Denied(_("Who accepted the closing report does not close the project as well."))
    current.state, current.closed_on, current.closed_name = (
        ProjectState.CLOSED,
        clock.today(),
        actor.signature,
    )
    current.version += 1
    current.save()
    values = {"title": current.title, "number": current.number}
    _tell_lead(current, "project_closed", values, f"project:{current.code}:closed")
    record(actor=actor, verb="calls.close_project", on=current, detail={"late": current.was_late})
    return current


@transaction.atomic
def stop_project(*, actor: Actor, project: Project, reason: str) -> Project:
    """Stop a project with a reason; what was reported stays. Raises `Denied`, `WrongState`, `Invalid`."""
    current = locked_project(project)
    own_topic = current.is_topic and leads(actor, current)
    if not (oversees(actor, current) or own_topic):
        raise Denied
    if not may_end(current, ProjectState.STOPPED):
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.state, current.reason = ProjectState.STOPPED, reason.strip()[:500]
    current.version += 1
    current.save()
    values = {"title": current.title, "reason": current.reason}
    _tell_lead(current, "project_stopped", values, f"project:{current.code}:stopped")
    record(actor=actor, verb="calls.stop_project", on=current, detail={"reason": current.reason})
    return current


@transaction.atomic
def add_use(*, actor: Actor, project: Project, what: str, adopted_by: str, on: date) -> ProjectUse:
    """Note where a result is used, by whom, since when; also after the end. Raises `Denied`, `Invalid`."""
    current = locked_project(project)
    if not (leads(actor, current) or oversees(actor, current)):
        raise Denied
    problems = [
        Problem(name, _("This is needed."))
        for name, value in (("what", what), ("adopted_by", adopted_by))
        if not value.strip()
    ]
    if not current.starts_on <= on <= clock.today():
        problems.append(Problem("on", _("A day between the beginning and today.")))
    if problems:
        raise Invalid(problems)
    made = ProjectUse.objects.create(
        project=current, what=what.strip()[:500], adopted_by=adopted_by.strip()[:200], on=on,
        made_name=actor.signature, made_at=clock.now(),
    )  # fmt: skip
    record(actor=actor, verb="calls.add_use", on=current, detail={"adopted_by": made.adopted_by})
    return made


def open_for_closing(project: Project) -> list[str]:
    """What keeps a project from being closed, in words."""
    found = []
    if project.milestones.exclude(state=MilestoneState.ACCEPTED).exists():
        found.append(_("A report has not been accepted yet."))
    budget = list(project.budget.all())
    if budget and sums_of(project, budget).settled is None:
        found.append(_("The budget has not been settled yet."))
    if project.changes.filter(state=ChangeState.ASKED).exists():
        found.append(_("A change that was asked for has not been decided yet."))
    return found


def locked_project(project: Project, version: int | None = None) -> Project:
    """The project, locked. Raises `Conflict` where it was changed since `version`."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("organization", "issuer")
    current = rows.get(pk=project.pk)
    if version is not None and version != current.version:
        raise Conflict
    return current


def locked_milestone(milestone: Milestone) -> Milestone:
    """The milestone with its project, both locked."""
    project = locked_project(milestone.project)
    current = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    current.project = project
    return current


def _deciding(actor: Actor, milestone: Milestone, to: MilestoneState) -> Milestone:
    current = locked_milestone(milestone)
    if not oversees(actor, current.project) or current.reported_post == actor.post_code:
        raise Denied
    if not may_move(current, to):
        raise WrongState
    current.state = to
    current.decided_name, current.decided_post = actor.signature, actor.post_code
    current.decided_at = clock.now()
    return current


def _report_problems(project: Project, current: Milestone, given: ReportGiven) -> list[Problem]:
    found = []
    if not given.text.strip():
        found.append(Problem("text", _("Please write what was done.")))
    if len(given.text) > LONGEST:
        found.append(Problem("text", _("At most 20000 characters.")))
    if current.is_closing:
        for place, goal in enumerate(project.goals):
            reached = given.reached[place] if place < len(given.reached) else {}
            if not str(reached.get("number", "")).strip():
                words = _("What was reached of “%(name)s”? Nothing is 0.") % {"name": goal.get("name", "")}
                found.append(Problem(f"goal{place}", words))
        earlier = project.milestones.filter(is_closing=False).exclude(state=MilestoneState.ACCEPTED)
        if earlier.exists():
            found.append(Problem("", _("An earlier report has not been accepted yet.")))
    return found


def _tell_lead(project: Project, kind: str, values: Mapping[str, object], key: str) -> None:
    tell(
        post_ids=handlers_of([project.organization_id]).values_list("pk", flat=True),
        kind=kind,
        values=dict(values),
        link=reverse("project_page", args=[project.code]),
        key=key,
    )
