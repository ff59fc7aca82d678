"""Changes of a project that its lead asks for, and its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.projects import locked_project
from quanjing.calls.enums import TO_REPORT, ChangeState, ProjectState
from quanjing.calls.models import BudgetLine, Project, ProjectChange
from quanjing.calls.queries.projects import desk_posts, sums_of
from quanjing.calls.rules.projects import leads, needs_reason, oversees
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of

MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class ChangeWanted:
    """What shall be different; empty fields stay. `plan` is said in words alone."""

    reason: str
    title: str = ""
    leader: str = ""
    ends_on: date | None = None
    plan: str = ""


@transaction.atomic
def ask_change(*, actor: Actor, project: Project, wanted: ChangeWanted) -> ProjectChange:
    """Ask for a change before it is made; nothing changes until the desk decides.

    Raises `Denied`; `WrongState` at the end or while another is open; `Invalid`.
    """
    current = _running(actor, project)
    if current.changes.filter(state=ChangeState.ASKED).exists():
        raise WrongState(_("A change is already waiting for the desk."))
    what = _differences(current, wanted)
    problems = []
    if not what:
        problems.append(Problem("title", _("What shall be different?")))
    if not wanted.reason.strip():
        problems.append(Problem("reason", _("Please say in a few words why.")))
    if wanted.ends_on is not None and wanted.ends_on <= max(current.starts_on, clock.today()):
        problems.append(Problem("ends_on", _("A day that is still to come.")))
    if problems:
        raise Invalid(problems)
    made = ProjectChange.objects.create(
        project=current, what=what, reason=wanted.reason.strip()[:1000], asked_name=actor.signature,
        asked_at=clock.now(),
    )  # fmt: skip
    tell(
        post_ids=desk_posts([current.issuer_id]).values_list("pk", flat=True),
        kind="change_asked",
        values={
            "title": current.title,
            "organization": current.organization.name,
            "reason": made.reason[:200],
        },
        link=reverse("project_page", args=[current.code]),
        key=f"change:{made.code}",
    )
    record(actor=actor, verb="calls.ask_change", on=current, detail={"what": sorted(what)})
    return made


@transaction.atomic
def decide_change(*, actor: Actor, change: ProjectChange, granted: bool, answer: str = "") -> ProjectChange:
    """Grant a change, which is then made, or decline it with an answer.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    project = locked_project(change.project)
    current = ProjectChange.objects.select_for_update().get(pk=change.pk)
    if not oversees(actor, project):
        raise Denied
    if current.state != ChangeState.ASKED or project.state != ProjectState.RUNNING:
        raise WrongState
    if not granted and not answer.strip():
        raise Invalid([Problem("answer", _("Please say in a few words why."))])
    current.state = ChangeState.GRANTED if granted else ChangeState.DECLINED
    current.answer = answer.strip()[:500]
    current.decided_name, current.decided_at = actor.signature, clock.now()
    current.save()
    if granted:
        _make(project, current.what)
    tell(
        post_ids=handlers_of([project.organization_id]).values_list("pk", flat=True),
        kind="change_granted" if granted else "change_declined",
        values={"title": project.title, "answer": current.answer},
        link=reverse("project_page", args=[project.code]),
        key=f"change:{current.code}:decided",
    )
    detail = {"what": sorted(current.what), "granted": granted}
    record(actor=actor, verb="calls.decide_change", on=project, detail=detail)
    return current


