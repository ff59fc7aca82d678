"""Contests as the search finds them; why a question of a file is not taken, in words."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.quiz.enums import ContestState
from quanjing.quiz.formats import Fault
from quanjing.quiz.models import Contest
from quanjing.quiz.queries import contests_of, open_contests

FAULTS: dict[str, Promise] = {
    Fault.NO_TEXT: _("There is no question."),
    Fault.TOO_LONG: _("The question or its explanation is too long."),
    Fault.UNKNOWN_KIND: _("This kind of question is not one of the four."),
    Fault.FEW_OPTIONS: _("A choice needs two options at least."),
    Fault.MANY_OPTIONS: _("A choice has ten options at most."),
    Fault.SAME_OPTIONS: _("Two options are the same."),
    Fault.NO_ANSWER: _("It is not said what is right."),
    Fault.ONE_ANSWER: _("A question with one answer has several that are right."),
    Fault.UNKNOWN_ANSWER: _("The answer is not one of the options."),
    Fault.BAD_DIFFICULTY: _("The difficulty is a number from 1 to 5, or easy, medium, hard."),
    Fault.PICTURE: _("Questions with pictures are not taken."),
    Fault.NOT_CLOSED: _("The file is damaged here."),
}


def _facts(thing: Contest) -> Facts:
    day = thing.opens_at.astimezone(clock.CHINA).date()
    return Facts(thing.name, thing.intro, thing.organization_id, day, thing.code)


def _seen(actor: Actor) -> Q:
    """Those that are out for the own body, and its own."""
    out = open_contests(actor).select_related(None).order_by()
    own = contests_of(actor).select_related(None).order_by()
    return Q(object_id__in=out.values("pk")) | Q(object_id__in=own.values("pk"))


def _to_contest(_actor: Actor, document: Any) -> str:
    return reverse("quiz_page", args=[document.code])


CONTESTS = Findable(
    "contest", _("contest"), 63,
    lambda: Contest.objects.exclude(state=ContestState.DRAFT).filter(is_examination=False),
    _facts, _seen, _to_contest,
)  # fmt: skip
