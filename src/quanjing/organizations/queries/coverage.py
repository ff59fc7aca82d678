"""Organization, work and effective coverage of societies, by definition, with the list behind each figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import Kind, Office
from quanjing.organizations.models import BranchDeclaration, Membership, Organization, Post
from quanjing.organizations.queries.tree import existing

OWN = (Kind.SOCIETY_COMMITTEE, Kind.BRANCH)
YEAR = timedelta(days=365)
MeetingsKept = Callable[[list[int], date, date], set[int] | None]


@dataclass(slots=True)
class SocietyState:
    """What is known of a society on the day: each part of the definitions as yes or no.

    `should_have` is None where nothing was declared, `met` where no app records meetings.
    """

    body: Organization
    should_have: bool | None = None
    organizations: set[int] = field(default_factory=set)
    joint: list[Organization] = field(default_factory=list)
    advised: bool = False
    filled: bool = False
    in_term: bool = False
    met: bool | None = None

    @property
    def has_organization(self) -> bool:
        return bool(self.organizations)

    @property
    def has_work(self) -> bool:
        return self.has_organization or self.advised

    @property
    def is_effective(self) -> bool:
        return self.has_work and self.filled and self.in_term and self.met is not False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its definition and both lists; a part that nobody records yet has none."""

    key: str
    label: str | Promise
    definition: str | Promise
    numerator: list[SocietyState]
    denominator: list[SocietyState]
    is_part: bool = False
    is_recorded: bool = True

    @property
    def missing(self) -> list[SocietyState]:
        """Those of the denominator that the numerator lacks."""
        counted = {state.body.pk for state in self.numerator}
        return [state for state in self.denominator if state.body.pk not in counted]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """All figures of one day. `kinds` counts Party organizations, each once however many it serves."""

    day: date
    figures: list[Figure]
    undeclared: list[SocietyState]
    kinds: dict[str, int]


def society_coverage(
    societies: QuerySet[Organization], head: Organization, day: date, met: MeetingsKept
) -> CoverageReport:
    """The coverage of these societies on a day, in six queries and those of `met`, whatever their number.

    The Party organizations are those below `head`, in whose subtree the societies stand; `met` says who
    held the meetings of the twelve months before (`registry.meetings_kept`).
    """
    found = societies.filter(existing(on=day), kind=Kind.SOCIETY).order_by("path")
    states = {
        body.pk: SocietyState(body) for body in found.only("pk", "path", "code", "name", "society_class")
    }
    by_path = {state.body.path: state for state in states.values()}
    groups = Organization.objects.filter(in_subtree(head.path), existing(on=day))
    kinds = _own_organizations(by_path, groups)
    joint = _joint_branches(states, day)
    kinds[Kind.JOINT_BRANCH] = len(joint)
    _posts(states, day)
    _declarations(states, day)
    _meetings(states.values(), day, met)
    rows = list(states.values())
    undeclared = [state for state in rows if state.should_have is None]
    return CoverageReport(day, _figures(rows), undeclared, kinds)


def _own_organizations(by_path: dict[str, SocietyState], groups: QuerySet[Organization]) -> dict[str, int]:
    """Committees and branches below each society; counts of every kind."""
    kinds = {kind.value: 0 for kind in (*OWN, Kind.WORK_GROUP)}
    for pk, path, kind in groups.filter(kind__in=OWN).values_list("pk", "path", "kind"):
        kinds[kind] += 1
        society = _society_above(by_path, path)
        if society is not None:
            society.organizations.add(pk)
    kinds[Kind.WORK_GROUP] = groups.filter(kind=Kind.WORK_GROUP).aggregate(count=Count("pk"))["count"]
    return kinds


def _society_above(by_path: dict[str, SocietyState], path: str) -> SocietyState | None:
    """The nearest society above a path."""
    step = Organization.steplen
    above = (path[:end] for end in range(len(path) - step, 0, -step))
    return next((by_path[one] for one in above if one in by_path), None)


