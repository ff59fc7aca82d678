"""From the reviews to the result: reasons go back to the bodies, appeals, approval, publication."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.assessment.actions.answering import locked_body
from quanjing.assessment.actions.computing import compute, compute_body
from quanjing.assessment.actions.drafting import locked
from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Appeal, Assessed, ReviewSheet, Scheme
from quanjing.assessment.queries import engine_of, get_appeal, reviewed_by, tree_of
from quanjing.assessment.rules import can_approve, can_decide, can_fill, can_keep, may_move
from quanjing.assessment.scoring import Ready
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of, heads_of


@transaction.atomic
def give_feedback(*, actor: Actor, scheme: Scheme) -> Scheme:
    """Compute all bodies with the reviewers' marks and show each its own reasons; appeals begin.

    Raises `Denied`; `WrongState` while a sheet is open.
    """
    current = _kept(actor, scheme, SchemeState.FEEDBACK)
    if ReviewSheet.objects.filter(assessed__scheme=current, given_at=None, conflict="").exists():
        raise WrongState(_("Not all reviewers have given their marks."))
    if current.bodies.filter(sheets__isnull=False, decided={}).exists():
        raise WrongState(_("A body still lacks a reviewer: name more of them."))
    compute(current, tree_of(current), list(current.bodies.all()), by_people=True)
    current.appeals_until = clock.today() + timedelta(days=current.appeal_days)
    _go(current, SchemeState.FEEDBACK)
    enqueue("assessment.tell_result", actor=actor, scheme_id=current.pk)
    detail = {"until": current.appeals_until.isoformat()}
    record(actor=actor, verb="assessment.give_feedback", on=current, detail=detail)
    return current


@transaction.atomic
def appeal(*, actor: Actor, assessed: Assessed, key: str, text: str) -> Appeal:
    """Ask to look at one line again, within the days of the scheme.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = locked_body(assessed)
    if not can_fill(actor, current):
        raise Denied
    scheme = current.scheme
    until = scheme.appeals_until
    if scheme.state != SchemeState.FEEDBACK or until is None or clock.today() > until:
        raise WrongState(_("Appeals are closed."))
    if key not in {line[0] for line in current.lines}:
        raise Invalid([Problem("key", _("There is no such line."))])
    if not text.strip() or len(text) > 1000:
        raise Invalid(
            [Problem("text", _("Please say what is to be looked at again, in at most 1,000 characters."))]
        )
    if current.appeals.filter(key=key).exists():
        raise WrongState(_("You have appealed this line already."))
    made = Appeal.objects.create(
        assessed=current, key=key, text=text.strip(), by_name=actor.signature, made_at=clock.now()
    )
    record(actor=actor, verb="assessment.appeal", on=current, detail={"key": key})
    return made


