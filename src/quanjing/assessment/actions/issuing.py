"""Issuing a scheme: the bodies are frozen and told. A change later is a new version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.assessment.actions.computing import read_facts
from quanjing.assessment.actions.drafting import COPIED, copy_tree, draft, locked
from quanjing.assessment.enums import SchemeState, UnitState
from quanjing.assessment.models import Answer, Assessed, Evidence, Reviewer, Scheme
from quanjing.assessment.queries import lines_of, tree_of
from quanjing.assessment.rules import can_keep, may_move, problems_of
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import audience_of, handlers_of

BATCH = 1000
FRAME = (
    "organization", "name", "year", "addressed", "facts_from", "facts_to", "opens_on", "due_on",
    "grace_days", "appeal_days", "base", "bonus", "total", "places", "tiers", "grades", "tie", "quota_group",
    "names_reviewers",
)  # fmt: skip


@transaction.atomic
def issue(*, actor: Actor, scheme: Scheme) -> Scheme:
    """Issue a draft: the set of bodies is frozen, facts are read, everybody addressed is told.

    A new version takes the place of the one before; what was written on unchanged lines is carried over.
    Raises `Denied`, `WrongState`, `Invalid` with every fault.
    """
    current = draft(actor, scheme)
    tree = tree_of(current)
    problems = problems_of(current, tree)
    if current.due_on < clock.today():
        problems.append(Problem("due_on", _("This day is past.")))
    bodies = addressed_by(current) if not problems and current.previous_id is None else []
    if not problems and current.previous_id is None and not bodies:
        problems.append(Problem("addressed", _("No body is addressed.")))
    if problems:
        raise Invalid(problems)
    if current.previous_id is None:
        _freeze(current, bodies)
    else:
        _take_over(current)
    current.state, current.issued_at, current.changed_at = SchemeState.OPEN, clock.now(), clock.now()
    current.save()
    count = read_facts(current)
    enqueue("assessment.tell", actor=actor, scheme_id=current.pk)
    detail = {"bodies": count, "version": current.version, "reason": current.reason}
    record(actor=actor, verb="assessment.issue", on=current, detail=detail)
    return current


@transaction.atomic
def revise(*, actor: Actor, scheme: Scheme, reason: str) -> Scheme:
    """Begin a new version of a scheme that is open, with the reason that all will read.

    The old one goes on until the new one is issued. Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = locked(scheme)
    if not can_keep(actor, current):
        raise Denied
    if not may_move(current, SchemeState.REPLACED):
        raise WrongState(_("A scheme is changed only while it is open for self-assessment."))
    if Scheme.objects.filter(previous=current).exists():
        raise WrongState(_("A new version is being written already."))
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    frame = {name: getattr(current, name) for name in FRAME}
    made = Scheme.objects.create(
        **frame, previous=current, version=current.version + 1, reason=reason.strip()[:500],
        changed_at=clock.now(),
    )  # fmt: skip
    copy_tree(tree_of(current), made)
    Reviewer.objects.bulk_create(
        Reviewer(scheme=made, post_id=post) for post in current.reviewers.values_list("post", flat=True)
    )
    record(actor=actor, verb="assessment.revise", on=made, detail={"reason": made.reason})
    return made


def addressed_by(scheme: Scheme) -> list[Organization]:
    """The bodies that a scheme addresses, as they are now; not the one that assesses."""
    return list(audience_of(scheme).exclude(pk=scheme.organization_id).order_by("path"))


def tell_addressed(*, scheme: Scheme) -> int:
    """Tell the posts that report for the bodies of a scheme that it is open, or changed; part of a job."""
    kind = "assessment_changed" if scheme.previous_id else "assessment_open"
    posts = handlers_of(scheme.bodies.values_list("organization", flat=True)).values_list("pk", flat=True)
    values: dict[str, object] = {
        "title": str(scheme),
        "due": scheme.due_at.isoformat(),
        "reason": scheme.reason,
    }
    link = reverse("assessment_own")
    return tell(post_ids=posts, kind=kind, values=values, link=link, key=f"assessment:{scheme.code}")


def _freeze(scheme: Scheme, bodies: Iterable[Organization]) -> None:
    tier = scheme.tiers[0]["key"] if scheme.tiers else ""
    now = clock.now()
    Assessed.objects.bulk_create(
        (
            Assessed(
                scheme=scheme, organization=body, society_class=body.society_class, tier=tier, changed_at=now
            )
            for body in bodies
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _take_over(scheme: Scheme) -> None:
    """The bodies of the version before under the new one, with what stands on lines that did not change.

    What was sent is a draft again, since the body has to look at what changed.
    """
    assert scheme.previous_id is not None
    before = locked(Scheme(pk=scheme.previous_id))
    if before.state != SchemeState.OPEN:
        raise WrongState
    same = _unchanged(before, scheme)
    made = {}
    for old in before.bodies.all():
        new = Assessed(
            scheme=scheme, organization_id=old.organization_id, society_class=old.society_class,
            tier=old.tier, place_confirmed_at=old.place_confirmed_at, until_on=old.until_on,
            state=UnitState.DUE if old.state == UnitState.DUE else UnitState.DRAFT,
            prepared_name=old.prepared_name, changed_at=clock.now(),
        )  # fmt: skip
        made[old.pk] = new
    Assessed.objects.bulk_create(made.values(), batch_size=BATCH)
    _carry(before, made, same)
    before.state, before.changed_at = SchemeState.REPLACED, clock.now()
    before.save(update_fields=["state", "changed_at"])


def _unchanged(before: Scheme, after: Scheme) -> set[str]:
    """Keys of the lines that ask for the same in both."""
    asked = [name for name in COPIED if name not in ("position", "key")]

    def shapes(scheme: Scheme) -> dict[str, list[Any]]:
        lines = lines_of(tree_of(scheme))
        return {key: [getattr(one.indicator, name) for name in asked] for key, one in lines.items()}

    old, new = shapes(before), shapes(after)
    return {key for key in old if old[key] == new.get(key)}


def _carry(before: Scheme, made: dict[int, Assessed], same: set[str]) -> None:
    answers = list(Answer.objects.filter(assessed__scheme=before, key__in=same))
    for answer in answers:
        answer.pk, answer.carried_from = None, before.version
        answer.assessed = made[answer.assessed_id]
    Answer.objects.bulk_create(answers, batch_size=BATCH)
    pieces = list(Evidence.objects.filter(assessed__scheme=before, key__in=same))
    for piece in pieces:
        piece.pk, piece.code = None, Evidence._meta.get_field("code").get_default()
        piece.assessed = made[piece.assessed_id]
    Evidence.objects.bulk_create(pieces, batch_size=BATCH)
