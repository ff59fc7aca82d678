"""Boards, threads and texts that an actor may read."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.paths import chain_of
from quanjing.study.enums import LIVE
from quanjing.study.models import Board, ClassSeat, ForumText, Thread
from quanjing.study.queries.reach import one_of


def boards_seen(actor: Actor) -> QuerySet[Board]:
    """Boards of the own body and of those above it; of a class those who have a place in it, and its holders.

    Nobody reads the boards of bodies below: what people say there is not watched from above.
    """
    seats = ClassSeat.objects.filter(
        training_class=OuterRef("training_class"), post=actor.post_id, state__in=LIVE
    )
    own = Q(organization=actor.organization_id)
    unit = Q(training_class=None) & Q(organization__path__in=chain_of(actor.path))
    found = Board.objects.filter(own | unit | Exists(seats)) if actor.path else Board.objects.none()
    return found.select_related("organization", "training_class")


def get_board(actor: Actor, code: str) -> Board:
    """One. Raises `Missing`."""
    return one_of(boards_seen(actor), code=code)


def get_thread(actor: Actor, code: str) -> Thread:
    """One. Raises `Missing`."""
    found = Thread.objects.filter(board__in=boards_seen(actor).values("pk"))
    return one_of(found.select_related("board__organization"), code=code)


def threads_of(actor: Actor, board: Board) -> QuerySet[Thread]:
    """The threads in which the actor sees a text."""
    seen = _seen(actor, board, ForumText.objects.filter(thread=OuterRef("pk")))
    return board.threads.filter(Exists(seen))


def texts_of(actor: Actor, thread: Thread) -> QuerySet[ForumText]:
    """What is shown, and of what waits or is hidden one's own; moderators see all."""
    return _seen(actor, thread.board, thread.texts.all())


def get_text(actor: Actor, code: str) -> ForumText:
    """One that the actor sees. Raises `Missing`."""
    found = one_of(ForumText.objects.select_related("thread__board"), code=code)
    thread = get_thread(actor, found.thread.code)
    return one_of(texts_of(actor, thread).select_related("thread__board"), code=code)


def _seen(actor: Actor, board: Board, texts: QuerySet[ForumText]) -> QuerySet[ForumText]:
    if actor.may(Right.REPORT) and actor.organization_id == board.organization_id:
        return texts
    return texts.filter(Q(is_waiting=False, hidden_at=None) | Q(author=actor.user_id))