@transaction.atomic
def decide_appeal(*, actor: Actor, appeal: Appeal, marks: Decimal, reason: str) -> Appeal:
    """Decide one line with a reason; whoever reviewed the body does not decide.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    body = locked_body(appeal.assessed)
    current = get_appeal(body.scheme, appeal.code)
    if not can_decide(actor, body.scheme) or reviewed_by(actor, current):
        raise Denied
    if body.scheme.state != SchemeState.FEEDBACK or current.decided_at is not None:
        raise WrongState
    tree = tree_of(body.scheme)
    most = Ready(engine_of(body.scheme, tree), body.society_class, body.tier).most[current.key]
    problems = []
    if not 0 <= marks <= most:
        problems.append(Problem("marks", _("From 0 to %(most)s.") % {"most": most}))
    if not reason.strip():
        problems.append(Problem("reason", _("Please say in a few words why.")))
    if problems:
        raise Invalid(problems)
    _decided(actor, body, current, marks, reason)
    detail = {"key": current.key, "marks": str(marks), "reason": current.reason}
    record(actor=actor, verb="assessment.decide_appeal", on=body, detail=detail)
    _tell_decided(body, current)
    return current


@transaction.atomic
def ask_approval(*, actor: Actor, scheme: Scheme) -> Scheme:
    """Put the results before the head, once every appeal is decided and its days are over.

    Raises `Denied`, `WrongState`.
    """
    current = _kept(actor, scheme, SchemeState.APPROVAL)
    if current.appeals_until is not None and clock.today() <= current.appeals_until:
        raise WrongState(_("The days of appeal are not over."))
    if Appeal.objects.filter(assessed__scheme=current, decided_at=None).exists():
        raise WrongState(_("An appeal is not decided yet."))
    compute(current, tree_of(current), list(current.bodies.all()))
    current.asked_by_id = actor.post_id
    _go(current, SchemeState.APPROVAL)
    tell(
        post_ids=heads_of(current.organization_id).values_list("pk", flat=True),
        kind="assessment_approve",
        values={"title": str(current)},
        link=reverse("assessment_scheme", args=[current.code]),
        key=f"assessment:approve:{current.code}:{clock.now().isoformat()}",
    )
    record(actor=actor, verb="assessment.ask_approval", on=current)
    return current


@transaction.atomic
def approve(*, actor: Actor, scheme: Scheme) -> Scheme:
    """The head approves: the list of grades is published, each body reads its own sheet.

    Raises `Denied`, `WrongState`.
    """
    current = locked(scheme)
    if not can_approve(actor, current):
        raise Denied
    if not may_move(current, SchemeState.PUBLISHED):
        raise WrongState
    current.approved_name, current.published_at = actor.signature, clock.now()
    _go(current, SchemeState.PUBLISHED)
    enqueue("assessment.tell_result", actor=actor, scheme_id=current.pk)
    record(actor=actor, verb="assessment.approve", on=current)
    return current


@transaction.atomic
def send_back(*, actor: Actor, scheme: Scheme, reason: str) -> Scheme:
    """The head does not approve yet, with a reason. Raises `Denied`, `WrongState`, `Invalid`."""
    current = locked(scheme)
    if not can_approve(actor, current):
        raise Denied
    if current.state != SchemeState.APPROVAL:
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    _go(current, SchemeState.FEEDBACK)
    if current.asked_by_id is not None:
        tell(
            post_ids=[current.asked_by_id], kind="assessment_not_approved",
            values={"title": str(current), "reason": reason.strip()[:500]},
            link=reverse("assessment_scheme", args=[current.code]),
            key=f"assessment:back:{current.code}:{clock.now().isoformat()}",
        )  # fmt: skip
    record(actor=actor, verb="assessment.send_back", on=current, detail={"reason": reason.strip()[:500]})
    return current


def tell_result(*, scheme: Scheme) -> int:
    """Tell every body that its reasons, or its result, can be read; part of a job."""
    published = scheme.is_published
    kind = "assessment_published" if published else "assessment_reasons"
    posts = handlers_of(scheme.bodies.values_list("organization", flat=True)).values_list("pk", flat=True)
    until = scheme.appeals_until.isoformat() if scheme.appeals_until else ""
    values: dict[str, object] = {"title": str(scheme), "day": until}
    key = f"{kind}:{scheme.code}"
    return tell(post_ids=posts, kind=kind, values=values, link=reverse("assessment_own"), key=key)


def _kept(actor: Actor, scheme: Scheme, to: SchemeState) -> Scheme:
    current = locked(scheme)
    if not can_keep(actor, current):
        raise Denied
    if not may_move(current, to) or (to == SchemeState.FEEDBACK and current.state == SchemeState.APPROVAL):
        raise WrongState
    return current


def _go(scheme: Scheme, to: SchemeState) -> None:
    scheme.state, scheme.changed_at = to, clock.now()
    scheme.save()


def _decided(actor: Actor, body: Assessed, current: Appeal, marks: Decimal, reason: str) -> None:
    current.marks, current.reason = marks, reason.strip()[:1000]
    current.decided_name, current.decided_at = actor.signature, clock.now()
    current.save()
    body.decided = {**body.decided, current.key: {"decided": str(marks)}}
    body.save(update_fields=["decided"])
    compute_body(body)


def _tell_decided(body: Assessed, current: Appeal) -> None:
    tell(
        post_ids=handlers_of([body.organization_id]).values_list("pk", flat=True),
        kind="assessment_decided",
        values={"title": str(body.scheme), "reason": current.reason},
        link=reverse("assessment_body", args=[body.code]),
        key=f"assessment:appeal:{current.code}",
    )
