"""The waiting list moves up; posts and bodies are told of what became of a nomination."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from quanjing.foundation import clock
from quanjing.notify.actions import News, tell_each
from quanjing.organizations.queries import handlers_of
from quanjing.study.enums import TAKEN, SeatState
from quanjing.study.matching import Waiting, moving_up
from quanjing.study.models import ClassSeat, TrainingClass
from quanjing.study.queries import free_places


def put_state(seats: Sequence[ClassSeat], state: SeatState) -> None:
    for seat in seats:
        seat.state = state
    ClassSeat.objects.bulk_update(seats, ["state"])


def move_up(made: TrainingClass, freed: str) -> int:
    """Give free places to who waits, in the state in which they came free; how many.

    Part of an action that is recorded.
    """
    if freed not in TAKEN:
        return 0
    waiting = list(
        made.nominations.filter(state=SeatState.WAITING).select_related("post", "organization").order_by("pk")
    )
    free, quotas = free_places(made)
    over = made.nominate_until < clock.today()
    chosen = set(
        moving_up([Waiting(one.pk, one.quota_id) for one in waiting], free=free, quotas=quotas, unused=over)
    )
    seats = [one for one in waiting if one.pk in chosen]
    put_state(seats, SeatState(freed))
    if seats:
        tell_bodies(made, seats, "moved_up", seats[0].code)
    return len(seats)


def tell_bodies(made: TrainingClass, seats: Sequence[ClassSeat], what: str, key: str) -> None:
    """Tell the posts and their bodies, each once, with all of its posts: a constant number of queries."""
    by_body: dict[int, list[ClassSeat]] = {}
    for seat in seats:
        by_body.setdefault(seat.organization_id, []).append(seat)
    told: dict[int, list[int]] = {body: [seat.post_id for seat in own] for body, own in by_body.items()}
    for body, post in handlers_of(by_body).values_list("organization_id", "pk"):
        told[body].append(post)
    link = reverse("class_page", args=[made.code])
    tell_each(
        News(
            post,
            f"seat_{what}",
            {"title": made.title, "posts": "、".join(seat.post.title for seat in by_body[body])},
            link,
            f"seat:{made.code}:{what}:{key}",
        )
        for body, posts in told.items()
        for post in dict.fromkeys(posts)
    )
