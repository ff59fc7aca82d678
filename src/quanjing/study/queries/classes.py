"""Classes, their places, who is nominated, and which societies have somebody trained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import existing, posts_in_force
from quanjing.organizations.queries import visible_to as organizations_visible_to
from quanjing.study.enums import LIVE, TAKEN, ClassState
from quanjing.study.models import ClassQuota, ClassSeat, TrainingClass
from quanjing.study.queries.reach import one_of, reach


@dataclass(frozen=True, slots=True)
class Trained:
    """Societies with somebody who was present at a class since `since`, of all that exist on `on`."""

    since: date
    on: date
    bodies: list[Organization]
    of: int


def classes_seen(actor: Actor) -> QuerySet[TrainingClass]:
    """The classes that reach the actor; drafts are seen by the body that holds them."""
    drafts = Q(state=ClassState.DRAFT) & ~Q(organization=actor.organization_id)
    return TrainingClass.objects.filter(reach(actor)).exclude(drafts).select_related("organization")


def get_class(actor: Actor, code: str) -> TrainingClass:
    """One. Raises `Missing`."""
    return one_of(classes_seen(actor).select_related("campaign"), code=code)


def seats_seen(actor: Actor, training_class: TrainingClass) -> QuerySet[ClassSeat]:
    """The holder of the class sees every nomination, others those of their own body and of those below."""
    found = training_class.nominations.select_related(
        "post__holder", "organization", "group", "quota__organization", "replaces__post__holder"
    )
    if training_class.organization_id == actor.organization_id:
        return found
    if not actor.rights & {Right.REPORT, Right.READ}:
        return found.none()
    return found.filter(in_subtree(actor.path, "organization__"))


def get_seat(actor: Actor, training_class: TrainingClass, code: str) -> ClassSeat:
    """One nomination. Raises `Missing`."""
    return one_of(seats_seen(actor, training_class), code=code)


def posts_to_name(actor: Actor, training_class: TrainingClass) -> QuerySet[Post]:
    """Posts of the own body and of those below that are held and not named for this class."""
    named = ClassSeat.objects.filter(training_class=training_class, post=OuterRef("pk"), state__in=LIVE)
    own = posts_in_force().filter(in_subtree(actor.path, "organization__"), holder__is_active=True)
    return own.filter(~Exists(named)).order_by("organization__path", "pk")


def places_of(training_class: TrainingClass) -> list[tuple[ClassQuota, int]]:
    """Each quota with how many of its places are taken, in the order of the tree."""
    taken = Count("pk", filter=Q(state__in=TAKEN))
    rows = training_class.nominations.order_by().values_list("quota").annotate(taken=taken)
    by_quota = dict(rows)
    quotas = training_class.quotas.select_related("organization").order_by("organization__path")
    return [(quota, by_quota.get(quota.pk, 0)) for quota in quotas]


def free_places(training_class: TrainingClass) -> tuple[int, dict[int | None, int]]:
    """Free places of the class, and of each quota; without quotas all are open to everybody."""
    free = training_class.seats - training_class.nominations.filter(state__in=TAKEN).count()
    quotas = places_of(training_class)
    if not quotas:
        return free, {None: free}
    return free, {quota.pk: quota.seats - taken for quota, taken in quotas}


def bodies_named(actor: Actor, names: list[str]) -> dict[str, Organization]:
    """Bodies of the own subtree by name, short name or code; what is ambiguous is left out."""
    near = Organization.objects.filter(in_subtree(actor.path)).filter(existing())
    found: dict[str, set[Organization]] = {}
    for column in ("name", "short_name", "code"):
        for body in near.filter(**{f"{column}__in": names}):
            found.setdefault(getattr(body, column), set()).add(body)
    return {name: next(iter(bodies)) for name, bodies in found.items() if len(bodies) == 1}


def concerned(training_class: TrainingClass) -> tuple[list[int], list[int]]:
    """Keys of the posts that have a place or wait for one, and of their bodies."""
    rows = list(
        training_class.nominations.filter(state__in=LIVE).order_by().values_list("post", "organization")
    )
    return [post for post, _body in rows], sorted({body for _post, body in rows})


def trained_since(day: date) -> date:
    """The first day of the two years before `day` in which training counts."""
    return day.replace(year=day.year - 2, day=min(day.day, 28))


def trained_of(actor: Actor) -> Trained:
    """Of the societies in the actor's sight, those of which somebody was present in the last two years."""
    today = clock.today()
    since = trained_since(today)
    present = ClassSeat.objects.filter(is_present=True, training_class__ends_on__gte=since)
    near = present.filter(
        organization__path__gte=OuterRef("path"), organization__path__lt=_behind(OuterRef("path"))
    )
    societies = organizations_visible_to(actor).filter(existing(), kind=Kind.SOCIETY)
    trained = societies.filter(Exists(near)).order_by("path")
    return Trained(since, today, list(trained), societies.count())


def _behind(path: OuterRef) -> Concat:
    """A text behind every path of the subtree: paths are made of 0-9 and A-Z."""
    return Concat(path, Value("~"))
