"""What a browser sends -> clean values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import fields
from quanjing.foundation.fields import MomentField, Taking, area, line, select, tick, ticks
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.enums import Counting, QuestionKind
from quanjing.quiz.formats import Option
from quanjing.quiz.formats import Question as NewQuestion
from quanjing.quiz.models import Contest, Question, QuestionBank
from quanjing.quiz.papers import Line

LINES = 8  # of a contest that the page offers
OPTIONS = 10


class ContestForm(Taking):
    """The rules of a contest but for the lines of its paper, see `read_lines`."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=line())
    intro = forms.CharField(label=_("Introduction"), required=False, max_length=4000, widget=area(3))
    opens_at = MomentField(label=_("Begins"))
    closes_at = MomentField(label=_("Ends"))
    seconds = forms.IntegerField(label=_("Seconds for an attempt"), initial=400, widget=fields.number(min=30))
    attempts_a_day = forms.IntegerField(
        label=_("Attempts a day (0: no limit)"),
        initial=1,
        min_value=0,
        max_value=99,
        widget=fields.number(min=0),
    )
    attempts = forms.IntegerField(
        label=_("Attempts in all (0: no limit)"),
        initial=5,
        min_value=0,
        max_value=999,
        widget=fields.number(min=0),
    )
    counting = forms.ChoiceField(label=_("How a result is made"), choices=Counting.choices, widget=select())
    pool_by_day = forms.BooleanField(
        label=_("Each day draws from questions of its own"), required=False, widget=tick()
    )
    guests = forms.BooleanField(
        label=_("Whoever has the link takes part, without an account"),
        required=False,
        initial=True,
        widget=tick(),
    )
    banks = forms.MultipleChoiceField(label=_("Question banks"), widget=ticks())
    final_of = forms.ChoiceField(label=_("Final round of"), required=False, widget=select())
    finalists = forms.IntegerField(
        label=_("How many of its best take part"),
        required=False,
        min_value=0,
        max_value=10_000,
        widget=fields.number(min=0),
    )

    def __init__(
        self, *args: Any, banks: Sequence[QuestionBank], contests: Sequence[Contest], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._banks = {bank.code: bank for bank in banks}
        self._contests = {contest.code: contest for contest in contests}
        self.fields["banks"].choices = [(bank.code, bank.name) for bank in banks]  # type: ignore[attr-defined]
        choices = [("", "—"), *((contest.code, contest.name) for contest in contests)]
        self.fields["final_of"].choices = choices  # type: ignore[attr-defined]

    def plan(self, lines: Sequence[Line]) -> Plan:
        values = self.cleaned_data
        return Plan(
            name=values["name"],
            intro=values["intro"],
            opens_at=values["opens_at"],
            closes_at=values["closes_at"],
            seconds=values["seconds"],
            attempts_a_day=values["attempts_a_day"],
            attempts=values["attempts"],
            counting=Counting(values["counting"]),
            pool_by_day=values["pool_by_day"],
            guests=values["guests"],
            banks=[self._banks[code] for code in values["banks"]],
            lines=lines,
            final_of=self._contests.get(values["final_of"]),
            finalists=values["finalists"] or 0,
        )


def initial_of(contest: Contest) -> dict[str, Any]:
    """What the form shows of a draft."""
    names = ("name", "intro", "opens_at", "closes_at", "seconds", "attempts_a_day", "attempts", "counting")
    values = {name: getattr(contest, name) for name in (*names, "pool_by_day", "guests", "finalists")}
    values["banks"] = [bank.code for bank in contest.banks.all()]
    values["final_of"] = contest.final_of.code if contest.final_of else ""
    return values


class LineForm(Taking):
    """One line of a paper: how many questions of which topic and difficulty."""

    topic = forms.CharField(label=_("Topic"), required=False, max_length=100, widget=line(list="topics"))
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), coerce=int, empty_value="", required=False, widget=select(),
        choices=[("", _("any")), *((one, str(one)) for one in range(1, 6))],
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("Number of questions"),
        required=False,
        min_value=0,
        max_value=200,
        widget=fields.number(min=0),
    )
    points = forms.IntegerField(
        label=_("Points each"),
        required=False,
        min_value=1,
        max_value=100,
        initial=1,
        widget=fields.number(min=1),
    )


class LineTable(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines as a table, on the pages of other apps as well."""

    template_name = "quiz/_lines.html"


LineForms: Any = forms.formset_factory(LineForm, LineTable, extra=0, min_num=LINES, max_num=LINES)


def lines_of(formset: Any) -> list[Line]:
    """The lines that ask for questions."""
    rows: Iterable[dict[str, Any]] = formset.cleaned_data
    return [
        Line(row["topic"].strip(), row["difficulty"] or 0, row["number"], row.get("points") or 1)
        for row in rows
        if row.get("number")
    ]


class QuestionForm(Taking):
    """A question of a bank; its options are `option.N` and `right.N`, see `options`."""

    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind.choices, widget=select())
    text = forms.CharField(label=_("Question"), max_length=2000, widget=area(3))
    answers = forms.CharField(
        label=_("What may be filled in, one a line"), required=False, max_length=2000, widget=area(2)
    )
    is_true = forms.BooleanField(label=_("The statement is true"), required=False, widget=tick())
    topic = forms.CharField(label=_("Topic"), required=False, max_length=100, widget=line())
    difficulty = forms.IntegerField(label=_("Difficulty"), initial=3, widget=fields.number(min=1, max=5))
    explanation = forms.CharField(label=_("Explanation"), required=False, max_length=2000, widget=area(2))
    source = forms.CharField(label=_("Source"), required=False, max_length=300, widget=line())

    def options(self) -> tuple[Option, ...]:
        texts = [(place, str(self.data.get(f"option.{place}", "")).strip()) for place in range(OPTIONS)]
        return tuple(Option(text, bool(self.data.get(f"right.{place}"))) for place, text in texts if text)

    def question(self) -> NewQuestion:
        values = self.cleaned_data
        kind = QuestionKind(values["kind"])
        has_options = kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
        answers = tuple(filter(None, (one.strip() for one in values["answers"].splitlines())))
        return NewQuestion(
            0, kind, values["text"].strip(), self.options() if has_options else (),
            answers if kind == QuestionKind.FILL_IN else (), values["is_true"], values["topic"].strip(),
            values["difficulty"], values["explanation"].strip(), values["source"].strip(),
        )  # fmt: skip


def question_initial(question: Question) -> dict[str, Any]:
    names = ("kind", "text", "is_true", "topic", "difficulty", "explanation", "source")
    return {name: getattr(question, name) for name in names} | {"answers": "\n".join(question.answers)}


class EntrantForm(forms.Form):
    """Who takes part: a unit and a name that is shown, both by free choice."""

    unit = forms.CharField(required=False, max_length=16)
    display_name = forms.CharField(required=False, max_length=30)


def read_answers(body: bytes) -> tuple[int, list[object]]:
    """Number of the attempt and its answers as the page sends them. Raises `ValueError` for anything else."""
    sent = json.loads(body)
    if not isinstance(sent, dict) or not isinstance(sent.get("answers"), list):
        raise ValueError("answers")
    if type(sent["number"]) is not int:
        raise ValueError("number")
    return sent["number"], sent["answers"]
