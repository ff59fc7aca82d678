"""What may be said of a selected application to everybody: subject and unit as far as was agreed to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Application, DecisionLine
from quanjing.foundation import clock

TAKEN_OUT = (ApplicationState.REMOVED, ApplicationState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One entry of a list: who or what, of which unit, with which grade. Never a score or a place.

    `project` is what it is based on, where it does not bear the same title.
    """

    subject: str
    unit: str
    grade: str = ""
    project: str = ""


@dataclass(slots=True)
class PublicGroup:
    """The entries of a direction in the order in which the list was drawn up.

    `unnamed` are those whose nominee has not agreed to be named, or agrees no longer; `taken_out` those that
    an objection or the body itself took out.
    """

    direction: str
    lines: list[PublicLine] = field(default_factory=list)
    unnamed: int = 0
    taken_out: int = 0

    @property
    def is_graded(self) -> bool:
        return any(line.grade for line in self.lines)


def may_name(application: Application) -> bool:
    """Whether everybody may read whose application it is: no nominee, or one who agreed and still does."""
    if not application.call.nominates:
        return True
    consent = getattr(application, "consent", None)
    if consent is None or not consent.is_given:
        return False
    return consent.until is None or consent.until >= clock.today()


def public_line(application: Application, grade: str) -> PublicLine:
    """How an application stands in a list."""
    behind = application.based_on.title if application.based_on is not None else ""
    if application.call.nominates:
        unit = application.subject_unit or application.organization.name
        return PublicLine(application.subject, unit, grade, behind)
    project = behind if behind != application.title else ""
    units = [application.organization.name, *(one.name for one in application.joint_units.all())]
    return PublicLine(application.title, _(", ").join(units), grade, project)


def groups_by_decision(decisions: Collection[int]) -> dict[int, list[PublicGroup]]:
    """The lists of some decisions by direction: two queries."""
    rows = DecisionLine.objects.filter(decision__in=decisions, is_selected=True)
    joined = rows.select_related(
        "application__call",
        "application__direction",
        "application__organization",
        "application__consent",
        "application__based_on",
    ).prefetch_related("application__joint_units")
    found: dict[int, dict[int, PublicGroup]] = {pk: {} for pk in decisions}
    for line in joined.order_by("application__direction__position", "pk"):
        direction = line.application.direction
        groups = found[line.decision_id]
        _put(groups.setdefault(direction.pk, PublicGroup(direction.name)), line)
    return {pk: list(groups.values()) for pk, groups in found.items()}


def merged(lists: Iterable[list[PublicGroup]]) -> list[PublicGroup]:
    """Several lists of one call as one: the directions in their order, later batches behind earlier ones."""
    found: dict[str, PublicGroup] = {}
    for groups in lists:
        for group in groups:
            whole = found.setdefault(group.direction, PublicGroup(group.direction))
            whole.lines += group.lines
            whole.unnamed += group.unnamed
            whole.taken_out += group.taken_out
    return list(found.values())


def _put(group: PublicGroup, line: DecisionLine) -> None:
    if line.application.state in TAKEN_OUT:
        group.taken_out += 1
    elif may_name(line.application):
        group.lines.append(public_line(line.application, line.grade))
    else:
        group.unnamed += 1
