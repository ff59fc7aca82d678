"""Whom a directive goes to."""

from __future__ import annotations

from django import forms

from quanjing.foundation.fields import area
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.queries import Selection

GROUPS = [(f"{kind}:{level}", f"{kind}:{level}") for kind in Kind.values for level in ("", *Level.values)]


class AudienceForm(forms.Form):
    """Whom a directive goes to, and the reason where one is needed."""

    under = forms.CharField(max_length=16)
    classes = forms.TypedMultipleChoiceField(choices=SocietyClass.choices, coerce=int, required=False)
    groups = forms.MultipleChoiceField(choices=GROUPS, required=False)
    override = forms.CharField(required=False, max_length=1000, widget=area(2))

    def selection(self) -> Selection:
        values = self.cleaned_data
        return Selection(
            under=values["under"],
            classes=tuple(values["classes"]),
            groups=tuple(values["groups"]),
        )
