"""Who may take what came in, and what may be taken."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.submissions.enums import SubmissionState

ACCEPTED = (SubmissionState.ACCEPTED,)
WITH_WAITING = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED)


def can_collate(actor: Actor) -> bool:
    """A post that reads its subtree takes what came in from there, and nothing else."""
    return actor.reads_subtree


def need_collatable(actor: Actor, directive: Directive) -> None:
    """Raise `Denied` for a post that reads no subtree, `WrongState` where the directive is not out."""
    if not can_collate(actor):
        raise Denied
    if directive.is_recalled:
        raise WrongState(_("This notice was recalled; there is nothing to collate."))
    if not directive.is_published:
        raise WrongState(_("This notice is not published yet, so nothing has come in."))


def states_of(words: Iterable[str]) -> tuple[SubmissionState, ...]:
    """The states that the words name: accepted, submitted; none named means accepted. Raises `Invalid`."""
    wanted = {word.strip() for word in words if word.strip()}
    if wanted - {state.value for state in WITH_WAITING}:
        raise Invalid([Problem("states", _("Only accepted and submitted can be collated."))])
    return tuple(state for state in WITH_WAITING if state.value in wanted) or ACCEPTED
