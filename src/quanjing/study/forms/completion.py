"""The evaluation of a class as people answer it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, day_field
from quanjing.study.enums import ANSWERS, Asked
from quanjing.study.forms.parts import long_text


class EvaluationForm(Taking):
    text = long_text(_("Suggestions"), rows=4, help_text=_("Please do not name yourself or others."))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for asked in Asked:
            self.fields[asked.value] = forms.TypedChoiceField(
                label=asked.label,
                choices=list(ANSWERS.items()),
                coerce=int,
                widget=forms.RadioSelect({"class": "form-check-input"}),
            )
        self.order_fields([*Asked.values, "text"])


class UntilForm(Taking):
    until = day_field(_("Answers until (last day)"), required=True)
