"""The rules of an examination as people type them; its lines are those of a contest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import MomentField, Taking, number, ticks, words
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import QuestionBank
from quanjing.quiz.papers import Line
from quanjing.study.actions import ExaminationGiven
from quanjing.study.forms.parts import long_text
from quanjing.study.models import Examination

SAME = ("name", "intro", "opens_at", "closes_at", "seconds", "attempts")


class ExaminationForm(Taking):
    name = words(_("Name of the examination"), 200, required=True)
    intro = long_text(_("What it is about"), rows=3)
    opens_at = MomentField(label=_("Begins"))
    closes_at = MomentField(label=_("Ends"))
    seconds = forms.IntegerField(label=_("Seconds for an attempt"), initial=1800, widget=number(min=30))
    attempts = forms.IntegerField(
        label=_("Attempts in all"), initial=2, min_value=1, max_value=99, widget=number(min=1)
    )
    pass_share = forms.IntegerField(
        label=_("Passed from (per cent of the whole)"),
        initial=60,
        min_value=1,
        max_value=100,
        widget=number(min=1, max=100),
    )
    banks = forms.MultipleChoiceField(label=_("Question banks"), widget=ticks())

    def __init__(self, *args: Any, banks: Sequence[QuestionBank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._banks = {bank.code: bank for bank in banks}
        self.fields["banks"].choices = [(bank.code, bank.name) for bank in banks]  # type: ignore[attr-defined]

    def examination(self, lines: Sequence[Line]) -> ExaminationGiven:
        given = self.cleaned_data
        banks = [self._banks[code] for code in given["banks"]]
        plan = Plan(**{name: given[name] for name in SAME}, banks=banks, lines=lines)
        return ExaminationGiven(plan, given["pass_share"])


def examination_initial(examination: Examination) -> dict[str, Any]:
    contest = examination.contest
    return {
        **{name: getattr(contest, name) for name in SAME},
        "pass_share": examination.pass_share,
        "banks": [bank.code for bank in contest.banks.all()],
    }
