"""Final rounds: the best of one contest take part in the next."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import WrongState
from quanjing.quiz.models import Contest, Finalist
from quanjing.quiz.queries import ranking
from quanjing.quiz.rules import is_settled, need_keeper


@transaction.atomic
def invite_finalists(*, actor: Actor, contest: Contest) -> int:
    """Let the best of the round before into this one; returns how many. Said again it adds who came up.

    Raises:
        Denied: for anyone but the keepers of the contest.
        WrongState: it is no final round, or the round before is not over.
    """
    need_keeper(actor, contest.organization_id)
    before = contest.final_of
    if before is None:
        raise WrongState(_("This contest is no final round."))
    if not is_settled(before, clock.now()):
        raise WrongState(_("The round before is not over yet."))
    best = [row.participant for row in ranking(before)[: contest.finalists]]
    Finalist.objects.bulk_create(
        (Finalist(contest=contest, participant=key) for key in best), ignore_conflicts=True
    )
    record(actor=actor, verb="quiz.invite_finalists", on=contest, detail={"count": len(best)})
    return len(best)
