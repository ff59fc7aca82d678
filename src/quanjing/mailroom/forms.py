"""What a person asks of the ledger and decides on a mail."""

from __future__ import annotations

from django import forms

from quanjing.mailroom.enums import Fate


class LedgerForm(forms.Form):
    fate = forms.ChoiceField(choices=[("", ""), ("open", ""), *Fate.choices], required=False)
    day = forms.DateField(required=False)
    text = forms.CharField(required=False, max_length=100)


class TakeForm(forms.Form):
    """`assignment` is one of the suggestions, or "" where the code was typed."""

    assignment = forms.CharField(required=False, max_length=40)
    code = forms.CharField(required=False, max_length=40)

    def wanted(self) -> str:
        """The code of the assignment, as chosen or typed."""
        return str(self.cleaned_data["assignment"] or self.cleaned_data["code"]).strip().lower()


class DismissForm(forms.Form):
    reason = forms.CharField(required=False, max_length=500)
