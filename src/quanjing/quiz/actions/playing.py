"""Taking part: one row inserted at the start, the same row updated at the end.

The clock is the server's. What comes in by the end of the time and a little after it counts in full; the
page keeps answers itself until it has the server's word, so a lost connection loses nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import Exists
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.quiz.models import Attempt, Contest
from quanjing.quiz.papers import score
from quanjing.quiz.queries import Ready, is_invited, ready
from quanjing.quiz.rules import GRACE

LONGEST = 200  # characters of an answer that is filled in
PLACES = 100  # more options no question has
TRIES = 5


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who takes part: a key that he keeps, the unit that he chose, the name that he wants shown."""

    participant: str
    organization_id: int | None = None
    display_name: str = ""


def key_of(*, user_id: int | None = None, secret: str = "") -> str:
    """The key under which attempts stand: from it nobody finds the account or the guest's secret."""
    value = f"guest:{secret}" if user_id is None else f"user:{user_id}"
    return salted_hmac("quanjing.quiz.participant", value, algorithm="sha256").hexdigest()[:32]


def start(*, contest: Contest, entrant: Entrant) -> Attempt:
    """Begin an attempt, or go on with the one that still runs. One insert where it begins.

    Not in the audit record, which is of the office's work; nobody is watched here.

    Raises:
        WrongState: not open now, or no attempt is left for today or at all; the words say which.
        Denied: a final round, and the participant is not in it.
    """
    now = clock.now()
    if not contest.is_open(now):
        raise WrongState(_("This contest is not open now."))
    prepared = ready(contest, clock.today())
    if not is_invited(contest, entrant.participant):
        raise Denied(_("This round is for those who were among the best of the round before."))
    for _turn in range(TRIES):
        made = list(
            Attempt.objects.filter(contest=contest, participant=entrant.participant).order_by("number")
        )
        if made and made[-1].runs(now):
            return made[-1]
        _need_one_left(contest, made)
        try:
            return _inserted(contest, prepared, entrant, len(made) + 1)
        except IntegrityError:
            continue  # a second window of the same person began at the same moment: look again
    raise WrongState(_("Please try again."))


def submit(*, contest: Contest, participant: str, number: int, answers: Sequence[object]) -> Attempt:
    """Hand in an attempt: one update. Handed in again it stays as it was first.

    Raises:
        Missing: there is no such attempt.
        WrongState: the time and the grace are over.
    """
    now = clock.now()
    for _turn in range(TRIES):
        attempt = Attempt.objects.filter(contest=contest, participant=participant, number=number).first()
        if attempt is None:
            raise Missing
        if attempt.submitted_at is not None:
            return attempt
        if now > attempt.ends_at + GRACE:
            raise WrongState(_("The time of this attempt is over."))
        if _handed_in(attempt, contest, answers, now):
            return attempt
        contest = Contest.objects.get(pk=contest.pk)  # handed in beside us, or a key was put right
    raise WrongState(_("Please try again."))


def _handed_in(attempt: Attempt, contest: Contest, answers: Sequence[object], now: datetime) -> bool:
    """One update; False where the attempt was handed in already, or by another key than the one of now."""
    attempt.answers = [_kept(answer) for answer in answers[: len(attempt.paper)]]
    attempt.score = score(attempt.paper, attempt.answers, ready(contest, attempt.day).keys)
    taken = min(now, attempt.ends_at) - attempt.started_at
    attempt.milliseconds = max(0, int(taken.total_seconds() * 1000))
    attempt.submitted_at = now
    same_keys = Contest.objects.filter(pk=contest.pk, version=contest.version)
    written = Attempt.objects.filter(Exists(same_keys), pk=attempt.pk, submitted_at=None).update(
        answers=attempt.answers,
        score=attempt.score,
        milliseconds=attempt.milliseconds,
        submitted_at=now,
    )
    return bool(written)


def _need_one_left(contest: Contest, made: Sequence[Attempt]) -> None:
    if contest.attempts and len(made) >= contest.attempts:
        raise WrongState(_("You have had all your attempts."))
    today = sum(attempt.day == clock.today() for attempt in made)
    if contest.attempts_a_day and today >= contest.attempts_a_day:
        raise WrongState(_("You have had all your attempts for today."))


def _inserted(contest: Contest, prepared: Ready, entrant: Entrant, number: int) -> Attempt:
    now = clock.now()
    ends = min(now + timedelta(seconds=contest.seconds), contest.closes_at)
    paper = prepared.deck.draw(secrets.randbits(63))
    return Attempt.objects.create(
        contest=contest,
        participant=entrant.participant,
        number=number,
        day=clock.today(),
        organization_id=entrant.organization_id,
        display_name=entrant.display_name.strip()[:30],
        paper=[list(card) for card in paper],
        started_at=now,
        ends_at=ends,
    )


def _kept(answer: object) -> object:
    """An answer as it may be stored: places, a text of bounded length, true or false, or nothing."""
    if isinstance(answer, bool) or answer is None:
        return answer
    if isinstance(answer, str):
        whole = answer.encode("utf-8", "replace").decode()  # half a sign cannot be stored, nor can U+0000
        return whole.replace("\0", "")[:LONGEST]
    if isinstance(answer, list):
        return [one for one in answer[:20] if type(one) is int and 0 <= one < PLACES]
    return None
