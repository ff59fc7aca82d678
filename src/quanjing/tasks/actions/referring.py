"""A paper is handed on inside the body, and comes back done or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.tasks.actions.incoming import kept
from quanjing.tasks.enums import ReferralState
from quanjing.tasks.models import Incoming, Referral
from quanjing.tasks.queries import addressees
from quanjing.tasks.rules.incoming import can_answer


@transaction.atomic
def refer(
    *, actor: Actor, incoming: Incoming, to: str, note: str = "", due_on: date | None = None
) -> Referral:
    """Hand a paper on; the addressee is told and sees it on his first page.

    `to` is the code of a post of the body, or of a body directly below it.

    Raises: `Denied`; `Invalid` for another addressee, one who has it already, or a day in the past.
    """
    current = kept(actor, incoming)
    posts, bodies = addressees(current.organization_id)
    post = next((one for one in posts if one.code == to), None)
    body = next((one for one in bodies if one.code == to), None)
    problems = []
    if post is None and body is None:
        problems.append(Problem("to", _("Please choose a post of the body, or a body directly below it.")))
    elif current.referrals.filter(post=post, body=body, state=ReferralState.OPEN).exists():
        problems.append(Problem("to", _("It was handed on there already.")))
    if due_on and due_on < clock.today():
        problems.append(Problem("due_on", _("This date has passed.")))
    if problems:
        raise Invalid(problems)
    assert actor.post_id is not None  # only posts have rights
    made = Referral.objects.create(
        incoming=current,
        post=post,
        body=body,
        note=note.strip()[:1000],
        due_on=due_on,
        sent_by_id=actor.post_id,
        sent_name=actor.signature,
        sent_at=clock.now(),
    )
    due = due_on.isoformat() if due_on else ""
    detail = {"to": str(post or body), "note": made.note, "due": due}
    record(actor=actor, verb="tasks.refer", on=current, detail=detail)
    told = [post.pk] if post else handlers_of([body.pk] if body else []).values_list("pk", flat=True)
    _tell(made, "referral_sent", told, {"name": actor.signature, "note": made.note, "day": due})
    return made


@transaction.atomic
def answer_referral(*, actor: Actor, referral: Referral, done: bool, answer: str = "") -> Referral:
    """Say that it is done, or hand it back with a reason; who handed it on is told.

    Raises: `Denied` for anyone but the addressee; `WrongState` where it is answered; `Invalid` without a
    reason for handing it back.
    """
    locked = Referral.objects.select_for_update(of=("self",)).select_related("incoming__organization")
    current = locked.get(pk=referral.pk)
    if not can_answer(actor, current):
        raise Denied
    if not current.is_open:
        raise WrongState
    if not done and not answer.strip():
        raise Invalid([Problem("answer", _("Please give a reason."))])
    current.state = ReferralState.DONE if done else ReferralState.RETURNED
    current.answer = answer.strip()[:1000]
    current.decided_name, current.decided_at = actor.signature, clock.now()
    current.save(update_fields=["state", "answer", "decided_name", "decided_at"])
    detail = {"done": done, "answer": current.answer}
    record(actor=actor, verb="tasks.answer_referral", on=current.incoming, detail=detail)
    kind = "referral_done" if done else "referral_returned"
    _tell(current, kind, [current.sent_by_id], {"name": actor.signature, "answer": current.answer})
    return current


def _tell(referral: Referral, kind: str, posts: Iterable[int], values: dict[str, str]) -> None:
    incoming = referral.incoming
    tell(
        post_ids=posts,
        kind=kind,
        values={"title": incoming.title, "number": incoming.number, **values},
        link=reverse("incoming_page", args=[incoming.code]),
        key=f"{kind}:{referral.code}",
    )
