"""Projects: lines of the list, one with its reports and its budget, what a lead sends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Named, Paging, body_of
from quanjing.calls.actions.projects import ReportGiven
from quanjing.calls.enums import MilestoneState, ProjectState
from quanjing.calls.models import BudgetLine, Milestone, Project, ProjectUse
from quanjing.calls.queries.projects import ProjectPage

Short = Field("", max_length=30)


class ProjectsFilter(Paging):
    """`kind` is "call" or "topic"."""

    state: ProjectState | None = None
    kind: str | None = Field(None, pattern="^(call|topic)$")
    year: int | None = Field(None, ge=1990, le=2100)
    overdue: bool = False


class ProjectLine(Schema):
    code: str
    number: str
    title: str
    organization: Named
    state: ProjectState
    starts_on: date
    ends_on: date
    own_topic: bool

    @classmethod
    def of(cls, one: Project) -> ProjectLine:
        return cls(
            code=one.code,
            number=one.number,
            title=one.title,
            organization=body_of(one.organization),
            state=ProjectState(one.state),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            own_topic=one.is_topic,
        )


class Goal(Body):
    """A goal with its number and unit, as promised or as reached."""

    name: str = Field("", max_length=200)
    number: str = Short
    unit: str = Short


class ReportLine(Schema):
    """A report that is due or came in."""

    code: str
    name: str
    due_on: date
    closing: bool
    state: MilestoneState
    text: str
    reached: list[Goal]
    reason: str

    @classmethod
    def of(cls, one: Milestone) -> ReportLine:
        return cls(
            code=one.code,
            name=one.name,
            due_on=one.due_on,
            closing=one.is_closing,
            state=MilestoneState(one.state),
            text=one.text,
            reached=[Goal(**goal) for goal in one.reached],
            reason=one.reason,
        )


class Money(Schema):
    """A line of the budget, in yuan."""

    position: int
    name: str
    planned: Decimal
    settled: Decimal | None
    reason: str

    @classmethod
    def of(cls, one: BudgetLine) -> Money:
        return cls(
            position=one.position, name=one.name, planned=one.planned, settled=one.settled, reason=one.reason
        )


class Use(Schema):
    what: str
    adopted_by: str
    on: date

    @classmethod
    def of(cls, one: ProjectUse) -> Use:
        return cls(what=one.what, adopted_by=one.adopted_by, on=one.on)


class ProjectOut(ProjectLine):
    """One project; `version` goes back with a settlement."""

    leader: str
    granted: Decimal | None
    goals: list[Goal]
    reports: list[ReportLine]
    budget: list[Money]
    uses: list[Use]
    version: int

    @classmethod
    def whole(cls, page: ProjectPage) -> ProjectOut:
        project = page.project
        return cls(
            **ProjectLine.of(project).model_dump(),
            leader=project.leader,
            granted=project.amount,
            goals=[Goal(**goal) for goal in project.goals],
            reports=[ReportLine.of(one) for one in page.milestones],
            budget=[Money.of(one) for one in page.budget],
            uses=[Use.of(one) for one in page.uses],
            version=project.version,
        )


class NewReport(Body):
    """What was done, and of each goal what was reached, in the order of the goals."""

    text: str = Field(max_length=20_000)
    reached: list[Goal] = Field(default_factory=list, max_length=50)

    def given(self) -> ReportGiven:
        return ReportGiven(self.text, [one.model_dump() for one in self.reached])


class Spent(Body):
    position: int = Field(ge=1, le=100)
    amount: Decimal = Field(ge=0, max_digits=14, decimal_places=2)
    reason: str = Field("", max_length=300)


class Settlement(Body):
    version: int | None = None
    lines: list[Spent] = Field(max_length=100)