@transaction.atomic
def plan_budget(
    *, actor: Actor, project: Project, lines: Sequence[tuple[str, Decimal]], version: int | None = None
) -> Project:
    """Fit the lines of the budget to what was granted, before anything is settled.

    Raises `Denied`; `WrongState`; `Conflict`; `Invalid` where the lines do not add up to the grant.
    """
    current = _running(actor, project, version)
    if current.amount is None or current.budget.filter(settled__isnull=False).exists():
        raise WrongState
    kept = [(" ".join(name.split())[:100], amount) for name, amount in lines if name.strip()]
    problems = [Problem("", _("Amounts are not below 0.")) for _name, amount in kept if amount < 0]
    if not 1 <= len(kept) <= MOST_LINES:
        problems.append(Problem("", _("Between 1 and 30 lines.")))
    total = sum((amount for _name, amount in kept), Decimal())
    if total != current.amount:
        words = _("The lines add up to %(total)s, granted were %(granted)s.")
        problems.append(Problem("", words % {"total": total, "granted": current.amount}))
    if problems:
        raise Invalid(problems)
    current.budget.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(project=current, position=place, name=name, planned=amount)
        for place, (name, amount) in enumerate(kept, start=1)
    )
    _step(current)
    record(actor=actor, verb="calls.plan_budget", on=current, detail={"lines": len(kept)})
    return current


@transaction.atomic
def settle(
    *,
    actor: Actor,
    project: Project,
    amounts: Mapping[int, tuple[Decimal, str]],
    version: int | None = None,
) -> Project:
    """Say what was spent on each line (position -> amount, reason), and why it differs by over a tenth.

    Raises `Denied`; `WrongState`; `Conflict`; `Invalid`, also where more was spent than granted.
    """
    current = _running(actor, project, version)
    lines = list(current.budget.select_for_update())
    if not lines:
        raise WrongState
    problems = (
        [] if sums_of(current, lines).fits else [Problem("", _("Please fit the lines to the grant first."))]
    )
    for line in lines:
        problems += _settled(line, amounts.get(line.position))
    total = sum((line.settled for line in lines if line.settled is not None), Decimal())
    if current.amount is not None and total > current.amount:
        words = _("In all %(total)s was spent, granted were %(granted)s.")
        problems.append(Problem("", words % {"total": total, "granted": current.amount}))
    if problems:
        raise Invalid(problems)
    BudgetLine.objects.bulk_update(lines, ["settled", "reason"])
    _step(current)
    record(actor=actor, verb="calls.settle", on=current, detail={"total": str(total)})
    return current


def _running(actor: Actor, project: Project, version: int | None = None) -> Project:
    current = locked_project(project, version)
    if not leads(actor, current):
        raise Denied
    if current.state != ProjectState.RUNNING:
        raise WrongState
    return current


def _step(project: Project) -> None:
    project.version += 1
    project.save(update_fields=["version"])


def _differences(project: Project, wanted: ChangeWanted) -> dict[str, list[str]]:
    """{column: [before, after]} of what shall be different."""
    given = {"title": wanted.title.strip()[:200], "leader": wanted.leader.strip()[:100]}
    found = {
        name: [getattr(project, name), value]
        for name, value in given.items()
        if value and value != getattr(project, name)
    }
    if wanted.ends_on is not None and wanted.ends_on != project.ends_on:
        found["ends_on"] = [project.ends_on.isoformat(), wanted.ends_on.isoformat()]
    if wanted.plan.strip():
        found["plan"] = ["", wanted.plan.strip()[:2000]]
    return found


def _make(project: Project, what: Mapping[str, Sequence[str]]) -> None:
    """Do what was granted; a new end moves the closing report with it."""
    for name in ("title", "leader"):
        if name in what:
            setattr(project, name, what[name][1])
    if "ends_on" in what:
        project.ends_on = date.fromisoformat(what["ends_on"][1])
        project.milestones.filter(is_closing=True, state__in=TO_REPORT).update(due_on=project.ends_on)
    project.version += 1
    project.save()


def _settled(line: BudgetLine, given: tuple[Decimal, str] | None) -> list[Problem]:
    """Take the amount over; what is wrong with it."""
    if given is None:
        return [
            Problem(
                f"settled{line.position}", _("“%(name)s” is missing; nothing is 0.") % {"name": line.name}
            )
        ]
    amount, reason = given
    if amount < 0:
        return [Problem(f"settled{line.position}", _("Amounts are not below 0."))]
    line.settled, line.reason = amount, reason.strip()[:300]
    if needs_reason(line, amount) and not line.reason:
        words = _("“%(name)s” differs by more than a tenth: why?") % {"name": line.name}
        return [Problem(f"reason{line.position}", words)]
    return []
