"""A body closes, merges into another, or splits; its past stays. Looked at first, done in one piece."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.actions.bodies import begin_names, problems_in
from quanjing.organizations.actions.places import insert, lock_tree
from quanjing.organizations.enums import EndingKind, Kind, OpenWorkChoice
from quanjing.organizations.models import Membership, Organization, Post, Succession
from quanjing.organizations.queries import named
from quanjing.organizations.registry import OpenWork, cancel_work, open_work
from quanjing.organizations.rules import can_administer

COPIED = ("kind", "level", "region", "society_class", "day_end", "host_unit")


@dataclass(frozen=True, slots=True)
class Ending:
    """What is wanted. `into` names an existing body, `names` are those of new ones; `on` is the last day.

    A body that splits may go on beside its new bodies (`goes_on`).
    """

    kind: str
    on: date
    into: str = ""
    names: tuple[str, ...] = ()
    goes_on: bool = False
    open_work: str = OpenWorkChoice.KEEP


@dataclass(frozen=True, slots=True)
class EndingPlan:
    """What will happen: bodies that end, posts and memberships that end with them, who follows.

    `seen` stands for all of it: what is confirmed is what was looked at.
    """

    bodies: list[Organization]
    posts: int
    memberships: int
    work: list[OpenWork]
    into: Organization | None
    new: list[Organization]
    seen: str
    problems: list[Problem] = field(default_factory=list)


def plan_ending(*, actor: Actor, organization: Organization, ending: Ending) -> EndingPlan:
    """Count what an ending touches, without writing. Raises `Denied`, `WrongState` for a closed body."""
    if not can_administer(actor, organization):
        raise Denied
    if organization.valid_to is not None:
        raise WrongState(_("This body is closed already."))
    bodies = (
        [] if ending.goes_on and ending.kind == EndingKind.SPLIT else _ending_bodies(organization, ending)
    )
    ids = [body.pk for body in bodies]
    into, problems = _successor(actor, organization, ending)
    new = [_new_body(organization, name, ending.on) for name in ending.names]
    problems += _problems(organization, bodies, ending)
    problems += [Problem("names", one.message) for found in problems_in(new) for one in found]
    posts = Post.objects.filter(_after("ends_on", ending.on), organization_id__in=ids).count()
    memberships = _open_memberships(ids, ending.on).count()
    work = open_work(ids)
    touched = [sorted(body.code for body in bodies), posts, memberships, [asdict(one) for one in work]]
    told = json.dumps([asdict(ending), into.code if into else "", touched], default=str, sort_keys=True)
    seen = hashlib.sha256(told.encode()).hexdigest()[:16]
    return EndingPlan(bodies, posts, memberships, work, into, new, seen, problems)


@transaction.atomic
def end_organization(
    *, actor: Actor, organization: Organization, ending: Ending, seen: str
) -> list[Organization]:
    """Do what `plan_ending` showed: close, merge or split. Returns the bodies that follow.

    The last day is entered for the body and all below it, their posts and memberships end with it; what
    they did stays. A successor by merger takes over memberships from the next day.

    Raises `Denied`, `WrongState`, `Invalid`, and `Conflict` where something differs from what was `seen`.
    """
    lock_tree()
    organization = Organization.objects.get(pk=organization.pk)
    plan = plan_ending(actor=actor, organization=organization, ending=ending)
    if plan.problems:
        raise Invalid(plan.problems)
    if plan.seen != seen:
        raise Conflict(_("Something changed since you looked; please look again."))
    followers = _follow(organization, plan, ending)
    ids = [body.pk for body in plan.bodies]
    _close(ids, ending.on)
    cancelled = cancel_work(actor, ids) if ending.open_work == OpenWorkChoice.CANCEL else 0
    detail = {
        "kind": ending.kind,
        "last_day": ending.on.isoformat(),
        "bodies": [body.code for body in plan.bodies],
        "posts": plan.posts,
        "memberships": plan.memberships,
        "successors": [body.code for body in followers],
        "cancelled": cancelled,
    }
    record(actor=actor, verb="organizations.end", on=organization, detail=detail)
    return followers


def _follow(organization: Organization, plan: EndingPlan, ending: Ending) -> list[Organization]:
    """Enter the new bodies beside the old one, and who comes from whom."""
    if plan.new:
        insert(Organization.objects.get(path=organization.path[: -Organization.steplen]), plan.new)
        begin_names(plan.new)
    followers = [*([plan.into] if plan.into else []), *plan.new]
    Succession.objects.bulk_create(
        Succession(predecessor=organization, successor=one, kind=ending.kind, last_day=ending.on)
        for one in followers
    )
    if ending.kind == EndingKind.MERGE:
        _pass_memberships(organization, followers[0], ending.on)
    return followers


def _ending_bodies(organization: Organization, ending: Ending) -> list[Organization]:
    below = Organization.objects.filter(in_subtree(organization.path)).filter(_after("valid_to", ending.on))
    return list(below.order_by("path"))


def _after(name: str, day: date) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__gt": day})


def _open_memberships(ids: list[int], on: date) -> QuerySet[Membership]:
    touched = Q(body_id__in=ids) | Q(member_id__in=ids)
    return Membership.objects.filter(touched).filter(_after("ends_on", on))


def _new_body(organization: Organization, name: str, on: date) -> Organization:
    copied = {field: getattr(organization, field) for field in COPIED}
    return Organization(name=name, valid_from=on + timedelta(days=1), **copied)


def _successor(
    actor: Actor, organization: Organization, ending: Ending
) -> tuple[Organization | None, list[Problem]]:
    if ending.kind != EndingKind.MERGE or not ending.into:
        return None, []
    found = named(actor, [ending.into]).get(ending.into.strip(), [])
    if len(found) != 1:
        return None, [Problem("into", _("Exactly one existing body must fit; please give its code."))]
    if found[0].path.startswith(organization.path) or not can_administer(actor, found[0]):
        return None, [Problem("into", _("This body cannot be the successor."))]
    return found[0], []


def _problems(organization: Organization, bodies: list[Organization], ending: Ending) -> list[Problem]:
    found = []
    if organization.depth == 1:
        found.append(Problem("kind", _("The body at the top of the tree cannot end here.")))
    if any(body.kind in (Kind.SOCIETY, Kind.ASSOCIATION) for body in bodies if body.pk != organization.pk):
        found.append(Problem("kind", _("Societies or associations stand below; they must end first.")))
    if organization.valid_from and ending.on < organization.valid_from:
        found.append(Problem("on", _("The last day lies before the first.")))
    if ending.kind == EndingKind.MERGE and bool(ending.into) == (len(ending.names) == 1):
        found.append(Problem("into", _("Name one successor: a body that exists, or the name of a new one.")))
    if ending.kind == EndingKind.MERGE and len(ending.names) > 1:
        found.append(Problem("names", _("A merger has one successor.")))
    if ending.kind == EndingKind.SPLIT and not ending.names:
        found.append(Problem("names", _("Name the new bodies, one a line.")))
    if ending.kind == EndingKind.CLOSE and (ending.into or ending.names):
        found.append(Problem("kind", _("A body that closes has no successor.")))
    return found


def _pass_memberships(organization: Organization, successor: Organization, on: date) -> None:
    """The successor belongs, from the next day, to what the predecessor belonged to."""
    held = Membership.objects.filter(_after("ends_on", on), member=organization).exclude(body=successor)
    already = Membership.objects.filter(member=successor, ends_on=None).values("body")
    Membership.objects.bulk_create(
        Membership(body_id=body, member=successor, starts_on=on + timedelta(days=1))
        for body in held.exclude(body__in=already).values_list("body", flat=True).distinct()
    )


def _close(ids: list[int], on: date) -> None:
    _open_memberships(ids, on).update(ends_on=on)
    Post.objects.filter(_after("ends_on", on), organization_id__in=ids).update(ends_on=on)
    Organization.objects.filter(pk__in=ids).update(valid_to=on, version=F("version") + 1)
