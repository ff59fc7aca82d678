"""What a part of the definitions of coverage rests on, of one society: bodies and posts, no holders."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from quanjing.foundation.figures import Behind, When
from quanjing.organizations.enums import Office
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries.coverage import (
    TEXTS,
    MeetingsKept,
    SocietyState,
    society_coverage,
)

FROM_POSTS = ("coverage.filled", "coverage.in_term")
FROM_BODIES = ("coverage.work", "coverage.has")


def behind(code: str, body: int, when: When, met: MeetingsKept) -> Iterable[Behind] | None:
    """Eight queries at most; None for what is no figure of a society."""
    society = Organization.objects.filter(pk=body)
    report = society_coverage(society, society.get(), when.day, met)
    state = next(iter(next(one for one in report.figures if one.key == "work").denominator), None)
    if state is None or code == "coverage.cities":
        return None
    if code in FROM_POSTS:
        return _posts(state, when, only_lasting=code == "coverage.in_term")
    if code == "coverage.organization":
        return _bodies(state, counts=bool(state.should_have))
    if code in FROM_BODIES:
        return [*_bodies(state, counts=True), *_advisors(state, when)]
    return [_whole(state, code.removeprefix("coverage."))]


def _whole(state: SocietyState, key: str) -> Behind:
    """The society itself, with the parts of the definition that hold."""
    parts = {"has": state.has_work, "filled": state.filled, "in_term": state.in_term, "met": state.met}
    held = [str(TEXTS[part][0]) for part, holds in parts.items() if holds]
    counts = {"met": bool(state.met), "undeclared": state.should_have is None}.get(key, state.is_effective)
    return Behind(state.body.name, note=_(", ").join(held), counts=counts)


def _bodies(state: SocietyState, *, counts: bool) -> list[Behind]:
    found = Organization.objects.filter(pk__in=state.organizations).order_by("path")
    return [Behind(one.name, one.valid_from, one.get_kind_display(), counts) for one in found]


def _advisors(state: SocietyState, when: When) -> list[Behind]:
    found = _held(Q(organization=state.body.pk, office=Office.ADVISOR), when)
    return [_post(one, when, only_lasting=True) for one in found]


def _posts(state: SocietyState, when: When, *, only_lasting: bool) -> list[Behind]:
    secretaries = Q(organization__in=state.organizations, office=Office.SECRETARY)
    advisors = Q(organization=state.body.pk, office=Office.ADVISOR)
    return [_post(one, when, only_lasting=only_lasting) for one in _held(secretaries | advisors, when)]


def _held(which: Q, when: When) -> Iterable[Post]:
    begun = Q(starts_on=None) | Q(starts_on__lte=when.day)
    found = Post.objects.filter(which, begun).exclude(holder=None).select_related("organization")
    return found.order_by("organization__path", "pk")


def _post(one: Post, when: When, *, only_lasting: bool) -> Behind:
    lasts = one.ends_on is None or one.ends_on >= when.day
    until = _("until %(day)s") % {"day": one.ends_on.isoformat()} if one.ends_on else ""
    return Behind(
        f"{one.organization.name} {one.title}", one.starts_on, until, counts=lasts or not only_lasting
    )
