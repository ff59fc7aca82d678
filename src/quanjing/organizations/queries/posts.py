"""Posts, their holders, and who acts under them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from quanjing.accounts.models import User
from quanjing.accounts.queries import hashed
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right, named_for
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import RIGHTS, Kind, Role
from quanjing.organizations.models import ApiToken, Delegation, Organization, Post

POST_IN_SESSION = "post"  # where a session keeps the code of the post that its person acts under
REPORTING = [role for role, rights in RIGHTS.items() if Right.REPORT in rights]


def in_force(prefix: str = "") -> Q:
    """Posts whose term holds today; `prefix` leads to the post ("post__" or "")."""
    today = clock.today()
    started = Q(**{f"{prefix}starts_on": None}) | Q(**{f"{prefix}starts_on__lte": today})
    lasting = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": today})
    return started & lasting


def posts_in_force() -> QuerySet[Post]:
    """Posts whose term holds today, with their organizations."""
    return Post.objects.filter(in_force()).select_related("organization", "holder").order_by("pk")


def posts_of(user_id: int) -> QuerySet[Post]:
    """The posts that a person holds today, the earliest first."""
    return posts_in_force().filter(holder_id=user_id)


def delegations_in_force() -> QuerySet[Delegation]:
    """Delegations whose span holds today and that were not revoked."""
    today = clock.today()
    return Delegation.objects.filter(revoked_at=None, first_day__lte=today, last_day__gte=today)


def delegations_to_come() -> QuerySet[Delegation]:
    """Delegations of today or later that were not revoked, with their people."""
    coming = Delegation.objects.filter(revoked_at=None, last_day__gte=clock.today())
    return coming.select_related("delegate", "post__organization", "post__holder").order_by("first_day", "pk")


def hats_of(user_id: int) -> QuerySet[Post]:
    """The posts that a person may act under today: his own first, then those he is the delegate of."""
    delegated = Exists(delegations_in_force().filter(post=OuterRef("pk"), delegate_id=user_id))
    rank = Case(When(holder_id=user_id, then=0), default=1)
    return posts_in_force().filter(Q(holder_id=user_id) | delegated).order_by(rank, "pk")


def hat_of(user_id: int, code: str) -> Post:
    """One of the posts that the person may act under. Raises `Missing` for any other."""
    found = hats_of(user_id).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def colleague(post: Post, username: str) -> User | None:
    """The person of that name who may stand in for the holder of `post`.

    That is anyone with an open account and a post in force in the same body, below it, or directly above.
    """
    body = post.organization
    above = Q(organization__path=body.path[: -Organization.steplen])
    near = posts_in_force().filter(in_subtree(body.path, "organization__") | above)
    near = near.filter(holder__username=username.strip().lower(), holder__is_active=True)
    found = near.exclude(holder_id=post.holder_id).first()
    return found.holder if found else None


def own_post(user_id: int, code: str) -> Post:
    """One of the person's own posts. Raises `Missing` for any other."""
    found = posts_of(user_id).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def posts_at(organization: Organization) -> QuerySet[Post]:
    """All posts of a body, past ones too, with holders and open terms first; guests are in no body."""
    return (
        Post.objects.filter(organization=organization)
        .exclude(role=Role.GUEST)
        .select_related("holder")
        .prefetch_related(Prefetch("delegations", delegations_to_come(), to_attr="standing_in"))
        .order_by(F("ends_on").desc(nulls_first=True), "pk")
    )


def handlers_of(organization_ids: Iterable[int]) -> QuerySet[Post]:
    """The posts in force that report for these organizations and have an active holder."""
    return reporting_posts().filter(organization_id__in=list(organization_ids))


def reporting_posts() -> QuerySet[Post]:
    """The posts in force that report and have an active holder."""
    return posts_in_force().filter(role__in=REPORTING, holder__is_active=True)


def heads_of(organization_id: int) -> QuerySet[Post]:
    """The posts in force that confirm reports of a body and have an active holder."""
    roles = [role for role, rights in RIGHTS.items() if Right.CONFIRM in rights]
    found = posts_in_force().filter(organization_id=organization_id, role__in=roles)
    return found.filter(holder__is_active=True)


def reporting_posts_below(organization: Organization) -> QuerySet[Post]:
    """Reporting posts of societies, branches and groups of a subtree, in the order of the tree."""
    return (
        reporting_posts()
        .filter(in_subtree(organization.path, "organization__"))
        .exclude(organization__kind=Kind.ASSOCIATION, organization__pk=organization.pk)
        .order_by("organization__path", "pk")
    )


def actor_for(post: Post, origin: str = "", wearer: User | None = None) -> Actor:
    """The actor that the holder of `post` is, or `wearer` as his delegate. The post must have a holder.

    A guest belongs to no body: what is seen because it is of one's own body is never a guest's.
    """
    assert post.holder is not None
    body = post.organization
    person = wearer or post.holder
    acting_for = "" if person.pk == post.holder_id else post.holder.name
    is_guest = post.role == Role.GUEST
    return Actor(
        user_id=person.pk,
        user_name=person.name,
        acting_for=acting_for,
        post_id=post.pk,
        post_code=post.code,
        post_title=named_for(post.title, acting_for) if acting_for else post.title,
        organization_id=None if is_guest else body.pk,
        organization_code="" if is_guest else body.code,
        organization_name=body.name,
        path="" if is_guest else body.path,
        rights=frozenset[Right](RIGHTS[Role(post.role)]),
        origin=origin,
    )


def actor_for_token(secret: str, origin: str = "") -> Actor | None:
    """Who acts with an API token; None where the token, its post or its holder is no longer valid."""
    token = (
        ApiToken.objects.select_related("post__organization", "post__holder")
        .filter(in_force("post__"), secret_hash=hashed(secret), revoked_at=None, post__holder__is_active=True)
        .first()
    )
    return actor_for(token.post, origin) if token else None


def guests_of(organization_id: int) -> QuerySet[Post]:
    """The guests of a body whose term holds today, by name."""
    found = posts_in_force().filter(organization_id=organization_id, role=Role.GUEST)
    return found.exclude(holder=None).order_by("holder__name", "pk")


def tokens_of(post_id: int) -> QuerySet[ApiToken]:
    """The tokens of a post that still work, the newest first."""
    return ApiToken.objects.filter(post_id=post_id, revoked_at=None).order_by("-created_at")


def holders_outside(user_ids: Iterable[int], path: str) -> set[int]:
    """Those of these people who hold, or will hold, a post outside the subtree of `path`."""
    lasting = Q(ends_on=None) | Q(ends_on__gte=clock.today())
    elsewhere = Post.objects.filter(lasting, holder_id__in=list(user_ids))
    elsewhere = elsewhere.exclude(in_subtree(path, "organization__"))
    return set(elsewhere.values_list("holder_id", flat=True))


def without_password(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Those of these posts whose holder has not chosen a password yet."""
    return posts.filter(holder__password__startswith=UNUSABLE_PASSWORD_PREFIX)
