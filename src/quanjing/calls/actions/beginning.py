"""Projects begin: from selected applications in one press, or as a body's own topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record
from quanjing.calls.actions.numbers import take_numbers
from quanjing.calls.enums import Series
from quanjing.calls.models import BudgetLine, Call, DecisionLine, Milestone, Programme, Project
from quanjing.calls.queries.projects import desk_above
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.notify.actions import News, tell_each
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """When projects begin and end, and the middle report of those whose application names no steps."""

    starts_on: date
    ends_on: date
    midterm_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A report that is going to be due."""

    name: str
    due_on: date
    is_closing: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A project as it would begin; `differs` where its budget is another sum than the grant."""

    line: DecisionLine
    leader: str
    steps: list[Step]
    budget: list[tuple[str, Decimal]]

    @property
    def planned(self) -> Decimal:
        return sum((amount for _name, amount in self.budget), Decimal())

    @property
    def differs(self) -> bool:
        return bool(self.budget) and self.line.amount is not None and self.planned != self.line.amount


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic of the own body: a question to be worked on, without money."""

    title: str
    leader: str
    plan: str
    starts_on: date
    ends_on: date
    midterm_on: date | None = None
    direction: str = ""
    programme: Programme | None = None
    goals: list[dict[str, str]] = field(default_factory=list)


def prepare(lines: Sequence[DecisionLine], plan: ProjectPlan) -> list[Prepared]:
    """What `make_projects` would make of these lines."""
    return [
        Prepared(
            line,
            str(line.application.team[0].get("name", "")) if line.application.team else "",
            _steps(line.application.schedule, plan),
            [(str(one["name"])[:100], _amount(one.get("amount"))) for one in line.application.budget],
        )
        for line in lines
    ]


def check_plan(plan: ProjectPlan | None) -> list[Problem]:
    """What is wrong with the days of projects."""
    if plan is None:
        return [Problem("ends_on", _("When do the projects begin and end?"))]
    found = []
    if plan.ends_on <= plan.starts_on:
        found.append(Problem("ends_on", _("After the first day.")))
    if plan.midterm_on is not None and not plan.starts_on < plan.midterm_on < plan.ends_on:
        found.append(Problem("midterm_on", _("Between the first and the last day.")))
    return found


def make_projects(
    actor: Actor, call: Call, lines: Sequence[DecisionLine], plan: ProjectPlan | None
) -> list[Project]:
    """Begin a numbered project for each line and tell its body; part of the action that publishes results."""
    if problems := check_plan(plan):
        raise Invalid(problems)
    assert plan is not None
    prepared = prepare(lines, plan)
    numbers = project_numbers(call.organization, len(prepared))
    made = Project.objects.bulk_create(
        _project(actor, call, one, number, plan) for one, number in zip(prepared, numbers, strict=True)
    )
    for project, one in zip(made, prepared, strict=True):
        _keep_steps(project, one.steps)
        BudgetLine.objects.bulk_create(
            BudgetLine(project=project, position=place, name=name, planned=amount)
            for place, (name, amount) in enumerate(one.budget, start=1)
        )
    _tell(made)
    return made


@transaction.atomic
def begin_topic(*, actor: Actor, facts: TopicFacts) -> Project:
    """Enter a topic that the own body works on; the desk above reads along. Raises `Denied`, `Invalid`."""
    if actor.organization_id is None or not actor.may(Right.REPORT):
        raise Denied
    plan = ProjectPlan(facts.starts_on, facts.ends_on, facts.midterm_on)
    problems = check_plan(plan)
    for name, value in (("title", facts.title), ("leader", facts.leader), ("plan", facts.plan)):
        if not value.strip():
            problems.append(Problem(name, _("This is needed.")))
    if problems:
        raise Invalid(problems)
    body = Organization.objects.get(pk=actor.organization_id)
    [number] = project_numbers(body, 1)
    made = Project.objects.create(
        organization=body, issuer=desk_above(body), number=number, title=facts.title.strip()[:200],
        leader=facts.leader.strip()[:100], direction=facts.direction.strip()[:100], programme=facts.programme,
        plan=facts.plan.strip(), goals=facts.goals, starts_on=facts.starts_on, ends_on=facts.ends_on,
        made_name=actor.signature, made_at=clock.now(),
    )  # fmt: skip
    _keep_steps(made, _steps([], plan))
    record(actor=actor, verb="calls.begin_topic", on=made, detail={"number": made.number})
    return made


def project_numbers(body: Organization, count: int) -> list[str]:
    """The next numbers of a body: its own number, the year, a serial number."""
    year, places = take_numbers(body.pk, Series.PROJECTS, count)
    return [f"{body.number or body.code}-{year}-{place:03d}" for place in places]


def _steps(schedule: Sequence[Mapping[str, object]], plan: ProjectPlan) -> list[Step]:
    """The reports of a project: the steps of its application that lie within its days, then the closing."""
    found = []
    for one in schedule:
        due = _day(one.get("due"))
        if due is not None and plan.starts_on < due < plan.ends_on:
            found.append(Step(str(one.get("name", ""))[:200] or _("Progress report"), due))
    with override(settings.LANGUAGE_CODE):  # names of reports are texts of the office
        midterm, closing = _("Mid-term report"), _("Closing report")
    if not found and plan.midterm_on is not None:
        found = [Step(midterm, plan.midterm_on)]
    return [*sorted(found, key=lambda step: step.due_on), Step(closing, plan.ends_on, is_closing=True)]


def _project(actor: Actor, call: Call, one: Prepared, number: str, plan: ProjectPlan) -> Project:
    application = one.line.application
    return Project(
        application=application, organization=application.organization, issuer=call.organization,
        number=number, title=application.title, leader=one.leader[:100],
        direction=application.direction.name, programme=call.programme, goals=application.goals,
        amount=one.line.amount, starts_on=plan.starts_on, ends_on=plan.ends_on,
        made_name=actor.signature, made_at=clock.now(),
    )  # fmt: skip


def _keep_steps(project: Project, steps: Sequence[Step]) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            project=project, position=place, name=one.name, due_on=one.due_on, is_closing=one.is_closing
        )
        for place, one in enumerate(steps, start=1)
    )


def _tell(projects: Sequence[Project]) -> None:
    posts: dict[int, list[int]] = {}
    bodies = {one.organization_id for one in projects}
    for post, body in handlers_of(bodies).values_list("pk", "organization"):
        posts.setdefault(body, []).append(post)
    tell_each(
        News(
            post,
            "project_begun",
            {"title": one.title, "number": one.number, "day": one.ends_on.isoformat()},
            reverse("project_page", args=[one.code]),
            f"project:{one.code}",
        )
        for one in projects
        for post in posts.get(one.organization_id, [])
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _amount(value: object) -> Decimal:
    """An amount as the application has it; what is no number counts nothing and shows as a difference."""
    try:
        return Decimal(str(value).replace(",", "") or "0").quantize(Decimal("0.01"))
    except InvalidOperation:
        return Decimal()
