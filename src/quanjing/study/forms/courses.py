"""Courses, branch schools, lecturers and loans as people type them."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, day_field, number, one_of, tick, words
from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.models import Question
from quanjing.study.actions import PageGiven
from quanjing.study.enums import Sharing
from quanjing.study.forms.parts import a_file, long_text, picked


class CourseForm(Taking):
    title = words(_("Title"), 200, required=True)
    intro = long_text(_("What it is about"), rows=3)
    sharing = one_of(_("For whom"), Sharing.choices, required=True)


class ImportForm(Taking):
    file = a_file(_("Zip of a course, or Common Cartridge"), ".zip,.imscc")


class PageForm(Taking):
    title = words(_("Title"), 200, required=True)
    text = long_text(_("Text"), rows=8)
    material = one_of(_("From the library"))
    bank = one_of(_("Questions to try oneself, from the bank"))
    ask = forms.IntegerField(
        label=_("How many questions"), required=False, min_value=0, max_value=100, widget=number(min=0)
    )

    def page(self) -> PageGiven:
        given = self.cleaned_data
        return PageGiven(
            given["title"], given["text"], picked(self, "material"), picked(self, "bank"), given["ask"] or 0
        )


class SchoolForm(Taking):
    name = words(_("Name of the branch school"), 200, required=True)
    theme = words(_("Theme"), 200)
    head_post = words(_("Head (post)"), 100)
    founded_on = day_field(_("Founded on"))
    ends_on = day_field(_("Last day of its term"))


class LecturerForm(Taking):
    name = words(_("Name"), 100, required=True)
    post_title = words(_("Post"), 100)
    topics = long_text(_("Topics"), rows=2, help_text=_("One a line."))
    sharing = one_of(_("For whom"), Sharing.choices, required=True)
    agreed = forms.BooleanField(
        label=_("He or she has agreed to be named here."), required=False, widget=tick()
    )


class LoanForm(Taking):
    thing = one_of(_("Lecturer or course"), required=True)
    training_class = one_of(_("For our class"))
    wanted_on = day_field(_("On the day"))
    words = words(_("Note"), 300)


def answers_from(given: QueryDict, questions: list[Question]) -> dict[int, object]:
    """What was answered, by the key of the question; what is left open is left out."""
    answers: dict[int, object] = {}
    for one in questions:
        values = given.getlist(f"q{one.pk}")
        if not values:
            continue
        if one.kind == QuestionKind.FILL_IN:
            answers[one.pk] = values[0][:200]
        elif one.kind == QuestionKind.TRUE_FALSE:
            answers[one.pk] = values[0] == "1"
        else:
            answers[one.pk] = [int(value) for value in values if value.isdecimal() and len(value) < 4]
    return answers
