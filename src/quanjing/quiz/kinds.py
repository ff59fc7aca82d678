"""Why a question of a file is not taken, in words; a test proves that none is missing."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.quiz.formats import Fault

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
