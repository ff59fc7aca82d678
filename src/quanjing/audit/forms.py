"""What the page of the record can be narrowed to."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.audit.kinds import VERBS
from quanjing.audit.queries import Filter


def verb_choices() -> list[tuple[str, str | Promise]]:
    """Every verb, in the order of its words in the current language."""
    verbs = sorted((str(words), verb) for verb, words in VERBS.items())
    return [("", _("All actions")), *((verb, words) for words, verb in verbs)]


class FilterForm(forms.Form):
    verb = forms.ChoiceField(
        label=_("Action"), required=False, choices=verb_choices, widget=forms.Select({"class": "form-select"})
    )
    organization = forms.CharField(
        label=_("Organization, name or code"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control"}),
    )
    text = forms.CharField(
        label=_("Person or object"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control"}),
    )
    first_day = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput({"class": "form-control", "type": "date"}),
    )
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"class": "form-control", "type": "date"})
    )

    def wanted(self) -> Filter:
        """The filter as far as it could be understood; what could not stands at its field."""
        self.is_valid()
        data = self.cleaned_data
        return Filter(
            verb=data.get("verb") or "",
            organization=data.get("organization") or "",
            text=data.get("text") or "",
            first_day=data.get("first_day"),
            last_day=data.get("last_day"),
        )
