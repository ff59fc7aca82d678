"""What an application is based on: a closed project of its body, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Application, Call, Project
from quanjing.calls.queries.projects import closed_projects
from quanjing.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Reached:
    """A goal as it was promised, and how much of it the closing report names."""

    name: str
    promised: str
    reached: str
    unit: str


@dataclass(frozen=True, slots=True)
class Source:
    """A closed project as desk and panel read it; judges of a blind round neither its number nor its unit."""

    title: str
    closed_on: date | None
    report: str  # what its closing report says
    number: str = ""
    unit: str = ""
    goals: list[Reached] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    is_taken_over: bool = False  # from a body that ended


def offered_projects(
    call: Call, body: Organization, application: Application | None = None
) -> QuerySet[Project]:
    """The closed projects of a body, and of those it follows, that no other application of the call has."""
    if not call.from_projects:
        return Project.objects.none()
    taken = Application.objects.filter(call=call, based_on=OuterRef("pk")).exclude(
        state=ApplicationState.WITHDRAWN
    )
    if application is not None:
        taken = taken.exclude(pk=application.pk)
    return closed_projects(body).exclude(Exists(taken))


def told_of(project: Project) -> Source:
    """What is told of a closed project: two queries."""
    closing = project.milestones.filter(is_closing=True).first()
    reached = closing.reached if closing is not None else []
    goals = [
        Reached(goal["name"], goal.get("number", ""), str(done.get("number", "")), goal.get("unit", ""))
        for goal, done in zip(project.goals, [*reached, *[{}] * len(project.goals)], strict=False)
    ]
    words = _("%(what)s (%(adopted_by)s, %(day)s)")
    uses = [
        words % {"what": one.what, "adopted_by": one.adopted_by, "day": one.on.isoformat()}
        for one in project.uses.all()
    ]
    return Source(
        project.title, project.closed_on, closing.text if closing is not None else "", project.number,
        project.organization.name, goals, uses,
    )  # fmt: skip


def source_of(application: Application) -> Source | None:
    """The project that an application is based on, with what came of it."""
    project = application.based_on
    if project is None:
        return None
    return replace(told_of(project), is_taken_over=project.organization_id != application.organization_id)


def hidden(source: Source, shown: Callable[[object], str]) -> Source:
    """The same for a blind round: every text through the mask, number and unit left out."""
    goals = [
        Reached(shown(one.name), shown(one.promised), shown(one.reached), shown(one.unit))
        for one in source.goals
    ]
    return Source(
        shown(source.title), source.closed_on, shown(source.report), goals=goals,
        uses=[shown(one) for one in source.uses],
    )  # fmt: skip


def told_once(source: Source, texts: Iterable[str]) -> Source:
    """The same without report and uses that one of these texts begins with: it was filled from them."""
    said = [_run_on(text) for text in texts]

    def is_said(text: str) -> bool:
        return any(one.startswith(_run_on(text)) for one in said)

    return replace(
        source,
        report="" if is_said(source.report) else source.report,
        uses=[] if is_said("\n".join(source.uses)) else source.uses,
    )


def _run_on(text: str) -> str:
    return " ".join(text.split())
