"""Nomination of posts, confirmation, the waiting list, replacement, groups and presence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Post
from quanjing.organizations.queries import posts_in_force
from quanjing.study.actions.classes import locked_class
from quanjing.study.actions.waiting import move_up, put_state, tell_bodies
from quanjing.study.enums import LIVE, TAKEN, ClassState, SeatState
from quanjing.study.matching import quota_of
from quanjing.study.models import ClassGroup, ClassSeat, TrainingClass
from quanjing.study.queries import free_places


@transaction.atomic
def nominate(*, actor: Actor, training_class: TrainingClass, post: Post, wait: bool = False) -> ClassSeat:
    """Nominate a post of the own body or of one below.

    Args:
        wait: stand on the waiting list where the quota is full; else that is refused.

    Raises:
        Denied: a post elsewhere, or no right to report.
        WrongState: the class is not open, or nomination is over (holders of the class may still name).
        Invalid: the post, or its holder under another post, is named already; the quota is full.
    """
    made = _open(training_class)
    if not actor.may(Right.REPORT) or not actor.covers(post.organization.path):
        raise Denied
    holds = made.organization_id == actor.organization_id
    if made.nominate_until < clock.today() and not holds:
        raise WrongState(_("Nomination is over."))
    _refuse_double(made, post)
    heads = dict(made.quotas.values_list("organization__path", "pk"))
    quota = quota_of(post.organization.path, heads)
    free, quotas = free_places(made)
    has_place = free > 0 and quotas.get(quota, 0) > 0
    if not has_place and not wait:
        words = _("There is no place left for your body; it can stand on the waiting list.")
        raise Invalid([Problem("post", words)])
    seat = ClassSeat.objects.create(
        training_class=made,
        post=post,
        organization=post.organization,
        quota_id=quota,
        state=SeatState.NOMINATED if has_place else SeatState.WAITING,
        named_name=actor.signature,
        named_at=clock.now(),
    )
    record(actor=actor, verb="study.nominate", on=seat, detail={"post": post.code, "state": seat.state})
    return seat


@transaction.atomic
def confirm(*, actor: Actor, training_class: TrainingClass, codes: Sequence[str] = ()) -> int:
    """Confirm nominations (without `codes` all); each body is told once, with its posts. How many.

    Raises: `Denied`, `WrongState`.
    """
    made = locked_class(actor, training_class, ClassState.OPEN)
    found = made.nominations.filter(state=SeatState.NOMINATED).select_related("post", "organization")
    seats = list(found.filter(code__in=codes) if codes else found)
    put_state(seats, SeatState.CONFIRMED)
    made.version += 1
    made.save(update_fields=["version"])
    record(actor=actor, verb="study.confirm_seats", on=made, detail={"seats": [one.code for one in seats]})
    tell_bodies(made, seats, "confirmed", str(made.version))
    return len(seats)


@transaction.atomic
def decline(*, actor: Actor, seat: ClassSeat) -> None:
    """Do not take a nomination; its body is told, and the waiting list moves up. Raises as above."""
    made = locked_class(actor, seat.training_class, ClassState.OPEN)
    current = _live(seat)
    was = current.state
    put_state([current], SeatState.DECLINED)
    record(actor=actor, verb="study.decline_seat", on=current)
    tell_bodies(made, [current], "declined", current.code)
    move_up(made, was)


@transaction.atomic
def withdraw(*, actor: Actor, seat: ClassSeat) -> None:
    """The body withdraws a nomination; who waits moves up. Raises `Denied`, `WrongState`."""
    made = _open(seat.training_class)
    _need_body(actor, seat)
    current = _live(seat)
    was = current.state
    put_state([current], SeatState.WITHDRAWN)
    record(actor=actor, verb="study.withdraw_seat", on=current)
    move_up(made, was)


@transaction.atomic
def replace(*, actor: Actor, seat: ClassSeat, post: Post) -> ClassSeat:
    """Send another post instead, to the last day of the class: place, group and state stay.

    Raises: `Denied`; `WrongState` after the class; `Invalid` where that post is named already.
    """
    made = _open(seat.training_class)
    _need_body(actor, seat)
    if not actor.covers(post.organization.path):
        raise Denied
    if made.ends_on < clock.today():
        raise WrongState
    current = _live(seat)
    _refuse_double(made, post)
    if quota_of(post.organization.path, dict(made.quotas.values_list("organization__path", "pk"))) != (
        current.quota_id
    ):
        raise Invalid([Problem("post", _("This post counts in another quota."))])
    was, current.state = current.state, SeatState.REPLACED
    current.save(update_fields=["state"])
    fresh = ClassSeat.objects.create(
        training_class=made,
        post=post,
        organization=post.organization,
        quota_id=current.quota_id,
        state=was,
        group_id=current.group_id,
        replaces=current,
        named_name=actor.signature,
        named_at=clock.now(),
    )
    record(actor=actor, verb="study.replace_seat", on=fresh, detail={"before": current.code})
    return fresh


@transaction.atomic
def give_free(*, actor: Actor, training_class: TrainingClass) -> int:
    """Give places that nobody has to who waits; how many. Raises `Denied`, `WrongState`."""
    made = locked_class(actor, training_class, ClassState.OPEN)
    number = move_up(made, SeatState.NOMINATED)
    record(actor=actor, verb="study.give_places", on=made, detail={"count": number})
    return number


@transaction.atomic
def sort_groups(*, actor: Actor, training_class: TrainingClass, groups: dict[str, ClassGroup | None]) -> int:
    """Put confirmed posts into groups, by the codes of their seats; how many changed. Raises as above."""
    made = locked_class(actor, training_class, ClassState.OPEN)
    seats = [one for one in made.nominations.filter(state__in=TAKEN) if one.code in groups]
    changed = []
    for seat in seats:
        wanted = groups[seat.code]
        if seat.group_id != (wanted.pk if wanted else None):
            seat.group = wanted
            changed.append(seat)
    ClassSeat.objects.bulk_update(changed, ["group"])
    record(actor=actor, verb="study.sort_groups", on=made, detail={"changed": len(changed)})
    return len(changed)


@transaction.atomic
def spread(*, actor: Actor, training_class: TrainingClass) -> int:
    """Spread everybody who has a place over the groups in turn, in the order of the tree. Raises as above."""
    made = locked_class(actor, training_class, ClassState.OPEN)
    groups = list(made.groups.all())
    if not groups:
        raise WrongState(_("The class has no groups."))
    seats = list(made.nominations.filter(state__in=TAKEN).order_by("organization__path", "pk"))
    for place, seat in enumerate(seats):
        seat.group = groups[place % len(groups)]
    ClassSeat.objects.bulk_update(seats, ["group"])
    record(actor=actor, verb="study.sort_groups", on=made, detail={"changed": len(seats)})
    return len(seats)


@transaction.atomic
def enter_presence(*, actor: Actor, training_class: TrainingClass, present: Iterable[str]) -> int:
    """Enter the paper list: who of the confirmed was there; how many. Raises as above, or too early."""
    made = locked_class(actor, training_class, ClassState.OPEN, ClassState.DONE)
    if made.starts_on > clock.today():
        raise Invalid([Problem("present", _("It has not begun yet."))])
    codes = set(present)
    seats = list(made.nominations.filter(state=SeatState.CONFIRMED))
    for seat in seats:
        seat.is_present = seat.code in codes
    ClassSeat.objects.bulk_update(seats, ["is_present"])
    number = sum(bool(seat.is_present) for seat in seats)
    record(actor=actor, verb="study.enter_presence", on=made, detail={"present": number, "of": len(seats)})
    return number


def _open(training_class: TrainingClass) -> TrainingClass:
    """The class, locked: places are given out one after the other. Raises `WrongState` where not open."""
    made = TrainingClass.objects.select_for_update().get(pk=training_class.pk)
    if made.state != ClassState.OPEN:
        raise WrongState
    return made


def _live(seat: ClassSeat) -> ClassSeat:
    current = ClassSeat.objects.select_related("post", "organization").get(pk=seat.pk)
    if current.state not in LIVE:
        raise WrongState
    return current


def _need_body(actor: Actor, seat: ClassSeat) -> None:
    if not actor.may(Right.REPORT) or not actor.covers(seat.organization.path):
        raise Denied


def _refuse_double(made: TrainingClass, post: Post) -> None:
    if not posts_in_force().filter(pk=post.pk, holder__is_active=True).exists():
        raise Invalid([Problem("post", _("Nobody holds this post now."))])
    there = made.nominations.filter(state__in=LIVE)
    if there.filter(post=post).exists():
        raise Invalid([Problem("post", _("This post is named already."))])
    if there.filter(post__holder=post.holder_id).exists():
        raise Invalid([Problem("post", _("Its holder is named already, under another post."))])
