"""Two reviewers for each body, who do not see each other's marks; a third where they differ too much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import cycle
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.assessment.actions.answering import locked_body
from quanjing.assessment.actions.computing import read_facts
from quanjing.assessment.actions.drafting import locked
from quanjing.assessment.enums import SchemeState, UnitState
from quanjing.assessment.models import Assessed, Reviewer, ReviewSheet, Scheme
from quanjing.assessment.queries import (
    LineShown,
    engine_of,
    lines_to_review,
    posts_to_review,
    reviewers_of,
    tree_of,
)
from quanjing.assessment.rules import can_keep, is_own_unit, may_move
from quanjing.assessment.scoring import NotExact, Ready, differ, exact
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization, Post

EACH = 2  # reviewers of a body
LEAST = 3  # posts that may review: two, and one who may be asked as third
BATCH = 1000


@transaction.atomic
def name_reviewers(*, actor: Actor, scheme: Scheme, posts: Sequence[Post]) -> int:
    """Name the posts that review; while they review, only more of them, who take what lacks a reviewer.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = locked(scheme)
    if not can_keep(actor, current):
        raise Denied
    if current.state not in (SchemeState.DRAFT, SchemeState.OPEN, SchemeState.REVIEW):
        raise WrongState
    known = set(posts_to_review(current).values_list("pk", flat=True))
    wanted = list(dict.fromkeys(post.pk for post in posts))
    if not known.issuperset(wanted):
        raise Invalid([Problem("posts", _("A post that cannot review here."))])
    if current.state != SchemeState.REVIEW:
        current.reviewers.exclude(post__in=wanted).delete()
    there = set(current.reviewers.values_list("post", flat=True))
    Reviewer.objects.bulk_create(Reviewer(scheme=current, post_id=pk) for pk in wanted if pk not in there)
    if current.state == SchemeState.REVIEW:
        _fill_gaps(current)
    detail = {"posts": [post.code for post in posts]}
    record(actor=actor, verb="assessment.name_reviewers", on=current, detail=detail)
    return len(wanted)


@transaction.atomic
def begin_review(*, actor: Actor, scheme: Scheme) -> int:
    """Close the window: facts are read for the last time, each body that sent gets two reviewers.

    Raises `Denied`; `WrongState` before the end of grace; `Invalid` where too few may review a body.
    """
    current = locked(scheme)
    if not can_keep(actor, current):
        raise Denied
    if not may_move(current, SchemeState.REVIEW):
        raise WrongState
    if _still_open(current):
        raise WrongState(_("The window is still open, grace and days of single bodies included."))
    read_facts(current)
    current.state, current.changed_at = SchemeState.REVIEW, clock.now()
    current.save(update_fields=["state", "changed_at"])
    made = _hand_out(current)
    posts = {sheet.post_id for sheet in made}
    tell(
        post_ids=posts, kind="assessment_review", values={"title": str(current)},
        link=reverse("assessment_queue"), key=f"assessment:review:{current.code}",
    )  # fmt: skip
    record(actor=actor, verb="assessment.begin_review", on=current, detail={"sheets": len(made)})
    return len(made)


@transaction.atomic
def give(*, actor: Actor, sheet: ReviewSheet, marks: Mapping[str, tuple[object, str]]) -> ReviewSheet:
    """Give a body marks, line by line, with a reason for every deduction from what it states.

    The last of two asks for a third where they differ too much. Raises `Denied`, `WrongState`, `Invalid`.
    """
    current, body = _own(actor, sheet)
    asked = lines_to_review(current)
    kept, problems = _checked(asked, marks)
    if problems:
        raise Invalid(problems)
    current.marks, current.given_at, current.by_name = kept, clock.now(), actor.signature
    current.save()
    record(actor=actor, verb="assessment.give", on=body, detail={"sheet": current.code})
    _settle(body)
    return current


@transaction.atomic
def declare_conflict(*, actor: Actor, sheet: ReviewSheet, reason: str) -> ReviewSheet:
    """A reviewer says that he is too near to a body; another takes his place, as soon as there is one.

    Raises as `give`.
    """
    current, body = _own(actor, sheet)
    if not reason.strip():
        raise Invalid([Problem("conflict", _("Please say in a few words why."))])
    current.conflict = reason.strip()[:300]
    current.save(update_fields=["conflict"])
    _ask_another(body, is_third=current.is_third, marks=current.marks)
    record(actor=actor, verb="assessment.conflict", on=body, detail={"reason": current.conflict})
    return current


def _own(actor: Actor, sheet: ReviewSheet) -> tuple[ReviewSheet, Assessed]:
    """The sheet under the lock of its body, so that the last of two sees the first."""
    body = locked_body(sheet.assessed)
    current = ReviewSheet.objects.select_related("assessed__organization", "assessed__scheme__organization")
    found = current.get(pk=sheet.pk)
    if found.post_id != actor.post_id:
        raise Denied
    if body.scheme.state != SchemeState.REVIEW or found.given_at is not None or found.conflict:
        raise WrongState
    return found, body


def _still_open(scheme: Scheme) -> bool:
    now = clock.now()
    own = scheme.bodies.filter(until_on__gte=clock.today()).exclude(state=UnitState.SENT)
    return now <= scheme.closes_at or own.exists()