def _joint_branches(states: dict[int, SocietyState], day: date) -> set[int]:
    """Joint branches that serve these societies on the day; returns them, each once."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=day)
    held = Membership.objects.filter(
        lasting, existing("body__", day), body__kind=Kind.JOINT_BRANCH, starts_on__lte=day
    ).select_related("body")
    served = [one for one in held if one.member_id in states]
    for one in served:
        states[one.member_id].organizations.add(one.body_id)
        states[one.member_id].joint.append(one.body)
    return {one.body_id for one in served}


def _posts(states: dict[int, SocietyState], day: date) -> None:
    """Secretaries of the organizations, advisors at the societies: filled, and in their term.

    A post counts as filled when somebody was appointed to it by the day; a term that ran out with nobody
    after it is filled, but not in term. An advisor counts only while his term lasts.
    """
    served: dict[int, list[SocietyState]] = defaultdict(list)
    for state in states.values():
        for pk in state.organizations:
            served[pk].append(state)
    begun = Q(starts_on=None) | Q(starts_on__lte=day)
    posts = Post.objects.filter(begun, office__in=(Office.SECRETARY, Office.ADVISOR)).exclude(holder=None)
    for body, office, ends_on in posts.values_list("organization_id", "office", "ends_on"):
        lasts = ends_on is None or ends_on >= day
        if office == Office.SECRETARY:
            concerned = served.get(body, [])
        else:
            concerned = [states[body]] if body in states else []
        for state in concerned:
            state.advised = state.advised or (office == Office.ADVISOR and lasts)
            state.filled = True
            state.in_term = state.in_term or lasts


def _declarations(states: dict[int, SocietyState], day: date) -> None:
    """The latest declaration of each society by the day."""
    rows = BranchDeclaration.objects.filter(declared_on__lte=day).order_by("declared_on")
    for pk, should_have in rows.values_list("organization_id", "should_have"):
        if pk in states:
            states[pk].should_have = should_have


def _meetings(states: Iterable[SocietyState], day: date, met: MeetingsKept) -> None:
    """Who held the meetings: any organization of a society; an advised society has none to hold."""
    states = list(states)
    kept = met(sorted({pk for state in states for pk in state.organizations}), day - YEAR, day)
    if kept is None:
        return
    for state in states:
        state.met = bool(state.organizations & kept) if state.organizations else state.advised


def _figures(rows: list[SocietyState]) -> list[Figure]:
    should = [state for state in rows if state.should_have]
    recorded = all(state.met is not None for state in rows)

    def part(key: str, label: Promise, definition: Promise, fits: Callable[[SocietyState], bool]) -> Figure:
        return Figure(key, label, definition, [state for state in rows if fits(state)], rows, is_part=True)

    return [
        Figure(
            "organization", *TEXTS["organization"], [one for one in should if one.has_organization], should
        ),
        Figure("work", *TEXTS["work"], [state for state in rows if state.has_work], rows),
        Figure(
            "effective",
            *TEXTS["effective" if recorded else "effective_without_meetings"],
            [state for state in rows if state.is_effective],
            rows,
        ),
        part("has", *TEXTS["has"], lambda state: state.has_work),
        part("filled", *TEXTS["filled"], lambda state: state.filled),
        part("in_term", *TEXTS["in_term"], lambda state: state.in_term),
        Figure(
            "met", *TEXTS["met"], [one for one in rows if one.met], rows, is_part=True, is_recorded=recorded
        ),
    ]


TEXTS: dict[str, tuple[Promise, Promise]] = {
    "organization": (
        _("Organization coverage"),
        _(
            "Societies with a committee or branch of their own or a joint branch, of those declared to have "
            "three or more full members."
        ),
    ),
    "work": (
        _("Work coverage"),
        _("Societies with a Party organization or an advisor in office, of all societies."),
    ),
    "effective": (
        _("Effective coverage"),
        _("Societies for which all four parts below hold, of all societies."),
    ),
    "effective_without_meetings": (
        _("Effective coverage, without meetings"),
        _(
            "Societies for which the first three parts below hold, of all societies. The fourth part, "
            "meetings, is not recorded yet and is left out."
        ),
    ),
    "has": (_("Organization or advisor"), _("The society has a Party organization or an advisor in office.")),
    "filled": (_("Post filled"), _("Somebody is appointed secretary or advisor.")),
    "in_term": (_("Term not run out"), _("The term of the secretary or advisor lasts on this day.")),
    "met": (_("Meetings held"), _("The least number of meetings in the last twelve months is recorded.")),
}
