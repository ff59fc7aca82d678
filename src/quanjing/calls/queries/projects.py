"""Projects: who sees them, lists, one with everything, and what other parts ask of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.models import AuditEntry
from quanjing.audit.queries import history_of
from quanjing.calls.enums import TO_REPORT, ApplicationState, CallState, MilestoneState, ProjectState
from quanjing.calls.models import (
    Application,
    BudgetLine,
    DecisionLine,
    JointUnit,
    Milestone,
    Programme,
    Project,
    ProjectChange,
    ProjectUse,
)
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import followed_by, heirs, in_scope, posts_in_force
from quanjing.organizations.registry import OpenWork

SORTS = {
    "ends": ("ends_on", "number"),
    "number": ("number", "pk"),
    "organization": ("organization__path", "number"),
    "newest": ("-starts_on", "number"),
}
REVIEWING = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What a list is narrowed to; empty fields narrow nothing. `kind`: of a call, or an own topic."""

    state: str = ""
    direction: str = ""
    year: str = ""
    programme: str = ""
    kind: str = ""  # "call" or "topic"
    overdue: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """A budget against what was granted and what was settled, in yuan."""

    planned: Decimal
    settled: Decimal | None  # None while a line is not settled
    granted: Decimal | None

    @property
    def fits(self) -> bool:
        """Whether the lines add up to what was granted."""
        return self.granted is None or self.planned == self.granted

    @property
    def left(self) -> Decimal | None:
        if self.settled is None:
            return None
        return (self.planned if self.granted is None else self.granted) - self.settled


@dataclass(slots=True)
class ProjectPage:
    """One project with all that its page shows."""

    project: Project
    milestones: list[Milestone]
    changes: list[ProjectChange]
    budget: list[BudgetLine]
    uses: list[ProjectUse]
    joint: list[JointUnit]
    history: list[AuditEntry]
    awards: list[DecisionLine]

    @property
    def sums(self) -> Sums:
        return sums_of(self.project, self.budget)

    @property
    def next_step(self) -> Milestone | None:
        """What the lead reports next."""
        return next((one for one in self.milestones if one.state in TO_REPORT), None)

    @property
    def closing(self) -> Milestone | None:
        return next((one for one in self.milestones if one.is_closing), None)


def projects_visible_to(actor: Actor) -> QuerySet[Project]:
    """The desk's projects, those that the own body leads, and those in which it is a joint unit."""
    if actor.organization_id is None:
        return Project.objects.none()
    joined = JointUnit.objects.filter(
        application=OuterRef("application"), organization=actor.organization_id, confirmed_at__isnull=False
    )
    seen = Q(organization=actor.organization_id) | Q(Exists(joined))
    if actor.reads_subtree:
        seen |= Q(issuer=actor.organization_id) | (Q(application=None) & in_scope(actor, "organization__"))
    return Project.objects.filter(seen).select_related("organization", "issuer", "programme")


def get_project(actor: Actor, code: str) -> Project:
    """One project; a closed one of a body that ended is read by who follows it. Raises `Missing`."""
    found = projects_visible_to(actor).filter(code=code).first() or _taken_over(actor, Q(code=code))
    if found is None:
        raise Missing
    return found


def sees_source(actor: Actor, application: Application) -> bool:
    """Whether the actor may open the project that an application is based on."""
    behind = Q(brought_into=application)
    seen = projects_visible_to(actor).filter(behind).exists()
    return seen or _taken_over(actor, behind) is not None


def _taken_over(actor: Actor, wanted: Q) -> Project | None:
    today = clock.today()
    ended = Project.objects.filter(wanted, state=ProjectState.CLOSED, organization__valid_to__lt=today)
    found = ended.select_related("organization", "issuer", "programme").first()
    if found is None or actor.organization_id is None:
        return None
    heir = heirs([found.organization_id], today).get(found.organization_id)
    return found if heir is not None and heir.pk == actor.organization_id else None


def project_list(actor: Actor, wanted: ProjectFilter) -> QuerySet[Project]:
    """The visible projects that a filter leaves."""
    found = projects_visible_to(actor)
    if wanted.state in ProjectState.values:
        found = found.filter(state=wanted.state)
    if wanted.direction:
        found = found.filter(direction=wanted.direction)
    if wanted.year.isdecimal() and len(wanted.year) == 4:
        found = found.filter(starts_on__year=int(wanted.year))
    if wanted.programme:
        found = found.filter(programme__code=wanted.programme)
    if wanted.kind in ("call", "topic"):
        found = found.filter(application__isnull=wanted.kind == "topic")
    if wanted.overdue:
        found = found.filter(Exists(_overdue(clock.today())), state=ProjectState.RUNNING)
    if words := wanted.text.strip()[:100]:
        found = found.filter(Q(title__icontains=words) | Q(number__icontains=words))
    return found


def with_next(projects: QuerySet[Project]) -> QuerySet[Project]:
    """The same for a list, with the day of what is reported next: one query."""
    ahead = Milestone.objects.filter(project=OuterRef("pk"), state__in=TO_REPORT).order_by(
        "due_on", "position"
    )
    return projects.annotate(next_name=ahead.values("name")[:1], next_on=ahead.values("due_on")[:1])


