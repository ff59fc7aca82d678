"""Whom a directive goes to."""

from __future__ import annotations

from django import forms

from quanjing.foundation.fields import area
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.queries import Selection


class AudienceForm(forms.Form):
    """Whom a directive goes to, and the reason where one is needed."""

    under = forms.CharField(max_length=16)
    kinds = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    levels = forms.MultipleChoiceField(choices=Level.choices, required=False)
    classes = forms.TypedMultipleChoiceField(choices=SocietyClass.choices, coerce=int, required=False)
    override = forms.CharField(required=False, max_length=1000, widget=area(2))

    def selection(self) -> Selection:
        values = self.cleaned_data
        return Selection(
            under=values["under"],
            kinds=tuple(values["kinds"]),
            levels=tuple(values["levels"]),
            classes=tuple(values["classes"]),
        )
