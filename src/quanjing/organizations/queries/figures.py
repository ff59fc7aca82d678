"""What the panorama says of societies and their Party organizations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.audit.kinds import label
from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import BranchDeclaration, Membership, Organization, Post
from quanjing.organizations.queries.coverage import TEXTS, MeetingsKept, SocietyState, society_coverage
from quanjing.organizations.queries.tree import existing

PARTS = ("has", "filled", "in_term", "met")
SOME = ("society", "should_have", "has_organization", "undeclared")
NAMES = (*SOME, "effective", "effective_without_meetings", *PARTS)


def body_page(code: str, _first: date, _last: date) -> str:
    return reverse("organization_detail", args=[code])


def _figure(key: str, numerator: str, denominator: str, part_of: str = "") -> Figure:
    words, definition = TEXTS[key]
    code = f"coverage.{key}"
    return Figure(
        code, words, definition, Section.COVERAGE, numerator, denominator, bodies=True, part_of=part_of,
        link=body_page,
    )  # fmt: skip


EFFECTIVE = "coverage.effective"
FIGURES = (
    _figure("organization", "has_organization", "should_have"),
    _figure("work", "has", "society"),
    _figure("effective", "effective", "society"),
    _figure("effective_without_meetings", "effective_without_meetings", "society"),
    *(_figure(part, part, "society", EFFECTIVE) for part in PARTS),
    Figure(
        "coverage.undeclared",
        _("Not declared"),
        _("Societies that have not said whether they have three or more full members."),
        Section.COVERAGE, "undeclared", "society", bodies=True, link=body_page,
    ),
    Figure(
        "coverage.cities",
        _("Cities with a societies committee"),
        _("City associations with a committee for the societies of the city, of all city associations."),
        Section.COVERAGE, "city_committee", "city", bodies=True, link=body_page,
    ),
)  # fmt: skip


def count(when: When, met: MeetingsKept) -> Columns:
    """Societies by the parts of the definitions, cities by their committee: seven queries a root.

    Meetings have a column only where a rule asks for them; effective coverage says which it is.
    """
    states: list[SocietyState] = []
    for root in Organization.objects.filter(depth=1):
        societies = Organization.objects.filter(in_subtree(root.path))
        report = society_coverage(societies, root, when.day, met)
        states += next(figure for figure in report.figures if figure.key == "work").denominator
    columns: dict[tuple[str, str], dict[int, int]] = {}
    recorded = all(state.met is not None for state in states)
    for name in NAMES:
        if name != ("effective_without_meetings" if recorded else "effective") and (
            recorded or name != "met"
        ):
            flag = FLAGS[name]
            columns[name, NO_MONTH] = {state.body.pk: 1 for state in states if flag(state)}
    return columns | _cities(when.day)


FLAGS: dict[str, Callable[[SocietyState], bool]] = {
    "society": lambda _state: True,
    "should_have": lambda state: bool(state.should_have),
    "has_organization": lambda state: bool(state.should_have) and state.has_organization,
    "undeclared": lambda state: state.should_have is None,
    "effective": lambda state: state.is_effective,
    "effective_without_meetings": lambda state: state.is_effective,
    "has": lambda state: state.has_work,
    "filled": lambda state: state.filled,
    "in_term": lambda state: state.in_term,
    "met": lambda state: bool(state.met),
}


def _cities(day: date) -> dict[tuple[str, str], dict[int, int]]:
    cities = Organization.objects.filter(existing(on=day), kind=Kind.ASSOCIATION, level=Level.CITY)
    keys = dict(cities.values_list("path", "pk"))
    committees = Organization.objects.filter(existing(on=day), kind=Kind.SOCIETY_COMMITTEE)
    above = {path[: -Organization.steplen] for path in committees.values_list("path", flat=True)}
    found = {pk: 1 for path, pk in keys.items() if path in above}
    return {("city", NO_MONTH): dict.fromkeys(keys.values(), 1), ("city_committee", NO_MONTH): found}


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Declarations, terms, memberships, founding and ending that fall between, and what was done to a body.

    Six queries. These records know days, no moments: the days of both moments are among them.
    """
    days = (since.astimezone(clock.CHINA).date(), until.astimezone(clock.CHINA).date())
    concerned = list(Organization.objects.filter(pk__in=bodies).only("pk", "path", "code", "name"))
    paths = {body.path: body for body in concerned}
    below = Q(pk__in=[])
    for path in paths:
        below |= in_subtree(path)
    for said in BranchDeclaration.objects.filter(organization__in=concerned, declared_on__range=days):
        words = (
            gettext("declared: should have a branch") if said.should_have else gettext("declared: need not")
        )
        yield _moved(paths[said.organization.path], said.declared_on, words)
    yield from _done_to(concerned, since, until)
    for post in _terms(below, days):
        owner, begun = _owner(paths, post.organization.path), _within(post.starts_on, days)
        words = gettext("%(title)s: term began") if begun else gettext("%(title)s: term ended")
        yield _moved(
            owner, (post.starts_on if begun else post.ends_on) or days[0], words % {"title": post.title}
        )
    served = Membership.objects.filter(
        Q(starts_on__range=days) | Q(ends_on__range=days), member__in=concerned
    )
    for one in served.select_related("body", "member"):
        yield _moved(paths[one.member.path], one.starts_on, str(one.body))
    for body in Organization.objects.filter(below, Q(valid_from__range=days) | Q(valid_to__range=days)):
        begun = _within(body.valid_from, days)
        words = gettext("%(name)s was founded") if begun else gettext("%(name)s ended")
        day = (body.valid_from if begun else body.valid_to) or days[0]
        yield _moved(_owner(paths, body.path), day, words % {"name": body.name})


def _done_to(bodies: Sequence[Organization], since: datetime, until: datetime) -> Iterable[Moved]:
    """What the record says was done to a body; what, not who."""
    by_code = {body.code: body for body in bodies}
    kind = Organization._meta.label_lower
    found = AuditEntry.objects.filter(object_type=kind, object_code__in=by_code, at__gt=since, at__lte=until)
    for entry in found.order_by("at", "pk"):
        page = reverse("organization_detail", args=[entry.object_code])
        yield Moved(by_code[entry.object_code].pk, entry.at, label(entry.verb), page)


def _terms(below: Q, days: tuple[date, date]) -> QuerySet[Post]:
    bodies = Organization.objects.filter(below).values("pk")
    found = Post.objects.filter(Q(starts_on__range=days) | Q(ends_on__range=days), organization__in=bodies)
    return found.select_related("organization")


def _within(day: date | None, days: tuple[date, date]) -> bool:
    return day is not None and days[0] <= day <= days[1]


def _owner(paths: dict[str, Organization], path: str) -> Organization:
    """The body of the list under which a path lies; the nearest."""
    step = Organization.steplen
    return next(paths[path[:end]] for end in range(len(path), 0, -step) if path[:end] in paths)


def _moved(body: Organization, day: date, words: str) -> Moved:
    at = datetime.combine(day, time(), tzinfo=clock.CHINA)
    return Moved(body.pk, at, words, reverse("organization_detail", args=[body.code]))