def directions_seen(actor: Actor) -> list[str]:
    """Directions to narrow the list by."""
    found = projects_visible_to(actor).exclude(direction="").order_by("direction")
    return list(found.values_list("direction", flat=True).distinct()[:100])


def programmes_seen(actor: Actor) -> list[Programme]:
    """Programmes to narrow the list by."""
    held = projects_visible_to(actor).order_by().values("programme")
    return list(Programme.objects.filter(pk__in=held)[:100])


def page_of_project(actor: Actor, code: str) -> ProjectPage:
    """Everything about one project. Raises `Missing`."""
    project = get_project(actor, code)
    joint = JointUnit.objects.filter(application=project.application_id) if project.application_id else None
    return ProjectPage(
        project=project,
        milestones=list(project.milestones.select_related("file")),
        changes=list(project.changes.all()),
        budget=list(project.budget.all()),
        uses=list(project.uses.all()),
        joint=list(joint.select_related("organization")) if joint is not None else [],
        history=list(history_of(project)),
        awards=awards_of(project),
    )


def awards_of(project: Project) -> list[DecisionLine]:
    """What a closed project was selected for in calls whose results are out, the newest first."""
    rows = DecisionLine.objects.filter(
        application__based_on=project, application__state=ApplicationState.SELECTED, is_selected=True,
        application__call__state=CallState.DONE, decision__released_at__isnull=False,
    ).select_related("application__call")  # fmt: skip
    return list(rows.order_by("-application__call__year", "-pk"))


def get_milestone(project: Project, code: str) -> Milestone:
    """A milestone of a project. Raises `Missing`."""
    found = project.milestones.select_related("project", "file").filter(code=code).first()
    if found is None:
        raise Missing
    return found


def get_change(project: Project, code: str) -> ProjectChange:
    """A change that was asked for. Raises `Missing`."""
    found = project.changes.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def file_of(project: Project, code: str) -> StoredFile:
    """A file of a milestone. Raises `Missing`."""
    found = StoredFile.objects.filter(code=code, pk__in=project.milestones.values("file")).first()
    if found is None:
        raise Missing
    return found


def sums_of(project: Project, budget: Sequence[BudgetLine]) -> Sums:
    planned = sum((one.planned for one in budget), Decimal())
    settled = [one.settled for one in budget if one.settled is not None]
    whole = len(settled) == len(budget) and bool(budget)
    return Sums(planned, sum(settled, Decimal()) if whole else None, project.amount)


def closed_projects(body: Organization) -> QuerySet[Project]:
    """The projects that a body closed, the newest first: what it may bring into an award of projects.

    Those of bodies that ended belong to the one that follows.
    """
    bodies = {body.pk, *followed_by(body, clock.today())}
    found = Project.objects.filter(
        organization__in=bodies, state=ProjectState.CLOSED, application__isnull=False
    )
    return found.select_related("organization", "programme").order_by("-closed_on", "pk")


def overdue_projects(body: Organization, on: date) -> QuerySet[Project]:
    """Projects of a body whose closing report is past its day: a call may refuse its next bid for them.

    What was reported and waits for the desk is not held against the body.
    """
    found = Project.objects.filter(Exists(_overdue(on, closing=True)), organization=body)
    return found.filter(state=ProjectState.RUNNING).order_by("ends_on", "pk")


def running_of(organization_ids: Sequence[int]) -> QuerySet[Project]:
    """What these bodies lead and have not finished."""
    return Project.objects.filter(organization__in=organization_ids, state=ProjectState.RUNNING)


def open_projects_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; one query."""
    count = running_of(organization_ids).count()
    return [OpenWork(_("projects under way"), reverse("project_list"), count)] if count else []


def desk_posts(organization_ids: Sequence[int]) -> QuerySet[Post]:
    """The posts in force that review for these bodies and have an active holder."""
    found = posts_in_force().filter(organization__in=organization_ids, role__in=REVIEWING)
    return found.filter(holder__is_active=True)


def desk_above(body: Organization) -> Organization:
    """Whose desk looks after a body's own topics: the body directly above, or itself at the top."""
    if body.depth == 1:
        return body
    above: Organization = Organization.objects.get(path=body.path[: -Organization.steplen])
    return above


def waiting_at(actor: Actor) -> QuerySet[Milestone]:
    """Reports that wait for the actor's desk, the oldest first."""
    if not actor.may(Right.REVIEW) or actor.organization_id is None:
        return Milestone.objects.none()
    found = Milestone.objects.filter(
        project__issuer=actor.organization_id,
        project__state=ProjectState.RUNNING,
        state=MilestoneState.REPORTED,
    )
    return found.select_related("project__organization").order_by("reported_at", "pk")


def _overdue(on: date, *, closing: bool = False) -> QuerySet[Milestone]:
    late = Milestone.objects.filter(project=OuterRef("pk"), state__in=TO_REPORT, due_on__lt=on)
    return late.filter(is_closing=True) if closing else late
