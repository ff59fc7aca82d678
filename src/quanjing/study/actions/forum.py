"""Opening a board, writing, and moderation with a reason that the author reads."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.study.models import Board, ForumText, Thread, TrainingClass
from quanjing.study.rules import can_keep, need_keeper

LONGEST = 10_000


@transaction.atomic
def open_board(
    *, actor: Actor, name: str, looks_first: bool = False, training_class: TrainingClass | None = None
) -> Board:
    """Open a board of the own body, or of a class that it holds. Raises `Denied`, `Invalid`, `WrongState`."""
    holder = training_class.organization_id if training_class else actor.organization_id
    body = need_keeper(actor, holder)
    if not name.strip():
        raise Invalid([Problem("name", _("A name is missing."))])
    if training_class is not None and Board.objects.filter(training_class=training_class).exists():
        raise WrongState(_("The class has its board already."))
    made = Board.objects.create(
        organization_id=body,
        training_class=training_class,
        name=name.strip()[:200],
        looks_first=looks_first,
        made_at=clock.now(),
    )
    record(actor=actor, verb="study.open_board", on=made)
    return made


@transaction.atomic
def close_board(*, actor: Actor, board: Board) -> Board:
    """Let nobody write there any more, or again; what stands there stays. Raises `Denied`."""
    need_keeper(actor, board.organization_id)
    board.closed_at = None if board.closed_at else clock.now()
    board.save(update_fields=["closed_at"])
    record(actor=actor, verb="study.close_board", on=board, detail={"closed": bool(board.closed_at)})
    return board


@transaction.atomic
def begin_thread(*, actor: Actor, board: Board, title: str, text: str) -> Thread:
    """Begin a thread. The caller has looked that the actor sees the board. Raises `Invalid`, `WrongState`."""
    if not title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    made = Thread.objects.create(board=board, title=title.strip()[:200], begun_at=clock.now())
    _written(actor, made, text)
    record(actor=actor, verb="study.begin_thread", on=made)
    return made


@transaction.atomic
def write(*, actor: Actor, thread: Thread, text: str) -> ForumText:
    """Answer in a thread. Raises as above."""
    made = _written(actor, thread, text)
    record(actor=actor, verb="study.write_text", on=thread)
    return made


@transaction.atomic
def hide(*, actor: Actor, text: ForumText, reason: str) -> ForumText:
    """Hide a text; its author reads why. A moderator, or the author his own. Raises `Denied`, `Invalid`."""
    if text.author_id != actor.user_id:
        need_keeper(actor, text.thread.board.organization_id)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    text.hidden_at, text.reason, text.is_reported = clock.now(), reason.strip()[:300], False
    text.save(update_fields=["hidden_at", "reason", "is_reported"])
    record(actor=actor, verb="study.hide_text", on=text.thread, detail={"reason": text.reason})
    return text


@transaction.atomic
def let_stand(*, actor: Actor, text: ForumText) -> ForumText:
    """Show a text that waits, was hidden or reported. Raises `Denied`."""
    need_keeper(actor, text.thread.board.organization_id)
    text.is_waiting, text.is_reported, text.hidden_at, text.reason = False, False, None, ""
    text.save(update_fields=["is_waiting", "is_reported", "hidden_at", "reason"])
    record(actor=actor, verb="study.let_stand", on=text.thread)
    return text


def ask_for_look(*, text: ForumText) -> None:
    """Ask the moderators for a look. Who asked is kept nowhere, so it leaves no entry either."""
    ForumText.objects.filter(pk=text.pk).update(is_reported=True)


@transaction.atomic
def close_thread(*, actor: Actor, thread: Thread) -> Thread:
    """Let nobody answer any more, or again. Raises `Denied`."""
    need_keeper(actor, thread.board.organization_id)
    thread.closed_at = None if thread.closed_at else clock.now()
    thread.save(update_fields=["closed_at"])
    record(actor=actor, verb="study.close_thread", on=thread, detail={"closed": bool(thread.closed_at)})
    return thread


def _written(actor: Actor, thread: Thread, text: str) -> ForumText:
    if thread.closed_at or thread.board.closed_at:
        raise WrongState(_("Nobody writes here any more."))
    if not text.strip() or len(text) > LONGEST:
        raise Invalid([Problem("text", _("A text of at most 10,000 characters."))])
    return ForumText.objects.create(
        thread=thread,
        author_id=actor.user_id,
        author_name=actor.signature,
        author_post=f"{actor.organization_name} {actor.post_title}"[:300],
        text=text.strip(),
        written_at=clock.now(),
        is_waiting=thread.board.looks_first and not can_keep(actor, thread.board.organization_id),
    )