def _hand_out(scheme: Scheme) -> list[ReviewSheet]:
    """Two posts for each body that sent, in turn, never one of its own unit. Raises `Invalid`."""
    pool = [one.post for one in reviewers_of(scheme)]
    if len(pool) < LEAST:
        words = _("Name at least %(count)d reviewers: two, and a third for where they differ.")
        raise Invalid([Problem("posts", words % {"count": LEAST})])
    turn = cycle(range(len(pool)))
    sheets = []
    bodies = scheme.bodies.filter(state=UnitState.SENT).select_related("organization")
    for body in bodies.order_by("organization__path"):
        chosen = _two(pool, body.organization, next(turn))
        sheets += [ReviewSheet(assessed=body, post=post) for post in chosen]
    return ReviewSheet.objects.bulk_create(sheets, batch_size=BATCH)


def _two(pool: Sequence[Post], body: Organization, start: int) -> list[Post]:
    turned = [*pool[start:], *pool[:start]]
    free = [post for post in turned if not is_own_unit(post, body)]
    if len(free) < EACH:
        words = _("Too few reviewers from outside of %(body)s.")
        raise Invalid([Problem("posts", words % {"body": body.name})])
    return free[:EACH]


def _ask_another(body: Assessed, *, is_third: bool, marks: Mapping[str, Any]) -> bool:
    """Give a sheet to the post of the pool that has the fewest; whether one was left that may have it."""
    had = set(body.sheets.values_list("post", flat=True))
    sheets = ReviewSheet.objects.filter(assessed__scheme=body.scheme_id, given_at=None).order_by()
    busy = dict(sheets.values_list("post").annotate(count=Count("pk")))
    free = [
        one.post for one in reviewers_of(body.scheme)
        if one.post_id not in had and not is_own_unit(one.post, body.organization)
    ]  # fmt: skip
    if not free:
        return False
    post = min(free, key=lambda one: (busy.get(one.pk, 0), one.pk))
    made = ReviewSheet.objects.create(assessed=body, post=post, is_third=is_third, marks=dict(marks))
    _tell(made)
    return True


def _fill_gaps(scheme: Scheme) -> None:
    """Bodies that lack one of two reviewers, or a third, get one of those named now."""
    bodies = scheme.bodies.filter(state=UnitState.SENT, decided={})
    for body in bodies.select_related("organization", "scheme__organization").order_by("organization__path"):
        lacking = EACH - body.sheets.filter(conflict="", is_third=False).count()
        for _place in range(lacking):
            _ask_another(body, is_third=False, marks={})
        if not lacking:
            _settle(body)


def _checked(
    asked: Iterable[LineShown], marks: Mapping[str, tuple[object, str]]
) -> tuple[dict[str, list[str]], list[Problem]]:
    kept: dict[str, list[str]] = {}
    problems = []
    for line in asked:
        given, reason = marks.get(line.key, ("", ""))
        try:
            number = exact(given)
        except NotExact:
            problems.append(Problem(line.key, _("Please give marks.")))
            continue
        assert line.most is not None
        if not 0 <= number <= line.most:
            problems.append(Problem(line.key, _("From 0 to %(most)s.") % {"most": line.most}))
        if number < claimed(line) and not reason.strip():
            problems.append(Problem(line.key, _("Please say why marks are deducted.")))
        kept[line.key] = [str(number), reason.strip()[:500]]
    return kept, problems


def claimed(line: LineShown) -> Decimal:
    """What the body states of a line: its own marks, of a disputed fact all of them."""
    if line.answer is not None and line.answer.disputes:
        return line.most or Decimal(0)
    return line.marks or Decimal(0)


def _settle(body: Assessed) -> None:
    """Once all marks of a body are there: ask for a third, or put down what they come to."""
    sheets = list(body.sheets.filter(conflict=""))
    if len(sheets) < EACH or any(one.given_at is None for one in sheets):
        return
    reviews: dict[str, list[str]] = {}
    for sheet in sheets:
        for key, (marks, _reason) in sheet.marks.items():
            reviews.setdefault(key, []).append(marks)
    apart = _apart(body, reviews) if len(sheets) == EACH else []
    if apart:
        _ask_another(body, is_third=True, marks={key: ["", ""] for key in apart})
        return
    body.decided = {key: {"reviews": sorted(marks, key=Decimal)} for key, marks in sorted(reviews.items())}
    body.save(update_fields=["decided"])


def _apart(body: Assessed, reviews: Mapping[str, Sequence[str]]) -> list[str]:
    """The lines on which two reviewers differ by more than the tolerance."""
    ready = Ready(engine_of(body.scheme, tree_of(body.scheme)), body.society_class, body.tier)
    return [
        key for key, (one, other) in reviews.items()
        if differ(Decimal(one), Decimal(other), ready.most[key], ready.scheme.tolerance)
    ]  # fmt: skip


def _tell(sheet: ReviewSheet) -> None:
    tell(
        post_ids=[sheet.post_id], kind="assessment_review",
        values={"title": str(sheet.assessed.scheme)}, link=reverse("assessment_queue"),
        key=f"assessment:sheet:{sheet.code}",
    )  # fmt: skip
