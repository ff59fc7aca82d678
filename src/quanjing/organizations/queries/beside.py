"""What stands beside the tree: the Party layers of a society, joint branches, memberships, advisors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import PARTY_KINDS, Kind, Office
from quanjing.organizations.models import Membership, Organization, Post
from quanjing.organizations.queries.posts import posts_in_force
from quanjing.organizations.queries.tree import existing, in_scope, visible_to


@dataclass(frozen=True, slots=True)
class Layers:
    """The Party organizations of a society: its own three layers, the joint branches that serve it."""

    committees: list[Organization]
    branches: list[Organization]
    work_groups: list[Organization]
    joint: list[Membership]
    advisors: list[Post]

    @property
    def has_organization(self) -> bool:
        return bool(self.committees or self.branches or self.joint)


def layers_of(organization: Organization) -> Layers:
    """The layers of a society today; three queries."""
    below = Organization.objects.filter(in_subtree(organization.path), kind__in=PARTY_KINDS)
    of_kind: dict[str, list[Organization]] = defaultdict(list)
    for body in below.filter(existing()).order_by("path"):
        of_kind[body.kind].append(body)
    joint = in_force_memberships().filter(member=organization, body__kind=Kind.JOINT_BRANCH)
    advisors = posts_in_force().filter(organization=organization, office=Office.ADVISOR)
    return Layers(
        committees=of_kind[Kind.SOCIETY_COMMITTEE],
        branches=of_kind[Kind.BRANCH],
        work_groups=of_kind[Kind.WORK_GROUP],
        joint=list(joint.select_related("body").order_by("body__path")),
        advisors=list(advisors),
    )


def in_force_memberships() -> QuerySet[Membership]:
    """Memberships that hold today between bodies that exist."""
    today = clock.today()
    lasting = Q(ends_on=None) | Q(ends_on__gte=today)
    return Membership.objects.filter(lasting, existing("body__"), existing("member__"), starts_on__lte=today)


def members_of(organization: Organization) -> QuerySet[Membership]:
    """All members that a body has or had, those of today first, in the order of the tree."""
    found = Membership.objects.filter(body=organization).select_related("member")
    return found.order_by(F("ends_on").desc(nulls_first=True), "member__path")


def memberships_of(organization: Organization) -> QuerySet[Membership]:
    """All bodies beside the tree that a body belongs or belonged to, the latest first."""
    found = Membership.objects.filter(member=organization).select_related("body")
    return found.order_by(F("ends_on").desc(nulls_first=True), "-starts_on", "pk")


def may_open(actor: Actor, bodies: Iterable[Organization]) -> set[int]:
    """Those of these bodies whose page the actor may open, without asking the database."""
    if actor.reads_subtree:
        return {body.pk for body in bodies if actor.covers(body.path)}
    return {body.pk for body in bodies if body.path == actor.path}


def named(actor: Actor, words: Sequence[str]) -> dict[str, list[Organization]]:
    """For each word the existing bodies of the actor's subtree with that name, number, credit code or code.

    Two queries at most; words are compared as they are written, without the spaces around them.
    """
    wanted = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    by_word: dict[str, list[Organization]] = {word: [] for word in wanted}
    same = Q(name__in=wanted) | Q(number__in=wanted) | Q(credit_code__in=wanted) | Q(code__in=wanted)
    for body in visible_to(actor).filter(existing()).filter(same).order_by("path"):
        for word in {body.name, body.number, body.credit_code, body.code} & set(wanted):
            by_word[word].append(body)
    return by_word


def memberships_in_scope(actor: Actor) -> QuerySet[Membership]:
    """Memberships of bodies that the actor may see."""
    return Membership.objects.filter(in_scope(actor, "body__")).select_related("body", "member")
